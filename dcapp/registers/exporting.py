"""Lines of a book as an Excel workbook or a CSV file.

Words stay words: a cell that begins with = + - or @ comes back as text, never as a formula. Dates are real dates
shown as dd/mm/yyyy. The file appears whole or not at all.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dcapp.db.faults import file_faults
from dcapp.kernel.i18n import _
from dcapp.registers.cells import FIRST_DATE, heading, shown_text
from dcapp.registers.spec import Field, Kind, Line, Register, shown_fields

Say = Callable[[int], None]
"""Told the number of lines written so far; raising calls the export off and leaves no file behind."""

LONGEST_CELL = 32_767  # characters, a limit of the file format
LARGEST_NUMBER = 10**15  # a spreadsheet keeps 15 figures; longer numbers go as text

_EVERY = 500
_UNIT = 7.0  # pixels of one character, Excel's measure of column widths
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_xlsx(
    path: Path, register: Register, lines: Iterable[Line], *, about: Sequence[str] = (), say: Say | None = None
) -> int:
    """Write the lines under the headings of the screen; `about` goes on a second sheet. Returns their number."""
    fields = shown_fields(register)
    number = 0
    with whole_workbook(path) as book:
        sheet = book.add_worksheet(sheet_name(_(register.title)))
        put = _Putting(book, sheet)
        put.headings([heading(f) for f in fields], [f.width for f in fields])
        for number, line in enumerate(_told(lines, say), start=1):
            for column, field in enumerate(fields):
                put.cell(number, column, field, line)
        if number:
            sheet.autofilter(0, 0, number, len(fields) - 1)
        if about:
            _write_about(book, about)
    return number


def write_csv(path: Path, register: Register, lines: Iterable[Line], *, say: Say | None = None) -> int:
    """Write the lines as CSV (UTF-8 with its mark, every cell quoted); risky text gets an apostrophe in front."""
    fields = shown_fields(register)
    with _whole_file(path) as (part, _scratch), part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([heading(f) for f in fields])
        number = 0
        for line in _told(lines, say):
            writer.writerow([harmless(shown_text(f, line)) for f in fields])
            number += 1
    return number


def harmless(text: str) -> str:
    """Text that a spreadsheet cannot take for a formula when it opens a CSV file."""
    return "'" + text if text.lstrip(" \u00a0\"'").startswith(_RISKY) or text.startswith(_RISKY) else text


def sheet_name(title: str) -> str:
    """A name Excel accepts for a sheet: 31 characters, none of its reserved signs, no apostrophe at the ends."""
    return title.translate({ord(sign): " " for sign in "[]:*?/\\"})[:31].strip("' ") or "1"


class _Putting:
    """Writes cells of one sheet in the formats of the workbook."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self._sheet = sheet
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        self._text = book.add_format({"num_format": "@", "valign": "top"})
        self._long = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._date = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
        self._moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top", "align": "left"})
        self._number = book.add_format({"num_format": "#,##0.######", "valign": "top"})
        self._plain = book.add_format({"num_format": "0", "valign": "top"})
        self._whole = book.add_format({"num_format": "#,##0", "valign": "top"})

    def headings(self, texts: Sequence[str], widths: Sequence[int]) -> None:
        for column, (text, width) in enumerate(zip(texts, widths, strict=True)):
            self._sheet.set_column(column, column, (width or 320) / _UNIT)
            self._sheet.write_string(0, column, text, self._head)
        self._sheet.freeze_panes(1, 0)

    def cell(self, row: int, column: int, field: Field, line: Line) -> None:
        value = line[field.key]
        match field.kind:
            case Kind.DATE:
                if isinstance(value, date) and value >= FIRST_DATE:
                    self._sheet.write_datetime(row, column, value, self._date)
                    return
            case Kind.MOMENT:
                if isinstance(value, datetime) and value.date() > FIRST_DATE:
                    self._sheet.write_datetime(row, column, value.astimezone().replace(tzinfo=None), self._moment)
                    return
            case Kind.NUMBER | Kind.ORDINAL | Kind.MONEY | Kind.PROGRESS:
                if value is not None and abs(value) < LARGEST_NUMBER:
                    layout = self._whole if value == int(value) else self._number
                    layout = self._plain if field.kind is Kind.ORDINAL else layout
                    self._sheet.write_number(row, column, value, layout)
                    return
            case Kind.TEXT | Kind.LONG_TEXT | Kind.NAME | Kind.REFERENCE | Kind.CHOICE | Kind.YES_NO:
                pass
        layout = self._long if field.kind is Kind.LONG_TEXT else self._text
        self.text(row, column, shown_text(field, line), layout)

    def text(self, row: int, column: int, text: str, layout: Any = None) -> None:
        if text:
            self._sheet.write_string(row, column, cell_text(text), layout or self._text)


def cell_text(text: str) -> str:
    """Text as a cell can hold it: plain line breaks, no control signs; what is too long is cut and says so."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign >= " " or sign in "\n\t")
    if len(plain) <= LONGEST_CELL:
        return plain
    mark = _(" … (đã cắt bớt)")
    return plain[: LONGEST_CELL - len(mark)] + mark


def _write_about(book: Any, about: Sequence[str]) -> None:
    sheet = book.add_worksheet(sheet_name(_("Thông tin")))
    sheet.set_column(0, 0, 80)
    for row, text in enumerate(about):
        sheet.write_string(row, 0, cell_text(text))


def _told(lines: Iterable[Line], say: Say | None) -> Iterator[Line]:
    for number, line in enumerate(lines, start=1):
        yield line
        if say is not None and number % _EVERY == 0:
            say(number)


@contextmanager
def whole_workbook(path: Path) -> Iterator[Any]:
    """A workbook that keeps one row in memory; the file appears when the block ends well."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with _whole_file(path) as (part, scratch):
        book = xlsxwriter.Workbook(str(part), {"constant_memory": True, "tmpdir": str(scratch)})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the OSError that it wraps
        finally:
            for sheet in book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()


@contextmanager
def _whole_file(path: Path) -> Iterator[tuple[Path, Path]]:
    """(where to write, folder for scratch files); the file takes its name only when it is whole and on disk.

    Scratch files stand beside the target, not in the system's temporary folder: they hold the same secrets.
    """
    with file_faults(), TemporaryDirectory(prefix=".xuat-", dir=path.parent) as folder:
        part = Path(folder) / path.name
        yield part, Path(folder)
        with part.open("r+b") as written:
            os.fsync(written.fileno())
        part.replace(path)
