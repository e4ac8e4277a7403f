"""The posting notice of the reception schedule (thông báo lịch tiếp công dân; article 24.4 of the law).

Elements (form 1.4 of Annex III of decree 30/2020): head with number, place and day; where; when citizens are received
on working days; the chairman's days with hour and who attends; who is on duty; that changes are posted anew; recipients
and signature.
"""

from __future__ import annotations

from dataclasses import dataclass

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.prints_parts import DOTS, body_of, for_the_body, full, is_committee, room_for_number
from dcapp.features.visits.schedule_posting import POSTING_TYPE, DutyStretch, PostingSheet, posting_subject
from dcapp.features.visits.schedule_queries import SessionLine
from dcapp.features.visits.terms import DayPart
from dcapp.kernel.dates import vn_date
from dcapp.printing.model import (
    Align,
    Block,
    Column,
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
from dcapp.printing.wording import ended, listed, place_date

_WEEKDAYS = (
    official("Thứ Hai"),
    official("Thứ Ba"),
    official("Thứ Tư"),
    official("Thứ Năm"),
    official("Thứ Sáu"),
    official("Thứ Bảy"),
    official("Chủ Nhật"),
)
_PARTS = {DayPart.MORNING: official("Sáng"), DayPart.AFTERNOON: official("Chiều"), DayPart.WHOLE: official("Cả ngày")}


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingDetails:
    """What the notice says besides the schedule; empty leaves room to write. `hours` of regular reception on working
    days; `attendants` who sits in with the chairman; `contact` whom to ask.
    """

    hours: str = ""
    attendants: str = ""
    contact: str = ""
    signature: Signature | None = None


NO_DETAILS = PostingDetails()


def posting_document(
    sheet: PostingSheet, office: OfficeCard, marks: Marks, details: PostingDetails = NO_DETAILS
) -> Document:
    """The notice of a period; without a number it leaves room for the registry."""
    lead = official(
        "Thực hiện Luật Tiếp công dân, {body} thông báo {subject} như sau:",
        body=body_of(office),
        subject=_lower(posting_subject(sheet.since, sheet.until)),
    )
    place = " ; ".join(sheet.places).replace(" ;", ";") or DOTS * 3
    hours = details.hours or official("…………………, vào các ngày làm việc")
    blocks: list[Block] = [
        Paragraph(lead),
        Numbered("1.", full(place), title=official("Địa điểm tiếp công dân:")),
        Numbered("2.", full(hours), title=official("Thời gian tiếp công dân thường xuyên:")),
        Numbered("3.", title=official("Lịch tiếp công dân của {post}", post=_post(office)), keep_with_next=True),
        _sessions(sheet.sessions),
    ]
    number = 4
    if sheet.duties:
        title = official("Phân công trực tiếp công dân thường xuyên")
        blocks += [Numbered("4.", title=title, keep_with_next=True), _duties(sheet.duties)]
        number = 5
    attendants = details.attendants or official("theo nội dung từng buổi tiếp")
    title = official("Thành phần cùng tiếp công dân với {post}:", post=_post(office))
    blocks.append(Numbered(f"{number}.", full(attendants), title=title))
    if details.contact:
        asked = official("Liên hệ: {contact}", contact=full(details.contact))
        blocks.append(Paragraph(asked))
    close = official("Khi lịch tiếp công dân thay đổi, {body} niêm yết lại thời gian mới", body=body_of(office))
    return Document(
        letterhead=Letterhead(
            parent_body="" if is_committee(office) else office.superior.upper(),
            issuing_body="\n".join(office.body_lines),
            number=official("Số: {number}", number=sheet.symbol)
            if sheet.symbol
            else room_for_number(POSTING_TYPE[1], office),
            place_date=place_date(office.place, sheet.issued_on, year=sheet.since.year),
        ),
        type_name=POSTING_TYPE[0].upper(),
        subject=posting_subject(sheet.since, sheet.until),
        blocks=tuple(blocks),
        closing=ended(close),
        recipients=listed(
            (
                official("Niêm yết tại nơi tiếp công dân"),
                official("Các thôn, tổ dân phố"),
                official("Người được phân công"),
                official("Lưu: VT"),
            )
        ),
        signatures=(details.signature or for_the_body(office),),
        marks=marks,
    )


def _sessions(lines: tuple[SessionLine, ...]) -> Table:
    rows = [Row((_day(line), _hours(line), _who(line), line.attendants)) for line in lines]
    return Table(
        columns=(
            Column(official("Ngày"), 1.9),
            Column(official("Giờ"), 1.5, Align.CENTER),
            Column(official("Người tiếp"), 2.2),
            Column(official("Thành phần dự"), 2.6),
        ),
        rows=tuple(rows) or (Row(("", "", "", "")),),
        number_title=official("STT"),
    )


def _duties(duties: tuple[DutyStretch, ...]) -> Table:
    return Table(
        columns=(
            Column(official("Thời gian"), 3),
            Column(official("Buổi"), 1.2, Align.CENTER),
            Column(official("Cán bộ trực"), 3),
        ),
        rows=tuple(Row((_stretch(duty), _PARTS[duty.part], duty.officer)) for duty in duties),
        number_title=official("STT"),
    )


def _day(line: SessionLine) -> str:
    return f"{_WEEKDAYS[line.held_on.weekday()]}, {vn_date(line.held_on)}"


def _hours(line: SessionLine) -> str:
    if not line.starts_at:
        return DOTS[:8]
    return f"{line.starts_at} – {line.ends_at}" if line.ends_at else line.starts_at


def _who(line: SessionLine) -> str:
    if line.delegate:
        return official("{name} (được ủy quyền)", name=line.delegate)
    return line.chair or DOTS


def _stretch(duty: DutyStretch) -> str:
    if duty.first == duty.last:
        return vn_date(duty.first)
    return official("Từ {first} đến {last}", first=vn_date(duty.first), last=vn_date(duty.last))


def _post(office: OfficeCard) -> str:
    if is_committee(office):
        return official("Chủ tịch {body}", body=body_of(office))
    return official("người đứng đầu cơ quan")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
