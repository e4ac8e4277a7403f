"""The page of checks: visits written up, findings followed until they are put right, the conclusion, the papers."""

from __future__ import annotations

from datetime import date

import pytest
from builders import set_roles
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from dcapp.features.checks.findings import FindingForm, add_finding
from dcapp.features.checks.queries import check_card
from dcapp.features.checks.service import CheckForm, ConclusionForm, VisitForm, add_check, add_visit, conclude_check
from dcapp.features.checks.terms import CheckState
from dcapp.features.meetings.queries import meetings_of
from dcapp.features.office.service import VillageForm, add_village
from ui.features.checks import papers as papers_room
from ui.features.checks.page import checks_page
from ui.features.checks.papers import CheckPaper
from ui.kit import theme
from ui.kit.dialogs import Sheet
from ui.kit.two_lines import TwoLineModel, TwoLines

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def opened(desk, qtbot, quiet):
    """Opens the page."""

    def bring(size=(1366, 696)):
        page = checks_page(desk)
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        return page

    return bring


@pytest.fixture
def check(office):
    """A check with a visit that found two things, and one visit to come."""
    form = CheckForm(
        title="Kiểm tra việc công khai ở các thôn", starts_on=date(2023, 5, 2), head="Lê Văn Thử", team="Võ Thị Én"
    )
    key = office.run(add_check, form)
    visit = office.run(
        add_visit, key, VisitForm(visited_on=date(2023, 5, 4), place="Nhà văn hóa thôn Một", summary="Đã xem bảng tin.")
    )
    office.run(add_finding, visit, FindingForm(words="Thiếu sổ theo dõi", owner="Trưởng thôn", fix_by=date(2023, 5, 8)))
    office.run(add_finding, visit, FindingForm(words="Niêm yết rõ", is_shortcoming=False))
    office.run(add_visit, key, VisitForm(visited_on=date(2023, 5, 20), place="Thôn Hai"))
    return key


def sheet():
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, Sheet) and window.isVisible())


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


