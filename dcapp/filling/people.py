"""Invented citizens, in bulk: names as they are common, numbers of cards and phones that nobody was ever given."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.models import Village
from dcapp.features.people.models import Person
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.filling.tasks import INVENTED
from dcapp.kernel.ids import VillageId

BATCH = 20_000
NO_PROVINCE = "099"
"""No card begins so: the code of no province and no country."""
BORN_FROM, BORN_TO = date(1938, 1, 1), date(2006, 12, 31)


@dataclass(frozen=True, slots=True)
class Home:
    """A village in use: its id, and how it is written."""

    village_id: VillageId
    words: str


def homes_of(uow: UnitOfWork) -> list[Home]:
    """The villages that citizens can be from."""
    rows = uow.session.execute(select(Village.id, Village.kind, Village.name).order_by(Village.id))
    return [Home(key, f"{kind} {name}") for key, kind, name in rows]


def fill_people(
    uow: UnitOfWork, choose: random.Random, words: Mapping[str, Any], homes: Sequence[Home], count: int
) -> list[dict[str, Any]]:
    """Write so many citizens; gives the rows with their ids."""
    people: list[dict[str, Any]] = []
    for start in range(0, count, BATCH):
        rows = [_person(choose, words, homes) for _number in range(min(BATCH, count - start))]
        keys = uow.bulk(Person, rows, label=INVENTED)
        people += [{**row, "id": key} for key, row in zip(keys, rows, strict=True)]
    return people


def name_of(choose: random.Random, words: Mapping[str, Any], sex: Sex) -> str:
    """A full name as it may be heard in any village."""
    which = "male" if sex is Sex.MALE else "female"
    parts = (choose.choice(words[part]) for part in ("surnames", f"middles_{which}", f"givens_{which}"))
    return " ".join(part for part in parts if part)


def card_number(choose: random.Random, born: date, sex: Sex) -> str:
    """A number that is built like one of a citizen's card and can be nobody's."""
    century = (born.year // 100 - 19) * 2 + (sex is Sex.FEMALE)
    return f"{NO_PROVINCE}{century}{born.year % 100:02d}{choose.randrange(10**6):06d}"


def _person(choose: random.Random, words: Mapping[str, Any], homes: Sequence[Home]) -> dict[str, Any]:
    sex = choose.choice((Sex.MALE, Sex.FEMALE))
    born = BORN_FROM + timedelta(days=choose.randrange((BORN_TO - BORN_FROM).days))
    home = choose.choice(homes) if homes and choose.random() < 0.95 else None
    has_card = choose.random() < 0.8
    return {
        "full_name": name_of(choose, words, sex),
        "birth_year": born.year,
        "birth_date": born if has_card else None,
        "sex": sex,
        "id_number": card_number(choose, born, sex) if has_card else "",
        "id_paper": IdPaper.CARD,
        "old_id_number": f"0{choose.randrange(10**8):08d}" if has_card and choose.random() < 0.2 else "",
        "phone": f"0200 {choose.randrange(1000):03d} {choose.randrange(1000):03d}" if choose.random() < 0.7 else "",
        "address": f"số {choose.randrange(1, 200)}" if home else "xã khác",
        "village_id": home.village_id if home else None,
        "village": home.words if home else "",
    }
