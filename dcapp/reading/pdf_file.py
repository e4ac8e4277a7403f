"""PDF files with text: letters put back into lines by where they stand on the page, tables by their ruled lines."""

from __future__ import annotations

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dcapp.kernel.errors import UserError
from dcapp.kernel.i18n import N_, _
from dcapp.reading.pdf_tables import Grid, Rule, grids_of
from dcapp.reading.plain import paper_of
from dcapp.reading.source import LineKind, PaperText, SourceLine

DAMAGED = N_(
    "Tệp “{name}” bị hỏng nên không đọc được. Xin gửi lại tệp, hoặc mở bằng phần mềm khác, lưu lại rồi chọn lại."
)
LOCKED = N_(
    "Tệp “{name}” có mật khẩu nên không đọc được. Mở bằng phần mềm đọc PDF, lưu bản không mật khẩu rồi chọn lại."
)
SCANNED = N_(
    "Tệp “{name}” là bản chụp (scan), không có chữ để đọc. Tìm bản .docx hoặc bản PDF xuất từ máy tính, hoặc gõ "
    "lại nội dung."
)
PAGES = N_(
    "Tệp “{name}” có {pages} trang, nhiều hơn {limit} trang nên không đọc. Tách phần văn bản cần đọc rồi chọn lại."
)
BLANK_PAGES = N_("Trang {pages} không có chữ đọc được (bản chụp). Xem bản giấy và gõ thêm nếu cần.")
MAX_PAGES = 400
MAX_SIGNS = 20_000
"""Signs on one page: a full page of small print has a tenth of it."""

_PAGE_NUMBER = re.compile(r"^\s*[-–]?\s*(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?\s*$")
_COLUMN_GAP = 2.2
_WORD_GAP = 0.22
_MARGIN_SHARE = 0.09


@dataclass(frozen=True, slots=True)
class Sign:
    """One letter and the box it stands in, in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """How tall it is."""
        return max(1.0, self.top - self.bottom)


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one line of a page, in pieces that stand apart."""

    pieces: tuple[tuple[float, float, str], ...]
    middle: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its letters, its tables, and the lines outside them."""

    number: int
    height: float
    signs: tuple[Sign, ...]
    grids: tuple[Grid, ...]
    rows: tuple[Row, ...]

    def is_margin(self, row: Row) -> bool:
        """Whether a line stands where pages carry their numbers."""
        return not self.height * _MARGIN_SHARE <= row.middle <= self.height * (1 - _MARGIN_SHARE)


def read_pdf(data: bytes, name: str) -> PaperText:
    """The lines of a PDF file, page by page; page numbers are left out.

    Raises UserError for files that are broken, locked, too long or without text.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as fault:
        sentence = LOCKED if "password" in str(fault).lower() or "security" in str(fault).lower() else DAMAGED
        raise UserError(_(sentence).format(name=name)) from fault
    try:
        if count > MAX_PAGES:
            raise UserError(_(PAGES).format(name=name, pages=count, limit=MAX_PAGES))
        return _paper(document, count, name)
    except pypdfium2.PdfiumError as fault:
        raise UserError(_(DAMAGED).format(name=name)) from fault
    finally:
        document.close()


def _paper(document: Any, count: int, name: str) -> PaperText:
    pages = [_page(document[number], number + 1) for number in range(count)]
    blank = [page.number for page in pages if not page.rows and not page.grids]
    if len(blank) == count:
        raise UserError(_(SCANNED if count else DAMAGED).format(name=name))
    margins = Counter(_wording(row) for page in pages for row in page.rows if page.is_margin(row))
    running = {words for words, times in margins.items() if times > 1}
    lines = [line for page in pages for line in _lines_of_page(page, running)]
    lines += [SourceLine(words, LineKind.HEADER) for words in sorted(running)]
    notes = (_(BLANK_PAGES).format(pages=", ".join(map(str, blank))),) if blank else ()
    paper = paper_of(lines, page_count=count)
    return PaperText(paper.lines, paper.encoding_note, count, notes)


def _signs(page: Any) -> list[Sign]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    signs: list[Sign] = []
    box = pdfium.FS_RECTF()
    for index in range(min(text.count_chars(), MAX_SIGNS)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0, 2, 0xFFFE, 0xFFFF) or chr(code).isspace():
            continue
        if pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)) and box.top > box.bottom:
            letter = "\u00ad" if code == 0xAD else chr(code)
            signs.append(Sign(letter, box.left, box.bottom, box.right, box.top))
    text.close()
    return signs


