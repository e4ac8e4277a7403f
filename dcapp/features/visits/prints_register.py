"""The reception book of a period on paper (sổ tiếp công dân), in the form of each edition that the period touches.

Elements, form 03/TCD (article 27.1 and annex of decree 154/2026): title; the thirteen columns in their order under
their numbers: 1 number, 2 day, 3 name and address, 4 identity paper, 5 content, 6 kind (KN, TC, KNPA), 7 people with
the same matter, 8 who settled it before, 9 competent (x), 10 guided to which body and number of the guiding paper,
11 body that accepts and number of the forwarding paper, 12 result, 13 note. What article 25.2 of the law asks for
besides (the request, how it was taken in) stands in columns 5 and 12. Earlier years: form 03 of circular 04/2021 and
form 06-TCD of circular 06/2014, cần kiểm tra. A denouncer stands by code only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.prints_parts import address_of, id_with_paper, joined
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import CAPACITIES, SEALED, Capacity, Matter, Outcome, ReceptionKind, VisitPaper
from dcapp.kernel.dates import vn_date
from dcapp.kernel.numbers import vn_number
from dcapp.printing.model import (
    Align,
    Block,
    Column,
    Document,
    Letterhead,
    Marks,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Run,
    Table,
)
from dcapp.printing.official import official
from dcapp.registers.exporting import cell_text, sheet_name, whole_workbook
from dcapp.rules.reception import BookColumn, Layout, layouts_between

KINDS = {
    Matter.COMPLAINT: official("KN"),
    Matter.DENUNCIATION: official("TC"),
    Matter.FEEDBACK: official("KNPA"),
    Matter.QUESTION: official("Hỏi"),
    Matter.SEVERAL: official("Nhiều loại"),
}
LEGEND = official("KN: khiếu nại; TC: tố cáo; KNPA: kiến nghị, phản ánh; Hỏi: hỏi chính sách, pháp luật.")
CROSS = "x"
SIZE = 10.0
"""Letters of the book in points: thirteen columns on one sheet."""
_BY_WHOM = {
    ReceptionKind.LEADER: official("Chủ tịch tiếp định kỳ"),
    ReceptionKind.UNSCHEDULED: official("Chủ tịch tiếp đột xuất"),
    ReceptionKind.DELEGATED: official("Ủy quyền tiếp"),
}
_WIDE = 9.0
"""Letters of a spreadsheet that one part of a column's weight is wide."""


def register_document(
    cards: Sequence[VisitCard], since: date, until: date, office: OfficeCard, marks: Marks
) -> Document:
    """The book of a period on its side; a period over a change of the form gives both, each on pages of its own."""
    blocks: list[Block] = []
    parts = layouts_between(since, until)
    for layout, first, last in parts:
        served = [card for card in cards if first <= card.received_on <= last]
        days = {"first": vn_date(first), "last": vn_date(last)}
        period = official(", từ ngày {first} đến ngày {last}", **days) if len(parts) > 1 else ""
        blocks += ([PageBreak()] if blocks else []) + _part(served, layout, period)
    return Document(
        letterhead=Letterhead(issuing_body=" ".join(office.body_lines), brief=True),
        type_name=official("SỔ TIẾP CÔNG DÂN"),
        subject=official("Từ ngày {since} đến ngày {until}", since=vn_date(since), until=vn_date(until)),
        blocks=tuple(blocks),
        marks=marks,
        landscape=True,
    )


def _part(cards: Sequence[VisitCard], layout: Layout, period: str) -> list[Block]:
    words = official(
        "Mẫu số {form} ({source}){period}: {count} lượt.",
        form=layout.form,
        source=_source(layout),
        period=period,
        count=vn_number(len(cards)),
    )
    lead = Paragraph((Run(words, italic=True),), keep_with_next=bool(cards))
    if not cards:
        return [lead]
    rows = [Row(tuple(cells(card, layout))) for card in cards]
    rows.append(Row(tuple(totals(cards, layout)), RowKind.TOTAL))
    columns = tuple(Column(col.title, col.weight, Align(col.align), col.over) for col in layout.columns)
    table = Table(columns=columns, rows=tuple(rows), counts_columns=True, size=SIZE)
    return [lead, table, Paragraph((Run(LEGEND, italic=True),), indented=False)]


def _source(layout: Layout) -> str:
    """The law or circular that the form belongs to, without what stands before it."""
    return layout.citation.partition(f" {layout.form} ")[2] or layout.citation


def _counted(layout: Layout) -> Iterable[tuple[int, BookColumn]]:
    return enumerate(layout.columns, start=1)


def heading(column: BookColumn, number: int) -> str:
    """The head of a column in one cell: the heading shared with its neighbours, its own, its number."""
    shared = f"{column.over}: {column.title[:1].lower()}{column.title[1:]}" if column.over else column.title
    return f"{shared}\n({number})"


def cells(card: VisitCard, layout: Layout) -> list[str]:
    """What one visit says in each column of a form."""
    return [_CELLS[column.key](card) for column in layout.columns]


