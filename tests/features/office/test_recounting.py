"""A changed calendar or rule moves what is still running, says so, and moves it back; what was met stays."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from builders import beside, read_with

from dcapp import catalogue
from dcapp.app import Rehearsal
from dcapp.db.journal import bin_content, undo, undo_last
from dcapp.db.use_case import allowed
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.recounting import recount
from dcapp.features.commitments.service import Debt, MeetForm, meet_commitment, owe
from dcapp.features.commitments.terms import CommitmentKind
from dcapp.features.office.models import DayOff, MovedDeadline
from dcapp.features.office.queries import calendar_of, office_card
from dcapp.features.office.recounting import moved_deadlines
from dcapp.features.office.register import DAYS_OFF
from dcapp.features.office.rulebook import OwnDaysForm, clock_of, deadline_of, end_own_days, set_own_days
from dcapp.features.office.service import (
    DayOffForm,
    OfficeForm,
    add_day_off,
    edit_day_off,
    edit_office,
    edit_settings,
    remove_day_off,
)
from dcapp.intake import taking_in
from dcapp.kernel.errors import AlreadyThere, NotAllowed
from dcapp.rules.counting import Case

STORM = DayOffForm(day=date(2023, 5, 12), name="Nghỉ tránh bão", source="Công điện 05")
START, DUE, LATER = date(2023, 5, 4), date(2023, 5, 18), date(2023, 5, 19)


@pytest.fixture(autouse=True)
def counted_anew(monkeypatch):
    """The one who counts running deadlines; the catalogue may name others besides."""
    asked = []

    def counting(uow, cause):
        asked.append(cause)
        recount(uow, cause)

    monkeypatch.setattr(catalogue, "RECOUNTS", (counting,))
    return asked


@allowed("drafts.own")
def promise(uow, number, start=START, rule="TCD-06"):
    title = f"Trả lời công dân {number}"
    debt = Debt(kind=CommitmentKind.ANSWER, book="visits", record_id=number, title=title, start_on=start, rule=rule)
    return owe(uow, debt)


def days_of(app):
    return read_with(app, lambda uow: [(line.due_on, line.warn_on) for line in uow.session.query(Commitment)])


def due_of(app):
    return [due for due, _warn in days_of(app)]


def moves(app):
    return [(line.title, line.before, line.after, line.cause) for line in app.run(moved_deadlines)]


def test_a_day_off_moves_what_runs_and_records_why(app, counted_anew):
    app.run(promise, 1)
    seen = []
    app.on_changed = seen.append
    app.run(add_day_off, STORM)
    assert due_of(app) == [LATER]
    cause = "Thêm ngày nghỉ: Nghỉ tránh bão 12/05/2023"
    assert moves(app) == [("Trả lời công dân 1", DUE, LATER, cause)]
    assert counted_anew == [cause]
    assert {"DayOff", "Commitment", "MovedDeadline"} <= seen[-1]


def test_undo_moves_the_days_back_and_keeps_both_moves(app):
    app.run(promise, 1)
    app.run(add_day_off, STORM)
    assert app.run(undo_last) == "Thêm ngày nghỉ"
    assert due_of(app) == [DUE]
    told = [(before, after, cause.partition(":")[0]) for _title, before, after, cause in moves(app)]
    assert told == [(LATER, DUE, "Hoàn tác"), (DUE, LATER, "Thêm ngày nghỉ")]
    assert read_with(app, lambda uow: uow.session.query(DayOff).filter_by(day=STORM.day).count()) == 0


def test_what_was_met_stays_also_when_the_day_off_is_taken_back(app):
    key = app.run(promise, 1)
    app.run(promise, 2)
    app.run(add_day_off, STORM)
    app.run(remove_day_off, _storm(app))
    assert due_of(app) == [DUE, DUE]
    app.run(undo, app.run(bin_content)[0].id)
    assert due_of(app) == [LATER, LATER]
    app.run(meet_commitment, key, MeetForm(met_on=date(2023, 5, 8), answer="Đã trả lời"))
    app.run(remove_day_off, _storm(app))
    assert due_of(app) == [LATER, DUE]


def _storm(app):
    return read_with(app, lambda uow: uow.session.query(DayOff).filter_by(day=STORM.day).one().id)


def test_a_day_off_elsewhere_and_other_actions_move_nothing(app, counted_anew):
    app.run(promise, 1)
    app.run(add_day_off, DayOffForm(day=date(2023, 12, 1), name="Nghỉ khác"))
    app.run(edit_settings, {"idle_minutes": 7})
    app.run(edit_office, OfficeForm(name="UBND xã Thử", chairman="Trần Thị Mới"))
    assert moves(app) == []
    assert len(counted_anew) == 1


def test_a_day_that_is_changed_moves_twice(app):
    app.run(promise, 1)
    app.run(add_day_off, STORM)
    app.run(edit_day_off, _storm(app), DayOffForm(day=date(2023, 6, 12), name="Nghỉ tránh bão"))
    assert due_of(app) == [DUE]


def test_days_off_from_a_file_move_deadlines_in_one_action(app):
    app.run(promise, 1)
    forms = [STORM, DayOffForm(day=date(2023, 5, 15), name="Nghỉ tránh bão")]
    app.run(taking_in(DAYS_OFF), forms)
    [(_title, before, after, cause)] = moves(app)
    assert (before, after) == (DUE, date(2023, 5, 22))
    assert cause == "Nhập từ Excel: Nghỉ tránh bão 12/05/2023 và 1 thay đổi khác"
    app.run(undo_last)
    assert due_of(app) == [DUE]


def test_a_number_of_the_office_moves_deadlines_and_its_end_moves_them_back(app):
    app.run(promise, 1, date(2023, 5, 4), "KN-03")
    [before] = due_of(app)
    own = OwnDaysForm(wording="KN-03", days=20, since=date(2023, 1, 1), reason="Tỉnh giao", source="Quyết định 12")
    key = app.run(set_own_days, own)
    assert due_of(app) == [date(2023, 5, 24)]
    app.run(end_own_days, key, date(2023, 4, 30))
    assert due_of(app) == [before]


def test_another_reading_of_the_law_counts_anew(app, counted_anew):
    app.run(promise, 1, date(2023, 5, 4), "KN-11")
    app.run(edit_settings, {"effect_after": False})
    assert due_of(app) == [date(2023, 6, 3)]
    app.run(edit_settings, {"effect_after": True})
    assert due_of(app) == [date(2023, 6, 4)]
    assert counted_anew == ["Sửa cài đặt", "Sửa cài đặt"]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_and_undos_every_running_day_is_what_the_clock_says_now(app, seed):
    chance = Random(seed)
    for number in range(6):
        rule = chance.choice(["TCD-06", "KN-03", "TC-01", "KN-11"])
        app.run(promise, number, date(2023, 4, 3) + timedelta(days=chance.randrange(30)), rule)
    for _turn in range(12):
        day = date(2023, 4, 20) + timedelta(days=chance.randrange(40))
        known = app.run(calendar_of).day_off(day)
        if known is None and chance.random() < 0.6:
            app.run(add_day_off, DayOffForm(day=day, name="Nghỉ tránh bão"))
        else:
            app.run(undo_last)
        now = read_with(app, clock_of)
        lines = read_with(app, _running)
        assert [due for _rule, _start, due in lines] == [now.reckon(rule, start).due for rule, start, _due in lines]


def _running(uow):
    return [(line.rule, line.start_on, line.due_on) for line in uow.session.query(Commitment)]


def test_a_rehearsal_tells_what_would_move_and_keeps_nothing(app):
    app.run(promise, 1)
    app.run(promise, 2, date(2023, 1, 30))
    head = app.database.audit_head()
    seen = []
    app.on_changed = seen.append
    found = app.run(Rehearsal(add_day_off), STORM)
    assert [(line.title, line.before, line.after) for line in found] == [("Trả lời công dân 1", DUE, LATER)]
    assert (due_of(app)[0], moves(app), seen) == (DUE, [], [])
    assert app.database.audit_head() == head
    app.run(add_day_off, STORM)
    assert due_of(app)[0] == LATER
    with pytest.raises(AlreadyThere):
        app.run(Rehearsal(add_day_off), STORM)


def test_a_rehearsal_takes_the_right_of_what_is_rehearsed(app):
    reader = beside(app, "xem", "BC")
    with pytest.raises(NotAllowed):
        reader.run(Rehearsal(add_day_off), STORM)


def test_who_may_not_see_the_record_sees_only_its_rule(app):
    app.run(promise, 1)
    app.run(add_day_off, STORM)
    administrator = beside(app, "quan-tri", "QT")
    assert moves(administrator)[0][0] == "Hạn theo quy định TCD-06"
    with app.database.begin(app.viewer, "test", write=True) as uow:
        uow.session.delete(uow.session.query(Commitment).one())
    assert moves(app)[0][0] == "Hạn theo quy định TCD-06"


def test_a_recount_that_fails_keeps_nothing_at_all(app, monkeypatch):
    app.run(promise, 1)

    def broken(uow, cause):
        recount(uow, cause)
        raise AlreadyThere("không tính được", field="day")

    monkeypatch.setattr(catalogue, "RECOUNTS", (broken,))
    with pytest.raises(AlreadyThere):
        app.run(add_day_off, STORM)
    assert due_of(app) == [DUE]
    counted = read_with(app, lambda uow: uow.session.query(MovedDeadline).count())
    assert counted == 0


def test_the_area_of_the_office_counts_where_the_case_does_not_say(app):
    plain = app.run(deadline_of, "KN-03", date(2023, 5, 4))
    card = app.run(office_card)
    app.run(edit_office, OfficeForm(name=card.name, is_remote=True))
    remote = app.run(deadline_of, "KN-03", date(2023, 5, 4))
    assert (plain.days, remote.days) == (30, 45)
    assert "Vùng sâu, vùng xa." in remote.steps[1].text
    assert app.run(deadline_of, "KN-03", date(2023, 5, 4), Case(is_remote=False)).days == 30
    unaware = app.run(deadline_of, "TC-01", date(2023, 6, 5))
    assert unaware.warnings == ()


def test_another_area_of_the_office_counts_anew(app, counted_anew):
    app.run(promise, 1, date(2023, 5, 4), "KN-03")
    app.run(edit_office, OfficeForm(name="UBND xã Thử", is_remote=True))
    assert counted_anew == ["Sửa thông tin đơn vị"]
