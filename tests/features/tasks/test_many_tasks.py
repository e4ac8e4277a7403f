"""A plan with very many tasks: the database counts as plain Python would, and walks indexes to do it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from builders import read_with
from sqlalchemy import event

from dcapp.db.unit_of_work import NOBODY
from dcapp.features.tasks.board import Narrow, lanes, section_counts, task_counts
from dcapp.features.tasks.models import Task, TaskSupporter
from dcapp.features.tasks.register import TASKS
from dcapp.features.tasks.terms import Lane, Priority, TaskState
from dcapp.features.tasks.timing import lane_of, section_rank
from dcapp.features.today.progress import plan_progress
from dcapp.kernel import clock
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from dcapp.registers.use_cases import counting, jumping, reading

SECTIONS = ("", "II.4", "2.4", "II.10", "III.1.2", "III.1.2.1", "–")
"""Sections that share their place among them."""


@pytest.fixture
def crowd(desk):
    """Many kinds of tasks in one plan, from chance; as rows of plain values."""
    choose = random.Random(7)
    officers = [desk.officer(f"Cán bộ {number}") for number in range(3)]
    today = clock.today()
    rows = []
    for number in range(240):
        section = choose.choice(SECTIONS)
        state = choose.choice((TaskState.OPEN, TaskState.OPEN, TaskState.DONE, TaskState.DROPPED))
        rows.append(
            {
                "plan_id": desk.plan_id,
                "section": section,
                "section_order": section_rank(section),
                "title": f"Việc {number}",
                "lead_id": choose.choice((None, *officers)),
                "state": state,
                "percent": choose.choice((0, 0, 40, 100)),
                "last_on": choose.choice((None, today + timedelta(days=choose.randrange(-9, 12)))),
                "done_on": date(2023, 1, choose.randrange(1, 20)) if state is TaskState.DONE else None,
                "evidence_count": choose.randrange(2),
                "is_series": choose.random() < 0.1,
                "priority": choose.choice((Priority.HIGH, Priority.NORMAL)),
            }
        )
    with desk.app.database.begin(NOBODY, "test", write=True) as uow:
        keys = uow.bulk(Task, rows, label="x")
        supported = [{"task_id": key, "officer_id": officers[0], "words": "x"} for key in choose.sample(keys, 40)]
        uow.bulk(TaskSupporter, supported, label="x")
    helped = {line["task_id"] for line in supported}
    found = [{**row, "id": key, "is_helped": key in helped} for key, row in zip(keys, rows, strict=True)]
    return desk.at_keyboard("hanh", officers[0], "TN"), officers, found


def is_late(row):
    return row["state"] is TaskState.OPEN and row["last_on"] is not None and row["last_on"] < clock.today()


def is_soon(row):
    week = (clock.today(), clock.today() + timedelta(days=7))
    return row["state"] is TaskState.OPEN and row["last_on"] is not None and week[0] <= row["last_on"] <= week[1]


def is_lacking(row):
    return row["state"] is not TaskState.DROPPED and row["percent"] > 0 and not row["evidence_count"]


def narrowed(rows, narrow, me):
    """What the narrow look leaves, in plain Python."""
    kept = [row for row in rows if not row["is_series"]]
    if narrow.lead is not None:
        kept = [row for row in kept if row["lead_id"] == narrow.lead]
    if narrow.mine:
        kept = [row for row in kept if row["lead_id"] == me or row["is_helped"]]
    if narrow.soon:
        kept = [row for row in kept if is_soon(row)]
    return [row for row in kept if is_lacking(row)] if narrow.lacking else kept


def looks(officers):
    return (
        Narrow(),
        Narrow(lead=officers[1]),
        Narrow(mine=True),
        Narrow(soon=True),
        Narrow(lacking=True),
        Narrow(lead=officers[0], lacking=True),
    )


def test_counts_are_those_of_plain_python(desk, crowd):
    app, officers, rows = crowd
    series = sum(row["is_series"] and row["state"] is not TaskState.DROPPED for row in rows)
    for narrow in looks(officers):
        kept = [row for row in narrowed(rows, narrow, officers[0]) if row["state"] is not TaskState.DROPPED]
        counts = app.run(task_counts, desk.plan_id, narrow)
        assert (counts.total, counts.done) == (len(kept), sum(row["state"] is TaskState.DONE for row in kept))
        assert counts.late == sum(map(is_late, kept))
        assert counts.soon == sum(map(is_soon, kept))
        assert counts.lacking == sum(map(is_lacking, kept))
        assert counts.mine == sum(row["lead_id"] == officers[0] or row["is_helped"] for row in kept)
        assert counts.series == series
        assert counts.sections == len({row["section"] for row in kept} - {""})


def test_sections_are_those_of_plain_python_also_where_they_share_a_place(desk, crowd):
    app, officers, rows = crowd
    assert section_rank("II.4") == section_rank("2.4")
    for narrow in looks(officers):
        kept = [row for row in narrowed(rows, narrow, officers[0]) if row["state"] is not TaskState.DROPPED]
        wanted = Counter((row["section_order"], row["section"]) for row in kept)
        found = app.run(section_counts, desk.plan_id, narrow)
        assert [(one.section_order, one.section) for one in found] == sorted(wanted)
        for one in found:
            here = [row for row in kept if row["section"] == one.section]
            numbers = (len(here), sum(row["state"] is TaskState.DONE for row in here), sum(map(is_late, here)))
            assert (one.total, one.done, one.late) == numbers


def test_columns_of_the_board_hold_the_first_of_plain_python(desk, crowd):
    app, officers, rows = crowd
    for narrow in looks(officers):
        found = app.run(lanes, desk.plan_id, narrow=narrow)
        for lane in Lane:
            here = [
                row
                for row in narrowed(rows, narrow, officers[0])
                if lane_of(row["state"], row["percent"], row["last_on"], clock.today()) is lane
            ]
            if lane is Lane.DONE:
                here.sort(key=lambda row: (-row["done_on"].toordinal(), row["id"]))
            else:
                here.sort(key=lambda row: (row["last_on"] or date.max, row["id"]))
            assert found[lane].count == len(here)
            assert [card.id for card in found[lane].cards] == [row["id"] for row in here[:5]]


def test_progress_counts_each_task_of_an_officer_once(desk, crowd):
    app, officers, rows = crowd
    progress = app.run(plan_progress)
    kept = [row for row in rows if not row["is_series"] and row["state"] is not TaskState.DROPPED]
    assert progress.share.total == len(kept)
    for line in progress.rows:
        wanted = Counter(
            lane_of(row["state"], row["percent"], row["last_on"], clock.today())
            for row in kept
            if row["lead_id"] == line.officer_id
        )
        found = (line.share.done, line.share.doing, line.share.late, line.share.todo)
        assert found == tuple(wanted[lane] for lane in (Lane.DONE, Lane.UNDER_WAY, Lane.LATE, Lane.WAITING))
    assert {line.officer_id for line in progress.rows} == {None, *officers}


# -- query plans
def plans_of(app, use_case, *arguments):
    """How the database goes about every statement on tasks that a use case asks."""
    asked = []

    def note(_connection, _cursor, statement, parameters, *_rest):
        if "FROM task" in statement:
            asked.append((statement, parameters))

    event.listen(app.database.reader, "before_cursor_execute", note)
    app.run(use_case, *arguments)
    event.remove(app.database.reader, "before_cursor_execute", note)
    assert asked

    def explain(uow):
        connection = uow.session.connection()
        return [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            for statement, parameters in asked
        ]

    return read_with(app, explain)


def questions(plan_id):
    """Every filter that the list of tasks offers, in its plan, and whether it leaves so few that they may be sorted."""
    plan = Filter("plan_id", Op.IS, plan_id)
    shown = Filter("state", Op.ONE_OF, (TaskState.OPEN.value, TaskState.DONE.value))
    chosen = {"lead_id": 1, "state": TaskState.OPEN.value, "priority": Priority.HIGH.value}
    assert {"plan_id", *chosen} == set(TASKS.filters)
    yield "all", (shown, plan), False
    for key, value in chosen.items():
        yield key, (plan, Filter(key, Op.IS, value)), False
    for preset in TASKS.presets:
        yield preset.key, (*preset.filters, plan), any(one.key == "last_on" for one in preset.filters)


@pytest.mark.parametrize("number", range(7))
def test_every_filter_of_the_list_is_answered_by_an_index(desk, number):
    desk.task()
    key, filters, may_sort = list(questions(desk.plan_id))[number]
    query = Query(filters=filters)
    for use_case, arguments in (
        (reading(TASKS), (query,)),
        (jumping(TASKS), (query, 1)),
        (counting(TASKS), (query, None)),
    ):
        for steps in plans_of(desk.app, use_case, *arguments):
            assert any(step.startswith("SEARCH task USING") for step in steps), (key, steps)
            assert not any("SCAN task" in step for step in steps), (key, steps)
            assert may_sort or not any("TEMP B-TREE" in step for step in steps), (key, steps)
    [counted] = plans_of(desk.app, counting(TASKS), query, None)
    assert any("COVERING INDEX" in step and "task" in step for step in counted), (key, counted)


def test_counts_of_a_plan_read_no_task(desk):
    desk.task()
    for use_case in (section_counts, task_counts):
        for steps in plans_of(desk.app, use_case, desk.plan_id):
            assert any("SEARCH task USING COVERING INDEX" in step for step in steps), steps
            assert not any("TEMP B-TREE" in step for step in steps), steps
    counted, *_cards = plans_of(desk.app, lanes, desk.plan_id)
    assert any("SEARCH task USING COVERING INDEX ix_task_of_plan" in step for step in counted), counted


def test_progress_walks_the_index_of_officers(desk):
    desk.task()
    [steps] = plans_of(desk.app, plan_progress)
    assert any("USING COVERING INDEX ix_task_by_lead" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
