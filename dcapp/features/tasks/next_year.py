"""Next year's plan out of this one: what to look over first, then the copy with the tasks that were chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.features.office.queries import calendar_of
from dcapp.features.plan.models import Plan, PlanAssignment, PlanDuty, PlanObligation
from dcapp.features.plan.queries import SignedPlan, citations_of, signed_plan
from dcapp.features.plan.service import (
    AssignmentForm,
    CitationForm,
    DueForm,
    DutyForm,
    PassageForm,
    PlanForm,
    take_in_plan,
)
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.matching import officers_by_name
from dcapp.features.tasks.models import Task, TaskNote
from dcapp.features.tasks.periods import copy_lines
from dcapp.features.tasks.service import officer_words
from dcapp.features.tasks.terms import TaskState
from dcapp.features.tasks.timing import last_day
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import DutyId, ObligationId, OfficerId, PaperId, PlanId, TaskId
from dcapp.printing.official import official
from dcapp.rules.working_days import Calendar


@dataclass(frozen=True, slots=True)
class NextTask:
    """A task of this year as next year would have it. `is_open`: not done yet, so it would be carried over and
    closed here; `is_picked`: proposed to be taken along; `flags`: what to look at, in sentences.
    """

    task_id: TaskId
    section: str
    title: str
    period: str
    lead_id: OfficerId | None
    lead_words: str
    every: Rhythm | None
    is_series: bool
    is_open: bool
    old_due_on: date | None
    new_due_on: date | None
    is_before: bool
    advised_on: date | None
    is_picked: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpiredBasis:
    """A document that the plan cites and that is no longer in force today."""

    paper_id: PaperId
    name: str
    section: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class ChangedOfficer:
    """An officer who leads tasks and has left, or holds another post; `successor_id` where one is certain."""

    officer_id: OfficerId
    name: str
    why: str
    task_count: int
    successor_id: OfficerId | None
    successor: str


@dataclass(frozen=True, slots=True)
class Review:
    """What to look over before next year's plan is made."""

    plan_id: PlanId
    year: int
    tasks: tuple[NextTask, ...]
    expired: tuple[ExpiredBasis, ...]
    officers: tuple[ChangedOfficer, ...]
    missing_years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPick:
    """A task to take along, with the last day and the lead that were agreed to (none: without)."""

    task_id: TaskId
    due_on: date | None = None
    lead_id: OfficerId | None = None
    lead_words: str = ""


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def moved_off_days_off(day: date, calendar: Calendar, *, is_before: bool) -> date:
    """A deadline of next year, moved back so that its last day is a working day; unchanged in unknown years."""
    last = last_day(day, is_before=is_before) or day
    if not calendar.knows(last.year):
        return day
    return day - (last - calendar.on_or_before(last))


@allowed("plan.edit", reads=True)
def next_year_review(uow: UnitOfWork, plan_id: PlanId) -> Review:
    """What next year's plan would take along: tasks with new dates, expired documents, officers who changed."""
    plan = uow.get(Plan, plan_id)
    calendar = calendar_of(uow)
    changed = _changed_officers(uow, plan)
    whys = {one.officer_id: one for one in changed}
    lines = [_line(task, calendar, whys) for task in _candidates(uow, plan_id)]
    expired = [
        ExpiredBasis(cited.paper_id, cited.name, cited.section, cited.replaced_by)
        for cited in citations_of(uow, plan_id)
        if cited.is_over
    ]
    missing = () if calendar.knows(plan.year + 1) else (plan.year + 1,)
    return Review(plan_id, plan.year + 1, tuple(lines), tuple(expired), tuple(changed), missing)


@allowed("plan.import", undo=N_("Lập kế hoạch năm sau"))
def clone_plan(uow: UnitOfWork, plan_id: PlanId, picks: Sequence[TaskPick]) -> PlanId:
    """Make next year's plan: the paragraphs, charges and obligations of this one without number and date, and the
    chosen tasks. Open tasks are carried over and closed here; one undo takes all of it back.
    """
    old = signed_plan(uow, plan_id)
    form = _plan_form(old, calendar_of(uow))
    twins = select(Plan.id).where(Plan.year == form.year, Plan.number == "", Plan.subject == form.subject)
    if uow.session.scalar(twins.limit(1)) is not None:
        raise Invalid(_("Kế hoạch năm {year} đã lập từ kế hoạch này.").format(year=form.year), field="plan_id")
    new_id = take_in_plan(uow, form)
    sources = _counterparts(uow, plan_id, new_id)
    for pick in picks:
        _take_along(uow, pick, plan_id, new_id, sources)
    uow.session.flush()
    return new_id


