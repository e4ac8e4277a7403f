"""The rule book (bộ quy tắc): editions of a rule, each with the days it is in force and its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _

RULES = Path(__file__).parents[2] / "resources" / "rules"

STATE, PARTY = "state", "party"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a rule; `checked` is False where nobody has compared it with the source ("cần kiểm tra")."""

    name: str
    in_force_from: date
    in_force_to: date | None
    citation: str
    checked: bool
    values: Mapping[str, Any]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document (tên loại văn bản) of one house, the State or the Party."""

    name: str
    abbreviation: str
    house: str


_HEAD = frozenset({"in_force_from", "in_force_to", "citation", "checked"})


def editions_of(name: str, rows: list[dict[str, Any]]) -> tuple[Edition, ...]:
    """The rows of a rule as editions, oldest first; one without an end ends the day before the next begins.

    Two editions in force on the same day are a ValueError.
    """
    ordered = sorted(rows, key=lambda row: row["in_force_from"])
    found: list[Edition] = []
    for place, row in enumerate(ordered):
        following = ordered[place + 1]["in_force_from"] if place + 1 < len(ordered) else None
        end = row.get("in_force_to") or (following and following - timedelta(days=1))
        if (following and end >= following) or (end and end < row["in_force_from"]):
            raise ValueError(f"editions of {name} overlap at {row['in_force_from']}")
        values = {key: value for key, value in row.items() if key not in _HEAD}
        found.append(Edition(name, row["in_force_from"], end, row["citation"], row.get("checked", False), values))
    return tuple(found)


@lru_cache(maxsize=32)
def editions(name: str) -> tuple[Edition, ...]:
    """All editions of a rule, oldest first; "file" reads the tables `edition`, "file.table" another table.

    A rule that does not exist is our mistake: LookupError.
    """
    file, _point, table = name.partition(".")
    path = RULES / f"{file}.toml"
    rows = tomllib.loads(path.read_text("utf-8")).get(table or "edition") if path.exists() else None
    if not rows:
        raise LookupError(f"no such rule: {name}")
    return editions_of(name, rows)


def in_force(name: str, on: date) -> Edition:
    """The edition in force on a day; RuleViolation where the book holds none for that day."""
    for edition in editions(name):
        if edition.holds_on(on):
            return edition
    raise RuleViolation(_("Bộ quy tắc chưa có quy định áp dụng cho ngày {day}.").format(day=vn_date(on)))


def document_types(on: date) -> tuple[DocumentType, ...]:
    """The types of documents that may be issued on a day, those of the State first.

    For days before the oldest edition the oldest one answers: old papers are entered, not issued anew.
    """
    found: list[DocumentType] = []
    for house in (STATE, PARTY):
        name = f"document_types.{house}"
        edition = in_force(name, max(on, editions(name)[0].in_force_from))
        found += [DocumentType(row["name"], row["abbreviation"], house) for row in edition.values["types"]]
    return tuple(found)
