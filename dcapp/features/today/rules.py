"""When something is due, in which words, and how many rows each group may show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from dcapp.features.tasks.terms import TaskState
from dcapp.features.tasks.timing import Chip, chip_of, short_day
from dcapp.features.today.terms import Group
from dcapp.kernel.i18n import _
from dcapp.rules.working_days import Calendar

WEEK_DAYS = 7
LONGEST_BREAK = 31
"""Days off in a row that are looked over at most."""
EXPIRY_DAYS = 30
"""So many days ahead terms and papers are shown as about to expire."""
LEAST_ROWS = 3

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between the groups. What falls on the days off right after today should be done today."""

    today: date
    today_until: date
    week_until: date

    def group_of(self, day: date | None, *, is_event: bool = False) -> Group:
        """The group of a last day; an event is not brought forward over days off."""
        until = self.today if is_event else self.today_until
        if day is None or day > self.week_until:
            return Group.LATER
        if day < self.today:
            return Group.OVERDUE
        return Group.TODAY if day <= until else Group.WEEK


def bounds_on(today: date, calendar: Calendar) -> Bounds:
    """The bounds of a day: today with the days off behind it, then seven days."""
    until = today
    for _number in range(LONGEST_BREAK):
        following = until + timedelta(days=1)
        if calendar.is_working_day(following):
            break
        until = following
    return Bounds(today, until, max(until, today + timedelta(days=WEEK_DAYS)))


def bounds_of_week(monday: date) -> Bounds:
    """The bounds of the Monday sheet: before this Monday, on it, up to Sunday."""
    return Bounds(monday, monday, monday + timedelta(days=6))


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def coming_monday(today: date) -> date:
    """Today when it is a Monday, else the next one."""
    return today if today.weekday() == 0 else monday_of(today) + timedelta(days=WEEK_DAYS)


def deadline_chip(last_on: date | None, today: date, calendar: Calendar) -> Chip:
    """The deadline in the words of every list."""
    return chip_of(TaskState.OPEN, last_on, False, last_on, None, today, calendar)


def event_chip(day: date, today: date, hour: str = "") -> Chip:
    """When something takes place, or took place without anybody writing down how it went."""
    at = f"{hour} " if hour else ""
    if day < today:
        return Chip(_("Đã qua {days} ngày").format(days=(today - day).days), "danger")
    if day == today:
        return Chip(at + _("hôm nay"), "info")
    return Chip(at + short_day(day, today), "neutral")


def expiry_chip(until: date, today: date) -> Chip:
    """How long something is still good for."""
    left = (until - today).days
    if left < 0:
        return Chip(_("Hết hạn {days} ngày").format(days=-left), "danger")
    tone = "warning" if left <= WEEK_DAYS else "neutral"
    return Chip(_("hết {day}").format(day=short_day(until, today)), tone)


def waiting_chip(since: date, today: date) -> Chip:
    """How long something has been waiting for a decision."""
    days = (today - since).days
    return Chip(_("Chờ {days} ngày").format(days=days) if days > 0 else _("Mới nêu"), "warning")


def allotted(counts: Mapping[K, int], order: Sequence[K], rows: int) -> dict[K, int]:
    """How many rows each group shows: a few for everyone, the rest in order; never more than it has."""
    room = rows
    shares = dict.fromkeys(order, 0)
    for least in (LEAST_ROWS, rows):
        for key in order:
            more = min(counts.get(key, 0), least) - shares[key]
            more = max(0, min(more, room))
            shares[key] += more
            room -= more
    return shares
