"""Legal documents, issued and incoming documents, and the numbers they carry."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.papers.terms import FollowUpKind, IssueState, Validity, validity_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import IncomingId, IssuedId, PaperId
from dcapp.kernel.text import fold, sort_key


class Paper(Base, Recorded):
    """A document that others rest on (văn bản căn cứ): law, decree, decision, conclusion, plan of a superior."""

    __tablename__ = "paper"

    id: Mapped[PaperId] = mapped_column(primary_key=True)
    type_name: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None] = mapped_column(index=True)
    issuer: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]
    replaced_by_id: Mapped[PaperId | None] = mapped_column(ForeignKey("paper.id"))
    is_checked: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    number_key: Mapped[str] = mapped_column(default="", index=True)
    title_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    @property
    def name(self) -> str:
        """How the document is cited the second time: type and number, or type and subject of a law."""
        return f"{self.type_name} {self.number}".strip() if self.number else f"{self.type_name} {self.subject}".strip()

    def validity(self, on: date) -> Validity:
        """Whether it is in force on a day; unknown dates are said, never guessed."""
        return validity_of(self.in_force_from, self.in_force_to, is_replaced=self.replaced_by_id is not None, on=on)

    def refold(self) -> None:
        """Renew the search and sort columns."""
        self.number_key = fold(self.number or "").replace(" ", "")
        self.title_order = sort_key(f"{self.type_name} {self.subject or ''}")
        self.folded = folded_words(
            self.type_name,
            self.number,
            self.issuer,
            self.subject,
            vn_date(self.issued_on) if self.issued_on else "",
        )

    def found_as(self) -> Findable:
        """How quick find shows a legal document."""
        return Findable(self.name, self.subject or "", f"{self.issuer or ''} {self.number_key}", "papers.view")


class PaperFollowUp(Base, Recorded):
    """What the office did, or must do, with a legal document: dissemination, interim and final review (quán triệt)."""

    __tablename__ = "paper_follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[PaperId] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    kind: Mapped[FollowUpKind]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    attendance: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class IssuedPaper(Base, Recorded):
    """One number of the book of issued documents (sổ văn bản đi, decree 30/2020 annex IV)."""

    __tablename__ = "issued_paper"
    __table_args__ = (UniqueConstraint("year", "series", "number"), Index("ix_issued_paper_issued_on", "issued_on"))

    id: Mapped[IssuedId] = mapped_column(primary_key=True)
    year: Mapped[int]
    series: Mapped[str] = mapped_column(SHORT)
    number: Mapped[int]
    symbol: Mapped[str]
    state: Mapped[IssueState] = mapped_column(default=IssueState.RESERVED)
    issued_on: Mapped[date]
    type_name: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    signer: Mapped[str] = mapped_column(default="")
    recipients: Mapped[str] = mapped_column(default="")
    kept_by: Mapped[str] = mapped_column(default="")
    copies: Mapped[int | None]
    sent_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    source_kind: Mapped[str] = mapped_column(SHORT, default="")
    source_id: Mapped[int | None]
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.symbol, self.type_name, self.subject, self.signer)

    def found_as(self) -> Findable:
        """How quick find shows an issued document."""
        return Findable(f"{self.symbol}", f"{self.type_name} {self.subject or ''}", self.signer or "", "papers.view")


class IncomingPaper(Base, Recorded):
    """One line of the book of incoming documents (sổ văn bản đến, decree 30/2020 annex IV)."""

    __tablename__ = "incoming_paper"
    __table_args__ = (UniqueConstraint("year", "arrival_number"),)

    id: Mapped[IncomingId] = mapped_column(primary_key=True)
    year: Mapped[int]
    arrival_number: Mapped[int]
    arrived_on: Mapped[date] = mapped_column(index=True)
    author: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    type_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    handler: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.author, self.number, self.type_name, self.subject)

    def found_as(self) -> Findable:
        """How quick find shows an incoming document."""
        title = f"{self.type_name or ''} {self.number or ''}".strip() or self.author
        return Findable(title, self.subject or "", self.author, "papers.view")
