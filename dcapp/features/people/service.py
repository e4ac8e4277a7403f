"""Use cases of the people slice: somebody is entered once and found again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.models import Village
from dcapp.features.people.models import Person
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PersonId, VillageId
from dcapp.kernel.text import fold, name_sort_key, nfc

OLDEST = 1900


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, as they say or as the card says."""

    name: str
    birth_year: int | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    id_number: str = ""
    id_paper: IdPaper = IdPaper.CARD
    old_id_number: str = ""
    phone: str = ""
    address: str = ""
    village_id: VillageId | None = None


def cleaned(uow: UnitOfWork, identity: Identity) -> Identity:
    """The same identity, trimmed; Invalid for a missing name, or a birth that cannot be."""
    name = _line(identity.name)
    if not name:
        raise Invalid(_("Chưa ghi họ và tên."), field="name")
    if identity.birth_date is not None and identity.birth_date > uow.today:
        raise Invalid(_("Ngày sinh chưa tới."), field="birth_date")
    year = identity.birth_date.year if identity.birth_date is not None else identity.birth_year
    if year is not None and not OLDEST <= year <= uow.today.year:
        message = _("Năm sinh phải từ {first} đến {last}.").format(first=OLDEST, last=uow.today.year)
        raise Invalid(message, field="birth_year")
    return Identity(
        name=name,
        birth_year=year,
        birth_date=identity.birth_date,
        sex=identity.sex,
        id_number=number_of(identity.id_number),
        id_paper=identity.id_paper,
        old_id_number=number_of(identity.old_id_number),
        phone=_line(identity.phone),
        address=_line(identity.address),
        village_id=identity.village_id,
    )


def number_of(text: str) -> str:
    """A number of a card without the blanks and points that people put into it."""
    return "".join(letter for letter in nfc(text).upper() if letter.isalnum())


def known_person(uow: UnitOfWork, identity: Identity, known: PersonId | None = None) -> Person | None:
    """The person whom the identity means, None where nobody is known.

    Without `known`, the same name with the same number of a card means the same person, and so do name, year of birth
    and village together where no number speaks against it. A name alone never does: two people of one name are common
    in a village.
    """
    person = uow.session.get(Person, known) if known is not None else None
    return person or _by_number(uow, identity) or _by_home(uow, identity)


def keep_person(uow: UnitOfWork, identity: Identity, known: PersonId | None = None) -> Person:
    """The person whom the identity means, brought up to date; a new one where nobody is known.

    What the identity leaves empty stays as it was, but for a day of birth that another year speaks against.
    """
    person = known_person(uow, identity, known)
    if person is None:
        person = Person(full_name=identity.name)
        uow.session.add(person)
    person.full_name = identity.name
    born = person.birth_date
    if identity.birth_date or (born is not None and identity.birth_year not in (None, born.year)):
        person.birth_date = identity.birth_date
    person.birth_year = identity.birth_year or person.birth_year
    person.sex = identity.sex or person.sex
    if identity.id_number:
        if person.id_number and person.id_number != identity.id_number and not identity.old_id_number:
            person.old_id_number = person.id_number
        person.id_number, person.id_paper = identity.id_number, identity.id_paper
    person.old_id_number = identity.old_id_number or person.old_id_number or ""
    person.phone = identity.phone or person.phone or ""
    person.address = identity.address or person.address or ""
    if identity.village_id is not None:
        person.village_id, person.village = identity.village_id, village_name(uow, identity.village_id)
    uow.session.flush()
    return person


def add_to_person(uow: UnitOfWork, person: Person, identity: Identity) -> Person:
    """Fill what the office does not know of a person yet; what it knows stays, for it is newer than the identity."""
    year = person.birth_year or identity.birth_year
    person.birth_year = year
    if person.birth_date is None and identity.birth_date is not None and identity.birth_date.year == year:
        person.birth_date = identity.birth_date
    person.sex = person.sex or identity.sex
    if not person.id_number:
        person.id_number, person.id_paper = identity.id_number, identity.id_paper
    earlier = identity.id_number if identity.id_number != person.id_number else ""
    person.old_id_number = person.old_id_number or identity.old_id_number or earlier
    person.phone, person.address = person.phone or identity.phone, person.address or identity.address
    if person.village_id is None and identity.village_id is not None:
        person.village_id, person.village = identity.village_id, village_name(uow, identity.village_id)
    uow.session.flush()
    return person


def village_name(uow: UnitOfWork, village_id: VillageId | None) -> str:
    """A village with its kind, "thôn Châu Me"; empty for none."""
    if village_id is None:
        return ""
    village = uow.get(Village, village_id)
    return f"{village.kind} {village.name}"


def _by_number(uow: UnitOfWork, identity: Identity) -> Person | None:
    """Somebody with one of the numbers, as long as the name does not speak against it."""
    numbers = [number for number in (identity.id_number, identity.old_id_number) if number]
    if not numbers:
        return None
    statement = select(Person).where(or_(Person.id_number.in_(numbers), Person.old_id_number.in_(numbers)))
    wanted = fold(identity.name)
    found = uow.session.scalars(statement.order_by(Person.id.desc()))
    return next((person for person in found if fold(person.full_name) == wanted), None)


def _by_home(uow: UnitOfWork, identity: Identity) -> Person | None:
    """Somebody of the same name, year of birth and village, as long as no number speaks against it."""
    if identity.birth_year is None or identity.village_id is None:
        return None
    statement = select(Person).where(
        Person.name_order == name_sort_key(identity.name),
        Person.birth_year == identity.birth_year,
        Person.village_id == identity.village_id,
    )
    found = uow.session.scalars(statement.order_by(Person.id.desc())).all()
    return next((person for person in found if not (person.id_number and identity.id_number)), None)


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
