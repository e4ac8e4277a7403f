"""What is owed: counted by the law, met in time or late, moved with the calendar, carried over."""

from __future__ import annotations

from datetime import date

import pytest
from builders import an_app, beside, set_roles

from dcapp.db.journal import undo_last
from dcapp.features.commitments.queries import commitment_card, explained, moves_of, open_commitments
from dcapp.features.commitments.register import COMMITMENTS
from dcapp.features.commitments.service import (
    CommitmentForm,
    MeetForm,
    add_commitment,
    drop_commitment,
    edit_commitment,
    meet_commitment,
    remove_commitment,
    reopen_commitment,
)
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.service import DayOffForm, add_day_off
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.service import edit_visit, record_visit
from dcapp.features.visits.terms import Outcome
from dcapp.intake import taking_in
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation

DAY = date(2023, 5, 8)
DUE = date(2023, 5, 22)
PROMISE = CommitmentForm(title="Trả lời việc mượn đất", made_on=DAY, due_on=date(2023, 5, 15), to_whom="Bùi Văn Đào")
VISIT = VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất")


@pytest.fixture
def app():
    made = an_app()
    yield made
    made.close()


@pytest.fixture
def owed(app):
    """The answer that a visit is owed."""
    visit = app.run(record_visit, VISIT).id
    [card] = app.run(open_commitments)
    return visit, card.id


def test_a_noted_visit_owes_an_answer_in_ten_working_days_with_its_explanation(app, owed):
    card = app.run(commitment_card, owed[1])

    assert (card.rule, card.due_on, card.to_whom) == ("TCD-06", DUE, "Lê Thị Mười")
    assert app.run(explained, owed[1]).due == DUE


def test_an_answered_visit_owes_nothing_and_a_changed_one_lets_go(app, owed):
    app.run(edit_visit, owed[0], VisitForm(**{**_fields(VISIT), "outcome": Outcome.ANSWERED}))

    assert app.run(open_commitments) == []


def _fields(form):
    return {name: getattr(form, name) for name in form.__dataclass_fields__}


def test_a_day_named_to_the_citizen_is_owed_beside_the_statutory_one(app):
    app.run(record_visit, VisitForm(**{**_fields(VISIT), "promised_on": date(2023, 5, 12)}))

    assert [(one.kind, one.due_on) for one in app.run(open_commitments)] == [
        (CommitmentKind.PROMISE, date(2023, 5, 12)),
        (CommitmentKind.ANSWER, DUE),
    ]


def test_what_was_met_stays_met_when_the_visit_is_changed(app, owed):
    app.run(meet_commitment, owed[1], MeetForm(met_on=DAY, answer="Đã giải thích"))

    app.run(edit_visit, owed[0], VISIT)

    assert app.run(open_commitments) == []
    assert app.run(commitment_card, owed[1]).state is CommitmentState.MET


def test_who_was_given_an_answer_keeps_it_when_the_visit_is_changed(app, owed):
    card = app.run(commitment_card, owed[1])
    given = CommitmentForm(title=card.title, made_on=card.made_on, due_on=card.due_on, owner="Phòng Kinh tế")
    app.run(edit_commitment, owed[1], given)

    app.run(edit_visit, owed[0], VisitForm(**{**_fields(VISIT), "content": "Hỏi bồi thường đất"}))

    card = app.run(commitment_card, owed[1])
    assert card.owner == "Phòng Kinh tế"
    assert "bồi thường" in card.title


def test_a_late_answer_needs_its_reason(app):
    early = CommitmentForm(title="Hứa", made_on=date(2023, 4, 3), due_on=date(2023, 4, 10))
    key = app.run(add_commitment, early)

    with pytest.raises(Invalid, match="lý do chậm"):
        app.run(meet_commitment, key, MeetForm(met_on=DAY, answer="Xong"))
    app.run(meet_commitment, key, MeetForm(met_on=DAY, answer="Xong", reason="Chờ đo đạc"))

    assert app.run(commitment_card, key).is_late(DAY)


@pytest.mark.parametrize(
    "form",
    [
        MeetForm(met_on=DAY, answer=" "),
        MeetForm(met_on=date(2023, 5, 7), answer="Xong"),
        MeetForm(met_on=date(2030, 1, 1), answer="Xong"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(app, owed, form):
    with pytest.raises(Invalid):
        app.run(meet_commitment, owed[1], form)


def test_a_closed_line_is_opened_before_it_is_changed(app, owed):
    app.run(drop_commitment, owed[1], "Người dân rút ý kiến")
    with pytest.raises(RuleViolation):
        app.run(meet_commitment, owed[1], MeetForm(met_on=DAY, answer="Xong"))

    app.run(reopen_commitment, owed[1])

    assert app.run(commitment_card, owed[1]).state is CommitmentState.OPEN


def test_the_last_day_of_the_law_is_not_changed_by_hand(app, owed):
    with pytest.raises(Invalid, match="do luật"):
        app.run(edit_commitment, owed[1], CommitmentForm(title="Khác", made_on=DAY, due_on=date(2023, 6, 1)))
    with pytest.raises(RuleViolation):
        app.run(remove_commitment, owed[1])


def test_a_new_day_off_moves_what_is_open_tells_it_and_undo_moves_it_back(app, owed):
    promised = app.run(add_commitment, PROMISE)
    met = app.run(record_visit, VISIT).id
    [second] = [one.id for one in app.run(open_commitments) if one.record_id == met]
    app.run(meet_commitment, second, MeetForm(met_on=DAY, answer="Xong"))

    app.run(add_day_off, DayOffForm(day=date(2023, 5, 12), name="Nghỉ tránh bão", source="Công điện"))

    assert app.run(commitment_card, owed[1]).due_on == date(2023, 5, 23)
    assert app.run(commitment_card, second).due_on == DUE
    assert app.run(commitment_card, promised).due_on == PROMISE.due_on
    [move] = app.run(moves_of, owed[1])
    assert (move.before, move.after) == (DUE, date(2023, 5, 23))
    assert "Nghỉ tránh bão" in move.cause

    app.run(undo_last)
    assert app.run(commitment_card, owed[1]).due_on == DUE


def test_who_handles_matters_answers_only_what_was_given_to_them(app, owed):
    other = beside(app, "xu.ly", "TL")

    with pytest.raises(NotAllowed):
        other.run(meet_commitment, owed[1], MeetForm(met_on=DAY, answer="Xong"))
    set_roles(app, "xu.ly", ("TN",))
    other.refresh_identity()
    other.run(meet_commitment, owed[1], MeetForm(met_on=DAY, answer="Xong"))


def test_promises_of_the_old_book_come_in_once(app):
    take_in = taking_in(COMMITMENTS)

    assert app.run(take_in, [PROMISE, PROMISE]).written == 1
    assert app.run(take_in, [PROMISE]).passed_over == 1
    [card] = app.run(open_commitments)
    assert card.is_opening
