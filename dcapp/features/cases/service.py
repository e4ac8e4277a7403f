"""Use cases of the file of a case: open, join a letter, give to an officer, put right what it says, note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.details import (
    ASSIGNED,
    JOINED,
    NOTE,
    OPENED,
    letter_ids_of,
    refresh_due,
)
from dcapp.features.cases.forms import CaseForm, PartyForm
from dcapp.features.cases.models import CaseFile, CaseParty, CaseStep
from dcapp.features.cases.queries import context_of, visible_case
from dcapp.features.cases.terms import CASE_CODES, CaseKind, PartyRole
from dcapp.features.letters.clocks import Facts, clocks_of, start_clock
from dcapp.features.letters.models import Letter, LetterAccess, LetterRespondent, LetterSender
from dcapp.features.letters.terms import Handling, LetterKind, LetterState
from dcapp.features.office.models import Officer
from dcapp.features.people.service import village_name
from dcapp.features.sealed.service import Sealed, add_words, keep_words, seal_identity
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, LetterId, OfficerId, StepId
from dcapp.kernel.text import nfc
from dcapp.rules.permissions import Context
from dcapp.rules.workflows import workflow_on

CREATE, EDIT, ASSIGN = "cases.create", "cases.edit", "cases.assign"
MOST_PEOPLE = 100_000
_KIND_OF = {
    LetterKind.COMPLAINT: CaseKind.COMPLAINT,
    LetterKind.DENUNCIATION: CaseKind.DENUNCIATION,
    LetterKind.PETITION: CaseKind.PETITION,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What the desk is told after a case was opened."""

    id: CaseId
    code: str


@allowed(CREATE, undo=N_("Mở vụ việc"))
def open_case(uow: UnitOfWork, form: CaseForm) -> Opened:
    """Open a case from letters or by hand, under the next number of its kind and year."""
    known = [uow.get(Letter, letter_id) for letter_id in form.letter_ids]
    is_sealed = form.kind is CaseKind.DENUNCIATION
    own = all(letter.created_by == uow.viewer.account_id for letter in known)
    about = {one for letter in known for one in _respondents(uow, letter.id)} | {*form.respondent_ids}
    context = Context(own=own, denunciation=is_sealed, related=uow.viewer.officer_id in about)
    verdict = uow.verdict(CREATE, context)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return open_from(uow, form)


def open_from(uow: UnitOfWork, form: CaseForm, number: int = 0, *, is_opening: bool = False) -> Opened:
    """The same inside another use case that has asked for the right: a letter that was accepted, a case carried over.

    One that is carried over starts no clock by itself.
    """
    letters = _letters(uow, form)
    if form.opened_on > uow.today:
        raise Invalid(_("Ngày mở vụ việc chưa tới."), field="opened_on")
    workflow = workflow_on(form.kind.value, form.opened_on)
    series, year = CASE_CODES[form.kind], form.opened_on.year
    case = CaseFile(series=series, year=year, number=number or _next_number(uow, series, year), kind=form.kind)
    case.code = f"{series}-{year}-{case.number:03}"
    case.workflow, case.state, case.stage = workflow.key, workflow.first.key, workflow.first.stage
    case.opened_on, case.is_opening = form.opened_on, is_opening
    _fill(uow, case, form, letters)
    uow.add(case)
    _add_parties(uow, case, form, letters)
    if case.kind is CaseKind.DENUNCIATION:
        _seal(uow, case, form, letters)
    for letter in letters:
        letter.case_id = case.id
    uow.session.flush()
    if is_opening:
        return Opened(case.id, case.code)
    log(uow, case, OPENED, note=", ".join(letter.title for letter in letters))
    known = {card.rule for letter in letters for card in clocks_of(uow, letter_id=letter.id)}
    for started in workflow.opens:
        if started.rule not in known:
            start_clock(uow, started.rule, form.opened_on, case_id=case.id, facts=Facts(is_remote=case.is_remote))
    refresh_due(uow, case)
    return Opened(case.id, case.code)


