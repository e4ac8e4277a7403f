"""A year of the office's calendar as it is shown: what each day is, and the list of days off with their sources."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import fold
from dcapp.registers.spec import Line

WORKED = "worked"
_DATE_IN_NAME = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayLook(StrEnum):
    """How a day is painted."""

    PLAIN = "plain"
    WEEKEND = "weekend"
    PUBLIC = "public"
    COMPENSATED = "compensated"
    SWAPPED = "swapped"
    WORKED = "worked"


LOOKS: dict[DayLook, str] = {
    DayLook.PUBLIC: N_("Nghỉ lễ, Tết"),
    DayLook.COMPENSATED: N_("Nghỉ bù"),
    DayLook.SWAPPED: N_("Nghỉ hoán đổi"),
    DayLook.WORKED: N_("Làm bù"),
    DayLook.WEEKEND: N_("Cuối tuần"),
}
"""The legend, in its order."""


@dataclass(frozen=True, slots=True)
class Span:
    """One row of the list: days that belong together, why they are off, and where that stands."""

    days: str
    title: str
    source: str
    is_checked: bool
    first: date


def look_of(day: date, line: Line | None) -> DayLook:
    """How a day is painted; `line` is its line of the book of days off."""
    if line is None:
        return DayLook.WEEKEND if day.weekday() >= _SATURDAY else DayLook.PLAIN
    if line["kind"] == WORKED:
        return DayLook.WORKED
    words = fold(line["name"])
    if "thay cho ngay" in words:
        return DayLook.SWAPPED
    return DayLook.COMPENSATED if "nghi bu" in words else DayLook.PUBLIC


def spoken(day: date, line: Line | None) -> str:
    """A day in words, for the line under the months and for screen readers."""
    look = look_of(day, line)
    if line is None:
        what = _(LOOKS[look]) if look is DayLook.WEEKEND else _("ngày làm việc")
        return f"{weekday_date(day)}: {what}"
    said = f"{weekday_date(day)}: {line['name']} ({_(LOOKS[look])})"
    return said if line["is_checked"] else f"{said}, {_('cần xem lại')}"


def spans_of(lines: Sequence[Line]) -> list[Span]:
    """The list at the side: neighbouring holidays together, a swapped day with the day that is worked for it."""
    by_day = {line["day"]: line for line in sorted(lines, key=lambda line: line["day"])}
    partners = _partners(by_day)
    found: list[Span] = []
    run: list[Line] = []
    for day, line in by_day.items():
        look = look_of(day, line)
        if run and not (look is DayLook.PUBLIC and _continues(run[-1]["day"], day, by_day) and _alike(run[-1], line)):
            found.append(_joined(run))
            run = []
        if look is DayLook.PUBLIC:
            run.append(line)
        elif day in partners:
            found.append(_swap(line, by_day[partners[day]]))
        elif day not in partners.values():
            found.append(_joined([line]))
    if run:
        found.append(_joined(run))
    return sorted(found, key=lambda span: span.first)


def days_off_on_workdays(lines: Sequence[Line]) -> int:
    """How many working days the office does not work in these lines."""
    return sum(line["kind"] != WORKED and line["day"].weekday() < _SATURDAY for line in lines)


def weeks_of(year: int, month: int) -> list[list[int]]:
    """The days of a month in rows from Monday; 0 where there is none."""
    return calendar.Calendar(firstweekday=0).monthdayscalendar(year, month)


def _partners(by_day: Mapping[date, Line]) -> dict[date, date]:
    """Day off → the day worked for it, where its name says which and that day stands in the calendar."""
    found: dict[date, date] = {}
    for day, line in by_day.items():
        named = _DATE_IN_NAME.search(line["name"])
        if look_of(day, line) is not DayLook.SWAPPED or named is None:
            continue
        number, month, year = (int(part) for part in named.groups())
        try:
            other = date(year, month, number)
        except ValueError:
            continue
        if other in by_day and by_day[other]["kind"] == WORKED:
            found[day] = other
    return found


def _continues(last: date, day: date, by_day: Mapping[date, Line]) -> bool:
    """True where only weekend days lie between."""
    between = last + _ONE_DAY
    while between < day:
        if between.weekday() < _SATURDAY or between in by_day:
            return False
        between += _ONE_DAY
    return True


def _alike(one: Line, other: Line) -> bool:
    return bool(one["source"] == other["source"] and one["is_checked"] == other["is_checked"])


def _joined(run: Sequence[Line]) -> Span:
    first, last = run[0]["day"], run[-1]["day"]
    return Span(_range(first, last), _title(run), run[0]["source"] or "", bool(run[0]["is_checked"]), first)


def _title(run: Sequence[Line]) -> str:
    """One name for neighbouring days: the one that most of them contain, else all names."""
    names = list(dict.fromkeys(str(line["name"]) for line in run))
    common = max(names, key=lambda name: (sum(fold(name) in fold(other) for other in names), -len(name)))
    if sum(fold(common) in fold(name) for name in names) * 2 > len(names):
        return common
    return ", ".join(names)


def _swap(off: Line, worked: Line) -> Span:
    title = _("Nghỉ {off}, làm bù {worked}").format(off=_weekday(off["day"]), worked=_weekday(worked["day"]))
    checked = bool(off["is_checked"] and worked["is_checked"])
    days = f"{_short(off['day'])} ↔ {_short(worked['day'])}"
    return Span(days, title, off["source"] or "", checked, min(off["day"], worked["day"]))


def _weekday(day: date) -> str:
    return weekday_date(day).partition(",")[0]


def _short(day: date) -> str:
    return f"{day:%d/%m}"


def _range(first: date, last: date) -> str:
    if first == last:
        return _short(first)
    start = f"{first:%d}" if first.month == last.month else _short(first)
    return f"{start} – {_short(last)}"
