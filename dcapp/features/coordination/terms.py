"""Words of the coordination slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_
from dcapp.printing.official import official


class JointKind(StrEnum):
    """What two sides do together (loại việc phối hợp)."""

    CONTENT = "content"
    CHECK = "check"
    REPORT = "report"


JOINT_KINDS = {
    JointKind.CONTENT: N_("Nội dung phối hợp"),
    JointKind.CHECK: N_("Kiểm tra chung"),
    JointKind.REPORT: N_("Báo cáo chung"),
}


class JointState(StrEnum):
    """Where a line, or a whole coordination plan, stands on a day (tình trạng phối hợp)."""

    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    DONE = "done"


JOINT_STATES = {
    JointState.OPEN: N_("Đang làm"),
    JointState.SOON: N_("Sắp đến hạn"),
    JointState.LATE: N_("Quá hạn"),
    JointState.DONE: N_("Xong"),
}

SOON_DAYS = 7

OUR_TITLE = official("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH")
"""Over our signature, unless the form says otherwise."""
