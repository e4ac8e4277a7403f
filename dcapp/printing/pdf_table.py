"""Tables for the PDF writer: repeated head, whole rows, groups kept with their first row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dcapp.printing.composing import Line, styled
from dcapp.printing.model import Align, KeyValue, RowKind, Table, Words
from dcapp.printing.pdf_flow import Canvas, Piece
from dcapp.printing.pdf_text import TextPiece, text_piece
from dcapp.printing.profile import Profile, Style
from dcapp.printing.tabling import (
    HeadCell,
    bold_words,
    columns_of,
    edges_of,
    head_cells,
    table_edges,
    table_rows,
    table_styles,
)

PAD_X, PAD_Y = 3.5, 2.5
_RULE = 0.5


@dataclass(frozen=True, slots=True)
class TableRow:
    """One set row: its cells and, for each, where it begins and how wide it is."""

    cells: tuple[TextPiece, ...]
    edges: tuple[float, ...]
    keep: bool = False
    open_below: bool = False
    pad_y: float = PAD_Y
    height: float = field(init=False)
    """Height of the tallest cell with its padding."""

    def __post_init__(self) -> None:
        tallest = max((cell.height for cell in self.cells), default=0.0)
        object.__setattr__(self, "height", tallest + 2 * self.pad_y)

    def draw(self, canvas: Canvas, x: float, top: float, *, ruled: bool) -> None:
        """Draw words and rules."""
        foot = top - self.height
        for cell, start in zip(self.cells, self.edges, strict=False):
            cell.draw(canvas, x + start + PAD_X, top - self.pad_y)
        if ruled:
            canvas.setLineWidth(_RULE)
            for edge in self.edges:
                canvas.line(x + edge, top, x + edge, foot)
            if not self.open_below:
                canvas.line(x + self.edges[0], foot, x + self.edges[-1], foot)


@dataclass(frozen=True, slots=True)
class TableHead:
    """A head of several rows with merged cells, their words in the middle; `levels`: where rows begin, counted down."""

    cells: tuple[tuple[HeadCell, TextPiece], ...]
    edges: tuple[float, ...]
    levels: tuple[float, ...]

    @property
    def height(self) -> float:
        """Height of all its rows."""
        return self.levels[-1]

    def draw(self, canvas: Canvas, x: float, top: float, *, ruled: bool) -> None:
        """Draw the words of each cell, the rule on its left and the one below it."""
        canvas.setLineWidth(_RULE)
        for place, words in self.cells:
            upper, lower = top - self.levels[place.top], top - self.levels[place.bottom]
            left, right = x + self.edges[place.left], x + self.edges[place.right]
            words.draw(canvas, left + PAD_X, upper - (upper - lower - words.height) / 2)
            if ruled:
                canvas.line(left, upper, left, lower)
                canvas.line(left, lower, right, lower)
        if ruled:
            canvas.line(x + self.edges[-1], top, x + self.edges[-1], top - self.height)


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A set table or the part of it that stands on one page."""

    head: TableRow | TableHead | None
    rows: tuple[TableRow, ...]
    before: float
    after: float
    ruled: bool = True
    keep: bool = False

    @property
    def lines(self) -> int:
        """Rows count as lines."""
        return len(self.rows)

    @property
    def height(self) -> float:
        """Height of head and rows."""
        return sum(row.height for row in self._all)

    @property
    def _all(self) -> tuple[TableRow | TableHead, ...]:
        return (self.head, *self.rows) if self.head else self.rows

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """The rows that fit below the head, and the others below a repeated head."""
        used, fitting = self.head.height if self.head else 0.0, 0
        for row in self.rows:
            used += row.height
            if used > room:
                break
            fitting += 1
        while fitting and self.rows[fitting - 1].keep:
            fitting -= 1
        if not 0 < fitting < len(self.rows):
            return None
        return replace(self, rows=self.rows[:fitting]), replace(self, rows=self.rows[fitting:])

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw head and rows."""
        if self.ruled and self._all:
            edges = self._all[0].edges
            canvas.setLineWidth(_RULE)
            canvas.line(x + edges[0], top, x + edges[-1], top)
        for row in self._all:
            row.draw(canvas, x, top, ruled=self.ruled)
            top -= row.height


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is the same for all rows of one table."""

    profile: Profile
    edges: tuple[float, ...]
    tallest: float

    def cell(self, words: Words, style: Style, align: Align, width: float) -> TextPiece:
        line = Line(runs=styled(words, style), style=style, align=align, single=True)
        return text_piece(line, max(width - 2 * PAD_X, 4.0), self.profile)

    def row(self, words: Sequence[Words], style: Style, aligns: Sequence[Align]) -> TableRow:
        widths = [right - left for left, right in pairwise(self.edges)]
        cells = zip(words, aligns, widths, strict=True)
        return TableRow(tuple(self.cell(word, style, align, wide) for word, align, wide in cells), self.edges)

    def whole(self, words: Words, style: Style) -> TableRow:
        edges = (self.edges[0], self.edges[-1])
        return TableRow((self.cell(words, style, Align.LEFT, edges[1] - edges[0]),), edges, keep=True)

    def head(self, table: Table) -> TableRow | TableHead:
        title, count = table_styles(table, self.profile)
        cells = [
            (place, self.cell(place.text, count if place.is_count else title, Align.CENTER, self._wide(place)))
            for place in head_cells(table)
        ]
        rows = max((place.bottom for place, _words in cells), default=1)
        if rows == 1:
            return TableRow(tuple(words for _place, words in cells), self.edges)
        levels = [0.0]
        for row in range(rows):
            ending = ((place, words) for place, words in cells if place.bottom == row + 1)
            levels.append(max(levels[place.top] + words.height + 2 * PAD_Y for place, words in ending))
        return TableHead(tuple(cells), self.edges, tuple(levels))

    def _wide(self, place: HeadCell) -> float:
        return self.edges[place.right] - self.edges[place.left]

    def broken(self, row: TableRow) -> Iterator[TableRow]:
        """The row itself, or, when it is taller than a page, pieces of it without a rule between them."""
        while row.height > self.tallest:
            room = self.tallest - 2 * row.pad_y
            pairs = [_cut(cell, room) for cell in row.cells]
            if all(rest.height == 0 for _first, rest in pairs):
                break
            yield replace(row, cells=tuple(first for first, _rest in pairs), open_below=True, keep=False)
            row = replace(row, cells=tuple(rest for _first, rest in pairs))
        yield row


