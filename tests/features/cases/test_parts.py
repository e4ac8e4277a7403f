"""The parts of a case: dossier, execution, opening, bulk, the national database; and clocks that move with the law."""

from __future__ import annotations

from datetime import date

import pytest
from builders import read_with
from case_house import a_case, a_letter, card, day, desk, due, officer_of, paper, step

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.cases.bulk import BulkForm, do_for_many, rehearse
from dcapp.features.cases.dossier import add_folio, edit_folio, link_scan, remove_folio, renumber_folios, shelve
from dcapp.features.cases.execution import add_execution, note_progress, remove_execution
from dcapp.features.cases.forms import CaseForm, ExecutionForm, FolioForm, OpeningForm, StepForm
from dcapp.features.cases.hot_spots import (
    HotReason,
    HotSpotForm,
    calm_hot_spot,
    reopen_hot_spot,
    suggested_hot_spots,
    watch_hot_spot,
)
from dcapp.features.cases.national import mark_entered, national_rows, unmark_entered
from dcapp.features.cases.opening import carry_over_case
from dcapp.features.cases.service import edit_case, open_case
from dcapp.features.cases.terms import CaseKind, ExecutionKind
from dcapp.features.letters.clocks import (
    Facts,
    clocks_of,
    earliest_due,
    facts_from,
    meet_clock,
    pause_clocks,
    resume_clocks,
    start_clock,
    stop_clocks,
)
from dcapp.features.letters.models import Letter
from dcapp.features.office.recounting import moved_deadlines
from dcapp.features.office.service import DayOffForm, add_day_off
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation, Stale


def test_papers_are_numbered_and_numbered_anew(app):
    case = a_case(app)
    paper(app, case, "letter", "evidence", "minutes")
    first, second, third = (line.id for line in card(app, case).folios)
    app.run(renumber_folios, case, (third, first, second))
    assert [line.kind for line in card(app, case).folios] == ["minutes", "letter", "evidence"]
    with pytest.raises(Stale):
        app.run(renumber_folios, case, (first, second))
    with pytest.raises(Invalid, match="đã dùng"):
        app.run(add_folio, case, FolioForm(name="Đơn", number=2))
    app.run(edit_folio, first, FolioForm(name="Đơn khiếu nại", kind="letter", pages=3))
    app.run(remove_folio, second)
    assert [(line.number, line.name) for line in card(app, case).folios] == [
        (1, "Tài liệu minutes"),
        (2, "Đơn khiếu nại"),
    ]
    app.run(shelve, case, "Kệ 1")
    assert card(app, case).shelf == "Kệ 1"


def test_papers_of_a_denunciation_have_names_of_their_kind_only(app):
    case = a_case(app, CaseKind.DENUNCIATION)
    app.run(add_folio, case, FolioForm(name="Đơn của bà Trâm", kind="letter", author="bà Trâm", note="bà Trâm"))
    line = card(app, case).folios[0]
    assert (line.name, line.author, line.note, line.is_sealed) == ("Đơn hoặc bản ghi nội dung", "", "", True)
    with pytest.raises(RuleViolation, match="niêm phong"):
        app.run(link_scan, line.id, 1)


def test_what_is_ordered_is_followed_to_the_end(app):
    case = a_case(app)
    form = ExecutionForm(kind=ExecutionKind.MONEY_BACK, what="Trả tiền", due=5_000_000)
    with pytest.raises(RuleViolation, match="chưa có quyết định"):
        app.run(add_execution, case, form)
    _decided(app, case)
    item = app.run(add_execution, case, form)
    app.run(note_progress, item, 2_000_000)
    with pytest.raises(Invalid, match="Chưa thi hành hết"):
        app.run(note_progress, item, 2_000_000, done_on=day(10, 1))
    with pytest.raises(RuleViolation, match="giữ lại"):
        app.run(remove_execution, item)
    app.run(note_progress, item, 2_000_000, done_on=day(10, 1), note="người phải trả đã chết")
    assert card(app, case).executions[0].done_on == day(10, 1)


def _decided(app, case):
    paper(app, case, "letter", "verification_report")
    step(app, case, "accept", day(8, 5))
    step(app, case, "recheck", day(8, 6))
    step(app, case, "decide", day(8, 20), outcome="right", outcome_words="đúng")


