"""The books beside the tasks: what is to be sent in, difficulties, adjustments, the plain book of tasks."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_screen_is_sound, bring_up

from dcapp.features.tasks.adjusting import AdjustForm, DifficultyForm, adjust_task, raise_difficulty
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState
from ui.features.tasks.adjust_dialog import AdjustDialog
from ui.features.tasks.books import adjustments_page, deliveries_page, difficulties_page, task_book_page
from ui.features.tasks.difficulty_dialogs import AnswerDialog
from ui.features.tasks.receipts_dialog import ReceiptsDialog


@pytest.fixture
def shown(commune, desk, qtbot, quiet):
    """Builds a book over tasks in every state."""
    commune.ids = commune.some_tasks()
    commune.difficulty = commune.app.run(
        raise_difficulty, DifficultyForm(plan_id=commune.plan_id, matter="Thiếu kinh phí", task_id=commune.ids["going"])
    )

    def build(factory):
        page = factory(desk)
        qtbot.addWidget(page)
        page.resize(1150, 696)
        bring_up(page)
        quiet()
        return page

    return build


def test_a_receipt_is_noted_and_taken_back_in_the_book(shown, quiet, commune):
    page = shown(deliveries_page)
    assert page.model.rowCount() == 4
    page.table.selectRow(0)
    quiet()
    page.actions_of_page["received"].trigger()
    quiet()
    assert commune.card(commune.ids["reports"]).received_count == 1
    assert not page.actions_of_page["received"].isEnabled()
    page.actions_of_page["not_received"].trigger()
    quiet()
    assert commune.card(commune.ids["reports"]).received_count == 0


def test_all_senders_of_a_task_are_ticked_from_its_line(shown, quiet, sheet, commune):
    page = shown(deliveries_page)
    page.table.selectRow(2)
    page.actions_of_page["receipts"].trigger()
    dialog = sheet(ReceiptsDialog)
    dialog.lines.tick_all(checked=True)
    dialog.agree.click()
    quiet()
    assert commune.card(commune.ids["reports"]).received_count == 4


def test_a_difficulty_is_answered(shown, quiet, sheet, commune):
    page = shown(difficulties_page)
    page.table.selectRow(0)
    quiet()
    page.actions_of_page["answer"].trigger()
    dialog = sheet(AnswerDialog)
    dialog.answer.setPlainText("Bố trí từ nguồn tiết kiệm")
    dialog.agree.click()
    quiet()
    [line] = commune.card(commune.ids["going"]).difficulties
    assert (line.state, line.answer) == (DifficultyState.ANSWERED, "Bố trí từ nguồn tiết kiệm")


def test_a_difficulty_is_settled_by_an_adjustment(shown, quiet, sheet, commune):
    page = shown(difficulties_page)
    page.table.selectRow(0)
    quiet()
    page.actions_of_page["adjust"].trigger()
    dialog = sheet(AdjustDialog)
    assert dialog.difficulty.value() == commune.difficulty
    dialog.new_due.line.setText("31/07/2023")
    dialog.reason.setPlainText("chờ kinh phí")
    dialog.agree.click()
    quiet()
    [line] = commune.card(commune.ids["going"]).difficulties
    assert line.state is DifficultyState.ADJUSTED
    assert not page.actions_of_page["answer"].isEnabled()


def test_an_adjustment_is_listed_and_its_notice_printed(shown, quiet, commune, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "ui.features.tasks.printing.preview_document", lambda _desk, document, title, *_name: printed.append(title)
    )
    form = AdjustForm(
        kind=AdjustmentKind.DUE,
        reason="mưa bão",
        decided_by="Lê Văn Thử",
        decided_on=date(2023, 5, 9),
        new_due_on=date(2023, 7, 31),
    )
    commune.app.run(adjust_task, commune.ids["going"], form)
    page = shown(adjustments_page)
    page.table.selectRow(0)
    quiet()
    assert page.table.current_line()["new_words"] == "31/07/2023"
    assert "edit" not in {step.id for step in page.actions_of_page.steps}
    page.actions_of_page["notice"].trigger()
    quiet()
    assert printed == ["Thông báo điều chỉnh"]


@pytest.mark.parametrize("factory", [deliveries_page, difficulties_page, task_book_page])
def test_every_line_leads_to_its_task(shown, quiet, desk, factory):
    page = shown(factory)
    page.table.selectRow(0)
    quiet()
    line = page.table.current_line()
    page.actions_of_page["task"].trigger()
    assert desk.opened == [("plan", ("Task", line.get("task_id", line["id"])))]


@pytest.mark.parametrize("factory", [deliveries_page, difficulties_page, adjustments_page, task_book_page])
@pytest.mark.parametrize("scale", [100, 150])
def test_the_books_are_sound(shown, look, factory, scale):
    look("light", scale)
    assert_screen_is_sound(shown(factory), traps=False)
