"""The tasks of a plan counted and in columns: by section, by how they stand, as cards of the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Label, and_, func, literal, or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import calendar_of
from dcapp.features.plan.models import PlanPassage
from dcapp.features.plan.terms import PassageKind
from dcapp.features.tasks.belonging import acted_for
from dcapp.features.tasks.models import Task, TaskReminder, TaskSupporter
from dcapp.features.tasks.terms import Lane, TaskState
from dcapp.features.tasks.timing import SOON_DAYS, Chip, chip_of
from dcapp.kernel.ids import OfficerId, PlanId, TaskId

CARDS = 5
"""Cards of one column at first."""

OPEN, DONE, DROPPED = (
    literal(state, Task.state.type, literal_execute=True)
    for state in (TaskState.OPEN, TaskState.DONE, TaskState.DROPPED)
)
"""Written into the statement: inside a count the driver copies bound words anew at every row (20 times as slow)."""

NOT_DONE_ITSELF = Task.is_series.is_(False)
"""What the lists of tasks leave out: a series is done by its periods."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """What of a plan is looked at: one officer's, the viewer's own, due within a week, or without evidence."""

    lead: OfficerId | None = None
    mine: bool = False
    soon: bool = False
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class SectionCount:
    """The tasks under one section of the plan; dropped ones do not count."""

    section: str
    section_order: int
    title: str
    done: int
    total: int
    late: int


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """The numbers above the list: what each preset would show."""

    total: int = 0
    done: int = 0
    late: int = 0
    soon: int = 0
    lacking: int = 0
    mine: int = 0
    series: int = 0
    sections: int = 0


@dataclass(frozen=True, slots=True)
class LaneCard:
    """One card of the board."""

    id: TaskId
    section: str
    title: str
    period: str
    chip: Chip
    percent: int
    lead_id: OfficerId | None
    lead_words: str
    evidence_count: int
    reminder_count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class LaneCards:
    """One column: how many there are, and the first of them."""

    count: int
    cards: tuple[LaneCard, ...]


@allowed("plan.view", reads=True)
def section_counts(uow: UnitOfWork, plan_id: PlanId, narrow: Narrow | None = None) -> list[SectionCount]:
    """How many tasks of each section are done and late, in the order of the plan."""
    titles = section_titles(uow, plan_id)
    return [
        SectionCount(row.section, row.section_order, titles.get(row.section, ""), row.done, row.total, row.late)
        for row in _counted(uow, _which(uow, plan_id, narrow), _numbers(uow.today))
    ]


@allowed("plan.view", reads=True)
def task_counts(uow: UnitOfWork, plan_id: PlanId, narrow: Narrow | None = None) -> TaskCounts:
    """What is done, late, due within a week, without evidence and the viewer's own, of the tasks of a plan."""
    rows = _counted(uow, _which(uow, plan_id, narrow), [*_numbers(uow.today), *_numbers_above(uow)])
    series = select(func.count()).where(Task.plan_id == plan_id, Task.is_series.is_(True), Task.state != DROPPED)
    return TaskCounts(
        total=sum(row.total for row in rows),
        done=sum(row.done for row in rows),
        late=sum(row.late for row in rows),
        soon=sum(row.soon for row in rows),
        lacking=sum(row.lacking for row in rows),
        mine=sum(row.mine for row in rows),
        series=uow.session.scalar(series) or 0,
        sections=len({row.section for row in rows} - {""}),
    )


def _counted(uow: UnitOfWork, which: list[ColumnElement[bool]], numbers: list[Label[int]]) -> Sequence[Any]:
    """The tasks that are not dropped, counted by section in one walk along the index of the plan.

    Their place is what the index is sorted by; only where sections of different names share a place ("II.4" and
    "2.4") these few are counted once more, name by name.
    """
    alive = [*which, Task.state != DROPPED]
    place, first, last = Task.section_order, func.min(Task.section), func.max(Task.section)
    rows: Sequence[Any] = uow.session.execute(
        select(first.label("section"), place, last.label("last"), *numbers)
        .where(*alive)
        .group_by(place)
        .order_by(place)
    ).all()
    shared = [row.section_order for row in rows if row.section != row.last]
    if not shared:
        return rows
    by_name = uow.session.execute(
        select(Task.section, place, *numbers)
        .where(*alive, place.in_(shared))
        .group_by(place, Task.section)
        .order_by(place, Task.section)
    ).all()
    alone = [row for row in rows if row.section == row.last]
    return sorted([*alone, *by_name], key=lambda row: (row.section_order, row.section))


@allowed("plan.view", reads=True)
def lanes(
    uow: UnitOfWork,
    plan_id: PlanId,
    lead: OfficerId | None = None,
    *,
    narrow: Narrow | None = None,
    shown: Mapping[Lane, int] | None = None,
) -> dict[Lane, LaneCards]:
    """The columns of the board with their first cards; `shown` says how many of which (else `CARDS`)."""
    which = _which(uow, plan_id, narrow or Narrow(lead=lead))
    mine, found = acted_for(uow), {}
    conditions = _lanes(uow.today)
    counts = uow.session.execute(select(*(_number(one) for one in conditions.values())).where(*which)).one()
    for (lane, condition), count in zip(conditions.items(), counts, strict=True):
        tasks = _first(uow, [*which, condition], lane, (shown or {}).get(lane, CARDS)) if count else []
        found[lane] = LaneCards(count, _cards(uow, tasks, mine))
    return found


