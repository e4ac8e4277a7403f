"""Counting working days, and the days off that an office starts with."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.errors import RuleViolation
from dcapp.rules.working_days import Calendar, DayOff, announced_years, last_day_before, seed_days_off

YEARS = range(2023, 2027)
CALENDAR = Calendar([day for year in YEARS for day in seed_days_off(year)], frozenset(YEARS))
days = st.dates(date(2023, 3, 1), date(2026, 10, 31))

# Weekdays off and Saturdays worked, as the yearly notices have them.
NOTICES = {
    2023: ("01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04", ""),
    2024: ("01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03", "05-04"),
    2025: ("01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02", "04-26"),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        "01-10 08-22",
    ),
}


@pytest.mark.parametrize("year", NOTICES)
def test_the_days_off_of_a_year_are_those_of_its_notices(year):
    lines = seed_days_off(year)
    off = [line.day for line in lines if not line.is_worked and line.day.weekday() < 5]
    worked = [line.day for line in lines if line.is_worked]
    assert [[f"{day:%m-%d}" for day in found] for found in (off, worked)] == [row.split() for row in NOTICES[year]]
    assert lines == sorted(lines, key=lambda line: line.day)
    assert all(line.name and line.source for line in lines)


def test_days_that_no_second_source_confirms_stand_as_unchecked():
    doubtful = [line.day for line in seed_days_off(2026) if not line.checked]
    assert doubtful == [date(2026, 1, 2), date(2026, 1, 10), date(2026, 8, 22), date(2026, 8, 31)]
    assert CALENDAR.unchecked_between(date(2026, 8, 1), date(2026, 8, 31))[0].day == date(2026, 8, 22)


def test_a_year_without_a_notice_is_a_forecast():
    assert 2027 not in announced_years()
    assert {(line.checked, line.source) for line in seed_days_off(2027)} == {
        (False, "Dự tính, chưa có thông báo nghỉ lễ của năm")
    }


def test_before_a_day_means_the_day_before_it():
    assert last_day_before(date(2023, 5, 15)) == date(2023, 5, 14)
    assert CALENDAR.on_or_before(last_day_before(date(2023, 5, 15))) == date(2023, 5, 12)


def test_a_worked_saturday_is_a_working_day_and_the_swapped_friday_is_not():
    assert CALENDAR.is_working_day(date(2025, 4, 26))
    assert not CALENDAR.is_working_day(date(2025, 5, 2))
    assert CALENDAR.day_off(date(2025, 4, 26)).is_worked
    assert CALENDAR.day_off(date(2025, 4, 25)) is None


def test_years_that_are_not_loaded_are_named_and_refuse_statutory_dates():
    short = Calendar([], frozenset({2026}))
    assert short.missing_years(date(2025, 12, 1), date(2027, 1, 1)) == (2025, 2027)
    assert short.missing_years(date(2027, 1, 1), date(2026, 12, 1)) == (2027,)
    assert short.knows(2026)
    assert not short.knows(2027)
    for refused in (
        lambda: short.add_working_days(date(2026, 12, 30), 5),
        lambda: short.add_working_days(date(2026, 1, 2), -5),
        lambda: short.on_or_after(date(2027, 1, 1)),
        lambda: short.working_days_between(date(2026, 12, 1), date(2027, 1, 1)),
    ):
        with pytest.raises(RuleViolation, match="lịch nghỉ năm"):
            refused()
    assert short.on_or_before(date(2023, 5, 14)) == date(2023, 5, 12)


def test_dated_examples_of_the_law_come_out(shared_dir):
    path = shared_dir / "design" / "domain" / "law-examples.json"
    counted = 0
    for example in json.loads(path.read_text("utf-8")):
        found = re.search(r"-(\d+)(wd|cd)\b", example["rule"])
        if found is None or "effect-after" in example["rule"]:
            continue
        start, number = date.fromisoformat(example["received"]), int(found[1])
        if found[2] == "wd":
            due = CALENDAR.add_working_days(start, -number if "wd-before" in example["rule"] else number)
        else:
            due = CALENDAR.on_or_after(start + timedelta(days=number))
        assert due == date.fromisoformat(example["expected_due"]), example["id"]
        counted += 1
    assert counted > 20


@given(days, st.integers(1, 40))
def test_counting_forward_and_back_meet(start, count):
    end = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start, end) == count
    if CALENDAR.is_working_day(start):
        assert CALENDAR.add_working_days(end, -count) == start


@given(days)
def test_the_nearest_working_day_is_a_working_day_with_none_between(day):
    before, after = CALENDAR.on_or_before(day), CALENDAR.on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_working_day(before)
    assert CALENDAR.is_working_day(after)
    assert (before == day) == (after == day) == CALENDAR.is_working_day(day)
    assert CALENDAR.add_working_days(day, 0) == day


def test_of_two_lines_for_one_day_the_worked_one_counts():
    day = date(2026, 1, 10)
    both = Calendar([DayOff(day, "Nghỉ"), DayOff(day, "Làm bù", is_worked=True)], frozenset({2026}))
    assert both.is_working_day(day)
