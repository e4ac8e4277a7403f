"""What every page of Quản trị owes: models that Qt finds sound, states, long names, dialogs that die, keys alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from checks import assert_screen_is_sound
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from dcapp.db.journal import Step
from dcapp.features.accounts.queries import AccountLine, AuditLine
from dcapp.features.office.rulebook import OwnDaysLine
from dcapp.kernel.errors import EnvironmentFault, NotAllowed
from dcapp.rules.deadlines import OwnNumber, shipped_book
from dcapp.rules.permissions import load_matrix
from ui.features.admin.account_dialogs import AccountDialog, PasswordDialog
from ui.features.admin.account_list import AccountModel
from ui.features.admin.audit_model import AuditModel
from ui.features.admin.audit_page import AuditPage
from ui.features.admin.bin_page import BinModel, BinPage
from ui.features.admin.calendar_page import CalendarPage
from ui.features.admin.load_year_dialog import LoadYearDialog
from ui.features.admin.rights_model import RightsModel
from ui.features.admin.rule_dialogs import CheckWordingDialog, EndOwnDaysDialog, OwnDaysDialog
from ui.features.admin.rule_model import RuleModel, lines_on
from ui.features.admin.rule_page import RulePage
from ui.features.admin.second_person import SecondPersonDialog
from ui.features.admin.settings_page import SettingsPage
from ui.features.admin.users_page import UsersPage
from ui.kit.states import DeniedState, ErrorState, LoadingState
from ui.registers.form import FormDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows
LONG = "Công Tằng Tôn Nữ Nguyễn Phúc Thị Hoàng Phương Quỳnh Anh Trang " * 3
PAGES = (UsersPage, CalendarPage, RulePage, AuditPage, SettingsPage, BinPage)
SIZES = [(100, (1280, 660)), (150, (1280, 660))]


def an_account(number, **changed):
    said = {
        "name": f"a{number}",
        "display_name": LONG.strip(),
        "post": LONG.strip(),
        "is_active": True,
        "roles": ("QT",),
    }
    return AccountLine(id=number, **{**said, **changed})


class NoTasks:
    """Answers nothing."""

    def run(self, *_args, **_words):
        """Nobody is asked."""


def test_qt_finds_every_model_sound(qtbot, qtmodeltester):
    accounts, rights, thrown, rules = AccountModel(), RightsModel(), BinModel(), RuleModel()
    audit = AuditModel(NoTasks(), lambda _any: None, lambda _error: None)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, strict) for model in (accounts, rights, thrown, audit, rules)]
    accounts.take([an_account(1), an_account(2, is_active=False)])
    accounts.take([])
    rights.take(load_matrix())
    rights.cycle(rights.index(1, 3))
    rights.forget()
    thrown.take([Step(1, "Xóa thôn", "hanh.nt", datetime(2023, 5, 1, tzinfo=UTC))])
    thrown.take([])
    thrown.take([Step(2, "Xóa cơ quan", "hanh.nt", datetime(2023, 5, 2, tzinfo=UTC))])
    rules.show_lines(lines_on(shipped_book(), date(2026, 7, 1)))
    rules.show_lines([])
    rules.show_lines(lines_on(shipped_book(), date(2010, 1, 1)))
    line = AuditLine(7, "01/05/2023 07:30:00", "hanh.nt", "add_body", "Body", 1, "{}")
    audit._start([line])
    audit._go_on([line, line])
    audit._start([])
    for model in (accounts, rights, audit, thrown, rules):
        qtmodeltester.check(model, force_py=False)
    assert len(testers) == 5


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_says_that_it_reads_that_it_failed_and_goes_on(kind, desk, stand, quiet, qtbot):
    page = kind(desk)
    assert page.findChild(LoadingState) is not None
    stand(page)
    page._failed(EnvironmentFault("Chưa đọc được dữ liệu trên ổ đĩa.", technical="disk I/O error"))
    state = page.findChildren(ErrorState)[-1]
    assert_screen_is_sound(page)
    again = next(b for b in state.findChildren(QPushButton) if b.text() == "Tải lại")
    again.click()
    quiet(desk)
    QTest.qWait(0)
    assert not isValid(state) or not state.isVisibleTo(page)


@pytest.mark.parametrize("kind", [UsersPage, AuditPage])
def test_a_right_that_is_taken_away_meanwhile_is_told_calmly(kind, desk, stand):
    page = stand(kind(desk))
    page._failed(NotAllowed("Tài khoản này không còn quyền xem."))
    assert page.findChildren(DeniedState)[-1].isVisibleTo(page)
    assert_screen_is_sound(page)


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_long_names_are_shortened_not_cut(desk, stand, look, scale, size):
    look("light", scale)
    page = stand(UsersPage(desk), size)
    page._take_accounts([an_account(number) for number in range(1, 12)])
    assert_screen_is_sound(page)
    tooltip = page.accounts._model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert LONG.strip() in tooltip


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_long_contents_of_the_audit_book_wrap(desk, stand, look, scale, size):
    look("light", scale)
    page = stand(AuditPage(desk), size)
    told = f'{{"before": {{"name": "{LONG}"}}, "after": {{"name": "{LONG * 2}"}}}}'
    page.model._start([AuditLine(7, "01/05/2023 07:30:00", "hanh.nt", "edit_body", "Body", 1, told, LONG)])
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.frame.open_detail()
    assert_screen_is_sound(page, traps=False)


def dialogs_of(desk, parent):
    """One of each dialog of Quản trị."""
    line = an_account(3, display_name="Phạm Quốc Tuấn", post="", roles=("TN",))
    yield AccountDialog(desk, None, parent)
    yield AccountDialog(desk, line, parent)
    yield PasswordDialog(desk, line, lambda *_: None, again=False, parent=parent)
    yield LoadYearDialog(desk, 2027, lambda *_: None, parent)
    wording = shipped_book().wording("KN-03")
    number = OwnNumber("KN-03", 20, date(2023, 1, 1), None, "Tỉnh giao", "Quyết định 12/QĐ-UBND")
    yield OwnDaysDialog(desk, wording, parent, lambda *_: None)
    yield EndOwnDaysDialog(desk, OwnDaysLine(1, number), parent, lambda *_: None)
    yield CheckWordingDialog(desk, wording, parent, lambda *_: None)
    yield SecondPersonDialog([an_account(4)], lambda _second: None, parent)


def test_each_dialog_dies_when_it_is_closed_and_gives_the_focus_back(desk, stand, quiet, qtbot):
    page = stand(UsersPage(desk))
    page.table.setFocus()
    for dialog in list(dialogs_of(desk, page)):
        dialog._opener = page.table
        dialog.open()
        quiet(desk)
        assert_screen_is_sound(dialog)
        dialog.is_touched = False
        with qtbot.waitSignal(dialog.destroyed):
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not isValid(dialog)
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is page.table)


def test_an_outcome_that_comes_after_the_page_is_gone_does_nothing(desk, qtbot, quiet):
    for kind in PAGES:
        page = kind(desk)
        page.reload()
        page.deleteLater()
    quiet(desk)


def test_a_worked_saturday_is_marked_by_keys_alone(desk, stand, quiet, qtbot):
    page = stand(CalendarPage(desk))
    page.grid.setFocus()
    page.grid.choose(date(2023, 6, 9))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), FormDialog))
    form = QApplication.activeWindow()
    form.form.editors["name"].setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Lam bu")
    kind = form.form.editors["kind"]
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_Down)
    assert kind.value() == "worked"
    with qtbot.waitSignal(form.destroyed):
        qtbot.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    quiet(desk)
    assert page.grid.months[5]._looks[10].value == "worked"
