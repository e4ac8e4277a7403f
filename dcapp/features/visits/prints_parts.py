"""What the papers of a visit share: head, signer, how the citizen is named, room to write what is not known.

Of a denouncer's visit (decision 29) a paper shows the code; name, address, number and what was said are left as dotted
lines, to be written by hand on the one sheet that needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dcapp.features.office.queries import OfficeCard
from dcapp.features.people.terms import ID_PAPERS, IdPaper
from dcapp.features.visits.numbering import TYPES
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import CAPACITIES, Capacity, Matter, VisitPaper
from dcapp.kernel.dates import document_date
from dcapp.printing.model import Block, Dash, Letterhead, Paragraph, Signature
from dcapp.printing.official import official
from dcapp.printing.wording import place_date, state_number

DECREE_154 = date(2026, 7, 1)
"""From this day on decree 154/2026 is in force."""
DOTS = "…………………"
LINE = "…" * 32
"""A dotted line over most of the width, to be written on."""
SIGN_FULL_NAME = official("(Ký, ghi rõ họ tên)")
SIGN_OR_FINGER = official("(Ký tên hoặc điểm chỉ, ghi rõ họ tên)")
_ID_LABEL = official("Số căn cước/giấy chứng nhận căn cước/số định danh cá nhân/hộ chiếu")
_ID_WORDS = {
    IdPaper.CARD: official("Số căn cước (số định danh cá nhân)"),
    IdPaper.CERTIFICATE: official("Số giấy chứng nhận căn cước"),
    IdPaper.OLD_CARD: official("Số chứng minh nhân dân"),
    IdPaper.PASSPORT: official("Số hộ chiếu"),
    IdPaper.OTHER: official("Số giấy tờ tùy thân"),
}
MATTER_WORDS = {
    Matter.COMPLAINT: official("khiếu nại"),
    Matter.DENUNCIATION: official("tố cáo"),
    Matter.FEEDBACK: official("kiến nghị, phản ánh"),
    Matter.QUESTION: official("hỏi chính sách, pháp luật"),
    Matter.SEVERAL: official("khiếu nại, tố cáo, kiến nghị, phản ánh"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """What a paper says besides the visit; asked for when it is made, empty leaves room to write.

    `point` is the point of article 4.1 that a refusal cites; `meet_*` is when, where and with whom somebody is to come;
    `contact` whom to ask; `received_at` a time "07:30"; `copies` how many sheets are made.
    """

    signature: Signature | None = None
    point: str = ""
    meet_on: date | None = None
    meet_at: str = ""
    meet_place: str = ""
    meet_with: str = ""
    bring: str = ""
    words: str = ""
    contact: str = ""
    ended_at: str = ""
    copies: int = 2


NO_DETAILS = PaperDetails()


def is_draft(card: VisitCard, paper: VisitPaper) -> bool:
    """Whether a paper of a kind that has a number has none yet: it carries DỰ THẢO in the margin."""
    return paper in TYPES and card.number_of(paper) is None


def letterhead(card: VisitCard, paper: VisitPaper, office: OfficeCard, day: date | None = None) -> Letterhead:
    """The head of a paper: its number and day of issue, or room for the registry; papers without a number have none."""
    issued = card.number_of(paper)
    if paper not in TYPES:
        number = ""
    elif issued is not None:
        number = official("Số: {number}", number=issued.symbol)
    else:
        number = room_for_number(TYPES[paper][1], office)
    when = day or (issued.issued_on if issued else None)
    return Letterhead(
        parent_body="" if is_committee(office) else office.superior.upper(),
        issuing_body="\n".join(office.body_lines),
        number=number,
        place_date=place_date(office.place, when, year=card.received_on.year),
    )


def room_for_number(abbreviation: str, office: OfficeCard) -> str:
    """The line of the number before the registry gave one; an official letter has no type in it."""
    return state_number(None, f"{abbreviation}-{office.symbol}" if abbreviation else office.symbol)


def is_committee(office: OfficeCard) -> bool:
    """A people's committee: it stands alone in the head and its chairman signs in its name."""
    return len(office.body_lines) > 1


def body_of(office: OfficeCard) -> str:
    """The office's own name inside a sentence: "Ủy ban nhân dân xã Thử"."""
    return official("Ủy ban nhân dân {unit}", unit=office.unit) if is_committee(office) else office.name


def for_the_body(office: OfficeCard) -> Signature:
    """The chairman on behalf of the committee (decree 30/2020, Annex I, II.7.a)."""
    if is_committee(office):
        title = official("CHỦ TỊCH")
        return Signature(authority=(official("TM. ỦY BAN NHÂN DÂN"),), titles=(title,), name=office.chairman)
    return as_head(office)


