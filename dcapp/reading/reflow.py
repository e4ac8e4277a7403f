"""From lines to paragraphs: papers copied out of PDF or typed by width come with their lines cut anywhere."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dcapp.kernel.text import nfc
from dcapp.reading.source import LineKind, SourceLine
from dcapp.reading.wordings import (
    ADDRESSED,
    ARTICLE,
    BASIS,
    DASHED,
    LETTERED,
    NUMBERED,
    PAGE_NUMBER,
    PART,
    RECIPIENTS,
    RULE_LINE,
    is_upper,
)

FULL = 0.78
"""A line this long, against the width of the paper, was probably cut by the margin."""
UNWRAPPED = 170
"""Lines wider than any page: every line is a paragraph."""
ENDS = ".;:!?…"
OPEN_END = re.compile(
    r"(?:[,–(]|\b(?:ngày|tháng|năm|số|của|và|tại|theo|với|về|cho|các|những|trong|từ|đến|là|bằng|do|để|ở|khi|hoặc|"
    r"Luật|Nghị định|Quyết định|Kế hoạch|Kết luận|Chỉ thị|Thông tư|Điều|khoản|điểm|trước|gửi|được|có|một))$"
)
"""Words that no paragraph ends with."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something, and how many empty lines stood before it; `number` counts from 1 in the file."""

    text: str
    number: int
    gap: int
    indent: int
    is_whole: bool
    bold: bool = False
    centred: bool = False
    cells: tuple[str, ...] = ()
    page_start: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together, and the line they begin on."""

    text: str
    number: int
    bold: bool = False
    centred: bool = False
    cells: tuple[str, ...] = ()


def lines_of(source: Sequence[SourceLine]) -> list[Line]:
    """The lines with words, page numbers and drawn rules left out."""
    lines: list[Line] = []
    gap, page = 0, None
    starts_page = False
    for number, raw in enumerate(source, start=1):
        starts_page = starts_page or "\f" in raw.text or (raw.page is not None and page is not None and raw.page != page)
        page = raw.page if raw.page is not None else page
        if raw.kind in (LineKind.FOOTNOTE, LineKind.HEADER):
            continue
        text = nfc(raw.text.replace("\f", " ").replace("\u00ad", "").replace("\ufeff", "")).replace("\u00a0", " ")
        cells = tuple(" ".join(nfc(cell).split()) for cell in raw.cells)
        if raw.kind is LineKind.TABLE and any(cells):
            lines.append(Line(" | ".join(cells), number, gap, 0, True, cells=cells))
            gap = 0
            continue
        clean = text.strip()
        if not clean or RULE_LINE.match(clean) or (PAGE_NUMBER.match(clean) and not raw.paragraph):
            gap += 1
            continue
        indent = len(text) - len(text.lstrip())
        lines.append(
            Line(clean, number, gap, indent, raw.paragraph, raw.bold, raw.centred, page_start=starts_page)
        )
        gap, starts_page = 0, False
    return lines


def columns_of(line: Line) -> list[str]:
    """The columns of a line that was laid out with spaces: left and right."""
    return [part for part in re.split(r"\s{3,}|\t+", line.text) if part.strip()]


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Join what the margin cut; a marker, a heading or a finished short line begins a new paragraph."""
    texts = [line for line in lines if not line.cells]
    if not texts:
        return [_begun(line) for line in lines]
    width = _width(texts)
    usual_gap = statistics.median_low([line.gap for line in texts[1:]] or [0])
    usual_indent = statistics.median_low([line.indent for line in texts])
    paragraphs: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last is None or _begins(paragraphs[-1], last, line, width, usual_gap, usual_indent):
            paragraphs.append(_begun(line))
        else:
            paragraphs[-1] = replace(paragraphs[-1], text=_joined(paragraphs[-1].text, line.text))
        last = line
    return paragraphs


def _begun(line: Line) -> Paragraph:
    text = line.text if line.cells else " ".join(line.text.split())
    return Paragraph(text, line.number, line.bold, line.centred, line.cells)


def _joined(before: str, after: str) -> str:
    words = " ".join(after.split())
    return f"{before} {words}"


def _width(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return max(30, lengths[min(len(lengths) - 1, round(len(lengths) * 0.9))])


def _begins(
    paragraph: Paragraph, last: Line, line: Line, width: int, usual_gap: int, usual_indent: int
) -> bool:
    """Whether a line begins a new paragraph."""
    if line.cells or last.cells or line.is_whole or last.is_whole or width > UNWRAPPED:
        return True
    text, before = line.text, paragraph.text
    if OPEN_END.search(before) and not is_heading(text):
        return False
    is_full = len(last.text) >= FULL * width
    is_ended = before[-1] in ENDS
    if is_marked(text):
        return is_ended or not is_full or line.gap > usual_gap
    if BASIS.match(text) and before[-1] in ".;:" and BASIS.match(before):
        return True
    if line.gap > usual_gap and not (text[0].islower() or (is_full and not is_ended)):
        return True
    if is_upper(text) != is_upper(before) and (is_upper(text) or is_upper(before)) and len(text) > 3:
        return not (is_full and not is_ended and not is_upper(before))
    if text[0].islower() or text[0] in ",;.)”":
        return False
    if line.page_start and not is_ended:
        return False
    if not is_ended:
        return not is_full and not (is_upper(before) and is_upper(text))
    if before[-1] == ":":
        return True
    if not is_full:
        return True
    return line.indent > usual_indent + 2


def is_heading(text: str) -> bool:
    """Whether a line begins with the number of a part or an article."""
    return bool(PART.match(text) or ARTICLE.match(text))


def is_marked(text: str) -> bool:
    """Whether a line begins with a heading, a number, a letter or a dash."""
    return any(
        pattern.match(text) for pattern in (PART, ARTICLE, NUMBERED, LETTERED, DASHED, RECIPIENTS, ADDRESSED)
    )
