"""What is done with a letter of the book: split, tied to another, shown to somebody."""

from __future__ import annotations

from datetime import date

import pytest
from case_house import desk as at_desk

from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.screen_queries import access_of
from dcapp.features.letters.service import record_letter
from dcapp.features.letters.terms import LetterKind, Tie
from ui.features.letters.access import AccessDialog
from ui.features.letters.compare import CompareDialog
from ui.features.letters.split import SplitDialog
from ui.features.letters.tie import TieDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def letter(office):
    """Puts a letter into the book and gives its card."""

    def put(**told):
        form = LetterForm(
            received_on=date(2026, 8, 3), **{"sender": "Trần Thị Lành", "gist": "Rãnh thoát nước", **told}
        )
        return office.run(letter_card, office.run(record_letter, form).id)

    return put


def test_each_content_of_a_letter_has_its_own_kind_and_field(desk, page, quiet, office, letter):
    card = letter(kind=LetterKind.SEVERAL, phone="0905 123 218")
    dialog = SplitDialog(desk, card, page)
    dialog.open()
    dialog.parts[0][1].setPlainText("Khiếu nại bồi thường")
    dialog.parts[1][0].choose(LetterKind.PETITION)
    dialog.parts[1][1].setPlainText("Kiến nghị sửa mương")
    dialog.topics[1].choose("land")
    dialog.agree.click()
    quiet()
    parts = [office.run(letter_card, one.id) for one in office.run(letter_card, card.id).parts]
    assert {(one.kind, one.field, one.phone) for one in parts} == {
        (LetterKind.COMPLAINT, "", "0905 123 218"),
        (LetterKind.PETITION, "land", "0905 123 218"),
    }


def test_a_letter_is_tied_to_one_that_was_looked_for(desk, page, quiet, office, letter):
    other, card = letter(sender="Lê Văn Bình", gist="Đường làng ngập"), letter()
    dialog = TieDialog(desk, card, page)
    dialog.open()
    quiet()
    dialog.words.setText("le van binh")
    dialog.words.searched.emit("le van binh")
    quiet()
    assert dialog.list.key() == other.id
    dialog.agree.click()
    quiet()
    compare = dialog.findChild(CompareDialog)
    compare.decided.emit(Tie.FOLLOW_UP)
    quiet()
    assert [(one.letter.id, one.tie) for one in office.run(letter_card, card.id).ties] == [(other.id, Tie.FOLLOW_UP)]


def test_somebody_is_let_into_a_denunciation_and_taken_out_again(desk, page, quiet, office, letter):
    officer = at_desk(office, "loan", "CB").viewer.officer_id
    card = letter(kind=LetterKind.DENUNCIATION)
    dialog = AccessDialog(desk, card, page)
    dialog.open()
    quiet()
    dialog.officer.choose(officer)
    dialog.reason.setText("Tham mưu")
    dialog.agree.click()
    quiet()
    assert [(one.officer_id, one.reason) for one in office.run(access_of, card.id)] == [(officer, "Tham mưu")]

    again = AccessDialog(desk, card, page)
    again.open()
    quiet()
    again.take.click()
    quiet()
    assert office.run(access_of, card.id) == ()
