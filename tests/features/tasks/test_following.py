"""Progress, evidence, whose task it is, and the words of deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import a_plan, lay_real, reopen
from hypothesis import given
from hypothesis import strategies as st

from dcapp.db.journal import bin_content, undo, undo_last
from dcapp.features.attachments.service import attach
from dcapp.features.office.models import Absence
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.belonging import acted_for
from dcapp.features.tasks.board import Narrow, lanes, section_counts, task_counts
from dcapp.features.tasks.following import NoteForm, add_evidence, note_progress, remove_evidence
from dcapp.features.tasks.history import task_history
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.periods import produce_occurrences
from dcapp.features.tasks.service import TargetForm, fulfil, unfulfil
from dcapp.features.tasks.terms import Lane, TaskState
from dcapp.features.tasks.timing import NO_SECTION, chip_of, lane_of, last_day, section_rank
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.rules.working_days import Calendar
from tests.features.tasks.conftest import Desk

TODAY = date(2023, 5, 10)
WEEKENDS = Calendar([], frozenset(range(2022, 2026)))


@pytest.fixture
def cheap_keys():
    """Key derivation that costs nothing."""
    from dcapp.db.keys import cost

    cost.use(cost.Cost(64, 1, 1))
    yield
    cost.use(None)


@pytest.fixture
def real_desk(cheap_keys, tmp_path):
    """An office on the disk, where files can be kept."""
    folder = tmp_path / "office"
    lay_real(folder)
    opened = reopen(folder)
    opened.run(take_in_plan, a_plan())
    yield Desk(opened)
    opened.close()


# -- progress


def test_a_task_is_not_done_without_evidence_or_reason(desk):
    key = desk.task()
    with pytest.raises(Invalid) as said:
        desk.app.run(note_progress, key, NoteForm(percent=100, words="xong"))
    assert said.value.field == "closing_reason"
    assert (desk.card(key).percent, desk.app.run(task_history, key)[0].heading) == (0, "Thêm việc")
    desk.app.run(note_progress, key, NoteForm(percent=100, closing_reason="đã báo cáo miệng tại giao ban"))
    card = desk.card(key)
    assert (card.state, card.done_on, card.closing_reason) == (TaskState.DONE, TODAY, "đã báo cáo miệng tại giao ban")
    assert card.chip.words == "Xong 10/05"


def test_a_note_below_a_hundred_opens_a_task_again(desk):
    key = desk.task()
    desk.app.run(note_progress, key, NoteForm(percent=100, closing_reason="xong", noted_on=date(2023, 5, 2)))
    assert desk.card(key).done_on == date(2023, 5, 2)
    desk.app.run(note_progress, key, NoteForm(percent=80, words="còn một thôn"))
    card = desk.card(key)
    assert (card.state, card.done_on, card.closing_reason, card.percent) == (TaskState.OPEN, None, "", 80)
    desk.app.run(undo_last)
    assert desk.card(key).state is TaskState.DONE


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (NoteForm(percent=101), "percent"),
        (NoteForm(percent=-1), "percent"),
        (NoteForm(words=" "), "words"),
        (NoteForm(percent=5, noted_on=date(2023, 5, 11)), "noted_on"),
        (NoteForm(percent=5, actuals=((1, -2.0),)), "actuals"),
    ],
)
def test_what_is_wrong_with_a_note_is_said_beside_the_field(desk, form, field):
    key = desk.task(targets=(TargetForm("Số hộ", "hộ", 10),))
    with pytest.raises(Invalid) as said:
        desk.app.run(note_progress, key, form)
    assert said.value.field == field


def test_figures_reached_are_noted_with_the_progress(desk):
    key = desk.task(targets=(TargetForm("Số hộ", "hộ", 10),))
    [target] = desk.card(key).targets
    desk.app.run(note_progress, key, NoteForm(actuals=((target.id, 7.5),)))
    assert desk.card(key).targets[0].actual == 7.5


def test_words_alone_do_not_move_the_progress(desk):
    key = desk.task()
    desk.app.run(note_progress, key, NoteForm(percent=40))
    desk.app.run(note_progress, key, NoteForm(words="chờ kinh phí"))
    assert desk.card(key).percent == 40
    assert [line.heading for line in desk.app.run(task_history, key)][:2] == ["Ghi chú", "Ghi tiến độ 40 %"]


# -- evidence


def test_a_file_closes_a_task_and_its_going_opens_it_again(real_desk):
    key = real_desk.task()
    real_desk.app.run(note_progress, key, NoteForm(percent=60))
    file = real_desk.app.run(add_evidence, key, "biên bản.pdf", b"%PDF")
    assert real_desk.card(key).evidence_count == 1
    real_desk.app.run(note_progress, key, NoteForm(percent=100))
    assert real_desk.card(key).state is TaskState.DONE
    real_desk.app.run(remove_evidence, file)
    card = real_desk.card(key)
    assert (card.state, card.percent, card.evidence_count, card.evidence) == (TaskState.OPEN, 60, 0, ())
    real_desk.app.run(undo_last)
    card = real_desk.card(key)
    assert (card.state, card.percent, card.evidence_count) == (TaskState.DONE, 100, 1)
    assert [line.name for line in card.evidence] == ["biên bản.pdf"]


def test_undo_keeps_the_count_of_evidence_true(real_desk):
    key = real_desk.task()
    for name in ("a.pdf", "b.pdf"):
        real_desk.app.run(add_evidence, key, name, name.encode())
    real_desk.app.run(undo_last)
    assert (real_desk.card(key).evidence_count, len(real_desk.card(key).evidence)) == (1, 1)
    real_desk.app.run(undo_last)
    assert (real_desk.card(key).evidence_count, len(real_desk.card(key).evidence)) == (0, 0)


def test_a_file_comes_back_from_the_bin_with_its_count(real_desk):
    key = real_desk.task()
    file = real_desk.app.run(add_evidence, key, "a.pdf", b"a")
    real_desk.app.run(remove_evidence, file)
    [step] = real_desk.app.run(bin_content)
    assert step.label == "Bỏ tệp a.pdf"
    real_desk.app.run(undo, step.id)
    assert real_desk.card(key).evidence_count == 1


def test_only_files_of_tasks_are_evidence(real_desk):
    file = real_desk.app.run(attach, "Paper", 1, "a.pdf", b"a")
    with pytest.raises(RuleViolation):
        real_desk.app.run(remove_evidence, file)
    with pytest.raises(Invalid):
        real_desk.app.run(add_evidence, real_desk.task(), "a.pdf", b"")


def test_what_another_book_did_counts_once_and_is_taken_back(desk):
    key = desk.task()
    for title in ("Họp", "Họp thôn"):
        desk.app.run(fulfil, key, "meetings", 5, title, date(2023, 5, 3))
    desk.app.run(note_progress, key, NoteForm(percent=100))
    card = desk.card(key)
    assert [(line.name, line.register, line.record_id) for line in card.evidence] == [("Họp thôn", "meetings", 5)]
    desk.app.run(unfulfil, "meetings", 5)
    assert (desk.card(key).state, desk.card(key).evidence_count) == (TaskState.OPEN, 0)


def test_a_task_closed_with_a_reason_stays_closed_without_evidence(desk):
    key = desk.task()
    desk.app.run(fulfil, key, "meetings", 5, "Họp", date(2023, 5, 3))
    desk.app.run(note_progress, key, NoteForm(percent=100, closing_reason="đủ"))
    desk.app.run(unfulfil, "meetings", 5)
    assert desk.card(key).state is TaskState.DONE


def test_work_for_a_series_counts_for_the_period_of_its_day(desk):
    series = desk.task(every=Rhythm.QUARTERLY, due_on=None)
    desk.app.run(produce_occurrences, desk.plan_id)
    first, second, *_rest = desk.card(series).periods
    desk.app.run(fulfil, series, "meetings", 5, "Họp", date(2023, 4, 20))
    assert [desk.card(line.id).evidence_count for line in (first, second)] == [0, 1]
    desk.app.run(fulfil, series, "meetings", 5, "Họp", date(2023, 3, 20))
    assert [desk.card(line.id).evidence_count for line in (first, second)] == [1, 0]


# -- whose task it is


def test_an_officer_notes_only_on_tasks_that_are_theirs(desk):
    hanh = desk.officer("Trần Thị Hạnh")
    own, other = desk.task(lead_id=hanh), desk.task()
    keyboard = desk.at_keyboard("hanh", hanh, "TL")
    keyboard.run(note_progress, own, NoteForm(percent=10))
    assert (keyboard.run(task_history, own)[0].who, desk.card(own).percent) == ("Hanh", 10)
    with pytest.raises(NotAllowed):
        keyboard.run(note_progress, other, NoteForm(percent=10))


def test_a_deputy_acts_for_the_absent_officer_and_is_recorded_as_such(desk):
    hanh, cuong = desk.officer("Trần Thị Hạnh"), desk.officer("Lê Văn Cường")
    key = desk.task(lead_id=hanh)
    keyboard = desk.at_keyboard("cuong", cuong, "TL")
    with pytest.raises(NotAllowed):
        keyboard.run(note_progress, key, NoteForm(percent=10))
    desk.put(Absence(officer_id=hanh, deputy_id=cuong, since=date(2023, 5, 8), until=date(2023, 5, 12)))
    keyboard.run(note_progress, key, NoteForm(percent=10))
    assert keyboard.run(task_history, key)[0].who == "Cuong, thay Trần Thị Hạnh"
    assert desk.card(key).deputy == "Lê Văn Cường"
    assert keyboard.run(task_counts, desk.plan_id).mine == 1


def test_nobody_acts_for_an_account_without_an_officer(desk):
    from builders import read_with

    assert read_with(desk.app, acted_for) == frozenset()


# -- words of deadlines


@pytest.mark.parametrize(
    ("last_on", "words", "tone"),
    [
        (None, "Chưa có hạn", "neutral"),
        (date(2023, 5, 8), "Quá hạn 2 ngày", "danger"),
        (date(2023, 5, 10), "Trong hôm nay", "warning"),
        (date(2023, 5, 15), "15/05 · còn 5 ngày", "warning"),
        (date(2023, 5, 18), "18/05 · còn 8 ngày", "neutral"),
        (date(2023, 5, 14), "Nên xong 12/05", "warning"),
        (date(2024, 1, 2), "02/01/2024", "neutral"),
    ],
)
def test_a_deadline_is_said_in_the_words_of_every_list(last_on, words, tone):
    chip = chip_of(TaskState.OPEN, last_on, False, last_on, None, TODAY, WEEKENDS)
    assert (chip.words, chip.tone) == (words, tone)


def test_before_a_day_ends_the_day_before():
    chip = chip_of(TaskState.OPEN, date(2023, 5, 15), True, None, None, TODAY, WEEKENDS)
    assert chip.words == "Nên xong 12/05"
    assert last_day(date(2023, 5, 15), is_before=True) == date(2023, 5, 14)


def test_what_is_over_says_how():
    done = chip_of(TaskState.DONE, TODAY, False, TODAY, date(2023, 4, 28), TODAY, WEEKENDS)
    dropped = chip_of(TaskState.DROPPED, TODAY, False, TODAY, None, TODAY, WEEKENDS)
    assert (done.words, done.tone) == ("Xong 28/04", "success")
    assert (dropped.words, dropped.tone) == ("Không làm nữa", "neutral")


def test_sections_stand_in_the_order_of_the_plan():
    order = ["I", "I.1", "II.2", "II.4", "II.10", "III.1", "III.1.a", "III.1.b", "IV", "IX.2", "X", ""]
    ranks = [section_rank(section) for section in order]
    assert ranks == sorted(set(ranks))
    assert section_rank("") == NO_SECTION


# -- the board


def test_the_board_and_the_counts_agree(desk):
    waiting, doing, late, done = (
        desk.task(title=title, section=section)
        for title, section in (("A", "II.1"), ("B", "II.1"), ("C", "II.2"), ("D", "II.2"))
    )
    desk.change(Task, late, last_on=date(2023, 5, 2))
    desk.app.run(note_progress, doing, NoteForm(percent=40))
    desk.app.run(note_progress, done, NoteForm(percent=100, closing_reason="xong"))
    columns = desk.app.run(lanes, desk.plan_id)
    assert {lane: [card.id for card in found.cards] for lane, found in columns.items()} == {
        Lane.WAITING: [waiting],
        Lane.UNDER_WAY: [doing],
        Lane.LATE: [late],
        Lane.DONE: [done],
    }
    counts = desk.app.run(task_counts, desk.plan_id)
    assert (counts.total, counts.done, counts.late, counts.lacking, counts.sections) == (4, 1, 1, 2, 2)
    sections = desk.app.run(section_counts, desk.plan_id)
    assert [(one.section, one.title, one.done, one.total, one.late) for one in sections] == [
        ("II.1", "Công khai thông tin.", 0, 2, 0),
        ("II.2", "Báo cáo trước ngày 15/5/2023.", 1, 2, 1),
    ]


def test_the_board_is_narrowed_to_an_officer(desk):
    hanh = desk.officer("Trần Thị Hạnh")
    own, _other = desk.task(lead_id=hanh), desk.task()
    assert [card.id for card in desk.app.run(lanes, desk.plan_id, hanh)[Lane.WAITING].cards] == [own]
    counts = desk.app.run(task_counts, desk.plan_id, Narrow(lead=hanh))
    assert counts.total == 1


def test_a_column_shows_the_first_cards_and_counts_all(desk):
    for number in range(7):
        desk.task(title=f"Việc {number}", due_on=date(2023, 6, 20 - number))
    column = desk.app.run(lanes, desk.plan_id)[Lane.WAITING]
    assert (column.count, len(column.cards), column.cards[0].title) == (7, 5, "Việc 6")
    more = desk.app.run(lanes, desk.plan_id, shown={Lane.WAITING: 20})[Lane.WAITING]
    assert len(more.cards) == 7


@given(
    state=st.sampled_from(TaskState),
    percent=st.integers(0, 100),
    days=st.none() | st.integers(-3, 3),
)
def test_the_rule_of_columns_is_the_same_for_one_task_and_for_the_board(state, percent, days):
    last_on = None if days is None else TODAY + timedelta(days=days)
    lane = lane_of(state, percent, last_on, TODAY)
    assert (lane is None) == (state is TaskState.DROPPED)
    assert (lane is Lane.DONE) == (state is TaskState.DONE)
    if state is TaskState.OPEN:
        assert (lane is Lane.LATE) == (days is not None and days < 0)
        assert lane is Lane.LATE or (lane is Lane.UNDER_WAY) == (percent > 0)
