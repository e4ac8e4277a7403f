"""Tasks as single lines, as a list from elsewhere has them: the plan by its year, who leads by words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.plan.queries import plan_of
from dcapp.features.tasks.matching import officers_by_name
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.service import TaskForm, write_task
from dcapp.features.tasks.terms import Priority
from dcapp.kernel.errors import AlreadyThere, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import TaskId
from dcapp.kernel.text import nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLineForm:
    """One line of a list of tasks; how far it is, and what proves it, is entered in the program only."""

    title: str
    plan_year: str
    section: str = ""
    period: str = ""
    lead_words: str = ""
    due_on: date | None = None
    is_before: bool = False
    priority: Priority = Priority.NORMAL
    requested_by: str = ""
    expected: str = ""


@allowed("plan.edit", undo=N_("Thêm việc"))
def add_task_line(uow: UnitOfWork, form: TaskLineForm) -> TaskId:
    """Enter a task of the year's plan (of several, the last imported); the same line twice is refused.

    Where the words of who leads mean one officer for certain, the task is that officer's.
    """
    year = form.plan_year.strip()
    if not year.isdecimal():
        raise Invalid(_("Năm gồm bốn chữ số, ví dụ 2023."), field="plan_year")
    plan_id = plan_of(uow, int(year))
    period = " ".join(nfc(form.period).split())
    task = Task(plan_id=plan_id, title="", period=period)
    made = TaskForm(
        plan_id=plan_id,
        title=form.title,
        section=form.section,
        expected=form.expected,
        lead_id=officers_by_name(uow).meant(form.lead_words),
        lead_words=form.lead_words,
        requested_by=form.requested_by,
        priority=form.priority,
        due_on=form.due_on,
        is_before=form.is_before,
    )
    known = select(Task.id).where(
        Task.plan_id == plan_id,
        Task.title == " ".join(nfc(form.title).split()),
        Task.period == period,
        Task.lead_words == " ".join(nfc(form.lead_words).split()),
        Task.due_on.is_not_distinct_from(form.due_on),
        Task.is_series.is_(False),
    )
    if uow.session.scalar(known.limit(1)) is not None:
        raise AlreadyThere(_("Việc này đã có trong kế hoạch năm {year}.").format(year=year), field="title")
    return write_task(uow, task, made).id
