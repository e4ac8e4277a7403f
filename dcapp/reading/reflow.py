"""From lines to paragraphs: papers copied out of PDF or typed by width come with their lines cut anywhere."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dcapp.kernel.text import nfc
from dcapp.reading.source import MERGED, LineKind, SourceLine
from dcapp.reading.wordings import (
    ADDRESSED,
    ARTICLE,
    BASIS,
    CLOSING,
    DASHED,
    LETTERED,
    NUMBERED,
    ORDINAL,
    PAGE_NUMBER,
    PART,
    RECIPIENTS,
    RULE_LINE,
    is_upper,
)

MARKS = (PART, ARTICLE, ORDINAL, NUMBERED, LETTERED, DASHED, RECIPIENTS, ADDRESSED)
SHORT_LINE = 20
HALF = 300
LONG_ENOUGH = 2 * HALF
FEWEST_CUTS = 0.02
"""Share of evidently cut lines under which a paper counts as typed one paragraph per line."""
INDENT = 2
ENDS = ".;:!?…"
BLANK = re.compile(r"(ngày|tháng|năm|[Ss]ố\s?:?)\s{3,}(?=tháng|năm|/|\d)")
"""Room left for a number or a day that is written by hand."""
FIXED_SPACES = re.compile("\u00a0+")
OPEN_END = re.compile(
    r"(?:[,–(]|\b(?:ngày|tháng|năm|số|của|và|tại|theo|với|về|cho|các|những|trong|từ|đến|là|bằng|do|để|ở|khi|hoặc|"
    r"Luật|Nghị định|Quyết định|Kế hoạch|Kết luận|Chỉ thị|Thông tư|Điều|khoản|điểm|trước|gửi|được|có|một))$"
)
"""Words that no paragraph ends with."""
UNFINISHED = re.compile(r"\b(?:ngày|số|của|và|tại|theo|với|về|các|những|từ|đến)$")
"""Words after which a line goes on, even in a paper that is typed one paragraph per line."""


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
    gap = 0
    for number, raw in enumerate(source, start=1):
        if raw.kind in (LineKind.FOOTNOTE, LineKind.HEADER):
            continue
        text = nfc(raw.text.replace("\f", " ").replace("\u00ad", "").replace("\ufeff", ""))
        text = FIXED_SPACES.sub(" ", text)
        cells = tuple(" ".join(nfc(cell).split()) for cell in raw.cells)
        if raw.kind is LineKind.TABLE and any(cell.replace(MERGED, "") for cell in cells):
            lines.append(Line(" | ".join(cells).replace(MERGED, ""), number, gap, 0, True, cells=cells))
            gap = 0
            continue
        clean = text.strip()
        if not clean or RULE_LINE.match(clean) or (PAGE_NUMBER.match(clean) and not raw.paragraph):
            gap += 1
            continue
        indent = len(text) - len(text.lstrip())
        lines.append(Line(clean, number, gap, indent, raw.paragraph, raw.bold, raw.centred))
        gap = 0
    return lines


def columns_of(line: Line) -> list[str]:
    """The columns of a line that was laid out with spaces: left and right."""
    text = BLANK.sub(r"\1 ", line.text)
    return [part for part in re.split(r"\s{3,}|\t+", text) if part.strip()]


@dataclass(frozen=True, slots=True)
class Measure:
    """How the lines of a paper were cut: the shortest and the longest of those that evidently go on in the next."""

    shortest: int
    longest: int
    usual_gap: int
    margin: int
    indents_tell: bool

    def may_go_on(self, last: str, following: str) -> bool:
        """Whether a line is as full as those that were cut: the next word had no room in it."""
        first = following.split(maxsplit=1)[0]
        return len(last) + 1 + len(first) >= self.shortest and len(last) <= self.longest


def _measured(lines: Sequence[Line]) -> Measure | None:
    """The measure of the cut lines; None where every line is a paragraph of its own."""
    pairs = [(line, following) for line, following in pairwise(lines) if _is_cut(line, following)]
    longest = max(len(line.text) for line in lines)
    cut = sorted(len(line.text) for line, _following in pairs)
    cut = [length for length in cut if length > SHORT_LINE] if len(cut) > 2 else cut
    if not cut or len(cut) < FEWEST_CUTS * len(lines):
        return None
    low = cut[len(cut) // 10] if len(cut) >= 10 else cut[0]
    margins = [following.indent for _line, following in pairs]
    margin = statistics.median_low(margins)
    indented = sum(line.indent > margin + INDENT for line in lines)
    return Measure(
        shortest=round(max(low, 0.8 * statistics.median(cut)) * 0.97),
        longest=round(cut[-1] * 1.12) if longest > cut[-1] * 1.12 else longest,
        usual_gap=statistics.median_low([following.gap for _line, following in pairs]),
        margin=margin,
        indents_tell=indented > 2 and sum(abs(indent - margin) <= 1 for indent in margins) > 0.9 * len(margins),
    )


def _is_cut(line: Line, following: Line) -> bool:
    """Whether a line evidently goes on in the next one."""
    return (
        following.text[0].islower()
        and line.text[-1] not in ENDS
        and not is_marked(following.text)
        and not (line.is_whole or following.is_whole or line.cells or following.cells)
        and len(columns_of(line)) == len(columns_of(following)) == 1
    )


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Join what the margin cut; a marker, a heading or a finished short line begins a new paragraph."""
    texts = [line for line in lines if not line.cells]
    measure = _measured(texts) if texts else None
    paragraphs: list[Paragraph] = []
    last: Line | None = None
    for line in lines:
        if last is None or _begins(paragraphs[-1], last, line, measure):
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


def _begins(paragraph: Paragraph, last: Line, line: Line, measure: Measure | None) -> bool:
    """Whether a line begins a new paragraph."""
    text, before = line.text, paragraph.text
    if len(before) > LONG_ENOUGH:  # how it begins and ends is enough to tell, however long it has grown
        before = f"{before[:HALF]} {before[-HALF:]}"
    if line.cells or last.cells or line.is_whole or last.is_whole:
        return True
    if measure is None:
        return not (UNFINISHED.search(before) and (text[0].islower() or text[0].isdigit()) and not is_marked(text))
    is_full = measure.may_go_on(last.text, text)
    if OPEN_END.search(before) and not is_heading(text) and (is_full or not is_marked(text)):
        return False
    is_ended = before[-1] in ENDS
    is_apart = line.gap > measure.usual_gap
    if is_marked(text):
        return is_ended or not is_full or is_apart
    if is_ended and (CLOSING.match(text) or (BASIS.match(text) and BASIS.match(before))):
        return True
    if is_apart and not (text[0].islower() or (is_full and not is_ended)):
        return True
    if not is_ended and re.fullmatch(r"[\d\s./-]+", text):
        return False
    if is_upper(text) != is_upper(before) and len(text) > 3:
        return not (is_full and not is_ended and not is_upper(before))
    if text[0].islower() or text[0] in ",;.)”":
        return False
    is_indented = line.indent > measure.margin + INDENT
    if not is_ended:
        return not (is_upper(before) and is_upper(text)) and (not is_full or (is_indented and measure.indents_tell))
    return before[-1] == ":" or not is_full or is_indented


def is_heading(text: str) -> bool:
    """Whether a line begins with the number of a part or an article."""
    return bool(PART.match(text) or ARTICLE.match(text))


def is_marked(text: str) -> bool:
    """Whether a line begins with a heading, a number, a letter or a dash."""
    return any(
        pattern.match(text) for pattern in (PART, ARTICLE, ORDINAL, NUMBERED, LETTERED, DASHED, RECIPIENTS, ADDRESSED)
    )
