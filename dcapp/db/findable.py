"""What quick find reads: one line per findable record, filled by the unit of work at flush.

The engine behind it (FTS5 now) is known to this file only; text is folded before it is indexed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, delete, func, insert, select, text
from sqlalchemy.engine import Connection

from dcapp.db.base import Base
from dcapp.kernel.text import fold

FTS_TABLE = "findable_fts"
CREATE_FTS = (
    f"CREATE VIRTUAL TABLE {FTS_TABLE} USING fts5(folded, tokenize='unicode61 remove_diacritics 0', "
    "prefix='1 2 3 4 5 6', detail=none)"
)
"""Every beginning of a Vietnamese syllable has an index of its own; places of words in a text are not kept."""
FIRST = 1 << 40
"""The number of the first line ever; each further one has a lower number. FTS5 hands out what it found by number from
the lowest on at no cost, so the newest lines come first and a common word costs no more than a rare one.
"""

findable = Table(
    "findable",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(64), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("needs", String(64), nullable=False),
    Index("uq_findable_kind_record_id", "kind", "record_id", unique=True),
)


@dataclass(frozen=True, slots=True)
class Findable:
    """How a record wants to be found: a title, a second line, further words, the right its reader needs."""

    title: str
    detail: str
    words: str
    needs: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of quick find."""

    kind: str
    record_id: int
    title: str
    detail: str


def index(connection: Connection, kind: str, record_id: int, entry: Findable | None) -> None:
    """Put a record into the index, or take it out (`entry` is None)."""
    where = (findable.c.kind == kind) & (findable.c.record_id == record_id)
    old = connection.scalar(select(findable.c.id).where(where))
    if old is not None:
        connection.execute(text(f"DELETE FROM {FTS_TABLE} WHERE rowid = :id"), {"id": old})
        connection.execute(delete(findable).where(findable.c.id == old))
    if entry is not None:
        index_new(connection, [(kind, record_id, entry)])


def index_new(connection: Connection, entries: Iterable[tuple[str, int, Findable]]) -> None:
    """Put records into the index that were never in it, many at once: kind, id and entry of each, the oldest first."""
    lowest = connection.scalar(select(func.min(findable.c.id)))
    lines: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for number, (kind, record_id, entry) in enumerate(entries, start=1):
        line = {"id": (FIRST + 1 if lowest is None else lowest) - number, "kind": kind, "record_id": record_id}
        lines.append({**line, "title": entry.title, "detail": entry.detail, "needs": entry.needs})
        words.append({"id": line["id"], "folded": fold(f"{entry.title} {entry.detail} {entry.words}")})
    if lines:
        connection.execute(insert(findable), lines)
        # From the lowest number on: FTS5 writes its buffer out whenever a number is lower than the one before.
        connection.execute(text(f"INSERT INTO {FTS_TABLE}(rowid, folded) VALUES (:id, :folded)"), words[::-1])


def match_words(words: str) -> str:
    """The FTS5 expression for typed words: each one a prefix, all of them required.

    Words part where FTS5 parts them; of letters younger than Unicode 3.2 the two need not think the same.
    """
    spelled = "".join(one if unicodedata.ucd_3_2_0.category(one)[0] in "LN" else " " for one in fold(words))
    return " ".join(f'"{word}"*' for word in spelled.split())


def mark_of(kind: str) -> str:
    """What a kind that is looked for alone puts among its words."""
    return f"kind{kind.lower()}"


_HITS = text(
    "SELECT findable.kind, findable.record_id, findable.title, findable.detail "
    f"FROM {FTS_TABLE} CROSS JOIN findable ON findable.id = {FTS_TABLE}.rowid "  # in this order: it stops at the limit
    f"WHERE {FTS_TABLE} MATCH :words AND findable.needs IN :rights ORDER BY {FTS_TABLE}.rowid LIMIT :limit"
).bindparams(bindparam("rights", expanding=True))


def hits(connection: Connection, words: str, rights: Collection[str], *, kind: str = "", limit: int = 50) -> list[Hit]:
    """The newest records that hold every word, among those that the viewer's rights cover.

    With `kind` only records of it, which carry its mark among their words.
    """
    expression = match_words(words)
    if not expression or not rights:
        return []
    marked = f'{expression} "{mark_of(kind)}"' if kind else expression
    asked = {"words": marked, "rights": sorted(rights), "limit": limit}
    return [Hit(*row) for row in connection.execute(_HITS, asked)]
