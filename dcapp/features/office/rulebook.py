"""The rule book as the office uses it: its own numbers of days, and what it has compared with the gazette."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.office.models import OwnDays, WordingCheck
from dcapp.features.office.queries import calendar_of, office_card, setting
from dcapp.features.office.service import ordered, required
from dcapp.features.office.settings import COMING, DAY_OF_REST_USED, EDITION_TAKEN, EFFECT_AFTER
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import AlreadyThere, Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OwnDaysId
from dcapp.kernel.text import nfc
from dcapp.rules.counting import PLAIN, Case, Choices, Deadline, reckon
from dcapp.rules.deadlines import OwnNumber, RuleBook, shipped_book
from dcapp.rules.working_days import Calendar

MOST_DAYS = 3_650


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDaysForm:
    """A number of the office's own, in place of that of a wording, from a day on."""

    wording: str
    days: int
    since: date
    reason: str
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OwnDaysLine:
    """One number of the office's own."""

    id: OwnDaysId
    number: OwnNumber


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """Who compared a wording with its source, when, and where it was read."""

    wording: str
    checked_on: date
    checked_by: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficeClock:
    """The statutory clock of the office: its calendar, rule book, readings of the law, and its area."""

    calendar: Calendar
    book: RuleBook
    choices: Choices
    is_remote: bool

    def reckon(self, name: str, start: date, case: Case = PLAIN) -> Deadline:
        """One date; a case of which nobody said where it is lies in the office's area. RuleViolation as `reckon`."""
        if case.is_remote is None and self.is_remote and self.book.find(name)[0].knows_remote_areas:
            case = replace(case, is_remote=True)
        return reckon(name, start, self.calendar, case, self.book, self.choices)


def clock_of(uow: UnitOfWork) -> OfficeClock:
    """The clock as the office has set it; read once where many dates are counted."""
    return OfficeClock(calendar_of(uow), rulebook_of(uow), choices_of(uow), office_card(uow).is_remote)


def rulebook_of(uow: UnitOfWork) -> RuleBook:
    """The shipped book with what the office changed and checked."""
    numbers = [line.number for line in _own_days(uow)]
    return shipped_book().with_office(numbers, uow.session.scalars(select(WordingCheck.wording)))


def choices_of(uow: UnitOfWork) -> Choices:
    """How the office reads the law where it leaves a choice."""
    return Choices(
        takes_coming=setting(uow, EDITION_TAKEN) == COMING,
        uses_day_of_rest=bool(setting(uow, DAY_OF_REST_USED)),
        effect_after=bool(setting(uow, EFFECT_AFTER)),
    )


@allowed("rules.view", reads=True)
def office_rulebook(uow: UnitOfWork) -> RuleBook:
    """The rule book of the office."""
    return rulebook_of(uow)


@allowed("rules.view", reads=True)
def deadline_of(uow: UnitOfWork, name: str, start: date, case: Case = PLAIN) -> Deadline:
    """One date, by the calendar, the rule book and the area of the office. RuleViolation as `reckon`."""
    return clock_of(uow).reckon(name, start, case)


@allowed("rules.view", reads=True)
def own_days(uow: UnitOfWork) -> tuple[OwnDaysLine, ...]:
    """The office's own numbers, by wording and day."""
    return _own_days(uow)


@allowed("rules.view", reads=True)
def checked_wordings(uow: UnitOfWork) -> tuple[CheckedLine, ...]:
    """What the office compared with the gazette, by name."""
    rows = uow.session.scalars(select(WordingCheck).order_by(WordingCheck.wording))
    return tuple(CheckedLine(row.wording, row.checked_on, row.checked_by, row.source) for row in rows)


@allowed("settings.edit", undo=N_("Đặt số ngày của đơn vị"))
def set_own_days(uow: UnitOfWork, form: OwnDaysForm) -> OwnDaysId:
    """Put a number of the office's own in place of a wording's; the shipped one stays readable beside it."""
    wording = shipped_book().wording(form.wording)
    if wording is None:
        raise Invalid(_("Bộ quy tắc không có bản {name}.").format(name=form.wording), field="wording")
    if wording.days is None:
        raise Invalid(_("Quy định này không có số ngày để đặt khác."), field="wording")
    if not 1 <= form.days <= MOST_DAYS:
        raise Invalid(_("Nhập số ngày từ 1 đến {most}.").format(most=MOST_DAYS), field="days")
    reason = required(form.reason, "reason", _("Chưa ghi lý do đặt khác."))
    source = required(form.source, "source", _("Chưa ghi văn bản làm căn cứ."))
    ordered(form.since, form.until, "until")
    if not wording.holds_on(form.since):
        message = _("Bản {name} không có hiệu lực vào {day}.")
        raise Invalid(message.format(name=wording.name, day=vn_date(form.since)), field="since")
    _refuse_overlap(uow, form)
    made = OwnDays(wording=wording.name, days=form.days, since=form.since, until=form.until)
    made.reason, made.source = reason, source
    return uow.add(made).id


@allowed("settings.edit", undo=N_("Thôi dùng số ngày của đơn vị"))
def end_own_days(uow: UnitOfWork, key: OwnDaysId, until: date) -> None:
    """The last day on which the office's own number is used; what was counted with it stays readable."""
    row = uow.get(OwnDays, key)
    ordered(row.since, until, "until")
    row.until = until


@allowed("settings.edit", undo=N_("Đánh dấu đã kiểm quy định"))
def check_wording(uow: UnitOfWork, name: str, source: str) -> None:
    """Note that this wording was compared with its source, by whoever is at the keyboard, today."""
    if shipped_book().wording(name) is None:
        raise Invalid(_("Bộ quy tắc không có bản {name}.").format(name=name), field="wording")
    read_in = required(source, "source", _("Chưa ghi đã đối chiếu với văn bản nào."))
    row = uow.session.scalar(select(WordingCheck).where(WordingCheck.wording == name))
    if row is None:
        checked = WordingCheck(wording=name, checked_on=uow.today, checked_by=uow.viewer.display_name, source=read_in)
        uow.session.add(checked)
    else:
        row.checked_on, row.checked_by, row.source = uow.today, uow.viewer.display_name, nfc(read_in)


def _own_days(uow: UnitOfWork) -> tuple[OwnDaysLine, ...]:
    rows = uow.session.scalars(select(OwnDays).order_by(OwnDays.wording, OwnDays.since, OwnDays.id))
    return tuple(
        OwnDaysLine(row.id, OwnNumber(row.wording, row.days, row.since, row.until, row.reason, row.source))
        for row in rows
    )


def _refuse_overlap(uow: UnitOfWork, form: OwnDaysForm) -> None:
    """Two numbers of one wording never hold on the same day."""
    for line in _own_days(uow):
        known = line.number
        begins_before_end = known.until is None or form.since <= known.until
        ends_after_begin = form.until is None or known.since <= form.until
        if known.wording == form.wording and begins_before_end and ends_after_begin:
            message = _("Từ {day} đơn vị đã đặt {days} ngày cho quy định này. Cho thôi dùng số đó trước.")
            raise AlreadyThere(message.format(day=vn_date(known.since), days=known.days), field="since")
