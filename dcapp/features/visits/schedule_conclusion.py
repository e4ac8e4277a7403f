"""What the chairman concluded at a session: his words, and who does what by when, each a commitment (TCD-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments.service import Debt, owe_each
from dcapp.features.commitments.terms import CommitmentKind
from dcapp.features.visits.schedule import BOOK, MARK, held_session
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitmentId, OfficerId, SessionId
from dcapp.kernel.text import nfc


@dataclass(frozen=True, slots=True, kw_only=True)
class PointForm:
    """One thing that has to be done: by whom, by when, for which citizen; a known point keeps its `id`.

    `to_whom` is the name as lists show it: the code where a denouncer came.
    """

    words: str
    due_on: date
    owner_id: OfficerId | None = None
    owner: str = ""
    to_whom: str = ""
    id: CommitmentId | None = None


@allowed(MARK, undo=N_("Ghi kết luận buổi tiếp"))
def conclude_session(uow: UnitOfWork, session_id: SessionId, conclusion: str, points: Sequence[PointForm]) -> int:
    """Write what the session concluded; each point is followed as a commitment. Points that were answered stay, those
    left out go. Gives how many points are followed.
    """
    session = held_session(uow, session_id)
    words = nfc(conclusion).strip()
    if not words and not points:
        raise Invalid(_("Chưa ghi kết luận."), field="conclusion")
    debts = []
    for number, point in enumerate(points, start=1):
        title = " ".join(nfc(point.words).split())
        if not title:
            raise Invalid(_("Việc {number} chưa ghi nội dung.").format(number=number), field="points")
        if point.owner_id is None and not point.owner.strip():
            raise Invalid(_("Việc {number} chưa ghi ai làm.").format(number=number), field="points")
        if point.due_on < session.held_on:
            message = _("Hạn của việc {number} sớm hơn ngày tiếp {day}.")
            raise Invalid(message.format(number=number, day=vn_date(session.held_on)), field="points")
        debts.append(
            (
                point.id,
                Debt(
                    kind=CommitmentKind.CONCLUSION,
                    book=BOOK,
                    record_id=session_id,
                    title=title,
                    start_on=session.held_on,
                    to_whom=point.to_whom,
                    owner_id=point.owner_id,
                    owner=point.owner,
                    due_on=point.due_on,
                ),
            )
        )
    session.conclusion = words
    return len(owe_each(uow, BOOK, session_id, CommitmentKind.CONCLUSION, debts))
