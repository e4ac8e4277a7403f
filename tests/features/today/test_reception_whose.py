"""Whose the lines of reception are, where their buttons lead, and what the Monday sheet says of the chairman."""

from __future__ import annotations

from datetime import date

import pytest
from asking import TODAY, day, every_line, on_day, only_line, titles
from builders import set_roles

from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.models import Absence
from dcapp.features.today.monday import week_material
from dcapp.features.today.prints import monday_sheet
from dcapp.features.today.queries import badges
from dcapp.features.today.terms import Group, Scope
from dcapp.features.visits.models import DutyShift, ReceptionSession, Visit
from dcapp.features.visits.terms import SessionKind, SessionState, ShiftState
from dcapp.kernel import i18n


def owed(books, due_on, **values):
    made = {"title": "Trả lời lượt tiếp", "made_on": day(-20), "start_on": day(-20), "due_on": due_on}
    return books.put(Commitment(**{**made, "warn_on": due_on, **values}))


def session(books, held_on, **values):
    return books.put(ReceptionSession(**{"held_on": held_on, "chair": "Lê Văn Thử", "starts_at": "07:30", **values}))


def page_badge(app):
    return next((badge.count, badge.alarm) for badge in app.run(badges) if badge.page == "visits")


def test_answers_are_mine_by_officer_by_name_and_in_the_place_of_who_is_away(app, books):
    me, away, other = books.officer("Trần Thị Hạnh"), books.officer("Lê Văn Nghỉ"), books.officer("Phạm Khác")
    books.become(me)
    books.put(Absence(officer_id=away, deputy_id=me, since=day(-1), until=day(1)))
    owed(books, day(-2), title="của tôi", owner_id=me, owner="Trần Thị Hạnh")
    owed(books, day(-1), title="của người nghỉ", owner_id=away, owner="Lê Văn Nghỉ")
    owed(books, day(0), title="ghi bằng lời", owner="bà Trần Thị Hạnh")
    owed(books, day(0), title="của người khác", owner_id=other, owner="Phạm Khác")
    owed(books, day(0), title="chưa giao ai")
    set_roles(app, "thu", ("TL",))
    mine = {Group.OVERDUE: ["của tôi", "của người nghỉ"], Group.TODAY: ["ghi bằng lời"]}
    assert titles(app, Scope.MINE) == mine
    assert page_badge(app) == (3, True)
    groups, _counts = every_line(app, Scope.MINE)
    assert [line.deputy_for for line in groups[Group.OVERDUE]] == ["", "Lê Văn Nghỉ"]
    assert groups[Group.OVERDUE][1].detail.endswith("làm thay Lê Văn Nghỉ")
    assert sum(map(len, titles(app).values())) == 5
    set_roles(app, "thu", ("TD",))
    assert titles(app, Scope.MINE)[Group.TODAY] == ["ghi bằng lời", "chưa giao ai"]


@pytest.mark.parametrize("state", [CommitmentState.MET, CommitmentState.DROPPED])
def test_what_is_met_or_dropped_is_not_due(app, books, state):
    owed(books, day(-2), state=state)
    assert titles(app) == {}
    assert page_badge(app) == (0, False)


def test_the_earlier_reading_of_the_law_warns_and_the_line_says_both_days(app, books):
    owed(books, day(3), warn_on=day(0))
    line = only_line(app)
    assert (line.group, line.due_on, line.last_on) == (Group.TODAY, day(3), day(0))
    assert line.detail.endswith("hạn 13/05, hiểu cách khác là 10/05")


