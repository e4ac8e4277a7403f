"""What stands on the timeline of a deadline: its days in their order of importance, and the days off between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.i18n import N_, _
from dcapp.rules.counting import Deadline
from dcapp.rules.deadlines import Direction
from dcapp.rules.working_days import SATURDAY

ONE_DAY = timedelta(days=1)
LEAST_DAYS = 9
"""So many days are shown at least, so that a deadline of one day has room for its labels."""
WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))


class MarkKind(StrEnum):
    """What a day is on the timeline, the most important first."""

    DUE = "due"
    START = "start"
    TODAY = "today"
    LAST = "last"
    PAUSED = "paused"
    RESUMED = "resumed"
    READING = "reading"


ABOVE = frozenset({MarkKind.LAST, MarkKind.PAUSED, MarkKind.RESUMED, MarkKind.READING})
"""Kinds whose labels stand above the line where there is room."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the timeline and what it is."""

    kind: MarkKind
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """Days off in a row; `name` is empty for a weekend."""

    first: date
    last: date
    name: str = ""

    @property
    def words(self) -> str:
        """The name with its days."""
        if not self.name:
            return _("Cuối tuần {days}").format(days=_span(self.first, self.last))
        return f"{self.name} {_span(self.first, self.last)}"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the strip paints. `counted` runs from the event to the last day counted, `paused` is a rest."""

    first: date
    last: date
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    counted: tuple[date, date]
    due: date
    paused: tuple[date, date] | None
    today: date | None

    @property
    def days(self) -> int:
        """How many days the strip is wide."""
        return (self.last - self.first).days + 1


def picture_of(found: Deadline, today: date | None) -> Picture:
    """The timeline of a deadline; `today` is left out where it lies far from it, or where nobody waits for it."""
    days = [found.start, found.due, found.last, *(reading.due for reading in found.readings)]
    if found.pausing is not None:
        days += [found.pausing.suspended_on, found.pausing.resumed_on]
    first, last = min(days), max(days)
    near = timedelta(days=max(3, (last - first).days // 4))
    shown = today if today is not None and first - near <= today <= last + near else None
    if shown is not None:
        first, last = min(first, shown), max(last, shown)
    edge = timedelta(days=max(1, (last - first).days // 20))
    first, last = first - edge, last + edge
    while (last - first).days + 1 < LEAST_DAYS:
        first, last = first - ONE_DAY, last + ONE_DAY
    rest = None if found.pausing is None else (found.pausing.suspended_on, found.pausing.resumed_on)
    return Picture(
        first, last, _marks(found, shown), _bands(found, first, last), (found.start, found.last), found.due, rest, shown
    )


def day_words(day: date) -> str:
    """A day in short: "13/04 (T5)"."""
    return f"{day:%d/%m} ({_(WEEKDAYS[day.weekday()])})"


def in_words(picture: Picture) -> str:
    """The timeline for a screen reader."""
    marks = sorted(picture.marks, key=lambda mark: mark.day)
    told = [f"{mark.title}: {weekday_date(mark.day)}" for mark in marks]
    told += [band.words for band in picture.bands if band.name]
    return "; ".join(told)


def _marks(found: Deadline, today: date | None) -> tuple[Mark, ...]:
    final = _("Hạn cuối")
    if found.wording.is_effect:
        final = _("Có hiệu lực")
    elif found.wording.direction is Direction.BACKWARD:
        final = _("Chậm nhất")
    if today == found.due:
        final = _("{what}, hôm nay").format(what=final)
    event = found.rule.start
    marks = [
        Mark(MarkKind.DUE, found.due, final),
        Mark(MarkKind.START, found.start, event[:1].upper() + event[1:]),
    ]
    if today is not None and today not in (found.due, found.start):
        marks.append(Mark(MarkKind.TODAY, today, _("Hôm nay")))
    if found.last != found.due:
        marks.append(Mark(MarkKind.LAST, found.last, _("Ngày thứ {days}").format(days=found.days)))
    if found.pausing is not None:
        marks.append(Mark(MarkKind.PAUSED, found.pausing.suspended_on, _("Tạm đình chỉ")))
        marks.append(Mark(MarkKind.RESUMED, found.pausing.resumed_on, _("Tiếp tục giải quyết")))
    taken = {found.due, found.last}
    for reading in sorted(found.readings, key=lambda reading: reading.due):
        if reading.due not in taken:
            marks.append(Mark(MarkKind.READING, reading.due, _("Cách hiểu khác")))
            taken.add(reading.due)
    return tuple(marks)


def _bands(found: Deadline, first: date, last: date) -> tuple[Band, ...]:
    """The days off in rows; a weekend between two days of a holiday belongs to it."""
    lines = {line.day: line for line in found.closed}
    bands: list[Band] = []
    row: list[date] = []
    for number in range((last - first).days + 2):
        day = first + timedelta(days=number)
        line = lines.get(day)
        is_off = day.weekday() >= SATURDAY if line is None else not line.is_worked
        if is_off and day <= last:
            row.append(day)
            continue
        named = [one for one in row if one in lines]
        if named:
            names = {lines[one].name for one in named}
            name = names.pop() if len(names) == 1 else _("Nghỉ lễ")
            bands += _weekend([one for one in row if one < named[0]])
            bands.append(Band(named[0], named[-1], name))
            bands += _weekend([one for one in row if one > named[-1]])
        else:
            bands += _weekend(row)
        row = []
    return tuple(bands)


def _weekend(days: list[date]) -> list[Band]:
    return [Band(days[0], days[-1])] if days else []


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first:%d/%m}"
    if first.year != last.year:
        return f"{vn_date(first)} – {vn_date(last)}"
    return f"{first:%d/%m} – {last:%d/%m}"
