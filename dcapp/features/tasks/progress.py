"""How far a plan was on the last day of a period, against the period before: the figures of the progress report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.tasks.models import Adjustment, Task, TaskNote
from dcapp.features.tasks.prints_lines import (
    AdjustmentLine,
    DeliveryLine,
    DifficultyLine,
    PlanName,
    adjustments_within,
    deliveries_within,
    difficulties_within,
    lead_names,
    lead_of,
    plan_name,
    section_titles,
    was_before,
)
from dcapp.features.tasks.terms import AdjustmentKind, Lane, TaskState
from dcapp.features.tasks.timing import lane_of, last_day, titled
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId, PlanId, TaskId
from dcapp.kernel.text import fold, name_sort_key

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Tasks by how they stood on the counting day, each counted once; `done_within` were done inside the period."""

    done: int = 0
    under_way: int = 0
    late: int = 0
    not_begun: int = 0
    done_within: int = 0

    @property
    def total(self) -> int:
        """All tasks that count."""
        return self.done + self.under_way + self.late + self.not_begun

    @property
    def percent(self) -> float | None:
        """Share of the tasks that are done, in per cent; None where there is no task."""
        return 100 * self.done / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A section or an officer, at the end of the period and of the one before; no title where none is named."""

    title: str
    now: Counts
    before: Counts


@dataclass(frozen=True, slots=True)
class LateTask:
    """A task whose last day had passed on the counting day; `days` are calendar days."""

    id: TaskId
    section: str
    title: str
    lead: str
    due_on: date | None
    is_before: bool
    last_on: date
    days: int
    percent: int


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Everything that the progress report says; `counted_on` is the last day of the period, or today if earlier."""

    plan: PlanName
    since: date
    until: date
    counted_on: date
    before_since: date
    before_until: date
    lead: str
    section: str
    now: Counts
    before: Counts
    by_section: tuple[ProgressRow, ...]
    by_officer: tuple[ProgressRow, ...]
    late: tuple[LateTask, ...]
    difficulties: tuple[DifficultyLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    received: tuple[DeliveryLine, ...]
    missing: tuple[DeliveryLine, ...]


@dataclass(frozen=True, slots=True)
class _History:
    """What is needed to know a task as it was on an earlier day, all in the order of days."""

    notes: dict[TaskId, list[tuple[date, int]]]
    moved: dict[TaskId, list[Adjustment]]
    dropped: dict[TaskId, date]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a task stood on a day; no lane for a task that had been dropped by then."""

    lane: Lane | None
    due_on: date | None
    is_before: bool
    last_on: date | None
    percent: int


@allowed("plan.view", reads=True)
def progress_of(
    uow: UnitOfWork,
    plan_id: PlanId,
    since: date,
    until: date,
    lead_id: OfficerId | None = None,
    section: str | None = None,
) -> ProgressReport:
    """The plan as it stood at the end of a period, compared with the period of the same length just before.

    Every task of the plan counts, series and dropped ones left out; `lead_id` and `section` narrow it. Deadlines,
    percentages and drops are those in force on the counting day, not today's. Invalid(field="until") for a period
    that ends before it begins.
    """
    if until < since:
        raise Invalid(_("Chọn ngày cuối kỳ không sớm hơn ngày đầu kỳ."), field="until")
    before_since, before_until = since - (until - since) - _ONE_DAY, since - _ONE_DAY
    counted_on = min(until, uow.today)
    wanted = _wanted(plan_id, lead_id, section)
    tasks = list(
        uow.session.scalars(
            select(Task).where(*wanted, Task.is_series.is_(False)).order_by(Task.section_order, Task.id)
        )
    )
    history = _history(uow, plan_id)
    names = lead_names(uow)

    def standing(task: Task, day: date) -> _Standing:
        return _standing(task, day, history, is_today=day == uow.today)

    now = {task.id: standing(task, counted_on) for task in tasks}
    before = {task.id: standing(task, min(before_until, uow.today)) for task in tasks}

    def rows(key: Callable[[Task], str], title: Callable[[Task], str]) -> tuple[ProgressRow, ...]:
        groups: dict[str, list[Task]] = {}
        for task in tasks:
            groups.setdefault(key(task), []).append(task)
        made = (
            ProgressRow(
                title(members[0]),
                _counts(members, now, since, counted_on),
                _counts(members, before, before_since, before_until),
            )
            for members in groups.values()
        )
        return tuple(row for row in made if row.now.total or row.before.total)

    titles = section_titles(uow, plan_id)
    officers = rows(
        lambda task: fold(task.lead_words) if task.lead_id is None else str(task.lead_id),
        lambda task: lead_of(task, names),
    )
    received, missing = deliveries_within(uow, wanted, since, until, counted_on)
    return ProgressReport(
        plan=plan_name(uow, plan_id),
        since=since,
        until=until,
        counted_on=counted_on,
        before_since=before_since,
        before_until=before_until,
        lead=names.get(lead_id, "") if lead_id is not None else "",
        section=titles.get(section, section) if section is not None else "",
        now=_counts(tasks, now, since, counted_on),
        before=_counts(tasks, before, before_since, before_until),
        by_section=rows(lambda task: task.section, lambda task: titles.get(task.section, task.section)),
        by_officer=tuple(sorted(officers, key=lambda row: (not row.title, name_sort_key(row.title)))),
        late=_late(tasks, now, names, counted_on),
        difficulties=difficulties_within(uow, wanted, plan_id, since, until),
        adjustments=adjustments_within(uow, wanted, since, until),
        received=received,
        missing=missing,
    )


def _wanted(plan_id: PlanId, lead_id: OfficerId | None, section: str | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Task.plan_id == plan_id]
    if lead_id is not None:
        wanted.append(Task.lead_id == lead_id)
    if section is not None:
        wanted.append(Task.section == section)
    return wanted


def _history(uow: UnitOfWork, plan_id: PlanId) -> _History:
    history = _History({}, {}, {})
    noted = (
        select(TaskNote.task_id, TaskNote.noted_on, TaskNote.percent)
        .join(Task, Task.id == TaskNote.task_id)
        .where(Task.plan_id == plan_id, TaskNote.percent.is_not(None))
        .order_by(TaskNote.noted_on, TaskNote.id)
    )
    for task_id, day, percent in uow.session.execute(noted):
        if percent is not None:
            history.notes.setdefault(task_id, []).append((day, percent))
    changes = (
        select(Adjustment)
        .where(
            Adjustment.plan_id == plan_id,
            Adjustment.kind.in_([AdjustmentKind.DUE, AdjustmentKind.DROP]),
        )
        .order_by(Adjustment.decided_on, Adjustment.ordinal)
    )
    for change in uow.session.scalars(changes):
        if change.kind is AdjustmentKind.DROP:
            history.dropped[change.task_id] = change.decided_on
        else:
            history.moved.setdefault(change.task_id, []).append(change)
    return history


def _standing(task: Task, day: date, history: _History, *, is_today: bool) -> _Standing:
    due_on, is_before, last_on = task.due_on, task.is_before, task.last_on
    later = next((change for change in history.moved.get(task.id, ()) if change.decided_on > day), None)
    if later is not None:
        due_on = later.old_due_on
        is_before = was_before(due_on, later.old_words, task)
        last_on = last_day(due_on, is_before=is_before)
    if is_today:
        percent = task.percent
    else:
        percent = next((value for noted, value in reversed(history.notes.get(task.id, [])) if noted <= day), 0)
    dropped_on = history.dropped.get(task.id)
    state = task.state
    if state is TaskState.DROPPED and dropped_on is not None and dropped_on > day:
        state = TaskState.OPEN
    if state is TaskState.DONE and task.done_on is not None and task.done_on > day:
        state = TaskState.OPEN
    lane = lane_of(state, percent, last_on, day)
    percent = 100 if lane is Lane.DONE else percent
    return _Standing(lane, due_on, is_before, last_on, percent)


def _counts(tasks: Iterable[Task], stood: dict[TaskId, _Standing], since: date, until: date) -> Counts:
    lanes = [(task, stood[task.id].lane) for task in tasks]
    number = {lane: sum(held is lane for _task, held in lanes) for lane in Lane}
    within = sum(
        lane is Lane.DONE and task.done_on is not None and since <= task.done_on <= until for task, lane in lanes
    )
    return Counts(number[Lane.DONE], number[Lane.UNDER_WAY], number[Lane.LATE], number[Lane.WAITING], within)


def _late(
    tasks: Iterable[Task], stood: dict[TaskId, _Standing], names: dict[OfficerId | None, str], day: date
) -> tuple[LateTask, ...]:
    """Late tasks, the latest first."""
    late = [
        LateTask(
            task.id,
            task.section,
            titled(task.title, task.period),
            lead_of(task, names),
            at.due_on,
            at.is_before,
            at.last_on,
            (day - at.last_on).days,
            at.percent,
        )
        for task in tasks
        if (at := stood[task.id]).lane is Lane.LATE and at.last_on is not None
    ]
    return tuple(sorted(late, key=lambda line: -line.days))
