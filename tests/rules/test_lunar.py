"""The lunar calendar of Vietnam, which differs from the Chinese one in some years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.rules.lunar import lunar_day, new_year
from dcapp.rules.working_days import announced_years, seed_days_off

# Tết as it was kept in Vietnam; in 1968, 1985, 2007 and 2030 the Chinese new year is another day.
TET = {
    1968: date(1968, 1, 29), 1985: date(1985, 1, 21), 2007: date(2007, 2, 17), 2022: date(2022, 2, 1),
    2023: date(2023, 1, 22), 2024: date(2024, 2, 10), 2025: date(2025, 1, 29), 2026: date(2026, 2, 17),
    2030: date(2030, 2, 2),
}  # fmt: skip


@pytest.mark.parametrize("year", TET)
def test_tet_falls_on_the_day_it_is_kept_in_vietnam(year):
    assert new_year(year) == TET[year]
    assert str(lunar_day(TET[year])) == "mùng 1 tháng Giêng"
    assert lunar_day(TET[year] - timedelta(days=1)).month_name == "Chạp"


def test_a_leap_month_says_so():
    assert str(lunar_day(date(2025, 8, 1))) == "mùng 8 tháng 6 nhuận"
    assert str(lunar_day(date(2026, 11, 22))) == "14 tháng 10"


@given(st.dates(date(1900, 1, 2), date(2199, 12, 31)))
def test_lunar_days_follow_one_another(day):
    before, here = lunar_day(day - timedelta(days=1)), lunar_day(day)
    assert here.day == before.day + 1 or (here.day == 1 and before.day in (29, 30))
    assert day >= new_year(day.year) or here.month in (11, 12) or here.year == day.year - 1


@pytest.mark.parametrize("year", sorted(announced_years()))
def test_days_before_tet_carry_their_lunar_number_and_hung_kings_day_is_10_3(year):
    for line in seed_days_off(year):
        lunar = lunar_day(line.day)
        if line.name.endswith(" Tết"):
            assert (lunar.month, line.name) == (12, f"{lunar.day} Tết")
        if line.name == "Tết Nguyên Đán":
            assert (lunar.day, lunar.month) == (1, 1)
        if line.name == "Ngày Giỗ Tổ Hùng Vương":
            assert (lunar.day, lunar.month) == (10, 3)


@pytest.mark.parametrize("day", [date(1700, 1, 1), date(2200, 1, 1)])
def test_no_lunar_day_is_guessed_outside_the_tables(day):
    for read in (lambda: lunar_day(day), lambda: new_year(day.year)):
        with pytest.raises(ValueError, match="no lunar calendar"):
            read()
