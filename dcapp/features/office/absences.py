"""Officers who are away and the deputies who stand in for them (nghỉ, ủy quyền): use cases and reads.

On any day nobody who stands in is away, so that there is never a chain of deputies and never a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import Absence, Officer
from dcapp.features.office.service import ordered
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AbsenceId, OfficerId
from dcapp.kernel.text import fold, nfc

NEVER_LENT = frozenset({"QT", "KS", "TC"})
"""Roles that no deputy gets by an absence: the system, the review of it, and denunciations, which are given by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceForm:
    """Who is away from when to when (both days included), and who stands in."""

    officer_id: OfficerId | None = None
    deputy_id: OfficerId | None = None
    since: date
    until: date
    reason: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One absence with the names of both."""

    id: AbsenceId
    officer_id: OfficerId
    officer: str
    deputy_id: OfficerId
    deputy: str
    since: date
    until: date
    reason: str
    paper: str


# -- reads


@allowed("office.view", reads=True)
def deputies_today(uow: UnitOfWork) -> list[AbsenceLine]:
    """Who is away today and who stands in, by the day of return."""
    return _lines(uow, away_on(uow.today))


@allowed("office.view", reads=True)
def absent_for(uow: UnitOfWork, officer_id: OfficerId, day: date | None = None) -> AbsenceLine | None:
    """The absence of an officer on a day (today when none is given), or None where the officer is there."""
    found = _lines(uow, away_on(day or uow.today), Absence.officer_id == officer_id)
    return found[0] if found else None


def stand_ins(uow: UnitOfWork, officer_id: OfficerId | None, day: date) -> frozenset[OfficerId]:
    """The officers for whom this one stands in on a day; asked before rights are known, so it declares none."""
    return frozenset(absent for absent, _name in stood_in_for(uow, officer_id, day))


def stood_in_for(uow: UnitOfWork, officer_id: OfficerId | None, day: date) -> tuple[tuple[OfficerId, str], ...]:
    """The same with their names, by the day of return."""
    if officer_id is None:
        return ()
    rows = uow.session.connection().execute(_STOOD_IN_FOR, {"deputy": officer_id, "day": day})
    return tuple((absent, name) for absent, name in rows)


def away_on(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The absences that hold on a day, as a condition on `Absence`."""
    return and_(Absence.since <= day, Absence.until >= day)


_STOOD_IN_FOR = (
    select(Absence.officer_id, Officer.full_name)
    .join(Officer, Officer.id == Absence.officer_id)
    .where(Absence.deputy_id == bindparam("deputy"), away_on(bindparam("day", type_=Absence.since.type)))
    .order_by(Absence.until, Absence.id)
)
"""Put together once: every action of whoever is an officer begins with it."""


