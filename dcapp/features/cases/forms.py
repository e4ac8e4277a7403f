"""What an officer fills in about a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dcapp.features.cases.terms import CaseKind, CaseOutcome, ExecutionKind, FolioCopy, PartyRole
from dcapp.kernel.ids import AttachmentId, IssuedId, LetterId, OfficerId, PersonId, VillageId


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyForm:
    """Somebody of a case."""

    role: PartyRole
    name: str
    person_id: PersonId | None = None
    officer_id: OfficerId | None = None
    address: str = ""
    id_number: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForm:
    """A case, from letters or by hand; what is left empty is taken from the first letter.

    Of a denunciation the words (`sender`, `respondent`, `gist`, `request`, parties) are put into the vault and nowhere
    else; `respondent_ids` are officers of this office whom it is about: to them it is not there.
    """

    kind: CaseKind
    opened_on: date
    letter_ids: tuple[LetterId, ...] = ()
    sender: str = ""
    person_id: PersonId | None = None
    people_count: int = 0
    respondent: str = ""
    respondent_ids: tuple[OfficerId, ...] = ()
    gist: str = ""
    request: str = ""
    field: str = ""
    village_id: VillageId | None = None
    village: str = ""
    parcel: str = ""
    project: str = ""
    handler_id: OfficerId | None = None
    is_remote: bool | None = None
    note: str = ""
    parties: tuple[PartyForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningForm:
    """A case of the time before the program: where it stands, what happened in short, its own number if it has one."""

    case: CaseForm
    state: str
    number: int = 0
    accepted_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    outcome: CaseOutcome | None = None
    outcome_words: str = ""
    history: str = ""
    criteria: tuple[str, ...] = ()
    extensions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """A step that was taken: `values` are the answers to what it asks, `reason` why it was late or a paper is missing.

    Of a denunciation the answers in words may stand in `values` or in `sealed`: both go into the vault.
    """

    step: str
    done_on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    sealed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolioForm:
    """A paper of the dossier; `number` 0 is the next one."""

    name: str
    kind: str = "other"
    number: int = 0
    dated_on: date | None = None
    author: str = ""
    symbol: str = ""
    pages: int = 1
    copy: FolioCopy = FolioCopy.ORIGINAL
    attachment_id: AttachmentId | None = None
    issued_id: IssuedId | None = None
    is_sealed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionForm:
    """Something that a decision or conclusion orders; `due` in đồng, m² or people."""

    kind: ExecutionKind
    what: str
    who: str = ""
    for_whom: str = ""
    is_official: bool = False
    due: int = 0
    due_on: date | None = None
    note: str = ""
