"""The window of an open office: menu, lock, keys, look."""

from __future__ import annotations

import pytest
from checks import assert_screen_is_sound, bring_up, words_of
from demo_page import DRAFTS, DemoPage
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from stand_ins import StandInApp, StandInDoor

from ui.kit import memory, theme
from ui.kit.dialogs import Sheet
from ui.kit.quick_find import QuickFind
from ui.kit.shortcuts import ShortcutSheet
from ui.main_window import MainWindow
from ui.navigation import PAGES, Page, page_hits, shown_pages

DEMO = (
    Page("plan", "CÔNG VIỆC", "Kế hoạch", "plan", DemoPage, "plan.view"),
    Page("papers", "VĂN BẢN", "Văn bản", "papers", DemoPage, "papers.view"),
    Page("admin", "HỆ THỐNG", "Quản trị", "admin", DemoPage, "office.view"),
)


def nothing(_desk, _words, show):
    show(())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


@pytest.fixture
def window(qtbot):
    DRAFTS.clear()
    found = MainWindow(StandInApp(), StandInDoor(), DEMO, find=nothing)
    qtbot.addWidget(found)
    found.resize(1366, 696)
    bring_up(found)
    return found


@pytest.mark.parametrize("size", [(1366, 696), (1280, 660)])
@pytest.mark.parametrize("scale", theme.SCALES)
def test_the_window_is_sound_at_every_size_of_type(qtbot, look, scale, size):
    look("dark" if scale in (115, 150) else "light", scale)
    found = MainWindow(StandInApp(is_sample=True), StandInDoor(), DEMO, find=nothing)
    qtbot.addWidget(found)
    found.resize(*size)
    assert_screen_is_sound(found)
    found.open_page("plan", 5)
    assert_screen_is_sound(found)


def test_pages_are_built_when_they_are_first_opened(window):
    assert list(window._screens) == ["plan"]
    window.open_page("papers")
    window.open_page("plan")
    assert list(window._screens) == ["plan", "papers"]


def test_pages_without_the_right_or_not_yet_built_are_not_shown():
    assert [page.key for page in shown_pages(DEMO, {"plan.view"}.__contains__)] == ["plan"]
    assert all(page.factory is not None for page in shown_pages(PAGES, lambda _right: True))
    assert [hit.target for hit in page_hits(DEMO, "van ban")] == [("papers", None)]


def test_the_lock_leaves_nothing_to_read_and_keeps_what_was_typed(qtbot, window):
    window.open_page("plan", 5)
    page = window.screen_shown
    page.name.setText("đang gõ dở")
    page.added(None)
    QApplication.clipboard().setText("Báo cáo 06 tháng")
    sheet = Sheet("Ghi lượt tiếp", "Lưu lượt tiếp", window)
    kept = []
    sheet.keep_draft = lambda: kept.append("sheet")
    sheet.open()
    sheet.touch()
    window.lock()
    die()
    assert window.is_locked
    assert not isValid(page)
    assert not isValid(sheet)
    assert (DRAFTS, kept) == (["đang gõ dở"], ["sheet"])
    assert QApplication.clipboard().text() == ""
    assert "Báo cáo 06 tháng" not in words_of(window)
    window.open_page("papers")
    assert window._screens == {}


def test_only_the_right_password_unlocks_and_the_same_page_comes_back(qtbot, window):
    window.open_page("papers", 5)
    window.lock()
    die()
    lock = window.lock_screen
    lock.password.line.setText("sai")
    lock.enter.click()
    qtbot.waitUntil(lambda: lock.note.is_waiting)
    assert window.is_locked
    qtbot.waitUntil(lambda: not lock.note.is_waiting, timeout=3000)
    lock.password.line.setText("mo-cua-di")
    with qtbot.waitSignal(lock.unlocked):
        qtbot.keyClick(lock.password.line, Qt.Key.Key_Return)
    assert not window.is_locked
    assert (list(window._screens), window.screen_shown.selected) == (["papers"], 5)


def test_the_lock_screen_is_sound(window):
    window.lock()
    assert_screen_is_sound(window)


def test_nobody_at_the_keys_locks_the_window(window):
    window.idle.minutes = -1
    window.idle.look()
    assert window.is_locked


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_F1, ShortcutSheet)])
def test_keys_open_their_dialogs(qtbot, window, key, kind):
    qtbot.keyClick(window, key)
    assert [w for w in window.findChildren(kind) if w.isVisible()]


def test_control_k_finds_pages(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChildren(QuickFind)[0]
    dialog.words.setText("quan tri")
    qtbot.waitUntil(lambda: len(dialog.model.lines) == 2)
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert list(window._screens)[-1] == "admin"


def test_control_and_a_number_open_the_pages_in_order(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.sidebar.buttons["papers"].isChecked()


def test_the_keys_of_the_shown_page_work_from_the_menu_and_no_others_do(qtbot, window, monkeypatch):
    added = []
    for key in ("papers", "plan"):
        window.open_page(key)
    monkeypatch.setattr(window.desk, "toast", lambda *_said: added.append(window.screen_shown))
    window.sidebar.focus_first()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert added == [window._screens["plan"]]
    assert window.sidebar.isAncestorOf(QApplication.focusWidget())
    window.lock()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(added) == 1


def test_f6_goes_round_menu_filters_list(qtbot, window):
    window.sidebar.focus_first()
    seen = []
    for _press in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    page = window.screen_shown
    assert page.filters.isAncestorOf(seen[0])
    assert seen[1] is page.table
    assert window.sidebar.isAncestorOf(seen[2])


def test_arrows_move_along_the_menu(qtbot, window):
    window.sidebar.focus_first()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.sidebar.buttons["papers"].isChecked()


def test_theme_and_font_scale_change_while_the_window_is_open_and_are_remembered(qtbot, window):
    window.set_look("dark", 100)
    qtbot.keyClick(window, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert (theme.current().name, theme.current().scale) == ("dark", 115)
    assert (memory.recall("theme"), memory.recall("scale")) == ("dark", "115")
    assert_screen_is_sound(window)
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.current().scale == 100


def test_room_decides_between_pane_page_and_rail(look, window):
    window.open_page("plan", 5)
    page = window.screen_shown
    assert page.frame.is_roomy
    assert not page.pane.back.isVisible()
    look("light", 150)
    window._arrange()
    assert page.pane.back.isVisible()
    assert not page.table.isVisible()
    assert window.sidebar.menu_button.isVisible()
    page.pane.back.click()
    assert page.table.isVisible()


def test_a_badge_is_heard_with_its_entry(window):
    window.desk.badge("plan", 2, alarm=True)
    assert window.sidebar.buttons["plan"].accessibleName() == "Kế hoạch, 2 quá hạn"


def test_the_sample_office_is_marked(qtbot):
    found = MainWindow(StandInApp(is_sample=True), StandInDoor(), DEMO, find=nothing)
    qtbot.addWidget(found)
    assert "MẪU" in found.windowTitle()
    assert "MẪU" in words_of(found.sidebar)


def test_signing_out_says_so(qtbot, window):
    with qtbot.waitSignal(window.signed_out):
        window.sign_out()
