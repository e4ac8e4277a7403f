"""Several suspensions of one matter, against an oracle that walks day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.kernel.errors import RuleViolation
from dcapp.rules.counting import Case, Choices, Pausing, reckon
from dcapp.rules.working_days import built_in_calendar

CALENDAR = built_in_calendar()
START = date(2026, 8, 3)
ONE = timedelta(days=1)


def _naive(start, days, rests, *, uses_day_of_rest):
    """Every day after the first counts that lies in no rest; a weekend at the end is passed over."""
    stopped = set()
    for rest in rests:
        day = rest.suspended_on + ONE if uses_day_of_rest else rest.suspended_on
        while day <= rest.resumed_on:
            stopped.add(day)
            day += ONE
    stopped |= {rest.resumed_on for rest in rests}
    day, left = start, days
    while left:
        day += ONE
        left -= day not in stopped
    day = max([day, *(rest.resumed_on for rest in rests)])
    while not CALENDAR.is_working_day(day):
        day += ONE
    return day


@st.composite
def _rests(draw):
    found, day = [], START
    for _number in range(draw(st.integers(0, 4))):
        suspended = day + timedelta(days=draw(st.integers(1, 6)))
        day = suspended + timedelta(days=draw(st.integers(1, 40)))
        found.append(Pausing(suspended, day))
    return tuple(found)


@settings(max_examples=60, deadline=None)
@given(_rests(), st.booleans())
def test_several_suspensions_count_as_a_naive_oracle_counts_them(rests, uses):
    choices = Choices(uses_day_of_rest=uses)
    found = reckon("KN-03", START, CALENDAR, Case(pausings=rests), None, choices)
    assert found.due == _naive(START, 30, rests, uses_day_of_rest=uses)
    assert sum("Tạm đình chỉ từ" in step.opening.told() for step in found.steps) == len(rests)


def test_the_old_single_suspension_and_the_first_of_several_are_the_same():
    rest = Pausing(date(2026, 8, 13), date(2026, 9, 14))
    assert reckon("KN-03", START, CALENDAR, Case(pausing=rest)) == reckon(
        "KN-03", START, CALENDAR, Case(pausings=(rest,))
    )


def test_suspensions_that_overlap_are_refused():
    rests = (Pausing(date(2026, 8, 5), date(2026, 8, 20)), Pausing(date(2026, 8, 10), date(2026, 8, 25)))
    with pytest.raises(RuleViolation):
        reckon("KN-03", START, CALENDAR, Case(pausings=rests))
