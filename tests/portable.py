"""Every statement that an office of the tests sends also compiles for PostgreSQL (decision 17), each wording once."""

from __future__ import annotations

import re

from sqlalchemy import Engine, TextClause, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import ClauseElement

from dcapp.db.findable import FTS_TABLE

DIALECT = postgresql.dialect()
SQLITE_ONLY = re.compile(rf"^PRAGMA|{FTS_TABLE}")
"""Behind interfaces of db/: settings of the connection, and the engine of quick find."""
_compiled: set[object] = set()


def watch(engine: Engine) -> None:
    """From now on a statement that PostgreSQL would not understand fails where it is sent."""
    event.listen(engine, "before_execute", _refuse)


def _refuse(_connection: object, statement: object, *_rest: object) -> None:
    if not isinstance(statement, ClauseElement):
        return
    if isinstance(statement, TextClause):
        assert SQLITE_ONLY.search(str(statement)), f"plain SQL outside db/: {statement}"
        return
    wording = statement._generate_cache_key()
    key = wording.key if wording is not None else None
    if key is None or key not in _compiled:
        words = str(statement.compile(dialect=DIALECT))
        assert "PRAGMA" not in words
        assert "sqlite" not in words
        _compiled.add(key)
