"""The book of visits: who came, what was brought, how it ended; who sits there on which day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.features.visits.terms import (
    CROWD_FROM,
    SEALED,
    Capacity,
    DayPart,
    DocumentCopy,
    Matter,
    Outcome,
    ReceptionKind,
    SessionKind,
    SessionState,
    ShiftState,
    VisitPaper,
)
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import IssuedId, OfficerId, PersonId, SessionId, ShiftId, VillageId, VisitId
from dcapp.kernel.text import name_sort_key

_CARRIED = ("matter", "outcome", "kind", "field", "people_count", "keep_until", "destroyed_on")
"""What filters and presets of the book ask for besides day and village."""


class Visit(Base, Recorded):
    """One line of the citizen-reception book (lượt tiếp công dân; form 03/TCD of decree 154/2026).

    Name, address and number stand here as they were on the day, `person_id` leads to who it is today. A visit of a
    denouncer (decision 29) has `code` and neither person, name, birth, number, phone nor address. `people_count` are
    all who came with the matter; from `CROWD_FROM` on they are a crowd. `follows_id` is the earlier visit with the
    same matter. `earlier` and `request` are what article 25.2 of the law asks for and the form has no column for.
    `is_opening`: carried over from a book on paper.
    """

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        # What stands behind "id" is carried along: the filters and counts of the book read no line.
        Index("ix_visit_by_day", "received_on", "id", *_CARRIED, "village_id"),
        Index("ix_visit_by_village", "village_id", "received_on", "id", *_CARRIED),
        Index("ix_visit_person_id_received_on", "person_id", "received_on"),
    )

    id: Mapped[VisitId] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int] = mapped_column(index=True)
    received_on: Mapped[date]
    received_at: Mapped[str] = mapped_column(SHORT, default="")
    kind: Mapped[ReceptionKind] = mapped_column(default=ReceptionKind.REGULAR)
    is_online: Mapped[bool] = mapped_column(default=False)
    session_id: Mapped[SessionId | None] = mapped_column(ForeignKey("reception_session.id"), index=True)
    receiver_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"))
    receiver: Mapped[str] = mapped_column(default="")
    recorder: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")

    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str] = mapped_column(SHORT, default="")
    name: Mapped[str] = mapped_column(default="")
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    sex: Mapped[Sex | None]
    id_number: Mapped[str] = mapped_column(SHORT, default="")
    id_paper: Mapped[IdPaper] = mapped_column(default=IdPaper.CARD)
    phone: Mapped[str] = mapped_column(SHORT, default="")
    address: Mapped[str] = mapped_column(default="")
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"))
    village: Mapped[str] = mapped_column(default="")
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.SELF)
    on_behalf_of: Mapped[str] = mapped_column(default="")
    authority: Mapped[str] = mapped_column(default="")
    people_count: Mapped[int] = mapped_column(default=1)
    appointed_on: Mapped[date | None]

    matter: Mapped[Matter] = mapped_column(default=Matter.FEEDBACK)
    field: Mapped[str] = mapped_column(SHORT, default="")
    content: Mapped[str] = mapped_column(default="")
    request: Mapped[str] = mapped_column(default="")
    earlier: Mapped[str] = mapped_column(default="")
    has_documents: Mapped[bool] = mapped_column(default=False)
    follows_id: Mapped[VisitId | None] = mapped_column(ForeignKey("visit.id"), index=True)

    outcome: Mapped[Outcome] = mapped_column(default=Outcome.NOTED)
    is_competent: Mapped[bool | None]
    reply: Mapped[str] = mapped_column(default="")
    sent_to: Mapped[str] = mapped_column(default="")
    sent_paper: Mapped[str] = mapped_column(default="")
    ground: Mapped[str] = mapped_column(SHORT, default="")
    ground_words: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    is_opening: Mapped[bool] = mapped_column(default=False)
    keep_until: Mapped[date | None] = mapped_column(index=True)
    destroyed_on: Mapped[date | None]
    destruction: Mapped[str] = mapped_column(default="")
    name_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    @property
    def shown_name(self) -> str:
        """Who came, as every list and paper shows it: the name, or the code of a denouncer."""
        return self.code or self.name

    @property
    def is_crowd(self) -> bool:
        """Five people or more with one matter."""
        return self.people_count >= CROWD_FROM

    def why_it_stays(self, session: Session) -> str:
        """Why it may leave the book neither by removal nor by undo; empty where it may.

        A book on paper has no gaps, and a numbered paper is about a line that stands.
        """
        later = select(Visit.id).where(Visit.year == self.year, Visit.number > self.number).limit(1)
        if not self.is_opening and session.scalar(later) is not None:
            return _("Sổ đã ghi các số sau nên số này phải còn. Sửa nội dung, hoặc ghi rõ ở ô Ghi chú.")
        kinds = [f"visit.{paper.value}" for paper in VisitPaper]
        about = IssuedPaper.source_kind.in_(kinds), IssuedPaper.source_id == self.id
        if session.scalar(select(IssuedPaper.id).where(*about).limit(1)) is not None:
            return _("Lượt tiếp đã có văn bản lấy số nên phải còn trong sổ. Ghi rõ ở ô Ghi chú.")
        return ""

    def refold(self) -> None:
        """Renew the sort and search columns; of a denouncer's visit nothing that was said is searched."""
        self.name_order = self.code or name_sort_key(self.name)
        if self.code:
            self.folded = folded_words(self.code, SEALED)
            return
        phone = "".join(letter for letter in self.phone if letter.isdigit())
        self.folded = folded_words(
            self.name, self.village, self.address, self.id_number, phone, self.on_behalf_of, self.content, self.request
        )

    def found_as(self) -> Findable:
        """How quick find shows a visit: a denouncer's by its code only."""
        when = vn_date(self.received_on)
        if self.code:
            return Findable(self.code, when, "", "visits.view")
        gist = " ".join(self.content.split())[:80]
        detail = " · ".join(part for part in (when, self.village, gist) if part)
        return Findable(self.name, detail, f"{self.number}/{self.year}", "visits.view")


