"""A list of lines with a tick each, in which days and officers are chosen before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from ui.kit.cells import ROW
from ui.kit.fitting import fix
from ui.kit.theme import px
from ui.kit.two_lines import NO_INDEX, Index


@dataclass(frozen=True, slots=True)
class Tick:
    """One line: what it stands for, its words, whether it is ticked at first."""

    key: Any
    words: str
    is_ticked: bool = True


class TickModel(QAbstractListModel):
    """Lines with a tick; `numbered` writes before each ticked line as which one it was ticked."""

    def __init__(self, *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self.lines: tuple[Tick, ...] = ()
        self.chosen: list[Any] = []
        """Keys of the ticked lines in the order in which they were ticked."""

    def show_lines(self, lines: Sequence[Tick]) -> None:
        """Show these lines instead, ticked as they say."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.chosen = [line.key for line in lines if line.is_ticked]
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        is_ticked = line.key in self.chosen
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self.chosen.index(line.key) + 1}. {line.words}" if self._numbered and is_ticked else line.words
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, px(ROW))
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self.lines[index.row()].key
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        if wanted and key not in self.chosen:
            self.chosen.append(key)
        elif not wanted and key in self.chosen:
            self.chosen.remove(key)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))
        return True


class TickList(QListView):
    """Shows lines with ticks; Space ticks the current one. `ticked` says that the choice changed."""

    ticked = Signal()

    def __init__(self, name: str, rows: int = 8, *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = TickModel(numbered=numbered, parent=self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fix(self, min_height=ROW * rows)
        self.lines.dataChanged.connect(lambda *_cells: self.ticked.emit())
        self.lines.modelReset.connect(self._begin)

    def chosen(self) -> tuple[Any, ...]:
        """Keys of the ticked lines in the order in which they were ticked."""
        return tuple(self.lines.chosen)

    def _begin(self) -> None:
        if self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(0, 0))
        self.ticked.emit()
