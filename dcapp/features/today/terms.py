"""Words of the today slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class Group(StrEnum):
    """When something has to be done (nhóm việc theo hạn); every line stands in exactly one group."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    EXPIRING = "expiring"


class Scope(StrEnum):
    """Whose work is shown (phạm vi xem)."""

    MINE = "mine"
    OFFICE = "office"


class BlockKind(StrEnum):
    """A numbered block of the Monday sheet (mục của phiếu giao ban)."""

    OVERDUE = "overdue"
    WEEK = "week"
    DECISIONS = "decisions"
    ANSWERS = "answers"
    EXPIRING = "expiring"
    MEETINGS = "meetings"


GROUPS = {
    Group.OVERDUE: N_("Quá hạn"),
    Group.TODAY: N_("Hôm nay"),
    Group.WEEK: N_("7 ngày tới"),
    Group.LATER: N_("Sau đó"),
    Group.EXPIRING: N_("Sắp hết hạn"),
}

SCOPES = {Scope.MINE: N_("Việc của tôi"), Scope.OFFICE: N_("Cả xã")}

BLOCKS = {
    BlockKind.OVERDUE: N_("Quá hạn"),
    BlockKind.WEEK: N_("Đến hạn trong tuần"),
    BlockKind.DECISIONS: N_("Vướng mắc chờ quyết định"),
    BlockKind.ANSWERS: N_("Cần trả lời Nhân dân"),
    BlockKind.EXPIRING: N_("Sắp hết hạn"),
    BlockKind.MEETINGS: N_("Lịch trong tuần"),
}
