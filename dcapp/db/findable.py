"""What quick find reads: one line per findable record, filled by the unit of work at flush.

The engine behind it (FTS5 now) is known to this file only; text is folded before it is indexed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Index, Integer, Select, String, Table, Text, delete, insert, literal_column, select, text
from sqlalchemy.engine import Connection

from dcapp.db.base import Base
from dcapp.kernel.text import fold

FTS_TABLE = "findable_fts"
CREATE_FTS = (
    f"CREATE VIRTUAL TABLE {FTS_TABLE} USING fts5(folded, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')"
)

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
        index_new(connection, kind, [(record_id, entry)])


def index_new(connection: Connection, kind: str, entries: Sequence[tuple[int, Findable]]) -> None:
    """Put records into the index that were never in it, many at once."""
    if not entries:
        return
    first = (connection.scalar(select(findable.c.id).order_by(findable.c.id.desc()).limit(1)) or 0) + 1
    lines: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    for number, (record_id, entry) in enumerate(entries, start=first):
        lines.append(
            {
                "id": number,
                "kind": kind,
                "record_id": record_id,
                "title": entry.title,
                "detail": entry.detail,
                "needs": entry.needs,
            }
        )
        words.append({"id": number, "folded": fold(f"{entry.title} {entry.detail} {entry.words}")})
    connection.execute(insert(findable), lines)
    connection.execute(text(f"INSERT INTO {FTS_TABLE}(rowid, folded) VALUES (:id, :folded)"), words)


def match_words(words: str) -> str:
    """The FTS5 expression for typed words: each one quoted, each one a prefix, all of them required."""
    return " ".join('"' + word.replace('"', '""') + '"*' for word in fold(words).split() if any(map(str.isalnum, word)))


def hits(connection: Connection, words: str, rights: Collection[str], *, limit: int = 50) -> list[Hit]:
    """The newest records that hold every word, among those that the viewer's rights cover."""
    expression = match_words(words)
    if not expression or not rights:
        return []
    matching: Select[int] = (
        select(literal_column("rowid", Integer)).select_from(text(FTS_TABLE)).where(text(f"{FTS_TABLE} MATCH :words"))
    )
    statement = (
        select(findable.c.kind, findable.c.record_id, findable.c.title, findable.c.detail)
        .where(findable.c.id.in_(matching.scalar_subquery()), findable.c.needs.in_(sorted(rights)))
        .order_by(findable.c.id.desc())
        .limit(limit)
    )
    return [Hit(*row) for row in connection.execute(statement, {"words": expression})]
