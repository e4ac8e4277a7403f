"""Reads a signed paper: from its lines to what it says, cites, asks of whom by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dcapp.kernel.text import nfc
from dcapp.reading.assignments import TableRow, charges_of, is_organising, table_rows
from dcapp.reading.citations import Mention, mentions_in, merged
from dcapp.reading.closing import Tail
from dcapp.reading.doubts import doubts_of
from dcapp.reading.due_dates import Frame, triggers_in
from dcapp.reading.layout import Head, Zones, head_columns, zones_of
from dcapp.reading.obligations import Place, doubt_of, obligations_in, settled
from dcapp.reading.outline import Entry, bare_number, outline_of, title_of
from dcapp.reading.reflow import Line, lines_of, paragraphs_of
from dcapp.reading.result import (
    Assignment,
    Duty,
    Item,
    Obligation,
    PaperReading,
    Part,
    Passage,
    PassageKind,
    Recipient,
    Signer,
    Span,
)
from dcapp.reading.source import MERGED, LineKind, PaperText, SourceLine
from dcapp.reading.wordings import NATION, PARTY_HEAD

CELL = re.compile(r"[^|\n]+")
LONGEST_TITLE = 120
PLANS = (
    "Kế hoạch",
    "Kế hoạch liên tịch",
    "Kế hoạch phối hợp",
    "Chương trình",
    "Chương trình phối hợp",
    "Đề án",
    "Phương án",
)
YEAR_IN_TITLE = re.compile(r"(?<!\d )\bnăm\s+(\d{4})\b")
YEAR = re.compile(r"(?<![\w/.\-])(20\d{2}|19\d{2})\b(?!/)")
CITED_DAY = re.compile(
    r"\bngày\s+\d{1,2}\s*(?:[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|tháng\s+\d{1,2}\s+năm\s+\d{4})", re.IGNORECASE
)


@dataclass(slots=True)
class _Writing:
    """The text of the paper as it is put together, one passage per line."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    passages: list[Passage] = field(default_factory=list)

    def add(self, kind: PassageKind, text: str, line: int, marker: str = "", entry: Entry | None = None) -> Passage:
        """Write one passage; its span covers its words without the marker."""
        shown = f"{marker} {text}".strip() if marker else text
        start = self.length + (len(shown) - len(text))
        span = Span(start, start + len(text))
        level = entry.depth if entry and entry.depth < 9 else 0
        passage = Passage(
            kind,
            text,
            span,
            marker,
            level,
            entry.part if entry else "",
            entry.item if entry else "",
            tuple(tuple(cell.replace(MERGED, "") for cell in row) for row in entry.cells) if entry else (),
            line,
        )
        self.pieces.append(shown)
        self.length += len(shown) + 1
        self.passages.append(passage)
        return passage


def read_paper(source: PaperText) -> PaperReading:
    """What a signed paper says. Never guesses: what is not there is empty, what is unsure is a doubt."""
    source = replace(source, lines=tuple(_with_letterhead(source.lines)))
    zones = zones_of(lines_of(source.lines))
    writing = _Writing()
    _write_head(writing, zones.head)
    body, entries = _write_body(writing, zones)
    recipients = _write_tail(writing, zones.tail)
    appendix, more = _write_entries(writing, zones.appendix)
    passages, all_entries = [*body, *appendix], [*entries, *more]
    notes = _write_notes(writing, source, LineKind.FOOTNOTE)
    _write_notes(writing, source, LineKind.HEADER)
    year = _year(zones.head)
    mentions = _mentions([*passages, *notes])
    documents = merged([*(m for _i, m in mentions), *_title_mentions(writing)], zones.head.number)
    assignments, charged = _assignments(passages, entries, more, is_letter=_is_letter(zones.head))
    obligations = _obligations(
        passages,
        all_entries,
        mentions,
        assignments,
        charged,
        Frame(year, zones.head.day, is_plan=zones.head.type_name in PLANS),
    )
    parts = _parts(passages, all_entries, len(body), bool(assignments))
    doubts = doubts_of(writing.passages, zones.head, year, documents, obligations, recipients, source.notes)
    head, tail = zones.head, zones.tail
    return PaperReading(
        text="\n".join(writing.pieces),
        type_name=head.type_name,
        subject=head.subject,
        number=head.number,
        date=head.day,
        year=year,
        issuer=head.issuer,
        parent_body=head.parent_body,
        place=head.place,
        is_party=head.is_party,
        addressees=tuple(head.addressees),
        passages=tuple(writing.passages),
        documents=documents,
        parts=parts,
        assignments=assignments,
        obligations=obligations,
        recipients=tuple(recipients),
        signer=Signer("\n".join(tail.authority), "\n".join(tail.titles), tail.name),
        doubts=doubts,
        encoding_note=source.encoding_note,
        page_count=source.page_count,
    )


