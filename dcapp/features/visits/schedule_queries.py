"""Reads of the chairman's sessions: one in full, the preview of a plan, how many were announced and held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.queries import CommitmentCard, commitments_of
from dcapp.features.office.queries import calendar_of
from dcapp.features.office.rulebook import OfficeClock, clock_of
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.visits.models import ReceptionSession, Visit
from dcapp.features.visits.numbering import issued_for, source_of_session
from dcapp.features.visits.queries import VisitLine
from dcapp.features.visits.rules import gist_of
from dcapp.features.visits.schedule import BOOK
from dcapp.features.visits.schedule_rules import Pattern, PlannedDay, is_announced, laid_out, reach_of, required_days
from dcapp.features.visits.terms import SessionKind, SessionPaper, SessionState
from dcapp.kernel.dates import weekday_name
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import IssuedId, OfficerId, SessionId
from dcapp.rules.counting import Deadline

POST_RULE = "TCD-04"
"""Post the schedule: article 24.4 of the law on citizen reception."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a short list. `post_by` is the last day to post it, None where nobody asks for posting;
    `post_doubt` says that it may be wrong, where the days off of its year are not loaded.
    """

    id: SessionId
    kind: SessionKind
    held_on: date
    starts_at: str
    ends_at: str
    place: str
    chair: str
    delegate: str
    attendants: str
    state: SessionState
    posted_on: date | None
    post_by: date | None
    post_doubt: str

    @property
    def who(self) -> str:
        """Who receives: the delegate, else the chairman."""
        return self.delegate or self.chair

    @property
    def is_posted_late(self) -> bool:
        """Whether it was posted after the last day to post."""
        return self.posted_on is not None and self.post_by is not None and self.posted_on > self.post_by

    def is_to_post(self, today: date) -> bool:
        """Whether it is to come and was not posted yet."""
        planned = self.state is SessionState.PLANNED and self.kind is SessionKind.SCHEDULED
        return planned and self.posted_on is None and self.held_on >= today


@dataclass(frozen=True, slots=True)
class OtherSession:
    """The session that takes the place of another, or the one whose place it takes."""

    id: SessionId
    held_on: date


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session in full; `points` are what its conclusion asks for, `visits` who came."""

    line: SessionLine
    chair_id: OfficerId | None
    delegation: str
    reason: str
    moved_to: OtherSession | None
    moved_from: OtherSession | None
    posting: str
    conclusion: str
    conclusion_symbol: str
    conclusion_on: date | None
    points: tuple[CommitmentCard, ...]
    visits: tuple[VisitLine, ...]

    @property
    def id(self) -> SessionId:
        """Which session it is."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class ReceptionCounts:
    """Days of a period, each counted once. `required` is what the law asks of the chairman in person (TCD-01).

    `announced_days` were posted before the day; of them `announced_delegated` were a delegate's. A postponed day is
    counted with the day that took its place. Unscheduled days are no part of the others.
    """

    announced_days: int
    announced_delegated: int
    held_in_person: int
    held_delegated: int
    held_unscheduled: int
    missed: int
    postponed: int
    planned: int
    required: int


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What a pattern would bring: its days, the days of sessions that stand already, the days that count."""

    days: tuple[PlannedDay, ...]
    standing: frozenset[date]
    pattern: Pattern
    since: date
    until: date


@allowed("visits.view", reads=True)
def session_card(uow: UnitOfWork, session_id: SessionId) -> SessionCard:
    """One session in full."""
    session = uow.get(ReceptionSession, session_id)
    line = _lines(uow, ReceptionSession.id == session_id)[0]
    taking, put_off = aliased(ReceptionSession), aliased(ReceptionSession)
    to = uow.session.execute(select(taking.id, taking.held_on).where(taking.id == session.moved_to_id)).first()
    came = uow.session.execute(select(put_off.id, put_off.held_on).where(put_off.moved_to_id == session_id)).first()
    issued = issued_for(uow, source_of_session(SessionPaper.CONCLUSION), session_id)
    return SessionCard(
        line,
        session.chair_id,
        session.delegation,
        session.reason,
        OtherSession(to[0], to[1]) if to is not None else None,
        OtherSession(came[0], came[1]) if came is not None else None,
        posting_symbol(uow, session.posting_id),
        session.conclusion,
        issued.symbol if issued is not None else "",
        issued.issued_on if issued is not None else None,
        tuple(commitments_of(uow, BOOK, session_id)),
        visits_of_session(uow, session_id),
    )


