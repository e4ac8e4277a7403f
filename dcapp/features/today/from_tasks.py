"""What the tasks slice has due: tasks, what is still to be sent in, difficulties that wait for a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from sqlalchemy import false, or_, select

from dcapp.features.plan.models import shortened
from dcapp.features.tasks.models import Difficulty, Task, TaskDelivery, TaskSupporter
from dcapp.features.tasks.terms import DifficultyState, TaskState
from dcapp.features.tasks.timing import titled
from dcapp.features.today.lines import DueLine, Step
from dcapp.features.today.looking import Due, Reading, joined
from dcapp.features.today.rules import deadline_chip, waiting_chip
from dcapp.features.today.terms import Group, Scope
from dcapp.kernel.dates import weekday_name
from dcapp.kernel.i18n import N_, ngettext
from dcapp.kernel.ids import TaskId

PLAN = "plan"
BOOK = N_("Kế hoạch")
ITEM = N_("mục {section}")
INSTEAD_OF = N_("làm thay {name}")
BEFORE = N_("nộp trước {due}, ngày cuối {last}")
FALLS_ON = N_("ngày cuối {last} là {weekday}")
REMIND_VILLAGES = N_("Nhắc {count} thôn chưa gửi: {title}")
REMIND = N_("Nhắc {count} nơi chưa gửi: {title}")
UPDATE, PRINT_SLIP, ANSWER = N_("Cập nhật"), N_("In phiếu nhắc"), N_("Quyết định")
NAMES_SHOWN = 4
AND_MORE = N_("{names} và {count} nơi nữa")


def tasks_due(reading: Reading) -> tuple[Due, ...]:
    """Open tasks by their last day; a series is not done itself."""
    statement = select(Task.id.label("id"), Task.last_on.label("day")).where(
        Task.state == TaskState.OPEN, Task.is_series.is_(False)
    )
    if reading.scope is Scope.MINE:
        supported = select(TaskSupporter.task_id).where(TaskSupporter.officer_id.in_(reading.me))
        own = or_(Task.lead_id.in_(reading.me), Task.id.in_(supported)) if reading.me else false()
        statement = statement.where(own)
    return (
        Due(
            kind="Task",
            page=PLAN,
            counted=lambda number: ngettext("{count} việc", "{count} việc", number),
            statement=statement,
            told=partial(_tasks, reading),
        ),
    )


def _tasks(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(
        Task.id,
        Task.title,
        Task.period,
        Task.section,
        Task.lead_id,
        Task.lead_words,
        Task.due_on,
        Task.is_before,
        Task.last_on,
        Task.percent,
    ).where(Task.id.in_(ids))
    lines = []
    missing = _missing(reading, [TaskId(number) for number in ids])
    for row in reading.uow.session.execute(statement):
        group = reading.bounds.group_of(row.last_on)
        senders = missing.get(row.id, {}) if group is not Group.LATER else {}
        title, verb, begins = titled(shortened(row.title), row.period), reading.say(UPDATE), "update"
        if senders:
            asked = REMIND_VILLAGES if all(senders.values()) else REMIND
            title, verb, begins = reading.say(asked, count=len(senders), title=title), reading.say(PRINT_SLIP), "remind"
        absent = reading.stands_for(row.lead_id)
        section = reading.say(ITEM, section=row.section) if row.section else ""
        detail = joined(
            reading.say(BOOK),
            section,
            _listed(reading, list(senders)) or row.lead_words,
            reading.say(INSTEAD_OF, name=absent) if absent else "",
            "" if senders else _why(reading, row.due_on, row.last_on, is_before=row.is_before),
        )
        lines.append(
            DueLine(
                kind="Task",
                record_id=row.id,
                group=group,
                icon="bell" if senders else "plan",
                title=title,
                detail=detail,
                chip=deadline_chip(row.last_on, reading.today, reading.calendar),
                step=Step(verb, PLAN, ("Task", row.id), begins),
                officer_id=row.lead_id,
                owner=_listed(reading, list(senders)) if senders and reading.on_paper else row.lead_words,
                deputy_for=absent,
                due_on=row.due_on,
                last_on=row.last_on,
                advised_on=reading.calendar.on_or_before(row.last_on) if row.last_on else None,
                is_new=reading.has_become_due(group, row.last_on),
            )
        )
    return lines


def _missing(reading: Reading, ids: Sequence[TaskId]) -> dict[int, dict[str, bool]]:
    """Who has not sent in what a task asks for, by task: sender, and whether it is a village."""
    statement = (
        select(TaskDelivery.task_id, TaskDelivery.sender, TaskDelivery.village_id)
        .where(TaskDelivery.task_id.in_(ids), TaskDelivery.received_on.is_(None))
        .order_by(TaskDelivery.sender_order, TaskDelivery.id)
    )
    found: dict[int, dict[str, bool]] = {}
    for task_id, sender, village_id in reading.uow.session.execute(statement):
        found.setdefault(task_id, {})[sender] = village_id is not None
    return found


def _listed(reading: Reading, names: list[str]) -> str:
    if len(names) <= NAMES_SHOWN + 1:
        return ", ".join(names)
    return reading.say(AND_MORE, names=", ".join(names[:NAMES_SHOWN]), count=len(names) - NAMES_SHOWN)


def _why(reading: Reading, due_on: date | None, last_on: date | None, *, is_before: bool) -> str:
    """What the chip leaves out: "trước ngày", and a last day on which the office is closed."""
    if last_on is None or due_on is None:
        return ""
    last = f"{last_on:%d/%m}"
    if is_before:
        return reading.say(BEFORE, due=f"{due_on:%d/%m}", last=last)
    if reading.calendar.is_working_day(last_on):
        return ""
    off = reading.calendar.day_off(last_on)
    return reading.say(FALLS_ON, last=last, weekday=off.name if off else weekday_name(last_on))


def difficulties_due(reading: Reading) -> tuple[Due, ...]:
    """Difficulties that wait for a decision, for those who decide."""
    if not reading.on_paper and not reading.uow.may("plan.approve"):
        return ()
    statement = select(Difficulty.id.label("id"), Difficulty.raised_on.label("day")).where(
        Difficulty.state == DifficultyState.OPEN
    )
    return (
        Due(
            kind="Difficulty",
            page=PLAN,
            counted=lambda number: ngettext("{count} vướng mắc", "{count} vướng mắc", number),
            statement=statement,
            told=partial(_difficulties, reading),
            group=Group.TODAY,
        ),
    )


def _difficulties(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(
        Difficulty.id, Difficulty.matter, Difficulty.proposal, Difficulty.raised_by, Difficulty.raised_on
    ).where(Difficulty.id.in_(ids))
    return [
        DueLine(
            kind="Difficulty",
            record_id=row.id,
            group=Group.TODAY,
            icon="warning",
            title=shortened(row.matter),
            detail=joined(reading.say(N_("Vướng mắc")), row.raised_by, shortened(row.proposal)),
            chip=waiting_chip(row.raised_on, reading.today),
            step=Step(reading.say(ANSWER), PLAN, ("Difficulty", row.id), "answer"),
            owner=row.raised_by,
            due_on=row.raised_on,
            is_new=reading.seen is not None and row.raised_on > reading.seen.today,
        )
        for row in reading.uow.session.execute(statement)
    ]