def totals(cards: Sequence[VisitCard], layout: Layout) -> list[str]:
    """The last line: visits, people, and how many were competent, taken in, guided, forwarded."""
    people = sum(card.people_count for card in cards)
    said = {
        "day": official("Cộng"),
        "person": official("{count} lượt", count=vn_number(len(cards))),
        "person_id": official("{count} lượt", count=vn_number(len(cards))),
        "people": vn_number(people),
        "matter_people": official("{count} người", count=vn_number(people)),
    }
    for key in ("competent", "accepted", "guided", "forwarded"):
        said[key] = vn_number(sum(bool(_CELLS[key](card)) for card in cards))
    return [said.get(column.key, "") for column in layout.columns]


def _person(card: VisitCard) -> str:
    if card.code:
        return card.code
    speaks = ""
    if card.capacity is not Capacity.SELF:
        whom = official(" của {whom}", whom=card.on_behalf_of) if card.on_behalf_of else ""
        speaks = f"({CAPACITIES[card.capacity].lower()}{whom})"
    return joined((card.name, address_of(card), speaks))


def _content(card: VisitCard) -> str:
    if card.code:
        return SEALED
    request = official("Đề nghị: {words}", words=card.request) if card.request else ""
    return joined((card.content, request))


def _earlier(card: VisitCard) -> str:
    return "" if card.code else card.earlier


def _people(card: VisitCard) -> str:
    return vn_number(card.people_count)


def _kind_and_people(card: VisitCard) -> str:
    return official("{kind}/{count} người", kind=KINDS[card.matter], count=_people(card))


def _competent(card: VisitCard) -> str:
    return CROSS if card.is_competent else ""


def _accepted(card: VisitCard) -> str:
    return CROSS if card.outcome is Outcome.LETTER and card.is_competent is not False else ""


def _guided(card: VisitCard) -> str:
    return _sent(card, Outcome.GUIDED, VisitPaper.GUIDANCE)


def _forwarded(card: VisitCard) -> str:
    return _sent(card, Outcome.FORWARDED, VisitPaper.FORWARDING)


def _sent(card: VisitCard, outcome: Outcome, paper: VisitPaper) -> str:
    """To which body, and the number of the paper that says so; a cross where neither was noted."""
    if card.outcome is not outcome:
        return ""
    issued = card.number_of(paper)
    number = official("số {symbol}, {day}", symbol=issued.symbol, day=vn_date(issued.issued_on)) if issued else ""
    return joined((card.sent_to, number or card.sent_paper)) or CROSS


def _result(card: VisitCard) -> str:
    parts = []
    if card.outcome is Outcome.ANSWERED:
        parts.append(official("Đã giải thích, trả lời ngay"))
    if card.outcome is Outcome.REFUSED:
        parts.append(official("Từ chối tiếp"))
    for owed in card.commitments:
        if owed.state is CommitmentState.MET and owed.met_on:
            by = official(", số {paper}", paper=owed.answer_paper) if owed.answer_paper else ""
            parts.append(official("{done} {day}{by}", done=_met_words(owed.kind), day=vn_date(owed.met_on), by=by))
        elif owed.state is CommitmentState.OPEN:
            parts.append(official("Hạn trả lời {day}", day=vn_date(owed.due_on)))
    parts.append("" if card.code else card.result)
    return joined(dict.fromkeys(parts))


def _met_words(kind: CommitmentKind) -> str:
    if kind is CommitmentKind.REFUSAL_NOTICE:
        return official("Đã thông báo từ chối")
    return official("Đã trả lời")


def _note(card: VisitCard) -> str:
    return joined(
        (
            _BY_WHOM.get(card.kind, ""),
            official("Trực tuyến") if card.is_online else "",
            official("Chuyển từ sổ giấy") if card.is_opening else "",
            "" if card.code else card.note,
        )
    )


_CELLS: dict[str, Callable[[VisitCard], str]] = {
    "number": lambda card: str(card.number),
    "day": lambda card: vn_date(card.received_on),
    "person": _person,
    "person_id": lambda card: joined((_person(card), id_with_paper(card))),
    "id": id_with_paper,
    "content": _content,
    "matter": lambda card: KINDS[card.matter],
    "people": _people,
    "matter_people": _kind_and_people,
    "earlier": _earlier,
    "competent": _competent,
    "accepted": _accepted,
    "guided": _guided,
    "forwarded": _forwarded,
    "result": _result,
    "note": _note,
}


def write_register_xlsx(cards: Sequence[VisitCard], since: date, until: date, path: Path) -> int:
    """The printed book as a workbook, a sheet for each form, in exactly its columns; returns the number of visits."""
    with whole_workbook(path) as book:
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
        plain = book.add_format({"num_format": "@", "border": 1, "text_wrap": True, "valign": "top"})
        bold = book.add_format({"num_format": "@", "border": 1, "text_wrap": True, "valign": "top", "bold": True})
        for layout, first, last in layouts_between(since, until):
            served = [card for card in cards if first <= card.received_on <= last]
            sheet = book.add_worksheet(sheet_name(official("Mẫu {form}", form=layout.form)))
            for at, column in _counted(layout):
                sheet.set_column(at - 1, at - 1, column.weight * _WIDE)
                sheet.write_string(0, at - 1, heading(column, at), head)
            sheet.freeze_panes(1, 0)
            lines = [(cells(card, layout), plain) for card in served]
            if served:
                lines.append((totals(served, layout), bold))
            for row, (texts, style) in enumerate(lines, start=1):
                for at, text in enumerate(texts):
                    sheet.write_string(row, at, cell_text(text), style)
    return len(cards)
