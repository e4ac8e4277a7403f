"""What was read in a signed paper: every paragraph in its place, and what it asks of whom by when.

All offsets are positions in `PaperReading.text`: the paper's own words in NFC, one paragraph per line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dcapp.kernel.i18n import _


class PassageKind(StrEnum):
    """What a paragraph is."""

    HEADER = "header"
    TITLE = "title"
    BASIS = "basis"
    LEAD_IN = "lead_in"
    PART = "part"
    ITEM = "item"
    SUBITEM = "subitem"
    DUTY = "duty"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CLOSING = "closing"
    RECIPIENT = "recipient"
    SIGNER = "signer"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: first position, and the one after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph; `text` does not repeat the marker. Tables keep their cells; `line` counts from 1 in the file."""

    kind: PassageKind
    text: str
    span: Span
    marker: str = ""
    level: int = 0
    part: str = ""
    item: str = ""
    cells: tuple[tuple[str, ...], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the paper cites, once, with every place where it is cited."""

    type_name: str
    number: str
    date: date | None
    issuer: str
    subject: str
    is_basis: bool
    spans: tuple[Span, ...]
    section: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of a part, with everything that stands under it."""

    number: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the paper; its number and title are empty where items stand without one."""

    number: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody is charged with."""

    text: str
    span: Span
    section: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody and what the paper charges them with."""

    number: str
    officer: str
    duties: tuple[Duty, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something due by a date or in a rhythm; `due` is the date as written, `before` where the text says "trước"."""

    what: str
    who: tuple[str, ...]
    to: tuple[str, ...]
    due: date | None
    before: bool
    day: int | None
    every: str
    wording: str
    span: Span
    section: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of the recipients."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: in whose name, as what, and the name; lines of one block are parted by line breaks."""

    authority: str = ""
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that somebody should look at; `where` names it in the words of the paper."""

    where: str
    text: str
    line: int
    span: Span

    @property
    def place(self) -> str:
        """The line and its words: "dòng 57: Luật …"."""
        line = _("dòng {line}").format(line=self.line)
        return f"{line}: {self.where}" if self.where else line


@dataclass(frozen=True, slots=True)
class PaperReading:
    """Everything that was read; what the paper does not say is empty."""

    text: str
    type_name: str
    subject: str
    number: str
    date: date | None
    year: int | None
    issuer: str
    parent_body: str
    place: str
    is_party: bool
    addressees: tuple[str, ...]
    passages: tuple[Passage, ...]
    documents: tuple[CitedDocument, ...]
    parts: tuple[Part, ...]
    assignments: tuple[Assignment, ...]
    obligations: tuple[Obligation, ...]
    recipients: tuple[Recipient, ...]
    signer: Signer
    doubts: tuple[Doubt, ...]
    encoding_note: str = ""
    page_count: int | None = None

    def line_of(self, span: Span) -> int:
        """The line of the file in which a stretch begins, counted from 1; 0 where it is nowhere."""
        return next((p.line for p in self.passages if p.span.start <= span.start <= p.span.end), 0)

    @property
    def title(self) -> str:
        """Type and subject in one line."""
        return f"{self.type_name} {self.subject}".strip()


def to_json(reading: PaperReading) -> dict[str, Any]:
    """The answer of `plan import --dry-run`: English keys, dates as YYYY-MM-DD, null for what is not said."""
    return {
        "title": reading.title or None,
        "number": reading.number or None,
        "date": _day(reading.date),
        "year": reading.year,
        "issuer": reading.issuer or None,
        "place": reading.place or None,
        "documents": [
            {
                "type": cited.type_name or None,
                "number": cited.number or None,
                "date": _day(cited.date),
                "issuer": cited.issuer or None,
                "subject": cited.subject or None,
                "basis": cited.is_basis,
            }
            for cited in reading.documents
        ],
        "parts": [
            {
                "number": part.number or None,
                "title": part.title or None,
                "items": [{"number": item.number, "text": item.text} for item in part.items],
            }
            for part in reading.parts
        ],
        "assignments": [
            {
                "number": given.number or None,
                "officer": given.officer,
                "duties": [duty.text for duty in given.duties],
            }
            for given in reading.assignments
        ],
        "obligations": [
            {
                "what": due.what,
                "who": list(due.who),
                "to": list(due.to),
                "due": _day(due.due),
                "before": due.before,
                "day": due.day,
                "every": due.every or None,
                "wording": due.wording,
            }
            for due in reading.obligations
        ],
        "recipients": [recipient.text for recipient in reading.recipients],
        "signer": {
            "authority": reading.signer.authority.replace("\n", " ") or None,
            "title": reading.signer.title.replace("\n", " ") or None,
            "name": reading.signer.name or None,
        },
        "warnings": [{"where": doubt.place, "text": doubt.text} for doubt in reading.doubts],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
