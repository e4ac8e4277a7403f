"""Another calendar or rule: every open commitment with a statutory last day is counted anew, what was met stays."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.terms import CommitmentState
from dcapp.features.office.recounting import moved
from dcapp.features.office.rulebook import clock_of


def recount(uow: UnitOfWork, cause: str) -> None:
    """Move the open last days that the law sets, and record each one that moved."""
    running = Commitment.state == CommitmentState.OPEN, Commitment.rule != ""
    lines = uow.session.scalars(select(Commitment).where(*running).order_by(Commitment.id)).all()
    if not lines:
        return
    clock = clock_of(uow)
    for line in lines:
        found = clock.reckon(line.rule, line.start_on)
        before = line.due_on
        if (line.due_on, line.warn_on) == (found.due, found.warn_on):
            continue
        line.due_on, line.warn_on = found.due, found.warn_on
        if found.due != before:
            moved(uow, line, title=line.title, rule=line.rule, before=before, after=found.due, cause=cause)
    uow.session.flush()
