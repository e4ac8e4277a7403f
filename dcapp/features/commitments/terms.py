"""Words of the commitments slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class CommitmentKind(StrEnum):
    """What is owed (loại cam kết)."""

    ANSWER = "answer"
    REFUSAL_NOTICE = "refusal_notice"
    PROMISE = "promise"
    CONCLUSION = "conclusion"


class CommitmentState(StrEnum):
    """How it stands (tình trạng cam kết)."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class Standing(StrEnum):
    """How a commitment stands on a day (tình trạng theo ngày)."""

    LATE = "late"
    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    DROPPED = "dropped"


COMMITMENT_KINDS = {
    CommitmentKind.ANSWER: N_("Trả lời công dân"),
    CommitmentKind.REFUSAL_NOTICE: N_("Thông báo từ chối tiếp"),
    CommitmentKind.PROMISE: N_("Lời hứa"),
    CommitmentKind.CONCLUSION: N_("Kết luận buổi tiếp"),
}
COMMITMENT_STATES = {
    CommitmentState.OPEN: N_("Chưa trả lời"),
    CommitmentState.MET: N_("Đã trả lời"),
    CommitmentState.DROPPED: N_("Không làm nữa"),
}
STANDINGS = {
    Standing.LATE: N_("Quá hạn"),
    Standing.OPEN: N_("Chưa trả lời"),
    Standing.MET: N_("Đã trả lời"),
    Standing.MET_LATE: N_("Trả lời chậm"),
    Standing.DROPPED: N_("Không làm nữa"),
}
