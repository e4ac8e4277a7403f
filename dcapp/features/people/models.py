"""People who come to the office; each stands once, however often they come."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable, mark_of
from dcapp.features.people.terms import IdPaper, Sex
from dcapp.kernel.ids import PersonId, VillageId
from dcapp.kernel.text import name_sort_key


class Person(Base, Recorded):
    """Somebody who came, wrote or was written about (công dân), never a denouncer.

    `old_id_number` is the number of an earlier card, as the code on the citizen's card gives it; `village` repeats the
    name of the village, so that a search finds it.
    """

    __tablename__ = "person"

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    sex: Mapped[Sex | None]
    id_number: Mapped[str] = mapped_column(SHORT, default="", index=True)
    id_paper: Mapped[IdPaper] = mapped_column(default=IdPaper.CARD)
    old_id_number: Mapped[str] = mapped_column(SHORT, default="", index=True)
    phone: Mapped[str] = mapped_column(SHORT, default="")
    address: Mapped[str] = mapped_column(default="")
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"), index=True)
    village: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    name_order: Mapped[str] = mapped_column(default="", index=True)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the sort and search columns."""
        self.name_order = name_sort_key(self.full_name)
        self.folded = folded_words(
            self.full_name, self.village, self.address, self.id_number, self.old_id_number, digits_of(self.phone)
        )

    def found_as(self) -> Findable:
        """How quick find and the popup of returning citizens show a person."""
        born = str(self.birth_year or "")
        detail = " · ".join(part for part in (born, self.village or self.address) if part)
        words = " ".join(
            (self.address, self.id_number, self.old_id_number, digits_of(self.phone), mark_of(type(self).__name__))
        )
        return Findable(self.full_name, detail, words, "people.view")


def digits_of(phone: str) -> str:
    """A phone number as it is searched: its digits alone, however it was spaced."""
    return "".join(letter for letter in phone if letter.isdigit())
