"""Papers of the dossier itself: cover (bìa hồ sơ), list of its papers (mục lục), hand-over to the archive.

Content of the file: article 34 of the law on complaints, article 39 of the law on denunciations; the list follows the
files of decree 30/2020, Annex V (cần kiểm tra). Of a denunciation cover and list show the code and kinds of papers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.case_forms.layout import DOTS, body_of, is_committee
from dcapp.features.case_forms.sources import addressed_as
from dcapp.features.cases.cards import CaseCard
from dcapp.features.cases.queries import case_card
from dcapp.features.cases.terms import CASE_KINDS, FOLIO_COPIES
from dcapp.features.office.queries import OfficeCard, office_card
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import CaseId
from dcapp.printing.model import (
    Align,
    Column,
    Document,
    Heading,
    KeyValue,
    Letterhead,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Spacer,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import listed, place_date

MOST = 500
"""So many dossiers one hand-over list names."""
_SIGN = official("(Ký, ghi rõ họ tên)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A hand-over of dossiers to the archive: which, on which day, between whom."""

    case_ids: tuple[CaseId, ...]
    handed_on: date
    giver: str = ""
    taker: str = ""


@allowed("cases.read", reads=True)
def dossier_cover(uow: UnitOfWork, case_id: CaseId) -> Document:
    """The cover of the dossier of a case: code, matter, from when to when, how many papers and sheets."""
    card = case_card(uow, case_id)
    uow.require("cases.read", card.context)
    return cover_document(card, office_card(uow))


@allowed("cases.read", reads=True)
def dossier_list(uow: UnitOfWork, case_id: CaseId) -> Document:
    """The list of the papers of a dossier, numbered as they lie in it."""
    card = case_card(uow, case_id)
    uow.require("cases.read", card.context)
    return list_document(card, office_card(uow))


@allowed("cases.read", reads=True)
def hand_over_list(uow: UnitOfWork, form: HandOver) -> Document:
    """The minutes of handing dossiers over to the archive, with one line for each; only what the viewer may read."""
    cards = [case_card(uow, case_id) for case_id in form.case_ids[:MOST]]
    for card in cards:
        uow.require("cases.read", card.context)
    uow.only_own("cases.read")
    return hand_over_document(cards, office_card(uow), form)


def cover_document(card: CaseCard, office: OfficeCard) -> Document:
    """Bìa hồ sơ vụ việc."""
    closed = card.closed_on or card.archived_on
    pairs: tuple[tuple[str, str], ...] = (
        (official("Mã hồ sơ"), card.code),
        (official("Người gửi đơn"), card.code if card.is_sealed else addressed_as(card.shown_sender)),
        (official("Nội dung"), _matter(card)),
        (official("Ngày mở hồ sơ"), vn_date(card.opened_on)),
        (official("Ngày thụ lý"), vn_date(card.accepted_on) if card.accepted_on else DOTS),
        (official("Ngày giải quyết"), vn_date(card.decided_on) if card.decided_on else DOTS),
        (official("Ngày kết thúc"), vn_date(closed) if closed else DOTS),
        (official("Người lập hồ sơ"), card.handler or DOTS),
        (official("Số tài liệu, số tờ"), official("{count} tài liệu, {sheets} tờ", **_count(card))),
        (official("Bảo quản đến"), vn_date(card.keep_until) if card.keep_until else DOTS),
        (official("Nơi để hồ sơ"), card.shelf or DOTS),
    )
    secret = (Paragraph(official("HỒ SƠ CÓ DANH TÍNH NGƯỜI TỐ CÁO: KHÔNG SAO CHỤP"), Align.CENTER, indented=False),)
    return Document(
        letterhead=_letterhead(office, None, card.opened_on.year),
        type_name=official("HỒ SƠ VỤ VIỆC"),
        subject=official("Giải quyết {kind}", kind=official(CASE_KINDS[card.kind]).lower()),
        blocks=(*(secret if card.is_sealed else ()), Spacer(12), KeyValue(pairs=pairs)),
        marks=marks_of(office),
    )