def press(root, words):
    [found] = [b for b in root.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert found.isEnabled(), words
    found.click()


def to_first(page, quiet, tab=0):
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    page.frame.open_detail()
    page.pane.tabs.bar.setCurrentIndex(tab)
    quiet()


def to_row(listed, row):
    listed.setCurrentIndex(listed.model().index(row, 0))


@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("size", [(1366, 696), (1280, 660), (1586, 696)])
def test_the_page_is_sound_on_every_tab_at_every_size(check, opened, look, quiet, scale, size):
    look("dark" if scale == 125 else "light", scale)
    page = opened((size[0] - theme.px(220), size[1]))
    assert_screen_is_sound(page)
    for tab in range(page.pane.tabs.bar.count()):
        to_first(page, quiet, tab)
        assert_screen_is_sound(page, traps=tab == 1)


def test_the_model_keeps_qts_contract(qtbot):
    model = TwoLineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([TwoLines(1, "a", "b"), TwoLines(2, "c")])
    model.show_rows([])
    tester.deleteLater()


def test_who_may_only_look_prints_but_writes_nothing(office, check, opened, quiet):
    set_roles(office, "thu", ("BC",))
    page = opened()
    to_first(page, quiet, 1)
    steps = {step.id for step in page.actions_of_page.steps}
    assert "papers" in steps
    assert not steps & {"add", "edit", "remove", "conclude"}
    said = {b.text() for b in page.pane.findChildren(QPushButton) if b.isVisible()}
    assert "Biên bản" in said
    assert not said & {"Thêm buổi", "Ghi buổi", "Xóa buổi", "Thêm", "Lên lịch họp", "Mở kết luận"}


def test_a_check_is_planned_with_ctrl_n_in_a_dialog_that_dies(office, opened, desk, quiet):
    page = opened()
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.agree.click()
    assert "Chưa ghi ngày bắt đầu" in words_of(dialog)
    dialog.starts.set_value(date(2023, 5, 2))
    dialog.agree.click()
    quiet()
    assert "Chưa ghi tên cuộc kiểm tra" in words_of(dialog)
    dialog.name.setText("Kiểm tra thử")
    dialog.agree.click()
    quiet()
    assert office.run(check_card, 1).title == "Kiểm tra thử"
    assert desk.toasts[-1][0] == "Đã thêm cuộc kiểm tra."
    die()
    assert not isValid(dialog)


def test_a_visit_takes_its_place_from_the_village(office, check, opened, quiet):
    office.run(add_village, VillageForm(name="Ba"))
    page = opened()
    to_first(page, quiet, 1)
    press(page.pane, "Thêm buổi")
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.village.setCurrentIndex(1)
    assert dialog.place.text() == "thôn Ba"
    dialog.day.set_value(date(2023, 5, 20))
    dialog.summary.setPlainText("đã xem")
    dialog.agree.click()
    quiet()
    assert "Chưa tới ngày kiểm tra" in words_of(dialog)
    dialog.day.set_value(date(2023, 5, 9))
    dialog.agree.click()
    quiet()
    assert [visit.place for visit in office.run(check_card, check).visits][1] == "thôn Ba"
    die()
    assert not isValid(dialog)


def test_a_finding_is_written_put_right_and_opened_again(office, check, opened, quiet):
    page = opened()
    to_first(page, quiet, 1)
    assert [row.below.split(" · ")[1] for row in page.pane.visits.lines.rows] == ["1 tồn tại", "trong lịch"]
    press(page.pane, "Thêm")
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.words.setPlainText("Thiếu ảnh")
    dialog.lacks.setChecked(False)
    assert not dialog.owner.isEnabled()
    dialog.lacks.setChecked(True)
    dialog.agree.click()
    quiet()
    assert len(office.run(check_card, check).shortcomings) == 2
    page.pane.tabs.bar.setCurrentIndex(2)
    assert "quá hạn 2 ngày" in page.pane.lacking.lines.rows[0].below
    to_row(page.pane.lacking, 0)
    press(page.pane, "Đã khắc phục")
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.outcome.setPlainText("đã lập sổ")
    dialog.agree.click()
    quiet()
    assert office.run(check_card, check).shortcomings[0].result == "đã lập sổ"
    press(page.pane, "Chưa khắc phục")
    quiet()
    assert office.run(check_card, check).shortcomings[0].fixed_on is None
    die()
    assert not isValid(dialog)


def test_nothing_is_found_before_the_day_of_a_visit(check, opened, quiet):
    page = opened()
    to_first(page, quiet, 1)
    to_row(page.pane.visits, 1)
    assert not page.pane._buttons["add_finding"].isEnabled()
    assert "Chưa tới ngày" in page.pane._buttons["add_finding"].toolTip()


def test_findings_and_visits_are_thrown_away_after_a_question(office, check, opened, quiet, answers):
    page = opened()
    to_first(page, quiet, 1)
    to_row(page.pane.findings, 1)
    answers.append(0)
    page.pane.remove_finding()
    quiet()
    assert [found.words for found in office.run(check_card, check).findings] == ["Thiếu sổ theo dõi"]
    answers.append(0)
    press(page.pane, "Xóa buổi")
    quiet()
    assert [visit.place for visit in office.run(check_card, check).visits] == ["Thôn Hai"]


def test_a_check_is_concluded_and_reopened(office, check, opened, quiet, answers):
    page = opened()
    to_first(page, quiet)
    page.actions_of_page["conclude"].trigger()
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.words.setPlainText("Các thôn làm tốt.")
    dialog.agree.click()
    quiet()
    assert "20/05/2023" in words_of(dialog)  # a visit is still to come
    dialog.close_now()
    to_first(page, quiet, 1)
    to_row(page.pane.visits, 1)
    answers.append(0)
    page.pane.remove_visit()
    quiet()
    office.run(conclude_check, check, ConclusionForm(conclusion="Tốt", concluded_on=date(2023, 5, 10)))
    quiet()
    to_first(page, quiet, 1)
    assert not page.actions_of_page["conclude"].isEnabled()
    assert not page.pane._buttons["add_visit"].isEnabled()
    answers.append(0)
    page.pane.reopen()
    quiet()
    assert office.run(check_card, check).state is CheckState.RUNNING


def test_a_meeting_is_planned_for_the_check_and_opened(office, check, opened, desk, quiet):
    wanted = []
    desk.page_wanted.connect(lambda page, record: wanted.append((page, record)))
    page = opened()
    to_first(page, quiet)
    page.pane.meet()
    quiet()
    [meeting] = office.run(meetings_of, "Check", check)
    assert wanted == [("plan", ("Meeting", meeting.id))]


@pytest.mark.parametrize("paper", list(CheckPaper))
def test_every_paper_is_shown_from_the_dialog(office, check, opened, quiet, monkeypatch, paper):
    shown = []
    monkeypatch.setattr(papers_room, "preview_document", lambda desk, document, title, name: shown.append(document))
    page = opened()
    to_first(page, quiet)
    page.actions_of_page["papers"].trigger()
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.paper.choose(paper)
    assert dialog.number.isEnabled() == (paper is CheckPaper.PLAN)
    dialog.number.setChecked(paper is CheckPaper.PLAN)
    dialog.agree.click()
    quiet()
    [document] = shown
    assert not document.marks.draft
    assert office.run(check_card, check).symbol == ("01/KH-UBND" if paper is CheckPaper.PLAN else "")
    die()
    assert not isValid(dialog)
