"""Short lists inside the pane: rows to read, and lists that something can be chosen from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from ui.kit.cells import TWO_LINE_ROW, CellRole, set_up_view
from ui.kit.detail import part_title
from ui.kit.fitting import fix, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import label, selectable
from ui.kit.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TOKENS = {Tone.SUCCESS: "success", Tone.WARNING: "warning", Tone.DANGER: "danger", Tone.INFO: "on_primary_soft"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the pane: sign, words, what is said at the right and in which tone, a smaller line below."""

    words: str
    aside: str = ""
    tone: Tone = Tone.NEUTRAL
    symbol: str = ""
    below: str = ""
    struck: bool = False


class Rows(QWidget):
    """A titled list of rows to read; out of sight while there is none."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, (0, 4, 0, 0), 6)
        self.count = label("", "hint")
        column.addWidget(part_title(title, self.count))
        self._column = QVBoxLayout()
        lay(self._column, spacing=6)
        column.addLayout(self._column)
        self.hide()

    def show_rows(self, rows: Iterable[Row], count: str = "") -> None:
        """Show these rows instead; `count` stands at the right end of the title."""
        clear(self._column)
        shown = tuple(rows)
        for row in shown:
            self._column.addWidget(_drawn(row))
        self.count.setText(count)
        self.setVisible(bool(shown))

    def texts(self) -> list[str]:
        """What the rows say, for whoever reads them aloud."""
        return [found.accessibleName() for found in self.findChildren(QLabel) if found.property("row_words")]


def _drawn(row: Row) -> QWidget:
    found = QWidget()
    column = QVBoxLayout(found)
    lay(column, spacing=1)
    top = QHBoxLayout()
    lay(top, spacing=8)
    token = TOKENS.get(row.tone, "text2")
    if row.symbol:
        top.addWidget(IconLabel(row.symbol, token, 16), 0, Qt.AlignmentFlag.AlignTop)
    words = selectable(row.words)
    words.setProperty("row_words", True)
    words.setAccessibleName(", ".join(text for text in (row.words, row.aside, row.below) if text))
    if row.struck:
        font = words.font()
        font.setStrikeOut(True)
        words.setFont(font)
    top.addWidget(words, 1)
    if row.aside:
        top.addWidget(label(row.aside, "hint", tone=row.tone), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(top)
    if row.below:
        below = QHBoxLayout()
        lay(below, (24 if row.symbol else 0, 0, 0, 0))
        below.addWidget(selectable(row.below, "hint"))
        column.addLayout(below)
    return found


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget out of a layout and let it die."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


@dataclass(frozen=True, slots=True)
class Choosable:
    """One line that can be chosen: what it stands for, its words and the line below."""

    key: Any
    words: str
    below: str = ""
    tone: Tone | None = None
    symbol: str = ""


class ChoosableModel(QAbstractListModel):
    """Lines that can be chosen, two rows of words each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Choosable, ...] = ()

    def show_rows(self, rows: Sequence[Choosable]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{row.words}\n{row.below}".strip()
            case CellRole.HINT:
                return row.below
            case CellRole.HINT_TONE:
                return row.tone
            case CellRole.ICON:
                return row.symbol
            case _:
                return None


class ChoosableList(QListView):
    """A short list; `opened` says that Enter or a double click asks for the chosen one."""

    opened = Signal(object)

    def __init__(self, name: str, rows: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ChoosableModel(self)
        self.setModel(self.lines)
        set_up_view(self, name, row=TWO_LINE_ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fix(self, min_height=TWO_LINE_ROW * rows)
        self.activated.connect(lambda _index: self.opened.emit(self.key()))

    def key(self) -> Any:
        """What the current line stands for, or None."""
        row = self.currentIndex().row()
        return self.lines.rows[row].key if 0 <= row < len(self.lines.rows) else None

    def show_rows(self, rows: Sequence[Choosable]) -> None:
        """Show these and stay at the line that was current."""
        kept = self.key()
        self.lines.show_rows(rows)
        at = next((number for number, row in enumerate(rows) if row.key == kept), 0 if rows else -1)
        if at >= 0:
            self.setCurrentIndex(self.lines.index(at, 0))