class VisitMember(Base, Recorded):
    """Somebody of a group that came together (người trong đoàn), and whether they speak for it."""

    __tablename__ = "visit_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[VisitId] = mapped_column(ForeignKey("visit.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    birth_year: Mapped[int | None]
    id_number: Mapped[str] = mapped_column(SHORT, default="")
    address: Mapped[str] = mapped_column(default="")
    is_representative: Mapped[bool] = mapped_column(default=False)


class VisitDocument(Base, Recorded):
    """A paper that was handed in (tài liệu nhận; form 02/TCD): name, pages, condition, original or copy."""

    __tablename__ = "visit_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[VisitId] = mapped_column(ForeignKey("visit.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    pages: Mapped[int] = mapped_column(default=1)
    copy: Mapped[DocumentCopy] = mapped_column(default=DocumentCopy.COPY)
    condition: Mapped[str] = mapped_column(default="")


class ReceptionSession(Base, Recorded):
    """A day on which the chairman receives (buổi tiếp của Chủ tịch; article 15 of the law).

    `posted_on` is the day on which the schedule was put up: only such days count as announced. A postponed session
    names the one that takes its place. `delegate` received in the chairman's place and is counted apart.
    """

    __tablename__ = "reception_session"

    id: Mapped[SessionId] = mapped_column(primary_key=True)
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.SCHEDULED)
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(SHORT, default="")
    ends_at: Mapped[str] = mapped_column(SHORT, default="")
    place: Mapped[str] = mapped_column(default="")
    chair_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"))
    chair: Mapped[str] = mapped_column(default="")
    delegate: Mapped[str] = mapped_column(default="")
    delegation: Mapped[str] = mapped_column(default="")
    attendants: Mapped[str] = mapped_column(default="")
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    reason: Mapped[str] = mapped_column(default="")
    moved_to_id: Mapped[SessionId | None] = mapped_column(ForeignKey("reception_session.id"))
    posted_on: Mapped[date | None]
    posting_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    conclusion: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.chair, self.delegate, self.place, self.attendants, self.conclusion)


class DutyShift(Base, Recorded):
    """Who is on duty at the reception desk (ca trực tiếp công dân), and whether the duty was kept."""

    __tablename__ = "duty_shift"

    id: Mapped[ShiftId] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    part: Mapped[DayPart] = mapped_column(default=DayPart.WHOLE)
    officer_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"), index=True)
    officer: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    state: Mapped[ShiftState] = mapped_column(default=ShiftState.PLANNED)
    note: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.officer, self.place, self.note)


class OpeningFigure(Base, Recorded):
    """Reception of a month before the program came (số liệu mang sang), so that "same period" is true."""

    __tablename__ = "opening_figure"
    __table_args__ = (UniqueConstraint("year", "month", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    kind: Mapped[ReceptionKind] = mapped_column(default=ReceptionKind.REGULAR)
    announced_days: Mapped[int] = mapped_column(default=0)
    held_days: Mapped[int] = mapped_column(default=0)
    visits: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    matters: Mapped[int] = mapped_column(default=0)
    crowds: Mapped[int] = mapped_column(default=0)
    crowd_people: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.source)
