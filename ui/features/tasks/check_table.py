"""A table of lines that are ticked: proposals, tasks of next year, reports that came in. Space ticks and unticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView, QWidget

from dcapp.kernel.i18n import N_, _
from ui.kit import theme
from ui.kit.cells import TWO_LINE_ROW, CellDelegate, CellRole, fit_columns, set_up_view
from ui.kit.icons import icon
from ui.kit.theme import Tone, px
from ui.registers.table_model import tip

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TICK = N_("Chọn")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: what it stands for, its cells, a smaller line below the first of them, and why it cannot be ticked."""

    key: Any
    cells: tuple[str, ...]
    below: str = ""
    tone: Tone | None = None
    refusal: str = ""


class CheckModel(QAbstractTableModel):
    """Lines with a tick before them."""

    ticked = Signal()

    def __init__(self, headings: Sequence[str], parent: QWidget | None = None) -> None:
        """`headings` are marked with `N_`; the column of ticks comes before them."""
        super().__init__(parent)
        self._headings = tuple(headings)
        self.lines: tuple[CheckLine, ...] = ()
        self.chosen: set[Any] = set()

    def show_lines(self, lines: Iterable[CheckLine], chosen: Iterable[Any]) -> None:
        """Show these lines, with these keys ticked."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.chosen = set(chosen)
        self.endResetModel()
        self.ticked.emit()

    def change_line(self, row: int, line: CheckLine) -> None:
        """Show another line in a row, for the same key."""
        self.lines = (*self.lines[:row], line, *self.lines[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def toggle(self, row: int) -> None:
        """Tick or untick a line that may be."""
        if 0 <= row < len(self.lines) and not self.lines[row].refusal:
            self.tick(row, checked=self.lines[row].key not in self.chosen)

    def tick(self, row: int, *, checked: bool) -> None:
        """Tick or untick a line."""
        key = self.lines[row].key
        if checked:
            self.chosen.add(key)
        else:
            self.chosen.discard(key)
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))
        self.ticked.emit()

    def tick_all(self, *, checked: bool) -> None:
        """Tick every line that may be, or none."""
        self.show_lines(self.lines, {line.key for line in self.lines if not line.refusal} if checked else ())

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else 1 + len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(TICK if section == 0 else self._headings[section - 1])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        is_chosen = line.key in self.chosen
        if column == 0:
            if role == Qt.ItemDataRole.CheckStateRole and not line.refusal:
                return Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return line.refusal or (_("đã chọn") if is_chosen else _("không chọn"))
            return tip(line.refusal) if role == Qt.ItemDataRole.ToolTipRole else None
        words = line.cells[column - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{words}. {line.below}" if column == 1 and line.below else words
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{words}\n{line.below}".strip() if column == 1 else words)
            case CellRole.HINT if column == 1:
                return line.below
            case CellRole.HINT_TONE if column == 1:
                return line.tone
            case _:
                return None


class TickDelegate(CellDelegate):
    """The tick before a line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        now, room, side = theme.current(), QRect(option.rect), px(18)
        box = QRect(room.center().x() - side // 2, room.center().y() - side // 2, side, side)
        checked = Qt.CheckState(state) is Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.color("primary" if checked else "input_border"), 1))
        painter.setBrush(now.color("primary" if checked else "surface"))
        painter.drawRoundedRect(QRectF(box), px(4), px(4))
        if checked:
            icon("check", "on_primary").paint(painter, box.adjusted(px(2), px(2), -px(2), -px(2)))
        painter.restore()


class CheckTable(QTableView):
    """Shows a CheckModel."""

    def __init__(self, name: str, model: CheckModel, widths: dict[int, int], parent: QWidget | None = None) -> None:
        """`widths` of the columns after the first two, in design pixels; the first words take the room left."""
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        set_up_view(self, name, row=TWO_LINE_ROW)
        self.setItemDelegateForColumn(0, TickDelegate(self, row=TWO_LINE_ROW))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        fit_columns(self, {0: 58, **widths}, stretched=1)
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self._keep_row)
        self._row = 0
        self.selectionModel().currentRowChanged.connect(self._note_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.lines.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.lines.toggle(index.row())

    def _note_row(self, now: QModelIndex, _old: QModelIndex) -> None:
        if now.isValid():
            self._row = now.row()

    def _keep_row(self) -> None:
        if self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(min(self._row, self.lines.rowCount() - 1), 1))
