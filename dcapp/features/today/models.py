"""What Hôm nay remembers of its readers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import Base
from dcapp.kernel.ids import AccountId


class LastLook(Base):
    """When an account looked at Hôm nay last, and the day before that (lần xem gần nhất)."""

    __tablename__ = "last_look"
    __unaudited__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id"), unique=True)
    looked_on: Mapped[date]
    looked_before: Mapped[date | None]
