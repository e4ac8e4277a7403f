"""The periods of a series, and the tasks that they bring."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.db.journal import undo_last
from dcapp.features.office.models import CalendarYear
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.following import NoteForm, note_progress
from dcapp.features.tasks.periods import Produced, occurrences, produce_occurrences
from dcapp.features.tasks.service import SupporterForm, TargetForm, edit_task, remove_task
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.rules.working_days import Calendar, DayOff

YEAR = 2026
CALENDAR = Calendar([DayOff(date(2026, 6, 30), "Nghỉ thử")], frozenset({2025, 2026}))
RHYTHMS = st.sampled_from([rhythm for rhythm in Rhythm if rhythm is not Rhythm.ON_REQUEST])


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (Rhythm.QUARTERLY, ["Quý I/2026", "Quý II/2026", "Quý III/2026", "Quý IV/2026"]),
        (Rhythm.SEMIANNUAL, ["06 tháng đầu năm 2026"]),
        (Rhythm.NINE_MONTH, ["09 tháng năm 2026"]),
        (Rhythm.ANNUAL, ["Năm 2026"]),
        (Rhythm.ON_REQUEST, []),
    ],
)
def test_periods_are_called_as_papers_call_them(every, words):
    assert [one.period for one in occurrences(every, None, YEAR, CALENDAR)] == words


def test_twelve_months_end_on_their_last_working_day():
    months = occurrences(Rhythm.MONTHLY, None, YEAR, CALENDAR)
    assert [one.period for one in months][:3] == ["Tháng 1/2026", "Tháng 2/2026", "Tháng 3/2026"]
    assert [one.due_on for one in months][:6] == [
        date(2026, 1, 30),
        date(2026, 2, 27),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 29),
        date(2026, 6, 29),  # the 30th is a day off
    ]


def test_before_a_day_ends_on_the_day_before_and_is_advised_backward():
    [half] = occurrences(Rhythm.SEMIANNUAL, 15, YEAR, CALENDAR, is_before=True)
    assert (half.due_on, half.last_on, half.advised_on) == (date(2026, 6, 15), date(2026, 6, 14), date(2026, 6, 12))


def test_a_month_without_the_day_takes_its_last_one():
    february = occurrences(Rhythm.MONTHLY, 31, YEAR, CALENDAR)[1]
    assert (february.due_on, february.advised_on) == (date(2026, 2, 28), date(2026, 2, 27))


def test_two_halves_where_no_yearly_report_stands_for_the_second():
    both = occurrences(Rhythm.SEMIANNUAL, None, YEAR, CALENDAR, both_halves=True)
    assert [(one.period, one.last_on) for one in both] == [
        ("06 tháng đầu năm 2026", date(2026, 6, 29)),
        ("06 tháng cuối năm 2026", date(2026, 12, 31)),
    ]


@given(every=RHYTHMS, day=st.none() | st.integers(1, 31), is_before=st.booleans(), both=st.booleans())
def test_every_period_is_advised_on_a_working_day_and_ends_inside_it(every, day, is_before, both):
    found = occurrences(every, day, YEAR, CALENDAR, is_before=is_before, both_halves=both)
    assert len({one.period for one in found}) == len(found)
    assert [one.due_on for one in found] == sorted(one.due_on for one in found)
    for one in found:
        assert CALENDAR.is_working_day(one.advised_on)
        assert one.advised_on <= one.last_on <= one.due_on
        assert one.due_on.year == YEAR
        late = is_before and day is not None
        assert one.last_on == one.due_on - timedelta(days=1 if late else 0)
        assert not any(
            CALENDAR.is_working_day(one.advised_on + timedelta(days=n))
            for n in range(1, (one.last_on - one.advised_on).days + 1)
        )


@given(every=RHYTHMS, day=st.none() | st.integers(1, 31))
def test_nothing_is_guessed_in_a_year_whose_days_off_are_not_loaded(every, day):
    assert occurrences(every, day, 2031, CALENDAR) == []


def test_a_series_brings_its_periods_once(desk):
    desk.village("Tấn Lộc")
    series = desk.task(
        title="Báo cáo số liệu",
        every=Rhythm.QUARTERLY,
        due_on=None,
        supporters=(SupporterForm(words="Mặt trận"),),
        targets=(TargetForm("Số báo cáo", "bản", 1, 1),),
        senders=("các trưởng thôn",),
        addressees=("UBND huyện",),
    )
    assert desk.app.run(produce_occurrences, desk.plan_id) == Produced(4)
    assert desk.app.run(produce_occurrences, desk.plan_id) == Produced(0)
    periods = desk.card(series).periods
    assert [(line.period, line.last_on) for line in periods] == [
        ("Quý I/2023", date(2023, 3, 31)),
        ("Quý II/2023", date(2023, 6, 30)),
        ("Quý III/2023", date(2023, 9, 29)),
        ("Quý IV/2023", date(2023, 12, 29)),
    ]
    card = desk.card(periods[0].id)
    assert (card.title, card.support_line, card.section) == ("Báo cáo số liệu", "Mặt trận", "II.1")
    assert [(line.planned, line.actual) for line in card.targets] == [(1, None)]
    assert [(line.sender, line.is_village, line.received_on) for line in card.deliveries] == [
        ("thôn Tấn Lộc", True, None)
    ]
    desk.app.run(undo_last)
    assert desk.card(series).periods == ()  # the second producing wrote nothing that could be taken back
    assert desk.card(series).chip.words == "Hằng quý"


def test_producing_is_one_step_of_undo(desk):
    series = desk.task(every=Rhythm.MONTHLY, due_on=None, day=25)
    assert desk.app.run(produce_occurrences, desk.plan_id).count == 11, "January was over before the plan was signed"
    assert "Tháng 1/2023" not in [line.period for line in desk.card(series).periods]
    assert desk.app.run(undo_last) == "Sinh việc các kỳ"
    assert desk.card(series).periods == ()


def test_a_year_that_is_not_loaded_is_said(desk):
    desk.task(every=Rhythm.MONTHLY, due_on=None)
    with desk.app.database.begin(desk.app.viewer, "test", write=True) as uow:
        for year in uow.session.query(CalendarYear):
            uow.session.delete(year)
    assert desk.app.run(produce_occurrences, desk.plan_id) == Produced(0, (2023,))


def test_periods_over_before_the_series_began_are_left_out(desk):
    series = desk.task(every=Rhythm.MONTHLY, due_on=None, start_on=date(2023, 3, 1))
    desk.app.run(produce_occurrences, desk.plan_id)
    assert desk.card(series).periods[0].period == "Tháng 3/2023"


def test_a_half_year_beside_a_year_is_one_report(desk):
    alone = desk.task(title="Báo cáo A", every=Rhythm.SEMIANNUAL, due_on=None)
    beside_a_year = desk.task(title="Báo cáo B", every=Rhythm.SEMIANNUAL, due_on=None)
    desk.task(title="Báo cáo B", every=Rhythm.ANNUAL, due_on=None)
    desk.app.run(produce_occurrences, desk.plan_id)
    assert len(desk.card(alone).periods) == 2
    assert [line.period for line in desk.card(beside_a_year).periods] == ["06 tháng đầu năm 2023"]


def test_requests_only_come_when_somebody_asks(desk):
    series = desk.task(every=Rhythm.ON_REQUEST, due_on=None)
    assert desk.app.run(produce_occurrences, desk.plan_id) == Produced(0)
    assert desk.card(series).chip.words == "Khi có yêu cầu"


def test_a_series_has_no_progress_and_keeps_its_rhythm_once_periods_stand(desk):
    from dataclasses import replace

    series = desk.task(every=Rhythm.MONTHLY, due_on=None)
    with pytest.raises(RuleViolation):
        desk.app.run(note_progress, series, NoteForm(percent=10))
    desk.app.run(produce_occurrences, desk.plan_id)
    form = desk.card(series).form
    with pytest.raises(Invalid):
        desk.app.run(edit_task, series, replace(form, every=Rhythm.ANNUAL))
    period = desk.card(series).periods[0].id
    with pytest.raises(Invalid):
        desk.app.run(edit_task, period, replace(desk.card(period).form, every=Rhythm.ANNUAL, due_on=None))


def test_a_series_is_removed_with_its_periods_unless_work_was_done(desk):
    series = desk.task(every=Rhythm.QUARTERLY, due_on=None)
    desk.app.run(produce_occurrences, desk.plan_id)
    first = desk.card(series).periods[0].id
    desk.app.run(note_progress, first, NoteForm(percent=30))
    with pytest.raises(RuleViolation, match="Quý I/2023"):
        desk.app.run(remove_task, series)
    desk.app.run(note_progress, first, NoteForm(percent=0))
    desk.app.run(remove_task, series)
    desk.app.run(undo_last)
    assert len(desk.card(series).periods) == 4
