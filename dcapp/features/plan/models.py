"""The yearly plan as it was signed: its paragraphs in order, and what they ask of whom by when."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.db.types import JsonText
from dcapp.features.plan.terms import PassageKind, Rhythm
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import AttachmentId, DutyId, ObligationId, PaperId, PassageId, PlanId
from dcapp.kernel.text import sort_key


class Plan(Base, Recorded):
    """A plan, or another paper that assigns work (kế hoạch), as it was signed."""

    __tablename__ = "plan"

    id: Mapped[PlanId] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    type_name: Mapped[str] = mapped_column(default="Kế hoạch")
    subject: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(default="")
    parent_body: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    addressees: Mapped[Any] = mapped_column(JsonText, default=list)
    signer_authority: Mapped[str] = mapped_column(default="")
    signer_title: Mapped[str] = mapped_column(default="")
    signer_name: Mapped[str] = mapped_column(default="")
    is_party: Mapped[bool] = mapped_column(default=False)
    source_id: Mapped[AttachmentId | None] = mapped_column(ForeignKey("attachment.id"))
    source_name: Mapped[str] = mapped_column(default="")

    @property
    def title(self) -> str:
        """Type and subject in one line."""
        return f"{self.type_name} {self.subject}".strip()

    def found_as(self) -> Findable:
        """How quick find shows a plan."""
        signed = vn_date(self.signed_on) if self.signed_on else ""
        return Findable(self.title, f"{self.number or ''} {signed}".strip(), f"{self.year}", "plan.view")


class PlanPassage(Base, Recorded):
    """One paragraph of the plan in its place (đoạn văn bản); parts and items are passages of their own kind."""

    __tablename__ = "plan_passage"
    __table_args__ = (Index("ix_plan_passage_plan_id_position", "plan_id", "position"),)

    id: Mapped[PassageId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[PassageKind]
    level: Mapped[int] = mapped_column(default=0)
    marker: Mapped[str] = mapped_column(SHORT, default="")
    text: Mapped[str]
    cells: Mapped[Any] = mapped_column(JsonText, nullable=True)
    part: Mapped[str] = mapped_column(SHORT, default="")
    item: Mapped[str] = mapped_column(SHORT, default="")

    def found_as(self) -> Findable | None:
        """Quick find shows parts and items, not every paragraph."""
        if self.kind not in (PassageKind.PART, PassageKind.ITEM):
            return None
        where = self.part if self.kind is PassageKind.PART else f"{self.part}.{self.item}".strip(".")
        return Findable(shortened(self.text), where, self.text, "plan.view")


class PlanAssignment(Base, Recorded):
    """Who is charged with something by the plan (giao việc): the words of the paper for an officer or unit."""

    __tablename__ = "plan_assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(SHORT, default="")
    officer: Mapped[str]


class PlanDuty(Base, Recorded):
    """One thing that somebody is charged with (việc được giao)."""

    __tablename__ = "plan_duty"
    __table_args__ = (Index("ix_plan_duty_plan_id_section_order_id", "plan_id", "section_order", "id"),)

    id: Mapped[DutyId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("plan_assignment.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    officer: Mapped[str]
    section: Mapped[str] = mapped_column(default="")
    section_order: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None] = mapped_column(index=True)
    officer_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search and sort columns."""
        self.officer_order = sort_key(self.officer)
        self.folded = folded_words(self.text, self.officer, self.section)

    def found_as(self) -> Findable:
        """How quick find shows a duty."""
        return Findable(shortened(self.text), self.officer, self.text, "plan.view")


class PlanObligation(Base, Recorded):
    """Something due by a date or in a rhythm (nghĩa vụ báo cáo, việc có hạn), to one or more addressees.

    `what` keeps the words of the paper, `title` begins them with a capital for lists.
    """

    __tablename__ = "plan_obligation"
    __table_args__ = (Index("ix_plan_obligation_plan_id_position", "plan_id", "position"),)

    id: Mapped[ObligationId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    position: Mapped[int]
    what: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    who: Mapped[Any] = mapped_column(JsonText, default=list)
    due_on: Mapped[date | None] = mapped_column(index=True)
    is_before: Mapped[bool] = mapped_column(default=False)
    day: Mapped[int | None]
    every: Mapped[Rhythm | None]
    wording: Mapped[str] = mapped_column(default="")
    section: Mapped[str] = mapped_column(default="")
    doubt: Mapped[str] = mapped_column(default="")
    addressee_line: Mapped[str] = mapped_column(default="")
    who_line: Mapped[str] = mapped_column(default="")
    what_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search and sort columns."""
        self.title = self.what[:1].upper() + self.what[1:]
        self.who_line = "; ".join(self.who or [])
        self.what_order = sort_key(self.what)
        self.folded = folded_words(self.what, self.who_line, self.addressee_line, self.wording)

    def found_as(self) -> Findable:
        """How quick find shows an obligation."""
        due = vn_date(self.due_on) if self.due_on else ""
        return Findable(shortened(self.title), due, f"{self.who_line or ''} {self.wording or ''}", "plan.view")


class ObligationAddressee(Base, Recorded):
    """One body that an obligation goes to (nơi nhận báo cáo); each will give its own receipt."""

    __tablename__ = "obligation_addressee"

    id: Mapped[int] = mapped_column(primary_key=True)
    obligation_id: Mapped[ObligationId] = mapped_column(
        ForeignKey("plan_obligation.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str]


class PlanCitation(Base, Recorded):
    """A legal document that the plan cites, once (văn bản viện dẫn), in the words of the plan.

    The book of legal documents may know more of it, and may be corrected; the signed words stay as they are.
    """

    __tablename__ = "plan_citation"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    paper_id: Mapped[PaperId] = mapped_column(ForeignKey("paper.id"), index=True)
    position: Mapped[int]
    is_basis: Mapped[bool] = mapped_column(default=False)
    section: Mapped[str] = mapped_column(default="")
    type_name: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")


class PlanRecipient(Base, Recorded):
    """One line of the plan's recipients (nơi nhận)."""

    __tablename__ = "plan_recipient"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]


SHORT_TITLE = 110


def shortened(text: str) -> str:
    """The beginning of a passage as a title: cut at a word, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= SHORT_TITLE:
        return line
    return line[:SHORT_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"
