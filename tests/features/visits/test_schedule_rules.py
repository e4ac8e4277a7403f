"""Days of a pattern and how many days the law asks for, by the edition in force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.features.visits.schedule_rules import (
    Pattern,
    Repeat,
    days_of,
    edition_change,
    laid_out,
    month_sentence,
    numbers_of,
    pattern_words,
    required_days,
    shortfalls,
    stretches,
)
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.rules.working_days import Calendar, DayOff

CALENDAR = Calendar(
    [DayOff(date(2026, 11, 24), "Ngày Văn hóa Việt Nam"), DayOff(date(2026, 4, 30), "Ngày Chiến thắng")],
    frozenset({2026}),
)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def test_every_thursday_falls_on_thursdays():
    days = days_of(Pattern(), *NOVEMBER)
    assert days == tuple(date(2026, 11, day) for day in (5, 12, 19, 26))


def test_fixed_days_of_a_month_include_its_last_day_where_it_is_shorter():
    pattern = Pattern(repeat=Repeat.DAYS, days=(10, 31))
    assert days_of(pattern, *NOVEMBER) == (date(2026, 11, 10), date(2026, 11, 30))


def test_the_first_and_third_tuesday():
    pattern = Pattern(repeat=Repeat.NTH, weekday=1, weeks=(1, 3))
    assert days_of(pattern, *NOVEMBER) == (date(2026, 11, 3), date(2026, 11, 17))


def test_a_pattern_is_told_as_a_schedule_says_it():
    assert pattern_words(Pattern()) == "Thứ Năm hằng tuần"
    assert pattern_words(Pattern(repeat=Repeat.DAYS, days=(10, 25))) == "Ngày 10 và 25 hằng tháng"
    third = Pattern(repeat=Repeat.NTH, weekday=1, weeks=(1, 3))
    assert pattern_words(third) == "Thứ Ba tuần 1 và tuần 3 hằng tháng"


def test_a_day_off_moves_to_the_next_working_day_and_names_why():
    pattern = Pattern(repeat=Repeat.DAYS, days=(22, 24))
    sunday, holiday = laid_out(pattern, *NOVEMBER, CALENDAR, frozenset())
    assert (sunday.asked, sunday.day, sunday.moved_for) == (date(2026, 11, 22), date(2026, 11, 23), "Chủ Nhật")
    assert (holiday.day, holiday.moved_for) == (date(2026, 11, 25), "Ngày Văn hóa Việt Nam")


def test_two_days_that_move_to_one_are_one_line():
    pattern = Pattern(repeat=Repeat.DAYS, days=(21, 22))
    assert [line.day for line in laid_out(pattern, *NOVEMBER, CALENDAR, frozenset())] == [date(2026, 11, 23)]


def test_a_day_that_is_taken_and_a_year_without_a_calendar_are_doubted():
    taken = frozenset({date(2026, 11, 5)})
    assert laid_out(Pattern(), *NOVEMBER, CALENDAR, taken)[0].doubt
    beyond = laid_out(Pattern(), date(2027, 1, 1), date(2027, 1, 31), CALENDAR, frozenset())
    assert all("2027" in line.doubt and line.day == line.asked for line in beyond)
    over_the_year = Calendar([DayOff(date(2026, 12, 31), "Nghỉ")], frozenset({2026}))
    last = laid_out(Pattern(), date(2026, 12, 31), date(2026, 12, 31), over_the_year, frozenset())
    assert "2027" in last[0].doubt


def test_a_period_turned_round_too_long_or_without_a_day_is_refused():
    with pytest.raises(Invalid):
        laid_out(Pattern(), NOVEMBER[1], NOVEMBER[0], CALENDAR, frozenset())
    with pytest.raises(Invalid):
        laid_out(Pattern(), date(2026, 1, 1), date(2027, 6, 1), CALENDAR, frozenset())
    with pytest.raises(RuleViolation):
        laid_out(Pattern(repeat=Repeat.NTH, weeks=(5,)), date(2026, 11, 1), date(2026, 11, 20), CALENDAR, frozenset())


@pytest.mark.parametrize("text", ["", "và", "0, 5", "32"])
def test_numbers_that_are_no_days_are_refused(text):
    with pytest.raises(Invalid):
        numbers_of(text, 31, field="days")
    assert numbers_of("25 và 10; 10", 31, field="days") == (10, 25)


def test_before_july_2026_each_week_needs_a_day():
    may = date(2026, 5, 1), date(2026, 5, 31)
    assert required_days(*may) == 4
    missing = shortfalls([date(2026, 5, 7), date(2026, 5, 14), date(2026, 5, 28)], *may)
    assert [short.words for short in missing] == ["Tuần 18/05–24/05/2026: 0 ngày, luật yêu cầu ít nhất 1 ngày."]


def test_from_july_2026_on_each_month_needs_two_days():
    short = shortfalls([date(2026, 11, 5), date(2026, 11, 5)], *NOVEMBER)
    assert [found.words for found in short] == ["Tháng 11/2026: 1 ngày, luật yêu cầu ít nhất 2 ngày."]
    assert not shortfalls([date(2026, 11, 5), date(2026, 11, 6)], *NOVEMBER)


def test_the_week_in_which_the_law_changed_is_asked_for_by_the_law_of_its_thursday():
    june_july = stretches(date(2026, 6, 22), date(2026, 7, 31))
    assert [(part.first, part.last) for part in june_july] == [
        (date(2026, 6, 22), date(2026, 6, 28)),
        (date(2026, 7, 1), date(2026, 7, 31)),
    ]
    changing = edition_change(date(2026, 6, 1), date(2026, 7, 31))
    assert changing is not None
    assert changing.in_force_from == date(2026, 7, 1)
    assert edition_change(*NOVEMBER) is None


def test_before_the_law_nothing_is_asked_for():
    assert required_days(date(2010, 1, 1), date(2010, 12, 31)) == 0
    assert month_sentence(2010, 5, 0, 0) == "Tháng 5/2010: đã công bố 0 ngày, đã tiếp 0 ngày"


def test_the_sentence_of_a_month_tells_announced_and_held_apart():
    assert month_sentence(2026, 11, 2, 1) == (
        "Tháng 11/2026: đã công bố 2 ngày, đã tiếp 1 ngày; luật yêu cầu ít nhất 2 ngày mỗi tháng"
    )


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 200), st.integers(0, 200))
def test_periods_side_by_side_ask_for_what_the_whole_asks_for(since, first, second):
    middle = since + timedelta(days=first)
    until = middle + timedelta(days=1 + second)
    whole = stretches(since, until)
    assert stretches(since, middle) + stretches(middle + timedelta(days=1), until) == whole
