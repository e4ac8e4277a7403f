"""A plan read by its parts and items, and from the side of the documents that it cites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import calendar_of
from dcapp.features.plan.models import Plan, PlanCitation, PlanDuty, PlanObligation, PlanPassage
from dcapp.features.plan.queries import (
    CitationLine,
    ObligationLine,
    PassageLine,
    citations_of,
    obligation_line,
    passages_of,
)
from dcapp.features.plan.terms import PassageKind
from dcapp.kernel.ids import PaperId, PlanId


@dataclass(frozen=True, slots=True)
class UseLine:
    """A plan that cites a legal document."""

    plan_id: PlanId
    year: int
    title: str
    section: str


@allowed("plan.view", reads=True)
def uses_of(uow: UnitOfWork, paper_id: PaperId) -> list[UseLine]:
    """Where a legal document is cited, newest plan first."""
    rows = uow.session.execute(
        select(Plan, PlanCitation.section)
        .join(PlanCitation, PlanCitation.plan_id == Plan.id)
        .where(PlanCitation.paper_id == paper_id)
        .order_by(Plan.year.desc(), Plan.id.desc())
    )
    return [UseLine(plan.id, plan.year, plan.title, section) for plan, section in rows]


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A part or item in the list of a plan, with how much hangs on it."""

    passage_id: int
    kind: PassageKind
    part: str
    item: str
    marker: str
    text: str
    duty_count: int
    obligation_count: int
    next_due: date | None

    @property
    def section(self) -> str:
        """Part and item in one: "II.4"."""
        return ".".join(number for number in (self.part, self.item) if number)


@allowed("plan.view", reads=True)
def outline_of(uow: UnitOfWork, plan_id: PlanId) -> list[OutlineLine]:
    """Parts and items of a plan in their order; a charge's heading counts as an item."""
    duties = dict(
        uow.session.execute(
            select(PlanDuty.section, func.count()).where(PlanDuty.plan_id == plan_id).group_by(PlanDuty.section)
        ).all()
    )
    obligations: dict[str, tuple[int, date | None]] = {
        section: (count, due)
        for section, count, due in uow.session.execute(
            select(PlanObligation.section, func.count(), func.min(PlanObligation.due_on))
            .where(PlanObligation.plan_id == plan_id)
            .group_by(PlanObligation.section)
        )
    }
    rows = uow.session.scalars(
        select(PlanPassage)
        .where(PlanPassage.plan_id == plan_id, PlanPassage.kind.in_([PassageKind.PART, PassageKind.ITEM]))
        .order_by(PlanPassage.position)
    )
    lines = []
    for row in rows:
        section = ".".join(number for number in (row.part, row.item) if number)
        is_item = row.kind is PassageKind.ITEM
        count, due = obligations.get(section, (0, None)) if is_item else (0, None)
        lines.append(
            OutlineLine(
                row.id,
                row.kind,
                row.part,
                row.item,
                row.marker,
                row.text,
                duties.get(section, 0) if is_item else 0,
                count,
                due,
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class SectionCard:
    """Everything of a plan that stands under one item."""

    section: str
    passages: tuple[PassageLine, ...]
    duties: tuple[tuple[str, str], ...]
    obligations: tuple[ObligationLine, ...]
    citations: tuple[CitationLine, ...]


@allowed("plan.view", reads=True)
def section_card(uow: UnitOfWork, plan_id: PlanId, part: str, item: str) -> SectionCard:
    """An item's paragraphs, duties, obligations and the documents that it cites."""
    section = ".".join(number for number in (part, item) if number)
    passages = tuple(passage for passage in passages_of(uow, plan_id) if passage.part == part and passage.item == item)
    duties = uow.session.execute(
        select(PlanDuty.officer, PlanDuty.text)
        .where(PlanDuty.plan_id == plan_id, PlanDuty.section == section)
        .order_by(PlanDuty.section_order, PlanDuty.id)
        .limit(200)
    )
    calendar = calendar_of(uow)
    obligations = uow.session.scalars(
        select(PlanObligation)
        .where(PlanObligation.plan_id == plan_id, PlanObligation.section == section)
        .order_by(PlanObligation.position)
    )
    return SectionCard(
        section,
        passages,
        tuple((officer, text) for officer, text in duties),
        tuple(obligation_line(row, calendar) for row in obligations),
        tuple(cited for cited in citations_of(uow, plan_id) if cited.section == section),
    )
