"""People who come again: found as somebody types, kept once, kept apart, never made older by an old line."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest
from builders import an_app, beside, read_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcapp.db.journal import undo_last
from dcapp.features.office.service import VillageForm, add_village, edit_village
from dcapp.features.people.models import Person, digits_of
from dcapp.features.people.queries import OFFERED, people_like, person_card, village_choices
from dcapp.features.people.service import Identity, cleaned, number_of
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.queries import returning, visit_card
from dcapp.features.visits.service import carry_over_visit, edit_visit, record_visit
from dcapp.features.visits.terms import Matter
from dcapp.kernel.errors import Invalid, NotAllowed, Stale

DAY = date(2023, 5, 9)
NEXT = date(2023, 5, 10)
FORM = VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất")
NUMBER, OTHER_NUMBER = "051168000123", "051170000456"


def came(app, **values):
    """Who came, by the id of their visit."""
    return app.run(record_visit, replace(FORM, **values)).id


def person_of(app, visit):
    return app.run(visit_card, visit).person_id


def whose(app, *visits):
    """How many people these visits are of."""
    return len({person_of(app, visit) for visit in visits})


def known(app, visit):
    """What the office knows of who came to a visit."""
    return app.run(person_card, person_of(app, visit))


def names(app, words):
    return [card.full_name for card in app.run(people_like, words)]


@pytest.fixture
def village(app):
    return app.run(add_village, VillageForm(name="Châu Me"))


# -- found again
@pytest.fixture(scope="module")
def hall():
    """An office that knows three people; nothing is written after that."""
    made = an_app()
    key = made.run(add_village, VillageForm(name="Châu Me"))
    for day in (DAY, NEXT):
        who = {"id_number": "051.168.000.123", "phone": "0912 345 678", "village_id": key, "birth_year": 1968}
        came(made, received_on=day, **who)
    came(made, name="Đặng Văn Lễ", id_number="C 123 4567", id_paper=IdPaper.PASSPORT, address="Ngõ 3")
    came(made, name="Lê Thị Mười", address="xóm Đông", phone="0255.382.1234")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("le thi muoi", [1, 2]),
        ("LÊ THỊ MƯỜI", [1, 2]),
        ("muoi le", [1, 2]),
        ("mươi chau me", [2]),
        ("xom dong", [1]),
        ("051 168 000 123", [2]),
        ("051-168", [2]),
        ("0912.345.678", [2]),
        ("mười 0912.345.678", [2]),
        ("0255 3821234", [1]),
        ("c 123 4567", [1]),
        ("C.1234567", [1]),
        ("dang le", [1]),
        ("nguyen", []),
        ("123456", []),  # a number is known by its beginning
        ("m", []),
        (" . ", []),
        ("....", []),
        ('"*', []),
    ],
)
def test_who_came_before_is_offered_by_whatever_is_typed_of_them(hall, typed, times):
    assert sorted(one.visits for one in hall.run(returning, typed)) == times


def test_an_offer_says_when_somebody_came_last(hall):
    [found] = hall.run(returning, "mười châu me")

    assert (found.person.full_name, found.visits, found.last_on) == ("Lê Thị Mười", 2, NEXT)
    assert (found.person.village, found.person.id_number) == ("thôn Châu Me", NUMBER)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.sampled_from([NUMBER, "0912345678", "02553821234", "C1234567"]),
    signs=st.lists(st.sampled_from(["", " ", ".", "-", "  "]), min_size=12, max_size=12),
)
def test_a_number_is_found_however_its_parts_are_set(hall, number, signs):
    typed = "".join(letter + sign for letter, sign in zip(number, signs, strict=False))

    [found] = hall.run(people_like, typed)

    assert number in (found.id_number, digits_of(found.phone))


@given(st.text(alphabet=string.ascii_letters + string.digits + " .-/", max_size=20))
def test_a_number_keeps_its_letters_and_digits_alone(typed):
    number = number_of(typed)

    assert number == number_of(number) == number_of(f" {typed}. ")
    assert digits_of(typed) == "".join(letter for letter in number if letter.isdigit())


def test_only_so_many_are_offered_the_newest_first(app):
    for number in range(OFFERED + 2):
        came(app, name=f"Hồ Văn {chr(ord('A') + number)}")

    assert names(app, "hồ văn") == [f"Hồ Văn {letter}" for letter in "JIHGFEDC"]


def test_a_denouncer_is_nobody_whom_the_office_knows(app):
    visit = app.run(record_visit, replace(FORM, matter=Matter.DENUNCIATION, id_number=NUMBER)).id

    assert person_of(app, visit) is None
    assert (names(app, "mười"), names(app, NUMBER)) == ([], [])


# -- one person or two
def test_two_people_of_one_name_are_kept_apart(app, village):
    other = app.run(add_village, VillageForm(name="Bến Đá"))
    visits = [
        came(app),
        came(app),
        came(app, birth_year=1968, village_id=village),
        came(app, birth_year=1968, village_id=other),
        came(app, birth_year=1970, village_id=village),
        came(app, id_number=NUMBER, birth_year=1980, village_id=other),
        came(app, id_number=OTHER_NUMBER, birth_year=1980, village_id=other),
    ]

    assert whose(app, *visits) == len(visits)


@pytest.mark.parametrize("typed", ["051 168 000 123", "051.168.000.123", " 051168000123 "])
def test_a_number_typed_again_is_the_same_person_however_it_is_spaced(app, typed):
    visits = came(app, id_number=NUMBER), came(app, name="  LE thi  Mười ", id_number=typed)

    assert whose(app, *visits) == 1
    assert [app.run(visit_card, key).id_number for key in visits] == [NUMBER, NUMBER]


def test_a_number_under_another_name_is_not_the_same_person(app):
    assert whose(app, came(app, id_number=NUMBER), came(app, name="Bùi Văn Ba", id_number=NUMBER)) == 2


def test_name_year_and_village_together_are_the_same_person_who_may_then_bring_a_number(app, village):
    home = {"birth_year": 1968, "village_id": village}
    visits = [came(app, **home), came(app, **home, id_number=NUMBER), came(app, **home)]

    assert whose(app, *visits) == 1
    assert known(app, visits[0]).id_number == NUMBER


def test_a_new_card_is_the_same_person_by_either_number(app):
    first = came(app, id_number="212 345 678", id_paper=IdPaper.OLD_CARD)
    second = came(app, id_number=NUMBER, old_id_number="212345678")
    third = came(app, id_number="212345678", person_id=None)

    assert whose(app, first, second, third) == 1
    assert names(app, "212345") == ["Lê Thị Mười"]


def test_who_was_picked_is_who_came_whatever_is_typed(app):
    person = person_of(app, came(app, id_number=NUMBER))

    again = came(app, name="Lê Thị Mười Một", id_number=OTHER_NUMBER, person_id=person)

    card = app.run(person_card, person)
    assert person_of(app, again) == person
    assert (card.full_name, card.id_number, card.old_id_number) == ("Lê Thị Mười Một", OTHER_NUMBER, NUMBER)
    assert names(app, "mười một") == ["Lê Thị Mười Một"]


# -- kept up to date
def test_what_is_left_empty_stays_and_what_is_new_is_taken(app, village):
    first = came(app, birth_date=date(1968, 3, 2), sex=Sex.FEMALE, phone="0912 345 678", id_number=NUMBER)
    came(app, received_on=NEXT, id_number=NUMBER, village_id=village, address="Số 5")

    card = known(app, first)
    assert (card.birth_year, card.birth_date, card.sex) == (1968, date(1968, 3, 2), Sex.FEMALE)
    assert (card.phone, card.address, card.village) == ("0912 345 678", "Số 5", "thôn Châu Me")


def test_a_year_that_was_put_right_leaves_no_day_of_the_wrong_one(app):
    first = came(app, birth_date=date(1968, 3, 2), id_number=NUMBER)
    came(app, birth_year=1986, id_number=NUMBER)

    assert (known(app, first).birth_year, known(app, first).birth_date) == (1986, None)


def test_a_name_put_right_in_the_only_visit_makes_no_second_person(app):
    visit = came(app, name="Lê Thị Mườ")
    before = person_of(app, visit)

    app.run(edit_visit, visit, FORM)

    assert person_of(app, visit) == before
    assert names(app, "lê thị") == ["Lê Thị Mười"]
    app.run(undo_last)
    assert names(app, "lê thị") == ["Lê Thị Mườ"]


def test_another_name_in_one_of_several_visits_is_another_person(app):
    first, second = came(app, id_number=NUMBER), came(app, id_number=NUMBER)

    app.run(edit_visit, second, replace(FORM, name="Bùi Văn Ba"))

    assert whose(app, first, second) == 2
    assert known(app, first).full_name == "Lê Thị Mười"


def test_an_older_visit_that_is_changed_or_carried_over_tells_only_what_was_not_known(app, village):
    old = came(app, id_number=NUMBER, address="Nhà cũ", phone="111")
    new = came(app, received_on=NEXT, id_number=NUMBER, address="Nhà mới", phone="222")

    app.run(edit_visit, old, replace(FORM, id_number=NUMBER, address="Nhà cũ", phone="111", village_id=village))
    carried = replace(FORM, received_on=date(2020, 1, 6), person_id=person_of(app, new), id_number="212345678")
    older = app.run(carry_over_visit, replace(carried, birth_date=date(1968, 3, 2), name="Lê thị 10")).id

    card = known(app, new)
    assert whose(app, old, new, older) == 1
    assert (card.full_name, card.address, card.phone, card.village) == (
        "Lê Thị Mười",
        "Nhà mới",
        "222",
        "thôn Châu Me",
    )
    assert (card.id_number, card.old_id_number, card.birth_date) == (NUMBER, "212345678", date(1968, 3, 2))
    assert app.run(visit_card, old).address == "Nhà cũ"


# -- what an identity is made of
def test_words_are_trimmed_and_the_year_comes_from_the_day(app):
    raw = Identity(
        name="  Lê  Thị\tMu\u031bo\u031b\u0300i ",
        birth_year=1950,
        birth_date=date(1968, 3, 2),
        id_number="c-12",
        phone=" 09  12 ",
    )
    found = read_with(app, lambda uow: cleaned(uow, raw))

    assert (found.name, found.birth_year, found.id_number, found.phone) == ("Lê Thị Mười", 1968, "C12", "09 12")


@pytest.mark.parametrize(
    ("identity", "field"),
    [
        (Identity(name=" "), "name"),
        (Identity(name="Lê Thị Mười", birth_year=1899), "birth_year"),
        (Identity(name="Lê Thị Mười", birth_year=2024), "birth_year"),
        (Identity(name="Lê Thị Mười", birth_date=date(2023, 5, 11)), "birth_date"),
    ],
)
def test_an_identity_that_cannot_be_is_refused(hall, identity, field):
    with pytest.raises(Invalid) as refusal:
        read_with(hall, lambda uow: cleaned(uow, identity))
    assert refusal.value.field == field


# -- villages and rights
def test_villages_in_use_are_offered_in_the_order_of_the_alphabet(app, village):
    others = [app.run(add_village, VillageForm(name=name, kind="tổ")) for name in ("Đông", "An", "Ấp Bắc")]
    app.run(edit_village, others[1], VillageForm(name="An", kind="tổ", until=date(2023, 5, 9)))

    assert app.run(village_choices) == [(others[2], "tổ Ấp Bắc"), (village, "thôn Châu Me"), (others[0], "tổ Đông")]


def test_a_person_who_is_gone_is_said_to_be_gone(hall):
    with pytest.raises(Stale):
        hall.run(person_card, 999)


def test_people_are_shown_to_who_may_see_the_book_alone(app):
    visit = came(app)
    keeper, reader = beside(app, "may", "QT"), beside(app, "xem", "KS")

    assert names(reader, "mười") == ["Lê Thị Mười"]
    for use_case, argument in ((people_like, "mười"), (returning, "mười"), (person_card, person_of(app, visit))):
        with pytest.raises(NotAllowed):
            keeper.run(use_case, argument)


def test_nobody_is_written_for_a_visit_that_was_refused(app):
    with pytest.raises(Invalid):
        came(app, promised_on=date(2023, 5, 1))

    assert read_with(app, lambda uow: uow.session.query(Person).count()) == 0
