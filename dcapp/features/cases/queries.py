"""Reads of cases: who may see which, one case in full, its clocks.

`visible` is the one home of who sees a line (decision 6): lists, books, counts and exports of cases start from it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from dcapp.db.unit_of_work import UnitOfWork, Viewer
from dcapp.db.use_case import allowed
from dcapp.features.cases.cards import CaseCard, CaseLine
from dcapp.features.cases.details import (
    all_clocks,
    executions_of,
    folios_of,
    letters_of,
    parties_of,
    stages_of,
    steps_of,
)
from dcapp.features.cases.models import CaseFile, CaseParty, HotSpotCase
from dcapp.features.cases.terms import CaseKind, PartyRole
from dcapp.features.letters.clocks import explained
from dcapp.features.letters.models import Letter, LetterAccess, LetterRespondent
from dcapp.kernel.errors import NotAllowed
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId, ClockId, OfficerId, PersonId
from dcapp.kernel.text import fold
from dcapp.rules.due import Deadline
from dcapp.rules.permissions import Context, Matrix, load_matrix
from dcapp.rules.workflows import workflow_of

MOST = 20
"""So many cases a short list holds."""


def visible(viewer: Viewer, matrix: Matrix | None = None) -> ColumnElement[bool]:
    """The cases that somebody may see; every statement on cases starts from it.

    Never one that the viewer is accused in. What is not restricted is seen by whoever may list cases, or only what was
    given to them. Restricted ones are seen by the leader, by whom they were given to, and by who took them in until
    they were handed over.
    """
    known = matrix or load_matrix()
    given = given_to(viewer)
    mine = and_(CaseFile.created_by == viewer.account_id, CaseFile.created_by.is_not(None))
    taken_in = and_(mine, CaseFile.handler_id.is_(None))

    def of(right: str) -> ColumnElement[bool]:
        if known.decide(viewer.roles, right, Context()).allowed:
            return true()
        ways: list[ColumnElement[bool]] = []
        if known.decide(viewer.roles, right, Context(assigned=True)).allowed:
            ways.append(given)
        if known.decide(viewer.roles, right, Context(own=True)).allowed:
            ways.append(taken_in)
        return or_(false(), *ways)

    leads = true() if known.decide(viewer.roles, "cases.assign", Context()).allowed else false()
    about_office = and_(of("cases.list"), or_(leads, given, taken_in))
    is_denunciation = CaseFile.kind == CaseKind.DENUNCIATION
    open_to_all = and_(CaseFile.is_restricted.is_(False), ~is_denunciation, of("cases.list"))
    restricted = and_(CaseFile.is_restricted.is_(True), ~is_denunciation, about_office)
    return and_(
        ~_accused(viewer),
        or_(open_to_all, restricted, and_(is_denunciation, of("cases.list"), of("denunciations.know"))),
    )


def _officers(viewer: Viewer) -> tuple[OfficerId, ...]:
    """The officer, and those who are away and for whom the officer stands in."""
    own = () if viewer.officer_id is None else (viewer.officer_id,)
    return (*own, *(officer_id for officer_id, _name in viewer.stands_for))


def given_to(viewer: Viewer) -> ColumnElement[bool]:
    """The cases that were given to somebody, or to one for whom they stand in."""
    officers = _officers(viewer)
    if not officers:
        return false()
    access = LetterAccess.officer_id.in_(officers), LetterAccess.until.is_(None)
    of_case = exists().where(*access, LetterAccess.case_id == CaseFile.id).correlate(CaseFile)
    of_letter = (
        exists().where(*access, LetterAccess.letter_id == Letter.id, Letter.case_id == CaseFile.id).correlate(CaseFile)
    )
    return or_(CaseFile.handler_id.in_(officers), of_case, of_letter)


def _accused(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.officer_id is None:
        return false()
    in_letter = exists().where(
        LetterRespondent.officer_id == viewer.officer_id,
        LetterRespondent.letter_id == Letter.id,
        Letter.case_id == CaseFile.id,
    )
    as_party = exists().where(
        CaseParty.case_id == CaseFile.id,
        CaseParty.officer_id == viewer.officer_id,
        CaseParty.role == PartyRole.RESPONDENT,
    )
    return or_(in_letter.correlate(CaseFile), as_party.correlate(CaseFile))


def seen(uow: UnitOfWork) -> ColumnElement[bool]:
    """`visible` for whoever is at the keyboard, with the rights that this office gave."""
    return visible(uow.viewer, uow.security.matrix)


def visible_case(uow: UnitOfWork, case_id: CaseId) -> CaseFile:
    """A case that the viewer may see; for others it is not there (NotAllowed says no more than that)."""
    case = uow.session.scalar(select(CaseFile).where(CaseFile.id == case_id, seen(uow)))
    if case is None:
        raise NotAllowed(_("Không có vụ việc này, hoặc vụ việc không thuộc phần được xem."))
    return case


def context_of(uow: UnitOfWork, case: CaseFile) -> Context:
    """How the viewer stands to a case, for the matrix of rights."""
    mine = CaseFile.id == case.id
    own = case.created_by is not None and case.created_by == uow.viewer.account_id
    return Context(
        own=own,
        assigned=uow.session.scalar(select(CaseFile.id).where(mine, given_to(uow.viewer))) is not None,
        related=uow.session.scalar(select(CaseFile.id).where(mine, _accused(uow.viewer))) is not None,
        closed=workflow_of(case.workflow).state(case.state).is_end,
        handed_over=case.handler_id is not None,
        day_over=case.created_at.date() != uow.now.date(),
        denunciation=case.kind is CaseKind.DENUNCIATION,
    )


@allowed("cases.read", reads=True)
def case_card(uow: UnitOfWork, case_id: CaseId) -> CaseCard:
    """One case in full."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    uow.require("cases.read", context)
    workflow = workflow_of(case.workflow)
    state = workflow.state(case.state)
    steps = steps_of(uow, case)
    is_sealed = case.kind is CaseKind.DENUNCIATION
    parties = () if is_sealed else parties_of(uow, case_id)
    return CaseCard(
        case.id,
        case.code,
        case.kind,
        case.workflow,
        workflow.title,
        case.state,
        state.title,
        state.tone,
        case.stage,
        state.is_end,
        stages_of(workflow, case, steps),
        case.opened_on,
        case.accepted_on,
        case.decided_on,
        case.closed_on,
        case.archived_on,
        case.seal,
        case.shown_sender,
        case.person_id,
        case.people_count,
        case.respondent,
        case.gist,
        case.request,
        case.field,
        case.village_id,
        case.village,
        case.parcel,
        case.project,
        case.handler_id,
        case.handler,
        tuple(case.criteria),
        case.is_remote,
        case.outcome,
        case.outcome_words,
        case.withdrawn,
        case.due_on,
        case.is_paused,
        case.is_hot,
        case.is_restricted,
        case.is_opening,
        case.history,
        case.shelf,
        case.keep_until,
        case.note,
        case.edition,
        parties,
        letters_of(uow, case_id),
        steps,
        folios_of(uow, case_id),
        executions_of(uow, case_id),
        all_clocks(uow, case_id),
        tuple(uow.session.scalars(select(HotSpotCase.hot_spot_id).where(HotSpotCase.case_id == case_id))),
        context,
    )


