"""What stands in the margins of a PDF page: page number, marks, the office's address at the foot of page one."""

from __future__ import annotations

from dcapp.printing.composing import Line, clean, styled
from dcapp.printing.fonts import face_name, text_width
from dcapp.printing.geometry import AUDIT_DOWN, FOOT_UP, NUMBER_DOWN
from dcapp.printing.model import Align, Document, Marks
from dcapp.printing.pdf_flow import Canvas
from dcapp.printing.pdf_text import Rule, Stack, text_piece
from dcapp.printing.profile import POINTS_PER_MM, Profile

NUMBER_ROOM_MM = 12.0
"""Half of the room kept free around the page number."""


def _fitted(text: str, size: float, width: float, *, bold: bool) -> float:
    """The size at which the text fits the width."""
    wide = text_width(text, size=size, bold=bold)
    return size if wide <= width else size * width / wide


def _write(canvas: Canvas, text: str, at: tuple[float, float], align: Align, size: float, *, bold: bool) -> None:
    canvas.setFont(face_name(bold=bold, italic=False), size)
    write = {Align.CENTER: canvas.drawCentredString, Align.RIGHT: canvas.drawRightString}.get(align, canvas.drawString)
    write(*at, text)


def middle_of(width: float, profile: Profile) -> float:
    """The middle of the text block, from the left edge of the sheet."""
    return (profile.margin("left") + width - profile.margin("right")) / 2


def draw_page_number(canvas: Canvas, number: int, page: tuple[float, float], profile: Profile) -> None:
    """The number in the upper margin, above the middle of the text; the first page shows none (Annex I, I.7)."""
    if number < 2:
        return
    style = profile.style("page_number")
    at = (middle_of(page[0], profile), page[1] - NUMBER_DOWN)
    _write(canvas, str(number), at, Align.CENTER, style.size, bold=style.bold)


def draw_marks(canvas: Canvas, marks: Marks, page: tuple[float, float], profile: Profile) -> None:
    """Marks in the margins, made smaller rather than cut when they are long."""
    width, height = page
    left, right = profile.margin("left"), width - profile.margin("right")
    size = profile.style("mark").size
    level = height - NUMBER_DOWN
    middle, free = middle_of(width, profile), NUMBER_ROOM_MM * POINTS_PER_MM
    placed = (
        (marks.left_head, (left, level), Align.LEFT, middle - free - left, size + 1, True),
        (marks.copy_number, (right, level), Align.RIGHT, right - middle - free, size, False),
        (marks.audit_head, (left, height - AUDIT_DOWN), Align.LEFT, right - left, size - 1, False),
        (marks.footer, (middle, FOOT_UP), Align.CENTER, right - left, size - 1, False),
    )
    for text, at, align, room, wanted, bold in placed:
        words = clean(text).replace("\n", " ")
        if words:
            _write(canvas, words, at, align, _fitted(words, wanted, room, bold=bold), bold=bold)


def contact_piece(document: Document, width: float, profile: Profile) -> Stack | None:
    """Box 13: the office's address below a line as wide as the text."""
    if not document.stamps.contact:
        return None
    style = profile.style("contact")
    line = Line(runs=styled(document.stamps.contact, style), style=style, align=Align.CENTER, single=True, before=3.0)
    rule = Rule(width, width, profile.rule_thickness)
    return Stack((rule, text_piece(line, width, profile)), before=6.0)
