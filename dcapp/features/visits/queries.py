"""Reads of the book of visits: one visit in full, the desk's day, returning citizens, the book of a period.

Of a denouncer's visit (decision 29) lists, books and papers show the code. Its content is shown to whoever wrote it
down and to whoever may read denunciations, nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.queries import CommitmentCard, commitments_of, commitments_of_many
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.people.queries import PersonCard, people_like
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.features.visits.forms import DocumentForm, MemberForm
from dcapp.features.visits.models import Visit, VisitDocument, VisitMember
from dcapp.features.visits.rules import gist_of
from dcapp.features.visits.service import BOOK, may_read
from dcapp.features.visits.terms import SEALED, Capacity, Matter, Outcome, ReceptionKind, VisitPaper
from dcapp.kernel.ids import OfficerId, PersonId, SessionId, VillageId, VisitId


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    """The number of a paper of a visit."""

    paper: VisitPaper
    symbol: str
    issued_on: date
    signer: str


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A visit with everything that its pane and its papers show; `content` is empty where the reader may not see it."""

    id: VisitId
    year: int
    number: int
    received_on: date
    received_at: str
    kind: ReceptionKind
    is_online: bool
    session_id: SessionId | None
    receiver_id: OfficerId | None
    receiver: str
    recorder: str
    place: str
    person_id: PersonId | None
    code: str
    name: str
    birth_year: int | None
    birth_date: date | None
    sex: Sex | None
    id_number: str
    id_paper: IdPaper
    phone: str
    address: str
    village_id: VillageId | None
    village: str
    capacity: Capacity
    on_behalf_of: str
    authority: str
    people_count: int
    appointed_on: date | None
    matter: Matter
    field: str
    content: str
    request: str
    earlier: str
    has_documents: bool
    follows_id: VisitId | None
    outcome: Outcome
    is_competent: bool | None
    reply: str
    sent_to: str
    sent_paper: str
    ground: str
    ground_words: str
    result: str
    note: str
    is_opening: bool
    keep_until: date | None
    destroyed_on: date | None
    destruction: str
    is_sealed: bool
    members: tuple[MemberForm, ...]
    documents: tuple[DocumentForm, ...]
    commitments: tuple[CommitmentCard, ...]
    papers: tuple[NumberedPaper, ...]

    @property
    def shown_name(self) -> str:
        """Who came, as every list and paper shows it: the name, or the code of a denouncer."""
        return self.code or self.name

    @property
    def representatives(self) -> tuple[MemberForm, ...]:
        """Who speaks for the group."""
        return tuple(member for member in self.members if member.is_representative)

    def number_of(self, paper: VisitPaper) -> NumberedPaper | None:
        """The number of a paper, or None while it has none."""
        return next((line for line in self.papers if line.paper is paper), None)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a short list: of the day, of a person."""

    id: VisitId
    year: int
    number: int
    received_on: date
    received_at: str
    shown_name: str
    village: str
    matter: Matter
    field: str
    outcome: Outcome
    gist: str


@dataclass(frozen=True, slots=True)
class Returning:
    """A citizen who is offered while somebody types: who, how often they came, and when last."""

    person: PersonCard
    visits: int
    last_on: date | None


NEWEST = 1_000
"""So many visits are looked through for places and bodies that come again."""
_COLUMNS = tuple(
    name
    for name in VisitCard.__dataclass_fields__
    if name not in {"is_sealed", "members", "documents", "commitments", "papers"}
)
_TOLD = ("content", "request", "earlier", "reply", "result", "note")
"""What an officer wrote in words; of a denunciation it may name people."""


@allowed("visits.view", reads=True)
def visit_card(uow: UnitOfWork, visit_id: VisitId) -> VisitCard:
    """One visit in full."""
    visit = uow.get(Visit, visit_id)
    values = {name: getattr(visit, name) for name in _COLUMNS}
    is_sealed = bool(visit.code) and not may_read(uow, visit)
    if is_sealed:
        values |= dict.fromkeys(_TOLD, "")
    return VisitCard(
        **values,
        is_sealed=is_sealed,
        members=_members(uow, visit_id),
        documents=() if is_sealed else _documents(uow, visit_id),
        commitments=tuple(commitments_of(uow, BOOK, visit_id)),
        papers=tuple(_papers(uow, [visit_id]).get(visit_id, ())),
    )


@allowed("visits.view", reads=True)
def visits_on(uow: UnitOfWork, day: date) -> list[VisitLine]:
    """The visits of a day, the newest first."""
    return _lines(uow, Visit.received_on == day)


@allowed("visits.view", reads=True)
def visits_of_person(uow: UnitOfWork, person_id: PersonId, limit: int = 20) -> list[VisitLine]:
    """The visits of a citizen, the newest first."""
    return _lines(uow, Visit.person_id == person_id, limit=limit)


@allowed("visits.view", reads=True)
def returning(uow: UnitOfWork, words: str) -> list[Returning]:
    """Citizens whom the typed words may mean, with how often they came."""
    people = people_like(uow, words)
    counts = (
        select(Visit.person_id, func.count(), func.max(Visit.received_on))
        .where(Visit.person_id.in_([person.id for person in people]))
        .group_by(Visit.person_id)
    )
    came = {key: (number, last) for key, number, last in uow.session.execute(counts)}
    return [Returning(person, *came.get(person.id, (0, None))) for person in people]


@allowed("visits.view", reads=True)
def next_number(uow: UnitOfWork, year: int) -> int:
    """The number that the next visit of a year will have."""
    return (uow.session.scalar(select(func.max(Visit.number)).where(Visit.year == year)) or 0) + 1


@allowed("visits.view", reads=True)
def places_of_reception(uow: UnitOfWork) -> list[str]:
    """Where citizens were received of late, the most frequent first."""
    return _of_late(uow, Visit.place, 10)


@allowed("visits.view", reads=True)
def bodies_sent_to(uow: UnitOfWork) -> list[str]:
    """Bodies that citizens were sent to of late, the most frequent first."""
    return _of_late(uow, Visit.sent_to, 30)


@allowed("visits.view", reads=True)
def book_between(uow: UnitOfWork, since: date, until: date) -> list[VisitCard]:
    """The book of a period in the order of its numbers, as it is printed: denouncers by code, their words left out."""
    which = (Visit.received_on >= since, Visit.received_on <= until)
    owed = commitments_of_many(uow, BOOK, select(Visit.id).where(*which))
    papers = _papers(uow, select(Visit.id).where(*which))
    cards = []
    for visit in uow.session.scalars(select(Visit).where(*which).order_by(Visit.year, Visit.number)):
        values = {name: getattr(visit, name) for name in _COLUMNS}
        if visit.code:
            values |= dict.fromkeys(_TOLD, "")
        cards.append(
            VisitCard(
                **values,
                is_sealed=bool(visit.code),
                members=(),
                documents=(),
                commitments=tuple(owed.get(visit.id, ())),
                papers=tuple(papers.get(visit.id, ())),
            )
        )
    return cards


def sealed_words() -> ColumnElement[str]:
    """The content of `Visit` as lists may show it."""
    return case((Visit.code != "", SEALED), else_=Visit.content)


def _of_late(uow: UnitOfWork, column: InstrumentedAttribute[str], limit: int) -> list[str]:
    """What stands in a column of the newest visits, the most frequent first; all of them would take too long."""
    newest = select(column.label("words")).order_by(Visit.id.desc()).limit(NEWEST).subquery()
    statement = select(newest.c.words).where(newest.c.words != "").group_by(newest.c.words)
    return list(uow.session.scalars(statement.order_by(func.count().desc(), newest.c.words).limit(limit)))


def _lines(uow: UnitOfWork, *which: ColumnElement[bool], limit: int | None = None) -> list[VisitLine]:
    statement = select(
        Visit.id,
        Visit.year,
        Visit.number,
        Visit.received_on,
        Visit.received_at,
        case((Visit.code != "", Visit.code), else_=Visit.name),
        Visit.village,
        Visit.matter,
        Visit.field,
        Visit.outcome,
        case((Visit.code != "", ""), else_=Visit.content),
    ).where(*which)
    rows = uow.session.execute(statement.order_by(Visit.received_on.desc(), Visit.id.desc()).limit(limit))
    lines = [VisitLine(*row) for row in rows]
    return [replace(line, gist=gist_of(line.gist)) for line in lines]


def _members(uow: UnitOfWork, visit_id: VisitId) -> tuple[MemberForm, ...]:
    rows = uow.session.scalars(
        select(VisitMember).where(VisitMember.visit_id == visit_id).order_by(VisitMember.position)
    )
    return tuple(
        MemberForm(
            name=row.name,
            birth_year=row.birth_year,
            id_number=row.id_number,
            address=row.address,
            is_representative=row.is_representative,
        )
        for row in rows
    )


def _documents(uow: UnitOfWork, visit_id: VisitId) -> tuple[DocumentForm, ...]:
    rows = uow.session.scalars(
        select(VisitDocument).where(VisitDocument.visit_id == visit_id).order_by(VisitDocument.position)
    )
    return tuple(DocumentForm(name=row.name, pages=row.pages, copy=row.copy, condition=row.condition) for row in rows)


def _papers(uow: UnitOfWork, visits: Sequence[VisitId] | Select[VisitId]) -> dict[int, list[NumberedPaper]]:
    """The numbered papers of visits by visit, in one statement."""
    by_kind = {f"visit.{paper.value}": paper for paper in VisitPaper}
    statement = (
        select(IssuedPaper)
        .where(
            IssuedPaper.source_kind.in_(by_kind),
            IssuedPaper.source_id.in_(visits),
            IssuedPaper.state != IssueState.CANCELLED,
        )
        .order_by(IssuedPaper.id)
    )
    found: dict[int, list[NumberedPaper]] = {}
    for line in uow.session.scalars(statement):
        paper = NumberedPaper(by_kind[line.source_kind], line.symbol, line.issued_on, line.signer)
        if line.source_id is not None:
            found.setdefault(line.source_id, []).append(paper)
    return found
