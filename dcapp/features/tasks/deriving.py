"""Tasks out of the signed plan: what its duties and obligations ask for, proposed first, written when agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Officer
from dcapp.features.office.queries import calendar_of
from dcapp.features.plan.models import Plan, PlanDuty, PlanObligation
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.delivering import addressees_meant, senders_meant, villages_in_use
from dcapp.features.tasks.matching import Officers, officers_by_name
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.periods import Produced, produce_occurrences
from dcapp.features.tasks.service import TaskForm, write_task
from dcapp.features.tasks.timing import last_day, section_rank
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import N_, _, ngettext
from dcapp.kernel.ids import DutyId, ObligationId, OfficerId, PlanId, VillageId
from dcapp.kernel.text import fold
from dcapp.rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class TaskProposal:
    """A task that the plan asks for: the form to agree to or correct, and what to look at first.

    `source` is "duty" or "obligation"; `lead` is the officer's name where the words mean one for certain; `doubts`
    are sentences; `is_known` is True for what became a task before (it is shown, never written again).
    """

    source: str
    form: TaskForm
    wording: str
    lead: str
    doubts: tuple[str, ...]
    is_known: bool


@allowed("plan.view", reads=True)
def task_proposals(uow: UnitOfWork, plan_id: PlanId) -> list[TaskProposal]:
    """What the duties and obligations of a plan ask for, in the order of its sections."""
    plan = uow.get(Plan, plan_id)
    officers = officers_by_name(uow)
    names = dict(uow.session.execute(select(Officer.id, Officer.full_name)).all())
    duties = uow.session.scalars(
        select(PlanDuty).where(PlanDuty.plan_id == plan_id).order_by(PlanDuty.section_order, PlanDuty.id)
    ).all()
    obligations = uow.session.scalars(
        select(PlanObligation).where(PlanObligation.plan_id == plan_id).order_by(PlanObligation.position)
    ).all()
    known_duties, known_obligations = _known(uow, plan_id)
    look = _Look(plan, officers, names, calendar_of(uow), villages_in_use(uow))
    found = [_of_duty(look, duty, obligations, is_known=duty.id in known_duties) for duty in duties]
    found += [_of_obligation(look, one, is_known=one.id in known_obligations) for one in obligations]
    return sorted(found, key=lambda proposal: section_rank(proposal.form.section))


@allowed("plan.edit", undo=N_("Lập việc từ kế hoạch"))
def derive_tasks(uow: UnitOfWork, plan_id: PlanId, proposals: tuple[TaskForm, ...]) -> int:
    """Write the tasks that were agreed to; what was derived before is passed over. Returns how many are new."""
    uow.get(Plan, plan_id)
    known_duties, known_obligations = _known(uow, plan_id)
    count = 0
    for form in proposals:
        if form.duty_id in known_duties or form.obligation_id in known_obligations:
            continue
        _refuse_strangers(uow, plan_id, form)
        task = Task(plan_id=plan_id, title="", is_series=form.every is not None)
        write_task(uow, task, replace(form, plan_id=plan_id))
        known_duties |= {form.duty_id} - {None}
        known_obligations |= {form.obligation_id} - {None}
        count += 1
    return count


@allowed("plan.edit", undo=N_("Lập việc từ kế hoạch"))
def derive_with_periods(uow: UnitOfWork, plan_id: PlanId, proposals: tuple[TaskForm, ...]) -> tuple[int, Produced]:
    """Write the tasks that were agreed to and bring forth the periods of every series; one undo takes back both."""
    return derive_tasks(uow, plan_id, proposals), produce_occurrences(uow, plan_id)


def _refuse_strangers(uow: UnitOfWork, plan_id: PlanId, form: TaskForm) -> None:
    """Duties and obligations of another plan are not this plan's."""
    owners = []
    if form.duty_id is not None:
        owners.append(uow.get(PlanDuty, form.duty_id).plan_id)
    if form.obligation_id is not None:
        owners.append(uow.get(PlanObligation, form.obligation_id).plan_id)
    if set(owners) - {plan_id}:
        raise RuleViolation(_("Việc này thuộc kế hoạch khác. Mở lại để lập việc từ đúng kế hoạch."))


