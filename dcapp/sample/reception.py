"""Citizen reception of the practice commune: two hundred visits over two years, what was answered and what was not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from dcapp.features.commitments.queries import commitments_of
from dcapp.features.commitments.service import CommitmentForm, MeetForm, add_commitment, meet_commitment
from dcapp.features.commitments.terms import CommitmentState
from dcapp.features.people.queries import village_choices
from dcapp.features.visits.forms import DocumentForm, VisitForm
from dcapp.features.visits.lists import members_of
from dcapp.features.visits.service import BOOK, record_visit
from dcapp.features.visits.terms import DocumentCopy, Matter, Outcome, ReceptionKind
from dcapp.kernel import clock
from dcapp.rules.working_days import built_in_calendar
from dcapp.sample.telling import Story, Told, told_in

OPEN_FOR = 9
"""Days before the end of the story in which answers are still open."""
LATE_EVERY = 17
"""One answer of so many comes late."""
RETURNS_EVERY = 4
"""One visit of so many is by somebody who came before."""


def tell_reception(story: Story) -> None:
    """Tell of the visits, each on its day; those that are told in full stand among the others."""
    told = told_in("reception.toml")
    villages = {words.split(" ", 1)[1]: key for key, words in story.run(village_choices)}
    for visit in told["visit"]:
        story.on(visit["on"], _visit, story, told, visit, villages)
    for promise in told["promise"]:
        story.on(promise["made_on"], _promise, story, promise)
    for day, visit in _many(story, told, villages):
        story.on(day, _visit, story, told, visit, villages)


def _many(story: Story, told: Told, villages: dict[str, Any]) -> list[tuple[date, Told]]:
    """The visits of the years, spread over the working days; the same every time."""
    chance = Random("tiếp công dân")
    first, count = told["first_day"], told["count"]
    calendar = built_in_calendar()
    people: list[Told] = []
    found: list[tuple[date, Told]] = []
    for number in range(count):
        day = first + (story.last - first) * number // count
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
        if people and number % RETURNS_EVERY == 0:
            person = chance.choice(people)
        else:
            person = _somebody(chance, told, villages)
            people.append(person)
        matter = told["matter"][number % len(told["matter"])]
        found.append((day, {**matter, **person, "number": number}))
    return found


def _somebody(chance: Random, told: Told, villages: dict[str, Any]) -> Told:
    name = " ".join(chance.choice(told[part]) for part in ("surnames", "middles", "givens"))
    year = chance.randrange(1945, 2002)
    return {
        "name": name,
        "birth_year": year,
        "village": chance.choice(sorted(villages)),
        "phone": f"0200 {chance.randrange(100, 999)} {chance.randrange(100, 999)}",
    }


def _visit(story: Story, told: Told, visit: Told, villages: dict[str, Any]) -> None:
    number = visit.get("number", 0)
    receiver = told["receivers"][number % len(told["receivers"])]
    form = VisitForm(
        received_on=clock.today(),
        received_at=f"{8 + number % 3:02d}:{number * 7 % 60:02d}",
        name=visit.get("name", ""),
        birth_year=visit.get("birth_year"),
        phone=visit.get("phone", ""),
        village_id=villages.get(visit.get("village", "")),
        people_count=visit.get("people", 1),
        members=members_of("\n".join(visit.get("members", ()))),
        matter=Matter(visit.get("matter", "feedback")),
        field=visit.get("field", ""),
        content=visit["content"],
        request=visit.get("request", ""),
        reply=visit.get("reply", ""),
        kind=ReceptionKind(visit.get("kind", "regular")),
        outcome=Outcome(visit["outcome"]),
        ground=visit.get("ground", ""),
        sent_to=visit.get("sent_to", ""),
        is_competent=Outcome(visit["outcome"]) not in (Outcome.GUIDED, Outcome.FORWARDED, Outcome.REFUSED),
        documents=tuple(_document(*document) for document in visit.get("documents", ())),
        receiver_id=story.officers.get(receiver),
        receiver=receiver,
        place=told["place"],
    )
    recorded = story.run(record_visit, form)
    if "answer" in visit:
        answered = visit.get("answered") or _answered_on(story, number)
        story.on(answered, partial(_answer, story, recorded.id, visit))


def _document(name: str, pages: int, copy: str, condition: str) -> DocumentForm:
    return DocumentForm(name=name, pages=pages, copy=DocumentCopy(copy), condition=condition)


def _answered_on(story: Story, number: int) -> date:
    """Most answers come within a week, some late; those of the last days are still open."""
    after = 16 if number % LATE_EVERY == LATE_EVERY - 1 else 4 + number % 5
    day = clock.today() + timedelta(days=after)
    return day if clock.today() <= story.last - timedelta(days=OPEN_FOR) else story.last + timedelta(days=1)


def _answer(story: Story, visit_id: int, visit: Told) -> None:
    for owed in story.run(commitments_of, BOOK, visit_id):
        if owed.state is CommitmentState.OPEN:
            late = clock.today() > owed.due_on
            form = MeetForm(
                met_on=clock.today(),
                answer=visit["answer"],
                reason=visit.get("reason", "Chờ kết quả xác minh tại thực địa") if late else "",
            )
            story.run(meet_commitment, owed.id, form)


def _promise(story: Story, told: Told) -> None:
    keys = ("title", "to_whom", "made_on", "due_on")
    key = story.run(add_commitment, CommitmentForm(**{key: told[key] for key in keys}, is_opening=True))
    form = MeetForm(met_on=told["answered"], answer=told["answer"])
    story.on(told["answered"], story.run, meet_commitment, key, form)
