"""Rows of a foreign workbook as checked lines of a book, with every problem named by sheet and cell.

Nothing is dropped silently: rows seen = lines accepted + lines rejected. Writing is the slice's own business: it
takes the forms that `forms_of` builds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from dcapp.registers.cells import FIRST_DATE
from dcapp.registers.forming import filled_form
from dcapp.registers.headings import Clean, find_headings, left_out
from dcapp.registers.spec import Field, Kind, Options, Register, form_fields
from dcapp.registers.values import cell_words, understood
from dcapp.registers.workbook import Cell, SheetCells, column_letters


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, or only doubtful, in one cell (row and column as Excel counts them)."""

    row: int
    column: int
    key: str
    message: str
    is_doubt: bool = False

    @property
    def cell(self) -> str:
        """The name of the cell, "C7"; a column that is not in the file gives the row alone."""
        return f"{column_letters(self.column)}{self.row}" if self.column >= 0 else str(self.row)


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One row: what the file says, what would be saved, and what stands in the way."""

    row: int
    cells: tuple[Cell, ...]
    values: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """True when nothing is wrong with it; doubts do not count."""
        return all(problem.is_doubt for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Checked:
    """One sheet read against a book."""

    sheet: str
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    """Field key → column of the sheet, counted from 0; fields that the sheet lacks are missing."""
    lines: tuple[CheckedLine, ...]
    notes: tuple[str, ...] = ()
    """Sentences about what was left out: unknown columns, other sheets."""

    @property
    def accepted(self) -> tuple[CheckedLine, ...]:
        """Lines that can be saved."""
        return tuple(line for line in self.lines if line.is_accepted)

    @property
    def rejected(self) -> tuple[CheckedLine, ...]:
        """Lines with at least one wrong cell."""
        return tuple(line for line in self.lines if not line.is_accepted)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems and doubts in the order of the rows."""
        return tuple(problem for line in self.lines for problem in line.problems)


def check_sheets(
    register: Register, sheets: Sequence[SheetCells], options: Options | None = None, clean: Clean = nfc
) -> Checked:
    """Read the sheet that fits the book best. Raises Invalid (field "file") when none has the needed headings."""
    headings = find_headings(register, sheets, clean)
    lines, numbered = [], 0
    for row, cells in enumerate(headings.sheet.rows[headings.top + 1 :], start=headings.top + 2):
        filled = {place for place, cell in enumerate(cells) if cell_words(cell).strip()}
        if filled <= headings.numbering:
            numbered += bool(filled)
            continue
        lines.append(_checked(register, row, cells, headings.columns, options or {}, clean))
    notes = left_out(register, headings, sheets)
    if numbered:
        notes = (*notes, _("{n} dòng chỉ có số thứ tự, không nhập.").format(n=numbered))
    doubted = _doubting_swaps(register, lines, headings.columns)
    return Checked(headings.sheet.name, headings.texts, headings.columns, doubted, notes)


def corrected(
    register: Register,
    checked: Checked,
    row: int,
    key: str,
    text: str,
    options: Options | None = None,
    clean: Clean = nfc,
) -> Checked:
    """The same with one cell typed anew in the preview (its row as Excel counts)."""
    columns = dict(checked.columns)
    headings = checked.headings
    if key not in columns:  # a column the file lacks is added behind the others
        width = max([len(headings), *(len(line.cells) for line in checked.lines)])
        headings = (*headings, *[""] * (width - len(headings)), _label(register, key))
        columns[key] = width
    lines = []
    for line in checked.lines:
        if line.row == row:
            cells: list[Cell] = [*line.cells, *[None] * (columns[key] + 1 - len(line.cells))]
            cells[columns[key]] = text
            lines.append(_checked(register, row, tuple(cells), columns, options or {}, clean))
        else:
            lines.append(line)
    return replace(checked, headings=headings, columns=columns, lines=tuple(lines))


def forms_of(register: Register, checked: Checked) -> tuple[Any, ...]:
    """The accepted lines as the frozen forms that the service takes."""
    return tuple(filled_form(register, line.values) for line in checked.accepted)


def _checked(
    register: Register,
    row: int,
    cells: tuple[Cell, ...],
    columns: Mapping[str, int],
    options: Options,
    clean: Clean,
) -> CheckedLine:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in form_fields(register):
        place = columns.get(field.key, -1)
        raw = cells[place] if 0 <= place < len(cells) else None
        mended = clean(raw) if isinstance(raw, str) else raw
        try:
            found = understood(field, mended, options.get(field.key, ()))
        except Invalid as error:
            values[field.key] = None
            problems.append(Problem(row, place, field.key, str(error)))
            continue
        values[field.key] = found.value
        if found.doubt:
            problems.append(Problem(row, place, field.key, found.doubt, is_doubt=True))
        elif isinstance(raw, str) and mended != nfc(raw):
            problems.append(Problem(row, place, field.key, _("Đã đổi bảng mã cũ sang Unicode."), is_doubt=True))
    if not any(cell_words(cells[place]).strip() for place in columns.values() if place < len(cells)):
        problems.append(Problem(row, -1, "", _("Dòng này không có ô nào thuộc sổ.")))
    return CheckedLine(row, cells, values, tuple(problems))


def _doubting_swaps(
    register: Register, lines: Sequence[CheckedLine], columns: Mapping[str, int]
) -> tuple[CheckedLine, ...]:
    """Doubt real dates of a column where text dates have days over 12: Excel turned only the others, month first."""
    doubtful = [f for f in form_fields(register) if f.kind is Kind.DATE and _looks_swapped(f, lines, columns)]
    if not doubtful:
        return tuple(lines)
    message = _("Excel có thể đã đảo ngày và tháng ở ô này. Đối chiếu bản gốc.")
    out = []
    for line in lines:
        doubts = tuple(
            Problem(line.row, columns[f.key], f.key, message, is_doubt=True)
            for f in doubtful
            if isinstance(_cell(line, columns[f.key]), date)
        )
        out.append(replace(line, problems=line.problems + doubts) if doubts else line)
    return tuple(out)


def _looks_swapped(field: Field, lines: Sequence[CheckedLine], columns: Mapping[str, int]) -> bool:
    if field.key not in columns:
        return False
    real = [cell for line in lines if isinstance(cell := _cell(line, columns[field.key]), date)]
    typed = [
        line.values[field.key]
        for line in lines
        if isinstance(_cell(line, columns[field.key]), str) and line.values[field.key] is not None
    ]
    unswappable = any(day.day > 12 and day >= FIRST_DATE for day in typed)
    return unswappable and bool(real) and all(day.day <= 12 for day in real)


def _cell(line: CheckedLine, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else None


def _label(register: Register, key: str) -> str:
    return next(_(f.label) for f in register.fields if f.key == key)
