"""How the clocks of a case and its letters move with a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.cases.details import all_clocks, letter_ids_of
from dcapp.features.cases.models import CaseFile
from dcapp.features.cases.rules import criteria_in, day_in
from dcapp.features.letters.clocks import (
    OPEN,
    ClockCard,
    Facts,
    change_facts,
    facts_of,
    meet_clock,
    pause_clocks,
    resume_clocks,
    start_clock,
    stop_clocks,
)
from dcapp.features.letters.models import Letter
from dcapp.features.letters.terms import ClockState
from dcapp.features.office.rulebook import clock_of
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.complexity import complexity_on
from dcapp.rules.workflow_checks import EVERY
from dcapp.rules.workflow_terms import Step, Workflow

ENDED = N_("Vụ việc đã kết thúc ở bước này.")


@dataclass(frozen=True, slots=True)
class ClockMove:
    """A clock that a step moves: from which day it counts, its last day then; None where it ends or stands still."""

    rule: str
    title: str
    start_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What a step does to the clocks. `told` are the same with days, for the screen."""

    day: date
    starts: tuple[tuple[str, date | None], ...]
    meets: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: bool
    resumes: bool
    extends: bool
    criteria: tuple[str, ...] | None
    reason: str
    starting: tuple[ClockMove, ...] = ()
    meeting: tuple[ClockMove, ...] = ()
    stopping: tuple[ClockMove, ...] = ()
    changing: tuple[ClockMove, ...] = ()


def moves_of(
    uow: UnitOfWork, case: CaseFile, workflow: Workflow, step: Step, answers: Mapping[str, Any], day: date, reason: str
) -> Moves:
    """What a step does to the clocks; a clock whose day was not answered does not start."""
    days = {
        "done_on": day,
        "opened_on": _taken_in_on(uow, case),
        "accepted_on": case.accepted_on or day,
        "decided_on": case.decided_on or day,
    }
    return Moves(
        day=day,
        starts=tuple((one.rule, days.get(one.since) or day_in(answers, one.since)) for one in step.starts),
        meets=step.meets,
        stops=step.stops,
        pauses=step.pauses,
        resumes=step.resumes,
        extends=step.extends,
        criteria=criteria_in(answers) if step.complex else None,
        reason=reason,
    )


def move_clocks(uow: UnitOfWork, case: CaseFile, workflow: Workflow, moves: Moves) -> None:
    """Move the clocks of the case and of its letters. Invalid asks for the reason of what is late."""
    started = {rule for rule, _since in moves.starts}
    _meet(uow, case, [rule for rule in moves.meets if rule not in started], moves)
    if moves.stops:
        rules = None if EVERY in moves.stops else moves.stops
        stop_clocks(uow, case_id=case.id, rules=rules, reason=_(ENDED))
        for letter_id in letter_ids_of(uow, case.id):
            stop_clocks(uow, letter_id=letter_id, rules=rules, reason=_(ENDED))
    if moves.pauses:
        pause_clocks(uow, moves.day, case_id=case.id)
    if moves.resumes:
        resume_clocks(uow, moves.day, case_id=case.id)
    if moves.extends or moves.criteria is not None:
        facts = facts_of(uow, workflow.resolves, case_id=case.id)
        if facts is None:
            raise RuleViolation(_("Chưa có thời hạn giải quyết đang tính."))
        change_facts(uow, workflow.resolves, _changed(case, workflow, facts, moves), case_id=case.id)
    for rule, since in moves.starts:
        if since is not None:
            start_clock(uow, rule, since, case_id=case.id, facts=_facts_for(case, workflow, rule, since))
    _meet(uow, case, [rule for rule in moves.meets if rule in started], moves)


def late_clocks(uow: UnitOfWork, case: CaseFile, moves: Moves) -> tuple[ClockCard, ...]:
    """Clocks that a step would meet after their last day: they ask for a reason."""
    return tuple(
        card
        for card in all_clocks(uow, case.id)
        if card.rule in moves.meets
        and card.state is ClockState.RUNNING
        and moves.day > card.due_on
        and not card.is_effect
    )


