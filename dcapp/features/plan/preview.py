"""What an officer corrects between reading a paper and keeping it: entries linked to their places in the text.

Nothing here writes; `to_form` gives what one use case writes in one transaction. Dropped entries stay listed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dcapp.features.plan.item_corrections import CorrectedItem, corrected_passages
from dcapp.features.plan.service import (
    AssignmentForm,
    CitationForm,
    DueForm,
    DutyForm,
    PlanForm,
)
from dcapp.features.plan.taking_in import form_of
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.reading.result import PaperReading, Span


class EntryKind(StrEnum):
    """What was read: a document (V), an item (N), a charge (G), an obligation (B), a recipient (K)."""

    DOCUMENT = "V"
    ITEM = "N"
    CHARGE = "G"
    OBLIGATION = "B"
    RECIPIENT = "K"


ENTRY_KINDS = {
    EntryKind.DOCUMENT: N_("Văn bản viện dẫn"),
    EntryKind.ITEM: N_("Nội dung"),
    EntryKind.CHARGE: N_("Giao việc theo người"),
    EntryKind.OBLIGATION: N_("Nghĩa vụ báo cáo"),
    EntryKind.RECIPIENT: N_("Nơi nhận, người ký"),
}


@dataclass(frozen=True, slots=True)
class ChargedDuty:
    """A duty with whom it is given to."""

    officer: str
    number: str
    text: str
    section: str = ""


Value = CitationForm | ChargedDuty | DueForm | str
"""What an entry holds; an item and a recipient are plain text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was read, and where it stands in the text."""

    key: int
    kind: EntryKind
    value: Value
    spans: tuple[Span, ...]
    section: str = ""
    doubt: str = ""
    is_dropped: bool = False

    @property
    def text(self) -> str:
        """The words of the entry."""
        match self.value:
            case CitationForm() as cited:
                number = f" {cited.number}" if cited.number else ""
                return f"{cited.type_name}{number}" if cited.number else f"{cited.type_name} {cited.subject}"
            case ChargedDuty() as duty:
                return duty.text
            case DueForm() as due:
                return due.what
            case str() as words:
                return words


@dataclass
class Preview:
    """The corrections of one reading; `undo` steps back one correction."""

    reading: PaperReading
    form: PlanForm
    entries: list[Entry]
    _past: list[list[Entry]] = field(default_factory=list)
    _next_key: int = 0

    def tag(self, entry: Entry) -> str:
        """The tag that both sides show: kind and place among its kind, "B1"."""
        same = [other.key for other in self.entries if other.kind is entry.kind]
        return f"{entry.kind.value}{same.index(entry.key) + 1}"

    def of_kind(self, kind: EntryKind) -> list[Entry]:
        """The entries of a kind, dropped ones included."""
        return [entry for entry in self.entries if entry.kind is kind]

    def doubtful(self) -> list[Entry]:
        """Entries that somebody should look at."""
        return [entry for entry in self.entries if entry.doubt and not entry.is_dropped]

    def entry(self, key: int) -> Entry:
        """The entry with a key."""
        return next(entry for entry in self.entries if entry.key == key)

    def entry_at(self, position: int) -> Entry | None:
        """The entry that a place in the text belongs to: the narrowest one."""
        found = [
            (span.end - span.start, entry)
            for entry in self.entries
            if not entry.is_dropped
            for span in entry.spans
            if span.start <= position < span.end
        ]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    # -- corrections
    def edit(self, key: int, value: Value) -> None:
        """Replace what an entry says; looking at it settles the doubt."""
        if not _words(value):
            raise Invalid(_("Chưa ghi nội dung. Nếu không cần mục này, bấm Bỏ."), field="text")
        self._change(key, lambda entry: replace(entry, value=value, doubt=""))

    def settle(self, key: int) -> None:
        """Keep a doubtful entry as it was read."""
        self._change(key, lambda entry: replace(entry, doubt=""))

    def drop(self, key: int) -> None:
        """Leave an entry out; it stays listed and can be taken back."""
        self._change(key, lambda entry: replace(entry, is_dropped=True))

    def take_back(self, key: int) -> None:
        """Put a dropped entry back."""
        self._change(key, lambda entry: replace(entry, is_dropped=False))

    def can_merge(self, key: int) -> Entry | None:
        """The next entry of the same kind that this one can be merged with."""
        same = [entry for entry in self.of_kind(self.entry(key).kind) if not entry.is_dropped]
        place = next((index for index, entry in enumerate(same) if entry.key == key), -1)
        return same[place + 1] if 0 <= place < len(same) - 1 else None

    def merge(self, key: int) -> None:
        """Make one entry of this and the next one of its kind; both places stay linked to it."""
        following = self.can_merge(key)
        if following is None:
            return
        entry = self.entry(key)
        value = _merged(entry.value, following.value)
        self._remember()
        self.entries = [
            replace(other, value=value, spans=entry.spans + following.spans, doubt="") if other.key == key else other
            for other in self.entries
            if other.key != following.key
        ]

    def split(self, key: int, at: int) -> None:
        """Cut an entry in two at a place of its words; the spans are cut where the words stand in the text."""
        entry = self.entry(key)
        words = entry.text
        left, right = words[:at].strip(" ;,."), words[at:].strip(" ;,.")
        if not left or not right or entry.kind is EntryKind.DOCUMENT:
            raise Invalid(_("Đặt con trỏ vào giữa nội dung rồi bấm Tách."), field="text")
        first = replace(entry, value=_said(entry.value, left), spans=self._spans_of(entry, left), doubt="")
        second = replace(
            entry, key=self._new_key(), value=_said(entry.value, right), spans=self._spans_of(entry, right), doubt=""
        )
        self._remember()
        place = next(index for index, other in enumerate(self.entries) if other.key == key)
        self.entries[place : place + 1] = [first, second]

    def undo(self) -> bool:
        """Take the last correction back; False when there is none."""
        if not self._past:
            return False
        self.entries = self._past.pop()
        return True

    def head(self, **values: object) -> None:
        """Correct number, date, year, title or signer of the plan."""
        self.form = replace(self.form, **values)  # type: ignore[arg-type]  # names are the form's own

    # -- what will be written
    def counts(self) -> dict[EntryKind, int]:
        """How many entries of each kind will be written."""
        return {
            kind: sum(1 for entry in self.entries if entry.kind is kind and not entry.is_dropped) for kind in EntryKind
        }

    def to_form(self) -> PlanForm:
        """What one transaction writes: the paper as it stands, and the entries that were kept."""
        kept = [entry for entry in self.entries if not entry.is_dropped]
        charges: list[AssignmentForm] = []
        for entry in kept:
            if isinstance(entry.value, ChargedDuty):
                duty = DutyForm(text=entry.value.text, section=entry.value.section)
                last = charges[-1] if charges else None
                if last and (last.officer, last.number) == (entry.value.officer, entry.value.number):
                    charges[-1] = replace(last, duties=(*last.duties, duty))
                else:
                    charges.append(
                        AssignmentForm(officer=entry.value.officer, number=entry.value.number, duties=(duty,))
                    )
        items = [CorrectedItem(entry.text, entry.spans, entry.is_dropped) for entry in self.of_kind(EntryKind.ITEM)]
        return replace(
            self.form,
            passages=corrected_passages(self.reading, self.form.passages, items),
            citations=tuple(entry.value for entry in kept if isinstance(entry.value, CitationForm)),
            assignments=tuple(charges),
            obligations=tuple(
                replace(entry.value, doubt=entry.doubt) for entry in kept if isinstance(entry.value, DueForm)
            ),
            recipients=tuple(entry.text for entry in kept if entry.kind is EntryKind.RECIPIENT),
        )

    def _change(self, key: int, change: Callable[[Entry], Entry]) -> None:
        self._remember()
        self.entries = [change(entry) if entry.key == key else entry for entry in self.entries]

    def _remember(self) -> None:
        self._past.append(list(self.entries))

    def _new_key(self) -> int:
        self._next_key = max([self._next_key, *[entry.key for entry in self.entries]]) + 1
        return self._next_key

    def _spans_of(self, entry: Entry, words: str) -> tuple[Span, ...]:
        found = []
        for span in entry.spans:
            at = self.reading.text.find(words, span.start, span.end)
            if at >= 0:
                found.append(Span(at, at + len(words)))
        return tuple(found) or entry.spans


def preview_of(reading: PaperReading) -> Preview:
    """The entries of a reading in the order of the paper."""
    form = form_of(reading)
    entries: list[Entry] = []

    def add(kind: EntryKind, value: Value, spans: Sequence[Span], section: str = "", doubt: str = "") -> None:
        entries.append(Entry(len(entries), kind, value, tuple(spans), section, doubt))

    for cited, citation in zip(reading.documents, form.citations, strict=True):
        add(EntryKind.DOCUMENT, citation, cited.spans, cited.section, cited.doubt)
    for part in reading.parts:
        for item in part.items:
            section = ".".join(number for number in (part.number, item.number) if number)
            add(EntryKind.ITEM, item.text, (item.span,), section)
    for given in reading.assignments:
        for duty in given.duties:
            value = ChargedDuty(given.officer, given.number, duty.text, duty.section)
            add(EntryKind.CHARGE, value, (duty.span,), duty.section)
    for due, obligation in zip(reading.obligations, form.obligations, strict=True):
        add(EntryKind.OBLIGATION, obligation, (due.span,), due.section, due.doubt)
    doubts = {doubt.span: doubt.text for doubt in reading.doubts}
    for recipient in reading.recipients:
        add(EntryKind.RECIPIENT, recipient.text, (recipient.span,), "", doubts.get(recipient.span, ""))
    return Preview(reading, form, entries)


def _words(value: Value) -> str:
    match value:
        case CitationForm() as cited:
            return (cited.number or cited.subject).strip()
        case ChargedDuty() as duty:
            return duty.text.strip()
        case DueForm() as due:
            return due.what.strip()
        case str() as words:
            return words.strip()


def _said(value: Value, words: str) -> Value:
    match value:
        case CitationForm():
            return value
        case ChargedDuty() as duty:
            return replace(duty, text=words)
        case DueForm() as due:
            return replace(due, what=words)
        case str():
            return words


def _merged(first: Value, second: Value) -> Value:
    match first, second:
        case CitationForm() as a, CitationForm() as b:
            return replace(
                a,
                number=a.number or b.number,
                issued_on=a.issued_on or b.issued_on,
                issuer=a.issuer or b.issuer,
                subject=a.subject or b.subject,
                is_basis=a.is_basis or b.is_basis,
            )
        case ChargedDuty() as a, ChargedDuty() as b:
            return replace(a, text=f"{a.text.rstrip(' ;.')}; {b.text}")
        case DueForm() as a, DueForm() as b:
            dated = a if a.due_on or not b.due_on else b
            in_rhythm = a if a.every or not b.every else b
            return replace(
                a,
                what=a.what if a.what == b.what else f"{a.what.rstrip(' ;.')}; {b.what}",
                who=tuple(dict.fromkeys(a.who + b.who)),
                addressees=tuple(dict.fromkeys(a.addressees + b.addressees)),
                due_on=dated.due_on,
                is_before=(dated if dated.due_on else in_rhythm).is_before,
                every=in_rhythm.every,
                day=in_rhythm.day,
                wording="; ".join(dict.fromkeys(words for words in (a.wording, b.wording) if words)),
            )
        case str() as a, str() as b:
            return f"{a}; {b}"
        case _:
            return first
