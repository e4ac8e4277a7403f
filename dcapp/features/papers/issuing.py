"""Marks that printed papers carry in their margins (decision 30)."""

from __future__ import annotations

from dcapp.db.audit import Head
from dcapp.features.office.queries import OfficeCard
from dcapp.printing.model import Marks
from dcapp.printing.official import official


def marks_of(office: OfficeCard, head: Head | None = None, *, is_draft: bool = False) -> Marks:
    """MẪU for the practice commune, DỰ THẢO while there is no number, the head of the audit book."""
    shown = official("Nhật ký {head}", head=head.short) if head is not None and head.seq else ""
    return Marks(sample=office.is_sample, draft=is_draft, audit_head=shown)
