"""The book of committees on screen: members come, are replaced and leave; a renewal; the number; what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from builders import set_roles
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from dcapp.features.committee.queries import committee_card
from dcapp.features.committee.service import MemberForm, set_up_committee
from dcapp.features.committee.terms import CommitteeKind
from dcapp.features.office.service import OfficerForm, add_officer
from tests.features.committee.a_committee import DEPUTY, HEAD, MEMBER, a_committee
from ui.features.committee.dialogs import CommitteeDialog, DecisionNumberDialog, RenewDialog
from ui.features.committee.member_dialogs import MembersDialog
from ui.features.committee.page import committee_page
from ui.kit import theme
from ui.kit.dialogs import Sheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def committee(office):
    """A committee with three members."""
    return office.run(set_up_committee, a_committee(), (HEAD, DEPUTY, MEMBER))


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens the page at the size of a window."""

    def bring(size=(1366, 696)):
        page = committee_page(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        return page

    return bring


def sheet(kind=Sheet):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def choose(page, quiet, row=0):
    page.table.setCurrentIndex(page.model.index(row, 0))
    quiet()


def start(page, quiet, step):
    page.actions_of_page[step].trigger()
    quiet()
    return sheet()


def names(office, key, day=date(2023, 5, 10)):
    return [member.name for member in office.run(committee_card, key).members_on(day)]


@pytest.mark.parametrize(("scale", "size"), [(100, (1366, 696)), (125, (1366, 696)), (150, (1366, 696))])
def test_page_and_dialogs_are_sound_at_every_size_of_type(office, committee, opened, quiet, look, scale, size):
    look("dark" if scale == 125 else "light", scale)
    page = opened((size[0] - theme.px(220), size[1]))
    choose(page, quiet)
    page.frame.open_detail()
    assert_screen_is_sound(page)
    for step in ("members", "renew", "number", "edit"):
        dialog = start(page, quiet, step)
        assert_screen_is_sound(dialog)
        dialog.close_now()
        die()
        assert not isValid(dialog)


def test_a_committee_is_set_up_and_shown(office, opened, quiet):
    page = opened()
    assert "Chưa có ban nào" in words_of(page)
    dialog = start(page, quiet, "add")
    assert isinstance(dialog, CommitteeDialog)
    dialog.agree.click()
    quiet()
    assert dialog.form.cells["name"].problem.text() == "Ô này cần có."
    dialog.name.setPlainText("Ban Chỉ đạo")
    dialog.decision.setText("12/QĐ-UBND")
    dialog.agree.click()
    quiet()
    assert "12/QĐ-UBND" in dialog.form.cells["decided_on"].problem.text()
    dialog.decided_on.set_value(date(2023, 5, 10))
    dialog.agree.click()
    quiet()
    die()
    assert not isValid(dialog)
    assert page.table.current_line()["name"] == "Ban Chỉ đạo"


def test_the_members_editor_adds_replaces_and_ends(office, committee, desk, opened, quiet):
    officer = office.run(add_officer, OfficerForm(full_name="Đỗ Dũng", post_key="justice"))
    page = opened()
    choose(page, quiet)
    members = start(page, quiet, "members")
    assert isinstance(members, MembersDialog)
    tester = QAbstractItemModelTester(members.model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    members.steps["add"].trigger()
    quiet()
    form = sheet(type(members.findChildren(Sheet)[-1]))
    form.officer.choose(officer)
    assert (form.name.value(), form.post.value()) == ("Đỗ Dũng", "Tư pháp – Hộ tịch")
    form.agree.click()
    quiet()
    assert names(office, committee) == ["Lê Văn An", "Trần Thị Bình", "Võ Cúc", "Đỗ Dũng"]

    members.table.selectRow(2)
    members.steps["replace"].trigger()
    quiet()
    form = members.findChildren(Sheet)[-1]
    assert not form.role.isEnabled()
    form.name.setText("Lý Văn Phú")
    form.agree.click()
    quiet()
    assert names(office, committee) == ["Lê Văn An", "Trần Thị Bình", "Lý Văn Phú", "Đỗ Dũng"]
    assert members.model.rowCount() == 5
    assert members.model.member_at(4).name == "Võ Cúc"

    members.table.selectRow(0)
    members.steps["end"].trigger()
    quiet()
    form = members.findChildren(Sheet)[-1]
    form.day.set_value(date(2023, 2, 1))
    form.agree.click()
    quiet()
    assert form.form.cells["until"].problem.text()
    form.day.set_value(date(2023, 5, 9))
    form.agree.click()
    quiet()
    assert "Lê Văn An" not in names(office, committee)
    assert desk.toasts[-1][0] == "Đã ghi ngày thôi."
    members.table.selectRow(members.model.rowCount() - 1)
    assert not members.steps["replace"].isEnabled()
    tester.deleteLater()
    members.agree.click()
    die()
    assert not isValid(members)


def test_a_second_head_is_refused_at_the_role(office, committee, opened, quiet):
    page = opened()
    choose(page, quiet)
    members = start(page, quiet, "members")
    members.steps["add"].trigger()
    quiet()
    form = members.findChildren(Sheet)[-1]
    form.name.setText("Đỗ Dũng")
    form.role.setCurrentIndex(0)
    form.agree.click()
    quiet()
    assert "Lê Văn An" in form.form.cells["role"].problem.text()
    assert len(names(office, committee)) == 3
    form.close_now()
    members.close_now()


def test_a_wrong_line_is_taken_out_only_after_a_question(office, committee, opened, quiet, answers):
    page = opened()
    choose(page, quiet)
    members = start(page, quiet, "members")
    answers += [1, 0]
    members.steps["remove"].trigger()
    quiet()
    assert len(names(office, committee)) == 3
    members.steps["remove"].trigger()
    quiet()
    assert names(office, committee) == ["Trần Thị Bình", "Võ Cúc"]
    members.close_now()


def test_a_renewal_takes_over_who_is_ticked_and_shows_the_new_one(office, committee, opened, quiet):
    page = opened()
    choose(page, quiet)
    dialog = start(page, quiet, "renew")
    assert isinstance(dialog, RenewDialog)
    next(iter(dialog.kept.values())).setChecked(False)
    dialog.since.set_value(date(2023, 5, 10))
    dialog.agree.click()
    quiet()
    new = page.table.current_line()["id"]
    assert new != committee
    assert names(office, new) == ["Trần Thị Bình", "Võ Cúc"]
    page.frame.open_detail()
    quiet()
    assert "01/03/2023" in page.pane.near.text()
    page.pane.near.click()
    quiet()
    assert page.table.current_line()["id"] == committee
    assert not page.actions_of_page["renew"].isEnabled()


def test_the_number_is_taken_once(office, committee, desk, opened, quiet):
    page = opened()
    choose(page, quiet)
    dialog = start(page, quiet, "number")
    assert isinstance(dialog, DecisionNumberDialog)
    assert dialog.recipients.value().startswith("Như Điều 3;")
    dialog.copies.setText("x")
    dialog.agree.click()
    assert "phải là số" in words_of(dialog)
    dialog.copies.setText("5")
    dialog.agree.click()
    quiet()
    assert desk.toasts[-1][0] == "Đã lấy số 01/QĐ-UBND."
    choose(page, quiet)
    assert not page.actions_of_page["number"].isEnabled()


def test_the_pane_tells_who_sits_and_who_left(office, committee, opened, quiet):
    charge = MemberForm(name="Võ Cúc", charge="Dân vận", until=date(2023, 4, 1))
    office.run(
        set_up_committee,
        a_committee(kind=CommitteeKind.CHARGE, name="Phân công", since=date(2023, 4, 1)),
        (charge, MemberForm(name="Đỗ Dũng", charge="Dân vận", since=date(2023, 4, 2))),
    )
    page = opened()
    choose(page, quiet)
    assert page.pane.members.text() == "Đỗ Dũng – Thành viên; Dân vận"
    assert "01/04/2023 – 01/04/2023" in page.pane.former.text()
    choose(page, quiet, 1)
    assert page.pane.members.text().splitlines()[0] == "Lê Văn An, Chủ tịch UBND xã – Trưởng ban"
    assert page.pane.former.isHidden()


@pytest.mark.parametrize(("step", "kind"), [("decision", "QUYẾT ĐỊNH"), ("list", "DANH SÁCH")])
def test_papers_are_made_of_the_chosen_line(committee, opened, quiet, monkeypatch, step, kind):
    drawn = []
    monkeypatch.setattr("ui.features.committee.page.preview_document", lambda *given: drawn.append(given))
    page = opened()
    choose(page, quiet)
    page.actions_of_page[step].trigger()
    quiet()
    [(_desk, document, title, _file)] = drawn
    assert document.type_name == kind
    assert "Ban Chỉ đạo thực hiện dân chủ ở cơ sở" in title
    assert document.marks.draft is (step == "decision")


def test_without_the_right_nothing_is_offered_that_writes(office, committee, opened, quiet):
    set_roles(office, "thu", ("BC",))
    page = opened()
    choose(page, quiet)
    offered = {step.id for step in page.actions_of_page.steps}
    assert not offered & {"add", "edit", "remove", "renew", "number"}
    members = start(page, quiet, "members")
    assert members.model.rowCount() == 3
    assert members.steps.steps == ()
    QTest.keyClick(members, Qt.Key.Key_Escape)
    die()
    assert not isValid(members)