@allowed("cases.read", reads=True)
def explained_clock(uow: UnitOfWork, case_id: CaseId, clock_id: ClockId) -> Deadline:
    """How the last day of a clock of the case, or of one of its letters, came about."""
    case = visible_case(uow, case_id)
    uow.require("cases.read", context_of(uow, case))
    if all(card.id != clock_id for card in all_clocks(uow, case_id)):
        raise NotAllowed(_("Thời hạn này không thuộc vụ việc."))
    return explained(uow, clock_id)


@allowed("cases.list", reads=True)
def cases_of_person(uow: UnitOfWork, person_id: PersonId) -> tuple[CaseLine, ...]:
    """The cases of somebody that the viewer may see, the newest first."""
    uow.only_own("cases.list")
    party = exists().where(CaseParty.case_id == CaseFile.id, CaseParty.person_id == person_id).correlate(CaseFile)
    mine = or_(CaseFile.person_id == person_id, party)
    return _lines(uow, mine)


@allowed("cases.list", reads=True)
def open_cases_like(uow: UnitOfWork, words: str) -> tuple[CaseLine, ...]:
    """Open cases whose code, sender or words hold every word (marks aside), to join a letter to; at most twenty."""
    uow.only_own("cases.list")
    every = [CaseFile.folded.contains(one, autoescape=True) for one in fold(words).split()]
    return _lines(uow, and_(CaseFile.closed_on.is_(None), *every))


def _lines(uow: UnitOfWork, which: ColumnElement[bool]) -> tuple[CaseLine, ...]:
    newest = CaseFile.opened_on.desc(), CaseFile.id.desc()
    cases = uow.session.scalars(select(CaseFile).where(seen(uow), which).order_by(*newest).limit(MOST)).all()
    return tuple(
        CaseLine(
            case.id,
            case.code,
            case.kind,
            workflow_of(case.workflow).state(case.state).title,
            case.opened_on,
            case.shown_sender,
            case.gist,
            case.handler,
            case.due_on,
        )
        for case in cases
    )
