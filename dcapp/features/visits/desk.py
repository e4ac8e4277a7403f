"""Who receives at this moment, by the schedule of the office: what the entry of a visit begins with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.visits.models import DutyShift, ReceptionSession, Visit
from dcapp.features.visits.terms import DayPart, ReceptionKind, SessionKind, SessionState, ShiftState
from dcapp.kernel.ids import OfficerId, SessionId

NOON = 12


@dataclass(frozen=True, slots=True)
class DeskNow:
    """Receiver, place and occasion."""

    receiver_id: OfficerId | None = None
    receiver: str = ""
    place: str = ""
    kind: ReceptionKind = ReceptionKind.REGULAR
    session_id: SessionId | None = None


@allowed("visits.view", reads=True)
def desk_now(uow: UnitOfWork) -> DeskNow:
    """The chairman's session of today, else the officer on duty, else whoever received last."""
    session = uow.session.scalar(
        select(ReceptionSession)
        .where(
            ReceptionSession.held_on == uow.today,
            ReceptionSession.state.in_((SessionState.PLANNED, SessionState.HELD)),
        )
        .order_by(ReceptionSession.starts_at, ReceptionSession.id)
        .limit(1)
    )
    if session is not None:
        return _at_session(session)
    return _on_duty(uow) or _as_before(uow)


def _at_session(session: ReceptionSession) -> DeskNow:
    if session.delegate:
        return DeskNow(None, session.delegate, session.place, ReceptionKind.DELEGATED, session.id)
    unscheduled = session.kind is SessionKind.UNSCHEDULED
    kind = ReceptionKind.UNSCHEDULED if unscheduled else ReceptionKind.LEADER
    return DeskNow(session.chair_id, session.chair, session.place, kind, session.id)


def _on_duty(uow: UnitOfWork) -> DeskNow | None:
    part = DayPart.MORNING if uow.now.astimezone().hour < NOON else DayPart.AFTERNOON
    statement = select(DutyShift).where(
        DutyShift.day == uow.today,
        DutyShift.part.in_((part, DayPart.WHOLE)),
        DutyShift.state != ShiftState.MISSED,
    )
    shift = uow.session.scalar(statement.order_by(DutyShift.id).limit(1))
    return None if shift is None else DeskNow(shift.officer_id, shift.officer, shift.place)


def _as_before(uow: UnitOfWork) -> DeskNow:
    """Receiver and place of the newest visit of regular reception; nobody in an empty book."""
    statement = select(Visit.receiver_id, Visit.receiver, Visit.place).where(
        Visit.kind == ReceptionKind.REGULAR, Visit.is_opening.is_(False)
    )
    last = uow.session.execute(statement.order_by(Visit.id.desc()).limit(1)).first()
    return DeskNow() if last is None else DeskNow(*last)
