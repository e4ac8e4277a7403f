"""Use cases of attached files: the blob is durable before the record that names it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Text, cast, func, select

from dcapp.db.journal import undo_step
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.attachments.models import Attachment
from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AttachmentId


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file as a list shows it."""

    id: AttachmentId
    name: str
    byte_count: int
    note: str


@allowed("attachments.add", undo=N_("Đính kèm tệp"))
def attach(uow: UnitOfWork, owner_kind: str, owner_id: int, name: str, content: bytes, note: str = "") -> AttachmentId:
    """Keep a file with a record. A crash before the commit leaves a blob that nobody names; it is swept at start."""
    kept = uow.beside.blobs.put(content)
    return uow.add(
        Attachment(
            owner_kind=owner_kind,
            owner_id=owner_id,
            name=Path(name).name,
            blob=kept.id,
            byte_count=len(content),
            note=note,
        )
    ).id


@allowed("attachments.open", reads=True)
def attachments_of(uow: UnitOfWork, owner_kind: str, owner_id: int) -> list[AttachmentLine]:
    """The files kept with a record."""
    rows = uow.session.execute(
        select(Attachment.id, Attachment.name, Attachment.byte_count, Attachment.note)
        .where(Attachment.owner_kind == owner_kind, Attachment.owner_id == owner_id)
        .order_by(Attachment.id)
    )
    return [AttachmentLine(*row) for row in rows]


@allowed("attachments.open", reads=True)
def attachment_content(uow: UnitOfWork, attachment_id: AttachmentId) -> tuple[str, bytes]:
    """Name and bytes of a file; damaged bytes raise Damaged."""
    attachment = uow.get(Attachment, attachment_id)
    if not uow.beside.blobs.exists(attachment.blob):
        raise EnvironmentFault(
            _("Không thấy tệp đính kèm {name} trên máy này.").format(name=attachment.name),
            advice=_("Phục hồi tệp từ bản sao lưu gần nhất."),
            technical=attachment.blob,
        )
    return attachment.name, uow.beside.blobs.open(attachment.blob)


@allowed("attachments.add", undo=N_("Bỏ tệp đính kèm"))
def detach(uow: UnitOfWork, attachment_id: AttachmentId) -> None:
    """Throw an attached file into the bin; its bytes stay until the bin is emptied."""
    attachment = uow.get(Attachment, attachment_id)
    uow.bin(attachment, _("Bỏ tệp {name}").format(name=attachment.name))


@allowed("drafts.own", reads=True)
def blobs_to_keep(uow: UnitOfWork) -> set[str]:
    """Ids of the blobs that records, or the bin and undo steps, still name; a sweep removes the others."""
    kept = set(uow.session.scalars(select(Attachment.blob).distinct()))
    steps = select(undo_step.c.changes).where(
        undo_step.c.changes.is_not(None), cast(undo_step.c.changes, Text).contains(f'"{Attachment.__name__}"')
    )
    for changes in uow.session.scalars(steps):
        removed = (change["before"] or {} for change in changes if change["kind"] == Attachment.__name__)
        kept.update(before["blob"] for before in removed if "blob" in before)
    return kept


def owners_of(uow: UnitOfWork, blob: str) -> int:
    """How many records name a blob."""
    return uow.session.scalar(select(func.count()).select_from(Attachment).where(Attachment.blob == blob)) or 0
