"""The progress report of a plan (báo cáo tiến độ thực hiện kế hoạch)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dcapp.features.office.queries import OfficeCard
from dcapp.features.tasks.prints_lines import AdjustmentLine, DeliveryLine, DifficultyLine
from dcapp.features.tasks.prints_notice import new_value, old_value
from dcapp.features.tasks.prints_words import (
    NO_SECTION,
    NOBODY_NAMED,
    body_of,
    cited,
    due_in_print,
    head_of,
    signed_by_chairman,
)
from dcapp.features.tasks.progress import Counts, ProgressReport, ProgressRow
from dcapp.features.tasks.terms import DIFFICULTY_STATES
from dcapp.kernel.dates import vn_date
from dcapp.kernel.numbers import vn_number
from dcapp.printing.model import (
    Align,
    Block,
    Column,
    Dash,
    Document,
    Heading,
    Marks,
    Paragraph,
    Part,
    Row,
    RowKind,
    Run,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import addressed, listed, roman

NONE = official("Không có.")
NO_FIGURE = "–"
_DAY = 1.7
"""Weight of a column that holds one date."""


def progress_document(
    report: ProgressReport,
    office: OfficeCard,
    marks: Marks,
    *,
    number: str = "",
    issued_on: date | None = None,
    addressees: Sequence[str] = (),
    recipients: Sequence[str] = (),
) -> Document:
    """The report in the layout of decree 30/2020: figures, late tasks, difficulties, adjustments, deliveries.

    Without `number` ("12/BC-UBND") and `issued_on` the head leaves room for the registry.
    """
    about = _scope(report)
    subject = official("Tiến độ thực hiện {plan}", plan=cited(report.plan))
    period = official("(từ ngày {since} đến ngày {until})", since=vn_date(report.since), until=vn_date(report.until))
    return Document(
        letterhead=head_of(office, official("BC"), number, issued_on),
        type_name=official("BÁO CÁO"),
        subject="\n".join(line for line in (subject, about, period) if line),
        addressees=addressed(addressees),
        blocks=tuple(_blocks(report, office)),
        closing=official("Trên đây là báo cáo tiến độ thực hiện {plan}./.", plan=cited(report.plan)),
        recipients=listed(recipients or (official("Như trên") if addressees else "", official("Lưu: VT"))),
        signatures=(signed_by_chairman(office),),
        marks=marks,
    )


def _scope(report: ProgressReport) -> str:
    """Whose tasks, or which section, the report is about; empty for all."""
    parts = [
        official("Người phụ trách: {lead}", lead=report.lead) if report.lead else "",
        official("Mục {section}", section=report.section) if report.section else "",
    ]
    return "\n".join(part for part in parts if part)


def _blocks(report: ProgressReport, office: OfficeCard) -> Iterator[Block]:
    yield Paragraph(
        official(
            "{body} báo cáo tiến độ thực hiện {plan}, số liệu tính đến hết ngày {day}, so với kỳ trước từ ngày "
            "{since} đến ngày {until}, như sau:",
            body=body_of(office),
            plan=cited(report.plan),
            day=vn_date(report.counted_on),
            since=vn_date(report.before_since),
            until=vn_date(report.before_until),
        )
    )
    sections: list[tuple[str, tuple[Block, ...]]] = [
        (official("KẾT QUẢ CHUNG"), tuple(Dash(line) for line in _overall(report))),
        (official("TIẾN ĐỘ THEO MỤC"), _figures(report.by_section, report, NO_SECTION)),
    ]
    if not report.lead:
        table = _figures(report.by_officer, report, NOBODY_NAMED)
        sections.append((official("TIẾN ĐỘ THEO NGƯỜI, NƠI PHỤ TRÁCH"), table))
    sections += [
        (official("VIỆC QUÁ HẠN"), _late(report)),
        (official("VƯỚNG MẮC"), _difficulties(report.difficulties)),
        (official("ĐIỀU CHỈNH TRONG KỲ"), _adjustments(report.adjustments)),
        (official("NỘP BÁO CÁO"), tuple(_deliveries(report))),
    ]
    for number, (title, blocks) in enumerate(sections, 1):
        yield Part(f"{roman(number)}.", title)
        yield from blocks or (Paragraph(NONE),)


def _overall(report: ProgressReport) -> Iterator[str]:
    now, before = report.now, report.before
    yield official(
        "Tổng số {total} việc: xong {done}, đang làm {doing}, quá hạn {late}, chưa làm {waiting};",
        total=vn_number(now.total),
        done=vn_number(now.done),
        doing=vn_number(now.under_way),
        late=vn_number(now.late),
        waiting=vn_number(now.not_begun),
    )
    yield official(
        "Tỷ lệ xong {now}, cuối kỳ trước {before}{change};",
        now=_percent(now),
        before=_percent(before),
        change=_change(now, before),
    )
    yield official(
        "Xong trong kỳ {now} việc, kỳ trước {before} việc;",
        now=vn_number(now.done_within),
        before=vn_number(before.done_within),
    )
    yield official(
        "Quá hạn cuối kỳ {now} việc, cuối kỳ trước {before} việc.",
        now=vn_number(now.late),
        before=vn_number(before.late),
    )


def _percent(counts: Counts, unit: str = " %") -> str:
    return NO_FIGURE if counts.percent is None else vn_number(counts.percent, 1) + unit


def _change(now: Counts, before: Counts) -> str:
    if now.percent is None or before.percent is None:
        return ""
    points = round(now.percent, 1) - round(before.percent, 1)
    if abs(points) < 0.05:
        return official(", không thay đổi")
    words = official(", tăng {points} điểm %") if points > 0 else official(", giảm {points} điểm %")
    return words.format(points=vn_number(abs(points), 1))


def _figures(rows: Sequence[ProgressRow], report: ProgressReport, unnamed: str) -> tuple[Block, ...]:
    if not rows:
        return ()
    made = [Row((row.title or unnamed, *_cells(row.now, row.before))) for row in rows]
    total = Row((official("Cộng"), *_cells(report.now, report.before)), RowKind.TOTAL)
    names = ("Tổng", "Xong", "Đang làm", "Quá hạn", "Chưa làm", "Xong trong kỳ", "Tỷ lệ (%)", "Kỳ trước (%)")
    columns = (Column(official("Nội dung"), 4.6), *(Column(official(name), 1, Align.CENTER) for name in names))
    return (Table(columns=columns, rows=(*made, total)),)


def _cells(now: Counts, before: Counts) -> tuple[str, ...]:
    numbers = (now.total, now.done, now.under_way, now.late, now.not_begun, now.done_within)
    return (*(vn_number(number) for number in numbers), _percent(now, ""), _percent(before, ""))


def _late(report: ProgressReport) -> tuple[Block, ...]:
    if not report.late:
        return ()
    rows = tuple(
        Row(
            (
                _sectioned(line.section, line.title),
                line.lead or NOBODY_NAMED,
                due_in_print(line.due_on, is_before=line.is_before),
                vn_number(line.days),
                f"{line.percent} %",
            )
        )
        for line in report.late
    )
    columns = (
        Column(official("Việc"), 4.6),
        Column(official("Phụ trách"), 2.2),
        Column(official("Thời hạn"), _DAY, Align.CENTER),
        Column(official("Số ngày chậm"), 1.1, Align.CENTER),
        Column(official("Tiến độ"), 1.1, Align.CENTER),
    )
    return (Table(columns=columns, rows=rows, number_title=official("STT")),)


def _sectioned(section: str, title: str) -> str:
    return official("{title} (mục {section})", title=title, section=section) if section else title


def _difficulties(lines: Sequence[DifficultyLine]) -> tuple[Block, ...]:
    if not lines:
        return ()
    rows = []
    for line in lines:
        answered = vn_date(line.answered_on) if line.answered_on else ""
        outcome = "\n".join(
            part for part in (f"{DIFFICULTY_STATES[line.state]} {answered}".rstrip(), line.answer) if part
        )
        told = (
            line.matter,
            official("Việc: {task}", task=line.task) if line.task else "",
            official("Đề xuất: {proposal}", proposal=line.proposal) if line.proposal else "",
        )
        raised = f"{line.raised_by}\n{vn_date(line.raised_on)}"
        rows.append(Row(("\n".join(part for part in told if part), raised, outcome)))
    columns = (
        Column(official("Nội dung vướng mắc"), 5),
        Column(official("Người nêu, ngày"), 2.4),
        Column(official("Kết quả xử lý"), 2.8),
    )
    return (Table(columns=columns, rows=tuple(rows), number_title=official("STT")),)


def _adjustments(lines: Sequence[AdjustmentLine]) -> tuple[Block, ...]:
    if not lines:
        return ()
    rows = tuple(
        Row(
            (
                f"{line.ordinal:02d}",
                _sectioned(line.section, line.task),
                old_value(line),
                new_value(line),
                line.reason,
                f"{line.decided_by}\n{vn_date(line.decided_on)}",
            )
        )
        for line in lines
    )
    columns = (
        Column(official("Số"), 0.6, Align.CENTER),
        Column(official("Việc"), 2.8),
        Column(official("Trước điều chỉnh"), 1.9),
        Column(official("Sau điều chỉnh"), 1.9),
        Column(official("Lý do"), 2.2),
        Column(official("Người quyết định, ngày"), 1.9),
    )
    return (Table(columns=columns, rows=rows),)


def _deliveries(report: ProgressReport) -> Iterator[Block]:
    if not (report.received or report.missing):
        return
    yield Paragraph(
        (
            Run(
                official(
                    "Trong kỳ nhận {received} lượt nộp; đến hết ngày {day} còn thiếu {missing} lượt.",
                    received=vn_number(len(report.received)),
                    missing=vn_number(len(report.missing)),
                    day=vn_date(report.counted_on),
                )
            ),
        ),
        keep_with_next=True,
    )
    if report.missing:
        yield Heading(official("Còn thiếu"))
        yield _delivery_table(report.missing, with_day=False)
    if report.received:
        yield Heading(official("Đã nhận trong kỳ"))
        yield _delivery_table(report.received, with_day=True)


def _delivery_table(lines: Sequence[DeliveryLine], *, with_day: bool) -> Table:
    rows = []
    for line in lines:
        late = "" if line.days is None else (vn_number(line.days) if line.days else official("Đúng hạn"))
        came = (vn_date(line.received_on) if line.received_on else "",) if with_day else ()
        due = due_in_print(line.due_on, is_before=line.is_before)
        rows.append(Row((line.sender, line.task, line.addressee, due, *came, late)))
    columns = (
        Column(official("Nơi gửi"), 2.2),
        Column(official("Nội dung"), 3.6),
        Column(official("Nơi nhận"), 2.2),
        Column(official("Thời hạn"), _DAY, Align.CENTER),
        *((Column(official("Ngày nhận"), _DAY, Align.CENTER),) if with_day else ()),
        Column(official("Số ngày chậm"), 1.2, Align.CENTER),
    )
    return Table(columns=columns, rows=tuple(rows), number_title=official("STT"))
