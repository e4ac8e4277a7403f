"""Notice of conclusion of the chairman's session (thông báo kết luận việc tiếp công dân).

Elements (article 25.2 of decree 154/2026; form 1.4 of Annex III of decree 30/2020): head with number, place and day;
when and where who received whom; what the chairman directed; for each matter which body or officer acts and by when;
that the result is sent to the citizen; recipients: those who act; signature. The time is the one of the law or of the
promise, whichever the book follows. A denouncer stands by code, without the matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.queries import CommitmentCard, commitments_of
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.models import ReceptionSession, Visit
from dcapp.features.visits.numbering import CONCLUSION_TYPE, conclusion_subject, issued_for, source_of_session
from dcapp.features.visits.prints_parts import (
    DECREE_154,
    DOTS,
    NO_DETAILS,
    PaperDetails,
    as_head,
    body_of,
    is_committee,
    room_for_number,
    written,
)
from dcapp.features.visits.rules import gist_of
from dcapp.features.visits.schedule import BOOK as SESSIONS
from dcapp.features.visits.service import BOOK
from dcapp.features.visits.terms import SessionKind, SessionPaper
from dcapp.kernel.dates import document_date, vn_date
from dcapp.kernel.ids import SessionId, VisitId
from dcapp.printing.model import Block, Document, Letterhead, Marks, Numbered, Paragraph
from dcapp.printing.official import official
from dcapp.printing.wording import ended, listed, place_date

_FOLLOWED = (CommitmentKind.CONCLUSION, CommitmentKind.PROMISE, CommitmentKind.ANSWER)
"""Which commitment of a visit the notice tells, the first that there is."""


@dataclass(frozen=True, slots=True)
class Directed:
    """What is to be done about one visit: by whom, by when; `who` is the code and `matter` empty for a denouncer."""

    number: int
    year: int
    who: str
    is_code: bool
    matter: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the conclusion asks for: what, for whom (name or code), who acts, by when."""

    words: str
    to_whom: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True)
