"""The Monday sheet (phiếu giao ban đầu tuần): always exactly one A4, whatever the week brings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dcapp.features.office.queries import OfficeCard
from dcapp.features.plan.models import shortened
from dcapp.features.today.lines import DueLine
from dcapp.features.today.monday import Block, WeekMaterial
from dcapp.features.today.rules import allotted
from dcapp.features.today.terms import BLOCKS, BlockKind
from dcapp.kernel.dates import document_date, vn_date
from dcapp.printing.model import (
    Align,
    Column,
    Document,
    Letterhead,
    Marks,
    Paragraph,
    Row,
    RowKind,
    Run,
    Spacer,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.profile import Profile, Style, profile_for

SIZES = (13.0, 12.0, 11.0)
"""Sizes of the letters that are tried in turn, in points; never smaller."""
SPARE_MM = 6.0
"""Room left at the foot, so that Word, which breaks lines a little otherwise, stays on the page too."""
SIGN_MM = 9.0
"""Room to sign: less than on a paper that goes out."""
SIZED = ("table_cell", "table_head", "body")
TITLE_LETTERS, OWNER_LETTERS = 96, 44
DOTTED_LINES = 2
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class FittedSheet:
    """The sheet as it is printed: paper, layout, pages; `hidden` lines had no room, `size` is that of its letters."""

    document: Document
    profile: Profile
    pdf: bytes
    size: float
    hidden: int

    def docx(self) -> bytes:
        """The same sheet as a Word file."""
        from dcapp.printing.docx import write_docx

        return write_docx(self.document, profile=self.profile)


def monday_sheet(
    material: WeekMaterial, office: OfficeCard, chosen: Collection[BlockKind] | None = None
) -> FittedSheet:
    """The sheet of a week with the chosen blocks (those that have lines when none are named), fitted on one page.

    The letters grow smaller first; then the longest blocks end with "và n việc khác".
    """
    wanted = [block for block in material.blocks if (block.total if chosen is None else block.kind in chosen)]
    counts = {block.kind: len(block.lines) for block in wanted}
    order = [block.kind for block in wanted]
    whole = sum(counts.values())
    for size in SIZES:
        fitted = _fitted(material, office, wanted, counts, size)
        if fitted is not None:
            return fitted
    least, most = 0, whole - 1
    best: FittedSheet | None = None
    while least <= most:
        rows = (least + most) // 2
        fitted = _fitted(material, office, wanted, allotted(counts, order, rows), SIZES[-1])
        if fitted is None:
            most = rows - 1
        else:
            best, least = fitted, rows + 1
    if best is None:
        raise RuntimeError("the sheet does not fit without any line")
    return best


def _fitted(
    material: WeekMaterial, office: OfficeCard, blocks: list[Block], shown: dict[BlockKind, int], size: float
) -> FittedSheet | None:
    """The sheet with so many lines of each block, or None where it needs a second page."""
    from dcapp.printing.pages import Pages
    from dcapp.printing.pdf import write_pdf

    profile = sheet_profile(size)
    document = sheet_document(material, office, blocks, shown, profile)
    tried = replace(document, blocks=(*document.blocks, Spacer(SPARE_MM)))
    pages = Pages(write_pdf(tried, profile=profile))
    fits = len(pages) == 1
    pages.close()
    if not fits:
        return None
    hidden = sum(block.total - shown[block.kind] for block in blocks)
    return FittedSheet(document, profile, write_pdf(document, profile=profile), size, hidden)


def sheet_profile(size: float) -> Profile:
    """The layout of the sheet: the office's, with letters of this size; it is no paper that goes out."""
    profile = profile_for()
    styles = {name: replace(style, size=min(style.size, size)) for name, style in profile.styles.items()}
    for name in SIZED:
        styles[name] = replace(styles[name], size=size)
    subject: Style = replace(styles["subject"], bold=False, italic=True, size=size)
    return replace(
        profile,
        styles={**styles, "subject": subject, "type_name": replace(styles["type_name"], size=14.0)},
        subject_rule=replace(profile.subject_rule, size=0.0),
        line_spacing=replace(profile.line_spacing, size=1.0),
    )


