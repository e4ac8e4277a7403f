"""Difficulties and adjustments: what stands in the way, what was decided, and what stood before (phụ lục điều chỉnh).

An adjustment is never edited, removed or undone: a wrong one is put right by the next, so that its numbers have no gap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.queries import calendar_of, office_card
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.belonging import PROGRESS, require_progress, signature
from dcapp.features.tasks.following import day_words, people_of
from dcapp.features.tasks.models import Adjustment, Difficulty, Task, TaskDelivery, TaskReminder
from dcapp.features.tasks.service import officer_words, open_task
from dcapp.features.tasks.terms import AdjustmentKind, DifficultyState, TaskState
from dcapp.features.tasks.timing import last_day
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _, ngettext
from dcapp.kernel.ids import AdjustmentId, DifficultyId, OfficerId, PlanId, TaskId
from dcapp.kernel.text import nfc
from dcapp.printing.official import official
from dcapp.rules.permissions import Context

SOURCE = "Adjustment"
"""How the book of issued documents names where the number of an adjustment comes from."""
ABBREVIATIONS = {official("Quyết định"): "QĐ", official("Thông báo"): "TB"}
"""Papers by which an adjustment is made known, with the abbreviation of their number (decree 30/2020, Annex III)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyForm:
    """A difficulty as somebody raises it; `raised_by` empty: whoever is at the keyboard."""

    plan_id: PlanId
    matter: str
    task_id: TaskId | None = None
    proposal: str = ""
    raised_by: str = ""
    raised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustForm:
    """One change of one kind: DUE takes `new_due_on` and `new_is_before`, LEAD `new_lead_id` or `new_lead_words`,
    CONTENT `new_words` (the new title), DROP only the reason. `number_type`: Quyết định or Thông báo.
    """

    kind: AdjustmentKind
    reason: str
    decided_by: str
    decided_on: date
    new_due_on: date | None = None
    new_is_before: bool = False
    new_lead_id: OfficerId | None = None
    new_lead_words: str = ""
    new_words: str = ""
    difficulty_id: DifficultyId | None = None
    with_number: bool = False
    number_type: str = "Quyết định"
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What an adjustment would do, before it is saved: number and both readings, who is to be told, which periods
    and senders it touches, and what to consider.
    """

    ordinal: int
    old: str
    new: str
    told: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    owing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())


# -- difficulties


@allowed(PROGRESS, undo=N_("Nêu vướng mắc"))
def raise_difficulty(uow: UnitOfWork, form: DifficultyForm) -> DifficultyId:
    """Record what stands in the way of a task, or of a plan, and what is proposed."""
    uow.get(Plan, form.plan_id)
    task = None
    if form.task_id is not None:
        task = open_task(uow, form.task_id)
        require_progress(uow, task)
        if task.plan_id != form.plan_id:
            raise RuleViolation(_("Việc này thuộc kế hoạch khác. Chọn lại việc."))
    else:
        uow.require(PROGRESS, Context(own=True, assigned=True))
    matter = nfc(form.matter).strip()
    if not matter:
        raise Invalid(_("Chưa ghi vướng mắc gì."), field="matter")
    raised_on = form.raised_on or uow.today
    if raised_on > uow.today:
        raise Invalid(_("Ngày nêu chưa tới. Kiểm tra lại ngày."), field="raised_on")
    raised_by = " ".join(nfc(form.raised_by).split()) or signature(uow, task)
    return uow.add(
        Difficulty(
            plan_id=form.plan_id,
            task_id=form.task_id,
            raised_on=raised_on,
            raised_by=raised_by,
            matter=matter,
            proposal=nfc(form.proposal).strip(),
        )
    ).id


@allowed("plan.approve", undo=N_("Trả lời vướng mắc"))
def answer_difficulty(uow: UnitOfWork, difficulty_id: DifficultyId, answer: str) -> None:
    """Answer a difficulty without changing the plan; an answer can be rewritten, an adjustment cannot."""
    difficulty = uow.get(Difficulty, difficulty_id)
    if difficulty.state is DifficultyState.ADJUSTED:
        raise RuleViolation(_("Vướng mắc này đã được giải quyết bằng một lần điều chỉnh."))
    words = nfc(answer).strip()
    if not words:
        raise Invalid(_("Chưa ghi ý kiến trả lời."), field="answer")
    difficulty.answer, difficulty.answered_on, difficulty.state = words, uow.today, DifficultyState.ANSWERED


@allowed("plan.edit", undo=N_("Xóa vướng mắc"))
def remove_difficulty(uow: UnitOfWork, difficulty_id: DifficultyId) -> None:
    """Throw a difficulty that nobody decided on into the bin."""
    difficulty = uow.get(Difficulty, difficulty_id)
    if difficulty.state is not DifficultyState.OPEN:
        raise RuleViolation(_("Vướng mắc này đã có ý kiến giải quyết nên phải còn trong sổ."))
    uow.bin(difficulty, _("Xóa vướng mắc {matter}").format(matter=difficulty.matter[:60]))


# -- adjustments


@allowed("plan.approve")
def adjust_task(uow: UnitOfWork, task_id: TaskId, form: AdjustForm) -> AdjustmentId:
    """Change a task by a numbered adjustment; what stood before stays readable. A series takes its open periods along.

    Whoever is concerned is entered as reminded. With a number, that is taken in the same transaction.
    """
    task = open_task(uow, task_id)
    _check(uow, task, form)
    difficulty = _difficulty_of(uow, task, form)
    ordinal, old, new = _next_ordinal(uow, task.plan_id), _old_words(task, form), _new_words(uow, form)
    adjustment = uow.add(
        Adjustment(
            plan_id=task.plan_id,
            task_id=task.id,
            difficulty_id=form.difficulty_id,
            ordinal=ordinal,
            kind=form.kind,
            old_words=old,
            new_words=new,
            old_due_on=task.due_on if form.kind is AdjustmentKind.DUE else None,
            new_due_on=form.new_due_on if form.kind is AdjustmentKind.DUE else None,
            reason=nfc(form.reason).strip(),
            decided_by=" ".join(nfc(form.decided_by).split()),
            decided_on=form.decided_on,
        )
    )
    told = people_of(uow, task)
    for one in (task, *_open_periods(uow, task)):
        _apply(uow, one, form)
    told += [name for name in people_of(uow, task) if name not in told]
    for name in told:
        words = official("Điều chỉnh lần {ordinal}: {new}", ordinal=ordinal, new=new)
        uow.add(TaskReminder(task_id=task.id, reminded_on=uow.today, to_words=name, words=words))
    if difficulty is not None:
        difficulty.state, difficulty.answered_on = DifficultyState.ADJUSTED, form.decided_on
        difficulty.answer = official("Điều chỉnh lần {ordinal}: {new}", ordinal=ordinal, new=new)
    if form.with_number:
        _number(uow, task, adjustment, form)
    uow.session.flush()
    return adjustment.id


@allowed("plan.view", reads=True)
def consequences(uow: UnitOfWork, task_id: TaskId, form: AdjustForm) -> Consequences:
    """What `adjust_task` would do; an incomplete form is read as far as it goes, what is wrong is said at saving."""
    task = uow.get(Task, task_id)
    told = people_of(uow, task)
    if form.kind is AdjustmentKind.LEAD:
        lead = officer_words(uow, form.new_lead_id, form.new_lead_words)
        told += [lead] if lead and lead not in told else []
    owing = uow.session.scalars(
        select(TaskDelivery.sender)
        .where(TaskDelivery.task_id == task.id, TaskDelivery.received_on.is_(None))
        .order_by(TaskDelivery.sender_order, TaskDelivery.id)
    )
    return Consequences(
        _next_ordinal(uow, task.plan_id),
        _old_words(task, form),
        _new_words(uow, form),
        tuple(told),
        tuple(one.period for one in _open_periods(uow, task)),
        tuple(dict.fromkeys(owing)),
        _warnings(uow, task, form),
    )


def _warnings(uow: UnitOfWork, task: Task, form: AdjustForm) -> tuple[str, ...]:
    found = []
    last = last_day(form.new_due_on, is_before=form.new_is_before) if form.kind is AdjustmentKind.DUE else None
    if last is not None:
        calendar = calendar_of(uow)
        year = uow.get(Plan, task.plan_id).year
        if last < uow.today:
            found.append(_("Ngày cuối mới {last} đã qua.").format(last=vn_date(last)))
        if last.year != year:
            found.append(_("Hạn mới nằm ngoài năm {year} của kế hoạch.").format(year=year))
        if not calendar.knows(last.year):
            words = _("Chưa nạp lịch nghỉ năm {year} nên chưa biết ngày cuối có phải ngày nghỉ.")
            found.append(words.format(year=last.year))
        elif (advised := calendar.on_or_before(last)) != last:
            words = _("Ngày cuối {last} là ngày nghỉ, nên xong {advised}.")
            found.append(words.format(last=weekday_date(last), advised=weekday_date(advised)))
    if form.kind is AdjustmentKind.DROP and task.evidence_count:
        words = ngettext(
            "Việc đã có {count} minh chứng. Minh chứng vẫn giữ trong sổ.",
            "Việc đã có {count} minh chứng. Minh chứng vẫn giữ trong sổ.",
            task.evidence_count,
        )
        found.append(words.format(count=task.evidence_count))
    return tuple(found)


def _check(uow: UnitOfWork, task: Task, form: AdjustForm) -> None:
    if not form.reason.strip():
        raise Invalid(_("Ghi lý do điều chỉnh."), field="reason")
    if not form.decided_by.strip():
        raise Invalid(_("Ghi người quyết định."), field="decided_by")
    if form.decided_on > uow.today:
        raise Invalid(_("Ngày quyết định chưa tới. Kiểm tra lại ngày."), field="decided_on")
    match form.kind:
        case AdjustmentKind.DUE:
            _check_due(task, form)
        case AdjustmentKind.LEAD:
            words = officer_words(uow, form.new_lead_id, form.new_lead_words)
            if not words:
                raise Invalid(_("Chọn người phụ trách mới."), field="new_lead_id")
            if (form.new_lead_id, words) == (task.lead_id, task.lead_words):
                raise Invalid(_("Người phụ trách vẫn như cũ."), field="new_lead_id")
        case AdjustmentKind.CONTENT:
            words = " ".join(nfc(form.new_words).split())
            if not words:
                raise Invalid(_("Ghi nội dung mới."), field="new_words")
            if words == task.title:
                raise Invalid(_("Nội dung vẫn như cũ."), field="new_words")
        case AdjustmentKind.DROP:
            pass


def _check_due(task: Task, form: AdjustForm) -> None:
    if task.is_series:
        raise Invalid(_("Việc định kỳ có hạn ở từng kỳ. Điều chỉnh hạn ở việc của kỳ đó."), field="new_due_on")
    last = last_day(form.new_due_on, is_before=form.new_is_before)
    if last is None:
        raise Invalid(_("Ghi hạn mới."), field="new_due_on")
    if (form.new_due_on, form.new_is_before) == (task.due_on, task.is_before):
        raise Invalid(_("Hạn vẫn như cũ."), field="new_due_on")
    if task.start_on is not None and last < task.start_on:
        raise Invalid(_("Ngày cuối sớm hơn ngày bắt đầu."), field="new_due_on")


def _difficulty_of(uow: UnitOfWork, task: Task, form: AdjustForm) -> Difficulty | None:
    if form.difficulty_id is None:
        return None
    difficulty = uow.get(Difficulty, form.difficulty_id)
    if difficulty.plan_id != task.plan_id or difficulty.task_id not in (None, task.id, task.series_id):
        raise RuleViolation(_("Vướng mắc này thuộc việc khác. Chọn lại."))
    return difficulty


def _next_ordinal(uow: UnitOfWork, plan_id: PlanId) -> int:
    """The number of the next adjustment of a plan; the writing transaction keeps others out until it is written."""
    return (uow.session.scalar(select(func.max(Adjustment.ordinal)).where(Adjustment.plan_id == plan_id)) or 0) + 1


def _open_periods(uow: UnitOfWork, task: Task) -> list[Task]:
    """The periods of a series that are still to be done, by their last day."""
    if not task.is_series:
        return []
    statement = select(Task).where(Task.series_id == task.id, Task.state == TaskState.OPEN)
    return list(uow.session.scalars(statement.order_by(Task.last_on, Task.id)))


def _old_words(task: Task, form: AdjustForm) -> str:
    match form.kind:
        case AdjustmentKind.DUE:
            return day_words(task.due_on, is_before=task.is_before)
        case AdjustmentKind.LEAD:
            return task.lead_words
        case AdjustmentKind.CONTENT | AdjustmentKind.DROP:
            return task.title


def _new_words(uow: UnitOfWork, form: AdjustForm) -> str:
    match form.kind:
        case AdjustmentKind.DUE:
            return day_words(form.new_due_on, is_before=form.new_is_before)
        case AdjustmentKind.LEAD:
            return officer_words(uow, form.new_lead_id, form.new_lead_words)
        case AdjustmentKind.CONTENT:
            return " ".join(nfc(form.new_words).split())
        case AdjustmentKind.DROP:
            return official("Không làm nữa")


def _apply(uow: UnitOfWork, task: Task, form: AdjustForm) -> None:
    match form.kind:
        case AdjustmentKind.DUE:
            task.due_on, task.is_before = form.new_due_on, form.new_is_before
            task.last_on = last_day(form.new_due_on, is_before=form.new_is_before)
        case AdjustmentKind.LEAD:
            task.lead_id = form.new_lead_id
            task.lead_words = officer_words(uow, form.new_lead_id, form.new_lead_words)
        case AdjustmentKind.CONTENT:
            task.title = " ".join(nfc(form.new_words).split())
        case AdjustmentKind.DROP:
            task.state, task.closing_reason = TaskState.DROPPED, nfc(form.reason).strip()
    uow.session.flush()


def _number(uow: UnitOfWork, task: Task, adjustment: Adjustment, form: AdjustForm) -> None:
    uow.require("numbering.take")
    if form.number_type not in ABBREVIATIONS:
        raise Invalid(_("Chọn Quyết định hoặc Thông báo."), field="number_type")
    subject = official(
        "Điều chỉnh lần {ordinal} Kế hoạch năm {year}: {title}",
        ordinal=adjustment.ordinal,
        year=uow.get(Plan, task.plan_id).year,
        title=adjustment.old_words if form.kind is AdjustmentKind.CONTENT else task.title,
    )
    adjustment.issued_id = take_number(
        uow,
        NumberForm(
            type_name=form.number_type,
            abbreviation=ABBREVIATIONS[form.number_type],
            issued_on=form.decided_on,
            subject=subject,
            signer=form.signer or form.decided_by,
            body_symbol=office_card(uow).symbol,
            source_kind=SOURCE,
            source_id=adjustment.id,
        ),
    )
