"""Finds the heading row of a foreign sheet and says which of its columns belong to a book.

Headings are compared without marks, case and punctuation, in any order of columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import words
from dcapp.registers.spec import Register, form_fields
from dcapp.registers.values import cell_words
from dcapp.registers.workbook import SheetCells, column_letters

Clean = Callable[[str], str]
"""Mends the encoding of a text (TCVN3, VNI, decomposed marks); plain NFC where no such reader is at hand."""

HEADINGS_WITHIN = 30  # rows at the top of a sheet that may hold title and office before the headings
_NUMBERING = frozenset({"stt", "tt", "so tt", "so thu tu"})


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the headings stand."""

    sheet: SheetCells
    top: int
    """Index of the heading row, counted from 0."""
    columns: Mapping[str, int]
    """Field key → column, counted from 0."""
    numbering: frozenset[int]
    """Columns that only count the rows (STT)."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings as the file has them."""
        return tuple(cell_words(cell) for cell in self.sheet.rows[self.top])


def find_headings(register: Register, sheets: Sequence[SheetCells], clean: Clean) -> Headings:
    """The best fit; visible sheets and upper rows are preferred. Invalid (field "file") when columns are missing."""
    wanted = {_plain(name): f.key for f in form_fields(register) for name in (f.label, _(f.label))}
    best: Headings | None = None
    for sheet in sorted(sheets, key=lambda s: s.is_hidden):
        for top, row in enumerate(sheet.rows[:HEADINGS_WITHIN]):
            columns: dict[str, int] = {}
            titles = [_plain(clean(cell)) if isinstance(cell, str) else "" for cell in row]
            for place, title in enumerate(titles):
                if title in wanted:
                    columns.setdefault(wanted[title], place)
            if len(columns) > (len(best.columns) if best else 0):
                numbering = frozenset(place for place, title in enumerate(titles) if title in _NUMBERING)
                best = Headings(sheet, top, columns, numbering)
    if best is None:
        names = ", ".join(_(f.label) for f in form_fields(register)[:4])
        raise Invalid(_("Không thấy dòng tiêu đề. Tệp cần có các cột như: {names}.").format(names=names), field="file")
    missing = [_(f.label) for f in form_fields(register) if f.required and f.key not in best.columns]
    if missing:
        message = _("Trang tính “{sheet}” thiếu cột: {columns}. Thêm cột rồi chọn lại tệp.")
        raise Invalid(message.format(sheet=best.sheet.name, columns=", ".join(missing)), field="file")
    return best


def left_out(register: Register, headings: Headings, sheets: Sequence[SheetCells]) -> tuple[str, ...]:
    """Sentences about columns and sheets that are not read, and optional columns that the sheet lacks."""
    notes = []
    read = {*headings.columns.values(), *headings.numbering}
    for place, title in enumerate(headings.texts):
        if place not in read and title.strip():
            sentence = _("Cột {column} “{title}” không nhập vào sổ này.")
            notes.append(sentence.format(column=column_letters(place), title=title.strip()))
    missing = [_(f.label) for f in form_fields(register) if not f.required and f.key not in headings.columns]
    if missing:
        notes.append(_("Tệp không có cột: {columns}; các ô ấy để trống.").format(columns=", ".join(missing)))
    for sheet in sheets:
        is_empty = all(cell is None for row in sheet.rows for cell in row)
        if sheet is not headings.sheet and not is_empty and sheet.name != _("Thông tin"):
            notes.append(_("Trang tính “{sheet}” không nhập.").format(sheet=sheet.name))
    return tuple(notes)


def _plain(heading: str) -> str:
    return " ".join(words(heading))
