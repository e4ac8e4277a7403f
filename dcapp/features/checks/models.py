"""Checks of how the plan is carried out: the check, its visits, what was found and put right."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.checks.terms import CheckKind, CheckState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import CheckId, CheckVisitId, FindingId, IssuedId, PlanId, TaskId, VillageId


class Check(Base, Recorded):
    """A check or supervision (cuộc kiểm tra, giám sát) with its plan: what, where, by whom, from when to when."""

    __tablename__ = "check_round"

    id: Mapped[CheckId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId | None] = mapped_column(ForeignKey("plan.id"), index=True)
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[CheckKind] = mapped_column(default=CheckKind.CHECK)
    title: Mapped[str]
    scope: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    head: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date] = mapped_column(index=True)
    ends_on: Mapped[date | None]
    basis: Mapped[str] = mapped_column(default="")
    state: Mapped[CheckState] = mapped_column(default=CheckState.PLANNED)
    conclusion: Mapped[str] = mapped_column(default="")
    concluded_on: Mapped[date | None]
    issued_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.scope, self.team, self.head, self.conclusion)

    def found_as(self) -> Findable:
        """How quick find shows a check."""
        return Findable(self.title, vn_date(self.starts_on), f"{self.team or ''} {self.scope or ''}", "plan.view")


class CheckVisit(Base, Recorded):
    """One visit of a check at a place (buổi kiểm tra); its minutes are printed from it."""

    __tablename__ = "check_visit"

    id: Mapped[CheckVisitId] = mapped_column(primary_key=True)
    check_id: Mapped[CheckId] = mapped_column(ForeignKey("check_round.id"), index=True)
    visited_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(default="")
    ends_at: Mapped[str] = mapped_column(default="")
    place: Mapped[str]
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"))
    met_with: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")


class CheckFinding(Base, Recorded):
    """What a visit found (nhận xét, tồn tại), and how a shortcoming is put right."""

    __tablename__ = "check_finding"

    id: Mapped[FindingId] = mapped_column(primary_key=True)
    visit_id: Mapped[CheckVisitId] = mapped_column(ForeignKey("check_visit.id"), index=True)
    position: Mapped[int]
    words: Mapped[str]
    is_shortcoming: Mapped[bool] = mapped_column(default=True)
    remedy: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    fix_by: Mapped[date | None] = mapped_column(index=True)
    fixed_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")
