"""Accounts, their roles and the office's own changes to the matrix of rights."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded
from dcapp.kernel.ids import AccountId, OfficerId


class Account(Base, Recorded):
    """Somebody who may open the program (tài khoản); the key slot of the same name opens the file."""

    __tablename__ = "account"

    id: Mapped[AccountId] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(SHORT, unique=True)
    display_name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    officer_id: Mapped[OfficerId | None] = mapped_column(ForeignKey("officer.id"))
    is_active: Mapped[bool] = mapped_column(default=True)


class AccountRole(Base, Recorded):
    """A role that an account holds (vai trò được giao)."""

    __tablename__ = "account_role"
    __table_args__ = (UniqueConstraint("account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(SHORT)


class RightOverride(Base, Recorded):
    """A cell of the matrix that the office set otherwise (phân quyền của đơn vị)."""

    __tablename__ = "right_override"
    __table_args__ = (UniqueConstraint("role", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(SHORT)
    action: Mapped[str] = mapped_column(SHORT)
    grant: Mapped[str] = mapped_column(SHORT)
    reason: Mapped[str] = mapped_column(default="")
