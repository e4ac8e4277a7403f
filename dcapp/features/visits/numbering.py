"""Numbers of the papers of a visit and of the chairman's session, taken when somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.service import MeetForm, settle
from dcapp.features.commitments.terms import CommitmentKind
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.papers.terms import IssueState
from dcapp.features.visits.models import ReceptionSession, Visit
from dcapp.features.visits.service import BOOK
from dcapp.features.visits.terms import VISIT_PAPERS, Outcome, SessionPaper, SessionState, VisitPaper
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import SessionId, VisitId
from dcapp.printing.official import official

TYPES = {
    VisitPaper.REFUSAL: (official("Thông báo"), "TB"),
    VisitPaper.MINUTES: (official("Biên bản"), "BB"),
    VisitPaper.GUIDANCE: (official("Phiếu hướng dẫn"), "PHD"),
    VisitPaper.FORWARDING: (official("Phiếu chuyển"), "PC"),
    VisitPaper.INVITATION: (official("Giấy mời"), "GM"),
    VisitPaper.ANSWER: (official("Công văn"), ""),
}
"""Name of the type and abbreviation of the papers that have a number (decree 30/2020, Annex III; PHD is the office's
own, cần kiểm tra). The receipt 02/TCD has no number on its form; an appointment and what citizens write have none.
"""
CONCLUSION_TYPE = (official("Thông báo"), "TB")
_SETTLED = {
    VisitPaper.REFUSAL: (CommitmentKind.REFUSAL_NOTICE,),
    VisitPaper.ANSWER: (CommitmentKind.ANSWER, CommitmentKind.PROMISE),
}
"""What a visit owes and a numbered paper meets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumberForm:
    """What a number is taken with; `late_reason` where the paper comes after the last day, `answer` what it answers."""

    issued_on: date
    signer: str = ""
    recipients: str = ""
    body_symbol: str = "UBND"
    answer: str = ""
    late_reason: str = ""


def source_of(paper: VisitPaper) -> str:
    """How the book of issued documents names where a paper of a visit comes from."""
    return f"visit.{paper.value}"


def source_of_session(paper: SessionPaper) -> str:
    """How it names where a paper of a session comes from."""
    return f"session.{paper.value}"


@allowed("numbering.take", undo=None)
def number_visit_paper(uow: UnitOfWork, visit_id: VisitId, paper: VisitPaper, form: PaperNumberForm) -> str:
    """Take a number for a paper of a visit and give its number and symbol; a paper gets one number only.

    A refusal notice or an answer with a number is what the visit owed: the commitment is met on the day of issue.
    """
    visit = uow.get(Visit, visit_id)
    named = _(VISIT_PAPERS[paper])
    if paper not in TYPES:
        raise RuleViolation(_("{paper} không lấy số.").format(paper=named))
    if paper is VisitPaper.REFUSAL and visit.outcome is not Outcome.REFUSED:
        raise RuleViolation(_("Lượt tiếp này không ghi từ chối nên không lấy số thông báo từ chối."))
    if form.issued_on < visit.received_on:
        message = _("Ngày ban hành sớm hơn ngày tiếp {day}.")
        raise RuleViolation(message.format(day=vn_date(visit.received_on)))
    if issued_for(uow, source_of(paper), visit_id) is not None:
        raise RuleViolation(_("{paper} đã có số.").format(paper=named))
    name, abbreviation = TYPES[paper]
    key = take_number(
        uow,
        NumberForm(
            type_name=name,
            abbreviation=abbreviation,
            issued_on=form.issued_on,
            subject=subject_of(paper, visit.number, visit.year),
            signer=form.signer,
            recipients=form.recipients or visit.shown_name,
            body_symbol=form.body_symbol,
            source_kind=source_of(paper),
            source_id=visit_id,
        ),
    )
    symbol = uow.get(IssuedPaper, key).symbol
    for kind in _SETTLED.get(paper, ()):
        settle(uow, BOOK, visit_id, kind, _meeting(form, symbol, "" if visit.code else form.answer.strip()))
    return symbol


@allowed("numbering.take", undo=None)
def number_conclusion(uow: UnitOfWork, session_id: SessionId, form: PaperNumberForm) -> str:
    """Take a number for the notice of conclusion of a session and give its number and symbol; one for each session."""
    session = uow.get(ReceptionSession, session_id)
    if session.state is not SessionState.HELD:
        raise RuleViolation(_("Buổi tiếp chưa diễn ra nên chưa lấy số thông báo kết luận."))
    source = source_of_session(SessionPaper.CONCLUSION)
    if issued_for(uow, source, session_id) is not None:
        raise RuleViolation(_("Thông báo kết luận của buổi tiếp này đã có số."))
    name, abbreviation = CONCLUSION_TYPE
    key = take_number(
        uow,
        NumberForm(
            type_name=name,
            abbreviation=abbreviation,
            issued_on=form.issued_on,
            subject=conclusion_subject(session.held_on),
            signer=form.signer,
            recipients=form.recipients,
            body_symbol=form.body_symbol,
            source_kind=source,
            source_id=session_id,
        ),
    )
    return uow.get(IssuedPaper, key).symbol


def subject_of(paper: VisitPaper, number: int, year: int) -> str:
    """What a paper of a visit is about in the book of issued documents: the visit by its number, nobody's matter."""
    words = {
        VisitPaper.REFUSAL: official("Về việc từ chối tiếp công dân"),
        VisitPaper.MINUTES: official("Tiếp công dân"),
        VisitPaper.GUIDANCE: official("Hướng dẫn công dân"),
        VisitPaper.FORWARDING: official("Chuyển kiến nghị, phản ánh của công dân"),
        VisitPaper.INVITATION: official("Mời công dân đến làm việc"),
        VisitPaper.ANSWER: official("Trả lời công dân"),
    }[paper]
    return official("{words} (lượt tiếp số {number}/{year})", words=words, number=number, year=year)


def conclusion_subject(held_on: date) -> str:
    """What the notice of conclusion of a session is about."""
    return official("Kết luận việc tiếp công dân ngày {day}", day=vn_date(held_on))


def issued_for(uow: UnitOfWork, source: str, record_id: int) -> IssuedPaper | None:
    """The line of the book of issued documents of a paper; a cancelled number does not count."""
    statement = (
        select(IssuedPaper)
        .where(
            IssuedPaper.source_kind == source,
            IssuedPaper.source_id == record_id,
            IssuedPaper.state != IssueState.CANCELLED,
        )
        .order_by(IssuedPaper.id.desc())
        .limit(1)
    )
    return uow.session.scalar(statement)


def _meeting(form: PaperNumberForm, symbol: str, answer: str) -> MeetForm:
    """How a commitment was met; of a denouncer's visit only the number of the paper is told."""
    told = answer or official("Bằng văn bản số {symbol}", symbol=symbol)
    return MeetForm(met_on=form.issued_on, answer=told, answer_paper=symbol, reason=form.late_reason)
