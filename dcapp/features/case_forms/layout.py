"""A form with its blanks filled in, laid out as a paper of decree 30/2020: head, bases, text, recipients, signatures.

Pure: what is filled in comes from `filling`. Room to write (dotted lines) is left where a blank is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dcapp.features.office.queries import OfficeCard
from dcapp.printing.model import (
    NO_MARKS,
    Align,
    Article,
    Block,
    Dash,
    Document,
    Heading,
    Letterhead,
    Marks,
    Numbered,
    Paragraph,
    Run,
    Signature,
    flat,
)
from dcapp.printing.official import official
from dcapp.printing.profile import profile_for
from dcapp.printing.wording import addressed, ended, listed, place_date, state_number
from dcapp.rules.form_files import PLACE, places_in
from dcapp.rules.form_terms import Blank, BlankKind, OfficialForm, Signing, TextKind, TextLine

DECISION = "Quyết định"
DOTS = "…………………"
DATE_DOTS = "…… tháng …… năm ………"
LINE = "…" * 32
ROOM = 3
"""So many dotted lines stand where a long blank is empty."""
BASES, RECIPIENTS, SIGNER = "bases", "recipients", "signer"
"""Blanks that every form of the office has, besides its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form with the words of its blanks, and what stands in its head and below it."""

    form: OfficialForm
    values: Mapping[str, str]
    signature: Signature
    symbol: str = ""
    issued_on: date | None = None
    year: int | None = None
    marks: Marks = NO_MARKS

    def words(self, key: str) -> str:
        """The words of a blank, "" where it is empty."""
        return self.values.get(key, "").strip()


def is_committee(office: OfficeCard) -> bool:
    """A people's committee: it stands alone in the head and its chairman signs in its name."""
    return len(office.body_lines) > 1


def body_of(office: OfficeCard) -> str:
    """The office's own name inside a sentence: "Ủy ban nhân dân xã Thử"."""
    return official("Ủy ban nhân dân {unit}", unit=office.unit) if is_committee(office) else office.name


def chief_of(office: OfficeCard) -> str:
    """Who decides, inside a sentence: "Chủ tịch Ủy ban nhân dân xã Thử"."""
    title = official("Chủ tịch") if is_committee(office) else official("Thủ trưởng")
    return f"{title} {body_of(office)}"


def form_document(filled: Filled, office: OfficeCard) -> Document:
    """The paper, in full where its blanks are filled in, with room to write where they are not."""
    form = filled.form
    blocks = tuple(_blocks(filled))
    if form.by_citizen:
        head = tuple(_citizen_head(filled, office))
        closing = (Paragraph(_said(filled, form.closing)),) if form.closing else ()
        return Document(blocks=(*head, *blocks, *closing), signatures=_signatures(filled), marks=filled.marks)
    subject = _said(filled, _subject(filled))
    is_decision = form.type_name == DECISION
    return Document(
        letterhead=_letterhead(filled, office),
        type_name=form.type_name.upper(),
        subject=subject,
        addressees=addressed(_each(filled, form.addressees)),
        issuer_line=_issuer(form, office).upper() if is_decision else "",
        bases=listed(_lines(filled.words(BASES))),
        blocks=blocks,
        closing=ended(_said(filled, form.closing)) if form.closing else "",
        recipients=listed(_lines(filled.words(RECIPIENTS))),
        signatures=_signatures(filled),
        marks=filled.marks,
    )


def _issuer(form: OfficialForm, office: OfficeCard) -> str:
    return chief_of(office) if form.signing is Signing.CHAIRMAN else body_of(office)


def _subject(filled: Filled) -> str:
    chosen = dict(filled.form.subjects).get(filled.words(filled.form.variant), "") if filled.form.variant else ""
    return chosen or filled.form.subject


def _letterhead(filled: Filled, office: OfficeCard) -> Letterhead:
    form = filled.form
    number = ""
    if form.takes_number:
        symbol = f"{form.abbreviation}-{office.symbol}" if form.abbreviation else office.symbol
        number = official("Số: {symbol}", symbol=filled.symbol) if filled.symbol else state_number(None, symbol)
    return Letterhead(
        parent_body="" if is_committee(office) else office.superior.upper(),
        issuing_body="\n".join(office.body_lines),
        number=number,
        place_date="" if form.is_minutes else place_date(office.place, filled.issued_on, year=filled.year),
    )


def _citizen_head(filled: Filled, office: OfficeCard) -> Iterable[Block]:
    """What a citizen writes has no head of the office: the nation, place and day, the title, to whom."""
    house, form = profile_for(), filled.form
    nation = (Run(house.nation, bold=True), Run(f"\n{house.motto}", bold=True))
    yield Paragraph(nation, Align.CENTER, indented=False)
    yield Paragraph(place_date(office.place, filled.issued_on, year=filled.year), Align.RIGHT, indented=False)
    yield Paragraph((Run(form.type_name.upper(), bold=True),), Align.CENTER, indented=False)
    if subject := _said(filled, _subject(filled)):
        yield Paragraph((Run(subject, bold=True),), Align.CENTER, indented=False)
    for name in _each(filled, form.addressees):
        yield Paragraph(official("Kính gửi: {name}", name=name), Align.CENTER, indented=False)


