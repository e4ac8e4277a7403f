"""Tasks out of the signed plan: proposed, agreed to, written once."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan

from dcapp.db.journal import undo_last
from dcapp.features.plan.service import AssignmentForm, DueForm, DutyForm, take_in_plan
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.board import task_counts
from dcapp.features.tasks.deriving import derive_tasks, task_proposals, title_of
from dcapp.features.tasks.matching import plain_words
from dcapp.features.tasks.service import TaskForm
from dcapp.kernel.errors import RuleViolation

CLERK = "Văn phòng – Thống kê thử"


def proposals_of(desk, plan_id=None):
    return desk.app.run(task_proposals, plan_id or desk.plan_id)


def test_duties_and_obligations_are_proposed_in_the_order_of_the_plan(desk):
    found = proposals_of(desk)
    assert [(one.source, one.form.title, one.form.section) for one in found] == [
        ("obligation", "Báo cáo kết quả", "II.2"),
        ("obligation", "Báo cáo quý", "II.2"),
        ("duty", "Tham mưu báo cáo", "III.1"),
    ]
    dated, series, duty = (one.form for one in found)
    assert (dated.due_on, dated.is_before, dated.every) == (date(2023, 5, 15), True, None)
    assert (dated.senders, dated.addressees) == (("Công chức Văn phòng",), ("UBND huyện", "Đảng ủy"))
    assert (series.every, series.start_on, series.due_on) == (Rhythm.QUARTERLY, date(2023, 2, 6), None)
    assert duty.lead_words == "Công chức Văn phòng"


def test_a_last_day_off_is_told_before_anything_is_written(desk):
    dated = proposals_of(desk)[0]
    assert any("Chủ Nhật, 14/05/2023" in doubt and "Thứ Sáu, 12/05/2023" in doubt for doubt in dated.doubts)


def test_nothing_is_derived_twice(desk):
    forms = tuple(one.form for one in proposals_of(desk))
    assert desk.app.run(derive_tasks, desk.plan_id, forms) == 3
    assert all(one.is_known for one in proposals_of(desk))
    assert desk.app.run(derive_tasks, desk.plan_id, forms) == 0
    assert desk.app.run(derive_tasks, desk.plan_id, (forms[0], forms[0])) == 0
    counts = desk.app.run(task_counts, desk.plan_id)
    assert (counts.total, counts.series) == (2, 1)
    desk.app.run(undo_last)
    assert not any(one.is_known for one in proposals_of(desk))


def test_one_agreed_list_writes_the_same_duty_once(desk):
    duty = next(one.form for one in proposals_of(desk) if one.source == "duty")
    assert desk.app.run(derive_tasks, desk.plan_id, (duty, duty)) == 1


def test_duties_of_another_plan_are_refused(desk):
    other = desk.app.run(take_in_plan, a_plan(number="06/KH-UBND"))
    forms = tuple(one.form for one in proposals_of(desk))
    with pytest.raises(RuleViolation):
        desk.app.run(derive_tasks, other, forms)
    assert desk.app.run(task_counts, other).total == 0


def a_plan_for(*officers):
    return a_plan(
        number="07/KH-UBND",
        assignments=tuple(
            AssignmentForm(officer=name, number=str(place), duties=(DutyForm(text=f"việc {place};", section="III.1"),))
            for place, name in enumerate(officers, start=1)
        ),
        obligations=(),
    )


def test_words_that_mean_one_officer_for_certain_name_the_lead(desk):
    clerk = desk.officer("Trần Thị Hạnh", CLERK)
    desk.officer("Lê Văn Cường")
    plan = desk.app.run(
        take_in_plan,
        a_plan_for(f"Công chức {CLERK.replace('–', '-')} xã", "đồng chí Lê Văn Cường", "Các ban, ngành"),
    )
    first, second, third = proposals_of(desk, plan)
    assert (first.form.lead_id, first.lead) == (clerk, "Trần Thị Hạnh")
    assert second.lead == "Lê Văn Cường"
    assert (third.form.lead_id, third.form.lead_words) == (None, "Các ban, ngành")
    assert "Các ban, ngành" in third.doubts[0]


@pytest.mark.parametrize("second", [{"name": "Phạm Thị Mai", "post": CLERK}, {"name": "Trần Thị Hạnh"}])
def test_two_officers_of_one_post_or_name_are_not_guessed(desk, second):
    desk.officer("Trần Thị Hạnh", CLERK)
    desk.officer(**second)
    plan = desk.app.run(take_in_plan, a_plan_for(second.get("post", second["name"])))
    assert proposals_of(desk, plan)[0].form.lead_id is None


def test_who_held_a_post_before_is_not_meant(desk):
    desk.officer("Trần Thị Hạnh", CLERK, until=date(2023, 4, 30))
    now = desk.officer("Phạm Thị Mai", CLERK, since=date(2023, 5, 1))
    plan = desk.app.run(take_in_plan, a_plan_for(CLERK))
    assert proposals_of(desk, plan)[0].form.lead_id == now


def test_a_dated_obligation_is_one_task_even_with_a_rhythm_and_requests_are_a_series(desk):
    plan = desk.app.run(
        take_in_plan,
        a_plan(
            number="08/KH-UBND",
            assignments=(),
            obligations=(
                DueForm(what="báo cáo năm", due_on=date(2023, 9, 30), every=Rhythm.ANNUAL, section="II.2"),
                DueForm(what="báo cáo đột xuất", every=Rhythm.ON_REQUEST, day=5, section="II.2"),
            ),
        ),
    )
    dated, asked = (one.form for one in proposals_of(desk, plan))
    assert (dated.every, dated.due_on) == (None, date(2023, 9, 30))
    assert (asked.every, asked.day) == (Rhythm.ON_REQUEST, None)
    assert desk.app.run(derive_tasks, plan, (dated, asked)) == 2


def test_words_of_the_plan_become_a_title():
    assert title_of("- tham mưu  báo cáo;") == "Tham mưu báo cáo"
    assert title_of("định kỳ./.") == "Định kỳ"
    assert plain_words("Đồng chí Công chức Tư pháp - Hộ tịch xã") == "tu phap ho tich"
    assert plain_words("Ông") == "ong"


def test_a_form_without_a_source_is_a_task_of_its_own(desk):
    form = TaskForm(plan_id=desk.plan_id, title="Việc thêm")
    assert desk.app.run(derive_tasks, desk.plan_id, (form, form)) == 2
