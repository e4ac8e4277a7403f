"""The book of letters: a letter goes in, is handled, becomes a case; of a denunciation nothing stays in words."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.terms import Handling, LetterKind, LetterState
from ui.features.cases.screen import CaseScreen
from ui.features.letters.entry_form import KIND_ORDER
from ui.features.letters.handling import HandlingDialog
from ui.features.letters.page import LettersPage
from ui.features.letters.split import SplitDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(desk, bring):
    return bring(LettersPage(desk, (), lambda desk, case_id, parent: CaseScreen(desk, case_id, parent)))


def test_a_letter_goes_into_the_book_and_is_shown(page, office, quiet):
    page.books.page.take_in()
    quiet()
    form = page.entry.form
    form.received_on.set_value(date(2026, 8, 3))
    form.writer.setText("Trần Văn Bốn")
    form.gist.setPlainText("Đề nghị sửa mương")
    page.entry.save()
    quiet()
    line = page.books.page.table.current_line()
    assert page.entry is None
    assert (line["sender"], line["gist"]) == ("Trần Văn Bốn", "Đề nghị sửa mương")
    assert page.books.page.pane.card.clocks


def test_an_accepted_letter_becomes_a_case_that_is_opened(page, desk, office, make_letter, quiet):
    letter_id = make_letter(LetterKind.COMPLAINT)
    book = page.books.page
    book.reload()
    book.show_record(letter_id)
    quiet()
    book.handle(book.table.current_line())
    quiet()
    dialog = book.findChild(HandlingDialog)
    dialog.handling.choose(Handling.ACCEPT)
    dialog.late.setText("Nhận lại sổ")
    dialog.agree.click()
    quiet()
    card = office.run(letter_card, letter_id)
    assert (card.state, card.handling, card.case_id is not None) == (LetterState.HANDLED, Handling.ACCEPT, True)
    page_key, record = desk.opened[-1]
    assert (page_key, record) == ("letters", ("CaseFile", card.case_id))
    page.show_record(record)
    quiet()
    assert page.case is not None
    page.case.left.emit()
    assert page.case is None


def test_a_letter_of_ten_contents_is_split(page, office, make_letter, quiet):
    letter_id = make_letter(LetterKind.PETITION)
    book = page.books.page
    book.show_record(letter_id)
    quiet()
    book.split(book.table.current_line())
    quiet()
    dialog = book.findChild(SplitDialog)
    while len(dialog.parts) < 10:
        dialog.add_part()
    for number, (kind, words) in enumerate(dialog.parts, 1):
        kind.choose(LetterKind.PETITION)
        words.setPlainText(f"Nội dung thứ {number}")
    dialog.agree.click()
    quiet()
    assert len(office.run(letter_card, letter_id).parts) == 10


def test_a_denunciation_keeps_its_code_and_no_draft(page, office, quiet):
    from dcapp.db.journal import draft_of

    page.books.page.take_in()
    quiet()
    entry = page.entry
    entry.form.writer.setText("Hoàng Thị Bí Mật")
    entry.drafts.keep()
    quiet()
    assert office.run(draft_of, "letters", "") is not None
    entry.form.kind.choose(KIND_ORDER.index(LetterKind.DENUNCIATION))
    quiet()
    assert entry.sealed.isVisibleTo(entry)
    assert office.run(draft_of, "letters", "") is None
    entry.drafts.keep()
    quiet()
    assert office.run(draft_of, "letters", "") is None
    entry.form.gist.setPlainText("Điều phải giữ kín")
    entry.form.received_on.set_value(date(2026, 8, 3))
    entry.save()
    quiet()
    line = page.books.page.table.current_line()
    assert (line["title"], line["sender"], line["gist"]) == ("TC-2026-001", "TC-2026-001", "")
