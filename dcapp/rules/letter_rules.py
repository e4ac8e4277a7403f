"""What follows from a letter's kind: the clocks that start with it, and about whom it goes to the level above."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from dcapp.rules.rulebook import RULES
from dcapp.rules.workflows import workflow_on

FILE = RULES / "letters.toml"
ALWAYS, FORWARDED = "always", "forwarded"


@dataclass(frozen=True, slots=True)
class LetterStart:
    """A clock that starts with a letter of a kind: always, or where another body forwarded it."""

    kind: str
    when: str
    rule: str


@dataclass(frozen=True, slots=True)
class GoesAbove:
    """Letters of a kind about who holds one of these posts belong to the level above."""

    kind: str
    posts: frozenset[str]
    in_force_from: date
    citation: str
    confidence: str


@cache
def shipped_letter_rules() -> tuple[tuple[LetterStart, ...], tuple[GoesAbove, ...]]:
    """The starts and the routes that are shipped; ValueError names what a broken file lacks."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    try:
        starts = tuple(LetterStart(row["kind"], row["when"], row["rule"]) for row in data["start"])
        above = tuple(
            GoesAbove(row["kind"], frozenset(row["posts"]), row["in_force_from"], row["citation"], row["confidence"])
            for row in data["above"]
        )
    except KeyError as missing:
        raise ValueError(f"{FILE.name}: an entry has no {missing.args[0]}") from None
    if bad := [one.when for one in starts if one.when not in (ALWAYS, FORWARDED)]:
        raise ValueError(f"{FILE.name}: {bad[0]} is no condition")
    return starts, above


def clocks_from_intake(kind: str, day: date, *, is_forwarded: bool) -> tuple[str, ...]:
    """The rules whose clocks start on the day a letter is taken in: those of its workflow, and those of letters."""
    starts, _above = shipped_letter_rules()
    mine = [one for one in starts if one.kind == kind and (one.when == ALWAYS or is_forwarded)]
    opened = () if any(one.when == ALWAYS for one in mine) else workflow_on(kind, day).opens
    return tuple(dict.fromkeys([*(one.rule for one in opened), *(one.rule for one in mine)]))


def goes_above(kind: str, posts: Collection[str], day: date) -> GoesAbove | None:
    """Why a letter about holders of these posts belongs to the level above; None where it does not."""
    _starts, above = shipped_letter_rules()
    return next(
        (one for one in above if one.kind == kind and one.in_force_from <= day and one.posts & set(posts)), None
    )
