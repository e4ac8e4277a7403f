"""Lines of a book as headings and cells for paper: the columns of the screen, in Vietnamese whatever it speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dcapp.registers.cells import NO, YES, Align, align_of, shown_text
from dcapp.registers.spec import Field, Kind, Line, Register, shown_fields


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
        Heading("STT", 40, "center"),
        *(Heading(f.label, f.width or _OPEN_WIDTH, align_of(f)) for f in shown_fields(register)),
    )


def printed_text(field: Field, line: Line) -> str:
    """What a cell says on paper: the words of the source, never translated."""
    value = line[field.shown_by or field.key]
    if field.kind is Kind.CHOICE and value in field.labels:
        return field.labels[value]
    if field.kind is Kind.YES_NO and value is not None and value != "":
        return YES if value else NO
    return shown_text(field, line)


def printed_table(register: Register, lines: Iterable[Line]) -> PrintedTable:
    """The lines in the order given, numbered from 1."""
    fields = shown_fields(register)
    rows = tuple((str(number), *(printed_text(f, line) for f in fields)) for number, line in enumerate(lines, start=1))
    return PrintedTable(register.title, headings(register), rows)
