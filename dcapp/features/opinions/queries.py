"""Reads of the log of opinions that are more than a register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Village
from dcapp.features.opinions.models import Opinion
from dcapp.features.opinions.rules import opinion_state
from dcapp.features.opinions.terms import OpinionSource, OpinionState
from dcapp.kernel.ids import OpinionId, VillageId


@dataclass(frozen=True, slots=True)
class OpinionCard:
    """One line of the log."""

    id: OpinionId
    heard_on: date
    village_id: VillageId | None
    village: str
    field: str
    matter: str
    source: OpinionSource
    people_count: int | None
    is_hot: bool
    passed_to: str
    passed_on: date | None
    answer_by: date | None
    answer: str
    answered_on: date | None
    state: OpinionState


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How often a field was talked about in a period."""

    field: str
    number: int
    hot: int
    answered: int


def state_on(day: date) -> ColumnElement[OpinionState]:
    """The state of `Opinion` on a day as a column, the same rule as `opinion_state`."""
    return case(
        (Opinion.answered_on.is_not(None), OpinionState.ANSWERED.value),
        (and_(Opinion.answer_by.is_not(None), Opinion.answer_by < day), OpinionState.LATE.value),
        (Opinion.passed_on.is_(None), OpinionState.NEW.value),
        else_=OpinionState.WAITING.value,
    )


def _cards(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[OpinionCard]:
    rows = uow.session.execute(
        select(Opinion, Village.kind, Village.name)
        .outerjoin(Village, Village.id == Opinion.village_id)
        .where(*conditions)
        .order_by(Opinion.heard_on, Opinion.id)
    )
    return [
        OpinionCard(
            line.id,
            line.heard_on,
            line.village_id,
            f"{kind} {name}" if name else "",
            line.field,
            line.matter,
            line.source,
            line.people_count,
            line.is_hot,
            line.passed_to,
            line.passed_on,
            line.answer_by,
            line.answer,
            line.answered_on,
            opinion_state(line.passed_on, line.answer_by, line.answered_on, uow.today),
        )
        for line, kind, name in rows
    ]


@allowed("plan.view", reads=True)
def opinions_between(uow: UnitOfWork, since: date, until: date) -> list[OpinionCard]:
    """The lines of a period, both days included, in the order of the days."""
    return _cards(uow, Opinion.heard_on >= since, Opinion.heard_on <= until)


@allowed("plan.view", reads=True)
def answers_owed(uow: UnitOfWork, until: date | None = None) -> list[OpinionCard]:
    """Lines whose answer is wanted by a day (all of them when none is given) and has not come, the first due first."""
    conditions: list[ColumnElement[bool]] = [Opinion.answered_on.is_(None), Opinion.answer_by.is_not(None)]
    if until is not None:
        conditions.append(Opinion.answer_by <= until)
    return sorted(_cards(uow, *conditions), key=lambda card: (card.answer_by or date.max, card.id))


@allowed("plan.view", reads=True)
def hot_opinions(uow: UnitOfWork) -> list[OpinionCard]:
    """Hot matters that nobody has answered, newest last."""
    return _cards(uow, Opinion.is_hot.is_(True), Opinion.answered_on.is_(None))


@allowed("plan.view", reads=True)
def opinion_counts(uow: UnitOfWork, since: date, until: date) -> list[FieldCount]:
    """How often each field was talked about in a period, the most frequent first."""
    number = func.count(Opinion.id)
    rows = uow.session.execute(
        select(
            Opinion.field,
            number,
            func.sum(case((Opinion.is_hot.is_(True), 1), else_=0)),
            func.count(Opinion.answered_on),
        )
        .where(Opinion.heard_on >= since, Opinion.heard_on <= until)
        .group_by(Opinion.field)
        .order_by(number.desc(), Opinion.field)
    )
    return [FieldCount(*row) for row in rows]


@allowed("plan.view", reads=True)
def receivers(uow: UnitOfWork) -> Sequence[str]:
    """To whom opinions were passed on before, for typing less; the most frequent first."""
    rows = uow.session.scalars(
        select(Opinion.passed_to)
        .where(Opinion.passed_to != "")
        .group_by(Opinion.passed_to)
        .order_by(func.count().desc(), Opinion.passed_to)
        .limit(50)
    )
    return rows.all()
