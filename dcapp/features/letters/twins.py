"""Twins of a letter (đơn trùng, đơn tiếp): found while it is typed, by what it says; what was decided is remembered.

Candidates come from the search index, so that a book of a million letters answers as fast as a small one; each is then
scored word by word. It starts from `visible`: a letter that the viewer may not see is no hint, and a denunciation,
whose words are not here, is none either.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from dcapp.db.findable import hits
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.letters.models import Letter, LetterTie
from dcapp.features.letters.queries import LetterLine, line_of, seen
from dcapp.features.letters.terms import LetterKind
from dcapp.features.office.models import Village
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import LetterId, VillageId
from dcapp.rules.likeness import LIKELY, Likeness, Said, likeness, telling

SEEN_UNDER = "cases.list"
MOST = 5
CANDIDATES = 40
WORDS = 3
"""So many of the longest words of the content are looked for together."""
SAME = {
    "sender": N_("cùng người gửi"),
    "id_number": N_("cùng số giấy tờ"),
    "village": N_("cùng thôn"),
    "respondent": N_("cùng đối tượng"),
    "parcel": N_("cùng thửa đất"),
    "gist": N_("nội dung giống hệt"),
}
NEARLY = {
    "sender": N_("người gửi gần giống"),
    "village": N_("thôn gần giống"),
    "respondent": N_("đối tượng gần giống"),
    "parcel": N_("thửa đất gần giống"),
    "gist": N_("nội dung giống"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was typed so far; `except_letter` is the letter itself where it stands in the book already."""

    sender: str = ""
    id_number: str = ""
    village_id: VillageId | None = None
    respondent: str = ""
    parcel: str = ""
    gist: str = ""
    except_letter: LetterId | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """A letter that looks like the typed one, how much, and in what."""

    letter: LetterLine
    score: float
    why: tuple[str, ...]


@allowed(SEEN_UNDER, reads=True)
def twins_of(uow: UnitOfWork, typed: Words) -> tuple[Twin, ...]:
    """Letters that look like what was typed, the likeliest first; at most five."""
    uow.only_own(SEEN_UNDER)
    said = Said(
        sender=typed.sender,
        id_number=typed.id_number,
        village=_village(uow, typed.village_id),
        respondent=typed.respondent,
        parcel=typed.parcel,
        gist=typed.gist,
    )
    ids = _candidates(uow, said)
    known = _decided(uow, typed.except_letter)
    shown = select(Letter).where(Letter.id.in_(ids), seen(uow), Letter.kind != LetterKind.DENUNCIATION)
    found: list[Twin] = []
    for letter in uow.session.scalars(shown):
        if letter.id in known or letter.series:
            continue
        like = likeness(said, _said(letter))
        if like.score >= LIKELY:
            found.append(Twin(line_of(letter), like.score, _why(like)))
    return tuple(sorted(found, key=lambda one: (-one.score, -one.letter.id))[:MOST])


def _why(like: Likeness) -> tuple[str, ...]:
    whole = {name for name, score in like.parts if score == 1.0}
    return tuple(_(SAME[name] if name in whole else NEARLY[name]) for name in like.alike())


def _candidates(uow: UnitOfWork, said: Said) -> set[int]:
    """Letters that share the sender, the respondent, the parcel, or the longest words of the content."""
    longest = sorted(telling(said.gist), key=lambda word: (-len(word), word))[:WORDS]
    asked = [said.sender, said.respondent, said.parcel, " ".join(longest) if len(longest) == WORDS else ""]
    connection = uow.session.connection()
    ids = {
        hit.record_id
        for words in asked
        if words.strip()
        for hit in hits(connection, words, (SEEN_UNDER,), kind="Letter", limit=CANDIDATES)
    }
    if said.id_number.strip():
        same = select(Letter.id).where(Letter.id_number == said.id_number.strip()).limit(CANDIDATES)
        ids |= set(uow.session.scalars(same))
    return ids


def _decided(uow: UnitOfWork, letter_id: LetterId | None) -> frozenset[int]:
    """Letters of which it was decided how they belong to this one."""
    if letter_id is None:
        return frozenset()
    rows = select(LetterTie.letter_id, LetterTie.other_id).where(
        or_(LetterTie.letter_id == letter_id, LetterTie.other_id == letter_id)
    )
    return frozenset({letter_id, *(one for row in uow.session.execute(rows) for one in row)})


def _village(uow: UnitOfWork, village_id: VillageId | None) -> str:
    village = uow.session.get(Village, village_id) if village_id is not None else None
    return f"{village.kind} {village.name}" if village is not None else ""


def _said(letter: Letter) -> Said:
    return Said(
        sender=letter.sender,
        id_number=letter.id_number,
        village=letter.village,
        respondent=letter.respondent,
        parcel=letter.parcel,
        gist=letter.gist,
    )
