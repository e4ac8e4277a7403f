"""What an officer fills in about a letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dcapp.features.letters.terms import Handling, LetterKind, Source
from dcapp.kernel.ids import LetterId, OfficerId, PersonId, VillageId, VisitId


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderForm:
    """A further sender, or one who speaks for all."""

    name: str
    person_id: PersonId | None = None
    address: str = ""
    id_number: str = ""
    is_representative: bool = False
    has_signed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """One letter. Of a denunciation everything in words goes into the vault, whatever stands here.

    `respondent_ids` are officers of this office whom it is about: to them it is not there. `sender_body` and
    `sender_paper` say who forwarded it. `number` only for what is carried over from a book on paper (`is_opening`).
    """

    received_on: date
    kind: LetterKind = LetterKind.PETITION
    source: Source = Source.IN_PERSON
    dated_on: date | None = None
    sender_body: str = ""
    sender_paper: str = ""
    receiver: str = ""
    person_id: PersonId | None = None
    sender: str = ""
    birth_year: int | None = None
    address: str = ""
    phone: str = ""
    id_number: str = ""
    village_id: VillageId | None = None
    people_count: int = 1
    senders: tuple[SenderForm, ...] = ()
    is_anonymous: bool = False
    is_signed: bool = True
    has_appointment: bool = False
    field: str = ""
    gist: str = ""
    request: str = ""
    earlier: str = ""
    respondent: str = ""
    respondent_ids: tuple[OfficerId, ...] = ()
    parcel: str = ""
    project: str = ""
    pages: int = 1
    has_originals: bool = False
    visit_id: VisitId | None = None
    note: str = ""
    is_opening: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingForm:
    """What is done with a letter: `overruled` says why where it is not what the questions came to.

    `reason` is asked for where it is done after its last day.
    """

    handling: Handling
    done_on: date
    ground: str = ""
    sent_to: str = ""
    sent_paper: str = ""
    overruled: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessForm:
    """That somebody is given a restricted letter to work on, and why."""

    letter_id: LetterId
    officer_id: OfficerId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitForm:
    """The parts that a letter of several contents is split into, in their order."""

    parts: tuple[LetterForm, ...] = field(default=())
