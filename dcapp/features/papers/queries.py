"""Reads of the papers slice that are more than a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.papers.models import IssuedPaper, Paper, PaperFollowUp
from dcapp.features.papers.terms import FollowUpKind, IssueState, Validity
from dcapp.kernel import clock
from dcapp.kernel.ids import PaperId
from dcapp.kernel.text import fold
from dcapp.registers.spec import Statement


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One thing done, or to be done, with a legal document."""

    id: int
    kind: FollowUpKind
    due_on: date | None
    done_on: date | None
    attendance: int | None
    note: str


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A legal document as the detail pane shows it."""

    id: PaperId
    type_name: str
    number: str
    issued_on: date | None
    issuer: str
    subject: str
    in_force_from: date | None
    in_force_to: date | None
    validity: Validity
    replaced_by: str
    replaced_by_id: PaperId | None
    is_checked: bool
    source: str
    note: str
    follow_ups: tuple[FollowUpLine, ...]


@dataclass(frozen=True, slots=True)
class NumberGap:
    """A number of the year's series that is missing from the book, or cancelled, with the reason."""

    series: str
    number: int
    state: IssueState | None
    reason: str


def validity_on(day: date) -> ColumnElement[Validity]:
    """The validity of `Paper` on a day as a column, the same rule as `Paper.validity`."""
    over = and_(Paper.in_force_to.is_not(None), Paper.in_force_to < day)
    return case(
        (and_(over, Paper.replaced_by_id.is_not(None)), Validity.REPLACED.value),
        (over, Validity.EXPIRED.value),
        (Paper.in_force_from.is_(None), Validity.UNKNOWN.value),
        (Paper.in_force_from > day, Validity.COMING.value),
        else_=Validity.IN_FORCE.value,
    )


def expired_on(day: date) -> ColumnElement[bool]:
    """True for legal documents that are no longer in force on a day; every use of them is flagged."""
    return and_(Paper.in_force_to.is_not(None), Paper.in_force_to < day)


def paper_statement() -> Statement:
    """The lines of the register of legal documents."""
    successor = aliased(Paper)
    return select(
        Paper.id,
        Paper.type_name,
        Paper.number,
        Paper.issued_on,
        Paper.issuer,
        Paper.subject,
        Paper.in_force_from,
        Paper.in_force_to,
        validity_on(clock.today()).label("validity"),
        Paper.replaced_by_id,
        func.trim(
            successor.type_name + " " + case((successor.number != "", successor.number), else_=successor.subject)
        ).label("replaced_by"),
        Paper.is_checked,
        Paper.source,
        Paper.note,
        Paper.title_order,
        Paper.number_key,
        Paper.folded,
    ).outerjoin(successor, successor.id == Paper.replaced_by_id)


@allowed("papers.view", reads=True)
def paper_card(uow: UnitOfWork, paper_id: PaperId) -> PaperCard:
    """One legal document with what was done about it."""
    paper = uow.get(Paper, paper_id)
    successor = uow.session.get(Paper, paper.replaced_by_id) if paper.replaced_by_id else None
    lines = uow.session.scalars(
        select(PaperFollowUp).where(PaperFollowUp.paper_id == paper_id).order_by(PaperFollowUp.id)
    )
    return PaperCard(
        paper.id,
        paper.type_name,
        paper.number,
        paper.issued_on,
        paper.issuer,
        paper.subject,
        paper.in_force_from,
        paper.in_force_to,
        paper.validity(uow.today),
        successor.name if successor else "",
        paper.replaced_by_id,
        paper.is_checked,
        paper.source,
        paper.note,
        tuple(
            FollowUpLine(line.id, line.kind, line.due_on, line.done_on, line.attendance, line.note) for line in lines
        ),
    )


def paper_like(uow: UnitOfWork, *, type_name: str, number: str, issued_on: date | None, subject: str) -> PaperId | None:
    """The legal document that a citation means: by number (and date where both know it), else by name of a law.

    Of several laws of one name without a date given, the newest is meant.
    """
    if number:
        statement = select(Paper.id).where(Paper.number_key == fold(number).replace(" ", ""))
        if issued_on is not None:
            statement = statement.where(or_(Paper.issued_on == issued_on, Paper.issued_on.is_(None)))
        return uow.session.scalar(statement.order_by(Paper.id).limit(1))
    name = fold(f"{type_name} {subject}")
    namesakes = [
        paper
        for paper in uow.session.scalars(select(Paper).where(Paper.type_name == type_name))
        if fold(f"{paper.type_name} {paper.subject}") == name
        and (issued_on is None or paper.issued_on is None or paper.issued_on == issued_on)
    ]
    newest = max(namesakes, key=lambda paper: (paper.issued_on or date.min, paper.id), default=None)
    return None if newest is None else newest.id


@allowed("papers.view", reads=True)
def number_gaps(uow: UnitOfWork, year: int) -> list[NumberGap]:
    """Numbers of the year that are cancelled, reserved or missing, so that each one is explained."""
    gaps: list[NumberGap] = []
    rows = uow.session.execute(
        select(IssuedPaper.series, IssuedPaper.number, IssuedPaper.state, IssuedPaper.reason)
        .where(IssuedPaper.year == year)
        .order_by(IssuedPaper.series, IssuedPaper.number)
    )
    last: dict[str, int] = {}
    for series, number, state, reason in rows:
        gaps += [NumberGap(series, missing, None, "") for missing in range(last.get(series, 0) + 1, number)]
        if state is not IssueState.ISSUED:
            gaps.append(NumberGap(series, number, state, reason))
        last[series] = number
    return gaps
