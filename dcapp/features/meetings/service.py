"""Use cases of meetings: plan, invite, tick who came, write the minutes, conclude, and cancel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.meetings.models import Meeting, MeetingGuest, MeetingPoint
from dcapp.features.meetings.rules import GuestForm, clock_time, guest_key, without_twins
from dcapp.features.meetings.terms import MeetingKind, MeetingState
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.service import fulfil, unfulfil
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import MeetingId, TaskId
from dcapp.kernel.text import nfc

BOOK = "meetings"
"""Key of the register, under which tasks know what fulfilled them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingForm:
    """A meeting as it is planned. `owner_kind` and `owner_id` name the record that it belongs to."""

    title: str
    held_on: date
    kind: MeetingKind = MeetingKind.CONFERENCE
    starts_at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    agenda: str = ""
    owner_kind: str = ""
    owner_id: int | None = None
    task_id: TaskId | None = None
    guests: tuple[GuestForm, ...] = ()
    """Only for a new meeting; later the list is changed with `invite_guests`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldForm:
    """How a meeting went: when, where, who led it, who wrote, and what was said."""

    held_on: date
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    minutes: str = ""


@allowed("plan.edit", undo=N_("Lên lịch họp"))
def plan_meeting(uow: UnitOfWork, form: MeetingForm) -> MeetingId:
    """Enter a meeting that is to come, with its guests; it may belong to any record and to a task."""
    meeting = Meeting(title="", held_on=form.held_on, owner_kind=form.owner_kind, owner_id=form.owner_id)
    _fill(uow, meeting, form)
    uow.add(meeting)
    _seat(uow, meeting.id, form.guests)
    return meeting.id


@allowed("plan.edit", undo=N_("Sửa cuộc họp"))
def edit_meeting(uow: UnitOfWork, meeting_id: MeetingId, form: MeetingForm) -> None:
    """Change what was planned; guests and the record that it belongs to stay."""
    meeting = _open_meeting(uow, meeting_id)
    before = meeting.task_id
    _fill(uow, meeting, form)
    if meeting.state is MeetingState.HELD:
        _refuse_future(uow, meeting.held_on)
        if meeting.task_id != before:
            unfulfil(uow, BOOK, meeting.id)
        _fulfil(uow, meeting)


@allowed("plan.edit", undo=N_("Xóa cuộc họp"))
def remove_meeting(uow: UnitOfWork, meeting_id: MeetingId) -> None:
    """Throw a meeting into the bin with its guests and points; it proves its task no more."""
    meeting = uow.get(Meeting, meeting_id)
    if meeting.invitation_id is not None:
        raise RuleViolation(_("Giấy mời đã lấy số nên cuộc họp phải còn trong sổ. Bấm Hủy cuộc họp và ghi lý do."))
    if meeting.state is MeetingState.HELD:
        unfulfil(uow, BOOK, meeting.id)
    for kind in (MeetingGuest, MeetingPoint):
        for line in uow.session.scalars(select(kind).where(kind.meeting_id == meeting_id)):
            uow.session.delete(line)
    uow.session.flush()
    uow.bin(meeting, _("Xóa cuộc họp {title}").format(title=meeting.title))


@allowed("plan.edit", undo=N_("Sửa thành phần họp"))
def invite_guests(uow: UnitOfWork, meeting_id: MeetingId, guests: tuple[GuestForm, ...]) -> int:
    """Make this the list of guests; who stays on it keeps the tick. Returns how many are invited."""
    _open_meeting(uow, meeting_id)
    return _seat(uow, meeting_id, guests)


@allowed("plan.edit", undo=N_("Điểm danh"))
def tick_attendance(uow: UnitOfWork, meeting_id: MeetingId, ticks: Mapping[int, bool | None]) -> None:
    """Record who came (True), who did not (False), or that it is not known (None), by the guests' ids."""
    meeting = _open_meeting(uow, meeting_id)
    _refuse_future(uow, meeting.held_on)
    for guest in _guests(uow, meeting_id):
        if guest.id in ticks:
            guest.attended = ticks[guest.id]


@allowed("plan.edit", undo=N_("Ghi biên bản họp"))
def hold_meeting(uow: UnitOfWork, meeting_id: MeetingId, form: HoldForm) -> None:
    """Record that a meeting was held, with its minutes; it proves the task that it belongs to."""
    meeting = _open_meeting(uow, meeting_id)
    _refuse_future(uow, form.held_on)
    minutes = nfc(form.minutes).strip()
    if not minutes:
        raise Invalid(_("Ghi diễn biến cuộc họp để lập biên bản."), field="minutes")
    starts, ends = clock_time(form.starts_at, field="starts_at"), clock_time(form.ends_at, field="ends_at")
    if starts and ends and ends < starts:
        raise Invalid(_("Giờ kết thúc sớm hơn giờ bắt đầu."), field="ends_at")
    meeting.held_on, meeting.starts_at, meeting.ends_at = form.held_on, starts, ends
    meeting.place, meeting.chair = _line(form.place), _line(form.chair)
    meeting.secretary, meeting.minutes = _line(form.secretary), minutes
    meeting.state = MeetingState.HELD
    _fulfil(uow, meeting)


