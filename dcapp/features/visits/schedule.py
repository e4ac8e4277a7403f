"""Use cases of the chairman's sessions: plan, lay out, edit, post, postpone, hold, miss, take back, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.service import owner_words
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.terms import IssueState
from dcapp.features.visits.models import ReceptionSession, Visit
from dcapp.features.visits.numbering import issued_for, source_of_session
from dcapp.features.visits.rules import clock_time
from dcapp.features.visits.terms import SessionKind, SessionPaper, SessionState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import AlreadyThere, Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitmentId, IssuedId, OfficerId, SessionId
from dcapp.kernel.text import nfc

BOOK = "reception_sessions"
"""Key of the register; under it commitments know the session they come from."""
PLAN = "visits.schedule"
MARK = "visits.edit"
MOST_AT_ONCE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionForm:
    """A session as it is planned. `delegate` receives in the chairman's place, by the paper named in `delegation`."""

    held_on: date
    kind: SessionKind = SessionKind.SCHEDULED
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    chair_id: OfficerId | None = None
    chair: str = ""
    delegate: str = ""
    delegation: str = ""
    attendants: str = ""
    reason: str = ""
    """Why it is held, where it is unscheduled (TCD-02)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldForm:
    """How a session went: when, where, who received; a delegate's session counts apart from the chairman's own."""

    held_on: date
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    chair: str = ""
    delegate: str = ""
    delegation: str = ""
    attendants: str = ""


@allowed(PLAN, undo=N_("Lên lịch buổi tiếp"))
def plan_session(uow: UnitOfWork, form: SessionForm) -> SessionId:
    """Enter a session. Two scheduled ones on the same day at the same hour are one too many."""
    session = ReceptionSession(held_on=form.held_on)
    _fill(uow, session, form)
    return uow.add(session).id


@allowed(PLAN, undo=N_("Lên lịch tiếp công dân"))
def plan_sessions(uow: UnitOfWork, days: Sequence[date], form: SessionForm) -> int:
    """Enter the days that were ticked in the preview, each with what the form says. Gives how many."""
    if not days:
        raise Invalid(_("Chưa chọn ngày nào."), field="days")
    if len(days) > MOST_AT_ONCE:
        raise Invalid(_("Lên lịch mỗi lần không quá một năm."), field="until")
    for day in sorted(set(days)):
        plan_session(uow, replace(form, held_on=day, kind=SessionKind.SCHEDULED))
    return len(set(days))


@allowed(PLAN, undo=N_("Sửa buổi tiếp"))
def edit_session(uow: UnitOfWork, session_id: SessionId, form: SessionForm) -> None:
    """Change a session. The day of a posted one stays: it is put off, so that the new day is posted too."""
    session = uow.get(ReceptionSession, session_id)
    if session.state is SessionState.POSTPONED:
        raise RuleViolation(_("Buổi tiếp này đã hoãn sang ngày khác. Sửa ở buổi thay thế."))
    moved = form.held_on != session.held_on
    if moved and session.posted_on is not None:
        raise Invalid(
            _("Lịch ngày {day} đã niêm yết. Bấm Hoãn, ghi lý do và ngày mới.").format(day=vn_date(session.held_on)),
            field="held_on",
        )
    if session.state is SessionState.HELD and form.held_on > uow.today:
        raise Invalid(_("Buổi tiếp đã ghi là đã tiếp nên ngày không thể ở phía trước."), field="held_on")
    _fill(uow, session, form)


@allowed(PLAN, undo=N_("Hoãn buổi tiếp"))
def postpone_session(uow: UnitOfWork, session_id: SessionId, new_day: date, reason: str) -> SessionId:
    """Put a session off to a new day (TCD-05): the old one stays with the reason, a new one takes its place and is to
    be posted. Gives the new one.
    """
    session = _planned(uow, session_id)
    words = nfc(reason).strip()
    if not words:
        raise Invalid(_("Ghi lý do hoãn; luật chỉ cho hoãn khi có lý do chính đáng."), field="reason")
    if new_day == session.held_on:
        raise Invalid(_("Ngày mới phải khác ngày cũ."), field="new_day")
    taking = ReceptionSession(held_on=new_day, kind=session.kind)
    for name in ("starts_at", "ends_at", "place", "chair_id", "chair", "delegate", "delegation", "attendants"):
        setattr(taking, name, getattr(session, name))
    _refuse_twin(uow, taking)
    uow.add(taking)
    session.state, session.reason, session.moved_to_id = SessionState.POSTPONED, words, taking.id
    return taking.id


@allowed(PLAN, undo=N_("Bỏ hoãn buổi tiếp"))
def take_back_postponing(uow: UnitOfWork, session_id: SessionId) -> None:
    """A session that was put off by mistake is to come again; the one in its place goes, where nothing hangs on it."""
    session = uow.get(ReceptionSession, session_id)
    if session.state is not SessionState.POSTPONED:
        raise RuleViolation(_("Buổi tiếp này không bị hoãn."))
    taking_id, session.moved_to_id = session.moved_to_id, None
    session.state, session.reason = SessionState.PLANNED, ""
    uow.session.flush()
    taking = uow.session.get(ReceptionSession, taking_id) if taking_id is not None else None
    if taking is None:
        return
    if taking.state is not SessionState.PLANNED or taking.posted_on is not None or taking.posting_id is not None:
        day = vn_date(taking.held_on)
        raise RuleViolation(_("Buổi thay thế ngày {day} đã niêm yết hoặc đã diễn ra.").format(day=day))
    uow.bin(taking, _("Xóa buổi thay thế ngày {day}").format(day=vn_date(taking.held_on)))


@allowed(PLAN, undo=N_("Ghi đã niêm yết lịch"))
def note_posted(uow: UnitOfWork, session_ids: Sequence[SessionId], posted_on: date) -> int:
    """Note the day on which the schedule was put up, for the sessions on it. Gives how many."""
    if posted_on > uow.today:
        raise Invalid(_("Ngày niêm yết chưa tới."), field="posted_on")
    if not session_ids:
        raise RuleViolation(_("Không có buổi tiếp nào để ghi niêm yết."))
    for session_id in session_ids:
        uow.get(ReceptionSession, session_id).posted_on = posted_on
    return len(session_ids)


@allowed(PLAN, undo=N_("Bỏ ghi niêm yết"))
def take_back_posting(uow: UnitOfWork, session_id: SessionId) -> None:
    """A session noted as posted by mistake is to be posted again."""
    session = uow.get(ReceptionSession, session_id)
    if session.posted_on is None:
        raise RuleViolation(_("Buổi tiếp này chưa ghi niêm yết."))
    session.posted_on = None


@allowed(MARK, undo=N_("Ghi đã tiếp"))
def hold_session(uow: UnitOfWork, session_id: SessionId, form: HeldForm) -> None:
    """Record that a session was held and who received. A delegate needs the paper of delegation named."""
    session = uow.get(ReceptionSession, session_id)
    if session.state is SessionState.POSTPONED:
        raise RuleViolation(_("Buổi tiếp này đã hoãn sang ngày khác."))
    if form.held_on > uow.today:
        raise Invalid(_("Chưa tới ngày tiếp."), field="held_on")
    if form.held_on != session.held_on and session.posted_on is not None:
        raise Invalid(
            _("Lịch ngày {day} đã niêm yết. Bấm Hoãn, ghi lý do và ngày mới.").format(day=vn_date(session.held_on)),
            field="held_on",
        )
    session.held_on = form.held_on
    session.starts_at, session.ends_at = _times(form.starts_at, form.ends_at)
    session.place, session.attendants = _line(form.place), nfc(form.attendants).strip()
    if _line(form.chair) != session.chair:
        session.chair_id, session.chair = None, _line(form.chair)
    session.delegate, session.delegation = _delegated(form.delegate, form.delegation)
    session.state = SessionState.HELD
    if session.kind is SessionKind.SCHEDULED:
        session.reason = ""
    _refuse_twin(uow, session)


@allowed(MARK, undo=N_("Ghi không tiếp"))
def miss_session(uow: UnitOfWork, session_id: SessionId, reason: str) -> None:
    """Record that a session of the schedule was not held, and why; it stays visible as missed."""
    session = _planned(uow, session_id)
    if session.held_on > uow.today:
        raise RuleViolation(_("Chưa tới ngày tiếp. Nếu không tiếp được theo lịch, bấm Hoãn và ghi ngày mới."))
    words = nfc(reason).strip()
    if not words:
        raise Invalid(_("Ghi lý do không tiếp."), field="reason")
    if uow.session.scalar(select(Visit.id).where(Visit.session_id == session_id).limit(1)) is not None:
        raise RuleViolation(_("Sổ đã có lượt tiếp của buổi này, nên buổi tiếp đã diễn ra."))
    session.state, session.reason = SessionState.MISSED, words


@allowed(MARK, undo=N_("Ghi lại là chưa tiếp"))
def take_back_session(uow: UnitOfWork, session_id: SessionId) -> None:
    """A session marked held or missed by mistake is to come again; what was concluded stays to be read."""
    session = uow.get(ReceptionSession, session_id)
    if session.state not in (SessionState.HELD, SessionState.MISSED):
        raise RuleViolation(_("Buổi tiếp này chưa ghi đã tiếp hay không tiếp."))
    if issued_for(uow, source_of_session(SessionPaper.CONCLUSION), session_id) is not None:
        raise RuleViolation(_("Thông báo kết luận đã lấy số nên buổi tiếp đã diễn ra."))
    if uow.session.scalar(_points(session_id).limit(1)) is not None:
        raise RuleViolation(_("Kết luận buổi này đã giao việc. Bỏ các việc đó ở Ghi kết luận trước."))
    session.state = SessionState.PLANNED
    if session.kind is SessionKind.SCHEDULED:
        session.reason = ""


@allowed(PLAN, undo=N_("Xóa buổi tiếp"))
def remove_session(uow: UnitOfWork, session_id: SessionId) -> None:
    """Throw a session into the bin that was never posted and on which nothing hangs."""
    session = uow.get(ReceptionSession, session_id)
    if session.posted_on is not None or _stands_on_a_notice(uow, session.posting_id):
        raise RuleViolation(_("Lịch buổi này đã niêm yết hoặc đã có số thông báo. Bấm Hoãn và ghi ngày mới."))
    if session.state in (SessionState.HELD, SessionState.MISSED):
        raise RuleViolation(_("Buổi tiếp đã ghi sổ. Bấm Ghi lại là chưa tiếp trước khi xóa."))
    hanging = (
        select(Visit.id).where(Visit.session_id == session_id),
        _points(session_id),
        select(ReceptionSession.id).where(ReceptionSession.moved_to_id == session_id),
    )
    if any(uow.session.scalar(statement.limit(1)) is not None for statement in hanging):
        raise RuleViolation(_("Buổi tiếp này có lượt tiếp, kết luận hoặc thay cho buổi đã hoãn nên không xóa."))
    uow.bin(session, _("Xóa buổi tiếp ngày {day}").format(day=vn_date(session.held_on)))


def held_session(uow: UnitOfWork, session_id: SessionId) -> ReceptionSession:
    """The session, or a sentence that it was not held yet."""
    session = uow.get(ReceptionSession, session_id)
    if session.state is not SessionState.HELD:
        raise RuleViolation(_("Ghi buổi tiếp đã diễn ra trước, rồi ghi kết luận."))
    return session


def _planned(uow: UnitOfWork, session_id: SessionId) -> ReceptionSession:
    session = uow.get(ReceptionSession, session_id)
    if session.state is not SessionState.PLANNED:
        raise RuleViolation(_("Buổi tiếp này đã ghi đã tiếp, không tiếp hoặc hoãn."))
    return session


def _fill(uow: UnitOfWork, session: ReceptionSession, form: SessionForm) -> None:
    session.kind, session.held_on = form.kind, form.held_on
    session.starts_at, session.ends_at = _times(form.starts_at, form.ends_at)
    session.place, session.attendants = _line(form.place), nfc(form.attendants).strip()
    session.chair_id, session.chair = form.chair_id, owner_words(uow, form.chair_id, form.chair)
    session.delegate, session.delegation = _delegated(form.delegate, form.delegation)
    if form.kind is SessionKind.UNSCHEDULED:
        session.reason = nfc(form.reason).strip()
        if not session.reason:
            raise Invalid(_("Ghi vụ việc phải tiếp đột xuất."), field="reason")
    elif session.state is not SessionState.MISSED:
        session.reason = ""
    _refuse_twin(uow, session)


def _refuse_twin(uow: UnitOfWork, session: ReceptionSession) -> None:
    """One scheduled session for a day and hour; several unscheduled ones may fall on a day."""
    if session.kind is SessionKind.UNSCHEDULED:
        return
    with uow.session.no_autoflush:
        twin = uow.session.scalar(
            select(ReceptionSession.id).where(
                ReceptionSession.held_on == session.held_on,
                ReceptionSession.starts_at == (session.starts_at or ""),
                ReceptionSession.kind == SessionKind.SCHEDULED,
                ReceptionSession.state != SessionState.POSTPONED,
                ReceptionSession.id != (session.id or 0),
            )
        )
    if twin is not None:
        message = _("Ngày {day} đã có buổi tiếp định kỳ vào giờ này.").format(day=vn_date(session.held_on))
        raise AlreadyThere(message, field="held_on")


def _times(starts_at: str, ends_at: str) -> tuple[str, str]:
    starts, ends = clock_time(starts_at, field="starts_at"), clock_time(ends_at, field="ends_at")
    if starts and ends and ends < starts:
        raise Invalid(_("Giờ kết thúc sớm hơn giờ bắt đầu."), field="ends_at")
    return starts, ends


def _delegated(delegate: str, delegation: str) -> tuple[str, str]:
    """Who receives in the chairman's place, and by which paper; a paper without a person says nothing."""
    who, paper = _line(delegate), _line(delegation)
    if who and not paper:
        raise Invalid(_("Ghi văn bản ủy quyền; buổi ủy quyền tính riêng với buổi Chủ tịch tiếp."), field="delegation")
    return (who, paper) if who else ("", "")


def _points(session_id: SessionId) -> Select[CommitmentId]:
    """What the conclusion of a session asks for."""
    return select(Commitment.id).where(Commitment.book == BOOK, Commitment.record_id == session_id)


def _stands_on_a_notice(uow: UnitOfWork, posting_id: IssuedId | None) -> bool:
    issued = uow.session.get(IssuedPaper, posting_id) if posting_id is not None else None
    return issued is not None and issued.state is not IssueState.CANCELLED


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
