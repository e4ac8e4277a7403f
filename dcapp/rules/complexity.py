"""What makes a case complex: the criteria of the decrees, by group of rules and edition."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

from dcapp.rules.rulebook import RULES

FILE = RULES / "complexity.toml"
NEVER = 99


@dataclass(frozen=True, slots=True)
class Complexity:
    """The criteria of one group (complaints, denunciations) from a day on: key → words.

    From `special_from` criteria on a case is specially complex and may be extended twice.
    """

    group: str
    in_force_from: date
    citation: str
    confidence: str
    special_from: int
    criteria: dict[str, str]


@cache
def shipped_complexity() -> tuple[Complexity, ...]:
    """Every edition; KeyError names what an entry of a broken file lacks."""
    told = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(
        Complexity(
            row["group"],
            row["in_force_from"],
            row["citation"],
            row["confidence"],
            row.get("special_from", NEVER),
            told["criteria"],
        )
        for row in told["edition"]
    )


def complexity_on(group: str, day: date) -> Complexity | None:
    """The criteria of a group on a day; None where the law gave none."""
    held = [one for one in shipped_complexity() if one.group == group and one.in_force_from <= day]
    return held[-1] if held else None
