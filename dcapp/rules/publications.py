"""How decisions and conclusions are made public (công khai): forms, notice before, least number of days, by edition."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from dcapp.rules.rulebook import RULES, editions_of

FILE = RULES / "publications.toml"


@dataclass(frozen=True, slots=True)
class WayOfPublication:
    """A form of making something public: `notice` days before, `least` days in a row; 0 where the law says none."""

    matter: str
    form: str
    notice: int
    least: int
    citation: str
    confidence: str
    in_force_from: date
    in_force_to: date | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the numbers were read in the text of the law."""
        return self.confidence != "M"

    def until(self, since: date) -> date | None:
        """The last day on which it must still stand: the first day counts; None where no number of days is named."""
        return since + timedelta(days=self.least - 1) if self.least else None


@cache
def shipped_ways() -> tuple[WayOfPublication, ...]:
    """Every form in every edition; ValueError names what a broken file lacks."""
    return ways_in(tomllib.loads(FILE.read_text("utf-8")))


def ways_in(data: Mapping[str, Any]) -> tuple[WayOfPublication, ...]:
    """The forms of a file that was read; ValueError where an entry lacks something or two editions overlap."""
    found: list[WayOfPublication] = []
    try:
        for matter in data["matter"]:
            for edition in editions_of(matter["key"], matter["edition"]):
                found += [
                    WayOfPublication(
                        matter=matter["key"],
                        form=row["form"],
                        notice=row["notice"],
                        least=row["least"],
                        citation=edition.citation,
                        confidence=row.get("confidence", edition.values["confidence"]),
                        in_force_from=edition.in_force_from,
                        in_force_to=edition.in_force_to,
                    )
                    for row in edition.values["forms"]
                ]
    except KeyError as missing:
        raise ValueError(f"{FILE.name}: an entry has no {missing.args[0]}") from None
    return tuple(found)


def ways_on(matter: str, day: date) -> tuple[WayOfPublication, ...]:
    """The forms that the law in force on a day offers for a matter; none for a matter that need not be made public."""
    return tuple(
        one
        for one in shipped_ways()
        if one.matter == matter and one.in_force_from <= day and (one.in_force_to is None or day <= one.in_force_to)
    )


def way_on(matter: str, form: str, day: date) -> WayOfPublication | None:
    """One form, or None where the law in force on that day does not know it for the matter."""
    return next((one for one in ways_on(matter, day) if one.form == form), None)
