"""The periods of a series: which there are in a year, when each is due, and the tasks that they bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import calendar_of
from dcapp.features.plan.models import Plan
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.models import Task, TaskDelivery, TaskSupporter, TaskTarget
from dcapp.features.tasks.terms import TaskState
from dcapp.features.tasks.timing import last_day
from dcapp.kernel.dates import last_day_of_month
from dcapp.kernel.i18n import N_
from dcapp.kernel.ids import PlanId
from dcapp.kernel.text import fold
from dcapp.rules.working_days import Calendar

_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One period of a series. `due_on` as it would be written, `last_on` the last day in time, `advised_on` the
    working day on which it should be done.
    """

    period: str
    due_on: date
    last_on: date
    advised_on: date


@dataclass(frozen=True, slots=True)
class Produced:
    """What producing brought: new tasks, and the years that it stopped at because their days off are not loaded."""

    count: int
    missing_years: tuple[int, ...] = ()


def occurrences(
    every: Rhythm,
    day: int | None,
    year: int,
    calendar: Calendar,
    *,
    is_before: bool = False,
    both_halves: bool = False,
) -> list[Occurrence]:
    """The periods of a year in order; none on request, and none in a year whose days off are not loaded.

    With a `day` each is due on that day of the last month of its period (the month's last day where it has no such
    day), else on its last working day. Internal dates are advised backward (decision 26). `both_halves`: six months
    have a second report, where no yearly one stands for it. Period words are those of papers, in every language.
    """
    if not calendar.knows(year):
        return []
    found = []
    for period, month in _periods(every, year, both_halves=both_halves):
        end = last_day_of_month(year, month)
        if day is None:
            due_on = calendar.on_or_before(end)
            due_on = due_on if due_on.month == month else end  # a month without any working day
        else:
            due_on = end.replace(day=min(day, end.day))
        last_on = due_on if day is None else last_day(due_on, is_before=is_before) or due_on
        found.append(Occurrence(period, due_on, last_on, calendar.on_or_before(last_on)))
    return found


def _periods(every: Rhythm, year: int, *, both_halves: bool) -> list[tuple[str, int]]:
    """Name and last month of each period."""
    match every:
        case Rhythm.MONTHLY:
            return [(f"Tháng {month}/{year}", month) for month in range(1, 13)]
        case Rhythm.QUARTERLY:
            return [(f"Quý {name}/{year}", 3 * place) for place, name in enumerate(_QUARTERS, start=1)]
        case Rhythm.SEMIANNUAL:
            halves = [(f"06 tháng đầu năm {year}", 6), (f"06 tháng cuối năm {year}", 12)]
            return halves if both_halves else halves[:1]
        case Rhythm.NINE_MONTH:
            return [(f"09 tháng năm {year}", 9)]
        case Rhythm.ANNUAL:
            return [(f"Năm {year}", 12)]
        case Rhythm.ON_REQUEST:
            return []


@allowed("plan.edit", undo=N_("Sinh việc các kỳ"))
def produce_occurrences(uow: UnitOfWork, plan_id: PlanId) -> Produced:
    """Bring forth the tasks of every series of a plan for its year; periods that are there already stay as they are.

    Periods that were over before the series began, or before the plan was signed, are left out.
    """
    plan = uow.get(Plan, plan_id)
    calendar = calendar_of(uow)
    series = uow.session.scalars(
        select(Task)
        .where(Task.plan_id == plan_id, Task.is_series, Task.state == TaskState.OPEN)
        .order_by(Task.section_order, Task.id)
    ).all()
    periods = select(Task.series_id, Task.period).where(Task.plan_id == plan_id, Task.series_id.is_not(None))
    known = {(series_id, period) for series_id, period in uow.session.execute(periods)}
    rhythmic = [one for one in series if one.every not in (None, Rhythm.ON_REQUEST)]
    if rhythmic and not calendar.knows(plan.year):
        return Produced(0, (plan.year,))
    yearly = {_likeness(one) for one in rhythmic if one.every is Rhythm.ANNUAL}
    count = 0
    for one in rhythmic:
        if one.every is None:
            continue
        began = one.start_on or plan.signed_on
        both_halves = _likeness(one) not in yearly
        due = occurrences(one.every, one.day, plan.year, calendar, is_before=one.is_before, both_halves=both_halves)
        for occurrence in due:
            is_over = began is not None and occurrence.last_on < began
            if not is_over and (one.id, occurrence.period) not in known:
                _bring(uow, one, occurrence)
                count += 1
    return Produced(count)


def _likeness(task: Task) -> tuple[str, str]:
    """What makes two series reports on the same thing by the same people."""
    return fold(task.title), fold(task.lead_words)


def _bring(uow: UnitOfWork, series: Task, occurrence: Occurrence) -> None:
    task = uow.add(
        Task(
            plan_id=series.plan_id,
            series_id=series.id,
            section=series.section,
            section_order=series.section_order,
            title=series.title,
            expected=series.expected,
            lead_id=series.lead_id,
            lead_words=series.lead_words,
            support_line=series.support_line,
            requested_by=series.requested_by,
            priority=series.priority,
            due_on=occurrence.due_on,
            is_before=occurrence.last_on < occurrence.due_on,
            last_on=occurrence.last_on,
            period=occurrence.period,
        )
    )
    copy_lines(uow, series, task)


def copy_lines(uow: UnitOfWork, source: Task, target: Task) -> None:
    """Give a task the supporters, figures and deliveries of another one; nothing is reached or received yet."""
    for kind, columns in (
        (TaskSupporter, ("officer_id", "words")),
        (TaskTarget, ("name", "unit", "planned")),
        (TaskDelivery, ("sender", "village_id", "addressee")),
    ):
        for line in uow.session.scalars(select(kind).where(kind.task_id == source.id).order_by(kind.id)):
            uow.session.add(kind(task_id=target.id, **{column: getattr(line, column) for column in columns}))
    uow.session.flush()
