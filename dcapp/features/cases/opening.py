"""Cases of the time before the program, carried over with their history in short (số dư vụ việc)."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.details import CARRIED, refresh_due
from dcapp.features.cases.forms import OpeningForm
from dcapp.features.cases.models import CaseFile, CaseStep
from dcapp.features.cases.service import CREATE, Opened, keep_step_words, open_from
from dcapp.features.cases.terms import CASE_CODES, CaseKind
from dcapp.features.letters.clocks import Facts, start_clock
from dcapp.kernel.errors import AlreadyThere, Invalid, NotAllowed
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.text import nfc
from dcapp.rules.complexity import complexity_on
from dcapp.rules.permissions import Context
from dcapp.rules.workflows import workflow_on


@allowed(CREATE, undo=N_("Mang sang vụ việc"))
def carry_over_case(uow: UnitOfWork, form: OpeningForm) -> Opened:
    """Enter a case of the time before the program: where it stands, its days, and what is still to be done in time.

    The same number of the same year twice is refused. An accepted case that is not decided goes on being counted.
    """
    case_form = form.case
    is_sealed = case_form.kind is CaseKind.DENUNCIATION
    related = uow.viewer.officer_id in case_form.respondent_ids
    verdict = uow.verdict(CREATE, Context(own=True, denunciation=is_sealed, related=related))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    workflow = workflow_on(case_form.kind.value, max(case_form.opened_on, uow.today))
    state = next((one for one in workflow.states if one.key == form.state), None)
    if state is None:
        raise Invalid(_("Chọn trạng thái của vụ việc."), field="state")
    _refuse_twin(uow, form)
    _refuse_days(uow, form)
    opened = open_from(uow, case_form, form.number, is_opening=True)
    case = uow.get(CaseFile, opened.id)
    case.workflow, case.state, case.stage = workflow.key, state.key, state.stage
    case.accepted_on, case.decided_on, case.outcome = form.accepted_on, form.decided_on, form.outcome
    case.closed_on = form.closed_on or (uow.today if state.is_end else None)
    case.criteria = sorted(form.criteria)
    if not is_sealed:
        case.outcome_words, case.history = nfc(form.outcome_words).strip(), nfc(form.history).strip()
    line = CaseStep(case_id=case.id, step=CARRIED, from_state=state.key, to_state=state.key, done_on=uow.today)
    line.done_by = uow.viewer.display_name
    uow.add(line)
    if is_sealed:
        keep_step_words(uow, case, line.id, {"history": form.history, "outcome_words": form.outcome_words})
    _go_on_counting(uow, case, form, workflow.resolves)
    refresh_due(uow, case)
    return opened


def _go_on_counting(uow: UnitOfWork, case: CaseFile, form: OpeningForm, rule: str) -> None:
    if case.accepted_on is None or case.decided_on is not None or case.closed_on is not None or not rule:
        return
    group = "complaints" if case.kind is CaseKind.COMPLAINT else "denunciations"
    known = complexity_on(group, case.accepted_on) is not None
    facts = Facts(
        is_complex=bool(form.criteria),
        is_remote=case.is_remote,
        criteria=tuple(case.criteria) if known else (),
        extensions=form.extensions,
    )
    start_clock(uow, rule, case.accepted_on, case_id=case.id, facts=facts)


def _refuse_twin(uow: UnitOfWork, form: OpeningForm) -> None:
    if not form.number:
        return
    series = CASE_CODES[form.case.kind]
    mine = (CaseFile.series == series, CaseFile.year == form.case.opened_on.year, CaseFile.number == form.number)
    if uow.session.scalar(select(CaseFile.id).where(*mine)) is not None:
        raise AlreadyThere(_("Số vụ việc này đã có trong sổ."), field="number")


def _refuse_days(uow: UnitOfWork, form: OpeningForm) -> None:
    days = {
        "opened_on": form.case.opened_on,
        "accepted_on": form.accepted_on,
        "decided_on": form.decided_on,
        "closed_on": form.closed_on,
    }
    last = form.case.opened_on
    for field, day in days.items():
        if day is None:
            continue
        if day > uow.today:
            raise Invalid(_("Ngày này chưa tới."), field=field)
        if day < last:
            raise Invalid(_("Ngày này sớm hơn bước trước."), field=field)
        last = day
