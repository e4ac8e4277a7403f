"""The program without a screen; the contract is the table of exit codes and JSON keys (docs/dong-lenh.md)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dcapp.db.folder import default_folder
from dcapp.kernel.errors import Damaged, EnvironmentFault, UserError
from dcapp.kernel.i18n import _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dcapp.app import App

DONE, REFUSED, USAGE, ENVIRONMENT, DAMAGED = 0, 1, 2, 3, 4
PASSWORD_VARIABLE = "DCAPP_PASSWORD"  # noqa: S105 - the name of a variable
COMMANDS = ("init", "plan", "list", "export", "import", "check", "fill")

Answer = dict[str, Any]
"""What `--json` prints: English keys, dates YYYY-MM-DD, stable order."""


def window_folder(arguments: Sequence[str]) -> Path | None:
    """The office folder when the arguments ask for the window, None when they are a command."""
    if not arguments:
        return default_folder()
    if len(arguments) == 2 and arguments[0] == "--data":
        return Path(arguments[1])
    if len(arguments) == 1 and arguments[0].startswith("--data="):
        return Path(arguments[0].removeprefix("--data="))
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; messages go to standard error, the answer to standard output."""
    options = parser().parse_args(arguments)
    use_language(options.lang)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        answer, code = options.run(options)
    except UserError as refusal:
        return _fail(refusal, REFUSED)
    except Damaged as fault:
        return _fail(fault, DAMAGED)
    except EnvironmentFault as fault:
        return _fail(fault, ENVIRONMENT)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, default=_plain))  # noqa: T201 - the answer
    return int(code)


def _fail(error: Exception, code: int) -> int:
    print(str(error), file=sys.stderr)  # noqa: T201 - a message to the person at the terminal
    return code


def say(message: str) -> None:
    """A message to the person at the terminal."""
    print(message, file=sys.stderr)  # noqa: T201


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "value"):
        return value.value
    raise TypeError(type(value).__name__)


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, default=None, help=_("thư mục dữ liệu của đơn vị"))
    shared.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))
    shared.add_argument("--account", default="", help=_("tên tài khoản"))
    shared.add_argument("--password-file", type=Path, default=None, help=_("tệp chứa mật khẩu"))
    shared.add_argument("--lang", choices=("vi", "en"), default="vi", help=_("ngôn ngữ của thông báo"))
    top = argparse.ArgumentParser(prog="main.py", description=_("Sổ Dân Chủ: lệnh không cần màn hình"))
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def command(name: str, run: Callable[[argparse.Namespace], tuple[Answer, int]], words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[shared], help=words, description=words)
        made.set_defaults(run=run)
        return made

    from dcapp import commands as room

    init = command("init", room.init, _("tạo đơn vị mới hoặc xã mẫu"))
    which = init.add_mutually_exclusive_group(required=True)
    which.add_argument("--profile", type=Path, help=_("tệp TOML mô tả đơn vị"))
    which.add_argument("--sample", action="store_true", help=_("tạo xã mẫu để tập dùng"))

    plan = commands.add_parser("plan", help=_("đọc, xem, in kế hoạch"))
    actions = plan.add_subparsers(dest="action", required=True, metavar="VIỆC")
    read = actions.add_parser("import", parents=[shared], help=_("đọc văn bản đã ký"))
    read.add_argument("file", type=Path)
    read.add_argument("--dry-run", action="store_true", help=_("chỉ cho xem kết quả đọc"))
    read.set_defaults(run=room.plan_import)
    for name, run, words in (
        ("show", room.plan_show, _("xem kế hoạch của một năm")),
        ("print", room.plan_print, _("in kế hoạch thành văn bản")),
    ):
        made = actions.add_parser(name, parents=[shared], help=words)
        made.add_argument("year", type=int)
        made.add_argument("--number", default=None, help=_("số ký hiệu khi năm có nhiều kế hoạch"))
        made.set_defaults(run=run)
        if name == "print":
            made.add_argument("--out", type=Path, required=True, help=_("tệp .pdf hoặc .docx"))

    listing = command("list", room.list_register, _("liệt kê các sổ, hoặc các dòng của một sổ"))
    listing.add_argument("key", nargs="?", default=None)
    listing.add_argument("--search", default="", help=_("từ cần tìm"))
    listing.add_argument("--limit", type=int, default=None, help=_("số dòng nhiều nhất"))
    export = command("export", room.export_register, _("xuất một sổ ra Excel"))
    export.add_argument("key")
    export.add_argument("--out", type=Path, required=True)
    taking = command("import", room.import_register, _("nhập một sổ từ Excel"))
    taking.add_argument("key")
    taking.add_argument("file", type=Path)
    taking.add_argument("--dry-run", action="store_true", help=_("chỉ kiểm tra, không ghi"))
    command("check", room.check, _("kiểm tra dữ liệu, tệp đính kèm, nhật ký"))
    fill = command("fill", room.fill, _("thêm dữ liệu giả để thử"))
    fill.add_argument("--year", type=int, required=True)
    for name in ("visits", "letters", "cases", "tasks"):
        fill.add_argument(f"--{name}", type=int, default=0)
    fill.add_argument("--seed", type=int, default=1)
    return top


def password_of(options: argparse.Namespace) -> str:
    """The password from the environment, a file or the prompt; never from the command line."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if options.password_file is not None:
        try:
            return str(options.password_file.read_text(encoding="utf-8")).rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EnvironmentFault(
                _("Không đọc được tệp mật khẩu."), advice=_("Kiểm tra đường dẫn và quyền đọc."), technical=str(error)
            ) from error
    import getpass

    return getpass.getpass(_("Mật khẩu: "))


@contextmanager
def opened(options: argparse.Namespace, *, writes: bool) -> Iterator[App]:
    """The office of `--data`, open for one command; a writing one waits for the window (decision 11)."""
    from dcapp.door import WRITER_WAIT, Door, DoorState

    door = Door(folder_of(options))
    if door.state() is DoorState.EMPTY:
        raise EnvironmentFault(
            _("Thư mục này chưa có đơn vị nào."), advice=_("Tạo đơn vị bằng lệnh init, hoặc chọn đúng thư mục.")
        )
    account = options.account or door.cards()[0].name
    app = door.open(door.unlock(account, password_of(options)), account, alone=writes, wait=WRITER_WAIT)
    try:
        yield app
    finally:
        app.close()


def folder_of(options: argparse.Namespace) -> Path:
    """The office folder of a command."""
    return options.data if options.data is not None else default_folder()
