"""The rows of any register as a table that never holds them all.

A window of pages is kept, the others are fetched when they come into view. A page whose beginning is known (its
neighbour was read) is read by cursor; a jump of the scroll bar reads by position. One page is under way at a time:
of the pages that a quick scroll asked for, only the last wanted ones are fetched.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from dcapp.registers.cells import align_of, heading, shown_text
from dcapp.registers.finding import PAGE, Cursor, Page, Query
from dcapp.registers.spec import Field, Line, Register, field_of, shown_fields, sort_column
from dcapp.registers.use_cases import counting, jumping, reading
from ui.kit.tasks import Tasks

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
PAGES_KEPT = 32
WANTED_KEPT = 3
WAITING = "…"

ALIGNMENT = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


class RegisterTableModel(QAbstractTableModel):
    """Shows the lines of one register that a query finds; knows its columns only from the spec."""

    counted = Signal(int, bool)  # number of lines so far known, and whether more are being counted
    loaded = Signal()  # the first page of a query stands on the screen
    failed = Signal(object)  # the error of a read

    def __init__(self, register: Register, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.fields: tuple[Field, ...] = shown_fields(register)
        self.query = Query()
        self.is_counting = False
        self._tasks = tasks
        self._round = 0  # answers of an earlier question are dropped
        self._rows = 0
        self.is_same_question = False  # asked again: the table keeps its height until it is counted
        self._last = -1
        self._pages: OrderedDict[int, list[_Shown]] = OrderedDict()
        self._starts: dict[int, Cursor | None] = {0: None}
        self._wanted: list[int] = []
        self._underway: int | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fetch)

    # -- asking
    def ask(self, query: Query) -> None:
        """Show what this query finds; the lines on the screen stay until the first page is here."""
        self.is_same_question = query == self.query and self._rows > 0
        self.query = query
        self._round += 1
        self._wanted, self._underway = [], None
        asked = self._round
        self._tasks.run(
            reading(self.register),
            query,
            done=lambda page: self._start(asked, page),
            failed=lambda error: self._refuse(asked, error),
            owner=self,
            key=f"{id(self)}.page",
        )

    def reload(self) -> None:
        """Ask the same again, because something changed."""
        self.ask(self.query)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column whose field has a sort column; others are left alone."""
        if 0 <= column < len(self.fields) and sort_column(self.fields[column]):
            down = order is Qt.SortOrder.DescendingOrder
            self.ask(replace(self.query, order=self.fields[column].key, descending=down))

    # -- reading by row
    def line(self, row: int) -> Line | None:
        """The line of a row; None while it is being fetched."""
        shown = self._shown(row)
        return shown.line if shown else None

    def cell(self, row: int, column: int) -> tuple[str, Any]:
        """What a cell says and its value, for the delegate; "…" while the row is being fetched."""
        shown = self._shown(row)
        if shown is None:
            return WAITING, None
        field = self.fields[column]
        return shown.text(column, field), shown.line[field.key]

    def row_of(self, key: int) -> int:
        """The row of the line with this key, among the pages at hand; -1 where it is not there."""
        for number, page in self._pages.items():
            for place, shown in enumerate(page):
                if shown.line[self.register.key_column] == key:
                    return number * PAGE + place
        return -1

    @property
    def pages_at_hand(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    # -- Qt's questions
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index.row(), index.column())[0]
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self.cell(index.row(), index.column())[0])
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{heading(self.fields[index.column()])}: {self.cell(index.row(), index.column())[0]}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENT[align_of(self.fields[index.column()])]
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.fields):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return heading(self.fields[section])
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENT[align_of(self.fields[section])] | Qt.TextFlag.TextWordWrap
            case _:
                return None

    def sorted_column(self) -> tuple[int, Qt.SortOrder]:
        """The column the lines are sorted by (-1 = none that is shown) and the direction."""
        key = self.query.order or self.register.order
        down = self.register.newest_first if self.query.descending is None else self.query.descending
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        shown = bool(key) and field_of(self.register, key) in self.fields
        return (self.fields.index(field_of(self.register, key)) if shown else -1), order

    # -- fetching
    def _shown(self, row: int) -> _Shown | None:
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        if number != self._last:
            self._last = number
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def _want(self, number: int) -> None:
        if number == self._underway:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted = [*self._wanted[1 - WANTED_KEPT :], number]
        if not self._later.isActive():
            self._later.start()

    def _fetch(self) -> None:
        if self._underway is not None or not self._wanted:
            return
        number = self._underway = self._wanted.pop()
        asked = self._round
        known = number in self._starts
        use_case = reading(self.register) if known else jumping(self.register)
        beginning: Any = self._starts[number] if known else number * PAGE
        self._tasks.run(
            use_case,
            self.query,
            beginning,
            done=lambda page: self._arrive(asked, number, page),
            failed=lambda error: self._refuse(asked, error),
            owner=self,
        )

    def _start(self, asked: int, page: Page) -> None:
        if asked != self._round:
            return
        self.beginResetModel()
        self._pages.clear()
        self._starts = {0: None}
        self._keep(0, page)
        self.is_counting = page.next_cursor is not None
        self._rows = max(len(page.lines), self._rows if self.is_same_question and self.is_counting else 0)
        self.endResetModel()
        self.counted.emit(self._rows, self.is_counting)
        self.loaded.emit()
        if self.is_counting:
            self._count(asked, capped=True)

    def _count(self, asked: int, *, capped: bool) -> None:
        """First quickly up to a thousand, then all of them, so that the scroll bar tells the truth."""
        arguments: tuple[Any, ...] = (self.query,) if capped else (self.query, None)
        self._tasks.run(
            counting(self.register),
            *arguments,
            done=lambda found: self._grow(asked, *found),
            failed=lambda error: self._refuse(asked, error),
            owner=self,
            key=f"{id(self)}.count",
        )

    def _grow(self, asked: int, number: int, more: bool) -> None:
        if asked != self._round:
            return
        self.is_counting = more
        if number > self._rows:
            self.beginInsertRows(NO_INDEX, self._rows, number - 1)
            self._rows = number
            self.endInsertRows()
        elif number < self._rows and not more:
            self.beginRemoveRows(NO_INDEX, number, self._rows - 1)
            self._rows = number
            self.endRemoveRows()
        self.counted.emit(self._rows, more)
        if more:
            self._count(asked, capped=False)

    def _arrive(self, asked: int, number: int, page: Page) -> None:
        if asked != self._round:
            return
        self._underway = None
        self._keep(number, page)
        first, last = number * PAGE, min(number * PAGE + PAGE, self._rows)
        if last > first:
            self.dataChanged.emit(self.index(first, 0), self.index(last - 1, len(self.fields) - 1))
        if len(page.lines) < last - first and not self.is_counting:  # lines went away meanwhile: count again
            self.is_counting = True
            self._count(asked, capped=False)
        if self._wanted:
            self._later.start()

    def _keep(self, number: int, page: Page) -> None:
        self._pages[number] = [_Shown(line) for line in page.lines]
        self._pages.move_to_end(number)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        if page.next_cursor is not None:
            self._starts[number + 1] = page.next_cursor

    def _refuse(self, asked: int, error: Exception) -> None:
        if asked == self._round:
            self._underway = None
            self.failed.emit(error)


def tip(text: str) -> str:
    """Words of a record as a tooltip: never taken for HTML, however they begin."""
    return f"<qt>{escape(text)}</qt>" if text else ""


class _Shown:
    """A line and the words of its cells, worked out when they are first painted."""

    __slots__ = ("_texts", "line")

    def __init__(self, line: Line) -> None:
        self.line = line
        self._texts: dict[int, str] = {}

    def text(self, column: int, field: Field) -> str:
        found = self._texts.get(column)
        if found is None:
            found = self._texts[column] = shown_text(field, self.line)
        return found
