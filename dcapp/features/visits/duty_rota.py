"""The preview of a duty rota: officers in turn over the working days of a period, with deputies for who is away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Absence, Officer
from dcapp.features.office.queries import calendar_of
from dcapp.features.visits.duty import ShiftForm
from dcapp.features.visits.models import DutyShift
from dcapp.features.visits.schedule_rules import LONGEST
from dcapp.features.visits.terms import DayPart
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OfficerId


class Turn(StrEnum):
    """After what time the next officer's turn comes (lượt trực)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


TURNS = {Turn.DAY: N_("Mỗi ngày một người"), Turn.WEEK: N_("Mỗi tuần một người"), Turn.MONTH: N_("Mỗi tháng một người")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaForm:
    """Who takes turns, in this order, over which period; with `parts` morning and afternoon turns go on within a day
    where each day has its own officer.
    """

    since: date
    until: date
    officer_ids: tuple[OfficerId, ...]
    turn: Turn = Turn.WEEK
    parts: tuple[DayPart, ...] = (DayPart.WHOLE,)
    place: str = ""


@dataclass(frozen=True, slots=True)
class RotaLine:
    """A duty as it would be assigned; `instead_of` is away and `shift.officer` stands in. `doubt`: not ticked."""

    shift: ShiftForm
    instead_of: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Away:
    since: date
    until: date
    deputy_id: OfficerId
    deputy: str


@allowed("visits.schedule", reads=True)
def rota_preview(uow: UnitOfWork, form: RotaForm) -> tuple[RotaLine, ...]:
    """The duties that a rotation brings: days off are passed over, the deputy is offered for who is away.

    RuleViolation where a year's days off are not loaded: which days are worked would be a guess.
    """
    _check(form)
    calendar = calendar_of(uow)
    if missing := calendar.missing_years(form.since, form.until):
        message = _("Chưa nạp lịch nghỉ năm {year}. Nạp lịch ở Quản trị rồi phân công.")
        raise RuleViolation(message.format(year=missing[0]))
    names = _names(uow, form.officer_ids)
    away = _absences(uow, form)
    taken = _taken(uow, form)
    every = (form.since + timedelta(days=number) for number in range((form.until - form.since).days + 1))
    days = [day for day in every if calendar.is_working_day(day)]
    if not days:
        raise RuleViolation(_("Khoảng ngày đã chọn không có ngày làm việc."))
    lines: list[RotaLine] = []
    turns = _turns(form, days)
    for (day, part), turn in turns:
        officer_id = form.officer_ids[turn % len(form.officer_ids)]
        absent = next((one for one in away.get(officer_id, ()) if one.since <= day <= one.until), None)
        who, named = (officer_id, names[officer_id]) if absent is None else (absent.deputy_id, absent.deputy)
        shift = ShiftForm(day=day, part=part, officer_id=who, officer=named, place=form.place)
        doubt = _doubt(taken.get(day, ()), part)
        lines.append(RotaLine(shift, names[officer_id] if absent is not None else "", doubt))
    return tuple(lines)


def _check(form: RotaForm) -> None:
    if not form.officer_ids:
        raise Invalid(_("Chưa chọn cán bộ trực."), field="officers")
    if form.until < form.since:
        raise Invalid(_("Ngày cuối sớm hơn ngày đầu."), field="until")
    if (form.until - form.since).days > LONGEST:
        raise Invalid(_("Phân công mỗi lần không quá một năm."), field="until")


def _turns(form: RotaForm, days: Iterable[date]) -> list[tuple[tuple[date, DayPart], int]]:
    """Each day and part with the number of the turn, from 0; a new week begins on Monday, a new month on the 1st."""
    found: list[tuple[tuple[date, DayPart], int]] = []
    turn, before = 0, None
    for day in days:
        stretch = day if form.turn is Turn.DAY else day - timedelta(days=day.weekday())
        stretch = day.replace(day=1) if form.turn is Turn.MONTH else stretch
        if before is not None and stretch != before:
            turn += 1
        before = stretch
        for number, part in enumerate(form.parts):
            shared = turn * len(form.parts) + number if form.turn is Turn.DAY else turn
            found.append(((day, part), shared))
    return found


def _names(uow: UnitOfWork, officer_ids: Iterable[OfficerId]) -> dict[OfficerId, str]:
    return {officer_id: uow.get(Officer, officer_id).full_name for officer_id in officer_ids}


def _absences(uow: UnitOfWork, form: RotaForm) -> dict[OfficerId, list[_Away]]:
    deputy = aliased(Officer)
    rows = uow.session.execute(
        select(Absence.officer_id, Absence.since, Absence.until, deputy.id, deputy.full_name)
        .join(deputy, deputy.id == Absence.deputy_id)
        .where(Absence.officer_id.in_(form.officer_ids), Absence.since <= form.until, Absence.until >= form.since)
        .order_by(Absence.since, Absence.id)
    )
    found: dict[OfficerId, list[_Away]] = {}
    for officer_id, since, until, deputy_id, name in rows:
        found.setdefault(officer_id, []).append(_Away(since, until, deputy_id, name))
    return found


def _taken(uow: UnitOfWork, form: RotaForm) -> dict[date, list[tuple[DayPart, str]]]:
    rows = uow.session.execute(
        select(DutyShift.day, DutyShift.part, DutyShift.officer).where(
            DutyShift.day >= form.since, DutyShift.day <= form.until
        )
    )
    found: dict[date, list[tuple[DayPart, str]]] = {}
    for day, part, officer in rows:
        found.setdefault(day, []).append((part, officer))
    return found


def _doubt(taken: Iterable[tuple[DayPart, str]], part: DayPart) -> str:
    clash = next((who for other, who in taken if DayPart.WHOLE in (other, part) or other is part), "")
    return _("Đã có {officer} trực.").format(officer=clash) if clash else ""
