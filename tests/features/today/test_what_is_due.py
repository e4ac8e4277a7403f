"""Every source of Hôm nay: what it lists, in whose view, in which group; and that no event stands there twice."""

from __future__ import annotations

from datetime import date

import pytest
from asking import a_meeting, a_task, day, every_line, on_day, only_line, titles
from builders import set_roles

from dcapp.features.checks.models import Check, CheckFinding, CheckVisit
from dcapp.features.committee.models import Committee
from dcapp.features.coordination.models import Coordination, CoordinationLine
from dcapp.features.meetings.models import MeetingPoint
from dcapp.features.meetings.terms import MeetingState
from dcapp.features.office.models import DayOff, Village
from dcapp.features.opinions.models import Opinion
from dcapp.features.papers.models import IncomingPaper, Paper, PaperFollowUp
from dcapp.features.papers.terms import FollowUpKind
from dcapp.features.tasks.models import Difficulty, Task, TaskDelivery
from dcapp.features.tasks.terms import DifficultyState, TaskState
from dcapp.features.today.terms import Group


@pytest.mark.parametrize(
    ("number", "group", "words"),
    [
        (-400, Group.OVERDUE, "Quá hạn 400 ngày"),
        (-1, Group.OVERDUE, "Quá hạn 1 ngày"),
        (0, Group.TODAY, "Trong hôm nay"),
        (1, Group.WEEK, "11/05 · còn 1 ngày"),
        (7, Group.WEEK, "17/05 · còn 7 ngày"),
        (8, Group.LATER, "18/05 · còn 8 ngày"),
        (300, Group.LATER, "05/03/2024"),
    ],
)
def test_a_task_stands_in_the_group_of_its_last_day(app, books, number, group, words):
    number_of_task = a_task(books, day(number))
    line = only_line(app)
    assert (line.key, line.group, line.chip.words) == (("Task", number_of_task), group, words)
    assert line.step.record == ("Task", number_of_task)
    assert (line.chip.tone == "danger") == (group is Group.OVERDUE)


def test_a_task_without_a_day_is_due_later(app, books):
    a_task(books, None)
    line = only_line(app)
    assert (line.group, line.chip.words) == (Group.LATER, "Chưa có hạn")


@pytest.mark.parametrize("values", [{"state": TaskState.DONE}, {"state": TaskState.DROPPED}, {"is_series": True}])
def test_what_is_done_dropped_or_a_series_is_not_due(app, books, values):
    a_task(books, day(-1), **values)
    groups, counts = every_line(app)
    assert counts.open == 0
    assert not any(groups.values())


def test_before_a_day_shows_the_last_day_and_what_the_paper_says(app, books):
    a_task(books, day(4), due_on=day(5), is_before=True, section="II.2", lead_words="Văn phòng")
    line = only_line(app)
    assert line.chip.words == "Nên xong 12/05"  # 14/05 is a Sunday
    assert line.detail == "Kế hoạch · mục II.2 · Văn phòng · nộp trước 15/05, ngày cuối 14/05"
    assert (line.due_on, line.last_on, line.advised_on) == (day(5), day(4), day(2))


def test_what_falls_on_the_days_off_behind_today_is_to_be_done_today(app, books, monkeypatch):
    on_day(monkeypatch, date(2023, 5, 12))  # a Friday
    for last_on in (date(2023, 5, 13), date(2023, 5, 14), date(2023, 5, 15)):
        a_task(books, last_on, title=f"đến {last_on.day}")
    assert titles(app) == {Group.TODAY: ["đến 13", "đến 14"], Group.WEEK: ["đến 15"]}
    groups, _counts = every_line(app)
    assert {line.chip.words for line in groups[Group.TODAY]} == {"Nên xong hôm nay"}


def test_a_day_off_of_the_office_counts_like_a_weekend(app, books):
    books.put(DayOff(day=day(1), name="Nghỉ lễ của xã"))
    a_task(books, day(1))
    line = only_line(app)
    assert (line.group, line.chip.words) == (Group.TODAY, "Nên xong hôm nay")
    assert "ngày cuối 11/05 là Nghỉ lễ của xã" in line.detail


def test_a_long_holiday_never_leaves_a_day_without_a_group(app, books):
    for number in range(1, 12):
        books.put(DayOff(day=day(number), name="Nghỉ dài"))
    for number in range(-1, 15):
        a_task(books, day(number), title=str(number))
    found = titles(app)
    assert found[Group.TODAY] == [str(number) for number in range(12)]
    assert Group.WEEK not in found
    assert found[Group.LATER] == ["12", "13", "14"]


