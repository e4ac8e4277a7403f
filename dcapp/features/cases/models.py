"""Cases (vụ việc): the file of a matter, its steps, parties, dossier, what is to be carried out, hot spots."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.db.types import JsonText
from dcapp.features.cases.terms import (
    CaseKind,
    CaseOutcome,
    ExecutionKind,
    FolioCopy,
    HotSpotState,
    PartyRole,
)
from dcapp.kernel.dates import vn_date
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
from dcapp.kernel.text import name_sort_key

_CARRIED = ("kind", "state", "field", "handler_id", "due_on", "is_restricted", "is_hot")


class CaseFile(Base, Recorded):
    """One case (vụ việc), to which one or more letters belong.

    `workflow` is the key of the edition of the workflow it follows (`dcapp.rules.workflows`), `state` a state of it,
    `stage` the stage that this state belongs to. Of a denunciation writer, words and accused stand in the vault under
    `seal`; here the line has its code, days and states only. `criteria` are the grounds on which it is complex.
    `withdrawn` says which part was withdrawn. `is_opening`: carried over, with its history in short in `history`.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        Index("ix_case_file_by_day", "opened_on", "id", "stage", *_CARRIED, "village_id"),
        Index("ix_case_file_by_stage", "stage", "opened_on", "id", *_CARRIED, "village_id"),
    )

    id: Mapped[CaseId] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(SHORT)
    year: Mapped[int]
    number: Mapped[int]
    code: Mapped[str] = mapped_column(SHORT, index=True)
    kind: Mapped[CaseKind]
    workflow: Mapped[str] = mapped_column(SHORT)
    state: Mapped[str] = mapped_column(SHORT)
    stage: Mapped[str] = mapped_column(SHORT)
    opened_on: Mapped[date]
    accepted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    seal: Mapped[str] = mapped_column(SHORT, default="")
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    sender: Mapped[str] = mapped_column(default="")
    people_count: Mapped[int] = mapped_column(default=1)
    respondent: Mapped[str] = mapped_column(default="")
    gist: Mapped[str] = mapped_column(default="")
    request: Mapped[str] = mapped_column(default="")
    field: Mapped[str] = mapped_column(SHORT, default="")
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"))
    village: Mapped[str] = mapped_column(default="")
    parcel: Mapped[str] = mapped_column(default="")
    project: Mapped[str] = mapped_column(default="")
    handler_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"))
    handler: Mapped[str] = mapped_column(default="")

    criteria: Mapped[list[str]] = mapped_column(JsonText, default=list)
    is_remote: Mapped[bool | None]
    outcome: Mapped[CaseOutcome | None]
    outcome_words: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    is_paused: Mapped[bool] = mapped_column(default=False)
    is_hot: Mapped[bool] = mapped_column(default=False)
    is_restricted: Mapped[bool] = mapped_column(default=False)
    is_opening: Mapped[bool] = mapped_column(default=False)
    history: Mapped[str] = mapped_column(default="")
    shelf: Mapped[str] = mapped_column(default="")
    keep_until: Mapped[date | None]
    archived_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    sender_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    @property
    def shown_sender(self) -> str:
        """Who wrote, as every list and paper shows it: the name, or the code of a denouncer."""
        return self.code if self.seal or self.kind is CaseKind.DENUNCIATION else self.sender

    def refold(self) -> None:
        """Renew the sort and search columns; of a denunciation nothing but its code is searched."""
        if self.kind is CaseKind.DENUNCIATION:
            self.sender_order, self.folded = self.code, folded_words(self.code)
            return
        self.sender_order = name_sort_key(self.sender or "")
        self.folded = folded_words(
            self.code, self.sender, self.village, self.respondent, self.gist, self.parcel, self.project
        )

    def found_as(self) -> Findable | None:
        """How quick find shows a case; one that not everybody may see is not in quick find."""
        if self.is_restricted:
            return None
        gist = " ".join((self.gist or "").split())[:80]
        detail = " · ".join(part for part in (self.sender, self.village, gist) if part)
        return Findable(self.code, detail, f"{self.respondent} {self.parcel} {self.project}", "cases.list")


class CaseParty(Base, Recorded):
    """Somebody of a case (người trong vụ việc), never a denouncer.

    Of a denunciation opened by hand the accused officer alone, without a name: to that officer it is not there.
    """

    __tablename__ = "case_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[CaseId] = mapped_column(ForeignKey("case_file.id"), index=True)
    role: Mapped[PartyRole]
    position: Mapped[int]
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    officer_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    id_number: Mapped[str] = mapped_column(SHORT, default="")
    phone: Mapped[str] = mapped_column(SHORT, default="")
    note: Mapped[str] = mapped_column(default="")


