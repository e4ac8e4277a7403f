"""Reads of the plan slice that are more than a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import calendar_of
from dcapp.features.papers.models import Paper
from dcapp.features.papers.terms import Validity
from dcapp.features.plan.models import (
    Plan,
    PlanAssignment,
    PlanCitation,
    PlanDuty,
    PlanObligation,
    PlanPassage,
    PlanRecipient,
)
from dcapp.features.plan.terms import PassageKind, Rhythm
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import DutyId, ObligationId, PaperId, PlanId
from dcapp.kernel.text import nfc
from dcapp.rules.working_days import Calendar, last_day_before


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of plans."""

    id: PlanId
    year: int
    title: str
    number: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class PassageLine:
    """One paragraph of the plan in its place."""

    kind: PassageKind
    level: int
    marker: str
    text: str
    part: str
    item: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A legal document that the plan cites, in the plan's words, with its name in the book and validity today."""

    paper_id: PaperId
    name: str
    type_name: str
    number: str
    issued_on: date | None
    issuer: str
    subject: str
    is_basis: bool
    section: str
    validity: Validity
    replaced_by: str

    @property
    def is_over(self) -> bool:
        """True where the flag of an expired text must be shown."""
        return self.validity in (Validity.EXPIRED, Validity.REPLACED)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty under its assignment."""

    id: DutyId
    text: str
    section: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """Somebody and what the plan charges them with."""

    number: str
    officer: str
    duties: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """Something due, with the last day and the advised day where a date is known."""

    id: ObligationId
    what: str
    who: tuple[str, ...]
    addressees: tuple[str, ...]
    due_on: date | None
    is_before: bool
    day: int | None
    every: Rhythm | None
    wording: str
    section: str
    doubt: str
    last_day: date | None
    advised: date | None

    @property
    def title(self) -> str:
        """What is due, as a line of a list begins."""
        return self.what[:1].upper() + self.what[1:]


@dataclass(frozen=True, slots=True)
class SignedPlan:
    """A whole plan as it was signed: enough to show it and to print it back."""

    id: PlanId
    year: int
    type_name: str
    subject: str
    number: str
    signed_on: date | None
    issuer: str
    parent_body: str
    place: str
    is_party: bool
    addressees: tuple[str, ...]
    signer_authority: str
    signer_title: str
    signer_name: str
    source_name: str
    source_id: int | None
    passages: tuple[PassageLine, ...]
    citations: tuple[CitationLine, ...]
    assignments: tuple[AssignmentLine, ...]
    obligations: tuple[ObligationLine, ...]
    recipients: tuple[str, ...]

    @property
    def title(self) -> str:
        """Type and subject in one line."""
        return f"{self.type_name} {self.subject}".strip()

    @property
    def duty_count(self) -> int:
        """How many duties the plan gives."""
        return sum(len(assignment.duties) for assignment in self.assignments)


@allowed("plan.view", reads=True)
def plans(uow: UnitOfWork) -> list[PlanLine]:
    """Every plan, newest year first, of one year the last imported first."""
    rows = uow.session.scalars(select(Plan).order_by(Plan.year.desc(), Plan.id.desc()))
    return [PlanLine(plan.id, plan.year, plan.title, plan.number, plan.signed_on) for plan in rows]


@allowed("plan.view", reads=True)
def plan_of(uow: UnitOfWork, year: int, number: str | None = None) -> PlanId:
    """The plan of a year; of several the one with the number, else the last imported."""
    statement = select(Plan.id).where(Plan.year == year).order_by(Plan.id.desc()).limit(1)
    if number:
        statement = statement.where(Plan.number == "".join(nfc(number).split()))
    found = uow.session.scalar(statement)
    if found is None:
        if number:
            message = _("Không có kế hoạch số {number} năm {year} trong sổ.").format(number=number, year=year)
        else:
            message = _("Chưa có kế hoạch năm {year} trong sổ.").format(year=year)
        raise RuleViolation(message)
    return found


@allowed("plan.view", reads=True)
def signed_plan(uow: UnitOfWork, plan_id: PlanId) -> SignedPlan:
    """A plan with all its passages, citations, duties, obligations and recipients."""
    plan = uow.get(Plan, plan_id)
    calendar = calendar_of(uow)
    return SignedPlan(
        plan.id,
        plan.year,
        plan.type_name,
        plan.subject,
        plan.number,
        plan.signed_on,
        plan.issuer,
        plan.parent_body,
        plan.place,
        plan.is_party,
        tuple(plan.addressees or ()),
        plan.signer_authority,
        plan.signer_title,
        plan.signer_name,
        plan.source_name,
        plan.source_id,
        passages_of(uow, plan_id),
        citations_of(uow, plan_id),
        _assignments(uow, plan_id),
        tuple(
            obligation_line(row, calendar)
            for row in uow.session.scalars(
                select(PlanObligation).where(PlanObligation.plan_id == plan_id).order_by(PlanObligation.position)
            )
        ),
        tuple(
            uow.session.scalars(
                select(PlanRecipient.text).where(PlanRecipient.plan_id == plan_id).order_by(PlanRecipient.position)
            )
        ),
    )


def passages_of(uow: UnitOfWork, plan_id: PlanId) -> tuple[PassageLine, ...]:
    """Every paragraph of a plan in its order."""
    rows = uow.session.scalars(select(PlanPassage).where(PlanPassage.plan_id == plan_id).order_by(PlanPassage.position))
    return tuple(
        PassageLine(
            row.kind,
            row.level,
            row.marker,
            row.text,
            row.part,
            row.item,
            tuple(tuple(cells) for cells in row.cells or ()),
        )
        for row in rows
    )


@allowed("plan.view", reads=True)
def citations_of(uow: UnitOfWork, plan_id: PlanId) -> tuple[CitationLine, ...]:
    """What the plan cites, each once, with its validity today."""
    rows = uow.session.execute(
        select(PlanCitation, Paper)
        .join(Paper, Paper.id == PlanCitation.paper_id)
        .where(PlanCitation.plan_id == plan_id)
        .order_by(PlanCitation.position)
    ).all()
    successors = {paper.replaced_by_id for _citation, paper in rows if paper.replaced_by_id is not None}
    names = {paper.id: paper.name for paper in uow.session.scalars(select(Paper).where(Paper.id.in_(successors)))}
    return tuple(
        CitationLine(
            paper.id,
            paper.name,
            citation.type_name,
            citation.number,
            citation.issued_on,
            citation.issuer,
            citation.subject,
            citation.is_basis,
            citation.section,
            paper.validity(uow.today),
            names.get(paper.replaced_by_id, "") if paper.replaced_by_id else "",
        )
        for citation, paper in rows
    )


def _assignments(uow: UnitOfWork, plan_id: PlanId) -> tuple[AssignmentLine, ...]:
    duties: dict[int, list[DutyLine]] = {}
    for duty in uow.session.scalars(
        select(PlanDuty).where(PlanDuty.plan_id == plan_id).order_by(PlanDuty.section_order, PlanDuty.id)
    ):
        duties.setdefault(duty.assignment_id, []).append(DutyLine(duty.id, duty.text, duty.section, duty.due_on))
    return tuple(
        AssignmentLine(row.number, row.officer, tuple(duties.get(row.id, ())))
        for row in uow.session.scalars(
            select(PlanAssignment).where(PlanAssignment.plan_id == plan_id).order_by(PlanAssignment.position)
        )
    )


def obligation_line(row: PlanObligation, calendar: Calendar) -> ObligationLine:
    """An obligation with its last day and, where that is a day off, the working day before (decision 26)."""
    last_day = advised = None
    if row.due_on is not None:
        last_day = last_day_before(row.due_on) if row.is_before else row.due_on
        advised = calendar.on_or_before(last_day)
    addressees = tuple(name for name in row.addressee_line.split("; ") if name)
    return ObligationLine(
        row.id,
        row.what,
        tuple(row.who or ()),
        addressees,
        row.due_on,
        row.is_before,
        row.day,
        row.every,
        row.wording,
        row.section,
        row.doubt,
        last_day,
        advised,
    )


@allowed("plan.view", reads=True)
def expired_uses(uow: UnitOfWork) -> int:
    """How many citations of plans of this year or later rest on a text that is no longer in force."""
    statement = (
        select(func.count())
        .select_from(PlanCitation)
        .join(Paper, Paper.id == PlanCitation.paper_id)
        .join(Plan, Plan.id == PlanCitation.plan_id)
        .where(Plan.year >= uow.today.year, Paper.in_force_to.is_not(None), Paper.in_force_to < uow.today)
    )
    return uow.session.scalar(statement) or 0


def due_words(line: ObligationLine) -> str:
    """When an obligation is due, in the words of a list: "trước 15/05/2023 (chậm nhất 14/05)"."""
    from dcapp.features.plan.terms import RHYTHMS

    parts = []
    if line.every is not None:
        parts.append(_(RHYTHMS[line.every]))
    if line.day is not None:
        parts.append((_("trước ngày {day}") if line.is_before else _("ngày {day}")).format(day=line.day))
    if line.due_on is not None:
        words = _("trước {day}") if line.is_before else "{day}"
        parts.append(words.format(day=vn_date(line.due_on)))
    return ", ".join(parts)
