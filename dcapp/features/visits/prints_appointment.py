"""Appointment slip (phiếu hẹn): when, where and by whom a citizen is received again; two copies on one A4.

Elements: name of the office; who came and when; what about; day, hour and place of the next meeting and who receives
(form 04-TCD of circular 06/2014, article 13.3); from 01/07/2026 the time limit and whom to ask (article 25.3 of decree
154/2026); what to bring; signature of the receiver. No form is set by the decree: cần kiểm tra.
"""

from __future__ import annotations

from collections.abc import Iterator

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.prints_parts import (
    DOTS,
    NO_DETAILS,
    PaperDetails,
    address_of,
    full,
    gist,
    moment,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.kernel.dates import vn_date
from dcapp.printing.model import Align, Block, Document, Marks, Paragraph, Run, Spacer
from dcapp.printing.official import official
from dcapp.printing.two_up import two_up
from dcapp.printing.wording import place_date

COPIES = (official("Liên 1: giao công dân"), official("Liên 2: lưu"))
SIGNING_MM = 9.0
GIST_MOST = 110
"""Letters of the matter that half a sheet has room for."""


def appointment_document(
    card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """Phiếu hẹn, one copy for the citizen and one to keep, on one sheet to cut."""
    return Document(blocks=two_up(tuple(_slip(card, office, details, copy)) for copy in COPIES), marks=marks)


def _slip(card: VisitCard, office: OfficeCard, details: PaperDetails, copy: str) -> Iterator[Block]:
    yield from slip_head(office, official("PHIẾU HẸN"), copy)
    if card.code:
        yield Paragraph((Run(official("Mã số: {code}", code=card.code), bold=True),))
    else:
        address = official(", địa chỉ: {address}.", address=address_of(card) or DOTS * 2)
        yield Paragraph((Run(official("Ông (bà): {name}", name=card.name), bold=True), Run(address)))
    came = official(
        "Đã đến ngày {day} (lượt tiếp số {number}/{year}) về việc {gist}.",
        day=vn_date(card.received_on),
        number=card.number,
        year=card.year,
        gist=gist(card, GIST_MOST),
    )
    yield Paragraph(came)
    when = official("Hẹn {moment}", moment=moment(details.meet_at, details.meet_on))
    yield Paragraph((Run(when, bold=True), Run(official(", tại {place}.", place=details.meet_place or DOTS * 2))))
    if details.bring:
        yield Paragraph(official("Khi đến mang theo: {things}", things=full(details.bring)))
    people = official(
        "Người tiếp: {who}. Cần hỏi thêm xin liên hệ: {contact}",
        who=details.meet_with or DOTS * 2,
        contact=full(details.contact or DOTS * 2),
    )
    yield Paragraph(people)
    yield from slip_end(office, card, official("NGƯỜI TIẾP CÔNG DÂN"), card.receiver)


def slip_head(office: OfficeCard, title: str, under: str) -> Iterator[Block]:
    """The head of half a sheet: the office, the title, what stands below it."""
    runs = (Run(" ".join(office.body_lines)), Run(f"\n{title}", bold=True), Run(f"\n{under}", italic=True))
    yield Paragraph(runs, Align.CENTER, indented=False, keep_with_next=True)


def slip_end(office: OfficeCard, card: VisitCard, above: str, name: str) -> Iterator[Block]:
    """Place and day, who signs, room to sign, the name."""
    dated = Run(place_date(office.place, card.received_on), italic=True)
    yield Paragraph((dated, Run(f"\n{above}", bold=True)), signing=True, keep_with_next=True)
    yield Spacer(SIGNING_MM)
    yield Paragraph((Run(name or DOTS, bold=True),), signing=True)
