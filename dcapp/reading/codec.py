"""Frozen dataclasses as JSON and back, by their type hints: between the program and its worker, and for drafts.

No pickle: the worker reads foreign files, and nothing that it says may run in the program.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from dcapp.reading.result import PaperReading

Value = TypeVar("Value")


class CodecError(ValueError):
    """The JSON does not have the shape of the value asked for."""


def dumps(reading: PaperReading) -> str:
    """The whole reading in one line of JSON."""
    return json.dumps(to_plain(reading), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> PaperReading:
    """The reading that `dumps` wrote; ValueError for anything else."""
    return from_plain(PaperReading, json.loads(text))


def to_plain(value: object) -> Any:
    """A value as what JSON can hold: dates as YYYY-MM-DD, tuples as lists, dataclasses as objects.

    Raises CodecError for kinds of values that are not foreseen.
    """
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    raise CodecError(f"cannot write {type(value).__name__}")


def from_plain(kind: type[Value], plain: Any) -> Value:
    """The value of a kind that `to_plain` wrote; raises CodecError where the shape differs."""
    value: Value = _read(kind, plain)
    return value


def _read(kind: Any, plain: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _read_one_of(parts, plain)
    if origin is tuple:
        return _read_tuple(parts, plain)
    if kind is None or kind is type(None):
        return _expect(plain is None, None, "null")
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_dataclass(kind, plain)
    if isinstance(kind, type) and issubclass(kind, StrEnum | date):
        return _read_from_text(kind, plain)
    if kind is float and type(plain) is int:
        return float(plain)
    if kind in (str, int, bool, float):
        return _expect(type(plain) is kind, plain, kind.__name__)
    raise CodecError(f"cannot read {kind!r}")


def _expect(fits: bool, value: Any, wanted: str) -> Any:
    if not fits:
        raise CodecError(f"expected {wanted}")
    return value


def _read_one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    for kind in kinds:
        try:
            return _read(kind, plain)
        except CodecError:
            continue
    raise CodecError(f"expected one of {kinds!r}")


def _read_tuple(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise CodecError("expected a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], part) for part in plain)
    if len(kinds) != len(plain):
        raise CodecError(f"expected {len(kinds)} values")
    return tuple(_read(kind, part) for kind, part in zip(kinds, plain, strict=True))


def _read_dataclass(kind: Any, plain: Any) -> Any:
    hints = _hints(kind)
    if not isinstance(plain, Mapping) or set(plain) != set(hints):
        raise CodecError(f"expected the fields of {kind.__name__}")
    return kind(**{name: _read(hint, plain[name]) for name, hint in hints.items()})


def _read_from_text(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, str):
        raise CodecError(f"expected {kind.__name__} as text")
    try:
        return date.fromisoformat(plain) if issubclass(kind, date) else kind(plain)
    except ValueError as fault:
        raise CodecError(str(fault)) from fault


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
