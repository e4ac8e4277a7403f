"""What another page asks for: a task with a step begun at once, or the list behind a ready-made filter."""

from __future__ import annotations

import pytest
from checks import bring_up

from ui.features.plan.page import PlanPage
from ui.features.tasks.page import TasksPage
from ui.features.tasks.progress_dialog import ProgressDialog
from ui.features.tasks.receipts_dialog import ReceiptsDialog
from ui.features.tasks.remind_dialog import RemindDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_the_quick_update_opens_with_the_task_that_was_asked_for(page, commune, sheet):
    page.begin("update", commune.ids["late"])
    dialog = sheet(ProgressDialog)
    assert page.shown_record() == commune.ids["late"]
    dialog.close_now()


def test_reminding_is_about_this_task_whatever_is_chosen_in_the_list(page, commune, sheet):
    page.table.selectAll()
    page.begin("remind", commune.ids["reports"])
    dialog = sheet(RemindDialog)
    assert dialog._ids == (commune.ids["reports"],)
    dialog.close_now()


def test_a_list_is_opened_behind_its_filter(page, quiet):
    page.begin("late", None)
    quiet()
    assert page.filters.preset() == "late"
    assert page.model.task_count == 1


def test_a_step_is_begun_once_only(page, commune, sheet, quiet, qapp):
    page.begin("update", commune.ids["late"])
    sheet(ProgressDialog).close_now()
    page.show_record(commune.ids["going"])
    quiet()
    assert not [w for w in qapp.topLevelWidgets() if isinstance(w, ProgressDialog) and w.isVisible()]


def test_when_the_last_report_is_in_the_task_can_be_closed_at_once(page, commune, sheet, answers, quiet):
    task = commune.ids["reports"]
    page.show_record(task)
    quiet()
    page.steps.receive(task)
    dialog = sheet(ReceiptsDialog)
    dialog.lines.tick_all(checked=True)
    answers.append(0)
    dialog.agree.click()
    quiet()
    card = commune.card(task)
    assert answers.asked == [f"Đã nhận đủ {len(card.deliveries)} báo cáo"]
    assert (card.percent, card.closing_reason) == (100, f"đã nhận đủ {len(card.deliveries)} báo cáo")


def test_a_report_that_is_not_the_last_asks_nothing(page, commune, sheet, answers, quiet):
    task = commune.ids["reports"]
    page.steps.receive(task)
    dialog = sheet(ReceiptsDialog)
    dialog.lines.toggle(0)
    dialog.agree.click()
    quiet()
    assert answers.asked == []
    assert commune.card(task).percent == 60


def test_the_plan_page_hands_a_step_on_to_its_book(commune, desk, qtbot, quiet, sheet):
    commune.ids = commune.some_tasks()
    made = PlanPage(desk, before=(("Việc", ("Task",), TasksPage),))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    bring_up(made)
    quiet()
    made.show_record(("Task", commune.ids["late"], "update"))
    sheet(ProgressDialog).close_now()
    assert made.shown_record() == ("Task", commune.ids["late"])
    made.show_record(("Task", None, "late"))
    quiet()
    assert made.books.page.filters.preset() == "late"
