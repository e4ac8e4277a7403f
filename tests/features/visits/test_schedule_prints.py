"""The posting notice: word for word, in PDF and Word, with and without a number."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from visit_papers import GOLDEN, OFFICE, assert_prints_well, golden_text

from dcapp.features.office.terms import OfficeKind
from dcapp.features.visits.duty_queries import ShiftLine
from dcapp.features.visits.prints_schedule import PostingDetails, posting_document
from dcapp.features.visits.schedule_posting import PostingSheet, duty_stretches, period_words
from dcapp.features.visits.schedule_queries import SessionLine
from dcapp.features.visits.terms import DayPart, SessionKind, SessionState, ShiftState
from dcapp.printing.model import NO_MARKS
from dcapp.printing.text import plain_text

PLACE = "Phòng tiếp công dân UBND xã Thử"


def session(day, **values):
    line = SessionLine(
        id=1,
        kind=SessionKind.SCHEDULED,
        held_on=day,
        starts_at="07:30",
        ends_at="11:00",
        place=PLACE,
        chair="Lê Văn Thử",
        delegate="",
        attendants="Công chức Tư pháp, Địa chính",
        state=SessionState.PLANNED,
        posted_on=None,
        post_by=None,
        post_doubt="",
    )
    return replace(line, **values)


def shift(day, officer, part=DayPart.WHOLE):
    return ShiftLine(1, date(2026, 12, day), part, None, officer, PLACE, ShiftState.PLANNED, "", False)


SHEET = PostingSheet(
    date(2026, 12, 1),
    date(2026, 12, 31),
    (session(date(2026, 12, 10)), session(date(2026, 12, 25), delegate="Trần Văn Phó", attendants="")),
    duty_stretches([shift(day, "Võ Thị Én") for day in (1, 2, 3, 4)] + [shift(7, "Trần Văn Địa")]),
    "15/TB-UBND",
    date(2026, 11, 23),
)
DETAILS = PostingDetails(
    hours="Sáng từ 07 giờ 30 đến 11 giờ 00, chiều từ 13 giờ 30 đến 17 giờ 00, các ngày làm việc",
    attendants="công chức Văn phòng – Thống kê, Tư pháp – Hộ tịch, Địa chính; Trưởng Công an xã khi cần",
    contact="Võ Thị Én, điện thoại 0905 000 111",
)


def test_the_notice_word_for_word():
    text = golden_text(posting_document(SHEET, OFFICE, NO_MARKS, DETAILS))
    assert text == (GOLDEN / "posting.txt").read_text("utf-8")


@pytest.mark.parametrize("sheet", [SHEET, replace(SHEET, sessions=(), duties=(), symbol="", issued_on=None)])
def test_the_notice_prints_well(sheet):
    assert_prints_well(posting_document(sheet, OFFICE, NO_MARKS, DETAILS))
    assert_prints_well(posting_document(sheet, OFFICE, NO_MARKS))


def test_a_notice_of_a_year_runs_over_pages():
    many = tuple(session(date(2026, month, day)) for month in range(1, 13) for day in (10, 25))
    assert_prints_well(posting_document(replace(SHEET, sessions=many), OFFICE, NO_MARKS, DETAILS))


def test_without_a_number_there_is_room_for_one_and_an_office_that_is_no_committee_signs_by_its_head():
    text = plain_text(posting_document(replace(SHEET, symbol=""), OFFICE, NO_MARKS))
    assert "/TB-UBND" in text
    assert "15/TB" not in text
    other = replace(OFFICE, name="Trung tâm Hành chính công xã Thử", kind=OfficeKind.COMMUNE)
    assert "người đứng đầu cơ quan" in plain_text(posting_document(SHEET, other, NO_MARKS))


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 12, 1), date(2026, 12, 31), "tháng 12 năm 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
        (date(2026, 11, 1), date(2027, 1, 31), "từ ngày 01/11/2026 đến ngày 31/01/2027"),
        (date(2026, 2, 1), date(2026, 4, 30), "từ ngày 01/02/2026 đến ngày 30/04/2026"),
    ],
)
def test_a_period_is_called_as_papers_call_it(since, until, words):
    assert period_words(since, until) == words


def test_days_off_do_not_break_a_stretch_and_parts_of_a_day_have_their_own():
    lines = [shift(4, "Én", DayPart.MORNING), shift(4, "Địa", DayPart.AFTERNOON), shift(7, "Én", DayPart.MORNING)]
    found = duty_stretches(lines)
    assert [(one.part, one.first.day, one.last.day) for one in found] == [
        (DayPart.MORNING, 4, 7),
        (DayPart.AFTERNOON, 4, 4),
    ]
