"""Rules of the chairman's schedule that ask no database: days of a pattern, and how many days the law asks for.

A week counts with the month, quarter or year that its Thursday lies in, so that no week is counted twice; it is asked
for where the weekly wording is in force on that Thursday. A month is asked for where the monthly wording is in force
on its last day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dcapp.kernel.dates import last_day_of_month, vn_date, weekday_name
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.reception import Frequency, Per, frequency_on
from dcapp.rules.working_days import Calendar

_ONE_DAY = timedelta(days=1)
_THURSDAY = 3
LONGEST = 370
"""Days that one plan may span: a year."""
MOST_WEEK = 5
MOST_DAY = 31


class Repeat(StrEnum):
    """By what a pattern repeats (cách lên lịch)."""

    WEEKLY = "weekly"
    DAYS = "days"
    NTH = "nth"


REPEATS = {
    Repeat.WEEKLY: N_("Hằng tuần"),
    Repeat.DAYS: N_("Ngày cố định hằng tháng"),
    Repeat.NTH: N_("Thứ của tuần trong tháng"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """On which days the chairman receives: every `weekday` (0 = Monday), on `days` of the month, or on the `weekday`
    of the n-th week of the month (its n-th one; `weeks`).
    """

    repeat: Repeat = Repeat.WEEKLY
    weekday: int = _THURSDAY
    days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of a pattern: `asked` by the pattern, `day` when it is held; `moved_for` the day off that moved it.

    `doubt` says why it is not ticked by itself: the year's days off are not loaded, or the day is taken already.
    """

    asked: date
    day: date
    moved_for: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week or a month in which the law asks for a number of days."""

    first: date
    last: date
    frequency: Frequency

    @property
    def words(self) -> str:
        """What it is called: "tuần 02/11–08/11/2026", "tháng 11/2026"."""
        if self.frequency.per is Per.MONTH:
            return month_words(self.first.year, self.first.month).lower()
        first = f"{self.first.day:02d}/{self.first.month:02d}"
        return _("tuần {first}–{last}").format(first=first, last=vn_date(self.last))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A stretch with fewer days than the law asks for."""

    stretch: Stretch
    got: int

    @property
    def words(self) -> str:
        """Told as a warning."""
        frequency = self.stretch.frequency
        message = _("{stretch}: {got} ngày, luật yêu cầu ít nhất {days} ngày.")
        return _capital(message.format(stretch=self.stretch.words, got=self.got, days=frequency.days))


def pattern_words(pattern: Pattern) -> str:
    """A pattern as a schedule says it: "Thứ Năm hằng tuần", "ngày 10 và 25 hằng tháng"."""
    weekday = weekday_name(date(2024, 1, 1) + timedelta(days=pattern.weekday))
    match pattern.repeat:
        case Repeat.WEEKLY:
            return _("{weekday} hằng tuần").format(weekday=weekday)
        case Repeat.DAYS:
            return _("Ngày {days} hằng tháng").format(days=_joined(str(day) for day in pattern.days))
        case Repeat.NTH:
            weeks = _joined(_("tuần {week}").format(week=week) for week in pattern.weeks)
            return _("{weekday} {weeks} hằng tháng").format(weekday=weekday, weeks=weeks)


def numbers_of(text: str, most: int, *, field: str) -> tuple[int, ...]:
    """Numbers typed as "10, 25" or "10 và 25", each once, in order; Invalid for none or one beyond `most`."""
    found = sorted({int(number) for number in re.findall(r"\d+", text)})
    if not found or not 1 <= found[0] <= found[-1] <= most:
        raise Invalid(_("Ghi các số từ 1 đến {most}, ví dụ 1, 3.").format(most=most), field=field)
    return tuple(found)


def days_of(pattern: Pattern, since: date, until: date) -> tuple[date, ...]:
    """The days that a pattern asks for, as they stand in the calendar; a 31st that a month has not is its last day."""
    every = (since + timedelta(days=number) for number in range((until - since).days + 1))
    return tuple(day for day in every if _fits(pattern, day))


def laid_out(
    pattern: Pattern, since: date, until: date, calendar: Calendar, taken: Collection[date]
) -> tuple[PlannedDay, ...]:
    """The days of a pattern with days off moved to the next working day; one line where two fall on one day.

    A day in a year without a calendar stays where it is, with a doubt: the program never guesses a day off.
    Invalid for a period that is turned round or longer than a year, RuleViolation for a pattern without days.
    """
    if until < since:
        raise Invalid(_("Ngày cuối sớm hơn ngày đầu."), field="until")
    if (until - since).days > LONGEST:
        raise Invalid(_("Lên lịch mỗi lần không quá một năm."), field="until")
    found: dict[date, PlannedDay] = {}
    for asked in days_of(pattern, since, until):
        line = _placed(asked, calendar, taken)
        found.setdefault(line.day, line)
    if not found:
        raise RuleViolation(_("Trong khoảng ngày đã chọn không có ngày nào theo cách lên lịch này."))
    return tuple(found.values())


