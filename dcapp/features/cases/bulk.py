"""The same for many cases at once: first what will change and what is passed over and why, then it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.clockwork import late_clocks, moves_of
from dcapp.features.cases.forms import StepForm
from dcapp.features.cases.models import CaseFile
from dcapp.features.cases.national import is_entered, mark_entered, why_not_entered
from dcapp.features.cases.queries import context_of, visible_case
from dcapp.features.cases.service import ASSIGN, accused_of, assign_from
from dcapp.features.cases.steps import checked, take
from dcapp.features.office.models import Officer
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, OfficerId
from dcapp.rules.workflow_terms import Step

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkForm:
    """What is done with many cases: exactly one of a step, an officer, a day of entry into the national database."""

    step: StepForm | None = None
    officer_id: OfficerId | None = None
    entered_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkLine:
    """A case of the choice: what will be done, or why it is passed over."""

    id: CaseId
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would change, and what is passed over with why."""

    changes: tuple[BulkLine, ...]
    skipped: tuple[BulkLine, ...]


@allowed("cases.list", reads=True)
def rehearse(uow: UnitOfWork, case_ids: Sequence[CaseId], form: BulkForm) -> Rehearsal:
    """What the action would do with each case; nothing is written. The rules of a single case hold for many, too."""
    uow.only_own("cases.list")
    return _rehearsed(uow, case_ids, form)


@allowed("cases.list", undo=N_("Làm cho nhiều vụ việc"))
def do_for_many(uow: UnitOfWork, case_ids: Sequence[CaseId], form: BulkForm) -> Rehearsal:
    """Do it for those that the rehearsal names; the others are passed over, as it says."""
    uow.only_own("cases.list")
    told = _rehearsed(uow, case_ids, form)
    for line in told.changes:
        case = visible_case(uow, line.id)
        if form.step is not None:
            take(uow, case, form.step)
        elif form.officer_id is not None:
            assign_from(uow, case, form.officer_id, form.reason)
        elif form.entered_on is not None:
            mark_entered(uow, (case.id,), form.entered_on)
    return told


def _rehearsed(uow: UnitOfWork, case_ids: Sequence[CaseId], form: BulkForm) -> Rehearsal:
    if sum(one is not None for one in (form.step, form.officer_id, form.entered_on)) != 1:
        raise ValueError("one action at a time")
    if len(case_ids) > MOST:
        raise Invalid(_("Chọn nhiều nhất {most} vụ việc mỗi lần.").format(most=MOST), field="case_ids")
    rehearsed = _way(form)
    changes: list[BulkLine] = []
    skipped: list[BulkLine] = []
    for case_id in dict.fromkeys(case_ids):
        try:
            case = visible_case(uow, case_id)
        except UserError as error:
            skipped.append(BulkLine(case_id, "", str(error)))
            continue
        try:
            changes.append(BulkLine(case_id, case.code, rehearsed(uow, case, form)))
        except UserError as error:
            skipped.append(BulkLine(case_id, case.code, str(error)))
    return Rehearsal(tuple(changes), tuple(skipped))


def _way(form: BulkForm) -> Callable[[UnitOfWork, CaseFile, BulkForm], str]:
    if form.step is not None:
        return _step_words
    return _assign_words if form.officer_id is not None else _entry_words


def _step_words(uow: UnitOfWork, case: CaseFile, form: BulkForm) -> str:
    if form.step is None:
        raise ValueError("no step")
    workflow, step, answers, reason = checked(uow, case, form.step)
    if _needs_a_look(step):
        raise Invalid(_("Bước này phải làm từng vụ việc."), field="step")
    moves = moves_of(uow, case, workflow, step, answers, form.step.done_on, reason)
    if not reason and (late := late_clocks(uow, case, moves)):
        raise Invalid(_("Làm sau hạn {day}. Ghi lý do chậm.").format(day=vn_date(late[0].due_on)), field="reason")
    target = step.target(case.state)
    state = next((one.title for one in workflow.states if one.key == target), target)
    return _("{step}: chuyển sang “{state}”").format(step=step.title, state=state)


def _needs_a_look(step: Step) -> bool:
    """Suspensions, extensions and complexity hang on the single case."""
    return step.pauses or step.resumes or step.extends or step.complex


def _assign_words(uow: UnitOfWork, case: CaseFile, form: BulkForm) -> str:
    if form.officer_id is None:
        raise ValueError("no officer")
    verdict = uow.verdict(ASSIGN, context_of(uow, case))
    if not verdict.allowed:
        raise Invalid(verdict.reason, field="officer_id")
    officer = uow.get(Officer, form.officer_id)
    if officer.left_on is not None and officer.left_on < uow.today:
        raise Invalid(_("Người này đã thôi việc."), field="officer_id")
    if officer.id in accused_of(uow, case.id):
        raise Invalid(_("Không giao vụ việc cho người bị khiếu nại, tố cáo trong vụ việc đó."), field="officer_id")
    if case.handler_id == officer.id:
        raise Invalid(_("Đã giao cho người này."), field="officer_id")
    return _("Giao cho {name}").format(name=officer.full_name)


def _entry_words(uow: UnitOfWork, case: CaseFile, form: BulkForm) -> str:
    if form.entered_on is None:
        raise ValueError("no day")
    if is_entered(uow, case.id):
        raise Invalid(_("Đã ghi nhập trước đó."), field="entered_on")
    if why := why_not_entered(uow, case, form.entered_on):
        raise Invalid(why, field="entered_on")
    return _("Ghi đã nhập ngày {day}").format(day=vn_date(form.entered_on))
