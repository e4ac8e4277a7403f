"""Short lists inside a pane: two lines to a row, words above and what matters about them below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from ui.kit.cells import TWO_LINE_ROW, CellDelegate, CellRole
from ui.kit.fitting import fix
from ui.kit.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class TwoLines:
    """One row: which record it is, its words, and the line below with its tone."""

    key: int
    words: str
    below: str = ""
    tone: Tone | None = None


class TwoLineModel(QAbstractListModel):
    """The rows of a short list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[TwoLines, ...] = ()

    def show_rows(self, rows: Sequence[TwoLines]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.words}\n{row.below}".strip()
        if role == CellRole.HINT:
            return row.below
        if role == CellRole.HINT_TONE:
            return row.tone
        return None


class TwoLineList(QListView):
    """A short list; `picked` says which record is current (0 = none)."""

    picked = Signal(int)

    def __init__(self, name: str, rows: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = TwoLineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(CellDelegate(self, row=TWO_LINE_ROW))
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        fix(self, min_height=TWO_LINE_ROW * rows)
        self.selectionModel().currentChanged.connect(lambda *_indexes: self.picked.emit(self.key()))

    def key(self) -> int:
        """The record of the current row, 0 when there is none."""
        row = self.currentIndex().row()
        return self.lines.rows[row].key if 0 <= row < len(self.lines.rows) else 0

    def show_rows(self, rows: Sequence[TwoLines]) -> None:
        """Show these rows and stay on the record that was current."""
        kept = self.key()
        self.lines.show_rows(rows)
        at = next((number for number, row in enumerate(rows) if row.key == kept), 0 if rows else -1)
        if at >= 0:
            self.setCurrentIndex(self.lines.index(at, 0))
        self.picked.emit(self.key())
