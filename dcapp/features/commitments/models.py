"""What the office promised or owes to a citizen, with its last day and how it was met."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import CommitmentId, OfficerId


class Commitment(Base, Recorded):
    """An answer that is owed, or a promise (lời hứa, việc phải trả lời), followed until it is met.

    `book` and `record_id` name the line that it comes from. With `rule`, a rule of the statutory clock, the last day
    is counted from `start_on`; without one `due_on` is what was promised. `warn_on` is the earliest day of all readings
    of the law. `to_whom` is the code where a denouncer came. `is_opening`: carried over from paper.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        Index("ix_commitment_book_record_id", "book", "record_id"),
        Index("ix_commitment_state_due_on", "state", "due_on"),
        # What stands behind "id" is what a standing is made of: the filters and counts of the book read no line.
        Index("ix_commitment_by_day", "due_on", "id", "state", "met_on", "kind"),
    )

    id: Mapped[CommitmentId] = mapped_column(primary_key=True)
    kind: Mapped[CommitmentKind] = mapped_column(default=CommitmentKind.PROMISE)
    book: Mapped[str] = mapped_column(SHORT, default="")
    record_id: Mapped[int | None]
    title: Mapped[str]
    to_whom: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"), index=True)
    owner: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]
    rule: Mapped[str] = mapped_column(SHORT, default="")
    start_on: Mapped[date]
    due_on: Mapped[date]
    warn_on: Mapped[date]
    state: Mapped[CommitmentState] = mapped_column(default=CommitmentState.OPEN)
    met_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answer_paper: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    is_opening: Mapped[bool] = mapped_column(default=False)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.to_whom, self.owner, self.answer, self.answer_paper)

    def found_as(self) -> Findable:
        """How quick find shows a commitment."""
        detail = " · ".join(part for part in (vn_date(self.due_on), self.to_whom, self.owner) if part)
        return Findable(self.title, detail, "", "commitments.view")