def _candidates(uow: UnitOfWork, plan_id: PlanId) -> list[Task]:
    """Series, single tasks done or open, and periods still open (not proposed: the series brings its own)."""
    statement = select(Task).where(
        Task.plan_id == plan_id,
        Task.state != TaskState.DROPPED,
        or_(Task.series_id.is_(None), Task.state == TaskState.OPEN),
    )
    return list(uow.session.scalars(statement.order_by(Task.section_order, Task.id)))


def _line(task: Task, calendar: Calendar, changed: dict[OfficerId, ChangedOfficer]) -> NextTask:
    flags = []
    new_due = advised = None
    if task.due_on is not None:
        later = a_year_later(task.due_on)
        new_due = moved_off_days_off(later, calendar, is_before=task.is_before)
        last = last_day(new_due, is_before=task.is_before) or new_due
        advised = calendar.on_or_before(last)
        if new_due != later:
            words = _("{day} năm sau là ngày nghỉ, dời sang {new}.")
            flags.append(words.format(day=vn_date(later), new=weekday_date(new_due)))
    is_open = task.state is TaskState.OPEN and not task.is_series
    if is_open and task.series_id is not None:
        flags.append(_("Kỳ này chưa xong. Năm sau việc định kỳ có kỳ mới, chỉ chọn nếu vẫn phải làm bù."))
    elif is_open:
        flags.append(_("Việc chưa xong ({percent} %), chuyển sang năm sau.").format(percent=task.percent))
    if task.lead_id in changed:
        flags.append(changed[task.lead_id].why)
    elif task.lead_id is None:
        flags.append(_("Chưa gắn với cán bộ nào."))
    return NextTask(
        task.id,
        task.section,
        task.title,
        task.period,
        task.lead_id,
        task.lead_words,
        task.every,
        task.is_series,
        is_open,
        task.due_on,
        new_due,
        task.is_before,
        advised,
        task.series_id is None,
        tuple(flags),
    )


def _changed_officers(uow: UnitOfWork, plan: Plan) -> list[ChangedOfficer]:
    """Officers who lead tasks of the plan and have left, or whose posts are others than when the plan was signed."""
    led: dict[OfficerId, int] = {}
    rows = select(Task.lead_id).where(
        Task.plan_id == plan.id, Task.lead_id.is_not(None), Task.series_id.is_(None), Task.state != TaskState.DROPPED
    )
    for lead_id in uow.session.scalars(rows):
        if lead_id is not None:
            led[lead_id] = led.get(lead_id, 0) + 1
    then = plan.signed_on or date(plan.year, 1, 1)
    before, now = _posts_on(uow, then), _posts_on(uow, uow.today)
    by_post = officers_by_name(uow)
    found = []
    for officer in uow.session.scalars(select(Officer).where(Officer.id.in_(led)).order_by(Officer.name_order)):
        old, new = before.get(officer.id, ()), now.get(officer.id, ())
        if officer.left_on is not None and officer.left_on < uow.today:
            why = _("{name} thôi việc từ {day}.").format(name=officer.full_name, day=vn_date(officer.left_on))
        elif old and set(old) != set(new):
            why = _("{name} trước là {old}, nay là {new}.").format(
                name=officer.full_name, old=", ".join(old), new=", ".join(new) or "–"
            )
        else:
            continue
        heirs = {heir for post in old if (heir := by_post.meant(post)) not in (None, officer.id)}
        heir = next(iter(heirs)) if len(heirs) == 1 else None
        successor = officer_words(uow, heir, "")
        found.append(ChangedOfficer(officer.id, officer.full_name, why, led[officer.id], heir, successor))
    return found


def _posts_on(uow: UnitOfWork, day: date) -> dict[OfficerId, tuple[str, ...]]:
    rows = uow.session.execute(
        select(Tenure.officer_id, Post.title)
        .join(Post, Post.id == Tenure.post_id)
        .where(or_(Tenure.since.is_(None), Tenure.since <= day), or_(Tenure.until.is_(None), Tenure.until >= day))
        .order_by(Post.id)
    )
    held: dict[OfficerId, tuple[str, ...]] = {}
    for officer_id, title in rows:
        held[officer_id] = (*held.get(officer_id, ()), title)
    return held


