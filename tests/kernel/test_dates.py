"""Dates read strictly and written the official way; periods that cover the year without gaps."""

from __future__ import annotations

import itertools
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.dates import (
    PartialDate,
    Period,
    PeriodKind,
    document_date,
    last_day_of_month,
    parse_date,
    parse_partial_date,
    vn_date,
    weekday_date,
    weekday_name,
)
from dcapp.kernel.errors import Invalid

MAY_DAY = date(2023, 5, 1)
kinds = st.sampled_from(list(PeriodKind))
periods = st.one_of(
    st.builds(Period, st.just(PeriodKind.MONTH), st.integers(1900, 2100), st.integers(1, 12)),
    st.builds(Period, st.just(PeriodKind.QUARTER), st.integers(1900, 2100), st.integers(1, 4)),
    st.builds(Period, st.just(PeriodKind.HALF), st.integers(1900, 2100), st.integers(1, 2)),
    st.builds(Period, st.sampled_from([PeriodKind.NINE_MONTHS, PeriodKind.YEAR]), st.integers(1900, 2100)),
)


@pytest.mark.parametrize(
    "typed",
    [
        "1/5/23", "01/05/2023", "1-5-2023", "1.5.2023", "1 5 2023", "010523", "01052023", "2023-05-01", "2023/5/1",
        " 01/05/2023 ", "'01/05/2023", "ngày 1 tháng 5 năm 2023", "Ngày 01 tháng 05 năm 2023", "1 thang 5 nam 2023",
    ],
)  # fmt: skip
def test_a_day_may_be_typed_in_these_ways(typed):
    assert parse_date(typed) == MAY_DAY


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "15/5", "05/02/202", "22023", "31/02/2023", "29/02/2023", "00/01/2023", "1/13/2023", "1/5-2023",
        "1//5/2023", "ngày 25 thang 11", "17.10", "hôm nay", "45046", "２/５/2023", "²/5/2023", "1/5/2023 8:00",
        "1/5/20233", "0/0/0000", "-1/5/2023",
    ],
)  # fmt: skip
def test_what_is_doubtful_is_refused_and_names_its_field(typed):
    with pytest.raises(Invalid) as refused:
        parse_date(typed, field="due")
    assert refused.value.field == "due"
    assert str(refused.value).endswith(".")


def test_two_figures_of_a_year_mean_this_century_up_to_49():
    assert parse_date("1/1/49").year == 2049
    assert parse_date("1/1/50").year == 1950


def test_a_day_without_a_year_needs_the_year_of_the_form():
    assert parse_date("15/5", default_year=2023) == date(2023, 5, 15)
    with pytest.raises(Invalid):
        parse_date("29/2", default_year=2023)


@given(st.dates())
def test_what_is_written_is_read_back(day):
    assert parse_date(vn_date(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day:02d}{day.month:02d}{day.year:04d}") == day
    assert len(vn_date(day)) == 10


@given(st.dates(min_value=date(1000, 1, 1)))
def test_the_date_of_a_document_is_read_back(day):
    assert parse_date(document_date(day)) == day


@given(st.one_of(st.text(), st.text("0123456789/.- ", max_size=12)))
def test_any_text_is_a_date_or_invalid(text):
    for read in (parse_date, parse_partial_date, Period.parse, lambda typed: parse_date(typed, default_year=2023)):
        with suppress(Invalid):
            read(text)


def test_a_long_text_is_cut_in_the_message():
    for read in (parse_date, parse_partial_date, Period.parse):
        with pytest.raises(Invalid) as refused:
            read("x" * 500)
        assert len(str(refused.value)) < 120


def test_documents_pad_days_under_ten_and_the_first_two_months():
    assert document_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert document_date(date(2026, 1, 15)) == "ngày 15 tháng 01 năm 2026"
    assert document_date(date(2023, 3, 9)) == "ngày 09 tháng 3 năm 2023"
    assert document_date(date(2023, 12, 31)) == "ngày 31 tháng 12 năm 2023"


def test_weekdays_have_their_vietnamese_names():
    monday = date(2023, 5, 15)
    names = [weekday_name(monday + timedelta(days=n)) for n in range(7)]
    assert names == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]
    assert weekday_date(monday) == "Thứ Hai, 15/05/2023"


