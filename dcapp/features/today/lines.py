"""What one row of Hôm nay says, as plain values that cross the staircase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dcapp.features.tasks.timing import Chip
from dcapp.features.today.terms import Group
from dcapp.kernel.ids import OfficerId


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing to do with a line: its verb, the page, the record to open there (class name, id), and the
    step of that page to begin with it; empty: it is only shown. ("new", class name) begins a new record.
    """

    verb: str
    page: str
    record: tuple[str, int | str]
    begins: str = ""

    @property
    def target(self) -> tuple[str, int | str] | tuple[str, int | str, str]:
        """What the page is handed."""
        return (*self.record, self.begins) if self.begins else self.record


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing that is due (việc đến hạn).

    `due_on` is the day as it is written, `last_on` the last day in time, `advised_on` the working day by which it
    should be done (decision 26). `owner` is who does it, in words, `hour` when an event begins; `deputy_for` is the
    absent officer whom the viewer stands in for. `is_new`: it became due since the viewer was last here.
    """

    kind: str
    record_id: int
    group: Group
    icon: str
    title: str
    detail: str
    chip: Chip
    step: Step
    officer_id: OfficerId | None = None
    owner: str = ""
    hour: str = ""
    deputy_for: str = ""
    due_on: date | None = None
    last_on: date | None = None
    advised_on: date | None = None
    is_new: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What makes a line one line: its kind and record."""
        return (self.kind, self.record_id)


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines of one kind stand in one group; `said` is the number with its noun ("2 cuộc họp")."""

    group: Group
    kind: str
    page: str
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Every number on tiles, chips, badges and headings."""

    rows: tuple[Count, ...]
    new: int = 0

    def of(self, group: Group) -> int:
        """The lines in a group."""
        return sum(row.number for row in self.rows if row.group is group)

    def said(self, group: Group) -> str:
        """What a group consists of: "3 việc, 1 cuộc họp"."""
        return ", ".join(row.said for row in self.rows if row.group is group)

    @property
    def open(self) -> int:
        """All lines."""
        return sum(row.number for row in self.rows)
