"""The program without a screen; the contract is the table of exit codes and JSON keys (docs/dong-lenh.md)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from dcapp import commands as room
from dcapp.kernel.errors import Damaged, EnvironmentFault, UserError
from dcapp.kernel.i18n import _, use_language
from dcapp.terminal import DAMAGED, ENVIRONMENT, REFUSED, USAGE, Answer, say, show

Run = Callable[[argparse.Namespace], tuple[Answer, int]]


class CommandLine(argparse.ArgumentParser):
    """The parser of the commands; wrong usage is said in the chosen language."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, **settings)  # a word cut short must not become another option

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line and end with the code of wrong usage."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, _("Lệnh chưa đúng: {reason}. Thêm --help để xem cách dùng.").format(reason=message) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; messages go to standard error, the answer to standard output."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    given = list(sys.argv[1:] if arguments is None else arguments)
    use_language("en" if _wants_english(given) else "vi")
    options = parser().parse_args(given)
    try:
        answer, code = options.run(options)
    except UserError as refusal:
        return _fail(refusal, REFUSED)
    except Damaged as fault:
        return _fail(fault, DAMAGED)
    except EnvironmentFault as fault:
        return _fail(fault, ENVIRONMENT)
    if options.json:
        show(json.dumps(answer, ensure_ascii=False, default=_plain) + "\n")
    return int(code)


def _wants_english(arguments: Sequence[str]) -> bool:
    """Looked at before the parser speaks, so that its own words are in the language too."""
    return "--lang=en" in arguments or any(pair == ("--lang", "en") for pair in pairwise(arguments))


def _fail(error: Exception, code: int) -> int:
    say(str(error))
    return code


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "value"):
        return value.value
    raise TypeError(type(value).__name__)


def _day(words: str) -> date:
    """A day of the command line."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        reason = _("cần một ngày dạng YYYY-MM-DD, không phải {words}")
        raise argparse.ArgumentTypeError(reason.format(words=words)) from error


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    shared = CommandLine(add_help=False)
    shared.add_argument("--data", type=Path, default=None, help=_("thư mục dữ liệu của đơn vị"))
    shared.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))
    shared.add_argument("--account", default="", help=_("tên tài khoản"))
    shared.add_argument("--password-file", type=Path, default=None, help=_("tệp chứa mật khẩu"))
    shared.add_argument("--lang", choices=("vi", "en"), default="vi", help=_("ngôn ngữ của thông báo"))
    top = CommandLine(prog="main.py", description=_("Sổ Dân Chủ: lệnh không cần màn hình"))
    commands = top.add_subparsers(dest="command", required=True, metavar=_("LỆNH"))

    def command(name: str, run: Run, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[shared], help=words, description=words)
        made.set_defaults(run=run)
        return made

    init = command("init", room.init, _("tạo đơn vị mới hoặc xã mẫu"))
    which = init.add_mutually_exclusive_group(required=True)
    which.add_argument("--profile", type=Path, help=_("tệp TOML mô tả đơn vị"))
    which.add_argument("--sample", action="store_true", help=_("tạo xã mẫu để tập dùng"))

    plan = commands.add_parser("plan", help=_("đọc, xem, in kế hoạch"))
    actions = plan.add_subparsers(dest="action", required=True, metavar=_("VIỆC"))
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
    command("rules", room.rules, _("xem bộ quy tắc thời hạn luật định"))
    clock = command("deadline", room.deadline, _("tính một thời hạn, giải thích từng bước"))
    clock.add_argument("rule", help=_("mã quy định, ví dụ TCD-06"))
    day: dict[str, Any] = {"type": _day, "metavar": _("NGÀY")}
    clock.add_argument("--from", dest="start", required=True, help=_("ngày xảy ra sự kiện, dạng YYYY-MM-DD"), **day)
    clock.add_argument("--area", choices=("remote",), default=None, help=_("vùng sâu, vùng xa đi lại khó khăn"))
    clock.add_argument("--complex", action="store_true", help=_("vụ việc phức tạp"))
    criterion = _("tiêu chí phức tạp (places, contents, many, foreign, bodies, views, evidence)")
    clock.add_argument("--criterion", action="append", default=[], metavar=_("MÃ"), help=criterion)
    clock.add_argument("--accepted-again", help=_("ngày thụ lý lại"), **day)
    clock.add_argument("--extensions", type=int, default=0, metavar=_("SỐ"), help=_("số lần đã gia hạn"))
    clock.add_argument("--suspend", help=_("ngày tạm đình chỉ"), **day)
    clock.add_argument("--resume", help=_("ngày tiếp tục giải quyết"), **day)
    command("check", room.check, _("kiểm tra dữ liệu, tệp đính kèm, nhật ký"))
    fill = command("fill", room.fill, _("thêm dữ liệu giả để thử"))
    fill.add_argument("--year", type=int, required=True)
    for name in ("visits", "letters", "cases", "tasks"):
        fill.add_argument(f"--{name}", type=int, default=0)
    fill.add_argument("--seed", type=int, default=1)
    return top
