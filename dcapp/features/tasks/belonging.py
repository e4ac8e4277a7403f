"""Whose task it is: the viewer's own, or that of an officer for whom the viewer stands in."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.tasks.models import Task, TaskSupporter
from dcapp.kernel.ids import OfficerId
from dcapp.printing.official import official
from dcapp.rules.permissions import Context

PROGRESS = "plan.progress"


def acted_for(uow: UnitOfWork) -> frozenset[OfficerId]:
    """As whom the viewer may act today: oneself, and the officers who are away and whom the viewer stands in for."""
    own = uow.viewer.officer_id
    absent = frozenset(officer_id for officer_id, _name in uow.viewer.stands_for)
    return absent | (frozenset() if own is None else frozenset({own}))


def is_theirs(uow: UnitOfWork, task: Task) -> bool:
    """True where the viewer, or whoever the viewer stands in for, leads or supports the task."""
    mine = acted_for(uow)
    if not mine:
        return False
    if task.lead_id in mine:
        return True
    supports = select(TaskSupporter.id).where(TaskSupporter.task_id == task.id, TaskSupporter.officer_id.in_(mine))
    return uow.session.scalar(supports.limit(1)) is not None


def require_progress(uow: UnitOfWork, task: Task) -> None:
    """Let the viewer write on the progress of this task, or NotAllowed."""
    uow.require(PROGRESS, Context(assigned=is_theirs(uow, task)))


def signature(uow: UnitOfWork, task: Task | None) -> str:
    """Who wrote something; a deputy is recorded as such: "Lê Văn B, thay Nguyễn Văn A"."""
    name = uow.viewer.display_name
    absent = dict(uow.viewer.stands_for)
    if task is None or task.lead_id is None or task.lead_id == uow.viewer.officer_id or task.lead_id not in absent:
        return name
    return official("{name}, thay {absent}", name=name, absent=absent[task.lead_id])
