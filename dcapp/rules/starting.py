"""What a new office starts with: posts, bodies, legal documents and lists of recipients, read from data/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"

_POST: dict[str, Any] = {"key": "", "title": "", "abbreviation": "", "since": None, "until": None, "roles": ()}
_BODY: dict[str, Any] = {"name": "", "short_name": "", "kind": "other", "since": None, "until": None, "note": ""}
_PAPER: dict[str, Any] = {
    "type_name": "",
    "number": "",
    "issued_on": None,
    "issuer": "",
    "subject": "",
    "in_force_from": None,
    "in_force_to": None,
    "is_checked": False,
    "source": "",
    "note": "",
}


@dataclass(frozen=True, slots=True)
class RecipientPreset:
    """A list of recipients to begin with (Nơi nhận); `kept_by` fills the last line "Lưu: …"."""

    key: str
    name: str
    lines: tuple[str, ...]
    kept_by: str
    since: date | None
    until: date | None


@lru_cache(maxsize=8)
def _rows(file: str, table: str) -> tuple[Mapping[str, Any], ...]:
    read = tomllib.loads((DATA / file).read_text("utf-8"))
    return tuple(read[table])


def _filled(
    file: str, table: str, blank: Mapping[str, Any], *, more: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """The rows with every key of `blank`; a key that is not known there is a ValueError."""
    filled = []
    for row in _rows(file, table):
        if strange := row.keys() - blank.keys() - more:
            raise ValueError(f"{file}: unknown keys {', '.join(sorted(strange))}")
        filled.append({**blank, **row})
    return filled


def starting_posts() -> list[dict[str, Any]]:
    """Posts with the dates they exist: key, title, abbreviation, since, until, roles. The chairman comes first."""
    return [{**post, "roles": list(post["roles"])} for post in _filled("posts.toml", "post", _POST)]


def starting_bodies() -> list[dict[str, Any]]:
    """Bodies around the office with the dates their names are in use: name, short_name, kind, since, until, note."""
    return _filled("bodies.toml", "body", _BODY)


def starting_papers() -> list[dict[str, Any]]:
    """Legal documents: type_name, number, issued_on, issuer, subject, in_force_from, in_force_to, is_checked,
    source, note and, where one took its place, replaced_by (the number of the later document).
    """
    return _filled("legal_documents.toml", "document", _PAPER, more=frozenset({"replaced_by"}))


def starting_recipients(on: date) -> tuple[RecipientPreset, ...]:
    """The lists of recipients for a paper of this day."""
    presets = [
        RecipientPreset(
            row["key"], row["name"], tuple(row["lines"]), row["kept_by"], row.get("since"), row.get("until")
        )
        for row in _rows("recipients.toml", "preset")
    ]
    return tuple(
        preset
        for preset in presets
        if (preset.since is None or preset.since <= on) and (preset.until is None or on <= preset.until)
    )