def _plan_form(old: SignedPlan, calendar: Calendar) -> PlanForm:
    """The plan of the year after, in the same words; its dates are moved, number and date are not given yet."""
    return PlanForm(
        year=old.year + 1,
        type_name=old.type_name,
        subject=old.subject.replace(str(old.year), str(old.year + 1)),
        issuer=old.issuer,
        parent_body=old.parent_body,
        place=old.place,
        is_party=old.is_party,
        addressees=old.addressees,
        signer_authority=old.signer_authority,
        signer_title=old.signer_title,
        signer_name=old.signer_name,
        passages=tuple(
            PassageForm(
                kind=one.kind,
                text=one.text,
                level=one.level,
                marker=one.marker,
                part=one.part,
                item=one.item,
                cells=one.cells,
            )
            for one in old.passages
        ),
        citations=tuple(
            CitationForm(
                type_name=one.type_name,
                number=one.number,
                issued_on=one.issued_on,
                issuer=one.issuer,
                subject=one.subject,
                is_basis=one.is_basis,
                section=one.section,
            )
            for one in old.citations
        ),
        assignments=tuple(
            AssignmentForm(
                officer=given.officer,
                number=given.number,
                duties=tuple(
                    DutyForm(
                        text=duty.text,
                        section=duty.section,
                        due_on=a_year_later(duty.due_on) if duty.due_on else None,
                    )
                    for duty in given.duties
                ),
            )
            for given in old.assignments
        ),
        obligations=tuple(
            DueForm(
                what=one.what,
                who=one.who,
                addressees=one.addressees,
                due_on=moved_off_days_off(a_year_later(one.due_on), calendar, is_before=one.is_before)
                if one.due_on
                else None,
                is_before=one.is_before,
                day=one.day,
                every=one.every,
                wording=one.wording,
                section=one.section,
                doubt=one.doubt,
            )
            for one in old.obligations
        ),
        recipients=old.recipients,
    )


@dataclass(frozen=True, slots=True)
class _Counterparts:
    """Which duty and obligation of the new plan stands for which of the old."""

    duties: dict[DutyId, DutyId]
    obligations: dict[ObligationId, ObligationId]


def _counterparts(uow: UnitOfWork, old_id: PlanId, new_id: PlanId) -> _Counterparts:
    def duties(plan_id: PlanId) -> list[DutyId]:
        rows = select(PlanDuty.id).join(PlanAssignment).where(PlanDuty.plan_id == plan_id)
        order = PlanAssignment.position, PlanDuty.section_order, PlanDuty.id
        return list(uow.session.scalars(rows.order_by(*order)))

    def obligations(plan_id: PlanId) -> list[ObligationId]:
        rows = select(PlanObligation.id).where(PlanObligation.plan_id == plan_id)
        return list(uow.session.scalars(rows.order_by(PlanObligation.position, PlanObligation.id)))

    return _Counterparts(
        dict(zip(duties(old_id), duties(new_id), strict=True)),
        dict(zip(obligations(old_id), obligations(new_id), strict=True)),
    )


def _take_along(uow: UnitOfWork, pick: TaskPick, old_id: PlanId, new_id: PlanId, sources: _Counterparts) -> None:
    old = uow.get(Task, pick.task_id)
    if old.plan_id != old_id:
        raise Invalid(_("Việc {title} thuộc kế hoạch khác.").format(title=old.title), field="picks")
    is_single = old.series_id is None
    due_on = None if old.is_series else pick.due_on
    new = uow.add(
        Task(
            plan_id=new_id,
            duty_id=sources.duties.get(old.duty_id) if old.duty_id is not None and is_single else None,
            obligation_id=sources.obligations.get(old.obligation_id)
            if old.obligation_id is not None and is_single
            else None,
            carried_from_id=old.id,
            section=old.section,
            section_order=old.section_order,
            title=old.title,
            expected=old.expected,
            lead_id=pick.lead_id,
            lead_words=officer_words(uow, pick.lead_id, pick.lead_words),
            support_line=old.support_line,
            requested_by=old.requested_by,
            priority=old.priority,
            due_on=due_on,
            is_before=old.is_before,
            last_on=last_day(due_on, is_before=old.is_before),
            every=old.every,
            day=old.day,
            is_series=old.is_series,
            period=old.period,
        )
    )
    copy_lines(uow, old, new)
    if old.state is TaskState.OPEN and not old.is_series:
        _close_here(uow, old, new)


def _close_here(uow: UnitOfWork, old: Task, new: Task) -> None:
    """An open task goes on in the new plan: its words say how far it was, the old one is no longer waited for."""
    year = uow.get(Plan, new.plan_id).year
    new.percent = old.percent
    old.state = TaskState.DROPPED
    old.closing_reason = official("Chuyển sang kế hoạch năm {year}", year=year)
    for task, words in (
        (old, old.closing_reason),
        (new, official("Chuyển từ kế hoạch năm {year}, đã làm {percent} %", year=year - 1, percent=old.percent)),
    ):
        uow.session.add(TaskNote(task_id=task.id, noted_on=uow.today, words=words, by_words=uow.viewer.display_name))
