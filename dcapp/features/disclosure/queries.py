"""Reads of what was made public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.disclosure.models import Publication
from dcapp.features.disclosure.terms import PublicationForm
from dcapp.kernel.ids import PublicationId


@dataclass(frozen=True, slots=True)
class PublicationCard:
    """One document that was made public."""

    id: PublicationId
    title: str
    form: PublicationForm
    place: str
    from_on: date
    to_on: date | None
    notice_on: date | None
    note: str


def lines_of(uow: UnitOfWork, book: str, record_id: int) -> Sequence[Publication]:
    """What was made public of a record, oldest first."""
    statement = (
        select(Publication)
        .where(Publication.book == book, Publication.record_id == record_id)
        .order_by(Publication.from_on, Publication.id)
    )
    return uow.session.scalars(statement).all()


def publications_of(uow: UnitOfWork, book: str, record_id: int) -> tuple[PublicationCard, ...]:
    """The same as cards. Whoever calls has the right to the record."""
    return tuple(
        PublicationCard(line.id, line.title, line.form, line.place, line.from_on, line.to_on, line.notice_on, line.note)
        for line in lines_of(uow, book, record_id)
    )
