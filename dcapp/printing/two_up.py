"""Slips on half a sheet: two stand on one A4 with a line to cut along (A5), a long one on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dcapp.printing.model import (
    Align,
    Article,
    Block,
    Dash,
    Division,
    Document,
    Heading,
    KeyValue,
    Numbered,
    PageBreak,
    Paragraph,
    Part,
    Spacer,
    Table,
)
from dcapp.printing.profile import POINTS_PER_MM, profile_for

HALF_MM = 119.0
"""Room for one slip on half a sheet of A4, less what Word may set taller than the PDF."""
FOLD_MM = 122.0
"""Where the line to cut along stands, from the head of the text: the middle of the sheet, less half a line."""
CUT = "- " * 46 + "-"


def two_up(slips: Iterable[Sequence[Block]]) -> tuple[Block, ...]:
    """The slips as the blocks of one paper: those that fit on half a sheet in pairs, then the long ones one by one."""
    made = [tuple(slip) for slip in slips]
    heights = [height_mm(blocks) for blocks in made]
    short = [(blocks, height) for blocks, height in zip(made, heights, strict=True) if height <= HALF_MM]
    long = [blocks for blocks, height in zip(made, heights, strict=True) if height > HALF_MM]
    sheets: list[list[Block]] = []
    for at in range(0, len(short), 2):
        first, height = short[at]
        sheet = list(first)
        if at + 1 < len(short):
            cut = Paragraph(CUT, Align.CENTER, indented=False)
            sheet += [Spacer(FOLD_MM - height), cut, *short[at + 1][0]]
        sheets.append(sheet)
    sheets += [list(blocks) for blocks in long]
    blocks: list[Block] = []
    for sheet in sheets:
        blocks += ([PageBreak()] if blocks else []) + sheet
    return tuple(blocks)


def height_mm(blocks: Sequence[Block]) -> float:
    """How tall blocks of text and tables stand on a sheet of their own, in millimetres; TypeError for other blocks."""
    from dcapp.printing.composing import lines_of
    from dcapp.printing.fonts import load_faces
    from dcapp.printing.pdf_flow import Piece
    from dcapp.printing.pdf_table import key_value_piece, table_piece
    from dcapp.printing.pdf_text import Blank, text_piece

    load_faces()
    profile = profile_for(Document().house)
    width, room = profile.text_size(landscape=False)
    pieces: list[Piece] = []
    for block in blocks:
        match block:
            case Spacer():
                pieces.append(Blank(block.height_mm * POINTS_PER_MM))
            case Table():
                pieces.append(table_piece(block, width, room, profile))
            case KeyValue():
                pieces.append(key_value_piece(block, width, room, profile))
            case Division() | Part() | Heading() | Paragraph() | Numbered() | Dash() | Article():
                pieces += [text_piece(line, width, profile) for line in lines_of(block, profile)]
            case _:
                raise TypeError(f"a slip has no {type(block).__name__}")
    return sum(piece.before + piece.height + piece.after for piece in pieces) / POINTS_PER_MM
