"""How a plain function becomes something an officer may do: it declares the right that it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a use case says of itself: the right, whether it only reads, and the name of its undo step."""

    right: str
    reads: bool
    undo: str | None


def allowed(right: str, *, reads: bool = False, undo: str | None = None) -> Callable[[F], F]:
    """Declare a use case: `right` is an action of resources/rules/permissions.toml; `undo` names the step."""
    if reads and undo:
        raise ValueError("a read has nothing to undo")

    def declare(use_case: F) -> F:
        declared: Any = use_case
        declared.right, declared.reads, declared.undo = right, reads, undo
        return use_case

    return declare


def declaration(use_case: Callable[..., Any]) -> Declaration:
    """The declaration of a use case; an undeclared one is our mistake, never the officer's."""
    inner = use_case
    while not hasattr(inner, "right") and hasattr(inner, "func"):  # functools.partial
        inner = inner.func
    try:
        return Declaration(inner.right, inner.reads, inner.undo)  # type: ignore[attr-defined]  # set by `allowed`
    except AttributeError:
        raise TypeError(f"use case without @allowed: {getattr(use_case, '__qualname__', use_case)}") from None