def _blocks(filled: Filled) -> Iterable[Block]:
    chosen = filled.words(filled.form.variant) if filled.form.variant else ""
    ordered = filled.form.type_name != DECISION
    for line in filled.form.lines:
        if line.only and line.only != chosen:
            continue
        if line.is_optional and not all(filled.words(key) for key in places_in((line.words,))):
            continue
        if line.kind is TextKind.ARTICLE and not ordered:
            ordered = True
            yield Heading(official("QUYẾT ĐỊNH:"), 1)
        yield from _block(filled, line)


def _block(filled: Filled, line: TextLine) -> Iterable[Block]:
    match line.kind:
        case TextKind.HEADING:
            yield Numbered(line.mark, title=_said(filled, line.words), keep_with_next=True)
        case TextKind.DASH:
            yield Dash(_said(filled, line.words))
        case TextKind.ARTICLE:
            yield from _article(filled, line)
        case TextKind.BLANK:
            yield from _written(filled, places_in((line.words,))[0])
        case TextKind.PARAGRAPH:
            yield Paragraph(_capital(_said(filled, line.words)))


def _article(filled: Filled, line: TextLine) -> Iterable[Block]:
    """An article whose words are one long blank keeps its paragraphs: the first beside the number, the rest below."""
    key = next(iter(places_in((line.words,))), "")
    blank = filled.form.blank(key)
    if not PLACE.fullmatch(line.words) or blank is None or blank.kind is not BlankKind.LONG:
        yield Article(line.mark, words=_capital(_said(filled, line.words)))
        return
    first, *rest = _written(filled, key)
    yield Article(line.mark, words=flat(first.words))
    yield from rest


def _written(filled: Filled, key: str) -> list[Paragraph | Dash]:
    """Typed words as paragraphs, lines that begin with a dash as dashed lines; people one to a dashed line."""
    blank = filled.form.blank(key)
    typed = _lines(filled.words(key))
    if not typed:
        return [Paragraph(LINE, indented=False)] * (1 if blank is not None and blank.kind is BlankKind.TEXT else ROOM)
    if blank is not None and blank.kind is BlankKind.PEOPLE:
        return [Dash(line) for line in listed(line.lstrip("-–+• ") for line in typed)]
    return [Dash(line[1:].strip()) if line[0] in "-–+•" else Paragraph(shown_words(blank, line)) for line in typed]


def shown_words(blank: Blank | None, value: str) -> str:
    """A value as it stands inside a sentence; dots where there is none."""
    said = value.strip()
    if blank is None:
        return said or DOTS
    if blank.kind is BlankKind.DATE:
        return spelled_day(said)
    if blank.kind is BlankKind.CHOICE:
        return dict(blank.choices).get(said, said) or DOTS
    return said or DOTS


def spelled_day(value: str) -> str:
    """A day as papers write it after the word "ngày": "05 tháng 02 năm 2026"; what is no day stands as it was typed."""
    if not value:
        return DATE_DOTS
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value.removeprefix("ngày ")
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def _said(filled: Filled, text: str) -> str:
    """A text of the form with its blanks filled in; people and long words stand in one line here."""

    def put(found: re.Match[str]) -> str:
        key = found[1]
        blank = filled.form.blank(key)
        value = filled.words(key)
        if blank is not None and blank.kind in (BlankKind.LONG, BlankKind.PEOPLE):
            return "; ".join(line.lstrip("-–+• ").rstrip(" .;,") for line in _lines(value)) or DOTS * 2
        return shown_words(blank, value.rstrip(" .;,"))

    return PLACE.sub(put, text)


def _each(filled: Filled, texts: Iterable[str]) -> tuple[str, ...]:
    """Addressees with their blanks filled in; a line whose every blank is empty is left out if others stay."""
    kept = [text for text in texts if _has_words(filled.values, text)]
    return tuple(_capital(_said(filled, text)) for text in kept or list(texts)[:1])


def _has_words(values: Mapping[str, str], text: str) -> bool:
    named = places_in((text,))
    return not named or any(values.get(key, "").strip() for key in named)


def lines_filled(form: OfficialForm, values: Mapping[str, str], texts: Iterable[str]) -> tuple[str, ...]:
    """Lines of a list (căn cứ, nơi nhận) with their blanks filled in; those of which nothing is known are left out."""
    filled = Filled(form=form, values=values, signature=Signature())
    return tuple(_capital(_said(filled, text)) for text in texts if _has_words(values, text))


def _signatures(filled: Filled) -> tuple[Signature, ...]:
    if filled.form.signing is not Signing.PEOPLE:
        return (filled.signature,)
    return tuple(
        Signature(
            titles=(_said(filled, one.title).upper(),),
            note=one.note,
            name=_one_name(filled.words(one.blank)) if one.blank else "",
        )
        for one in filled.form.signers
    )


def _one_name(words: str) -> str:
    """The first person of a list, without post or address."""
    first = (_lines(words) or [""])[0].lstrip("-–+• ")
    return first.split(",")[0].split(";")[0].strip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
