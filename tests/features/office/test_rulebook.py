"""The office's own numbers of days and its checks stand over the shipped rule book, dated, with reason and source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import an_app

from dcapp.db.journal import undo_last
from dcapp.features.office.rulebook import (
    OwnDaysForm,
    check_wording,
    checked_wordings,
    deadline_of,
    end_own_days,
    office_rulebook,
    own_days,
    set_own_days,
)
from dcapp.features.office.service import DayOffForm, add_day_off, edit_settings
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed
from dcapp.rules.counting import Case

SHORTER = OwnDaysForm(
    wording="KN-03", days=20, since=date(2023, 1, 1), reason="Tỉnh giao rút ngắn", source="Quyết định 12/QĐ-UBND"
)
START = date(2023, 4, 3)


def test_an_own_number_gives_the_date_and_the_shipped_one_is_the_other_reading(app):
    shipped = app.run(deadline_of, "KN-03", START)
    app.run(set_own_days, SHORTER)
    own = app.run(deadline_of, "KN-03", START)
    assert (shipped.due, own.due) == (date(2023, 5, 4), date(2023, 4, 24))
    assert own.wording.citation == "Quyết định 12/QĐ-UBND"
    assert [reading.due for reading in own.readings] == [shipped.due]
    assert own.warn_on == own.due


def test_a_longer_own_number_still_reminds_by_the_law(app):
    app.run(set_own_days, replace(SHORTER, days=40))
    found = app.run(deadline_of, "KN-03", START)
    assert found.due == date(2023, 5, 15)
    assert found.warn_on == date(2023, 5, 4)


def test_an_own_number_leaves_complex_cases_and_other_days_alone(app):
    app.run(set_own_days, replace(SHORTER, until=date(2023, 3, 31)))
    assert app.run(deadline_of, "KN-03", START).days == 30
    assert app.run(deadline_of, "KN-03", date(2023, 3, 31)).days == 20
    assert app.run(deadline_of, "KN-03", date(2023, 3, 31), Case(is_complex=True)).days == 45
    assert app.run(deadline_of, "KN-03", date(2022, 12, 30)).days == 30


def test_a_number_can_be_ended_and_followed_by_another(app):
    key = app.run(set_own_days, SHORTER)
    with pytest.raises(AlreadyThere, match="20 ngày"):
        app.run(set_own_days, replace(SHORTER, days=25, since=date(2023, 6, 1)))
    app.run(end_own_days, key, date(2023, 5, 31))
    app.run(set_own_days, replace(SHORTER, days=25, since=date(2023, 6, 1)))
    assert [(line.number.days, line.number.until) for line in app.run(own_days)] == [
        (20, date(2023, 5, 31)),
        (25, None),
    ]
    assert app.run(deadline_of, "KN-03", date(2023, 6, 1)).days == 25
    with pytest.raises(Invalid):
        app.run(end_own_days, key, date(2022, 12, 31))


def test_a_number_can_be_taken_back(app):
    app.run(set_own_days, SHORTER)
    app.run(undo_last)
    assert app.run(own_days) == ()
    assert app.run(deadline_of, "KN-03", START).days == 30


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"wording": "KN-99"}, "wording"),
        ({"wording": "TCD-05"}, "wording"),
        ({"days": 0}, "days"),
        ({"days": 100_000}, "days"),
        ({"reason": "  "}, "reason"),
        ({"source": ""}, "source"),
        ({"until": date(2022, 1, 1)}, "until"),
        ({"wording": "KN-02", "since": date(2023, 1, 1)}, "since"),
    ],
)
def test_a_number_without_reason_or_sense_is_refused_by_its_field(app, changed, field):
    with pytest.raises(Invalid) as said:
        app.run(set_own_days, replace(SHORTER, **changed))
    assert said.value.field == field
    assert app.run(own_days) == ()


def test_what_the_office_compared_is_checked_with_name_and_day(app):
    assert not app.run(office_rulebook).wording("TCD-09").is_checked
    app.run(check_wording, "TCD-09", "Công báo số 101")
    app.run(check_wording, "TCD-09", "Công báo số 102")
    assert app.run(office_rulebook).wording("TCD-09").is_checked
    [line] = app.run(checked_wordings)
    assert (line.wording, line.checked_on, line.checked_by, line.source) == (
        "TCD-09",
        date(2023, 5, 10),
        "Lê Thị Thử",
        "Công báo số 102",
    )
    for name, source in (("X-1", "Công báo"), ("TCD-09", " ")):
        with pytest.raises(Invalid):
            app.run(check_wording, name, source)


def test_the_calendar_of_the_office_counts(app):
    before = app.run(deadline_of, "TC-01", date(2023, 5, 10)).due
    app.run(add_day_off, DayOffForm(day=date(2023, 5, 12), name="Nghỉ tránh bão"))
    assert (before, app.run(deadline_of, "TC-01", date(2023, 5, 10)).due) == (date(2023, 5, 19), date(2023, 5, 22))


def test_the_readings_are_settings_of_the_office(app):
    decided = date(2023, 3, 1)
    assert app.run(deadline_of, "KN-11", decided).due == date(2023, 4, 1)
    app.run(edit_settings, {"effect_after": False, "edition_taken": "coming", "day_of_rest_used": False})
    assert app.run(deadline_of, "KN-11", decided).due == date(2023, 3, 31)
    assert app.run(deadline_of, "KN-02", date(2026, 6, 22)).due == date(2026, 7, 1)


def test_only_who_keeps_the_settings_changes_the_rule_book():
    reader = an_app("TD")
    with pytest.raises(NotAllowed):
        reader.run(set_own_days, SHORTER)
    with pytest.raises(NotAllowed):
        reader.run(check_wording, "TCD-09", "Công báo")
    assert reader.run(deadline_of, "KN-03", START).days == 30
    reader.close()
