"""Corrected items put back into the paragraphs of the paper; every other paragraph stays as it was signed.

A dropped item is no item any more, but its words stay: a signed paper loses no sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dcapp.features.plan.service import PassageForm
from dcapp.features.plan.taking_in import KEPT
from dcapp.features.plan.terms import PassageKind
from dcapp.reading.result import PaperReading, Passage, Span
from dcapp.reading.result import PassageKind as ReadKind

OF_ITEMS = (ReadKind.ITEM, ReadKind.SUBITEM, ReadKind.DUTY, ReadKind.PARAGRAPH)
"""Kinds of passages whose words an item holds; tables under an item are left alone."""


@dataclass(frozen=True, slots=True)
class CorrectedItem:
    """An item as the officer left it, and the places in the text that it was read from."""

    text: str
    spans: tuple[Span, ...]
    is_dropped: bool


def corrected_passages(
    reading: PaperReading, passages: Sequence[PassageForm], items: Sequence[CorrectedItem]
) -> tuple[PassageForm, ...]:
    """The paragraphs of the paper with the corrections of its items in them."""
    read = [passage for passage in reading.passages if passage.kind in KEPT]
    as_read: dict[tuple[Span, ...], str] = {(item.span,): item.text for part in reading.parts for item in part.items}
    originals = [span for own in as_read for span in own]
    removed: set[int] = set()
    inserted: dict[int, list[PassageForm]] = {}
    for item in items:
        if not item.is_dropped and as_read.get(item.spans) == item.text:
            continue
        whole = [span for span in originals if any(_touch(span, own) for own in item.spans)]
        places = [n for n, passage in enumerate(read) if _is_of(passage, whole)]
        if places:
            is_first = not removed.intersection(places)
            known = [passages[place] for place in places]
            inserted.setdefault(places[0], []).extend(_rewritten(item, known, is_first=is_first))
            removed.update(places)
    kept: list[PassageForm] = []
    for place, passage in enumerate(passages):
        kept += inserted.get(place, ())
        if place not in removed:
            kept.append(passage)
    return tuple(kept)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_of(passage: Passage, spans: Sequence[Span]) -> bool:
    return passage.kind in OF_ITEMS and any(_touch(passage.span, span) for span in spans)


def _rewritten(item: CorrectedItem, known: Sequence[PassageForm], *, is_first: bool) -> list[PassageForm]:
    """The lines of an item as paragraphs; a line that was not touched keeps its marker and kind."""
    heading = known[0] if is_first else replace(known[0], marker="", item="")
    untouched = {f"{passage.marker} {passage.text}".strip(): passage for passage in known[1:]}
    first, *others = item.text.splitlines()
    kind = PassageKind.PARAGRAPH if item.is_dropped else PassageKind.ITEM
    own = "" if item.is_dropped else heading.item
    lines = [replace(heading, kind=kind, text=first, item=own)]
    for line in others:
        passage = untouched.get(line) or PassageForm(kind=PassageKind.PARAGRAPH, text=line, part=heading.part)
        is_item = passage.kind is PassageKind.ITEM
        lines.append(replace(passage, item=own, kind=PassageKind.PARAGRAPH if is_item else passage.kind))
    return lines
