"""What the Monday sheet (phiếu giao ban) says of a week: the lines of Hôm nay, put into numbered blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dcapp.db.audit import Head, head
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.today.lines import Counts, DueLine
from dcapp.features.today.looking import on_paper
from dcapp.features.today.queries import LISTED, counts_of, dues_of, lines_of
from dcapp.features.today.reception_month import reception_said
from dcapp.features.today.rules import bounds_of_week, coming_monday, monday_of
from dcapp.features.today.terms import BlockKind, Group

MOST_LINES = 60
"""More lines of a block never fit on one sheet."""
OWN_BLOCK = {
    "Difficulty": BlockKind.DECISIONS,
    "Opinion": BlockKind.ANSWERS,
    "Commitment": BlockKind.ANSWERS,
}
EVENTS = frozenset({"Meeting", "ReceptionSession"})


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered block: how many lines it has in all, and the first of them."""

    kind: BlockKind
    total: int
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class WeekMaterial:
    """What the sheet of a week is made of, read at one moment: by whom, when, at which head of the audit book.

    `reception` says whether the chairman's days of the month are as many as the law asks; "" where nobody keeps them.
    """

    monday: date
    blocks: tuple[Block, ...]
    made_at: datetime
    maker: str
    head: Head
    reception: str = ""


def block_of(group: Group, kind: str) -> BlockKind | None:
    """The one block in which a line stands; what is due after the week stands in none."""
    if group is Group.LATER:
        return None
    if group is Group.EXPIRING:
        return BlockKind.EXPIRING
    if kind in EVENTS and group is not Group.OVERDUE:
        return BlockKind.MEETINGS
    return OWN_BLOCK.get(kind, BlockKind.OVERDUE if group is Group.OVERDUE else BlockKind.WEEK)


def block_counts(counts: Counts) -> dict[BlockKind, int]:
    """How many lines each block has."""
    totals = dict.fromkeys(BlockKind, 0)
    for row in counts.rows:
        block = block_of(row.group, row.kind)
        if block is not None:
            totals[block] += row.number
    return totals


@allowed("plan.view", reads=True)
def week_material(uow: UnitOfWork, day: date | None = None) -> WeekMaterial:
    """The sheet of the week of a day; without one, of the coming Monday (today, when it is one).

    Everything is told as of that Monday: what was due before it is overdue, what is due in the week comes after.
    """
    monday = coming_monday(uow.today) if day is None else monday_of(day)
    reading = on_paper(uow, bounds_of_week(monday))
    dues = dues_of(reading)
    totals = block_counts(counts_of(reading, dues))
    found: dict[BlockKind, list[DueLine]] = {kind: [] for kind in BlockKind}
    for group in (*LISTED, Group.EXPIRING):
        for due in dues:
            block = block_of(group, due.kind)
            if block is not None:
                found[block] += lines_of(reading, [due], group, MOST_LINES)
    blocks = tuple(Block(kind, totals[kind], _in_order(found[kind])) for kind in BlockKind)
    maker, at = uow.viewer.display_name, head(uow.session.connection())
    return WeekMaterial(monday, blocks, uow.now, maker, at, reception_said(uow, monday))


def _in_order(lines: list[DueLine]) -> tuple[DueLine, ...]:
    ordered = sorted(lines, key=lambda line: (line.last_on or line.due_on or date.max, line.hour, *line.key))
    return tuple(ordered[:MOST_LINES])
