"""Login, first run, lock and recovery: what officers see, and that nothing of a password stays."""

from __future__ import annotations

import pytest
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtWidgets import QApplication
from stand_ins import CARDS, CODE, POSTS, StandInApp, StandInDoor

from dcapp.db.keys.recovery import grouped
from dcapp.door import AccountCard
from ui.features.door.first_run import FirstRun
from ui.features.door.login import LoginWindow
from ui.features.door.passwords import ChangePassword
from ui.features.door.recovery import RecoveryDialog
from ui.kit import messages, theme
from ui.kit.tasks import Tasks

SIZES = [
    (name, scale, size)
    for scale, size in ((100, (1366, 696)), (125, (1280, 660)), (150, (1366, 696)))
    for name in ("light", "dark")
]


@pytest.fixture
def login(qtbot):
    window = LoginWindow(StandInDoor())
    qtbot.addWidget(window)
    bring_up(window)
    return window


def fill_office(first):
    first.office.name.setText("UBND xã Phổ Châu")
    first.next.click()
    first.admin.name.setText("Nguyễn Thị Hạnh")
    first.admin.password.line.setText("bien-xanh-cat-trang")
    first.admin.again.line.setText("bien-xanh-cat-trang")
    first.next.click()


@pytest.fixture
def first(qtbot, monkeypatch):
    monkeypatch.setattr(messages, "show", lambda _parent, _message: 0)
    window = FirstRun(StandInDoor(founded=False), lambda *_args: None, POSTS)
    qtbot.addWidget(window)
    bring_up(window)
    return window


@pytest.mark.parametrize(("name", "scale", "size"), SIZES)
def test_the_login_window_is_sound(qtbot, look, name, scale, size):
    look(name, scale)
    window = LoginWindow(StandInDoor())
    qtbot.addWidget(window)
    window.resize(*size)
    window.password.line.setText("mậtkhẩu")
    window.note.wait(4, "Mật khẩu chưa đúng.")
    assert_screen_is_sound(window)


@pytest.mark.parametrize(("name", "scale", "size"), SIZES)
def test_every_step_of_the_first_run_is_sound(qtbot, look, monkeypatch, name, scale, size):
    monkeypatch.setattr(messages, "show", lambda _parent, _message: 0)
    look(name, scale)
    window = FirstRun(StandInDoor(founded=False), lambda *_args: None, POSTS)
    qtbot.addWidget(window)
    window.resize(*size)
    for number in range(5):
        window._go(number)
        assert_screen_is_sound(window)
    window._founded((StandInApp(), CODE))
    assert_screen_is_sound(window)


def test_a_name_and_a_password_open_the_office(qtbot, login):
    login.cards.choose("hanh")
    login.password.line.setText("mo-cua-di")
    with qtbot.waitSignal(login.opened) as opened:
        qtbot.keyClick(login.password.line, Qt.Key.Key_Return)
    assert opened.args == [login.door.app]
    assert login.door.asked == [("hanh", "mo-cua-di")]
    assert login.password.text() == ""


def test_a_wrong_password_is_forgotten_and_the_wait_is_said_in_seconds(qtbot, login):
    login.password.line.setText("sai")
    login.enter.click()
    qtbot.waitUntil(lambda: login.note.is_waiting)
    assert login.password.text() == ""
    assert "1 giây" in login.note.words.text()
    assert not login.enter.isEnabled()
    login.password.line.setText("mo-cua-di")
    login.enter.click()
    assert len(login.door.asked) == 1
    qtbot.waitUntil(login.enter.isEnabled, timeout=3000)


def test_a_wait_is_never_shorter_than_it_was_said(qtbot, login):
    passed = QElapsedTimer()
    passed.start()
    with qtbot.waitSignal(login.note.over, timeout=5_000):
        login.note.wait(1, "Mật khẩu chưa đúng.")
    assert passed.elapsed() >= 1_000
    assert not login.note.is_waiting
    assert login.enter.isEnabled()