def stretches(since: date, until: date) -> tuple[Stretch, ...]:
    """The weeks and months of a period in which the law asks for days; see the head of this file."""
    found: list[Stretch] = []
    day = since
    while day <= until:
        if day.weekday() == _THURSDAY:
            frequency = _frequency(day)
            if frequency is not None and frequency.per is Per.WEEK:
                found.append(Stretch(day - 3 * _ONE_DAY, day + 3 * _ONE_DAY, frequency))
        if day == last_day_of_month(day.year, day.month):
            frequency = _frequency(day)
            if frequency is not None and frequency.per is Per.MONTH:
                found.append(Stretch(day.replace(day=1), day, frequency))
        day += _ONE_DAY
    return tuple(found)


def reach_of(since: date, until: date) -> tuple[date, date]:
    """The days that count for a period: its own, and those of the weeks and months that belong to it."""
    parts = stretches(since, until)
    return min([since, *(part.first for part in parts)]), max([until, *(part.last for part in parts)])


def shortfalls(days: Iterable[date], since: date, until: date) -> tuple[Shortfall, ...]:
    """The weeks and months of a period with too few of these days; each day counts once."""
    held = frozenset(days)
    counted = ((part, sum(part.first <= day <= part.last for day in held)) for part in stretches(since, until))
    return tuple(Shortfall(part, got) for part, got in counted if got < part.frequency.days)


def required_days(since: date, until: date) -> int:
    """How many days the law asks for in a period."""
    return sum(part.frequency.days for part in stretches(since, until))


def edition_change(since: date, until: date) -> Frequency | None:
    """The wording that comes into force inside a period, after its first day; None where it stays the same."""
    before, after = _frequency(since), _frequency(until)
    return after if before is not None and after is not None and after is not before else None


def change_words(frequency: Frequency) -> str:
    """That the law changes within the period, and to what."""
    message = _("Từ {day} quy định đổi: {asked} ({citation}).")
    day = vn_date(frequency.in_force_from)
    return message.format(day=day, asked=asked_words(frequency), citation=frequency.citation)


def asked_words(frequency: Frequency) -> str:
    """How often the law asks for: "ít nhất 2 ngày mỗi tháng"."""
    words = _("ít nhất {days} ngày mỗi tuần") if frequency.per is Per.WEEK else _("ít nhất {days} ngày mỗi tháng")
    return words.format(days=frequency.days)


def month_words(year: int, month: int) -> str:
    """A month as a title: "Tháng 11/2026"."""
    return _("Tháng {month}/{year}").format(month=month, year=year)


def month_sentence(year: int, month: int, announced: int, held: int) -> str:
    """How a month stands: announced and held days apart, and what the law asks for."""
    month_of = month_words(year, month)
    counts = _("{month}: đã công bố {announced} ngày, đã tiếp {held} ngày").format(
        month=month_of, announced=announced, held=held
    )
    frequency = _frequency(last_day_of_month(year, month))
    if frequency is None:
        return counts
    return _("{counts}; luật yêu cầu {asked}").format(counts=counts, asked=asked_words(frequency))


def is_announced(held_on: date, posted_on: date | None) -> bool:
    """Only what was posted before its day was announced (table 01/TCD counts announced days apart)."""
    return posted_on is not None and posted_on < held_on


def _frequency(day: date) -> Frequency | None:
    try:
        return frequency_on(day)
    except RuleViolation:  # before the law of 2013 nothing was asked for
        return None


def _fits(pattern: Pattern, day: date) -> bool:
    match pattern.repeat:
        case Repeat.WEEKLY:
            return day.weekday() == pattern.weekday
        case Repeat.DAYS:
            last = last_day_of_month(day.year, day.month)
            return day.day in pattern.days or (day == last and any(wanted > day.day for wanted in pattern.days))
        case Repeat.NTH:
            return day.weekday() == pattern.weekday and (day.day - 1) // 7 + 1 in pattern.weeks


def _placed(asked: date, calendar: Calendar, taken: Collection[date]) -> PlannedDay:
    if not calendar.knows(asked.year):
        doubt = _("Chưa nạp lịch nghỉ năm {year}: kiểm tra ngày này có phải ngày nghỉ không.").format(year=asked.year)
        return PlannedDay(asked, asked, "", doubt)
    try:
        day = calendar.on_or_after(asked)
    except RuleViolation as unknown:
        return PlannedDay(asked, asked, "", str(unknown))
    off = calendar.day_off(asked)
    moved_for = "" if day == asked else off.name if off is not None else weekday_name(asked)
    doubt = _("Ngày này đã có buổi tiếp.") if day in taken else ""
    return PlannedDay(asked, day, moved_for, doubt)


def _joined(parts: Iterable[str]) -> str:
    """Parts as running text: "10, 20 và 30"."""
    every = list(parts)
    if len(every) < 2:
        return "".join(every)
    return _("{first} và {last}").format(first=", ".join(every[:-1]), last=every[-1])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