def _meet(uow: UnitOfWork, case: CaseFile, rules: list[str], moves: Moves) -> None:
    letters = letter_ids_of(uow, case.id)
    for rule in rules:
        try:
            meet_clock(uow, rule, moves.day, case_id=case.id, reason=moves.reason)
            for letter_id in letters:
                meet_clock(uow, rule, moves.day, letter_id=letter_id, reason=moves.reason)
        except Invalid as error:
            raise Invalid(str(error), field="reason" if error.field == "reason" else "done_on") from error


def _taken_in_on(uow: UnitOfWork, case: CaseFile) -> date:
    """The day on which the matter came to the office: that of its first letter."""
    first = uow.session.scalar(select(func.min(Letter.received_on)).where(Letter.case_id == case.id))
    return min(case.opened_on, first) if first is not None else case.opened_on


def _facts_for(case: CaseFile, workflow: Workflow, rule: str, day: date) -> Facts:
    """Only the limit of resolving knows complexity and the area; others take the area where they ask for it."""
    if rule != workflow.resolves:
        return Facts(is_remote=case.is_remote)
    return Facts(is_remote=case.is_remote, is_complex=bool(case.criteria), criteria=_known(case, rule, day))


def _known(case: CaseFile, rule: str, day: date) -> tuple[str, ...]:
    group = "complaints" if rule.startswith("KN") else "denunciations"
    return tuple(case.criteria) if complexity_on(group, day) is not None else ()


def _changed(case: CaseFile, workflow: Workflow, facts: Facts, moves: Moves) -> Facts:
    if moves.extends:
        facts = replace(facts, extensions=facts.extensions + 1)
    if moves.criteria is None:
        return facts
    day = facts.accepted_again or case.accepted_on or case.opened_on
    criteria = tuple(sorted({*facts.criteria, *case.criteria, *moves.criteria}))
    known = complexity_on("complaints" if workflow.kind == "complaint" else "denunciations", day)
    return replace(facts, is_complex=True, criteria=criteria if known is not None else ())


def told(uow: UnitOfWork, case: CaseFile, workflow: Workflow, moves: Moves) -> Moves:
    """The moves of a step with the days they bring, by the office's clock; nothing is written."""
    clock = clock_of(uow)
    titles = {rule.name: rule.title for rule in clock.book.rules}
    running = [card for card in all_clocks(uow, case.id) if card.state in OPEN]
    starting: list[ClockMove] = []
    for rule, since in moves.starts:
        if since is None:
            starting.append(ClockMove(rule, titles.get(rule, rule), None, None))
            continue
        try:
            found = clock.reckon(rule, since, _facts_for(case, workflow, rule, since).case)
        except RuleViolation:
            continue
        starting.append(ClockMove(rule, titles.get(rule, rule), since, found.due))
    ends = {rule for rule, _since in moves.starts}
    stopped = [card for card in running if (EVERY in moves.stops or card.rule in moves.stops)]
    met = [card for card in running if card.rule in moves.meets and card.rule not in ends]
    changing: list[ClockMove] = []
    for card in running:
        facts = card.facts
        if moves.pauses and card.rule == workflow.resolves:
            changing.append(ClockMove(card.rule, card.title, card.start_on, None))
            continue
        if moves.resumes and facts.pauses and facts.pauses[-1][1] is None:
            facts = replace(facts, pauses=(*facts.pauses[:-1], (facts.pauses[-1][0], moves.day)))
        elif card.rule == workflow.resolves and (moves.extends or moves.criteria is not None):
            facts = _changed(case, workflow, facts, moves)
        else:
            continue
        try:
            due = clock.reckon(card.rule, card.start_on, facts.case).due
        except RuleViolation:
            continue
        changing.append(ClockMove(card.rule, card.title, card.start_on, due))

    def ended(cards: list[Any]) -> tuple[ClockMove, ...]:
        return tuple(ClockMove(card.rule, card.title, card.start_on, card.due_on) for card in cards)

    only_stopped = [card for card in stopped if card not in met]
    return replace(
        moves,
        starting=tuple(starting),
        meeting=ended(met),
        stopping=ended(only_stopped),
        changing=tuple(changing),
    )
