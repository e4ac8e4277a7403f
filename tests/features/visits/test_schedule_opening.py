"""Figures carried over from before the program, and the figures of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.opening import (
    OpeningForm,
    add_figure,
    edit_figure,
    reception_figures,
    remove_figure,
)
from dcapp.features.visits.service import carry_over_visit, record_visit
from dcapp.features.visits.terms import ReceptionKind
from dcapp.kernel.errors import AlreadyThere, Invalid

TODAY = date(2026, 11, 23)
MARCH = OpeningForm(year=2026, month=3, visits=10, people=25, matters=8, crowds=1, crowd_people=9, held_days=20)
YEAR = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


def visit(day=TODAY, **values):
    return VisitForm(received_on=day, name="Trần Thị An", content="Mương bị lấp", **values)


def test_figures_of_the_books_count_a_followed_matter_and_a_crowd_once(app):
    first = app.run(record_visit, visit(date(2026, 11, 2))).id
    app.run(record_visit, visit(date(2026, 11, 9), follows_id=first))
    app.run(record_visit, visit(people_count=8))
    app.run(record_visit, visit(kind=ReceptionKind.LEADER))
    found = app.run(reception_figures, *YEAR).of(ReceptionKind.REGULAR)
    assert (found.visits, found.people, found.matters) == (3, 10, 2)
    assert (found.crowds, found.crowd_people, found.held_days) == (1, 8, 3)
    assert app.run(reception_figures, *YEAR).of(ReceptionKind.LEADER).visits == 1


def test_carried_over_figures_are_added_for_whole_months_only(app):
    app.run(add_figure, MARCH)
    app.run(record_visit, visit())
    assert app.run(reception_figures, *YEAR).of(ReceptionKind.REGULAR).visits == 11
    cut = app.run(reception_figures, date(2026, 3, 15), date(2026, 12, 31))
    assert cut.of(ReceptionKind.REGULAR).visits == 1
    assert cut.left_out == ((2026, 3),)


def test_visits_carried_over_line_by_line_are_not_counted_twice(app):
    app.run(carry_over_visit, visit(date(2026, 3, 10), number=3))
    app.run(carry_over_visit, visit(date(2026, 4, 10), number=4))
    assert app.run(reception_figures, *YEAR).of(ReceptionKind.REGULAR).visits == 2
    app.run(add_figure, MARCH)
    assert app.run(reception_figures, *YEAR).of(ReceptionKind.REGULAR).visits == 11


def test_a_month_and_kind_stands_once_and_can_be_changed_and_removed(app):
    key = app.run(add_figure, MARCH)
    with pytest.raises(AlreadyThere):
        app.run(add_figure, MARCH)
    app.run(add_figure, replace(MARCH, kind=ReceptionKind.LEADER))
    app.run(edit_figure, key, replace(MARCH, visits=12))
    assert app.run(reception_figures, *YEAR).of(ReceptionKind.REGULAR).visits == 12
    app.run(remove_figure, key)
    assert app.run(reception_figures, *YEAR).of(ReceptionKind.REGULAR).visits == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"month": 13}, "month"),
        ({"year": 1990}, "year"),
        ({"month": 12}, "month"),
        ({"visits": -1}, "visits"),
        ({"people": 3}, "people"),
        ({"crowds": 11, "people": 99, "crowd_people": 60}, "crowds"),
        ({"crowd_people": 4}, "crowd_people"),
        ({"held_days": 32}, "held_days"),
        ({"announced_days": 32, "held_days": 0}, "announced_days"),
    ],
)
def test_figures_that_cannot_be_are_refused(app, wrong, field):
    with pytest.raises(Invalid) as refusal:
        app.run(add_figure, replace(MARCH, **wrong))
    assert refusal.value.field == field
