"""One task with everything that the pane shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.features.office.absences import absent_for
from dcapp.features.office.models import Officer
from dcapp.features.office.queries import calendar_of
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.plan.models import Plan, PlanDuty, PlanObligation
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.belonging import PROGRESS, is_theirs
from dcapp.features.tasks.models import (
    Adjustment,
    Difficulty,
    Task,
    TaskDelivery,
    TaskFulfilment,
    TaskReminder,
    TaskSupporter,
    TaskTarget,
)
from dcapp.features.tasks.service import OWNER, SupporterForm, TargetForm, TaskForm, due_is_fixed
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, Lane, TaskState
from dcapp.features.tasks.timing import Chip, chip_of, days_late, lane_of, series_chip
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AdjustmentId, AttachmentId, DeliveryId, DifficultyId, IssuedId, PlanId, TaskId
from dcapp.printing.official import official
from dcapp.rules.permissions import Context
from dcapp.rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A figure to reach."""

    id: int
    name: str
    unit: str
    planned: float
    actual: float | None


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """What one sender owes one addressee; `days_late` counts to the receipt, or to today while it is missing."""

    id: DeliveryId
    sender: str
    is_village: bool
    addressee: str
    received_on: date | None
    days_late: int
    note: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file (`attachment_id`), or a record of another book (`register`, `record_id`), that proves a task."""

    name: str
    on: date
    attachment_id: AttachmentId | None = None
    byte_count: int = 0
    register: str = ""
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """One numbered change of a task; `symbol` is the number of the paper that made it known."""

    id: AdjustmentId
    ordinal: int
    kind: AdjustmentKind
    old_words: str
    new_words: str
    old_due_on: date | None
    new_due_on: date | None
    reason: str
    decided_by: str
    decided_on: date
    issued_id: IssuedId | None
    symbol: str


@dataclass(frozen=True, slots=True)
class DifficultyLine:
    """A difficulty of a task."""

    id: DifficultyId
    raised_on: date
    raised_by: str
    matter: str
    proposal: str
    state: DifficultyState
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of a series, or one request that hangs on it."""

    id: TaskId
    period: str
    title: str
    due_on: date | None
    last_on: date | None
    percent: int
    state: TaskState
    chip: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    """A task as the pane shows it. `form` is what the form of a change starts with; `advice` says that the last day
    is a day off; `old_due` is the deadline before the first adjustment (to be shown struck through).
    """

    id: TaskId
    plan_id: PlanId
    plan_title: str
    year: int
    form: TaskForm
    section: str
    title: str
    period: str
    series_id: TaskId | None
    is_series: bool
    every: Rhythm | None
    lead_name: str
    lead_words: str
    deputy: str
    support_line: str
    due_on: date | None
    is_before: bool
    last_on: date | None
    advised_on: date | None
    advice: str
    old_due: tuple[date | None, str] | None
    due_is_fixed: bool
    percent: int
    state: TaskState
    lane: Lane | None
    chip: Chip
    done_on: date | None
    closing_reason: str
    wording: str
    evidence_count: int
    targets: tuple[TargetLine, ...]
    evidence: tuple[EvidenceLine, ...]
    deliveries: tuple[DeliveryLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    difficulties: tuple[DifficultyLine, ...]
    periods: tuple[PeriodLine, ...]
    reminded_on: tuple[date, ...]
    is_mine: bool
    may_note: bool
    may_edit: bool
    may_adjust: bool

    @property
    def received_count(self) -> int:
        """How many of the deliveries have come in."""
        return sum(1 for line in self.deliveries if line.received_on is not None)


@allowed("plan.view", reads=True)
def task_card(uow: UnitOfWork, task_id: TaskId) -> TaskCard:
    """One task with everything that hangs on it, and what the viewer may do with it."""
    task = uow.get(Task, task_id)
    plan = uow.get(Plan, task.plan_id)
    calendar = calendar_of(uow)
    adjustments = _adjustments(uow, task_id)
    dues = [line for line in adjustments if line.kind is AdjustmentKind.DUE]
    deliveries = _deliveries(uow, task)
    absence = absent_for(uow, task.lead_id) if task.lead_id is not None else None
    mine = is_theirs(uow, task)
    return TaskCard(
        id=task.id,
        plan_id=plan.id,
        plan_title=plan.title,
        year=plan.year,
        form=_form(uow, task, deliveries),
        section=task.section,
        title=task.title,
        period=task.period,
        series_id=task.series_id,
        is_series=task.is_series,
        every=task.every,
        lead_name=uow.get(Officer, task.lead_id).full_name if task.lead_id is not None else "",
        lead_words=task.lead_words,
        deputy=absence.deputy if absence is not None else "",
        support_line=task.support_line,
        due_on=task.due_on,
        is_before=task.is_before,
        last_on=task.last_on,
        advised_on=calendar.on_or_before(task.last_on) if task.last_on is not None else None,
        advice=_advice(task, calendar),
        old_due=(dues[0].old_due_on, dues[0].old_words) if dues else None,
        due_is_fixed=due_is_fixed(uow, task),
        percent=task.percent,
        state=task.state,
        lane=None if task.is_series else lane_of(task.state, task.percent, task.last_on, uow.today),
        chip=_chip(task, uow.today, calendar),
        done_on=task.done_on,
        closing_reason=task.closing_reason,
        wording=_wording(uow, task),
        evidence_count=task.evidence_count,
        targets=tuple(
            TargetLine(line.id, line.name, line.unit, line.planned, line.actual)
            for line in uow.session.scalars(
                select(TaskTarget).where(TaskTarget.task_id == task_id).order_by(TaskTarget.id)
            )
        ),
        evidence=_evidence(uow, task_id),
        deliveries=deliveries,
        adjustments=adjustments,
        difficulties=_difficulties(uow, task_id),
        periods=_periods(uow, task, calendar),
        reminded_on=tuple(
            uow.session.scalars(
                select(TaskReminder.reminded_on)
                .where(TaskReminder.task_id == task_id)
                .group_by(TaskReminder.reminded_on)
                .order_by(TaskReminder.reminded_on)
            )
        ),
        is_mine=mine,
        may_note=uow.may(PROGRESS, Context(assigned=mine)) and not task.is_series and task.state != TaskState.DROPPED,
        may_edit=uow.may("plan.edit"),
        may_adjust=uow.may("plan.approve") and task.state is TaskState.OPEN,
    )


def _form(uow: UnitOfWork, task: Task, deliveries: tuple[DeliveryLine, ...]) -> TaskForm:
    supporters = uow.session.scalars(
        select(TaskSupporter).where(TaskSupporter.task_id == task.id).order_by(TaskSupporter.id)
    )
    targets = uow.session.scalars(select(TaskTarget).where(TaskTarget.task_id == task.id).order_by(TaskTarget.id))
    return TaskForm(
        plan_id=task.plan_id,
        title=task.title,
        section=task.section,
        expected=task.expected,
        lead_id=task.lead_id,
        lead_words=task.lead_words,
        supporters=tuple(SupporterForm(line.officer_id, line.words) for line in supporters),
        requested_by=task.requested_by,
        priority=task.priority,
        start_on=task.start_on,
        due_on=task.due_on,
        is_before=task.is_before,
        every=task.every,
        day=task.day,
        targets=tuple(TargetForm(line.name, line.unit, line.planned, line.actual) for line in targets),
        senders=tuple(dict.fromkeys(line.sender for line in deliveries)),
        addressees=tuple(dict.fromkeys(line.addressee for line in deliveries if line.addressee)),
        duty_id=task.duty_id,
        obligation_id=task.obligation_id,
    )


def _chip(task: Task, today: date, calendar: Calendar) -> Chip:
    if task.is_series and task.every is not None and task.state is TaskState.OPEN:
        return series_chip(task.every)
    return chip_of(task.state, task.due_on, task.is_before, task.last_on, task.done_on, today, calendar)


def _advice(task: Task, calendar: Calendar) -> str:
    """That the last day is a day off, and when it should be done instead; empty for an ordinary day."""
    if task.last_on is None or task.state is not TaskState.OPEN:
        return ""
    if not calendar.knows(task.last_on.year):
        return _("Chưa nạp lịch nghỉ năm {year} nên chưa biết ngày cuối có phải ngày nghỉ.").format(
            year=task.last_on.year
        )
    advised = calendar.on_or_before(task.last_on)
    if advised == task.last_on:
        return ""
    return _("Ngày cuối {last} là ngày nghỉ. Nên xong trong {advised}.").format(
        last=weekday_date(task.last_on), advised=weekday_date(advised)
    )


def _wording(uow: UnitOfWork, task: Task) -> str:
    """What the signed plan says, in its own words; a part of a sentence without the word that leads on."""
    if task.obligation_id is not None:
        obligation = uow.get(PlanObligation, task.obligation_id)
        return (obligation.wording or obligation.what).removesuffix(official(" và"))
    return uow.get(PlanDuty, task.duty_id).text if task.duty_id is not None else ""


def _evidence(uow: UnitOfWork, task_id: TaskId) -> tuple[EvidenceLine, ...]:
    files = uow.session.scalars(
        select(Attachment).where(Attachment.owner_kind == OWNER, Attachment.owner_id == task_id).order_by(Attachment.id)
    )
    found = [EvidenceLine(file.name, file.created_at.astimezone().date(), file.id, file.byte_count) for file in files]
    records = uow.session.scalars(
        select(TaskFulfilment).where(TaskFulfilment.task_id == task_id).order_by(TaskFulfilment.done_on)
    )
    found += [
        EvidenceLine(line.title, line.done_on, register=line.register, record_id=line.record_id) for line in records
    ]
    return tuple(found)


def _deliveries(uow: UnitOfWork, task: Task) -> tuple[DeliveryLine, ...]:
    lines = uow.session.scalars(
        select(TaskDelivery)
        .where(TaskDelivery.task_id == task.id)
        .order_by(TaskDelivery.village_id.is_(None).desc(), TaskDelivery.sender_order, TaskDelivery.id)
    )
    return tuple(
        DeliveryLine(
            line.id,
            line.sender,
            line.village_id is not None,
            line.addressee,
            line.received_on,
            days_late(task.last_on, line.received_on, uow.today),
            line.note,
        )
        for line in lines
    )


def _adjustments(uow: UnitOfWork, task_id: TaskId) -> tuple[AdjustmentLine, ...]:
    rows = uow.session.execute(
        select(
            Adjustment.id,
            Adjustment.ordinal,
            Adjustment.kind,
            Adjustment.old_words,
            Adjustment.new_words,
            Adjustment.old_due_on,
            Adjustment.new_due_on,
            Adjustment.reason,
            Adjustment.decided_by,
            Adjustment.decided_on,
            Adjustment.issued_id,
            func.coalesce(IssuedPaper.symbol, ""),
        )
        .outerjoin(IssuedPaper, IssuedPaper.id == Adjustment.issued_id)
        .where(Adjustment.task_id == task_id)
        .order_by(Adjustment.ordinal)
    )
    return tuple(AdjustmentLine(*list(row)) for row in rows)


def _difficulties(uow: UnitOfWork, task_id: TaskId) -> tuple[DifficultyLine, ...]:
    rows = uow.session.execute(
        select(
            Difficulty.id,
            Difficulty.raised_on,
            Difficulty.raised_by,
            Difficulty.matter,
            Difficulty.proposal,
            Difficulty.state,
            Difficulty.answer,
            Difficulty.answered_on,
        )
        .where(Difficulty.task_id == task_id)
        .order_by(Difficulty.id)
    )
    return tuple(DifficultyLine(*row) for row in rows)


def _periods(uow: UnitOfWork, task: Task, calendar: Calendar) -> tuple[PeriodLine, ...]:
    if not task.is_series:
        return ()
    lines = uow.session.scalars(select(Task).where(Task.series_id == task.id).order_by(Task.last_on, Task.id))
    return tuple(
        PeriodLine(
            line.id,
            line.period,
            line.title,
            line.due_on,
            line.last_on,
            line.percent,
            line.state,
            _chip(line, uow.today, calendar),
        )
        for line in lines
    )
