"""Reads of letters: who may see which, one letter in full.

`visible` is the one home of who sees a line (decision 6): lists, books, counts, twins and exports of letters start from
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true

from dcapp.db.unit_of_work import UnitOfWork, Viewer
from dcapp.db.use_case import allowed
from dcapp.features.letters.clocks import ClockCard, clocks_of, explained
from dcapp.features.letters.models import Letter, LetterAccess, LetterRespondent, LetterSender, LetterTie
from dcapp.features.letters.terms import SEALED_SERIES, Handling, LetterKind, LetterState, Source, Tie
from dcapp.kernel.errors import NotAllowed
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId, ClockId, LetterId, OfficerId, PersonId, VillageId, VisitId
from dcapp.rules.due import Deadline
from dcapp.rules.permissions import Context, Matrix, load_matrix

MOST = 20
"""So many letters a short list holds."""


def visible(viewer: Viewer, matrix: Matrix | None = None) -> ColumnElement[bool]:
    """The letters that somebody may see; every statement on letters starts from it.

    Never one that the viewer is accused in. What is not restricted is seen by whoever may list cases, or only what was
    given to them. Restricted ones are seen by the leader, by whom they were given to, and by who took them in until
    they were handed over; denunciations besides by whoever may know of all of them. A denunciation is handed over as
    soon as it was decided what is done with it, too.
    """
    known = matrix or load_matrix()
    given = given_to(viewer)
    mine = and_(Letter.created_by == viewer.account_id, Letter.created_by.is_not(None))
    taken_in = and_(mine, Letter.handler_id.is_(None))
    open_intake = and_(taken_in, Letter.state != LetterState.HANDLED)

    def of(right: str, own: ColumnElement[bool]) -> ColumnElement[bool]:
        if known.decide(viewer.roles, right, Context()).allowed:
            return true()
        ways: list[ColumnElement[bool]] = []
        if known.decide(viewer.roles, right, Context(assigned=True)).allowed:
            ways.append(given)
        if known.decide(viewer.roles, right, Context(own=True)).allowed:
            ways.append(own)
        return or_(false(), *ways)

    leads = true() if known.decide(viewer.roles, "cases.assign", Context()).allowed else false()
    listed = of("cases.list", taken_in)
    is_denunciation = Letter.kind == LetterKind.DENUNCIATION
    about_office = and_(~is_denunciation, or_(leads, given, taken_in))
    restricted = and_(
        ~_accused(viewer), or_(about_office, and_(is_denunciation, of("denunciations.know", open_intake)))
    )
    return and_(listed, or_(Letter.is_restricted.is_(False), restricted))


def _officers(viewer: Viewer) -> tuple[OfficerId, ...]:
    """The officer, and those who are away and for whom the officer stands in."""
    own = () if viewer.officer_id is None else (viewer.officer_id,)
    return (*own, *(officer_id for officer_id, _name in viewer.stands_for))


def given_to(viewer: Viewer) -> ColumnElement[bool]:
    """The letters that were given to somebody, or to one for whom they stand in, by themselves or with their case."""
    officers = _officers(viewer)
    if not officers:
        return false()
    open_to = LetterAccess.officer_id.in_(officers), LetterAccess.until.is_(None)
    itself = exists().where(*open_to, LetterAccess.letter_id == Letter.id).correlate(Letter)
    with_case = exists().where(*open_to, LetterAccess.case_id == Letter.case_id).correlate(Letter)
    return or_(Letter.handler_id.in_(officers), itself, with_case)


def _accused(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.officer_id is None:
        return false()
    named = LetterRespondent.letter_id == Letter.id, LetterRespondent.officer_id == viewer.officer_id
    return exists().where(*named).correlate(Letter)


def seen(uow: UnitOfWork) -> ColumnElement[bool]:
    """`visible` for whoever is at the keyboard, with the rights that this office gave."""
    return visible(uow.viewer, uow.security.matrix)


def visible_letter(uow: UnitOfWork, letter_id: LetterId) -> Letter:
    """A letter that the viewer may see; for others it is not there (NotAllowed says no more than that)."""
    letter = uow.session.scalar(select(Letter).where(Letter.id == letter_id, seen(uow)))
    if letter is None:
        raise NotAllowed(_("Không có đơn này, hoặc đơn không thuộc phần được xem."))
    return letter


def context_of(uow: UnitOfWork, letter: Letter) -> Context:
    """How the viewer stands to a letter, for the matrix of rights."""
    mine = Letter.id == letter.id
    is_denunciation = letter.kind is LetterKind.DENUNCIATION
    return Context(
        own=letter.created_by is not None and letter.created_by == uow.viewer.account_id,
        assigned=uow.session.scalar(select(Letter.id).where(mine, given_to(uow.viewer))) is not None,
        related=uow.session.scalar(select(Letter.id).where(mine, _accused(uow.viewer))) is not None,
        handed_over=letter.handler_id is not None or (is_denunciation and letter.state is LetterState.HANDLED),
        day_over=letter.created_at.date() != uow.now.date(),
        denunciation=is_denunciation,
    )


def require_edit(uow: UnitOfWork, letter: Letter) -> None:
    """NotAllowed unless the viewer may work on the letter: edit it, or give it to somebody."""
    context = context_of(uow, letter)
    uow.require("cases.read", context)
    if not (uow.may("cases.edit", context) or uow.verdict("cases.assign", context).allowed):
        raise NotAllowed(uow.verdict("cases.edit", context).reason)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter as short lists show it; of a denunciation only its code."""

    id: LetterId
    title: str
    received_on: date
    kind: LetterKind
    sender: str
    village: str
    gist: str
    state: LetterState
    case_id: CaseId | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class SenderLine:
    """A further sender of a letter."""

    name: str
    person_id: PersonId | None
    address: str
    id_number: str
    is_representative: bool
    has_signed: bool


