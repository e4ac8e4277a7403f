"""What happened to a task: who changed what, notes, reminders, proofs, receipts, adjustments, newest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from dcapp.db.audit import audit_record
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.accounts.models import Account
from dcapp.features.attachments.models import Attachment
from dcapp.features.tasks.models import (
    Adjustment,
    Difficulty,
    Task,
    TaskDelivery,
    TaskFulfilment,
    TaskNote,
    TaskReminder,
)
from dcapp.features.tasks.service import OWNER
from dcapp.features.tasks.terms import ADJUSTMENT_KINDS, PRIORITIES, TASK_STATES, Priority, TaskState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import TaskId

LIMIT = 300
"""So many records of the audit book are looked through; a task has a handful."""

_FIELDS: dict[str, str] = {
    "title": N_("Tên việc"),
    "section": N_("Mục"),
    "expected": N_("Kết quả cần đạt"),
    "lead_words": N_("Phụ trách"),
    "support_line": N_("Phối hợp"),
    "requested_by": N_("Nơi yêu cầu"),
    "priority": N_("Mức ưu tiên"),
    "start_on": N_("Bắt đầu"),
    "due_on": N_("Hạn"),
    "percent": N_("Tiến độ"),
    "state": N_("Tình trạng"),
    "closing_reason": N_("Lý do"),
}
_TOLD_ELSEWHERE = frozenset(
    {"note_progress", "adjust_task", "add_evidence", "add_evidence_files", "remove_evidence", "fulfil", "unfulfil"}
)
"""Use cases whose own record tells more than the columns that they changed."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event: the day, who, a heading ("Ghi tiến độ 60 %") and what was written."""

    day: date
    who: str
    heading: str
    words: str


@allowed("plan.view", reads=True)
def task_history(uow: UnitOfWork, task_id: TaskId) -> list[HistoryLine]:
    """Everything that happened to a task, newest first."""
    uow.get(Task, task_id)
    names: dict[int | None, str] = {}
    for account_id, name in uow.session.execute(select(Account.id, Account.display_name)):
        names[account_id] = name
    found: list[tuple[date, int, HistoryLine]] = []

    def tell(day: date, who: str, heading: str, words: str = "") -> None:
        found.append((day, len(found), HistoryLine(day, who, heading, words)))

    for record in _changes(uow, task_id):
        heading, words = _what_changed(record)
        if heading:
            day = record["at"].astimezone().date()
            tell(day, names.get(record["account_id"], record["account"]), heading, words)
    _own_records(uow, task_id, names, tell)
    return [line for _day, _place, line in sorted(found, key=lambda entry: entry[:2], reverse=True)]


def _own_records(uow: UnitOfWork, task_id: TaskId, names: Mapping[int | None, str], tell: Callable[..., None]) -> None:
    def of(kind: type[Any]) -> Any:
        return uow.session.scalars(select(kind).where(kind.task_id == task_id).order_by(kind.id))

    for note in of(TaskNote):
        heading = _("Ghi chú") if note.percent is None else _("Ghi tiến độ {percent} %").format(percent=note.percent)
        tell(note.noted_on, note.by_words, heading, note.words)
    for reminder in of(TaskReminder):
        who = names.get(reminder.created_by, "")
        tell(reminder.reminded_on, who, _("Đôn đốc {name}").format(name=reminder.to_words), reminder.words)
    for line in of(TaskFulfilment):
        tell(line.done_on, names.get(line.created_by, ""), _("Đã làm ở sổ khác"), line.title)
    for delivery in of(TaskDelivery):
        if delivery.received_on is not None:
            who = names.get(delivery.changed_by, "")
            heading = _("Nhận của {sender}").format(sender=delivery.sender)
            tell(delivery.received_on, who, heading, "; ".join(w for w in (delivery.addressee, delivery.note) if w))
    for difficulty in of(Difficulty):
        tell(difficulty.raised_on, difficulty.raised_by, _("Nêu vướng mắc"), difficulty.matter)
        if difficulty.answered_on is not None:
            tell(
                difficulty.answered_on, names.get(difficulty.changed_by, ""), _("Trả lời vướng mắc"), difficulty.answer
            )
    for made in of(Adjustment):
        heading = _("Điều chỉnh lần {ordinal}: {kind}").format(
            ordinal=made.ordinal, kind=_(ADJUSTMENT_KINDS[made.kind])
        )
        tell(made.decided_on, made.decided_by, heading, f"{made.old_words} → {made.new_words}\n{made.reason}")
    files = select(Attachment).where(Attachment.owner_kind == OWNER, Attachment.owner_id == task_id)
    for file in uow.session.scalars(files.order_by(Attachment.id)):
        day = file.created_at.astimezone().date()
        tell(day, names.get(file.created_by, ""), _("Thêm minh chứng"), file.name)


def _changes(uow: UnitOfWork, task_id: TaskId) -> list[Mapping[str, Any]]:
    statement = (
        select(audit_record)
        .where(audit_record.c.kind == Task.__name__, audit_record.c.record_id == task_id)
        .order_by(audit_record.c.seq.desc())
        .limit(LIMIT)
    )
    return [dict(row) for row in reversed(uow.session.execute(statement).mappings().all())]


def _what_changed(record: Mapping[str, Any]) -> tuple[str, str]:
    """Heading and words of one record of the audit book; no heading where another line tells it."""
    if record["action"] in _TOLD_ELSEWHERE:
        return "", ""
    content = json.loads(record["content"])
    before, after = content.get("before"), content.get("after")
    if before is None:
        return _("Thêm việc"), ""
    if after is None:
        return _("Xóa việc"), ""
    lines = [
        f"{_(label)}: {_shown(key, before[key])} → {_shown(key, after.get(key))}"
        for key, label in _FIELDS.items()
        if key in before
    ]
    if not lines:
        return "", ""
    return (_("Hoàn tác") if record["action"] in ("undo", "undo_last") else _("Sửa việc")), "\n".join(lines)


def _shown(key: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if key in ("start_on", "due_on"):
        return vn_date(date.fromisoformat(value))
    if key == "priority":
        return _(PRIORITIES[Priority(value)])
    if key == "state":
        return _(TASK_STATES[TaskState(value)])
    return f"{value} %" if key == "percent" else str(value)
