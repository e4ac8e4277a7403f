"""Meetings: planned from any record, guests pasted or picked, held, concluded, followed up, cancelled with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, read_with, set_roles
from sqlalchemy import select

from dcapp.db.journal import undo_last
from dcapp.db.quick_find import quick_find
from dcapp.db.use_case import allowed
from dcapp.features.meetings.models import Meeting, MeetingGuest
from dcapp.features.meetings.numbering import PaperNumberForm, number_meeting_paper
from dcapp.features.meetings.points import (
    PointForm,
    add_point,
    close_point,
    edit_point,
    point_to_task,
    remove_point,
    reopen_point,
)
from dcapp.features.meetings.queries import (
    coming_meetings,
    due_points,
    guest_choices,
    meeting_card,
    meetings_of,
    meetings_of_task,
    task_choices,
    unwritten_meetings,
)
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.meetings.rules import GuestForm, clock_time, guest_line, guests_of, step_of
from dcapp.features.meetings.service import (
    HoldForm,
    MeetingForm,
    cancel_meeting,
    conclude_meeting,
    edit_meeting,
    hold_meeting,
    invite_guests,
    plan_meeting,
    remove_meeting,
    restore_meeting,
    take_back_holding,
    tick_attendance,
)
from dcapp.features.meetings.terms import MeetingPaper, MeetingState, Step
from dcapp.features.office.service import OfficerForm, VillageForm, add_officer, add_village
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import cancel_number
from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import Task, TaskFulfilment
from dcapp.features.tasks.service import TaskForm, add_task
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from dcapp.registers.use_cases import counting, reading

DAY = date(2023, 5, 8)
HELD = HoldForm(held_on=DAY, starts_at="7h30", ends_at="10:15", chair="Lê Văn Thử", minutes="Bàn việc.")


def a_meeting(app, **values):
    return app.run(plan_meeting, MeetingForm(**{"title": "Hội nghị thử", "held_on": DAY, **values}))


def a_held_meeting(app, **values):
    key = a_meeting(app, **values)
    app.run(hold_meeting, key, HELD)
    return key


def a_task(app, title="Tổ chức hội nghị", **values):
    plan = app.run(take_in_plan, a_plan())
    return app.run(add_task, TaskForm(plan_id=plan, title=title, **values))


def evidence(app, key):
    return read_with(app, lambda uow: uow.get(Task, key).evidence_count)


def fulfilments(app):
    return read_with(app, lambda uow: [(f.register, f.record_id, f.done_on) for f in uow.session.query(TaskFulfilment)])


# -- pure rules
@pytest.mark.parametrize(
    ("typed", "read"),
    [("7h30", "07:30"), ("7:30", "07:30"), ("0730", "07:30"), ("7 giờ 30", "07:30"), ("14g", "14:00"), ("", "")],
)
def test_times_are_read_as_officers_type_them(typed, read):
    assert clock_time(typed, field="starts_at") == read


@pytest.mark.parametrize("typed", ["25:00", "7h75", "sáng", "2400", "7:3:1"])
def test_what_is_no_time_is_refused_at_its_field(typed):
    with pytest.raises(Invalid) as refused:
        clock_time(typed, field="ends_at")
    assert refused.value.field == "ends_at"


def test_a_pasted_list_becomes_guests_once_each():
    pasted = (
        "1. Trần Thị An – Trưởng thôn Một\n2) Lê Văn Bình, Công an xã\n\n- Hội Nông dân\n"
        "trần thị an\ttrưởng thôn một\nNguyễn Văn Cường; Bí thư chi bộ, thôn Hai;\n   \n- \n"
    )
    assert guests_of(pasted) == (
        GuestForm("Trần Thị An", "Trưởng thôn Một"),
        GuestForm("Lê Văn Bình", "Công an xã"),
        GuestForm("Hội Nông dân"),
        GuestForm("Nguyễn Văn Cường", "Bí thư chi bộ, thôn Hai"),
    )


def test_a_list_that_is_shown_again_reads_back_as_it_was():
    guests = (GuestForm("Trần Thị An", "Trưởng thôn Một"), GuestForm("Hội Nông dân"))
    assert guests_of("\n".join(guest_line(guest) for guest in guests)) == guests


def test_the_step_is_the_first_that_is_not_done():
    def at(state=MeetingState.PLANNED, **values):
        known = {"is_invited": False, "is_ticked": False, "has_minutes": False, "has_conclusion": False}
        return step_of(state=state, open_points=values.pop("open_points", 0), **{**known, **values})

    held = MeetingState.HELD
    assert at() is Step.INVITATION
    assert at(is_invited=True) is Step.ATTENDANCE
    assert at(is_invited=True, is_ticked=True, has_minutes=True) is Step.MINUTES  # written beforehand, not held
    assert at(held, is_ticked=True, has_minutes=True) is Step.CONCLUSION
    assert at(held, is_ticked=True, has_minutes=True, has_conclusion=True, open_points=1) is Step.POINTS
    assert at(held, is_ticked=True, has_minutes=True, has_conclusion=True) is None
    assert at(MeetingState.CANCELLED) is None


# -- planning
def test_a_meeting_belongs_to_any_record_and_is_found(app):
    key = a_meeting(app, owner_kind="Check", owner_id=7, starts_at="14h", place="Hội trường", chair="Lê Văn Thử")
    a_meeting(app, title="Họp khác")
    assert [line.id for line in app.run(meetings_of, "Check", 7)] == [key]
    card = app.run(meeting_card, key)
    assert (card.starts_at, card.state, card.step) == ("14:00", MeetingState.PLANNED, Step.INVITATION)
    assert "Meeting" in {hit.kind for hit in app.run(quick_find, "hoi nghi thu")}


def test_a_meeting_needs_a_title_and_an_existing_task(app):
    with pytest.raises(Invalid) as refused:
        a_meeting(app, title="  ")
    assert refused.value.field == "title"
    with pytest.raises(Exception, match="không còn trong sổ"):
        a_meeting(app, task_id=99)


def test_guests_keep_their_tick_when_the_list_changes(app):
    key = a_meeting(app, guests=(GuestForm("An", "thôn Một"), GuestForm("Bình"), GuestForm("an", "Thôn một")))
    first, second = app.run(meeting_card, key).guests
    app.run(tick_attendance, key, {first.id: True, second.id: False})
    count = app.run(invite_guests, key, (GuestForm("Cường"), GuestForm("An", "thôn Một"), GuestForm(" ")))
    assert count == 2
    assert [(g.name, g.attended) for g in app.run(meeting_card, key).guests] == [("Cường", None), ("An", True)]
    app.run(undo_last)
    assert [g.name for g in app.run(meeting_card, key).guests] == ["An", "Bình"]


def test_the_office_offers_officers_heads_of_villages_and_bodies(app):
    app.run(add_officer, OfficerForm(full_name="Võ Thị Én"))
    app.run(add_village, VillageForm(name="Một", head_name="Trần Thị An"))
    app.run(add_village, VillageForm(name="Hai"))
    choices = app.run(guest_choices)
    assert "Võ Thị Én" in [guest.name for guest in choices.officers]
    assert choices.villages == (GuestForm("Trưởng thôn Hai"), GuestForm("Trần Thị An", "Trưởng thôn Một"))


def test_nobody_is_ticked_before_the_day(app):
    key = a_meeting(app, held_on=date(2023, 5, 11), guests=(GuestForm("An"),))
    with pytest.raises(Invalid, match="Chưa tới ngày họp"):
        app.run(tick_attendance, key, {1: True})


# -- holding
def test_holding_writes_the_minutes_and_fulfils_the_task(app):
    task = a_task(app)
    key = a_meeting(app, task_id=task)
    assert [choice.id for choice in app.run(task_choices)] == [task]
    app.run(hold_meeting, key, HELD)
    card = app.run(meeting_card, key)
    assert (card.state, card.starts_at, card.ends_at, card.minutes) == (
        MeetingState.HELD,
        "07:30",
        "10:15",
        "Bàn việc.",
    )
    assert fulfilments(app) == [("meetings", key, DAY)]
    assert evidence(app, task) == 1
    assert [line.id for line in app.run(meetings_of_task, task)] == [key]
    app.run(hold_meeting, key, HELD)  # the minutes are written again: still one fulfilment
    assert len(fulfilments(app)) == 1


def test_a_meeting_recorded_by_mistake_proves_nothing_any_more(app):
    task = a_task(app)
    key = a_meeting(app, task_id=task)
    with pytest.raises(RuleViolation):
        app.run(take_back_holding, key)
    app.run(hold_meeting, key, HELD)
    app.run(take_back_holding, key)
    assert fulfilments(app) == []
    assert evidence(app, task) == 0
    assert app.run(meeting_card, key).minutes == "Bàn việc."


def test_a_held_meeting_that_moves_to_another_task_fulfils_that_one(app):
    old = a_task(app)
    new = app.run(add_task, TaskForm(plan_id=1, title="Việc khác"))
    key = a_meeting(app, task_id=old)
    app.run(hold_meeting, key, HELD)
    app.run(edit_meeting, key, MeetingForm(title="Hội nghị thử", held_on=DAY, task_id=new))
    assert evidence(app, old) == 0
    assert evidence(app, new) == 1
    app.run(remove_meeting, key)
    assert evidence(app, new) == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": date(2023, 5, 11)}, "held_on"),
        ({"minutes": "  "}, "minutes"),
        ({"ends_at": "7:00"}, "ends_at"),
        ({"starts_at": "x"}, "starts_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(app, values, field):
    key = a_meeting(app)
    form = {"held_on": DAY, "starts_at": "7:30", "ends_at": "9:00", "minutes": "Bàn việc.", **values}
    with pytest.raises(Invalid) as refused:
        app.run(hold_meeting, key, HoldForm(**form))
    assert refused.value.field == field
    assert app.run(meeting_card, key).state is MeetingState.PLANNED


def test_a_conclusion_needs_a_meeting_that_was_held(app):
    key = a_meeting(app)
    with pytest.raises(RuleViolation, match="biên bản"):
        app.run(conclude_meeting, key, "Đồng ý.")
    with pytest.raises(RuleViolation, match="biên bản"):
        app.run(add_point, key, PointForm(words="sửa mương"))
    app.run(hold_meeting, key, HELD)
    with pytest.raises(Invalid):
        app.run(conclude_meeting, key, " ")
    app.run(conclude_meeting, key, "Đồng ý.")
    assert app.run(meeting_card, key).conclusion == "Đồng ý."


# -- points
def test_points_are_due_until_done_here(app):
    key = a_held_meeting(app)
    late = app.run(add_point, key, PointForm(words="sửa mương", owner="Địa chính", due_on=date(2023, 5, 9)))
    app.run(add_point, key, PointForm(words="thay đèn", due_on=date(2023, 5, 20)))
    app.run(add_point, key, PointForm(words="không hẹn ngày"))
    [point] = app.run(due_points, date(2023, 5, 10))
    assert (point.id, point.meeting, point.is_late(date(2023, 5, 10))) == (late, "Hội nghị thử", True)
    assert len(app.run(due_points, date(2023, 5, 31))) == 2
    app.run(close_point, late, date(2023, 5, 9))
    assert app.run(due_points, date(2023, 5, 10)) == []
    assert app.run(meeting_card, key).open_points == 2
    app.run(reopen_point, late)
    assert app.run(meeting_card, key).open_points == 3
    app.run(remove_point, late)
    app.run(undo_last)
    assert [p.words for p in app.run(meeting_card, key).points] == ["sửa mương", "thay đèn", "không hẹn ngày"]


def test_a_point_keeps_to_the_days_of_its_meeting(app):
    key = a_held_meeting(app)
    with pytest.raises(Invalid) as refused:
        app.run(add_point, key, PointForm(words="sửa", due_on=date(2023, 5, 7)))
    assert refused.value.field == "due_on"
    point = app.run(add_point, key, PointForm(words="sửa"))
    app.run(edit_point, point, PointForm(words="sửa mương", owner="  Địa   chính "))
    assert app.run(meeting_card, key).points[0].owner == "Địa chính"
    for day in (date(2023, 5, 7), date(2023, 5, 11)):
        with pytest.raises(Invalid, match="08/05/2023"):
            app.run(close_point, point, day)


def test_a_point_becomes_a_task_that_tells_when_it_is_done(app):
    officer = app.run(add_officer, OfficerForm(full_name="Võ Thị Én"))
    plan = app.run(take_in_plan, a_plan())
    key = a_held_meeting(app)
    point = app.run(add_point, key, PointForm(words="Sửa mương", owner="võ thị én", due_on=date(2023, 5, 20)))
    task = app.run(point_to_task, point, plan)
    made = read_with(app, lambda uow: (lambda t: (t.title, t.lead_id, t.due_on, t.requested_by))(uow.get(Task, task)))
    assert made == ("Sửa mương", officer, date(2023, 5, 20), "Kết luận Hội nghị thử ngày 08/05/2023")
    assert app.run(due_points, date(2023, 12, 31)) == []  # counted among the tasks
    for step in (lambda: app.run(remove_point, point), lambda: app.run(close_point, point, DAY)):
        with pytest.raises(RuleViolation, match="kế hoạch"):
            step()

    @allowed("plan.edit")
    def finish(uow):
        uow.get(Task, task).done_on = date(2023, 5, 10)

    app.run(finish)
    assert app.run(meeting_card, key).points[0].done_on == date(2023, 5, 10)


def test_a_point_that_is_done_does_not_become_a_task(app):
    plan = app.run(take_in_plan, a_plan())
    point = app.run(add_point, a_held_meeting(app), PointForm(words="sửa"))
    app.run(close_point, point, DAY)
    with pytest.raises(RuleViolation, match="đã xong"):
        app.run(point_to_task, point, plan)


# -- cancelling, removing
def test_a_cancelled_meeting_says_why_and_can_be_planned_again(app):
    key = a_meeting(app)
    with pytest.raises(Invalid):
        app.run(cancel_meeting, key, " ")
    app.run(cancel_meeting, key, "Bão")
    card = app.run(meeting_card, key)
    assert (card.state, card.reason, card.step) == (MeetingState.CANCELLED, "Bão", None)
    for step in (
        lambda: app.run(hold_meeting, key, HELD),
        lambda: app.run(invite_guests, key, ()),
        lambda: app.run(edit_meeting, key, MeetingForm(title="x", held_on=DAY)),
    ):
        with pytest.raises(RuleViolation, match="đã hủy"):
            step()
    app.run(restore_meeting, key, date(2023, 5, 20))
    card = app.run(meeting_card, key)
    assert (card.state, card.reason, card.held_on) == (MeetingState.PLANNED, "", date(2023, 5, 20))
    with pytest.raises(RuleViolation):
        app.run(restore_meeting, key, DAY)


def test_a_meeting_that_was_held_is_not_cancelled(app):
    with pytest.raises(RuleViolation, match="đã diễn ra"):
        app.run(cancel_meeting, a_held_meeting(app), "nhầm")


def test_a_removed_meeting_comes_back_whole(app):
    key = a_held_meeting(app, guests=(GuestForm("An"),))
    app.run(add_point, key, PointForm(words="sửa"))
    app.run(remove_meeting, key)
    assert read_with(app, lambda uow: uow.session.scalars(select(MeetingGuest)).all()) == []
    app.run(undo_last)
    card = app.run(meeting_card, key)
    assert ([g.name for g in card.guests], [p.words for p in card.points]) == (["An"], ["sửa"])


# -- numbers
def test_a_paper_gets_one_number_from_its_own_series(app):
    key = a_meeting(app)
    symbol = app.run(number_meeting_paper, key, MeetingPaper.INVITATION, PaperNumberForm(issued_on=date(2023, 5, 4)))
    assert symbol == "01/GM-UBND"
    card = app.run(meeting_card, key)
    assert card.number_of(MeetingPaper.INVITATION).issued_on == date(2023, 5, 4)
    assert card.step is Step.ATTENDANCE
    again = (number_meeting_paper, key, MeetingPaper.INVITATION, PaperNumberForm(issued_on=DAY))
    with pytest.raises(RuleViolation, match="đã có số"):
        app.run(*again)
    with pytest.raises(RuleViolation, match="Hủy cuộc họp"):
        app.run(remove_meeting, key)
    issued = read_with(app, lambda uow: uow.session.scalar(select(IssuedPaper.id)))
    app.run(cancel_number, issued, "ghi nhầm")
    assert app.run(*again) == "02/GM-UBND"


def test_minutes_and_notice_are_numbered_after_the_meeting(app):
    key = a_meeting(app)
    for paper in (MeetingPaper.MINUTES, MeetingPaper.NOTICE):
        with pytest.raises(RuleViolation, match="chưa diễn ra"):
            app.run(number_meeting_paper, key, paper, PaperNumberForm(issued_on=DAY))
    app.run(hold_meeting, key, HELD)
    symbols = [
        app.run(number_meeting_paper, key, paper, PaperNumberForm(issued_on=DAY))
        for paper in (MeetingPaper.MINUTES, MeetingPaper.NOTICE)
    ]
    assert symbols == ["01/BB-UBND", "01/TB-UBND"]
    with pytest.raises(RuleViolation, match="không lấy số"):
        app.run(number_meeting_paper, key, MeetingPaper.SIGN_IN, PaperNumberForm(issued_on=DAY))


# -- lists and rights
def test_what_is_coming_and_what_was_not_written_down(app):
    a_meeting(app, title="Đã qua")
    soon = a_meeting(app, title="Sắp tới", held_on=date(2023, 5, 12))
    later = a_meeting(app, title="Xa", held_on=date(2023, 6, 12))
    assert [m.id for m in app.run(coming_meetings, date(2023, 5, 10), date(2023, 5, 31))] == [soon]
    assert [m.id for m in app.run(coming_meetings, date(2023, 5, 10), date(2023, 6, 30))] == [soon, later]
    assert [m.title for m in app.run(unwritten_meetings)] == ["Đã qua"]


def test_the_book_counts_guests_and_open_points(app):
    key = a_held_meeting(app, guests=(GuestForm("An"), GuestForm("Bình")))
    first, _second = app.run(meeting_card, key).guests
    app.run(tick_attendance, key, {first.id: True})
    app.run(add_point, key, PointForm(words="sửa"))
    a_meeting(app, title="Họp khác", held_on=date(2023, 5, 1))
    line = app.run(reading(MEETINGS), Query(order="held_on", descending=True)).lines[0]
    assert (line["invited"], line["came"], line["points_left"]) == (2, 1, 1)
    left = Query(filters=(Filter("points_left", Op.FROM, 1),))
    assert app.run(counting(MEETINGS), left) == (1, False)


def test_who_may_only_look_writes_nothing(app):
    key = a_meeting(app)
    set_roles(app, "thu", ("BC",))
    app.run(meeting_card, key)
    for step in (
        lambda: a_meeting(app),
        lambda: app.run(hold_meeting, key, HELD),
        lambda: app.run(cancel_meeting, key, "x"),
    ):
        with pytest.raises(NotAllowed):
            step()
    assert read_with(app, lambda uow: len(uow.session.scalars(select(Meeting)).all())) == 1
