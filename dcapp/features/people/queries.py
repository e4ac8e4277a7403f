"""Reads of the people slice: who is meant by the words that somebody types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from dcapp.db.findable import hits
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Village
from dcapp.features.people.models import Person, digits_of
from dcapp.features.people.service import number_of
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.kernel.ids import PersonId, VillageId

OFFERED = 8
"""So many people are offered while somebody types."""
LEAST = 2
"""So many letters are needed before anybody is offered."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.-]+(?=\d)")


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody the office knows."""

    id: PersonId
    full_name: str
    birth_year: int | None
    birth_date: date | None
    sex: Sex | None
    id_number: str
    id_paper: IdPaper
    old_id_number: str
    phone: str
    address: str
    village_id: VillageId | None
    village: str


@allowed("people.view", reads=True)
def people_like(uow: UnitOfWork, words: str) -> list[PersonCard]:
    """People whose name, number, phone, address or village holds every word (marks aside), at most `OFFERED`.

    The newest come first. A number may be typed with blanks and points in it.
    """
    if len(words.strip()) < LEAST:
        return []
    connection = uow.session.connection()
    offers = (hits(connection, one, ("people.view",), kind=Person.__name__, limit=OFFERED) for one in _spelled(words))
    found = next((offer for offer in offers if offer), [])
    keys = [hit.record_id for hit in found]
    people = {person.id: person for person in uow.session.scalars(select(Person).where(Person.id.in_(keys)))}
    return [card_of(people[PersonId(key)]) for key in keys if key in people]


@allowed("people.view", reads=True)
def person_card(uow: UnitOfWork, person_id: PersonId) -> PersonCard:
    """One person."""
    return card_of(uow.get(Person, person_id))


@allowed("people.view", reads=True)
def village_choices(uow: UnitOfWork) -> list[tuple[VillageId, str]]:
    """The villages in use today, in Vietnamese order."""
    statement = (
        select(Village.id, Village.kind, Village.name)
        .where(or_(Village.until.is_(None), Village.until >= uow.today))
        .order_by(Village.name_order, Village.id)
    )
    return [(key, f"{kind} {name}") for key, kind, name in uow.session.execute(statement)]


def card_of(person: Person) -> PersonCard:
    """What screens see of a person."""
    return PersonCard(
        person.id,
        person.full_name,
        person.birth_year,
        person.birth_date,
        person.sex,
        person.id_number,
        person.id_paper,
        person.old_id_number,
        person.phone,
        person.address,
        person.village_id,
        person.village,
    )


def _spelled(words: str) -> tuple[str, ...]:
    """The words as they may be meant: as typed, then with the parts of a number put together ("Lan 0912.345.678")."""
    if not any(letter.isalpha() for letter in words):
        return (digits_of(words),)
    if not any(letter.isdigit() for letter in words):
        return (words,)
    return tuple(dict.fromkeys((words, _BETWEEN_DIGITS.sub("", words), number_of(words))))
