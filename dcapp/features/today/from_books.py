"""What the books of the plan have due: meetings, checks, opinions, coordination, committees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from dcapp.features.checks.models import Check, CheckFinding, CheckVisit
from dcapp.features.committee.models import Committee
from dcapp.features.coordination.models import Coordination, CoordinationLine
from dcapp.features.meetings.models import Meeting, MeetingGuest, MeetingPoint
from dcapp.features.meetings.terms import MeetingState
from dcapp.features.opinions.models import Opinion
from dcapp.features.plan.models import shortened
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.terms import TaskState
from dcapp.features.tasks.timing import Chip
from dcapp.features.today.lines import DueLine, Step
from dcapp.features.today.looking import BOOKS_KEPT_WITH, Due, Reading, joined
from dcapp.features.today.rules import EXPIRY_DAYS, deadline_chip, event_chip, expiry_chip
from dcapp.features.today.terms import Group, Scope
from dcapp.kernel.i18n import N_, ngettext

PLAN = "plan"
MEETING, CHECK, OPINION = N_("Sau cuộc họp"), N_("Kiểm tra"), N_("Dư luận")
COORDINATION, COMMITTEE, SCHEDULE = N_("Phối hợp"), N_("Ban Chỉ đạo"), N_("Hội nghị")
OPEN_MEETING, WRITE_MINUTES, OPEN_CHECK = N_("Mở cuộc họp"), N_("Ghi biên bản"), N_("Mở kiểm tra")
WRITE_ANSWER, OPEN_COORDINATION, OPEN_COMMITTEE = N_("Ghi trả lời"), N_("Mở phối hợp"), N_("Mở quyết định")
PASSED_TO = N_("đã chuyển {body}")
TERM_ENDS = N_("{name} hết nhiệm kỳ")


def _line(reading: Reading, kind: str, row: Any, day: date | None, **values: Any) -> DueLine:
    """A line whose deadline is the day as it is written."""
    group = reading.bounds.group_of(day)
    made: dict[str, Any] = {
        "kind": kind,
        "record_id": row.id,
        "group": group,
        "chip": deadline_chip(day, reading.today, reading.calendar),
        "due_on": day,
        "last_on": day,
        "advised_on": reading.calendar.on_or_before(day) if day else None,
        "is_new": reading.has_become_due(group, day),
    }
    return DueLine(**{**made, **values})


def meetings_due(reading: Reading) -> tuple[Due, ...]:
    """Meetings that are planned (or past, with nothing written down), and what meetings asked to be done.

    A meeting on the last day of the open task that it belongs to is that task's line already.
    """
    told_by_task = exists().where(
        Task.id == Meeting.task_id, Task.state == TaskState.OPEN, Task.last_on == Meeting.held_on
    )
    meetings = select(Meeting.id.label("id"), Meeting.held_on.label("day")).where(
        Meeting.state == MeetingState.PLANNED, ~told_by_task
    )
    if reading.scope is Scope.MINE:
        invited = [MeetingGuest.name.contains(name, autoescape=True) for name in reading.names]
        as_guest = Meeting.id.in_(select(MeetingGuest.meeting_id).where(or_(*invited))) if invited else None
        own = reading.mine(Meeting.chair, Meeting.secretary)
        meetings = meetings.where(own if as_guest is None else or_(own, as_guest))
    points = (
        select(MeetingPoint.id.label("id"), MeetingPoint.due_on.label("day"))
        .join(Meeting, Meeting.id == MeetingPoint.meeting_id)
        .where(
            MeetingPoint.done_on.is_(None),
            MeetingPoint.task_id.is_(None),
            Meeting.state != MeetingState.CANCELLED,
            reading.mine(MeetingPoint.owner),
        )
    )
    return (
        Due(
            kind="Meeting",
            page=PLAN,
            counted=lambda number: ngettext("{count} cuộc họp", "{count} cuộc họp", number),
            statement=meetings,
            told=partial(_meetings, reading),
            is_event=True,
        ),
        Due(
            kind="MeetingPoint",
            page=PLAN,
            counted=lambda number: ngettext("{count} việc sau họp", "{count} việc sau họp", number),
            statement=points,
            told=partial(_points, reading),
        ),
    )


def _meetings(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(
        Meeting.id, Meeting.title, Meeting.held_on, Meeting.starts_at, Meeting.place, Meeting.chair
    ).where(Meeting.id.in_(ids))
    lines = []
    for row in reading.uow.session.execute(statement):
        group = reading.bounds.group_of(row.held_on, is_event=True)
        verb = WRITE_MINUTES if row.held_on <= reading.today else OPEN_MEETING
        lines.append(
            _line(
                reading,
                "Meeting",
                row,
                row.held_on,
                group=group,
                icon="people",
                title=shortened(row.title),
                detail=joined(reading.say(SCHEDULE), row.place, row.chair),
                chip=event_chip(row.held_on, reading.today, row.starts_at),
                step=Step(reading.say(verb), PLAN, ("Meeting", row.id), "edit" if verb is WRITE_MINUTES else ""),
                owner=row.chair,
                hour=row.starts_at,
                is_new=reading.has_become_due(group, row.held_on, is_event=True),
            )
        )
    return lines


def _points(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = (
        select(MeetingPoint.id, MeetingPoint.words, MeetingPoint.owner, MeetingPoint.due_on)
        .add_columns(Meeting.id.label("meeting_id"), Meeting.title.label("meeting"))
        .join(Meeting, Meeting.id == MeetingPoint.meeting_id)
        .where(MeetingPoint.id.in_(ids))
    )
    return [
        _line(
            reading,
            "MeetingPoint",
            row,
            row.due_on,
            icon="dialogue",
            title=shortened(row.words),
            detail=joined(reading.say(MEETING), row.owner, shortened(row.meeting)),
            step=Step(reading.say(OPEN_MEETING), PLAN, ("Meeting", row.meeting_id)),
            owner=row.owner,
        )
        for row in reading.uow.session.execute(statement)
    ]


def checks_due(reading: Reading) -> tuple[Due, ...]:
    """Shortcomings that checks found and that are not put right."""
    statement = select(CheckFinding.id.label("id"), CheckFinding.fix_by.label("day")).where(
        CheckFinding.is_shortcoming.is_(True), CheckFinding.fixed_on.is_(None), reading.mine(CheckFinding.owner)
    )
    return (
        Due(
            kind="CheckFinding",
            page=PLAN,
            counted=lambda number: ngettext("{count} tồn tại cần khắc phục", "{count} tồn tại cần khắc phục", number),
            statement=statement,
            told=partial(_findings, reading),
        ),
    )


def _findings(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = (
        select(CheckFinding.id, CheckFinding.words, CheckFinding.owner, CheckFinding.fix_by, CheckVisit.place)
        .add_columns(Check.id.label("check_id"))
        .join(CheckVisit, CheckVisit.id == CheckFinding.visit_id)
        .join(Check, Check.id == CheckVisit.check_id)
        .where(CheckFinding.id.in_(ids))
    )
    return [
        _line(
            reading,
            "CheckFinding",
            row,
            row.fix_by,
            icon="target",
            title=shortened(row.words),
            detail=joined(reading.say(CHECK), row.place, row.owner),
            step=Step(reading.say(OPEN_CHECK), PLAN, ("Check", row.check_id)),
            owner=row.owner,
        )
        for row in reading.uow.session.execute(statement)
    ]


def opinions_due(reading: Reading) -> tuple[Due, ...]:
    """Opinions that somebody owes an answer to; where an open task follows one, the task is the line."""
    told_by_task = exists().where(Task.id == Opinion.task_id, Task.state == TaskState.OPEN)
    statement = select(Opinion.id.label("id"), Opinion.answer_by.label("day")).where(
        Opinion.answer_by.is_not(None), Opinion.answered_on.is_(None), ~told_by_task, reading.mine(Opinion.passed_to)
    )
    return (
        Due(
            kind="Opinion",
            page=PLAN,
            counted=lambda number: ngettext("{count} ý kiến cần trả lời", "{count} ý kiến cần trả lời", number),
            statement=statement,
            told=partial(_opinions, reading),
        ),
    )


def _opinions(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(Opinion.id, Opinion.matter, Opinion.field, Opinion.passed_to, Opinion.answer_by).where(
        Opinion.id.in_(ids)
    )
    return [
        _line(
            reading,
            "Opinion",
            row,
            row.answer_by,
            icon="satisfaction",
            title=shortened(row.matter),
            detail=joined(
                reading.say(OPINION), row.field, reading.say(PASSED_TO, body=row.passed_to) if row.passed_to else ""
            ),
            step=Step(reading.say(WRITE_ANSWER), PLAN, ("Opinion", row.id), "answer"),
            owner=row.passed_to,
        )
        for row in reading.uow.session.execute(statement)
    ]


def coordination_due(reading: Reading) -> tuple[Due, ...]:
    """What both sides of a coordination plan have still to do together."""
    statement = select(CoordinationLine.id.label("id"), CoordinationLine.due_on.label("day")).where(
        CoordinationLine.done_on.is_(None), reading.mine(CoordinationLine.lead, CoordinationLine.support)
    )
    return (
        Due(
            kind="CoordinationLine",
            page=PLAN,
            counted=lambda number: ngettext("{count} việc phối hợp", "{count} việc phối hợp", number),
            statement=statement,
            told=partial(_coordination, reading),
        ),
    )


def _coordination(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = (
        select(CoordinationLine.id, CoordinationLine.words, CoordinationLine.lead, CoordinationLine.due_on)
        .add_columns(Coordination.id.label("coordination_id"), Coordination.partner.label("partner"))
        .join(Coordination, Coordination.id == CoordinationLine.coordination_id)
        .where(CoordinationLine.id.in_(ids))
    )
    return [
        _line(
            reading,
            "CoordinationLine",
            row,
            row.due_on,
            icon="good-model",
            title=shortened(row.words),
            detail=joined(reading.say(COORDINATION), row.partner, row.lead),
            step=Step(reading.say(OPEN_COORDINATION), PLAN, ("Coordination", row.coordination_id)),
            owner=row.lead,
        )
        for row in reading.uow.session.execute(statement)
    ]


def committees_due(reading: Reading) -> tuple[Due, ...]:
    """Committees whose term ends, or ended lately, and that nothing replaces yet."""
    later = aliased(Committee)
    window = timedelta(days=EXPIRY_DAYS)
    statement = select(Committee.id.label("id"), Committee.until.label("day")).where(
        Committee.until.between(reading.today - window, reading.today + window),
        ~exists().where(later.replaces_id == Committee.id),
    )
    if reading.scope is Scope.MINE and not reading.uow.may(BOOKS_KEPT_WITH):
        return ()
    return (
        Due(
            kind="Committee",
            page=PLAN,
            counted=lambda number: ngettext("{count} ban hết nhiệm kỳ", "{count} ban hết nhiệm kỳ", number),
            statement=statement,
            told=partial(_committees, reading),
            group=Group.EXPIRING,
        ),
    )


def _committees(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(Committee.id, Committee.name, Committee.decision, Committee.until).where(Committee.id.in_(ids))
    return [
        _line(
            reading,
            "Committee",
            row,
            row.until,
            group=Group.EXPIRING,
            icon="body",
            title=reading.say(TERM_ENDS, name=shortened(row.name)),
            detail=joined(reading.say(COMMITTEE), row.decision),
            chip=expiry_chip(row.until, reading.today) if row.until else Chip("", "neutral"),
            step=Step(reading.say(OPEN_COMMITTEE), PLAN, ("Committee", row.id)),
            is_new=False,
        )
        for row in reading.uow.session.execute(statement)
    ]


def meetings_by_day(reading: Reading, first: date, last: date) -> dict[date, int]:
    """How many meetings stand on each day of a week, held ones too."""
    statement = (
        select(Meeting.held_on, func.count().label("meetings"))
        .where(and_(Meeting.held_on >= first, Meeting.held_on <= last), Meeting.state != MeetingState.CANCELLED)
        .group_by(Meeting.held_on)
    )
    return {row.held_on: row.meetings for row in reading.uow.session.execute(statement)}
