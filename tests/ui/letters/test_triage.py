"""Sorting a letter on the screen: one question after the other, the outcome with its article, another word on it."""

from __future__ import annotations

import pytest

from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.terms import Handling, LetterKind, LetterState
from ui.features.letters.handling import HandlingDialog
from ui.features.letters.triage import TriageDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ADMITTED = {
    "readable": "yes",
    "guided_before": "no",
    "open_case": "no",
    "against": "ours",
    "object": "decision",
    "is_affected": "yes",
    "capacity": "yes",
    "in_time": "yes",
    "ended": "no",
    "harm": "no",
}


@pytest.fixture
def sorting(page, make_letter, quiet):
    """Opens the questions of a new letter."""

    def open_sheet(kind):
        letter_id = make_letter(kind)
        book = page.books.page
        book.reload()
        book.show_record(letter_id)
        quiet()
        book.sort(book.table.current_line())
        quiet()
        return book.findChild(TriageDialog), letter_id

    return open_sheet


def said(dialog):
    return dialog.verdict.text.text()


def shown(dialog):
    return {key for key in ("readable", "guided_before", "against", "object") if dialog.sheet.field(key).isVisible()}


def test_the_next_question_appears_when_the_one_before_is_answered(sorting):
    dialog, _letter_id = sorting(LetterKind.COMPLAINT)
    assert shown(dialog) == {"readable"}
    assert not dialog.agree.isEnabled()
    dialog.sheet.field("readable").choose("yes")
    assert shown(dialog) == {"readable", "guided_before"}
    dialog.sheet.field("readable").choose("no")
    assert shown(dialog) == {"readable"}
    assert "Lưu đơn" in said(dialog)
    assert dialog.handling.value() is Handling.FILE
    dialog.is_touched = False


def test_the_outcome_is_proposed_with_its_ground_and_the_decision_follows(sorting, page, office, quiet):
    dialog, letter_id = sorting(LetterKind.COMPLAINT)
    dialog.sheet.fill(ADMITTED)
    assert "Điều 27" in said(dialog)
    dialog.agree.click()
    quiet()
    card = office.run(letter_card, letter_id)
    assert (card.state, card.proposed) == (LetterState.PROPOSED, Handling.ACCEPT)
    decision = page.books.page.findChild(HandlingDialog)
    assert decision.handling.value() is Handling.ACCEPT
    assert "Điều 27" in decision.ground.value()


def test_another_word_than_the_questions_needs_a_reason(sorting, office, quiet):
    dialog, letter_id = sorting(LetterKind.COMPLAINT)
    dialog.sheet.fill(ADMITTED)
    assert dialog.form.cells["overruled"].isHidden()
    dialog.handling.choose(Handling.FILE)
    assert dialog.form.cells["overruled"].isVisible()
    dialog.agree.click()
    quiet()
    assert "Ghi lý do" in dialog.form.cells["overruled"].problem.text()
    dialog.overruled.setPlainText("Người gửi đã rút đơn")
    dialog.agree.click()
    quiet()
    assert office.run(letter_card, letter_id).overruled == "Người gửi đã rút đơn"


def test_a_letter_of_another_kind_is_sent_back_to_its_entry(sorting, page, quiet):
    dialog, letter_id = sorting(LetterKind.PETITION)
    dialog.sheet.field("content").choose("complaint")
    assert "Sửa loại đơn" in said(dialog)
    assert not dialog.agree.isEnabled()
    dialog.kind.click()
    quiet()
    assert page.entry is not None
    assert page.entry.card.id == letter_id
