"""Editions of rules: the one in force answers, none overlaps, a missing one is said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.errors import RuleViolation
from dcapp.rules.rulebook import document_types, editions, editions_of, in_force


def row(start: date, **more):
    return {"in_force_from": start, "citation": "Điều 1", **more}


@given(st.sets(st.dates(date(2000, 1, 2), date(2040, 1, 1)), min_size=1, max_size=6), st.dates())
def test_at_most_one_edition_holds_on_a_day_and_always_one_after_the_first(starts, day):
    found = editions_of("x", [row(start) for start in starts])
    holding = [edition for edition in found if edition.holds_on(day)]
    assert [edition.in_force_from for edition in found] == sorted(starts)
    assert len(holding) == (day >= min(starts))
    assert all(edition.in_force_from == max(s for s in starts if s <= day) for edition in holding)


def test_an_edition_ends_with_its_own_date_or_before_the_next():
    first, second = editions_of("x", [row(date(2026, 7, 1)), row(date(2014, 7, 1), in_force_to=date(2020, 1, 1))])
    assert (first.in_force_to, second.in_force_to) == (date(2020, 1, 1), None)
    assert first.values == {}
    assert not second.checked


@pytest.mark.parametrize("end", [date(2026, 7, 1), date(2013, 1, 1)])
def test_editions_that_overlap_or_end_before_they_begin_are_refused(end):
    with pytest.raises(ValueError, match="overlap"):
        editions_of("x", [row(date(2014, 7, 1), in_force_to=end), row(date(2026, 7, 1))])


def test_a_day_without_an_edition_is_said_and_an_unknown_rule_is_our_mistake():
    first = editions("document_types.state")[0]
    assert in_force("document_types.state", first.in_force_from) is first
    with pytest.raises(RuleViolation, match="04/03/2020"):
        in_force("document_types.state", first.in_force_from - timedelta(days=1))
    for name in ("no_such_rule", "document_types.elsewhere", "document_types"):
        with pytest.raises(LookupError):
            editions(name)


def test_the_state_has_29_types_and_two_without_an_abbreviation():
    types = document_types(date(2026, 11, 22))
    state = {kind.name: kind.abbreviation for kind in types if kind.house == "state"}
    assert len(state) == 29
    assert [name for name, abbreviation in state.items() if not abbreviation] == ["Công văn", "Thư công"]
    assert state["Kế hoạch"] == "KH"
    assert state["Quy định"] == "QyĐ"
    short = [abbreviation for abbreviation in state.values() if abbreviation]
    assert len(set(short)) == len(short)


def test_the_party_has_types_of_its_own():
    party = {kind.name for kind in document_types(date(2026, 11, 22)) if kind.house == "party"}
    assert {"Kết luận", "Quyết định", "Kế hoạch", "Hướng dẫn", "Công văn"} <= party


def test_old_papers_are_entered_with_the_oldest_types():
    assert document_types(date(2005, 1, 1)) == document_types(date(2020, 3, 5))