def test_arrows_choose_the_name_and_enter_goes_to_the_password(qtbot, login):
    login.cards.setFocus()
    qtbot.keyClick(login.cards, Qt.Key.Key_Down)
    assert login.cards.card().name == "hanh"
    qtbot.keyClick(login.cards, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is login.password.line


def test_many_accounts_become_a_list_of_six_that_scrolls(qtbot):
    many = tuple(AccountCard(f"a{n}", f"Người {n}", "", "N") for n in range(20))
    window = LoginWindow(StandInDoor(shown=many))
    qtbot.addWidget(window)
    window.show()
    assert window.cards.height() < theme.px(60) * 6 + 10
    window.cards.choose("a19")
    assert window.cards.card().display_name == "Người 19"


def test_the_machine_warms_up_once_after_the_first_paint(qtbot, login):
    qtbot.waitUntil(lambda: login.door.warmed == 1)
    login.repaint()
    qtbot.wait(1)
    assert login.door.warmed == 1


def test_only_the_office_and_the_admin_are_required(qtbot, first):
    first.next.click()
    assert first.number == 0
    assert first.office.form.cells["name"].problem.text()
    fill_office(first)
    assert first.number == 2
    for _step in range(2):
        first.next.click()
    first.next.click()
    qtbot.waitUntil(lambda: first.next.text() == "Vào sổ")
    profile, password = first.door.asked[0]
    assert (profile.name, profile.kind, profile.place, profile.symbol) == ("UBND xã Phổ Châu", "xã", "Phổ Châu", "UBND")
    assert (profile.account_display, profile.backup_days, password) == ("Nguyễn Thị Hạnh", 3, "bien-xanh-cat-trang")


def test_two_groups_of_the_sheet_are_asked_back_before_the_office_opens(qtbot, first):
    fill_office(first)
    first._go(4)
    first.next.click()
    qtbot.waitUntil(lambda: first.next.text() == "Vào sổ")
    sheet = first.backup.sheet
    assert not first.next.isEnabled()
    one, two = sheet._asked
    assert one != two
    sheet.first.setText(grouped(CODE)[one].lower())
    sheet.second.setText("AAAAA")
    assert not first.next.isEnabled()
    sheet.second.setText(grouped(CODE)[two])
    with qtbot.waitSignal(first.opened) as opened:
        first.next.click()
    assert opened.args == [first.door.app, ""]
    assert grouped(CODE)[3] not in words_of(first)


def test_closing_before_the_sheet_is_kept_asks(qtbot, first, monkeypatch):
    asked = []
    monkeypatch.setattr(messages, "show", lambda _parent, message: asked.append(message.title) or 1)
    first._founded((StandInApp(), CODE))
    assert not first.close()
    assert asked == ["Đóng khi chưa giữ phiếu khôi phục?"]
    first._code = ""


def test_those_named_before_are_suggested_as_staff(first):
    first.office.chairman.setText("Lê Văn Thái")
    fill_office(first)
    assert first.people.officers() == (("Lê Văn Thái", "chairman"), ("Nguyễn Thị Hạnh", "office"))


def test_staff_and_villages_are_gathered(first):
    first.people.rows[1][0].setText("Phạm Quốc Tuấn")
    first.people.villages.setPlainText("Châu Me\n\nTấn Lộc\nChâu Me")
    profile = first.profile()
    assert profile.officers == (("Phạm Quốc Tuấn", "office"),)
    assert profile.villages == ("Châu Me", "Tấn Lộc")


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [("UBND phường Nghĩa Lộ", "phường", "Nghĩa Lộ"), ("Ủy ban nhân dân đặc khu Lý Sơn", "đặc khu", "Lý Sơn")],
)
def test_the_kind_of_commune_is_read_from_its_name(first, name, kind, place):
    first.office.name.setText(name)
    assert (first.office.kind(), first.office.place_name()) == (kind, place)


def test_a_lost_password_is_replaced_with_the_printed_code(qtbot, login):
    dialog = RecoveryDialog(login.door, login.tasks, CARDS[1], login)
    dialog.recovered.connect(login._recovered)
    dialog.open()
    dialog.code.setPlainText("sai")
    dialog.first.line.setText("bien-xanh-cat-trang")
    dialog.again.line.setText("bien-xanh-cat-trang")
    dialog.agree.click()
    assert dialog.form.cells["code"].problem.text()
    import pyrage

    dialog.code.setPlainText(str(pyrage.x25519.Identity.generate()))
    with qtbot.waitSignal(login.opened):
        dialog.agree.click()
    assert login.door.asked[0][1:] == ("hanh", "bien-xanh-cat-trang")


def test_the_password_is_changed_after_the_old_one_was_asked(qtbot):
    door = StandInDoor()
    dialog = ChangePassword(door, Tasks(), "hanh")
    dialog.open()
    assert_screen_is_sound(dialog)
    dialog.old.line.setText("sai")
    dialog.first.line.setText("bien-xanh")
    dialog.again.line.setText("bien-do")
    dialog.agree.click()
    assert dialog.form.cells["again"].problem.text()
    dialog.again.line.setText("bien-xanh")
    dialog.agree.click()
    qtbot.waitUntil(lambda: bool(dialog.form.cells["old"].problem.text()))
    dialog.old.line.setText("mo-cua-di")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.agree.click()
    assert door.asked == [("hanh", "mo-cua-di", "bien-xanh")]
