"""The books of the tasks slice: the contract of books, presets that agree with the counts, days late, and speed."""

from __future__ import annotations

from datetime import date

import pytest
from builders import read_with

from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.adjusting import DifficultyForm, adjust_task, raise_difficulty
from dcapp.features.tasks.board import Narrow, task_counts
from dcapp.features.tasks.delivering import receive_delivery
from dcapp.features.tasks.delivery_register import DELIVERIES
from dcapp.features.tasks.following import NoteForm, note_progress
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.register import ADJUSTMENTS, DIFFICULTIES, TASKS
from dcapp.features.tasks.terms import DeliveryState
from dcapp.registers import finding
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from tests.registers.contract import check_register


def lines_of(desk, register, *filters, words=""):
    query = Query(words=words, filters=filters)
    return read_with(desk.app, lambda uow: list(finding.every_line(uow, register, query)))


@pytest.mark.parametrize("register", [TASKS, DELIVERIES, DIFFICULTIES, ADJUSTMENTS], ids=lambda one: one.key)
def test_a_book_of_tasks_keeps_the_contract(app, register):
    check_register(register, lambda: app.database.begin(app.viewer, "test", write=True))


def test_tasks_stand_in_the_order_of_the_plan_without_series(desk):
    for section in ("III.1", "II.10", "", "II.2"):
        desk.task(title=f"Việc {section}", section=section)
    desk.task(title="Định kỳ", due_on=None, every=Rhythm.MONTHLY)
    assert [line["section"] for line in lines_of(desk, TASKS)] == ["II.2", "II.10", "III.1", ""]


def test_presets_show_what_the_counts_say(desk):
    keys = [desk.task(title=f"Việc {number}", due_on=date(2023, 5, 5 + 4 * number)) for number in range(5)]
    desk.app.run(note_progress, keys[0], NoteForm(percent=30))
    desk.app.run(note_progress, keys[1], NoteForm(percent=100, closing_reason="xong"))
    counts = desk.app.run(task_counts, desk.plan_id)
    shown = {preset.key: len(lines_of(desk, TASKS, *preset.filters)) for preset in TASKS.presets}
    assert (
        shown
        == {"late": counts.late, "soon": counts.soon, "lacking": counts.lacking}
        == {
            "late": 1,
            "soon": 2,
            "lacking": 2,
        }
    )
    for narrow, number in ((Narrow(soon=True), counts.soon), (Narrow(lacking=True), counts.lacking)):
        assert desk.app.run(task_counts, desk.plan_id, narrow).total == number


def test_tasks_are_filtered_by_lead_and_plan(desk):
    hanh = desk.officer("Trần Thị Hạnh")
    own, _other = desk.task(lead_id=hanh), desk.task()
    assert [line["id"] for line in lines_of(desk, TASKS, Filter("lead_id", Op.IS, hanh))] == [own]
    assert len(lines_of(desk, TASKS, Filter("plan_id", Op.IS, desk.plan_id))) == 2
    assert lines_of(desk, TASKS, Filter("plan_id", Op.IS, desk.plan_id + 1)) == []
    assert [line["id"] for line in lines_of(desk, TASKS, words="tran thi hanh")] == [own]


def test_who_owes_what_is_told_with_the_days_late(desk):
    late = desk.task(title="A", due_on=date(2023, 5, 8), senders=("Tổ 1", "Tổ 2"))
    desk.task(title="B", due_on=date(2023, 6, 8), senders=("Tổ 3",))
    in_time = desk.task(title="C", due_on=date(2023, 5, 9), senders=("Tổ 4",))
    desk.task(title="D", due_on=None, every=Rhythm.MONTHLY, senders=("Tổ 5",))
    desk.app.run(receive_delivery, desk.card(late).deliveries[0].id, date(2023, 5, 9))
    desk.app.run(receive_delivery, desk.card(in_time).deliveries[0].id, date(2023, 5, 9))
    found = {line["sender"]: (line["stands"], line["days_late"]) for line in lines_of(desk, DELIVERIES)}
    assert found == {
        "Tổ 1": (DeliveryState.RECEIVED_LATE, 1),
        "Tổ 2": (DeliveryState.MISSING, 2),
        "Tổ 3": (DeliveryState.WAITING, 0),
        "Tổ 4": (DeliveryState.RECEIVED, 0),
    }
    for line in desk.card(late).deliveries:
        assert found[line.sender][1] == line.days_late


def test_difficulties_and_adjustments_name_their_task(desk, move):
    key = desk.task()
    desk.app.run(raise_difficulty, DifficultyForm(plan_id=desk.plan_id, task_id=key, matter="thiếu kinh phí"))
    desk.app.run(raise_difficulty, DifficultyForm(plan_id=desk.plan_id, matter="thiếu máy in"))
    desk.app.run(adjust_task, key, move(with_number=True))
    assert [line["task"] for line in lines_of(desk, DIFFICULTIES)] == ["", "Niêm yết quy chế"]
    [line] = lines_of(desk, ADJUSTMENTS)
    assert (line["ordinal"], line["old_words"], line["new_words"], line["symbol"]) == (
        1,
        "31/05/2023",
        "30/06/2023",
        "01/QĐ-UBND",
    )


def test_a_page_of_one_plan_walks_an_index(desk):
    """The plan page asks for one plan: its lines come in order out of the index, nothing is sorted."""
    desk.task()

    def explained(uow):
        query = Query(filters=(Filter("plan_id", Op.IS, desk.plan_id),))
        found = finding._find(uow, TASKS, query)
        from sqlalchemy import select

        statement = select(*found.book.c).where(found.which).order_by(*found.order()).limit(200)
        words = statement.compile(uow.session.connection(), compile_kwargs={"literal_binds": True})
        return [row[3] for row in uow.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}")]

    steps = read_with(desk.app, explained)
    assert any("ix_task_of_plan" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
    assert Task.__tablename__ == "task"
