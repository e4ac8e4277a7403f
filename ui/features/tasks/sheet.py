"""A dialog that saves what its form holds off the GUI thread, with refusals at their fields and a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from ui.kit import errors
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Drafts
from ui.kit.form import Form


class SavingSheet(Sheet):
    """A form, and `send` that carries out the use case; `after` hears what it gave."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        verb: str,
        parent: QWidget | None,
        *,
        hint: str = "",
        width: int = 640,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(title, verb, parent, hint=hint, width=width)
        self.desk, self.after = desk, after
        self.form = Form()
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._agree)

    def follow(self, name: str, record: object = "") -> None:
        """Begin once the form is filled: what is typed from now on counts as touched, and is kept under this name."""
        self.is_touched = False
        Drafts(self, self.form, self.desk.tasks, f"tasks.{name}", str(record))
        self.form.focus_first()

    def send(self) -> None:
        """Start the saving; every field is right. May raise Invalid."""
        raise RuntimeError(type(self).__name__)

    def run(self, use_case: Callable[..., Any], *args: Any) -> None:
        """Carry out the use case, then close."""
        self.set_busy(True, _("Đang lưu…"))
        self.desk.tasks.run(use_case, *args, done=self.finished_with, failed=self.refuse, owner=self)

    def refuse(self, error: Exception) -> None:
        """Show a refusal where it belongs."""
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            self.show_problem(_("Chưa lưu được. Nội dung vừa gõ vẫn còn trên màn hình."))
            errors.present(self, error)

    def finished_with(self, result: Any) -> None:
        """It is saved: close, and hand the outcome on."""
        self.is_touched = False
        self.accept()
        if self.after is not None:
            self.after(result)

    def _agree(self) -> None:
        self.show_problem("")
        if not self.form.is_right(_("Ô này cần có.")):
            return
        try:
            self.send()
        except Invalid as error:
            self.refuse(error)
