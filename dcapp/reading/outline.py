"""Parts, items and duties: what each paragraph of the body is, by its marker and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dcapp.reading.names import name_at
from dcapp.reading.reflow import Paragraph
from dcapp.reading.result import PassageKind
from dcapp.reading.wordings import (
    APPENDIX,
    ARTICLE,
    BASIS,
    CHARGED_BY,
    CLOSING,
    DASHED,
    LETTERED,
    NUMBERED,
    ORDINAL,
    ORDINALS,
    PART,
    is_upper,
)

LONGEST_TITLE = 180
CHARGING = re.compile(rf"\s*,?\s*(?!đề nghị|yêu cầu|ban hành|thông báo|căn cứ)(?:{CHARGED_BY})(?!\w)")
VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
LEAD_IN_END = re.compile(r"(?:như sau|sau đây|QUYẾT ĐỊNH|Quyết định|YÊU CẦU|CHỈ THỊ|nội dung sau|các nội dung)\s*:\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph with what it is; `depth` 0 part, 1 item, 2 subitem, 3 letter, 4 dash, 5 plus, 9 plain."""

    kind: PassageKind
    marker: str
    text: str
    depth: int
    number: int
    part: str = ""
    item: str = ""
    cells: tuple[tuple[str, ...], ...] = ()


