"""Appointment of representatives (văn bản cử người đại diện) by people with one matter; the citizens sign it.

Elements: head of the State, place and day; to which office; who is appointed, with address (article 29 of the law: 1 or
2 of 5 to 10 people, at most 5 of more; each one of the group); content and scope of what they speak for; that they
answer for it by law; names, addresses and signatures or fingerprints of all (article 29; article 7 of decree 124/2020,
article 4 of decree 155/2026 for complaints: date, names and addresses, content and scope, signatures).
"""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.forms import MemberForm
from dcapp.features.visits.prints_parts import (
    DOTS,
    MATTER_WORDS,
    NO_DETAILS,
    PaperDetails,
    body_of,
    said,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.printing.model import Align, Block, Column, Document, Marks, Numbered, Paragraph, Row, Run, Table
from dcapp.printing.official import official
from dcapp.printing.profile import profile_for
from dcapp.printing.wording import place_date
from dcapp.rules.reception import group_rule_on

SPARE_ROWS = 2
SIGNING_ROOM = "\n……………………"
"""A dotted line with room above it, so that a row is tall enough to sign in."""
MOST_ROWS = 300
"""More empty rows than that are no help on paper; further people sign on further sheets."""


def representatives_document(
    card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """Văn bản cử người đại diện: filled in as far as the people are known, a line to sign for everybody."""
    house = profile_for()
    nation = (Run(house.nation, bold=True), Run(f"\n{house.motto}", bold=True))
    matter = MATTER_WORDS[card.matter]
    we = official(
        "Chúng tôi gồm {count} người có tên trong danh sách dưới đây, cùng {matter} về một nội dung, thống nhất cử "
        "người đại diện trình bày với {body}:",
        count=card.people_count if card.people_count > 1 else DOTS,
        matter=matter,
        body=body_of(office),
    )
    blocks: list[Block] = [
        Paragraph(nation, Align.CENTER, indented=False),
        Paragraph(place_date(office.place, card.appointed_on, year=card.received_on.year), Align.RIGHT, indented=False),
        Paragraph((Run(official("VĂN BẢN CỬ NGƯỜI ĐẠI DIỆN"), bold=True),), Align.CENTER, indented=False),
        Paragraph(official("Kính gửi: {body}", body=body_of(office)), Align.CENTER, indented=False),
        Paragraph(we),
        Numbered("1.", title=official("Người đại diện")),
        *_spokesmen(card),
        Numbered("2.", title=official("Nội dung và phạm vi đại diện")),
        *said(card, details.words or card.content, 4),
        Paragraph(
            official(
                "Người đại diện trình bày, cung cấp tài liệu, nhận văn bản trả lời trong phạm vi trên và chịu trách "
                "nhiệm trước pháp luật về tính hợp pháp của việc đại diện."
            )
        ),
        Numbered("3.", title=official("Danh sách và chữ ký của tất cả những người cử")),
        Table(
            columns=(
                Column(official("Họ và tên"), 2.6),
                Column(official("Năm sinh"), 1.0, Align.CENTER),
                Column(official("Địa chỉ"), 2.8),
                Column(official("Ký tên hoặc điểm chỉ"), 1.9),
            ),
            rows=_rows(card),
            number_title=official("STT"),
        ),
        Paragraph((Run(note_of(card), italic=True),)),
    ]
    return Document(blocks=tuple(blocks), marks=marks)


def note_of(card: VisitCard) -> str:
    """What the law says of how many may speak, on the day of the visit."""
    rule = group_rule_on(card.received_on)
    first, more = rule.bands[0], rule.bands[-1]
    return official(
        "Từ {a} đến {b} người cử {c} hoặc {d} người đại diện; trên {b} người có thể cử thêm, nhiều nhất {e} người; "
        "người đại diện phải là người trong danh sách ({citation}).",
        a=first.first,
        b=first.last,
        c=first.least,
        d=first.most,
        e=more.most,
        citation=rule.citation,
    )


def _spokesmen(card: VisitCard) -> list[Block]:
    speaking = () if card.code else card.representatives
    if not speaking:
        blank = official("Ông (bà) {dots}, địa chỉ: {dots}", dots=DOTS)
        return [Paragraph(blank)] * 2
    return [
        Paragraph(
            official(
                "Ông (bà) {name}, số giấy tờ tùy thân: {number}, địa chỉ: {address}",
                name=one.name,
                number=one.id_number or DOTS,
                address=one.address or DOTS,
            )
        )
        for one in speaking
    ]


def _rows(card: VisitCard) -> tuple[Row, ...]:
    known = () if card.code else _everybody(card)
    rows = [Row((one.name, str(one.birth_year or ""), one.address, SIGNING_ROOM)) for one in known]
    empty = min(max(card.people_count - len(rows), SPARE_ROWS), MOST_ROWS)
    return tuple(rows + [Row(("", "", "", SIGNING_ROOM))] * empty)


def _everybody(card: VisitCard) -> tuple[MemberForm, ...]:
    """Everybody who is known by name: who was entered as the visitor, and the members of the group."""
    if any(one.name.casefold() == card.name.casefold() for one in card.members):
        return card.members
    first = MemberForm(name=card.name, birth_year=card.birth_year, id_number=card.id_number, address=card.address)
    return (first, *card.members)
