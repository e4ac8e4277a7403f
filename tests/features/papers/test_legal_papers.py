"""Legal documents: known once, in force or not on a day by one rule in two languages, and followed up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import a_paper, a_plan, an_app, read_with
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dcapp.features.papers.models import Paper
from dcapp.features.papers.queries import expired_on, paper_card, paper_like, paper_statement, validity_on
from dcapp.features.papers.service import FollowUpForm, add_follow_up, add_paper, edit_paper, remove_paper
from dcapp.features.papers.terms import FollowUpKind, Validity
from dcapp.features.plan.queries import expired_uses, signed_plan
from dcapp.features.plan.sections import uses_of
from dcapp.features.plan.service import take_in_plan
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation, Stale

TODAY = date(2023, 5, 10)


# -- twins
@pytest.mark.parametrize("number", ["12/QĐ-UBND", "12 / QĐ - UBND", "12/qđ-ubnd"])
def test_the_same_number_and_day_twice_is_refused(app, number):
    app.run(add_paper, a_paper())
    with pytest.raises(AlreadyThere):
        app.run(add_paper, a_paper(number=number))


def test_the_same_number_of_another_day_is_another_document(app):
    app.run(add_paper, a_paper())
    app.run(add_paper, a_paper(issued_on=date(2021, 1, 1)))


def test_a_law_without_a_number_is_known_by_its_name(app):
    app.run(add_paper, a_paper(type_name="Luật", number="", subject="Thử nghiệm ở cơ sở", issued_on=None))
    with pytest.raises(AlreadyThere):
        app.run(add_paper, a_paper(type_name="Luật", number="", subject="thử nghiệm  Ở CƠ SỞ", issued_on=None))


def laws(app, *years):
    return [
        app.run(
            add_paper,
            a_paper(type_name="Luật", number=f"{year % 90}/{year}/QH", subject="Thử", issued_on=date(year, 6, 1)),
        )
        for year in years
    ]


def like(app, **values):
    wanted = {"type_name": "Luật", "number": "", "issued_on": None, "subject": "Thử", **values}
    return read_with(app, lambda uow: paper_like(uow, **wanted))


def test_of_laws_with_one_name_the_day_decides_and_else_the_newest(app):
    old, new = laws(app, 2013, 2022)
    assert like(app) == new
    assert like(app, issued_on=date(2013, 6, 1)) == old
    assert like(app, issued_on=date(2003, 6, 1)) is None
    assert like(app, subject="Khác") is None


# -- forms
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"type_name": "  "}, "type_name"),
        ({"number": "", "subject": " "}, "number"),
        ({"in_force_to": date(2021, 1, 1)}, "in_force_to"),
    ],
)
def test_a_document_that_cannot_be_is_refused_at_its_field(app, values, field):
    with pytest.raises(Invalid) as refused:
        app.run(add_paper, a_paper(**values))
    assert refused.value.field == field


def test_a_document_does_not_replace_itself_nor_go_in_circles(app):
    first = app.run(add_paper, a_paper())
    second = app.run(add_paper, a_paper(number="13/QĐ-UBND", replaced_by_id=first))
    for wrong in (first, second):
        with pytest.raises(Invalid) as refused:
            app.run(edit_paper, first, a_paper(replaced_by_id=wrong))
        assert refused.value.field == "replaced_by_id"


def test_a_successor_that_is_not_there_is_refused(app):
    with pytest.raises((RuleViolation, Invalid, Stale)):
        app.run(add_paper, a_paper(replaced_by_id=99_999))


def test_words_are_kept_in_one_spelling(app):
    paper = app.run(add_paper, a_paper(number="14 / QĐ-UBND", subject=" vê\u0300 việc "))
    card = app.run(paper_card, paper)
    assert (card.number, card.subject) == ("14/QĐ-UBND", "về việc")


# -- validity
DAYS = st.dates(date(2023, 5, 1), date(2023, 5, 20))


@settings(max_examples=20)
@given(
    papers=st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, st.booleans()), min_size=1, max_size=12),
    days=st.lists(DAYS, min_size=1, max_size=4),
)
def test_the_file_and_the_program_agree_on_what_is_in_force(one_app, papers, days):
    with one_app.database.begin(one_app.viewer, "x", write=True) as uow:
        for old in uow.session.query(Paper).filter(Paper.note == "thử"):
            uow.session.delete(old)
        uow.session.flush()
        successor = uow.session.scalar(select(Paper.id).limit(1))
        for starts, ends, replaced in papers:
            uow.add(
                Paper(
                    type_name="Quyết định",
                    number="x",
                    note="thử",
                    in_force_from=starts,
                    in_force_to=ends,
                    replaced_by_id=successor if replaced else None,
                )
            )
        for day in days:
            rows = uow.session.execute(
                select(Paper, validity_on(day), expired_on(day)).where(Paper.note == "thử")
            ).all()
            assert len(rows) == len(papers)
            for paper, by_file, over in rows:
                assert paper.validity(day) == by_file
                assert bool(over) == (by_file in (Validity.EXPIRED, Validity.REPLACED))


@pytest.fixture(scope="module")
def one_app():
    app = an_app()
    yield app
    app.close()


def test_the_last_day_in_force_is_still_in_force():
    paper = Paper(type_name="x", in_force_from=date(2023, 1, 1), in_force_to=TODAY)
    assert paper.validity(TODAY) is Validity.IN_FORCE
    assert paper.validity(TODAY + timedelta(1)) is Validity.EXPIRED
    assert paper.validity(date(2022, 12, 31)) is Validity.COMING
    assert Paper(type_name="x").validity(TODAY) is Validity.UNKNOWN


def test_the_book_and_the_card_name_the_successor(app):
    new = app.run(add_paper, a_paper(number="", type_name="Luật", subject="Thử mới"))
    old = app.run(add_paper, a_paper(in_force_to=date(2023, 1, 1), replaced_by_id=new))
    card = app.run(paper_card, old)
    assert (card.validity, card.replaced_by, card.replaced_by_id) == (Validity.REPLACED, "Luật Thử mới", new)
    line = read_with(app, lambda uow: uow.session.execute(paper_statement().where(Paper.id == old)).mappings().one())
    assert (line["validity"], line["replaced_by"]) == (Validity.REPLACED, "Luật Thử mới")


# -- uses
def test_every_use_of_a_document_that_ended_is_flagged(app):
    plan = app.run(take_in_plan, a_plan())
    [cited] = app.run(signed_plan, plan).citations
    assert not cited.is_over
    assert app.run(expired_uses) == 0
    app.run(edit_paper, cited.paper_id, a_paper(in_force_to=date(2023, 5, 1)))
    [cited] = app.run(signed_plan, plan).citations
    assert cited.is_over
    assert app.run(expired_uses) == 1
    assert [(use.plan_id, use.year) for use in app.run(uses_of, cited.paper_id)] == [(plan, 2023)]


def test_a_cited_document_stays_in_the_book(app):
    app.run(take_in_plan, a_plan())
    paper = read_with(app, lambda uow: uow.session.scalar(select(Paper.id).where(Paper.number == "12/QĐ-UBND")))
    with pytest.raises(RuleViolation, match="đang được dùng"):
        app.run(remove_paper, paper)
    assert app.run(paper_card, paper).number == "12/QĐ-UBND"


# -- follow-ups
def test_what_was_done_about_a_document_is_kept_in_order(app):
    paper = app.run(add_paper, a_paper())
    app.run(add_follow_up, paper, FollowUpForm(done_on=date(2023, 3, 1), attendance=45, note=" họp "))
    app.run(add_follow_up, paper, FollowUpForm(kind=FollowUpKind.FINAL_REVIEW, due_on=date(2023, 12, 1)))
    lines = app.run(paper_card, paper).follow_ups
    assert [(line.kind, line.attendance, line.note) for line in lines] == [
        (FollowUpKind.DISSEMINATION, 45, "họp"),
        (FollowUpKind.FINAL_REVIEW, None, ""),
    ]


def test_a_follow_up_needs_a_day_and_a_document(app):
    paper = app.run(add_paper, a_paper())
    with pytest.raises(Invalid):
        app.run(add_follow_up, paper, FollowUpForm())
    with pytest.raises(Stale):
        app.run(add_follow_up, 99_999, FollowUpForm(done_on=TODAY))
    with pytest.raises(Invalid):
        app.run(add_follow_up, paper, FollowUpForm(done_on=TODAY, attendance=-3))
