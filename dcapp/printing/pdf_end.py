"""End of a paper for the PDF writer: recipients on the left, signature on the right half (boxes 7, 9b, 12)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcapp.printing.composing import recipient_lines, signature_lines
from dcapp.printing.geometry import GUTTER, RECIPIENTS_SHARE, SIGNING_ROOM
from dcapp.printing.model import Document, Signature
from dcapp.printing.pdf_flow import Canvas, Piece
from dcapp.printing.pdf_text import Blank, Stack, TextPiece, text_piece
from dcapp.printing.profile import Profile


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns that begin on one level."""

    stacks: tuple[Stack, ...]
    shifts: tuple[float, ...]
    before: float = 8.0
    after: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        """Height of the tallest column."""
        return max((stack.height for stack in self.stacks), default=0.0)

    @property
    def lines(self) -> int:
        """The ending is no text of the paper."""
        return 0

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """A list of recipients too long for a page goes on overleaf; a signature is never broken."""
        first, *others = self.stacks
        if any(stack.height > room for stack in others):
            return None
        used, count = 0.0, 0
        for piece in first.pieces:
            used += piece.before + piece.height + piece.after
            if used > room:
                break
            count += 1
        if not 1 < count < len(first.pieces):
            return None
        here = replace(self, stacks=(Stack(first.pieces[:count]), *others))
        return here, Stack(first.pieces[count:])

    def loose(self) -> tuple[Piece, ...]:
        """Its columns, one below the other."""
        return self.stacks

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the columns."""
        for stack, shift in zip(self.stacks, self.shifts, strict=True):
            stack.draw(canvas, x + shift, top)


def _signature(signature: Signature, width: float, profile: Profile) -> Stack:
    above, note, name = (
        [text_piece(line, width, profile) for line in lines] for lines in signature_lines(signature, profile)
    )
    note_height = sum(piece.height for piece in note)
    room = max(SIGNING_ROOM - note_height, 12.0)
    gaps = (room / 2, room / 2) if note else (room, 0.0)
    middle: tuple[Piece, ...] = (Blank(gaps[0]), *note, Blank(gaps[1])) if note else (Blank(room),)
    return Stack((*above, *middle, *name))


def _recipients(document: Document, width: float, profile: Profile) -> Stack:
    pieces: list[TextPiece] = [text_piece(line, width, profile) for line in recipient_lines(document, profile)]
    return Stack(tuple(pieces))


def ending_piece(document: Document, width: float, profile: Profile) -> Piece | None:
    """Recipients and signature side by side; several signatures in columns with the recipients below."""
    listed = document.recipients or document.stamps.drafter
    match document.signatures:
        case ():
            stack = _recipients(document, width, profile)
            return Beside((stack,), (0.0,)) if listed else None
        case (only,):
            left = width * RECIPIENTS_SHARE
            right = width - left - GUTTER
            stacks = (_recipients(document, left, profile), _signature(only, right, profile))
            return Beside(stacks, (0.0, left + GUTTER))
        case several:
            share = width / len(several)
            columns = tuple(_signature(signature, share - 8, profile) for signature in several)
            row = Beside(columns, tuple(index * share + 4 for index in range(len(several))))
            below = _recipients(document, width, profile)
            return Stack((row, Blank(12.0), below), before=8.0) if listed else row
