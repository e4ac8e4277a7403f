"""What invented visits owe the citizen: most of it met, some of it late, the newest open."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.rulebook import OfficeClock
from dcapp.features.office.rulebook import clock_of as office_clock
from dcapp.features.visits.rules import ANSWER_RULE, OWING, debt_title, ground_of
from dcapp.features.visits.service import BOOK
from dcapp.rules.counting import Deadline
from dcapp.rules.working_days import Calendar, DayOff

NEWEST = timedelta(days=45)
"""What came so lately may still be open."""
OVERDUE, LATE, DROPPED, PROMISED = 0.01, 0.08, 0.01, 0.04


@dataclass(slots=True)
class Clock:
    """Counts last days, each once for a day and a rule.

    Years whose days off nobody loaded are counted with weekends alone: the matters are invented, and long over.
    """

    today: date
    office: OfficeClock
    loaded: frozenset[int]
    _counted: dict[tuple[str, date], Deadline] = field(default_factory=dict)

    def deadline(self, rule: str, start_on: date) -> Deadline:
        """The last day of a rule from a day on."""
        key = (rule, start_on)
        if key not in self._counted:
            self._counted[key] = self.office.reckon(rule, start_on)
        return self._counted[key]


def clock_of(uow: UnitOfWork, first: date, last: date) -> Clock:
    """The office's own calendar and rules, over all years between two days and a year beyond."""
    office = office_clock(uow)
    loaded = office.calendar.years
    every = (first + timedelta(days=number) for number in range((last - first).days + 366))
    lines = (office.calendar.day_off(day) for day in every)
    days: list[DayOff] = [line for line in lines if line is not None]
    calendar = Calendar(days, loaded | frozenset(range(first.year, last.year + 3)))
    return Clock(uow.today, replace(office, calendar=calendar), loaded)


def debts_of(clock: Clock, choose: random.Random, words: Mapping[str, Any], visit: Mapping[str, Any]) -> list[Any]:
    """The rows of what a visit owes, as the book of visits would enter them; `record_id` comes with the visit's id."""
    day: date = visit["received_on"]
    ground = ground_of(visit.get("ground", ""), day)
    rules: dict[CommitmentKind, str] = {}
    if visit["outcome"] in OWING:
        rules[CommitmentKind.ANSWER] = ANSWER_RULE
    if ground is not None and ground.notice is not None and ground.notice.rule:
        rules[CommitmentKind.REFUSAL_NOTICE] = ground.notice.rule
    if choose.random() < PROMISED:
        rules[CommitmentKind.PROMISE] = ""
    return [_debt(clock, choose, words, visit, kind, rule) for kind, rule in rules.items()]


def _debt(
    clock: Clock,
    choose: random.Random,
    words: Mapping[str, Any],
    visit: Mapping[str, Any],
    kind: CommitmentKind,
    rule: str,
) -> dict[str, Any]:
    day: date = visit["received_on"]
    if rule:
        found = clock.deadline(rule, day)
        due_on, warn_on = found.due, found.warn_on
    else:
        due_on = warn_on = day + timedelta(days=choose.randrange(5, 40))
    return {
        "kind": kind,
        "book": BOOK,
        "title": debt_title(visit["number"], visit["year"], visit["matter"], visit["content"]),
        "to_whom": visit.get("code") or visit.get("name", ""),
        "owner_id": visit["receiver_id"],
        "owner": visit["receiver"],
        "made_on": day,
        "rule": rule,
        "start_on": day,
        "due_on": due_on,
        "warn_on": warn_on,
        **_standing(clock, choose, words, day, due_on),
    }


def _standing(clock: Clock, choose: random.Random, words: Mapping[str, Any], day: date, due_on: date) -> dict[str, Any]:
    """How it went on: what is open lies in years whose calendar is loaded, so that it can be counted anew."""
    is_new = day > clock.today - NEWEST
    chance = choose.random()
    may_be_open = is_new or day > clock.today - timedelta(days=365)
    if may_be_open and {day.year, due_on.year} <= clock.loaded and chance < (0.6 if is_new else OVERDUE):
        return {"state": CommitmentState.OPEN}
    if chance > 1 - DROPPED:
        return {"state": CommitmentState.DROPPED, "reason": "Công dân đã rút"}
    is_late = due_on < clock.today and choose.random() < LATE
    met_on = due_on + timedelta(days=choose.randrange(1, 30)) if is_late else _between(choose, day, due_on)
    met_on = min(met_on, clock.today)
    return {
        "state": CommitmentState.MET,
        "met_on": met_on,
        "answer": choose.choice(words["answers"]),
        "reason": choose.choice(words["reasons"]) if met_on > due_on else "",
    }


def _between(choose: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=choose.randrange(max((last - first).days, 0) + 1))
