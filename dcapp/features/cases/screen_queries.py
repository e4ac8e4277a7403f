"""Reads of cases for the screens of other books."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.cards import CaseLine
from dcapp.features.cases.models import CaseFile
from dcapp.features.cases.queries import cases_of_person, seen
from dcapp.kernel.ids import PersonId


@allowed("cases.list", reads=True)
def open_cases_of_person(uow: UnitOfWork, person_id: PersonId) -> tuple[CaseLine, ...]:
    """The cases of somebody that are not closed and that the viewer may see, the newest first."""
    lines = cases_of_person(uow, person_id)
    mine = seen(uow), CaseFile.closed_on.is_(None), CaseFile.id.in_([one.id for one in lines])
    still_open = set(uow.session.scalars(select(CaseFile.id).where(*mine)))
    return tuple(one for one in lines if one.id in still_open)
