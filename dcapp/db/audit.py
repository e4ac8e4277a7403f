"""The audit book (nhật ký): old → new of every change, chained so that tampering shows.

Each record carries HMAC-SHA256(audit key, previous hash || canonical content). Without the key nobody can
write a matching record; the newest head is anchored outside the file (see `dcapp/db/anchor.py`, prints).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, insert, select
from sqlalchemy.engine import Connection

from dcapp.db.base import Base
from dcapp.db.images import SEALED, Change
from dcapp.db.types import UtcTime, canonical_json

GENESIS = "0" * 64

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
        self, connection: Connection, key: bytes, *, account_id: int | None, account: str, at: datetime
    ) -> None:
        self._connection = connection
        self._key = key
        self._account_id = account_id
        self._account = account
        self._at = at
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
            "content": canonical_json(content),
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


def broken_links(connection: Connection, key: bytes, *, anchor: Head | None = None) -> Iterator[Finding]:
    """Walk the whole chain and yield every record that was changed, removed, inserted or cut off the end.

    `anchor` is a head seen earlier outside the file; without one a cut tail cannot be noticed.
    """
    expected, previous = 1, GENESIS
    for row in connection.execution_options(yield_per=2000).execute(select(audit_record).order_by(audit_record.c.seq)):
        record = row._mapping  # noqa: SLF001 - the public name of a row as a mapping
        if record["seq"] > expected:
            yield Finding(expected, "removed")
        elif record["seq"] < expected:
            yield Finding(record["seq"], "inserted")
        if not hmac.compare_digest(seal(key, record), record["hash"]):
            yield Finding(record["seq"], "changed")
        elif record["seq"] == expected and record["previous"] != previous:
            yield Finding(record["seq"], "inserted")
        if anchor is not None and record["seq"] == anchor.seq and record["hash"] != anchor.hash:
            yield Finding(record["seq"], "changed")
        expected, previous = record["seq"] + 1, record["hash"]
    if anchor is not None and anchor.seq >= expected:
        yield Finding(anchor.seq, "cut")
