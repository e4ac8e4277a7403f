"""The duty rota: turns over working days, deputies, swaps, and what nobody confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.db.journal import undo_last
from dcapp.features.office.absences import AbsenceForm, add_absence
from dcapp.features.office.service import OfficerForm, add_officer
from dcapp.features.visits.duty import (
    ShiftForm,
    add_shift,
    assign_duty,
    edit_shift,
    keep_shift,
    miss_shift,
    remove_shift,
    swap_shifts,
    take_back_shift,
)
from dcapp.features.visits.duty_queries import shift_line, shifts_between, shifts_to_swap
from dcapp.features.visits.duty_rota import RotaForm, Turn, rota_preview
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.schedule_reminders import missed_duties
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import DayPart, ShiftState
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation

TODAY = date(2026, 11, 23)
WEEKS = date(2026, 11, 16), date(2026, 11, 29)


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


@pytest.fixture
def officers(app):
    """Ids of three officers."""
    names = ("Võ Thị Én", "Trần Văn Địa", "Lê Thị Pháp")
    return tuple(app.run(add_officer, OfficerForm(full_name=name)) for name in names)


def on_duty(app, day, officer="Võ Thị Én", part=DayPart.WHOLE):
    return app.run(add_shift, ShiftForm(day=day, officer=officer, part=part))


def told(lines):
    return [(line.shift.day.day, line.shift.officer) for line in lines]


def test_officers_take_turns_by_the_week_and_days_off_are_passed_over(app, officers):
    lines = app.run(rota_preview, RotaForm(since=WEEKS[0], until=WEEKS[1], officer_ids=officers[:2]))
    first = [(day, "Võ Thị Én") for day in (16, 17, 18, 19, 20)]
    assert told(lines) == first + [(day, "Trần Văn Địa") for day in (23, 25, 26, 27)]


def test_turns_by_the_day_go_on_from_morning_to_afternoon(app, officers):
    form = RotaForm(
        since=WEEKS[0],
        until=date(2026, 11, 17),
        officer_ids=officers,
        turn=Turn.DAY,
        parts=(DayPart.MORNING, DayPart.AFTERNOON),
    )
    found = [(line.shift.day.day, line.shift.part, line.shift.officer) for line in app.run(rota_preview, form)]
    assert found == [
        (16, DayPart.MORNING, "Võ Thị Én"),
        (16, DayPart.AFTERNOON, "Trần Văn Địa"),
        (17, DayPart.MORNING, "Lê Thị Pháp"),
        (17, DayPart.AFTERNOON, "Võ Thị Én"),
    ]


def test_turns_by_the_month_change_on_the_first(app, officers):
    form = RotaForm(since=date(2026, 11, 30), until=date(2026, 12, 1), officer_ids=officers, turn=Turn.MONTH)
    assert told(app.run(rota_preview, form)) == [(30, "Võ Thị Én"), (1, "Trần Văn Địa")]


def test_the_deputy_is_offered_for_who_is_away(app, officers):
    away = AbsenceForm(
        officer_id=officers[0], deputy_id=officers[2], since=date(2026, 11, 17), until=date(2026, 11, 18)
    )
    app.run(add_absence, away)
    lines = app.run(rota_preview, RotaForm(since=WEEKS[0], until=date(2026, 11, 18), officer_ids=officers[:1]))
    assert told(lines) == [(16, "Võ Thị Én"), (17, "Lê Thị Pháp"), (18, "Lê Thị Pháp")]
    assert [line.instead_of for line in lines] == ["", "Võ Thị Én", "Võ Thị Én"]


def test_a_taken_day_is_doubted_and_an_unknown_year_is_refused(app, officers):
    on_duty(app, WEEKS[0], part=DayPart.MORNING)
    form = RotaForm(since=WEEKS[0], until=date(2026, 11, 17), officer_ids=officers)
    lines = app.run(rota_preview, form)
    assert [bool(line.doubt) for line in lines] == [True, False]
    assert app.run(assign_duty, [line.shift for line in lines if not line.doubt]) == 1
    app.run(undo_last)
    assert len(app.run(shifts_between, *WEEKS)) == 1
    with pytest.raises(RuleViolation):
        app.run(rota_preview, RotaForm(since=date(2031, 1, 1), until=date(2031, 1, 9), officer_ids=officers))
    with pytest.raises(Invalid):
        app.run(rota_preview, RotaForm(since=WEEKS[0], until=WEEKS[1], officer_ids=()))
    with pytest.raises(RuleViolation):
        app.run(rota_preview, RotaForm(since=date(2026, 11, 21), until=date(2026, 11, 22), officer_ids=officers))
    with pytest.raises(Invalid):
        app.run(assign_duty, [])


def test_a_part_of_a_day_has_one_officer(app):
    on_duty(app, TODAY, part=DayPart.MORNING)
    on_duty(app, TODAY, "Trần Văn Địa", DayPart.AFTERNOON)
    for part in DayPart:
        with pytest.raises(AlreadyThere):
            on_duty(app, TODAY, "Lê Thị Pháp", part)
    with pytest.raises(Invalid):
        on_duty(app, date(2026, 11, 25), " ")


def test_two_officers_change_their_duties(app):
    mine, theirs = on_duty(app, TODAY), on_duty(app, date(2026, 11, 25), "Trần Văn Địa")
    assert [line.id for line in app.run(shifts_to_swap, mine)] == [theirs]
    app.run(swap_shifts, mine, theirs)
    assert [line.officer for line in app.run(shifts_between, *WEEKS)] == ["Trần Văn Địa", "Võ Thị Én"]
    app.run(keep_shift, mine)
    with pytest.raises(RuleViolation):
        app.run(swap_shifts, mine, theirs)
    with pytest.raises(Invalid):
        app.run(swap_shifts, theirs, theirs)


def test_a_duty_is_confirmed_missed_and_opened_again(app):
    key = on_duty(app, TODAY)
    app.run(keep_shift, key)
    for use_case, arguments in ((edit_shift, (ShiftForm(day=TODAY, officer="Ai"),)), (remove_shift, ())):
        with pytest.raises(RuleViolation):
            app.run(use_case, key, *arguments)
    app.run(take_back_shift, key)
    with pytest.raises(Invalid):
        app.run(miss_shift, key, " ")
    app.run(miss_shift, key, "Đi họp huyện")
    line = app.run(shift_line, key)
    assert (line.state, line.note) == (ShiftState.MISSED, "Đi họp huyện")
    future = on_duty(app, date(2026, 11, 25))
    with pytest.raises(RuleViolation):
        app.run(keep_shift, future)
    app.run(edit_shift, future, ShiftForm(day=date(2026, 11, 26), officer="Trần Văn Địa", note="thay"))
    app.run(remove_shift, future)


def test_missed_and_unconfirmed_duties_are_told_unless_somebody_was_received(app):
    missed, forgotten, open_day = (on_duty(app, date(2026, 11, day)) for day in (17, 18, 19))
    on_duty(app, TODAY)
    app.run(miss_shift, missed, "Ốm")
    app.run(record_visit, VisitForm(received_on=date(2026, 11, 19), name="Ông Mở", content="Xin đường"))
    found = app.run(missed_duties, *WEEKS)
    assert [(line.id, line.words) for line in found] == [
        (missed, "Bỏ trực tiếp công dân ngày 17/11/2026"),
        (forgotten, "Ca trực ngày 18/11/2026 chưa xác nhận"),
    ]
    assert open_day not in {line.id for line in found}
