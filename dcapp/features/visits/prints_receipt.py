"""Receipt for information and papers (giấy biên nhận, form 02/TCD).

Elements, form 02/TCD (article 15.4 and annex of decree 154/2026): head with place and day, no number; hour, day and
place of taking; who took them, with post; who gave them, number of the identity paper with day and place of issue; the
papers one by one with pages, condition, and whether copy or certified copy; number of sheets, one for the giver;
signatures of giver and taker. Before 01/07/2026 the same content by article 12.2 of circular 06/2014 (form 02-TCD;
circular 04/2021: cần kiểm tra).
"""

from __future__ import annotations

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.forms import DocumentForm
from dcapp.features.visits.prints_parts import (
    DOTS,
    NO_DETAILS,
    SIGN_FULL_NAME,
    PaperDetails,
    addressee,
    id_line,
    letterhead,
    moment,
)
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import DOCUMENT_COPIES, VisitPaper
from dcapp.kernel.numbers import vn_number
from dcapp.printing.model import Align, Column, Document, Marks, Paragraph, Row, Signature, Table
from dcapp.printing.official import official

BLANK_ROWS = 4
"""Rows to write in by hand where no paper was entered."""


def receipt_document(card: VisitCard, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS) -> Document:
    """Giấy biên nhận: what was taken from whom; of a denouncer's papers the names are left to be written by hand."""
    rows = tuple(_row(document, named=not card.code) for document in card.documents)
    columns = (
        Column(official("Tên thông tin, tài liệu"), 4.4),
        Column(official("Số trang"), 1.1, Align.CENTER),
        Column(official("Bản"), 1.8),
        Column(official("Tình trạng"), 2.4),
    )
    taken = official(
        "Vào {moment}, tại: {place}.",
        moment=moment(card.received_at, card.received_on),
        place=card.place or DOTS * 2,
    )
    taker = official("Tôi là {name}, chức vụ: {post}", name=card.receiver or DOTS, post=DOTS)
    made = official(
        "Giấy biên nhận được lập thành {copies:02d} bản, giao cho người cung cấp thông tin, tài liệu 01 bản.",
        copies=details.copies,
    )
    return Document(
        letterhead=letterhead(card, VisitPaper.RECEIPT, office, card.received_on),
        type_name=official("GIẤY BIÊN NHẬN"),
        subject=official("Thông tin, tài liệu"),
        blocks=(
            Paragraph(taken),
            Paragraph(taker),
            Paragraph(official("Đã nhận của {who}", who=addressee(card)[:1].lower() + addressee(card)[1:])),
            Paragraph(id_line(card)),
            Paragraph(official("các thông tin, tài liệu sau:"), keep_with_next=True),
            Table(columns=columns, rows=rows or (Row(("",) * 4),) * BLANK_ROWS, number_title=official("STT")),
            Paragraph(made),
        ),
        signatures=(
            Signature(
                titles=(official("NGƯỜI CUNG CẤP THÔNG TIN, TÀI LIỆU"),),
                note=SIGN_FULL_NAME,
                name="" if card.code else card.name,
            ),
            Signature(titles=(official("NGƯỜI NHẬN"),), note=SIGN_FULL_NAME, name=card.receiver),
        ),
        marks=marks,
    )


def _row(document: DocumentForm, *, named: bool) -> Row:
    name = document.name if named else ""
    return Row((name, vn_number(document.pages), DOCUMENT_COPIES[document.copy], document.condition if named else ""))
