"""The office: its head, officers in posts with dates, villages with dated counts, bodies, the calendar, settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import beside, read_with

from dcapp.db.journal import undo_last
from dcapp.features.office.models import HouseholdCount, Tenure
from dcapp.features.office.queries import (
    OfficeCard,
    calendar_of,
    office_card,
    officers_of,
    posts_on,
    settings_of,
    village_names,
)
from dcapp.features.office.service import (
    BodyForm,
    DayOffForm,
    OfficeForm,
    OfficerForm,
    VillageForm,
    add_body,
    add_day_off,
    add_officer,
    add_village,
    edit_day_off,
    edit_office,
    edit_officer,
    edit_settings,
    edit_village,
    load_year,
    remove_officer,
    remove_village,
)
from dcapp.features.office.settings import IDLE_MINUTES, SETTINGS
from dcapp.features.office.terms import DayKind, OfficeKind
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed
from dcapp.rules.working_days import announced_years

POST = "vice_chairman"


def tenures(app, officer):
    def ask(uow):
        rows = uow.session.query(Tenure).filter_by(officer_id=officer).order_by(Tenure.id)
        return [(row.since, row.until) for row in rows]

    return read_with(app, ask)


def card(app, key):
    return next((officer for officer in app.run(officers_of, with_former=True) if officer.id == key), None)


# -- the head
@pytest.mark.parametrize(
    ("name", "unit", "lines"),
    [
        ("UBND xã Phổ Châu", "xã Phổ Châu", ("ỦY BAN NHÂN DÂN", "XÃ PHỔ CHÂU")),
        ("Ủy ban nhân dân phường Ba", "phường Ba", ("ỦY BAN NHÂN DÂN", "PHƯỜNG BA")),
        ("Đảng ủy xã Thử", "xã Thử", ("ĐẢNG ỦY XÃ THỬ",)),
    ],
)
def test_the_head_is_made_of_the_name(name, unit, lines):
    office = OfficeCard(name, OfficeKind.COMMUNE, "", "", "", "UBND", "", False, False)
    assert (office.unit, office.body_lines) == (unit, lines)


def test_the_head_is_changed_by_those_who_may(app):
    app.run(edit_office, OfficeForm(name=" UBND  xã Mới ", symbol="", chairman="Lê Văn Mới"))
    found = app.run(office_card)
    assert (found.name, found.symbol, found.chairman) == ("UBND xã Mới", "UBND", "Lê Văn Mới")
    with pytest.raises(Invalid):
        app.run(edit_office, OfficeForm(name="  "))
    with pytest.raises(NotAllowed):
        beside(app, "hoa", "BC").run(edit_office, OfficeForm(name="x"))


# -- officers
def test_a_change_of_post_ends_the_old_one_the_day_before(app):
    key = app.run(add_officer, OfficerForm(full_name="Trần Thị Bình", post_key=POST, since=date(2020, 1, 1)))
    other = next(post for post, _title in app.run(posts_on) if post not in (POST, "chairman"))
    app.run(edit_officer, key, OfficerForm(full_name="Trần Thị Bình", post_key=other, since=date(2023, 3, 1)))
    assert tenures(app, key) == [(date(2020, 1, 1), date(2023, 2, 28)), (date(2023, 3, 1), None)]
    assert card(app, key).post_key == other
    app.run(undo_last)
    assert tenures(app, key) == [(date(2020, 1, 1), None)]


def test_who_leaves_leaves_the_post_and_the_list(app):
    form = OfficerForm(full_name="Trần Thị Bình", post_key=POST, since=date(2020, 1, 1))
    key = app.run(add_officer, form)
    app.run(edit_officer, key, replace(form, left_on=date(2023, 4, 30)))
    assert tenures(app, key) == [(date(2020, 1, 1), date(2023, 4, 30))]
    assert key not in [officer.id for officer in app.run(officers_of)]
    again = app.run(add_officer, replace(form, full_name="Khác"))
    with pytest.raises(Invalid):
        app.run(edit_officer, again, replace(form, full_name="Khác", left_on=date(2019, 1, 1)))


def test_a_twin_or_nobody_or_an_unknown_post_is_refused(app):
    app.run(add_officer, OfficerForm(full_name="Trần Thị Bình"))
    for form, error in (
        (OfficerForm(full_name="Trần  Thị Bình"), AlreadyThere),
        (OfficerForm(full_name=" "), Invalid),
        (OfficerForm(full_name="Khác", post_key="vua"), Invalid),
    ):
        with pytest.raises(error):
            app.run(add_officer, form)


def test_an_officer_goes_to_the_bin_with_the_posts_and_comes_back(app):
    key = app.run(add_officer, OfficerForm(full_name="Trần Thị Bình", post_key=POST, since=date(2020, 1, 1)))
    before = card(app, key)
    app.run(remove_officer, key)
    assert card(app, key) is None
    app.run(undo_last)
    assert card(app, key) == before


def test_officers_stand_in_the_order_of_given_names(app):
    for name in ("Lê Văn Ước", "Trần Thị Ân", "Nguyễn Văn An", "Bùi Đạt"):
        app.run(add_officer, OfficerForm(full_name=name))
    names = [officer.full_name for officer in app.run(officers_of)]
    assert [name for name in names if "Thử" not in name] == ["Nguyễn Văn An", "Trần Thị Ân", "Bùi Đạt", "Lê Văn Ước"]


# -- villages
def counts(app, village):
    def ask(uow):
        rows = uow.session.query(HouseholdCount).filter_by(village_id=village).order_by(HouseholdCount.counted_on)
        return [(row.counted_on, row.households, row.people) for row in rows]

    return read_with(app, ask)


def test_a_new_count_is_a_new_dated_line(app):
    form = VillageForm(name="Đông", households=120, people=480, counted_on=date(2023, 1, 1))
    key = app.run(add_village, form)
    app.run(edit_village, key, replace(form, households=125, counted_on=date(2023, 4, 1)))
    app.run(edit_village, key, replace(form, households=126, counted_on=date(2023, 4, 1)))
    assert counts(app, key) == [(date(2023, 1, 1), 120, 480), (date(2023, 4, 1), 126, 480)]
    app.run(remove_village, key)
    app.run(undo_last)
    assert len(counts(app, key)) == 2
    assert app.run(village_names) == ["thôn Đông"]


@pytest.mark.parametrize(
    "form",
    [
        VillageForm(name=" "),
        VillageForm(name="A", households=-1),
        VillageForm(name="A", households=10, people=9),
        VillageForm(name="A", since=date(2023, 1, 2), until=date(2023, 1, 1)),
    ],
)
def test_a_village_that_cannot_be_is_refused(app, form):
    with pytest.raises(Invalid):
        app.run(add_village, form)


def test_a_village_or_body_twice_is_refused(app):
    app.run(add_village, VillageForm(name="A"))
    with pytest.raises(AlreadyThere):
        app.run(add_village, VillageForm(name="A"))
    app.run(add_village, VillageForm(name="A", kind="tổ dân phố"))
    app.run(add_body, BodyForm(name="Sở Thử nghiệm"))
    with pytest.raises(AlreadyThere):
        app.run(add_body, BodyForm(name="Sở Thử nghiệm"))


# -- calendar
def test_a_day_off_counts_and_is_entered_once(app):
    app.run(add_day_off, DayOffForm(day=date(2023, 5, 11), name="Nghỉ mất điện"))
    assert app.run(calendar_of).on_or_before(date(2023, 5, 11)) == date(2023, 5, 10)
    with pytest.raises(AlreadyThere):
        app.run(add_day_off, DayOffForm(day=date(2023, 5, 11), name="x"))
    app.run(add_day_off, DayOffForm(day=date(2023, 5, 13), name="Làm bù", kind=DayKind.WORKED))
    assert app.run(calendar_of).on_or_before(date(2023, 5, 13)) == date(2023, 5, 13)


def test_only_an_announced_year_counts_as_loaded(app):
    beyond = max(announced_years()) + 2
    app.run(load_year, beyond)
    assert beyond not in app.run(calendar_of).years
    assert app.run(load_year, beyond) == 0


# -- settings
def test_settings_have_defaults_limits_and_one_undo(app):
    assert app.run(settings_of) == {setting.key: setting.default for setting in SETTINGS}
    app.run(edit_settings, {IDLE_MINUTES.key: 12})
    assert app.run(settings_of)[IDLE_MINUTES.key] == app.settings[IDLE_MINUTES.key] == 12
    for wrong in (0, 121):
        with pytest.raises(Invalid) as refused:
            app.run(edit_settings, {IDLE_MINUTES.key: wrong})
        assert refused.value.field == IDLE_MINUTES.key
    app.run(undo_last)
    assert app.run(settings_of)[IDLE_MINUTES.key] == IDLE_MINUTES.default


@pytest.mark.parametrize("wrong", ["năm phút", "", None, "1.5"])
def test_a_setting_that_is_no_number_is_refused_at_its_field(app, wrong):
    with pytest.raises(Invalid) as refused:
        app.run(edit_settings, {IDLE_MINUTES.key: wrong})
    assert refused.value.field == IDLE_MINUTES.key


# -- posts from day to day
def test_a_second_post_cannot_begin_before_the_first(app):
    officer = app.run(add_officer, OfficerForm(full_name="Lê Văn Sáng", post_key=POST, since=date(2024, 1, 1)))
    earlier = OfficerForm(full_name="Lê Văn Sáng", post_key="chairman", since=date(2023, 1, 1))
    with pytest.raises(Invalid, match="bắt đầu ngày 01/01/2024") as refused:
        app.run(edit_officer, officer, earlier)
    assert refused.value.field == "since"


def test_a_post_ends_when_it_is_taken_away(app):
    officer = app.run(add_officer, OfficerForm(full_name="Lê Văn Sáng", post_key=POST, since=date(2024, 1, 1)))
    app.run(edit_officer, officer, OfficerForm(full_name="Lê Văn Sáng", since=date(2024, 6, 1)))
    assert tenures(app, officer) == [(date(2024, 1, 1), date(2024, 5, 31))]
    assert card(app, officer).post == ""


def test_a_leaving_that_was_wrong_is_taken_back_with_its_post(app):
    officer = app.run(add_officer, OfficerForm(full_name="Lê Văn Sáng", post_key=POST, since=date(2024, 1, 1)))
    gone = OfficerForm(full_name="Lê Văn Sáng", post_key=POST, since=date(2024, 1, 1), left_on=date(2025, 1, 1))
    app.run(edit_officer, officer, gone)
    app.run(edit_officer, officer, replace(gone, left_on=None))
    assert tenures(app, officer) == [(date(2024, 1, 1), None)]


def test_nobody_leaves_before_the_post_began(app):
    officer = app.run(add_officer, OfficerForm(full_name="Lê Văn Sáng", post_key=POST, since=date(2024, 1, 1)))
    with pytest.raises(Invalid) as refused:
        app.run(edit_officer, officer, OfficerForm(full_name="Lê Văn Sáng", left_on=date(2023, 1, 1)))
    assert refused.value.field == "left_on"


@pytest.mark.parametrize("name", ["châu  me", "Thôn Châu Me", "Chau Me"])
def test_a_village_stands_once_however_it_is_typed(app, name):
    app.run(add_village, VillageForm(name="Châu Me"))
    other = app.run(add_village, VillageForm(name="Tấn Lộc"))
    with pytest.raises(AlreadyThere):
        app.run(add_village, VillageForm(name=name))
    with pytest.raises(AlreadyThere):
        app.run(edit_village, other, VillageForm(name=name))


def test_a_day_stands_once_and_only_weekends_are_worked_instead(app):
    app.run(add_day_off, DayOffForm(day=date(2026, 9, 2), name="Quốc khánh"))
    other = app.run(add_day_off, DayOffForm(day=date(2026, 9, 3), name="Quốc khánh"))
    with pytest.raises(AlreadyThere) as taken:
        app.run(edit_day_off, other, DayOffForm(day=date(2026, 9, 2), name="Quốc khánh"))
    assert taken.value.field == "day"
    with pytest.raises(Invalid) as tuesday:
        app.run(add_day_off, DayOffForm(day=date(2026, 9, 8), name="Làm bù", kind=DayKind.WORKED))
    assert tuesday.value.field == "kind"
