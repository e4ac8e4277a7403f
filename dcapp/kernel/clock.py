"""The program's clock; tests, the tour and the sample set the day with DCAPP_TODAY."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

DAY_VARIABLE = "DCAPP_TODAY"

_told_day: ContextVar[date | None] = ContextVar("told_day", default=None)


def today() -> date:
    """The program's day: DCAPP_TODAY (YYYY-MM-DD) when it is set, else the PC's local date."""
    fixed = _fixed_day()
    return fixed if fixed is not None else datetime.now().astimezone().date()


def now() -> datetime:
    """The moment in UTC; its day follows `today()` so that records of a fixed day agree with it."""
    moment = datetime.now(UTC)
    day = _fixed_day()
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


@contextmanager
def telling(day: date | None) -> Iterator[None]:
    """Let this day be today for the calling thread: the practice commune tells what happened on days gone by.

    Only the practice commune is written so (dcapp.sample, and its founding): whoever writes for a real office must
    have the clock of the machine on the record. None: no day is told, the clock goes on as it does.
    """
    before = _told_day.set(day if day is not None else _told_day.get())
    try:
        yield
    finally:
        _told_day.reset(before)


def _fixed_day() -> date | None:
    told = _told_day.get()
    if told is not None:
        return told
    fixed = os.environ.get(DAY_VARIABLE)
    return date.fromisoformat(fixed) if fixed else None
