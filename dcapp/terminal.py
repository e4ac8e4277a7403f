"""What every command shares: exit codes, messages, the password, and the office that it opens."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dcapp.db.folder import default_folder
from dcapp.kernel.errors import Damaged, EnvironmentFault, Invalid
from dcapp.kernel.i18n import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from dcapp.app import App

DONE, REFUSED, USAGE, ENVIRONMENT, DAMAGED = 0, 1, 2, 3, 4
PASSWORD_VARIABLE = "DCAPP_PASSWORD"

Answer = dict[str, Any]
"""What `--json` prints: English keys, dates YYYY-MM-DD, stable order."""


def say(message: str) -> None:
    """A message to the person at the terminal, on standard error."""
    sys.stderr.write(message + "\n")


def show(text: str) -> None:
    """The answer in words, on standard output; a reader who has gone (`| head`) is no fault of ours."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end


def keep_informed(message: str) -> None:
    """Say what is being done where it takes more than a moment and a person is watching."""
    if sys.stderr.isatty():
        say(message)


def folder_of(options: argparse.Namespace) -> Path:
    """The office folder of a command. Raises Invalid where DCAPP_TODAY is no day."""
    from dcapp.kernel import clock

    try:
        clock.today()
    except ValueError as error:
        message = _("Biến DCAPP_TODAY chưa đúng: cần một ngày dạng YYYY-MM-DD.")
        raise Invalid(message, field="DCAPP_TODAY") from error
    return Path(options.data) if options.data is not None else default_folder()


def password_of(options: argparse.Namespace) -> str:
    """The password from the environment, a file or the prompt; never from the command line.

    Raises EnvironmentFault where the file cannot be read, or nothing is given and nobody can be asked.
    """
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if options.password_file is not None:
        try:
            return str(options.password_file.read_text(encoding="utf-8-sig")).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EnvironmentFault(
                _("Không đọc được tệp mật khẩu."), advice=_("Kiểm tra đường dẫn và quyền đọc."), technical=str(error)
            ) from error
    if not sys.stdin.isatty():
        raise EnvironmentFault(
            _("Chưa có mật khẩu."),
            advice=_("Đặt biến DCAPP_PASSWORD, dùng --password-file, hoặc chạy lệnh trong cửa sổ dòng lệnh."),
        )
    import getpass

    try:
        return getpass.getpass(_("Mật khẩu: "))
    except EOFError as error:
        raise EnvironmentFault(_("Chưa có mật khẩu."), advice=_("Chạy lại lệnh rồi gõ mật khẩu.")) from error


@contextmanager
def opened(options: argparse.Namespace, *, writes: bool) -> Iterator[App]:
    """The office of `--data`, open for one command; a writing one waits for the window (decision 11).

    Raises EnvironmentFault (no office, busy, wrong password), Damaged, NotAllowed, Invalid for a number beyond all
    measure.
    """
    from dcapp.door import WRITER_WAIT, Door, DoorState

    door = Door(folder_of(options))
    if door.state() is DoorState.EMPTY:
        raise EnvironmentFault(
            _("Thư mục này chưa có đơn vị nào."), advice=_("Tạo đơn vị bằng lệnh init, hoặc chọn đúng thư mục.")
        )
    cards = door.cards()
    if not options.account and not cards:
        raise Damaged(
            _("Ngăn khóa không còn tài khoản nào đọc được."),
            advice=_("Mở chương trình và dùng mã khôi phục, hoặc khôi phục từ bản sao lưu."),
        )
    account = options.account or cards[0].name
    app = door.open(door.unlock(account, password_of(options)), account, alone=writes, wait=WRITER_WAIT)
    try:
        yield app
    except OverflowError as error:
        raise Invalid(_("Có số quá lớn trong lệnh nên chưa làm gì."), field="number") from error
    finally:
        app.close()
