"""Coordination plans: what the People's Committee and the Party's mass-mobilisation block do together."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.coordination.terms import JointKind
from dcapp.kernel.ids import CoordinationId, IssuedId, PlanId, TaskId


class Coordination(Base, Recorded):
    """A coordination plan of two sides (kế hoạch phối hợp), signed by both."""

    __tablename__ = "coordination"

    id: Mapped[CoordinationId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId | None] = mapped_column(ForeignKey("plan.id"), index=True)
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"))
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    partner: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    our_title: Mapped[str] = mapped_column(default="")
    our_signer: Mapped[str] = mapped_column(default="")
    their_title: Mapped[str] = mapped_column(default="")
    their_signer: Mapped[str] = mapped_column(default="")
    recipients: Mapped[str] = mapped_column(default="")
    issued_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.partner, self.number, self.purpose)

    def found_as(self) -> Findable:
        """How quick find shows a coordination plan."""
        return Findable(self.title, f"{self.number or ''} {self.year}".strip(), self.partner, "plan.view")


class CoordinationLine(Base, Recorded):
    """One thing that both sides do together (việc phối hợp): content, joint check or joint report."""

    __tablename__ = "coordination_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    coordination_id: Mapped[CoordinationId] = mapped_column(ForeignKey("coordination.id"), index=True)
    position: Mapped[int]
    kind: Mapped[JointKind] = mapped_column(default=JointKind.CONTENT)
    words: Mapped[str]
    lead: Mapped[str] = mapped_column(default="")
    support: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    wording: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