@allowed("visits.view", reads=True)
def sessions_between(uow: UnitOfWork, since: date, until: date) -> list[SessionLine]:
    """Sessions between two days, both included, the first one first."""
    return _lines(uow, ReceptionSession.held_on >= since, ReceptionSession.held_on <= until)


@allowed("visits.view", reads=True)
def posting_deadline(uow: UnitOfWork, day: date) -> Deadline:
    """The last day to post a session of this day, with its explanation (TCD-04, counted back)."""
    return clock_of(uow).reckon(POST_RULE, day)


@allowed("visits.view", reads=True)
def last_day_to_post_on(uow: UnitOfWork, day: date) -> tuple[date | None, str]:
    """The last day to post a session of this day, with what is doubtful about it: a day off, an unknown calendar."""
    clock = clock_of(uow)
    due, doubt = last_day_to_post(clock, day)
    if not clock.calendar.is_working_day(day):
        off = clock.calendar.day_off(day)
        why = off.name if off is not None else weekday_name(day)
        doubt = " ".join(part for part in (doubt, _("Ngày tiếp là ngày nghỉ ({why}).").format(why=why)) if part)
    return due, doubt


@allowed("visits.schedule", reads=True)
def plan_preview(uow: UnitOfWork, pattern: Pattern, since: date, until: date) -> PlanPreview:
    """What a pattern would bring in a period, before anything is written."""
    first, last = reach_of(since, until)
    in_force = ReceptionSession.state.in_((SessionState.PLANNED, SessionState.HELD))
    near = ReceptionSession.held_on >= first, ReceptionSession.held_on <= max(last, until)
    scheduled = ReceptionSession.kind == SessionKind.SCHEDULED
    rows = uow.session.execute(
        select(ReceptionSession.held_on, ReceptionSession.delegate).where(in_force, scheduled, *near)
    ).all()
    taken = frozenset(day for day, _delegate in rows)
    days = laid_out(pattern, since, until, calendar_of(uow), taken)
    return PlanPreview(days, frozenset(day for day, delegate in rows if not delegate), pattern, since, until)


@allowed("visits.view", reads=True)
def reception_counts(uow: UnitOfWork, since: date, until: date) -> ReceptionCounts:
    """Days announced and days held in a period, counted apart (table 01/TCD, columns 10 and 16)."""
    held_on, posted_on = ReceptionSession.held_on, ReceptionSession.posted_on
    rows = uow.session.execute(
        select(
            held_on, posted_on, ReceptionSession.kind, ReceptionSession.state, ReceptionSession.delegate != ""
        ).where(held_on >= since, held_on <= until)
    ).all()
    scheduled = [row for row in rows if row[2] is SessionKind.SCHEDULED]
    announced = [row for row in scheduled if row[3] is not SessionState.POSTPONED and is_announced(row[0], row[1])]
    held = [row for row in scheduled if row[3] is SessionState.HELD]
    in_person = _days(row[0] for row in held if not row[4])
    announced_days = _days(row[0] for row in announced)
    announced_in_person = _days(row[0] for row in announced if not row[4])
    return ReceptionCounts(
        announced_days=len(announced_days),
        announced_delegated=len(announced_days - announced_in_person),
        held_in_person=len(in_person),
        held_delegated=len(_days(row[0] for row in held if row[4]) - in_person),
        held_unscheduled=len(
            _days(row[0] for row in rows if row[2] is SessionKind.UNSCHEDULED and row[3] is SessionState.HELD)
        ),
        missed=len(_days(row[0] for row in scheduled if row[3] is SessionState.MISSED)),
        postponed=len(_days(row[0] for row in scheduled if row[3] is SessionState.POSTPONED)),
        planned=len(_days(row[0] for row in scheduled if row[3] is SessionState.PLANNED)),
        required=required_days(since, until),
    )


