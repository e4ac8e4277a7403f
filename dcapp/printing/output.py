"""Puts a printed paper into a file: whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from dcapp.kernel.errors import EnvironmentFault, Invalid
from dcapp.kernel.i18n import _
from dcapp.printing.model import Document

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_BARRED = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})


def save_document(document: Document, path: Path) -> None:
    """Write the paper as PDF or Word, as the ending of the path says.

    Raises Invalid(field="path") for another ending, EnvironmentFault when the file cannot be written.
    """
    match path.suffix.lower():
        case ".pdf":
            from dcapp.printing.pdf import write_pdf

            save_bytes(write_pdf(document), path)
        case ".docx":
            from dcapp.printing.docx import write_docx

            save_bytes(write_docx(document), path)
        case _:
            raise Invalid(_("Chọn tên tệp có đuôi .pdf hoặc .docx."), field="path")


def save_bytes(content: bytes, path: Path) -> None:
    """Write a whole file beside its place and move it there; on any failure the old file stays as it was.

    Raises EnvironmentFault with a sentence for a full disk, a locked file or a missing folder.
    """
    part = path.with_name(path.name + ".part")
    try:
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _fault(error, path) from error


def _fault(error: OSError, path: Path) -> EnvironmentFault:
    name, technical = path.name, f"{type(error).__name__} {error.errno}: {error.strerror}"
    if error.errno in _FULL:
        return EnvironmentFault(
            _("Ổ đĩa đã đầy, chưa lưu được tệp {name}.").format(name=name),
            advice=_("Xóa bớt tệp hoặc chọn ổ đĩa khác rồi lưu lại."),
            technical=technical,
        )
    if error.errno in _BARRED:
        return EnvironmentFault(
            _("Tệp {name} đang được mở hoặc thư mục không cho ghi.").format(name=name),
            advice=_("Đóng tệp trong chương trình khác hoặc chọn thư mục khác rồi lưu lại."),
            technical=technical,
        )
    if error.errno == errno.EROFS:
        return EnvironmentFault(
            _("Ổ đĩa chỉ cho đọc, chưa lưu được tệp {name}.").format(name=name),
            advice=_("Chọn ổ đĩa khác rồi lưu lại."),
            technical=technical,
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return EnvironmentFault(
            _("Không còn thư mục {folder}.").format(folder=str(path.parent)),
            advice=_("Chọn thư mục khác rồi lưu lại."),
            technical=technical,
        )
    return EnvironmentFault(
        _("Chưa lưu được tệp {name}.").format(name=name),
        advice=_("Kiểm tra ổ đĩa hoặc USB rồi lưu lại."),
        technical=technical,
    )