def test_missing_reports_are_one_line_in_place_of_the_task(app, books):
    task_id = a_task(books, day(0), title="Báo cáo 06 tháng", section="III.1")
    for name in ("Châu Me", "Vĩnh Tuy"):
        village = books.put(Village(name=name))
        for addressee in ("UBND xã", "Đảng ủy"):
            books.put(TaskDelivery(task_id=task_id, sender=f"thôn {name}", village_id=village, addressee=addressee))
    line = only_line(app)
    assert line.title == "Nhắc 2 thôn chưa gửi: Báo cáo 06 tháng"
    assert line.detail == "Kế hoạch · mục III.1 · thôn Châu Me, thôn Vĩnh Tuy"
    assert (line.step.verb, line.step.target) == ("In phiếu nhắc", ("Task", task_id, "remind"))


def test_other_senders_are_not_called_villages_and_long_lists_are_cut(app, books):
    task_id = a_task(books, day(0))
    for number in range(7):
        books.put(TaskDelivery(task_id=task_id, sender=f"Đoàn thể {number}", addressee="UBND xã"))
    line = only_line(app)
    assert line.title.startswith("Nhắc 7 nơi chưa gửi")
    assert line.detail.endswith("Đoàn thể 3 và 3 nơi nữa")


def test_once_everything_is_received_the_task_is_its_own_line_again(app, books):
    task_id = a_task(books, day(0), title="Báo cáo")
    books.put(TaskDelivery(task_id=task_id, sender="thôn A", addressee="", received_on=day(0)))
    assert only_line(app).title == "Báo cáo"


def test_difficulties_wait_for_those_who_decide(app, books):
    books.put(Difficulty(plan_id=books.plan_id, raised_on=day(-3), raised_by="Thôn Đông", matter="Thiếu kinh phí"))
    books.put(
        Difficulty(
            plan_id=books.plan_id, raised_on=day(-9), raised_by="A", matter="đã xong", state=DifficultyState.ANSWERED
        )
    )
    line = only_line(app)
    assert (line.kind, line.group, line.chip.words) == ("Difficulty", Group.TODAY, "Chờ 3 ngày")
    set_roles(app, "thu", ("TN",))
    assert titles(app) == {}


def test_meetings_stand_on_their_day_and_are_written_down_afterwards(app, books, monkeypatch):
    a_meeting(books, day(0), starts_at="14:00", place="Hội trường")
    assert (only_line(app).chip.words, only_line(app).step.verb) == ("14:00 hôm nay", "Ghi biên bản")
    on_day(monkeypatch, day(2))
    assert (only_line(app).group, only_line(app).chip.words) == (Group.OVERDUE, "Đã qua 2 ngày")
    on_day(monkeypatch, day(-1))
    assert (only_line(app).group, only_line(app).step.verb) == (Group.WEEK, "Mở cuộc họp")


def test_a_meeting_is_never_brought_forward_over_days_off(app, books, monkeypatch):
    on_day(monkeypatch, date(2023, 5, 12))
    a_meeting(books, date(2023, 5, 13))
    assert only_line(app).group is Group.WEEK


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CANCELLED])
def test_meetings_that_are_held_or_off_are_not_due(app, books, state):
    a_meeting(books, day(-1), state=state)
    assert titles(app) == {}


def test_a_meeting_on_the_last_day_of_its_task_is_the_tasks_line(app, books):
    task_id = a_task(books, day(2), title="Tổ chức hội nghị")
    meeting = a_meeting(books, day(2), task_id=task_id)
    assert only_line(app).kind == "Task"
    books.change(Task, task_id, state=TaskState.DONE)
    assert only_line(app).key == ("Meeting", meeting)


def test_points_of_meetings_until_they_are_done_or_a_task(app, books):
    meeting = a_meeting(books, day(-5), state=MeetingState.HELD)
    point = books.put(MeetingPoint(meeting_id=meeting, position=1, words="Sửa loa", owner="Văn hóa", due_on=day(-2)))
    line = only_line(app)
    assert (line.kind, line.group, line.step.record) == ("MeetingPoint", Group.OVERDUE, ("Meeting", meeting))
    task_id = a_task(books, day(-2), title="Sửa loa")
    books.change(MeetingPoint, point, task_id=task_id)
    assert only_line(app).kind == "Task"
    books.change(MeetingPoint, point, task_id=None, done_on=day(0))
    assert only_line(app).kind == "Task"