@allowed("cases.read", undo=N_("Ghép đơn vào vụ việc"))
def join_letter(uow: UnitOfWork, case_id: CaseId, letter_id: LetterId) -> None:
    """Let a further letter belong to a case; its senders join the people of the case."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    uow.require("cases.read", context)
    if not (uow.may(CREATE, context) or uow.may(EDIT, context) or uow.may(ASSIGN, context)):
        raise NotAllowed(uow.verdict(EDIT, context).reason)
    letter = uow.get(Letter, letter_id)
    if uow.viewer.officer_id in _respondents(uow, letter.id):
        raise NotAllowed(_("Người bị khiếu nại, tố cáo không xử lý đơn về mình."))
    if letter.case_id is not None and letter.case_id != case_id:
        raise RuleViolation(_("Đơn này đã thuộc một vụ việc khác. Tách khỏi vụ việc đó trước."))
    if _KIND_OF.get(letter.kind) is not case.kind:
        raise RuleViolation(_("Đơn khác loại với vụ việc. Mở vụ việc mới cho đơn này."))
    join_from(uow, case, letter)


def join_from(uow: UnitOfWork, case: CaseFile, letter: Letter) -> None:
    """The same inside another use case that has asked for the right."""
    if letter.case_id == case.id:
        return
    letter.case_id = case.id
    case.is_restricted = case.is_restricted or letter.is_restricted
    if case.kind is not CaseKind.DENUNCIATION:
        _add_lines(uow, case, _parties_of_letters(uow, (letter,)))
        case.people_count = min(MOST_PEOPLE, case.people_count + letter.people_count)
    elif not case.seal:
        case.seal = letter.seal
    if case.accepted_on is not None:
        settle(letter, Handling.JOIN, uow.today)
    uow.session.flush()
    log(uow, case, JOINED, note=letter.title)
    refresh_due(uow, case)


def settle(letter: Letter, handling: Handling, day: date, sent_to: str = "") -> None:
    """A letter is handled by what was done in its case; what was decided of it before stays."""
    if letter.state is not LetterState.HANDLED:
        letter.state, letter.handling, letter.handled_on = LetterState.HANDLED, handling, day
        letter.sent_to = sent_to


@allowed(ASSIGN, undo=N_("Giao xử lý vụ việc"))
def assign(uow: UnitOfWork, case_id: CaseId, officer_id: OfficerId, reason: str = "") -> None:
    """Give a case to the officer who is to handle it, never to one whom it is about; it is taken from the last one."""
    case = visible_case(uow, case_id)
    verdict = uow.verdict(ASSIGN, context_of(uow, case))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    assign_from(uow, case, officer_id, reason)


def assign_from(uow: UnitOfWork, case: CaseFile, officer_id: OfficerId, reason: str = "") -> None:
    """The same inside another use case that has asked for the right."""
    officer = uow.get(Officer, officer_id)
    if officer.left_on is not None and officer.left_on < uow.today:
        raise Invalid(_("Người này đã thôi việc."), field="officer_id")
    if officer_id in accused_of(uow, case.id):
        raise RuleViolation(_("Không giao vụ việc cho người bị khiếu nại, tố cáo trong vụ việc đó."))
    if case.handler_id is not None and case.handler_id != officer_id:
        lines = select(LetterAccess).where(LetterAccess.case_id == case.id, LetterAccess.officer_id == case.handler_id)
        for line in uow.session.scalars(lines.where(LetterAccess.until.is_(None))):
            line.until = uow.today
    case.handler_id, case.handler = officer_id, officer.full_name
    for letter in uow.session.scalars(select(Letter).where(Letter.case_id == case.id, Letter.handler_id.is_(None))):
        letter.handler_id, letter.handler = officer_id, officer.full_name  # who took it in has handed it over
    if case.is_restricted:
        _give(uow, case.id, officer_id, reason)
    uow.session.flush()
    log(uow, case, ASSIGNED, note=officer.full_name)


@allowed(EDIT, undo=N_("Sửa vụ việc"))
def edit_case(uow: UnitOfWork, case_id: CaseId, form: CaseForm) -> None:
    """Put right what a case says; kind, number, letters, steps stay. Words of a denunciation go to the vault."""
    case = visible_case(uow, case_id)
    uow.require(EDIT, context_of(uow, case))
    if form.kind is not case.kind:
        raise Invalid(_("Loại vụ việc giữ nguyên. Mở vụ việc mới nếu phân loại lại."), field="kind")
    if form.opened_on.year != case.year:
        message = _("Vụ việc này ở sổ năm {year}; ngày mở phải trong năm đó.").format(year=case.year)
        raise Invalid(message, field="opened_on")
    moving = (CaseStep.case_id == case.id, CaseStep.is_undone.is_(False), CaseStep.from_state != CaseStep.to_state)
    first = uow.session.scalar(select(CaseStep.done_on).where(*moving).order_by(CaseStep.done_on).limit(1))
    if first is not None and form.opened_on > first:
        message = _("Ngày mở muộn hơn bước đầu tiên, ngày {day}.").format(day=vn_date(first))
        raise Invalid(message, field="opened_on")
    case.opened_on = form.opened_on
    letters = [uow.get(Letter, letter_id) for letter_id in letter_ids_of(uow, case_id)]
    _fill(uow, case, form, letters)
    for line in uow.session.scalars(select(CaseParty).where(CaseParty.case_id == case_id)):
        uow.session.delete(line)
    uow.session.flush()
    _add_parties(uow, case, form, letters)
    if case.kind is CaseKind.DENUNCIATION:
        _seal(uow, case, form, letters)
    refresh_due(uow, case)


@allowed("cases.read", undo=N_("Ghi chú vào vụ việc"))
def note_case(uow: UnitOfWork, case_id: CaseId, words: str) -> StepId:
    """Write a quick note into the log; of a denunciation its words go to the vault."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    uow.require("cases.read", context)
    if not any(uow.may(right, context) for right in (EDIT, "cases.attach", ASSIGN)):
        raise NotAllowed(uow.verdict(EDIT, context).reason)
    told = nfc(words).strip()
    if not told:
        raise Invalid(_("Chưa ghi gì."), field="words")
    return log(uow, case, NOTE, note=told)


