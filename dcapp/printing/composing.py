"""Turns the parts of a paper into lines of styled text, once for all writers, so that PDF, Word and text agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dcapp.printing.model import (
    ADDRESSEES_LEAD,
    RECIPIENTS_LEAD,
    Align,
    Appendix,
    Article,
    Dash,
    Division,
    Document,
    Heading,
    House,
    Letterhead,
    Numbered,
    Paragraph,
    Part,
    Run,
    Signature,
    Words,
    runs_of,
)
from dcapp.printing.official import PRODUCER
from dcapp.printing.profile import Profile, Style

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANKS = re.compile("[ \t\u2000-\u200a\u3000]+")


def clean(text: str) -> str:
    """The text as it can be printed: NFC, single spaces (no-break spaces stay), nothing unprintable."""
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n"))))


def author_of(letterhead: Letterhead | None) -> str:
    """Whom the properties of the file name as its author: the body that issues the paper, never a person or machine."""
    return (clean(letterhead.issuing_body).replace("\n", " ").strip() if letterhead else "") or PRODUCER


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph as it is set: runs, letters, alignment, indents and room around it in points.

    A negative `first_line` hangs the first line out of `left`. `keep` holds it on the page of what follows.
    """

    runs: tuple[Run, ...]
    style: Style
    align: Align = Align.LEFT
    first_line: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    single: bool = False
    role: str = ""

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(run.text for run in self.runs)


def styled(words: Words, style: Style) -> tuple[Run, ...]:
    """Runs of words as an element prints them: cleaned, in capitals where the style wants it, bold and italic added."""
    runs = (
        Run(style.shown(clean(run.text)), run.bold or style.bold, run.italic or style.italic) for run in runs_of(words)
    )
    return tuple(run for run in runs if run.text)


BodyBlock = Division | Part | Heading | Paragraph | Numbered | Dash | Article


def lines_of(block: BodyBlock, profile: Profile) -> tuple[Line, ...]:
    """The lines of a block of running text."""
    gap, indent = profile.space_after.size, profile.indent
    body, heading = profile.style("body"), profile.style("heading")

    def centred(text: str, name: str, *, before: float = 0.0, after: float = 0.0) -> Line:
        style = profile.style(name)
        return Line(
            runs=styled(text, style), style=style, align=Align.CENTER, before=before, after=after, keep=True, role=name
        )

    def running(words: Words, *, style: Style = body, keep: bool = False, role: str = "body") -> Line:
        return Line(
            runs=styled(words, style),
            style=style,
            align=Align.JUSTIFY,
            first_line=indent,
            after=gap,
            keep=keep,
            role=role,
        )

    match block:
        case Division():
            mark = centred(block.mark, "division_mark", before=gap, after=0.0 if block.title else gap)
            title = centred(block.title, "division_title", after=gap)
            return (mark, title) if block.title else (mark,)
        case Part():
            words = f"{block.mark} {block.title}".strip()
            return (running(words, style=profile.style("part"), keep=True, role="part"),)
        case Heading(level=1):
            return (centred(block.text, "heading", before=gap, after=gap),)
        case Heading():
            runs: Words = (Run(block.text, italic=block.level > 2),)
            return (running(runs, style=heading, keep=True, role="heading"),)
        case Paragraph():
            line = running(block.words, keep=block.keep_with_next)
            if block.signing:
                half = profile.text_size(landscape=False)[0] / 2
                return (replace(line, align=Align.CENTER, first_line=0.0, left=half),)
            straight = block.align is Align.JUSTIFY and block.indented
            return (replace(line, align=block.align, first_line=indent if straight else 0.0),)
        case Numbered() if not block.words:
            return (running(f"{block.mark} {block.title}".strip(), style=heading, keep=True, role="heading"),)
        case Numbered():
            lead = (Run(f"{block.mark} "), Run(f"{block.title} " if block.title else "", bold=True))
            return (running((*lead, *runs_of(block.words)), keep=block.keep_with_next),)
        case Dash():
            return (running((Run(f"{block.mark} "), *runs_of(block.words)), keep=block.keep_with_next),)
        case Article():
            return _article_lines(block, profile, running((), keep=block.keep_with_next))


def _article_lines(block: Article, profile: Profile, line: Line) -> tuple[Line, ...]:
    style = profile.style("article")
    mark = f"Điều {block.number}."
    if block.title:
        head = replace(line, runs=styled(f"{mark} {block.title}", style), style=style, keep=True, role="article")
        body = (replace(line, runs=styled(block.words, line.style)),) if block.words else ()
        return (head, *body)
    runs = (*styled(f"{mark} ", style), *styled(block.words, line.style))
    return (replace(line, runs=runs, role="article"),)