def _known(uow: UnitOfWork, plan_id: PlanId) -> tuple[set[DutyId | None], set[ObligationId | None]]:
    rows = uow.session.execute(
        select(Task.duty_id, Task.obligation_id).where(
            Task.plan_id == plan_id, Task.duty_id.is_not(None) | Task.obligation_id.is_not(None)
        )
    ).all()
    return {duty for duty, _obligation in rows} - {None}, {obligation for _duty, obligation in rows} - {None}


@dataclass(frozen=True, slots=True)
class _Look:
    """What proposals are made from beside the words of the plan."""

    plan: Plan
    officers: Officers
    names: dict[OfficerId, str]
    calendar: Calendar
    villages: list[tuple[VillageId, str]]

    def lead_of(self, words: str) -> tuple[OfficerId | None, str]:
        """The officer whom the words mean for certain, with the name; (None, "") else."""
        found = self.officers.meant(words)
        return found, self.names.get(found, "") if found is not None else ""


def _of_duty(look: _Look, duty: PlanDuty, obligations: Sequence[PlanObligation], *, is_known: bool) -> TaskProposal:
    lead_id, name = look.lead_of(duty.officer)
    form = TaskForm(
        plan_id=look.plan.id,
        title=title_of(duty.text),
        section=duty.section,
        lead_id=lead_id,
        lead_words=duty.officer,
        due_on=duty.due_on,
        duty_id=duty.id,
    )
    text = fold(duty.text)
    within = sum(1 for one in obligations if fold(one.wording) and fold(one.wording) in text)
    doubts = _doubts_of_lead(duty.officer, name)
    if within:
        words = ngettext(
            "Trong đoạn này có {count} nghĩa vụ báo cáo đã tách thành việc riêng.",
            "Trong đoạn này có {count} nghĩa vụ báo cáo đã tách thành việc riêng.",
            within,
        )
        doubts = (*doubts, words.format(count=within))
    return TaskProposal("duty", form, duty.text, name, doubts, is_known)


def _of_obligation(look: _Look, one: PlanObligation, *, is_known: bool) -> TaskProposal:
    who = "; ".join(one.who or ())
    lead_id, name = look.lead_of(who)
    every = one.every if one.due_on is None else None
    senders = senders_meant(one.who or (), look.villages)
    addressees = addressees_meant(part for part in one.addressee_line.split("; ") if part)
    form = TaskForm(
        plan_id=look.plan.id,
        title=title_of(one.what),
        section=one.section,
        lead_id=lead_id,
        lead_words=who,
        start_on=look.plan.signed_on if every is not None else None,
        due_on=one.due_on,
        is_before=one.is_before,
        every=every,
        day=one.day if every not in (None, Rhythm.ON_REQUEST) else None,
        senders=tuple(words for words, _village in senders),
        addressees=tuple(addressees),
        obligation_id=one.id,
    )
    doubts: tuple[str, ...] = (one.doubt,) if one.doubt else ()
    if len(senders) == 1 and senders[0][1] is None:
        doubts += _doubts_of_lead(who, name)
    doubts += _doubts_of_day(look, form)
    return TaskProposal("obligation", form, one.wording or one.what, name, doubts, is_known)


def _doubts_of_lead(words: str, name: str) -> tuple[str, ...]:
    if name:
        return ()
    if not words:
        return (_("Kế hoạch không ghi ai làm. Chọn người phụ trách."),)
    return (_("Chưa rõ “{words}” là ai. Chọn người phụ trách nếu là một người.").format(words=words),)


def _doubts_of_day(look: _Look, form: TaskForm) -> tuple[str, ...]:
    last = last_day(form.due_on, is_before=form.is_before)
    if last is None:
        if form.every is None:
            return (_("Chưa có hạn. Ghi hạn nếu biết."),)
        return ()
    if not look.calendar.knows(last.year):
        return (_("Chưa nạp lịch nghỉ năm {year} nên chưa biết ngày cuối có phải ngày nghỉ.").format(year=last.year),)
    advised = look.calendar.on_or_before(last)
    if advised == last:
        return ()
    return (
        _("Ngày cuối {last} là ngày nghỉ, nên xong {advised}.").format(
            last=weekday_date(last), advised=weekday_date(advised)
        ),
    )


def title_of(text: str) -> str:
    """Words of the plan as the title of a task: one line, a capital first, no full stop or semicolon at the end."""
    line = " ".join(text.split()).strip(" -+•").rstrip(" .;:,/")
    return line[:1].upper() + line[1:]
