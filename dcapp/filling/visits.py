"""Invented visits of ten years, in bulk: every matter and outcome, crowds, denouncers by code, what is owed."""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.commitments.models import Commitment
from dcapp.features.office.models import Officer
from dcapp.features.people.terms import Sex
from dcapp.features.visits.models import Visit, VisitDocument, VisitMember
from dcapp.features.visits.rules import gist_of
from dcapp.features.visits.terms import CROWD_FROM, Capacity, DocumentCopy, Matter, Outcome, ReceptionKind
from dcapp.filling.debts import Clock, clock_of, debts_of
from dcapp.filling.people import fill_people, homes_of, name_of
from dcapp.filling.tasks import INVENTED
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId
from dcapp.rules.reception import group_rule_on
from dcapp.rules.refusals import grounds_on
from dcapp.rules.retention import retention_on

WORDS = Path(__file__).parents[2] / "data" / "sample" / "fill_visits.toml"
RECORDER = "Dữ liệu giả để thử"
"""Who wrote an invented visit down; a real one names an account."""
FIRST_YEAR = 2015
"""The first full year of the law on citizen reception."""
YEARS = 10
"""Over so many years the visits are spread, the asked year last."""
PEOPLE = 0.6
"""So many people for a visit; the others are of those who came before."""
MOST_TIMES = 10
DENOUNCING, CROWDS, GROUPS, SPOKEN_FOR, AGAIN = 0.03, 0.01, 0.04, 0.05, 0.4
MOST_NAMED = 12
"""So many of a crowd are named at most."""

