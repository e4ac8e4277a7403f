"""Next year's plan: what to look over, and the copy."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import a_paper, a_plan
from hypothesis import given
from hypothesis import strategies as st

from dcapp.db.journal import undo_last
from dcapp.features.office.models import Officer
from dcapp.features.papers.service import add_paper
from dcapp.features.plan.queries import plans, signed_plan
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.adjusting import adjust_task
from dcapp.features.tasks.board import lanes
from dcapp.features.tasks.deriving import derive_tasks, task_proposals
from dcapp.features.tasks.following import NoteForm, note_progress
from dcapp.features.tasks.history import task_history
from dcapp.features.tasks.next_year import (
    TaskPick,
    a_year_later,
    clone_plan,
    moved_off_days_off,
    next_year_review,
)
from dcapp.features.tasks.periods import produce_occurrences
from dcapp.features.tasks.service import SupporterForm
from dcapp.features.tasks.terms import AdjustmentKind, Lane, TaskState
from dcapp.kernel.errors import Invalid
from dcapp.rules.working_days import Calendar, last_day_before

CLERK = "Văn phòng thử"


def picks_of(review):
    """Everything that the review proposes, as it proposes it."""
    return tuple(
        TaskPick(task_id=one.task_id, due_on=one.new_due_on, lead_id=one.lead_id, lead_words=one.lead_words)
        for one in review.tasks
        if one.is_picked
    )


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_year_later_is_the_same_day_of_the_year(day):
    later = a_year_later(day)
    assert later.year == day.year + 1
    assert (later.month, later.day) == (day.month, day.day) or (day.month, day.day, later.day) == (2, 29, 28)


@given(st.dates(date(2024, 2, 1), date(2024, 12, 31)), st.booleans())
def test_dates_of_next_year_leave_days_off_backward(day, is_before):
    calendar = Calendar([], frozenset({2024}))
    moved = moved_off_days_off(day, calendar, is_before=is_before)
    last = last_day_before(moved) if is_before else moved
    assert calendar.is_working_day(last)
    assert timedelta(0) <= day - moved <= timedelta(days=2)
    assert moved_off_days_off(day, Calendar([], frozenset()), is_before=is_before) == day


def test_the_review_moves_dates_and_says_what_is_still_open(desk):
    open_one, done = desk.task(due_on=date(2023, 6, 30)), desk.task(due_on=date(2023, 5, 5))
    desk.app.run(note_progress, open_one, NoteForm(percent=40))
    desk.app.run(note_progress, done, NoteForm(percent=100, closing_reason="xong"))
    review = desk.app.run(next_year_review, desk.plan_id)
    first, second = review.tasks
    assert (review.year, review.missing_years) == (2024, ())
    assert (first.old_due_on, first.new_due_on) == (date(2023, 6, 30), date(2024, 6, 28))  # 30/06/2024 is a Sunday
    assert (first.is_open, second.is_open, first.is_picked, second.is_picked) == (True, False, True, True)
    assert any("30/06/2024" in flag for flag in first.flags)
    assert any("40 %" in flag for flag in first.flags)
    assert second.new_due_on == date(2024, 5, 4)  # a Sunday; the Saturday before is worked instead of 29/04


def test_a_year_whose_days_off_are_not_loaded_is_said_and_not_guessed(desk):
    desk.task(due_on=date(2090, 6, 30))
    review = desk.app.run(next_year_review, desk.app.run(take_in_plan, a_plan(year=2090, number="1/KH-UBND")))
    assert review.missing_years == (2091,)


def test_expired_bases_are_flagged(desk):
    desk.app.run(add_paper, a_paper(number="77/QĐ-UBND", in_force_to=date(2023, 4, 1)))
    from dcapp.features.plan.service import CitationForm

    cited = CitationForm(type_name="Quyết định", number="77/QĐ-UBND", issued_on=date(2022, 3, 1), section="II.1")
    plan = desk.app.run(take_in_plan, a_plan(number="11/KH-UBND", citations=(cited,)))
    [line] = desk.app.run(next_year_review, plan).expired
    assert (line.name, line.section) == ("Quyết định 77/QĐ-UBND", "II.1")
    assert desk.app.run(next_year_review, desk.plan_id).expired == ()


def test_officers_who_left_or_changed_their_post_are_flagged_with_their_successor(desk):
    gone = desk.officer("Trần Thị Hạnh", CLERK, until=date(2023, 3, 31))
    heir = desk.officer("Phạm Thị Mai", CLERK, since=date(2023, 4, 1))
    moved = desk.officer("Lê Văn Cường", "Tư pháp thử", until=date(2023, 3, 31))
    stays = desk.officer("Võ Thị Sáu", "Tài chính thử")
    desk.change(Officer, gone, left_on=date(2023, 3, 31))
    keys = [desk.task(lead_id=lead) for lead in (gone, moved, stays)]
    review = desk.app.run(next_year_review, desk.plan_id)
    found = {one.officer_id: one for one in review.officers}
    assert set(found) == {gone, moved}
    assert (found[gone].successor_id, found[gone].successor, found[gone].task_count) == (heir, "Phạm Thị Mai", 1)
    assert "thôi việc từ 31/03/2023" in found[gone].why
    assert (found[moved].successor_id, "Tư pháp thử" in found[moved].why) == (None, True)
    flags = {one.task_id: one.flags for one in review.tasks}
    assert found[gone].why in flags[keys[0]]
    assert not any("Võ" in flag for flag in flags[keys[2]])


def test_the_clone_has_everything_but_number_and_date(desk):
    old = desk.app.run(signed_plan, desk.plan_id)
    new = desk.app.run(signed_plan, desk.app.run(clone_plan, desk.plan_id, ()))
    assert (new.year, new.number, new.signed_on) == (2024, "", None)
    assert new.subject == "Thực hiện dân chủ ở xã năm 2024"
    assert new.passages == old.passages
    assert new.recipients == old.recipients
    assert [(one.number, one.officer, len(one.duties)) for one in new.assignments] == [("1", "Công chức Văn phòng", 1)]
    assert [one.paper_id for one in new.citations] == [one.paper_id for one in old.citations]
    assert [(one.what, one.addressees, one.every, one.due_on) for one in new.obligations] == [
        ("báo cáo kết quả", ("UBND huyện", "Đảng ủy"), None, date(2024, 5, 15)),
        ("báo cáo quý", (), Rhythm.QUARTERLY, None),
    ]
    with pytest.raises(Invalid):
        desk.app.run(clone_plan, desk.plan_id, ())


def test_chosen_tasks_go_along_and_open_ones_are_closed_here(desk, move):
    desk.app.run(derive_tasks, desk.plan_id, tuple(one.form for one in desk.app.run(task_proposals, desk.plan_id)))
    open_one = desk.task(supporters=(SupporterForm(words="Mặt trận"),), senders=("Tổ 1",))
    dropped = desk.task(title="Bỏ")
    desk.app.run(note_progress, open_one, NoteForm(percent=40))
    desk.app.run(adjust_task, dropped, move(kind=AdjustmentKind.DROP))
    desk.app.run(produce_occurrences, desk.plan_id)
    before = desk.card(open_one)
    review = desk.app.run(next_year_review, desk.plan_id)
    assert dropped not in {one.task_id for one in review.tasks}
    assert {one.period[:3] for one in review.tasks if not one.is_picked} == {"Quý"}
    assert not any(one.period for one in review.tasks if one.is_picked)
    new_plan = desk.app.run(clone_plan, desk.plan_id, picks_of(review))
    assert all(one.is_known for one in desk.app.run(task_proposals, new_plan))
    card = desk.card(open_one)
    assert (card.state, card.closing_reason) == (TaskState.DROPPED, "Chuyển sang kế hoạch năm 2024")
    waiting = desk.app.run(lanes, new_plan, shown={Lane.UNDER_WAY: 9})
    carried = next(one for one in waiting[Lane.UNDER_WAY].cards if one.title == before.title)
    copy = desk.card(carried.id)
    assert (copy.percent, copy.support_line, copy.due_on) == (40, "Mặt trận", date(2024, 5, 31))
    assert [(line.sender, line.received_on) for line in copy.deliveries] == [("Tổ 1", None)]
    assert "Chuyển từ kế hoạch năm 2023, đã làm 40 %" in [line.words for line in desk.app.run(task_history, copy.id)]
    assert desk.app.run(produce_occurrences, new_plan).count == 4
    desk.app.run(undo_last)
    assert desk.app.run(undo_last) == "Lập kế hoạch năm sau"
    assert [line.year for line in desk.app.run(plans)] == [2023]
    assert desk.card(open_one) == before


def test_tasks_of_another_plan_are_not_taken_along(desk):
    other = desk.app.run(take_in_plan, a_plan(number="12/KH-UBND"))
    foreign = desk.task(plan_id=other)
    with pytest.raises(Invalid):
        desk.app.run(clone_plan, desk.plan_id, (TaskPick(task_id=foreign),))
    assert [line.year for line in desk.app.run(plans)] == [2023, 2023]
