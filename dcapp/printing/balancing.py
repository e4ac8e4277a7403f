"""Breaks long centred titles into lines of like length, as a clerk would, instead of leaving one word alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dcapp.printing.composing import Line
from dcapp.printing.fonts import text_width
from dcapp.printing.model import Run
from dcapp.printing.profile import Style

BOUND = (
    "ủy ban nhân dân",
    "uỷ ban nhân dân",
    "hội đồng nhân dân",
    "mặt trận tổ quốc",
    "ban chỉ đạo",
    "nhân dân",
    "dân chủ",
    "dân vận",
    "cơ sở",
    "chính quyền",
    "kế hoạch",
    "dự thảo",
    "chủ tịch",
    "đảng ủy",
)
"""Words that a title keeps on one line when it can."""
_BOUND = re.compile("|".join(rf"\b{phrase}\b" for phrase in BOUND), re.IGNORECASE)
_GLUE = "\x00"


def _filled(widths: Sequence[float], space: float, room: float) -> list[int]:
    """How many words stand on each line when lines are filled one after the other."""
    counts, used = [0], 0.0
    for width in widths:
        if counts[-1] and used + space + width > room:
            counts.append(0)
            used = 0.0
        used += width + (space if counts[-1] else 0.0)
        counts[-1] += 1
    return counts


def balanced_text(text: str, style: Style, width: float) -> str:
    """The text with line breaks where it needs several lines of `width` points; words are never changed."""

    def measure(part: str) -> float:
        return text_width(part, size=style.size, bold=style.bold, italic=style.italic)

    space = measure(" ")
    lines = []
    for segment in text.split("\n"):
        glued = _BOUND.sub(lambda found: found[0].replace(" ", _GLUE), segment).split(" ")
        if max(measure(word.replace(_GLUE, " ")) for word in glued) > width:
            glued = segment.split(" ")
        words = [word.replace(_GLUE, " ") for word in glued]
        widths = [measure(word) for word in words]
        wanted = len(_filled(widths, space, width))
        low, high = max(widths), width
        if wanted == 1 or low > width:
            lines.append(segment)
            continue
        while high - low > 1:
            middle = (low + high) / 2
            low, high = (low, middle) if len(_filled(widths, space, middle)) <= wanted else (middle, high)
        at = 0
        for count in _filled(widths, space, high):
            lines.append(" ".join(words[at : at + count]))
            at += count
    return "\n".join(lines)


def balanced(line: Line, width: float) -> Line:
    """A centred line of one style, broken into lines of like length."""
    if len(line.runs) != 1:
        return line
    run = line.runs[0]
    return replace(line, runs=(Run(balanced_text(run.text, line.style, width), run.bold, run.italic),))


def widest(text: str, style: Style) -> float:
    """Length in points of the longest line of a text that is already broken."""
    return max(text_width(part, size=style.size, bold=style.bold, italic=style.italic) for part in text.split("\n"))
