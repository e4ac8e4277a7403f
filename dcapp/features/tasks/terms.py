"""Words of the tasks slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class TaskState(StrEnum):
    """Where a task stands (tình trạng việc); late, waiting and under way follow from days and percent."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Priority(StrEnum):
    """How urgent a task is (mức ưu tiên)."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Lane(StrEnum):
    """A column of the board (cột của bảng việc), computed from state, percent and the last day."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    LATE = "late"
    DONE = "done"


class AdjustmentKind(StrEnum):
    """What an adjustment changes (loại điều chỉnh); one thing each."""

    DUE = "due"
    LEAD = "lead"
    CONTENT = "content"
    DROP = "drop"


class DifficultyState(StrEnum):
    """What became of a difficulty (tình trạng vướng mắc)."""

    OPEN = "open"
    ADJUSTED = "adjusted"
    ANSWERED = "answered"


TASK_STATES = {TaskState.OPEN: N_("Đang mở"), TaskState.DONE: N_("Xong"), TaskState.DROPPED: N_("Không làm nữa")}

PRIORITIES = {Priority.HIGH: N_("Gấp"), Priority.NORMAL: N_("Thường"), Priority.LOW: N_("Không gấp")}

LANES = {
    Lane.WAITING: N_("Chưa làm"),
    Lane.UNDER_WAY: N_("Đang làm"),
    Lane.LATE: N_("Quá hạn"),
    Lane.DONE: N_("Xong"),
}

ADJUSTMENT_KINDS = {
    AdjustmentKind.DUE: N_("Hạn"),
    AdjustmentKind.LEAD: N_("Người phụ trách"),
    AdjustmentKind.CONTENT: N_("Nội dung"),
    AdjustmentKind.DROP: N_("Không làm nữa"),
}

DIFFICULTY_STATES = {
    DifficultyState.OPEN: N_("Chờ quyết định"),
    DifficultyState.ADJUSTED: N_("Đã điều chỉnh"),
    DifficultyState.ANSWERED: N_("Đã trả lời"),
}


class DeliveryState(StrEnum):
    """Where something stands that is to be sent in (tình trạng nộp): received or missing, in time or late."""

    WAITING = "waiting"
    MISSING = "missing"
    RECEIVED = "received"
    RECEIVED_LATE = "received_late"


DELIVERY_STATES = {
    DeliveryState.MISSING: N_("Quá hạn chưa nộp"),
    DeliveryState.WAITING: N_("Chưa nộp"),
    DeliveryState.RECEIVED_LATE: N_("Nộp muộn"),
    DeliveryState.RECEIVED: N_("Đã nộp"),
}
