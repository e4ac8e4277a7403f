"""What must hold of a workflow before anybody works with it: keys known, states reached, rules and rights shipped."""

from __future__ import annotations

from collections.abc import Iterable

from dcapp.rules.deadlines import RuleBook
from dcapp.rules.folio_kinds import FOLIO_KINDS
from dcapp.rules.permissions import load_matrix
from dcapp.rules.workflow_terms import (
    BEFORE,
    CONFIDENCES,
    DAYS,
    FORMS,
    KINDS,
    MARKS,
    STAGES,
    TONES,
    AskKind,
    Forbidden,
    Started,
    Step,
    Workflow,
)

STEP_RIGHTS = frozenset({"cases.edit", "cases.extend", "cases.conclude", "cases.assign", "cases.attach"})
CONDITIONS = frozenset(
    {
        "done",
        "not_done",
        "any_done",
        "answers",
        "answers_not",
        "criteria_below",
        "extensions_from",
        "after_due",
        "before_due",
        "is_paused",
    }
)
EVERY = "*"
"""In `stops`: every clock of the case and its letters."""


def checked(workflow: Workflow, book: RuleBook) -> None:
    """ValueError with the first thing that does not fit."""
    if workflow.kind not in KINDS:
        raise ValueError(f"{workflow.key}: no such kind {workflow.kind}")
    _refuse(workflow.key, "confidence", [workflow.confidence], CONFIDENCES)
    stages = [one.key for one in workflow.stages]
    _refuse(workflow.key, "stage", stages, frozenset(STAGES))
    if stages != [key for key in STAGES if key in stages]:
        raise ValueError(f"{workflow.key}: the stages do not stand in their order")
    _once(workflow.key, "state", [one.key for one in workflow.states])
    _once(workflow.key, "step", [one.key for one in workflow.steps])
    for state in workflow.states:
        _refuse(f"{workflow.key}: state {state.key}", "stage", [state.stage], frozenset(stages))
        _refuse(f"{workflow.key}: state {state.key}", "tone", [state.tone], TONES)
    rules = frozenset(rule.name for rule in book.rules)
    _starts(workflow.key, workflow.opens, rules, frozenset({"opened_on"}))
    if workflow.resolves:
        _refuse(workflow.key, "rule", [workflow.resolves], rules)
    answers = frozenset(ask.key for step in workflow.steps for ask in step.asks)
    for step in workflow.steps:
        _step(workflow, step, rules)
    for ban in workflow.forbidden:
        _ban(workflow, ban, rules, answers)
    _reached(workflow)


def _step(workflow: Workflow, step: Step, rules: frozenset[str]) -> None:
    where = f"{workflow.key}: step {step.key}"
    states = frozenset(one.key for one in workflow.states)
    _refuse(where, "state", step.sources, states)
    _refuse(where, "state", [step.to] if step.to else [], states | {BEFORE})
    _refuse(where, "state", step.stays_in, frozenset(step.sources))
    _refuse(where, "right", [step.right], STEP_RIGHTS & frozenset(load_matrix().actions()))
    _refuse(where, "confidence", [step.confidence], CONFIDENCES)
    _refuse(where, "rule", [*step.meets, *(one for one in step.stops if one != EVERY)], rules)
    _refuse(where, "form", step.forms, FORMS)
    _refuse(where, "kind of paper", step.needs, frozenset(FOLIO_KINDS))
    _refuse(where, "mark", step.marks, MARKS)
    _refuse(where, "condition", step.only_if, CONDITIONS)
    _starts(where, step.starts, rules, DAYS | {ask.key for ask in step.asks if ask.kind is AskKind.DATE})
    _once(where, "question", [ask.key for ask in step.asks])
    if not step.sources:
        raise ValueError(f"{where}: leads from nowhere")
    for ask in step.asks:
        if (ask.kind is AskKind.CHOICE) != bool(ask.choices):
            raise ValueError(f"{where}: choices of {ask.key}")
    ends = {one.key for one in workflow.states if one.is_end}
    if not step.after_end and ends & set(step.sources):
        raise ValueError(f"{where}: changes a closed case")
    if step.extends and not workflow.resolves:
        raise ValueError(f"{where}: nothing to extend")


def _ban(workflow: Workflow, ban: Forbidden, rules: frozenset[str], answers: frozenset[str]) -> None:
    where = f"{workflow.key}: forbidden {ban.step}"
    steps = frozenset(one.key for one in workflow.steps)
    _refuse(where, "step", [ban.step], steps)
    _refuse(where, "state", ban.states, frozenset(one.key for one in workflow.states))
    _refuse(where, "confidence", [ban.confidence], CONFIDENCES)
    _refuse(where, "condition", ban.when, CONDITIONS)
    _refuse(where, "step", [*ban.when.get("done", ()), *ban.when.get("not_done", ())], steps)
    _refuse(where, "answer", [*ban.when.get("answers", {}), *ban.when.get("answers_not", {})], answers)
    _refuse(where, "rule", [ban.when[key] for key in ("after_due", "before_due") if key in ban.when], rules)
    if not ban.why or not ban.citation:
        raise ValueError(f"{where}: does not say why")
    if not ban.states and not ban.when:
        raise ValueError(f"{where}: is never allowed")


def _starts(where: str, starts: Iterable[Started], rules: frozenset[str], days: frozenset[str]) -> None:
    for one in starts:
        _refuse(where, "rule", [one.rule], rules)
        _refuse(where, "day", [one.since], days)


def _reached(workflow: Workflow) -> None:
    """Every state can be reached, and from every one that is no end there is a way on."""
    found = {workflow.first.key}
    while True:
        more = {step.target(state) for state in found for step in workflow.from_state(state)} - found - {BEFORE}
        if not more:
            break
        found |= more
    if lost := [one.key for one in workflow.states if one.key not in found]:
        raise ValueError(f"{workflow.key}: states never reached: {lost}")
    for state in workflow.states:
        leads_on = any(step.target(state.key) != state.key for step in workflow.from_state(state.key))
        if not state.is_end and not leads_on:
            raise ValueError(f"{workflow.key}: no way on from {state.key}")


def _refuse(where: str, what: str, given: Iterable[str], known: frozenset[str]) -> None:
    if unknown := [one for one in given if one not in known]:
        raise ValueError(f"{where}: no such {what}: {unknown[0]}")


def _once(where: str, what: str, keys: list[str]) -> None:
    if twice := [key for key in keys if keys.count(key) > 1]:
        raise ValueError(f"{where}: {what} twice: {twice[0]}")