def test_the_last_day_of_february_knows_leap_years():
    assert last_day_of_month(2024, 2) == date(2024, 2, 29)
    assert last_day_of_month(2023, 2) == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("typed", "code", "shown", "first", "last"),
    [
        ("1950", "1950", "1950", date(1950, 1, 1), date(1950, 12, 31)),
        ("năm 1950", "1950", "1950", date(1950, 1, 1), date(1950, 12, 31)),
        ("2/1950", "1950-02", "02/1950", date(1950, 2, 1), date(1950, 2, 28)),
        ("tháng 2 năm 1950", "1950-02", "02/1950", date(1950, 2, 1), date(1950, 2, 28)),
        ("1950-02", "1950-02", "02/1950", date(1950, 2, 1), date(1950, 2, 28)),
        ("3/2/1950", "1950-02-03", "03/02/1950", date(1950, 2, 3), date(1950, 2, 3)),
    ],
)
def test_a_date_of_which_only_part_is_known(typed, code, shown, first, last):
    read = parse_partial_date(typed)
    assert (read.code, str(read), read.first, read.last) == (code, shown, first, last)
    assert parse_partial_date(read.code) == parse_partial_date(str(read)) == read


@pytest.mark.parametrize("typed", ["13/2023", "2023-00", "0/2023", "0000", "2/2", ""])
def test_part_of_a_date_that_cannot_be_is_refused(typed):
    with pytest.raises(Invalid):
        parse_partial_date(typed)


def test_a_day_without_its_month_and_parts_of_nought_are_our_mistake():
    for parts in ((2023, None, 5), (2023, 0), (2023, 5, 0)):
        with pytest.raises(ValueError, match=r"month|day"):
            PartialDate(*parts)


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2025-M02", date(2025, 2, 1), date(2025, 2, 28), "tháng 02 năm 2025"),
        ("2025-M05", date(2025, 5, 1), date(2025, 5, 31), "tháng 5 năm 2025"),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), "quý II năm 2025"),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "06 tháng đầu năm 2025"),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "06 tháng cuối năm 2025"),
        ("2025-9M", date(2025, 1, 1), date(2025, 9, 30), "09 tháng đầu năm 2025"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "năm 2025"),
    ],
)
def test_periods_of_reports(code, first, last, label):
    period = Period.parse(code)
    assert (period.first, period.last, period.label, period.code, str(period)) == (first, last, label, code, code)
    assert Period.parse(f" {code.lower()} ") == period
    assert first in period
    assert last in period
    assert last + timedelta(days=1) not in period


@pytest.mark.parametrize("code", ["2025-M13", "2025-M00", "2025-Q5", "2025-H3", "2025-6M", "25-Q1", "0000", "Q1-2025"])
def test_periods_that_do_not_exist_are_refused(code):
    with pytest.raises(Invalid):
        Period.parse(code)


@given(periods)
def test_a_period_is_read_back_and_made_of_its_months(period):
    assert Period.parse(period.code) == period
    months = period.months()
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert all(one.last + timedelta(days=1) == other.first for one, other in itertools.pairwise(months))


@given(periods, st.integers(-30, 30))
def test_shifting_goes_back_the_way_it_came(period, steps):
    assert period.shifted(steps).shifted(-steps) == period
    if period.kind is not PeriodKind.NINE_MONTHS:
        assert period.last + timedelta(days=1) == period.shifted(1).first
    assert period.a_year_before().first.replace(year=period.year) == period.first


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), kinds)
def test_a_day_lies_in_the_period_that_holds_it(day, kind):
    if kind is PeriodKind.NINE_MONTHS and day.month > 9:
        with pytest.raises(ValueError, match="no such period"):
            Period.holding(day, kind)
        return
    assert day in Period.holding(day, kind)