@dataclass(frozen=True, slots=True)
class TieLine:
    """A letter that another was compared with, and what was decided; `is_later`: it came after this one."""

    letter: LetterLine
    tie: Tie
    note: str
    is_later: bool


@dataclass(frozen=True, slots=True)
class LetterCard:
    """One letter in full. Of a denunciation every field in words is empty; they stand in the vault under `seal`."""

    id: LetterId
    title: str
    code: str
    number: int
    year: int
    received_on: date
    dated_on: date | None
    source: Source
    sender_body: str
    sender_paper: str
    receiver: str
    seal: str
    person_id: PersonId | None
    sender: str
    address: str
    phone: str
    id_number: str
    village_id: VillageId | None
    village: str
    people_count: int
    is_anonymous: bool
    is_signed: bool
    has_appointment: bool
    kind: LetterKind
    field: str
    gist: str
    request: str
    earlier: str
    respondent: str
    respondent_ids: tuple[OfficerId, ...]
    parcel: str
    project: str
    pages: int
    has_originals: bool
    state: LetterState
    answers: dict[str, object]
    proposed: Handling | None
    handling: Handling | None
    ground: str
    overruled: str
    handled_on: date | None
    sent_to: str
    sent_paper: str
    handler_id: OfficerId | None
    handler: str
    case_id: CaseId | None
    follows_id: LetterId | None
    split_from_id: LetterId | None
    visit_id: VisitId | None
    due_on: date | None
    is_restricted: bool
    is_opening: bool
    note: str
    keep_until: date | None
    edition: int
    senders: tuple[SenderLine, ...]
    ties: tuple[TieLine, ...]
    parts: tuple[LetterLine, ...]
    clocks: tuple[ClockCard, ...]
    context: Context


@allowed("cases.read", reads=True)
def letter_card(uow: UnitOfWork, letter_id: LetterId) -> LetterCard:
    """One letter in full."""
    letter = visible_letter(uow, letter_id)
    context = context_of(uow, letter)
    uow.require("cases.read", context)
    own = {name: getattr(letter, name) for name in LetterCard.__dataclass_fields__ if hasattr(letter, name)}
    return LetterCard(
        **{
            **own,
            "sender": letter.shown_sender,
            "respondent_ids": respondents_of(uow, letter.id),
            "senders": _senders_of(uow, letter.id),
            "ties": _ties_of(uow, letter.id),
            "parts": _lines(uow, Letter.split_from_id == letter.id),
            "clocks": clocks_of(uow, letter_id=letter.id),
            "context": context,
        }
    )