def test_a_case_is_carried_over_with_its_history_and_goes_on_being_counted(app):
    form = CaseForm(kind=CaseKind.COMPLAINT, opened_on=date(2026, 11, 20), sender="Lê Văn Ba", gist="Ranh giới")
    opening = OpeningForm(
        case=form,
        state="verifying",
        number=17,
        accepted_on=date(2026, 11, 26),
        history="Đã đo đất",
        criteria=("places",),
    )
    opened = app.run(carry_over_case, opening)
    assert opened.code == "KN-2026-017"
    shown = card(app, opened.id)
    assert (shown.state, shown.history, shown.is_opening) == ("verifying", "Đã đo đất", True)
    assert due(app, opened.id) == {"KN-03": ("running", date(2027, 1, 11))}
    with pytest.raises(AlreadyThere):
        app.run(carry_over_case, opening)
    assert app.run(open_case, form).code == "KN-2026-018"
    with pytest.raises(Invalid) as wrong:
        app.run(carry_over_case, OpeningForm(case=form, state="moon"))
    assert wrong.value.field == "state"


def test_many_are_rehearsed_before_anything_is_done_and_the_rules_of_one_hold_for_many(app):
    helper = desk(app, "tam", "TL")
    cases = [a_case(app) for _number in range(3)]
    paper(app, cases[0], "letter")
    step(app, cases[2], "refuse", day(8, 5), ground="unsigned", why="không ký")
    accept = BulkForm(step=StepForm(step="accept", done_on=day(8, 6)))
    told = app.run(rehearse, cases, accept)
    assert [line.id for line in told.changes] == [cases[0]]
    assert [line.id for line in told.skipped] == cases[1:]
    assert "Hồ sơ còn thiếu" in told.skipped[0].words
    assert "không xem xét lại" in told.skipped[1].words
    assert card(app, cases[0]).state == "received", "a rehearsal writes nothing"
    assert app.run(do_for_many, cases, accept) == told
    assert [card(app, case).state for case in cases] == ["accepted", "received", "refused"]
    late = BulkForm(step=StepForm(step="refuse", done_on=day(9, 1), values={"ground": "unsigned", "why": "…"}))
    assert "Làm sau hạn" in app.run(rehearse, cases[1:2], late).skipped[0].words
    given = app.run(do_for_many, cases, BulkForm(officer_id=officer_of(helper)))
    assert [line.id for line in given.changes] == cases[:2], "a closed case is given to nobody"
    app.run(do_for_many, cases, BulkForm(entered_on=day(9, 1)))
    assert app.run(national_rows) == ()


def test_the_list_for_the_national_database_shrinks_as_lines_are_entered(app):
    first, second = a_case(app), a_case(app, CaseKind.DENUNCIATION, sender="Bà Trâm")
    rows = app.run(national_rows)
    assert [row.sender for row in rows] == ["Nguyễn Văn Tám", "TC-2026-001"]
    assert app.run(mark_entered, (first,), day(8, 9), "QG-1") == 1
    assert app.run(mark_entered, (first, second), day(8, 9)) == 1
    assert app.run(national_rows) == ()
    assert [row.number_there for row in app.run(national_rows, only_missing=False)] == ["QG-1", ""]
    app.run(unmark_entered, second)
    assert [row.id for row in app.run(national_rows)] == [second]


def test_hot_spots_are_suggested_watched_and_calm(app):
    for number in range(3):
        a_case(app, opened_on=date(2026, 12, 1), sender=f"Người {number}", parcel="Thửa 12 tờ 5")
    crowd = a_case(app, opened_on=date(2026, 12, 1), people_count=5)
    old = a_case(app, opened_on=day(8, 3))
    reasons = {one.reason: one.case_ids for one in app.run(suggested_hot_spots)}
    assert reasons == {HotReason.PARCEL: (1, 2, 3), HotReason.CROWD: (crowd,), HotReason.OVERDUE: (old,)}
    spot = app.run(watch_hot_spot, HotSpotForm(title="Thửa 12", opened_on=date(2026, 12, 2), case_ids=(1, 2, 3)))
    assert HotReason.PARCEL not in {one.reason for one in app.run(suggested_hot_spots)}
    assert card(app, 1).is_hot
    app.run(calm_hot_spot, spot, date(2026, 12, 20))
    assert not card(app, 1).is_hot
    app.run(reopen_hot_spot, spot)
    assert card(app, 1).is_hot


