"""Parts of pages: lists, states, dialogs, quick find, the window's own words."""

from __future__ import annotations

from checks import assert_screen_is_sound, bring_up, clipped
from demo_page import DemoModel
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTableView, QVBoxLayout, QWidget
from shiboken6 import isValid

from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.text import nfc
from ui.kit import messages
from ui.kit.actions import Action, Actions
from ui.kit.buttons import button
from ui.kit.cards import Card, KeyValues, Stepper
from ui.kit.cells import set_up_view
from ui.kit.detail import DetailPane
from ui.kit.dialogs import Sheet
from ui.kit.fields import TextLine
from ui.kit.header import FilterBar
from ui.kit.hits import matches
from ui.kit.idle import IdleWatch
from ui.kit.labels import DeadlineChip, ElideLabel, StatusChip
from ui.kit.list_detail import ListDetail
from ui.kit.notices import Banner, Toast
from ui.kit.quick_find import Hit, QuickFind
from ui.kit.shortcuts import EVERYWHERE, ShortcutSheet, is_forbidden
from ui.kit.states import DeniedState, EmptyState, ErrorState, LoadingState, NotFoundState
from ui.kit.theme import SCALES, Tone, px
from ui.kit.translator import WORDS, VietnameseQt


def test_every_state_is_sound_at_every_size_of_type(qtbot, look):
    for scale in SCALES:
        look("dark" if scale == 125 else "light", scale)
        room = QWidget()
        qtbot.addWidget(room)
        room.resize(1280, 660)
        column = QVBoxLayout(room)
        empty = EmptyState("letter", "Chưa có đơn nào", "Đơn thư sẽ hiện ở đây khi anh/chị ghi lượt tiếp.")
        empty.offer("Nhận đơn mới", lambda: None, symbol="add")
        denied = DeniedState("Thông tin được giữ bí mật", "Chỉ người được giao mới xem được.")
        fault = EnvironmentFault("Ổ đĩa D: đã đầy.", advice="Giải phóng rồi lưu lại.", technical="SQLITE_FULL")
        tabs = (empty, NotFoundState("mương", "Đã tìm trong 12 tháng."), ErrorState("Chưa lưu được", fault), denied)
        for state in tabs:
            column.addWidget(state)
            assert_screen_is_sound(room)
            state.setParent(None)
            state.deleteLater()


def test_technical_words_show_only_when_asked(qtbot):
    state = ErrorState("Chưa lưu được", EnvironmentFault("Đầy.", technical="SQLITE_FULL"))
    qtbot.addWidget(state)
    state.show()
    assert not state.detail.isVisible()


def test_loading_shows_nothing_at_first(qtbot):
    state = LoadingState("Đang tải 1.248 đơn…")
    qtbot.addWidget(state)
    state.show()
    assert not state.words.isVisible()
    qtbot.waitUntil(state.words.isVisible, timeout=3000)


def test_chips_say_in_words_what_their_colour_says(qtbot):
    chip = DeadlineChip("Quá hạn 2 ngày", Tone.DANGER, "Thứ Hai, 08/05/2023 · Điều 28")
    qtbot.addWidget(chip)
    chip.show()
    assert (chip.text(), chip.toolTip()) == ("Quá hạn 2 ngày", "Thứ Hai, 08/05/2023 · Điều 28")
    chip.show_state("Xong 28/04", Tone.SUCCESS)
    assert chip.property("chip") == "success"


def test_a_long_title_is_elided_and_kept_whole_in_the_tooltip(qtbot):
    title = ElideLabel("Báo cáo 06 tháng của công chức và trưởng thôn")
    qtbot.addWidget(title)
    title.resize(80, 20)
    title.show()
    assert title.text().endswith("…")
    assert title.toolTip() == title.accessibleName() == title.full_text()


