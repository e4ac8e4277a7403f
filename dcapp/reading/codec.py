"""A reading as JSON and back, for the way from the child process to the program; nothing is run on the way."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from dcapp.reading.result import PaperReading


def dumps(reading: PaperReading) -> str:
    """The whole reading in one line of JSON."""
    return json.dumps(_plain(reading), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> PaperReading:
    """The reading that `dumps` wrote; ValueError for anything else."""
    try:
        reading = _made(PaperReading, json.loads(text))
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("not a reading") from fault
    assert isinstance(reading, PaperReading)  # noqa: S101 - narrows for the type checker
    return reading


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, value: Any) -> Any:
    """A value of a kind from plain JSON."""
    if get_origin(kind) is UnionType:
        return None if value is None else _made(next(part for part in get_args(kind) if part is not type(None)), value)
    if get_origin(kind) is tuple:
        (part, *_rest) = get_args(kind)
        return tuple(_made(part, one) for one in value)
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)  # noqa: S101 - narrows for the type checker
        return kind(**{name: _made(hint, value[name]) for name, hint in _hints(kind).items()})
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value
