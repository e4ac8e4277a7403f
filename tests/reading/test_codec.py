"""Readings and drafts go through JSON and come back the same; other shapes are refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.reading.codec import from_plain, to_plain
from dcapp.reading.result import Obligation, Passage, Signer


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Inner:
    day: date | None
    colour: Colour


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    count: int | None
    is_kept: bool
    pair: tuple[int, str]
    many: tuple[Inner, ...]
    grid: tuple[tuple[str, ...], ...] = ()


@pytest.mark.parametrize("kind", [Outer, Obligation, Passage, Signer])
@given(data=st.data())
def test_every_value_comes_back_as_it_was(kind, data):
    value = data.draw(st.from_type(kind))
    assert from_plain(kind, json.loads(json.dumps(to_plain(value)))) == value


PLAIN = {"day": "2026-02-05", "colour": "red"}


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {},
        {**PLAIN, "more": 1},
        {**PLAIN, "day": "05/02/2026"},
        {**PLAIN, "day": 5},
        {**PLAIN, "colour": "green"},
        {"day": None},
    ],
)
def test_json_of_another_shape_is_refused(plain):
    with pytest.raises(ValueError):  # noqa: PT011 - any wording will do
        from_plain(Inner, plain)


def test_a_yes_is_not_a_number():
    with pytest.raises(ValueError, match="int"):
        from_plain(int, True)


def test_a_value_of_an_unforeseen_kind_is_not_written():
    with pytest.raises(ValueError, match="set"):
        to_plain({1})