def _rules(page: Any) -> Iterator[Rule]:
    """Every straight level or upright stroke and thin box that is drawn on a page."""
    import pypdfium2.raw as pdfium

    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=3):
        matrix = drawn.get_matrix().get()
        points: list[tuple[float, float]] = []
        for index in range(min(pdfium.FPDFPath_CountSegments(drawn), 4000)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = _moved(matrix, x.value, y.value)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                points = [point]
                continue
            if points:
                yield Rule(*points[-1], *point)
            if pdfium.FPDFPathSegment_GetClose(segment) and points:
                yield Rule(*point, *points[0])
            points.append(point)


def _moved(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _page(page: Any, number: int) -> Page:
    signs = _signs(page)
    grids = tuple(grids_of(_rules(page)))
    free = [sign for sign in signs if not any(grid.holds(sign.left, sign.middle) for grid in grids)]
    height = page.get_height()
    page.close()
    read = Page(number, height, tuple(signs), grids, tuple(_rows(free)))
    kept = (row for row in read.rows if not (read.is_margin(row) and _PAGE_NUMBER.match(_wording(row))))
    return replace(read, rows=tuple(kept))


def _wording(row: Row) -> str:
    return " ".join(text for _left, _right, text in row.pieces)


def _lines_of_page(page: Page, running: set[str]) -> Iterator[SourceLine]:
    """The lines of a page from top to bottom, each table where it stands; what runs on every page is left out."""
    rows = [row for row in page.rows if not (page.is_margin(row) and _wording(row) in running)]
    left = min((row.pieces[0][0] for row in rows), default=0.0)
    right = max((row.pieces[-1][1] for row in rows), default=0.0)
    pitch = statistics.median([above.middle - below.middle for above, below in pairwise(rows)] or [1.0])
    waiting = sorted(page.grids, key=lambda grid: -grid.top)
    last: float | None = None
    for row in rows:
        while waiting and waiting[0].top > row.middle:
            yield from _table_lines(waiting.pop(0), page)
            last = None
        if last is not None and last - row.middle > 1.7 * max(pitch, row.size):
            yield SourceLine("", page=page.number)
        last = row.middle
        words = "     ".join(text for _left, _right, text in row.pieces)
        indent = " " * min(40, round((row.pieces[0][0] - left) / (0.45 * row.size)))
        centred = len(row.pieces) == 1 and _is_centred(row, left, right)
        yield SourceLine(("" if centred else indent) + words, page=page.number, centred=centred)
    for grid in waiting:
        yield from _table_lines(grid, page)


def _is_centred(row: Row, left: float, right: float) -> bool:
    before, after = row.pieces[0][0] - left, right - row.pieces[0][1]
    return before > 3 * row.size and after > 3 * row.size and abs(before - after) < 1.5 * row.size


def _table_lines(grid: Grid, page: Page) -> Iterator[SourceLine]:
    inside = [sign for sign in page.signs if grid.holds(sign.left, sign.middle)]
    cells: dict[tuple[int, int], list[Sign]] = {}
    for sign in inside:
        cells.setdefault(grid.cell_of((sign.left + sign.right) / 2, sign.middle), []).append(sign)
    texts = {place: "\n".join(map(_wording, _rows(held))) for place, held in cells.items()}
    for row in grid.rows(texts):
        if any(row):
            yield SourceLine(" | ".join(" ".join(cell.split()) for cell in row), LineKind.TABLE, row, page.number)


def _rows(signs: Sequence[Sign]) -> list[Row]:
    """Signs as lines from top to bottom: what stands at one height belongs to one line, wherever the file has it."""
    runs = _runs(signs)
    runs.sort(key=lambda run: -statistics.median(sign.middle for sign in run))
    lines: list[tuple[float, float, list[list[Sign]]]] = []
    for run in runs:
        middle = statistics.median(sign.middle for sign in run)
        size = statistics.median(sign.size for sign in run)
        if lines and lines[-1][0] - middle < 0.45 * min(size, lines[-1][1]):
            lines[-1][2].append(run)
        else:
            lines.append((middle, size, [run]))
    return [row for middle, size, found in lines if (row := _row(found, middle, size)).pieces]


def _runs(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Signs that follow each other in the file and on the line."""
    runs: list[list[Sign]] = []
    for sign in signs:
        last = runs[-1][-1] if runs else None
        is_next = (
            last is not None
            and abs(last.middle - sign.middle) < 0.4 * max(last.size, sign.size)
            and -0.6 * sign.size < sign.left - last.right < _COLUMN_GAP * sign.size
        )
        if is_next:
            runs[-1].append(sign)
        else:
            runs.append([sign])
    return runs


def _row(runs: list[list[Sign]], middle: float, size: float) -> Row:
    runs.sort(key=lambda run: run[0].left)
    pieces: list[tuple[float, float, str]] = []
    for run in runs:
        text, end = "", run[0].left
        for sign in run:
            if text and sign.left - end > _WORD_GAP * size * 0.6 and not _is_mark(sign.text):
                text += " "
            text += sign.text
            end = max(end, sign.right)
        left = run[0].left
        if pieces and left - pieces[-1][1] < _COLUMN_GAP * size:
            glue = " " if left - pieces[-1][1] > _WORD_GAP * size * 0.6 else ""
            pieces[-1] = (pieces[-1][0], end, f"{pieces[-1][2]}{glue}{text}")
        else:
            pieces.append((left, end, text))
    return Row(tuple(pieces), middle, size)


def _is_mark(sign: str) -> bool:
    """Tones and hats that a file holds apart from their letters."""
    return "\u0300" <= sign <= "\u036f"
