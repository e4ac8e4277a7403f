"""Bộ quy tắc: the rules on a day, their editions, the office's own number, a date tried out."""

from __future__ import annotations

import pytest
from checks import assert_screen_is_sound, words_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dcapp.rules.telling import told
from ui.features.admin import rule_model
from ui.features.admin.rule_dialogs import CheckWordingDialog, EndOwnDaysDialog, OwnDaysDialog
from ui.features.admin.rule_page import RulePage
from ui.kit.print_preview import PrintPreviewDialog

SECOND = "nui-cao-song-dai"
SIZES = [(100, (1366, 696)), (125, (1366, 696)), (150, (1280, 660))]


@pytest.fixture
def page(desk, stand):
    return stand(RulePage(desk))


def choose(page, quiet, name):
    page.show_record(name)
    page.frame.open_detail()
    quiet(page.desk)
    return page.current()


def opened(kind):
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, kind) and window.isVisible())


def cells(page, name):
    row = page.model.row_of(name)
    return [page.model.index(row, column).data() for column in range(page.model.columnCount())]


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_the_page_is_sound(desk, stand, quiet, look, scale, size):
    look("light", scale)
    page = stand(RulePage(desk), size)
    assert_screen_is_sound(page)
    choose(page, quiet, "KN-02")
    assert_screen_is_sound(page, traps=False)
    page.pane.tabs.bar.setCurrentIndex(1)
    page.pane.day.line.setText("22/06/2026")
    quiet(desk)
    assert_screen_is_sound(page, traps=False)


def test_the_rules_stand_as_they_hold_on_the_day_that_is_looked_at(page, quiet):
    page.day.line.setText("30/06/2026")
    assert cells(page, "KN-02")[1:3] == ["10 ngày", "10 ngày làm việc"]
    assert cells(page, "TCD-09")[2:] == ["–", "Chưa có hiệu lực"]
    page.day.line.setText("01/07/2026")
    assert cells(page, "KN-02")[1:] == ["10 ngày làm việc", "7 ngày làm việc", "Cần kiểm tra"]
    assert cells(page, "TCD-04")[2] == "trước 5 ngày làm việc"
    assert cells(page, "TC-01")[3] == "Đã kiểm"
    page.day.line.setText("31/02/2026")
    assert cells(page, "KN-02")[2] == "7 ngày làm việc"


def test_ready_made_filters_and_words_narrow_the_list(page, qtbot, quiet):
    page.day.line.setText("01/07/2026")
    page.filters.choose(rule_model.CHANGED)
    assert page.model.row_of("KN-02") >= 0
    assert page.model.row_of("TC-01") < 0
    page.filters.choose(rule_model.ALL)
    page.search.setText("doi thoai")
    qtbot.waitUntil(lambda: page.model.row_of("TC-01") < 0)
    assert page.model.row_of("KN-14") >= 0
    page.search.setText("khongcogi")
    qtbot.waitUntil(lambda: "Không có quy định nào như vậy" in words_of(page))
    page.filters.clear.click()
    qtbot.waitUntil(lambda: page.model.row_of("TC-01") >= 0)


def test_the_pane_tells_every_edition_and_what_happens_between_them(page, quiet):
    page.day.line.setText("01/07/2026")
    choose(page, quiet, "KN-02")
    told = words_of(page.pane)
    for words in ("từ 01/07/2026", "10/12/2020 – 30/06/2026", "01/07/2012 – 30/06/2026", "nhắc theo ngày sớm nhất"):
        assert words in told
    assert "Điều 27" in told


def test_a_date_is_tried_out_step_by_step(page, quiet):
    choose(page, quiet, "TC-01")
    page.pane.tabs.bar.setCurrentIndex(1)
    page.pane.day.line.setText("26/04/2024")
    quiet(page.desk)
    card = page.pane.card
    assert card.due.text() == "Thứ Năm, 09/05/2024"
    assert card.chip.isHidden()
    assert "04/05/2024 là ngày làm bù" in words_of(card)
    choose(page, quiet, "TCD-05")
    assert card.isHidden()
    page.pane.day.line.setText("26/04/2024")
    quiet(page.desk)
    assert card.isHidden()
    assert "không ấn định số ngày" in words_of(page.pane)


def test_a_date_that_was_tried_out_is_copied_and_printed(page, quiet, qtbot):
    choose(page, quiet, "TC-01")
    page.pane.tabs.bar.setCurrentIndex(1)
    page.pane.day.line.setText("26/04/2024")
    quiet(page.desk)
    page.pane.card.copy_button.click()
    assert QApplication.clipboard().text() == told(page.pane.card.found)
    page.pane.card.print_button.click()
    qtbot.waitUntil(lambda: any(isinstance(one, PrintPreviewDialog) for one in QApplication.topLevelWidgets()))


def test_the_office_sets_its_own_number_and_ends_it_again(page, qtbot, quiet):
    line = choose(page, quiet, "KN-03")
    page.actions_of_page["own"].trigger()
    dialog = opened(OwnDaysDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "Ô này cần có." in words_of(dialog)
    dialog.days.setValue(20)
    dialog.reason.setPlainText("Tỉnh giao rút ngắn")
    dialog.source.setText("Quyết định 12/QĐ-UBND")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    quiet(page.desk)
    assert cells(page, "KN-03")[1:] == ["30 ngày", "20 ngày", "Đơn vị tự đặt"]
    assert page.current().rule.name == line.rule.name
    told = words_of(page.pane)
    assert "Tỉnh giao rút ngắn" in told
    assert "Quyết định 12/QĐ-UBND" in told
    assert not page.actions_of_page["own"].isEnabled()
    page.actions_of_page["end"].trigger()
    ending = opened(EndOwnDaysDialog)
    ending.until.line.setText("10/05/2023")
    qtbot.keyClick(ending, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    quiet(page.desk)
    page.day.line.setText("11/05/2023")
    assert cells(page, "KN-03")[3] == "Đã kiểm"


def test_who_compared_a_rule_is_noted(page, qtbot, quiet):
    page.day.line.setText("01/08/2026")
    choose(page, quiet, "TCD-09")
    page.actions_of_page["check"].trigger()
    dialog = opened(CheckWordingDialog)
    dialog.source.setText("Công báo số 101")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    quiet(page.desk)
    assert cells(page, "TCD-09")[3] == "Đã kiểm"
    assert "Nguyễn Thị Hạnh, 10/05/2023" in words_of(page.pane)


def test_who_may_not_change_settings_only_reads(desk_of, stand, quiet):
    page = stand(RulePage(desk_of("lien.vt", SECOND)))
    choose(page, quiet, "KN-03")
    assert [step.id for step in page.actions_of_page.steps] == ["reload"]
    assert "Đặt khác" not in words_of(page.pane)
