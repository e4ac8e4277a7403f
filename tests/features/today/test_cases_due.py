"""Hôm nay and letters: a letter to sort out, a case whose clock runs; on paper nothing of a denunciation."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cases"))

from builders import an_app
from case_house import a_case, a_letter

from dcapp.features.cases.terms import CaseKind
from dcapp.features.letters.terms import LetterKind
from dcapp.features.today.monday import week_material
from dcapp.features.today.queries import badges, today_view
from dcapp.features.today.terms import Group, Scope


@pytest.fixture
def app(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2026-08-10")
    made = an_app()
    yield made
    made.close()


def lines(app, group):
    view = app.run(today_view, Scope.OFFICE, group)
    return {line.kind: line for part in view.groups for line in part.lines}


def due_of(app, kind):
    found = [lines(app, group).get(kind) for group in Group]
    return next(line for line in found if line is not None)


def test_letters_and_cases_wait_with_a_button_that_leads_there(app):
    letter_id = a_letter(app, LetterKind.PETITION)
    case_id = a_case(app, CaseKind.COMPLAINT)
    letter, case = due_of(app, "Letter"), due_of(app, "CaseFile")
    assert (letter.step.page, letter.step.record, letter.step.begins) == ("letters", ("Letter", letter_id), "triage")
    assert (case.step.page, case.step.record) == ("letters", ("CaseFile", case_id))
    assert "Nguyễn Văn Tám" in case.title
    assert {badge.page for badge in app.run(badges)} >= {"letters"}


def test_a_letter_older_than_the_red_line_says_so(app, monkeypatch):
    a_letter(app, LetterKind.PETITION)
    monkeypatch.setenv("DCAPP_TODAY", "2026-10-01")
    assert "45" in due_of(app, "Letter").detail


def test_the_monday_sheet_tells_a_complaint_and_nothing_of_a_denunciation(app):
    a_case(app, CaseKind.COMPLAINT)
    a_case(app, CaseKind.DENUNCIATION)
    a_letter(app, LetterKind.DENUNCIATION)
    told = str(app.run(week_material, date(2026, 8, 17)))
    assert "KN-2026-001" in told
    assert "TC-2026" not in told
