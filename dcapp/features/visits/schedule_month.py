"""The calendar of a month: sessions, duties, visits and days off, day by day, with what the law asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import calendar_of
from dcapp.features.visits.duty_queries import ShiftLine, shifts_between
from dcapp.features.visits.models import Visit
from dcapp.features.visits.schedule_queries import SessionLine, reception_counts, sessions_between
from dcapp.features.visits.schedule_reminders import reception_shortfalls
from dcapp.features.visits.schedule_rules import change_words, edition_change, month_sentence
from dcapp.kernel.dates import last_day_of_month, vn_date
from dcapp.kernel.i18n import _

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day as the calendar shows it; `off` is the name of the day off, `is_off` also holds for a weekend."""

    day: date
    is_off: bool
    off: str
    sessions: tuple[SessionLine, ...]
    shifts: tuple[ShiftLine, ...]
    visits: int


@dataclass(frozen=True, slots=True)
class MonthSchedule:
    """Whole weeks from the Monday before the 1st; `sentence` is how the month stands, `warnings` what is amiss."""

    year: int
    month: int
    days: tuple[CalendarDay, ...]
    sentence: str
    warnings: tuple[str, ...]


@allowed("visits.view", reads=True)
def month_schedule(uow: UnitOfWork, year: int, month: int) -> MonthSchedule:
    """The calendar of a month."""
    first, last = date(year, month, 1), last_day_of_month(year, month)
    shown = first - first.weekday() * _ONE_DAY
    until = last + (6 - last.weekday()) * _ONE_DAY
    sessions = sessions_between(uow, shown, until)
    shifts = shifts_between(uow, shown, until)
    calendar = calendar_of(uow)
    visits = _visits(uow, shown, until)
    days = []
    for number in range((until - shown).days + 1):
        day = shown + number * _ONE_DAY
        off = calendar.day_off(day)
        days.append(
            CalendarDay(
                day,
                not calendar.is_working_day(day),
                off.name if off is not None else "",
                tuple(line for line in sessions if line.held_on == day),
                tuple(line for line in shifts if line.day == day),
                visits.get(day, 0),
            )
        )
    counts = reception_counts(uow, first, last)
    sentence = month_sentence(year, month, counts.announced_days, counts.held_in_person)
    if counts.held_delegated:
        sentence += _(" · ủy quyền {count} ngày").format(count=counts.held_delegated)
    return MonthSchedule(year, month, tuple(days), sentence, _warnings(uow, first, last, sessions))


def _visits(uow: UnitOfWork, since: date, until: date) -> dict[date, int]:
    within = Visit.received_on >= since, Visit.received_on <= until
    rows = uow.session.execute(select(Visit.received_on, func.count()).where(*within).group_by(Visit.received_on))
    return {row[0]: row[1] for row in rows}


def _warnings(uow: UnitOfWork, first: date, last: date, sessions: list[SessionLine]) -> tuple[str, ...]:
    """What is amiss in a month; nothing of it keeps anybody from going on."""
    changing = edition_change(first, last)
    found = [change_words(changing)] if changing is not None else []
    found += [short.words for short in reception_shortfalls(uow, first, last)]
    for line in sessions:
        if not first <= line.held_on <= last:
            continue
        day = vn_date(line.held_on)
        if line.is_posted_late and line.post_by is not None and line.posted_on is not None:
            message = _("Lịch ngày {day} niêm yết ngày {posted}, sau ngày cuối {due}.")
            found.append(message.format(day=day, posted=vn_date(line.posted_on), due=vn_date(line.post_by)))
        elif line.is_to_post(uow.today) and line.post_by is not None and line.post_by < uow.today:
            message = _("Lịch ngày {day} chưa niêm yết; ngày cuối là {due}.")
            found.append(message.format(day=day, due=vn_date(line.post_by)))
    doubts = (line.post_doubt for line in sessions if first <= line.held_on <= last and line.post_doubt)
    return (*found, *dict.fromkeys(doubts))
