"""What a decision or conclusion orders, followed to the end: money, land, people (thi hành; table 05/KQTH)."""

from __future__ import annotations

from datetime import date

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.forms import ExecutionForm
from dcapp.features.cases.models import CaseExecution, CaseFile
from dcapp.features.cases.queries import context_of, visible_case
from dcapp.features.cases.terms import EXECUTION_KINDS, CaseKind
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, ExecutionId
from dcapp.kernel.text import nfc

EDIT = "cases.edit"
MOST = 10**15


@allowed(EDIT, undo=N_("Ghi việc phải thi hành"))
def add_execution(uow: UnitOfWork, case_id: CaseId, form: ExecutionForm) -> ExecutionId:
    """Write down something that the decision or conclusion orders."""
    case = _case(uow, case_id)
    if case.decided_on is None:
        raise RuleViolation(_("Vụ việc chưa có quyết định, kết luận nên chưa có việc phải thi hành."))
    line = CaseExecution(case_id=case.id, kind=form.kind, what="")
    _fill(case, line, form)
    return uow.add(line).id


@allowed(EDIT, undo=N_("Sửa việc phải thi hành"))
def edit_execution(uow: UnitOfWork, execution_id: ExecutionId, form: ExecutionForm) -> None:
    """Change what has to be carried out; not below what was done."""
    line = uow.get(CaseExecution, execution_id)
    case = _case(uow, line.case_id)
    if form.due < line.done:
        raise Invalid(_("Số phải thi hành nhỏ hơn số đã thi hành."), field="due")
    _fill(case, line, form)


@allowed(EDIT, undo=N_("Ghi kết quả thi hành"))
def note_progress(
    uow: UnitOfWork, execution_id: ExecutionId, done: int, done_on: date | None = None, note: str = ""
) -> None:
    """How much of it is carried out; with `done_on` it is finished, less than all of it only with a note."""
    line = uow.get(CaseExecution, execution_id)
    case = _case(uow, line.case_id)
    words = "" if case.kind is CaseKind.DENUNCIATION else nfc(note).strip()
    if not 0 <= done <= max(line.due, 0) and line.due:
        raise Invalid(_("Số đã thi hành phải từ 0 đến số phải thi hành."), field="done")
    if done_on is not None:
        if done_on > uow.today:
            raise Invalid(_("Ngày thi hành xong chưa tới."), field="done_on")
        if case.decided_on is not None and done_on < case.decided_on:
            message = _("Ngày thi hành xong sớm hơn ngày quyết định {day}.")
            raise Invalid(message.format(day=vn_date(case.decided_on)), field="done_on")
        if done < line.due and not nfc(note).strip():
            raise Invalid(_("Chưa thi hành hết. Ghi lý do kết thúc ở mức này."), field="note")
    line.done, line.done_on = done, done_on
    line.note = words or line.note


@allowed(EDIT, undo=N_("Xóa việc phải thi hành"))
def remove_execution(uow: UnitOfWork, execution_id: ExecutionId) -> None:
    """Throw a line into the bin; one of which something was done stays."""
    line = uow.get(CaseExecution, execution_id)
    _case(uow, line.case_id)
    if line.done or line.done_on is not None:
        raise RuleViolation(_("Việc này đã có kết quả thi hành nên giữ lại trong sổ."))
    uow.bin(line, _("Xóa việc phải thi hành"))


def _case(uow: UnitOfWork, case_id: CaseId) -> CaseFile:
    case = visible_case(uow, case_id)
    verdict = uow.verdict(EDIT, context_of(uow, case))
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return case


def _fill(case: CaseFile, line: CaseExecution, form: ExecutionForm) -> None:
    """Of a denunciation nobody is named: only what kind it is, and how much."""
    what = nfc(form.what).strip()
    if case.kind is CaseKind.DENUNCIATION:
        what = EXECUTION_KINDS[form.kind]
    if not what:
        raise Invalid(_("Chưa ghi việc phải thi hành."), field="what")
    if not 0 <= form.due <= MOST:
        raise Invalid(_("Số phải thi hành không đúng."), field="due")
    if form.due_on is not None and case.decided_on is not None and form.due_on < case.decided_on:
        raise Invalid(_("Hạn thi hành sớm hơn ngày quyết định."), field="due_on")
    line.kind, line.what, line.is_official, line.due, line.due_on = (
        form.kind,
        what,
        form.is_official,
        form.due,
        form.due_on,
    )
    if case.kind is not CaseKind.DENUNCIATION:
        line.who, line.for_whom = " ".join(nfc(form.who).split()), " ".join(nfc(form.for_whom).split())
        line.note = nfc(form.note).strip()