def test_a_case_is_put_right_without_touching_its_number(app):
    case = a_case(app)
    step(app, case, "enter", day(8, 5))
    form = CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 4), sender="Nguyễn Văn Tám", gist="Đường đi chung")
    app.run(edit_case, case, form)
    assert (card(app, case).gist, card(app, case).code) == ("Đường đi chung", "KN-2026-001")
    with pytest.raises(Invalid, match="muộn hơn"):
        app.run(edit_case, case, CaseForm(kind=CaseKind.COMPLAINT, opened_on=day(8, 6), sender="x", gist="y"))


# -- clocks


def _clock(app, change, *args, **values):
    with app.database.begin(NOBODY, "clock", write=True) as uow:
        return change(uow, *args, **values)


def _clocks(app, letter):
    return read_with(app, lambda uow: clocks_of(uow, letter_id=letter))


def test_a_clock_is_started_once_met_late_only_with_a_reason_and_the_letter_follows(app):
    letter = a_letter(app)
    assert _clock(app, start_clock, "KN-02", day(8, 4), letter_id=letter) == _clocks(app, letter)[0].id
    assert [one.due_on for one in _clocks(app, letter)] == [day(8, 13)], "the same clock, from the day put right"
    assert read_with(app, lambda uow: uow.session.get(Letter, letter).due_on) == day(8, 13)
    assert _clock(app, start_clock, "TCD-15", date(2026, 6, 1), letter_id=letter) is None, "not in force on that day"
    assert _clock(app, start_clock, "TC-03", day(8, 4), letter_id=letter) is None, "names no number of days"
    with pytest.raises(Invalid) as late:
        _clock(app, meet_clock, "KN-02", day(8, 14), letter_id=letter)
    assert late.value.field == "reason"
    _clock(app, meet_clock, "KN-02", day(8, 14), letter_id=letter, reason="chờ bổ sung")
    assert (_clocks(app, letter)[0].was_late, _clocks(app, letter)[0].reason) == (True, "chờ bổ sung")
    assert read_with(app, lambda uow: uow.session.get(Letter, letter).due_on) is None
    _clock(app, meet_clock, "KN-02", day(8, 15), letter_id=letter)
    assert len(_clocks(app, letter)) == 1


def test_a_clock_rests_and_goes_on_and_one_that_ran_out_does_not_rest(app):
    letter = a_letter(app)
    _clock(app, start_clock, "KN-03", day(8, 3), letter_id=letter, facts=Facts(is_remote=False))
    assert _clock(app, pause_clocks, day(8, 13), letter_id=letter) == ("KN-03",)
    assert read_with(app, lambda uow: earliest_due(uow, letter_id=letter)) == day(8, 12), "KN-02 knows no rest"
    _clock(app, resume_clocks, day(9, 14), letter_id=letter)
    _clock(app, pause_clocks, day(9, 20), letter_id=letter)
    _clock(app, resume_clocks, day(9, 30), letter_id=letter)
    again = next(one for one in _clocks(app, letter) if one.rule == "KN-03")
    assert again.due_on == day(10, 14)
    assert again.facts.pauses == ((day(8, 13), day(9, 14)), (day(9, 20), day(9, 30)))
    assert _clock(app, pause_clocks, day(11, 2), letter_id=letter) == ()
    _clock(app, stop_clocks, letter_id=letter, reason="thôi")
    assert {one.state.value for one in _clocks(app, letter)} == {"stopped"}
    told = Facts(is_complex=True, is_remote=False, criteria=("places",), extensions=1, pauses=((day(8, 1), None),))
    assert facts_from(told.as_json()) == told


def test_another_day_off_moves_letters_and_cases_and_a_denunciation_is_not_told_of(app):
    a_case(app, opened_on=day(8, 3))
    a_case(app, CaseKind.DENUNCIATION, opened_on=day(8, 3))
    letter = a_letter(app)
    app.run(add_day_off, DayOffForm(day=day(8, 5), name="Nghỉ bão", source="Công điện 1"))
    told = app.run(moved_deadlines)
    assert {(line.kind, line.title, line.rule) for line in told} == {
        ("CaseFile", "KN-2026-001", "KN-02"),
        ("Letter", "1/2026", "KN-02"),
    }
    assert card(app, 1).due_on == day(8, 13)
    assert card(app, 2).due_on == day(8, 13)
    assert read_with(app, lambda uow: uow.session.get(Letter, letter).due_on) == day(8, 13)