def _with_letterhead(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """A letterhead that stands in the margin of the page belongs over the paper."""
    margin = [line for line in lines if line.kind is LineKind.HEADER]
    if any(NATION.search(line.text) or PARTY_HEAD.search(line.text) for line in margin):
        rest = [line for line in lines if line.kind is not LineKind.HEADER]
        if not any(NATION.search(line.text) or PARTY_HEAD.search(line.text) for line in rest):
            return [*(replace(line, kind=LineKind.TEXT) for line in margin), *rest]
    return list(lines)


def _write_head(writing: _Writing, head: Head) -> None:
    for line in head.lines:
        for part in head_columns(line):
            writing.add(PassageKind.HEADER, part, line.number)
    for line in head.title_lines:
        writing.add(PassageKind.TITLE, " ".join(line.text.split()), line.number)


def _write_body(writing: _Writing, zones: Zones) -> tuple[list[Passage], list[Entry]]:
    return _write_entries(writing, zones.body)


def _write_entries(writing: _Writing, lines: Sequence[Line]) -> tuple[list[Passage], list[Entry]]:
    entries = outline_of(paragraphs_of(lines))
    return [writing.add(entry.kind, entry.text, entry.number, entry.marker, entry) for entry in entries], entries


def _write_tail(writing: _Writing, tail: Tail) -> list[Recipient]:
    recipients = []
    if tail.heading:
        writing.add(PassageKind.RECIPIENT, "", tail.heading[1].number, tail.heading[0])
    for text, line in tail.recipients:
        passage = writing.add(PassageKind.RECIPIENT, text, line.number, "-")
        recipients.append(Recipient(text, passage.span))
    for text, line in tail.signing:
        writing.add(PassageKind.SIGNER, text, line.number)
    return recipients


def _write_notes(writing: _Writing, source: PaperText, kind: LineKind) -> list[Passage]:
    return [
        writing.add(PassageKind.PARAGRAPH if kind is LineKind.FOOTNOTE else PassageKind.HEADER, text, number)
        for number, line in enumerate(source.lines, start=1)
        if line.kind is kind and (text := " ".join(nfc(line.text).split()))
    ]


def _year(head: Head) -> int | None:
    subject = CITED_DAY.sub("", head.subject)
    named = YEAR_IN_TITLE.search(subject) or YEAR.search(subject)
    if named:
        return int(named.group(1))
    return head.day.year if head.day else None


def _section(passage: Passage) -> str:
    return ".".join(part for part in (passage.part, passage.item) if part)


def _mentions(passages: Sequence[Passage]) -> list[tuple[int, Mention]]:
    found: list[tuple[int, Mention]] = []
    for index, passage in enumerate(passages):
        is_basis = passage.kind in (PassageKind.BASIS, PassageKind.LEAD_IN)
        for at, words in _cells_of(passage):
            offset = passage.span.start + at
            for mention in mentions_in(words, offset, is_basis=is_basis, section=_section(passage)):
                found.append((index, replace(mention, start=mention.start + at, end=mention.end + at)))
    return found


def _title_mentions(writing: _Writing) -> list[Mention]:
    """What the title cites; its lines stand below each other and are read as one."""
    lines = [p for p in writing.passages if p.kind is PassageKind.TITLE]
    if not lines:
        return []
    start = lines[0].span.start
    words = "\n".join(writing.pieces)[start : lines[-1].span.end].replace("\n", " ")
    return [m for m in mentions_in(words, start, is_basis=False, section="") if m.cited.number]


def _cells_of(passage: Passage) -> list[tuple[int, str]]:
    """The words of a passage and where they begin: nothing goes on from one cell of a table into the next."""
    if passage.kind is not PassageKind.TABLE:
        return [(0, passage.text)]
    return [(cell.start(), cell.group()) for cell in CELL.finditer(passage.text)]


def _is_letter(head: Head) -> bool:
    """Whether the whole paper gives out work, not only a part of it."""
    return bool(head.addressees) or head.type_name in ("Công văn", "Thông báo", "Chỉ thị", "Công điện", "Kết luận")


def _assignments(
    passages: Sequence[Passage], body: Sequence[Entry], appendix: Sequence[Entry], *, is_letter: bool
) -> tuple[tuple[Assignment, ...], dict[int, str]]:
    """The assignments, and for each passage who is charged by it (passages with several charges are left out)."""
    assignments: list[Assignment] = []
    charged: dict[int, str] = {}
    several: set[int] = set()
    entries = [*body, *appendix]
    charges = [(charge, 0) for charge in charges_of(body, is_letter=is_letter)]
    charges += [(charge, len(body)) for charge in charges_of(appendix, is_letter=False)]
    for charge, offset in charges:
        duties = []
        for text, index in (("", charge.entry), *charge.duties):
            place = index + offset
            if charged.setdefault(place, charge.officer) != charge.officer:
                several.add(place)
            if text:
                duties.append(Duty(text, _span_of(text, passages[place]), _section(passages[place])))
        span = _span_of(charge.officer, passages[charge.entry + offset])
        assignments.append(Assignment(charge.number, charge.officer, tuple(duties), span))
    for place in several:
        del charged[place]
    by_officer: dict[str, list[Duty]] = {}
    spans: dict[str, Span] = {}
    for row in table_rows(entries):
        passage = passages[row.entry]
        by_officer.setdefault(row.officer, []).append(
            Duty(row.content, _span_of(row.content, passage), _section(passage))
        )
        spans.setdefault(row.officer, _span_of(row.officer, passage))
    for officer, duties in by_officer.items():
        assignments.append(Assignment("", officer, tuple(duties), spans[officer]))
    return tuple(assignments), charged


def _span_of(text: str, passage: Passage) -> Span:
    at = passage.text.find(text)
    if at < 0:
        return passage.span
    return Span(passage.span.start + at, passage.span.start + at + len(text))


def _obligations(
    passages: Sequence[Passage],
    entries: Sequence[Entry],
    mentions: Sequence[tuple[int, Mention]],
    assignments: Sequence[Assignment],
    charged: dict[int, str],
    frame: Frame,
) -> tuple[Obligation, ...]:
    found: list[Obligation] = []
    rows = table_rows(entries)
    part = item = ""
    for index, passage in enumerate(passages):
        if passage.kind is PassageKind.PART:
            part, item = passage.text, ""
        title = part if passage.kind is PassageKind.ITEM else item or part
        if passage.kind is PassageKind.ITEM:
            item = passage.text if len(passage.text) < LONGEST_TITLE else ""
        if passage.kind in (PassageKind.BASIS, PassageKind.PART, PassageKind.LEAD_IN):
            continue
        if passage.kind is PassageKind.TABLE:
            found += [due for row in rows if row.entry == index for due in _of_row(row, passage, frame)]
            continue
        taken = tuple((mention.start, mention.end) for at, mention in mentions if at == index)
        for start, end, who in _stretches(passage, assignments, charged.get(index, "")):
            there = tuple((a - start, b - start) for a, b in taken)
            words = passage.text[start:end]
            place = Place(words, passage.span.start + start, who, _section(passage), there, title)
            found += obligations_in(place, frame)
    return tuple(found)


def _stretches(
    passage: Passage, assignments: Sequence[Assignment], officer: str
) -> list[tuple[int, int, tuple[str, ...]]]:
    """A passage in stretches that charge one office each: from, to, who."""
    whole = passage.span
    inside = sorted(
        (duty.span.start - whole.start, given.officer)
        for given in assignments
        for duty in given.duties
        if whole.start <= duty.span.start < whole.end
    )
    if officer or len(inside) < 2:
        return [(0, len(passage.text), (officer,) if officer else ())]
    starts = [0, *(start for start, _name in inside), len(passage.text)]
    names: list[tuple[str, ...]] = [(), *((name,) for _start, name in inside)]
    return [(a, b, who) for a, b, who in zip(starts, starts[1:], names, strict=False) if a < b]


def _of_row(row: TableRow, passage: Passage, frame: Frame) -> list[Obligation]:
    return [
        Obligation(
            what=row.content,
            who=(row.officer,),
            to=(),
            due=trigger.due,
            before=trigger.before,
            day=trigger.day,
            every=trigger.every,
            wording=row.time,
            span=_span_of(row.content, passage),
            section=_section(passage),
            doubt=doubt_of(trigger),
        )
        for trigger in settled(row.time, triggers_in(row.time, (), replace(frame, is_bare=True)))
    ]


def _parts(passages: Sequence[Passage], entries: Sequence[Entry], appendix: int, has_charges: bool) -> tuple[Part, ...]:
    """Parts with their items; what stands in an appendix (from that place on) belongs to no item before it."""
    parts: list[Part] = []
    number, title = "", ""
    items: list[Item] = []
    opened = False
    organising = False

    def close() -> None:
        if opened or items:
            parts.append(Part(number, title, tuple(items)))

    for index, (passage, entry) in enumerate(zip(passages, entries, strict=True)):
        if index == appendix:
            close()
            number, title, items, opened, organising = "", "", [], False, False
        if passage.kind is PassageKind.PART:
            close()
            number, title, items, opened = bare_number(passage.marker), title_of(passage.text), [], True
            organising = is_organising(entry) and has_charges
        elif passage.kind is PassageKind.ITEM and not organising:
            items.append(Item(bare_number(passage.marker), passage.text, passage.span))
        elif items and passage.kind in (
            PassageKind.SUBITEM,
            PassageKind.DUTY,
            PassageKind.PARAGRAPH,
        ):
            last = items[-1]
            words = f"{passage.marker} {passage.text}".strip()
            items[-1] = Item(last.number, f"{last.text}\n{words}", Span(last.span.start, passage.span.end))
    close()
    return tuple(parts)
