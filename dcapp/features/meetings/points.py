"""What follows from a meeting: points with owner and last day, done here or made a task of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.meetings.models import Meeting, MeetingPoint
from dcapp.features.meetings.service import held_meeting
from dcapp.features.office.models import Officer
from dcapp.features.tasks.service import TaskForm, add_task
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import MeetingId, OfficerId, PlanId, TaskId
from dcapp.kernel.text import fold, nfc
from dcapp.printing.official import official


@dataclass(frozen=True, slots=True, kw_only=True)
class PointForm:
    """One thing to do after a meeting: what, who, by when."""

    words: str
    owner: str = ""
    due_on: date | None = None


@allowed("plan.edit", undo=N_("Ghi việc sau họp"))
def add_point(uow: UnitOfWork, meeting_id: MeetingId, form: PointForm) -> int:
    """Add a point to what a meeting concluded."""
    meeting = held_meeting(uow, meeting_id)
    last = uow.session.scalar(select(func.max(MeetingPoint.position)).where(MeetingPoint.meeting_id == meeting_id))
    point = MeetingPoint(meeting_id=meeting_id, position=(last or 0) + 1, words="")
    _fill(meeting, point, form)
    return uow.add(point).id


@allowed("plan.edit", undo=N_("Sửa việc sau họp"))
def edit_point(uow: UnitOfWork, point_id: int, form: PointForm) -> None:
    """Change a point; one that became a task is changed there."""
    point = _free_point(uow, point_id)
    _fill(uow.get(Meeting, point.meeting_id), point, form)


@allowed("plan.edit", undo=N_("Xóa việc sau họp"))
def remove_point(uow: UnitOfWork, point_id: int) -> None:
    """Throw a point into the bin; one that became a task stays."""
    point = _free_point(uow, point_id)
    uow.bin(point, _("Xóa việc sau họp {words}").format(words=point.words[:60]))


@allowed("plan.edit", undo=N_("Ghi việc sau họp đã xong"))
def close_point(uow: UnitOfWork, point_id: int, done_on: date) -> None:
    """Mark a point done on a day, not before the meeting and not in the future."""
    point = _free_point(uow, point_id)
    meeting = uow.get(Meeting, point.meeting_id)
    if done_on > uow.today or done_on < meeting.held_on:
        raise Invalid(
            _("Ngày xong phải từ ngày họp {day} đến hôm nay.").format(day=vn_date(meeting.held_on)), field="done_on"
        )
    point.done_on = done_on


@allowed("plan.edit", undo=N_("Mở lại việc sau họp"))
def reopen_point(uow: UnitOfWork, point_id: int) -> None:
    """Take back that a point was done."""
    _free_point(uow, point_id).done_on = None


@allowed("plan.edit", undo=N_("Đưa việc sau họp vào kế hoạch"))
def point_to_task(uow: UnitOfWork, point_id: int, plan_id: PlanId) -> TaskId:
    """Make a point a task of a plan; from then on the task tells how far it is."""
    point = _free_point(uow, point_id)
    if point.done_on is not None:
        raise RuleViolation(_("Việc này đã xong nên không đưa vào kế hoạch nữa."))
    meeting = uow.get(Meeting, point.meeting_id)
    form = TaskForm(
        plan_id=plan_id,
        title=point.words,
        lead_id=_officer_named(uow, point.owner),
        lead_words=point.owner,
        requested_by=official("Kết luận {title} ngày {day}", title=meeting.title, day=vn_date(meeting.held_on)),
        due_on=point.due_on,
    )
    point.task_id = add_task(uow, form)
    return point.task_id


def _officer_named(uow: UnitOfWork, owner: str) -> OfficerId | None:
    """The only officer of that name who is still there, or None."""
    wanted = fold(owner)
    staying = select(Officer.id, Officer.full_name).where(Officer.left_on.is_(None))
    found = [key for key, name in uow.session.execute(staying) if fold(name) == wanted]
    return found[0] if len(found) == 1 else None


def _free_point(uow: UnitOfWork, point_id: int) -> MeetingPoint:
    point = uow.get(MeetingPoint, point_id)
    if point.task_id is not None:
        raise RuleViolation(_("Việc này đã đưa vào kế hoạch. Mở việc trong kế hoạch để cập nhật."))
    return point


def _fill(meeting: Meeting, point: MeetingPoint, form: PointForm) -> None:
    words = nfc(form.words).strip()
    if not words:
        raise Invalid(_("Chưa ghi việc cần làm."), field="words")
    if form.due_on is not None and form.due_on < meeting.held_on:
        raise Invalid(_("Hạn xong sớm hơn ngày họp {day}.").format(day=vn_date(meeting.held_on)), field="due_on")
    point.words, point.owner, point.due_on = words, " ".join(nfc(form.owner).split()), form.due_on
