"""What the officer fills in at the reception desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dcapp.features.people.terms import IdPaper, Sex
from dcapp.features.visits.terms import Capacity, DocumentCopy, Matter, Outcome, ReceptionKind
from dcapp.kernel.ids import OfficerId, PersonId, SessionId, VillageId, VisitId


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberForm:
    """Somebody of a group."""

    name: str
    birth_year: int | None = None
    id_number: str = ""
    address: str = ""
    is_representative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """A paper that is handed in (form 02/TCD)."""

    name: str
    pages: int = 1
    copy: DocumentCopy = DocumentCopy.COPY
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """One visit. Of a denunciation nothing that names the person is kept, whatever stands here.

    `person_id`: the returning citizen that was picked. `promised_on`: the day that was named to the citizen, beside
    the statutory one. `number` only for what is carried over from a book on paper (`is_opening`).
    """

    received_on: date
    content: str
    name: str = ""
    received_at: str = ""
    kind: ReceptionKind = ReceptionKind.REGULAR
    is_online: bool = False
    session_id: SessionId | None = None
    receiver_id: OfficerId | None = None
    receiver: str = ""
    place: str = ""
    person_id: PersonId | None = None
    birth_year: int | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    id_number: str = ""
    id_paper: IdPaper = IdPaper.CARD
    old_id_number: str = ""
    phone: str = ""
    address: str = ""
    village_id: VillageId | None = None
    capacity: Capacity = Capacity.SELF
    on_behalf_of: str = ""
    authority: str = ""
    people_count: int = 1
    appointed_on: date | None = None
    members: tuple[MemberForm, ...] = ()
    matter: Matter = Matter.FEEDBACK
    field: str = ""
    request: str = ""
    earlier: str = ""
    has_documents: bool = False
    documents: tuple[DocumentForm, ...] = ()
    follows_id: VisitId | None = None
    outcome: Outcome = Outcome.NOTED
    is_competent: bool | None = None
    reply: str = ""
    sent_to: str = ""
    ground: str = ""
    ground_words: str = ""
    promised_on: date | None = None
    owner_id: OfficerId | None = None
    result: str = ""
    note: str = ""
    is_opening: bool = False
    number: int | None = None
