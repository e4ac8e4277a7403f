"""What the reception desk has due: answers and promises, the chairman's sessions and their posting, missed duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select

from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.terms import COMMITMENT_KINDS, CommitmentKind, CommitmentState
from dcapp.features.plan.models import shortened
from dcapp.features.today.lines import DueLine, Step
from dcapp.features.today.looking import Due, Reading, joined
from dcapp.features.today.rules import deadline_chip, event_chip
from dcapp.features.today.terms import Scope
from dcapp.features.visits.models import DutyShift, ReceptionSession, Visit
from dcapp.features.visits.schedule_queries import SessionLine, lines_with
from dcapp.features.visits.terms import DAY_PARTS, DayPart, SessionKind, SessionState, ShiftState
from dcapp.kernel.i18n import N_, ngettext

VISITS = "visits"
POSTING = "SchedulePosting"
"""Kind of the line that asks to post the schedule of a month; it leads to a session."""
PLANNERS, WRITERS, ANSWERERS = "visits.schedule", "visits.edit", "commitments.edit"
BOOK = N_("Tiếp công dân")
INSTEAD_OF = N_("làm thay {name}")
OTHER_READING = N_("hạn {due}, hiểu cách khác là {warn}")
WRITE_ANSWER, OPEN_ANSWER, MAKE_NOTICE = N_("Ghi trả lời"), N_("Xem lời hứa"), N_("Làm thông báo")
SCHEDULED, UNSCHEDULED = N_("Chủ tịch tiếp công dân định kỳ"), N_("Chủ tịch tiếp công dân đột xuất")
DELEGATED = N_("{name} tiếp công dân thay Chủ tịch")
NOT_SAID = N_("Buổi tiếp công dân ngày {day}: chưa ghi có tiếp hay không")
RECEIVED = N_("đã tiếp {count} lượt")
WRITE_VISIT, OPEN_SESSION, SAY_HELD = N_("Ghi lượt tiếp"), N_("Mở buổi tiếp"), N_("Ghi đã tiếp")
POST, OPEN_SCHEDULE = N_("Niêm yết lịch tiếp công dân tháng {month} ({count} buổi)"), N_("Mở lịch tiếp")
POST_BEFORE = N_("buổi đầu ngày {day}")
UNCONFIRMED, MISSED = N_("Ca trực tiếp công dân {when} chưa xác nhận"), N_("Bỏ trực tiếp công dân {when}")
CONFIRM, OPEN_SHIFT = N_("Xác nhận"), N_("Xem ca trực")
DAY, PART_OF_DAY = N_("ngày {day}"), N_("{part} ngày {day}")
POST_AHEAD = timedelta(days=45)
"""A last day to post that is near belongs to a session within this time, Tết included."""
UNCONFIRMED_FOR, MISSED_FOR = timedelta(days=30), timedelta(days=7)
"""So long a duty that nobody confirmed, and one that was missed, is told; older ones stand in the book of duties."""


def commitments_due(reading: Reading) -> tuple[Due, ...]:
    """What is owed to citizens, by the earliest last day of all readings of the law; paper tells no denunciation."""
    if not reading.uow.may("commitments.view"):
        return ()
    statement = select(Commitment.id.label("id"), Commitment.warn_on.label("day")).where(
        Commitment.state == CommitmentState.OPEN
    )
    if reading.scope is Scope.MINE:
        in_words = and_(Commitment.owner_id.is_(None), reading.mine(Commitment.owner, keeper=ANSWERERS))
        statement = statement.where(or_(Commitment.owner_id.in_(reading.me), in_words))
    if reading.on_paper:
        denounced = exists().where(Visit.id == Commitment.record_id, Visit.code != "")
        statement = statement.where(~and_(Commitment.book == VISITS, denounced))
    return (
        Due(
            kind="Commitment",
            page=VISITS,
            counted=lambda number: ngettext("{count} việc phải trả lời", "{count} việc phải trả lời", number),
            statement=statement,
            told=partial(_commitments, reading),
        ),
    )


def _commitments(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(
        Commitment.id,
        Commitment.kind,
        Commitment.book,
        Commitment.record_id,
        Commitment.title,
        Commitment.to_whom,
        Commitment.owner_id,
        Commitment.owner,
        Commitment.due_on,
        Commitment.warn_on,
    ).where(Commitment.id.in_(ids))
    lines = []
    for row in reading.uow.session.execute(statement):
        group = reading.bounds.group_of(row.warn_on)
        absent = reading.stands_for(row.owner_id)
        other = {"due": f"{row.due_on:%d/%m}", "warn": f"{row.warn_on:%d/%m}"}
        lines.append(
            DueLine(
                kind="Commitment",
                record_id=row.id,
                group=group,
                icon="bell" if row.kind is CommitmentKind.REFUSAL_NOTICE else "clock",
                title=shortened(row.title),
                detail=joined(
                    reading.say(COMMITMENT_KINDS[row.kind]),
                    row.to_whom,
                    row.owner,
                    reading.say(INSTEAD_OF, name=absent) if absent else "",
                    reading.say(OTHER_READING, **other) if row.warn_on != row.due_on else "",
                ),
                chip=deadline_chip(row.warn_on, reading.today, reading.calendar),
                step=_answering(reading, row),
                officer_id=row.owner_id,
                owner=row.owner,
                deputy_for=absent,
                due_on=row.due_on,
                last_on=row.warn_on,
                advised_on=reading.calendar.on_or_before(row.warn_on),
                is_new=reading.has_become_due(group, row.warn_on),
            )
        )
    return lines


def _answering(reading: Reading, row: Any) -> Step:
    """A refusal is answered by its numbered notice, everything else by writing down what was said."""
    if row.kind is CommitmentKind.REFUSAL_NOTICE and row.book == VISITS and row.record_id is not None:
        return Step(reading.say(MAKE_NOTICE), VISITS, ("Visit", row.record_id), "papers")
    may = reading.uow.may(ANSWERERS) or row.owner_id in reading.me
    verb, begins = (WRITE_ANSWER, "answer") if may else (OPEN_ANSWER, "")
    return Step(reading.say(verb), VISITS, ("Commitment", row.id), begins)


def sessions_due(reading: Reading) -> tuple[Due, ...]:
    """The chairman's days that come, and those of which nobody said whether they were held."""
    if not reading.uow.may("visits.view"):
        return ()
    statement = select(ReceptionSession.id.label("id"), ReceptionSession.held_on.label("day")).where(
        ReceptionSession.state == SessionState.PLANNED
    )
    if reading.scope is Scope.MINE:
        named = ReceptionSession.chair, ReceptionSession.delegate, ReceptionSession.attendants
        own = or_(
            and_(ReceptionSession.chair_id.in_(reading.me), ReceptionSession.delegate == ""),
            reading.mine(*named, keeper=PLANNERS),
        )
        is_past = ReceptionSession.held_on < reading.today
        statement = statement.where(or_(own, is_past) if reading.uow.may(PLANNERS) else own)
    return (
        Due(
            kind="ReceptionSession",
            page=VISITS,
            counted=lambda number: ngettext("{count} buổi tiếp công dân", "{count} buổi tiếp công dân", number),
            statement=statement,
            told=partial(_sessions, reading),
            is_event=True,
        ),
    )


