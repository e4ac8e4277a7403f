"""The screen of a case: its road, last day, next steps, notes, papers; a step asks and tells; no denouncer."""

from __future__ import annotations

from datetime import date

import pytest
from checks import shown
from PySide6.QtWidgets import QLabel, QScrollArea

from dcapp.features.cases.dossier import add_folio
from dcapp.features.cases.forms import FolioForm, StepForm
from dcapp.features.cases.queries import case_card
from dcapp.features.cases.steps import take_step
from dcapp.features.cases.terms import CaseKind
from ui.features.cases.dossier import FolioDialog
from ui.features.cases.people import AssignDialog
from ui.features.cases.screen import CaseScreen
from ui.features.cases.step_dialog import StepDialog
from ui.features.sealed.card import SealedCard, sealed_card

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def words_of(widget):
    return " | ".join(label.text() for label in shown(widget, QLabel))


@pytest.fixture
def screen(desk, make_case, bring):
    case_id = make_case(CaseKind.COMPLAINT)
    return bring(CaseScreen(desk, case_id))


def test_it_tells_where_the_case_stands_and_why_it_is_due(screen):
    assert screen.header.title.full_text() == "KN-2026-001 · Nguyễn Văn Tám"
    assert screen.deadline.isVisible()
    assert screen.deadline.found is not None
    told = words_of(screen)
    assert "Thu hồi đất ở Đồng Cũ" in told
    assert "Vì sao đến hạn ngày này?" in told
    assert screen.options[0].is_allowed
    assert screen.first.text() == screen.options[0].title


def test_a_step_tells_its_days_refuses_in_words_and_moves_the_case(screen, desk, office, qtbot, quiet):
    before = office.run(case_card, screen.case_id).state
    screen.take_first()
    dialog = screen.findChild(StepDialog)
    quiet()
    dialog.day.set_value(date(2026, 8, 1))  # before the case was opened
    dialog.agree.click()
    quiet()
    assert "sớm hơn ngày mở vụ việc" in dialog.form.cells["done_on"].problem.text()
    dialog.day.set_value(date(2026, 8, 4))
    dialog.reason.setText("Bổ sung giấy tờ sau")
    dialog.agree.click()
    quiet()
    after = office.run(case_card, screen.case_id)
    assert (after.state != before, len(after.steps)) == (True, 2)
    assert desk.toasts


def test_the_last_days_that_a_step_brings_are_told_before_it_is_saved(screen, quiet):
    told = []
    for option in [one for one in screen.options if one.is_allowed]:
        screen.take(option)
        dialog = screen.findChildren(StepDialog)[-1]
        quiet()
        told.append(dialog.told.text())
        dialog.close_now()
    assert any(("hạn" in words and "/2026" in words) or "/2027" in words for words in told), told


def test_a_note_goes_into_the_log_with_enter(screen, office, quiet):
    screen.quick.setText("Đã gọi điện mời đối thoại")
    screen.quick.returnPressed.emit()
    quiet()
    assert office.run(case_card, screen.case_id).steps[-1].note == "Đã gọi điện mời đối thoại"
    assert "Đã gọi điện mời đối thoại" in words_of(screen.log)
    assert screen.quick.text() == ""


def test_papers_are_numbered_and_changed(screen, office, quiet):
    office.run(add_folio, screen.case_id, FolioForm(name="Đơn khiếu nại", kind="letter", pages=3))
    quiet()
    assert screen.dossier.folio().name == "Đơn khiếu nại"
    screen.dossier.edit()
    dialog = screen.dossier.findChild(FolioDialog)
    dialog.name.setText("Đơn khiếu nại ngày 03/8")
    dialog.agree.click()
    quiet()
    assert office.run(case_card, screen.case_id).folios[0].name == "Đơn khiếu nại ngày 03/8"


def test_it_is_given_to_an_officer(screen, office, quiet):
    screen.assign()
    dialog = screen.findChild(AssignDialog)
    quiet()
    dialog.officer.setCurrentIndex(1)
    name = dialog.officer.currentText()
    dialog.agree.click()
    quiet()
    assert office.run(case_card, screen.case_id).handler == name


def test_a_denunciation_shows_its_code_and_a_sealed_card(desk, make_case, bring):
    case_id = make_case(CaseKind.DENUNCIATION, sender="Hoàng Thị Bí Mật", gist="Điều phải giữ kín")
    screen = bring(CaseScreen(desk, case_id, sealed_part=sealed_card))
    assert screen.header.title.full_text() == "TC-2026-001"
    card = screen.findChild(SealedCard)
    assert card.view is not None
    assert not card.view.may_open  # this office has no vault: only the code is kept
    told = words_of(screen) + screen.windowTitle()
    assert "Đã niêm phong" in told
    assert "Bí Mật" not in told
    assert "giữ kín" not in told


def test_everything_dies_with_its_screen(screen, qtbot, quiet):
    screen.take_first()
    dialog = screen.findChild(StepDialog)
    quiet()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close_now()


def test_a_form_is_filled_from_the_case_kept_as_a_draft_and_issued_into_the_dossier(screen, office, quiet, monkeypatch):
    from ui.registers import form_desk

    shown_papers = []
    monkeypatch.setattr(form_desk, "preview_document", lambda _desk, document, *_words: shown_papers.append(document))
    screen.show_papers()
    forms = screen.findChild(form_desk.FormsDialog)
    quiet()
    row = next(number for number, one in enumerate(forms._lines) if one.form == "kn02")
    forms.list.setCurrentIndex(forms.list.lines.index(row, 0))
    forms.agree.click()
    quiet()
    sheet = screen.findChild(form_desk.FormSheet)
    said = {key: form_desk._said(editor) for key, editor in sheet.editors.items()}
    assert any("Nguyễn Văn Tám" in words for words in said.values())
    for blank in sheet._card.blanks:
        if blank.is_required and not said[blank.key]:
            editor = sheet.editors[blank.key]
            if hasattr(editor, "setPlainText"):
                editor.setPlainText("Đã xem xét.")
            elif hasattr(editor, "set_value"):
                editor.set_value(date(2026, 8, 20))
            elif hasattr(editor, "setText"):
                editor.setText("Đã xem xét.")
            else:
                editor.setCurrentIndex(1)
    sheet.save_it()
    quiet()
    sheet.day.set_value(date(2026, 8, 20))
    sheet.number.click()
    quiet()
    assert len(office.run(case_card, screen.case_id).folios) == 1
    assert len(shown_papers) == 1


def test_long_words_never_push_the_page_wider_than_its_room(desk, make_case, office, bring, quiet):
    case_id = make_case(CaseKind.COMPLAINT)
    office.run(add_folio, case_id, FolioForm(name="Đơn", kind="letter"))
    office.run(add_folio, case_id, FolioForm(name="Chứng cứ", kind="evidence"))
    for key, on, values in (
        ("accept", date(2026, 8, 5), {}),
        ("suspend", date(2026, 8, 6), {"suspend_ground": "waits", "suspend_why": "chờ"}),
    ):
        office.run(take_step, case_id, StepForm(step=key, done_on=on, values=values))
    screen = bring(CaseScreen(desk, case_id))
    screen.resize(1150, 696)
    quiet()
    area = screen.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
