"""Words of the visits slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class ReceptionKind(StrEnum):
    """Who receives and on which occasion (hình thức tiếp): the columns of the inspectorate's table 01/TCD."""

    REGULAR = "regular"
    LEADER = "leader"
    DELEGATED = "delegated"
    UNSCHEDULED = "unscheduled"


class Matter(StrEnum):
    """What a citizen comes with (loại việc)."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    FEEDBACK = "feedback"
    QUESTION = "question"
    SEVERAL = "several"


class Outcome(StrEnum):
    """How a visit ended (kết quả tiếp)."""

    ANSWERED = "answered"
    GUIDED = "guided"
    LETTER = "letter"
    NOTED = "noted"
    FORWARDED = "forwarded"
    REFUSED = "refused"


class Capacity(StrEnum):
    """In which capacity somebody speaks (tư cách)."""

    SELF = "self"
    GUARDIAN = "guardian"
    AUTHORISED = "authorised"
    LAWYER = "lawyer"
    LEGAL_AID = "legal_aid"
    ORGANISATION = "organisation"


class DocumentCopy(StrEnum):
    """What kind of copy was handed in (bản chính, bản sao)."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED = "certified"


class SessionKind(StrEnum):
    """What kind of session the chairman holds (buổi tiếp của Chủ tịch)."""

    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"


class SessionState(StrEnum):
    """How a session stands (tình trạng buổi tiếp)."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    POSTPONED = "postponed"


class DayPart(StrEnum):
    """Which part of a day a duty covers (buổi trực)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    WHOLE = "whole"


class ShiftState(StrEnum):
    """How a duty stands (tình trạng ca trực)."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"


class VisitPaper(StrEnum):
    """The papers of a visit (giấy tờ của lượt tiếp)."""

    RECEIPT = "receipt"
    REFUSAL = "refusal"
    MINUTES = "minutes"
    GUIDANCE = "guidance"
    FORWARDING = "forwarding"
    APPOINTMENT = "appointment"
    INVITATION = "invitation"
    REPRESENTATIVES = "representatives"
    ANSWER = "answer"


class SessionPaper(StrEnum):
    """The papers of the chairman's session (giấy tờ của buổi tiếp)."""

    POSTING = "posting"
    CONCLUSION = "conclusion"


RECEPTION_KINDS = {
    ReceptionKind.REGULAR: N_("Thường xuyên"),
    ReceptionKind.LEADER: N_("Chủ tịch tiếp định kỳ"),
    ReceptionKind.DELEGATED: N_("Ủy quyền tiếp"),
    ReceptionKind.UNSCHEDULED: N_("Chủ tịch tiếp đột xuất"),
}
MATTERS = {
    Matter.COMPLAINT: N_("Khiếu nại"),
    Matter.DENUNCIATION: N_("Tố cáo"),
    Matter.FEEDBACK: N_("Kiến nghị, phản ánh"),
    Matter.QUESTION: N_("Hỏi chính sách"),
    Matter.SEVERAL: N_("Nhiều nội dung"),
}
OUTCOMES = {
    Outcome.ANSWERED: N_("Trả lời ngay"),
    Outcome.GUIDED: N_("Hướng dẫn"),
    Outcome.LETTER: N_("Nhận đơn"),
    Outcome.NOTED: N_("Ghi nhận, xử lý sau"),
    Outcome.FORWARDED: N_("Chuyển cơ quan khác"),
    Outcome.REFUSED: N_("Từ chối tiếp"),
}
CAPACITIES = {
    Capacity.SELF: N_("Tự mình"),
    Capacity.GUARDIAN: N_("Người đại diện theo pháp luật"),
    Capacity.AUTHORISED: N_("Người được ủy quyền"),
    Capacity.LAWYER: N_("Luật sư"),
    Capacity.LEGAL_AID: N_("Trợ giúp viên pháp lý"),
    Capacity.ORGANISATION: N_("Đại diện cơ quan, tổ chức"),
}
DOCUMENT_COPIES = {
    DocumentCopy.ORIGINAL: N_("Bản chính"),
    DocumentCopy.COPY: N_("Bản sao"),
    DocumentCopy.CERTIFIED: N_("Bản sao chứng thực"),
}
SESSION_KINDS = {SessionKind.SCHEDULED: N_("Định kỳ"), SessionKind.UNSCHEDULED: N_("Đột xuất")}
UNCONFIRMED = "unconfirmed"
"""How a book shows a session or a duty whose day is over while nobody recorded whether it took place."""
SESSION_STATES = {
    SessionState.PLANNED: N_("Sắp tiếp"),
    SessionState.HELD: N_("Đã tiếp"),
    SessionState.MISSED: N_("Không tiếp"),
    SessionState.POSTPONED: N_("Hoãn"),
}
DAY_PARTS = {DayPart.MORNING: N_("Sáng"), DayPart.AFTERNOON: N_("Chiều"), DayPart.WHOLE: N_("Cả ngày")}
SHIFT_STATES = {ShiftState.PLANNED: N_("Phân công"), ShiftState.KEPT: N_("Đã trực"), ShiftState.MISSED: N_("Bỏ trực")}
VISIT_PAPERS = {
    VisitPaper.RECEIPT: N_("Giấy biên nhận"),
    VisitPaper.REFUSAL: N_("Thông báo từ chối tiếp"),
    VisitPaper.MINUTES: N_("Biên bản tiếp công dân"),
    VisitPaper.GUIDANCE: N_("Phiếu hướng dẫn"),
    VisitPaper.FORWARDING: N_("Phiếu chuyển"),
    VisitPaper.APPOINTMENT: N_("Phiếu hẹn"),
    VisitPaper.INVITATION: N_("Giấy mời làm việc"),
    VisitPaper.REPRESENTATIVES: N_("Văn bản cử người đại diện"),
    VisitPaper.ANSWER: N_("Văn bản trả lời"),
}
SESSION_PAPERS = {
    SessionPaper.POSTING: N_("Thông báo lịch tiếp"),
    SessionPaper.CONCLUSION: N_("Thông báo kết luận"),
}

CROWD_FROM = 5
"""So many people with one matter are a crowd (đoàn đông người; TT 06/2025/TT-TTCP, guide to table 01/TCD)."""
SEALED = N_("Tố cáo: nội dung giữ kín")
"""What lists, books and papers show in place of what was denounced."""
