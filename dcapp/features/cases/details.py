"""The parts of a case as they are read: its people, letters, steps, papers, what is carried out, its clocks.

Who calls these has asked before whether the viewer may see the case.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.cases.cards import ExecutionLine, FolioLine, LetterLine, PartyLine, StageLine, StepLine
from dcapp.features.cases.models import CaseExecution, CaseFile, CaseFolio, CaseParty, CaseStep
from dcapp.features.cases.rules import Standing, shown
from dcapp.features.letters.clocks import ClockCard, clocks_of, earliest_due, facts_of
from dcapp.features.letters.models import Letter
from dcapp.features.letters.terms import ClockState
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, LetterId
from dcapp.rules.workflows import Ask, Workflow, workflow_of, workflow_on

NOTE, OPENED, JOINED, ASSIGNED, CARRIED = "note", "opened", "joined", "assigned", "carried_over"
"""Lines of the log that no workflow knows: they move nothing."""
HOUSE_STEPS = {
    NOTE: N_("Ghi chú"),
    OPENED: N_("Mở vụ việc"),
    JOINED: N_("Ghép đơn"),
    ASSIGNED: N_("Giao xử lý"),
    CARRIED: N_("Mang sang từ sổ cũ"),
}


def parties_of(uow: UnitOfWork, case_id: CaseId) -> tuple[PartyLine, ...]:
    """The people of a case, in their order."""
    rows = select(CaseParty).where(CaseParty.case_id == case_id).order_by(CaseParty.position, CaseParty.id)
    return tuple(
        PartyLine(
            row.id,
            row.role,
            row.name,
            row.person_id,
            row.officer_id,
            row.address,
            row.id_number,
            row.phone,
            row.note,
        )
        for row in uow.session.scalars(rows)
    )


def letter_ids_of(uow: UnitOfWork, case_id: CaseId) -> tuple[LetterId, ...]:
    """The letters of a case."""
    return tuple(uow.session.scalars(select(Letter.id).where(Letter.case_id == case_id).order_by(Letter.id)))


def letters_of(uow: UnitOfWork, case_id: CaseId) -> tuple[LetterLine, ...]:
    """The letters of a case as its screen lists them; of a denouncer the code."""
    rows = select(Letter).where(Letter.case_id == case_id).order_by(Letter.received_on, Letter.id)
    return tuple(LetterLine(row.id, row.title, row.received_on, row.shown_sender) for row in uow.session.scalars(rows))


def steps_of(uow: UnitOfWork, case: CaseFile) -> tuple[StepLine, ...]:
    """The log of a case, the oldest line first."""
    workflow = workflow_of(case.workflow)
    rows = select(CaseStep).where(CaseStep.case_id == case.id).order_by(CaseStep.done_on, CaseStep.id)
    return tuple(_step_line(workflow, row) for row in uow.session.scalars(rows))


def _step_line(workflow: Workflow, row: CaseStep) -> StepLine:
    step = workflow.step(row.step)
    title = step.title if step is not None else _(HOUSE_STEPS.get(row.step, row.step))
    asks: dict[str, Ask] = {ask.key: ask for ask in step.asks} if step is not None else {}
    answers = tuple((asks[key].label, shown(asks[key], said)) for key, said in row.values.items() if key in asks)
    if reason := row.values.get("reason"):
        answers = (*answers, (_("Lý do"), reason))
    return StepLine(
        row.id,
        row.step,
        title,
        row.from_state,
        row.to_state,
        state_title(workflow, row.to_state),
        row.done_on,
        row.done_by,
        answers,
        row.note,
        row.is_undone,
    )


def state_title(workflow: Workflow, key: str) -> str:
    """The name of a state; the key where this edition does not know it."""
    return next((one.title for one in workflow.states if one.key == key), key)


def stages_of(workflow: Workflow, case: CaseFile, steps: tuple[StepLine, ...]) -> tuple[StageLine, ...]:
    """The stepper: when each part of the road was first reached."""
    stage_of = {state.key: state.stage for state in workflow.states}
    reached: dict[str, date] = {stage_of.get(workflow.first.key, ""): case.opened_on}
    for line in steps:
        if not line.is_undone and line.to_state in stage_of:
            reached.setdefault(stage_of[line.to_state], line.done_on)
    return tuple(
        StageLine(stage.key, stage.title, reached.get(stage.key), stage.key == case.stage) for stage in workflow.stages
    )


def folios_of(uow: UnitOfWork, case_id: CaseId) -> tuple[FolioLine, ...]:
    """The papers of the dossier by number."""
    rows = select(CaseFolio).where(CaseFolio.case_id == case_id).order_by(CaseFolio.number)
    return tuple(
        FolioLine(
            row.id,
            row.number,
            row.kind,
            row.name,
            row.dated_on,
            row.author,
            row.symbol,
            row.pages,
            row.copy,
            row.attachment_id,
            row.issued_id,
            row.is_sealed,
            row.note,
        )
        for row in uow.session.scalars(rows)
    )


def executions_of(uow: UnitOfWork, case_id: CaseId) -> tuple[ExecutionLine, ...]:
    """What has to be carried out, in the order in which it was written down."""
    rows = select(CaseExecution).where(CaseExecution.case_id == case_id).order_by(CaseExecution.id)
    return tuple(
        ExecutionLine(
            row.id,
            row.kind,
            row.what,
            row.who,
            row.for_whom,
            row.is_official,
            row.due,
            row.done,
            row.due_on,
            row.done_on,
            row.note,
        )
        for row in uow.session.scalars(rows)
    )


def unfinished(uow: UnitOfWork, case_id: CaseId) -> int:
    """How many things are still to be carried out."""
    open_ones = (CaseExecution.case_id == case_id, CaseExecution.done_on.is_(None))
    return uow.session.scalar(select(func.count()).select_from(CaseExecution).where(*open_ones)) or 0


def all_clocks(uow: UnitOfWork, case_id: CaseId) -> tuple[ClockCard, ...]:
    """The clocks of a case and of its letters: what runs first, the earliest last day first."""
    cards = list(clocks_of(uow, case_id=case_id))
    for letter_id in letter_ids_of(uow, case_id):
        cards += clocks_of(uow, letter_id=letter_id)
    order = {ClockState.RUNNING: 0, ClockState.PAUSED: 1, ClockState.MET: 2, ClockState.STOPPED: 3}
    return tuple(sorted(cards, key=lambda one: (order[one.state], one.is_effect, one.due_on, one.id)))


def refresh_due(uow: UnitOfWork, case: CaseFile) -> None:
    """The case's own last day follows its clocks and those of its letters."""
    days = [earliest_due(uow, case_id=case.id)]
    days += [earliest_due(uow, letter_id=letter_id) for letter_id in letter_ids_of(uow, case.id)]
    case.due_on = min((day for day in days if day is not None), default=None)
    uow.session.flush()


