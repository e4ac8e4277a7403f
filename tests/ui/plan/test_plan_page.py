"""The plan page: what it shows in each state, what each step does, and what an account without rights is offered."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_paper, a_plan, set_roles
from checks import assert_screen_is_sound, bring_up, words_of
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from dcapp.features.papers.service import add_paper
from dcapp.features.plan.queries import plans, signed_plan
from dcapp.features.plan.service import take_in_plan
from dcapp.kernel.errors import EnvironmentFault
from ui.features.plan.page import PlanPage
from ui.features.plan.signing import NumberPlanDialog, SigningSheet
from ui.kit import theme
from ui.kit.dialogs import Sheet
from ui.kit.states import EmptyState, ErrorState, LoadingState

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def page(desk, qtbot, quiet):
    made = PlanPage(desk)
    qtbot.addWidget(made)
    made.resize(1130, 640)
    bring_up(made)
    quiet()
    return made


@pytest.fixture
def kept(office):
    """A plan in the office before the page is opened."""
    return office.run(take_in_plan, a_plan(number="", signed_on=None, issuer=""))


def sheet():
    return next(window for window in QApplication.topLevelWidgets() if isinstance(window, Sheet) and window.isVisible())


def step(page, name):
    return page.outline.actions_of_page[name]


def die():
    QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete


# -- states
def test_without_a_plan_the_page_says_what_to_do(page):
    outline = page.outline
    [state] = outline.findChildren(EmptyState)
    assert "Nhập kế hoạch đã ký" in words_of(state)
    for name in ("print", "edit", "remove", "check_signing", "take_number"):
        assert not step(page, name).isEnabled(), name
    assert_screen_is_sound(page)


def test_the_empty_page_leads_into_the_import(page, quiet):
    [state] = page.outline.findChildren(EmptyState)
    state.findChildren(QPushButton)[0].click()
    quiet()
    assert page.importing is not None
    assert page.importing.isVisible()
    page.importing.leave()
    quiet()
    assert page.importing is None


def test_while_the_plan_is_read_the_page_says_so(desk, qtbot):
    made = PlanPage(desk)
    qtbot.addWidget(made)
    assert made.outline.findChildren(LoadingState)


def test_a_page_that_cannot_be_read_says_so_and_tries_again(desk, office, qtbot, quiet, monkeypatch, kept):
    run = office.run

    def broken(use_case, *arguments):
        if use_case is plans:
            raise EnvironmentFault("Ổ đĩa báo lỗi đọc.", advice="Kiểm tra ổ đĩa.")
        return run(use_case, *arguments)

    monkeypatch.setattr(office, "run", broken)
    made = PlanPage(desk)
    qtbot.addWidget(made)
    made.resize(1130, 640)
    bring_up(made)
    quiet()
    [state] = made.outline.findChildren(ErrorState)
    assert "Ổ đĩa báo lỗi đọc." in words_of(state)
    assert_screen_is_sound(made)
    monkeypatch.setattr(office, "run", run)
    next(b for b in state.findChildren(QPushButton) if b.text() == "Tải lại").click()
    quiet()
    assert made.outline.model.rowCount() > 3


def test_parts_and_items_are_listed_with_what_hangs_on_them(kept, page):
    model = page.outline.model
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert ["2. Báo cáo trước ngày 15/5/2023.", "", "2", "15/05/2023"] in rows
    assert "4 mục · 1 việc giao · 2 nghĩa vụ" in words_of(page.outline.header)
    assert "I. MỤC ĐÍCH" in [row[0] for row in rows]


def test_an_item_shows_its_duties_obligations_and_citations(kept, page, quiet):
    outline = page.outline
    row = next(n for n, line in enumerate(outline.model.lines) if line.section == "II.2")
    outline.table.setCurrentIndex(outline.model.index(row, 0))
    quiet()
    shown = words_of(outline.pane)
    assert "Báo cáo kết quả" in shown
    assert "UBND huyện" in shown


def test_an_item_says_where_it_is_followed_and_leads_there(kept, page, quiet, desk):
    desk.pages = frozenset({"plan", "papers"})
    opened = []
    desk.page_wanted.connect(lambda key, record: opened.append((key, record)))
    outline = page.outline
    row = next(n for n, line in enumerate(outline.model.lines) if line.section == "II.2")
    outline.table.setCurrentIndex(outline.model.index(row, 0))
    quiet()
    links = {link.text(): link for link in outline.pane.followed.findChildren(QPushButton) if not link.isHidden()}
    assert "Kế hoạch › Nghĩa vụ" in links
    links["Kế hoạch › Nghĩa vụ"].click()
    assert opened == [("plan", ("PlanObligation", None))]


@pytest.mark.parametrize(("preset", "count"), [("due", 1), ("duty", 1), ("all", 4)])
def test_filters_leave_the_items_that_fit(kept, page, preset, count):
    outline = page.outline
    outline.filters.choose(preset)
    assert len([line for line in outline.model.lines if line.item]) == count


def test_changes_made_elsewhere_are_shown(page, office, quiet):
    office.run(take_in_plan, a_plan())
    quiet()
    assert page.outline.model.rowCount() > 3


# -- rights
def test_without_the_rights_nothing_is_offered_that_would_be_refused(office, kept, desk, qtbot, quiet):
    set_roles(office, "thu", ("BC",))
    made = PlanPage(desk)
    qtbot.addWidget(made)
    made.resize(1130, 640)
    bring_up(made)
    quiet()
    offered = {one.id for one in made.outline.actions_of_page.steps}
    assert offered == {"print", "print_duties", "check_signing", "reload"}
    assert_screen_is_sound(made)


# -- size
@pytest.mark.parametrize("scale", [100, 125, 150])
@pytest.mark.parametrize("size", [(1366, 696), (1280, 660)])
def test_the_page_is_sound_at_every_size(kept, desk, qtbot, quiet, look, scale, size):
    look("dark" if scale == 125 else "light", scale)
    made = PlanPage(desk)
    qtbot.addWidget(made)
    made.resize(size[0] - theme.px(220), size[1])
    bring_up(made)
    quiet()
    assert_screen_is_sound(made)


# -- steps
def test_the_head_is_corrected_in_a_dialog_that_dies(kept, page, office, quiet, desk):
    step(page, "edit").trigger()
    quiet()
    dialog = sheet()
    assert_screen_is_sound(dialog)
    dialog.number.setText("09 / KH-UBND")
    dialog.agree.click()
    quiet()
    assert office.run(signed_plan, kept).number == "09/KH-UBND"
    die()
    assert not isValid(dialog)
    text, undo = desk.toasts[-1]
    assert text == "Đã lưu."
    undo()
    quiet()
    assert office.run(signed_plan, kept).number == ""


def test_removing_asks_and_can_be_taken_back(kept, page, office, quiet, desk, answers):
    answers.append(1)
    step(page, "remove").trigger()
    quiet()
    assert len(office.run(plans)) == 1
    answers.append(0)
    step(page, "remove").trigger()
    quiet()
    assert office.run(plans) == []
    desk.toasts[-1][1]()
    quiet()
    assert [plan.id for plan in office.run(plans)] == [kept]


def test_the_check_before_signing_lists_what_is_in_the_way(kept, page, office, quiet):
    step(page, "check_signing").trigger()
    quiet()
    dialog = sheet()
    assert isinstance(dialog, SigningSheet)
    shown = words_of(dialog)
    for words in ("Số, ngày", "Chưa có số và ký hiệu.", "Bấm Lấy số", "12/QĐ-UBND"):
        assert words in shown, words
    assert_screen_is_sound(dialog)
    dialog.close_now()
    die()
    assert not isValid(dialog)


def test_after_mending_the_check_says_that_all_is_well(office, page, quiet):
    office.run(add_paper, a_paper())
    office.run(take_in_plan, a_plan(number="", signed_on=None, issuer=""))
    quiet()
    step(page, "take_number").trigger()
    quiet()
    number = sheet()
    number.day.set_value(date(2023, 5, 9))
    number.agree.click()
    quiet()
    die()
    step(page, "check_signing").trigger()
    quiet()
    dialog = sheet()
    assert dialog.findings == ()
    assert "Không thấy chỗ nào cần sửa" in words_of(dialog)
    dialog.agree.click()  # looks again
    quiet()
    assert dialog.findings == ()
    dialog.close_now()


def test_a_number_is_taken_once_and_then_offered_no_more(kept, page, office, quiet, desk):
    assert step(page, "take_number").isEnabled()
    step(page, "take_number").trigger()
    quiet()
    dialog = sheet()
    assert isinstance(dialog, NumberPlanDialog)
    assert_screen_is_sound(dialog)
    dialog.copies.setText("mười")
    dialog.agree.click()
    assert "phải là số" in words_of(dialog)
    dialog.copies.setText("10")
    dialog.agree.click()
    quiet()
    assert office.run(signed_plan, kept).number == "01/KH-UBND"
    assert desk.toasts[-1][0] == "Đã lấy số 01/KH-UBND."
    quiet()
    assert not step(page, "take_number").isEnabled()
    die()
    assert not isValid(dialog)


def test_a_refused_number_is_said_in_the_dialog(kept, page, office, quiet):
    from builders import a_number

    from dcapp.features.papers.service import take_number

    office.run(take_number, a_number(issued_on=date(2023, 5, 20)))
    step(page, "take_number").trigger()
    quiet()
    dialog = sheet()
    dialog.agree.click()
    quiet()
    assert dialog.isVisible()
    assert "20/05/2023" in dialog.problem.text()
    dialog.close_now()


# -- keys
def test_esc_asks_before_typed_words_are_lost(kept, page, quiet, answers):
    step(page, "edit").trigger()
    quiet()
    dialog = sheet()
    QTest.keyClicks(dialog.number, "7")
    answers.append(1)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answers.append(0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    quiet()
    die()
    assert not isValid(dialog)
    assert len(answers.asked) == 2


def test_records_are_gone_to_by_name(kept, page, office, quiet):
    second = office.run(take_in_plan, a_plan(number="06/KH-UBND"))
    quiet()
    page.show_record(("Plan", kept))
    quiet()
    assert page.outline.choice.value() == kept
    line = page.outline.model.lines[1]
    page.show_record(("Plan", second))
    quiet()
    page.show_record(("PlanPassage", line.passage_id))
    quiet()
    assert page.outline.choice.value() == kept
    assert page.shown_record() is not None
    assert len(page.regions()) >= 3
