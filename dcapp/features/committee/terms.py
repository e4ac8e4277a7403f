"""Words of the committee slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_
from dcapp.printing.official import official


class CommitteeKind(StrEnum):
    """What a body of people is set up for (loại ban, phân công)."""

    STEERING = "steering"
    CHARGE = "charge"
    TEAM = "team"


class MemberRole(StrEnum):
    """What a member is in a committee (vai trò trong ban)."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


COMMITTEE_KINDS = {
    CommitteeKind.STEERING: N_("Ban Chỉ đạo"),
    CommitteeKind.CHARGE: N_("Phân công phụ trách dân vận"),
    CommitteeKind.TEAM: N_("Tổ công tác"),
}

MEMBER_ROLES = {
    MemberRole.HEAD: N_("Trưởng ban"),
    MemberRole.STANDING_DEPUTY: N_("Phó Trưởng ban Thường trực"),
    MemberRole.DEPUTY: N_("Phó Trưởng ban"),
    MemberRole.SECRETARY: N_("Thư ký"),
    MemberRole.MEMBER: N_("Thành viên"),
}

TEAM_ROLES = {
    MemberRole.HEAD: N_("Tổ trưởng"),
    MemberRole.STANDING_DEPUTY: N_("Tổ phó Thường trực"),
    MemberRole.DEPUTY: N_("Tổ phó"),
}


def role_words(kind: CommitteeKind, role: MemberRole) -> str:
    """What a role is called in a body of this kind; marked, not yet translated."""
    return TEAM_ROLES.get(role, MEMBER_ROLES[role]) if kind is CommitteeKind.TEAM else MEMBER_ROLES[role]


class TermState(StrEnum):
    """Where a committee stands in its term on a day (tình trạng nhiệm kỳ)."""

    COMING = "coming"
    IN_FORCE = "in_force"
    ENDING = "ending"
    ENDED = "ended"
    REPLACED = "replaced"


TERM_STATES = {
    TermState.IN_FORCE: N_("Đang hoạt động"),
    TermState.ENDING: N_("Sắp hết nhiệm kỳ"),
    TermState.COMING: N_("Chưa đến ngày"),
    TermState.ENDED: N_("Hết nhiệm kỳ"),
    TermState.REPLACED: N_("Đã kiện toàn"),
}

ENDING_DAYS = 60
"""From so many days before the last day a term counts as ending: time to prepare the next decision."""

DECIDED_BY = official("Chủ tịch UBND")
"""Who decides on a committee, unless the form says otherwise."""
