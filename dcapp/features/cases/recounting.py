"""Another calendar or rule: the running clocks of cases are counted anew, each move is written down."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.cases.details import refresh_due
from dcapp.features.cases.models import CaseFile
from dcapp.features.letters.clocks import recounted
from dcapp.features.letters.models import Letter, StatutoryClock
from dcapp.features.office.recounting import moved


def recount(uow: UnitOfWork, cause: str) -> None:
    """Count the clocks of cases anew; the letters were counted before, so their cases follow them too."""
    for line, before in recounted(uow, StatutoryClock.case_id.is_not(None)):
        case = uow.session.get(CaseFile, line.case_id)
        if case is not None:
            moved(uow, case, title=case.code, rule=line.rule, before=before, after=line.due_on, cause=cause)
    running = CaseFile.closed_on.is_(None), CaseFile.due_on.is_not(None)
    of_letters = select(Letter.case_id).where(Letter.case_id.is_not(None), Letter.due_on.is_not(None))
    for case in uow.session.scalars(select(CaseFile).where(running[0], running[1] | CaseFile.id.in_(of_letters))):
        refresh_due(uow, case)
