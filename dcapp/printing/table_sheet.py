"""Sets the pages of a printed register row by row on a bare canvas."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from dcapp.printing.composing import author_of, clean
from dcapp.printing.fonts import face_name
from dcapp.printing.geometry import FOOT_UP
from dcapp.printing.model import Align, Document, RegisterSheet
from dcapp.printing.official import PRODUCER, official
from dcapp.printing.pdf_flow import Piece
from dcapp.printing.pdf_head import head_piece, title_pieces
from dcapp.printing.pdf_margins import draw_marks, draw_page_number
from dcapp.printing.profile import SINGLE, Profile
from dcapp.printing.table_letters import Letters
from dcapp.printing.tabling import edges_of, fitted_shares, longest_word

PAD_X, PAD_Y = 3.0, 2.2
_RULE = 0.4
_TOTAL = "so-trang"
_COUNT_SIZE, _COUNT_ROOM = 8.0, 24.0
_COUNT_UP = FOOT_UP - 11.0
"""The line "Trang 2/7" stands at the foot, below every mark, so that a lost page is seen."""
_DESCENT = 0.22
"""Part of a line that lies below its base line."""

CellLines = tuple[tuple[str, float], ...]


class Sheet:
    """The pages of one register, the last one still open."""

    def __init__(self, sheet: RegisterSheet, profile: Profile, sample: Sequence[Sequence[str]]) -> None:
        self._sheet, self._profile = sheet, profile
        self._out = io.BytesIO()
        self._canvas = Canvas(
            self._out, pageCompression=1, invariant=1, initialFontName=face_name(bold=False, italic=False), lang="vi-VN"
        )
        self._canvas.setTitle(clean(sheet.title))
        self._canvas.setAuthor(author_of(sheet.letterhead))
        self._canvas.setCreator(PRODUCER)
        inner = self._canvas._doc  # noqa: SLF001 - reportlab keeps letters of a font per file there
        self._letters = Letters(inner, sheet.size, bold=False)
        self._bold = Letters(inner, sheet.size, bold=True)
        self._leading = sheet.size * SINGLE
        self._page_size = profile.page_size(landscape=sheet.landscape)
        self._width, height = profile.text_size(landscape=sheet.landscape)
        self._left = profile.margin("left")
        self._head_of_page = self._page_size[1] - profile.margin("top")
        self._foot = self._head_of_page - height
        self._edges = self._fitted_edges(sample)
        self._titles = [self._bold.wrapped(column.title, self._room(at)) for at, column in enumerate(sheet.columns)]
        self._page = 0
        self._top = self._table_top = 0.0
        self._open_page()

    def _fitted_edges(self, sample: Sequence[Sequence[str]]) -> tuple[float, ...]:
        columns = self._sheet.columns
        needs = [
            2 * PAD_X
            + 0.5
            + max(
                longest_word([column.title], self._bold.width),
                longest_word([row[at] for row in sample if at < len(row)], self._letters.width),
            )
            for at, column in enumerate(columns)
        ]
        return edges_of(fitted_shares([column.weight for column in columns], needs, self._width), self._width)

    def _room(self, column: int) -> float:
        return max(self._edges[column + 1] - self._edges[column] - 2 * PAD_X, self._sheet.size)

    def _open_page(self) -> None:
        self._page += 1
        self._canvas.setPageSize(self._page_size)
        self._top = self._head_of_page
        if self._page == 1:
            self._draw_head()
        self._table_top = self._top
        self._canvas.setLineWidth(_RULE)
        self._rule(self._top)
        self._draw_cells(self._titles, self._bold, centred=True)

    def _draw_head(self) -> None:
        sheet = self._sheet
        document = Document(letterhead=sheet.letterhead, type_name=sheet.title, subject=sheet.subtitle)
        pieces: list[Piece] = []
        if sheet.letterhead is not None:
            pieces.append(head_piece(document, sheet.letterhead, self._width, self._profile))
        pieces += title_pieces(document, self._width, self._profile)
        for piece in pieces:
            piece.draw(self._canvas, self._left, self._top)
            self._top -= piece.height + piece.after

    def _rule(self, level: float) -> None:
        self._canvas.line(self._left, level, self._left + self._width, level)

    def _close_page(self) -> None:
        for edge in self._edges:
            self._canvas.line(self._left + edge, self._table_top, self._left + edge, self._top)
        canvas, right = self._canvas, self._left + self._width
        draw_page_number(canvas, self._page, self._page_size, self._profile)
        canvas.setFont(face_name(bold=False, italic=False), _COUNT_SIZE)
        canvas.drawRightString(right - _COUNT_ROOM, _COUNT_UP, official("Trang {page}/", page=self._page))
        canvas.saveState()
        canvas.translate(right - _COUNT_ROOM, _COUNT_UP)
        canvas.doForm(_TOTAL)
        canvas.restoreState()
        draw_marks(canvas, self._sheet.marks, self._page_size, self._profile)
        canvas.showPage()

    def _draw_cells(self, cells: Sequence[CellLines], letters: Letters, *, centred: bool = False) -> None:
        """Draw one row whose room has been seen to, and the rule below it."""
        lines = max((len(cell) for cell in cells), default=1)
        shown = ["BT"]
        for at, (cell, column) in enumerate(zip(cells, self._sheet.columns, strict=True)):
            align = Align.CENTER if centred else column.align
            start, room = self._left + self._edges[at] + PAD_X, self._room(at)
            level = self._top - PAD_Y - self._leading + self._sheet.size * _DESCENT
            for text, wide in cell:
                if text:
                    free = {Align.CENTER: (room - wide) / 2, Align.RIGHT: room - wide}.get(align, 0.0)
                    shown.append(letters.shown(text, start + free, level))
                level -= self._leading
        shown.append("ET")
        self._canvas.addLiteral("\n".join(shown))
        self._top -= lines * self._leading + 2 * PAD_Y
        self._rule(self._top)

    def add_row(self, row: Sequence[str]) -> None:
        """Set one row; it goes to a new page whole, unless it is taller than a page."""
        count = len(self._sheet.columns)
        texts = (*row, *("",) * count)[:count]
        cells = [self._letters.wrapped(text, self._room(at)) for at, text in enumerate(texts)]
        tallest = max(len(cell) for cell in cells)
        if self._needs(tallest) > self._top - self._foot and not self._fresh:
            self._next_page()
        while self._needs(tallest) > self._top - self._foot:
            fitting = max(int((self._top - self._foot - 2 * PAD_Y) / self._leading), 1)
            self._draw_cells([cell[:fitting] for cell in cells], self._letters)
            cells = [cell[fitting:] for cell in cells]
            tallest = max(len(cell) for cell in cells)
            self._next_page()
        self._draw_cells(cells, self._letters)

    def _needs(self, lines: int) -> float:
        return lines * self._leading + 2 * PAD_Y

    @property
    def _fresh(self) -> bool:
        """Whether the page holds no row yet."""
        head = max(len(title) for title in self._titles)
        return self._page > 1 and self._top >= self._table_top - self._needs(head) - 0.01

    def _next_page(self) -> None:
        self._close_page()
        self._open_page()

    def finished(self) -> bytes:
        """Close the last page, write the number of pages everywhere, and give the file."""
        self._close_page()
        self._canvas.beginForm(_TOTAL)
        self._canvas.setFont(face_name(bold=False, italic=False), _COUNT_SIZE)
        self._canvas.drawString(0, 0, str(self._page))
        self._canvas.endForm()
        self._canvas.save()
        return self._out.getvalue()
