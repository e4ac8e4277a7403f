"""The book of letters: who wrote, about what, what is done with it; and the clocks that run for letters and cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable, mark_of
from dcapp.db.types import JsonText
from dcapp.features.letters.terms import (
    ClockState,
    Handling,
    LetterKind,
    LetterState,
    Source,
    Tie,
)
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import CaseId, ClockId, LetterId, OfficerId, PersonId, VillageId, VisitId
from dcapp.kernel.text import name_sort_key

_CARRIED = ("kind", "handling", "source", "field", "handler_id", "due_on", "is_restricted")
"""What filters and presets of the book ask for besides day and village, and what tells who may see a line."""


class Letter(Base, Recorded):
    """One letter (đơn). Several letters may belong to one case; a letter of many contents is split into several.

    `series` is "" for the ordinary book and `SEALED_SERIES` for denunciations, whose writer, words and accused stand
    in the vault under `seal` and nowhere here: such a line has no name, address, gist, request or respondent.
    `is_restricted`: the line is a denunciation, or complains of somebody of this office; not every reader of the book
    sees it (`queries.visible`). `sender` is the first sender as lists show it, the others are `LetterSender` lines.
    `answers` are the answers to the questions of competence and admissibility (`dcapp.rules.triage`), `proposed` what
    they come to, `handling` what was decided; `overruled` says why where the two differ. `due_on` is the earliest
    last day of its running clocks.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        Index("ix_letter_by_day", "received_on", "id", "state", *_CARRIED, "village_id"),
        Index("ix_letter_by_village", "village_id", "received_on", "id", "state", *_CARRIED),
        Index("ix_letter_by_state", "state", "received_on", "id", *_CARRIED, "village_id"),
        Index("ix_letter_person_id_received_on", "person_id", "received_on"),
    )

    id: Mapped[LetterId] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(SHORT, default="")
    year: Mapped[int]
    number: Mapped[int]
    code: Mapped[str] = mapped_column(SHORT, default="", index=True)
    received_on: Mapped[date]
    dated_on: Mapped[date | None]
    source: Mapped[Source] = mapped_column(default=Source.IN_PERSON)
    sender_body: Mapped[str] = mapped_column(default="")
    sender_paper: Mapped[str] = mapped_column(default="")
    receiver: Mapped[str] = mapped_column(default="")

    seal: Mapped[str] = mapped_column(SHORT, default="")
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    sender: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(SHORT, default="")
    id_number: Mapped[str] = mapped_column(SHORT, default="")
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"))
    village: Mapped[str] = mapped_column(default="")
    people_count: Mapped[int] = mapped_column(default=1)
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    is_signed: Mapped[bool] = mapped_column(default=True)
    has_appointment: Mapped[bool] = mapped_column(default=False)

    kind: Mapped[LetterKind] = mapped_column(default=LetterKind.PETITION)
    field: Mapped[str] = mapped_column(SHORT, default="")
    gist: Mapped[str] = mapped_column(default="")
    request: Mapped[str] = mapped_column(default="")
    earlier: Mapped[str] = mapped_column(default="")
    respondent: Mapped[str] = mapped_column(default="")
    parcel: Mapped[str] = mapped_column(default="")
    project: Mapped[str] = mapped_column(default="")
    pages: Mapped[int] = mapped_column(default=1)
    has_originals: Mapped[bool] = mapped_column(default=False)

    state: Mapped[LetterState] = mapped_column(default=LetterState.RECEIVED)
    answers: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    proposed: Mapped[Handling | None]
    handling: Mapped[Handling | None]
    ground: Mapped[str] = mapped_column(SHORT, default="")
    overruled: Mapped[str] = mapped_column(default="")
    handled_on: Mapped[date | None]
    sent_to: Mapped[str] = mapped_column(default="")
    sent_paper: Mapped[str] = mapped_column(default="")
    handler_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"))
    handler: Mapped[str] = mapped_column(default="")
    case_id: Mapped[CaseId | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    follows_id: Mapped[LetterId | None] = mapped_column(ForeignKey("letter.id"), index=True)
    split_from_id: Mapped[LetterId | None] = mapped_column(ForeignKey("letter.id"), index=True)
    visit_id: Mapped[VisitId | None] = mapped_column(ForeignKey("visit.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)

    is_restricted: Mapped[bool] = mapped_column(default=False)
    is_opening: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    keep_until: Mapped[date | None]
    sender_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    @property
    def shown_sender(self) -> str:
        """Who wrote, as every list and paper shows it: the name, or the code of a denouncer."""
        return self.code if self._is_sealed else self.sender

    @property
    def _is_sealed(self) -> bool:
        return bool(self.seal or self.series) or self.kind is LetterKind.DENUNCIATION

    @property
    def title(self) -> str:
        """How the letter is named: number and year, or its code."""
        return self.code or f"{self.number}/{self.year}"

    def refold(self) -> None:
        """Renew the sort and search columns; of a denunciation nothing but its code is searched."""
        self.sender_order = self.code if self._is_sealed else name_sort_key(self.sender or "")
        if self._is_sealed:
            self.folded = folded_words(self.code)
            return
        self.folded = folded_words(
            self.sender,
            self.village,
            self.address,
            self.id_number,
            self.respondent,
            self.gist,
            self.parcel,
            self.project,
            self.sender_body,
        )

    def found_as(self) -> Findable | None:
        """How quick find and the twin finder know a letter; one that not everybody may see is not in quick find."""
        if self.is_restricted:
            return None
        gist = " ".join((self.gist or "").split())[:80]
        detail = " · ".join(part for part in (vn_date(self.received_on), self.village, gist) if part)
        words = (self.respondent, self.parcel, self.project, self.id_number, self.title, mark_of(type(self).__name__))
        return Findable(self.sender or self.title, detail, " ".join(word or "" for word in words), "cases.list")


class LetterSender(Base, Recorded):
    """A further sender of a letter, or one who speaks for all (người đứng đơn, người đại diện)."""

    __tablename__ = "letter_sender"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[LetterId] = mapped_column(ForeignKey("letter.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    id_number: Mapped[str] = mapped_column(SHORT, default="")
    is_representative: Mapped[bool] = mapped_column(default=False)
    has_signed: Mapped[bool] = mapped_column(default=True)


class LetterRespondent(Base, Recorded):
    """An officer of this office whom a letter is about (cán bộ bị khiếu nại, tố cáo): to that officer it is not there.

    For a denunciation only the officer stands here, never a word of what was said.
    """

    __tablename__ = "letter_respondent"
    __table_args__ = (UniqueConstraint("letter_id", "officer_id"), Index("ix_letter_respondent_officer", "officer_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[LetterId] = mapped_column(ForeignKey("letter.id"))
    officer_id: Mapped[OfficerId] = mapped_column(ForeignKey("officer.id"))


class LetterTie(Base, Recorded):
    """What was decided of two letters that look alike (quan hệ giữa hai đơn); `letter_id` is the later one."""

    __tablename__ = "letter_tie"
    __table_args__ = (UniqueConstraint("letter_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[LetterId] = mapped_column(ForeignKey("letter.id"))
    other_id: Mapped[LetterId] = mapped_column(ForeignKey("letter.id"), index=True)
    tie: Mapped[Tie]
    note: Mapped[str] = mapped_column(default="")


class LetterAccess(Base, Recorded):
    """Who was given a restricted letter or case to work on (người được giao đơn, vụ việc), and why.

    `until` is the day on which it was taken back. A line with `case_id` covers the case and its letters.
    """

    __tablename__ = "letter_access"
    __table_args__ = (Index("ix_letter_access_officer_id", "officer_id", "letter_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[LetterId | None] = mapped_column(ForeignKey("letter.id"), index=True)
    case_id: Mapped[CaseId | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    officer_id: Mapped[OfficerId] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="")
    given_on: Mapped[date]
    until: Mapped[date | None]


class StatutoryClock(Base, Recorded):
    """A statutory deadline of a letter or a case (thời hạn đang tính), counted by `dcapp.rules.counting`.

    `facts` are what the count depends on, as JSON: `is_complex`, `is_remote`, `criteria`, `extensions`,
    `accepted_again` and `pauses` (pairs of days; the last one open while it rests). Exactly one of `letter_id` and
    `case_id` is set. `warn_on` is the earliest day of all readings of the law.
    """

    __tablename__ = "statutory_clock"
    __table_args__ = (
        Index("ix_statutory_clock_by_day", "state", "due_on", "id"),
        Index("ix_statutory_clock_letter_id", "letter_id"),
        Index("ix_statutory_clock_case_id", "case_id"),
    )

    id: Mapped[ClockId] = mapped_column(primary_key=True)
    letter_id: Mapped[LetterId | None] = mapped_column(ForeignKey("letter.id"))
    case_id: Mapped[CaseId | None] = mapped_column(ForeignKey("case_file.id"))
    rule: Mapped[str] = mapped_column(SHORT)
    start_on: Mapped[date]
    facts: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    state: Mapped[ClockState] = mapped_column(default=ClockState.RUNNING)
    due_on: Mapped[date]
    warn_on: Mapped[date]
    met_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