def log(uow: UnitOfWork, case: CaseFile, step: str, note: str = "") -> StepId:
    """A line of the log that moves nothing."""
    is_sealed = case.kind is CaseKind.DENUNCIATION and step == NOTE
    line = CaseStep(case_id=case.id, step=step, from_state=case.state, to_state=case.state, done_on=uow.today)
    line.done_by, line.note = uow.viewer.display_name, "" if is_sealed else note
    uow.add(line)
    if is_sealed:
        keep_step_words(uow, case, line.id, {"note": note})
    return line.id


def keep_step_words(uow: UnitOfWork, case: CaseFile, step_id: StepId, words: dict[str, str]) -> bool:
    """Put what was written at a step of a denunciation into the vault; False where nothing is kept."""
    told = {key: value for key, value in words.items() if value.strip()}
    if not told:
        return True
    if not case.seal:
        case.seal = seal_identity(uow, case.code, Sealed(note=_("Ghi trong vụ việc")), kind="case")
        uow.session.flush()
    return keep_words(uow, case.seal, case.code, f"step.{step_id}", told)


def accused_of(uow: UnitOfWork, case_id: CaseId) -> frozenset[OfficerId]:
    """Officers of this office whom a case is about."""
    of_letters = select(LetterRespondent.officer_id).join(Letter, Letter.id == LetterRespondent.letter_id)
    of_case = select(CaseParty.officer_id).where(
        CaseParty.case_id == case_id, CaseParty.role == PartyRole.RESPONDENT, CaseParty.officer_id.is_not(None)
    )
    found = [*uow.session.scalars(of_letters.where(Letter.case_id == case_id)), *uow.session.scalars(of_case)]
    return frozenset(officer_id for officer_id in found if officer_id is not None)


def _respondents(uow: UnitOfWork, letter_id: LetterId) -> frozenset[OfficerId]:
    rows = select(LetterRespondent.officer_id).where(LetterRespondent.letter_id == letter_id)
    return frozenset(uow.session.scalars(rows))


def _letters(uow: UnitOfWork, form: CaseForm) -> list[Letter]:
    letters = [uow.get(Letter, letter_id) for letter_id in form.letter_ids]
    for letter in letters:
        if letter.case_id is not None:
            raise RuleViolation(_("Đơn {title} đã thuộc một vụ việc.").format(title=letter.title))
        if _KIND_OF.get(letter.kind) is not form.kind:
            message = _("Đơn {title} khác loại với vụ việc. Tách đơn hoặc phân loại lại trước.")
            raise RuleViolation(message.format(title=letter.title))
        if letter.received_on > form.opened_on:
            message = _("Ngày mở sớm hơn ngày nhận đơn {day}.").format(day=vn_date(letter.received_on))
            raise Invalid(message, field="opened_on")
    return letters


def _next_number(uow: UnitOfWork, series: str, year: int) -> int:
    mine = (CaseFile.series == series, CaseFile.year == year)
    return (uow.session.scalar(select(func.max(CaseFile.number)).where(*mine)) or 0) + 1


