"""Words of the papers slice that screens may use."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from dcapp.kernel.i18n import N_


class Validity(StrEnum):
    """Whether a legal document is in force on a day (hiệu lực)."""

    UNKNOWN = "unknown"
    COMING = "coming"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"


VALIDITIES = {
    Validity.UNKNOWN: N_("Cần kiểm tra"),
    Validity.COMING: N_("Chưa có hiệu lực"),
    Validity.IN_FORCE: N_("Còn hiệu lực"),
    Validity.EXPIRED: N_("Hết hiệu lực"),
    Validity.REPLACED: N_("Đã bị thay thế"),
}


def validity_of(starts: date | None, ends: date | None, *, is_replaced: bool, on: date) -> Validity:
    """Whether a text is in force on a day, the last day included; unknown dates are said, never guessed."""
    if ends is not None and ends < on:
        return Validity.REPLACED if is_replaced else Validity.EXPIRED
    if starts is None:
        return Validity.UNKNOWN
    return Validity.COMING if starts > on else Validity.IN_FORCE


class IssueState(StrEnum):
    """What became of a number in the book of issued documents (tình trạng số văn bản)."""

    RESERVED = "reserved"
    ISSUED = "issued"
    CANCELLED = "cancelled"


ISSUE_STATES = {
    IssueState.RESERVED: N_("Giữ số"),
    IssueState.ISSUED: N_("Đã ban hành"),
    IssueState.CANCELLED: N_("Hủy số"),
}


class FollowUpKind(StrEnum):
    """How the office works with a legal document (việc với văn bản)."""

    DISSEMINATION = "dissemination"
    INTERIM_REVIEW = "interim_review"
    FINAL_REVIEW = "final_review"


FOLLOW_UP_KINDS = {
    FollowUpKind.DISSEMINATION: N_("Quán triệt, phổ biến"),
    FollowUpKind.INTERIM_REVIEW: N_("Sơ kết"),
    FollowUpKind.FINAL_REVIEW: N_("Tổng kết"),
}
