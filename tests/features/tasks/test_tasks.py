"""Tasks entered, changed and removed; who supports, what is to be reached, who sends what to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import beside

from dcapp.db.journal import last_step, undo_last
from dcapp.features.plan.models import PlanObligation
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.adjusting import adjust_task
from dcapp.features.tasks.delivering import (
    addressees_meant,
    receive_delivery,
    senders_meant,
    take_back_delivery,
)
from dcapp.features.tasks.deriving import derive_tasks, task_proposals
from dcapp.features.tasks.following import NoteForm, note_progress, remind
from dcapp.features.tasks.history import task_history
from dcapp.features.tasks.service import (
    SupporterForm,
    TargetForm,
    TaskForm,
    add_request,
    add_task,
    edit_task,
    fulfil,
    remove_task,
)
from dcapp.features.tasks.terms import Priority
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation, Stale


def test_a_task_is_read_back_as_it_was_filled_in(desk):
    lead, other = desk.officer("Trần Thị Hạnh"), desk.officer("Lê Văn Cường")
    form = TaskForm(
        plan_id=desk.plan_id,
        title="  Kiểm tra bốn thôn ",
        section="II.1",
        expected="Biên bản",
        lead_id=lead,
        supporters=(SupporterForm(other), SupporterForm(words="Mặt trận xã"), SupporterForm(lead)),
        priority=Priority.HIGH,
        start_on=date(2023, 4, 1),
        due_on=date(2023, 5, 31),
        is_before=True,
        targets=(TargetForm("Số thôn", "thôn", 4),),
        senders=("Tổ kiểm tra",),
        addressees=("Đảng ủy", "UBND huyện"),
    )
    card = desk.card(desk.app.run(add_task, form))
    assert (card.title, card.lead_words, card.support_line) == (
        "Kiểm tra bốn thôn",
        "Trần Thị Hạnh",
        "Lê Văn Cường; Mặt trận xã",
    )
    assert (card.due_on, card.last_on) == (date(2023, 5, 31), date(2023, 5, 30))
    assert [(line.name, line.planned, line.actual) for line in card.targets] == [("Số thôn", 4, None)]
    assert [(line.sender, line.addressee) for line in card.deliveries] == [
        ("Tổ kiểm tra", "Đảng ủy"),
        ("Tổ kiểm tra", "UBND huyện"),
    ]
    desk.app.run(edit_task, card.id, card.form)
    assert desk.card(card.id) == card


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"day": 5}, "day"),
        ({"every": Rhythm.MONTHLY, "due_on": None, "day": 32}, "day"),
        ({"every": Rhythm.MONTHLY}, "due_on"),
        ({"start_on": date(2023, 6, 1)}, "due_on"),
        ({"targets": (TargetForm("", "", 1),)}, "targets"),
        ({"targets": (TargetForm("Số hộ", "hộ", -1),)}, "targets"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(desk, wrong, field):
    with pytest.raises(Invalid) as said:
        desk.task(**wrong)
    assert said.value.field == field


def test_a_task_that_ends_before_it_starts_by_one_day_is_refused(desk):
    with pytest.raises(Invalid):
        desk.task(start_on=date(2023, 5, 31), due_on=date(2023, 5, 31), is_before=True)
    assert desk.task(start_on=date(2023, 5, 31), due_on=date(2023, 5, 31))


def test_entering_a_task_is_one_step_of_undo(desk):
    key = desk.task(senders=("Tổ 1",), targets=(TargetForm("Số hộ", "hộ", 10),))
    assert desk.app.run(last_step).label == "Thêm việc"
    desk.app.run(undo_last)
    with pytest.raises(Stale):
        desk.card(key)


@pytest.mark.parametrize("wording", ["Báo cáo trước ngày 15/5/2023", "Báo cáo trước ngày 15/5/2023 và"])
def test_part_of_a_sentence_is_quoted_without_the_word_that_leads_on(desk, wording):
    form = next(p.form for p in desk.app.run(task_proposals, desk.plan_id) if p.form.obligation_id)
    desk.app.run(derive_tasks, desk.plan_id, (form,))
    desk.change(PlanObligation, form.obligation_id, wording=wording)
    assert desk.card(1).wording == "Báo cáo trước ngày 15/5/2023"


def test_what_the_plan_wrote_as_the_last_day_is_not_edited_away(desk):
    [form] = [p.form for p in desk.app.run(task_proposals, desk.plan_id) if p.form.due_on]
    desk.app.run(derive_tasks, desk.plan_id, (form,))
    card = next(desk.card(key) for key in range(1, 5) if desk.card(key).due_on is not None)
    assert card.due_is_fixed
    desk.app.run(edit_task, card.id, replace(card.form, title="Báo cáo sáu tháng"))
    with pytest.raises(Invalid, match="Điều chỉnh") as said:
        desk.app.run(edit_task, card.id, replace(card.form, due_on=date(2023, 6, 1)))
    assert said.value.field == "due_on"


def test_a_last_day_of_ones_own_is_edited_until_an_adjustment_sets_it(desk, move):
    key = desk.task()
    desk.app.run(edit_task, key, replace(desk.card(key).form, due_on=date(2023, 6, 15)))
    assert desk.card(key).last_on == date(2023, 6, 15)
    desk.app.run(adjust_task, key, move())
    with pytest.raises(Invalid):
        desk.app.run(edit_task, key, replace(desk.card(key).form, due_on=date(2023, 7, 15)))


def test_a_removed_task_comes_back_from_the_bin_with_all_that_hung_on_it(desk):
    key = desk.task(senders=("Tổ 1",), supporters=(SupporterForm(words="Mặt trận"),))
    desk.app.run(note_progress, key, NoteForm(percent=20, words="đã họp"))
    before = desk.card(key)
    desk.app.run(remove_task, key)
    with pytest.raises(Stale):
        desk.card(key)
    assert desk.app.run(undo_last) == "Xóa việc Niêm yết quy chế"
    assert desk.card(key) == before


def test_a_task_with_traces_elsewhere_stays(desk, move):
    adjusted, fulfilled = desk.task(), desk.task()
    desk.app.run(adjust_task, adjusted, move())
    desk.app.run(fulfil, fulfilled, "checks", 1, "Kiểm tra", date(2023, 5, 2))
    for key in (adjusted, fulfilled):
        with pytest.raises(RuleViolation):
            desk.app.run(remove_task, key)


def test_a_request_from_above_needs_who_and_by_when(desk):
    form = TaskForm(plan_id=desk.plan_id, title="Báo cáo nhanh", requested_by="UBND huyện", due_on=date(2023, 5, 12))
    for wrong, field in (({"requested_by": " "}, "requested_by"), ({"due_on": None}, "due_on")):
        with pytest.raises(Invalid) as said:
            desk.app.run(add_request, replace(form, **wrong))
        assert said.value.field == field
    series = desk.task(every=Rhythm.ON_REQUEST, due_on=None)
    key = desk.app.run(add_request, form, series)
    assert desk.card(key).series_id == series
    assert [line.id for line in desk.card(series).periods] == [key]
    with pytest.raises(RuleViolation):
        desk.app.run(add_request, form, key)


def test_village_heads_are_the_villages_in_use(desk):
    desk.village("Tấn Lộc")
    desk.village("Châu Me")
    key = desk.task(senders=("Công chức, các trưởng thôn",), addressees=("UBND xã (qua Nội vụ và Thanh tra)",))
    senders = list(dict.fromkeys(line.sender for line in desk.card(key).deliveries))
    assert senders == ["Công chức", "thôn Châu Me", "thôn Tấn Lộc"]
    assert [line.is_village for line in desk.card(key).deliveries] == [False, False, True, True, True, True]
    assert {line.addressee for line in desk.card(key).deliveries} == {"UBND xã (qua Nội vụ)", "UBND xã (qua Thanh tra)"}


def test_without_villages_the_words_stay():
    assert senders_meant(["Các trưởng thôn"], []) == [("Các trưởng thôn", None)]
    assert senders_meant(["thôn tấn lộc"], [(7, "thôn Tấn Lộc")]) == [("thôn tấn lộc", 7)]
    assert senders_meant([" ", "A", "a"], []) == [("A", None)]
    assert addressees_meant(["Đảng ủy và UBND"]) == ["Đảng ủy và UBND"]


def test_every_addressee_gives_a_receipt_of_its_own(desk):
    key = desk.task(senders=("Tổ 1", "Tổ 2"), addressees=("Đảng ủy",), due_on=date(2023, 5, 8))
    first, second = desk.card(key).deliveries
    desk.app.run(receive_delivery, first.id, date(2023, 5, 9), "bản giấy")
    first, second = desk.card(key).deliveries
    assert (first.received_on, first.days_late, first.note) == (date(2023, 5, 9), 1, "bản giấy")
    assert (second.received_on, second.days_late) == (None, 2)
    assert desk.card(key).received_count == 1
    with pytest.raises(Invalid):
        desk.app.run(receive_delivery, second.id, date(2023, 5, 11))
    desk.app.run(take_back_delivery, first.id)
    assert desk.card(key).received_count == 0


def test_who_has_delivered_stays_on_the_list(desk):
    key = desk.task(senders=("Tổ 1", "Tổ 2"))
    desk.app.run(receive_delivery, desk.card(key).deliveries[0].id, date(2023, 5, 9))
    with pytest.raises(Invalid, match="Tổ 1") as said:
        desk.app.run(edit_task, key, replace(desk.card(key).form, senders=("Tổ 2",)))
    assert said.value.field == "senders"
    desk.app.run(edit_task, key, replace(desk.card(key).form, senders=("Tổ 1", "Tổ 3")))
    assert [line.sender for line in desk.card(key).deliveries] == ["Tổ 1", "Tổ 3"]


def test_reminders_go_to_those_who_still_owe(desk):
    key = desk.task(senders=("Tổ 1", "Tổ 2"), lead_words="Hạnh")
    desk.app.run(receive_delivery, desk.card(key).deliveries[0].id, date(2023, 5, 9))
    assert desk.app.run(remind, (key, key), "gửi sớm") == 1
    assert desk.app.run(task_history, key)[0].heading == "Đôn đốc Tổ 2"
    plain = desk.task(lead_words="Hạnh")
    assert desk.app.run(remind, (plain,)) == 1
    assert desk.card(plain).reminded_on == (date(2023, 5, 10),)
    with pytest.raises(RuleViolation):
        desk.app.run(remind, (desk.task(),))


def test_who_only_looks_writes_nothing(desk):
    key = desk.task()
    reader = beside(desk.app, "xem", "KS")
    assert reader.run(task_history, key)
    for use_case, *args in ((remove_task, key), (edit_task, key, desk.card(key).form), (remind, (key,))):
        with pytest.raises(NotAllowed):
            reader.run(use_case, *args)


def test_history_says_who_changed_what(desk):
    key = desk.task()
    desk.app.run(edit_task, key, replace(desk.card(key).form, due_on=date(2023, 6, 15), priority=Priority.HIGH))
    newest, oldest = desk.app.run(task_history, key)
    assert (newest.who, newest.heading) == ("Lê Thị Thử", "Sửa việc")
    assert newest.words.splitlines() == ["Mức ưu tiên: Thường → Gấp", "Hạn: 31/05/2023 → 15/06/2023"]
    assert oldest.heading == "Thêm việc"
