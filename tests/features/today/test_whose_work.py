"""Whose work Hôm nay shows, what is new, and the page around the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asking import a_meeting, a_task, day, on_day, only_line, titles
from builders import set_roles

from dcapp.features.meetings.models import MeetingGuest, MeetingPoint
from dcapp.features.meetings.terms import MeetingState
from dcapp.features.office.models import Absence, BackupReceipt, Post, StoredSetting, Tenure
from dcapp.features.office.settings import BACKUP_DAYS
from dcapp.features.papers.models import Paper, PaperFollowUp
from dcapp.features.papers.terms import FollowUpKind
from dcapp.features.tasks.models import TaskSupporter
from dcapp.features.today.queries import SOURCES, badges, default_scope, today_view
from dcapp.features.today.service import note_look
from dcapp.features.today.terms import Group, Scope
from dcapp.kernel import clock


def test_the_own_view_has_what_one_leads_or_supports(app, books):
    me, other = books.officer(), books.officer("Lê Văn Khác")
    books.become(me)
    a_task(books, day(0), title="của tôi", lead_id=me)
    a_task(books, day(0), title="của người khác", lead_id=other)
    supported = a_task(books, day(1), title="phối hợp", lead_id=other)
    books.put(TaskSupporter(task_id=supported, officer_id=me, words="Trần Thị Hạnh"))
    assert titles(app, Scope.MINE) == {Group.TODAY: ["của tôi"], Group.WEEK: ["phối hợp"]}
    assert sum(map(len, titles(app).values())) == 3


def test_books_that_write_names_are_mine_by_name_or_post_and_the_nameless_are_the_keepers(app, books):
    me = books.officer("Trần Thị Hạnh")
    post = books.put(Post(key="thu", title="Công chức Thử"))
    books.put(Tenure(officer_id=me, post_id=post))
    books.become(me)
    meeting = a_meeting(books, day(-5), state=MeetingState.HELD)
    for position, owner in enumerate(("bà Trần Thị Hạnh", "Công chức Thử", "", "Người khác")):
        books.put(MeetingPoint(meeting_id=meeting, position=position, words=owner or "chưa giao", owner=owner))
    set_roles(app, "thu", ("TL",))
    assert titles(app, Scope.MINE) == {Group.LATER: ["bà Trần Thị Hạnh", "Công chức Thử"]}
    set_roles(app, "thu", ("TN",))
    assert titles(app, Scope.MINE) == {Group.LATER: ["bà Trần Thị Hạnh", "Công chức Thử", "chưa giao"]}


def test_an_invited_officer_sees_the_meeting_in_the_own_view(app, books):
    books.become(books.officer("Trần Thị Hạnh"))
    mine = a_meeting(books, day(1), chair="Chủ tịch")
    a_meeting(books, day(1), chair="Chủ tịch")
    books.put(MeetingGuest(meeting_id=mine, position=1, name="Trần Thị Hạnh"))
    assert only_line(app, Scope.MINE).key == ("Meeting", mine)


def test_whoever_is_no_officer_has_nothing_of_the_own(app, books):
    set_roles(app, "thu", ("KS",))
    a_task(books, day(0))
    a_meeting(books, day(0), chair="")
    assert titles(app, Scope.MINE) == {}
    assert default_scope(app.viewer) is Scope.OFFICE


@pytest.mark.parametrize(("since", "until", "seen"), [(-1, 0, True), (0, 0, True), (1, 5, False), (-5, -1, False)])
def test_a_deputy_sees_the_work_of_the_absent_officer_and_that_it_is_theirs(app, books, since, until, seen):
    me, away = books.officer(), books.officer("Lê Văn Nghỉ")
    books.become(me)
    books.put(Absence(officer_id=away, deputy_id=me, since=day(since), until=day(until)))
    a_task(books, day(0), lead_id=away)
    if not seen:
        assert titles(app, Scope.MINE) == {}
        return
    line = only_line(app, Scope.MINE)
    assert line.deputy_for == "Lê Văn Nghỉ"
    assert line.detail.endswith("làm thay Lê Văn Nghỉ")
    assert app.run(today_view, Scope.MINE).stands_for == ("Lê Văn Nghỉ",)


def test_the_chairman_opens_on_the_whole_office_others_on_their_own(app, books):
    books.become(books.officer())
    set_roles(app, "thu", ("LD",))
    assert app.run(today_view).scope is Scope.OFFICE
    set_roles(app, "thu", ("TN",))
    assert app.run(today_view).scope is Scope.MINE


def test_lines_that_became_due_since_the_last_look_are_new(app, books, monkeypatch):
    on_day(monkeypatch, day(-2))  # Monday 8 May
    app.run(note_look)
    a_task(books, day(-3), title="quá hạn từ trước")
    a_task(books, day(-2), title="hôm đó là hôm nay")
    a_task(books, day(-1), title="khi đó chưa đến")
    a_task(books, day(0), title="hôm nay")
    a_task(books, day(3), title="chưa đến hạn")
    on_day(monkeypatch, day(0))
    for _look in range(2):  # the second look of the day remembers the same day
        view = app.run(today_view, Scope.OFFICE)
        new = {line.title for group in view.groups for line in group.lines if line.is_new}
        assert new == {"hôm đó là hôm nay", "khi đó chưa đến", "hôm nay"}
        assert (view.since, view.counts.new) == (day(-2), 3)
        app.run(note_look)
    on_day(monkeypatch, day(1))
    assert app.run(today_view, Scope.OFFICE).since == day(0)


def test_at_the_first_look_nothing_is_new(app, books):
    a_task(books, day(-1))
    view = app.run(today_view, Scope.OFFICE)
    assert (view.since, view.counts.new) == (None, 0)


def test_a_look_is_written_once_a_day_and_undoes_nothing(app, monkeypatch):
    told = []
    app.on_changed = told.append
    for _time in range(3):
        app.run(note_look)
    assert told == [frozenset({"LastLook"})]


def test_the_page_shows_nine_rows_at_most_and_some_of_every_group(app, books):
    for number in range(20):
        a_task(books, day(-1 - number))
    for _number in range(6):
        a_task(books, day(1))
    a_task(books, day(0))
    view = app.run(today_view, Scope.OFFICE)
    assert [(group.total, len(group.lines)) for group in view.groups] == [(20, 5), (1, 1), (6, 3)]
    one = app.run(today_view, Scope.OFFICE, Group.OVERDUE)
    assert [(group.group, group.total, len(group.lines)) for group in one.groups] == [(Group.OVERDUE, 20, 20)]


def test_badges_count_what_needs_the_viewer_now_page_by_page(app, books):
    a_task(books, day(-1))
    a_task(books, day(0))
    a_task(books, day(3))
    paper = books.put(Paper(type_name="Luật", in_force_to=day(300)))
    books.put(PaperFollowUp(paper_id=paper, kind=FollowUpKind.FINAL_REVIEW, due_on=day(0)))
    shown = {badge.page: (badge.count, badge.alarm) for badge in app.run(badges)}
    quiet = dict.fromkeys(("visits", "letters"), (0, False))
    assert shown == {"today": (3, True), "plan": (2, True), "papers": (1, False), **quiet}


def test_the_banner_knows_how_old_the_newest_verified_copy_is(app, books, monkeypatch):
    from datetime import UTC, datetime

    assert app.run(today_view).backup.days is None
    assert not app.run(today_view).backup.is_due
    on_day(monkeypatch, clock.today() + timedelta(days=BACKUP_DAYS.default))
    assert app.run(today_view).backup.is_due
    books.put(BackupReceipt(made_at=datetime(2023, 5, 12, 3, tzinfo=UTC), is_verified=True))
    books.put(BackupReceipt(made_at=datetime(2023, 5, 13, 3, tzinfo=UTC), is_verified=False))
    assert (app.run(today_view).backup.days, app.run(today_view).backup.is_due) == (1, False)
    books.put(StoredSetting(key=BACKUP_DAYS.key, value=1))
    assert app.run(today_view).backup.is_due


def test_every_source_stands_in_the_one_tuple():
    import dcapp.features.today.from_books as books_source
    import dcapp.features.today.from_cases as cases_source
    import dcapp.features.today.from_papers as papers_source
    import dcapp.features.today.from_reception as reception_source
    import dcapp.features.today.from_tasks as tasks_source

    modules = (books_source, papers_source, tasks_source, reception_source, cases_source)
    functions = {value for module in modules for name, value in vars(module).items() if name.endswith("_due")}
    assert functions == set(SOURCES)
    assert len(SOURCES) == len(set(SOURCES))


def test_the_week_strip_counts_meetings_day_by_day(app, books):
    a_meeting(books, day(-2), state=MeetingState.HELD)
    a_meeting(books, day(0))
    a_meeting(books, day(0))
    a_meeting(books, day(1), state=MeetingState.CANCELLED)
    a_meeting(books, day(5))
    week = dict(app.run(today_view, Scope.OFFICE).week)
    assert list(week) == [day(number) for number in range(-2, 5)]
    assert [number for number in week.values() if number] == [1, 2]
