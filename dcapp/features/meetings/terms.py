"""Words of the meetings slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class MeetingKind(StrEnum):
    """What people meet for (loại cuộc họp)."""

    CONFERENCE = "conference"
    STUDY = "study"
    CHECK = "check"
    DIALOGUE = "dialogue"
    BRIEFING = "briefing"
    OTHER = "other"


class MeetingState(StrEnum):
    """How far a meeting is (tình trạng cuộc họp)."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


MEETING_KINDS = {
    MeetingKind.CONFERENCE: N_("Hội nghị"),
    MeetingKind.STUDY: N_("Quán triệt, tập huấn"),
    MeetingKind.CHECK: N_("Kiểm tra, giám sát"),
    MeetingKind.DIALOGUE: N_("Đối thoại"),
    MeetingKind.BRIEFING: N_("Giao ban"),
    MeetingKind.OTHER: N_("Họp khác"),
}

MEETING_STATES = {
    MeetingState.PLANNED: N_("Sắp họp"),
    MeetingState.HELD: N_("Đã họp"),
    MeetingState.CANCELLED: N_("Hủy"),
}


class Step(StrEnum):
    """The steps of a meeting in their order (các bước của cuộc họp)."""

    INVITATION = "invitation"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    CONCLUSION = "conclusion"
    POINTS = "points"


STEPS = {
    Step.INVITATION: N_("Giấy mời"),
    Step.ATTENDANCE: N_("Thành phần"),
    Step.MINUTES: N_("Biên bản"),
    Step.CONCLUSION: N_("Kết luận"),
    Step.POINTS: N_("Việc sau họp"),
}


class MeetingPaper(StrEnum):
    """The papers of a meeting (giấy tờ của cuộc họp); the sign-in list alone has no number."""

    INVITATION = "invitation"
    SIGN_IN = "sign_in"
    MINUTES = "minutes"
    NOTICE = "notice"


MEETING_PAPERS = {
    MeetingPaper.INVITATION: N_("Giấy mời"),
    MeetingPaper.SIGN_IN: N_("Danh sách ký tên"),
    MeetingPaper.MINUTES: N_("Biên bản"),
    MeetingPaper.NOTICE: N_("Thông báo kết luận"),
}
