"""Who is charged with what: by numbered headings, by "Giao …", by the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dcapp.kernel.text import fold
from dcapp.reading.outline import Entry, bare_number
from dcapp.reading.result import PassageKind
from dcapp.reading.wordings import CHARGED_BY, ORGANISING, UNIT_START

LONGEST_OFFICER = 170
CHARGE_TAIL = re.compile(
    r"\s*(?:,\s*)?(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|thực hiện các nhiệm vụ(?: sau)?|thực hiện)?\s*:?\s*$",
    re.IGNORECASE,
)
GIVEN = re.compile(
    rf"^(?:(?P<asks>(?i:Giao(?:\s+cho)?|Đề nghị|Yêu cầu|Phân công|Đối với))\s+)?(?P<officer>.+?)\s*,?\s+"
    rf"(?P<duty>(?:{CHARGED_BY})\b.*)$",
    re.DOTALL,
)
LEADS = re.compile(r"^(?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|có nhiệm vụ|làm đầu mối)\b")
TOGETHER = re.compile(r"^Các (?:ông|bà|đồng chí)[^:]{0,12}:\s*")
HEADS = {
    "officer": ("chu tri", "don vi thuc hien", "co quan thuc hien", "nguoi thuc hien", "phu trach", "don vi chu tri",
                "co quan chu tri", "bo phan thuc hien", "phan cong", "trach nhiem", "don vi", "thuc hien"),
    "content": ("noi dung", "nhiem vu", "cong viec", "ten viec", "hoat dong", "viec"),
    "support": ("phoi hop",),
    "time": ("thoi gian", "thoi han", "tien do", "han", "hoan thanh"),
    "product": ("san pham", "ket qua"),
}


@dataclass(slots=True)
class Charge:
    """Somebody and the entries that say what they have to do; `words` are duties cut out of a heading."""

    number: str
    officer: str
    entry: int
    duties: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table of assignments."""

    entry: int
    row: int
    content: str
    officer: str
    support: str
    time: str
    product: str


def is_organising(entry: Entry) -> bool:
    """Whether a part says who does what."""
    return entry.kind is PassageKind.PART and bool(ORGANISING.search(entry.text))


def charges_of(entries: Sequence[Entry]) -> list[Charge]:
    """Every charge, in the order of the paper; the same person twice stays two charges of two headings."""
    charges: list[Charge] = []
    current: Charge | None = None
    current_depth = 0
    inside = False
    for index, entry in enumerate(entries):
        if entry.kind is PassageKind.PART:
            inside, current = is_organising(entry), None
            continue
        if entry.kind in (PassageKind.CLOSING, PassageKind.BASIS, PassageKind.LEAD_IN, PassageKind.TABLE):
            current = None if entry.kind is PassageKind.CLOSING else current
            continue
        opened = _opened(entry, inside=inside, has_current=current is not None, depth=current_depth)
        if opened is not None:
            officer, duty = opened
            current = Charge(bare_number(entry.marker) if entry.depth <= 3 else "", officer, index)
            current_depth = entry.depth
            charges.append(current)
            if duty:
                current.duties.append((duty, index))
        elif current is not None and entry.depth > current_depth:
            if entry.depth == 5 and current.duties:
                words, first = current.duties[-1]
                current.duties[-1] = (f"{words}\n+ {entry.text}", first)
            else:
                current.duties.append((entry.text, index))
        elif current is not None and entry.depth <= current_depth:
            current = None
    return [charge for charge in charges if charge.duties]


def _opened(entry: Entry, *, inside: bool, has_current: bool, depth: int) -> tuple[str, str] | None:
    """The officer and first duty that an entry opens a charge with, or None."""
    text = entry.text
    if has_current and entry.depth > depth:
        return None
    if entry.depth == 9 and not re.match(r"^(?:Giao|Phân công|Đề nghị|Yêu cầu)\b", text):
        return None
    together = TOGETHER.match(text)
    given = GIVEN.match(text[together.end() :] if together else text)
    if given and len(given["officer"]) <= LONGEST_OFFICER and LEADS.match(given["duty"]) and (
        together or UNIT_START.match(given["officer"])
    ):
        head, colon, _rest = text.partition(":")
        if together or not colon or len(head) > len(given["officer"]):
            duty = given["duty"].strip()
            return _officer(given["officer"]), "" if duty.endswith(":") else duty
    if not inside and not re.match(r"^(?:Giao|Phân công|Đề nghị|Yêu cầu|Các ông|Các đồng chí|Chánh)\b", text) and not (
        entry.depth <= 3 and UNIT_START.match(text) and _is_heading(text)
    ):
        return None
    head, colon, rest = text.partition(":")
    if colon and len(head) <= LONGEST_OFFICER and (UNIT_START.match(head) or inside):
        return _officer(head), rest.strip()
    if _is_heading(text) and (UNIT_START.match(text) or (inside and len(text) < 90)):
        return _officer(text), ""
    if given and len(given["officer"]) <= LONGEST_OFFICER and (given["asks"] or UNIT_START.match(given["officer"])):
        officer = _officer(given["officer"])
        return (officer, given["duty"].strip()) if officer else None
    return None


def _is_heading(text: str) -> bool:
    """Short words without a full stop: a name that stands over its duties."""
    return len(text) <= LONGEST_OFFICER and not text.rstrip().endswith((".", ";")) and "; " not in text


def _officer(head: str) -> str:
    words = re.sub(r"^(?:Giao(?:\s+cho)?|Phân công|Đề nghị|Yêu cầu|Đối với)\s+", "", head.strip(), flags=re.IGNORECASE)
    return CHARGE_TAIL.sub("", words).strip(" ,.;:-–")


def table_rows(entries: Sequence[Entry]) -> list[TableRow]:
    """Rows of tables whose heading names who does what."""
    rows: list[TableRow] = []
    for index, entry in enumerate(entries):
        if entry.kind is not PassageKind.TABLE or len(entry.cells) < 2:
            continue
        heads = _heads(entry.cells[0])
        if "content" not in heads or "officer" not in heads:
            continue
        for row, cells in enumerate(entry.cells[1:], start=1):
            def cell(name: str, cells: tuple[str, ...] = cells) -> str:
                place = heads.get(name)
                return cells[place].strip() if place is not None and place < len(cells) else ""

            if cell("content") and cell("officer") and cell("content") != cell("officer"):
                rows.append(
                    TableRow(
                        index, row, cell("content"), cell("officer"), cell("support"), cell("time"), cell("product")
                    )
                )
    return rows


def _heads(cells: Sequence[str]) -> dict[str, int]:
    heads: dict[str, int] = {}
    folded = [fold(cell) for cell in cells]
    for name in ("support", "time", "product", "content", "officer"):
        for words in HEADS[name]:
            place = next(
                (i for i, cell in enumerate(folded) if words in cell and i not in heads.values()), None
            )
            if place is not None:
                heads[name] = place
                break
    return heads
