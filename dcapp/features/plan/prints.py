"""What the plan slice prints: the plan as the official paper, and the list of obligations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dcapp.features.office.queries import OfficeCard
from dcapp.features.plan.queries import ObligationLine, PassageLine, SignedPlan
from dcapp.features.plan.terms import RHYTHMS, PassageKind
from dcapp.kernel import clock
from dcapp.kernel.dates import document_date, vn_date
from dcapp.kernel.text import fold
from dcapp.printing.model import (
    Align,
    Appendix,
    Article,
    Block,
    Column,
    Dash,
    Document,
    Heading,
    House,
    Letterhead,
    Marks,
    Numbered,
    Paragraph,
    Part,
    Row,
    RowKind,
    Run,
    Signature,
    Table,
)
from dcapp.printing.official import official
from dcapp.printing.wording import addressed, listed, party_number, place_date, state_number
from dcapp.rules.rulebook import document_types

LETTER = "cong van"
END = "./."
TITLE_LENGTH, LEAD_LENGTH = 120, 240
"""Letters that a title has at most; letters of a sentence with a colon that is kept with what it announces."""
WIDE_TABLE = 7
"""Columns from which on an appendix lies on its side."""
_NUMBERED_TITLE = re.compile(r"^\d+(?:\.\d+)*[.)]?$")
_GROUP_MARK = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])\.?$")
_BELOW = {
    PassageKind.ITEM: {
        *(PassageKind.ITEM, PassageKind.SUBITEM, PassageKind.DUTY),
        *(PassageKind.PARAGRAPH, PassageKind.TABLE, PassageKind.CLOSING),
    },
    PassageKind.SUBITEM: {PassageKind.DUTY, PassageKind.PARAGRAPH, PassageKind.TABLE, PassageKind.CLOSING},
}


def plan_document(plan: SignedPlan, office: OfficeCard, marks: Marks) -> Document:
    """The plan as it was signed, in the layout of decree 30/2020 (or the Party's): every sentence in its place.

    A letter (công văn) has no name of type; what followed the signature of the paper becomes an appendix.
    """
    main, attached = _parted(plan.passages)
    bases: list[str] = []
    body: list[PassageLine] = []
    issuer_line = ""
    closing: PassageLine | None = None
    for passage in main:
        match passage.kind:
            case PassageKind.LEAD_IN if passage.text.isupper() and not body and not bases:
                issuer_line = passage.text
            case PassageKind.BASIS if not body:
                bases.append(passage.text)
            case PassageKind.CLOSING if passage is main[-1]:
                closing = passage
            case _:
                body.append(passage)
    is_letter = fold(plan.type_name) == LETTER
    subject = plan.subject
    if is_letter and subject and not fold(subject).startswith("v/v"):
        subject = official("V/v {subject}", subject=subject)
    return Document(
        letterhead=letterhead_of(plan, office),
        type_name="" if is_letter else plan.type_name.upper(),
        subject=subject,
        addressees=addressed(plan.addressees),
        issuer_line=issuer_line,
        bases=tuple(bases),
        blocks=_blocks(body, closing),
        closing=closing.text if closing else "",
        recipients=listed(plan.recipients),
        signatures=(
            Signature(
                authority=tuple(line for line in plan.signer_authority.split("\n") if line),
                titles=tuple(line for line in plan.signer_title.split("\n") if line),
                name=plan.signer_name,
            ),
        ),
        marks=marks,
        appendices=_appendices(attached),
    )


def _parted(passages: Sequence[PassageLine]) -> tuple[Sequence[PassageLine], Sequence[PassageLine]]:
    """The paper itself, and what was attached below its signature: a heading or a table that follows its end."""
    for at, passage in enumerate(passages):
        ended = at > 0 and (
            passages[at - 1].text.rstrip().endswith(END) or passages[at - 1].kind is PassageKind.CLOSING
        )
        opens = _opens_appendix(passage) or passage.kind is PassageKind.TABLE or _is_headline(passage)
        if at > 0 and (_opens_appendix(passage) or (ended and opens)):
            return passages[:at], passages[at:]
    return passages, ()


def _is_headline(passage: PassageLine) -> bool:
    return passage.kind is PassageKind.LEAD_IN and passage.text.isupper()


def _opens_appendix(passage: PassageLine) -> bool:
    return _is_headline(passage) and fold(passage.text).startswith("phu luc")


def _appendices(passages: Sequence[PassageLine]) -> tuple[Appendix, ...]:
    starts = [at for at, passage in enumerate(passages) if at == 0 or _opens_appendix(passage)]
    edges = [*starts, len(passages)]
    return tuple(_appendix(list(passages[start:end])) for start, end in pairwise(edges))


def _appendix(passages: list[PassageLine]) -> Appendix:
    mark = reference = ""
    titles: list[str] = []
    if passages and _opens_appendix(passages[0]):
        mark = passages.pop(0).text
        mark = "Phụ lục" + mark[len("Phụ lục") :]
    while passages and _is_headline(passages[0]):
        titles.append(passages.pop(0).text)
    if passages and fold(passages[0].text).startswith(("(kem theo", "(ban hanh kem theo")):
        reference = passages.pop(0).text
    blocks = _blocks(passages)
    wide = any(isinstance(block, Table) and len(block.columns) >= WIDE_TABLE for block in blocks)
    return Appendix(mark=mark, title="\n".join(titles), reference=reference, blocks=blocks, landscape=wide)


def letterhead_of(plan: SignedPlan, office: OfficeCard) -> Letterhead:
    """The head as the paper had it; what the paper does not say comes from the office, dates stay blank."""
    own = office.body_lines
    issuing = plan.issuer.upper() if plan.issuer else "\n".join(own)
    if plan.is_party:
        return Letterhead(
            house=House.PARTY,
            parent_body=plan.parent_body.upper(),
            issuing_body=issuing,
            number=f"Số {plan.number}" if plan.number else party_number(None, _symbol(plan, office)),
            place_date=place_date(plan.place or office.place, plan.signed_on, year=plan.year),
        )
    return Letterhead(
        parent_body=plan.parent_body.upper(),
        issuing_body=issuing,
        number=f"Số: {plan.number}" if plan.number else state_number(None, _symbol(plan, office)),
        place_date=place_date(plan.place or office.place, plan.signed_on, year=plan.year),
    )


def _symbol(plan: SignedPlan, office: OfficeCard) -> str:
    """The symbol behind the number that is still missing: "KH-UBND", a Party paper "KH/ĐU", a letter "UBND"."""
    house = House.PARTY if plan.is_party else House.STATE
    kinds = document_types(plan.signed_on or clock.today())
    named = (kind for kind in kinds if kind.house == house.value and fold(kind.name) == fold(plan.type_name))
    kind = next(named, None)
    if plan.is_party:
        return f"{kind.abbreviation}/ĐU" if kind else "ĐU"
    return f"{kind.abbreviation}-{office.symbol}" if kind and kind.abbreviation else office.symbol


def _blocks(passages: Sequence[PassageLine], closing: PassageLine | None = None) -> tuple[Block, ...]:
    """The passages as blocks; a title, or a sentence that announces what follows, stays on the page of it."""
    titles = _titles([*passages, closing] if closing else passages)
    blocks: list[Block] = []
    for at, passage in enumerate(passages):
        block = _block(passage, is_title=at in titles)
        follows = at + 1 < len(passages) or closing is not None
        announces = passage.text.rstrip().endswith(":") and len(passage.text) <= LEAD_LENGTH
        if follows and (announces or at in titles) and isinstance(block, Paragraph | Numbered | Dash | Article):
            block = replace(block, keep_with_next=True)
        blocks.append(block)
    return tuple(blocks)


def _titles(passages: Sequence[PassageLine]) -> set[int]:
    """Which items are only the title of what stands below them.

    A title has no full stop. Where one item of a part is a title, its neighbours that end with a colon are titles too.
    """
    titles: set[int] = set()
    announcing: list[int] = []
    for at, (passage, following) in enumerate(pairwise(passages)):
        text = passage.text.rstrip()
        if not text or len(text) > TITLE_LENGTH or passage.marker in ("-", "+") or not _is_below(following, passage):
            continue
        if text[-1].isalnum() or text[-1] in ')”"':
            titles.add(at)
        elif text.endswith(":") and not _is_article(passage):
            announcing.append(at)
    kinds = {(passages[at].part, passages[at].kind) for at in titles if not _is_article(passages[at])}
    return titles | {at for at in announcing if (passages[at].part, passages[at].kind) in kinds}


def _is_article(passage: PassageLine) -> bool:
    return passage.marker.startswith("Điều")


def _is_below(following: PassageLine, passage: PassageLine) -> bool:
    """Whether a passage belongs under an item: of a lower kind, or a numbered item under an article."""
    if following.kind is passage.kind:
        return _is_article(passage) and not _is_article(following)
    return following.kind in _BELOW.get(passage.kind, ())


def _block(passage: PassageLine, *, is_title: bool) -> Block:
    marker, text = passage.marker, passage.text
    match passage.kind:
        case PassageKind.LEAD_IN if text.isupper():
            return Heading(text, 1)
        case PassageKind.PART:
            return Part(marker, text)
        case PassageKind.ITEM | PassageKind.SUBITEM if _is_article(passage):
            number = marker.removeprefix("Điều").strip(" .")
            return Article(number, title=text) if is_title else Article(number, words=text)
        case PassageKind.TABLE if passage.cells:
            return _table(passage.cells)
        case _ if marker in ("-", "+"):
            return Dash(text, marker)
        case _ if marker and is_title and _NUMBERED_TITLE.match(marker):
            return Numbered(marker, title=text)
        case _ if marker:
            return Numbered(marker, text)
        case _:
            return Paragraph(text)


def _table(cells: tuple[tuple[str, ...], ...]) -> Table:
    width = max(len(row) for row in cells)
    head, *body = [row + ("",) * (width - len(row)) for row in cells]
    longest = [max(len(row[column]) for row in [head, *body]) for column in range(width)]
    weights = [max(4.0, min(40.0, float(length))) for length in longest]
    return Table(
        columns=tuple(
            Column(title, weight, Align.CENTER if fold(title) in ("tt", "stt", "so tt") else Align.LEFT)
            for title, weight in zip(head, weights, strict=True)
        ),
        rows=tuple(_row(row) for row in body),
    )


def _row(cells: tuple[str, ...]) -> Row:
    """A row of a table of the paper; "I | CÔNG KHAI | | |" heads a group and is bold."""
    heads_group = len(cells) > 2 and bool(_GROUP_MARK.match(cells[0])) and bool(cells[1]) and not any(cells[2:])
    return Row(cells, RowKind.TOTAL if heads_group else RowKind.DATA)


def due_in_print(line: ObligationLine) -> str:
    """When an obligation is due, in the words of the printed list: "Hằng tháng, trước ngày 23"."""
    before = official("trước ") if line.is_before else ""
    parts = [RHYTHMS[line.every]] if line.every is not None else []
    if line.day is not None:
        parts.append(before + official("ngày {day}", day=line.day))
    if line.due_on is not None:
        parts.append(before + vn_date(line.due_on))
    return ", ".join(parts)


def obligations_document(plan: SignedPlan, office: OfficeCard, marks: Marks) -> Document:
    """The list of obligations of a plan: what, who, to whom, by when, in the words of the paper."""
    rows: list[Row] = []
    section = None
    for line in sorted(plan.obligations, key=lambda line: (line.due_on is None, line.due_on or 0, line.title)):
        group = official("Có ngày hạn") if line.due_on else official("Định kỳ, theo yêu cầu")
        if group != section:
            rows.append(Row((group,), RowKind.GROUP))
            section = group
        advised = vn_date(line.advised) if line.advised else ""
        rows.append(Row((line.title, "; ".join(line.who), "; ".join(line.addressees), due_in_print(line), advised)))
    note = official("Ngày nên xong là ngày làm việc cuối cùng trước hạn theo lịch nghỉ của đơn vị.")
    return Document(
        letterhead=Letterhead(
            issuing_body="\n".join(office.body_lines), place_date=place_date(office.place, clock.today())
        ),
        type_name=official("DANH MỤC"),
        subject=official("Nghĩa vụ báo cáo theo {plan}", plan=_named(plan)),
        blocks=(
            Paragraph((Run(note, italic=True),), keep_with_next=True),
            Table(
                columns=(
                    Column(official("Nội dung"), 5),
                    Column(official("Người thực hiện"), 3),
                    Column(official("Nơi nhận"), 3),
                    Column(official("Thời hạn"), 2.4, Align.CENTER),
                    Column(official("Nên xong"), 1.7, Align.CENTER),
                ),
                rows=tuple(rows),
                number_title=official("STT"),
            ),
        ),
        marks=marks,
        landscape=True,
    )


def _named(plan: SignedPlan) -> str:
    """The plan as another paper cites it: type, number, day; the subject on a line of its own."""
    words = plan.type_name
    if plan.number:
        words += official(" số {number}", number=plan.number)
    if plan.signed_on:
        words += " " + document_date(plan.signed_on)
    return f"{words}\n{plan.subject}" if plan.subject else words
