"""The lines of a foreign file, as they stood, whatever kind of file it was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MERGED = "\u2063"
"""Stands in a cell that only continues the cell above it."""


class LineKind(StrEnum):
    """What a line is in its file."""

    TEXT = "text"
    TABLE = "table"
    FOOTNOTE = "footnote"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line; `paragraph` says that it is a whole paragraph and must not be joined with the next."""

    text: str
    kind: LineKind = LineKind.TEXT
    cells: tuple[str, ...] = ()
    page: int | None = None
    bold: bool = False
    centred: bool = False
    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class PaperText:
    """All lines of a file, and what was recognised about it; `notes` are sentences for the officer."""

    lines: tuple[SourceLine, ...]
    encoding_note: str = ""
    page_count: int | None = None
    notes: tuple[str, ...] = ()