def brief_head(letterhead: Letterhead, profile: Profile) -> Line:
    """The head of a book: its office on one line."""
    style = profile.style("issuing_body")
    words = " ".join(part for part in (letterhead.parent_body, letterhead.issuing_body) if part).replace("\n", " ")
    return Line(runs=styled(words, style), style=style, single=True, keep=True, role="issuing_body")


def title_lines(document: Document, profile: Profile) -> tuple[Line, ...]:
    """Name of the type and subject (box 5a); a letter has none here."""
    if document.is_letter:
        return ()
    lines = []
    for text, name in ((document.type_name, "type_name"), (document.subject, "subject")):
        if text:
            style = profile.style(name)
            lines.append(Line(runs=styled(text, style), style=style, align=Align.CENTER, keep=True, role=name))
    return tuple(lines)


def addressee_texts(document: Document) -> tuple[str, ...]:
    """Lines of box 9a: one addressee on the line of "Kính gửi:", several each on a dashed line."""
    names = tuple(clean(name) for name in document.addressees)
    match names:
        case ():
            return ()
        case (only,):
            return (f"{ADDRESSEES_LEAD} {only}",)
        case several:
            return (ADDRESSEES_LEAD, *(f"- {name}" for name in several))


def opening_lines(document: Document, profile: Profile) -> tuple[Line, ...]:
    """The issuer's line of a decision and the bases."""
    lines: list[Line] = []
    if document.issuer_line:
        style = profile.style("issuer_line")
        gap = profile.space_after.size
        lines.append(
            Line(
                runs=styled(document.issuer_line, style),
                style=style,
                align=Align.CENTER,
                before=gap,
                after=2 * gap,
                keep=True,
                role="issuer_line",
            )
        )
    style = profile.style("bases")
    dash = "- " if profile.house is House.PARTY else ""
    lines += [
        Line(
            runs=styled(dash + base, style),
            style=style,
            align=Align.JUSTIFY,
            first_line=profile.indent,
            after=profile.space_after.size,
            role="bases",
        )
        for base in document.bases
    ]
    return tuple(lines)


def appendix_lines(appendix: Appendix, profile: Profile) -> tuple[Line, ...]:
    """Word, title and reference at the head of an appendix."""
    named = (
        (appendix.mark, "appendix_mark"),
        (appendix.title, "appendix_title"),
        (appendix.reference, "appendix_reference"),
    )
    shown = [(text, name) for text, name in named if text]
    return tuple(
        Line(
            runs=styled(text, profile.style(name)),
            style=profile.style(name),
            align=Align.CENTER,
            after=2 * profile.space_after.size if index == len(shown) - 1 else 0.0,
            keep=True,
            role=name,
        )
        for index, (text, name) in enumerate(shown)
    )


def recipient_lines(document: Document, profile: Profile) -> tuple[Line, ...]:
    """The list below "Nơi nhận:" (box 9b) and the drafter's mark (box 12); its lead is `recipients_lead`."""
    lines: list[Line] = []
    if document.recipients:
        lead, style = profile.style("recipients_lead"), profile.style("recipients")
        lines.append(Line(runs=styled(RECIPIENTS_LEAD, lead), style=lead, single=True, role="recipients_lead"))
        lines += [
            Line(runs=styled(f"- {name}", style), style=style, single=True, role="recipients")
            for name in document.recipients
        ]
    if document.stamps.drafter:
        style = profile.style("drafter")
        runs = styled(document.stamps.drafter, style)
        lines.append(Line(runs=runs, style=style, before=6.0 if lines else 0.0, single=True, role="drafter"))
    return tuple(lines)


def signature_lines(
    signature: Signature, profile: Profile
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """The lines above the signature, the note in its place, and the name below (boxes 7a, 7c, 7b)."""

    def lines(texts: Iterable[str], name: str) -> Iterator[Line]:
        style = profile.style(name)
        for text in texts:
            if text:
                yield Line(runs=styled(text, style), style=style, align=Align.CENTER, single=True, role=name)

    above = (*lines(signature.authority, "authority"), *lines(signature.titles, "signer_title"))
    return above, tuple(lines((signature.note,), "signature_note")), tuple(lines((signature.name,), "signer_name"))
