"""Tables of the Word writer: fixed widths, repeated head, rows that never break between pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dcapp.printing.composing import Line, styled
from dcapp.printing.docx_parts import Styles, add_line, element, shape_line, write_line
from dcapp.printing.model import Align, KeyValue, RowKind, Table, Words
from dcapp.printing.profile import Style
from dcapp.printing.tabling import (
    HeadCell,
    bold_words,
    columns_of,
    head_cells,
    table_edges,
    table_rows,
    table_styles,
)

_TWIPS = 20
_PAD = 3.5
"""Room left and right of the words of a cell, in points."""


def add_grid(holder: Any, rows: int, widths: Sequence[float], *, ruled: bool, padding: float = _PAD) -> Any:
    """An empty table of fixed column widths; without rules it only places its cells."""
    table = holder.add_table(rows, len(widths)) if hasattr(holder, "styles") else _table_in(holder, rows, widths)
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001 - widths, borders and margins have no other door
    for name in ("tblW", "tblInd", "tblBorders", "tblCellMar"):
        for older in properties.findall(element(name).tag):
            properties.remove(older)
    total = round(sum(widths) * _TWIPS)
    width, indent = element("tblW", w=total, type="dxa"), element("tblInd", w=0, type="dxa")
    borders, margins = element("tblBorders"), element("tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single" if ruled else "nil", sz=4, space=0, color="000000"))
    for side in ("top", "left", "bottom", "right"):
        room = padding if side in ("left", "right") else padding * 0.7
        margins.append(element(side, w=round(room * _TWIPS), type="dxa"))
    layout = properties.find(element("tblLayout").tag)
    for child in (width, indent, borders):
        layout.addprevious(child)
    layout.addnext(margins)
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Pt(share)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - python-docx has no row flags
        for cell, share in zip(row.cells, widths, strict=True):
            cell.width = Pt(share)
    return table


def _table_in(holder: Any, rows: int, widths: Sequence[float]) -> Any:
    return holder.add_table(rows, len(widths), Pt(sum(widths)))


@dataclass(slots=True)
class _Cells:
    """Makes the cells of one table as Word's own elements, each like an empty one that was made once for its kind."""

    holder: Any
    styles: Styles
    size: float | None
    edges: tuple[float, ...]
    head: Style
    plain: Style
    _made: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def cell(
        self,
        words: Words,
        at: int,
        *,
        upto: int = 0,
        role: str = "table_cell",
        align: Align,
        keep: bool,
        down: str = "",
    ) -> Any:
        """A cell from column `at` up to `upto`; `down`: "restart" or "continue" in cells that are merged downwards."""
        style, upto = self.head if role == "table_head" else self.plain, upto or at + 1
        line = Line(runs=styled(words, style), style=style, align=align, keep=keep, single=True, role=role)
        kind = (at, upto, role, align, keep, down)
        if kind not in self._made:
            self._made[kind] = self._empty(line, at, upto, down)
        made = deepcopy(self._made[kind])
        if line.runs:
            wide = self.edges[upto] - self.edges[at] - 2 * _PAD
            write_line(Paragraph(made[-1], self.holder), line, self.styles, wide)
        return made

    def _empty(self, line: Line, at: int, upto: int, down: str) -> Any:
        made, properties, paragraph = element("tc"), element("tcPr"), element("p")
        twips = sum(Pt(right - left).twips for left, right in pairwise(self.edges[at : upto + 1]))
        properties.append(element("tcW", type="dxa", w=twips))
        if upto > at + 1:
            properties.append(element("gridSpan", val=upto - at))
        if down:
            properties.append(element("vMerge", val=down))
            properties.append(element("vAlign", val="center"))
        made.extend((properties, paragraph))
        shape_line(Paragraph(paragraph, self.holder), line, self.styles, self.size)
        return made


def _row(cells: Iterable[Any], *, head: bool = False) -> Any:
    """A row that is never broken between pages, and is repeated on each of them when it belongs to the head."""
    made, properties = element("tr"), element("trPr")
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    made.append(properties)
    made.extend(cells)
    return made


def add_table(holder: Any, table: Table, styles: Styles, width: float, *, held_rows: int = 0) -> None:
    """A ruled table; its last `held_rows` rows stay on the page of what follows."""
    _shares, _titles, aligns = columns_of(table)
    edges = table_edges(table, styles.profile, width, _PAD)
    grid = add_grid(holder, 0, [right - left for left, right in pairwise(edges)], ruled=True)._tbl  # noqa: SLF001 - rows
    cells = _Cells(holder, styles, table.size, edges, *table_styles(table, styles.profile))
    for head in _head_rows(cells, head_cells(table)):
        grid.append(head)
    rows = tuple(table_rows(table))
    for index, (texts, kind) in enumerate(rows):
        held = index >= len(rows) - held_rows
        if kind is RowKind.GROUP:
            whole = cells.cell(bold_words(texts[0]), 0, upto=len(aligns), align=Align.LEFT, keep=True)
            grid.append(_row([whole]))
            continue
        shown = map(bold_words, texts) if kind is RowKind.TOTAL else texts
        pairs = enumerate(zip(shown, aligns, strict=True))
        grid.append(_row(cells.cell(words, at, align=align, keep=held) for at, (words, align) in pairs))


def _head_rows(cells: _Cells, places: Sequence[HeadCell]) -> Iterator[Any]:
    """The rows of a head; a cell over several rows goes on in each of them."""
    rows = max((place.bottom for place in places), default=1)
    for row in range(rows):
        standing = sorted((place for place in places if place.top <= row < place.bottom), key=lambda place: place.left)
        made = []
        for place in standing:
            merged = place.bottom > place.top + 1
            down = ("restart" if row == place.top else "continue") if merged else ""
            role = "table_cell" if place.is_count else "table_head"
            words = place.text if row == place.top else ""
            made.append(
                cells.cell(words, place.left, upto=place.right, role=role, align=Align.CENTER, keep=True, down=down)
            )
        yield _row(made, head=True)


def add_key_values(holder: Any, block: KeyValue, styles: Styles, width: float) -> None:
    """Labels and values in two columns without rules."""
    widths = [width * block.label_share, width * (1 - block.label_share)]
    grid = add_grid(holder, len(block.pairs), widths, ruled=False)
    style = styles.profile.style("body")
    for row, (label, value) in zip(grid.rows, block.pairs, strict=True):
        for cell, words, wide in zip(row.cells, (label, value), widths, strict=True):
            line = Line(runs=styled(words, style), style=style, single=True, role="body")
            add_line(cell, line, styles, wide - 2 * _PAD, fresh=cell.paragraphs[0])
