"""How long papers of citizen reception are kept (thời hạn lưu trữ), by edition of the lists of retention periods."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dcapp.rules.rulebook import RULES, editions_of

FILE = RULES / "retention.toml"


@dataclass(frozen=True, slots=True)
class Retention:
    """How many years a paper is kept after the end of the year in which the matter ended; None: for ever.

    No number here was compared with the gazette: all are shown as "cần kiểm tra".
    """

    paper: str
    years: int | None
    in_force_from: date
    in_force_to: date | None
    citation: str
    starts: str
    confidence: str
    is_checked: bool
    note: str

    def until(self, ended_on: date) -> date | None:
        """The last day on which a paper is kept; None where it is never destroyed."""
        return None if self.years is None else date(ended_on.year + self.years, 12, 31)


@cache
def shipped_retentions() -> tuple[Retention, ...]:
    """Every period in every edition; ValueError names the entry of a broken file."""
    return retentions_in(tomllib.loads(FILE.read_text("utf-8")))


def retentions_in(data: Mapping[str, Any]) -> tuple[Retention, ...]:
    """The periods of a file that was read; ValueError where an entry lacks something or two editions overlap."""
    found: list[Retention] = []
    try:
        for edition in editions_of("retention", data["edition"]):
            found += [
                Retention(
                    paper=row["key"],
                    years=row.get("years"),
                    in_force_from=edition.in_force_from,
                    in_force_to=edition.in_force_to,
                    citation=edition.citation,
                    starts=edition.values["starts"],
                    confidence=row["confidence"],
                    is_checked=row.get("checked", False),
                    note=row.get("note", ""),
                )
                for row in edition.values["papers"]
            ]
    except KeyError as missing:
        raise ValueError(f"{FILE.name}: an entry has no {missing.args[0]}") from None
    return tuple(found)


def retention_on(paper: str, day: date) -> Retention:
    """How long a paper is kept by the list in force on a day, the oldest list for days before it.

    LookupError for a paper that no list names.
    """
    mine = [one for one in shipped_retentions() if one.paper == paper]
    if not mine:
        raise LookupError(f"no such paper: {paper}")
    return next((one for one in reversed(mine) if one.in_force_from <= day), mine[0])
