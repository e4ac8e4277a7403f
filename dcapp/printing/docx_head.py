"""Head and end of a paper for the Word writer: invisible tables place the two columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from docx.shared import Pt

from dcapp.printing.balancing import balanced_text, widest
from dcapp.printing.composing import Line, clean, recipient_lines, signature_lines, styled, title_lines
from dcapp.printing.docx_parts import Styles, add_line, add_rule, border, empty_line, paint
from dcapp.printing.docx_tables import add_grid
from dcapp.printing.geometry import GUTTER, RECIPIENTS_SHARE, SIGNING_ROOM, head_columns, stamp_frame
from dcapp.printing.model import Align, Document, House, Letterhead, Signature
from dcapp.printing.profile import Profile

RED = "D80000"


def _centred(text: str, role: str, profile: Profile, *, before: float = 0.0) -> Line:
    style = profile.style(role)
    return Line(
        runs=styled(text, style), style=style, align=Align.CENTER, before=before, single=True, keep=True, role=role
    )


def _length(text: str, role: str, width: float, profile: Profile) -> float:
    """Length of the longest line of a centred text as it is broken."""
    style = profile.style(role)
    return min(widest(balanced_text(style.shown(clean(text)), style, width), style), width)


def add_head(word: Any, document: Document, letterhead: Letterhead, styles: Styles, width: float) -> None:
    """Boxes 1 to 4, 5b and 10a to 11."""
    profile = styles.profile
    left, right = head_columns(width, profile)
    grid = add_grid(word, 2, (left, GUTTER, right), ruled=False, padding=0)
    (issuer, _gap, nation), (number, _gap, date) = (row.cells for row in grid.rows)
    _fill_issuer(issuer, letterhead, styles, left)
    lines = [_centred(profile.nation, "nation", profile)]
    if profile.motto:
        lines.append(_centred(profile.motto, "motto", profile))
    _fill(nation, lines, styles, right)
    last = lines[-1]
    add_rule(nation, widest(last.text, last.style), right, profile.rule_thickness)
    lines = [_centred(letterhead.number, "number", profile, before=4)]
    if document.is_letter:
        lines.append(_centred(document.subject, "letter_subject", profile, before=6))
    _fill(number, lines, styles, left)
    _add_stamps(number, document, styles, left)
    _fill(date, [_centred(letterhead.place_date, "place_date", profile, before=4)], styles, right)
    for row in grid.rows:
        empty_line(row.cells[1], fresh=row.cells[1].paragraphs[0])
    empty_line(word, height=12)


def _fill(cell: Any, lines: list[Line], styles: Styles, width: float) -> None:
    for index, line in enumerate(lines):
        add_line(cell, line, styles, width, fresh=None if index else cell.paragraphs[0])


def _fill_issuer(cell: Any, letterhead: Letterhead, styles: Styles, width: float) -> None:
    profile = styles.profile
    lines = [_centred(letterhead.parent_body, "parent_body", profile)] if letterhead.parent_body else []
    lines.append(_centred(letterhead.issuing_body, "issuing_body", profile))
    if letterhead.house is House.PARTY:
        lines.append(_centred("*", "parent_body", profile))
    _fill(cell, lines, styles, width)
    if letterhead.house is not House.PARTY:
        length = _length(letterhead.issuing_body, "issuing_body", width, profile) * profile.issuer_rule.size
        add_rule(cell, length, width, profile.rule_thickness)


def _add_stamps(cell: Any, document: Document, styles: Styles, width: float) -> None:
    stamps = document.stamps
    for word, red in ((stamps.secrecy, True), (stamps.urgency, True), (stamps.circulation, False)):
        if not word:
            continue
        across, _down = stamp_frame(clean(word), width, styles.profile)
        paragraph = add_line(cell, _centred(word, "stamp", styles.profile, before=8), styles, across)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt((width - across) / 2)
        border(paragraph, ("top", "left", "bottom", "right"), 0.75, RED if red else "000000", space=3)
        if red:
            paint(paragraph, RED)


def add_title(word: Any, document: Document, styles: Styles, width: float) -> None:
    """Box 5a with its rule."""
    lines = title_lines(document, styles.profile)
    for line in lines:
        add_line(word, line, styles, width)
    share = styles.profile.subject_rule.size
    if lines and document.subject and share:
        length = _length(document.subject, "subject", width, styles.profile) * share
        add_rule(word, length, width, styles.profile.rule_thickness)
    if lines:
        empty_line(word, height=10).paragraph_format.keep_with_next = True


def add_ending(word: Any, document: Document, styles: Styles, width: float) -> None:
    """Recipients and signature; several signatures stand in a row with the recipients below."""
    recipients = recipient_lines(document, styles.profile)
    if len(document.signatures) > 1:
        share = width / len(document.signatures)
        empty_line(word, height=8).paragraph_format.keep_with_next = True
        grid = add_grid(word, 1, [share] * len(document.signatures), ruled=False, padding=0)
        for cell, signature in zip(grid.rows[0].cells, document.signatures, strict=True):
            _fill(cell, _signing_lines(signature, styles.profile), styles, share - 8)
        empty_line(word, height=10)
        for line in recipients:
            add_line(word, line, styles, width)
        return
    if not document.signatures:
        for line in recipients:
            add_line(word, line, styles, width)
        return
    empty_line(word, height=8).paragraph_format.keep_with_next = True
    left = width * RECIPIENTS_SHARE
    right = width - left - GUTTER
    grid = add_grid(word, 1, (left, GUTTER, right), ruled=False, padding=0)
    first, _gap, second = grid.rows[0].cells
    _fill(first, list(recipients), styles, left)
    _fill(second, _signing_lines(document.signatures[0], styles.profile), styles, right)
    empty_line(word)


def _signing_lines(signature: Signature, profile: Profile) -> list[Line]:
    above, note, name = signature_lines(signature, profile)
    room = SIGNING_ROOM / 2 if note else SIGNING_ROOM
    below = [replace(line, before=room) for line in (*note, *name)]
    return [*above, *below]
