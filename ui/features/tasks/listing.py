"""The tasks of a plan as a list grouped by section, however many there are.

The lines come from the windowed pages of the book of tasks; how many stand under which section is counted by the
database. So the height of the list and its group lines are known before any line is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from dcapp.features.tasks.board import SectionCount
from dcapp.features.tasks.register import TASKS
from dcapp.features.tasks.terms import TaskState
from dcapp.features.tasks.timing import Chip, chip_of, listed
from dcapp.kernel import clock
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.numbers import vn_number
from dcapp.registers.finding import Query
from dcapp.registers.spec import Line
from dcapp.rules.working_days import Calendar
from ui.features.tasks.filters import ALL, LATE
from ui.kit.cells import Bar, CellRole
from ui.kit.tasks import Tasks
from ui.kit.theme import Tone
from ui.registers.table_model import WAITING, RegisterTableModel, tip

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
COLUMNS = (N_("Nhiệm vụ"), N_("Phụ trách"), N_("Hạn"), N_("Tiến độ"))
TITLE, LEAD, DUE, PROGRESS = range(4)
UNKNOWN = Calendar((), frozenset())
INDENT = "\u2003"  # an em space: tasks stand further in than the line of their section


@dataclass(frozen=True, slots=True)
class Group:
    """One section of the plan: what its line says, and how many tasks stand under it now."""

    words: str
    aside: str
    count: int


class TaskModel(QAbstractTableModel):
    """Group lines and tasks; a group line holds no task and cannot be chosen."""

    loaded = Signal()  # the first page of a question stands on the screen
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = RegisterTableModel(TASKS, tasks, self)
        self.calendar = UNKNOWN
        self._coming: tuple[Group, ...] = ()
        self.groups: tuple[Group, ...] = ()
        self._heads: list[int] = []  # the row of each group line
        self._rows = 0
        self._chips: dict[int, Chip] = {}
        self.source.modelReset.connect(self._take_over)
        self.source.dataChanged.connect(lambda first, last, *_roles: self._repaint(first.row(), last.row()))
        self.source.loaded.connect(self.loaded)
        self.source.failed.connect(self.failed)

    # -- asking
    def ask(self, query: Query, groups: Sequence[Group], calendar: Calendar) -> None:
        """Show what a query finds under these groups; what stands there stays until the first page is here."""
        self._coming = tuple(group for group in groups if group.count)
        self.calendar = calendar
        self.source.ask(query)

    def _take_over(self) -> None:
        """The first page is here: the groups that were counted for it begin to hold."""
        self.beginResetModel()
        self.groups = self._coming
        self._chips.clear()
        self._heads, row = [], 0
        for group in self.groups:
            self._heads.append(row)
            row += 1 + group.count
        self._rows = row
        self.endResetModel()

    def _repaint(self, first: int, last: int) -> None:
        """A page arrived: the tasks at these places, and no others, look different now."""
        top, bottom = self.row_of_place(first), self.row_of_place(last)
        if top >= 0:
            self._chips.clear()
            end = bottom if bottom >= 0 else self._rows - 1
            self.dataChanged.emit(self.index(top, 0), self.index(end, len(COLUMNS) - 1))

    # -- rows
    @property
    def task_count(self) -> int:
        """How many tasks are listed, without the group lines."""
        return self._rows - len(self._heads)

    def group_at(self, row: int) -> Group | None:
        """The group whose line stands in this row; None for a task."""
        at = bisect_right(self._heads, row) - 1
        return self.groups[at] if at >= 0 and self._heads[at] == row else None

    def group_rows(self) -> tuple[int, ...]:
        """The rows of the group lines."""
        return tuple(self._heads)

    def line(self, row: int) -> Line | None:
        """The task of a row; None for a group line, and while it is being fetched."""
        place = self._place(row)
        return None if place < 0 else self.source.line(place)

    def row_of_place(self, place: int) -> int:
        """The row of the task that stands at this place among all tasks of the query; -1 beyond the last."""
        before = 0
        for head, group in zip(self._heads, self.groups, strict=True):
            if place < before + group.count:
                return head + 1 + place - before
            before += group.count
        return -1

    def row_of(self, task_id: int) -> int:
        """The row of a task among the pages at hand; -1 where it is not there."""
        place = self.source.row_of(task_id)
        return self.row_of_place(place) if place >= 0 else -1

    def _place(self, row: int) -> int:
        """Where the task of a row stands among all tasks of the query; -1 for a group line."""
        at = bisect_right(self._heads, row) - 1
        if not 0 <= row < self._rows or at < 0 or self._heads[at] == row:
            return -1
        return row - at - 1

    # -- Qt's questions
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if self.group_at(index.row()) is not None:
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        group = self.group_at(row)
        if group is not None:
            return _of_group(group, column, role)
        line = self.line(row)
        if line is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole and column == TITLE else None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{INDENT}{self.words(line, TITLE)}" if column == TITLE else self.words(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_(COLUMNS[column])}: {self.words(line, column)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(due_tip(line) if column == DUE else self.words(line, column))
        if role == CellRole.CHIP and column == DUE:
            return Tone(self.chip(line).tone)
        if role == CellRole.BAR and column == PROGRESS:
            return Bar(line["percent"], late=self.chip(line).tone == Tone.DANGER)
        return None

    def words(self, line: Line, column: int) -> str:
        """What a cell says."""
        match column:
            case 0:
                return listed(str(line["title"]), line["period"])
            case 1:
                return str(line["lead_words"])
            case 2:
                return self.chip(line).words
            case _:
                return f"{line['percent']}%"

    def chip(self, line: Line) -> Chip:
        """The deadline of a task in a few words."""
        found = self._chips.get(line["id"])
        if found is None:
            found = self._chips[line["id"]] = chip_of(
                TaskState(line["state"]),
                line["due_on"],
                line["is_before"],
                line["last_on"],
                line["done_on"],
                clock.today(),
                self.calendar,
            )
        return found


def _of_group(group: Group, column: int, role: int) -> Any:
    if role == CellRole.GROUP:
        return True
    if role == Qt.ItemDataRole.TextAlignmentRole and column == PROGRESS:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        return {TITLE: group.words, PROGRESS: group.aside}.get(column, "")
    if role == Qt.ItemDataRole.ToolTipRole and column == TITLE:
        return tip(group.words)
    return None


def due_tip(line: Line) -> str:
    """The deadline in full, with the last day where the plan says "trước ngày"."""
    if line["due_on"] is None:
        return _("Chưa có hạn")
    if line["is_before"] and line["last_on"] is not None:
        words = _("Trước {due}; ngày cuối {last}")
        return words.format(due=weekday_date(line["due_on"]), last=weekday_date(line["last_on"]))
    return weekday_date(line["due_on"])


def groups_of(sections: Sequence[SectionCount], preset: str) -> list[Group]:
    """The group lines of a list: sections of the same place are one; the aside says what is done of all."""
    merged: dict[int, SectionCount] = {}
    for one in sections:
        known = merged.get(one.section_order)
        if known is None:
            merged[one.section_order] = one
        else:
            merged[one.section_order] = SectionCount(
                known.section,
                known.section_order,
                known.title,
                known.done + one.done,
                known.total + one.total,
                known.late + one.late,
            )
    found = []
    for one in merged.values():
        count = one.late if preset == LATE else one.total
        words = f"{one.section}  {one.title}".strip() or _("Việc không ghi mục")
        done = _("{done}/{total} xong").format(done=vn_number(one.done), total=vn_number(one.total))
        aside = done if preset == ALL else _("{count} việc").format(count=vn_number(count))
        found.append(Group(words, aside, count))
    return found