def _sessions(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    came = select(func.count()).where(Visit.session_id == ReceptionSession.id).scalar_subquery()
    statement = select(
        ReceptionSession.id,
        ReceptionSession.kind,
        ReceptionSession.held_on,
        ReceptionSession.starts_at,
        ReceptionSession.ends_at,
        ReceptionSession.place,
        ReceptionSession.chair_id,
        ReceptionSession.chair,
        ReceptionSession.delegate,
        came.label("came"),
    ).where(ReceptionSession.id.in_(ids))
    lines = []
    for row in reading.uow.session.execute(statement):
        group = reading.bounds.group_of(row.held_on, is_event=True)
        lines.append(
            DueLine(
                kind="ReceptionSession",
                record_id=row.id,
                group=group,
                icon="people",
                title=_session_title(reading, row),
                detail=joined(
                    reading.say(BOOK),
                    row.place,
                    row.delegate or row.chair,
                    reading.say(RECEIVED, count=row.came) if row.came else "",
                ),
                chip=event_chip(row.held_on, reading.today, row.starts_at),
                step=_session_step(reading, row),
                officer_id=None if row.delegate else row.chair_id,
                owner=row.delegate or row.chair,
                hour=row.starts_at,
                due_on=row.held_on,
                last_on=row.held_on,
                is_new=reading.has_become_due(group, row.held_on, is_event=True),
            )
        )
    return lines


def _session_title(reading: Reading, row: Any) -> str:
    if row.held_on < reading.today:
        return reading.say(NOT_SAID, day=f"{row.held_on:%d/%m}")
    if row.delegate:
        named = reading.say(DELEGATED, name=row.delegate)
    else:
        named = reading.say(UNSCHEDULED if row.kind is SessionKind.UNSCHEDULED else SCHEDULED)
    hours = " – ".join(hour for hour in (row.starts_at, row.ends_at) if hour)
    return f"{named}, {hours}" if hours and not reading.on_paper else named


def _session_step(reading: Reading, row: Any) -> Step:
    """On its day people come; afterwards somebody says whether it was held."""
    may = reading.uow.may(WRITERS)
    if may and row.held_on == reading.today:
        return Step(reading.say(WRITE_VISIT), VISITS, ("new", "Visit"))
    verb = SAY_HELD if may and row.held_on < reading.today else OPEN_SESSION
    return Step(reading.say(verb), VISITS, ("ReceptionSession", row.id))


def postings_due(reading: Reading) -> tuple[Due, ...]:
    """Schedules to post: one line for each month, by the last day to post of its first session that is not posted."""
    is_planner = reading.scope is Scope.OFFICE or reading.uow.may(PLANNERS)
    if not is_planner or not reading.uow.may("visits.view"):
        return ()
    lines = lines_with(
        reading.uow,
        ReceptionSession.state == SessionState.PLANNED,
        ReceptionSession.kind == SessionKind.SCHEDULED,
        ReceptionSession.posted_on.is_(None),
        ReceptionSession.held_on > reading.uow.today,  # on its day a posting announces nothing any more
        ReceptionSession.held_on <= reading.bounds.week_until + POST_AHEAD,
    )
    months: dict[tuple[int, int], list[SessionLine]] = {}
    for line in lines:
        if line.post_by is not None:
            months.setdefault((line.held_on.year, line.held_on.month), []).append(line)
    first = {month[0].id: month[0].post_by for month in months.values()}
    if not first:
        return ()
    day = case(dict(first.items()), value=ReceptionSession.id).label("day")
    return (
        Due(
            kind=POSTING,
            page=VISITS,
            counted=lambda number: ngettext("{count} lịch phải niêm yết", "{count} lịch phải niêm yết", number),
            statement=select(ReceptionSession.id.label("id"), day).where(ReceptionSession.id.in_(first)),
            told=partial(_postings, reading, {month[0].id: month for month in months.values()}),
        ),
    )


def _postings(reading: Reading, months: dict[int, list[SessionLine]], ids: Sequence[int]) -> list[DueLine]:
    lines = []
    for key in ids:
        first = months[key][0]
        group = reading.bounds.group_of(first.post_by)
        month = f"{first.held_on:%m/%Y}"
        lines.append(
            DueLine(
                kind=POSTING,
                record_id=key,
                group=group,
                icon="calendar",
                title=reading.say(POST, month=month, count=len(months[key])),
                detail=joined(reading.say(BOOK), reading.say(POST_BEFORE, day=f"{first.held_on:%d/%m}"), first.who),
                chip=deadline_chip(first.post_by, reading.today, reading.calendar),
                step=Step(reading.say(OPEN_SCHEDULE), VISITS, ("ReceptionSession", key)),
                due_on=first.post_by,
                last_on=first.post_by,
                is_new=reading.has_become_due(group, first.post_by),
            )
        )
    return lines


def duties_due(reading: Reading) -> tuple[Due, ...]:
    """Duties of the last weeks that nobody confirmed although nobody was received, and those just missed."""
    if not reading.uow.may("visits.view"):
        return ()
    today = reading.uow.today
    yesterday = today - timedelta(days=1)
    received = exists().where(Visit.received_on == DutyShift.day)
    unconfirmed = and_(
        DutyShift.state == ShiftState.PLANNED, DutyShift.day.between(today - UNCONFIRMED_FOR, yesterday), ~received
    )
    missed = and_(DutyShift.state == ShiftState.MISSED, DutyShift.day.between(today - MISSED_FOR, yesterday))
    statement = select(DutyShift.id.label("id"), DutyShift.day.label("day")).where(or_(unconfirmed, missed))
    if reading.scope is Scope.MINE and not reading.uow.may(PLANNERS):
        in_words = and_(DutyShift.officer_id.is_(None), reading.mine(DutyShift.officer, keeper=PLANNERS))
        statement = statement.where(or_(DutyShift.officer_id.in_(reading.me), in_words))
    return (
        Due(
            kind="DutyShift",
            page=VISITS,
            counted=lambda number: ngettext("{count} ca trực", "{count} ca trực", number),
            statement=statement,
            told=partial(_duties, reading),
            is_event=True,
        ),
    )


def _duties(reading: Reading, ids: Sequence[int]) -> list[DueLine]:
    statement = select(
        DutyShift.id,
        DutyShift.day,
        DutyShift.part,
        DutyShift.state,
        DutyShift.officer_id,
        DutyShift.officer,
        DutyShift.place,
        DutyShift.note,
    ).where(DutyShift.id.in_(ids))
    lines = []
    for row in reading.uow.session.execute(statement):
        group = reading.bounds.group_of(row.day, is_event=True)
        missed = row.state is ShiftState.MISSED
        verb, begins = (CONFIRM, "keep") if not missed and reading.uow.may(WRITERS) else (OPEN_SHIFT, "")
        lines.append(
            DueLine(
                kind="DutyShift",
                record_id=row.id,
                group=group,
                icon="people",
                title=reading.say(MISSED if missed else UNCONFIRMED, when=_when(reading, row.day, row.part)),
                detail=joined(reading.say(BOOK), row.officer, row.place, shortened(row.note)),
                chip=event_chip(row.day, reading.today),
                step=Step(reading.say(verb), VISITS, ("DutyShift", row.id), begins),
                officer_id=row.officer_id,
                owner=row.officer,
                deputy_for=reading.stands_for(row.officer_id),
                due_on=row.day,
                last_on=row.day,
                is_new=reading.has_become_due(group, row.day, is_event=True),
            )
        )
    return lines


def _when(reading: Reading, day: date, part: DayPart) -> str:
    said = f"{day:%d/%m}"
    if part is DayPart.WHOLE:
        return reading.say(DAY, day=said)
    return reading.say(PART_OF_DAY, part=reading.say(DAY_PARTS[part]).lower(), day=said)