def as_head(office: OfficeCard) -> Signature:
    """The head of the office in his own competence (form 01/TCD: thủ trưởng cơ quan)."""
    title = official("CHỦ TỊCH") if is_committee(office) else official("THỦ TRƯỞNG CƠ QUAN")
    return Signature(titles=(title,), name=office.chairman)


def person(card: VisitCard) -> str:
    """Who came, inside a sentence: "ông (bà) Trần Văn A", "ông (bà) có mã số TC001/2026"."""
    if card.code:
        return official("ông (bà) có mã số {code}", code=card.code)
    return official("ông (bà) {name}", name=card.name or DOTS)


def addressee(card: VisitCard) -> str:
    """Who came, as a paper is addressed."""
    return _capital(person(card))


def identity(card: VisitCard) -> list[Block]:
    """Name, number of the identity paper with its day and place of issue, address, capacity: a line each."""
    found: list[Block] = [
        Paragraph(official("Họ và tên: {name}", name=card.code or card.name or DOTS)),
        Paragraph(id_line(card)),
        Paragraph(official("Địa chỉ: {address}", address=address_of(card) or DOTS * 3)),
    ]
    if card.capacity is not Capacity.SELF and not card.code:
        found.append(Paragraph(capacity_line(card)))
    return found


def id_line(card: VisitCard) -> str:
    """The number with room for day and place of issue, which the book does not keep."""
    known = "" if card.code else card.id_number
    label = _ID_WORDS[card.id_paper] if known else _ID_LABEL
    return official(
        "{label}: {number}, ngày cấp: {dots}, nơi cấp: {dots}", label=label, number=known or DOTS, dots="……………"
    )


def address_of(card: VisitCard) -> str:
    """The address with the village where it does not name it; empty for a denouncer."""
    if card.code:
        return ""
    village = card.village if card.village.lower() not in card.address.lower() else ""
    return ", ".join(part for part in (card.address, village) if part)


def capacity_line(card: VisitCard) -> str:
    """In which capacity, for whom, by which paper."""
    words = official("Tư cách: {capacity}", capacity=CAPACITIES[card.capacity].lower())
    if card.on_behalf_of:
        words += official(" của {whom}", whom=card.on_behalf_of)
    return words + official("; giấy tờ chứng minh: {paper}", paper=card.authority or DOTS)


def said(card: VisitCard, text: str, lines: int = 3) -> list[Block]:
    """What was written down of the visit, or dotted lines: nothing was, or a denouncer came."""
    return written("" if card.code else text, lines)


def written(text: str, lines: int = 3) -> list[Block]:
    """Typed text as paragraphs, lines that begin with a dash as dashed lines; dotted lines where there is none."""
    typed = [line.strip() for line in text.splitlines() if line.strip()]
    if not typed:
        return [Paragraph(LINE, indented=False)] * lines
    return [Dash(line[1:].strip()) if line[0] in "-–+•" else Paragraph(line) for line in typed]


def gist(card: VisitCard, most: int = 400) -> str:
    """What it is about, inside a sentence: whole sentences of no more than `most` letters; dots for a denouncer."""
    words = "" if card.code else " ".join(card.content.split())
    if len(words) > most:
        whole, stop, _rest = words[:most].rpartition(". ")
        words = whole if stop else words[:most].rsplit(" ", 1)[0] + "…"
    words = words.rstrip(" .;,")
    return words[:1].lower() + words[1:] if _plain_start(words) else words or DOTS * 3


def _plain_start(words: str) -> bool:
    """Whether the first word is no name or abbreviation: one capital followed by small letters, then a small word."""
    first, _space, rest = words.partition(" ")
    return first[1:].islower() and bool(rest) and rest[0].islower()


def moment(at: str, day: date | None) -> str:
    """A time as papers say it: "07 giờ 30, ngày 15 tháng 5 năm 2023"; dots for what is not known."""
    when = document_date(day) if day else official("ngày …… tháng …… năm ………")
    return f"{hour(at)}, {when}"


def hour(at: str) -> str:
    """A time of the day as papers say it: "07 giờ 30"; dots for none, and words that are no time as they stand."""
    if not at.strip():
        return official("…… giờ ……")
    hours, colon, minutes = at.partition(":")
    return official("{hours} giờ {minutes}", hours=hours, minutes=minutes) if colon else at.strip()


def joined(parts: Iterable[str], between: str = "\n") -> str:
    """The parts that say something."""
    return between.join(part for part in parts if part)


def id_with_paper(card: VisitCard) -> str:
    """The number for a cell of the book: with the kind of paper where it is no card."""
    if card.code or not card.id_number:
        return ""
    return card.id_number if card.id_paper is IdPaper.CARD else f"{ID_PAPERS[card.id_paper]} {card.id_number}"


def full(text: str) -> str:
    """A sentence that ends with one full stop."""
    return text.rstrip(" .;,") + "."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
