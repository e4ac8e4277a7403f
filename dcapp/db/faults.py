"""One converter from codes of SQLite and of the operating system to sentences an officer can act on.

Judges by code, never by the words of a message; knows neither SQLAlchemy nor the driver, so that the
password window may use it.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from dcapp.kernel.errors import Damaged, EnvironmentFault
from dcapp.kernel.i18n import N_, _

# Primary result codes of SQLite (https://sqlite.org/rescode.html); extended codes carry them in the low byte.
PERM, BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, CORRUPT = 3, 5, 6, 7, 8, 9, 10, 11
FULL, CANTOPEN, PROTOCOL, AUTH, NOTADB = 13, 14, 15, 23, 26

STOPPING = frozenset({IOERR, CORRUPT, NOTADB})
"""After these nothing more is written: a retried fsync may lie, a damaged file only gets worse."""

_DISK_FULL = (
    N_("Ổ đĩa đã đầy nên lần ghi này chưa được lưu. Những gì lưu trước đó còn nguyên."),
    N_("Dọn bớt ổ đĩa rồi làm lại."),
)
_DISK_ERROR = (
    N_("Ổ đĩa báo lỗi nên chương trình ngừng ghi để giữ phần đã lưu."),
    N_("Đóng chương trình, kiểm tra ổ đĩa rồi mở lại; chương trình sẽ kiểm tra dữ liệu trước khi dùng."),
)
_BUSY = (
    N_("Dữ liệu đang được một cửa sổ hoặc chương trình khác ghi."),
    N_("Đợi việc bên kia xong rồi làm lại."),
)
_READ_ONLY = (
    N_("Nơi để dữ liệu chỉ cho đọc nên chưa ghi được."),
    N_("Kiểm tra khóa chống ghi của ổ đĩa và quyền ghi của thư mục dữ liệu."),
)
_CANNOT_OPEN = (
    N_("Không mở được tệp dữ liệu."),
    N_("Kiểm tra thư mục dữ liệu còn đó và tài khoản máy tính này được đọc, ghi thư mục ấy."),
)
_NO_PLACE = (
    N_("Không có thư mục hoặc tệp ở đường dẫn này."),
    N_("Kiểm tra đường dẫn: thư mục phải có sẵn, và không phần nào của đường dẫn là một tệp."),
)
_NO_MEMORY = (
    N_("Máy không còn đủ bộ nhớ cho việc này."),
    N_("Đóng bớt chương trình khác rồi làm lại."),
)
_DAMAGED = (
    N_("Tệp dữ liệu bị hỏng hoặc đã bị thay đổi từ bên ngoài."),
    N_("Không ghi thêm gì. Giữ nguyên thư mục dữ liệu và khôi phục từ bản sao lưu gần nhất."),
)
STOPPED = (
    N_("Chương trình đang chỉ cho xem vì ổ đĩa đã báo lỗi trong lần làm việc này."),
    N_("Đóng chương trình, kiểm tra ổ đĩa rồi mở lại."),
)

_BY_SQLITE = {
    FULL: _DISK_FULL,
    IOERR: _DISK_ERROR,
    BUSY: _BUSY,
    LOCKED: _BUSY,
    PROTOCOL: _BUSY,
    READONLY: _READ_ONLY,
    CANTOPEN: _CANNOT_OPEN,
    PERM: _CANNOT_OPEN,
    AUTH: _CANNOT_OPEN,
    NOMEM: _NO_MEMORY,
}
_BY_ERRNO = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: _DISK_FULL,
    errno.EFBIG: _DISK_FULL,
    errno.EIO: _DISK_ERROR,
    errno.ENOTCONN: _DISK_ERROR,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOENT: _NO_PLACE,
    errno.ENOTDIR: _NO_PLACE,
    errno.EISDIR: _NO_PLACE,
    errno.EEXIST: _NO_PLACE,
    errno.ENAMETOOLONG: _NO_PLACE,
    errno.ENOMEM: _NO_MEMORY,
}


class Interrupted(Exception):
    """A read was called off by `engine.interrupt()`; its outcome is not wanted any more."""


def code_of(error: BaseException) -> int | None:
    """The primary SQLite code of a driver error, also when SQLAlchemy wrapped it; None for anything else."""
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def fault_of(error: BaseException) -> EnvironmentFault | None:
    """The sentence for a driver error or OSError; None where the environment is not to blame."""
    technical = str(getattr(error, "orig", None) or error)
    code = code_of(error)
    if code is not None:
        technical = f"SQLite {code}: {technical}"
        if code in (CORRUPT, NOTADB):
            return Damaged(_(_DAMAGED[0]), advice=_(_DAMAGED[1]), technical=technical)
        words = _BY_SQLITE.get(code)
    elif isinstance(error, OSError):
        words = _BY_ERRNO.get(error.errno or 0, _CANNOT_OPEN)
    elif isinstance(error, MemoryError):
        words = _NO_MEMORY
    else:
        words = None
    return EnvironmentFault(_(words[0]), advice=_(words[1]), technical=technical) if words else None


@contextmanager
def file_faults() -> Iterator[None]:
    """Work with files inside; an OSError comes out as an EnvironmentFault with a sentence."""
    try:
        yield
    except OSError as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error
