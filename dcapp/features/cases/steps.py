"""Taking a step in a case: the law is asked first, then clocks, state, log and words move together.

What may be done next, with which papers, and which last days it brings, is told before anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.clockwork import Moves, move_clocks, moves_of, told
from dcapp.features.cases.details import refresh_due, standing_of, state_title, unfinished, workflow_for
from dcapp.features.cases.forms import StepForm
from dcapp.features.cases.models import CaseFile, CaseFolio, CaseStep
from dcapp.features.cases.queries import context_of, visible_case
from dcapp.features.cases.rules import Standing, answers_of, criteria_in, refusal
from dcapp.features.cases.service import keep_step_words, settle
from dcapp.features.cases.terms import CaseKind, CaseOutcome
from dcapp.features.letters.models import Letter
from dcapp.features.letters.terms import Handling
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, StepId
from dcapp.kernel.text import nfc
from dcapp.rules.folio_kinds import FOLIO_KINDS, kind_of
from dcapp.rules.permissions import Context
from dcapp.rules.workflow_terms import BEFORE, Ask, Step, Workflow

SEALED_REASON = N_("Lý do ghi trong hồ sơ niêm phong.")
"""What stands with a clock of a denunciation in place of words that might name somebody."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What the desk is told after a step: where the case stands now. `keeps_words` False: words of a denunciation are
    kept nowhere, as the office chose or because there is no vault.
    """

    id: StepId
    state: str
    state_title: str
    due_on: date | None
    keeps_words: bool


HANDLED_BY_ALL = {
    "accept": Handling.ACCEPT,
    "answer": Handling.ACCEPT,
    "refuse": Handling.REFUSE,
    "keep": Handling.FILE,
    "guide": Handling.GUIDE,
    "forward": Handling.FORWARD,
    "to_investigators": Handling.FORWARD,
}
HANDLED_BY = {(CaseKind.COMPLAINT, "forward"): Handling.RETURN}
"""What a step makes of the letters of its case, which are handled with it."""


@dataclass(frozen=True, slots=True)
class StepOption:
    """A step as the screen offers it: what it asks and needs, what it prints, or why it is not possible now.

    `caution`: why it is too late today; what was done in time may still be written down with its day.
    """

    key: str
    title: str
    to_state: str
    to_title: str
    right: str
    citation: str
    confidence: str
    is_checked: bool
    asks: tuple[Ask, ...]
    missing: tuple[str, ...]
    forms: tuple[str, ...]
    is_allowed: bool
    why_not: str
    why_citation: str
    caution: str = ""


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """A paper that a coming step needs and the dossier does not have."""

    kind: str
    name: str
    step: str


@allowed("cases.read", undo=N_("Ghi bước xử lý"))
def take_step(uow: UnitOfWork, case_id: CaseId, form: StepForm) -> StepTaken:
    """Take a step: asked of the law, the right, the papers; clocks, state and log follow.

    RuleViolation names the article where the law forbids it; Invalid the answer or reason that is missing.
    """
    case = visible_case(uow, case_id)
    uow.require("cases.read", context_of(uow, case))
    return take(uow, case, form)


def take(uow: UnitOfWork, case: CaseFile, form: StepForm) -> StepTaken:
    """The same inside another use case; the right of the step itself is asked here."""
    workflow, step, answers, reason = checked(uow, case, form)
    shown_reason = _(SEALED_REASON) if case.kind is CaseKind.DENUNCIATION and reason else reason
    moves = moves_of(uow, case, workflow, step, answers, form.done_on, shown_reason)
    if step.complex:
        case.criteria = sorted({*case.criteria, *criteria_in(answers)})
    move_clocks(uow, case, workflow, moves)
    return _written(uow, case, workflow, step, form, answers, reason)


def checked(uow: UnitOfWork, case: CaseFile, form: StepForm) -> tuple[Workflow, Step, dict[str, Any], str]:
    """Everything that may speak against a step but a clock that is late: the law, the right, days, answers, papers."""
    workflow = workflow_for(case, form.done_on)
    step = _step(workflow, form.step)
    standing = standing_of(uow, case, workflow)
    values = {**form.values, **{key: said for key, said in form.sealed.items() if key != "note"}}
    if why := refusal(workflow, step, standing, form.done_on, values):
        raise RuleViolation(why.why, citation=why.citation or None)
    _require(uow, case, step)
    _refuse_days(uow, case, form.done_on, moves=step.target(case.state) != case.state)
    answers = answers_of(step, values)
    reason = nfc(form.reason).strip()
    _refuse_unready(uow, case, step, reason)
    return workflow, step, answers, reason


@allowed("cases.read", reads=True)
def next_steps(uow: UnitOfWork, case_id: CaseId) -> tuple[StepOption, ...]:
    """What may be done now, the likely first; then what is not possible, each with why and the article."""
    case = visible_case(uow, case_id)
    context = context_of(uow, case)
    uow.require("cases.read", context)
    workflow = workflow_for(case, uow.today)
    standing = standing_of(uow, case, workflow)
    have = _kinds_in(uow, case.id)
    options = [
        _option(uow, case, workflow, step, standing, have, context)
        for step in workflow.steps
        if case.state in step.sources or workflow.bans(step.key, case.state)
    ]
    offered = [one for one in options if one is not None]
    ends = {state.key for state in workflow.states if state.is_end}
    likely = {
        one.key: (not one.is_allowed, bool(one.caution), one.to_state == case.state, one.to_state in ends)
        for one in offered
    }
    return tuple(sorted(offered, key=lambda one: likely[one.key]))


@allowed("cases.read", reads=True)
def step_moves(uow: UnitOfWork, case_id: CaseId, form: StepForm) -> Moves:
    """Which clocks a step would start, meet, stop or move, with their days, before it is saved; nothing is written."""
    case = visible_case(uow, case_id)
    uow.require("cases.read", context_of(uow, case))
    workflow = workflow_for(case, form.done_on)
    step = _step(workflow, form.step)
    try:
        answers = answers_of(step, form.values)
    except Invalid:
        answers = {key: value for key, value in form.values.items() if value}
    return told(uow, case, workflow, moves_of(uow, case, workflow, step, answers, form.done_on, ""))


@allowed("cases.read", reads=True)
def missing_papers(uow: UnitOfWork, case_id: CaseId) -> tuple[MissingPaper, ...]:
    """What the coming steps need and the dossier does not have."""
    case = visible_case(uow, case_id)
    uow.require("cases.read", context_of(uow, case))
    have = _kinds_in(uow, case.id)
    found: dict[str, MissingPaper] = {}
    for step in workflow_for(case, uow.today).from_state(case.state):
        for kind in step.needs:
            if kind not in have:
                found.setdefault(kind, MissingPaper(kind, _(FOLIO_KINDS[kind]), step.title))
    return tuple(found.values())


def _step(workflow: Workflow, key: str) -> Step:
    step = workflow.step(key)
    if step is None:
        message = _("Quy trình “{workflow}” không có bước này ({citation}).")
        text = message.format(workflow=workflow.title, citation=workflow.citation)
        raise RuleViolation(text, citation=workflow.citation)
    return step


def _context_for(uow: UnitOfWork, case: CaseFile, step: Step) -> Context:
    """An ended case is closed to every step but those that begin where it ended."""
    context = context_of(uow, case)
    return replace(context, closed=False) if step.after_end else context


def _require(uow: UnitOfWork, case: CaseFile, step: Step) -> None:
    verdict = uow.verdict(step.right, _context_for(uow, case, step))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)


def _refuse_days(uow: UnitOfWork, case: CaseFile, day: date, *, moves: bool) -> None:
    if day > uow.today:
        raise Invalid(_("Ngày thực hiện chưa tới."), field="done_on")
    if day < case.opened_on:
        message = _("Ngày thực hiện sớm hơn ngày mở vụ việc {day}.").format(day=vn_date(case.opened_on))
        raise Invalid(message, field="done_on")
    last = _moved_on(uow, case)
    if moves and last is not None and day < last:
        message = _("Ngày thực hiện sớm hơn bước trước, ngày {day}.").format(day=vn_date(last))
        raise Invalid(message, field="done_on")


def _moved_on(uow: UnitOfWork, case: CaseFile) -> date | None:
    """The day of the last step that moved the case."""
    moving = (CaseStep.case_id == case.id, CaseStep.is_undone.is_(False), CaseStep.from_state != CaseStep.to_state)
    return uow.session.scalar(select(func.max(CaseStep.done_on)).where(*moving))


def _refuse_unready(uow: UnitOfWork, case: CaseFile, step: Step, reason: str) -> None:
    """What is missing may be missing for a reason that is written down."""
    if reason:
        return
    if lacking := [kind for kind in step.needs if kind not in _kinds_in(uow, case.id)]:
        names = "; ".join(_(FOLIO_KINDS[kind]) for kind in lacking)
        message = _("Hồ sơ còn thiếu: {names}. Thêm vào hồ sơ, hoặc ghi lý do để làm tiếp.")
        raise Invalid(message.format(names=names), field="reason")
    if step.after_execution and (left := unfinished(uow, case.id)):
        message = _("Còn {count} việc phải thi hành chưa xong. Ghi kết quả thi hành, hoặc ghi lý do.")
        raise Invalid(message.format(count=left), field="reason")


def _kinds_in(uow: UnitOfWork, case_id: CaseId) -> frozenset[str]:
    rows = uow.session.execute(select(CaseFolio.kind).where(CaseFolio.case_id == case_id).distinct())
    return frozenset(kind if kind in FOLIO_KINDS else kind_of(kind) for (kind,) in rows)


def _written(
    uow: UnitOfWork,
    case: CaseFile,
    workflow: Workflow,
    step: Step,
    form: StepForm,
    answers: dict[str, Any],
    reason: str,
) -> StepTaken:
    before = case.state
    target = step.target(before)
    state = workflow.state(_state_before(uow, case) if target == BEFORE else target)
    sealed = {ask.key for ask in step.asks if ask.is_sealed}
    is_sealed = case.kind is CaseKind.DENUNCIATION
    kept = {key: said for key, said in answers.items() if key not in sealed}
    if reason and not is_sealed:
        kept["reason"] = reason
    line = CaseStep(case_id=case.id, step=step.key, from_state=before, to_state=state.key, done_on=form.done_on)
    line.done_by, line.values = uow.viewer.display_name, kept
    line.note = "" if is_sealed else nfc(form.note).strip()
    uow.add(line)
    keeps = True
    if is_sealed:
        words = {key: str(said) for key, said in answers.items() if key in sealed}
        words |= {"note": form.note or form.sealed.get("note", ""), "reason": reason}
        keeps = keep_step_words(uow, case, line.id, words)
    case.workflow, case.state, case.stage = workflow.key, state.key, state.stage
    _mark(case, step, form.done_on, kept)
    handling = HANDLED_BY.get((case.kind, step.key)) or HANDLED_BY_ALL.get(step.key)
    if handling is not None or state.is_end:
        for letter in uow.session.scalars(select(Letter).where(Letter.case_id == case.id)):
            settle(letter, handling or Handling.FILE, form.done_on, str(kept.get("body", "")))
    refresh_due(uow, case)
    return StepTaken(line.id, state.key, state.title, case.due_on, keeps)


def _state_before(uow: UnitOfWork, case: CaseFile) -> str:
    """Where the case stood before it came into this state."""
    came = (CaseStep.case_id == case.id, CaseStep.is_undone.is_(False), CaseStep.to_state == case.state)
    rows = select(CaseStep.from_state).where(*came, CaseStep.from_state != case.state)
    found = uow.session.scalar(rows.order_by(CaseStep.done_on.desc(), CaseStep.id.desc()).limit(1))
    return found or "accepted"


def _mark(case: CaseFile, step: Step, day: date, kept: dict[str, Any]) -> None:
    """What the case itself says after a step."""
    for column in step.marks:
        setattr(case, column, day)
    if step.after_end and step.to and "archived_on" not in step.marks:
        case.closed_on = None
    if said := kept.get("outcome") or step.outcome:
        case.outcome = CaseOutcome(said)
    case.outcome_words = str(kept.get("outcome_words", case.outcome_words))
    if part := kept.get("withdrawn"):
        case.withdrawn = f"{case.withdrawn}\n{part}".strip()
    case.shelf = str(kept.get("shelf", case.shelf))
    case.is_paused = (case.is_paused or step.pauses) and not step.resumes and not step.marks


def _option(
    uow: UnitOfWork,
    case: CaseFile,
    workflow: Workflow,
    step: Step,
    standing: Standing,
    have: frozenset[str],
    context: Context,
) -> StepOption | None:
    why = refusal(workflow, step, standing, uow.today)
    if why is not None and not why.citation and (case.state not in step.sources or step.only_if):
        return None
    caution = ""
    if why is not None and refusal(workflow, step, standing, _moved_on(uow, case) or case.opened_on) is None:
        caution, why = why.why, None
    verdict = uow.verdict(step.right, replace(context, closed=False) if step.after_end else context)
    target = step.target(case.state)
    target = _state_before(uow, case) if target == BEFORE else target
    words = why.why if why is not None else ("" if verdict.allowed else verdict.reason)
    return StepOption(
        step.key,
        step.title,
        target,
        state_title(workflow, target),
        step.right,
        step.citation,
        step.confidence,
        step.is_checked,
        step.asks,
        tuple(kind for kind in step.needs if kind not in have),
        step.forms,
        why is None and verdict.allowed,
        words,
        why.citation if why is not None else "",
        caution,
    )
