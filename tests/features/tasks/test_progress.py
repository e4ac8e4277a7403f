"""The figures of the progress report, counted by hand: as things stood on the day, not as they stand now."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from builders import a_plan, set_roles

from dcapp.features.plan.service import take_in_plan
from dcapp.features.tasks.models import Adjustment
from dcapp.features.tasks.progress import Counts, progress_of
from dcapp.kernel.errors import Invalid, NotAllowed

sys.path.insert(0, str(Path(__file__).parent))

from prints_office import SINCE, UNTIL, at_work, write


@pytest.fixture
def office(app):
    return at_work(app)


def report(app, office, since=SINCE, until=UNTIL, **values):
    return app.run(progress_of, office.plan, since, until, **values)


def rows(found):
    return {row.title: (row.now, row.before) for row in found}


def test_every_task_is_counted_once_as_it_stood_at_the_end_of_each_period(app, office):
    found = report(app, office)
    assert found.now == Counts(done=2, under_way=2, late=2, not_begun=1, done_within=1)
    assert found.before == Counts(done=1, under_way=2, late=2, not_begun=3, done_within=1)
    assert (found.now.total, found.before.total) == (7, 8)
    assert found.now.percent == pytest.approx(200 / 7)
    assert found.before.percent == 12.5


def test_the_period_before_is_as_long_and_ends_the_day_before(app, office):
    found = report(app, office)
    assert (found.before_since, found.before_until) == (date(2023, 4, 21), date(2023, 4, 30))
    one_day = report(app, office, UNTIL, UNTIL)
    assert (one_day.before_since, one_day.before_until) == (date(2023, 5, 9), date(2023, 5, 9))


def test_sections_add_up(app, office):
    found = report(app, office)
    assert rows(found.by_section) == {
        "II.1. Công khai thông tin": (Counts(2, 0, 1, 0, 1), Counts(1, 2, 1, 0, 1)),
        "II.2. Báo cáo trước ngày 15/5/2023": (Counts(0, 2, 1, 1, 0), Counts(0, 0, 1, 3, 0)),
    }


def test_officers_stand_by_given_name_and_tasks_of_nobody_last(app, office):
    found = report(app, office)
    assert rows(found.by_officer) == {
        "Trần Văn An": (Counts(2, 1, 0, 0, 1), Counts(1, 1, 1, 0, 1)),
        "Lê Thị Bình": (Counts(0, 0, 1, 1, 0), Counts(0, 1, 1, 1, 0)),
        "Trưởng các thôn": (Counts(0, 0, 1, 0, 0), Counts(0, 0, 0, 1, 0)),
        "": (Counts(0, 1, 0, 0, 0), Counts(0, 0, 0, 1, 0)),
    }
    assert [row.title for row in found.by_officer] == ["Trần Văn An", "Lê Thị Bình", "Trưởng các thôn", ""]


def test_late_tasks_say_how_many_days_the_latest_first(app, office):
    late = report(app, office).late
    assert [(line.id, line.lead, line.days, line.percent) for line in late] == [
        (office.c, "Lê Thị Bình", 10, 30),
        (office.f, "Trưởng các thôn", 1, 0),
    ]


def test_an_earlier_period_knows_the_old_deadline_and_tasks_dropped_since(app, office):
    late = report(app, office, date(2023, 4, 21), date(2023, 4, 30)).late
    assert [(line.id, line.due_on, line.days, line.percent) for line in late] == [
        (office.h, date(2023, 3, 1), 60, 0),
        (office.e, date(2023, 4, 25), 5, 20),
    ]


def test_an_old_deadline_that_meant_before_the_day_is_late_one_day_sooner(app, office):
    def reword(uow):
        uow.get(Adjustment, office.adjustments[1]).old_words = "trước 25/04/2023"

    write(app, reword)
    late = report(app, office, date(2023, 4, 21), date(2023, 4, 30)).late
    assert (office.e, True, 6) in {(line.id, line.is_before, line.days) for line in late}


def test_a_task_is_in_time_on_its_last_day_and_before_means_the_day_before(app, office, monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2023-05-14")
    assert office.d not in {line.id for line in report(app, office, until=date(2023, 5, 14)).late}
    monkeypatch.setenv("DCAPP_TODAY", "2023-05-15")
    assert (office.d, 1) in {(line.id, line.days) for line in report(app, office, until=date(2023, 5, 15)).late}


def test_a_period_that_is_not_over_is_counted_as_of_today(app, office):
    found = report(app, office, until=date(2023, 5, 31))
    assert found.counted_on == date(2023, 5, 10)
    assert found.now == report(app, office).now


def test_one_officer_or_one_section_narrows_every_list(app, office):
    officer = report(app, office, lead_id=office.binh)
    assert (officer.lead, officer.now) == ("Lê Thị Bình", Counts(0, 0, 1, 1, 0))
    assert [line.id for line in officer.late] == [office.c]
    assert [line.ordinal for line in officer.adjustments] == [3]
    assert [line.matter for line in officer.difficulties] == ["Vướng 15/04"]
    assert officer.received == officer.missing == ()

    section = report(app, office, section="II.1")
    assert (section.section, section.now) == ("II.1. Công khai thông tin", Counts(2, 0, 1, 0, 1))
    assert [row.title for row in section.by_officer] == ["Trần Văn An", "Lê Thị Bình"]
    assert [line.sender for line in section.received] == ["thôn Một"]


def test_difficulties_of_the_period_and_older_ones_that_still_wait(app, office):
    assert [line.matter for line in report(app, office).difficulties] == ["Vướng 15/04", "Vướng 02/05"]


def test_adjustments_decided_in_the_period_keep_the_old_value(app, office):
    first, second = report(app, office).adjustments
    assert (first.ordinal, first.old_due_on, first.new_due_on) == (2, date(2023, 4, 25), date(2023, 5, 31))
    assert (second.ordinal, second.task) == (3, "Diễn đàn")


def test_deliveries_that_came_and_those_that_are_missing_after_their_last_day(app, office):
    found = report(app, office)
    assert [(line.sender, line.received_on, line.days) for line in found.received] == [
        ("thôn Một", date(2023, 5, 3), 13),
        ("thôn Hai", date(2023, 5, 10), 1),
        ("thôn Một", date(2023, 5, 4), 0),
    ]
    assert [(line.sender, line.task, line.days) for line in found.missing] == [
        ("thôn Ba", "Gửi báo cáo thôn", 1),
        ("thôn Bốn", "Gửi báo cáo thôn", 1),
    ]


def test_a_plan_without_tasks_has_no_percentage(app):
    found = app.run(progress_of, app.run(take_in_plan, a_plan()), SINCE, UNTIL)
    assert (found.now, found.now.percent, found.by_section) == (Counts(), None, ())


def test_a_period_that_ends_before_it_begins_is_refused(app, office):
    with pytest.raises(Invalid) as refused:
        report(app, office, UNTIL, SINCE)
    assert refused.value.field == "until"


def test_an_account_without_any_role_gets_no_figures(app, office):
    set_roles(app, "thu", ())
    with pytest.raises(NotAllowed):
        report(app, office)
