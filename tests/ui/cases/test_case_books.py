"""The books beside: hot spots with suggestions, orders to their end, the national database; many at once."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.features.cases.hot_spots import hot_spot_card
from dcapp.features.cases.national import national_rows
from dcapp.features.cases.terms import CaseKind, HotSpotState
from ui.features.cases.hot_spots import CalmDialog, HotSpotDialog, SuggestionsDialog, hot_spots_page
from ui.features.cases.national import EntryDialog, national_page
from ui.features.cases.page import cases_page

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def test_a_suggested_hot_spot_is_watched_with_its_case_until_it_is_calm(desk, office, make_case, bring, quiet):
    case_id = make_case(CaseKind.COMPLAINT, people_count=14)
    page = bring(hot_spots_page(desk))
    page.suggest()
    quiet()
    suggestions = page.findChild(SuggestionsDialog)
    suggestions.list.setCurrentIndex(suggestions.list.lines.index(0, 0))
    suggestions.agree.click()
    quiet()
    dialog = page.findChild(HotSpotDialog)
    assert dialog.people.value() == 14
    dialog.day.set_value(date(2026, 8, 10))
    dialog.agree.click()
    quiet()
    line = page.table.current_line() or page.model.line(0)
    card = office.run(hot_spot_card, line["id"])
    assert card.cases == ((case_id, "KN-2026-001"),)
    page.calm(line)
    page.findChild(CalmDialog).agree.click()
    quiet()
    assert office.run(hot_spot_card, line["id"]).state is HotSpotState.CALM


def test_a_code_that_is_not_there_is_said_under_its_field(desk, bring, quiet):
    page = bring(hot_spots_page(desk))
    page.watch()
    dialog = page.findChild(HotSpotDialog)
    dialog.name.setText("Trại heo")
    dialog.codes.setText("KN-2026-404")
    dialog.agree.click()
    quiet()
    assert "KN-2026-404" in dialog.form.cells["codes"].problem.text()
    dialog.close_now()


def test_many_cases_are_marked_after_a_rehearsal(desk, office, make_case, bring, quiet):
    for _time in range(3):
        make_case(CaseKind.PETITION)
    page = bring(national_page(desk))
    page.table.selectAll()
    page.enter(None)
    dialog = page.findChild(EntryDialog)
    quiet()
    assert "3" in dialog.told.text()
    dialog.day.set_value(date(2026, 8, 1))  # before they were opened
    quiet()
    assert len(dialog.list.lines.rows) == 3
    assert all(row.tone is not None for row in dialog.list.lines.rows)
    dialog.day.set_value(date(2026, 8, 20))
    dialog.agree.click()
    quiet()
    assert office.run(national_rows) == ()


def test_a_line_of_the_book_leads_to_its_case(desk, make_case, bring):
    case_id = make_case(CaseKind.COMPLAINT)
    page = bring(cases_page(desk))
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.open_line(page.table.current_line())
    assert desk.opened == [("letters", ("CaseFile", case_id))]
