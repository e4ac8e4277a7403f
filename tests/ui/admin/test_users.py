"""Người dùng và phân quyền: cells, people, passwords, the recovery code."""

from __future__ import annotations

import pytest
from checks import assert_screen_is_sound
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from dcapp.db.keys.recovery import grouped
from dcapp.features.accounts.queries import account_lines, rights_in_force
from dcapp.rules.permissions import load_matrix
from ui.features.admin.account_dialogs import AccountDialog, PasswordDialog
from ui.features.admin.new_code import NewCodeDialog, renew_code
from ui.features.admin.rights_model import ROLE_KEYS
from ui.features.admin.second_person import SecondPersonDialog
from ui.features.admin.users_page import UsersPage
from ui.features.admin.words import what_is_seen

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows
PLAN = 1
SIZES = [(100, (1366, 696)), (100, (1280, 660)), (125, (1366, 696)), (150, (1280, 660))]


def cell(page, role, row=PLAN):
    return page.model.index(row, 1 + ROLE_KEYS.index(role))


def dialogs(kind):
    return [window for window in QApplication.topLevelWidgets() if isinstance(window, kind) and window.isVisible()]


def opened(kind, qtbot):
    qtbot.waitUntil(lambda: bool(dialogs(kind)))
    return dialogs(kind)[-1]


def confirm(second, qtbot, dialog):
    """The chairman types the own password; both dialogs go."""
    second.password.line.setText("nui-cao-song-dai")
    with qtbot.waitSignal(dialog.destroyed, timeout=20_000):
        second.agree.click()
    assert not isValid(second)


@pytest.fixture
def page(desk, stand):
    return stand(UsersPage(desk))


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_the_page_is_sound(desk, stand, look, scale, size):
    look("light", scale)
    page = stand(UsersPage(desk), size)
    page.table.cycle(cell(page, "TD"))
    assert_screen_is_sound(page)


def test_enter_gives_the_next_level_and_arrows_move(page, qtbot):
    page.table.setFocus()
    page.table.setCurrentIndex(cell(page, "BC"))
    words = []
    for _press in range(5):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
        words.append(cell(page, "BC").data())
    assert words == ["Sửa", "Quản lý", "Duyệt", "–", "Xem"]
    assert page.model.changes() == []
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert page.table.currentIndex() == cell(page, "KS")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == PLAN + 2  # over the line of the group


def test_changes_are_told_ringed_saved_together_and_undone(page, desk, quiet):
    assert not page.save_bar.save.isEnabled()
    page.table.cycle(cell(page, "BC"))
    assert "Xem số liệu được Sửa ở Kế hoạch" in page.save_bar.words.full_text()
    assert "Đã đổi, chưa lưu" in cell(page, "BC").data(Qt.ItemDataRole.AccessibleTextRole)
    page.save_bar.save.click()
    quiet(desk)
    assert desk.app.database.security.matrix.grant("BC", "plan.edit") == "Y"
    assert (page.model.changes(), page.save_bar.save.isEnabled()) == ([], False)
    text, undo = desk.said[-1]
    assert text == "Đã lưu phân quyền."
    undo()
    quiet(desk)
    assert desk.app.run(rights_in_force) == load_matrix()
    assert cell(page, "BC").data() == "Xem"


def test_taking_changes_back_leaves_what_is_in_force(page):
    page.table.cycle(cell(page, "BC"))
    page.save_bar.undo.click()
    assert (page.model.changes(), cell(page, "BC").data()) == ([], "Xem")


def test_a_fixed_cell_says_why(page):
    sealed = next(row for row, area in enumerate(page.model.rows) if getattr(area, "by_case", False))
    page.table.cycle(cell(page, "LD", sealed))
    assert cell(page, "LD", sealed).data() == "Theo vụ"
    assert "chỉ giao trong hồ sơ tố cáo" in page.save_bar.words.full_text()
    assert page.model.changes() == []


def test_unsaved_cells_survive_the_lock(desk, stand, quiet):
    page = stand(UsersPage(desk))
    page.table.cycle(cell(page, "BC"))
    page.keep_draft()
    quiet(desk)
    page.close()
    again = stand(UsersPage(desk))
    assert [change.sentence for change in again.model.changes()] == ["Xem số liệu được Sửa ở Kế hoạch"]


