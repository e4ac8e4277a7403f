"""Groups part the open lines: each line stands in exactly one, every count equals the rows behind it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from builders import an_app, read_with
from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.meetings.models import Meeting, MeetingPoint
from dcapp.features.office.models import DayOff
from dcapp.features.opinions.models import Opinion
from dcapp.features.papers.models import Paper, PaperFollowUp
from dcapp.features.papers.terms import FollowUpKind
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.terms import TaskState
from dcapp.features.today.looking import reading_of
from dcapp.features.today.queries import LISTED, counts_of, dues_of, lines_of, today_view
from dcapp.features.today.rules import LEAST_ROWS, Bounds, allotted, bounds_on
from dcapp.features.today.terms import Group, Scope
from dcapp.rules.working_days import Calendar
from dcapp.rules.working_days import DayOff as RuledDayOff

TODAY = date(2023, 5, 10)
DAYS = st.integers(-40, 40).map(lambda number: TODAY + timedelta(days=number))


@pytest.fixture(scope="module")
def office():
    app = an_app()
    yield app
    app.close()


@settings(max_examples=12)
@given(
    tasks=st.lists(st.tuples(st.none() | DAYS, st.sampled_from(TaskState), st.booleans()), max_size=25),
    meetings=st.lists(DAYS, max_size=5),
    points=st.lists(st.none() | DAYS, max_size=5),
    opinions=st.lists(DAYS, max_size=5),
    follow_ups=st.lists(DAYS, max_size=5),
    days_off=st.sets(DAYS, max_size=8),
    seen=st.none() | st.integers(1, 20).map(lambda number: TODAY - timedelta(days=number)),
)
def test_groups_part_the_open_lines_and_every_count_agrees(
    office, tasks, meetings, points, opinions, follow_ups, days_off, seen
):
    with office.database.begin(NOBODY, "test", write=True) as uow:
        for kind in (MeetingPoint, Meeting, Task, Opinion, PaperFollowUp, DayOff):
            for old in uow.session.query(kind):
                uow.session.delete(old)
            uow.session.flush()
        plan = uow.add(Plan(year=2023))
        for last_on, state, is_series in tasks:
            uow.add(Task(plan_id=plan.id, title="v", last_on=last_on, due_on=last_on, state=state, is_series=is_series))
        held = [uow.add(Meeting(title="h", held_on=on)) for on in (*meetings, TODAY)]
        for position, due_on in enumerate(points):
            uow.add(MeetingPoint(meeting_id=held[0].id, position=position, words="p", due_on=due_on))
        for answer_by in opinions:
            uow.add(Opinion(heard_on=TODAY, matter="d", answer_by=answer_by))
        paper = uow.add(Paper(type_name="Luật"))
        for due_on in follow_ups:
            uow.add(PaperFollowUp(paper_id=paper.id, kind=FollowUpKind.DISSEMINATION, due_on=due_on))
        for day in days_off:
            uow.add(DayOff(day=day, name="n"))

    def read(uow):
        reading = reading_of(uow, Scope.OFFICE, seen_on=seen)
        dues = dues_of(reading)
        counts = counts_of(reading, dues, with_later=True)
        return reading.bounds, counts, {group: lines_of(reading, dues, group, None) for group in Group}

    bounds, counts, groups = read_with(office, read)
    lines = [line for shown in groups.values() for line in shown]
    open_tasks = sum(state is TaskState.OPEN and not is_series for _on, state, is_series in tasks)
    others = len(held) + len(points) + len(opinions) + len(follow_ups)
    assert len(lines) == len({line.key for line in lines}) == counts.open == open_tasks + others
    for group, shown in groups.items():
        assert {line.group for line in shown} <= {group}
        assert counts.of(group) == len(shown)
        assert [bounds.group_of(line.last_on, is_event=line.kind == "Meeting") for line in shown] == [group] * len(
            shown
        )
        behind = Counter(line.kind for line in shown)
        assert {row.kind: row.number for row in counts.rows if row.group is group} == behind
        assert [line.last_on or date.max for line in shown] == sorted(line.last_on or date.max for line in shown)
    assert counts.new == sum(line.is_new for line in lines)

    view = office.run(today_view, Scope.OFFICE)
    assert [group.total for group in view.groups] == [counts.of(group) for group in LISTED]
    for shown in view.groups:
        first = [line.key for line in groups[shown.group]][: len(shown.lines)]
        assert [line.key for line in shown.lines] == first


@given(day=DAYS, today=DAYS, off=st.sets(DAYS, max_size=10))
def test_every_day_has_one_group_whatever_the_calendar(day, today, off):
    calendar = Calendar([RuledDayOff(one, "") for one in off], frozenset({2023}))
    bounds = bounds_on(today, calendar)
    assert bounds.today <= bounds.today_until <= bounds.week_until
    group = bounds.group_of(day)
    assert (group is Group.OVERDUE) == (day < today)
    assert (group is Group.TODAY) == (today <= day <= bounds.today_until)
    assert all(
        not calendar.is_working_day(today + timedelta(n)) for n in range(1, (bounds.today_until - today).days + 1)
    )
    if group is Group.TODAY and calendar.is_working_day(today):
        assert calendar.on_or_before(day) == today


def test_an_event_is_on_its_own_day_only():
    bounds = Bounds(TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=7))
    found = [bounds.group_of(TODAY + timedelta(days=number), is_event=True) for number in (-1, 0, 1, 7, 8)]
    assert found == [Group.OVERDUE, Group.TODAY, Group.WEEK, Group.WEEK, Group.LATER]


@given(counts=st.dictionaries(st.sampled_from("abc"), st.integers(0, 40)), rows=st.integers(0, 50))
def test_rows_are_shared_fairly_and_all_used(counts, rows):
    shares = allotted(counts, "abc", rows)
    assert all(shares[key] <= counts.get(key, 0) for key in "abc")
    assert sum(shares.values()) == min(rows, sum(counts.values()))
    if rows >= 3 * LEAST_ROWS:
        assert all(shares[key] >= min(counts.get(key, 0), LEAST_ROWS) for key in "abc")