def test_shortcomings_until_they_are_put_right(app, books):
    check = books.put(Check(title="Kiểm tra thôn", starts_on=day(-9)))
    visit = books.put(CheckVisit(check_id=check, visited_on=day(-8), place="Thôn Đông"))
    finding = books.put(CheckFinding(visit_id=visit, position=1, words="Chưa niêm yết", owner="", fix_by=day(3)))
    books.put(CheckFinding(visit_id=visit, position=2, words="Sổ sách đủ", is_shortcoming=False))
    line = only_line(app)
    assert (line.title, line.group, line.step.record) == ("Chưa niêm yết", Group.WEEK, ("Check", check))
    books.change(CheckFinding, finding, fixed_on=day(0))
    assert titles(app) == {}


def test_answers_that_are_owed_to_the_people(app, books):
    opinion = books.put(Opinion(heard_on=day(-9), matter="Đường thôn ngập", passed_to="Địa chính", answer_by=day(-1)))
    books.put(Opinion(heard_on=day(-9), matter="Chỉ ghi nhận"))
    assert (only_line(app).key, only_line(app).group) == (("Opinion", opinion), Group.OVERDUE)
    task_id = a_task(books, day(5), title="Khơi mương")
    books.change(Opinion, opinion, task_id=task_id)
    assert only_line(app).kind == "Task"
    books.change(Task, task_id, state=TaskState.DONE)
    assert only_line(app).kind == "Opinion"  # the work is done, the people have no answer yet
    books.change(Opinion, opinion, answered_on=day(0))
    assert titles(app) == {}


def test_what_both_sides_of_a_coordination_plan_still_have_to_do(app, books):
    plan = books.put(Coordination(year=2023, title="Phối hợp", partner="Khối Dân vận"))
    line_id = books.put(CoordinationLine(coordination_id=plan, position=1, words="Kiểm tra chung", due_on=day(0)))
    line = only_line(app)
    assert (line.group, line.step.record, line.detail) == (
        Group.TODAY,
        ("Coordination", plan),
        "Phối hợp · Khối Dân vận",
    )
    books.change(CoordinationLine, line_id, done_on=day(0))
    assert titles(app) == {}


@pytest.mark.parametrize(
    ("until", "words"), [(-30, "Hết hạn 30 ngày"), (0, "hết 10/05"), (30, "hết 09/06"), (-31, None), (31, None)]
)
def test_terms_that_end_within_thirty_days(app, books, until, words):
    committee = books.put(Committee(name="Ban Chỉ đạo", since=day(-700), until=day(until)))
    if words is None:
        assert titles(app) == {}
        return
    line = only_line(app)
    assert (line.group, line.chip.words, line.step.record) == (Group.EXPIRING, words, ("Committee", committee))
    books.put(Committee(name="Ban mới", since=day(0), replaces_id=committee))
    assert titles(app) == {}


def test_papers_to_work_with_to_answer_and_about_to_expire(app, books):
    paper = books.put(Paper(type_name="Nghị quyết", number="5-NQ/TW", in_force_to=day(20)))
    books.put(Paper(type_name="Luật", subject="cũ", in_force_to=day(5), replaced_by_id=paper))
    books.put(PaperFollowUp(paper_id=paper, kind=FollowUpKind.INTERIM_REVIEW, due_on=day(4)))
    books.put(PaperFollowUp(paper_id=paper, kind=FollowUpKind.DISSEMINATION, due_on=day(4), done_on=day(0)))
    books.put(
        IncomingPaper(
            year=2023, arrival_number=1, arrived_on=day(-3), author="UBND tỉnh", type_name="Công văn", due_on=day(0)
        )
    )
    books.put(
        IncomingPaper(
            year=2023, arrival_number=2, arrived_on=day(-3), author="A", due_on=day(0), answered_by="12/BC-UBND"
        )
    )
    assert titles(app) == {
        Group.TODAY: ["Trả lời Công văn của UBND tỉnh"],
        Group.WEEK: ["Sơ kết Nghị quyết 5-NQ/TW"],
        Group.EXPIRING: ["Nghị quyết 5-NQ/TW hết hiệu lực"],
    }
