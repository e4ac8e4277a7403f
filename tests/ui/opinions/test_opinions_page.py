"""The log of opinions on screen: writing, the soft hint about people, passing on, answering, printing a period."""

from __future__ import annotations

from datetime import date

import pytest
from builders import set_roles
from checks import assert_screen_is_sound, bring_up
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import dcapp.intake as intake
from dcapp.features.office.service import VillageForm, add_village
from dcapp.features.opinions.queries import answers_owed, opinions_between
from dcapp.features.opinions.register import OPINIONS
from dcapp.features.opinions.service import OpinionForm, add_opinion, edit_opinion, remove_opinion
from ui.features.opinions.dialogs import AnswerDialog, OpinionDialog, PassingDialog, PeriodDialog
from ui.features.opinions.page import opinions_page
from ui.kit import theme
from ui.kit.dialogs import Sheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens the page at the size of a window, on its first line."""

    def bring(size=(1366, 696)):
        page = opinions_page(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        page.table.setCurrentIndex(page.model.index(0, 0))
        quiet()
        return page

    return bring


@pytest.fixture
def opinion(office):
    """One line of the log."""
    village = office.run(add_village, VillageForm(name="Tân Lộc"))
    form = OpinionForm(heard_on=date(2023, 5, 2), matter="Mương thoát nước bị lấp", village_id=village)
    return office.run(add_opinion, form)


def start(page, quiet, step):
    page.actions_of_page[step].trigger()
    quiet()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def whole_log(office):
    return office.run(opinions_between, date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_page_and_dialogs_are_sound_at_every_size_of_type(opinion, opened, quiet, look, scale):
    look("dark" if scale == 125 else "light", scale)
    page = opened((1366 - theme.px(220), 696))
    page.frame.open_detail()
    assert_screen_is_sound(page)
    for step in ("edit", "pass", "answer", "log"):
        dialog = start(page, quiet, step)
        assert_screen_is_sound(dialog)
        dialog.close_now()
        die()
        assert not isValid(dialog)


def test_a_line_is_written_with_today_and_the_villages_to_choose(office, opinion, desk, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "add")
    assert isinstance(dialog, OpinionDialog)
    editors = dialog.form.editors
    assert editors["heard_on"].value() == date(2023, 5, 10)
    editors["village_id"].setCurrentIndex(1)
    editors["field"].choose("Đất đai")
    dialog.agree.click()
    quiet()
    assert dialog.form.cells["matter"].problem.text()
    editors["matter"].setPlainText("Giá đất tái định cư")
    dialog.agree.click()
    quiet()
    die()
    assert not isValid(dialog)
    assert [(card.village, card.field) for card in whole_log(office)] == [
        ("thôn Tân Lộc", ""),
        ("thôn Tân Lộc", "Đất đai"),
    ]
    assert desk.toasts[-1][0] == "Đã ghi vào sổ."


def test_words_that_lead_to_a_person_are_noticed_and_still_saved(office, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "add")
    matter = dialog.form.editors["matter"]
    assert dialog.hint.isHidden()
    matter.setPlainText("Bà Nguyễn Thị Hạnh, số 0912345678, hỏi về đất")
    shown = dialog.hint.text.text()
    assert not dialog.hint.isHidden()
    assert "không ghi tên người phản ánh" in shown
    assert "Nguyễn Thị Hạnh" in shown
    assert "0912345678" in shown
    matter.setPlainText("Có người hỏi về đất")
    assert dialog.hint.isHidden()
    matter.setPlainText("Gọi 0912345678")
    dialog.agree.click()
    quiet()
    assert [card.matter for card in whole_log(office)] == ["Gọi 0912345678"]


def test_typed_marks_are_shown_as_they_were_typed(opened, quiet):
    page = opened()
    dialog = start(page, quiet, "add")
    dialog.form.editors["matter"].setPlainText("<b>ông Lê Văn Đạt</b>")
    assert "<b>" not in dialog.hint.text.text()
    dialog.close_now()


def test_a_matter_is_passed_on_and_answered(office, opinion, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "pass")
    assert isinstance(dialog, PassingDialog)
    dialog.to.setText("Địa chính")
    dialog.answer_by.set_value(date(2023, 5, 1))
    dialog.agree.click()
    quiet()
    assert dialog.form.cells["answer_by"].problem.text()
    dialog.answer_by.set_value(date(2023, 5, 15))
    dialog.agree.click()
    quiet()
    assert [card.id for card in office.run(answers_owed)] == [opinion]

    page.table.setCurrentIndex(page.model.index(0, 0))
    quiet()
    dialog = start(page, quiet, "answer")
    assert isinstance(dialog, AnswerDialog)
    dialog.answer.setPlainText("Đã báo ông Lê Văn Đạt")
    assert not dialog.hint.isHidden()
    dialog.answer.setPlainText("Đã nạo vét")
    dialog.agree.click()
    quiet()
    [card] = whole_log(office)
    assert (card.answer, card.answered_on, card.passed_to) == ("Đã nạo vét", date(2023, 5, 10), "Địa chính")
    page.table.setCurrentIndex(page.model.index(0, 0))
    quiet()
    assert not page.actions_of_page["pass"].isEnabled()


def test_the_log_of_a_period_is_printed(opinion, opened, quiet, monkeypatch):
    drawn = []
    monkeypatch.setattr("ui.features.opinions.page.preview_table", lambda _desk, table: drawn.append(table))
    page = opened()
    dialog = start(page, quiet, "log")
    assert isinstance(dialog, PeriodDialog)
    dialog.until.set_value(date(2022, 1, 1))
    dialog.agree.click()
    assert dialog.form.cells["until"].problem.text()
    dialog.until.set_value(date(2023, 5, 10))
    dialog.agree.click()
    quiet()
    [table] = drawn
    assert table.title.endswith("từ 01/01/2023 đến 10/05/2023")
    assert len(table.rows) == 1


def test_a_correction_keeps_what_the_dialog_does_not_ask(office, opinion, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "edit")
    dialog.form.editors["people_count"].setText("12")
    dialog.agree.click()
    quiet()
    [card] = whole_log(office)
    assert (card.people_count, card.village, card.matter) == (12, "thôn Tân Lộc", "Mương thoát nước bị lấp")


def test_the_log_can_be_brought_in_from_excel_once_it_is_listed(opinion, opened, quiet, monkeypatch):
    writers = intake.Writers(add_opinion, edit_opinion, remove_opinion)
    monkeypatch.setitem(intake.WRITERS, OPINIONS.key, writers)
    offered = {step.id for step in opened().actions_of_page.steps}
    assert {"import", "export", "print"} <= offered


def test_without_the_right_nothing_is_offered_that_writes(office, opinion, opened):
    set_roles(office, "thu", ("BC",))
    offered = {step.id for step in opened().actions_of_page.steps}
    assert "log" in offered
    assert not offered & {"add", "edit", "remove", "answer", "pass", "import"}
