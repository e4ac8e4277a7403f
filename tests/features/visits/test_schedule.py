"""The chairman's sessions from the plan to the conclusion, and what is counted of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import beside

from dcapp.db.journal import undo_last
from dcapp.features.commitments.queries import commitments_of, open_commitments
from dcapp.features.commitments.service import MeetForm, meet_commitment
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.numbering import PaperNumberForm, number_conclusion
from dcapp.features.visits.schedule import (
    BOOK,
    HeldForm,
    SessionForm,
    edit_session,
    hold_session,
    miss_session,
    note_posted,
    plan_session,
    plan_sessions,
    postpone_session,
    remove_session,
    take_back_posting,
    take_back_postponing,
    take_back_session,
)
from dcapp.features.visits.schedule_conclusion import PointForm, conclude_session
from dcapp.features.visits.schedule_month import month_schedule
from dcapp.features.visits.schedule_posting import number_posting, posting_sheet
from dcapp.features.visits.schedule_queries import (
    last_day_to_post_on,
    plan_preview,
    posting_deadline,
    reception_counts,
    session_card,
    sessions_between,
)
from dcapp.features.visits.schedule_reminders import (
    coming_sessions,
    reception_shortfalls,
    sessions_to_post,
    unconfirmed_sessions,
)
from dcapp.features.visits.schedule_rules import Pattern, Repeat
from dcapp.features.visits.service import record_visit
from dcapp.features.visits.terms import Matter, Outcome, ReceptionKind, SessionKind, SessionState
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed, RuleViolation

TODAY = date(2026, 11, 23)
DAY = date(2026, 12, 10)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def in_november_2026(monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


def planned(app, day=DAY, **values):
    return app.run(plan_session, SessionForm(**{"held_on": day, "chair": "Lê Văn Thử", "starts_at": "7h30", **values}))


def held(app, day, **values):
    key = planned(app, day)
    app.run(hold_session, key, HeldForm(held_on=day, starts_at="07:30", chair="Lê Văn Thử", **values))
    return key


def card(app, key):
    return app.run(session_card, key)


def test_a_session_is_planned_with_its_last_day_to_post_counted_back(app):
    key = planned(app, ends_at="11:00", place="  Phòng   tiếp công dân ")
    line = card(app, key).line
    assert (line.starts_at, line.ends_at, line.place) == ("07:30", "11:00", "Phòng tiếp công dân")
    assert line.post_by == date(2026, 12, 3)
    found = app.run(posting_deadline, DAY)
    assert found.due == line.post_by
    assert found.steps


def test_a_pattern_is_laid_out_only_for_the_ticked_days(app):
    preview = app.run(plan_preview, Pattern(repeat=Repeat.DAYS, days=(10, 24)), NOVEMBER[0], date(2026, 12, 31))
    assert [line.day for line in preview.days] == [
        date(2026, 11, 10),
        date(2026, 11, 25),
        date(2026, 12, 10),
        date(2026, 12, 24),
    ]
    assert preview.days[1].moved_for
    assert not app.run(sessions_between, *NOVEMBER)
    ticked = [line.day for line in preview.days[2:]]
    assert app.run(plan_sessions, ticked, SessionForm(held_on=ticked[0], chair="Lê Văn Thử")) == 2
    again = app.run(plan_preview, Pattern(repeat=Repeat.DAYS, days=(10,)), date(2026, 12, 1), date(2026, 12, 31))
    assert again.days[0].doubt
    app.run(undo_last)
    assert not app.run(sessions_between, date(2026, 12, 1), date(2026, 12, 31))
    with pytest.raises(Invalid):
        app.run(plan_sessions, [], SessionForm(held_on=DAY))


def test_the_same_day_and_hour_is_planned_once(app):
    planned(app)
    with pytest.raises(AlreadyThere):
        planned(app)
    planned(app, starts_at="13:30")
    planned(app, kind=SessionKind.UNSCHEDULED, reason="Vụ việc đông người")
    with pytest.raises(Invalid):
        planned(app, kind=SessionKind.UNSCHEDULED)


def test_a_posted_session_is_postponed_and_the_new_one_is_to_be_posted(app):
    key = planned(app, date(2026, 12, 3))
    app.run(note_posted, [key], date(2026, 11, 20))
    with pytest.raises(Invalid):
        app.run(edit_session, key, SessionForm(held_on=DAY, chair="Lê Văn Thử"))
    with pytest.raises(RuleViolation):
        app.run(remove_session, key)
    with pytest.raises(Invalid):
        app.run(postpone_session, key, DAY, " ")
    taking = app.run(postpone_session, key, DAY, "Họp Hội đồng nhân dân")
    old, new = card(app, key), card(app, taking)
    assert (old.line.state, old.moved_to.held_on, old.reason) == (
        SessionState.POSTPONED,
        DAY,
        "Họp Hội đồng nhân dân",
    )
    assert (new.moved_from.held_on, new.line.posted_on, new.line.starts_at) == (date(2026, 12, 3), None, "07:30")
    with pytest.raises(RuleViolation):
        app.run(remove_session, taking)
    app.run(take_back_postponing, key)
    assert card(app, key).line.state is SessionState.PLANNED
    assert [line.id for line in app.run(sessions_between, NOVEMBER[0], DAY)] == [key]


def test_a_session_that_was_never_posted_goes_into_the_bin(app):
    key = planned(app)
    app.run(remove_session, key)
    assert not app.run(sessions_between, NOVEMBER[0], DAY)


def test_days_announced_and_days_held_are_counted_apart(app):
    announced = held(app, date(2026, 11, 5))
    app.run(note_posted, [announced], date(2026, 10, 28))
    late = held(app, date(2026, 11, 12))
    app.run(note_posted, [late], date(2026, 11, 12))
    delegated = held(app, date(2026, 11, 17), delegate="Trần Văn Phó", delegation="QĐ 12/QĐ-UBND")
    app.run(note_posted, [delegated], date(2026, 11, 2))
    missed = planned(app, date(2026, 11, 19))
    app.run(note_posted, [missed], date(2026, 11, 2))
    app.run(miss_session, missed, "Bão")
    put_off = planned(app, date(2026, 11, 26))
    app.run(postpone_session, put_off, date(2026, 11, 27), "Đi họp")
    sudden = planned(app, date(2026, 11, 20), kind=SessionKind.UNSCHEDULED, reason="Đông người")
    app.run(hold_session, sudden, HeldForm(held_on=date(2026, 11, 20), chair="Lê Văn Thử"))
    found = app.run(reception_counts, *NOVEMBER)
    assert (found.announced_days, found.announced_delegated) == (3, 1)
    assert (found.held_in_person, found.held_delegated, found.held_unscheduled) == (2, 1, 1)
    assert (found.missed, found.postponed, found.planned, found.required) == (1, 1, 1, 2)
    shown = app.run(month_schedule, 2026, 11)
    assert shown.sentence.startswith("Tháng 11/2026: đã công bố 3 ngày, đã tiếp 2 ngày")
    assert "ủy quyền 1 ngày" in shown.sentence
    assert any("12/11/2026" in words for words in shown.warnings)


def test_a_delegate_needs_a_paper_and_does_not_answer_the_law(app):
    key = planned(app, date(2026, 11, 5))
    form = HeldForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử", delegate="Trần Văn Phó")
    with pytest.raises(Invalid):
        app.run(hold_session, key, form)
    app.run(hold_session, key, replace(form, delegation="QĐ 12/QĐ-UBND"))
    assert card(app, key).line.who == "Trần Văn Phó"
    assert [short.got for short in app.run(reception_shortfalls, *NOVEMBER)] == [0]


def test_holding_and_missing_are_checked_and_taken_back(app):
    key, future = planned(app, date(2026, 11, 5)), planned(app)
    with pytest.raises(Invalid):
        app.run(hold_session, future, HeldForm(held_on=DAY))
    with pytest.raises(RuleViolation):
        app.run(miss_session, future, "Bão")
    with pytest.raises(Invalid):
        app.run(miss_session, key, "")
    app.run(miss_session, key, "Bão số 9")
    assert card(app, key).reason == "Bão số 9"
    app.run(take_back_session, key)
    assert card(app, key).line.state is SessionState.PLANNED
    app.run(hold_session, key, HeldForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử", starts_at="8h"))
    with pytest.raises(RuleViolation):
        app.run(remove_session, key)


def test_a_session_with_visits_was_not_missed(app):
    key = planned(app, TODAY)
    visit = VisitForm(received_on=TODAY, name="Trần Thị An", content="Mương", session_id=key, kind=ReceptionKind.LEADER)
    app.run(record_visit, visit)
    with pytest.raises(RuleViolation):
        app.run(miss_session, key, "Bão")
    with pytest.raises(RuleViolation):
        app.run(remove_session, key)


def test_each_point_of_a_conclusion_becomes_a_commitment(app):
    key = planned(app, date(2026, 11, 5))
    point = PointForm(words="Nạo vét mương thôn Một", owner="Địa chính", due_on=date(2026, 11, 20), to_whom="Bà An")
    with pytest.raises(RuleViolation):
        app.run(conclude_session, key, "Giải quyết dứt điểm.", [point])
    app.run(hold_session, key, HeldForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử"))
    second = PointForm(words="Kiểm tra ranh giới", owner="Tư pháp", due_on=date(2026, 11, 30))
    assert app.run(conclude_session, key, "Giải quyết dứt điểm.", [point, second]) == 2
    found = app.run(commitments_of, BOOK, key)
    assert [(one.title, one.owner, one.to_whom) for one in found] == [
        ("Nạo vét mương thôn Một", "Địa chính", "Bà An"),
        ("Kiểm tra ranh giới", "Tư pháp", ""),
    ]
    app.run(meet_commitment, found[0].id, MeetForm(met_on=date(2026, 11, 10), answer="Đã nạo vét"))
    third = PointForm(words="Báo cáo kết quả", owner="Văn phòng", due_on=date(2026, 12, 1))
    app.run(conclude_session, key, "Giải quyết dứt điểm.", [third])
    with pytest.raises(RuleViolation):
        app.run(take_back_session, key)
    assert [one.title for one in card(app, key).points] == ["Nạo vét mương thôn Một", "Báo cáo kết quả"]
    assert [one.title for one in app.run(open_commitments)] == ["Báo cáo kết quả"]
    app.run(number_conclusion, key, PaperNumberForm(issued_on=date(2026, 11, 6)))
    assert card(app, key).conclusion_symbol
    with pytest.raises(RuleViolation):
        app.run(take_back_session, key)


@pytest.mark.parametrize(
    "wrong",
    [{"words": " "}, {"owner": ""}, {"due_on": date(2026, 11, 1)}],
    ids=["no words", "nobody", "due before the session"],
)
def test_a_point_without_words_owner_or_a_later_day_is_refused(app, wrong):
    key = held(app, date(2026, 11, 5))
    point = replace(PointForm(words="Nạo vét", owner="Địa chính", due_on=date(2026, 11, 20)), **wrong)
    with pytest.raises(Invalid):
        app.run(conclude_session, key, "", [point])


def test_a_denouncer_stands_by_code_in_the_session(app):
    key = planned(app, TODAY)
    secret = VisitForm(
        received_on=TODAY, name="Bà Kín", content="Thu tiền sai", matter=Matter.DENUNCIATION, session_id=key
    )
    app.run(record_visit, secret)
    app.run(record_visit, VisitForm(received_on=TODAY, name="Ông Mở", content="Xin đường", session_id=key))
    told = card(app, key).visits
    assert [(line.shown_name, line.gist) for line in told] == [("TC001/2026", ""), ("Ông Mở", "Xin đường")]


def test_a_notice_takes_one_number_for_all_its_sessions(app):
    first, second = planned(app, date(2026, 12, 3)), planned(app)
    december = date(2026, 12, 1), date(2026, 12, 31)
    assert app.run(posting_sheet, *december).is_draft
    symbol = app.run(number_posting, *december, PaperNumberForm(issued_on=TODAY))
    assert symbol.endswith("/TB-UBND")
    assert card(app, first).posting == card(app, second).posting == symbol
    assert app.run(posting_sheet, *december).symbol == symbol
    with pytest.raises(RuleViolation):
        app.run(number_posting, *december, PaperNumberForm(issued_on=TODAY))
    with pytest.raises(RuleViolation):
        app.run(remove_session, first)
    app.run(postpone_session, second, date(2026, 12, 17), "Họp")
    assert app.run(posting_sheet, *december).is_draft
    with pytest.raises(RuleViolation):
        app.run(number_posting, date(2027, 1, 1), date(2027, 1, 31), PaperNumberForm(issued_on=TODAY))


def test_posting_is_noted_and_taken_back(app):
    key = planned(app)
    with pytest.raises(Invalid):
        app.run(note_posted, [key], DAY)
    assert app.run(note_posted, [key], TODAY) == 1
    app.run(take_back_posting, key)
    assert card(app, key).line.posted_on is None
    with pytest.raises(RuleViolation):
        app.run(take_back_posting, key)


def test_what_is_to_be_done_is_reminded_of(app):
    past = planned(app, date(2026, 11, 19))
    near = planned(app, date(2026, 12, 2))
    far = planned(app, date(2026, 12, 24))
    assert [line.id for line in app.run(unconfirmed_sessions)] == [past]
    assert [line.id for line in app.run(coming_sessions, DAY)] == [near]
    to_post = app.run(sessions_to_post)
    assert [(line.id, line.due_on) for line in to_post] == [(near, date(2026, 11, 25))]
    app.run(note_posted, [near], TODAY)
    assert not app.run(sessions_to_post)
    assert far


def test_a_year_without_a_calendar_says_so(app):
    key = planned(app, date(2031, 1, 9))
    line = card(app, key).line
    assert "2031" in line.post_doubt
    assert any("2031" in words for words in app.run(month_schedule, 2031, 1).warnings)


def test_a_week_without_a_day_is_warned_of_before_the_change_of_the_law(app):
    shown = app.run(month_schedule, 2026, 6)
    assert any("tuần" in words.lower() for words in shown.warnings)
    assert not any("Từ 01/07/2026" in words for words in shown.warnings)


def test_the_calendar_of_a_month_shows_whole_weeks_with_days_off_and_visits(app):
    planned(app, date(2026, 11, 26))
    app.run(record_visit, VisitForm(received_on=TODAY, name="Ông Mở", content="Xin đường", outcome=Outcome.ANSWERED))
    shown = app.run(month_schedule, 2026, 11)
    assert len(shown.days) % 7 == 0
    by_day = {one.day: one for one in shown.days}
    assert by_day[date(2026, 11, 24)].is_off
    assert by_day[date(2026, 11, 24)].off
    assert by_day[TODAY].visits == 1
    assert [line.held_on for line in by_day[date(2026, 11, 26)].sessions] == [date(2026, 11, 26)]


def test_only_leaders_plan_and_those_who_look_only_look(app):
    key = planned(app)
    desk = beside(app, "tan", "TN")
    assert desk.run(session_card, key).id == key
    reader = beside(app, "xem", "KS")
    with pytest.raises(NotAllowed):
        reader.run(plan_session, SessionForm(held_on=DAY))
    with pytest.raises(NotAllowed):
        reader.run(hold_session, key, HeldForm(held_on=DAY))


def test_every_step_can_be_undone(app):
    key = planned(app, date(2026, 11, 5))
    other = planned(app, date(2026, 11, 26))
    app.run(postpone_session, other, DAY, "Họp")
    app.run(undo_last)
    assert [line.id for line in app.run(sessions_between, NOVEMBER[0], DAY)] == [key, other]
    assert card(app, other).line.state is SessionState.PLANNED
    app.run(hold_session, key, HeldForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử", starts_at="07:30"))
    point = PointForm(words="Nạo vét", owner="Địa chính", due_on=date(2026, 11, 20))
    app.run(conclude_session, key, "Nạo vét.", [point])
    app.run(undo_last)
    assert (card(app, key).conclusion, card(app, key).points) == ("", ())
    app.run(undo_last)
    assert card(app, key).line.state is SessionState.PLANNED


def test_the_day_of_a_held_and_posted_session_stays(app):
    key = held(app, date(2026, 11, 5))
    app.run(note_posted, [key], date(2026, 10, 28))
    with pytest.raises(Invalid):
        app.run(edit_session, key, SessionForm(held_on=date(2026, 11, 6), chair="Lê Văn Thử"))
    app.run(edit_session, key, SessionForm(held_on=date(2026, 11, 5), chair="Lê Văn Thử", place="Hội trường"))
    assert card(app, key).line.place == "Hội trường"


def test_a_day_off_is_told_before_it_is_planned(app):
    due, doubt = app.run(last_day_to_post_on, date(2026, 11, 24))
    assert due == date(2026, 11, 17)
    assert "ngày nghỉ" in doubt
    assert app.run(last_day_to_post_on, DAY) == (date(2026, 12, 3), "")
    assert app.run(last_day_to_post_on, date(2012, 1, 5))[0] is None


def test_another_kind_takes_its_reason_along(app):
    key = planned(app, kind=SessionKind.UNSCHEDULED, reason="Đông người")
    app.run(edit_session, key, SessionForm(held_on=DAY, chair="Lê Văn Thử"))
    assert (card(app, key).line.kind, card(app, key).reason) == (SessionKind.SCHEDULED, "")


def test_the_notice_of_conclusion_tells_the_points_with_who_and_when(app):
    from dcapp.features.visits.prints_conclusion import conclusion_document, session_conclusion
    from dcapp.printing.model import Marks

    key = app.run(plan_session, SessionForm(held_on=date(2023, 5, 9), starts_at="07:30", chair="Lê Văn Thử"))
    app.run(hold_session, key, HeldForm(held_on=date(2023, 5, 9), starts_at="07:30", ends_at="11:00"))
    point = PointForm(words="Khơi mương thôn Một", due_on=date(2023, 5, 19), owner="Địa chính", to_whom="Lê Thị Mười")
    app.run(conclude_session, key, "Đồng ý kiến nghị của dân.", [point])

    told = app.run(session_conclusion, key)
    words = str(conclusion_document(told, app.office, Marks()))
    assert "Địa chính: Khơi mương thôn Một (đối với Lê Thị Mười), chậm nhất ngày 19/05/2023." in words
    assert told.owners == ("Địa chính",)
