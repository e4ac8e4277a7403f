"""Files kept with records: scans, evidence, the signed originals."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded
from dcapp.kernel.ids import AttachmentId


class Attachment(Base, Recorded):
    """A file kept with a record (tệp đính kèm); its bytes lie encrypted in the blob store under `blob`."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_owner_kind_owner_id", "owner_kind", "owner_id"),)

    id: Mapped[AttachmentId] = mapped_column(primary_key=True)
    owner_kind: Mapped[str] = mapped_column(SHORT)
    owner_id: Mapped[int]
    name: Mapped[str]
    blob: Mapped[str] = mapped_column(SHORT, index=True)
    byte_count: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
