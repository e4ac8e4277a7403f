"""Reads the files of resources/rules/workflows, and lays an edition over the one that it is like."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from dcapp.rules.complexity import shipped_complexity
from dcapp.rules.deadlines import RuleBook
from dcapp.rules.workflow_checks import checked
from dcapp.rules.workflow_terms import (
    CRITERION,
    KINDS,
    STAGES,
    Ask,
    AskKind,
    Forbidden,
    Stage,
    Started,
    State,
    Step,
    Workflow,
)


def workflows_in(read: Mapping[str, Mapping[str, Any]], book: RuleBook) -> tuple[Workflow, ...]:
    """The workflows of files that were read, by name of file. ValueError says what in which file does not fit."""
    found: list[Workflow] = []
    for name in sorted(read, key=lambda one: (read[one]["workflow"]["kind"], read[one]["workflow"]["in_force_from"])):
        try:
            data = _whole(read, name)
            workflow = _workflow(name, data)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{name}: {error!r}") from error
        checked(workflow, book)
        found.append(workflow)
    for kind in KINDS:
        editions = [one for one in found if one.kind == kind]
        for older, newer in pairwise(editions):
            if older.in_force_to is None or older.in_force_to >= newer.in_force_from:
                raise ValueError(f"editions of {kind} overlap at {newer.in_force_from}")
    return tuple(found)


def _whole(read: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, Any]:
    """The file with what it takes over from the one that it is like."""
    own = read[name]
    base = own["workflow"].get("like")
    if base is None:
        return dict(own)
    other = _whole(read, base)
    out = frozenset(own["workflow"].get("leave_out", ()))
    if unknown := out - {row["key"] for row in other["step"]}:
        raise ValueError(f"{name}: leaves out what {base} does not have: {sorted(unknown)}")
    steps = _laid_over([row for row in other["step"] if row["key"] not in out], own.get("step", ()))
    states = _laid_over(other["state"], own.get("state", ()))
    reached = {row["to"] for row in steps} | {states[0]["key"]}
    states = [row for row in states if row["key"] in reached]
    kept = {row["key"] for row in states}
    mine = [dict(row, **{"from": [one for one in row["from"] if one in kept]}) for row in steps]
    bans = [
        dict(row, **({"in": [one for one in row["in"] if one in kept]} if "in" in row else {}))
        for row in other.get("forbidden", ())
        if row["step"] not in out and not row.get("newer")
    ]
    bans = [row for row in bans if row.get("in") != []]
    stages = own.get("stage", other["stage"])
    head = {key: value for key, value in other["workflow"].items() if key in ("opens", "resolves")}
    return {
        "workflow": {**head, **own["workflow"]},
        "stage": stages,
        "state": states,
        "step": mine,
        "forbidden": [*bans, *own.get("forbidden", ())],
    }


def _laid_over(rows: list[dict[str, Any]], own: Any) -> list[dict[str, Any]]:
    new = {row["key"]: row for row in own}
    known = {row["key"] for row in rows}
    return [new.get(row["key"], row) for row in rows] + [row for key, row in new.items() if key not in known]


_HEAD = frozenset(
    {
        "key",
        "kind",
        "title",
        "in_force_from",
        "in_force_to",
        "citation",
        "confidence",
        "checked",
        "opens",
        "resolves",
        "like",
        "leave_out",
    }
)
_STATE = frozenset({"key", "title", "stage", "tone", "is_end"})
_ASK = frozenset({"key", "label", "kind", "required", "choices", "open", "hint"})
_STEP = frozenset(
    {
        "key",
        "title",
        "from",
        "to",
        "right",
        "citation",
        "confidence",
        "checked",
        "asks",
        "needs",
        "starts",
        "meets",
        "stops",
        "pauses",
        "resumes",
        "extends",
        "complex",
        "forms",
        "only_if",
        "stays_in",
        "marks",
        "outcome",
        "repeats",
        "after_end",
        "after_execution",
    }
)
_BAN = frozenset({"step", "in", "why", "citation", "confidence", "when", "newer"})


def _known(row: Mapping[str, Any], allowed: frozenset[str], where: str) -> None:
    if unknown := set(row) - allowed:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")


def _workflow(name: str, data: Mapping[str, Any]) -> Workflow:
    _known(data, frozenset({"workflow", "stage", "state", "step", "forbidden"}), name)
    head = data["workflow"]
    _known(head, _HEAD, name)
    if head["key"] != name:
        raise ValueError(f"{name}: its key is {head['key']}")
    kind = head["kind"]
    for row in data["stage"]:
        _known(row, frozenset({"key", "title"}), f"{name}: stage")
    for row in data["state"]:
        _known(row, _STATE, f"{name}: state")
    return Workflow(
        key=name,
        kind=kind,
        title=head["title"],
        in_force_from=head["in_force_from"],
        in_force_to=head.get("in_force_to"),
        citation=head["citation"],
        confidence=head["confidence"],
        is_checked=head.get("checked", True),
        opens=_started(head.get("opens", ())),
        resolves=head.get("resolves", ""),
        stages=tuple(Stage(row["key"], row.get("title", STAGES.get(row["key"], ""))) for row in data["stage"]),
        states=tuple(State(**row) for row in data["state"]),
        steps=tuple(_step(name, kind, row) for row in data["step"]),
        forbidden=tuple(_ban(name, row) for row in data.get("forbidden", ())),
    )


def _started(rows: Any) -> tuple[Started, ...]:
    return tuple(Started(row["rule"], row["from"]) for row in rows)


def _step(name: str, kind: str, row: Mapping[str, Any]) -> Step:
    _known(row, _STEP, f"{name}: step {row['key']}")

    def listed(key: str) -> tuple[str, ...]:
        return tuple(row.get(key, ()))

    return Step(
        key=row["key"],
        title=row["title"],
        sources=listed("from"),
        to=row["to"],
        right=row["right"],
        citation=row["citation"],
        confidence=row["confidence"],
        is_checked=row.get("checked", True),
        asks=tuple(one for ask in row.get("asks", ()) for one in _asks(f"{name}: step {row['key']}", kind, ask)),
        needs=listed("needs"),
        starts=_started(row.get("starts", ())),
        meets=listed("meets"),
        stops=listed("stops"),
        forms=listed("forms"),
        stays_in=listed("stays_in"),
        marks=listed("marks"),
        outcome=row.get("outcome", ""),
        pauses=row.get("pauses", False),
        resumes=row.get("resumes", False),
        extends=row.get("extends", False),
        complex=row.get("complex", False),
        repeats=row.get("repeats", False),
        after_end=row.get("after_end", False),
        after_execution=row.get("after_execution", False),
        only_if=row.get("only_if", {}),
    )


def _asks(where: str, kind: str, row: Mapping[str, Any]) -> tuple[Ask, ...]:
    """A question; `kind = "criteria"` stands for one yes or no for each ground on which a case is complex."""
    _known(row, _ASK, where)
    if row["kind"] == "criteria":
        words = shipped_complexity()[0].criteria
        return tuple(
            Ask(f"{CRITERION}{key}", f"{one[0].upper()}{one[1:]}", AskKind.YES_NO) for key, one in words.items()
        )
    asked = AskKind(row["kind"])
    is_free = asked in (AskKind.TEXT, AskKind.LONG)
    choices = tuple((one["value"], one["words"]) for one in row.get("choices", ()))
    is_sealed = kind == "denunciation" and is_free and not row.get("open", False)
    return (Ask(row["key"], row["label"], asked, row.get("required", False), choices, is_sealed, row.get("hint", "")),)


def _ban(name: str, row: Mapping[str, Any]) -> Forbidden:
    _known(row, _BAN, f"{name}: forbidden")
    states = tuple(row.get("in", ()))
    return Forbidden(row["step"], states, row["why"], row["citation"], row["confidence"], row.get("when", {}))
