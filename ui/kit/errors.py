"""The only place that turns an error into words on the screen."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dcapp.kernel.errors import EnvironmentFault, RuleViolation, UserError
from dcapp.kernel.i18n import _
from ui.kit import messages

_log = logging.getLogger("ui")
_log_file: list[Path] = []


def use_log(path: Path) -> None:
    """Remember where the log is written, so that the crash sheet can say it."""
    _log_file[:] = [path]


def present(parent: QWidget | None, error: BaseException) -> None:
    """Tell the officer what went wrong, in the manner that its kind asks for."""
    match error:
        case RuleViolation(citation=citation) if citation:
            messages.told(parent, str(error), _("Căn cứ: {citation}").format(citation=citation))
        case UserError():
            messages.told(parent, str(error))
        case EnvironmentFault(message=message, advice=advice, technical=technical):
            _log.warning("environment: %s", technical or type(error).__name__)
            messages.told(parent, message, advice, detail=_technical(technical))
        case _:
            present_bug(parent, error)


def present_bug(parent: QWidget | None, error: BaseException) -> None:
    """The crash sheet: what happened, that saved data are safe, where the log is, and a button that copies it all."""
    report = "".join(traceback.format_exception(error))
    _log.error("bug\n%s", report)
    where = _("Nhật ký kỹ thuật: {path}").format(path=_log_file[0]) if _log_file else ""
    body = _("Những gì đã lưu vẫn an toàn. Hãy thử lại; nếu vẫn gặp, gửi chi tiết kỹ thuật cho người hỗ trợ.")
    messages.show(
        parent,
        messages.Message(
            title=_("Phần mềm gặp lỗi ngoài dự tính"),
            body=f"{body}\n\n{where}".strip(),
            verbs=(_("Đóng thông báo"),),
            detail=report,
            copies=f"{where}\n\n{report}".strip(),
        ),
    )


def _technical(text: str) -> str:
    return _("Chi tiết kỹ thuật: {text}").format(text=text) if text else ""
