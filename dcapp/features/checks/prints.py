"""The papers of a check: its plan, the minutes of a visit, the list of shortcomings and how they were put right."""

from __future__ import annotations

from dcapp.features.checks.queries import CheckCard, FindingLine, VisitLine
from dcapp.features.meetings.prints import DOTS, chairman_signature, moment_words, paragraphs_of, sender_name
from dcapp.features.office.queries import OfficeCard
from dcapp.kernel import clock
from dcapp.kernel.dates import document_date, vn_date
from dcapp.kernel.text import fold
from dcapp.printing.model import (
    Align,
    Block,
    Column,
    Dash,
    Document,
    Letterhead,
    Marks,
    Numbered,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed, place_date, state_number


def check_plan_document(
    card: CheckCard, office: OfficeCard, marks: Marks, signature: Signature | None = None
) -> Document:
    """Kế hoạch kiểm tra: basis, what, when, who, which places on which days, who does what (form 1.4 of Annex III)."""
    sender = sender_name(office)
    blocks: list[Block] = [Paragraph(official("{sender} lập kế hoạch kiểm tra như sau:", sender=sender))]
    blocks.append(Numbered("1.", title=official("Nội dung, phạm vi")))
    blocks += paragraphs_of(card.scope) or [Paragraph(DOTS * 6)]
    blocks.append(Numbered("2.", title=official("Thời gian")))
    until = official(" đến ngày {day}", day=vn_date(card.ends_on)) if card.ends_on else ""
    blocks.append(Paragraph(official("Từ ngày {day}{until}.", day=vn_date(card.starts_on), until=until)))
    blocks.append(Numbered("3.", title=official("Thành phần đoàn kiểm tra")))
    blocks.append(Dash(official("Trưởng đoàn: {head}.", head=card.head or DOTS)))
    blocks += _members(card)
    number = 4
    if card.visits:
        blocks.append(Numbered("4.", title=official("Lịch kiểm tra")))
        blocks.append(_schedule(card))
        number = 5
    blocks.append(Numbered(f"{number}.", title=official("Tổ chức thực hiện")))
    blocks.append(
        Dash(official("Đoàn kiểm tra lập biên bản từng buổi, theo dõi việc khắc phục và báo cáo kết quả khi kết thúc."))
    )
    blocks.append(Dash(official("Nơi được kiểm tra chuẩn bị nội dung và cử người làm việc với đoàn.")))
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines),
            number=f"Số: {card.symbol}" if card.symbol else state_number(None, f"KH-{office.symbol}"),
            place_date=place_date(office.place, card.issued_on, year=card.starts_on.year),
        ),
        type_name=official("KẾ HOẠCH"),
        subject=card.title,
        bases=listed(based(line) for line in card.basis.splitlines()),
        blocks=tuple(blocks),
        closing=ended(official("Trên đây là kế hoạch kiểm tra, đề nghị các đơn vị, cá nhân liên quan thực hiện")),
        recipients=listed((official("Nơi được kiểm tra"), official("Đoàn kiểm tra"), official("Lưu: VT"))),
        signatures=(signature or chairman_signature(office),),
        marks=marks,
    )


def visit_minutes_document(card: CheckCard, visit: VisitLine, office: OfficeCard, marks: Marks) -> Document:
    """Biên bản kiểm tra of one visit (form 1.9 of Annex III): when, where, who, what was found, what is to be put
    right; signed by the place, the writer and the head of the team.
    """
    remarks = [finding for finding in visit.findings if not finding.is_shortcoming]
    lacking = [finding for finding in visit.findings if finding.is_shortcoming]
    blocks: list[Block] = [
        Paragraph(official("Thời gian bắt đầu: {moment}.", moment=moment_words(visit.starts_at, visit.visited_on))),
        Paragraph(official("Địa điểm: {place}.", place=visit.place)),
        Paragraph(official("Thành phần tham dự:"), keep_with_next=True),
        Dash(official("Trưởng đoàn kiểm tra: {head};", head=card.head or DOTS)),
        *_members(card, end=";"),
        Dash(official("Đại diện nơi được kiểm tra: {people}.", people=_joined(visit.met_with) or DOTS)),
        Paragraph(official("Nội dung kiểm tra:"), keep_with_next=True),
        *(paragraphs_of(visit.summary) or [Paragraph(DOTS * 6)]),
    ]
    if remarks:
        blocks.append(Paragraph(official("Nhận xét:"), keep_with_next=True))
        blocks += [Dash(line) for line in listed(finding.words for finding in remarks)]
    if lacking:
        blocks.append(Paragraph(official("Tồn tại và yêu cầu khắc phục:"), keep_with_next=True))
        blocks.append(_lacking(lacking))
    else:
        blocks.append(Paragraph(official("Không ghi nhận tồn tại phải khắc phục.")))
    hour, minute = visit.ends_at.split(":") if visit.ends_at else ("……", "……")
    closing = official(
        "Buổi kiểm tra kết thúc vào {hour} giờ {minute}, {day}; biên bản được đọc lại để các bên cùng ký",
        hour=hour,
        minute=minute,
        day=document_date(visit.visited_on),
    )
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), number=state_number(None, f"BB-{office.symbol}")
        ),
        type_name=official("BIÊN BẢN"),
        subject=official("{title}\ntại {place}", title=card.title, place=visit.place),
        blocks=tuple(blocks),
        closing=ended(closing),
        recipients=listed((official("Nơi được kiểm tra"), official("Lưu: VT, Hồ sơ"))),
        signatures=(
            Signature(titles=(official("ĐẠI DIỆN NƠI"), official("ĐƯỢC KIỂM TRA"))),
            Signature(titles=(official("NGƯỜI GHI"), official("BIÊN BẢN"))),
            Signature(titles=(official("TRƯỞNG ĐOÀN"),), name=card.head),
        ),
        marks=marks,
    )


