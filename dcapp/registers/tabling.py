"""Lines of a book as headings and cells for paper; the headings are those of the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dcapp.kernel.i18n import _
from dcapp.registers.cells import Align, align_of, heading, shown_text
from dcapp.registers.spec import Line, Register, shown_fields


@dataclass(frozen=True, slots=True)
class Heading:
    """Head of one printed column; `weight` shares out the width of the page."""

    text: str
    weight: float
    align: Align


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A book ready for print: its title, its columns, its cells as text."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]


_OPEN_WIDTH = 320  # design pixels that a column without a width counts for


def headings(register: Register) -> tuple[Heading, ...]:
    """Number column first, then the columns of the screen."""
    return (
        Heading(_("STT"), 40, "center"),
        *(Heading(heading(f), f.width or _OPEN_WIDTH, align_of(f)) for f in shown_fields(register)),
    )


def printed_table(register: Register, lines: Iterable[Line]) -> PrintedTable:
    """The lines in the order given, numbered from 1."""
    fields = shown_fields(register)
    rows = tuple((str(number), *(shown_text(f, line) for f in fields)) for number, line in enumerate(lines, start=1))
    return PrintedTable(_(register.title), headings(register), rows)
