"""Notice of the refusal to receive a citizen (thông báo về việc từ chối tiếp công dân, form 01/TCD).

Elements, form 01/TCD (article 4.3 and annex of decree 154/2026): head with number, place and day; "Kính gửi"; day of
the visit, name, identity paper with day and place of issue, address, whom they came to, whether complaint,
denunciation, petition or feedback, and about what; the ground: article 9.3 of the law, or a point of article 4.1 of the
decree; the refusal; recipients; signature of the head with seal. The form prints point g where article 4.3 names
point h: the point is the office's to choose (cần kiểm tra). Before 01/07/2026 form 01-TCD of circular 06/2014, 4.
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
    as_head,
    body_of,
    gist,
    id_line,
    letterhead,
    person,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.rules import ground_of
from dcapp.features.visits.terms import VisitPaper
from dcapp.kernel.dates import document_date
from dcapp.printing.model import Document, Marks, Paragraph
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed
from dcapp.rules.refusals import Ground


def refusal_document(card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS) -> Document:
    """Thông báo từ chối: on which ground the office does not receive the matter again."""
    ground, who, matter = ground_of(card.ground, card.received_on), person(card), MATTER_WORDS[card.matter]
    came = official("{day}, {who}", day=document_date(card.received_on).capitalize(), who=who)
    where = official(
        "Địa chỉ: {address}, đến {place} để {matter} về việc {gist}.",
        address=address_of(card) or DOTS,
        place=card.place or body_of(office),
        matter=matter,
        gist=gist(card),
    )
    facts = (Paragraph(card.ground_words),) if card.ground_words and not card.code else ()
    refused = official(
        "Căn cứ {ground}, {body} từ chối tiếp nhận nội dung {matter} của {who}",
        ground=cited(ground, details.point),
        body=body_of(office),
        matter=matter,
        who=who,
    )
    return Document(
        letterhead=letterhead(card, VisitPaper.REFUSAL, office),
        type_name=TYPES[VisitPaper.REFUSAL][0].upper(),
        subject=official("Về việc từ chối tiếp công dân"),
        addressees=(addressee(card),),
        blocks=(
            Paragraph(came),
            Paragraph(id_line(card)),
            Paragraph(where),
            *((Paragraph(official("Lý do từ chối: {text}.", text=_small(ground.text))),) if ground else ()),
            *facts,
        ),
        closing=ended(official("{refused} và thông báo để ông (bà) được biết", refused=refused)),
        recipients=listed((official("Như trên"), official("Lưu: VT, hồ sơ"))),
        signatures=(details.signature or as_head(office),),
        marks=marks,
    )


def cited(ground: Ground | None, point: str = "") -> str:
    """The ground as the notice cites it, with its decree in full; dots where none was chosen."""
    if ground is None:
        return official("{dots} Điều 9 Luật Tiếp công dân", dots=DOTS)
    words = ground.cited(point if ground.point else "")
    if not ground.point:
        return words
    return official(
        "{words} ngày 15 tháng 5 năm 2026 của Chính phủ quy định chi tiết một số điều và biện pháp tổ chức thi hành "
        "Luật Tiếp công dân",
        words=words,
    )


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
