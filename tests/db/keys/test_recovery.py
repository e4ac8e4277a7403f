"""The code on paper, typed back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.db.keys import recovery
from dcapp.kernel.errors import Invalid

CODE = recovery.new_code()


def wrong_at(code: str, *positions: int) -> str:
    letters = list(code.removeprefix(recovery.PREFIX))
    for at in positions:
        letters[at] = next(letter for letter in recovery.LETTERS if letter != letters[at])
    return "".join(letters)


def said(typed: str) -> str:
    with pytest.raises(Invalid) as caught:
        recovery.parsed(typed)
    assert caught.value.field == "recovery_code"
    return str(caught.value)


def test_the_sheet_holds_the_whole_code():
    groups = recovery.grouped(CODE)
    assert [len(group) for group in groups] == [5] * 11 + [3]
    assert recovery.PREFIX + "".join(groups) == CODE


def test_the_code_is_found_however_it_is_typed():
    groups = recovery.grouped(CODE)
    for typed in (CODE, CODE.lower(), " ".join(groups), "-".join(groups).lower(), f"\n {CODE} \n", "\n".join(groups)):
        assert recovery.parsed(typed) == CODE


@given(st.integers(0, 57))
def test_look_alike_letters_are_understood(at):
    letters = list(CODE.removeprefix(recovery.PREFIX))
    alike = {"0": "O", "L": "1", "8": "b"}
    letters[at] = alike.get(letters[at], letters[at])
    assert recovery.parsed("".join(letters)) == CODE


@settings(max_examples=40)
@given(st.integers(0, 57), st.sampled_from(recovery.LETTERS))
def test_one_wrong_letter_is_found_and_its_group_named(at, letter):
    letters = list(CODE.removeprefix(recovery.PREFIX))
    if letters[at] == letter:
        return
    letters[at] = letter
    assert f"Nhóm {at // 5 + 1} có ký tự chưa đúng" in said("".join(letters))


def test_many_wrong_letters_are_not_guessed_at():
    assert "nhiều chỗ" in said(wrong_at(CODE, 3, 12, 31))


def test_a_letter_that_no_code_has_names_its_group():
    letters = list(CODE.removeprefix(recovery.PREFIX))
    letters[7] = "Đ"
    assert "Nhóm 2 có ký tự “Đ”" in said("".join(letters))


def test_a_missing_letter_is_counted():
    assert "đã gõ 57" in said(CODE[:-1])
    assert "đã gõ 0" in said("")


def test_our_own_checksum_agrees_with_age():
    pyrage = pytest.importorskip("pyrage")
    for _code in range(20):
        code = recovery.new_code()
        assert recovery.parsed(code) == code
        assert recovery.recipient_of(code) == str(pyrage.x25519.Identity.from_str(code).to_public())


def test_two_different_full_groups_are_asked_back():
    for seed in range(50):
        first, second = recovery.asked_groups(CODE, random.Random(seed))
        assert 0 <= first < second < 11
    assert recovery.asked_groups(CODE)[0] < 11


def test_a_group_typed_back_is_compared_kindly():
    group = recovery.grouped(CODE)[3]
    assert recovery.check_group(CODE, 3, f" {group.lower()} ")
    assert not recovery.check_group(CODE, 3, group[:-1])
    assert not recovery.check_group(CODE, 3, "")
