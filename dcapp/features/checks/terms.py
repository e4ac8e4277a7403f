"""Words of the checks slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class CheckKind(StrEnum):
    """What kind of look it is (loại kiểm tra)."""

    CHECK = "check"
    SUPERVISION = "supervision"
    SELF_CHECK = "self_check"


class CheckState(StrEnum):
    """How far a check is (tình trạng cuộc kiểm tra)."""

    PLANNED = "planned"
    RUNNING = "running"
    CONCLUDED = "concluded"


CHECK_KINDS = {
    CheckKind.CHECK: N_("Kiểm tra"),
    CheckKind.SUPERVISION: N_("Giám sát"),
    CheckKind.SELF_CHECK: N_("Tự kiểm tra"),
}

CHECK_STATES = {
    CheckState.PLANNED: N_("Chưa bắt đầu"),
    CheckState.RUNNING: N_("Đang kiểm tra"),
    CheckState.CONCLUDED: N_("Đã kết luận"),
}
