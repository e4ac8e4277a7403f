"""What the papers slice prints: the register of issued documents, column for column as the decree has it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.queries import NumberGap, number_gaps
from dcapp.features.papers.terms import IssueState
from dcapp.kernel.dates import vn_date
from dcapp.printing.official import official
from dcapp.registers.tabling import Heading, PrintedTable

ISSUED_BOOK_HEADINGS = (
    Heading(official("Số, ký hiệu văn bản"), 130, "left"),
    Heading(official("Ngày tháng văn bản"), 92, "left"),
    Heading(official("Tên loại và trích yếu nội dung văn bản"), 270, "left"),
    Heading(official("Người ký"), 110, "left"),
    Heading(official("Nơi nhận văn bản"), 150, "left"),
    Heading(official("Đơn vị, người nhận bản lưu"), 95, "left"),
    Heading(official("Số lượng bản"), 60, "center"),
    Heading(official("Ngày chuyển"), 88, "left"),
    Heading(official("Ký nhận"), 75, "left"),
    Heading(official("Ghi chú"), 140, "left"),
)
"""The ten columns of decree 30/2020, Annex IV (sổ đăng ký văn bản đi), in its order; all of them fixed."""


@allowed("papers.view", reads=True)
def issued_book(uow: UnitOfWork, year: int) -> PrintedTable:
    """The register of issued documents of a year as it is printed and filed: by series, then by number.

    A cancelled or reserved number says so, with the reason, among the notes; a number that is missing from the file
    stands in its place and says that it must be explained.
    """
    numbers = uow.session.scalars(
        select(IssuedPaper).where(IssuedPaper.year == year).order_by(IssuedPaper.series, IssuedPaper.number)
    )
    rows = {(issued.series, issued.number): _row(issued) for issued in numbers}
    rows |= {(gap.series, gap.number): _gap_row(gap) for gap in number_gaps(uow, year) if gap.state is None}
    title = official("Sổ đăng ký văn bản đi năm {year}", year=year)
    return PrintedTable(title, ISSUED_BOOK_HEADINGS, tuple(rows[place] for place in sorted(rows)))


def _gap_row(gap: NumberGap) -> tuple[str, ...]:
    blank = ("",) * (len(ISSUED_BOOK_HEADINGS) - 2)
    return (f"{gap.number:02d} ({gap.series})", *blank, official("Không có trong sổ, cần giải trình"))


def _row(issued: IssuedPaper) -> tuple[str, ...]:
    return (
        issued.symbol,
        vn_date(issued.issued_on),
        f"{issued.type_name} {issued.subject}".strip(),
        issued.signer,
        issued.recipients,
        issued.kept_by,
        "" if issued.copies is None else str(issued.copies),
        vn_date(issued.sent_on) if issued.sent_on else "",
        "",
        "\n".join(_notes(issued)),
    )


def _notes(issued: IssuedPaper) -> Iterator[str]:
    if issued.state is IssueState.CANCELLED:
        yield official("Hủy số: {reason}", reason=issued.reason)
    elif issued.state is IssueState.RESERVED:
        yield official("Giữ số: {reason}", reason=issued.reason) if issued.reason else official("Giữ số")
    if issued.note:
        yield issued.note
