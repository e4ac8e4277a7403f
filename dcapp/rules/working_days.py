"""Working days (ngày làm việc): weekends, days off, days worked instead, and counting with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _

DAYS_OFF = Path(__file__).parents[2] / "resources" / "rules" / "days_off.toml"
FORECAST = "Dự tính, chưa có thông báo nghỉ lễ của năm"

_ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off, or a weekend day that is worked instead, with its source."""

    day: date
    name: str
    is_worked: bool = False
    source: str = ""
    checked: bool = False


class Calendar:
    """The office's calendar: Monday to Friday less the days off, plus the days worked instead.

    Only `years` are loaded. Dates that the law sets (`add_working_days`, `on_or_after`) are refused beyond them;
    `is_working_day` and `on_or_before` then know weekends only, and whoever shows the date asks `missing_years`.
    """

    __slots__ = ("_off", "_worked", "years")

    def __init__(self, days: Iterable[DayOff], years: frozenset[int]) -> None:
        self.years = years
        self._off: dict[date, DayOff] = {}
        self._worked: dict[date, DayOff] = {}
        for day in days:
            (self._worked if day.is_worked else self._off)[day.day] = day

    def is_working_day(self, day: date) -> bool:
        """True for a day on which the office works."""
        if day in self._worked:
            return True
        return day.weekday() < SATURDAY and day not in self._off

    def day_off(self, day: date) -> DayOff | None:
        """The line of the calendar on this day, off or worked instead; None for an ordinary day."""
        return self._worked.get(day) or self._off.get(day)

    def knows(self, year: int) -> bool:
        """Whether the days off of a year are loaded."""
        return year in self.years

    def missing_years(self, start: date, end: date) -> tuple[int, ...]:
        """The years between two days whose days off are not loaded."""
        first, last = min(start, end).year, max(start, end).year
        return tuple(year for year in range(first, last + 1) if year not in self.years)

    def on_or_before(self, day: date) -> date:
        """The day itself, or the working day before it."""
        while not self.is_working_day(day):
            day -= _ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day (civil code article 148.5); RuleViolation in unknown years."""
        self._require(day)
        while not self.is_working_day(day):
            day += _ONE_DAY
            self._require(day)
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The last of `count` working days after `start`, which is not counted (civil code article 147);
        a negative count goes back. RuleViolation in unknown years.
        """
        step = _ONE_DAY if count >= 0 else -_ONE_DAY
        day = start
        self._require(day)
        for _number in range(abs(count)):
            day += step
            self._require(day)
            while not self.is_working_day(day):
                day += step
                self._require(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; RuleViolation in unknown years."""
        if missing := self.missing_years(start, end):
            raise _not_loaded(missing[0])
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def unchecked_between(self, start: date, end: date) -> tuple[DayOff, ...]:
        """The lines of the calendar between two days that nobody has checked yet, by day."""
        found = [*self._off.values(), *self._worked.values()]
        return tuple(sorted((line for line in found if start <= line.day <= end and not line.checked), key=_by_day))

    def _require(self, day: date) -> None:
        if day.year not in self.years:
            raise _not_loaded(day.year)


def _by_day(line: DayOff) -> date:
    return line.day


def _not_loaded(year: int) -> RuleViolation:
    message = _("Chưa nạp lịch nghỉ năm {year}. Nạp lịch ở Quản trị rồi tính lại.")
    return RuleViolation(message.format(year=year))


def last_day_before(day: date) -> date:
    """The last day of "trước ngày …": the day before the one that is written."""
    return day - _ONE_DAY


@lru_cache(maxsize=1)
def _notices() -> dict[int, dict[str, Any]]:
    read = tomllib.loads(DAYS_OFF.read_text("utf-8"))
    return {notice["year"]: notice for notice in read["year"]}


def announced_years() -> frozenset[int]:
    """The years whose notice on days off is known; any other year is a forecast."""
    return frozenset(_notices())


def seed_days_off(year: int) -> list[DayOff]:
    """The days off of a year, and the weekend days worked instead, by day; the office may change every line.

    Days stand as checked where the library and the notice of the year agree; a year without a notice is a
    forecast, and says so in `source`.
    """
    notice = _notices().get(year)
    source = FORECAST if notice is None else notice["source"]
    doubtful = set() if notice is None else set(notice.get("unchecked", ()))

    def is_checked(day: date) -> bool:
        return notice is not None and day not in doubtful

    days = {day: DayOff(day, name, False, source, is_checked(day)) for day, name in _public_holidays(year)}
    for day in _days_worked(year):
        days[day] = DayOff(day, "Làm bù", True, source, is_checked(day))
    for line in () if notice is None else notice.get("day", ()):
        day = line["day"]
        days[day] = DayOff(day, line["name"], line.get("is_worked", False), line.get("source", source), is_checked(day))
    return [days[day] for day in sorted(days)]


def built_in_calendar() -> Calendar:
    """The calendar of the years whose notice is known, for where there is no office."""
    years = announced_years()
    return Calendar((day for year in sorted(years) for day in seed_days_off(year)), years)


@lru_cache(maxsize=8)
def _library(year: int) -> tuple[tuple[tuple[date, str], ...], tuple[date, ...]]:
    # Imported here: the library costs 0.1 s and 11 MB, and only loading a year needs it.
    import holidays

    found = holidays.country_holidays("VN", years=year, language="vi")
    off = tuple((day, str(name)) for day, name in sorted(found.items()) if day.year == year)
    worked = tuple(sorted(day for day in found.weekend_workdays if day.year == year))
    return off, worked


def _public_holidays(year: int) -> tuple[tuple[date, str], ...]:
    return _library(year)[0]


def _days_worked(year: int) -> tuple[date, ...]:
    return _library(year)[1]
