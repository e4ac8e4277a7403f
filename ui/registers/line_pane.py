"""The pane beside a register's table: every field of one line, to read and copy."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from dcapp.registers.cells import heading, shown_text
from dcapp.registers.spec import Field, Kind, Line, Register
from ui.kit.cards import KeyValues
from ui.kit.detail import DetailPane, part
from ui.kit.fitting import lay
from ui.kit.labels import StatusChip, label, selectable
from ui.kit.theme import Tone
from ui.registers.ranking import line_name, naming_field


class LongText(QWidget):
    """A text of any length under its heading; out of sight while there is none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        column = QVBoxLayout(self)
        lay(column, spacing=2)
        column.addWidget(label(name, "label"))
        self.words = selectable()
        column.addWidget(self.words)
        self.hide()

    def say(self, words: str) -> None:
        """Show this text."""
        self.words.setText(words)
        self.words.setAccessibleName(f"{self._name}: {words}")
        self.setVisible(bool(words))


class LinePane(DetailPane):
    """Shows one line of any register; long texts stand under the short ones."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self.values = KeyValues()
        self.texts = {f.key: LongText(heading(f)) for f in register.fields if f.kind is Kind.LONG_TEXT}
        self.add_tab(_("Thông tin"), part(self.values, *self.texts.values()))

    def show_line(self, line: Line) -> None:
        """Show this line."""
        named, fields = naming_field(self._register), _told_once(self._register)
        chips = [
            StatusChip(shown_text(f, line), Tone(f.tones[line[f.key]]))
            for f in fields
            if f.kind is Kind.CHOICE and line[f.key] in f.tones
        ]
        self.show_head(line_name(self._register, line), _(self._register.title), chips)
        short = [f for f in fields if f is not named and f.kind is not Kind.LONG_TEXT]
        self.values.show_rows((heading(f), shown_text(f, line)) for f in short)
        for field in fields:
            if field.key in self.texts:
                self.texts[field.key].say("" if field is named else shown_text(field, line))


def _told_once(register: Register) -> list[Field]:
    """The fields without those that show the same column once more, as a choice does beside its words."""
    first = {f.shown_by or f.key: f for f in reversed(register.fields)}
    return [f for f in register.fields if first[f.shown_by or f.key] is f]