def _lines(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> list[AbsenceLine]:
    officer, deputy = aliased(Officer), aliased(Officer)
    statement = (
        select(
            Absence.id,
            Absence.officer_id,
            officer.full_name,
            Absence.deputy_id,
            deputy.full_name,
            Absence.since,
            Absence.until,
            Absence.reason,
            Absence.paper,
        )
        .join(officer, officer.id == Absence.officer_id)
        .join(deputy, deputy.id == Absence.deputy_id)
        .where(*conditions)
        .order_by(Absence.until, officer.name_order, Absence.id)
    )
    return [AbsenceLine(*row) for row in uow.session.execute(statement)]


# -- use cases


@allowed("office.edit", undo=N_("Ghi cán bộ nghỉ"))
def add_absence(uow: UnitOfWork, form: AbsenceForm) -> AbsenceId:
    """Record that an officer is away and who stands in."""
    officer_id, deputy_id = _checked(uow, form, None)
    absence = Absence(officer_id=officer_id, deputy_id=deputy_id, since=form.since, until=form.until)
    _fill(absence, form)
    return uow.add(absence).id


@allowed("office.edit", undo=N_("Sửa cán bộ nghỉ"))
def edit_absence(uow: UnitOfWork, absence_id: AbsenceId, form: AbsenceForm) -> None:
    """Change an absence: an earlier return, another deputy."""
    absence = uow.get(Absence, absence_id)
    absence.officer_id, absence.deputy_id = _checked(uow, form, absence_id)
    absence.since, absence.until = form.since, form.until
    _fill(absence, form)


@allowed("office.edit", undo=N_("Xóa cán bộ nghỉ"))
def remove_absence(uow: UnitOfWork, absence_id: AbsenceId) -> None:
    """Throw an absence into the bin; one that has begun is ended instead, since somebody acted under it."""
    absence = uow.get(Absence, absence_id)
    if absence.since <= uow.today:
        raise RuleViolation(_("Lần nghỉ này đã bắt đầu nên không xóa. Sửa ngày cuối nếu cán bộ về sớm."))
    officer = uow.get(Officer, absence.officer_id)
    uow.bin(absence, _("Xóa lần nghỉ của {name}").format(name=officer.full_name))


def _fill(absence: Absence, form: AbsenceForm) -> None:
    absence.reason, absence.paper = nfc(form.reason).strip(), nfc(form.paper).strip()


def _checked(uow: UnitOfWork, form: AbsenceForm, own: AbsenceId | None) -> tuple[OfficerId, OfficerId]:
    """Both officers, or why they cannot be what the form says."""
    if form.officer_id is None:
        raise Invalid(_("Chưa chọn người nghỉ."), field="officer_id")
    if form.deputy_id is None:
        raise Invalid(_("Chưa chọn người thay."), field="deputy_id")
    ordered(form.since, form.until, "until")
    if form.officer_id == form.deputy_id:
        raise Invalid(_("Người thay phải là người khác."), field="deputy_id")
    if _is_viewer(uow, form.deputy_id):
        raise RuleViolation(
            _("Người thay được dùng quyền của người nghỉ, nên không ai tự ghi mình làm người thay. Nhờ người khác ghi.")
        )
    _in_office(uow, form.officer_id, form, "officer_id")
    _in_office(uow, form.deputy_id, form, "deputy_id")
    _refuse_clashes(_overlapping(uow, form, own), form)
    return form.officer_id, form.deputy_id


def _is_viewer(uow: UnitOfWork, officer_id: OfficerId) -> bool:
    """Whether an officer is the person at the keyboard: by the account's officer, else by the name."""
    if uow.viewer.officer_id is not None:
        return uow.viewer.officer_id == officer_id
    return fold(uow.get(Officer, officer_id).full_name) == fold(uow.viewer.display_name)


def _in_office(uow: UnitOfWork, officer_id: OfficerId, form: AbsenceForm, field: str) -> None:
    officer = uow.get(Officer, officer_id)
    if officer.left_on is not None and officer.left_on < form.until:
        raise Invalid(
            _("{name} thôi việc ngày {day}, trước ngày cuối của lần nghỉ.").format(
                name=officer.full_name, day=vn_date(officer.left_on)
            ),
            field=field,
        )


def _overlapping(uow: UnitOfWork, form: AbsenceForm, own: AbsenceId | None) -> list[AbsenceLine]:
    found = _lines(uow, Absence.since <= form.until, Absence.until >= form.since)
    return [line for line in found if line.id != own]


def _refuse_clashes(others: Sequence[AbsenceLine], form: AbsenceForm) -> None:
    """No second absence of the officer, no deputy who is away, nobody away who stands in for somebody."""
    for line in others:
        days = {"since": vn_date(line.since), "until": vn_date(line.until)}
        if line.officer_id == form.officer_id:
            message = _("{name} đã có lần nghỉ từ {since} đến {until}.")
            raise Invalid(message.format(name=line.officer, **days), field="since")
        if line.officer_id == form.deputy_id:
            message = _("{name} cũng nghỉ từ {since} đến {until}. Chọn người thay khác.")
            raise Invalid(message.format(name=line.officer, **days), field="deputy_id")
        if line.deputy_id == form.officer_id:
            message = _("{deputy} đang nhận thay {name} từ {since} đến {until}. Đổi người thay của {name} trước.")
            raise Invalid(message.format(deputy=line.deputy, name=line.officer, **days), field="officer_id")
