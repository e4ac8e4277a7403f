"""What the card of a sealed identity shows, and opening it: the rooms above say whose it is and who is accused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dcapp.db.keys import cabinet
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.accounts.queries import AccountLine
from dcapp.features.accounts.service import SecondPerson
from dcapp.features.sealed.queries import (
    OpeningLine,
    ScanLine,
    masked,
    minutes_open,
    openings_of,
    scans_of,
    still_open,
    why_closed,
)
from dcapp.features.sealed.revealing import confirmers
from dcapp.features.sealed.rules import MaskedContent, Sealed
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import OfficerId
from dcapp.rules.permissions import Context

REVEAL = "denunciations.reveal"
NOT_YOURS = N_(
    "Chỉ người được giao vụ việc này mới mở được. Tên, địa chỉ, bút tích không hiện ở danh sách, tìm kiếm, "
    "bản in hay tệp xuất."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is asked of who opens an identity: the reason, the own password, a second person where the office says."""

    reason: str
    password: str = ""
    second: SecondPerson | None = None

    def __repr__(self) -> str:
        return "Opening(…)"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SealedView:
    """A sealed identity as one viewer sees it now; nothing of it is shown by `repr`."""

    code: str
    may_open: bool
    why_not: str
    minutes: int
    content: MaskedContent | None
    scans: tuple[ScanLine, ...]
    openings: tuple[OpeningLine, ...]
    confirmers: tuple[AccountLine, ...]
    opened: Sealed | None
    ends_at: datetime | None

    def __repr__(self) -> str:
        return f"SealedView({self.code})"


def view_of(uow: UnitOfWork, seal: str, code: str, context: Context, barred: frozenset[OfficerId]) -> SealedView:
    """How the viewer, who stands so to the case, sees what is under a seal; says nothing that the rights forbid."""
    context = replace(context, related=context.related or uow.viewer.officer_id in barred)
    knows = uow.may("denunciations.know", context)
    verdict = uow.verdict(REVEAL, context)
    is_allowed = verdict.allowed or verdict.second_person
    why = why_closed(uow) if is_allowed else _(NOT_YOURS)
    if is_allowed and not seal:
        why = _("Danh tính không giữ trong máy: chỉ có mã. Xem đơn giấy trong phong bì niêm phong.")
    reads = bool(seal) and not why_closed(uow) and uow.may("denunciations.read", context)
    opened = still_open(uow, seal, context) if is_allowed and not why else None
    return SealedView(
        code=code,
        may_open=is_allowed and not why,
        why_not=why,
        minutes=minutes_open(uow),
        content=masked(uow, seal, context) if reads else None,
        scans=scans_of(uow, seal, context) if reads else (),
        openings=openings_of(uow, seal, context) if knows and seal else (),
        confirmers=confirmers(uow, REVEAL, barred) if is_allowed and not verdict.allowed else (),
        opened=opened[0] if opened is not None else None,
        ends_at=opened[1] if opened is not None else None,
    )


def check_own_password(uow: UnitOfWork, password: str) -> None:
    """Raises WrongPassword unless it is the password of who is at the keyboard; it counts as a try at the door."""
    storage = uow.beside
    if storage.keys is not None:
        cabinet.unlock(storage.folder, uow.viewer.name, password)