class SessionConclusion:
    """A session of the chairman as its notice tells it; `delegate` received in the chairman's place.

    `points` are what was written down as concluded; where there are none, `directed` tells what each visit is owed.
    """

    session_id: SessionId
    kind: SessionKind
    held_on: date
    starts_at: str
    place: str
    chair: str
    delegate: str
    attendants: str
    conclusion: str
    directed: tuple[Directed, ...]
    symbol: str
    issued_on: date | None
    points: tuple[Point, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the notice has no number yet: it carries DỰ THẢO in the margin."""
        return not self.symbol

    @property
    def owners(self) -> tuple[str, ...]:
        """Who has to act, each once."""
        told = self.points or self.directed
        return tuple(dict.fromkeys(line.owner for line in told if line.owner))


@allowed("visits.view", reads=True)
def session_conclusion(uow: UnitOfWork, session_id: SessionId) -> SessionConclusion:
    """A session with its visits in the order of the book and what follows from each."""
    session = uow.get(ReceptionSession, session_id)
    columns = (Visit.id, Visit.number, Visit.year, Visit.code, Visit.name, Visit.content)
    rows = uow.session.execute(
        select(*columns).where(Visit.session_id == session_id).order_by(Visit.year, Visit.number)
    )
    directed = tuple(
        _directed(uow, key, number, year, code, name, content) for key, number, year, code, name, content in rows
    )
    issued = issued_for(uow, source_of_session(SessionPaper.CONCLUSION), session_id)
    return SessionConclusion(
        session_id,
        session.kind,
        session.held_on,
        session.starts_at,
        session.place,
        session.chair,
        session.delegate,
        session.attendants,
        session.conclusion,
        directed,
        issued.symbol if issued else "",
        issued.issued_on if issued else None,
        tuple(
            Point(card.title, card.to_whom, card.owner, card.due_on)
            for card in commitments_of(uow, SESSIONS, session_id)
            if card.state is not CommitmentState.DROPPED
        ),
    )


def _directed(
    uow: UnitOfWork, visit_id: VisitId, number: int, year: int, code: str, name: str, content: str
) -> Directed:
    owed = _told(commitments_of(uow, BOOK, visit_id))
    return Directed(
        number,
        year,
        code or name,
        bool(code),
        "" if code else gist_of(content).rstrip(" .;,"),
        owed.owner if owed else "",
        owed.due_on if owed else None,
    )


def _told(cards: list[CommitmentCard]) -> CommitmentCard | None:
    kept = [card for card in cards if card.state is not CommitmentState.DROPPED and card.kind in _FOLLOWED]
    return min(kept, key=lambda card: _FOLLOWED.index(card.kind), default=None)


def conclusion_document(
    session: SessionConclusion, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """Thông báo kết luận: what was directed, who acts and by when, and that the citizen is told."""
    receiver = session.delegate or session.chair or DOTS
    occasion = official("định kỳ") if session.kind is SessionKind.SCHEDULED else official("đột xuất")
    where = official(", tại {place}", place=session.place) if session.place else ""
    received = official(
        "{day}{where}, {who} ({post}) đã tiếp công dân {occasion}, gồm {count} lượt.",
        day=document_date(session.held_on).capitalize(),
        where=where,
        who=receiver,
        post=_post(session, office),
        occasion=occasion,
        count=len(session.directed),
    )
    came = official("Cùng tham dự: {people}.", people=session.attendants.rstrip(" .")) if session.attendants else ""
    blocks: list[Block] = [
        Paragraph(received),
        *((Paragraph(came),) if came else ()),
        Paragraph(official("Sau khi nghe công dân trình bày, {who} kết luận:", who=receiver), keep_with_next=True),
        *written(details.words or session.conclusion, 4),
    ]
    if session.points or session.directed:
        lead = official("Giao các cơ quan, đơn vị, cá nhân giải quyết và gửi kết quả cho công dân:")
        blocks.append(Paragraph(lead, keep_with_next=True))
        lines = [_point(point) for point in session.points] or [_line(line) for line in session.directed]
        blocks += [Numbered(f"{at}.", line) for at, line in enumerate(lines, start=1)]
    by_law = official(" theo quy định tại khoản 2 Điều 25 Nghị định 154/2026/NĐ-CP")
    close = official(
        "{body} thông báo để các cơ quan, đơn vị, cá nhân có liên quan thực hiện, gửi kết quả giải quyết cho công dân"
        "{law}",
        body=body_of(office),
        law=by_law if session.held_on >= DECREE_154 else "",
    )
    abbreviation = CONCLUSION_TYPE[1]
    return Document(
        letterhead=Letterhead(
            parent_body="" if is_committee(office) else office.superior.upper(),
            issuing_body="\n".join(office.body_lines),
            number=official("Số: {number}", number=session.symbol)
            if session.symbol
            else room_for_number(abbreviation, office),
            place_date=place_date(office.place, session.issued_on, year=session.held_on.year),
        ),
        type_name=CONCLUSION_TYPE[0].upper(),
        subject=conclusion_subject(session.held_on),
        blocks=tuple(blocks),
        closing=ended(close),
        recipients=listed((*session.owners, official("Công dân có tên nêu trên"), official("Lưu: VT, hồ sơ"))),
        signatures=(details.signature or as_head(office),),
        marks=marks,
    )


def _post(session: SessionConclusion, office: OfficeCard) -> str:
    if session.delegate:
        return official("người được ủy quyền")
    if is_committee(office):
        return official("Chủ tịch {body}", body=body_of(office))
    return official("người đứng đầu cơ quan")


def _line(line: Directed) -> str:
    who = official("mã số {code}", code=line.who) if line.is_code else official("ông (bà) {name}", name=line.who)
    about = official("nội dung tố cáo giữ kín") if line.is_code else line.matter or DOTS
    acts = official("giao {owner} giải quyết", owner=line.owner or DOTS)
    due = vn_date(line.due_on) if line.due_on else "……/……/………"
    return official(
        "Lượt số {number}/{year}, {who}: {about}; {acts}, chậm nhất ngày {due}.",
        number=line.number,
        year=line.year,
        who=who,
        about=about,
        acts=acts,
        due=due,
    )


def _point(point: Point) -> str:
    whom = official(" (đối với {who})", who=point.to_whom) if point.to_whom else ""
    return official(
        "{owner}: {words}{whom}, chậm nhất ngày {due}.",
        owner=point.owner or DOTS,
        words=point.words.rstrip(" ."),
        whom=whom,
        due=vn_date(point.due_on),
    )
