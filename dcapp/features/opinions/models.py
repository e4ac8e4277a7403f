"""The log of public opinion: what people talk about, passed to whom, answered how."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.opinions.terms import OpinionSource
from dcapp.features.plan.models import shortened
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import OpinionId, TaskId, VillageId


class Opinion(Base, Recorded):
    """One line of the log of public opinion (nắm tình hình, tâm trạng Nhân dân); no person is named in it."""

    __tablename__ = "opinion"

    id: Mapped[OpinionId] = mapped_column(primary_key=True)
    heard_on: Mapped[date] = mapped_column(index=True)
    village_id: Mapped[VillageId | None] = mapped_column(ForeignKey("village.id"), index=True)
    field: Mapped[str] = mapped_column(default="")
    matter: Mapped[str]
    source: Mapped[OpinionSource] = mapped_column(default=OpinionSource.VILLAGE)
    people_count: Mapped[int | None]
    passed_to: Mapped[str] = mapped_column(default="")
    passed_on: Mapped[date | None]
    answer_by: Mapped[date | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    is_hot: Mapped[bool] = mapped_column(default=False)
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"), index=True)
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.field, self.matter, self.passed_to, self.answer)

    def found_as(self) -> Findable:
        """How quick find shows an opinion."""
        return Findable(shortened(self.matter), vn_date(self.heard_on), self.field or "", "plan.view")
