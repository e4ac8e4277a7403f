"""Frozen dataclasses to plain JSON and back, by their type hints; what crosses to and from the child process.

Knows str, int, bool, None, date, string enums, tuples, optional values and dataclasses of these. No pickle: the
child reads foreign files, and nothing that it says may run in the program.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """A value of `kind` from what `to_plain` gave. Raises ValueError or TypeError for anything else."""
    made: T = _made(kind, plain)
    return made


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if plain is None:
            return None
        return _made(next(part for part in get_args(kind) if part is not type(None)), plain)
    if origin is tuple:
        if not isinstance(plain, list):
            raise TypeError(f"list expected, not {type(plain).__name__}")
        return tuple(_made(get_args(kind)[0], item) for item in plain)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(plain, dict):
            raise TypeError(f"object expected, not {type(plain).__name__}")
        hints = _hints(kind)
        return kind(**{name: _made(hints[name], value) for name, value in plain.items() if name in hints})
    if kind is date:
        return date.fromisoformat(plain)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(plain)
    if not isinstance(plain, kind):
        raise TypeError(f"{kind.__name__} expected, not {type(plain).__name__}")
    return plain
