"""What was made public: the smallest form of the book of publications, for decisions and conclusions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.features.disclosure.terms import PublicationForm
from dcapp.kernel.ids import PublicationId


class Publication(Base, Recorded):
    """A document that was made public (lần công khai): in which form, where, from when to when.

    `book` and `record_id` name what it belongs to; `notice_on` is the day on which a meeting was announced.
    """

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_book_record_id", "book", "record_id"),)

    id: Mapped[PublicationId] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(SHORT)
    record_id: Mapped[int]
    title: Mapped[str]
    form: Mapped[PublicationForm] = mapped_column(default=PublicationForm.POSTING)
    place: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date] = mapped_column(index=True)
    to_on: Mapped[date | None]
    notice_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.place)
