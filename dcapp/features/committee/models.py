"""The steering committee and who is in charge of mass mobilisation: members, terms, decisions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.committee.terms import CommitteeKind, MemberRole
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import CommitteeId, IssuedId, OfficerId, TaskId


class Committee(Base, Recorded):
    """A committee or an assignment of who is in charge (Ban Chỉ đạo, phân công phụ trách), with its term.

    A committee that is set up anew points to the one before it; the old one stays readable.
    """

    __tablename__ = "committee"

    id: Mapped[CommitteeId] = mapped_column(primary_key=True)
    kind: Mapped[CommitteeKind] = mapped_column(default=CommitteeKind.STEERING)
    name: Mapped[str]
    tasks: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(default="")
    issued_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    since: Mapped[date] = mapped_column(index=True)
    until: Mapped[date | None] = mapped_column(index=True)
    replaces_id: Mapped[CommitteeId | None] = mapped_column(ForeignKey("committee.id"))
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"))
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.name, self.decision, self.decided_by)

    def found_as(self) -> Findable:
        """How quick find shows a committee."""
        return Findable(self.name, vn_date(self.since), self.decision or "", "plan.view")


class CommitteeMember(Base, Recorded):
    """Somebody in a committee from one day to another (thành viên), with what they are in charge of."""

    __tablename__ = "committee_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[CommitteeId] = mapped_column(ForeignKey("committee.id"), index=True)
    position: Mapped[int]
    officer_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"), index=True)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    role: Mapped[MemberRole] = mapped_column(default=MemberRole.MEMBER)
    charge: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]
