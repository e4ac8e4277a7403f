"""Numbers of the papers of a meeting, taken when somebody asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.meetings.models import Meeting
from dcapp.features.meetings.terms import MEETING_PAPERS, MeetingPaper, MeetingState
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.papers.service import NumberForm, take_number
from dcapp.features.papers.terms import IssueState
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import MeetingId
from dcapp.printing.official import official

TYPES = {
    MeetingPaper.INVITATION: (official("Giấy mời"), "GM"),
    MeetingPaper.MINUTES: (official("Biên bản"), "BB"),
    MeetingPaper.NOTICE: (official("Thông báo"), "TB"),
}
"""Name of the type and abbreviation of the papers that have a number (decree 30/2020, Annex III)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNumberForm:
    """What a number for a paper of a meeting is taken with."""

    issued_on: date
    signer: str = ""
    recipients: str = ""
    body_symbol: str = "UBND"


def source_of(paper: MeetingPaper) -> str:
    """How the book of issued documents names where a paper of a meeting comes from."""
    return f"meeting.{paper.value}"


@allowed("numbering.take", undo=None)
def number_meeting_paper(uow: UnitOfWork, meeting_id: MeetingId, paper: MeetingPaper, form: PaperNumberForm) -> str:
    """Take a number for a paper of a meeting and give its number and symbol; a paper gets one number only."""
    meeting = uow.get(Meeting, meeting_id)
    if paper not in TYPES:
        raise RuleViolation(_("Danh sách ký tên không lấy số."))
    if meeting.state is MeetingState.CANCELLED:
        raise RuleViolation(_("Cuộc họp đã hủy nên không lấy số."))
    if paper is not MeetingPaper.INVITATION and meeting.state is not MeetingState.HELD:
        raise RuleViolation(_("Cuộc họp chưa diễn ra nên chưa lấy số cho giấy này."))
    if issued_for(uow, meeting_id, paper) is not None:
        raise RuleViolation(_("{paper} đã có số.").format(paper=_(MEETING_PAPERS[paper])))
    name, abbreviation = TYPES[paper]
    key = take_number(
        uow,
        NumberForm(
            type_name=name,
            abbreviation=abbreviation,
            issued_on=form.issued_on,
            subject=subject_of(paper, meeting.title, meeting.chair),
            signer=form.signer,
            recipients=form.recipients,
            body_symbol=form.body_symbol,
            source_kind=source_of(paper),
            source_id=meeting_id,
        ),
    )
    if paper is MeetingPaper.INVITATION:
        meeting.invitation_id = key
    return uow.get(IssuedPaper, key).symbol


OPENINGS = {"Họp": "cuộc họp", "Giao ban": "buổi giao ban"}
"""How a title begins, and what it is called inside a sentence."""


def subject_of(paper: MeetingPaper, title: str, chair: str) -> str:
    """What a paper of a meeting is about, as its head and the book of issued documents say it."""
    match paper:
        case MeetingPaper.NOTICE if chair:
            return official("Kết luận của {chair} tại {title}", chair=chair, title=in_sentence(title))
        case MeetingPaper.NOTICE:
            return official("Kết luận {title}", title=in_sentence(title))
        case MeetingPaper.INVITATION:
            return official("Tham dự {title}", title=in_sentence(title))
        case _:
            return title


def in_sentence(title: str) -> str:
    """A title inside a sentence: "Họp thôn" is a "cuộc họp thôn"; "Hội nghị …" keeps its capital as a name."""
    for opening, said in OPENINGS.items():
        if title.startswith(f"{opening} "):
            return official("{said} {what}", said=said, what=title[len(opening) + 1 :])
    return title


def issued_for(uow: UnitOfWork, meeting_id: MeetingId, paper: MeetingPaper) -> IssuedPaper | None:
    """The line of the book of issued documents of a paper; a cancelled number does not count."""
    statement = (
        select(IssuedPaper)
        .where(
            IssuedPaper.source_kind == source_of(paper),
            IssuedPaper.source_id == meeting_id,
            IssuedPaper.state != IssueState.CANCELLED,
        )
        .order_by(IssuedPaper.id.desc())
        .limit(1)
    )
    return uow.session.scalar(statement)
