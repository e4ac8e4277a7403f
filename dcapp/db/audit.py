"""The audit book (nhật ký): old → new of every change, chained so that tampering shows.

Each record carries HMAC-SHA256(audit key, previous hash || canonical content). Without the key nobody can
write a matching record; the newest head is anchored outside the file (see `dcapp/db/anchor.py`, prints).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, func, insert, select, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.types import NullType

from dcapp.db.base import Base
from dcapp.db.images import SEALED, Change
from dcapp.db.types import UtcTime, canonical_json

GENESIS = "0" * 64
BROKEN = "audit.broken"
"""Action of a record that says what an opening found wrong with the book itself."""
EXPLAINED = "audit.explained"
"""Action of a record in which somebody says how that came about; what was found before it is settled."""
STANDS_FOR = "stands_for"
"""Key of a record's content: the absent officers for whom a deputy acted."""

audit_record = Table(
    "audit_record",
    Base.metadata,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    Column("at", UtcTime(), nullable=False),
    Column("account_id", Integer, nullable=True),
    Column("account", Text, nullable=False),
    Column("action", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("record_id", Integer, nullable=True),
    Column("content", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_record_kind_record_id", "kind", "record_id"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest record of the chain: its number and hash."""

    seq: int
    hash: str

    @property
    def short(self) -> str:
        """The head as it is printed: number and the first 16 hex digits."""
        return f"{self.seq}-{self.hash[:16]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where the chain does not hold."""

    seq: int
    problem: str  # "changed" | "removed" | "inserted" | "cut"


def head(connection: Connection) -> Head:
    """The newest record, or the genesis of an empty book."""
    row = connection.execute(
        select(audit_record.c.seq, audit_record.c.hash).order_by(audit_record.c.seq.desc()).limit(1)
    ).first()
    return Head(row.seq, row.hash) if row else Head(0, GENESIS)


class Chain:
    """Writes records inside one transaction; the write lock is held, so the numbers have no gaps."""

    def __init__(
        self,
        connection: Connection,
        key: bytes,
        *,
        account_id: int | None,
        account: str,
        at: datetime,
        stands_for: str = "",
    ) -> None:
        """`stands_for` names the absent officers whose deputy acts; every record of the transaction says so."""
        self._connection = connection
        self._key = key
        self._account_id = account_id
        self._account = account
        self._at = at
        self._stands_for = {STANDS_FOR: stands_for} if stands_for else {}
        self._head = head(connection)

    def write(self, action: str, kind: str, record_id: int | None, content: dict[str, Any]) -> None:
        """Append one record."""
        record: dict[str, Any] = {
            "seq": self._head.seq + 1,
            "at": self._at,
            "account_id": self._account_id,
            "account": self._account,
            "action": action,
            "kind": kind,
            "record_id": record_id,
            "content": canonical_json(content | self._stands_for),
            "previous": self._head.hash,
        }
        record["hash"] = seal(self._key, record)
        self._connection.execute(insert(audit_record), record)
        self._head = Head(record["seq"], record["hash"])

    def write_change(self, action: str, instance: Any, change: Change) -> None:
        """Append what a flush did to one row; sealed fields leave only a digest."""
        sealed: frozenset[str] = getattr(type(instance), SEALED, frozenset())
        content = {
            side: {key: (self._digest(value) if key in sealed else value) for key, value in row.items()}
            for side, row in (("before", change.before), ("after", change.after))
            if row is not None
        }
        self.write(action, change.kind, change.record_id, content)

    def _digest(self, value: Any) -> str | None:
        if value is None:
            return None
        return "hmac:" + hmac.new(self._key, canonical_json(value).encode(), hashlib.sha256).hexdigest()[:32]


def seal(key: bytes, record: Any) -> str:
    """The hash that a record must carry: HMAC over every column but the hash itself."""
    content = canonical_json(
        [
            record["seq"],
            record["at"].isoformat(),
            record["account_id"],
            record["account"],
            record["action"],
            record["kind"],
            record["record_id"],
            record["content"],
            record["previous"],
        ]
    )
    return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


_AS_STORED = select(
    *(
        type_coerce(column, NullType()).label(column.name) if column.name == "at" else column
        for column in audit_record.columns
    )
).order_by(audit_record.c.seq)
"""The whole book, its moments as they lie in the file: a meddled one must not stop the reading."""


def _holds(key: bytes, record: Any) -> bool:
    try:
        sealed = seal(key, {**record, "at": datetime.fromisoformat(str(record["at"])).replace(tzinfo=UTC)})
        return hmac.compare_digest(sealed, record["hash"])
    except (TypeError, ValueError, AttributeError):
        return False


def found_earlier(connection: Connection) -> list[Finding]:
    """What openings found wrong with the book and nobody has explained since; the anchor of today no longer tells."""
    explained = select(func.max(audit_record.c.seq)).where(audit_record.c.action == EXPLAINED).scalar_subquery()
    rows = connection.execute(
        select(audit_record.c.record_id, audit_record.c.content)
        .where(audit_record.c.action == BROKEN, audit_record.c.seq > func.coalesce(explained, 0))
        .order_by(audit_record.c.seq)
    )
    return [Finding(row.record_id or 0, str(json.loads(row.content)["problem"])) for row in rows]


def broken_links(
    connection: Connection, key: bytes, *, anchor: Head | None = None, after: int = 0
) -> Iterator[Finding]:
    """Walk the chain and yield every record that was changed, removed, inserted or cut off the end.

    `anchor` is a head seen earlier outside the file; without one a cut tail cannot be noticed. `after` walks only the
    records behind that number, from the hash that it carries.
    """
    expected, previous = 1, GENESIS
    if after:
        known = connection.execute(select(audit_record.c.hash).where(audit_record.c.seq == after)).scalar()
        if known is None:
            yield Finding(after, "removed")
        expected, previous = after + 1, known or ""
    walk = _AS_STORED.where(audit_record.c.seq > after) if after else _AS_STORED
    for row in connection.execution_options(yield_per=2000).execute(walk):
        record = row._mapping  # noqa: SLF001 - the public name of a row as a mapping
        if record["seq"] > expected:
            yield Finding(expected, "removed")
        elif record["seq"] < expected:
            yield Finding(record["seq"], "inserted")
        if not _holds(key, record):
            yield Finding(record["seq"], "changed")
        elif record["seq"] == expected and record["previous"] != previous:
            yield Finding(record["seq"], "inserted")
        if anchor is not None and record["seq"] == anchor.seq and record["hash"] != anchor.hash:
            yield Finding(record["seq"], "changed")
        expected, previous = record["seq"] + 1, record["hash"]
    if anchor is not None and anchor.seq >= expected:
        yield Finding(anchor.seq, "cut")
