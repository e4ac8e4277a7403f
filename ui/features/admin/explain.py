"""Tells the audit book how what openings found wrong with it came about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.kit import errors
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import TextArea
from ui.kit.form import Form


class ExplainDialog(Sheet):
    """Takes down the explanation; it stays in the audit book, and the check is quiet about the matter then."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Giải trình nhật ký"),
            _("Ghi giải trình"),
            parent,
            hint=_(
                "Ghi vì sao nhật ký bị cắt hoặc không khớp, ví dụ đã phục hồi bản sao lưu nào. Lời này không xóa được."
            ),
        )
        self._desk = desk
        self.form = Form()
        self.words = TextArea()
        self.form.add("words", _("Lời giải trình"), self.words, required=True)
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _save(self) -> None:
        from dcapp.checking import explain_book  # reads every room, and is rarely asked for

        self._desk.tasks.run(explain_book, self.words.value(), done=self._saved, failed=self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Đã ghi giải trình vào nhật ký."))
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, Invalid) and self.form.show_error(error)):
            errors.present(self, error)
