"""The posting notice (thông báo lịch tiếp công dân): what stands on it, its number, the sessions that it announces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.papers.terms import IssueState
from dcapp.features.visits.duty_queries import ShiftLine, shifts_between
from dcapp.features.visits.models import ReceptionSession
from dcapp.features.visits.numbering import PaperNumberForm, source_of_session
from dcapp.features.visits.schedule_queries import SessionLine, lines_with
from dcapp.features.visits.terms import DayPart, SessionKind, SessionPaper, SessionState
from dcapp.kernel.dates import last_day_of_month, vn_date
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import IssuedId
from dcapp.printing.official import official

POSTING_TYPE = (official("Thông báo"), "TB")
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class DutyStretch:
    """Days in a row on which the same officer is on duty; days off between them do not break it."""

    first: date
    last: date
    part: DayPart
    officer: str
    place: str


@dataclass(frozen=True, slots=True)
class PostingSheet:
    """What a notice of a period says. `symbol` is its number, once all its sessions stand on one and the same."""

    since: date
    until: date
    sessions: tuple[SessionLine, ...]
    duties: tuple[DutyStretch, ...]
    symbol: str
    issued_on: date | None

    @property
    def is_draft(self) -> bool:
        """Whether the notice has no number yet: it carries DỰ THẢO in the margin."""
        return not self.symbol

    @property
    def places(self) -> tuple[str, ...]:
        """Where citizens are received, each place once."""
        every = (*(line.place for line in self.sessions), *(duty.place for duty in self.duties))
        return tuple(dict.fromkeys(place for place in every if place))


@allowed("visits.view", reads=True)
def posting_sheet(uow: UnitOfWork, since: date, until: date) -> PostingSheet:
    """What the notice of a period says: the sessions to come and held, and who is on duty."""
    if until < since:
        raise Invalid(_("Ngày cuối sớm hơn ngày đầu."), field="until")
    sessions = lines_with(uow, *_announced(since, until))
    issued = _common_notice(uow, since, until)
    return PostingSheet(
        since,
        until,
        tuple(sessions),
        duty_stretches(shifts_between(uow, since, until)),
        issued.symbol if issued is not None else "",
        issued.issued_on if issued is not None else None,
    )


@allowed("numbering.take", undo=None)
def number_posting(uow: UnitOfWork, since: date, until: date, form: PaperNumberForm) -> str:
    """Take a number for the notice of a period and note it at each of its sessions; gives number and symbol.

    A schedule that changed after it was posted gets a new notice with a number of its own.
    """
    sessions = uow.session.scalars(select(ReceptionSession).where(*_announced(since, until))).all()
    if not sessions:
        raise RuleViolation(_("Khoảng ngày này chưa có buổi tiếp nào để thông báo."))
    if (standing := _common_notice(uow, since, until)) is not None:
        raise RuleViolation(_("Lịch này đã có thông báo số {number}.").format(number=standing.symbol))
    key = take_number(
        uow,
        NumberForm(
            type_name=POSTING_TYPE[0],
            abbreviation=POSTING_TYPE[1],
            issued_on=form.issued_on,
            subject=posting_subject(since, until),
            signer=form.signer,
            recipients=form.recipients,
            body_symbol=form.body_symbol,
            source_kind=source_of_session(SessionPaper.POSTING),
            source_id=sessions[0].id,
        ),
    )
    for session in sessions:
        if session.state is SessionState.PLANNED:
            session.posting_id = key
    return uow.get(IssuedPaper, key).symbol


def posting_subject(since: date, until: date) -> str:
    """What the notice is about: "Lịch tiếp công dân tháng 12 năm 2026"."""
    return official("Lịch tiếp công dân {period}", period=period_words(since, until))


def period_words(since: date, until: date) -> str:
    """A period as papers say it: a month, a quarter, a year, or from one day to another."""
    ends = until == last_day_of_month(until.year, until.month)
    months = until.month - since.month + 1 if ends and since.day == 1 and since.year == until.year else 0
    if months == 1:
        return official("tháng {month} năm {year}", month=since.month, year=since.year)
    if months == 3 and since.month % 3 == 1:
        return official("quý {quarter} năm {year}", quarter=QUARTERS[since.month // 3], year=since.year)
    if months == 12:
        return official("năm {year}", year=since.year)
    return official("từ ngày {since} đến ngày {until}", since=vn_date(since), until=vn_date(until))


def duty_stretches(shifts: Iterable[ShiftLine]) -> tuple[DutyStretch, ...]:
    """Duties as a notice lists them: who follows whom in each part of the day, in the order of time."""
    open_stretches: dict[DayPart, DutyStretch] = {}
    found: list[DutyStretch] = []
    for shift in shifts:
        before = open_stretches.get(shift.part)
        if before is not None and (before.officer, before.place) == (shift.officer, shift.place):
            open_stretches[shift.part] = DutyStretch(before.first, shift.day, shift.part, shift.officer, shift.place)
            continue
        if before is not None:
            found.append(before)
        open_stretches[shift.part] = DutyStretch(shift.day, shift.day, shift.part, shift.officer, shift.place)
    parts = list(DayPart)
    return tuple(sorted((*found, *open_stretches.values()), key=lambda one: (one.first, parts.index(one.part))))


def _announced(since: date, until: date) -> tuple[ColumnElement[bool], ...]:
    """Sessions that a notice of a period announces, as conditions on `ReceptionSession`."""
    return (
        ReceptionSession.kind == SessionKind.SCHEDULED,
        ReceptionSession.state.in_((SessionState.PLANNED, SessionState.HELD)),
        ReceptionSession.held_on >= since,
        ReceptionSession.held_on <= until,
    )


def _common_notice(uow: UnitOfWork, since: date, until: date) -> IssuedPaper | None:
    """The notice that all sessions of a period stand on; None where one of them stands on none, or on another."""
    keys: Sequence[IssuedId | None] = uow.session.scalars(
        select(ReceptionSession.posting_id).where(*_announced(since, until)).distinct()
    ).all()
    if len(keys) != 1 or keys[0] is None:
        return None
    issued = uow.session.get(IssuedPaper, keys[0])
    if issued is None or issued.state is IssueState.CANCELLED:
        return None
    return issued if issued.subject == posting_subject(since, until) else None
