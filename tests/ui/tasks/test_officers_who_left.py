"""Somebody leaves the office: their tasks keep their name until another lead is chosen, and can be found by it."""

from __future__ import annotations

from datetime import date

import pytest

from ui.features.tasks.next_year import NextYearDialog
from ui.features.tasks.task_dialog import TaskDialog


@pytest.fixture
def son_left(page, commune, quiet):
    """Trần Văn Sơn left at the end of April; he still leads a task."""
    from dcapp.features.office.service import OfficerForm, edit_officer

    commune.app.run(edit_officer, commune.son, OfficerForm(full_name="Trần Văn Sơn", left_on=date(2023, 4, 30)))
    page.reload()
    quiet()
    return commune.ids["waiting"]


def test_a_task_keeps_its_lead_when_it_is_edited(page, quiet, sheet, commune, son_left):
    page.steps.edit(son_left)
    dialog = sheet(TaskDialog)
    assert dialog.lead.value() == commune.son
    assert "đã thôi việc" in dialog.lead.currentText()
    dialog.expected.setPlainText("Báo cáo có số liệu")
    dialog.agree.click()
    quiet()
    card = commune.card(son_left)
    assert (card.form.lead_id, card.lead_words) == (commune.son, "Trần Văn Sơn")
    assert card.form.expected == "Báo cáo có số liệu"


def test_a_new_task_is_not_offered_to_somebody_who_left(page, sheet, commune, son_left):
    page.steps.add(commune.plan_id)
    dialog = sheet(TaskDialog)
    assert not any("Sơn" in dialog.lead.itemText(row) for row in range(dialog.lead.count()))


def test_their_tasks_can_still_be_listed(page, quiet, commune, son_left):
    page.filters.people.choose(commune.son)
    quiet()
    assert page.filters.lead() == commune.son
    assert page.model.task_count == 2


def test_the_review_of_next_year_keeps_the_lead_of_every_line(page, quiet, sheet, commune, son_left):
    page.steps.next_year(commune.plan_id)
    dialog = sheet(NextYearDialog)
    before = {key: pick.lead_id for key, pick in dialog.picks.items()}
    assert commune.son in before.values()
    for row in range(dialog.lines.rowCount()):
        dialog.table.selectRow(row)
        dialog._correct()
    assert {key: pick.lead_id for key, pick in dialog.picks.items()} == before
    assert not dialog.is_touched  # to look is not to type: Esc does not ask


def test_a_series_in_the_pane_is_what_the_steps_are_done_to(page, quiet, commune):
    from dcapp.features.plan.terms import Rhythm
    from dcapp.features.tasks.periods import produce_occurrences

    series = commune.task("Gửi số liệu", every=Rhythm.QUARTERLY, due_on=None, section="II.3")
    commune.app.run(produce_occurrences, commune.plan_id)
    page.reload()
    quiet()
    listed = page.current_id()
    page.show_record(series)
    quiet()
    assert page.card is not None
    assert page.card.id == page.current_id() == series
    assert page.chosen_ids() == [series]
    page.reload()
    quiet()
    assert page.current_id() == series
    other = next(
        row for row in range(page.model.rowCount()) if (page.model.line(row) or {}).get("id", listed) != listed
    )
    page.table.go_to(other)
    quiet()
    assert page.current_id() not in (series, listed)
    assert page.card.id == page.current_id()