def list_document(card: CaseCard, office: OfficeCard) -> Document:
    """Mục lục hồ sơ: a line for each paper."""
    count = _count(card)
    rows = tuple(
        Row(
            (
                str(one.number),
                one.symbol,
                vn_date(one.dated_on) if one.dated_on else "",
                one.name,
                one.author,
                str(one.pages),
                official(FOLIO_COPIES[one.copy]),
                official("niêm phong") if one.is_sealed else one.note,
            )
        )
        for one in card.folios
    )
    return Document(
        letterhead=_letterhead(office, None, card.opened_on.year),
        type_name=official("MỤC LỤC HỒ SƠ"),
        subject=official("Hồ sơ {code}", code=card.code),
        blocks=(
            Table(
                columns=(
                    Column(official("Bút lục"), 0.7, Align.CENTER),
                    Column(official("Số, ký hiệu"), 1.3),
                    Column(official("Ngày"), 1.15, Align.CENTER),
                    Column(official("Tên tài liệu"), 2.6),
                    Column(official("Tác giả"), 1.6),
                    Column(official("Số tờ"), 0.6, Align.CENTER),
                    Column(official("Bản"), 0.9),
                    Column(official("Ghi chú"), 1.0),
                ),
                rows=rows,
                size=11,
            ),
        ),
        closing=official("Hồ sơ có {count} tài liệu, {sheets} tờ.", **count),
        signatures=(Signature(titles=(official("NGƯỜI LẬP MỤC LỤC"),), note=_SIGN, name=card.handler),),
        marks=marks_of(office),
        landscape=False,
    )


def hand_over_document(cards: Sequence[CaseCard], office: OfficeCard, form: HandOver) -> Document:
    """Biên bản giao nhận hồ sơ vào lưu trữ."""
    rows = [
        Row(
            (
                card.code,
                _matter(card),
                vn_date(card.opened_on),
                vn_date(card.closed_on) if card.closed_on else "",
                str(_count(card)["count"]),
                str(_count(card)["sheets"]),
                vn_date(card.keep_until) if card.keep_until else "",
            )
        )
        for card in cards
    ]
    papers = sum(int(_count(card)["count"]) for card in cards)
    sheets = sum(int(_count(card)["sheets"]) for card in cards)
    total = Row((official("Cộng"), "", "", "", str(papers), str(sheets), ""), RowKind.TOTAL)
    return Document(
        letterhead=_letterhead(office, form.handed_on, form.handed_on.year),
        type_name=official("BIÊN BẢN"),
        subject=official("Giao nhận hồ sơ vụ việc vào lưu trữ"),
        blocks=(
            Paragraph(official("Bên giao: {name}.", name=form.giver or DOTS)),
            Paragraph(
                official("Bên nhận (lưu trữ của {body}): {name}.", body=body_of(office), name=form.taker or DOTS)
            ),
            Heading(official("Danh mục hồ sơ giao nhận")),
            Table(
                columns=(
                    Column(official("Mã hồ sơ"), 1.4),
                    Column(official("Nội dung"), 3.0),
                    Column(official("Ngày mở"), 1.2, Align.CENTER),
                    Column(official("Ngày kết thúc"), 1.2, Align.CENTER),
                    Column(official("Số tài liệu"), 0.7, Align.CENTER),
                    Column(official("Số tờ"), 0.6, Align.CENTER),
                    Column(official("Bảo quản đến"), 1.2, Align.CENTER),
                ),
                rows=(*rows, total),
                number_title=official("STT"),
                size=11,
            ),
        ),
        closing=official("Hai bên đã kiểm đếm, thống nhất; biên bản lập thành 02 bản, mỗi bên giữ một bản./."),
        recipients=listed((official("Bên giao"), official("Bên nhận"), official("Lưu: VT"))),
        signatures=(
            Signature(titles=(official("BÊN GIAO"),), note=_SIGN, name=form.giver),
            Signature(titles=(official("BÊN NHẬN"),), note=_SIGN, name=form.taker),
        ),
        marks=marks_of(office),
    )


def _matter(card: CaseCard) -> str:
    """What the case is about; of a denunciation its kind only."""
    kind = official(CASE_KINDS[card.kind])
    return kind if card.is_sealed or not card.gist else f"{kind}: {' '.join(card.gist.split())}"


def _count(card: CaseCard) -> dict[str, int]:
    return {"count": len(card.folios), "sheets": sum(one.pages for one in card.folios)}


def _letterhead(office: OfficeCard, day: date | None, year: int) -> Letterhead:
    return Letterhead(
        parent_body="" if is_committee(office) else office.superior.upper(),
        issuing_body="\n".join(office.body_lines),
        place_date=place_date(office.place, day, year=year) if day is not None else "",
    )
