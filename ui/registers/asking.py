"""The frame of this page's dialogs: a form, one use case, the refusal under its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from ui.kit import errors
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.form import Form
from ui.registers.desk_steps import take_back


class AskSheet(Sheet):
    """Asks for a few things and writes them with one use case; `answer` says which."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        width: int = 560,
        danger: bool = False,
    ) -> None:
        super().__init__(title, verb, parent, hint=hint, width=width, danger=danger)
        self.desk = desk
        self.form = Form()
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._agree)

    def answer(self) -> None:
        """Read the fields and call `save`; Invalid goes under its field."""

    def save(self, use_case: Callable[..., Any], *arguments: Any, words: str) -> None:
        """Write it; `words` are said when it is done."""
        self.show_problem("")
        self.set_busy(True, _("Đang lưu…"))
        self.desk.tasks.run(
            use_case, *arguments, done=lambda _result: self._saved(words), failed=self.refused, owner=self
        )

    def refused(self, error: Exception) -> None:
        """Show why it was not written."""
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)

    def _agree(self) -> None:
        self.form.clear_problems()
        try:
            self.answer()
        except Invalid as error:
            self.refused(error)

    def _saved(self, words: str) -> None:
        self.is_touched = False
        self.desk.toast(words, lambda: take_back(self.desk))
        self.accept()
