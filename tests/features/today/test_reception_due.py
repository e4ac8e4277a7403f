"""Hôm nay and citizen reception: answers owed, sessions, schedules to post, missed duties; and secrecy."""

from __future__ import annotations

from datetime import date

import pytest
from builders import an_app, beside

from dcapp.features.today.monday import week_material
from dcapp.features.today.queries import badges, today_view
from dcapp.features.today.terms import Group, Scope
from dcapp.features.visits.duty import ShiftForm, add_shift
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.schedule import SessionForm, plan_session
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import DayPart, Matter

TODAY = date(2023, 5, 10)


@pytest.fixture
def app(monkeypatch):
    made = an_app()
    yield made
    made.close()


@pytest.fixture
def later(monkeypatch):
    """Let the program's day be another one."""
    return lambda day: monkeypatch.setenv("DCAPP_TODAY", day.isoformat())


def lines(app, group):
    view = app.run(today_view, Scope.OFFICE, group)
    return {line.kind: line for part in view.groups for line in part.lines}


def test_an_answer_is_due_and_its_button_begins_the_answer(app, later):
    app.run(record_visit, VisitForm(received_on=date(2023, 5, 8), name="Lê Thị Mười", content="Hỏi đất"))
    later(date(2023, 5, 22))

    line = lines(app, Group.TODAY)["Commitment"]
    assert (line.detail.split(" · ")[1], line.step.begins, line.step.page) == ("Lê Thị Mười", "answer", "visits")
    later(date(2023, 5, 23))
    assert lines(app, Group.OVERDUE)["Commitment"].chip.tone == "danger"
    assert {badge.page: (badge.count, badge.alarm) for badge in app.run(badges)}["visits"] == (1, True)


def test_the_monday_sheet_tells_answers_and_sessions_but_nothing_of_a_denunciation(app, later):
    app.run(record_visit, VisitForm(received_on=date(2023, 5, 8), name="Lê Thị Mười", content="Hỏi đất"))
    sealed = VisitForm(received_on=date(2023, 5, 8), content="Thu tiền sai", matter=Matter.DENUNCIATION)
    app.run(record_visit, sealed)
    app.run(plan_session, SessionForm(held_on=date(2023, 5, 18), starts_at="07:30", chair="Lê Văn Thử"))
    later(date(2023, 5, 15))

    told = str(app.run(week_material, date(2023, 5, 22)))
    assert "Lê Thị Mười" in told
    assert "TC001" not in told
    assert "Lê Văn Thử" in str(app.run(week_material, date(2023, 5, 15)))


def test_a_session_whose_day_is_over_waits_for_a_word(app, later):
    app.run(plan_session, SessionForm(held_on=date(2023, 5, 11), starts_at="07:30", chair="Lê Văn Thử"))
    later(date(2023, 5, 12))

    assert lines(app, Group.OVERDUE)["ReceptionSession"].owner == "Lê Văn Thử"


def test_a_schedule_is_posted_five_working_days_before(app, later):
    app.run(plan_session, SessionForm(held_on=date(2023, 5, 25), starts_at="07:30", chair="Lê Văn Thử"))
    later(date(2023, 5, 18))

    assert lines(app, Group.TODAY)["SchedulePosting"].due_on == date(2023, 5, 18)


def test_a_duty_that_nobody_confirmed_shows_the_day_after(app, later):
    app.run(add_shift, ShiftForm(day=TODAY, part=DayPart.WHOLE, officer="Trần Thị Trực"))
    assert "DutyShift" not in lines(app, Group.OVERDUE)
    later(date(2023, 5, 11))

    line = lines(app, Group.OVERDUE)["DutyShift"]
    assert (line.owner, line.step.begins) == ("Trần Thị Trực", "keep")


def test_who_sees_no_figures_of_reception_sees_none_here(app, later):
    app.run(record_visit, VisitForm(received_on=date(2023, 5, 8), name="Lê Thị Mười", content="Hỏi đất"))
    later(date(2023, 5, 23))
    other = beside(app, "thong.ke", "BC")

    assert "Lê Thị Mười" not in str(other.run(today_view, Scope.OFFICE, None))
