"""One change of many tasks at once, rehearsed first; rehearsal and change are decided by the same function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.tasks.belonging import signature
from dcapp.features.tasks.following import day_words, set_percent, why_not_percent
from dcapp.features.tasks.models import Task, TaskNote
from dcapp.features.tasks.service import due_is_fixed, officer_words
from dcapp.features.tasks.terms import PRIORITIES, Priority, TaskState
from dcapp.features.tasks.timing import last_day, titled
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OfficerId, TaskId

MOST = 2000
"""Tasks of one change; more are refused, so that the rehearsal stays readable."""
LONGEST_SHIFT = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """Exactly one change: who leads, the last day by so many days, the priority, or how far it is.

    `percent` 100 closes, with `closing_reason` where there is no evidence; less opens again.
    """

    lead_id: OfficerId | None = None
    lead_words: str = ""
    shift_days: int | None = None
    priority: Priority | None = None
    percent: int | None = None
    closing_reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A task that changes: what stands and what will stand."""

    id: TaskId
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A task that stays as it is, and why."""

    id: TaskId
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change would do, or did."""

    lines: tuple[ChangedLine, ...]
    skipped: tuple[SkippedLine, ...]


@allowed("plan.edit", reads=True)
def rehearsed(uow: UnitOfWork, ids: Sequence[TaskId], change: BulkChange) -> Rehearsal:
    """What `change_many` would do now; nothing is written."""
    return _told(list(_decided(uow, ids, change)))


@allowed("plan.edit", undo=N_("Sửa nhiều việc"))
def change_many(uow: UnitOfWork, ids: Sequence[TaskId], change: BulkChange) -> Rehearsal:
    """Change the tasks that may be changed, and say of the others why not; one undo takes all of it back."""
    decided = list(_decided(uow, ids, change))
    for task, _old, _new, why in decided:
        if not why:
            _apply(uow, task, change)
    uow.session.flush()
    return _told(decided)


Decision = tuple[Task, str, str, str]
"""The task, what stands, what will stand, and why not (empty: it will)."""


def _told(decided: list[Decision]) -> Rehearsal:
    return Rehearsal(
        tuple(ChangedLine(task.id, _named(task), old, new) for task, old, new, why in decided if not why),
        tuple(SkippedLine(task.id, _named(task), why) for task, _old, _new, why in decided if why),
    )


def _named(task: Task) -> str:
    return titled(task.title, task.period)


def _decided(uow: UnitOfWork, ids: Sequence[TaskId], change: BulkChange) -> Iterator[Decision]:
    """What becomes of each task; the only place that decides, for the rehearsal and for the change."""
    _check(change)
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST:
        raise Invalid(_("Chọn tối đa {count} việc mỗi lần.").format(count=f"{MOST:,}".replace(",", ".")), field="ids")
    found = {task.id: task for task in uow.session.scalars(select(Task).where(Task.id.in_(wanted)))}
    for key in wanted:
        task = found.get(key)
        if task is None:
            continue
        old, new = _before(task, change), _after(uow, task, change)
        is_same = old == new and (not _gives_lead(change) or task.lead_id == change.lead_id)
        yield task, old, new, _why_not(uow, task, change) or (_("Đã như vậy.") if is_same else "")


def _gives_lead(change: BulkChange) -> bool:
    return change.lead_id is not None or bool(change.lead_words.strip())


def _check(change: BulkChange) -> None:
    asked = sum(
        (_gives_lead(change), change.shift_days is not None, change.priority is not None, change.percent is not None)
    )
    if asked != 1:
        raise Invalid(_("Chọn một điều cần đổi."), field="change")
    if change.percent is not None and not 0 <= change.percent <= 100:
        raise Invalid(_("Tiến độ tính từ 0 đến 100 %."), field="percent")
    if change.shift_days is not None and not 0 < abs(change.shift_days) <= LONGEST_SHIFT:
        raise Invalid(_("Ghi số ngày dời, khác 0 và không quá mười năm."), field="shift_days")


def _why_not(uow: UnitOfWork, task: Task, change: BulkChange) -> str:
    if task.state is TaskState.DROPPED:
        return _("Việc này đã ghi là không làm nữa.")
    if change.percent is not None:
        return why_not_percent(task, change.percent, change.closing_reason)
    if task.state is TaskState.DONE:
        return _("Việc này đã xong.")
    if change.shift_days is None:
        return ""
    if task.due_on is None:
        return _("Việc định kỳ có hạn ở từng kỳ.") if task.is_series else _("Việc chưa có hạn.")
    if due_is_fixed(uow, task):
        return _("Hạn do kế hoạch hoặc lần điều chỉnh ghi. Bấm Điều chỉnh ở từng việc để đổi.")
    last = last_day(task.due_on + timedelta(days=change.shift_days), is_before=task.is_before)
    if task.start_on is not None and last is not None and last < task.start_on:
        return _("Ngày cuối sẽ sớm hơn ngày bắt đầu.")
    return ""


def _before(task: Task, change: BulkChange) -> str:
    if change.shift_days is not None:
        return day_words(task.due_on, is_before=task.is_before)
    if change.priority is not None:
        return _(PRIORITIES[task.priority])
    return f"{task.percent} %" if change.percent is not None else task.lead_words


def _after(uow: UnitOfWork, task: Task, change: BulkChange) -> str:
    if change.shift_days is not None:
        due_on = None if task.due_on is None else task.due_on + timedelta(days=change.shift_days)
        return day_words(due_on, is_before=task.is_before)
    if change.priority is not None:
        return _(PRIORITIES[change.priority])
    if change.percent is not None:
        return f"{change.percent} %"
    return officer_words(uow, change.lead_id, change.lead_words)


def _apply(uow: UnitOfWork, task: Task, change: BulkChange) -> None:
    if change.shift_days is not None and task.due_on is not None:
        task.due_on += timedelta(days=change.shift_days)
        task.last_on = last_day(task.due_on, is_before=task.is_before)
    elif change.priority is not None:
        task.priority = change.priority
    elif change.percent is not None:
        set_percent(task, change.percent, change.closing_reason, uow.today)
        uow.session.add(
            TaskNote(
                task_id=task.id,
                noted_on=uow.today,
                percent=change.percent,
                words=change.closing_reason.strip(),
                by_words=signature(uow, task),
            )
        )
    else:
        task.lead_words = officer_words(uow, change.lead_id, change.lead_words)
        task.lead_id = change.lead_id
