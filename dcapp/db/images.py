"""Row images: what a flush changed, as plain values; the audit and the undo both read them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Enum, inspect
from sqlalchemy.orm import LoaderCallableStatus, Mapper, Session

from dcapp.db.types import UtcTime

UNAUDITED = "__unaudited__"
SEALED = "__sealed__"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of one flush: `before` is None for a new row, `after` is None for a removed one."""

    kind: str
    record_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def to_json(self) -> dict[str, Any]:
        """The change as it is stored in an undo step."""
        return {"kind": self.kind, "id": self.record_id, "before": self.before, "after": self.after}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Change:
        """The change read back from an undo step."""
        return cls(stored["kind"], stored["id"], stored["before"], stored["after"])


def plain(value: Any) -> Any:
    """A column value as JSON can hold it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def revived(mapper: Mapper[Any], key: str, value: Any) -> Any:
    """A JSON value back in the type of its column."""
    if value is None:
        return None
    column_type = mapper.columns[key].type
    if isinstance(column_type, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(column_type, Date):
        return date.fromisoformat(value)
    if isinstance(column_type, Enum) and column_type.enum_class is not None:
        return column_type.enum_class(value)
    return value


def changes_of(session: Session) -> list[tuple[Any, Change]]:
    """What the flush that just ran wrote: pairs of the object and its change, in a stable order."""
    found: list[tuple[Any, Change]] = []
    for instance in sorted(session.new, key=lambda item: type(item).__name__):
        found.append((instance, Change(_kind(instance), _id(instance), None, _row(instance))))
    for instance in session.dirty:
        if session.is_modified(instance, include_collections=False):
            before, after = _difference(instance)
            if before or after:
                found.append((instance, Change(_kind(instance), _id(instance), before, after)))
    for instance in session.deleted:
        found.append((instance, Change(_kind(instance), _id(instance), _stored_row(instance), None)))
    return found


def _kind(instance: Any) -> str:
    return str(type(instance).__name__)


def _id(instance: Any) -> int:
    return int(inspect(instance).mapper.primary_key_from_instance(instance)[0])


def _row(instance: Any) -> dict[str, Any]:
    state = inspect(instance)
    return {key: plain(state.dict.get(key)) for key in (attribute.key for attribute in state.mapper.column_attrs)}


def _stored_row(instance: Any) -> dict[str, Any]:
    """The row as the file had it: what was set on the record before it was removed was never written."""
    state = inspect(instance)
    known = {**state.dict, **state.committed_state}
    return {key: plain(known.get(key)) for key in (attribute.key for attribute in state.mapper.column_attrs)}


def _difference(instance: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    state = inspect(instance)
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in (attribute.key for attribute in state.mapper.column_attrs):
        history = state.attrs[key].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            before[key] = None if old is LoaderCallableStatus.NO_VALUE else plain(old)
            after[key] = plain(state.dict.get(key))
    return before, after
