"""The plan at work: tasks, who sends what to whom, evidence, reminders, difficulties and adjustments."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.plan.models import shortened
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, Priority, TaskState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import (
    AdjustmentId,
    DeliveryId,
    DifficultyId,
    DutyId,
    IssuedId,
    ObligationId,
    OfficerId,
    PlanId,
    TaskId,
    VillageId,
)
from dcapp.kernel.text import sort_key


class Task(Base, Recorded):
    """One thing to do of a plan (việc), with whoever leads it and the last day for it.

    `due_on` is the day as the plan writes it; `last_on` the last day on which it is in time: the day before it
    where the plan says "trước ngày" (decision 26). A series (`is_series`) is not done itself: it brings forth
    the tasks of its periods, which point to it with `series_id`.
    """

    __tablename__ = "task"
    __table_args__ = (
        # What stands behind "id" is carried along: lists and counts of a whole plan read the index and no task.
        Index(
            "ix_task_of_plan",
            "plan_id",
            "section_order",
            "id",
            "is_series",
            "state",
            "section",
            "last_on",
            "percent",
            "evidence_count",
            "lead_id",
            "priority",
        ),
        Index("ix_task_by_last_day", "state", "last_on", "id", "is_series", "plan_id", "percent", "lead_id"),
        Index("ix_task_plan_id_state_done_on", "plan_id", "state", "done_on"),
        Index("ix_task_by_lead", "lead_id", "state", "last_on", "id", "is_series", "plan_id", "percent"),
    )

    id: Mapped[TaskId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id"))
    series_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"), index=True)
    duty_id: Mapped[DutyId | None] = mapped_column(ForeignKey("plan_duty.id"), index=True)
    obligation_id: Mapped[ObligationId | None] = mapped_column(ForeignKey("plan_obligation.id"), index=True)
    carried_from_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"))
    section: Mapped[str] = mapped_column(SHORT, default="")
    section_order: Mapped[int] = mapped_column(default=0)
    title: Mapped[str]
    expected: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"))
    lead_words: Mapped[str] = mapped_column(default="")
    support_line: Mapped[str] = mapped_column(default="")
    requested_by: Mapped[str] = mapped_column(default="")
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    is_before: Mapped[bool] = mapped_column(default=False)
    last_on: Mapped[date | None]
    every: Mapped[Rhythm | None]
    day: Mapped[int | None]
    period: Mapped[str] = mapped_column(SHORT, default="")
    is_series: Mapped[bool] = mapped_column(default=False)
    percent: Mapped[int] = mapped_column(default=0)
    state: Mapped[TaskState] = mapped_column(default=TaskState.OPEN)
    done_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(default="")
    evidence_count: Mapped[int] = mapped_column(default=0)
    lead_order: Mapped[str] = mapped_column(default="")
    title_order: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search and sort columns."""
        self.lead_order = sort_key(self.lead_words or "")
        self.title_order = sort_key(self.title)
        self.folded = folded_words(self.title, self.lead_words, self.support_line, self.section, self.period)

    def found_as(self) -> Findable:
        """How quick find shows a task."""
        due = vn_date(self.due_on) if self.due_on else ""
        detail = f"{self.lead_words or ''} {due}".strip()
        return Findable(shortened(self.title), detail, f"{self.title} {self.period or ''}", "plan.view")


class TaskSupporter(Base, Recorded):
    """Somebody who supports a task (phối hợp): an officer, or a unit by its name."""

    __tablename__ = "task_supporter"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"), index=True)
    officer_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"), index=True)
    words: Mapped[str]


class TaskTarget(Base, Recorded):
    """A figure that a task is to reach (chỉ tiêu): planned and actual, in its unit."""

    __tablename__ = "task_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"), index=True)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    planned: Mapped[float]
    actual: Mapped[float | None]


class TaskNote(Base, Recorded):
    """What somebody wrote about the progress of a task on a day (ghi tiến độ)."""

    __tablename__ = "task_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"), index=True)
    noted_on: Mapped[date]
    percent: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")
    by_words: Mapped[str] = mapped_column(default="")


class TaskFulfilment(Base, Recorded):
    """A record of another book that fulfils a task (việc đã làm ở sổ khác); it counts as evidence."""

    __tablename__ = "task_fulfilment"
    __table_args__ = (UniqueConstraint("task_id", "register", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"))
    register: Mapped[str] = mapped_column(SHORT)
    record_id: Mapped[int]
    title: Mapped[str]
    done_on: Mapped[date]


class TaskReminder(Base, Recorded):
    """A reminder that went out (đôn đốc): to whom, when, in which words."""

    __tablename__ = "task_reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"), index=True)
    reminded_on: Mapped[date]
    to_words: Mapped[str]
    words: Mapped[str] = mapped_column(default="")


class TaskDelivery(Base, Recorded):
    """One thing that one sender owes one addressee for a task (nộp báo cáo), with its own receipt."""

    __tablename__ = "task_delivery"
    __table_args__ = (UniqueConstraint("task_id", "sender", "addressee"),)

    id: Mapped[DeliveryId] = mapped_column(primary_key=True)
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"))
    sender: Mapped[str]
    sender_order: Mapped[str] = mapped_column(default="")
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"))
    addressee: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the sort column."""
        self.sender_order = sort_key(self.sender)


class Difficulty(Base, Recorded):
    """A difficulty that somebody raised (vướng mắc), and what was decided on it."""

    __tablename__ = "difficulty"

    id: Mapped[DifficultyId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id"), index=True)
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"), index=True)
    raised_on: Mapped[date] = mapped_column(index=True)
    raised_by: Mapped[str]
    matter: Mapped[str]
    proposal: Mapped[str] = mapped_column(default="")
    state: Mapped[DifficultyState] = mapped_column(default=DifficultyState.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.matter, self.proposal, self.raised_by, self.answer)

    def found_as(self) -> Findable:
        """How quick find shows a difficulty."""
        return Findable(shortened(self.matter), self.raised_by, self.proposal or "", "plan.view")


class Adjustment(Base, Recorded):
    """One numbered change of a task (phụ lục điều chỉnh); what stood before stays readable."""

    __tablename__ = "adjustment"
    __table_args__ = (UniqueConstraint("plan_id", "ordinal"),)

    id: Mapped[AdjustmentId] = mapped_column(primary_key=True)
    plan_id: Mapped[PlanId] = mapped_column(ForeignKey("plan.id"))
    task_id: Mapped[TaskId] = mapped_column(ForeignKey("task.id"), index=True)
    difficulty_id: Mapped[DifficultyId | None] = mapped_column(ForeignKey("difficulty.id"), index=True)
    ordinal: Mapped[int]
    kind: Mapped[AdjustmentKind]
    old_words: Mapped[str] = mapped_column(default="")
    new_words: Mapped[str] = mapped_column(default="")
    old_due_on: Mapped[date | None]
    new_due_on: Mapped[date | None]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_on: Mapped[date]
    issued_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.old_words, self.new_words, self.reason, self.decided_by)
