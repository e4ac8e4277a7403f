"""Invitation to work (giấy mời làm việc) of a citizen: half a sheet for each, two of them on one A4.

Elements, form 1.7 of Annex III of decree 30/2020: head of the State with number and day; whom; to work on what; hour,
day, place; who receives; what to bring; signature. The same paper stands twice, to be handed over and to be kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.numbering import TYPES
from dcapp.features.visits.prints_parts import (
    DOTS,
    NO_DETAILS,
    PaperDetails,
    address_of,
    body_of,
    for_the_body,
    full,
    gist,
    letterhead,
    moment,
    person,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import VisitPaper
from dcapp.printing.model import Align, Block, Document, Letterhead, Marks, Paragraph, Run, Signature, Spacer
from dcapp.printing.official import official
from dcapp.printing.profile import profile_for
from dcapp.printing.two_up import two_up

SIGNING_MM = 8.0
GIST_MOST = 90
"""Letters of the matter that half a sheet has room for."""


def invitation_document(
    card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """Giấy mời làm việc, twice on one sheet to cut."""
    head = letterhead(card, VisitPaper.INVITATION, office)
    return Document(blocks=two_up(tuple(_slip(card, office, head, details)) for _copy in range(2)), marks=marks)


def _slip(card: VisitCard, office: OfficeCard, head: Letterhead, details: PaperDetails) -> Iterator[Block]:
    house = profile_for(head.house)
    head_runs = (
        Run(f"{house.nation}\n{house.motto}", bold=True),
        Run(official("\n{body} - {number}", body=" ".join(office.body_lines), number=head.number)),
        Run("\n" + TYPES[VisitPaper.INVITATION][0].upper(), bold=True),
    )
    yield Paragraph(head_runs, Align.CENTER, indented=False, keep_with_next=True)
    address = official(", địa chỉ: {address}", address=address_of(card)) if address_of(card) else ""
    lead = official("{body} mời {who}", body=body_of(office), who=person(card))
    yield Paragraph((Run(lead, bold=True), Run(f"{address}.")))
    yield Paragraph(official("Đến làm việc về nội dung: {words}", words=full(details.words or gist(card, GIST_MOST))))
    meeting = official(
        "Thời gian: {moment}. Địa điểm: {where}. Người làm việc: {who}.",
        moment=moment(details.meet_at, details.meet_on),
        where=details.meet_place or DOTS,
        who=details.meet_with or card.receiver or DOTS,
    )
    yield Paragraph(meeting)
    bring = details.bring or official("giấy này, giấy tờ tùy thân và tài liệu liên quan")
    asking = official(" Liên hệ: {contact}", contact=full(details.contact)) if details.contact else ""
    yield Paragraph(official("Khi đến mang theo: {things}", things=full(bring)) + asking)
    yield from _signed(details.signature or for_the_body(office), head.place_date)


def _signed(signature: Signature, place_date: str) -> Iterator[Block]:
    above = "\n".join((*signature.authority, *signature.titles))
    runs = (Run(place_date, italic=True), Run(f"\n{above}", bold=True))
    yield Paragraph(runs, signing=True, keep_with_next=True)
    yield Spacer(SIGNING_MM)
    yield Paragraph((Run(signature.name, bold=True),), signing=True)