class CaseStep(Base, Recorded):
    """A step that was taken in a case (bước của vụ việc): which one, when, from which state to which.

    `values` are the answers to what the step asks (`dcapp.rules.workflows`), by their keys; of a denunciation only
    those that name nobody, the rest stands in the vault.
    """

    __tablename__ = "case_step"

    id: Mapped[StepId] = mapped_column(primary_key=True)
    case_id: Mapped[CaseId] = mapped_column(ForeignKey("case_file.id"), index=True)
    step: Mapped[str] = mapped_column(SHORT)
    from_state: Mapped[str] = mapped_column(SHORT)
    to_state: Mapped[str] = mapped_column(SHORT)
    done_on: Mapped[date]
    done_by: Mapped[str] = mapped_column(default="")
    values: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    note: Mapped[str] = mapped_column(default="")
    is_undone: Mapped[bool] = mapped_column(default=False)


class CaseDraft(Base, Recorded):
    """The words of a form as the officer edited them before it is issued (dự thảo văn bản của vụ việc).

    It belongs to a case, or to a letter without one: exactly one of `case_id` and `letter_id` is set. `blanks` are the
    filled-in places and paragraphs by key. Of a denunciation they stand in the vault, here only that there is a draft.
    """

    __tablename__ = "case_draft"
    __table_args__ = (
        UniqueConstraint("case_id", "form", "position"),
        UniqueConstraint("letter_id", "form", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[CaseId | None] = mapped_column(ForeignKey("case_file.id"))
    letter_id: Mapped[LetterId | None] = mapped_column(ForeignKey("letter.id"))
    form: Mapped[str] = mapped_column(SHORT)
    position: Mapped[int] = mapped_column(default=1)
    blanks: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    issued_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    issued_on: Mapped[date | None]


class CaseFolio(Base, Recorded):
    """A paper in the dossier of a case (bút lục): numbered, where it lies, original or copy, its scan or its number."""

    __tablename__ = "case_folio"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[FolioId] = mapped_column(primary_key=True)
    case_id: Mapped[CaseId] = mapped_column(ForeignKey("case_file.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(SHORT, default="")
    name: Mapped[str]
    dated_on: Mapped[date | None]
    author: Mapped[str] = mapped_column(default="")
    symbol: Mapped[str] = mapped_column(default="")
    pages: Mapped[int] = mapped_column(default=1)
    copy: Mapped[FolioCopy] = mapped_column(default=FolioCopy.ORIGINAL)
    attachment_id: Mapped[AttachmentId | None] = mapped_column(ForeignKey("attachment.id"))
    issued_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    is_sealed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class CaseExecution(Base, Recorded):
    """Something that a decision or conclusion orders (việc phải thi hành), followed to the end (table 05/KQTH).

    `due` and `done` are in the unit of the kind: đồng, m², people.
    """

    __tablename__ = "case_execution"

    id: Mapped[ExecutionId] = mapped_column(primary_key=True)
    case_id: Mapped[CaseId] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[ExecutionKind]
    what: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    for_whom: Mapped[str] = mapped_column(default="")
    is_official: Mapped[bool] = mapped_column(default=False)
    due: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class HotSpot(Base, Recorded):
    """A matter that gathers people or does not end (điểm nóng), with the measures taken."""

    __tablename__ = "hot_spot"

    id: Mapped[HotSpotId] = mapped_column(primary_key=True)
    title: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"))
    village: Mapped[str] = mapped_column(default="")
    opened_on: Mapped[date] = mapped_column(index=True)
    state: Mapped[HotSpotState] = mapped_column(default=HotSpotState.WATCHED)
    people_count: Mapped[int] = mapped_column(default=0)
    measures: Mapped[str] = mapped_column(default="")
    leader: Mapped[str] = mapped_column(default="")
    calm_on: Mapped[date | None]
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.reason, self.village, self.measures, self.leader)

    def found_as(self) -> Findable:
        """How quick find shows a hot spot."""
        detail = " · ".join(part for part in (vn_date(self.opened_on), self.village) if part)
        return Findable(self.title, detail, self.reason or "", "cases.list")


class HotSpotCase(Base, Recorded):
    """A case of a hot spot (điểm nóng)."""

    __tablename__ = "hot_spot_case"
    __table_args__ = (UniqueConstraint("hot_spot_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hot_spot_id: Mapped[HotSpotId] = mapped_column(ForeignKey("hot_spot.id"))
    case_id: Mapped[CaseId] = mapped_column(ForeignKey("case_file.id"), index=True)


class NationalEntry(Base, Recorded):
    """That a line stands in the national database (lần nhập cơ sở dữ liệu quốc gia): when, by whom, number."""

    __tablename__ = "national_entry"
    __table_args__ = (UniqueConstraint("book", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(SHORT)
    record_id: Mapped[int]
    entered_on: Mapped[date]
    entered_by: Mapped[str] = mapped_column(default="")
    number_there: Mapped[str] = mapped_column(default="")
