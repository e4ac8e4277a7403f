"""What the schedule reminds of: sessions to come, to post and to confirm, duties that were missed (for Hôm nay)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.visits.duty_queries import shifts_with
from dcapp.features.visits.models import DutyShift, ReceptionSession
from dcapp.features.visits.schedule_queries import SessionLine, days_in_person, lines_with
from dcapp.features.visits.schedule_rules import Shortfall, reach_of, shortfalls
from dcapp.features.visits.terms import DAY_PARTS, DayPart, SessionKind, SessionState, ShiftState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _

POST_AHEAD = 3
"""So many days before the last day to post, a session is reminded of."""
_LOOK_AHEAD = timedelta(days=45)
"""A last day to post that is near belongs to a session within this time, Tết included."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line: which session or duty (`id`), its day, what is to be said, who has it; `due_on` where there is a last
    day for it.
    """

    id: int
    day: date
    words: str
    who: str
    due_on: date | None = None


@allowed("visits.view", reads=True)
def missed_duties(uow: UnitOfWork, since: date, until: date) -> list[Reminder]:
    """Duties of a period that were missed, and past ones that nobody confirmed and on whose day nobody was received."""
    open_or_missed = DutyShift.state.in_((ShiftState.PLANNED, ShiftState.MISSED))
    shifts = shifts_with(uow, DutyShift.day >= since, DutyShift.day <= until, open_or_missed)
    found: list[Reminder] = []
    for shift in shifts:
        if shift.state is ShiftState.MISSED:
            words = _("Bỏ trực tiếp công dân {when}")
        elif shift.is_unconfirmed(uow.today):
            words = _("Ca trực {when} chưa xác nhận")
        else:
            continue
        found.append(Reminder(shift.id, shift.day, words.format(when=_when(shift.day, shift.part)), shift.officer))
    return found


@allowed("visits.view", reads=True)
def unconfirmed_sessions(uow: UnitOfWork) -> list[Reminder]:
    """Sessions whose day is over and of which nobody said whether they were held."""
    planned = ReceptionSession.state == SessionState.PLANNED
    words = _("Buổi tiếp công dân ngày {day}: chưa ghi đã tiếp hay không")
    return [_told(line, words) for line in lines_with(uow, planned, ReceptionSession.held_on < uow.today)]


@allowed("visits.view", reads=True)
def coming_sessions(uow: UnitOfWork, until: date) -> list[Reminder]:
    """Sessions from today to a day, the first one first."""
    planned = ReceptionSession.state == SessionState.PLANNED
    within = ReceptionSession.held_on >= uow.today, ReceptionSession.held_on <= until
    return [_told(line, _("Chủ tịch tiếp công dân ngày {day}")) for line in lines_with(uow, planned, *within)]


@allowed("visits.view", reads=True)
def sessions_to_post(uow: UnitOfWork) -> list[Reminder]:
    """Sessions to come that are not posted although the last day to post is near or over; the most urgent first."""
    lines = lines_with(
        uow,
        ReceptionSession.state == SessionState.PLANNED,
        ReceptionSession.kind == SessionKind.SCHEDULED,
        ReceptionSession.posted_on.is_(None),
        ReceptionSession.held_on >= uow.today,
        ReceptionSession.held_on <= uow.today + _LOOK_AHEAD,
    )
    near = uow.today + timedelta(days=POST_AHEAD)
    due = [line for line in lines if line.post_by is None or line.post_by <= near]
    return [_told(line, _("Niêm yết lịch tiếp công dân ngày {day}"), line.post_by) for line in due]


@allowed("visits.view", reads=True)
def reception_shortfalls(uow: UnitOfWork, since: date, until: date) -> tuple[Shortfall, ...]:
    """Weeks and months of a period with fewer days of the chairman in person, held or planned, than the law asks."""
    first, last = reach_of(since, until)
    days = days_in_person(uow, first, last, SessionState.PLANNED, SessionState.HELD)
    return shortfalls(days, since, until)


def _told(line: SessionLine, words: str, due_on: date | None = None) -> Reminder:
    return Reminder(line.id, line.held_on, words.format(day=vn_date(line.held_on)), line.who, due_on)


def _when(day: date, part: DayPart) -> str:
    if part is DayPart.WHOLE:
        return _("ngày {day}").format(day=vn_date(day))
    return _("{part} ngày {day}").format(part=_(DAY_PARTS[part]).lower(), day=vn_date(day))