def test_a_refusal_leads_to_its_notice_an_answer_to_its_dialog_and_others_only_look(app, books):
    visit = books.put(Visit(year=2023, number=1, received_on=day(-3), name="Lê Thị Mười", phone=""))
    notice = {"kind": CommitmentKind.REFUSAL_NOTICE, "book": "visits", "record_id": visit}
    sent = owed(books, day(0), **notice)
    line = only_line(app)
    assert (line.step.verb, line.step.target) == ("Làm thông báo", ("Visit", visit, "papers"))
    books.change(Commitment, sent, state=CommitmentState.MET)
    answer = owed(books, day(0), **{**notice, "kind": CommitmentKind.ANSWER})
    assert only_line(app).step.target == ("Commitment", answer, "answer")
    set_roles(app, "thu", ("TC",))
    assert only_line(app).step.target == ("Commitment", answer)


def test_on_the_chairman_s_day_a_visit_is_written_and_afterwards_that_it_was_held(app, books, monkeypatch):
    key = session(books, day(0), ends_at="11:00", place="Phòng tiếp công dân")
    books.put(Visit(year=2023, number=1, received_on=day(0), name="Lê Thị Mười", phone="", session_id=key))
    now = only_line(app)
    assert (now.group, now.title) == (Group.TODAY, "Chủ tịch tiếp công dân định kỳ, 07:30 – 11:00")
    assert now.detail == "Tiếp công dân · Phòng tiếp công dân · Lê Văn Thử · đã tiếp 1 lượt"
    assert now.step.target == ("new", "Visit")
    on_day(monkeypatch, day(1))
    after = only_line(app)
    assert (after.group, after.step.verb) == (Group.OVERDUE, "Ghi đã tiếp")
    assert after.step.target == ("ReceptionSession", key)
    assert after.title == "Buổi tiếp công dân ngày 10/05: chưa ghi có tiếp hay không"
    for state in (SessionState.HELD, SessionState.MISSED, SessionState.POSTPONED):
        books.change(ReceptionSession, key, state=state)
        assert titles(app) == {}


def test_a_session_belongs_to_who_receives_or_attends_and_planners_ask_for_the_past(app, books):
    me, chair = books.officer("Trần Thị Hạnh"), books.officer("Lê Văn Thử")
    books.become(me)
    session(books, day(-1), chair_id=chair)
    session(books, day(1), chair_id=chair, attendants="Trần Thị Hạnh, Phạm Khác")
    session(books, day(2), chair_id=chair)
    session(books, day(3), chair_id=chair, delegate="Trần Thị Hạnh", kind=SessionKind.UNSCHEDULED)
    set_roles(app, "thu", ("TL",))
    assert titles(app, Scope.MINE) == {
        Group.WEEK: ["Chủ tịch tiếp công dân định kỳ, 07:30", "Trần Thị Hạnh tiếp công dân thay Chủ tịch, 07:30"]
    }
    set_roles(app, "thu", ("TN",))
    assert Group.OVERDUE in titles(app, Scope.MINE)


def test_a_month_is_posted_at_once_by_its_first_day(app, books):
    first = session(books, date(2023, 6, 1))
    session(books, date(2023, 6, 8))
    session(books, date(2023, 6, 15), posted_on=day(0))
    session(books, date(2023, 6, 22), kind=SessionKind.UNSCHEDULED)
    groups, counts = every_line(app)
    [line] = [line for lines in groups.values() for line in lines if line.kind == "SchedulePosting"]
    assert line.title == "Niêm yết lịch tiếp công dân tháng 06/2023 (2 buổi)"
    assert (line.due_on, line.step.target) == (date(2023, 5, 25), ("ReceptionSession", first))
    assert sum(row.number for row in counts.rows if row.kind == "SchedulePosting") == 1
    books.change(ReceptionSession, first, posted_on=day(0))
    groups, _counts = every_line(app)
    [line] = [line for lines in groups.values() for line in lines if line.kind == "SchedulePosting"]
    assert line.due_on == date(2023, 6, 1)


