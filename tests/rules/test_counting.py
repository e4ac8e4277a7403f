"""Deadlines counted day by day, against worked dates and against an oracle that counts in another way."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.errors import RuleViolation
from dcapp.rules.counting import PLAIN, Case, Choices, Pausing, reckon
from dcapp.rules.deadlines import Direction, Unit, shipped_book
from dcapp.rules.working_days import Calendar, built_in_calendar

CALENDAR = built_in_calendar()
COMPLEX, BOTH = Case(is_complex=True), Case(is_complex=True, is_remote=True)
PAUSED = Case(pausing=Pausing(date(2026, 8, 13), date(2026, 9, 14)))

# Rule, case, day of the event, last day.
WORKED = [
    ("TCD-06", PLAIN, "2023-01-19", "2023-02-09"),
    ("TCD-06", PLAIN, "2023-01-21", "2023-02-09"),
    ("KN-03", PLAIN, "2022-12-26", "2023-01-27"),
    ("KN-03", PLAIN, "2023-03-30", "2023-05-04"),
    ("KN-03", COMPLEX, "2023-07-19", "2023-09-05"),
    ("KN-04", PLAIN, "2023-07-19", "2023-09-05"),
    ("TC-01", PLAIN, "2024-02-02", "2024-02-20"),
    ("TC-01", PLAIN, "2024-04-26", "2024-05-09"),
    ("TC-01", PLAIN, "2026-11-13", "2026-11-25"),
    ("KN-02-old-D", PLAIN, "2026-06-22", "2026-07-06"),
    ("KN-02-old-L", PLAIN, "2026-02-06", "2026-02-23"),
    ("KN-02", PLAIN, "2026-08-27", "2026-09-10"),
    ("KN-03", BOTH, "2026-07-04", "2026-09-03"),
    ("KN-05", COMPLEX, "2026-07-04", "2026-09-03"),
    ("KN-15", PLAIN, "2026-08-28", "2026-09-07"),
    ("TC-04", PLAIN, "2026-11-19", "2026-11-27"),
    ("KN-13", PLAIN, "2026-11-20", "2026-11-30"),
    ("TCD-11", PLAIN, "2026-11-30", "2026-11-20"),
    ("KN-14", PLAIN, "2026-11-27", "2026-11-22"),
    ("KN-03", PAUSED, "2026-08-03", "2026-10-05"),
    ("KN-11", PLAIN, "2026-10-01", "2026-11-01"),
    ("TC-06", Case(is_complex=True, extensions=1), "2026-01-05", "2026-03-06"),
    ("TC-07", PLAIN, "2026-01-05", "2026-03-06"),
    ("TC-08", PLAIN, "2026-01-05", "2026-04-06"),
    ("TC-08", Case(is_complex=True, extensions=1), "2026-01-05", "2026-03-06"),
]
SHARED_NAMES = {
    "TCD-reply-10wd": ("TCD-06", PLAIN),
    "KN1-resolve-30cd": ("KN-03", PLAIN),
    "KN1-resolve-45cd-complex-or-remote": ("KN-03", COMPLEX),
    "KN1-resolve-60cd-complex-remote": ("KN-03", BOTH),
    "TC-initial-7wd": ("TC-01", PLAIN),
    "KN-accept-10wd-old": ("KN-02-old-D", PLAIN),
    "KN-accept-10cd-old": ("KN-02-old-L", PLAIN),
    "KN-accept-7wd": ("KN-02", PLAIN),
    "KN-suspend-send-3wd": ("KN-15", PLAIN),
    "TC-transfer-5wd": ("TC-04", PLAIN),
    "TC-conclusion-send-5wd": ("TC-11", PLAIN),
    "KN-execute-5wd": ("KN-13", PLAIN),
    "TCD-online-notify-5wd-before": ("TCD-11", PLAIN),
    "KN-suspend-resume": ("KN-03", PAUSED),
    "KN1-effect-after-30cd": ("KN-11", PLAIN),
}
COUNTED = [
    (rule.name, wording)
    for rule in shipped_book().rules
    for wording in rule.wordings
    if wording.name == rule.name and wording.days is not None
]


def day(words):
    return date.fromisoformat(words)


@pytest.mark.parametrize(("name", "case", "start", "due"), WORKED)
def test_worked_dates(name, case, start, due):
    assert reckon(name, day(start), CALENDAR, case).due == day(due)


def test_worked_examples_of_the_law_papers(shared_dir):
    examples = json.loads((shared_dir / "design" / "domain" / "law-examples.json").read_text("utf-8"))
    counted = 0
    for example in examples:
        known = SHARED_NAMES.get(example["rule"].partition(":")[0])
        if known is None:
            assert example["kind"] == "bao_cao", example["rule"]
            continue
        found = reckon(known[0], day(example["received"]), CALENDAR, known[1])
        due = day(example["expected_due"])
        assert due == found.due or due in {reading.due for reading in found.readings}, example["id"]
        if found.due == due:
            assert [off.day for off in found.days_off] == [day(words[:10]) for words in example["days_off_used"]]
        counted += 1
    assert counted >= len(examples) - 1


def oracle(start, days, unit, direction, *, is_effect):
    """The last day, found by filling a list of days and looking into it."""
    sign = 1 if direction is Direction.FORWARD else -1
    window = [start + timedelta(days=sign * number) for number in range(1, 400)]
    working = [one for one in window if CALENDAR.is_working_day(one)]
    if unit is Unit.WORKING:
        return working[days - 1]
    last = window[days - 1]
    if direction is Direction.BACKWARD:
        return last
    return window[days] if is_effect else min(one for one in working if one >= last)


@given(st.sampled_from(COUNTED), st.dates(date(2026, 7, 1), date(2026, 11, 30)))
def test_any_date_agrees_with_the_oracle(rule, start):
    name, wording = rule
    days = wording.days.normal + (wording.extension.days * wording.extension.taken if wording.extension else 0)
    found = reckon(name, start, CALENDAR)
    assert found.due == oracle(start, days, wording.unit, wording.direction, is_effect=wording.is_effect)
    assert found.days == days
    assert found.warn_on <= found.due
    assert all(step.text for step in found.steps)


@given(
    st.dates(date(2026, 7, 1), date(2026, 9, 1)),
    st.integers(0, 30),
    st.integers(0, 60),
)
def test_time_at_rest_never_counts(start, used, rest):
    suspended = start + timedelta(days=used)
    pausing = Pausing(suspended, suspended + timedelta(days=rest))
    found = reckon("KN-03", start, CALENDAR, Case(pausing=pausing))
    raw = start + timedelta(days=30 + rest)
    assert found.due == min(one for one in (raw + timedelta(days=n) for n in range(20)) if CALENDAR.is_working_day(one))


def test_every_working_day_of_the_count_is_told():
    found = reckon("TC-01", date(2024, 4, 26), CALENDAR)
    told = " ".join(step.text for step in found.steps)
    assert [off.day for off in found.days_off] == [date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)]
    assert "(1) 02/05, (2) 03/05, (3) 04/05, (4) 06/05, (5) 07/05, (6) 08/05, (7) 09/05" in told
    assert "04/05/2024 là ngày làm bù" in told
    assert found.steps[0].citation.endswith("Bộ luật Dân sự 91/2015/QH13")


def test_a_letter_between_two_editions_shows_all_readings_and_warns_by_the_earliest():
    found = reckon("KN-02", date(2026, 6, 22), CALENDAR)
    assert found.wording.name == "KN-02-old-D"
    assert found.due == date(2026, 7, 6)
    assert {reading.name: reading.due for reading in found.readings} == {
        "KN-02-old-L": date(2026, 7, 2),
        "KN-02": date(2026, 7, 1),
    }
    assert found.warn_on == date(2026, 7, 1)
    assert any("01/07/2026" in warning and "sớm nhất" in warning for warning in found.warnings)
    assert reckon("KN-02-old-D", date(2026, 6, 22), CALENDAR).readings == ()


def test_other_readings_of_suspension_and_of_effect_are_told():
    paused = reckon("KN-03", date(2026, 8, 4), CALENDAR, PAUSED)
    assert (paused.due, [reading.due for reading in paused.readings]) == (date(2026, 10, 5), [date(2026, 10, 6)])
    effect = reckon("KN-11", date(2026, 10, 1), CALENDAR)
    assert [reading.due for reading in effect.readings] == [date(2026, 10, 31)]


@pytest.mark.parametrize(
    ("name", "start", "case", "choices", "due", "others"),
    [
        ("KN-02", "2026-06-22", PLAIN, Choices(takes_coming=True), "2026-07-01", ["2026-07-06", "2026-07-02"]),
        ("KN-02", "2026-06-01", PLAIN, Choices(takes_coming=True), "2026-06-15", ["2026-06-11"]),
        ("KN-03", "2026-08-04", PAUSED, Choices(uses_day_of_rest=False), "2026-10-06", ["2026-10-05"]),
        ("KN-11", "2026-10-01", PLAIN, Choices(effect_after=False), "2026-10-31", ["2026-11-01"]),
    ],
)
def test_the_office_may_read_the_law_the_other_way(name, start, case, choices, due, others):
    found = reckon(name, day(start), CALENDAR, case, choices=choices)
    assert found.due == day(due)
    assert [reading.due for reading in found.readings] == [day(words) for words in others]
    assert found.warn_on == min(found.due, *(reading.due for reading in found.readings))


@pytest.mark.parametrize(
    ("name", "start", "case", "words"),
    [
        ("TCD-01", "2026-08-03", PLAIN, "không ấn định số ngày"),
        ("TCD-09", "2026-06-30", PLAIN, "01/07/2026"),
        ("KN-03", "2026-08-03", Case(extensions=1), "không cho gia hạn"),
        ("TC-06", "2026-08-03", Case(extensions=3), "nhiều nhất 2 lần"),
        ("TC-06", "2026-08-03", Case(extensions=-1), "không thể âm"),
        ("KN-07", "2026-08-03", PAUSED, "không có tạm đình chỉ"),
        ("KN-03", "2026-08-20", PAUSED, "phải sau ngày bắt đầu"),
        ("KN-03", "2026-07-03", PAUSED, "đã hết"),
        ("KN-03", "9999-12-20", PLAIN, "quá xa"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_reason(name, start, case, words):
    with pytest.raises(RuleViolation, match=words):
        reckon(name, day(start), CALENDAR, case)


@pytest.mark.parametrize(
    ("name", "start", "case", "words"),
    [
        ("TCD-06", "2027-03-01", PLAIN, "lịch nghỉ năm 2027"),
        ("TCD-06", "2026-12-25", PLAIN, "lịch nghỉ năm 2027"),
        ("TCD-09", "2026-08-03", PLAIN, "cần kiểm tra lại"),
        ("TC-01", "2026-08-26", PLAIN, "31/08/2026"),
        ("TC-01", "2026-03-02", COMPLEX, "không phân biệt vụ việc phức tạp"),
        ("TC-01", "2026-03-02", Case(is_remote=True), "không phân biệt vùng sâu"),
        ("TC-06", "2026-03-02", Case(extensions=1), "Chỉ gia hạn khi"),
        ("KN-02-old-D", "2026-08-03", PLAIN, "không có hiệu lực vào 03/08/2026"),
        (
            "KN-03",
            "2026-05-04",
            Case(pausing=Pausing(date(2026, 5, 11), date(2026, 5, 20))),
            "chỉ có hiệu lực từ 01/07/2026",
        ),
    ],
)
def test_doubts_are_told(name, start, case, words):
    assert any(words in warning for warning in reckon(name, day(start), CALENDAR, case).warnings)


def test_a_sure_date_carries_no_warning():
    assert reckon("TC-01", date(2025, 6, 2), CALENDAR).warnings == ()


def test_a_year_that_is_not_loaded_is_counted_without_weekends_and_said():
    found = reckon("TCD-06", date(2027, 3, 1), Calendar((), frozenset()))
    assert found.due == date(2027, 3, 15)
    assert any("2027" in warning for warning in found.warnings)


def test_the_old_name_finds_its_rule():
    rule, wording = shipped_book().find("kn-02-OLD-l")
    assert (rule.name, wording.name) == ("KN-02", "KN-02-old-L")


# -- complex cases and new acceptances
def test_a_new_acceptance_starts_the_time_again_and_tells_both_days():
    case = Case(accepted_again=date(2026, 9, 1))
    found = reckon("TC-06", date(2026, 8, 3), CALENDAR, case)

    assert found.due == reckon("TC-06", date(2026, 9, 1), CALENDAR).due
    assert "03/08/2026" in found.steps[0].text
    assert found.steps[0].citation == "khoản 3 Điều 5 Nghị định 31/2019/NĐ-CP"


@pytest.mark.parametrize(
    ("name", "again"), [("KN-02", date(2026, 9, 1)), ("TC-06", date(2026, 8, 2)), ("TCD-06", date(2026, 9, 1))]
)
def test_a_new_acceptance_is_refused_where_it_makes_no_sense(name, again):
    with pytest.raises(RuleViolation):
        reckon(name, date(2026, 8, 3), CALENDAR, Case(accepted_again=again))


def test_a_criterion_makes_a_case_complex_and_stands_in_the_explanation():
    found = reckon("KN-04", date(2026, 8, 3), CALENDAR, Case(criteria=("places",)))

    assert found.due == reckon("KN-04", date(2026, 8, 3), CALENDAR, Case(is_complex=True)).due
    assert any("hai nơi" in step.text for step in found.steps)
    assert not any("Ghi rõ tiêu chí" in warning for warning in found.warnings)


def test_a_complex_case_without_its_criterion_is_told_to_name_one():
    found = reckon("KN-04", date(2026, 8, 3), CALENDAR, Case(is_complex=True))

    assert any("Ghi rõ tiêu chí phức tạp" in warning for warning in found.warnings)


def test_two_extensions_need_two_criteria():
    with pytest.raises(RuleViolation, match="từ 2 tiêu chí"):
        reckon("TC-08", date(2026, 8, 3), CALENDAR, Case(criteria=("places",), extensions=2))
    assert reckon("TC-08", date(2026, 8, 3), CALENDAR, Case(criteria=("places", "bodies"), extensions=2)).days == 90


@pytest.mark.parametrize(("name", "criteria"), [("TCD-06", ("places",)), ("KN-04", ("weather",))])
def test_a_criterion_that_the_law_does_not_know_is_refused(name, criteria):
    with pytest.raises(RuleViolation):
        reckon(name, date(2026, 8, 3), CALENDAR, Case(criteria=criteria))
