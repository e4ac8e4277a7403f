"""What the main file knows of the vault: openings with their reason, and envelopes that wait to be put into it.

The identities themselves stand in the vault (`dcapp.db.vault`), under another key.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded
from dcapp.features.sealed.terms import OpeningKind
from dcapp.kernel.ids import OfficerId


class SealedEnvelope(Base, Recorded):
    """What somebody without the vault's key took down of a denouncer (phong bì niêm phong), for the vault's key only.

    Nobody at the desk can read it again; whoever holds the vault's key puts it into the vault at the next opening.
    Several may wait for one seal: identity, words that were added, scans. Neither audited nor part of an undo step.
    """

    __tablename__ = "sealed_envelope"
    __unaudited__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    seal: Mapped[str] = mapped_column(SHORT, index=True)
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class SealedOpening(Base, Recorded):
    """That an identity was opened, printed or refused (lần mở danh tính): who, when, why, how long."""

    __tablename__ = "sealed_opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    seal: Mapped[str] = mapped_column(SHORT, index=True)
    code: Mapped[str] = mapped_column(SHORT)
    what: Mapped[OpeningKind]
    officer_id: Mapped[OfficerId | None]
    who: Mapped[str]
    second: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
