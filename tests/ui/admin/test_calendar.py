"""Lịch ngày nghỉ: the year on one page, loading a year, the list of days."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound, words_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from ui.features.admin.calendar_page import CalendarPage
from ui.features.admin.load_year_dialog import LoadYearDialog
from ui.registers.form import FormDialog
from ui.registers.import_dialog import ImportDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows
SIZES = [(100, (1366, 696)), (100, (1280, 660)), (125, (1366, 696)), (150, (1280, 660))]


@pytest.fixture
def page(desk, stand):
    return stand(CalendarPage(desk))


def opened(kind, qtbot):
    def found():
        return [window for window in QApplication.topLevelWidgets() if isinstance(window, kind) and window.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[-1]


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_the_page_is_sound(desk, stand, look, scale, size):
    look("light", scale)
    page = stand(CalendarPage(desk), size)
    assert_screen_is_sound(page)
    page.ways.choose(1)
    assert_screen_is_sound(page)


def test_the_year_is_shown_with_its_sources(page):
    assert page.header.title.full_text() == "Lịch ngày nghỉ 2023"
    assert page.list_room.count() > 5
    assert page.count.text() == "nghỉ 11 ngày làm việc"
    assert page.grid.months[0]._looks[2].value == "compensated"


def test_a_year_that_is_not_loaded_is_said_aloud(page, desk, quiet):
    assert "2025" in page.missing.text.text()
    page.years.choose(len(page._shown_years) - 1)
    quiet(desk)
    assert page.year == 2025
    assert "Năm <b>2025</b> chưa nạp" in page.missing.text.text()
    assert "2025" in page.missing.accessibleName()


def test_arrows_walk_over_the_year_and_say_each_day(page, qtbot):
    page.grid.setFocus()
    page.grid.choose(date(2023, 4, 30))
    for key, day in (
        (Qt.Key.Key_Right, date(2023, 5, 1)),
        (Qt.Key.Key_Down, date(2023, 5, 8)),
        (Qt.Key.Key_End, date(2023, 5, 31)),
        (Qt.Key.Key_PageUp, date(2023, 4, 30)),
        (Qt.Key.Key_Home, date(2023, 4, 1)),
    ):
        qtbot.keyClick(page.grid, key)
        assert page.grid.day == day
    page.grid.choose(date(2023, 1, 1))
    qtbot.keyClick(page.grid, Qt.Key.Key_Left)
    assert page.grid.day == date(2023, 1, 1)
    assert "Tết Dương lịch" in page.said.text()


def test_a_click_goes_to_a_day(page, qtbot):
    month = page.grid.months[6]
    box = next(
        month._box(row, column) for row, week in enumerate(month._weeks) for column, day in enumerate(week) if day == 14
    )
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=month.pos() + QPoint(box.center().x(), box.center().y()))
    assert page.grid.day == date(2023, 7, 14)


def test_enter_opens_a_day_and_saving_paints_it(page, desk, quiet, qtbot):
    page.grid.choose(date(2023, 6, 5))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    form = opened(FormDialog, qtbot)
    form.form.editors["name"].setText("Nghỉ của xã (nghỉ bù)")
    with qtbot.waitSignal(form.destroyed):
        form.agree.click()
    quiet(desk)
    assert page.grid.months[5]._looks[5].value == "compensated"
    page.open_day(date(2023, 6, 5))
    again = opened(FormDialog, qtbot)
    assert again.form.editors["name"].text() == "Nghỉ của xã (nghỉ bù)"
    again.close_now()
    desk.said[-1][1]()
    quiet(desk)
    assert page.grid.months[5]._looks[5].value == "plain"


def test_a_year_is_loaded_and_shown(page, desk, quiet, qtbot):
    page.ask_for_year()
    dialog = opened(LoadYearDialog, qtbot)
    assert dialog.year.value() == "2025"
    dialog.year.setText("20x5")
    dialog.agree.click()
    assert dialog.form.cells["year"].problem.text()
    dialog.year.setText("2025")
    assert_screen_is_sound(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.agree.click()
    quiet(desk)
    assert (page.year, page.header.title.full_text()) == (2025, "Lịch ngày nghỉ 2025")
    assert desk.said[-1][0].startswith("Đã nạp lịch năm 2025")
    assert "2026" in page.missing.text.text()


def test_a_year_without_a_notice_is_called_a_forecast(desk, stand, qtbot):
    dialog = LoadYearDialog(desk, 2027, lambda _year, _told: None)
    qtbot.addWidget(dialog)
    assert "dự tính" in dialog.about.text.text()


def test_doubtful_days_are_shown_as_a_list(page, desk, quiet):
    page.year = 2024
    page.reload()
    quiet(desk)
    assert page.doubtful.isVisibleTo(page)
    page.doubtful.click()
    quiet(desk)
    assert page.shows_book
    assert page.book.filters.bar.preset() == "unchecked"
    assert page.search_field() is not None


def test_who_may_not_edit_is_offered_nothing_to_change(desk_of, stand):
    page = stand(CalendarPage(desk_of("lien.vt", "nui-cao-song-dai")))
    assert {step.id for step in page.actions_of_page.steps} == {"reload"}
    page.open_day(date(2023, 1, 1))
    assert QApplication.activeModalWidget() is None
    assert_screen_is_sound(page)


def test_a_year_of_days_from_excel_shows_its_wrong_cells_and_takes_nothing_yet(page, desk, quiet, qtbot, tmp_path):
    from openpyxl import load_workbook

    path = tmp_path / "ngay-nghi.xlsx"
    page.book.export_to(path)
    quiet(desk)
    sheets = load_workbook(path)
    sheet = sheets.worksheets[0]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "Tên ngày" for cell in row))
    below = heads[0].row + 1
    columns = {cell.value: cell.column for cell in heads}
    sheet.cell(below, columns["Ngày"]).value = "31/02/2023"
    sheet.cell(below + 1, columns["Tên ngày"]).value = None
    sheet.cell(below + 2, columns["Loại"]).value = "nghỉ chơi"
    sheets.save(path)
    book = page.book
    dialog = ImportDialog(
        book.register, desk.tasks, book.steps.bring_in, options=book.options, clean=book.steps.clean, parent=page
    )
    dialog.open()
    dialog.open_file(path)
    quiet(desk)
    assert "3 ô" in words_of(dialog)
    assert not dialog.take.isEnabled()
    dialog.reject()
