"""The year in words: looks, spans, swapped days."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.rules.working_days import seed_days_off
from ui.features.admin.year import DayLook, days_off_on_workdays, look_of, spans_of, spoken


def a_line(day, name, kind="off", source="Thông báo", is_checked=True):
    return {"id": day.toordinal(), "day": day, "name": name, "kind": kind, "source": source, "is_checked": is_checked}


def year_of(year):
    return [
        a_line(day.day, day.name, "worked" if day.is_worked else "off", day.source, day.checked)
        for day in seed_days_off(year)
    ]


@pytest.mark.parametrize(
    ("name", "kind", "look"),
    [
        ("Tết Dương lịch", "off", DayLook.PUBLIC),
        ("Quốc khánh (nghỉ bù)", "off", DayLook.COMPENSATED),
        ("Ngày nghỉ (thay cho ngày 10/01/2026)", "off", DayLook.SWAPPED),
        ("Làm bù ngày 02/01/2026", "worked", DayLook.WORKED),
    ],
)
def test_each_kind_of_day_has_its_look(name, kind, look):
    assert look_of(date(2026, 1, 2), a_line(date(2026, 1, 2), name, kind)) is look


def test_ordinary_days_are_weekends_or_plain():
    assert look_of(date(2026, 1, 3), None) is DayLook.WEEKEND
    assert look_of(date(2026, 1, 5), None) is DayLook.PLAIN
    assert spoken(date(2026, 1, 5), None) == "Thứ Hai, 05/01/2026: ngày làm việc"
    doubtful = a_line(date(2026, 1, 1), "Tết Dương lịch", is_checked=False)
    assert spoken(date(2026, 1, 1), doubtful).endswith("Tết Dương lịch (Nghỉ lễ, Tết), cần xem lại")


def test_the_year_2026_reads_as_people_say_it():
    spans = [(span.days, span.title, span.is_checked) for span in spans_of(year_of(2026))]
    assert spans[:3] == [
        ("01/01", "Tết Dương lịch", True),
        ("02/01 ↔ 10/01", "Nghỉ Thứ Sáu, làm bù Thứ Bảy", False),
        ("16 – 20/02", "Tết Nguyên Đán", True),
    ]
    assert ("31/08 ↔ 22/08", "Nghỉ Thứ Hai, làm bù Thứ Bảy", False) in spans
    assert ("01 – 02/09", "Quốc khánh", True) in spans
    assert days_off_on_workdays(year_of(2026)) == 14


def test_neighbours_over_a_weekend_stand_together_only_with_one_source():
    friday, monday = date(2026, 2, 13), date(2026, 2, 16)
    assert [span.days for span in spans_of([a_line(friday, "Tết"), a_line(monday, "Tết")])] == ["13 – 16/02"]
    apart = spans_of([a_line(friday, "Tết"), a_line(monday, "Tết", source="Công văn")])
    assert [span.days for span in apart] == ["13/02", "16/02"]


def test_a_swap_whose_other_day_is_gone_stands_alone():
    line = a_line(date(2026, 1, 2), "Ngày nghỉ (thay cho ngày 31/02/2026)")
    assert [span.days for span in spans_of([line])] == ["02/01"]


def test_a_year_without_days_has_no_spans():
    assert spans_of([]) == []
