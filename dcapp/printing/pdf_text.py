"""Paragraphs for the PDF writer: broken into lines, justified, split between pages without lone lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph

from dcapp.printing import fonts
from dcapp.printing.balancing import balanced
from dcapp.printing.composing import Line
from dcapp.printing.model import Align
from dcapp.printing.pdf_flow import Canvas, Piece
from dcapp.printing.profile import Profile

_BOUNDLESS = 1e6
_ALIGNMENTS = {Align.LEFT: 0, Align.CENTER: 1, Align.RIGHT: 2, Align.JUSTIFY: 4}


@lru_cache(maxsize=256)
def _paragraph_style(size: float, leading: float, align: Align, first_line: float, left: float, colour: str) -> Any:
    return ParagraphStyle(
        f"{size}-{leading}-{align}-{first_line}-{left}-{colour}",
        fontName=fonts.face_name(bold=False, italic=False),
        fontSize=size,
        leading=leading,
        alignment=_ALIGNMENTS[align],
        firstLineIndent=first_line,
        leftIndent=left,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        autoLeading="off",
        spaceShrinkage=0,
        textColor=colour,
        underlineWidth="0.05*f",
    )


def _markup(line: Line) -> str:
    parts = []
    for run in line.runs:
        face = fonts.face_name(bold=run.bold, italic=run.italic)
        words = escape(run.text).replace("\n", "<br/>")
        words = f"<u>{words}</u>" if line.style.underline else words
        parts.append(f'<font name="{face}">{words}</font>')
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A paragraph broken into lines for one width."""

    paragraph: Any
    width: float
    height: float
    before: float
    after: float
    keep: bool

    @property
    def lines(self) -> int:
        """How many lines it was broken into."""
        return len(self.paragraph.blPara.lines) if self.height else 0

    @property
    def widest(self) -> float:
        """Length of its longest line in points."""
        return max((float(width) for width in self.paragraph.getActualLineWidths0()), default=0.0)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """The lines that fit and the others; never a single line on either side."""
        parts = self.paragraph.split(self.width, room)
        if len(parts) != 2:
            _wrap(self.paragraph, self.width)  # a refused split forgets its lines
            return None
        first, second = (_wrapped(part, self) for part in parts)
        return replace(first, before=self.before), replace(second, after=self.after, keep=self.keep)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw its lines."""
        if self.height:
            self.paragraph.drawOn(canvas, x, top - self.height)


def _wrap(paragraph: Any, width: float) -> float:
    """Break a paragraph into lines and give its height; a line that a long word would tear apart is set flush left."""
    height = float(paragraph.wrap(width, _BOUNDLESS)[1])
    if paragraph.style.alignment != _ALIGNMENTS[Align.JUSTIFY]:
        return height
    widest_gap = paragraph.style.fontSize
    for at, line in enumerate(paragraph.blPara.lines):
        if isinstance(line, tuple):  # a paragraph in one style: room left over, words
            if line[0] > widest_gap * max(len(line[1]) - 1, 1):
                paragraph.blPara.lines[at] = (0.0, *line[1:])
        elif line.extraSpace > widest_gap * max(line.wordCount - 1, 1):
            line.extraSpace = 0.0
    return height


def _wrapped(paragraph: Any, like: TextPiece) -> TextPiece:
    height = _wrap(paragraph, like.width)
    return TextPiece(paragraph, like.width, height, 0.0, 0.0, keep=False)


def text_piece(line: Line, width: float, profile: Profile, *, colour: str = "black") -> TextPiece:
    """A line of text set to a width in points."""
    leading = profile.leading(line.style, single=line.single)
    line = balanced(line, width) if line.align is Align.CENTER else line
    style = _paragraph_style(line.style.size, leading, line.align, line.first_line, line.left, colour)
    paragraph = Paragraph(_markup(line), style)
    height = _wrap(paragraph, width) if line.text.strip() else 0.0
    return TextPiece(paragraph, width, height, line.before, line.after, line.keep)


@dataclass(frozen=True, slots=True)
class Stack:
    """Pieces set one below the other that are never broken: cells of the head, the title with its rule."""

    pieces: tuple[Piece, ...]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        """Heights and the room between them."""
        inner = sum(one.after + two.before for one, two in pairwise(self.pieces))
        return inner + sum(piece.height for piece in self.pieces)

    @property
    def lines(self) -> int:
        """Lines of all its pieces."""
        return sum(piece.lines for piece in self.pieces)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Never broken."""
        return None

    def loose(self) -> tuple[Piece, ...]:
        """Its pieces from the top."""
        return self.pieces

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw its pieces from the top."""
        last_after = 0.0
        for index, piece in enumerate(self.pieces):
            top -= (last_after + piece.before) if index else 0.0
            piece.draw(canvas, x, top)
            top -= piece.height
            last_after = piece.after


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, centred in `width` (or from the left edge when as long as it)."""

    length: float
    width: float
    thickness: float
    before: float = 3.0
    after: float = 0.0
    keep: bool = False
    height: float = 1.0
    lines: int = 0

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Never broken."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the line."""
        start, level = x + (self.width - self.length) / 2, top - self.height / 2
        canvas.setLineWidth(self.thickness)
        canvas.line(start, level, start + self.length, level)


@dataclass(frozen=True, slots=True)
class Blank:
    """Empty room."""

    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    lines: int = 0

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Room that does not fit is dropped at the foot of the page."""
        return (Blank(room), Blank(0.0)) if 0 < room < self.height else None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Nothing to draw."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture scaled to its place."""

    png: bytes
    size: tuple[float, float]
    width: float
    align: Align
    before: float = 4.0
    after: float = 4.0
    keep: bool = False
    lines: int = 1

    @property
    def height(self) -> float:
        """Height in points."""
        return self.size[1]

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Never broken."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the picture."""
        import io

        from reportlab.lib.utils import ImageReader

        free = self.width - self.size[0]
        shift = {Align.CENTER: free / 2, Align.RIGHT: free}.get(self.align, 0.0)
        source = ImageReader(io.BytesIO(self.png))
        canvas.drawImage(source, x + shift, top - self.height, *self.size, mask="auto")


def picture(png: bytes, wanted: float, align: Align, room: tuple[float, float]) -> Picture:
    """A picture as wide as wanted, smaller when the page is."""
    import io

    from reportlab.lib.utils import ImageReader

    across, down = ImageReader(io.BytesIO(png)).getSize()
    width = min(wanted, room[0], room[1] * across / down)
    return Picture(png, (width, width * down / across), room[0], align)
