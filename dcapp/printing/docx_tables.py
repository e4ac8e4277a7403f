"""Tables of the Word writer: fixed widths, repeated head, rows that never break between pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from docx.shared import Pt

from dcapp.printing.composing import Line, styled
from dcapp.printing.docx_parts import Styles, add_line, element
from dcapp.printing.model import Align, KeyValue, RowKind, Table, Words
from dcapp.printing.tabling import bold_words, columns_of, table_edges, table_rows

_TWIPS = 20


def add_grid(holder: Any, rows: int, widths: Sequence[float], *, ruled: bool, padding: float = 3.5) -> Any:
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
        hold_row(row)
        for cell, share in zip(row.cells, widths, strict=True):
            cell.width = Pt(share)
    return table


def _table_in(holder: Any, rows: int, widths: Sequence[float]) -> Any:
    return holder.add_table(rows, len(widths), Pt(sum(widths)))


def hold_row(row: Any, *, head: bool = False) -> None:
    """Never break the row between pages; repeat it on each page when it is the head."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no row flags
    for name in ("cantSplit", "tblHeader") if head else ("cantSplit",):
        if properties.find(element(name).tag) is None:
            properties.append(element(name))


def fill_cell(cell: Any, words: Words, styles: Styles, role: str, align: Align, width: float, *, keep: bool) -> None:
    """Write words into a cell."""
    style = styles.profile.style(role)
    line = Line(runs=styled(words, style), style=style, align=align, keep=keep, single=True, role=role)
    add_line(cell, line, styles, width, fresh=cell.paragraphs[0])


def add_table(holder: Any, table: Table, styles: Styles, width: float, *, held_rows: int = 0) -> None:
    """A ruled table; its last `held_rows` rows stay on the page of what follows."""
    _shares, titles, aligns = columns_of(table)
    edges = table_edges(table, styles.profile, width, 3.5)
    widths = [right - left for left, right in pairwise(edges)]
    rows = tuple(table_rows(table))
    grid = add_grid(holder, len(rows) + 1, widths, ruled=True)
    made = list(grid.rows)
    hold_row(made[0], head=True)
    for cell, title, wide in zip(made[0].cells, titles, widths, strict=True):
        fill_cell(cell, title, styles, "table_head", Align.CENTER, wide - 7, keep=True)
    for index, (cells, kind) in enumerate(rows):
        held = index >= len(rows) - held_rows
        target = made[index + 1].cells
        if kind is RowKind.GROUP:
            whole = target[0].merge(target[-1])
            fill_cell(whole, bold_words(cells[0]), styles, "table_cell", Align.LEFT, width - 7, keep=True)
            continue
        for cell, words, align, wide in zip(target, cells, aligns, widths, strict=True):
            shown = bold_words(words) if kind is RowKind.TOTAL else words
            fill_cell(cell, shown, styles, "table_cell", align, wide - 7, keep=held)


def add_key_values(holder: Any, block: KeyValue, styles: Styles, width: float) -> None:
    """Labels and values in two columns without rules."""
    widths = [width * block.label_share, width * (1 - block.label_share)]
    grid = add_grid(holder, len(block.pairs), widths, ruled=False)
    for row, (label, value) in zip(grid.rows, block.pairs, strict=True):
        for cell, words, wide in zip(row.cells, (label, value), widths, strict=True):
            fill_cell(cell, words, styles, "body", Align.LEFT, wide - 7, keep=False)
