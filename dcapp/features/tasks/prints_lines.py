"""Difficulties, adjustments, deliveries and names as printed papers list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.queries import officers_of
from dcapp.features.plan.models import Plan, shortened
from dcapp.features.plan.sections import outline_of
from dcapp.features.tasks.models import Adjustment, Difficulty, Task, TaskDelivery
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, TaskState
from dcapp.features.tasks.timing import titled
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import AdjustmentId, DeliveryId, DifficultyId, OfficerId, PlanId

Narrowed = Sequence[ColumnElement[bool]]
"""Conditions on the task that narrow a list: of one plan, of one officer, of one section."""


@dataclass(frozen=True, slots=True)
class PlanName:
    """The plan as other papers cite it."""

    id: PlanId
    year: int
    type_name: str
    number: str
    signed_on: date | None
    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class DifficultyLine:
    """A difficulty raised in the period, or raised before and still waiting."""

    id: DifficultyId
    raised_on: date
    raised_by: str
    task: str
    matter: str
    proposal: str
    state: DifficultyState
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """An adjustment with what stood before and what stands now."""

    id: AdjustmentId
    ordinal: int
    kind: AdjustmentKind
    section: str
    task: str
    old_words: str
    new_words: str
    old_due_on: date | None
    old_is_before: bool
    new_due_on: date | None
    new_is_before: bool
    reason: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """Something that one sender owes one addressee; `days` late, 0 when it came in time, None without a deadline."""

    id: DeliveryId
    task: str
    sender: str
    addressee: str
    due_on: date | None
    is_before: bool
    received_on: date | None
    days: int | None
    note: str


def plan_name(uow: UnitOfWork, plan_id: PlanId) -> PlanName:
    """Type, number, day and subject of a plan."""
    plan = uow.get(Plan, plan_id)
    return PlanName(plan.id, plan.year, plan.type_name, plan.number, plan.signed_on, plan.issuer, plan.subject)


def lead_names(uow: UnitOfWork) -> dict[OfficerId | None, str]:
    """Officers by id as a list of work names them, those who left too."""
    return {card.id: card.full_name for card in officers_of(uow, with_former=True)}


def lead_of(task: Task, names: dict[OfficerId | None, str]) -> str:
    """Who leads a task: the officer, or whoever the plan names; empty when nobody."""
    return names.get(task.lead_id, "") or task.lead_words


def section_titles(uow: UnitOfWork, plan_id: PlanId) -> dict[str, str]:
    """Number and first words of each section of a plan: "II.4. Công khai thông tin"."""
    return {line.section: f"{line.section}. {shortened(line.text.rstrip(' .;:'))}" for line in outline_of(uow, plan_id)}


def was_before(day: date | None, words: str, task: Task) -> bool:
    """Whether a deadline of an adjustment meant "trước ngày …": its words then say more than the day."""
    return day is not None and (words != vn_date(day) if words else task.is_before)


def adjustment_line(adjustment: Adjustment, task: Task) -> AdjustmentLine:
    """An adjustment and the task that it changes, under the name that the task had before."""
    had_other_title = adjustment.kind is AdjustmentKind.CONTENT and adjustment.old_words
    return AdjustmentLine(
        adjustment.id,
        adjustment.ordinal,
        adjustment.kind,
        task.section,
        adjustment.old_words if had_other_title else titled(task.title, task.period),
        adjustment.old_words,
        adjustment.new_words,
        adjustment.old_due_on,
        was_before(adjustment.old_due_on, adjustment.old_words, task),
        adjustment.new_due_on,
        was_before(adjustment.new_due_on, adjustment.new_words, task),
        adjustment.reason,
        adjustment.decided_by,
        adjustment.decided_on,
    )


def difficulties_within(
    uow: UnitOfWork, wanted: Narrowed, plan_id: PlanId, since: date, until: date
) -> tuple[DifficultyLine, ...]:
    """Difficulties raised in a period, or before it and still waiting; a narrowed list has only those of its tasks."""
    statement = (
        select(Difficulty, Task.title)
        .outerjoin(Task, Task.id == Difficulty.task_id)
        .where(
            Difficulty.plan_id == plan_id,
            Difficulty.raised_on <= until,
            or_(Difficulty.raised_on >= since, Difficulty.state == DifficultyState.OPEN),
        )
        .order_by(Difficulty.raised_on, Difficulty.id)
    )
    if len(wanted) > 1:
        statement = statement.where(*wanted)
    return tuple(
        DifficultyLine(
            row.id,
            row.raised_on,
            row.raised_by,
            title or "",
            row.matter,
            row.proposal,
            row.state,
            row.answer,
            row.answered_on,
        )
        for row, title in uow.session.execute(statement)
    )


def adjustments_within(uow: UnitOfWork, wanted: Narrowed, since: date, until: date) -> tuple[AdjustmentLine, ...]:
    """Adjustments decided in a period, by their numbers; those of a series too."""
    statement = (
        select(Adjustment, Task)
        .join(Task, Task.id == Adjustment.task_id)
        .where(*wanted, Adjustment.decided_on >= since, Adjustment.decided_on <= until)
        .order_by(Adjustment.ordinal)
    )
    return tuple(adjustment_line(adjustment, task) for adjustment, task in uow.session.execute(statement))


def deliveries_within(
    uow: UnitOfWork, wanted: Narrowed, since: date, until: date, counted_on: date
) -> tuple[tuple[DeliveryLine, ...], tuple[DeliveryLine, ...]]:
    """What came in the period, and what was due before the counting day and had not come by then."""
    base = (
        select(TaskDelivery, Task)
        .join(Task, Task.id == TaskDelivery.task_id)
        .where(*wanted, Task.is_series.is_(False))
        .order_by(Task.last_on, Task.id, TaskDelivery.sender_order, TaskDelivery.id)
    )
    came = base.where(TaskDelivery.received_on >= since, TaskDelivery.received_on <= until)
    owed = base.where(
        or_(Task.state == TaskState.OPEN, and_(Task.state == TaskState.DONE, Task.done_on > counted_on)),
        Task.last_on < counted_on,
        or_(TaskDelivery.received_on.is_(None), TaskDelivery.received_on > counted_on),
    )
    return (
        tuple(delivery_line(row, task, row.received_on) for row, task in uow.session.execute(came)),
        tuple(delivery_line(row, task, None, counted_on) for row, task in uow.session.execute(owed)),
    )


def delivery_line(
    row: TaskDelivery, task: Task, received_on: date | None, counted_on: date | None = None
) -> DeliveryLine:
    """A delivery with its days late on the day it came, or on the counting day while it is missing."""
    day = received_on or counted_on
    days = max((day - task.last_on).days, 0) if day is not None and task.last_on is not None else None
    return DeliveryLine(
        row.id,
        titled(task.title, task.period),
        row.sender,
        row.addressee,
        task.due_on,
        task.is_before,
        received_on,
        days,
        row.note,
    )
