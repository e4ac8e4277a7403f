"""Use cases of tasks: enter, change, remove; a request from above; what another book did for a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.features.office.models import Officer
from dcapp.features.plan.models import Plan, PlanDuty, PlanObligation
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.delivering import set_deliveries
from dcapp.features.tasks.models import (
    Adjustment,
    Difficulty,
    Task,
    TaskDelivery,
    TaskFulfilment,
    TaskNote,
    TaskReminder,
    TaskSupporter,
    TaskTarget,
)
from dcapp.features.tasks.terms import AdjustmentKind, Priority, TaskState
from dcapp.features.tasks.timing import last_day, section_rank
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import DutyId, ObligationId, OfficerId, PlanId, TaskId
from dcapp.kernel.text import nfc

OWNER = "Task"
"""How attached files name a task that they prove."""


@dataclass(frozen=True, slots=True)
class SupporterForm:
    """Somebody who supports: an officer, or a unit by its words."""

    officer_id: OfficerId | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TargetForm:
    """A figure to reach, in its unit."""

    name: str
    unit: str = ""
    planned: float = 0
    actual: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForm:
    """A task as the officer fills it in. With `every` it is a series, whose periods have their own last days;
    `day` is then the day of the month (none: the last working day).
    """

    plan_id: PlanId
    title: str
    section: str = ""
    expected: str = ""
    lead_id: OfficerId | None = None
    lead_words: str = ""
    supporters: tuple[SupporterForm, ...] = ()
    requested_by: str = ""
    priority: Priority = Priority.NORMAL
    start_on: date | None = None
    due_on: date | None = None
    is_before: bool = False
    every: Rhythm | None = None
    day: int | None = None
    targets: tuple[TargetForm, ...] = ()
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    duty_id: DutyId | None = None
    obligation_id: ObligationId | None = None


@allowed("plan.edit", undo=N_("Thêm việc"))
def add_task(uow: UnitOfWork, form: TaskForm) -> TaskId:
    """Enter a task, or a series when it has a rhythm."""
    uow.get(Plan, form.plan_id)
    return write_task(uow, Task(plan_id=form.plan_id, title="", is_series=form.every is not None), form).id


@allowed("plan.edit", undo=N_("Ghi yêu cầu đột xuất"))
def add_request(uow: UnitOfWork, form: TaskForm, series_id: TaskId | None = None) -> TaskId:
    """Enter what somebody above asked for, with its own deadline; it may hang on a series "khi có yêu cầu"."""
    if not form.requested_by.strip():
        raise Invalid(_("Ghi cơ quan, người yêu cầu."), field="requested_by")
    if form.due_on is None:
        raise Invalid(_("Ghi hạn phải xong."), field="due_on")
    if form.every is not None:
        raise Invalid(_("Yêu cầu đột xuất không lặp lại. Bỏ định kỳ."), field="every")
    if series_id is not None and not uow.get(Task, series_id).is_series:
        raise RuleViolation(_("Chỉ gắn yêu cầu vào việc định kỳ hoặc việc khi có yêu cầu."))
    return write_task(uow, Task(plan_id=form.plan_id, title="", series_id=series_id), form).id


@allowed("plan.edit", undo=N_("Sửa việc"))
def edit_task(uow: UnitOfWork, task_id: TaskId, form: TaskForm) -> None:
    """Change a task. A last day that the plan or an adjustment set is changed by an adjustment only."""
    task = open_task(uow, task_id, closed_too=True)
    is_same_due = (form.due_on, form.is_before) == (task.due_on, task.is_before)
    if not is_same_due and due_is_fixed(uow, task):
        raise Invalid(
            _("Hạn này do kế hoạch hoặc lần điều chỉnh ghi. Bấm Điều chỉnh để đổi, hạn cũ vẫn đọc được."),
            field="due_on",
        )
    if form.every is not task.every:
        if task.series_id is not None:
            raise Invalid(_("Việc này là một kỳ của việc định kỳ. Đổi định kỳ ở việc gốc."), field="every")
        if _occurrences(uow, task):
            raise Invalid(_("Đã sinh việc các kỳ nên không đổi định kỳ. Xóa việc này rồi thêm lại."), field="every")
        if task.percent:
            raise Invalid(_("Việc đã có tiến độ nên không đổi thành việc định kỳ."), field="every")
        task.is_series = form.every is not None
    write_task(uow, task, form)


@allowed("plan.edit", undo=N_("Xóa việc"))
def remove_task(uow: UnitOfWork, task_id: TaskId) -> None:
    """Throw a task into the bin with all that hangs on it, a series with its periods; traces of work are kept."""
    task = uow.get(Task, task_id)
    doomed = _occurrences(uow, task)
    for period in doomed:
        if period.percent or period.evidence_count:
            raise RuleViolation(_("{period} đã có tiến độ nên không xóa việc định kỳ.").format(period=period.period))
    for one in (*doomed, task):
        for kind, words in (
            (Adjustment, _("Việc đã có lần điều chỉnh nên phải còn trong sổ. Điều chỉnh thành Không làm nữa.")),
            (Difficulty, _("Việc có vướng mắc đang ghi nên phải còn trong sổ.")),
            (TaskFulfilment, _("Việc đã có nội dung ghi ở sổ khác. Gỡ ở sổ đó trước.")),
        ):
            if uow.session.scalar(select(kind.id).where(kind.task_id == one.id).limit(1)) is not None:
                raise RuleViolation(words)
    for one in (*doomed, task):
        _clear(uow, one)
    for one in doomed:
        uow.session.delete(one)
    uow.session.flush()
    uow.bin(task, _("Xóa việc {title}").format(title=task.title[:80]))


@allowed("plan.edit", undo=N_("Ghi việc đã làm"))
def fulfil(uow: UnitOfWork, task_id: TaskId, register: str, record_id: int, title: str, done_on: date) -> None:
    """A record of another book did something for this task; it counts as evidence. Told again, it is corrected.

    For a series it counts for the period in which the day lies. The officer in charge closes the task.
    """
    asked = uow.get(Task, task_id)
    task = _period_on(uow, asked, done_on) if asked.is_series else asked
    kin = [key for key in (asked.id, asked.series_id) if key is not None]
    earlier = uow.session.scalars(
        select(TaskFulfilment)
        .join(Task, Task.id == TaskFulfilment.task_id)
        .where(
            TaskFulfilment.register == register,
            TaskFulfilment.record_id == record_id,
            Task.id.in_(kin) | Task.series_id.in_(kin),
        )
    ).all()
    line = next((known for known in earlier if known.task_id == task.id), None)
    for known in earlier:
        if known is not line:
            uow.session.delete(known)
            recount_evidence(uow, uow.get(Task, known.task_id))
    if line is None:
        line = TaskFulfilment(task_id=task.id, register=register, record_id=record_id, title="", done_on=done_on)
        uow.session.add(line)
    line.title, line.done_on = nfc(title).strip(), done_on
    recount_evidence(uow, task)


@allowed("plan.edit", undo=N_("Gỡ việc đã làm"))
def unfulfil(uow: UnitOfWork, register: str, record_id: int) -> None:
    """A record of another book no longer proves anything; a task closed on it alone is open again."""
    lines = select(TaskFulfilment).where(TaskFulfilment.register == register, TaskFulfilment.record_id == record_id)
    for line in uow.session.scalars(lines).all():
        uow.session.delete(line)
        recount_evidence(uow, uow.get(Task, line.task_id))


# -- what the modules beside this one use


def open_task(uow: UnitOfWork, task_id: TaskId, *, closed_too: bool = False) -> Task:
    """The task, unless it was dropped (or, where asked, done)."""
    task = uow.get(Task, task_id)
    if task.state is TaskState.DROPPED:
        raise RuleViolation(_("Việc này đã ghi là không làm nữa. Thêm việc mới nếu làm lại."))
    if task.state is TaskState.DONE and not closed_too:
        raise RuleViolation(_("Việc này đã xong. Ghi tiến độ dưới 100 % để mở lại rồi làm tiếp."))
    return task


def due_is_fixed(uow: UnitOfWork, task: Task) -> bool:
    """True where the last day stands in the signed plan, or was set by a numbered adjustment."""
    if task.obligation_id is not None and task.due_on is not None and not task.is_series:
        return uow.get(PlanObligation, task.obligation_id).due_on is not None
    if task.duty_id is not None and task.due_on is not None and uow.get(PlanDuty, task.duty_id).due_on is not None:
        return True
    adjusted = select(Adjustment.id).where(Adjustment.task_id == task.id, Adjustment.kind == AdjustmentKind.DUE)
    return uow.session.scalar(adjusted.limit(1)) is not None


def recount_evidence(uow: UnitOfWork, task: Task) -> None:
    """Count what proves a task; one that was closed on evidence which is gone is open again."""
    uow.session.flush()
    files = select(func.count(Attachment.id)).where(Attachment.owner_kind == OWNER, Attachment.owner_id == task.id)
    records = select(func.count(TaskFulfilment.id)).where(TaskFulfilment.task_id == task.id)
    task.evidence_count = (uow.session.scalar(files) or 0) + (uow.session.scalar(records) or 0)
    if task.state is TaskState.DONE and not task.evidence_count and not task.closing_reason:
        earlier = select(TaskNote.percent).where(TaskNote.task_id == task.id, TaskNote.percent < 100)
        task.state, task.done_on = TaskState.OPEN, None
        task.percent = uow.session.scalar(earlier.order_by(TaskNote.id.desc()).limit(1)) or 0
    uow.session.flush()


def officer_words(uow: UnitOfWork, officer_id: OfficerId | None, words: str) -> str:
    """How somebody is called in lists: the words given, else the officer's name."""
    given = " ".join(nfc(words).split())
    return given or (uow.get(Officer, officer_id).full_name if officer_id is not None else "")