@allowed("cases.read", reads=True)
def explained_letter_clock(uow: UnitOfWork, letter_id: LetterId, clock_id: ClockId) -> Deadline:
    """How the last day of a clock of the letter came about."""
    letter = visible_letter(uow, letter_id)
    uow.require("cases.read", context_of(uow, letter))
    if all(card.id != clock_id for card in clocks_of(uow, letter_id=letter.id)):
        raise NotAllowed(_("Thời hạn này không thuộc đơn."))
    return explained(uow, clock_id)


@allowed("cases.list", reads=True)
def letters_of_person(uow: UnitOfWork, person_id: PersonId) -> tuple[LetterLine, ...]:
    """The letters of somebody that the viewer may see, the newest first; at most twenty."""
    uow.only_own("cases.list")
    return _lines(uow, Letter.person_id == person_id)


@allowed("cases.create", reads=True)
def next_number(uow: UnitOfWork, kind: LetterKind, day: date) -> int:
    """The number that the next letter of a day will get in its book."""
    uow.only_own("cases.create")
    return number_after(uow, series_of(kind), day.year)


def series_of(kind: LetterKind) -> str:
    """The book that a letter is numbered in."""
    return SEALED_SERIES if kind is LetterKind.DENUNCIATION else ""


def number_after(uow: UnitOfWork, series: str, year: int) -> int:
    """One more than the last number of a book."""
    mine = Letter.series == series, Letter.year == year
    return (uow.session.scalar(select(func.max(Letter.number)).where(*mine)) or 0) + 1


def respondents_of(uow: UnitOfWork, letter_id: LetterId) -> tuple[OfficerId, ...]:
    """The officers of this office whom a letter is about."""
    rows = select(LetterRespondent.officer_id).where(LetterRespondent.letter_id == letter_id)
    return tuple(uow.session.scalars(rows.order_by(LetterRespondent.id)))


def _senders_of(uow: UnitOfWork, letter_id: LetterId) -> tuple[SenderLine, ...]:
    rows = select(LetterSender).where(LetterSender.letter_id == letter_id).order_by(LetterSender.position)
    return tuple(
        SenderLine(one.name, one.person_id, one.address, one.id_number, one.is_representative, one.has_signed)
        for one in uow.session.scalars(rows)
    )


def _ties_of(uow: UnitOfWork, letter_id: LetterId) -> tuple[TieLine, ...]:
    """The letters it was compared with that the viewer may see."""
    both = or_(LetterTie.letter_id == letter_id, LetterTie.other_id == letter_id)
    ties = uow.session.scalars(select(LetterTie).where(both).order_by(LetterTie.id)).all()
    others = {tie.letter_id if tie.other_id == letter_id else tie.other_id: tie for tie in ties}
    lines = {line.id: line for line in _lines(uow, Letter.id.in_(sorted(others)))} if others else {}
    return tuple(
        TieLine(lines[key], tie.tie, tie.note, tie.other_id == letter_id) for key, tie in others.items() if key in lines
    )


def _lines(uow: UnitOfWork, which: ColumnElement[bool]) -> tuple[LetterLine, ...]:
    newest = Letter.received_on.desc(), Letter.id.desc()
    letters = uow.session.scalars(select(Letter).where(seen(uow), which).order_by(*newest).limit(MOST))
    return tuple(line_of(one) for one in letters)


def line_of(one: Letter) -> LetterLine:
    """A letter as short lists show it."""
    return LetterLine(
        one.id,
        one.title,
        one.received_on,
        one.kind,
        one.shown_sender,
        one.village,
        one.gist,
        one.state,
        one.case_id,
        one.due_on,
    )