@allowed("plan.edit", undo=N_("Ghi lại là chưa họp"))
def take_back_holding(uow: UnitOfWork, meeting_id: MeetingId) -> None:
    """A meeting recorded as held by mistake is to come again; what was written stays, it proves its task no more."""
    meeting = uow.get(Meeting, meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise RuleViolation(_("Cuộc họp này chưa ghi là đã họp."))
    meeting.state = MeetingState.PLANNED
    unfulfil(uow, BOOK, meeting.id)


@allowed("plan.edit", undo=N_("Ghi kết luận cuộc họp"))
def conclude_meeting(uow: UnitOfWork, meeting_id: MeetingId, conclusion: str) -> None:
    """Write what the meeting concluded; it must have been held."""
    meeting = held_meeting(uow, meeting_id)
    words = nfc(conclusion).strip()
    if not words:
        raise Invalid(_("Chưa ghi kết luận."), field="conclusion")
    meeting.conclusion = words


@allowed("plan.edit", undo=N_("Hủy cuộc họp"))
def cancel_meeting(uow: UnitOfWork, meeting_id: MeetingId, reason: str) -> None:
    """Cancel a meeting that was not held; it stays in the book with the reason."""
    meeting = _open_meeting(uow, meeting_id)
    if meeting.state is MeetingState.HELD:
        raise RuleViolation(_("Cuộc họp đã diễn ra nên không hủy được."))
    words = nfc(reason).strip()
    if not words:
        raise Invalid(_("Ghi lý do hủy để người được mời và người xem sổ hiểu."), field="reason")
    meeting.state, meeting.reason = MeetingState.CANCELLED, words


@allowed("plan.edit", undo=N_("Họp lại"))
def restore_meeting(uow: UnitOfWork, meeting_id: MeetingId, held_on: date) -> None:
    """Plan a cancelled meeting again, for this day."""
    meeting = uow.get(Meeting, meeting_id)
    if meeting.state is not MeetingState.CANCELLED:
        raise RuleViolation(_("Cuộc họp này không bị hủy."))
    meeting.state, meeting.reason, meeting.held_on = MeetingState.PLANNED, "", held_on


def held_meeting(uow: UnitOfWork, meeting_id: MeetingId) -> Meeting:
    """The meeting, or a sentence that it was not held yet."""
    meeting = _open_meeting(uow, meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise RuleViolation(_("Ghi biên bản cuộc họp trước, rồi ghi kết luận và việc sau họp."))
    return meeting


def _open_meeting(uow: UnitOfWork, meeting_id: MeetingId) -> Meeting:
    meeting = uow.get(Meeting, meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        raise RuleViolation(_("Cuộc họp đã hủy. Bấm Họp lại trước khi sửa."))
    return meeting


def _fill(uow: UnitOfWork, meeting: Meeting, form: MeetingForm) -> None:
    title = _line(form.title)
    if not title:
        raise Invalid(_("Chưa ghi tên cuộc họp."), field="title")
    if form.task_id is not None:
        uow.get(Task, form.task_id)
    meeting.title, meeting.kind, meeting.held_on = title, form.kind, form.held_on
    meeting.starts_at = clock_time(form.starts_at, field="starts_at")
    meeting.place, meeting.chair, meeting.secretary = _line(form.place), _line(form.chair), _line(form.secretary)
    meeting.agenda, meeting.task_id = nfc(form.agenda).strip(), form.task_id


def _seat(uow: UnitOfWork, meeting_id: MeetingId, guests: tuple[GuestForm, ...]) -> int:
    named = (GuestForm(_line(guest.name), _line(guest.unit)) for guest in guests)
    wanted = without_twins(guest for guest in named if guest.name)
    known = {guest_key(GuestForm(guest.name, guest.unit)): guest for guest in _guests(uow, meeting_id)}
    kept = {guest_key(guest) for guest in wanted}
    for key, seated in known.items():
        if key not in kept:
            uow.session.delete(seated)
    for position, guest in enumerate(wanted, start=1):
        line = known.get(guest_key(guest))
        if line is None:
            uow.add(MeetingGuest(meeting_id=meeting_id, position=position, name=guest.name, unit=guest.unit))
        else:
            line.position, line.name, line.unit = position, guest.name, guest.unit
    return len(wanted)


def _guests(uow: UnitOfWork, meeting_id: MeetingId) -> list[MeetingGuest]:
    statement = select(MeetingGuest).where(MeetingGuest.meeting_id == meeting_id).order_by(MeetingGuest.position)
    return list(uow.session.scalars(statement))


def _fulfil(uow: UnitOfWork, meeting: Meeting) -> None:
    if meeting.task_id is not None:
        uow.session.flush()
        fulfil(uow, meeting.task_id, BOOK, meeting.id, meeting.title, meeting.held_on)


def _refuse_future(uow: UnitOfWork, day: date) -> None:
    if day > uow.today:
        raise Invalid(_("Chưa tới ngày họp. Sửa ngày họp nếu cuộc họp đã diễn ra."), field="held_on")


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