def _first(uow: UnitOfWork, which: list[ColumnElement[bool]], lane: Lane, limit: int) -> list[Task]:
    """The cards to show first: the next to be due, those without a day behind them; of what is done, the newest."""
    if lane is Lane.DONE:
        newest = select(Task).where(*which).order_by(Task.done_on.desc(), Task.id)
        return list(uow.session.scalars(newest.limit(limit)))
    # In time means "without a day or not before today"; said once more in one piece, the index begins at today.
    has_day = Task.last_on.is_not(None) if lane is Lane.LATE else Task.last_on >= uow.today
    dated = select(Task).where(*which, has_day).order_by(Task.last_on, Task.id).limit(limit)
    tasks = list(uow.session.scalars(dated))
    if len(tasks) < limit and lane is not Lane.LATE:
        undated = select(Task).where(*which, Task.last_on.is_(None)).order_by(Task.id).limit(limit - len(tasks))
        tasks += uow.session.scalars(undated)
    return tasks


def section_titles(uow: UnitOfWork, plan_id: PlanId) -> dict[str, str]:
    """The first words of each part and item of a plan, by section ("II.4")."""
    rows = uow.session.execute(
        select(PlanPassage.part, PlanPassage.item, PlanPassage.text)
        .where(PlanPassage.plan_id == plan_id, PlanPassage.kind.in_([PassageKind.PART, PassageKind.ITEM]))
        .order_by(PlanPassage.position.desc())
    )
    return {".".join(number for number in (part, item) if number): " ".join(text.split()) for part, item, text in rows}


def _which(uow: UnitOfWork, plan_id: PlanId, narrow: Narrow | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Task.plan_id == plan_id, NOT_DONE_ITSELF]
    if narrow is None:
        return conditions
    if narrow.lead is not None:
        conditions.append(Task.lead_id == narrow.lead)
    if narrow.mine:
        conditions.append(_own(uow))
    if narrow.soon:
        conditions.append(_is_soon(uow.today))
    if narrow.lacking:
        conditions.append(_is_lacking())
    return conditions


def _own(uow: UnitOfWork) -> ColumnElement[bool]:
    """Tasks that the viewer, or whoever the viewer stands in for, leads or supports."""
    mine = sorted(acted_for(uow))
    supported = select(TaskSupporter.task_id).where(TaskSupporter.officer_id.in_(mine))
    return or_(Task.lead_id.in_(mine), Task.id.in_(supported))


def _day(day: date) -> ColumnElement[date]:
    """A day written into the statement, as `OPEN` is."""
    return literal(day, Task.last_on.type, literal_execute=True)


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(Task.state == OPEN, Task.last_on < _day(today))


def _is_soon(today: date) -> ColumnElement[bool]:
    return and_(Task.state == OPEN, Task.last_on.between(_day(today), _day(today + timedelta(days=SOON_DAYS))))


def _is_lacking() -> ColumnElement[bool]:
    """Begun or done, and nothing proves it: the same as the preset of the register."""
    return and_(Task.state != DROPPED, Task.percent > 0, Task.evidence_count == 0)


def _numbers(today: date) -> list[Label[int]]:
    """What every count of sections holds: how many there are, how many of them are done and late."""
    return [
        func.count().label("total"),
        _number(Task.state == DONE).label("done"),
        _number(_is_late(today)).label("late"),
    ]


def _numbers_above(uow: UnitOfWork) -> list[Label[int]]:
    """What stands above the list besides: due soon, lacking evidence, the viewer's own."""
    mine = _number(_own(uow)) if acted_for(uow) else literal(0)
    return [_number(_is_soon(uow.today)).label("soon"), _number(_is_lacking()).label("lacking"), mine.label("mine")]


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)


def _lanes(today: date) -> dict[Lane, ColumnElement[bool]]:
    """The rule of `timing.lane_of` as conditions."""
    is_open = Task.state == OPEN
    in_time = or_(Task.last_on.is_(None), Task.last_on >= _day(today))
    return {
        Lane.WAITING: and_(is_open, in_time, Task.percent == 0),
        Lane.UNDER_WAY: and_(is_open, in_time, Task.percent > 0),
        Lane.LATE: _is_late(today),
        Lane.DONE: Task.state == DONE,
    }


def _cards(uow: UnitOfWork, tasks: list[Task], mine: frozenset[OfficerId]) -> tuple[LaneCard, ...]:
    ids = [task.id for task in tasks]
    calendar = calendar_of(uow)
    reminded = dict(
        uow.session.execute(
            select(TaskReminder.task_id, func.count(TaskReminder.reminded_on.distinct()))
            .where(TaskReminder.task_id.in_(ids))
            .group_by(TaskReminder.task_id)
        ).all()
    )
    supported = set(
        uow.session.scalars(
            select(TaskSupporter.task_id).where(TaskSupporter.task_id.in_(ids), TaskSupporter.officer_id.in_(mine))
        )
    )
    return tuple(
        LaneCard(
            task.id,
            task.section,
            task.title,
            task.period,
            chip_of(task.state, task.due_on, task.is_before, task.last_on, task.done_on, uow.today, calendar),
            task.percent,
            task.lead_id,
            task.lead_words,
            task.evidence_count,
            reminded.get(task.id, 0),
            task.lead_id in mine or task.id in supported,
        )
        for task in tasks
    )
