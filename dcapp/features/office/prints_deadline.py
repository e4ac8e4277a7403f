"""Papers of the clock: the slip that explains a deadline step by step, and the list of deadlines that were moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dcapp.features.office.queries import OfficeCard
from dcapp.features.office.recounting import MovedLine
from dcapp.kernel.dates import vn_date
from dcapp.printing.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    KeyValue,
    Letterhead,
    Marks,
    Numbered,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Words,
)
from dcapp.printing.official import official
from dcapp.printing.wording import place_date
from dcapp.rules.counting import Deadline
from dcapp.rules.sentences import Step, as_written, weekday
from dcapp.rules.telling import told_notes


def deadline_document(
    found: Deadline, office: OfficeCard, marks: Marks, title: str = "", *, on: date, maker: str = ""
) -> Document:
    """Phiếu giải trình thời hạn: which rule, from which day, the last day, each step with its source.

    `title` says what is due; `on` is the day of the slip, `maker` who made it. It has no number: it goes into a file.
    """
    facts: list[tuple[str, Words]] = [
        (official("Việc:"), title),
        (official("Quy định:"), f"{found.wording.name}, {found.wording.citation}"),
        (official("Mốc tính:"), f"{_day(found.start)} ({found.rule.start})"),
        (official("Hạn cuối:"), (Run(_day(found.due), bold=True),)),
        (official("Nhắc việc từ:"), _day(found.warn_on) if found.warn_on != found.due else ""),
    ]
    blocks: list[Block] = [
        KeyValue(pairs=tuple((name, words) for name, words in facts if words), label_share=0.2),
        Heading(official("Vì sao đến hạn ngày này")),
        *(Numbered(f"{number}.", _words(step)) for number, step in enumerate(found.steps, 1)),
    ]
    if found.notes:
        blocks.append(Heading(official("Cách hiểu khác và điều cần kiểm tra")))
        blocks += [Paragraph(note) for note in told_notes(found, as_written)]
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, on)),
        type_name=official("PHIẾU GIẢI TRÌNH THỜI HẠN"),
        subject=found.rule.title,
        blocks=tuple(blocks),
        signatures=(Signature(titles=(official("NGƯỜI LẬP PHIẾU"),), name=maker),),
        marks=marks,
    )


def moved_document(lines: Sequence[MovedLine], office: OfficeCard, marks: Marks, *, on: date) -> Document:
    """Danh sách thời hạn đã dời: each one from which day to which, and why."""
    columns = (
        Column(official("Việc"), 4),
        Column(official("Quy định"), 1.3),
        Column(official("Hạn cũ"), 1.5, Align.CENTER),
        Column(official("Hạn mới"), 1.5, Align.CENTER),
        Column(official("Vì sao"), 3),
    )
    rows = tuple(Row((line.title, line.rule, vn_date(line.before), vn_date(line.after), line.cause)) for line in lines)
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, on)),
        type_name=official("DANH SÁCH"),
        subject=official("Thời hạn đã dời do lịch nghỉ hoặc quy định thay đổi"),
        blocks=(Table(columns=columns, rows=rows, number_title=official("STT")),),
        signatures=(Signature(titles=(official("NGƯỜI LẬP"),)),),
        marks=marks,
    )


def _words(step: Step) -> tuple[Run, ...]:
    """The sentences of a step as they stand everywhere, its headline bold and its source slanted."""
    opening, whole = step.opening.told(as_written), step.told(as_written)
    runs = [Run(opening, bold=True)]
    if rest := whole.removeprefix(opening):
        runs.append(Run(rest))
    if step.citation:
        runs.append(Run(f" [{step.citation}]", italic=True))
    return tuple(runs)


def _day(day: date) -> str:
    return f"{weekday(day).told(as_written)}, {vn_date(day)}"
