"""Asking Hôm nay in tests, and putting in what they ask for."""

from __future__ import annotations

from datetime import date, timedelta

from builders import read_with

from dcapp.features.meetings.models import Meeting
from dcapp.features.tasks.models import Task
from dcapp.features.today.looking import reading_of
from dcapp.features.today.queries import counts_of, dues_of, lines_of
from dcapp.features.today.terms import Group, Scope

TODAY = date(2023, 5, 10)  # a Wednesday
"""The day of these tests."""


def on_day(monkeypatch, day_of_program: date) -> None:
    """Go on on another day."""
    monkeypatch.setenv("DCAPP_TODAY", day_of_program.isoformat())


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def a_task(books, last_on, **values):
    made = {"plan_id": books.plan_id, "title": "Báo cáo quý", "due_on": last_on, "last_on": last_on}
    return books.put(Task(**{**made, **values}))


def every_line(app, scope=Scope.OFFICE):
    """All open lines of a scope, group by group, and the counts of the same moment."""

    def read(uow):
        reading = reading_of(uow, scope)
        dues = dues_of(reading)
        counts = counts_of(reading, dues, with_later=True)
        return {group: lines_of(reading, dues, group, None) for group in Group}, counts

    return read_with(app, read)


def titles(app, scope=Scope.OFFICE):
    groups, _counts = every_line(app, scope)
    return {group: [line.title for line in lines] for group, lines in groups.items() if lines}


def only_line(app, scope=Scope.OFFICE):
    groups, counts = every_line(app, scope)
    found = [line for lines in groups.values() for line in lines]
    assert len(found) == counts.open == 1
    return found[0]


def a_meeting(books, held_on, **values):
    return books.put(Meeting(**{"title": "Hội nghị nhân dân", "held_on": held_on, **values}))
