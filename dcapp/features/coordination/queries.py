"""Reads of the coordination slice that are more than a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.coordination.models import Coordination, CoordinationLine
from dcapp.features.coordination.rules import line_state
from dcapp.features.coordination.terms import JointKind, JointState
from dcapp.features.office.models import Body
from dcapp.features.office.terms import BodyKind
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.terms import TaskState
from dcapp.kernel.ids import CoordinationId, PlanId, TaskId
from dcapp.kernel.text import fold

TASK_WORDS = ("phoi hop",)
PARTNER_WORDS = ("dan van", "xay dung dang")
"""How the Party's body for mass mobilisation is called, the first that is found."""
MOST_TASKS = 60


@dataclass(frozen=True, slots=True)
class JointLine:
    """One thing that both sides do together."""

    id: int
    kind: JointKind
    words: str
    lead: str
    support: str
    due_on: date | None
    wording: str
    done_on: date | None
    result: str
    state: JointState


@dataclass(frozen=True, slots=True)
class CoordinationCard:
    """A coordination plan with everything that it says."""

    id: CoordinationId
    plan_id: PlanId | None
    plan_type: str
    plan_number: str
    plan_signed_on: date | None
    task_id: TaskId | None
    task: str
    year: int
    title: str
    partner: str
    purpose: str
    number: str
    signed_on: date | None
    our_title: str
    our_signer: str
    their_title: str
    their_signer: str
    recipients: tuple[str, ...]
    is_issued: bool
    lines: tuple[JointLine, ...]

    def of_kind(self, kind: JointKind) -> tuple[JointLine, ...]:
        """Its lines of one kind, in their order."""
        return tuple(line for line in self.lines if line.kind is kind)


@dataclass(frozen=True, slots=True)
class DueJointLine:
    """A line that is not done, with the plan it stands in."""

    id: int
    coordination_id: CoordinationId
    title: str
    kind: JointKind
    words: str
    lead: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PlanOption:
    """A plan that a coordination plan can carry out."""

    id: PlanId
    words: str


@dataclass(frozen=True, slots=True)
class TaskOption:
    """A task that a coordination plan can fulfil."""

    id: TaskId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a new coordination plan starts with."""

    plans: tuple[PlanOption, ...]
    tasks: tuple[TaskOption, ...]
    partner: str
    their_title: str
    their_signer: str
    recipients: str


@allowed("plan.view", reads=True)
def coordination_card(uow: UnitOfWork, coordination_id: CoordinationId) -> CoordinationCard:
    """One coordination plan."""
    head = uow.get(Coordination, coordination_id)
    plan = uow.session.get(Plan, head.plan_id) if head.plan_id else None
    task = uow.session.get(Task, head.task_id) if head.task_id else None
    return CoordinationCard(
        id=head.id,
        plan_id=head.plan_id,
        plan_type=plan.type_name if plan else "",
        plan_number=plan.number if plan else "",
        plan_signed_on=plan.signed_on if plan else None,
        task_id=head.task_id,
        task=task.title if task else "",
        year=head.year,
        title=head.title,
        partner=head.partner,
        purpose=head.purpose,
        number=head.number,
        signed_on=head.signed_on,
        our_title=head.our_title,
        our_signer=head.our_signer,
        their_title=head.their_title,
        their_signer=head.their_signer,
        recipients=tuple(line.strip() for line in head.recipients.splitlines() if line.strip()),
        is_issued=is_issued(uow, head),
        lines=tuple(_line(line, uow.today) for line in lines_of(uow, coordination_id)),
    )


def lines_of(uow: UnitOfWork, coordination_id: CoordinationId) -> list[CoordinationLine]:
    """The lines of a coordination plan in their order."""
    return list(
        uow.session.scalars(
            select(CoordinationLine)
            .where(CoordinationLine.coordination_id == coordination_id)
            .order_by(CoordinationLine.position, CoordinationLine.id)
        )
    )


def is_issued(uow: UnitOfWork, head: Coordination) -> bool:
    """True where it has a number of our own book that is not cancelled."""
    issued = uow.session.get(IssuedPaper, head.issued_id) if head.issued_id else None
    return issued is not None and issued.state is not IssueState.CANCELLED


def _line(line: CoordinationLine, today: date) -> JointLine:
    return JointLine(
        line.id,
        line.kind,
        line.words,
        line.lead,
        line.support,
        line.due_on,
        line.wording,
        line.done_on,
        line.result,
        line_state(line.due_on, line.done_on, today),
    )


@allowed("plan.view", reads=True)
def joint_lines_due(uow: UnitOfWork, until: date) -> list[DueJointLine]:
    """What both sides still have to do by a day, late lines included; the first due first."""
    rows = uow.session.execute(
        select(
            CoordinationLine.id,
            Coordination.id,
            Coordination.title,
            CoordinationLine.kind,
            CoordinationLine.words,
            CoordinationLine.lead,
            CoordinationLine.due_on,
        )
        .join(Coordination, Coordination.id == CoordinationLine.coordination_id)
        .where(CoordinationLine.done_on.is_(None), CoordinationLine.due_on <= until)
        .order_by(CoordinationLine.due_on, CoordinationLine.id)
    )
    return [
        DueJointLine(key, head_id, title, kind, words, lead, due_on)
        for key, head_id, title, kind, words, lead, due_on in rows
        if due_on is not None
    ]


@allowed("plan.view", reads=True)
def coordination_beginning(uow: UnitOfWork) -> Beginning:
    """What a new coordination plan starts with: the plans, the tasks that ask for one, the other side as last time."""
    plans = uow.session.scalars(select(Plan).order_by(Plan.year.desc(), Plan.id.desc())).all()
    tasks = _tasks_of(uow, plans[0].id) if plans else ()
    last = uow.session.scalar(select(Coordination).order_by(Coordination.year.desc(), Coordination.id.desc()).limit(1))
    return Beginning(
        plans=tuple(PlanOption(plan.id, f"{plan.number or plan.type_name} ({plan.year})") for plan in plans),
        tasks=tasks,
        partner=last.partner if last else _usual_partner(uow),
        their_title=last.their_title if last else "",
        their_signer=last.their_signer if last else "",
        recipients=last.recipients if last else "",
    )


def _tasks_of(uow: UnitOfWork, plan_id: PlanId) -> tuple[TaskOption, ...]:
    rows = uow.session.execute(
        select(Task.id, Task.title)
        .where(
            Task.plan_id == plan_id,
            Task.state == TaskState.OPEN,
            Task.is_series.is_(False),
            or_(*(Task.folded.contains(word, autoescape=True) for word in TASK_WORDS)),
        )
        .order_by(Task.section_order, Task.id)
        .limit(MOST_TASKS)
    )
    return tuple(TaskOption(*row) for row in rows)


def _usual_partner(uow: UnitOfWork) -> str:
    """The Party's body for mass mobilisation that has its name today, out of the list of bodies."""
    today = uow.today
    bodies = uow.session.scalars(
        select(Body)
        .where(
            Body.kind == BodyKind.PARTY,
            or_(Body.since.is_(None), Body.since <= today),
            or_(Body.until.is_(None), Body.until >= today),
        )
        .order_by(Body.id)
    ).all()
    found = (body.name for word in PARTNER_WORDS for body in bodies if word in fold(body.name))
    return next(found, "")
