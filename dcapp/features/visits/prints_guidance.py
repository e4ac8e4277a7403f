"""Guidance slip (phiếu hướng dẫn): to which body the citizen is to turn, because the office is not competent.

Elements: head with number and day; who came, when, about what; that the matter is not the office's to settle, with the
article (26.1.b of the law; article 15.2 of decree 154/2026 from 01/07/2026; articles 14.1 and 22.2 of circular 06/2014,
forms 05-TCD and 08-TCD, before); the competent body; where several kinds stand in one story, that they be split
(article 25.3; 14.4 of the decree); papers given back; signature. Its name and symbol PHD: cần kiểm tra.
"""

from __future__ import annotations

from datetime import date

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.numbering import TYPES
from dcapp.features.visits.prints_parts import (
    DECREE_154,
    DOTS,
    MATTER_WORDS,
    NO_DETAILS,
    PaperDetails,
    address_of,
    addressee,
    body_of,
    for_the_body,
    gist,
    letterhead,
    person,
    written,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import Matter, VisitPaper
from dcapp.kernel.dates import document_date
from dcapp.printing.model import Block, Document, Marks, Paragraph
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed


def guidance_document(
    card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """Phiếu hướng dẫn: the body that is competent, and what to bring there."""
    body, matter = body_of(office), MATTER_WORDS[card.matter]
    came = official(
        "{day}, {body} đã tiếp {who}, địa chỉ: {address}, đến {matter} về việc {gist}.",
        day=document_date(card.received_on).capitalize(),
        body=body,
        who=person(card),
        address=address_of(card) or DOTS,
        matter=matter,
        gist=gist(card),
    )
    basis = official(
        "Căn cứ {articles}, nội dung trên không thuộc thẩm quyền giải quyết của {body}.",
        articles=articles_on(card.received_on),
        body=body,
    )
    guided = official(
        "Đề nghị {who} gửi {letter} đến {competent} để được xem xét, giải quyết theo quy định của pháp luật.",
        who=person(card),
        letter=official("đơn và các tài liệu liên quan"),
        competent=card.sent_to or DOTS * 2,
    )
    blocks: list[Block] = [Paragraph(came), Paragraph(basis), Paragraph(guided)]
    if card.matter is Matter.SEVERAL:
        split = "Nội dung khiếu nại, tố cáo, kiến nghị, phản ánh đề nghị viết thành đơn riêng cho từng loại."
        blocks.append(Paragraph(official(split)))
    typed = details.words or ("" if card.code else card.reply)
    blocks += written(typed) if typed else []
    return Document(
        letterhead=letterhead(card, VisitPaper.GUIDANCE, office),
        type_name=TYPES[VisitPaper.GUIDANCE][0].upper(),
        subject=official("Về việc {matter}", matter=matter),
        addressees=(addressee(card),),
        blocks=tuple(blocks),
        closing=ended(official("{body} thông báo để ông (bà) biết, thực hiện", body=body)),
        recipients=listed((official("Như trên"), official("Lưu: VT, hồ sơ"))),
        signatures=(details.signature or for_the_body(office),),
        marks=marks,
    )


def articles_on(day: date) -> str:
    """The articles by which a citizen is guided elsewhere, as they stand on a day."""
    law = official("điểm b khoản 1 Điều 26 Luật Tiếp công dân")
    return law + official(", khoản 2 Điều 15 Nghị định 154/2026/NĐ-CP") if day >= DECREE_154 else law
