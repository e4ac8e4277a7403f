"""Sorting a letter: what the book knows is answered, the proposal follows the answers or says why not."""

from __future__ import annotations

from datetime import date

import pytest
from builders import an_app

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.cases.forms import CaseForm
from dcapp.features.cases.service import open_case
from dcapp.features.cases.terms import CaseKind
from dcapp.features.letters.forms import HandlingForm, LetterForm, SenderForm
from dcapp.features.letters.handling import decide_handling, tie_letters
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.service import record_letter
from dcapp.features.letters.terms import Handling, LetterKind, LetterState, Source, Tie
from dcapp.features.letters.triage import ProposalForm, propose_by_questions, triage_of
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.kernel.errors import Invalid, RuleViolation

DAY = date(2026, 8, 3)
ADMITTED = {
    "content": "complaint",
    "readable": "yes",
    "named": "yes",
    "guided_before": "no",
    "open_case": "no",
    "against": "ours",
    "object": "decision",
    "is_affected": "yes",
    "capacity": "yes",
    "signed": "yes",
    "in_time": "yes",
    "ended": "no",
    "harm": "no",
}


@pytest.fixture
def app(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2026-10-01")
    opened = an_app()
    yield opened
    opened.close()


def a_letter(app, kind=LetterKind.COMPLAINT, **values):
    form = LetterForm(**{"received_on": DAY, "kind": kind, "sender": "Phan Văn Bền", "gist": "Thu hồi đất"} | values)
    return app.run(record_letter, form).id


def propose(app, letter_id, handling, answers=ADMITTED, **more):
    app.run(propose_by_questions, letter_id, ProposalForm(handling=handling, answers=answers, **more))
    return app.run(letter_card, letter_id)


def test_the_book_answers_what_it_knows(app):
    facts = app.run(triage_of, a_letter(app, source=Source.FORWARDED, sender_body="Báo", sender_paper="1/CV")).facts
    assert facts["kind"] == "complaint"
    assert (facts["named"], facts["signed"], facts["forwarded"], facts["group"]) == ("yes", "yes", "yes", "no")
    assert "open_case" not in facts


def test_the_last_days_of_the_outcomes_are_told(app):
    card = app.run(triage_of, a_letter(app))
    assert card.deadlines["KN-02"].due == date(2026, 8, 12)


def test_the_proposal_keeps_answers_and_ground_with_the_article(app):
    card = propose(app, a_letter(app), Handling.REFUSE, ADMITTED | {"in_time": "no"})
    assert (card.state, card.proposed) == (LetterState.PROPOSED, Handling.REFUSE)
    assert "khoản 6 Điều 11" in card.ground
    assert card.answers["in_time"] == "no"
    assert "ended" not in card.answers


def test_something_else_than_the_questions_come_to_needs_a_reason_that_the_decision_keeps(app):
    letter_id = a_letter(app)
    with pytest.raises(Invalid) as refused:
        propose(app, letter_id, Handling.FILE)
    assert refused.value.field == "overruled"
    propose(app, letter_id, Handling.FILE, overruled="Người gửi xin rút lại đơn")
    app.run(decide_handling, letter_id, HandlingForm(handling=Handling.FILE, done_on=DAY))
    assert app.run(letter_card, letter_id).overruled == "Người gửi xin rút lại đơn"


def test_open_questions_are_named(app):
    with pytest.raises(Invalid, match="thời hiệu") as refused:
        propose(app, a_letter(app), Handling.ACCEPT, {key: ADMITTED[key] for key in ADMITTED if key != "in_time"})
    assert refused.value.field == "in_time"


def test_a_letter_of_another_kind_is_not_proposed(app):
    with pytest.raises(RuleViolation, match="Sửa loại đơn"):
        propose(app, a_letter(app), Handling.ACCEPT, ADMITTED | {"content": "petition"})


def test_one_signature_missing_among_many_is_seen(app):
    senders = (SenderForm(name="Lê Thị Sáu"), SenderForm(name="Võ Tư", has_signed=False))
    some = app.run(triage_of, a_letter(app, people_count=3, senders=senders, has_appointment=True))
    assert (some.facts["group"], some.facts["appointed"]) == ("yes", "no")


def test_a_letter_about_the_chairman_can_only_go_above(app):
    with app.database.begin(NOBODY, "officer", write=True) as uow:
        accused = uow.add(Officer(full_name="Chủ tịch"))
        post = uow.session.query(Post).filter_by(key="chairman").one()
        uow.add(Tenure(officer_id=accused.id, post_id=post.id, since=date(2024, 1, 1)))
        accused_id = accused.id
    letter_id = a_letter(app, LetterKind.DENUNCIATION, respondent_ids=(accused_id,))
    card = app.run(triage_of, letter_id)
    assert (card.facts["about_leader"], card.is_forced) == ("yes", True)
    with pytest.raises(RuleViolation, match="cấp trên trực tiếp"):
        propose(app, letter_id, Handling.FILE, {"content": "denunciation", "readable": "yes"}, overruled="Bỏ qua")
    assert propose(app, letter_id, Handling.ABOVE, {"readable": "yes"}).proposed is Handling.ABOVE


def test_a_twin_in_a_case_answers_that_a_case_is_open(app):
    first, second = a_letter(app), a_letter(app)
    app.run(tie_letters, second, first, Tie.DUPLICATE)
    assert "open_case" not in app.run(triage_of, second).facts
    app.run(open_case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=DAY, letter_ids=(first,)))
    assert app.run(triage_of, second).facts["open_case"] == "yes"
