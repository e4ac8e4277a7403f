"""The program's clock; tests, the tour and the sample set the day with DCAPP_TODAY."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

DAY_VARIABLE = "DCAPP_TODAY"


def today() -> date:
    """The program's day: DCAPP_TODAY (YYYY-MM-DD) when it is set, else the PC's local date."""
    fixed = os.environ.get(DAY_VARIABLE)
    return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()


def now() -> datetime:
    """The moment in UTC; its day follows `today()` so that records of a fixed day agree with it."""
    moment = datetime.now(UTC)
    fixed = os.environ.get(DAY_VARIABLE)
    if not fixed:
        return moment
    day = date.fromisoformat(fixed)
    return moment.replace(year=day.year, month=day.month, day=day.day)