def outline_of(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Every paragraph as an entry, with the numbers of the part and item that it stands in."""
    entries = [_entry(paragraph) for paragraph in _with_titles(paragraphs)]
    entries = _tables_joined(entries)
    entries = _plausible_parts(entries)
    entries = _numeric_parts(_clauses(entries))
    return _placed(_opening(entries))


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral, 0 for anything else."""
    if not numeral or any(letter not in VALUES for letter in numeral):
        return 0
    total = 0
    for here, after in zip(numeral, [*numeral[1:], ""], strict=True):
        value = VALUES[here]
        total += -value if VALUES.get(after, 0) > value else value
    return total


def _with_titles(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """A marker that stands alone on its line takes the next paragraph as its words."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and _is_bare(joined[-1].text) and not paragraph.cells:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {paragraph.text}")
        else:
            joined.append(paragraph)
    return joined


def _is_bare(text: str) -> bool:
    return bool(
        re.fullmatch(r"(?:[IVXL]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)]?|[-+–]", text)
        or re.fullmatch(r"(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:(?:thứ|THỨ)\s+)?\w+\.?", text)
    )


def _entry(paragraph: Paragraph) -> Entry:
    text = paragraph.text
    if paragraph.cells:
        return Entry(PassageKind.TABLE, "", text, 9, paragraph.number, cells=(paragraph.cells,))
    part = PART.match(text)
    if part and len(text) <= LONGEST_TITLE + 60:
        return Entry(PassageKind.PART, text[: part.end()].strip(), text[part.end() :].strip(), 0, paragraph.number)
    article = ARTICLE.match(text)
    if article:
        return Entry(
            PassageKind.ITEM, text[: article.end()].strip(), text[article.end() :].strip(), 1, paragraph.number
        )
    numbered = NUMBERED.match(text)
    if numbered:
        marker = next(group for group in numbered.groups() if group)
        depth = 1 if "." not in marker else 2
        kind = PassageKind.ITEM if depth == 1 else PassageKind.SUBITEM
        mark = text[: numbered.end()].strip()
        return Entry(kind, mark, text[numbered.end() :].strip(), depth, paragraph.number)
    ordinal = ORDINAL.match(text)
    if ordinal:
        return Entry(PassageKind.ITEM, text[: ordinal.end()].strip(), text[ordinal.end() :], 1, paragraph.number)
    lettered = LETTERED.match(text)
    if lettered:
        return Entry(PassageKind.SUBITEM, text[: lettered.end()].strip(), text[lettered.end() :], 3, paragraph.number)
    dashed = DASHED.match(text)
    if dashed:
        mark = "+" if dashed.group(1) == "+" else "-"
        return Entry(PassageKind.DUTY, mark, text[dashed.end() :], 5 if mark == "+" else 4, paragraph.number)
    return Entry(PassageKind.PARAGRAPH, "", text, 9, paragraph.number)


def _tables_joined(entries: Sequence[Entry]) -> list[Entry]:
    joined: list[Entry] = []
    for entry in entries:
        if entry.kind is PassageKind.TABLE and joined and joined[-1].kind is PassageKind.TABLE:
            joined[-1] = replace(
                joined[-1], text=f"{joined[-1].text}\n{entry.text}", cells=joined[-1].cells + entry.cells
            )
        else:
            joined.append(entry)
    return joined


def bare_number(marker: str) -> str:
    """The number of a marker: "I." gives "I", "2)" gives "2", "Điều 3" gives "3"."""
    word, _space, rest = marker.partition(" ")
    if rest.startswith("là") and word in ORDINALS:
        return str(ORDINALS.index(word) + 1)
    return re.sub(r"^(?:Điều)\s+", "", marker).strip(" .,):/-–")


def title_of(text: str) -> str:
    """The title of a part, without the mark at its end and without the words that go on in the same line."""
    head, colon, rest = text.partition(":")
    if colon and is_upper(head) and not is_upper(rest):
        return head.strip()
    return text.rstrip(" :.")


def _plausible_parts(entries: Sequence[Entry]) -> list[Entry]:
    """A Roman numeral out of its turn is no part; what follows it is a paragraph like any other."""
    expected = 1
    checked: list[Entry] = []
    for entry in entries:
        value = roman_value(bare_number(entry.marker)) if entry.kind is PassageKind.PART else 0
        if value and value not in (expected, 1) and not is_upper(entry.text[:20]):
            checked.append(
                replace(entry, kind=PassageKind.PARAGRAPH, marker="", text=f"{entry.marker} {entry.text}", depth=9)
            )
            continue
        if value:
            expected = value + 1
        checked.append(entry)
    return checked


def _clauses(entries: Sequence[Entry]) -> list[Entry]:
    """In a paper of articles (Điều) the numbers are clauses of their article."""
    if not any(entry.marker.startswith("Điều") for entry in entries):
        return list(entries)
    return [
        replace(entry, kind=PassageKind.SUBITEM, depth=2)
        if entry.depth == 1 and not entry.marker.startswith("Điều")
        else entry
        for entry in entries
    ]


def _numeric_parts(entries: Sequence[Entry]) -> list[Entry]:
    """Without Roman parts, numbered headings in capitals are the parts and what is numbered below them the items."""
    if any(entry.kind is PassageKind.PART for entry in entries):
        return list(entries)
    tops = [entry for entry in entries if entry.depth == 1 and not entry.marker.startswith("Điều")]
    headings = [entry for entry in tops if is_upper(entry.text) and len(entry.text) <= LONGEST_TITLE]
    if len(headings) < 2 or len(headings) * 2 < len(tops):
        return list(entries)
    changed: list[Entry] = []
    for entry in entries:
        if entry in headings:
            changed.append(replace(entry, kind=PassageKind.PART, depth=0))
        elif entry.depth == 2 and entry.marker.count(".") <= 2:
            changed.append(replace(entry, kind=PassageKind.ITEM, depth=1))
        else:
            changed.append(entry)
    return changed


def _opening(entries: Sequence[Entry]) -> list[Entry]:
    """Bases and the lead-in before the first part or item; the closing words after the last."""
    first = next((i for i, entry in enumerate(entries) if entry.depth <= 3), len(entries))
    opened: list[Entry] = []
    for index, entry in enumerate(entries):
        if index < first and entry.kind in (PassageKind.PARAGRAPH, PassageKind.DUTY):
            is_lead = entry.text.rstrip().endswith(":")
            cites = bool(re.search(r"\d+\s*[/-]\s*[^\W\d_]{2}|\bLuật\b", entry.text))
            if BASIS.match(entry.text) and (not is_lead or cites):
                kind = PassageKind.BASIS
            elif is_lead or is_upper(entry.text) or LEAD_IN_END.search(entry.text):
                kind = PassageKind.LEAD_IN
            else:
                kind = entry.kind
            opened.append(replace(entry, kind=kind))
        else:
            opened.append(entry)
    return _closed(opened)


def _closed(entries: list[Entry]) -> list[Entry]:
    for index in range(len(entries) - 1, -1, -1):
        entry = entries[index]
        if entry.kind is PassageKind.TABLE or entry.depth <= 5:
            break
        is_end = entry.text.rstrip().endswith("./.") and not _gives_work(entry)
        if CLOSING.match(entry.text) or is_end:
            entries[index] = replace(entry, kind=PassageKind.CLOSING)
    return entries


def _gives_work(entry: Entry) -> bool:
    """The last paragraph of a paper may still charge somebody: "Văn phòng … theo dõi …./."."""
    name = name_at(entry.text)
    return " " in name and bool(CHARGING.match(entry.text[len(name) :]))


def _placed(entries: Sequence[Entry]) -> list[Entry]:
    """Give each entry the numbers of its part and item; in a part without numbers, letters or dashes are items."""
    placed: list[Entry] = []
    part = item = ""
    for index, entry in enumerate(entries):
        if entry.kind is PassageKind.PART or (entry.depth == 9 and APPENDIX.match(entry.text) and is_upper(entry.text)):
            part, item = bare_number(entry.marker), ""
            if entry.kind is PassageKind.PART:
                top = _top_depth(entries[index + 1 :])
        elif entry.kind is PassageKind.CLOSING:
            part = item = ""
        elif part and entry.depth == top and entry.depth in (2, 3, 4):
            item = bare_number(entry.marker) if entry.depth < 4 else ""
            placed.append(replace(entry, kind=PassageKind.ITEM, part=part, item=item))
            continue
        elif entry.kind is PassageKind.ITEM:
            item = bare_number(entry.marker)
        placed.append(replace(entry, part=part, item=item))
    return placed


def _top_depth(following: Sequence[Entry]) -> int:
    depths = []
    for entry in following:
        if entry.kind is PassageKind.PART:
            break
        if entry.depth < 9 and entry.kind is not PassageKind.CLOSING:
            depths.append(entry.depth)
    return min(depths, default=9)
