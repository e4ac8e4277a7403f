"""The one service behind every count: tiles, chips, badges, lists, the Monday sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Subquery, and_, false, func, or_, select, true

from dcapp.db.unit_of_work import UnitOfWork, Viewer
from dcapp.db.use_case import allowed
from dcapp.features.office.models import BackupReceipt, Office
from dcapp.features.office.queries import setting
from dcapp.features.office.settings import BACKUP_DAYS
from dcapp.features.today.from_books import (
    checks_due,
    committees_due,
    coordination_due,
    meetings_by_day,
    meetings_due,
    opinions_due,
)
from dcapp.features.today.from_cases import cases_due, letters_due
from dcapp.features.today.from_papers import papers_due
from dcapp.features.today.from_reception import commitments_due, duties_due, postings_due, sessions_due
from dcapp.features.today.from_tasks import difficulties_due, tasks_due
from dcapp.features.today.lines import Count, Counts, DueLine
from dcapp.features.today.looking import Due, Reading, Source, reading_of
from dcapp.features.today.models import LastLook
from dcapp.features.today.rules import Bounds, allotted, monday_of
from dcapp.features.today.terms import Group, Scope

SOURCES: tuple[Source, ...] = (
    tasks_due,
    difficulties_due,
    meetings_due,
    checks_due,
    opinions_due,
    coordination_due,
    committees_due,
    papers_due,
    commitments_due,
    sessions_due,
    postings_due,
    duties_due,
    letters_due,
    cases_due,
)
"""One function per slice; a slice that comes later adds its own."""

LISTED = (Group.OVERDUE, Group.TODAY, Group.WEEK)
ROWS, ROWS_OF_ONE, EXPIRING_ROWS = 9, 50, 4
HEAD_OF_OFFICE = "LD"


@dataclass(frozen=True, slots=True)
class GroupLines:
    """The rows of a group that are shown, and how many it has."""

    group: Group
    total: int
    lines: tuple[DueLine, ...]


@dataclass(frozen=True, slots=True)
class BackupAge:
    """How long ago everything was copied and read back; `days` is None where it never was."""

    days: int | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything that Hôm nay shows, read at one moment.

    `only` is the group that was asked for, `since` the day of the viewer's last look, `stands_for` the absent
    officers whose work is shown too, `week` the number of meetings on each day of this week.
    """

    day: date
    scope: Scope
    only: Group | None
    counts: Counts
    groups: tuple[GroupLines, ...]
    expiring: GroupLines
    since: date | None
    stands_for: tuple[str, ...]
    week: tuple[tuple[date, int], ...]
    backup: BackupAge


@dataclass(frozen=True, slots=True)
class Badge:
    """What the menu shows at a page; `alarm` when something is overdue."""

    page: str
    count: int
    alarm: bool


def default_scope(viewer: Viewer) -> Scope:
    """Who leads the office, or is no officer, opens on the whole office; others on their own work."""
    if HEAD_OF_OFFICE in viewer.roles or viewer.officer_id is None:
        return Scope.OFFICE
    return Scope.MINE


@allowed("plan.view", reads=True)
def today_view(uow: UnitOfWork, scope: Scope | None = None, only: Group | None = None) -> TodayView:
    """Hôm nay for the viewer: counts, the first rows of each group (or more of one), what surrounds them."""
    wanted = scope or default_scope(uow.viewer)
    since = last_seen(uow)
    reading = reading_of(uow, wanted, seen_on=since)
    dues = dues_of(reading)
    counts = counts_of(reading, dues)
    totals = {group: counts.of(group) for group in Group}
    shown = (only,) if only is not None else LISTED
    rows = allotted(totals, shown, ROWS if only is None else ROWS_OF_ONE)
    groups = [GroupLines(group, totals[group], lines_of(reading, dues, group, rows[group])) for group in shown]
    expiring = lines_of(reading, dues, Group.EXPIRING, EXPIRING_ROWS)
    monday = monday_of(uow.today)
    days = [monday + timedelta(days=number) for number in range(7)]
    meetings = meetings_by_day(reading, days[0], days[-1])
    return TodayView(
        uow.today,
        wanted,
        only,
        counts,
        tuple(groups),
        GroupLines(Group.EXPIRING, totals[Group.EXPIRING], expiring),
        since,
        tuple(name for _officer, name in reading.absent),
        tuple((day, meetings.get(day, 0)) for day in days),
        backup_age(uow),
    )


@allowed("plan.view", reads=True)
def badges(uow: UnitOfWork) -> tuple[Badge, ...]:
    """How many things need the viewer now: in all, and page by page."""
    reading = reading_of(uow, default_scope(uow.viewer))
    rows = [row for row in counts_of(reading).rows if row.group in (Group.OVERDUE, Group.TODAY)]
    pages = dict.fromkeys(due.page for due in dues_of(reading))
    return (_badge("today", rows), *(_badge(page, [row for row in rows if row.page == page]) for page in pages))


