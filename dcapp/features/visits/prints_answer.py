"""Answer to the citizen (văn bản trả lời) within 10 working days (rule TCD-06).

Elements: an official letter of decree 30/2020 (form 1.5) with number, day and "V/v"; to whom; when it was taken in and
what about; one of the four contents of article 28.1 of the law: accepted (a), more time needed (b), not accepted (c),
forwarded to whom (d), or the answer itself; whom to ask; recipients; signature.
"""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.prints_parts import (
    DOTS,
    MATTER_WORDS,
    NO_DETAILS,
    PaperDetails,
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
from dcapp.printing.model import Block, Document, Marks, Paragraph
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed


def answer_document(card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS) -> Document:
    """Công văn trả lời: what became of the matter, in the words of the officer."""
    body, matter = body_of(office), MATTER_WORDS[card.matter]
    lead = official(
        "{day}, {body} tiếp nhận nội dung {matter} của {who} về việc {gist} (lượt tiếp số {number}/{year}).",
        day=document_date(card.received_on).capitalize(),
        body=body,
        matter=matter,
        who=person(card),
        gist=gist(card),
        number=card.number,
        year=card.year,
    )
    basis = official("Căn cứ khoản 1 Điều 28 Luật Tiếp công dân, {body} trả lời như sau:", body=body)
    typed = details.words or ("" if card.code else card.result or card.reply)
    blocks: list[Block] = [Paragraph(lead), Paragraph(basis, keep_with_next=True), *_contents(card, typed)]
    if details.contact:
        blocks.append(Paragraph(official("Người cần liên hệ: {contact}", contact=full(details.contact))))
    return Document(
        letterhead=letterhead(card, VisitPaper.ANSWER, office),
        subject=official("V/v trả lời {matter} của công dân", matter=matter),
        addressees=(addressee(card),),
        blocks=tuple(blocks),
        closing=ended(official("{body} trả lời để ông (bà) biết", body=body)),
        recipients=listed((official("Như trên"), official("Lưu: VT, hồ sơ"))),
        signatures=(details.signature or for_the_body(office),),
        marks=marks,
    )


def _contents(card: VisitCard, typed: str) -> list[Block]:
    """The forwarding by itself is an answer (article 28.1.d); otherwise the words of the officer, or lines to write."""
    if card.outcome is not Outcome.FORWARDED:
        return written(typed, 6)
    issued = card.number_of(VisitPaper.FORWARDING)
    number = official(" bằng Phiếu chuyển số {symbol}", symbol=issued.symbol) if issued else ""
    sent = official(
        "Nội dung trên đã được chuyển đến {whom}{number} để xem xét, giải quyết theo thẩm quyền.",
        whom=card.sent_to or DOTS,
        number=number,
    )
    return [Paragraph(sent), *(written(typed) if typed else ())]
