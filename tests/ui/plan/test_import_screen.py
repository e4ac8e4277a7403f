"""Bringing a signed paper in: states, both sides linked, corrections by hand and by key, saving asked about once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from dcapp.db.journal import draft_of
from dcapp.features.plan.preview import EntryKind, preview_of
from dcapp.features.plan.preview_draft import FORM
from dcapp.features.plan.queries import plans, signed_plan
from dcapp.kernel.errors import Invalid
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper
from ui.features.plan.import_screen import ImportScreen
from ui.features.plan.page import PlanPage
from ui.kit import theme
from ui.kit.dialogs import Sheet
from ui.kit.states import EmptyState, ErrorState, LoadingState

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
PAPER = Path(__file__).parents[2] / "reading" / "papers" / "hai-dong-trang.txt"
READ = []


def a_reading():
    if not READ:
        READ.append(read_paper(extract(PAPER)))
    return READ[0]


def doubted(preview, *places):
    """The preview with doubts at some of its entries."""
    preview.entries = [
        replace(entry, doubt="Chưa rõ") if number in places else replace(entry, doubt="")
        for number, entry in enumerate(preview.entries)
    ]
    return preview


@pytest.fixture
def screen(desk, qtbot, quiet):
    made = ImportScreen(desk)
    qtbot.addWidget(made)
    made.resize(1130, 660)
    bring_up(made)
    quiet()
    return made


@pytest.fixture
def shown(screen, quiet):
    screen.show_preview(doubted(preview_of(a_reading())))
    quiet()
    return screen


def sheet():
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, Sheet) and window.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def key(widget, pressed, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, pressed, modifiers)


# -- states
def test_at_first_it_asks_for_a_file(screen):
    assert screen.findChildren(EmptyState)
    assert not screen.strip.isVisible()
    assert_screen_is_sound(screen)


def test_while_reading_it_says_what_and_can_be_stopped(screen, monkeypatch, quiet):
    import ui.features.plan.import_screen as module

    def slow(_path, *, cancelled):
        while not cancelled():
            QTest.qSleep(2)
        raise Invalid("đã dừng", field="file")

    monkeypatch.setattr(module, "read_in_child", slow)
    screen.read(PAPER)
    [state] = screen.findChildren(LoadingState)
    assert PAPER.name in words_of(state)
    screen.leave()
    quiet()


def test_a_paper_that_cannot_be_read_is_said_with_a_way_on(screen, monkeypatch, quiet):
    import ui.features.plan.import_screen as module

    def refuse(_path, *, cancelled):
        raise Invalid("Tệp này là ảnh quét, chưa có chữ.", field="file")

    monkeypatch.setattr(module, "read_in_child", refuse)
    screen.read(PAPER)
    quiet()
    [state] = screen.findChildren(ErrorState)
    assert "ảnh quét" in words_of(state)
    assert any("Chọn tệp khác" in button.text() for button in state.findChildren(QPushButton))
    assert_screen_is_sound(screen)


def test_a_real_file_is_read_in_the_child_and_shown(screen, quiet, qtbot):
    screen.read(PAPER)
    qtbot.waitUntil(lambda: screen.preview is not None, timeout=30_000)
    quiet()
    assert screen.strip.isVisible()
    assert PAPER.name in words_of(screen)
    assert screen.corrections.model.rowCount() > 10


@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("size", [(1366, 696), (1280, 660)])
def test_it_is_sound_at_every_size(desk, qtbot, quiet, look, scale, size):
    look("dark" if scale == 125 else "light", scale)
    made = ImportScreen(desk)
    qtbot.addWidget(made)
    made.resize(size[0] - theme.px(64), size[1])
    bring_up(made)
    made.show_preview(doubted(preview_of(a_reading()), 0))
    quiet()
    assert_screen_is_sound(made)


# -- both sides
def test_a_line_leads_to_its_words_and_words_to_their_line(shown, quiet):
    corrections = shown.corrections
    entry = shown.preview.of_kind(EntryKind.OBLIGATION)[0]
    corrections.choose(entry.key)
    assert corrections.current().key == entry.key
    cursor = corrections.text.textCursor()
    assert corrections.text._read(cursor.position()) == entry.spans[0].start
    other = shown.preview.of_kind(EntryKind.DOCUMENT)[0]
    corrections.text.picked.emit(other.key)
    assert corrections.current().key == other.key


def test_a_click_on_coloured_words_picks_their_line(shown, quiet):
    corrections = shown.corrections
    entry = shown.preview.of_kind(EntryKind.DOCUMENT)[0]
    corrections.choose(entry.key)
    rectangle = corrections.text.cursorRect()
    corrections.choose(shown.preview.of_kind(EntryKind.RECIPIENT)[0].key)
    corrections.choose(entry.key)
    at = corrections.text.cursorRect().center() + QPoint(4, 0)
    picked = []
    corrections.text.picked.connect(picked.append)
    QTest.mouseClick(corrections.text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert picked == [entry.key]
    assert rectangle.isValid()


def test_the_filter_shows_one_kind_and_choosing_another_shows_all_again(shown):
    corrections = shown.corrections
    corrections.filters.choose(EntryKind.DOCUMENT.value)
    kinds = {line.kind for line in corrections.model.lines if not isinstance(line, EntryKind)}
    assert kinds == {EntryKind.DOCUMENT}
    recipient = shown.preview.of_kind(EntryKind.RECIPIENT)[0]
    corrections.choose(recipient.key)
    assert corrections.current().key == recipient.key


# -- doubts
def test_f8_goes_from_doubt_to_doubt_and_around(shown, quiet):
    preview = doubted(preview_of(a_reading()), 1, 5, 9)
    shown.show_preview(preview)
    quiet()
    wanted = [preview.entries[place].key for place in (1, 5, 9)]
    seen = []
    shown.corrections.table.setCurrentIndex(shown.corrections.model.index(0, 0))
    for _time in range(4):
        key(shown.corrections.table, Qt.Key.Key_F8)
        seen.append(shown.corrections.current().key)
    assert set(seen[:3]) == set(wanted)
    assert seen[3] == seen[0]
    assert "Còn 3 chỗ" in shown.doubts.text()
    shown.corrections.accept_button.click()
    assert "Còn 2 chỗ" in shown.doubts.text()


# -- corrections
def test_merge_split_drop_take_back_and_step_back(shown, quiet):
    corrections, preview = shown.corrections, shown.preview
    table = corrections.table
    before = list(preview.entries)
    one = next(e for e in preview.of_kind(EntryKind.OBLIGATION) if preview.can_merge(e.key))
    corrections.choose(one.key)
    corrections.merge_button.click()
    assert len(preview.entries) == len(before) - 1
    table.setFocus()
    key(table, Qt.Key.Key_Delete)
    assert preview.entry(one.key).is_dropped
    assert corrections.drop_button.text() == "Lấy lại"
    key(table, Qt.Key.Key_Delete)
    assert not preview.entry(one.key).is_dropped
    for _time in range(3):
        key(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert preview.entries == before
    item = max(preview.of_kind(EntryKind.ITEM), key=lambda entry: len(entry.text))
    corrections.choose(item.key)
    corrections.split_button.click()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()  # the cursor stands at the beginning
    assert dialog.isVisible()
    assert dialog.problem.text()
    cursor = dialog.words.textCursor()
    cursor.setPosition(item.text.index(" ", 20))
    dialog.words.setTextCursor(cursor)
    dialog.agree.click()
    quiet()
    assert len(preview.entries) == len(before) + 1
    die()
    assert not isValid(dialog)


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_kind_is_corrected_in_a_sound_dialog_that_dies(screen, quiet, kind):
    reading = a_reading()
    if not preview_of(reading).of_kind(kind):
        reading = read_paper(extract(PAPER.with_name("cong-van-so-noi-vu.txt")))
    screen.show_preview(doubted(preview_of(reading)))
    quiet()
    entry = screen.preview.of_kind(kind)[0]
    screen.corrections.choose(entry.key)
    screen.corrections.table.setFocus()
    key(screen.corrections.table, Qt.Key.Key_F2)
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.words.setPlainText("")
    if kind is EntryKind.DOCUMENT:
        dialog.number.setText("")
    dialog.agree.click()
    assert dialog.isVisible()  # nothing is left without words
    dialog.words.setPlainText("nội dung khác")
    dialog.agree.click()
    quiet()
    value = screen.preview.entry(entry.key).value
    assert "nội dung khác" in str(value)
    die()
    assert not isValid(dialog)


def test_number_and_signer_are_filled_in_where_the_paper_has_none(shown, quiet):
    shown.preview.form = replace(shown.preview.form, number="", signed_on=None, signer_name="")
    shown.corrections.show_preview(shown.preview)
    assert "số, ngày ký, người ký" in words_of(shown.corrections.banner)
    shown.corrections.edit_head()
    dialog = sheet()
    dialog.year.setText("năm nay")
    dialog.agree.click()
    assert dialog.isVisible()
    dialog.year.setText("2024")
    dialog.number.setText("08 / KH-UBND")
    dialog.agree.click()
    assert shown.preview.form.number == "08/KH-UBND"


# -- saving
def test_saving_writes_once_and_says_what(desk, office, qtbot, quiet):
    page = PlanPage(desk)
    qtbot.addWidget(page)
    page.resize(1130, 660)
    bring_up(page)
    quiet()
    screen = page.bring_in()
    quiet()
    screen.show_preview(doubted(preview_of(replace(a_reading(), number=""))))
    quiet()
    assert "nghĩa vụ báo cáo" in screen.save_button.text()
    screen.save()
    screen.save()  # a second press while the first is under way
    quiet()
    assert len(office.run(plans)) == 1
    assert page.importing is None
    assert page.outline.model.rowCount() > 3
    text, undo = desk.toasts[-1]
    assert text == "Đã lưu kế hoạch vào sổ."
    undo()
    quiet()
    assert office.run(plans) == []
    die()
    assert not isValid(screen)


def test_open_doubts_are_asked_about_once(shown, office, quiet, answers):
    shown.show_preview(doubted(preview_of(a_reading()), 2, 4))
    quiet()
    answers.append(1)
    shown.save()
    quiet()
    assert office.run(plans) == []
    assert shown.corrections.current().doubt
    shown.save()  # asked once
    quiet()
    assert len(office.run(plans)) == 1
    assert len(answers.asked) == 1


def test_what_is_saved_is_what_was_corrected(shown, office, quiet):
    preview = shown.preview
    recipient = preview.of_kind(EntryKind.RECIPIENT)[0]
    preview.drop(recipient.key)
    shown.corrections._again(-1)
    shown.save()
    quiet()
    [line] = office.run(plans)
    assert recipient.text not in office.run(signed_plan, line.id).recipients


def test_a_refused_save_keeps_the_corrections(shown, office, quiet, answers):
    from dcapp.features.plan.service import take_in_plan

    office.run(take_in_plan, shown.preview.to_form())
    if not shown.preview.form.number:
        pytest.skip("the paper has no number")
    answers.append(0)
    shown.save()
    quiet()
    assert "đã có trong sổ" in answers.asked[0]
    assert shown.preview is not None
    assert shown.save_button.isEnabled()


# -- leaving
def test_esc_asks_before_corrections_are_lost(shown, quiet, answers):
    left = []
    shown.left.connect(lambda: left.append(1))
    answers.append(1)
    key(shown.corrections.table, Qt.Key.Key_Escape)
    assert left == []
    assert shown.preview is not None
    answers.append(0)
    key(shown.corrections.table, Qt.Key.Key_Escape)
    quiet()
    assert left == [1]
    assert shown.preview is None


def test_corrections_survive_the_lock_and_are_offered_again(shown, desk, office, qtbot, quiet):
    entry = shown.preview.of_kind(EntryKind.OBLIGATION)[0]
    shown.preview.drop(entry.key)
    shown.keep_draft()
    quiet()
    assert office.run(draft_of, FORM, "") is not None
    again = ImportScreen(desk)
    qtbot.addWidget(again)
    again.resize(1130, 660)
    bring_up(again)
    quiet()
    [state] = again.findChildren(EmptyState)
    assert_screen_is_sound(again)
    next(b for b in state.findChildren(QPushButton) if b.text() == "Dùng tiếp").click()
    quiet()
    assert again.preview.entry(entry.key).is_dropped


def test_everything_is_reached_and_done_with_keys(shown, quiet):
    corrections = shown.corrections
    corrections.choose(shown.preview.of_kind(EntryKind.ITEM)[0].key)
    reached = set()
    shown.corrections.table.setFocus()
    for _step in range(40):
        focus = QApplication.focusWidget()
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    for wanted in (corrections.edit_button, corrections.split_button, corrections.drop_button, shown.save_button):
        assert wanted in reached, wanted.text()
