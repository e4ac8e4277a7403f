"""The lunar day (âm lịch) beside the solar one, as the calendar of days off shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# The library's tables reach this far; beyond them nothing is said rather than computed another way.
FIRST_DAY, LAST_DAY = date(1801, 1, 1), date(2199, 12, 31)

_FIRST_MONTH, _ELEVENTH_MONTH, _LAST_MONTH = 1, 11, 12


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the Vietnamese lunar calendar; `year` is the solar year in which its Tết falls."""

    day: int
    month: int
    year: int
    is_leap: bool

    @property
    def month_name(self) -> str:
        """The name of the month: Giêng, 2 … 10, Một, Chạp; a month inserted in leap years is "nhuận"."""
        names = {_FIRST_MONTH: "Giêng", _ELEVENTH_MONTH: "Một", _LAST_MONTH: "Chạp"}
        name = names.get(self.month, str(self.month))
        return f"{name} nhuận" if self.is_leap else name

    def __str__(self) -> str:
        first_ten = "mùng " if self.day <= 10 else ""
        return f"{first_ten}{self.day} tháng {self.month_name}"


def lunar_day(day: date) -> LunarDay:
    """The lunar day of a solar one, 1801–2199; ValueError outside these years."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"no lunar calendar for {day}")
    # Imported here: only the calendar of days off needs it.
    from vnlunar import get_lunar_date

    found = get_lunar_date(day.day, day.month, day.year)
    return LunarDay(found["day"], found["month"], found["year"], bool(found["leap"]))


def new_year(year: int) -> date:
    """The first day of Tết in a solar year, 1801–2199; ValueError outside these years."""
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise ValueError(f"no lunar calendar for {year}")
    from vnlunar import get_solar_date

    found = get_solar_date(1, _FIRST_MONTH, year)
    if found is None:
        raise ValueError(f"no lunar calendar for {year}")
    return date(found["year"], found["month"], found["day"])