def _cut(cell: TextPiece, room: float) -> tuple[TextPiece, TextPiece]:
    """The part of a cell that fits into the room, and the rest (empty when all fits)."""
    nothing = replace(cell, height=0.0)
    if cell.height <= room:
        return cell, nothing
    parts = cell.split(room)
    if parts is None:
        return nothing, cell
    first, rest = parts
    return (first, rest) if isinstance(first, TextPiece) and isinstance(rest, TextPiece) else (cell, nothing)


def table_piece(table: Table, width: float, room: float, profile: Profile) -> TablePiece:
    """A table set to a width; `room` is the height of a whole text block."""
    _shares, _titles, aligns = columns_of(table)
    edges = table_edges(table, profile, width, PAD_X)
    _head_style, style = table_styles(table, profile)
    head = _Setting(profile, edges, room).head(table)
    setting = _Setting(profile, edges, room - head.height)
    rows: list[TableRow] = []
    for cells, kind in table_rows(table):
        match kind:
            case RowKind.GROUP:
                row = setting.whole(bold_words(cells[0]), style)
            case RowKind.TOTAL:
                row = setting.row([bold_words(cell) for cell in cells], style, aligns)
            case RowKind.DATA:
                row = setting.row(cells, style, aligns)
        rows += setting.broken(row)
    gap = profile.space_after.size
    return TablePiece(head, tuple(rows), before=gap / 2, after=gap + 2)


def key_value_piece(block: KeyValue, width: float, room: float, profile: Profile) -> TablePiece:
    """Labels and values in two columns, without rules."""
    edges = edges_of((block.label_share, 1 - block.label_share), width)
    style = profile.style("body")
    setting = _Setting(profile, edges, room)
    rows: list[TableRow] = []
    for label, value in block.pairs:
        row = replace(setting.row((label, value), style, (Align.LEFT, Align.LEFT)), pad_y=PAD_Y / 2)
        rows += setting.broken(row)
    return TablePiece(None, tuple(rows), before=0.0, after=profile.space_after.size, ruled=False)