def test_cells_with_chips_and_bars_also_say_them_in_text(qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(DemoModel(view))
    set_up_view(view, "Danh sách việc")
    view.show()
    view.grab()
    assert view.model().index(1, 2).data() == "Xong 20/03"
    assert view.model().index(1, 3).data() == "100%"


def test_the_toast_offers_to_undo_and_goes_away(qtbot):
    room, undone = QWidget(), []
    qtbot.addWidget(room)
    room.resize(600, 300)
    room.show()
    toast = Toast(room, "Đã lưu lượt tiếp số 4", lambda: undone.append(1))
    assert clipped(room) == []
    with qtbot.waitSignal(toast.destroyed):
        toast.undo.click()
    assert undone == [1]
    other = Toast(room, "Đã xóa", None, ms=1)
    qtbot.waitSignal(other.destroyed).wait()


def test_a_banner_speaks_when_it_changes(qtbot):
    banner = Banner("Đã 8 ngày chưa sao lưu.", Tone.WARNING)
    qtbot.addWidget(banner)
    banner.offer("Sao lưu ngay", lambda: None, main=True)
    banner.show()
    banner.say("Đã sao lưu.", Tone.SUCCESS)
    assert (banner.text.text(), banner.accessibleName()) == ("Đã sao lưu.", "Đã sao lưu.")


def test_filters_say_their_counts_and_can_be_cleared(qtbot):
    bar, heard = FilterBar((("all", "Tất cả"), ("late", "Quá hạn"))), []
    qtbot.addWidget(bar)
    bar.show()
    bar.changed.connect(lambda: heard.append(bar.preset()))
    bar.set_count("late", 2)
    bar.choose("late")
    assert bar.clear.isVisible()
    bar.clear.click()
    assert heard == ["late", "all"]
    assert not bar.clear.isVisible()


def test_a_step_is_explained_where_it_is_not_possible(qtbot):
    page, ran, chosen = QWidget(), [], []
    qtbot.addWidget(page)
    why = "Chọn một việc trước."
    step = Action("update", "Cập nhật", "edit", "Ctrl+U", ran.append, lambda row: None if row else why)
    steps = Actions(page, (step,), lambda: chosen[-1] if chosen else None)
    button = steps.button("update", "primary")
    qtbot.addWidget(button)
    assert (button.isEnabled(), button.toolTip()) == (False, why)
    chosen.append(7)
    steps.refresh()
    button.click()
    assert ran == [7]


def test_no_key_of_the_window_is_taken_by_unikey_or_said_twice():
    keys = [key for key, _does in EVERYWHERE]
    assert [key for key in keys for part in key.split(" / ") if is_forbidden(part)] == []
    assert len(keys) == len(set(keys))
    assert all(is_forbidden(key) for key in ("Ctrl+Shift+N", "Alt+Z", "Ctrl+Alt+K", "a"))


def test_a_dialog_dies_when_closed_and_asks_before_typed_words_are_lost(qtbot, monkeypatch):
    answers, asked = [1, 0], []
    monkeypatch.setattr(messages, "show", lambda _parent, m: asked.append(m.title) or answers.pop(0))
    sheet = Sheet("Ghi lượt tiếp", "Lưu lượt tiếp")
    sheet.open()
    sheet.touch()
    sheet.reject()
    assert sheet.isVisible()
    sheet.reject()
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert not isValid(sheet)
    assert asked == ["Đóng mà chưa lưu?"] * 2


def test_control_enter_presses_the_verb_of_a_dialog(qtbot):
    sheet, pressed = Sheet("Ghi lượt tiếp", "Lưu lượt tiếp"), []
    sheet.add(TextLine())
    sheet.agreed.connect(lambda: pressed.append(1))
    sheet.open()
    qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(sheet, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [1, 1]
    sheet.close_now()


def test_the_sheet_of_keys_is_sound(qtbot, look):
    for scale in SCALES:
        look("light", scale)
        sheet = ShortcutSheet((("Ctrl+N", "Thêm việc"),))
        sheet.open()
        assert_screen_is_sound(sheet)
        sheet.close_now()


def test_quick_find_opens_what_enter_points_at(qtbot):
    opened = []
    hits = (
        Hit(group="Văn bản", title="Khơi thông mương thoát nước", target=("papers", 1)),
        Hit(
            group="Kế hoạch", title="Nạo vét mương", hint="II.4", chip=("còn 20 ngày", Tone.NEUTRAL), target=("plan", 2)
        ),
    )
    dialog = QuickFind(lambda _words, show: show(hits), opened.append)
    dialog.open()
    dialog.words.setText("muong")
    qtbot.waitUntil(lambda: len(dialog.model.lines) == 4)
    dialog.grab()
    qtbot.keyClick(dialog.words, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.words, Qt.Key.Key_Tab)
    assert [line if isinstance(line, str) else line.title for line in dialog.model.lines] == [
        "KẾ HOẠCH · 1",
        "Nạo vét mương",
    ]
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert [hit.target for hit in opened] == [("plan", 2)]


def test_quick_find_says_that_nothing_was_found_and_where_it_looked(qtbot, look):
    hits = [Hit(group="Văn bản", title="Công khai dự toán"), Hit(group="Trang", title="Kế hoạch")]
    found = QuickFind(lambda words, show: show(hits if words == "k" else ()), lambda hit: None)
    qtbot.addWidget(found)
    bring_up(found)
    assert not found.findChildren(NotFoundState)
    qtbot.keyClicks(found.words, "k")
    qtbot.waitUntil(lambda: len(found.model.lines) == 4)
    qtbot.keyClick(found.words, Qt.Key.Key_Tab)
    assert found.foot.text() == "Chỉ trong nhóm Văn bản"
    qtbot.keyClicks(found.words, "hong")
    qtbot.waitUntil(lambda: bool(found.findChildren(NotFoundState)))
    (state,) = found.findChildren(NotFoundState)
    assert state.title.text() == "Không thấy “khong”"
    assert "Văn bản" in state.sentence.text()
    look("dark", 150)
    assert_screen_is_sound(found, traps=False)  # Tab narrows here
    found.words.setText("k")
    qtbot.waitUntil(lambda: found.view.isVisible())
    found.close()


def test_a_previewed_pane_never_takes_the_whole_page(qtbot, look):
    listing, pane, typing = QListView(), DetailPane(), QLineEdit()
    listing.setAccessibleName("Danh sách")
    frame = ListDetail("thử", typing, listing, pane)
    qtbot.addWidget(frame)
    frame.resize(1366, 696)
    bring_up(frame)
    pane.show_head("Giữ nền nếp dân chủ", "Mục I.1")
    frame.preview_detail()
    assert (listing.isVisible(), pane.isVisible()) == (True, True)
    look("light", 125)
    assert (listing.isVisible(), pane.isVisible(), frame.is_detail_open) == (True, False, False)
    look("light", 100)
    assert pane.isVisible()
    typing.setFocus()
    frame.close_detail()
    assert QApplication.focusWidget() is typing  # a list that empties takes the focus from nobody
    look("light", 125)
    frame.open_detail()
    assert (listing.isVisible(), pane.isVisible()) == (False, True)
    assert pane.title.mapTo(frame, QPoint(0, 0)).x() == px(24)  # under the title of the page
    frame.close_detail()
    assert QApplication.focusWidget() is listing


def test_actions_that_do_not_fit_at_the_foot_stand_in_a_further_row(qtbot):
    pane = DetailPane()
    qtbot.addWidget(pane)
    pane.resize(340, 600)
    pane.show_head("Luật", "Văn bản căn cứ")
    feet = [button(words) for words in ("Sửa", "Xóa", "Ghi quán triệt, sơ kết, tổng kết")]
    pane.set_footer(*feet)
    assert_screen_is_sound(pane)
    assert feet[0].mapTo(pane, QPoint(0, 0)).y() == feet[1].mapTo(pane, QPoint(0, 0)).y()
    assert feet[2].mapTo(pane, QPoint(0, 0)).y() > feet[0].mapTo(pane, QPoint(0, 0)).y()


def test_matched_words_are_found_without_marks():
    title = "Nạo vét mương thoát nước xóm Biển"
    assert [title[a:b] for a, b in matches(title, "muong thoat nuoc")] == ["mương thoát nước"]
    assert [title[a:b] for a, b in matches(title, "bien nao")] == ["Nạo", "Biển"]
    assert matches(title, "") == ()


@given(st.text(max_size=30), st.text(max_size=10))
def test_matches_lie_inside_the_title(title, words):
    spans = matches(title, words)
    assert all(0 <= begin < end <= len(nfc(title)) for begin, end in spans)


def test_nobody_at_the_keys_is_noticed_once(qtbot):
    watch, heard = IdleWatch(minutes=0), []
    watch.idle.connect(lambda: heard.append(1))
    watch.look()
    assert heard == []
    watch.minutes = -1
    watch.look()
    assert heard == [1]


def test_qt_speaks_vietnamese(qapp):
    words = VietnameseQt()
    assert words.translate("QPlatformTheme", "Cancel") == "Hủy bỏ"
    assert words.translate("QWidgetTextControl", "&Copy") == "Sao chép"
    assert words.translate("X", "nothing of ours") == "nothing of ours"
    assert all(value for value in WORDS.values())


def test_keys_are_shown_whole_while_qt_speaks_vietnamese(qapp):
    words = VietnameseQt(qapp)
    qapp.installTranslator(words)
    try:
        assert QKeySequence("Ctrl+Shift+U").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Shift+U"
    finally:
        qapp.removeTranslator(words)


def test_cards_steps_and_values_read_as_lists(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    card, values = Card("Đơn thư"), KeyValues((("Số đơn", "KN-2023-003"), ("Ghi chú", "")))
    card.add(values)
    card.aside(StatusChip("3 vụ"))
    steps = Stepper((("Thụ lý", ""), ("Xác minh", ""), ("Kết luận", "")))
    column.addWidget(card)
    column.addWidget(steps)
    steps.show_step(1)
    room.resize(700, 300)
    assert_screen_is_sound(room)
    names = [w.accessibleName() for w in steps.findChildren(QWidget) if w.accessibleName()]
    assert names == ["1. Thụ lý, đã xong", "2. Xác minh, đang làm", "3. Kết luận, chưa đến"]
    values.show_rows((("Số đơn", "KN-2023-004"),))
    QApplication.sendPostedEvents(None, 52)
    assert [w.accessibleName() for w in values.findChildren(QWidget) if w.accessibleName()] == ["Số đơn: KN-2023-004"]