def test_a_person_is_shown_with_roles_and_what_they_see(page):
    page.accounts.choose(3)
    assert page.name.text() == "Phạm Quốc Tuấn thấy gì?"
    assert "Quản lý Kế hoạch" in page.sees.text()
    assert "Không thấy Nhật ký; Người dùng" in page.sees.text()
    page.accounts.choose(5)
    assert "đang khóa" in page.sees.text()
    assert page._account_buttons["open"].isVisibleTo(page)
    assert not page._account_buttons["block"].isVisibleTo(page)


def test_what_somebody_without_roles_sees():
    assert "Chưa có vai trò" in what_is_seen(load_matrix(), ())


def test_who_may_only_look_changes_nothing(desk_of, stand):
    page = stand(UsersPage(desk_of("thai.lv", "nui-cao-song-dai")))
    page.table.cycle(cell(page, "BC"))
    assert page.model.changes() == []
    assert not page.save_bar.isVisibleTo(page)
    assert {step.id for step in page.actions_of_page.steps} == {"print"}
    assert_screen_is_sound(page)


def test_who_may_not_look_is_told_who_may(desk_of, stand):
    from ui.kit.states import DeniedState

    page = stand(UsersPage(desk_of("lien.vt", "nui-cao-song-dai")))
    assert page.findChild(DeniedState) is not None


def test_somebody_is_added_from_the_list_of_officers(page, desk, quiet, qtbot):
    page.add()
    dialog = opened(AccountDialog, qtbot)
    quiet(desk)
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    assert dialog.form.cells["display_name"].problem.text()
    dialog.officer.setCurrentIndex(dialog.officer.findText("Phạm Quốc Tuấn", Qt.MatchFlag.MatchStartsWith))
    dialog._fill_from_officer()
    assert dialog.post.value()
    dialog.name.setText("Bùi Văn Tư")
    dialog.passwords[0].line.setText("dong-lua-chin-vang")
    dialog.passwords[1].line.setText("dong-lua-chin-vang")
    dialog.agree.click()
    assert dialog.roles.problem.text() == "Chọn ít nhất một vai trò."
    dialog.roles.boxes["BC"].setChecked(True)
    dialog.agree.click()
    second = opened(SecondPersonDialog, qtbot)
    quiet(desk)
    assert_screen_is_sound(second)
    second.agree.click()
    assert second.form.cells["second_password"].problem.text() == "Ô này cần có."
    confirm(second, qtbot, dialog)
    quiet(desk)
    line = page.accounts.lines[-1]
    assert (line.display_name, line.roles, line.officer_id is not None) == ("Bùi Văn Tư", ("BC",), True)
    assert desk.said[-1][0] == "Đã thêm Bùi Văn Tư."


def test_a_weak_password_is_refused_at_its_field(page, desk, qtbot):
    page.add()
    dialog = opened(AccountDialog, qtbot)
    dialog.name.setText("Bùi Văn Tư")
    dialog.roles.boxes["BC"].setChecked(True)
    for field in dialog.passwords:
        field.line.setText("ngan")
    dialog.agree.click()
    qtbot.waitUntil(lambda: bool(dialog.form.cells["password"].problem.text()))
    dialog.close_now()


def test_a_wrong_second_password_is_told_at_its_field_and_nobody_is_added(page, desk, quiet, qtbot):
    before = len(page.accounts.lines)
    page.add()
    dialog = opened(AccountDialog, qtbot)
    dialog.name.setText("Bùi Văn Tư")
    dialog.roles.boxes["BC"].setChecked(True)
    for field in dialog.passwords:
        field.line.setText("dong-lua-chin-vang")
    dialog.agree.click()
    second = opened(SecondPersonDialog, qtbot)
    assert second.who.currentText() == "Lê Văn Thái – Chủ tịch"
    second.password.line.setText("sai-mat-khau-nay")
    second.agree.click()
    quiet(desk)
    assert "mật khẩu chưa đúng" in second.form.cells["second_password"].problem.text()
    assert (second.password.text(), second.agree.isEnabled(), dialog.agree.isEnabled()) == ("", True, False)
    with qtbot.waitSignal(second.destroyed):
        second.close_now()
    assert dialog.agree.isEnabled()
    assert dialog.passwords[0].text() == "dong-lua-chin-vang"
    dialog.close_now()
    quiet(desk)
    assert len(page.accounts.lines) == before