def days_in_person(uow: UnitOfWork, since: date, until: date, *states: SessionState) -> frozenset[date]:
    """Days of scheduled sessions that the chairman keeps in person, in these states; only they answer TCD-01."""
    statement = select(ReceptionSession.held_on).where(
        ReceptionSession.held_on >= since,
        ReceptionSession.held_on <= until,
        ReceptionSession.kind == SessionKind.SCHEDULED,
        ReceptionSession.state.in_(states),
        ReceptionSession.delegate == "",
    )
    return frozenset(uow.session.scalars(statement))


def lines_with(uow: UnitOfWork, *which: ColumnElement[bool]) -> list[SessionLine]:
    """Sessions that meet conditions on `ReceptionSession`, the first one first; for other reads of this slice."""
    return _lines(uow, *which)


def posting_symbol(uow: UnitOfWork, posting_id: IssuedId | None) -> str:
    """The number of the posting notice that a session stands on; empty for none, or a cancelled one."""
    if posting_id is None:
        return ""
    which = IssuedPaper.id == posting_id, IssuedPaper.state != IssueState.CANCELLED
    return uow.session.scalar(select(IssuedPaper.symbol).where(*which)) or ""


def visits_of_session(uow: UnitOfWork, session_id: SessionId) -> tuple[VisitLine, ...]:
    """Who came to a session, in the order of the book; a denouncer by code, without the matter (decision 29)."""
    statement = select(
        Visit.id,
        Visit.year,
        Visit.number,
        Visit.received_on,
        Visit.received_at,
        case((Visit.code != "", Visit.code), else_=Visit.name),
        case((Visit.code != "", ""), else_=Visit.village),
        Visit.matter,
        Visit.field,
        Visit.outcome,
        case((Visit.code != "", ""), else_=Visit.content),
    ).where(Visit.session_id == session_id)
    rows = uow.session.execute(statement.order_by(Visit.year, Visit.number))
    lines = [VisitLine(*row) for row in rows]
    return tuple(replace(line, gist=gist_of(line.gist)) for line in lines)


def last_day_to_post(clock: OfficeClock, day: date) -> tuple[date | None, str]:
    """The last day to post a session; why it cannot be told, or may be wrong as days off are not loaded."""
    try:
        due = clock.reckon(POST_RULE, day).due
    except RuleViolation as unknown:  # before the law of 2013
        return None, str(unknown)
    missing = clock.calendar.missing_years(due, day)
    return due, _("Chưa nạp lịch nghỉ năm {year}.").format(year=missing[-1]) if missing else ""


def _lines(uow: UnitOfWork, *which: ColumnElement[bool]) -> list[SessionLine]:
    statement = select(ReceptionSession).where(*which)
    statement = statement.order_by(ReceptionSession.held_on, ReceptionSession.starts_at, ReceptionSession.id)
    sessions = uow.session.scalars(statement).all()
    if not sessions:
        return []
    clock = clock_of(uow)
    return [_line(session, clock) for session in sessions]


def _line(session: ReceptionSession, clock: OfficeClock) -> SessionLine:
    asked = session.kind is SessionKind.SCHEDULED
    post_by, doubt = last_day_to_post(clock, session.held_on) if asked else (None, "")
    return SessionLine(
        session.id,
        session.kind,
        session.held_on,
        session.starts_at,
        session.ends_at,
        session.place,
        session.chair,
        session.delegate,
        session.attendants,
        session.state,
        session.posted_on,
        post_by,
        doubt,
    )


def _days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(days)
