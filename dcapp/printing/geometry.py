"""Where the elements of head and end stand; the same numbers for the PDF and the Word file. Lengths in points."""

from __future__ import annotations

from dcapp.printing.composing import Line, addressee_texts, styled
from dcapp.printing.fonts import text_width
from dcapp.printing.model import ADDRESSEES_LEAD, Document
from dcapp.printing.profile import POINTS_PER_MM, Profile

GUTTER = 6.0
"""Room between the two columns of the head, in points."""
RECIPIENTS_SHARE = 0.46
"""The part of the width that belongs to the recipients; the signer has the rest."""
SIGNING_ROOM = 26 * POINTS_PER_MM
"""Room for signature and seal."""
NUMBER_DOWN = 14 * POINTS_PER_MM
"""Base line of page number and marks, from the upper edge of the sheet."""
AUDIT_DOWN = 8 * POINTS_PER_MM
FOOT_UP = 9 * POINTS_PER_MM


def head_columns(width: float, profile: Profile) -> tuple[float, float]:
    """Widths of the left and the right column of the head; the nation's name always fits on one line."""
    style = profile.style("nation")
    nation = text_width(profile.nation, size=style.size, bold=style.bold)
    right = max(width * (1 - profile.head_left_share), nation + 2)
    return width - right - GUTTER, right


def addressee_layout(document: Document, width: float, profile: Profile) -> tuple[float, float]:
    """Left edge of "Kính gửi:" and of the dashes that stand below its colon, in points from the text's edge."""
    style = profile.style("addressees")
    texts = addressee_texts(document)
    colon = text_width(ADDRESSEES_LEAD[:-1], size=style.size, italic=style.italic)
    lead = text_width(ADDRESSEES_LEAD + " ", size=style.size, italic=style.italic)
    widths = [text_width(text, size=style.size, italic=style.italic) for text in texts]
    block = widths[0] if len(texts) == 1 else max([lead, *(colon + wide for wide in widths[1:])], default=0.0)
    start = (width - block) / 2 if block < width - 2 * profile.indent else profile.indent
    return start, start + (lead if len(texts) == 1 else colon)


def addressee_lines(document: Document, width: float, profile: Profile) -> tuple[Line, ...]:
    """The lines of box 9a with their indents."""
    style = profile.style("addressees")
    texts = addressee_texts(document)
    if not texts:
        return ()
    start, inner = addressee_layout(document, width, profile)
    several = len(texts) > 1
    dash = text_width("- ", size=style.size, italic=style.italic)
    first = Line(
        runs=styled(texts[0], style),
        style=style,
        left=start if several else inner,
        first_line=0.0 if several else start - inner,
        before=6.0,
        after=0.0 if several else 12.0,
        keep=True,
        role="addressees",
    )
    others = [
        Line(
            runs=styled(text, style),
            style=style,
            left=inner + dash,
            first_line=-dash,
            after=12.0 if index == len(texts) - 1 else 0.0,
            keep=True,
            role="addressees",
        )
        for index, text in enumerate(texts[1:], start=1)
    ]
    return (first, *others)


def stamp_frame(word: str, width: float, profile: Profile) -> tuple[float, float]:
    """Frame of a stamp: the decree's size for the three urgencies, else as long as its word, at most `width`."""
    style = profile.style("stamp")
    wanted = text_width(style.shown(word), size=style.size, bold=style.bold) + 10
    fixed = profile.urgency_frames_mm.get(style.shown(word))
    across, down = (side * POINTS_PER_MM for side in fixed) if fixed else (0.0, 0.0)
    return min(max(across, wanted), width), down
