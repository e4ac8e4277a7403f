"""Use cases of following a task up: progress notes, evidence, reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.features.attachments.service import attach, detach
from dcapp.features.tasks.belonging import require_progress, signature
from dcapp.features.tasks.models import Task, TaskDelivery, TaskNote, TaskReminder, TaskSupporter, TaskTarget
from dcapp.features.tasks.service import OWNER, open_task, recount_evidence
from dcapp.features.tasks.terms import TaskState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation, Stale
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AttachmentId, TaskId
from dcapp.kernel.text import nfc
from dcapp.printing.official import official


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    """How far a task is. `percent` None: words only. `actuals`: (id of the target, value) of figures reached."""

    percent: int | None = None
    words: str = ""
    closing_reason: str = ""
    noted_on: date | None = None
    """None: today."""
    actuals: tuple[tuple[int, float | None], ...] = ()


@allowed("plan.progress", undo=N_("Ghi tiến độ"))
def note_progress(uow: UnitOfWork, task_id: TaskId, form: NoteForm) -> None:
    """Note how far a task is; 100 % closes it and needs evidence or a written reason, less opens it again."""
    task = open_task(uow, task_id, closed_too=True)
    require_progress(uow, task)
    if task.is_series:
        raise RuleViolation(_("Việc định kỳ không có tiến độ riêng. Ghi tiến độ ở việc của từng kỳ."))
    words, day = nfc(form.words).strip(), form.noted_on or uow.today
    if form.percent is None and not words and not form.actuals:
        raise Invalid(_("Ghi phần trăm hoặc nội dung đã làm."), field="words")
    if form.percent is not None and not 0 <= form.percent <= 100:
        raise Invalid(_("Tiến độ tính từ 0 đến 100 %."), field="percent")
    if day > uow.today:
        raise Invalid(_("Ngày ghi chưa tới. Kiểm tra lại ngày."), field="noted_on")
    _record_actuals(uow, task, form.actuals)
    if form.percent is not None:
        set_percent(task, form.percent, form.closing_reason, day)
    uow.add(TaskNote(task_id=task.id, noted_on=day, percent=form.percent, words=words, by_words=signature(uow, task)))


def why_not_percent(task: Task, percent: int, closing_reason: str) -> str:
    """Why a task cannot be at this percentage, in a sentence; empty where it can."""
    if task.is_series:
        return _("Việc định kỳ không có tiến độ riêng. Ghi tiến độ ở việc của từng kỳ.")
    if task.state is TaskState.DROPPED:
        return _("Việc này đã ghi là không làm nữa. Thêm việc mới nếu làm lại.")
    if percent == 100 and not task.evidence_count and not (closing_reason.strip() or task.closing_reason):
        return _("Việc chưa có minh chứng nên chưa ghi xong được. Thêm minh chứng, hoặc ghi lý do.")
    return ""


def set_percent(task: Task, percent: int, closing_reason: str, day: date) -> None:
    """Put a task at a percentage; raises Invalid where it may not be closed."""
    if why := why_not_percent(task, percent, closing_reason):
        raise Invalid(why, field="closing_reason")
    task.percent = percent
    if percent < 100:
        task.state, task.done_on, task.closing_reason = TaskState.OPEN, None, ""
        return
    if task.state is not TaskState.DONE:
        task.done_on = day
    task.state, task.closing_reason = TaskState.DONE, nfc(closing_reason).strip() or task.closing_reason


def _record_actuals(uow: UnitOfWork, task: Task, actuals: tuple[tuple[int, float | None], ...]) -> None:
    targets = {line.id: line for line in uow.session.scalars(select(TaskTarget).where(TaskTarget.task_id == task.id))}
    for target_id, value in actuals:
        if target_id not in targets:
            raise Stale(_("Chỉ tiêu này không còn trong việc. Mở lại để xem bản mới."))
        if value is not None and value < 0:
            raise Invalid(_("Số của chỉ tiêu không thể âm."), field="actuals")
        targets[target_id].actual = value


@allowed("plan.progress", undo=N_("Thêm minh chứng"))
def add_evidence(uow: UnitOfWork, task_id: TaskId, name: str, content: bytes) -> AttachmentId:
    """Keep a file that proves the work of a task."""
    task = open_task(uow, task_id, closed_too=True)
    require_progress(uow, task)
    if task.is_series:
        raise RuleViolation(_("Thêm minh chứng ở việc của từng kỳ."))
    if not content:
        raise Invalid(_("Tệp {name} trống nên không làm minh chứng được.").format(name=name), field="content")
    key = attach(uow, OWNER, task.id, name, content)
    recount_evidence(uow, task)
    return key


@allowed("plan.progress", undo=N_("Thêm minh chứng"))
def add_evidence_files(uow: UnitOfWork, task_id: TaskId, files: Sequence[tuple[str, bytes]]) -> None:
    """Keep files that were dropped together, (name, content) each: all of them or none, and one undo for all."""
    for name, content in files:
        add_evidence(uow, task_id, name, content)


@allowed("plan.progress", undo=N_("Bỏ minh chứng"))
def remove_evidence(uow: UnitOfWork, attachment_id: AttachmentId) -> None:
    """Throw a file that proved a task into the bin; a task closed on it alone is open again."""
    file = uow.get(Attachment, attachment_id)
    if file.owner_kind != OWNER:
        raise RuleViolation(_("Tệp này không phải minh chứng của việc."))
    task = uow.get(Task, file.owner_id)
    require_progress(uow, task)
    detach(uow, attachment_id)
    recount_evidence(uow, task)


@allowed("plan.edit", undo=N_("Ghi đôn đốc"))
def remind(uow: UnitOfWork, task_ids: Sequence[TaskId], words: str = "") -> int:
    """Record that whoever leads these tasks, or has not sent in what is asked, was reminded today.

    Returns how many reminders went out. Raises RuleViolation where nobody is known who could be reminded.
    """
    count = 0
    for task_id in dict.fromkeys(task_ids):
        task = open_task(uow, task_id)
        for name in reminded_people(uow, task):
            uow.add(TaskReminder(task_id=task.id, reminded_on=uow.today, to_words=name, words=nfc(words).strip()))
            count += 1
    if task_ids and not count:
        raise RuleViolation(_("Việc chưa ghi người phụ trách nên chưa biết đôn đốc ai."))
    return count


def all_received(count: int) -> str:
    """The reason with which a task is closed when everything that was asked for came in."""
    return official("đã nhận đủ {count} báo cáo", count=count)


def reminded_people(uow: UnitOfWork, task: Task) -> list[str]:
    """Who is reminded of a task: those who still owe something, else whoever leads it."""
    owing = (
        select(TaskDelivery.sender)
        .where(TaskDelivery.task_id == task.id, TaskDelivery.received_on.is_(None))
        .order_by(TaskDelivery.sender_order, TaskDelivery.id)
    )
    names = list(dict.fromkeys(uow.session.scalars(owing)))
    return names or ([task.lead_words] if task.lead_words else [])


def people_of(uow: UnitOfWork, task: Task) -> list[str]:
    """Everybody to whom a change of a task has to be told: who leads, supports, and still owes something."""
    supporters = select(TaskSupporter.words).where(TaskSupporter.task_id == task.id).order_by(TaskSupporter.id)
    names = [task.lead_words, *uow.session.scalars(supporters), *reminded_people(uow, task)]
    return list(dict.fromkeys(name for name in names if name))


def day_words(day: date | None, *, is_before: bool) -> str:
    """A deadline in the words of papers, in every language of the screen: "trước ngày 15/05/2023"."""
    if day is None:
        return official("chưa có hạn")
    return official("trước ngày {day}", day=vn_date(day)) if is_before else vn_date(day)