def _badge(page: str, rows: Sequence[Count]) -> Badge:
    alarm = any(row.group is Group.OVERDUE and row.number for row in rows)
    return Badge(page, sum(row.number for row in rows), alarm)


def dues_of(reading: Reading, sources: Iterable[Source] = SOURCES) -> tuple[Due, ...]:
    """What every book has open for a reading."""
    return tuple(due for source in sources for due in source(reading))


def counts_of(reading: Reading, dues: Sequence[Due] | None = None, *, with_later: bool = False) -> Counts:
    """How many lines each book has in each group, counted by the database; what is due later only on demand."""
    rows: list[Count] = []
    new = 0
    for due in dues_of(reading) if dues is None else dues:
        numbers, fresh = _counted(reading, due, with_later=with_later)
        new += fresh
        rows += [
            Count(group, due.kind, due.page, number, due.counted(number).format(count=number))
            for group, number in numbers.items()
            if number
        ]
    return Counts(tuple(rows), new)


def lines_of(
    reading: Reading, dues: Sequence[Due], group: Group, limit: int | None, kinds: frozenset[str] | None = None
) -> tuple[DueLine, ...]:
    """The first lines of a group by their day, over all books (or some `kinds`); None = all of them."""
    found: list[DueLine] = []
    for due in dues:
        if limit != 0 and (kinds is None or due.kind in kinds):
            found += _first(reading, due, group, limit)
    found.sort(key=lambda line: (line.last_on or line.due_on or date.max, line.kind, line.record_id))
    return tuple(found if limit is None else found[:limit])


def _first(reading: Reading, due: Due, group: Group, limit: int | None) -> list[DueLine]:
    if due.group is not None and due.group is not group:
        return []
    rows = due.statement.subquery()
    statement = select(rows.c.id).order_by(rows.c.day, rows.c.id)
    if due.group is None:
        statement = statement.where(_within(reading, due, rows, group))
        if group is Group.LATER:
            statement = statement.order_by(None).order_by(rows.c.day.is_(None), rows.c.day, rows.c.id)
    ids = reading.uow.session.scalars(statement.limit(limit)).all()
    return due.told(ids) if ids else []


def _within(reading: Reading, due: Due, rows: Subquery, group: Group) -> ColumnElement[bool]:
    """The condition of a group, the same days as `Bounds.group_of`."""
    bounds, day = reading.bounds, rows.c.day
    until = bounds.today if due.is_event else bounds.today_until
    match group:
        case Group.OVERDUE:
            return day < bounds.today
        case Group.TODAY:
            return day.between(bounds.today, until)
        case Group.WEEK:
            return and_(day > until, day <= bounds.week_until)
        case Group.LATER:
            return or_(day.is_(None), day > bounds.week_until)
        case Group.EXPIRING:
            return false()


def _counted(reading: Reading, due: Due, *, with_later: bool) -> tuple[dict[Group, int], int]:
    """The lines of a book in each group, and how many of them became due since the viewer's last look.

    One count for each group: each walks its own stretch of the index of days.
    """
    rows = due.statement.subquery()
    groups = (LISTED + (Group.LATER,) * with_later) if due.group is None else (due.group,)
    number_of = select(func.count()).select_from(rows)
    within = {group: true() if due.group is group else _within(reading, due, rows, group) for group in groups}
    numbers = {group: reading.uow.session.scalar(number_of.where(within[group])) or 0 for group in groups}
    if reading.seen is None:
        return numbers, 0
    fresh = [reading.uow.session.scalar(number_of.where(part)) or 0 for part in _fresh(reading.seen, due, rows, within)]
    return numbers, sum(fresh)


def _fresh(
    seen: Bounds, due: Due, rows: Subquery, within: Mapping[Group, ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    """The same as `Reading.has_become_due`, in the words of the database."""
    if due.group is not None:
        return [] if due.group is Group.EXPIRING else [rows.c.day > seen.today]
    seen_until = seen.today if due.is_event else seen.today_until
    return [
        and_(within[Group.OVERDUE], rows.c.day >= seen.today),
        and_(within[Group.TODAY], rows.c.day > seen_until),
    ]


def last_seen(uow: UnitOfWork) -> date | None:
    """The day before today on which the viewer looked last."""
    row = uow.session.scalar(select(LastLook).where(LastLook.account_id == uow.viewer.account_id))
    if row is None:
        return None
    return row.looked_on if row.looked_on < uow.today else row.looked_before


def backup_age(uow: UnitOfWork) -> BackupAge:
    """Days since the newest verified copy; before the first one, since the office was founded."""
    made_at = uow.session.scalar(select(func.max(BackupReceipt.made_at)).where(BackupReceipt.is_verified.is_(True)))
    since = made_at or uow.session.scalar(select(func.min(Office.created_at)))
    if since is None:
        return BackupAge(None, is_due=False)
    days = max(0, (uow.today - since.astimezone().date()).days)
    wanted = setting(uow, BACKUP_DAYS)
    return BackupAge(days if made_at else None, is_due=isinstance(wanted, int) and days >= wanted)
