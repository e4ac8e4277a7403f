"""The strip under a page whose changes wait to be saved together: what would be saved, back, save."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from ui.kit.alerts import alert
from ui.kit.buttons import button
from ui.kit.cards import footer
from ui.kit.fitting import lay
from ui.kit.icons import IconLabel
from ui.kit.labels import ElideLabel

SHOWN = 3


class SaveBar(QWidget):
    """Says what was changed and offers to save it or to take it back."""

    def __init__(
        self, verb: str, save: Callable[[], object], forget: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        words = QWidget()
        row = QHBoxLayout(words)
        lay(row, spacing=10)
        row.addWidget(IconLabel("info", "on_primary_soft"))
        self.words = ElideLabel()
        row.addWidget(self.words, 1)
        self.undo = button(_("Hoàn tác"), "quiet", None, forget)
        self.save = button(verb, "primary", "check", save)
        column = QVBoxLayout(self)
        lay(column)
        column.addWidget(footer(self.undo, self.save, hint=words))
        self.show_changes(())

    def show_changes(self, sentences: Sequence[str]) -> None:
        """Say what saving would do; none = nothing waits."""
        for found in (self.undo, self.save):
            found.setEnabled(bool(sentences))
            found.setToolTip("" if sentences else _("Chưa có thay đổi nào."))
        if not sentences:
            self.words.setText(_("Chưa có thay đổi nào. Enter hoặc bấm vào một ô để đổi mức quyền."))
            return
        number = len(sentences)
        counted = _("{number} thay đổi chưa lưu").format(number=number)
        listed = "; ".join(sentences[:SHOWN]) + (" …" if number > SHOWN else "")
        self.words.setText(f"{counted}: {listed}")

    def hint(self, text: str) -> None:
        """Say why something cannot be changed."""
        self.words.setText(text)
        alert(self, text)

    def set_busy(self, text: str) -> None:
        """While it is being saved."""
        self.words.setText(text)
        for found in (self.undo, self.save):
            found.setEnabled(False)
