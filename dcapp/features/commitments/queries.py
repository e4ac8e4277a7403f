"""Reads of commitments: what is open, of a book, and why it is due on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.service import counted
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState, Standing
from dcapp.features.office.recounting import MovedLine, moves_of_record
from dcapp.kernel.ids import CommitmentId, OfficerId
from dcapp.rules.counting import Deadline


@dataclass(frozen=True, slots=True)
class CommitmentCard:
    """One thing owed, in full."""

    id: CommitmentId
    kind: CommitmentKind
    book: str
    record_id: int | None
    title: str
    to_whom: str
    owner_id: OfficerId | None
    owner: str
    made_on: date
    rule: str
    start_on: date
    due_on: date
    warn_on: date
    state: CommitmentState
    met_on: date | None
    answer: str
    answer_paper: str
    reason: str
    is_opening: bool

    def is_late(self, today: date) -> bool:
        """Open although its last day is over, or met after it."""
        return self.state is not CommitmentState.DROPPED and (self.met_on or today) > self.due_on


def standing_on(day: date) -> ColumnElement[Standing]:
    """The standing of `Commitment` on a day, as a column."""
    return case(
        (Commitment.state == CommitmentState.DROPPED, Standing.DROPPED.value),
        (and_(Commitment.state == CommitmentState.MET, Commitment.met_on > Commitment.due_on), Standing.MET_LATE.value),
        (Commitment.state == CommitmentState.MET, Standing.MET.value),
        (Commitment.due_on < day, Standing.LATE.value),
        else_=Standing.OPEN.value,
    )


@allowed("commitments.view", reads=True)
def commitment_card(uow: UnitOfWork, key: CommitmentId) -> CommitmentCard:
    """One thing owed."""
    return _card(uow.get(Commitment, key))


@allowed("commitments.view", reads=True)
def commitments_of(uow: UnitOfWork, book: str, record_id: int) -> list[CommitmentCard]:
    """What a line of a book owes or owed, the first due first."""
    return _cards(uow, Commitment.book == book, Commitment.record_id == record_id)


def commitments_of_many(uow: UnitOfWork, book: str, records: Select[Any]) -> dict[int, list[CommitmentCard]]:
    """What many lines of a book owe or owed, by line, in one statement; `records` selects their ids."""
    found: dict[int, list[CommitmentCard]] = {}
    for card in _cards(uow, Commitment.book == book, Commitment.record_id.in_(records)):
        if card.record_id is not None:
            found.setdefault(card.record_id, []).append(card)
    return found


@allowed("commitments.view", reads=True)
def open_commitments(uow: UnitOfWork, until: date | None = None) -> list[CommitmentCard]:
    """What is open and to be warned of by a day (all of it when none is given), the first due first."""
    opened = Commitment.state == CommitmentState.OPEN
    return _cards(uow, opened) if until is None else _cards(uow, opened, Commitment.warn_on <= until)


@allowed("commitments.view", reads=True)
def explained(uow: UnitOfWork, key: CommitmentId) -> Deadline | None:
    """Why it is due on its day; None where it was promised and no rule counts it."""
    line = uow.get(Commitment, key)
    return counted(uow, line.rule, line.start_on) if line.rule else None


@allowed("commitments.view", reads=True)
def moves_of(uow: UnitOfWork, key: CommitmentId) -> list[MovedLine]:
    """How the last day moved, the newest move first."""
    return moves_of_record(uow, Commitment.__name__, key)


@allowed("commitments.view", reads=True)
def deadline_if(uow: UnitOfWork, rule: str, start_on: date) -> Deadline:
    """The statutory last day of something that is about to be entered."""
    return counted(uow, rule, start_on)


def _cards(uow: UnitOfWork, *which: ColumnElement[bool]) -> list[CommitmentCard]:
    statement = select(Commitment).where(*which).order_by(Commitment.due_on, Commitment.id)
    return [_card(line) for line in uow.session.scalars(statement)]


def _card(line: Commitment) -> CommitmentCard:
    return CommitmentCard(
        line.id,
        line.kind,
        line.book,
        line.record_id,
        line.title,
        line.to_whom,
        line.owner_id,
        line.owner,
        line.made_on,
        line.rule,
        line.start_on,
        line.due_on,
        line.warn_on,
        line.state,
        line.met_on,
        line.answer,
        line.answer_paper,
        line.reason,
        line.is_opening,
    )
