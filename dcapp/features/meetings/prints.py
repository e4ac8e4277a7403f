"""The papers of a meeting in the layout of decree 30/2020: invitation, sign-in list, minutes, notice of conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dcapp.features.meetings.numbering import TYPES, in_sentence, subject_of
from dcapp.features.meetings.queries import MeetingCard, PointLine
from dcapp.features.meetings.terms import MeetingPaper
from dcapp.features.office.queries import OfficeCard
from dcapp.kernel.dates import document_date, vn_date
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
    Signature,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed, place_date, state_number

BLANK_ROWS = 5
"""Empty rows under the invited, for those who come without an invitation."""
DOTS = "…………"
WEEKDAYS = (
    official("Thứ Hai"),
    official("Thứ Ba"),
    official("Thứ Tư"),
    official("Thứ Năm"),
    official("Thứ Sáu"),
    official("Thứ Bảy"),
    official("Chủ Nhật"),
)


def chairman_signature(office: OfficeCard) -> Signature:
    """Who signs where nobody else is named: the chairman on behalf of the committee."""
    return Signature(authority=(official("TM. ỦY BAN NHÂN DÂN"),), titles=(official("CHỦ TỊCH"),), name=office.chairman)


def invitation_document(
    card: MeetingCard, office: OfficeCard, marks: Marks, signature: Signature | None = None
) -> Document:
    """Giấy mời (form 1.7 of Annex III): whom, to what, who leads, when, where, what to bring to mind."""
    guests = [_named(guest.name, guest.unit) for guest in card.guests]
    sender = sender_name(office)
    lines: list[Block] = []
    if len(guests) == 1:
        lines.append(Paragraph(official("{sender} trân trọng kính mời: {guest}", sender=sender, guest=guests[0])))
    else:
        lead = official("{sender} trân trọng kính mời:", sender=sender)
        lines.append(Paragraph(lead if guests else f"{lead} {DOTS}{DOTS}", keep_with_next=bool(guests)))
        lines += [Dash(guest) for guest in listed(guests)]
    lines.append(Paragraph(official("Tới dự: {title}.", title=card.title.rstrip(". "))))
    lines.append(Paragraph(official("Chủ trì: {chair}.", chair=card.chair or DOTS)))
    lines.append(Paragraph(official("Thời gian: {moment}.", moment=moment_words(card.starts_at, card.held_on))))
    lines.append(Paragraph(official("Địa điểm: {place}.", place=card.place or DOTS)))
    if card.agenda:
        lines.append(Paragraph(official("Nội dung:"), keep_with_next=True))
        lines += paragraphs_of(card.agenda)
    return Document(
        letterhead=_letterhead(card, office, MeetingPaper.INVITATION),
        type_name=TYPES[MeetingPaper.INVITATION][0].upper(),
        subject=subject_of(MeetingPaper.INVITATION, card.title, card.chair),
        blocks=tuple(lines),
        closing=ended(official("Đề nghị các đại biểu đến dự đúng thành phần và thời gian")),
        recipients=listed((official("Như trên"), official("Lưu: VT"))),
        signatures=(signature or chairman_signature(office),),
        marks=marks,
    )


def sign_in_document(card: MeetingCard, office: OfficeCard, marks: Marks) -> Document:
    """Danh sách ký tên: one row for each guest with room to sign, and empty rows for others who come."""
    rows = [Row((guest.name, guest.unit, "", "")) for guest in card.guests]
    rows += [Row(("", "", "", ""))] * BLANK_ROWS
    where = official(", tại {place}", place=card.place) if card.place else ""
    said = official("Thời gian: {moment}{where}.", moment=moment_words(card.starts_at, card.held_on), where=where)
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, card.held_on)
        ),
        type_name=official("DANH SÁCH"),
        subject=official("Đại biểu ký tên dự {title}", title=in_sentence(card.title)),
        blocks=(
            Paragraph(said, align=Align.CENTER, indented=False, keep_with_next=True),
            Table(
                columns=(
                    Column(official("Họ và tên"), 3),
                    Column(official("Chức vụ, đơn vị"), 3),
                    Column(official("Ký tên"), 2),
                    Column(official("Ghi chú"), 1.6),
                ),
                rows=tuple(rows),
                number_title=official("STT"),
            ),
        ),
        signatures=(Signature(titles=(official("THƯ KÝ"),), name=card.secretary),),
        marks=marks,
    )


def minutes_document(card: MeetingCard, office: OfficeCard, marks: Marks) -> Document:
    """Biên bản (form 1.9 of Annex III): begin, place, who attended, who led, who wrote, what happened, end; the
    secretary signs at the left, the chair at the right. Its head has no place and day.
    """
    lines: list[Block] = [
        Paragraph(official("Thời gian bắt đầu: {moment}.", moment=moment_words(card.starts_at, card.held_on))),
        Paragraph(official("Địa điểm: {place}.", place=card.place or DOTS)),
        *_attendance(card),
        Paragraph(official("Chủ trì (chủ tọa): {chair}.", chair=card.chair or DOTS)),
        Paragraph(official("Thư ký (người ghi biên bản): {name}.", name=card.secretary or DOTS)),
        Paragraph(official("Nội dung (theo diễn biến cuộc họp):"), keep_with_next=True),
        *(paragraphs_of(card.minutes) or [Paragraph(DOTS * 6)]),
    ]
    if card.conclusion:
        lines.append(Paragraph(official("Kết luận của chủ trì:"), keep_with_next=True))
        lines += paragraphs_of(card.conclusion)
    if card.points:
        lines.append(Paragraph(official("Việc cần làm sau cuộc họp:"), keep_with_next=True))
        lines += [Dash(point) for point in listed(_point(point) for point in card.points)]
    hour, minute = card.ends_at.split(":") if card.ends_at else ("……", "……")
    return Document(
        letterhead=_letterhead(card, office, MeetingPaper.MINUTES),
        type_name=TYPES[MeetingPaper.MINUTES][0].upper(),
        subject=card.title,
        blocks=tuple(lines),
        closing=ended(
            official(
                "Cuộc họp kết thúc vào {hour} giờ {minute}, {day}",
                hour=hour,
                minute=minute,
                day=document_date(card.held_on),
            )
        ),
        recipients=listed((official("Lưu: VT, Hồ sơ"),)),
        signatures=(
            Signature(titles=(official("THƯ KÝ"),), name=card.secretary),
            Signature(titles=(official("CHỦ TỌA"),), name=card.chair),
        ),
        marks=marks,
    )


def notice_document(
    card: MeetingCard, office: OfficeCard, marks: Marks, signature: Signature | None = None
) -> Document:
    """Thông báo kết luận: what was concluded, and who does what by when (form 1.4 of Annex III)."""
    where = official(", tại {place}", place=card.place) if card.place else ""
    lead = official(
        "{day}{where}, {chair} đã chủ trì {title}.",
        day=document_date(card.held_on).capitalize(),
        where=where,
        chair=card.chair or sender_name(office),
        title=in_sentence(card.title),
    )
    came = official(" Dự họp có {count} đại biểu.", count=card.came) if card.came else ""
    lines: list[Block] = [
        Paragraph(lead + came),
        Paragraph(official("Kết luận tại cuộc họp như sau:"), keep_with_next=True),
        *(paragraphs_of(card.conclusion) or [Paragraph(DOTS * 6)]),
    ]
    if card.points:
        lines.append(Paragraph(official("Phân công thực hiện:"), keep_with_next=True))
        lines += [Numbered(f"{at}.", _point(point) + ".") for at, point in enumerate(card.points, start=1)]
    owners = dict.fromkeys(point.owner for point in card.points if point.owner)
    return Document(
        letterhead=_letterhead(card, office, MeetingPaper.NOTICE),
        type_name=TYPES[MeetingPaper.NOTICE][0].upper(),
        subject=subject_of(MeetingPaper.NOTICE, card.title, card.chair),
        blocks=tuple(lines),
        closing=ended(
            official("{sender} thông báo để các cơ quan, đơn vị, cá nhân biết, thực hiện", sender=sender_name(office))
        ),
        recipients=listed((official("Thành phần dự họp"), *owners, official("Lưu: VT"))),
        signatures=(signature or chairman_signature(office),),
        marks=marks,
    )


def meeting_document(
    card: MeetingCard, paper: MeetingPaper, office: OfficeCard, marks: Marks, signature: Signature | None = None
) -> Document:
    """Any paper of a meeting."""
    match paper:
        case MeetingPaper.INVITATION:
            return invitation_document(card, office, marks, signature)
        case MeetingPaper.SIGN_IN:
            return sign_in_document(card, office, marks)
        case MeetingPaper.MINUTES:
            return minutes_document(card, office, marks)
        case MeetingPaper.NOTICE:
            return notice_document(card, office, marks, signature)


def _letterhead(card: MeetingCard, office: OfficeCard, paper: MeetingPaper) -> Letterhead:
    issued = card.number_of(paper)
    minutes = paper is MeetingPaper.MINUTES
    year = card.held_on.year
    day = issued.issued_on if issued is not None else None
    return Letterhead(
        issuing_body="\n".join(office.body_lines),
        number=f"Số: {issued.symbol}" if issued else state_number(None, f"{TYPES[paper][1]}-{office.symbol}"),
        place_date="" if minutes else place_date(office.place, day, year=year),
    )


def sender_name(office: OfficeCard) -> str:
    """The office in running text: "Ủy ban nhân dân xã Tân Lộc"."""
    name = office.name
    return official("Ủy ban nhân dân {unit}", unit=office.unit) if name.upper().startswith("UBND") else name


def moment_words(starts_at: str, day: date) -> str:
    """When, as papers say it: "07 giờ 30, Thứ Hai, ngày 15 tháng 5 năm 2023"."""
    said = f"{WEEKDAYS[day.weekday()]}, {document_date(day)}"
    if not starts_at:
        return said
    hour, minute = starts_at.split(":")
    return official("{hour} giờ {minute}, {day}", hour=hour, minute=minute, day=said)


def _attendance(card: MeetingCard) -> list[Block]:
    """Who attended and who did not; before anybody was ticked, who is invited."""
    ticked = any(guest.attended is not None for guest in card.guests)
    present = [_named(guest.name, guest.unit) for guest in card.guests if guest.attended or not ticked]
    absent = [_named(guest.name, guest.unit) for guest in card.guests if ticked and not guest.attended]
    if not present:
        lines: list[Block] = [Paragraph(official("Thành phần tham dự: {dots}", dots=DOTS * 2))]
    else:
        count = official(" ({count} người)", count=len(present)) if ticked else ""
        lines = [Paragraph(official("Thành phần tham dự{count}:", count=count), keep_with_next=True)]
        lines += [Dash(line) for line in listed(present)]
    if absent:
        lines.append(Paragraph(official("Vắng mặt ({count} người):", count=len(absent)), keep_with_next=True))
        lines += [Dash(line) for line in listed(absent)]
    return lines


def _named(name: str, unit: str) -> str:
    return f"{name}, {unit}" if unit else name


def _point(point: PointLine) -> str:
    words = point.words.rstrip(" .;,")
    owner = official("{owner}: {words}", owner=point.owner, words=words) if point.owner else words
    due = official(", hoàn thành chậm nhất ngày {day}", day=vn_date(point.due_on)) if point.due_on else ""
    return owner + due


def paragraphs_of(text: str) -> list[Block]:
    """Typed text as paragraphs; lines that begin with a dash are dashed lines."""
    lines: Sequence[str] = [line.strip() for line in text.splitlines() if line.strip()]
    return [Dash(line[1:].strip()) if line[0] in "-–+•" else Paragraph(line) for line in lines]
