"""Use cases of the duty rota (ca trực tiếp công dân): assign in rotation, change, swap, mark kept or missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.service import owner_words
from dcapp.features.visits.models import DutyShift
from dcapp.features.visits.terms import DAY_PARTS, DayPart, ShiftState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OfficerId, ShiftId
from dcapp.kernel.text import nfc

BOOK = "duty_shifts"
"""Key of the register."""
PLAN = "visits.schedule"
MARK = "visits.edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftForm:
    """Who is on duty on a day, or a part of it; `officer` where the office does not list the officer."""

    day: date
    part: DayPart = DayPart.WHOLE
    officer_id: OfficerId | None = None
    officer: str = ""
    place: str = ""
    note: str = ""


@allowed(PLAN, undo=N_("Phân công trực"))
def add_shift(uow: UnitOfWork, form: ShiftForm) -> ShiftId:
    """Put somebody on duty; a part of a day that is taken is refused."""
    shift = DutyShift(day=form.day)
    _fill(uow, shift, form)
    return uow.add(shift).id


@allowed(PLAN, undo=N_("Phân công trực"))
def assign_duty(uow: UnitOfWork, forms: Sequence[ShiftForm]) -> int:
    """Enter the duties that were ticked in the preview. Gives how many."""
    if not forms:
        raise Invalid(_("Chưa chọn ca trực nào."), field="days")
    for form in forms:
        add_shift(uow, form)
    return len(forms)


@allowed(PLAN, undo=N_("Sửa ca trực"))
def edit_shift(uow: UnitOfWork, shift_id: ShiftId, form: ShiftForm) -> None:
    """Change a duty; one that was kept or missed is opened again before."""
    shift = uow.get(DutyShift, shift_id)
    if shift.state is not ShiftState.PLANNED:
        raise RuleViolation(_("Ca trực đã xác nhận. Bấm Bỏ xác nhận trước khi sửa."))
    _fill(uow, shift, form)


@allowed(PLAN, undo=N_("Đổi ca trực"))
def swap_shifts(uow: UnitOfWork, first_id: ShiftId, second_id: ShiftId) -> None:
    """Two officers take each other's duty; what was done already stays with whoever did it."""
    first, second = uow.get(DutyShift, first_id), uow.get(DutyShift, second_id)
    if first.id == second.id:
        raise Invalid(_("Chọn một ca khác để đổi."), field="other")
    if {first.state, second.state} != {ShiftState.PLANNED}:
        raise RuleViolation(_("Chỉ đổi được ca chưa xác nhận."))
    first_who, second_who = (first.officer_id, first.officer), (second.officer_id, second.officer)
    if first_who == second_who:
        raise RuleViolation(_("Hai ca này cùng một người trực."))
    (first.officer_id, first.officer), (second.officer_id, second.officer) = second_who, first_who


@allowed(MARK, undo=N_("Xác nhận đã trực"))
def keep_shift(uow: UnitOfWork, shift_id: ShiftId) -> None:
    """Record that a duty was kept."""
    shift = _open_shift(uow, shift_id)
    shift.state = ShiftState.KEPT


@allowed(MARK, undo=N_("Ghi bỏ trực"))
def miss_shift(uow: UnitOfWork, shift_id: ShiftId, reason: str) -> None:
    """Record that nobody was there, and why."""
    words = nfc(reason).strip()
    if not words:
        raise Invalid(_("Ghi lý do bỏ trực."), field="reason")
    shift = _open_shift(uow, shift_id)
    shift.state, shift.note = ShiftState.MISSED, words


@allowed(MARK, undo=N_("Bỏ xác nhận ca trực"))
def take_back_shift(uow: UnitOfWork, shift_id: ShiftId) -> None:
    """A duty that was marked by mistake is not confirmed again."""
    shift = uow.get(DutyShift, shift_id)
    if shift.state is ShiftState.PLANNED:
        raise RuleViolation(_("Ca trực này chưa xác nhận."))
    shift.state = ShiftState.PLANNED


@allowed(PLAN, undo=N_("Xóa ca trực"))
def remove_shift(uow: UnitOfWork, shift_id: ShiftId) -> None:
    """Throw a duty into the bin that was not confirmed."""
    shift = uow.get(DutyShift, shift_id)
    if shift.state is not ShiftState.PLANNED:
        raise RuleViolation(_("Ca trực đã xác nhận. Bấm Bỏ xác nhận trước khi xóa."))
    day = vn_date(shift.day)
    uow.bin(shift, _("Xóa ca trực ngày {day} của {officer}").format(day=day, officer=shift.officer))


def _open_shift(uow: UnitOfWork, shift_id: ShiftId) -> DutyShift:
    shift = uow.get(DutyShift, shift_id)
    if shift.state is not ShiftState.PLANNED:
        raise RuleViolation(_("Ca trực này đã xác nhận."))
    if shift.day > uow.today:
        raise RuleViolation(_("Chưa tới ngày trực."))
    return shift


def _fill(uow: UnitOfWork, shift: DutyShift, form: ShiftForm) -> None:
    officer = owner_words(uow, form.officer_id, form.officer)
    if not officer:
        raise Invalid(_("Chưa ghi người trực."), field="officer" if form.officer_id is None else "officer_id")
    _refuse_taken(uow, shift, form)
    shift.day, shift.part = form.day, form.part
    shift.officer_id, shift.officer = form.officer_id, officer
    shift.place, shift.note = " ".join(nfc(form.place).split()), nfc(form.note).strip()


def _refuse_taken(uow: UnitOfWork, shift: DutyShift, form: ShiftForm) -> None:
    """One officer for each part of a day; a whole day leaves no part free."""
    with uow.session.no_autoflush:
        others = uow.session.execute(
            select(DutyShift.part, DutyShift.officer).where(DutyShift.day == form.day, DutyShift.id != (shift.id or 0))
        ).all()
    for part, officer in others:
        if DayPart.WHOLE in (part, form.part) or part is form.part:
            message = _("{part} ngày {day} đã có {officer} trực.")
            named = message.format(part=_(DAY_PARTS[part]), day=vn_date(form.day), officer=officer)
            raise AlreadyThere(named, field="day")
