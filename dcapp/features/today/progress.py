"""How far the year's plan is: in all, and officer by officer."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import func, literal, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import officers_of
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.board import DONE, DROPPED, OPEN
from dcapp.features.tasks.models import Task
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId

ROWS = 6


@dataclass(frozen=True, slots=True)
class Share:
    """Tasks by how they stand; each is counted once."""

    done: int = 0
    doing: int = 0
    late: int = 0
    todo: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.doing + self.late + self.todo

    def __add__(self, other: Share) -> Share:
        return Share(self.done + other.done, self.doing + other.doing, self.late + other.late, self.todo + other.todo)


@dataclass(frozen=True, slots=True)
class OfficerProgress:
    """One officer's part (or that of others together); `post` is held today."""

    officer_id: OfficerId | None
    name: str
    post: str
    share: Share


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """The plans of a year: all tasks that are to be done, series and dropped ones left out."""

    year: int
    share: Share = field(default_factory=Share)
    rows: tuple[OfficerProgress, ...] = ()


@allowed("plan.view", reads=True)
def plan_progress(uow: UnitOfWork) -> PlanProgress:
    """How far the plans of this year are; officers by how much they have to do, the last row is everybody else."""
    # A sum of the plan's key keeps the database from its index: that of officers is walked, nothing is sorted.
    plans = select(Plan.id).where(Plan.year == uow.today.year)
    is_done, is_open = Task.state == DONE, Task.state == OPEN
    is_late = Task.last_on < literal(uow.today, Task.last_on.type, literal_execute=True)
    statement = (
        select(
            Task.lead_id,
            func.count(),
            func.count().filter(is_done),
            func.count().filter(is_open, is_late),
            func.count().filter(is_open, Task.percent > literal(0, literal_execute=True)),
            func.count().filter(is_open, is_late, Task.percent > literal(0, literal_execute=True)),
        )
        .where(
            (Task.plan_id + literal(0, literal_execute=True)).in_(plans),
            Task.is_series.is_(False),
            Task.state != DROPPED,
        )
        .group_by(Task.lead_id)
    )
    by_lead: dict[OfficerId | None, Share] = {
        lead_id: Share(done=done, doing=begun - begun_late, late=late, todo=total - done - late - (begun - begun_late))
        for lead_id, total, done, late, begun, begun_late in uow.session.execute(statement)
    }
    whole = sum(by_lead.values(), Share())
    unnamed = by_lead.pop(None, Share())
    cards = {card.id: card for card in officers_of(uow, with_former=True)}
    ranked = sorted(by_lead.items(), key=lambda entry: (-entry[1].total, entry[0] or 0))
    kept = ranked if len(ranked) + bool(unnamed.total) <= ROWS else ranked[: ROWS - 1]
    rest = sum((share for _lead, share in ranked[len(kept) :]), unnamed)
    rows = [
        OfficerProgress(lead_id, cards[lead_id].full_name, cards[lead_id].post, share)
        for lead_id, share in kept
        if lead_id is not None
    ]
    if rest.total:
        rows.append(OfficerProgress(None, _("Đơn vị khác"), "", rest))
    return PlanProgress(uow.today.year, whole, tuple(rows))
