"""Use cases of the log of public opinion: a line, passing it on, the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Village
from dcapp.features.opinions.models import Opinion
from dcapp.features.opinions.terms import OpinionSource
from dcapp.features.plan.models import shortened
from dcapp.features.tasks.service import fulfil, unfulfil
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import AlreadyThere, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OpinionId, TaskId, VillageId
from dcapp.kernel.text import nfc

REGISTER = "opinions"
"""Key of the book, by which tasks know what fulfilled them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionForm:
    """One line of the log: what people talk about, where, who got it, what came back."""

    heard_on: date
    matter: str
    village_id: VillageId | None = None
    field: str = ""
    source: OpinionSource = OpinionSource.VILLAGE
    people_count: int | None = None
    is_hot: bool = False
    passed_to: str = ""
    passed_on: date | None = None
    answer_by: date | None = None
    answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingForm:
    """To whom an opinion is passed on, when, and by when an answer is wanted."""

    passed_to: str
    passed_on: date
    answer_by: date | None = None


@allowed("plan.edit", undo=N_("Ghi dư luận"))
def add_opinion(uow: UnitOfWork, form: OpinionForm) -> OpinionId:
    """Write a line into the log; the same matter of the same day and village twice is refused."""
    opinion = Opinion(heard_on=form.heard_on, matter="")
    _fill(uow, opinion, form)
    twin = uow.session.scalar(
        select(Opinion.id).where(
            Opinion.heard_on == opinion.heard_on,
            Opinion.matter == opinion.matter,
            Opinion.village_id.is_(None) if opinion.village_id is None else Opinion.village_id == opinion.village_id,
        )
    )
    if twin is not None:
        raise AlreadyThere(
            _("Nội dung này của ngày {day} đã có trong sổ.").format(day=vn_date(form.heard_on)), field="matter"
        )
    return uow.add(opinion).id


@allowed("plan.edit", undo=N_("Sửa dư luận"))
def edit_opinion(uow: UnitOfWork, opinion_id: OpinionId, form: OpinionForm) -> None:
    """Change a line of the log."""
    opinion = uow.get(Opinion, opinion_id)
    _fill(uow, opinion, form)
    if opinion.task_id is not None:
        _tell_task(uow, opinion, opinion.task_id)


@allowed("plan.edit", undo=N_("Xóa dư luận"))
def remove_opinion(uow: UnitOfWork, opinion_id: OpinionId) -> None:
    """Throw a line into the bin."""
    opinion = uow.get(Opinion, opinion_id)
    if opinion.task_id is not None:
        unfulfil(uow, REGISTER, opinion_id)
    uow.bin(opinion, _("Xóa dư luận ngày {day}").format(day=vn_date(opinion.heard_on)))


@allowed("plan.edit", undo=N_("Chuyển dư luận"))
def pass_opinion(uow: UnitOfWork, opinion_id: OpinionId, form: PassingForm) -> None:
    """Write to whom an opinion was passed on, and by when the answer is wanted."""
    opinion = uow.get(Opinion, opinion_id)
    _put_passing(uow, opinion, form.passed_to, form.passed_on, form.answer_by)


@allowed("plan.edit", undo=N_("Ghi trả lời dư luận"))
def answer_opinion(uow: UnitOfWork, opinion_id: OpinionId, answer: str, answered_on: date) -> None:
    """Write what was answered, or what was done about it."""
    opinion = uow.get(Opinion, opinion_id)
    if not answer.strip():
        raise Invalid(_("Chưa ghi trả lời, hướng xử lý."), field="answer")
    _put_answer(uow, opinion, answer, answered_on)


@allowed("plan.edit", undo=N_("Gắn dư luận với việc"))
def tie_opinion(uow: UnitOfWork, opinion_id: OpinionId, task_id: TaskId | None) -> None:
    """Let a line of the log count for a task, or no longer."""
    opinion = uow.get(Opinion, opinion_id)
    if opinion.task_id is not None:
        unfulfil(uow, REGISTER, opinion_id)
    opinion.task_id = task_id
    if task_id is not None:
        _tell_task(uow, opinion, task_id)


def _tell_task(uow: UnitOfWork, opinion: Opinion, task_id: TaskId) -> None:
    fulfil(uow, task_id, REGISTER, opinion.id, shortened(opinion.matter), opinion.heard_on)


def _fill(uow: UnitOfWork, opinion: Opinion, form: OpinionForm) -> None:
    matter = nfc(form.matter).strip()
    if not matter:
        raise Invalid(_("Chưa ghi nội dung dư luận."), field="matter")
    if form.heard_on > uow.today:
        raise Invalid(_("Ngày {day} chưa đến.").format(day=vn_date(form.heard_on)), field="heard_on")
    if form.people_count is not None and form.people_count < 0:
        raise Invalid(_("Số người không thể âm."), field="people_count")
    if form.village_id is not None:
        uow.get(Village, form.village_id)
    opinion.heard_on, opinion.matter, opinion.village_id = form.heard_on, matter, form.village_id
    opinion.field, opinion.source = nfc(form.field).strip(), form.source
    opinion.people_count, opinion.is_hot = form.people_count, form.is_hot
    _put_passing(uow, opinion, form.passed_to, form.passed_on, form.answer_by)
    _put_answer(uow, opinion, form.answer, form.answered_on)


def _put_passing(
    uow: UnitOfWork, opinion: Opinion, passed_to: str, passed_on: date | None, answer_by: date | None
) -> None:
    to = nfc(passed_to).strip()
    if passed_on is not None and not to:
        raise Invalid(_("Ghi đã chuyển đến ai."), field="passed_to")
    if to and passed_on is None:
        passed_on = opinion.heard_on
    if passed_on is not None and passed_on < opinion.heard_on:
        raise Invalid(_("Ngày chuyển sớm hơn ngày nắm được. Kiểm tra lại hai ngày."), field="passed_on")
    if answer_by is not None and answer_by < (passed_on or opinion.heard_on):
        raise Invalid(_("Hạn trả lời sớm hơn ngày chuyển. Kiểm tra lại hai ngày."), field="answer_by")
    opinion.passed_to, opinion.passed_on, opinion.answer_by = to, passed_on, answer_by


def _put_answer(uow: UnitOfWork, opinion: Opinion, answer: str, answered_on: date | None) -> None:
    words = nfc(answer).strip()
    if answered_on is not None and not words:
        raise Invalid(_("Chưa ghi trả lời, hướng xử lý."), field="answer")
    if words and answered_on is None:
        answered_on = max(uow.today, opinion.heard_on)
    if answered_on is not None and not opinion.heard_on <= answered_on <= uow.today:
        raise Invalid(_("Ngày trả lời phải từ ngày nắm được đến hôm nay."), field="answered_on")
    opinion.answer, opinion.answered_on = words, answered_on
