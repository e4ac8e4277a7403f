"""The rejected rows of an import as a workbook of their own, to be corrected by whoever sent them."""

from __future__ import annotations

from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import Any

from dcapp.kernel.i18n import _
from dcapp.registers.exporting import cell_text, sheet_name, whole_workbook
from dcapp.registers.importing import Checked, CheckedLine
from dcapp.registers.values import cell_words
from dcapp.registers.workbook import Cell


def hand_back(path: Path, checked: Checked) -> int:
    """Write only the rejected rows: the sender's own headings and cells, a last column that says what to correct,
    wrong cells coloured with a comment. Returns the number of rows. The file can be imported again as it is.
    """
    lines = checked.rejected
    width = max([len(checked.headings), *(len(line.cells) for line in lines)])
    with whole_workbook(path) as book:
        sheet = book.add_worksheet(sheet_name(checked.sheet))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet.set_column(0, width - 1, 18)
        sheet.set_column(width, width, 70)
        for place, title in enumerate(checked.headings):
            sheet.write_string(0, place, cell_text(title), head)
        sheet.write_string(0, width, reason_heading(), head)
        sheet.freeze_panes(1, 0)
        plain, wrong = _formats(book, marked=False), _formats(book, marked=True)
        for row, line in enumerate(lines, start=1):
            _put_row(sheet, row, line, width, plain, wrong)
    return len(lines)


def reason_heading() -> str:
    """The heading of the column with reasons; an import of the file leaves it out."""
    return _("Cần sửa")


def _formats(book: Any, *, marked: bool) -> dict[str, Any]:
    colour = {"bg_color": "#FBE3E0"} if marked else {}
    shapes = {"text": "@", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm", "number": "General"}
    return {name: book.add_format({"num_format": shape, **colour}) for name, shape in shapes.items()}


def _put_row(sheet: Any, row: int, line: CheckedLine, width: int, plain: dict[str, Any], wrong: dict[str, Any]) -> None:
    wrongs = {p.column: p.message for p in line.problems if not p.is_doubt and p.column >= 0}
    for place in range(width):
        raw = line.cells[place] if place < len(line.cells) else None
        _put(sheet, row, place, raw, wrong if place in wrongs else plain)
    reasons = [p.message for p in line.problems if not p.is_doubt]
    sheet.write_string(row, width, cell_text(" ".join(reasons)), plain["text"])
    for place, message in wrongs.items():
        sheet.write_comment(row, place, message)


def _put(sheet: Any, row: int, place: int, raw: Cell, formats: dict[str, Any]) -> None:
    match raw:
        case None:
            sheet.write_blank(row, place, None, formats["text"])
        case bool():
            sheet.write_boolean(row, place, raw, formats["number"])
        case int() | float() if isfinite(raw):
            sheet.write_number(row, place, raw, formats["number"])
        case datetime() if raw.time() != time() and raw.year >= 1900:
            sheet.write_datetime(row, place, raw, formats["moment"])
        case date() if raw.year >= 1900:
            sheet.write_datetime(row, place, raw, formats["date"])
        case _:
            sheet.write_string(row, place, cell_text(cell_words(raw)), formats["text"])
