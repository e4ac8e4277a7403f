"""Numbers and money as Vietnamese papers write them, in figures and in words."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.errors import Invalid
from dcapp.kernel.numbers import (
    LARGEST_IN_WORDS,
    money,
    money_in_words,
    number_in_words,
    parse_money,
    parse_number,
    vn_number,
)

FIGURES = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
           "bảy": 7, "tám": 8, "chín": 9}  # fmt: skip
TABLE = [
    (0, "không"),
    (4, "bốn"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (25, "hai mươi lăm"),
    (44, "bốn mươi tư"),
    (55, "năm mươi lăm"),
    (100, "một trăm"),
    (101, "một trăm linh một"),
    (104, "một trăm linh bốn"),
    (105, "một trăm linh năm"),
    (110, "một trăm mười"),
    (115, "một trăm mười lăm"),
    (121, "một trăm hai mươi mốt"),
    (1_000, "một nghìn"),
    (1_005, "một nghìn không trăm linh năm"),
    (1_050, "một nghìn không trăm năm mươi"),
    (10_024, "mười nghìn không trăm hai mươi tư"),
    (1_000_000, "một triệu"),
    (1_250_000, "một triệu hai trăm năm mươi nghìn"),
    (21_000_001, "hai mươi mốt triệu không trăm linh một"),
    (70_000_000, "bảy mươi triệu"),
    (1_000_000_000, "một tỷ"),
    (2_005_000_000, "hai tỷ không trăm linh năm triệu"),
    (1_000_000_000_000, "một nghìn tỷ"),
    (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
    (2_500_000_300_000, "hai nghìn năm trăm tỷ ba trăm nghìn"),
    (-15, "âm mười lăm"),
]


@pytest.mark.parametrize(("number", "said"), TABLE)
def test_numbers_in_words(number, said):
    assert number_in_words(number) == said


def counted(said: str) -> int:
    """The number that words stand for, worked out word by word."""
    sign = -1 if said.startswith("âm ") else 1
    total = billions = group = tens = 0
    for word in said.removeprefix("âm ").split():
        if word == "trăm":
            group, tens = tens * 100, 0
        elif word == "mươi":
            group, tens = group + tens * 10, 0
        elif word == "mười":
            group += 10
        elif word in ("nghìn", "triệu"):
            total, group, tens = total + (group + tens) * {"nghìn": 10**3, "triệu": 10**6}[word], 0, 0
        elif word == "tỷ":
            billions, total, group, tens = total + group + tens, 0, 0, 0
        elif word != "linh":
            tens = FIGURES[word]
    return sign * (billions * 10**9 + total + group + tens)


@given(st.one_of(st.integers(-LARGEST_IN_WORDS, LARGEST_IN_WORDS), st.integers(0, 10_000)))
def test_words_stand_for_the_number_they_were_made_of(number):
    assert counted(number_in_words(number)) == number


def test_sums_beyond_the_words_are_refused():
    with pytest.raises(Invalid):
        number_in_words(LARGEST_IN_WORDS + 1)


def test_money_in_words_begins_with_a_capital_and_ends_with_dong():
    assert money_in_words(1_250_000) == "Một triệu hai trăm năm mươi nghìn đồng"
    assert money_in_words(0) == "Không đồng"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567.885, 2, "1.234.567,89"),
        (Decimal("1234567.89"), 2, "1.234.567,89"),
        (0.5, 0, "1"),
        (-0.4, 0, "0"),
        (-1234, 0, "-1.234"),
        (7.34, 2, "7,34"),
        (1000, 0, "1.000"),
        (10**30, 0, "1" + ".000" * 10),
        (2.675, 2, "2,68"),
        (Decimal("0.005"), 2, "0,01"),
    ],
)
def test_numbers_are_written_with_points_and_a_comma(value, decimals, shown):
    assert vn_number(value, decimals) == shown


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1234567,89", "1234567.89"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("1.234", "1234"),
        ("0,5", "0.5"),
        ("-12", "-12"),
        ("−12", "-12"),
        ("+12", "12"),
        ("007", "7"),
        (" 15 ", "15"),
    ],
)
def test_numbers_are_read_the_vietnamese_way(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "1.5", "0.125", "1,234.5", "1.23.456", "1.234 567", "12.34", "abc", "1e5", "NaN", "٣", "²", "1,", ",5",
        "--1", "3000m", "x" * 500,
    ],
)  # fmt: skip
def test_doubtful_numbers_are_refused(typed):
    with pytest.raises(Invalid) as refused:
        parse_number(typed, field="amount")
    assert refused.value.field == "amount"
    assert len(str(refused.value)) < 140


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_a_written_number_is_read_back(number):
    assert parse_number(vn_number(number, 2)) == number


@given(st.text())
def test_any_text_is_a_number_or_invalid(text):
    for read in (parse_number, parse_money):
        with suppress(Invalid):
            read(text)


@pytest.mark.parametrize(
    "typed", ["1.250.000", "1.250.000 đ", "1.250.000 đồng", "1250000đ", "1.250.000 VNĐ", "1.250.000,00"]
)
def test_a_sum_may_carry_its_unit(typed):
    assert parse_money(typed) == 1_250_000


def test_part_of_a_dong_is_refused():
    with pytest.raises(Invalid, match="đồng"):
        parse_money("1.000,5")


@given(st.integers(-(10**15), 10**15))
def test_money_is_read_back(amount):
    assert parse_money(money(amount)) == amount


def test_money_has_its_sign_behind():
    assert money(1_250_000) == "1.250.000 đ"