def shortcomings_document(card: CheckCard, office: OfficeCard, marks: Marks) -> Document:
    """Danh mục tồn tại: for every visit what was lacking, who puts it right by when, and what became of it."""
    rows: list[Row] = []
    for visit in card.visits:
        lacking = [finding for finding in visit.findings if finding.is_shortcoming]
        if lacking:
            rows.append(Row((f"{visit.place}, {vn_date(visit.visited_on)}",), RowKind.GROUP))
            rows += [Row((*_asked(finding), outcome_words(finding))) for finding in lacking]
    fixed = sum(1 for finding in card.shortcomings if finding.fixed_on is not None)
    count = official(
        "Có {all} tồn tại, đã khắc phục {fixed}, còn {left}.",
        all=len(card.shortcomings),
        fixed=fixed,
        left=len(card.shortcomings) - fixed,
    )
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, clock.today())
        ),
        type_name=official("DANH MỤC"),
        subject=official("Tồn tại và kết quả khắc phục\n{title}", title=card.title),
        blocks=(
            Paragraph(count, keep_with_next=bool(rows)),
            *([_table(rows, official("Kết quả khắc phục"))] if rows else []),
        ),
        signatures=(Signature(titles=(official("TRƯỞNG ĐOÀN"),), name=card.head),),
        marks=marks,
        landscape=True,
    )


def based(line: str) -> str:
    """A basis as it opens a paper: "Căn cứ Kế hoạch số 05/KH-UBND"."""
    words = line.strip()
    opened = fold(words).startswith(("can cu ", "thuc hien ", "theo ", "xet "))
    return words if opened or not words else official("Căn cứ {basis}", basis=words)


def outcome_words(finding: FindingLine) -> str:
    """What became of a shortcoming, in the words of the printed list."""
    if finding.fixed_on is None:
        return official("Chưa khắc phục")
    said = official("Đã khắc phục {day}", day=vn_date(finding.fixed_on))
    return f"{said}: {finding.result}" if finding.result else said


def _members(card: CheckCard, end: str = ".") -> list[Block]:
    people = _joined(card.team)
    return [Dash(official("Thành viên: {people}{end}", people=people, end=end))] if people else []


def _joined(text: str) -> str:
    """People typed one to a line, as one sentence."""
    return "; ".join(line.strip(" -;.") for line in text.splitlines() if line.strip(" -;."))


def _schedule(card: CheckCard) -> Table:
    return Table(
        columns=(
            Column(official("Ngày"), 1.4, Align.CENTER),
            Column(official("Giờ"), 0.9, Align.CENTER),
            Column(official("Nơi kiểm tra"), 3),
            Column(official("Làm việc với"), 3),
        ),
        rows=tuple(
            Row((vn_date(visit.visited_on), visit.starts_at, visit.place, _joined(visit.met_with)))
            for visit in card.visits
        ),
        number_title=official("STT"),
    )


def _asked(finding: FindingLine) -> tuple[str, ...]:
    return (finding.words, finding.remedy, finding.owner, vn_date(finding.fix_by) if finding.fix_by else "")


def _lacking(findings: list[FindingLine]) -> Table:
    return _table([Row(_asked(finding)) for finding in findings])


def _table(rows: list[Row], outcome: str = "") -> Table:
    columns = [
        Column(official("Tồn tại"), 3.4),
        Column(official("Yêu cầu khắc phục"), 3),
        Column(official("Người thực hiện"), 1.9),
        Column(official("Hạn"), 1.5, Align.CENTER),
    ]
    if outcome:
        columns.append(Column(outcome, 2.4))
    return Table(columns=tuple(columns), rows=tuple(rows), number_title=official("STT"))