def write_task(uow: UnitOfWork, task: Task, form: TaskForm) -> Task:
    """Fill a new or known task from the form; raises Invalid beside the field."""
    title = " ".join(nfc(form.title).split())
    if not title:
        raise Invalid(_("Chưa ghi tên việc."), field="title")
    if form.day is not None and not 1 <= form.day <= 31:
        raise Invalid(_("Ngày trong kỳ phải từ 1 đến 31."), field="day")
    if form.day is not None and form.every is None:
        raise Invalid(_("Ngày trong kỳ chỉ dùng cho việc định kỳ. Chọn định kỳ hoặc bỏ ngày."), field="day")
    if form.every is not None and form.due_on is not None:
        raise Invalid(_("Việc định kỳ có hạn ở từng kỳ. Ghi ngày trong kỳ thay cho hạn."), field="due_on")
    last_on = last_day(form.due_on, is_before=form.is_before)
    if form.start_on is not None and last_on is not None and last_on < form.start_on:
        raise Invalid(_("Ngày cuối sớm hơn ngày bắt đầu."), field="due_on")
    task.title, task.section, task.section_order = title, form.section.strip(), section_rank(form.section)
    task.expected, task.requested_by = nfc(form.expected).strip(), nfc(form.requested_by).strip()
    task.lead_id, task.lead_words = form.lead_id, officer_words(uow, form.lead_id, form.lead_words)
    task.priority, task.start_on = form.priority, form.start_on
    task.due_on, task.is_before, task.last_on = form.due_on, form.is_before, last_on
    task.every, task.day = form.every, form.day
    task.duty_id, task.obligation_id = form.duty_id or task.duty_id, form.obligation_id or task.obligation_id
    supporters = _supporters(uow, form)
    task.support_line = "; ".join(words for _officer, words in supporters)
    uow.add(task)
    _write_supporters(uow, task, supporters)
    _write_targets(uow, task, form.targets)
    set_deliveries(uow, task, form.senders, form.addressees)
    return task


