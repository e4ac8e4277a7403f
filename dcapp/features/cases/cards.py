"""What is read of a case, as plain values: the case in full, its people, steps, papers, what is to be carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dcapp.features.cases.terms import CaseKind, CaseOutcome, ExecutionKind, FolioCopy, PartyRole
from dcapp.features.letters.clocks import ClockCard
from dcapp.kernel.ids import (
    AttachmentId,
    CaseId,
    ExecutionId,
    FolioId,
    HotSpotId,
    IssuedId,
    LetterId,
    OfficerId,
    PersonId,
    StepId,
    VillageId,
)
from dcapp.rules.permissions import Context


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Somebody of a case."""

    id: int
    role: PartyRole
    name: str
    person_id: PersonId | None
    officer_id: OfficerId | None
    address: str
    id_number: str
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step that was taken, with its answers in words; of a denunciation those in the vault are not among them."""

    id: StepId
    step: str
    title: str
    from_state: str
    to_state: str
    to_title: str
    done_on: date
    done_by: str
    answers: tuple[tuple[str, str], ...]
    note: str
    is_undone: bool


@dataclass(frozen=True, slots=True)
class FolioLine:
    """A paper of the dossier."""

    id: FolioId
    number: int
    kind: str
    name: str
    dated_on: date | None
    author: str
    symbol: str
    pages: int
    copy: FolioCopy
    attachment_id: AttachmentId | None
    issued_id: IssuedId | None
    is_sealed: bool
    note: str


@dataclass(frozen=True, slots=True)
class ExecutionLine:
    """Something that has to be carried out, and how far it is."""

    id: ExecutionId
    kind: ExecutionKind
    what: str
    who: str
    for_whom: str
    is_official: bool
    due: int
    done: int
    due_on: date | None
    done_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter of a case."""

    id: LetterId
    title: str
    received_on: date
    sender: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """A part of the road of the case: `reached_on` the day of its first step, empty where it was not reached."""

    key: str
    title: str
    reached_on: date | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case with everything that its screen shows; of a denunciation there are no names and no words."""

    id: CaseId
    code: str
    kind: CaseKind
    workflow: str
    workflow_title: str
    state: str
    state_title: str
    state_tone: str
    stage: str
    is_end: bool
    stages: tuple[StageLine, ...]
    opened_on: date
    accepted_on: date | None
    decided_on: date | None
    closed_on: date | None
    archived_on: date | None
    seal: str
    shown_sender: str
    person_id: PersonId | None
    people_count: int
    respondent: str
    gist: str
    request: str
    field: str
    village_id: VillageId | None
    village: str
    parcel: str
    project: str
    handler_id: OfficerId | None
    handler: str
    criteria: tuple[str, ...]
    is_remote: bool | None
    outcome: CaseOutcome | None
    outcome_words: str
    withdrawn: str
    due_on: date | None
    is_paused: bool
    is_hot: bool
    is_restricted: bool
    is_opening: bool
    history: str
    shelf: str
    keep_until: date | None
    note: str
    edition: int
    parties: tuple[PartyLine, ...]
    letters: tuple[LetterLine, ...]
    steps: tuple[StepLine, ...]
    folios: tuple[FolioLine, ...]
    executions: tuple[ExecutionLine, ...]
    clocks: tuple[ClockCard, ...]
    hot_spots: tuple[HotSpotId, ...]
    context: Context

    @property
    def is_sealed(self) -> bool:
        """A denunciation: who wrote it and what is in the vault."""
        return self.kind is CaseKind.DENUNCIATION


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a short list."""

    id: CaseId
    code: str
    kind: CaseKind
    state_title: str
    opened_on: date
    sender: str
    gist: str
    handler: str
    due_on: date | None