def sheet_document(
    material: WeekMaterial, office: OfficeCard, blocks: list[Block], shown: dict[BlockKind, int], profile: Profile
) -> Document:
    """The words of the sheet with the first lines of each block."""
    sunday = material.monday + timedelta(days=6)
    week = official(
        "Thứ Hai, {day} · tuần từ {first} đến {last}",
        day=document_date(material.monday),
        first=_day_month(material.monday),
        last=_day_month(sunday),
    )
    rows: list[Row] = []
    for number, block in enumerate(blocks, start=1):
        title = official("{number}. {title} ({count})", number=number, title=BLOCKS[block.kind], count=block.total)
        rows.append(Row((title,), RowKind.GROUP))
        rows += [_row(material.monday, block.kind, line) for line in block.lines[: shown[block.kind]]]
        left = block.total - shown[block.kind]
        if left:
            words = (
                official("và {count} việc khác", count=left)
                if shown[block.kind]
                else official("Có {count} việc", count=left)
            )
            rows.append(Row(((Run(words, italic=True),), "", "")))
        elif not block.total:
            rows.append(Row(((Run(official("Không có"), italic=True),), "", "")))
    columns = (
        Column(official("Việc"), 5.8),
        Column(official("Người làm"), 2.3),
        Column(official("Thời gian"), 2.1, Align.CENTER),
    )
    nothing = Paragraph(official("Trong tuần không có việc đến hạn, không có việc quá hạn."), indented=False)
    last = official("{number}. Ý kiến chỉ đạo của Chủ tịch:", number=len(blocks) + 1)
    return Document(
        letterhead=Letterhead(issuing_body="\n".join(office.body_lines)),
        type_name=official("PHIẾU GIAO BAN ĐẦU TUẦN"),
        subject=week,
        blocks=(
            Table(columns=columns, rows=tuple(rows)) if rows else nothing,
            *((Paragraph(material.reception, indented=False),) if material.reception else ()),
            Paragraph((Run(last, bold=True),), indented=False, keep_with_next=True),
            *(Paragraph(_dots(profile), Align.LEFT, indented=False, keep_with_next=True) for _n in range(DOTTED_LINES)),
            Paragraph((Run(official("NGƯỜI LẬP"), bold=True),), signing=True, keep_with_next=True),
            Spacer(SIGN_MM),
            Paragraph((Run(material.maker, bold=True),), signing=True),
        ),
        marks=Marks(sample=office.is_sample, footer=_foot(material)),
    )


def _foot(material: WeekMaterial) -> str:
    made = material.made_at.astimezone()
    said = official("Lập lúc {hour} ngày {day}", hour=f"{made:%H:%M}", day=vn_date(made.date()))
    return f"{said} · " + official("Nhật ký {head}", head=material.head.short) if material.head.seq else said


def _row(monday: date, kind: BlockKind, line: DueLine) -> Row:
    return Row((_cut(line.title, TITLE_LETTERS), _cut(line.owner, OWNER_LETTERS), _when(monday, kind, line)))


def _when(monday: date, kind: BlockKind, line: DueLine) -> str:
    """The day as the sheet says it, seen from its Monday."""
    day = line.last_on or line.due_on
    if day is None:
        return ""
    if kind is BlockKind.DECISIONS:
        return official("chờ {days} ngày", days=max(0, (monday - day).days))
    if kind is BlockKind.EXPIRING:
        return official("hết {day}", day=_day_month(day))
    if day < monday:
        return official("quá {days} ngày", days=(monday - day).days)
    when = f"{WEEKDAYS[day.weekday()]} {_day_month(day)}"
    return f"{when}, {line.hour}" if line.hour else when


def _cut(text: str, letters: int) -> str:
    line = shortened(text)
    return line if len(line) <= letters else line[:letters].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _day_month(day: date) -> str:
    return f"{day.day}/{day.month}"


def _dots(profile: Profile) -> str:
    """A line to write on by hand, as long as the text is wide."""
    from dcapp.printing.fonts import text_width

    width, _height = profile.text_size(landscape=False)
    return "." * int(width / text_width(".", size=profile.style("body").size, bold=False))
