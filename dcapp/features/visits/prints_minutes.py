"""Minutes of a visit (biên bản tiếp công dân): what a citizen without a letter, or who cannot write, told the office.

Elements: hour, day and place; receiver and recorder; name, identity paper, address and capacity of who came (article
12.1 and 13 of decree 154/2026); for a group how many came and who speaks for them (article 14.3); what was told, in
full; what the citizen asks for, how it was handled before (article 25.2 of the law); papers handed in; what the
receiver explained; that it was read back; signature or fingerprint of the citizen (article 14.1 of the decree),
signature of the receiver. Layout: form 1.9 of Annex III of decree 30/2020; no form of its own is set, cần kiểm tra.
"""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.numbering import TYPES
from dcapp.features.visits.prints_parts import (
    DOTS,
    MATTER_WORDS,
    NO_DETAILS,
    SIGN_FULL_NAME,
    SIGN_OR_FINGER,
    PaperDetails,
    hour,
    identity,
    letterhead,
    moment,
    said,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import DOCUMENT_COPIES, VisitPaper
from dcapp.printing.model import Block, Dash, Document, Letterhead, Marks, Numbered, Paragraph, Signature
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed


def minutes_document(card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS) -> Document:
    """Biên bản tiếp công dân, read back and signed or fingerprinted; a denouncer's words are written in by hand."""
    head = letterhead(card, VisitPaper.MINUTES, office)
    began = official(
        "Vào {moment}, tại: {place}.",
        moment=moment(card.received_at, card.received_on),
        place=card.place or DOTS * 2,
    )
    blocks: list[Block] = [
        Paragraph(began),
        Numbered("1.", title=official("Người tiếp công dân")),
        Paragraph(official("Họ và tên: {name}, chức vụ: {post}", name=card.receiver or DOTS, post=DOTS)),
        Paragraph(official("Người ghi biên bản: {name}", name=card.recorder or DOTS)),
        Numbered("2.", title=official("Người đến trình bày")),
        *identity(card),
        *_group(card),
        Numbered("3.", title=official("Nội dung {matter}", matter=MATTER_WORDS[card.matter])),
        *said(card, card.content, 8),
        Numbered("4.", title=official("Yêu cầu, đề nghị")),
        *said(card, card.request, 2),
        Numbered("5.", title=official("Quá trình xem xét, giải quyết trước đó")),
        *said(card, card.earlier, 2),
        Numbered("6.", title=official("Thông tin, tài liệu giao nộp")),
        *_documents(card),
        Numbered("7.", title=official("Ý kiến của người tiếp công dân")),
        *said(card, card.reply, 3),
    ]
    read_back = official(
        "Biên bản kết thúc vào {hour} cùng ngày, đã đọc lại cho người trình bày nghe, người trình bày "
        "công nhận đúng nội dung đã trình bày và cùng ký tên hoặc điểm chỉ xác nhận; lập thành {copies:02d} bản",
        hour=hour(details.ended_at),
        copies=details.copies,
    )
    return Document(
        letterhead=Letterhead(parent_body=head.parent_body, issuing_body=head.issuing_body, number=head.number),
        type_name=TYPES[VisitPaper.MINUTES][0].upper(),
        subject=official("Tiếp công dân"),
        blocks=tuple(blocks),
        closing=ended(read_back),
        recipients=listed((official("Người trình bày"), official("Lưu: hồ sơ"))),
        signatures=(
            Signature(titles=(official("NGƯỜI TRÌNH BÀY"),), note=SIGN_OR_FINGER, name="" if card.code else card.name),
            Signature(titles=(official("NGƯỜI GHI"),), note=SIGN_FULL_NAME, name=card.recorder),
            Signature(titles=(official("NGƯỜI TIẾP CÔNG DÂN"),), note=SIGN_FULL_NAME, name=card.receiver),
        ),
        marks=marks,
    )


def _group(card: VisitCard) -> list[Block]:
    """How many came with the matter, and who speaks for them."""
    if card.people_count < 2:
        return []
    count = official("Số người cùng nội dung: {count}.", count=card.people_count)
    if card.code or not card.representatives:
        return [Paragraph(count)]
    lead = official("{count} Người đại diện:", count=count)
    names = listed(", ".join(part for part in (member.name, member.address) if part) for member in card.representatives)
    return [Paragraph(lead, keep_with_next=True), *(Dash(name) for name in names)]


def _documents(card: VisitCard) -> list[Block]:
    if card.code:
        return said(card, "", 2)
    if not card.documents:
        return [Paragraph(official("Có tài liệu kèm theo." if card.has_documents else "Không có."))]
    lines = (
        official(
            "{name}, {pages} trang, {copy}",
            name=document.name,
            pages=document.pages,
            copy=DOCUMENT_COPIES[document.copy].lower(),
        )
        for document in card.documents
    )
    return [Dash(line) for line in listed(lines)]