def standing_of(uow: UnitOfWork, case: CaseFile, workflow: Workflow) -> Standing:
    """How a case stands, for the rules."""
    taken: dict[str, int] = {}
    answers: dict[str, str] = {}
    rows = select(CaseStep).where(CaseStep.case_id == case.id, CaseStep.is_undone.is_(False))
    for row in uow.session.scalars(rows.order_by(CaseStep.done_on, CaseStep.id)):
        taken[row.step] = taken.get(row.step, 0) + 1
        answers.update({key: str(said) for key, said in row.values.items()})
    due: dict[str, date] = {}
    for card in reversed(clocks_of(uow, case_id=case.id)):
        if card.state is not ClockState.STOPPED:
            due[card.rule] = card.due_on
    facts = facts_of(uow, workflow.resolves, case_id=case.id) if workflow.resolves else None
    return Standing(
        state=case.state,
        taken=taken,
        answers=answers,
        criteria=tuple(case.criteria),
        extensions=facts.extensions if facts is not None else 0,
        due=due,
        is_paused=case.is_paused,
    )


def workflow_for(case: CaseFile, on: date) -> Workflow:
    """The edition that a step of this day follows: open cases go over to the new one where it knows their state.

    The laws of 2026 say so themselves of withdrawal, suspension, termination and dialogue (khoản 1 Điều 22 Nghị định
    155/2026/NĐ-CP, khoản 1 Điều 10 Nghị định 156/2026/NĐ-CP).
    """
    try:
        mine = workflow_of(case.workflow)
    except RuleViolation:
        return workflow_on(case.kind.value, on)
    newest = workflow_on(case.kind.value, on)
    knows_state = any(state.key == case.state for state in newest.states)
    return newest if knows_state and newest.in_force_from >= mine.in_force_from else mine