def test_duties_nobody_confirmed_stay_a_month_and_missed_ones_a_week(app, books):
    for ago in (0, 1, 29, 31):
        books.put(DutyShift(day=day(-ago), officer=f"trước {ago}"))
    for ago in (2, 7, 8):
        books.put(DutyShift(day=day(-ago), officer=f"bỏ {ago}", state=ShiftState.MISSED, note="Đi họp"))
    groups, _counts = every_line(app)
    assert [line.owner for line in groups[Group.OVERDUE]] == ["trước 29", "bỏ 7", "bỏ 2", "trước 1"]
    assert [line.step.begins for line in groups[Group.OVERDUE]] == ["keep", "", "", "keep"]
    assert groups[Group.OVERDUE][1].title == "Bỏ trực tiếp công dân ngày 03/05"
    books.put(
        Visit(year=2023, number=1, received_on=day(-1), name="Lê Thị Mười", phone="")
    )  # the desk was open on that day
    groups, _counts = every_line(app)
    assert "trước 1" not in [line.owner for line in groups[Group.OVERDUE]]


def test_a_duty_reminds_its_officer_and_who_plans(app, books):
    me, other = books.officer("Trần Thị Hạnh"), books.officer("Phạm Khác")
    books.become(me)
    books.put(DutyShift(day=day(-1), officer_id=me, officer="Trần Thị Hạnh"))
    books.put(DutyShift(day=day(-2), officer_id=other, officer="Phạm Khác"))
    set_roles(app, "thu", ("TC",))
    line = only_line_of(app, Scope.MINE)
    assert (line.owner, line.step.begins) == ("Trần Thị Hạnh", "")  # may not confirm
    set_roles(app, "thu", ("TN",))
    assert len(titles(app, Scope.MINE)[Group.OVERDUE]) == 2


def only_line_of(app, scope):
    groups, _counts = every_line(app, scope)
    [line] = [line for lines in groups.values() for line in lines]
    return line


def test_the_sheet_says_whether_every_week_of_the_month_has_its_day(app, books):
    for number, state in ((4, SessionState.HELD), (11, SessionState.PLANNED), (18, SessionState.MISSED)):
        session(books, date(2023, 5, number), state=state)
    session(books, date(2023, 5, 25), delegate="Phó Chủ tịch")
    material = app.run(week_material, TODAY)
    told = "đã tiếp 1 ngày, còn lịch 1 ngày; luật yêu cầu ít nhất 1 ngày mỗi tuần: thiếu tuần từ 15/5, 22/5."
    assert material.reception.endswith(told)
    sheet = monday_sheet(material, app.office)
    assert "thiếu tuần từ 15/5, 22/5" in str(sheet.document)


@pytest.mark.parametrize(("held", "verdict"), [((), "còn thiếu 1 ngày"), ((19,), "đủ")])
def test_from_july_2026_the_month_counts(app, books, monkeypatch, held, verdict):
    on_day(monkeypatch, date(2026, 11, 16))
    session(books, date(2026, 11, 5), state=SessionState.HELD)
    for number in held:
        session(books, date(2026, 11, number))
    told = app.run(week_material, date(2026, 11, 16)).reception
    assert f"luật yêu cầu ít nhất 2 ngày mỗi tháng: {verdict}." in told


def test_the_sheet_says_nothing_of_a_schedule_that_nobody_keeps_or_the_maker_may_not_see(app, books):
    assert app.run(week_material).reception == ""
    session(books, TODAY)
    assert app.run(week_material).reception
    set_roles(app, "thu", ("BC",))
    assert app.run(week_material).reception == ""


def test_on_paper_the_fixed_words_stay_vietnamese(app, books):
    session(books, date(2023, 5, 18))
    owed(books, date(2023, 5, 18), to_whom="Lê Thị Mười")
    i18n.use_language("en")
    try:
        told = app.run(week_material, date(2023, 5, 15))
    finally:
        i18n.use_language("vi")
    assert "Chủ tịch trực tiếp tiếp công dân tháng 5/2023" in told.reception
    assert "Lời hứa · Lê Thị Mười" in str(told)
