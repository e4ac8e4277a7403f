"""The books of papers: numbers taken, corrected and cancelled; legal documents with their flag, follow-ups and uses."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_number, a_paper, a_plan, read_with, set_roles
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid
from sqlalchemy import select

from dcapp.features.papers.models import IssuedPaper, Paper
from dcapp.features.papers.queries import paper_card
from dcapp.features.papers.service import add_paper, edit_paper, take_number
from dcapp.features.plan.service import take_in_plan
from ui.features.papers.issued import NumberDialog, issued_page
from ui.features.papers.legal import FollowUpDialog, legal_page
from ui.features.papers.page import papers_page
from ui.kit import theme
from ui.kit.dialogs import Sheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens a page at the size of a small window."""

    def bring(factory, size=(1060, 660)):
        page = factory(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        return page

    return bring


def sheet():
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, Sheet) and window.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def issued(app):
    return read_with(
        app, lambda uow: [(i.symbol, i.state.value, i.subject, i.reason) for i in uow.session.query(IssuedPaper)]
    )


def choose_line(page, quiet, row=0):
    page.table.setCurrentIndex(page.table.model().index(row, 0))
    quiet()


# -- the pages
@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("size", [(1366, 696), (1280, 660)])
def test_every_book_is_sound_at_every_size(office, opened, look, quiet, scale, size):
    office.run(add_paper, a_paper())
    office.run(take_number, a_number())
    look("dark" if scale == 125 else "light", scale)
    page = opened(papers_page, (size[0] - theme.px(220), size[1]))
    for tab in range(3):
        page.show_tab(tab)
        quiet()
        assert_screen_is_sound(page)


def test_without_the_rights_no_number_is_taken_and_nothing_edited(office, opened):
    set_roles(office, "thu", ("BC",))
    for factory in (issued_page, legal_page):
        offered = {step.id for step in opened(factory).actions_of_page.steps}
        assert not offered & {"add", "edit", "remove", "cancel", "follow_up", "import"}, offered


def test_the_steps_of_a_book_stand_at_the_foot_of_its_pane(office, opened, quiet):
    office.run(add_paper, a_paper())
    office.run(take_number, a_number())
    for factory, words in ((issued_page, "Hủy số"), (legal_page, "Ghi quán triệt, sơ kết")):
        page = opened(factory, (1366, 696))
        choose_line(page, quiet)
        (found,) = [b for b in page.pane.findChildren(QPushButton) if b.text() == words]
        assert found.isVisible()
        assert found.isEnabled()
        assert_screen_is_sound(page)


def test_the_empty_book_of_numbers_and_its_buttons_say_the_same(opened):
    page = opened(issued_page)
    said = [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
    assert said.count("Lấy số") == 2
    assert "Lấy số" in words_of(page)
    assert not [words for words in said if words.startswith("Thêm")]


# -- numbers
def test_a_number_is_taken_in_a_dialog_that_dies(office, opened, desk, quiet):
    page = opened(issued_page)
    page.actions_of_page["add"].trigger()
    quiet()
    dialog = sheet()
    assert isinstance(dialog, NumberDialog)
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    assert issued(office) == []  # no subject yet
    assert dialog.isVisible()
    dialog.subject.setPlainText("thử việc")
    dialog.copies.setText("x")
    dialog.agree.click()
    assert "phải là số" in words_of(dialog)
    dialog.copies.setText("3")
    dialog.agree.click()
    quiet()
    assert issued(office) == [("01/KH-UBND", "issued", "thử việc", "")]
    assert desk.toasts[-1][0] == "Đã lấy số."
    die()
    assert not isValid(dialog)


def test_a_day_out_of_order_is_said_in_the_dialog(office, opened, quiet):
    office.run(take_number, a_number(issued_on=date(2023, 6, 1)))
    page = opened(issued_page)
    page.actions_of_page["add"].trigger()
    quiet()
    dialog = sheet()
    dialog.subject.setPlainText("thử việc")
    dialog.agree.click()
    quiet()
    assert "01/06/2023" in dialog.problem.text()
    dialog.close_now()


def test_a_number_is_cancelled_with_a_reason_and_only_once(office, opened, quiet):
    office.run(take_number, a_number())
    page = opened(issued_page)
    choose_line(page, quiet)
    page.actions_of_page["cancel"].trigger()
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    quiet()
    assert dialog.isVisible()  # a reason is asked for
    dialog.reason.setPlainText("Ghi nhầm loại")
    dialog.agree.click()
    quiet()
    assert issued(office)[0][1:] == ("cancelled", "thử việc", "Ghi nhầm loại")
    choose_line(page, quiet)
    assert not page.actions_of_page["cancel"].isEnabled()


def test_a_line_is_completed_and_its_type_cannot_be_changed(office, opened, quiet):
    office.run(take_number, a_number())
    page = opened(issued_page)
    choose_line(page, quiet)
    page.actions_of_page["edit"].trigger()
    quiet()
    dialog = sheet()
    assert not dialog.kind.isEnabled()
    dialog.subject.setPlainText("lời khác")
    dialog.agree.click()
    quiet()
    assert issued(office)[0][2] == "lời khác"


def test_esc_asks_before_typed_words_are_lost(office, opened, quiet, answers):
    page = opened(issued_page)
    page.actions_of_page["add"].trigger()
    quiet()
    dialog = sheet()
    QTest.keyClicks(dialog.subject, "abc")
    answers.append(1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answers.append(0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    quiet()
    die()
    assert not isValid(dialog)


# -- legal documents
def to_paper(page, office, quiet, number="12/QĐ-UBND"):
    key = read_with(office, lambda uow: uow.session.scalar(select(Paper.id).where(Paper.number == number)))
    page.show_record(key)
    quiet()
    return key


def test_a_document_that_ended_carries_its_flag_and_successor(office, opened, quiet):
    new = office.run(add_paper, a_paper(number="13/QĐ-UBND"))
    old = office.run(add_paper, a_paper())
    office.run(edit_paper, old, a_paper(in_force_to=date(2023, 1, 1), replaced_by_id=new))
    page = opened(legal_page, (1366, 696))
    to_paper(page, office, quiet)
    shown = page.pane.flag.text.text()
    assert "01/01/2023" in shown
    assert "13/QĐ-UBND" in shown
    assert not page.pane.flag.isHidden()
    to_paper(page, office, quiet, "13/QĐ-UBND")
    assert page.pane.flag.isHidden()


def test_the_plans_that_cite_a_document_are_named(office, opened, quiet):
    office.run(take_in_plan, a_plan())
    page = opened(legal_page, (1366, 696))
    to_paper(page, office, quiet)
    assert "Thực hiện dân chủ ở xã năm 2023" in page.pane.uses.text()


def test_a_follow_up_is_recorded_in_a_dialog_that_dies(office, opened, quiet):
    office.run(add_paper, a_paper())
    page = opened(legal_page, (1366, 696))
    key = to_paper(page, office, quiet)
    page.actions_of_page["follow_up"].trigger()
    quiet()
    dialog = sheet()
    assert isinstance(dialog, FollowUpDialog)
    assert_screen_is_sound(dialog)
    dialog.attendance.setText("nhiều")
    dialog.agree.click()
    assert "phải là số" in words_of(dialog)
    dialog.attendance.setText("45")
    dialog.agree.click()
    quiet()
    [line] = office.run(paper_card, key).follow_ups
    assert line.attendance == 45
    die()
    assert not isValid(dialog)
    quiet()
    assert "45 người dự" in page.pane.done.text()