def test_editing_keeps_what_was_not_touched(page, desk, quiet, qtbot):
    page.accounts.choose(4)
    page.edit(page.accounts.line())
    dialog = opened(AccountDialog, qtbot)
    quiet(desk)
    dialog.roles.boxes["KS"].setChecked(True)
    dialog.agree.click()
    confirm(opened(SecondPersonDialog, qtbot), qtbot, dialog)
    quiet(desk)
    line = page.accounts.line()
    assert (line.display_name, line.post, line.roles) == ("Võ Thị Liên", "Văn hóa – Xã hội", ("KS", "BC"))


def test_a_password_is_reset_and_forgotten_on_the_screen(page, desk, qtbot):
    page.accounts.choose(4)
    page.reset(page.accounts.line())
    dialog = opened(PasswordDialog, qtbot)
    assert_screen_is_sound(dialog)
    fields = dialog.passwords
    for field in fields:
        field.line.setText("dong-lua-chin-vang")
    fields[0].line.setText("dong-lúa-chin-vang")
    assert fields[0].warning.isVisibleTo(dialog)
    fields[0].line.setText("dong-lua-chin-vang")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.agree.click()
    assert not isValid(dialog)
    assert desk.said[-1][0] == "Đã đặt lại mật khẩu."


def test_blocking_asks_first_and_opening_again_wants_a_password(page, desk, quiet, qtbot, answer):
    page.accounts.choose(4)
    asked = answer(1)
    page.block(page.accounts.line())
    assert asked == ["Khóa tài khoản của Võ Thị Liên?"]
    answer(0)
    page.block(page.accounts.line())
    quiet(desk)
    assert not page.accounts.line().is_active
    page.open_again(page.accounts.line())
    dialog = opened(PasswordDialog, qtbot)
    for field in dialog.passwords:
        field.line.setText("dong-lua-chin-vang")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.agree.click()
    quiet(desk)
    assert page.accounts.line().is_active


def test_nobody_is_offered_to_block_the_own_account(page):
    page.accounts.choose(1)
    assert not page.actions_of_page["block"].isEnabled()
    assert "tự khóa" in page.actions_of_page["block"].toolTip()


def test_a_new_recovery_code_is_asked_back_before_the_dialog_lets_go(page, desk, quiet, qtbot, answer):
    answer(0)
    renew_code(desk, page)
    dialog = opened(NewCodeDialog, qtbot)
    assert_screen_is_sound(dialog)
    code = dialog._code
    assert not dialog.agree.isEnabled()
    asked = answer(1)
    dialog.reject()
    assert asked == ["Đóng khi chưa giữ phiếu khôi phục?"]
    assert dialog.isVisible()
    for editor, index in ((dialog.sheet.first, dialog.sheet._asked[0]), (dialog.sheet.second, dialog.sheet._asked[1])):
        editor.setText(grouped(code)[index].lower())
    assert dialog.agree.isEnabled()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.agree.click()
    quiet(desk)


def test_the_new_code_is_printed_without_a_word_file(page, desk, quiet, qtbot, answer):
    from ui.kit.print_preview import PrintPreviewDialog

    answer(0)
    renew_code(desk, page)
    dialog = opened(NewCodeDialog, qtbot)
    dialog.sheet.print_button.click()
    preview = opened(PrintPreviewDialog, qtbot)
    quiet(desk)
    preview.close()
    dialog.close_now()


def test_the_table_of_rights_is_printed(page, desk, quiet, qtbot):
    from ui.kit.print_preview import PrintPreviewDialog

    page.print_rights()
    preview = opened(PrintPreviewDialog, qtbot)
    quiet(desk)
    preview.close()


def test_accounts_changed_elsewhere_are_read_again(page, desk, quiet):
    from dcapp.features.accounts.service import AccountForm, edit_account

    form = AccountForm(display_name="Lê Văn Thanh", roles=("LD",))
    desk.tasks.run(edit_account, 2, form)
    quiet(desk)
    assert page.accounts.lines[1].display_name == "Lê Văn Thanh"
    assert desk.app.run(account_lines)[1].display_name == "Lê Văn Thanh"
