"""Forwarding slip of a petition or feedback (phiếu chuyển kiến nghị, phản ánh) to the competent body.

Elements: head with number and day; the body it goes to; who brought it, when, address; what it is about; that it is not
the office's to settle, by article 26.2.b of the law (form 10-TCD of circular 06/2014, article 31.2); what is sent along
(the letter or the note of what was told); the request to settle it and to tell citizen and office the result (article
27.2: 7 working days after it is settled); the citizen among the recipients (article 28.1.d); signature. The decree of
2026 sets no form: cần kiểm tra.
"""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.numbering import TYPES
from dcapp.features.visits.prints_parts import (
    DOTS,
    MATTER_WORDS,
    NO_DETAILS,
    PaperDetails,
    address_of,
    addressee,
    body_of,
    for_the_body,
    full,
    gist,
    letterhead,
    person,
    written,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import Outcome, VisitPaper
from dcapp.kernel.dates import document_date
from dcapp.printing.model import Block, Dash, Document, Marks, Paragraph
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed


def forwarding_document(
    card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """Phiếu chuyển: to whom, on whose behalf, about what, and with which papers."""
    body, matter = body_of(office), MATTER_WORDS[card.matter]
    came = official(
        "{day}, {body} tiếp nhận {matter} của {who}, địa chỉ: {address}.",
        day=document_date(card.received_on).capitalize(),
        body=body,
        matter=matter,
        who=person(card),
        address=address_of(card) or DOTS,
    )
    asked = [Paragraph(official("Đề nghị của công dân: {words}", words=full(card.request)))]
    basis = official(
        "Sau khi xem xét, nội dung trên thuộc thẩm quyền giải quyết của {competent}. Căn cứ điểm b khoản 2 Điều 26 "
        "Luật Tiếp công dân, {body} chuyển {what} đến {competent} để xem xét, giải quyết theo quy định của pháp luật.",
        competent=card.sent_to or DOTS,
        body=body,
        what=official("đơn") if card.outcome is Outcome.LETTER else official("nội dung trình bày của công dân"),
    )
    blocks: list[Block] = [
        Paragraph(came),
        Paragraph(official("Nội dung: {gist}.", gist=gist(card))),
        *(asked if card.request and not card.code else ()),
        Paragraph(basis),
        *_attached(card),
        *(written(details.words) if details.words else ()),
    ]
    wish = official(
        "Đề nghị {competent} giải quyết, trả lời công dân và thông báo kết quả cho {body} trong 07 ngày làm việc kể từ "
        "ngày giải quyết xong (khoản 2 Điều 27 Luật Tiếp công dân)",
        competent=card.sent_to or DOTS,
        body=body,
    )
    return Document(
        letterhead=letterhead(card, VisitPaper.FORWARDING, office),
        type_name=TYPES[VisitPaper.FORWARDING][0].upper(),
        subject=official("Về việc {matter} của công dân", matter=matter),
        addressees=(card.sent_to or DOTS * 2,),
        blocks=tuple(blocks),
        closing=ended(wish),
        recipients=listed(
            (
                official("Như trên"),
                official("{who} (để biết)", who=addressee(card)),
                official("Lưu: VT, hồ sơ"),
            )
        ),
        signatures=(details.signature or for_the_body(office),),
        marks=marks,
    )


def _attached(card: VisitCard) -> list[Block]:
    """What goes along; of a denouncer's papers nothing is named."""
    if card.code or not card.documents:
        return []
    names = listed(
        official("{name} ({pages} trang)", name=document.name, pages=document.pages) for document in card.documents
    )
    return [Paragraph(official("Gửi kèm:"), keep_with_next=True), *(Dash(name) for name in names)]
