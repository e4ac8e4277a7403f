"""Numbers of issued documents: none missing, none twice, days in order, and each one that was not used explained."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_number, a_paper, an_app, an_incoming, read_with
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dcapp.app import App
from dcapp.db.journal import last_step, undo_last
from dcapp.features.papers.models import IncomingPaper, IssuedPaper
from dcapp.features.papers.queries import number_gaps
from dcapp.features.papers.service import (
    add_incoming,
    cancel_number,
    edit_incoming,
    edit_issued,
    symbol_of,
    take_number,
)
from dcapp.features.papers.terms import IssueState
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation


def book(app, **where):
    def ask(uow):
        rows = uow.session.query(IssuedPaper).filter_by(**where).order_by(IssuedPaper.number)
        return [(row.series, row.number, row.symbol, row.state, row.issued_on) for row in rows]

    return read_with(app, ask)


def numbers(app, **where):
    return [row[1] for row in book(app, **where)]


def test_numbers_follow_one_another_per_year_and_type(app):
    for form in (
        a_number(),
        a_number(),
        a_number(abbreviation="QĐ", type_name="Quyết định"),
        a_number(abbreviation="", type_name="Công văn"),
        a_number(issued_on=date(2024, 1, 2)),
    ):
        app.run(take_number, form)
    assert sorted(row[2] for row in book(app)) == ["01/KH-UBND", "01/KH-UBND", "01/QĐ-UBND", "01/UBND", "02/KH-UBND"]
    assert numbers(app, year=2023, series="KH-UBND") == [1, 2]


def test_a_body_with_its_own_seal_has_a_series_of_its_own(app):
    app.run(take_number, a_number())
    app.run(take_number, a_number(series="BCĐ", body_symbol="BCĐ"))
    assert [row[2] for row in book(app, series="BCĐ")] == ["01/KH-BCĐ"]


def test_symbols_are_written_as_the_decree_has_them():
    assert [symbol_of(5, "KH", "UBND"), symbol_of(112, "", "UBND")] == ["05/KH-UBND", "112/UBND"]


def test_a_day_before_the_newest_number_is_refused(app):
    app.run(take_number, a_number(issued_on=date(2023, 5, 8)))
    with pytest.raises(RuleViolation, match="08/05/2023"):
        app.run(take_number, a_number(issued_on=date(2023, 5, 7)))
    app.run(take_number, a_number(issued_on=date(2023, 5, 8)))
    assert numbers(app) == [1, 2]


def test_a_correction_keeps_the_days_in_order(app):
    days = [date(2023, 5, day) for day in (2, 5, 9)]
    first, second, third = [app.run(take_number, a_number(issued_on=day)) for day in days]
    for key, day in ((second, 1), (second, 10), (first, 6), (third, 4)):
        with pytest.raises(RuleViolation, match="giữa ngày"):
            app.run(edit_issued, key, a_number(issued_on=date(2023, 5, day)))
    app.run(edit_issued, second, a_number(issued_on=date(2023, 5, 9)))
    with pytest.raises(Invalid):
        app.run(edit_issued, third, a_number(issued_on=date(2024, 5, 9)))


def test_a_refused_action_takes_no_number(app):
    with pytest.raises(Invalid):
        app.run(take_number, a_number(subject=" "))
    app.run(take_number, a_number())
    assert numbers(app) == [1]


def test_a_number_is_never_taken_back(app):
    app.run(take_number, a_number())
    assert app.run(last_step) is None
    assert app.run(undo_last) == ""
    assert numbers(app) == [1]


def test_a_cancelled_number_stays_with_its_reason_and_is_not_given_again(app):
    app.run(take_number, a_number())
    key = app.run(take_number, a_number())
    with pytest.raises(Invalid):
        app.run(cancel_number, key, "  ")
    app.run(cancel_number, key, "Ghi nhầm loại")
    app.run(take_number, a_number())
    assert [(row[1], row[3]) for row in book(app)] == [
        (1, IssueState.ISSUED),
        (2, IssueState.CANCELLED),
        (3, IssueState.ISSUED),
    ]
    with pytest.raises(RuleViolation, match="đã hủy"):
        app.run(edit_issued, key, a_number())
    assert [(gap.number, gap.state, gap.reason) for gap in app.run(number_gaps, 2023)] == [
        (2, IssueState.CANCELLED, "Ghi nhầm loại")
    ]


def test_a_reserved_number_is_shown_until_it_is_issued(app):
    key = app.run(take_number, a_number(is_reserved=True))
    assert [gap.state for gap in app.run(number_gaps, 2023)] == [IssueState.RESERVED]
    app.run(edit_issued, key, a_number(is_reserved=True, subject="còn giữ"))
    assert len(app.run(number_gaps, 2023)) == 1
    app.run(edit_issued, key, a_number())
    assert app.run(number_gaps, 2023) == []


def test_a_number_that_is_missing_from_the_file_is_said(app):
    from dcapp.db.use_case import allowed

    keys = [app.run(take_number, a_number()) for _time in range(4)]

    @allowed("numbering.take")
    def lose(uow):
        for key in keys[1:3]:
            uow.session.delete(uow.get(IssuedPaper, key))

    app.run(lose)
    assert [(gap.number, gap.state) for gap in app.run(number_gaps, 2023)] == [(2, None), (3, None)]


def test_only_those_who_may_take_numbers():
    app = an_app("BC")
    with pytest.raises(NotAllowed):
        app.run(take_number, a_number())
    app.close()


def test_two_writers_get_no_number_twice_and_leave_none_out(real_app):
    other = App(real_app.database, "thu", real_app.storage)
    taken = []

    def work(app):
        taken.extend(app.run(take_number, a_number()) for _time in range(12))

    threads = [threading.Thread(target=work, args=(app,)) for app in (real_app, other, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == 36
    assert numbers(real_app) == list(range(1, 37))
    assert real_app.run(number_gaps, 2023) == []


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["take", "reserve", "cancel", "edit"]), st.integers(-5, 20), st.sampled_from(["KH", "QĐ"])
    ),
    max_size=25,
)


@settings(max_examples=15)
@given(actions=ACTIONS)
def test_whatever_is_done_the_book_stays_without_gaps_and_in_order(actions):
    app = an_app()
    keys = []
    for action, days, kind in actions:
        form = a_number(abbreviation=kind, issued_on=date(2023, 6, 1) + timedelta(days))
        try:
            if action in ("take", "reserve"):
                keys.append(app.run(take_number, replace(form, is_reserved=action == "reserve")))
            elif keys and action == "cancel":
                app.run(cancel_number, keys[days % len(keys)], "nhầm")
            elif keys:
                app.run(edit_issued, keys[days % len(keys)], form)
        except RuleViolation:
            pass
    for series in ("KH-UBND", "QĐ-UBND"):
        rows = book(app, series=series)
        assert [row[1] for row in rows] == list(range(1, len(rows) + 1))
        days = [row[4] for row in rows]
        assert days == sorted(days)
    unexplained = [gap for gap in app.run(number_gaps, 2023) if gap.state is None]
    assert unexplained == []
    app.close()


# -- incoming
def test_arrivals_are_counted_per_year_and_keep_their_number(app):
    first = app.run(add_incoming, an_incoming())
    app.run(add_incoming, an_incoming(arrived_on=date(2024, 1, 2)))
    app.run(add_incoming, an_incoming())
    app.run(edit_incoming, first, an_incoming(subject="khác"))
    rows = read_with(
        app,
        lambda uow: list(
            uow.session.execute(select(IncomingPaper.year, IncomingPaper.arrival_number).order_by(IncomingPaper.id))
        ),
    )
    assert [tuple(row) for row in rows] == [(2023, 1), (2024, 1), (2023, 2)]
    with pytest.raises(Invalid):
        app.run(edit_incoming, first, an_incoming(arrived_on=date(2024, 1, 2)))


@pytest.mark.parametrize(
    ("values", "field"), [({"author": " "}, "author"), ({"issued_on": date(2023, 5, 9)}, "issued_on")]
)
def test_an_arrival_that_cannot_be_is_refused_at_its_field(app, values, field):
    with pytest.raises(Invalid) as refused:
        app.run(add_incoming, an_incoming(**values))
    assert refused.value.field == field


def test_a_correction_needs_its_author_too(app):
    key = app.run(add_incoming, an_incoming())
    with pytest.raises(Invalid):
        app.run(edit_incoming, key, an_incoming(author=""))


def test_a_paper_of_another_book_does_not_disturb_the_numbers(app):
    from dcapp.features.papers.service import add_paper

    app.run(add_paper, a_paper())
    assert numbers(app) == []
