"""Head of the first page for the PDF writer: boxes 1 to 5 and 9a to 11 of the decree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import HexColor

from dcapp.printing.composing import Line, clean, styled, title_lines
from dcapp.printing.geometry import GUTTER, addressee_lines, head_columns, stamp_frame
from dcapp.printing.model import Align, Document, House, Letterhead
from dcapp.printing.pdf_flow import Canvas, Piece
from dcapp.printing.pdf_text import Rule, Stack, TextPiece, text_piece
from dcapp.printing.profile import Profile

RED = "#D80000"
"""Bright red of the stamps (Annex I, III.2)."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A stamp: a word in a frame, centred in its column."""

    words: TextPiece
    frame: tuple[float, float]
    width: float
    red: bool
    before: float = 6.0
    after: float = 0.0
    keep: bool = False

    @property
    def height(self) -> float:
        """Height of the frame."""
        return self.frame[1]

    @property
    def lines(self) -> int:
        """A stamp is no text."""
        return 0

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Never broken."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw frame and word."""
        canvas.saveState()
        if self.red:
            canvas.setStrokeColor(HexColor(RED))
        canvas.setLineWidth(0.75)
        across, down = self.frame
        canvas.rect(x + (self.width - across) / 2, top - down, across, down)
        self.words.draw(canvas, x + (self.width - self.words.width) / 2, top - (down - self.words.height) / 2)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns of the head; number and date begin on one level below the taller of the names."""

    upper: tuple[Stack, Stack]
    lower: tuple[Stack, Stack]
    columns: tuple[float, float]
    before: float = 0.0
    after: float = 14.0
    keep: bool = True
    lines: int = 4

    @property
    def _upper_height(self) -> float:
        return max(stack.height for stack in self.upper) + 4.0

    @property
    def height(self) -> float:
        """Both rows."""
        return self._upper_height + max(stack.height for stack in self.lower)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        """Never broken."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the names, then number and date."""
        for level, stacks in ((top, self.upper), (top - self._upper_height, self.lower)):
            for stack, shift in zip(stacks, self.columns, strict=True):
                stack.draw(canvas, x + shift, level)


def _centred(
    text: str, name: str, width: float, profile: Profile, *, before: float = 0.0, colour: str = "black"
) -> TextPiece:
    style = profile.style(name)
    line = Line(runs=styled(text, style), style=style, align=Align.CENTER, single=True, before=before, role=name)
    return text_piece(line, width, profile, colour=colour)


def head_piece(document: Document, letterhead: Letterhead, width: float, profile: Profile) -> Head:
    """The head of the first page set to the width of the text."""
    left, right = head_columns(width, profile)
    thickness = profile.rule_thickness
    issuer: list[Piece] = []
    if letterhead.parent_body:
        issuer.append(_centred(letterhead.parent_body, "parent_body", left, profile))
    body = _centred(letterhead.issuing_body, "issuing_body", left, profile)
    issuer.append(body)
    if letterhead.house is House.PARTY:
        issuer.append(_centred("*", "parent_body", left, profile))
    else:
        issuer.append(Rule(body.widest * profile.issuer_rule.size, left, thickness))
    nation: list[Piece] = [_centred(profile.nation, "nation", right, profile)]
    last = nation[0]
    if profile.motto:
        last = _centred(profile.motto, "motto", right, profile)
        nation.append(last)
    if isinstance(last, TextPiece):
        nation.append(Rule(last.widest, right, thickness))
    number: list[Piece] = [_centred(letterhead.number, "number", left, profile)]
    if document.is_letter:
        number.append(_centred(document.subject, "letter_subject", left, profile, before=6.0))
    number += _stamps(document, left, profile)
    date: list[Piece] = [_centred(letterhead.place_date, "place_date", right, profile)]
    return Head(
        upper=(Stack(tuple(issuer)), Stack(tuple(nation))),
        lower=(Stack(tuple(number)), Stack(tuple(date))),
        columns=(0.0, left + GUTTER),
    )


def _stamps(document: Document, width: float, profile: Profile) -> list[Piece]:
    stamps = document.stamps
    found: list[Piece] = []
    for word, red in ((stamps.secrecy, True), (stamps.urgency, True), (stamps.circulation, False)):
        if not word:
            continue
        across, down = stamp_frame(clean(word), width, profile)
        words = _centred(word, "stamp", across - 4, profile, colour=RED if red else "black")
        found.append(Framed(words, (across, max(down, words.height + 6)), width, red))
    return found


def title_pieces(document: Document, width: float, profile: Profile) -> list[Piece]:
    """Name of the type, subject and its rule (box 5a), kept together and with what follows."""
    lines = [text_piece(replace(line, single=True), width, profile) for line in title_lines(document, profile)]
    if not lines:
        return []
    pieces: list[Piece] = [*lines]
    share = profile.subject_rule.size
    if document.subject and share:
        pieces.append(Rule(lines[-1].widest * share, width, profile.rule_thickness, before=3.0))
    return [Stack(tuple(pieces), after=12.0, keep=True)]


def addressee_pieces(document: Document, width: float, profile: Profile) -> list[Piece]:
    """Box 9a: "Kính gửi:" with one addressee, or dashed lines that begin below its colon."""
    return [text_piece(line, width, profile) for line in addressee_lines(document, width, profile)]