def _supporters(uow: UnitOfWork, form: TaskForm) -> list[tuple[OfficerId | None, str]]:
    found: dict[tuple[OfficerId | None, str], None] = {}
    for one in form.supporters:
        words = officer_words(uow, one.officer_id, one.words)
        if words and not (one.officer_id is not None and one.officer_id == form.lead_id):
            found[one.officer_id, words] = None
    return list(found)


def _write_supporters(uow: UnitOfWork, task: Task, wanted: list[tuple[OfficerId | None, str]]) -> None:
    known = {
        (line.officer_id, line.words): line
        for line in uow.session.scalars(select(TaskSupporter).where(TaskSupporter.task_id == task.id))
    }
    for key, line in known.items():
        if key not in wanted:
            uow.session.delete(line)
    for officer_id, words in wanted:
        if (officer_id, words) not in known:
            uow.session.add(TaskSupporter(task_id=task.id, officer_id=officer_id, words=words))
    uow.session.flush()


def _write_targets(uow: UnitOfWork, task: Task, targets: tuple[TargetForm, ...]) -> None:
    known = list(uow.session.scalars(select(TaskTarget).where(TaskTarget.task_id == task.id).order_by(TaskTarget.id)))
    for place, target in enumerate(targets):
        name = " ".join(nfc(target.name).split())
        if not name:
            raise Invalid(_("Chưa ghi tên chỉ tiêu."), field="targets")
        if target.planned < 0 or (target.actual is not None and target.actual < 0):
            raise Invalid(_("Số của chỉ tiêu không thể âm."), field="targets")
        line = known[place] if place < len(known) else TaskTarget(task_id=task.id)
        line.name, line.unit = name, nfc(target.unit).strip()
        line.planned, line.actual = target.planned, target.actual
        uow.session.add(line)
    for line in known[len(targets) :]:
        uow.session.delete(line)
    uow.session.flush()


def _occurrences(uow: UnitOfWork, task: Task) -> list[Task]:
    return list(uow.session.scalars(select(Task).where(Task.series_id == task.id))) if task.is_series else []


def _period_on(uow: UnitOfWork, series: Task, day: date) -> Task:
    """The period of a series that work of this day is for: the next to end, else the last one, else the series."""
    periods = select(Task).where(Task.series_id == series.id, Task.state != TaskState.DROPPED)
    coming = periods.where(Task.last_on >= day).order_by(Task.last_on, Task.id).limit(1)
    last = periods.order_by(Task.last_on.desc(), Task.id.desc()).limit(1)
    return uow.session.scalar(coming) or uow.session.scalar(last) or series


def _clear(uow: UnitOfWork, task: Task) -> None:
    for kind in (TaskSupporter, TaskTarget, TaskNote, TaskReminder, TaskDelivery):
        for line in uow.session.scalars(select(kind).where(kind.task_id == task.id)):
            uow.session.delete(line)
    files = select(Attachment).where(Attachment.owner_kind == OWNER, Attachment.owner_id == task.id)
    for file in uow.session.scalars(files):
        uow.session.delete(file)
    uow.session.flush()
