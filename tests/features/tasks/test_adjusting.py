"""Difficulties and adjustments: numbered, never edited, what stood before stays readable."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, beside, read_with

from dcapp.db.journal import last_step
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.adjusting import (
    DifficultyForm,
    adjust_task,
    answer_difficulty,
    consequences,
    raise_difficulty,
    remove_difficulty,
)
from dcapp.features.tasks.following import NoteForm, note_progress
from dcapp.features.tasks.history import task_history
from dcapp.features.tasks.periods import produce_occurrences
from dcapp.features.tasks.service import SupporterForm
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, TaskState
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation


def a_difficulty(desk, **values):
    form = {"plan_id": desk.plan_id, "matter": "thiếu kinh phí", "proposal": "xin lùi hạn", **values}
    return desk.app.run(raise_difficulty, DifficultyForm(**form))


# -- adjustments


def test_a_moved_last_day_keeps_the_old_one_readable(desk, move):
    key = desk.task(due_on=date(2023, 5, 15), is_before=True)
    desk.app.run(adjust_task, key, move(new_is_before=True))
    card = desk.card(key)
    assert (card.due_on, card.is_before, card.last_on) == (date(2023, 6, 30), True, date(2023, 6, 29))
    assert card.old_due == (date(2023, 5, 15), "trước ngày 15/05/2023")
    [made] = card.adjustments
    assert (made.ordinal, made.old_words, made.new_words) == (1, "trước ngày 15/05/2023", "trước ngày 30/06/2023")
    assert (made.old_due_on, made.new_due_on, made.issued_id) == (date(2023, 5, 15), date(2023, 6, 30), None)
    desk.app.run(adjust_task, key, move(new_due_on=date(2023, 7, 31)))
    assert desk.card(key).old_due == (date(2023, 5, 15), "trước ngày 15/05/2023")


def test_adjustments_of_a_plan_are_numbered_without_gaps(desk, move):
    tasks = [desk.task(title=f"Việc {number}") for number in range(3)]
    for key in tasks:
        desk.app.run(adjust_task, key, move())
        with pytest.raises(Invalid):
            desk.app.run(adjust_task, key, move())  # the same day again: refused, takes no number
    other = desk.app.run(take_in_plan, a_plan(number="09/KH-UBND"))
    elsewhere = desk.task(plan_id=other)
    desk.app.run(adjust_task, elsewhere, move())
    assert [desk.card(key).adjustments[0].ordinal for key in (*tasks, elsewhere)] == [1, 2, 3, 1]


def test_an_adjustment_is_not_taken_back(desk, move):
    key = desk.task()
    before = desk.app.run(last_step)
    desk.app.run(adjust_task, key, move())
    assert desk.app.run(last_step) == before


def test_the_lead_and_the_content_change_each_by_its_own_kind(desk, move):
    mai = desk.officer("Phạm Thị Mai")
    key = desk.task(lead_words="Hạnh")
    desk.app.run(adjust_task, key, move(kind=AdjustmentKind.LEAD, new_lead_id=mai))
    desk.app.run(adjust_task, key, move(kind=AdjustmentKind.CONTENT, new_words="Niêm yết tại hai thôn"))
    card = desk.card(key)
    assert (card.lead_name, card.lead_words, card.title) == ("Phạm Thị Mai", "Phạm Thị Mai", "Niêm yết tại hai thôn")
    assert [(made.old_words, made.new_words) for made in card.adjustments] == [
        ("Hạnh", "Phạm Thị Mai"),
        ("Niêm yết quy chế", "Niêm yết tại hai thôn"),
    ]
    assert card.due_on == date(2023, 5, 31)


def test_a_dropped_task_refuses_everything_else(desk, move):
    key = desk.task()
    desk.app.run(adjust_task, key, move(kind=AdjustmentKind.DROP))
    card = desk.card(key)
    assert (card.state, card.closing_reason, card.chip.words) == (TaskState.DROPPED, "trùng mùa vụ", "Không làm nữa")
    for use_case, form in ((note_progress, NoteForm(percent=10)), (adjust_task, move())):
        with pytest.raises(RuleViolation):
            desk.app.run(use_case, key, form)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"decided_by": ""}, "decided_by"),
        ({"decided_on": date(2023, 5, 11)}, "decided_on"),
        ({"new_due_on": None}, "new_due_on"),
        ({"new_due_on": date(2023, 5, 31)}, "new_due_on"),
        ({"new_due_on": date(2023, 3, 1)}, "new_due_on"),
        ({"kind": AdjustmentKind.LEAD}, "new_lead_id"),
        ({"kind": AdjustmentKind.LEAD, "new_lead_words": "Hạnh"}, "new_lead_id"),
        ({"kind": AdjustmentKind.CONTENT}, "new_words"),
        ({"kind": AdjustmentKind.CONTENT, "new_words": "Niêm yết quy chế"}, "new_words"),
        ({"with_number": True, "number_type": "Công văn"}, "number_type"),
    ],
)
def test_what_is_wrong_with_an_adjustment_is_said_beside_the_field(desk, move, wrong, field):
    key = desk.task(start_on=date(2023, 4, 1), lead_words="Hạnh")
    before = desk.card(key)
    with pytest.raises(Invalid) as said:
        desk.app.run(adjust_task, key, move(**wrong))
    assert said.value.field == field
    assert desk.card(key) == before


def test_the_number_of_the_paper_is_taken_in_the_same_transaction(desk, move):
    key = desk.task()
    desk.app.run(adjust_task, key, move(with_number=True, number_type="Thông báo"))
    assert desk.card(key).adjustments[0].symbol == "01/TB-UBND"
    issued = read_with(desk.app, lambda uow: uow.session.query(IssuedPaper).one())
    assert issued.subject == "Điều chỉnh lần 1 Kế hoạch năm 2023: Niêm yết quy chế"
    assert (issued.signer, issued.source_kind) == ("Lê Văn Thử", "Adjustment")


def test_a_number_that_cannot_be_taken_undoes_the_adjustment(desk, move):
    first, second = desk.task(), desk.task()
    desk.app.run(adjust_task, first, move(with_number=True))
    before = desk.card(second)
    with pytest.raises(RuleViolation):
        desk.app.run(adjust_task, second, move(with_number=True, decided_on=date(2023, 5, 1)))
    assert desk.card(second) == before
    desk.app.run(adjust_task, second, move(with_number=True))
    assert [(made.ordinal, made.symbol) for made in desk.card(second).adjustments] == [(2, "02/QĐ-UBND")]


def test_a_series_takes_its_open_periods_along(desk, move):
    series = desk.task(every=Rhythm.QUARTERLY, due_on=None, lead_words="Hạnh")
    desk.app.run(produce_occurrences, desk.plan_id)
    first, *open_ones = (line.id for line in desk.card(series).periods)
    desk.app.run(note_progress, first, NoteForm(percent=100, closing_reason="xong"))
    with pytest.raises(Invalid):
        desk.app.run(adjust_task, series, move())
    form = move(kind=AdjustmentKind.LEAD, new_lead_words="Mai")
    told = desk.app.run(consequences, series, form)
    assert told.periods == ("Quý II/2023", "Quý III/2023", "Quý IV/2023")
    desk.app.run(adjust_task, series, form)
    assert desk.card(first).lead_words == "Hạnh"
    assert {desk.card(key).lead_words for key in open_ones} == {"Mai"}
    desk.app.run(adjust_task, series, move(kind=AdjustmentKind.DROP))
    assert {desk.card(key).state for key in open_ones} == {TaskState.DROPPED}
    assert desk.card(first).state is TaskState.DONE


def test_consequences_are_told_before_and_come_true(desk, move):
    key = desk.task(lead_words="Hạnh", supporters=(SupporterForm(words="Mặt trận"),), senders=("Tổ 1", "Tổ 2"))
    form = move(new_due_on=date(2024, 6, 30))
    told = desk.app.run(consequences, key, form)
    assert (told.ordinal, told.old, told.new) == (1, "31/05/2023", "30/06/2024")
    assert told.told == ("Hạnh", "Mặt trận", "Tổ 1", "Tổ 2")
    assert told.owing == ("Tổ 1", "Tổ 2")
    assert len(told.warnings) == 2  # outside the plan's year; a Sunday, or a year that is not loaded
    assert desk.card(key).adjustments == ()
    desk.app.run(adjust_task, key, form)
    reminded = [line.heading for line in desk.app.run(task_history, key) if line.heading.startswith("Đôn đốc")]
    assert sorted(reminded) == sorted(f"Đôn đốc {name}" for name in told.told)


def test_only_who_decides_adjusts(desk, move):
    key = desk.task()
    with pytest.raises(NotAllowed):
        beside(desk.app, "vanthu", "TN").run(adjust_task, key, move())


# -- difficulties


def test_a_difficulty_is_answered(desk):
    key = a_difficulty(desk)
    desk.app.run(answer_difficulty, key, "dùng kinh phí dự phòng")
    desk.app.run(answer_difficulty, key, "dùng kinh phí quý III")
    with pytest.raises(RuleViolation):
        desk.app.run(remove_difficulty, key)
    with pytest.raises(Invalid):
        desk.app.run(answer_difficulty, key, " ")


def test_a_difficulty_is_settled_by_an_adjustment(desk, move):
    task, other = desk.task(), desk.task()
    key = a_difficulty(desk, task_id=task)
    with pytest.raises(RuleViolation):
        desk.app.run(adjust_task, other, move(difficulty_id=key))
    desk.app.run(adjust_task, task, move(difficulty_id=key))
    [line] = desk.card(task).difficulties
    assert (line.state, line.answer) == (DifficultyState.ADJUSTED, "Điều chỉnh lần 1: 30/06/2023")
    with pytest.raises(RuleViolation):
        desk.app.run(answer_difficulty, key, "thôi")


def test_an_officer_raises_what_hinders_their_own_task(desk):
    hanh = desk.officer("Trần Thị Hạnh")
    own, other = desk.task(lead_id=hanh), desk.task()
    keyboard = desk.at_keyboard("hanh", hanh, "TL")
    keyboard.run(raise_difficulty, DifficultyForm(plan_id=desk.plan_id, task_id=own, matter="thiếu người"))
    assert desk.card(own).difficulties[0].raised_by == "Hanh"
    with pytest.raises(NotAllowed):
        keyboard.run(raise_difficulty, DifficultyForm(plan_id=desk.plan_id, task_id=other, matter="thiếu người"))
    keyboard.run(raise_difficulty, DifficultyForm(plan_id=desk.plan_id, matter="thiếu máy in"))


@pytest.mark.parametrize(
    ("wrong", "field"), [({"matter": " "}, "matter"), ({"raised_on": date(2023, 5, 11)}, "raised_on")]
)
def test_what_is_wrong_with_a_difficulty_is_said_beside_the_field(desk, wrong, field):
    with pytest.raises(Invalid) as said:
        a_difficulty(desk, **wrong)
    assert said.value.field == field


def test_a_difficulty_that_nobody_decided_on_goes_to_the_bin(desk):
    key = a_difficulty(desk)
    desk.app.run(remove_difficulty, key)
    assert desk.app.run(last_step).label == "Xóa vướng mắc thiếu kinh phí"
