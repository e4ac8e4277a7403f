"""Reads of the duty rota: of a period, of one duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.visits.models import DutyShift, Visit
from dcapp.features.visits.terms import DayPart, ShiftState
from dcapp.kernel.ids import OfficerId, ShiftId


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A duty; `has_visits`: somebody was received on that day, which proves that the desk was open."""

    id: ShiftId
    day: date
    part: DayPart
    officer_id: OfficerId | None
    officer: str
    place: str
    state: ShiftState
    note: str
    has_visits: bool

    def is_unconfirmed(self, today: date) -> bool:
        """A past duty that nobody confirmed and on whose day nobody was received."""
        return self.state is ShiftState.PLANNED and self.day < today and not self.has_visits


@allowed("visits.view", reads=True)
def shift_line(uow: UnitOfWork, shift_id: ShiftId) -> ShiftLine:
    """One duty."""
    uow.get(DutyShift, shift_id)
    return shifts_with(uow, DutyShift.id == shift_id)[0]


@allowed("visits.view", reads=True)
def shifts_between(uow: UnitOfWork, since: date, until: date) -> list[ShiftLine]:
    """Duties between two days, both included, morning before afternoon."""
    return shifts_with(uow, DutyShift.day >= since, DutyShift.day <= until)


@allowed("visits.view", reads=True)
def shifts_to_swap(uow: UnitOfWork, shift_id: ShiftId, limit: int = 60) -> list[ShiftLine]:
    """Duties of other officers that are not confirmed, from today on, to change with this one."""
    shift = uow.get(DutyShift, shift_id)
    since = min(shift.day, uow.today)
    free = DutyShift.state == ShiftState.PLANNED, DutyShift.officer != shift.officer
    return shifts_with(uow, DutyShift.day >= since, *free)[:limit]


def shifts_with(uow: UnitOfWork, *which: ColumnElement[bool]) -> list[ShiftLine]:
    """Duties that meet conditions on `DutyShift`; for other reads of this slice."""
    statement = select(
        DutyShift.id,
        DutyShift.day,
        DutyShift.part,
        DutyShift.officer_id,
        DutyShift.officer,
        DutyShift.place,
        DutyShift.state,
        DutyShift.note,
        exists(select(Visit.id).where(Visit.received_on == DutyShift.day)),
    ).where(*which)
    lines = [ShiftLine(*row) for row in uow.session.execute(statement)]
    parts = list(DayPart)
    return sorted(lines, key=lambda line: (line.day, parts.index(line.part), line.id))
