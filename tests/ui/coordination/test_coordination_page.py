"""The book of coordination plans on screen: head, lines, results, order, number, papers."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, set_roles
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from dcapp.features.coordination.queries import coordination_card
from dcapp.features.coordination.service import CoordinationForm, LineForm, add_coordination, add_joint_line
from dcapp.features.coordination.terms import JointKind
from dcapp.features.plan.service import take_in_plan
from ui.features.coordination.dialogs import CoordinationDialog, JointNumberDialog
from ui.features.coordination.line_dialogs import LinesDialog
from ui.features.coordination.page import coordination_page
from ui.kit import theme
from ui.kit.dialogs import Sheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def plan(office):
    """A coordination plan with three lines."""
    head = CoordinationForm(year=2023, title="Phối hợp công tác dân vận", partner="Khối Dân vận Đảng ủy")
    key = office.run(add_coordination, head)
    for kind, words in (
        (JointKind.CONTENT, "Tuyên truyền Luật Thực hiện dân chủ ở cơ sở đến từng hộ gia đình trong xã"),
        (JointKind.CONTENT, "Họp giao ban"),
        (JointKind.CHECK, "Kiểm tra bốn thôn"),
    ):
        form = LineForm(kind=kind, words=words, lead="Khối Dân vận", support="UBND xã", due_on=date(2023, 5, 9))
        office.run(add_joint_line, key, form)
    return key


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens the page at the size of a window, on its first line."""

    def bring(size=(1366, 696)):
        page = coordination_page(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        page.table.setCurrentIndex(page.model.index(0, 0))
        quiet()
        return page

    return bring


def start(page, quiet, step):
    page.actions_of_page[step].trigger()
    quiet()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def lines(office, key):
    return office.run(coordination_card, key).lines


def last_sheet(dialog):
    return dialog.findChildren(Sheet)[-1]


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_page_and_dialogs_are_sound_at_every_size_of_type(plan, opened, quiet, look, scale):
    look("dark" if scale == 125 else "light", scale)
    page = opened((1366 - theme.px(220), 696))
    page.frame.open_detail()
    assert_screen_is_sound(page)
    for step in ("lines", "number", "edit"):
        dialog = start(page, quiet, step)
        assert_screen_is_sound(dialog)
        if step == "lines":
            for inner in ("edit", "finish"):
                dialog.steps[inner].trigger()
                quiet()
                assert_screen_is_sound(last_sheet(dialog))
                last_sheet(dialog).close_now()
                die()
        dialog.close_now()
        die()
        assert not isValid(dialog)


def test_a_new_plan_begins_with_the_plan_of_the_year_and_the_usual_partner(office, opened, quiet):
    year = office.run(take_in_plan, a_plan())
    page = opened()
    dialog = start(page, quiet, "add")
    assert isinstance(dialog, CoordinationDialog)
    assert dialog.partner.value() == "Khối Dân vận Đảng ủy"
    assert dialog.plan.value() == year
    assert not dialog.is_touched
    dialog.agree.click()
    quiet()
    assert dialog.form.cells["title"].problem.text() == "Ô này cần có."
    dialog.title_words.setPlainText("Phối hợp năm 2023")
    dialog.agree.click()
    quiet()
    die()
    assert not isValid(dialog)
    made = office.run(coordination_card, page.table.current_line()["id"])
    assert (made.title, made.plan_id, made.our_title) == (
        "Phối hợp năm 2023",
        year,
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    )


def test_a_correction_of_the_head_keeps_plan_and_lines(office, plan, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "edit")
    dialog.their_signer.setText("Trần Thị Bình")
    dialog.agree.click()
    quiet()
    card = office.run(coordination_card, plan)
    assert (card.their_signer, card.title, len(card.lines)) == ("Trần Thị Bình", "Phối hợp công tác dân vận", 3)


def test_lines_are_added_moved_done_and_removed(office, plan, desk, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "lines")
    assert isinstance(dialog, LinesDialog)
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dialog.model.rowCount() == 5  # two groups
    assert dialog.chosen().words.startswith("Tuyên truyền")

    dialog.steps["add"].trigger()
    quiet()
    form = last_sheet(dialog)
    form.kind.choose(JointKind.REPORT)
    form.words.setPlainText("Báo cáo sáu tháng")
    form.agree.click()
    quiet()
    assert dialog.chosen().words == "Báo cáo sáu tháng"

    dialog.table.selectRow(2)
    dialog.steps["up"].trigger()
    quiet()
    assert dialog.model.line_at(1).words == "Họp giao ban"

    dialog.table.selectRow(1)
    dialog.steps["finish"].trigger()
    quiet()
    result = last_sheet(dialog)
    result.agree.click()
    assert result.form.cells["result"].problem.text() == "Ô này cần có."
    result.outcome.setPlainText("Biên bản số 3")
    result.agree.click()
    quiet()
    assert [line.result for line in lines(office, plan) if line.done_on] == ["Biên bản số 3"]
    dialog.table.selectRow(1)
    assert not dialog.steps["remove"].isEnabled()
    dialog.steps["reopen"].trigger()
    quiet()
    dialog.table.selectRow(1)
    dialog.steps["remove"].trigger()
    quiet()
    assert [line.words for line in lines(office, plan)][-1] == "Báo cáo sáu tháng"
    assert len(lines(office, plan)) == 3
    assert desk.toasts[-1][0] == "Đã xóa việc phối hợp."
    tester.deleteLater()
    dialog.agree.click()
    die()
    assert not isValid(dialog)


def test_the_heading_of_a_kind_cannot_be_chosen_for_a_step(plan, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "lines")
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    assert dialog.chosen() is None
    assert not any(dialog.steps[step].isEnabled() for step in ("edit", "finish", "up", "remove"))
    dialog.close_now()


def test_the_number_carries_the_letters_of_both_sides(plan, desk, opened, quiet):
    page = opened()
    dialog = start(page, quiet, "number")
    assert isinstance(dialog, JointNumberDialog)
    dialog.agree.click()
    quiet()
    assert desk.toasts[-1][0] == "Đã lấy số 01/KH-UBND-KDV."
    page.table.setCurrentIndex(page.model.index(0, 0))
    quiet()
    assert not page.actions_of_page["number"].isEnabled()


def test_the_pane_shows_the_lines_by_kind(plan, opened):
    page = opened()
    page.frame.open_detail()
    text = page.pane.joint[JointKind.CHECK].text()
    assert text.startswith("Kiểm tra bốn thôn\n")
    assert "Quá hạn" in text
    assert page.pane.joint[JointKind.REPORT].isHidden()
    assert page.pane.progress.number.text() == "0%"


@pytest.mark.parametrize(("step", "kind"), [("paper", "KẾ HOẠCH"), ("follow", "THEO DÕI PHỐI HỢP")])
def test_papers_are_made_of_the_chosen_line(plan, opened, quiet, monkeypatch, step, kind):
    drawn = []
    monkeypatch.setattr("ui.features.coordination.page.preview_document", lambda *given: drawn.append(given[1]))
    page = opened()
    page.actions_of_page[step].trigger()
    quiet()
    assert [document.type_name for document in drawn] == [kind]


def test_without_the_right_nothing_is_offered_that_writes(office, plan, opened, quiet):
    set_roles(office, "thu", ("BC",))
    page = opened()
    assert not {step.id for step in page.actions_of_page.steps} & {"add", "edit", "remove", "number"}
    dialog = start(page, quiet, "lines")
    assert dialog.steps.steps == ()
    assert "Kiểm tra chung" in dialog.model.data(dialog.model.index(3, 0))
    assert "Thêm việc" not in words_of(dialog)
    dialog.close_now()
