"""When a task is due, in the words of every list, and in which column of the board it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dcapp.features.plan.terms import RHYTHMS, Rhythm
from dcapp.features.tasks.terms import TASK_STATES, Lane, TaskState
from dcapp.kernel.i18n import _
from dcapp.rules.working_days import Calendar, last_day_before

SOON_DAYS = 7
"""So many days before its last day a task is due soon."""
NO_SECTION = 9_999_999
"""Where tasks without a section stand: behind all others."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Chip:
    """Words in a small coloured field; tone is success, warning, danger, neutral or info."""

    words: str
    tone: str


def last_day(due_on: date | None, *, is_before: bool) -> date | None:
    """The last day on which something is in time: "trước ngày X" ends on the day before X (decision 26)."""
    if due_on is None:
        return None
    return last_day_before(due_on) if is_before else due_on


def short_day(day: date, today: date) -> str:
    """15/05, with the year where it is another one than today's."""
    return f"{day:%d/%m}" if day.year == today.year else f"{day:%d/%m/%Y}"


def chip_of(
    state: TaskState,
    due_on: date | None,
    is_before: bool,
    last_on: date | None,
    done_on: date | None,
    today: date,
    calendar: Calendar,
) -> Chip:
    """The deadline of a task: late, today, soon, advised on a working day before, or done."""
    if state is TaskState.DONE:
        return Chip(_("Xong {day}").format(day=short_day(done_on, today)) if done_on else _("Xong"), "success")
    if state is TaskState.DROPPED:
        return Chip(_(TASK_STATES[state]), "neutral")
    last = last_on or last_day(due_on, is_before=is_before)
    if last is None:
        return Chip(_("Chưa có hạn"), "neutral")
    left = (last - today).days
    if left < 0:
        return Chip(_("Quá hạn {days} ngày").format(days=-left), "danger")
    if left == 0:
        return Chip(_("Trong hôm nay"), "warning")
    tone = "warning" if left <= SOON_DAYS else "neutral"
    advised = calendar.on_or_before(last)
    if advised == today:
        return Chip(_("Nên xong hôm nay"), "warning")
    if today < advised < last:
        return Chip(_("Nên xong {day}").format(day=short_day(advised, today)), tone)
    if last.year != today.year:  # the year takes the room, and the days left say little over so many months
        return Chip(short_day(last, today), tone)
    return Chip(_("{day} · còn {days} ngày").format(day=short_day(last, today), days=left), tone)


def series_chip(every: Rhythm) -> Chip:
    """How often the tasks of a series come."""
    return Chip(_(RHYTHMS[every]), "info")


def lane_of(state: TaskState, percent: int, last_on: date | None, today: date) -> Lane | None:
    """The column of the board; a dropped task stands in none."""
    if state is TaskState.DROPPED:
        return None
    if state is TaskState.DONE:
        return Lane.DONE
    if last_on is not None and last_on < today:
        return Lane.LATE
    return Lane.UNDER_WAY if percent > 0 else Lane.WAITING


def titled(title: str, period: str) -> str:
    """A task by its title and, where it is one period of a series, the period."""
    return f"{title} ({period})" if period else title


def listed(title: str, period: str) -> str:
    """The same for a line of a list that is cut at its end: the period first."""
    return f"{period} · {title}" if period else title


def days_late(last_on: date | None, received_on: date | None, today: date) -> int:
    """How many days after the last day something came in, or is missing by today; 0 in time or without a last day."""
    return 0 if last_on is None else max(0, ((received_on or today) - last_on).days)


def section_rank(section: str) -> int:
    """Where a section of a plan stands among the others: II.4 before II.10 before III.1; none stands last."""
    pieces = _PIECES.findall(section.lower())[:3]
    if not pieces:
        return NO_SECTION
    rank = 0
    for place in range(3):
        rank = rank * 100 + (min(_number(pieces[place]), 99) if place < len(pieces) else 0)
    return rank


def _number(piece: str) -> int:
    """12, XII and the twelfth letter all mean twelve."""
    if piece.isdigit():
        return int(piece)
    if set(piece) <= _ROMAN.keys():
        values = [_ROMAN[letter] for letter in piece]
        return sum(
            -value if any(value < later for later in values[place + 1 :]) else value
            for place, value in enumerate(values)
        )
    return "aăâbcdđeêghiklmnoôơpqrstuưvxy".find(piece[0]) + 1