def _fill(uow: UnitOfWork, case: CaseFile, form: CaseForm, letters: list[Letter]) -> None:
    first = letters[0] if letters else None
    case.field = form.field or (first.field if first else "")
    case.is_remote, case.note = form.is_remote, ""
    case.is_restricted = case.kind is CaseKind.DENUNCIATION or any(letter.is_restricted for letter in letters)
    case.is_restricted = case.is_restricted or bool(form.respondent_ids)
    if form.handler_id is not None and form.handler_id != case.handler_id:
        officer = uow.get(Officer, form.handler_id)
        case.handler_id, case.handler = officer.id, officer.full_name
    if case.kind is CaseKind.DENUNCIATION:
        case.people_count = 1
        return
    case.person_id = form.person_id or (first.person_id if first else None)
    case.sender = _line(form.sender) or (first.sender if first else "")
    if not case.sender:
        raise Invalid(_("Chưa ghi người gửi đơn."), field="sender")
    case.people_count = form.people_count or sum(letter.people_count for letter in letters) or 1
    if not 1 <= case.people_count <= MOST_PEOPLE:
        raise Invalid(_("Số người phải từ 1 trở lên."), field="people_count")
    case.respondent = _line(form.respondent) or (first.respondent if first else "")
    case.gist = nfc(form.gist).strip() or (first.gist if first else "")
    if not case.gist:
        raise Invalid(_("Chưa ghi nội dung vụ việc."), field="gist")
    case.request = nfc(form.request).strip() or (first.request if first else "")
    case.village_id = form.village_id or (first.village_id if first else None)
    called = village_name(uow, case.village_id) if case.village_id is not None else _line(form.village)
    case.village = called or (first.village if first else "")
    case.parcel = _line(form.parcel) or (first.parcel if first else "")
    case.project = _line(form.project) or (first.project if first else "")
    case.note = nfc(form.note).strip()


def _seal(uow: UnitOfWork, case: CaseFile, form: CaseForm, letters: list[Letter]) -> None:
    """The words of a denunciation stand under the seal of its letter, or under one of its own."""
    words = Sealed(
        name=_line(form.sender),
        gist=nfc(form.gist).strip(),
        request=nfc(form.request).strip(),
        respondent=_line(form.respondent),
        note=nfc(form.note).strip(),
    )
    case.seal = case.seal or next((letter.seal for letter in letters if letter.seal), "")
    if case.seal:
        add_words(uow, case.seal, case.code, words, kind="case")
    else:
        case.seal = seal_identity(uow, case.code, words, kind="case")


def _add_parties(uow: UnitOfWork, case: CaseFile, form: CaseForm, letters: list[Letter]) -> None:
    """Who stands in the case; of a denunciation only the officers whom it is about, by number and without a word."""
    officers = [PartyForm(role=PartyRole.RESPONDENT, name="", officer_id=one) for one in form.respondent_ids]
    if case.kind is CaseKind.DENUNCIATION:
        _add_lines(uow, case, officers)
        return
    named = [
        replace(one, name=uow.get(Officer, one.officer_id).full_name) for one in officers if one.officer_id is not None
    ]
    lines = [*form.parties] or _parties_of_letters(uow, letters)
    if not lines:
        lines = [PartyForm(role=PartyRole.COMPLAINANT, name=case.sender, person_id=case.person_id)]
    if case.respondent and not named and not any(one.role is PartyRole.RESPONDENT for one in lines):
        lines.append(PartyForm(role=PartyRole.RESPONDENT, name=case.respondent))
    known = {one.officer_id for one in lines if one.officer_id is not None}
    _add_lines(uow, case, [*lines, *(one for one in named if one.officer_id not in known)])


def _parties_of_letters(uow: UnitOfWork, letters: Iterable[Letter]) -> list[PartyForm]:
    found: list[PartyForm] = []
    for letter in letters:
        first = PartyForm(role=PartyRole.COMPLAINANT, name=letter.sender, person_id=letter.person_id)
        found.append(replace(first, address=letter.address, id_number=letter.id_number, phone=letter.phone))
        rows = select(LetterSender).where(LetterSender.letter_id == letter.id).order_by(LetterSender.position)
        for row in uow.session.scalars(rows):
            role = PartyRole.REPRESENTATIVE if row.is_representative else PartyRole.COMPLAINANT
            found.append(
                PartyForm(
                    role=role, name=row.name, person_id=row.person_id, address=row.address, id_number=row.id_number
                )
            )
    return [one for one in found if one.name.strip()]


def _add_lines(uow: UnitOfWork, case: CaseFile, parties: Iterable[PartyForm]) -> None:
    last = uow.session.scalar(select(func.max(CaseParty.position)).where(CaseParty.case_id == case.id)) or 0
    for position, one in enumerate(parties, last + 1):
        line = CaseParty(case_id=case.id, role=one.role, position=position, name=_line(one.name))
        line.person_id, line.officer_id = one.person_id, one.officer_id
        line.address, line.id_number = _line(one.address), _line(one.id_number)
        line.phone, line.note = _line(one.phone), nfc(one.note).strip()
        uow.session.add(line)
    uow.session.flush()


def _give(uow: UnitOfWork, case_id: CaseId, officer_id: OfficerId, reason: str) -> None:
    mine = (LetterAccess.case_id == case_id, LetterAccess.officer_id == officer_id, LetterAccess.until.is_(None))
    if uow.session.scalar(select(LetterAccess.id).where(*mine).limit(1)) is None:
        given = LetterAccess(case_id=case_id, officer_id=officer_id, given_on=uow.today, reason=nfc(reason).strip())
        uow.add(given)


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
