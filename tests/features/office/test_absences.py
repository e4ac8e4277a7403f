"""Absences: one deputy who is there, no overlap, no chain; who stands in for whom on which day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from builders import beside, read_with, set_roles

from dcapp.db.journal import undo_last
from dcapp.db.unit_of_work import NOBODY
from dcapp.features.accounts.models import Account
from dcapp.features.office.absence_register import ABSENCES
from dcapp.features.office.absences import (
    AbsenceForm,
    absent_for,
    add_absence,
    deputies_today,
    edit_absence,
    remove_absence,
    stand_ins,
)
from dcapp.features.office.models import Absence
from dcapp.features.office.service import OfficerForm, add_officer
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation, UserError
from dcapp.registers.finding import Query
from dcapp.registers.use_cases import reading

MAY = date(2023, 5, 1)


def day(number: int) -> date:
    return MAY + timedelta(days=number - 1)


@pytest.fixture
def people(app):
    """Ids of four officers: An, Bình, Cúc, Dũng."""
    names = ("Lê Văn An", "Trần Bình", "Võ Thị Cúc", "Đỗ Dũng")
    return [app.run(add_officer, OfficerForm(full_name=name)) for name in names]


def away(officer, deputy, since=8, until=12, **values):
    return AbsenceForm(officer_id=officer, deputy_id=deputy, since=day(since), until=day(until), **values)


def test_the_deputy_stands_in_on_both_outer_days_and_not_beyond(app, people):
    an, binh, *_ = people
    app.run(add_absence, away(an, binh))
    found = [read_with(app, lambda uow, at=at: stand_ins(uow, binh, day(at))) for at in (7, 8, 12, 13)]
    assert found == [frozenset(), frozenset({an}), frozenset({an}), frozenset()]
    assert read_with(app, lambda uow: stand_ins(uow, an, day(8))) == frozenset()
    assert read_with(app, lambda uow: stand_ins(uow, None, day(8))) == frozenset()


def test_one_officer_can_stand_in_for_several(app, people):
    an, binh, cuc, _dung = people
    app.run(add_absence, away(an, binh))
    app.run(add_absence, away(cuc, binh, 10, 20))
    assert read_with(app, lambda uow: stand_ins(uow, binh, day(10))) == {an, cuc}
    [first, second] = app.run(deputies_today)
    assert [(line.officer, line.deputy) for line in (first, second)] == [
        ("Lê Văn An", "Trần Bình"),
        ("Võ Thị Cúc", "Trần Bình"),
    ]


def test_whether_an_officer_is_away_is_told_with_the_deputy(app, people):
    an, binh, *_ = people
    app.run(add_absence, away(an, binh, reason="Nghỉ phép", paper="02/GUQ-UBND"))
    line = app.run(absent_for, an)
    assert (line.deputy, line.until, line.paper) == ("Trần Bình", day(12), "02/GUQ-UBND")
    assert app.run(absent_for, an, day(13)) is None
    assert app.run(absent_for, binh, day(9)) is None


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (lambda p: away(None, p[1]), "officer_id", "người nghỉ"),
        (lambda p: away(p[0], None), "deputy_id", "người thay"),
        (lambda p: away(p[0], p[0]), "deputy_id", "người khác"),
        (lambda p: away(p[0], p[1], 12, 8), "until", "sớm hơn"),
        (lambda p: away(p[2], p[1], 12, 15), "since", "Võ Thị Cúc đã có lần nghỉ"),
        (lambda p: away(p[0], p[2], 1, 10), "deputy_id", "Võ Thị Cúc cũng nghỉ"),
        (lambda p: away(p[3], p[0], 12, 12), "officer_id", "Đỗ Dũng đang nhận thay Võ Thị Cúc"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(app, people, form, field, words):
    app.run(add_absence, away(people[2], people[3], 10, 12))
    with pytest.raises(Invalid, match=words) as refused:
        app.run(add_absence, form(people))
    assert refused.value.field == field


def test_an_officer_who_leaves_before_the_end_can_neither_be_away_nor_stand_in(app, people):
    gone = app.run(add_officer, OfficerForm(full_name="Phạm Em", left_on=day(10)))
    for form, field in ((away(gone, people[0]), "officer_id"), (away(people[0], gone), "deputy_id")):
        with pytest.raises(Invalid, match="10/05/2023") as refused:
            app.run(add_absence, form)
        assert refused.value.field == field
    app.run(add_absence, away(people[0], gone, 8, 10))


def test_an_earlier_return_frees_the_days_after_it(app, people):
    an, binh, cuc, _dung = people
    absence = app.run(add_absence, away(an, binh))
    app.run(edit_absence, absence, away(an, binh, 8, 9))
    assert read_with(app, lambda uow: stand_ins(uow, binh, day(10))) == frozenset()
    app.run(add_absence, away(binh, cuc, 10, 12))


def test_what_has_begun_is_ended_and_what_is_to_come_can_be_removed(app, people):
    an, binh, *_ = people
    begun = app.run(add_absence, away(an, binh, 8, 12))
    coming = app.run(add_absence, away(an, binh, 20, 22))
    with pytest.raises(RuleViolation, match="Sửa ngày cuối"):
        app.run(remove_absence, begun)
    app.run(remove_absence, coming)
    assert read_with(app, lambda uow: uow.session.query(Absence).count()) == 1
    app.run(undo_last)
    assert read_with(app, lambda uow: uow.session.query(Absence).count()) == 2


def test_nobody_makes_himself_the_deputy_whose_rights_he_would_get(app, people):
    an, binh, *_ = people
    with app.database.begin(NOBODY, "tie", write=True) as uow:
        uow.session.query(Account).one().officer_id = binh
    with pytest.raises(RuleViolation, match="không ai tự ghi mình"):
        app.run(add_absence, away(an, binh))
    absence = app.run(add_absence, away(binh, an))
    with pytest.raises(RuleViolation):
        app.run(edit_absence, absence, away(an, binh))


def test_an_account_without_an_officer_is_known_by_its_name(app, people):
    namesake = app.run(add_officer, OfficerForm(full_name="Lê Thị Thử"))
    with pytest.raises(RuleViolation, match="không ai tự ghi mình"):
        app.run(add_absence, away(people[0], namesake))
    app.run(add_absence, away(namesake, people[0]))


def test_only_who_keeps_the_office_writes_absences(app, people):
    other = beside(app, "khac", "TL", "LD", "TN")
    with pytest.raises(NotAllowed):
        other.run(add_absence, away(people[0], people[1]))
    app.run(add_absence, away(people[0], people[1]))
    assert len(other.run(deputies_today)) == 1


def test_the_book_says_who_is_away_now(app, people):
    an, binh, *_ = people
    for since, until in ((1, 3), (8, 12), (20, 22)):
        app.run(add_absence, away(an, binh, since, until))
    lines = app.run(reading(ABSENCES), Query(words="binh", descending=False)).lines
    assert [(line["officer"], line["state"]) for line in lines] == [
        ("Lê Văn An", "over"),
        ("Lê Văn An", "away"),
        ("Lê Văn An", "coming"),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_on_no_day_is_a_deputy_away_whatever_is_asked_for(app, seed):
    chance = random.Random(seed)
    people = [app.run(add_officer, OfficerForm(full_name=f"Cán bộ {number}")) for number in range(5)]
    kept, refused = [], 0
    for _time in range(40):
        officer, deputy = chance.choices(people, k=2)
        since = chance.randint(1, 30)
        form = away(officer, deputy, since, since + chance.randint(0, 6))
        try:
            app.run(add_absence, form)
        except UserError:
            refused += 1
        else:
            kept.append(form)
    assert kept
    assert refused
    for at in range(1, 40):
        now = [form for form in kept if form.since <= day(at) <= form.until]
        absent = [form.officer_id for form in now]
        assert len(set(absent)) == len(absent)
        assert not set(absent) & {form.deputy_id for form in now}


def test_the_rights_of_an_account_say_who_may_write(app, people):
    set_roles(app, "thu", ("TN",))
    assert not app.may("office.edit")
    with pytest.raises(NotAllowed):
        app.run(add_absence, away(people[0], people[1]))
