"""The pane beside a register's table: every field of one line, to read and copy."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.kernel.i18n import _
from dcapp.registers.cells import heading, shown_text
from dcapp.registers.spec import Kind, Line, Register
from ui.kit.cards import KeyValues
from ui.kit.detail import DetailPane, part
from ui.kit.labels import StatusChip, selectable
from ui.kit.theme import Tone


class LinePane(DetailPane):
    """Shows one line of any register; long texts stand under the short ones."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self.values = KeyValues()
        self.texts = selectable()
        self.add_tab(_("Thông tin"), part(self.values, self.texts))

    def show_line(self, line: Line) -> None:
        """Show this line."""
        fields = self._register.fields
        titled = next((f for f in fields if f.required and f.kind in (Kind.NAME, Kind.TEXT, Kind.LONG_TEXT)), fields[0])
        chips = [
            StatusChip(shown_text(f, line), Tone(f.tones[line[f.key]]))
            for f in fields
            if f.kind is Kind.CHOICE and line[f.key] in f.tones
        ]
        self.show_head(shown_text(titled, line), _(self._register.title), chips)
        short = [f for f in fields if f is not titled and f.kind is not Kind.LONG_TEXT]
        self.values.show_rows((heading(f), shown_text(f, line)) for f in short)
        long = [f for f in fields if f is not titled and f.kind is Kind.LONG_TEXT and shown_text(f, line)]
        self.texts.setText("\n\n".join(f"{heading(f)}\n{shown_text(f, line)}" for f in long))
        self.texts.setVisible(bool(long))
