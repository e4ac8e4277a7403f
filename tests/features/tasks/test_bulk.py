"""One change of many tasks: what was rehearsed is what happens."""

from __future__ import annotations

from datetime import date

import pytest
from builders import beside
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcapp.db.journal import undo_last
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.adjusting import adjust_task
from dcapp.features.tasks.bulk import BulkChange, change_many, rehearsed
from dcapp.features.tasks.deriving import derive_tasks, task_proposals
from dcapp.features.tasks.following import NoteForm, note_progress
from dcapp.features.tasks.service import fulfil
from dcapp.features.tasks.terms import AdjustmentKind, Priority, TaskState
from dcapp.kernel.errors import Invalid, NotAllowed


@pytest.fixture
def mixed(desk, move):
    """Tasks in every state: free, proven, done, dropped, moved by an adjustment, a series, out of the plan."""
    free, proven, done, dropped, moved = (desk.task(title=title) for title in "ABCDE")
    early = desk.task(title="G", start_on=date(2023, 5, 30))
    undated = desk.task(title="H", due_on=None)
    series = desk.task(title="I", due_on=None, every=Rhythm.MONTHLY)
    desk.app.run(fulfil, proven, "meetings", 1, "Họp", date(2023, 5, 2))
    desk.app.run(note_progress, done, NoteForm(percent=100, closing_reason="xong"))
    desk.app.run(adjust_task, dropped, move(kind=AdjustmentKind.DROP))
    desk.app.run(adjust_task, moved, move())
    dated = next(one.form for one in desk.app.run(task_proposals, desk.plan_id) if one.form.due_on)
    desk.app.run(derive_tasks, desk.plan_id, (dated,))
    return (free, proven, done, dropped, moved, early, undated, series, series + 1)


CHANGES = st.one_of(
    st.builds(BulkChange, shift_days=st.sampled_from([-400, -3, -1, 1, 7, 400])),
    st.builds(BulkChange, priority=st.sampled_from(Priority)),
    st.builds(BulkChange, percent=st.sampled_from([0, 30, 100]), closing_reason=st.sampled_from(["", "đủ"])),
    st.builds(BulkChange, lead_words=st.sampled_from(["Hạnh", "Mai"])),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=CHANGES, chosen=st.lists(st.integers(0, 8), max_size=12))
def test_what_was_rehearsed_is_what_happens(desk, mixed, change, chosen):
    ids = tuple(mixed[place] for place in chosen)
    before = {key: desk.card(key) for key in mixed}
    told = desk.app.run(rehearsed, ids, change)
    assert {key: desk.card(key) for key in mixed} == before
    assert desk.app.run(change_many, ids, change) == told
    changed = {line.id for line in told.lines}
    assert changed | {line.id for line in told.skipped} == set(ids)
    assert all(line.why for line in told.skipped)
    for key in mixed:
        assert (desk.card(key) != before[key]) == (key in changed)
    for line in told.lines:
        card = desk.card(line.id)
        assert line.old != line.new
        assert line.new in (
            card.form.due_on and f"{card.form.due_on:%d/%m/%Y}",
            f"{card.percent} %",
            card.lead_words,
        ) or (change.priority is card.form.priority)
    if changed:
        desk.app.run(undo_last)
        assert {key: desk.card(key) for key in mixed} == before


def test_skipped_tasks_say_why(desk, mixed):
    told = desk.app.run(rehearsed, mixed, BulkChange(shift_days=7))
    free, proven, done, dropped, moved, early, undated, series, derived = mixed
    whys = {line.id: line.why for line in told.skipped}
    assert {line.id: (line.old, line.new) for line in told.lines} == dict.fromkeys(
        (free, proven, early), ("31/05/2023", "07/06/2023")
    )
    assert whys == {
        done: "Việc này đã xong.",
        dropped: "Việc này đã ghi là không làm nữa.",
        moved: "Hạn do kế hoạch hoặc lần điều chỉnh ghi. Bấm Điều chỉnh ở từng việc để đổi.",
        undated: "Việc chưa có hạn.",
        series: "Việc định kỳ có hạn ở từng kỳ.",
        derived: "Hạn do kế hoạch hoặc lần điều chỉnh ghi. Bấm Điều chỉnh ở từng việc để đổi.",
    }
    back = desk.app.run(rehearsed, mixed, BulkChange(shift_days=-3))
    assert {line.id for line in back.skipped} - set(whys) == {early}


def test_many_are_closed_only_with_evidence_or_a_reason(desk, mixed):
    free, proven, *_rest = mixed
    told = desk.app.run(change_many, (free, proven), BulkChange(percent=100))
    assert [line.id for line in told.lines] == [proven]
    assert "minh chứng" in told.skipped[0].why
    assert (desk.card(proven).state, desk.card(free).state) == (TaskState.DONE, TaskState.OPEN)


def test_an_officer_takes_over_even_where_the_words_stay(desk):
    key = desk.task(lead_words="Trần Thị Hạnh")
    hanh = desk.officer("Trần Thị Hạnh")
    assert len(desk.app.run(change_many, (key,), BulkChange(lead_id=hanh)).lines) == 1
    assert desk.card(key).lead_name == "Trần Thị Hạnh"
    assert desk.app.run(change_many, (key,), BulkChange(lead_id=hanh)).skipped[0].why == "Đã như vậy."


@pytest.mark.parametrize(
    "change",
    [
        BulkChange(),
        BulkChange(percent=10, shift_days=3),
        BulkChange(percent=101),
        BulkChange(shift_days=0),
        BulkChange(shift_days=100_000),
    ],
)
def test_a_change_is_one_thing_that_can_be(desk, change):
    with pytest.raises(Invalid):
        desk.app.run(rehearsed, (desk.task(),), change)


def test_who_may_not_edit_does_not_even_rehearse(desk):
    with pytest.raises(NotAllowed):
        beside(desk.app, "xem", "TL").run(rehearsed, (desk.task(),), BulkChange(percent=0))