_KINDS = ((ReceptionKind.REGULAR, 85), (ReceptionKind.LEADER, 10), (ReceptionKind.DELEGATED, 2))
_KINDS_ALL = (*_KINDS, (ReceptionKind.UNSCHEDULED, 3))
_MATTERS = ((Matter.FEEDBACK, 52), (Matter.QUESTION, 30), (Matter.COMPLAINT, 13), (Matter.SEVERAL, 5))
_OUTCOMES = {
    Matter.QUESTION: ((Outcome.ANSWERED, 60), (Outcome.GUIDED, 30), (Outcome.NOTED, 8), (Outcome.REFUSED, 2)),
    Matter.DENUNCIATION: ((Outcome.LETTER, 60), (Outcome.NOTED, 20), (Outcome.GUIDED, 20)),
}
_OUTCOMES_ELSE = (
    (Outcome.ANSWERED, 18),
    (Outcome.GUIDED, 16),
    (Outcome.LETTER, 26),
    (Outcome.NOTED, 22),
    (Outcome.FORWARDED, 15),
    (Outcome.REFUSED, 3),
)
_ELSEWHERE = (Outcome.GUIDED, Outcome.FORWARDED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What somebody came with before: the first visit with the matter, its field and its words."""

    first_id: int
    field: str
    subject: str


@dataclass(slots=True)
class Invention:
    """What invented visits are put together from, and how far the books are."""

    choose: random.Random
    words: Mapping[str, Any]
    officers: Sequence[tuple[OfficerId, str]]
    clock: Clock
    last_number: dict[int, int]
    last_code: dict[int, int]
    earlier: dict[int, Earlier] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """A visit that is put together, with what hangs on it."""

    visit: dict[str, Any]
    members: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    debts: list[dict[str, Any]]
    subject: str


def fill_visits(uow: UnitOfWork, year: int, count: int, seed: int) -> dict[str, int]:
    """Add so many invented visits over the ten years up to `year`, at the latest up to today, behind those there are.

    The same seed gives the same words on the same day. Returns {"visits", "people", "commitments"}.
    Raises Invalid for a year of which no visit can be.
    """
    first, last = date(max(year - YEARS + 1, FIRST_YEAR), 1, 1), min(date(year, 12, 31), uow.today)
    if last < first:
        message = _("Năm của sổ tiếp phải từ {first} đến {last}.").format(first=FIRST_YEAR, last=uow.today.year)
        raise Invalid(message, field="year")
    choose = random.Random(f"visits:{seed}:{year}:{count}")
    clock = clock_of(uow, first, last)
    words = _words()
    officers = uow.session.execute(select(Officer.id, Officer.full_name).order_by(Officer.id)).all()
    made_of = Invention(choose, words, [(key, name) for key, name in officers], clock, _numbers(uow), _codes(uow))
    moments = _moments(choose, clock, first, last, count)
    denounced = [choose.random() < DENOUNCING for _moment in moments]
    named = denounced.count(False)
    people = fill_people(uow, choose, words, homes_of(uow), min(named, max(1, round(count * PEOPLE))))
    comers = iter(_comers(choose, people, named))
    counts = {"visits": count, "people": len(people), "commitments": 0}
    whole = zip(moments, denounced, strict=True)
    for _quarter, part in groupby(whole, key=lambda one: (one[0][0].year, (one[0][0].month - 1) // 3)):
        lines = [_line(made_of, day, at, None if sealed else next(comers)) for (day, at), sealed in part]
        counts["commitments"] += _write(uow, made_of, lines)
    return counts


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return tomllib.loads(WORDS.read_text("utf-8"))


def _numbers(uow: UnitOfWork) -> dict[int, int]:
    """The last number of each book."""
    found: dict[int, int] = defaultdict(int)
    for year, number in uow.session.execute(select(Visit.year, func.max(Visit.number)).group_by(Visit.year)):
        found[year] = number
    return found


def _codes(uow: UnitOfWork) -> dict[int, int]:
    """How many codes of denouncers each year gave."""
    found: dict[int, int] = defaultdict(int)
    for year, code in uow.session.execute(select(Visit.year, Visit.code).where(Visit.code != "")):
        found[year] = max(found[year], int(code.removeprefix("TC").split("/")[0]))
    return found


def _moments(choose: random.Random, clock: Clock, first: date, last: date, count: int) -> list[tuple[date, int]]:
    """When somebody came, in order: working days, and minutes of the day."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    days = [day for day in every if clock.office.calendar.is_working_day(day)] or [last]
    return sorted(
        (choose.choice(days), choose.choice((choose.randrange(450, 690), choose.randrange(810, 1005))))
        for _number in range(count)
    )


def _comers(choose: random.Random, people: Sequence[dict[str, Any]], visits: int) -> list[dict[str, Any]]:
    """Who comes to each visit: everybody once, some again and again, nobody more than `MOST_TIMES`."""
    times = [1] * len(people)
    who = list(range(len(people)))
    while len(who) < visits:
        one = int(len(people) * choose.random() ** 2)
        if times[one] < MOST_TIMES:
            times[one] += 1
            who.append(one)
    choose.shuffle(who)
    return [people[one] for one in who]


def _weighed(choose: random.Random, weights: Sequence[tuple[Any, int]]) -> Any:
    return choose.choices([one for one, _weight in weights], [weight for _one, weight in weights])[0]


def _line(made_of: Invention, day: date, minute: int, person: Mapping[str, Any] | None) -> Line:
    """A visit; of a denouncer (no person) nothing is made up that would tell who it was."""
    choose, words = made_of.choose, made_of.words
    matter = Matter.DENUNCIATION if person is None else _weighed(choose, _MATTERS)
    before = made_of.earlier.get(person["id"]) if person is not None and choose.random() < AGAIN else None
    key = before.field if before else choose.choice(sorted(words["fields"]))
    subject = before.subject if before else f"{choose.choice(words['fields'][key])} {choose.choice(words['places'])}"
    content = f"{f'Hỏi lại: {subject}' if before else subject}; {choose.choice(words['details'])}."
    outcome = _weighed(choose, _OUTCOMES.get(matter, _OUTCOMES_ELSE))
    receiver_id, receiver = choose.choice(made_of.officers) if made_of.officers else (None, RECORDER)
    documents = _documents(choose, words, outcome)
    made_of.last_number[day.year] += 1
    visit: dict[str, Any] = {
        "year": day.year,
        "number": made_of.last_number[day.year],
        "received_on": day,
        "received_at": f"{minute // 60:02d}:{minute % 60:02d}",
        "kind": _weighed(choose, _KINDS_ALL),
        "receiver_id": receiver_id,
        "receiver": receiver,
        "recorder": RECORDER,
        "place": "Phòng tiếp công dân",
        "matter": matter,
        "field": key,
        "content": content,
        "request": choose.choice(words["requests"]),
        "earlier": choose.choice(words["earlier"]) if choose.random() < 0.1 else "",
        "has_documents": bool(documents),
        "follows_id": before.first_id if before else None,
        **_ending(choose, words, day, outcome),
        "keep_until": (until := retention_on("register", day).until(day)),
        **_destroyed(choose, until, made_of.clock.today),
    }
    members = _identity(made_of, visit, person)
    debts = debts_of(made_of.clock, choose, words, visit)
    met = [debt["met_on"] for debt in debts if debt.get("met_on")]
    visit["result"] = f"Đã trả lời ngày {max(met):%d/%m/%Y}" if met and person is not None else ""
    return Line(visit, members, documents, debts, subject)


def _ending(choose: random.Random, words: Mapping[str, Any], day: date, outcome: Outcome) -> dict[str, Any]:
    grounds = grounds_on(day) if outcome is Outcome.REFUSED else ()
    if outcome is Outcome.REFUSED and not grounds:
        outcome = Outcome.ANSWERED
    return {
        "outcome": outcome,
        "is_competent": outcome not in _ELSEWHERE,
        "reply": choose.choice(words["replies"]) if outcome is Outcome.ANSWERED else "",
        "sent_to": choose.choice(words["bodies"]) if outcome in (Outcome.GUIDED, Outcome.FORWARDED) else "",
        "ground": choose.choice(grounds).key if grounds else "",
    }


def _destroyed(choose: random.Random, until: date | None, today: date) -> dict[str, Any]:
    """Papers whose time is over: most were destroyed, some wait for it."""
    if until is None or until >= today or choose.random() < 0.3:
        return {}
    return {"destroyed_on": min(until + timedelta(days=60), today), "destruction": "Biên bản tiêu hủy (dữ liệu giả)"}


def _identity(made_of: Invention, visit: dict[str, Any], person: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Fill in who came: a citizen with those who came along, whom it gives, or a code."""
    choose = made_of.choose
    if person is None:
        made_of.last_code[visit["year"]] += 1
        visit["code"] = f"TC{made_of.last_code[visit['year']]:03d}/{visit['year']}"
        return []
    shared = ("birth_year", "birth_date", "sex", "id_number", "id_paper", "phone", "address", "village_id", "village")
    visit |= {key: person[key] for key in shared}
    visit |= {"person_id": person["id"], "name": person["full_name"]}
    if choose.random() < SPOKEN_FOR:
        visit["capacity"] = choose.choice([one for one in Capacity if one is not Capacity.SELF])
        visit["on_behalf_of"] = name_of(choose, made_of.words, choose.choice((Sex.MALE, Sex.FEMALE)))
        visit["authority"] = "Giấy ủy quyền"
    chance = choose.random()
    if chance < CROWDS:
        visit["people_count"] = choose.randrange(CROWD_FROM, 41)
    elif chance < CROWDS + GROUPS:
        visit["people_count"] = choose.randrange(2, CROWD_FROM)
    else:
        return []
    return list(_members(made_of, visit, person))


def _members(made_of: Invention, visit: Mapping[str, Any], person: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    choose, people = made_of.choose, visit["people_count"]
    band = group_rule_on(visit["received_on"]).band(people)
    speaking = choose.randrange(band.least, band.most + 1) if band is not None else 1
    for position in range(1, min(people, MOST_NAMED) + 1):
        is_first = position == 1
        yield {
            "position": position,
            "name": person["full_name"]
            if is_first
            else name_of(choose, made_of.words, choose.choice((Sex.MALE, Sex.FEMALE))),
            "birth_year": person["birth_year"] if is_first else choose.randrange(1940, 2005),
            "id_number": person["id_number"] if is_first else "",
            "address": person["village"],
            "is_representative": position <= speaking,
        }


def _documents(choose: random.Random, words: Mapping[str, Any], outcome: Outcome) -> list[dict[str, Any]]:
    handed_in = choose.randrange(1, 4) if outcome is Outcome.LETTER and choose.random() < 0.5 else 0
    return [
        {
            "position": position,
            "name": choose.choice(words["papers"]),
            "pages": choose.randrange(1, 12),
            "copy": choose.choice(list(DocumentCopy)),
            "condition": choose.choice(("còn rõ", "mờ dấu", "")),
        }
        for position in range(1, handed_in + 1)
    ]


def _write(uow: UnitOfWork, made_of: Invention, lines: Sequence[Line]) -> int:
    """Write the visits of a stretch with all that hangs on them; gives how much is owed."""
    keys = uow.bulk(Visit, [line.visit for line in lines], label=INVENTED)
    members, documents, debts = [], [], []
    for key, line in zip(keys, lines, strict=True):
        members += [{**row, "visit_id": key} for row in line.members]
        documents += [{**row, "visit_id": key} for row in line.documents]
        debts += [{**row, "record_id": key} for row in line.debts]
        person_id = line.visit.get("person_id")
        if person_id is not None:
            first = line.visit["follows_id"] or key
            made_of.earlier[person_id] = Earlier(first, line.visit["field"], gist_of(line.subject))
    for kind, rows in ((VisitMember, members), (VisitDocument, documents), (Commitment, debts)):
        uow.bulk(kind, rows, label=INVENTED)
    return len(debts)
