"""Words of the cases slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class CaseKind(StrEnum):
    """What a case is (loại vụ việc)."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    PETITION = "petition"


class CaseOutcome(StrEnum):
    """What was found of the matter (kết quả giải quyết; columns of tables 03/GQKN and 04/GQTC)."""

    RIGHT = "right"
    WRONG = "wrong"
    PARTLY = "partly"
    ANSWERED = "answered"
    DECLINED = "declined"
    TERMINATED = "terminated"


class PartyRole(StrEnum):
    """In which role somebody stands in a case (vai trò)."""

    COMPLAINANT = "complainant"
    REPRESENTATIVE = "representative"
    AUTHORISED = "authorised"
    LAWYER = "lawyer"
    RESPONDENT = "respondent"
    INTERESTED = "interested"
    VERIFIER = "verifier"


class FolioCopy(StrEnum):
    """What a paper of the dossier is (bản chính, bản sao)."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED = "certified"


class ExecutionKind(StrEnum):
    """What a decision or conclusion has to bring about (việc phải thi hành; table 05/KQTH)."""

    MONEY_TO_STATE = "money_to_state"
    LAND_TO_STATE = "land_to_state"
    MONEY_BACK = "money_back"
    LAND_BACK = "land_back"
    DISCIPLINE = "discipline"
    PROSECUTION = "prosecution"
    OTHER = "other"


class HotSpotState(StrEnum):
    """How a hot spot stands (tình trạng điểm nóng)."""

    WATCHED = "watched"
    CALM = "calm"


CASE_KINDS = {
    CaseKind.COMPLAINT: N_("Khiếu nại"),
    CaseKind.DENUNCIATION: N_("Tố cáo"),
    CaseKind.PETITION: N_("Kiến nghị, phản ánh"),
}
CASE_CODES = {CaseKind.COMPLAINT: "KN", CaseKind.DENUNCIATION: "TC", CaseKind.PETITION: "PA"}
"""The series of the book of cases: KN-2026-007."""
CASE_OUTCOMES = {
    CaseOutcome.RIGHT: N_("Đúng"),
    CaseOutcome.WRONG: N_("Sai"),
    CaseOutcome.PARTLY: N_("Đúng một phần"),
    CaseOutcome.ANSWERED: N_("Đã trả lời"),
    CaseOutcome.DECLINED: N_("Không thụ lý"),
    CaseOutcome.TERMINATED: N_("Đình chỉ"),
}
PARTY_ROLES = {
    PartyRole.COMPLAINANT: N_("Người gửi đơn"),
    PartyRole.REPRESENTATIVE: N_("Người đại diện"),
    PartyRole.AUTHORISED: N_("Người được ủy quyền"),
    PartyRole.LAWYER: N_("Luật sư"),
    PartyRole.RESPONDENT: N_("Người bị khiếu nại, tố cáo"),
    PartyRole.INTERESTED: N_("Người có quyền, nghĩa vụ liên quan"),
    PartyRole.VERIFIER: N_("Người xác minh"),
}
FOLIO_COPIES = {
    FolioCopy.ORIGINAL: N_("Bản chính"),
    FolioCopy.COPY: N_("Bản sao"),
    FolioCopy.CERTIFIED: N_("Bản sao chứng thực"),
}
EXECUTION_KINDS = {
    ExecutionKind.MONEY_TO_STATE: N_("Thu hồi tiền cho Nhà nước"),
    ExecutionKind.LAND_TO_STATE: N_("Thu hồi đất cho Nhà nước"),
    ExecutionKind.MONEY_BACK: N_("Trả lại tiền"),
    ExecutionKind.LAND_BACK: N_("Trả lại đất"),
    ExecutionKind.DISCIPLINE: N_("Xử lý hành chính"),
    ExecutionKind.PROSECUTION: N_("Chuyển cơ quan điều tra"),
    ExecutionKind.OTHER: N_("Việc khác"),
}
EXECUTION_UNITS = {
    ExecutionKind.MONEY_TO_STATE: N_("đồng"),
    ExecutionKind.LAND_TO_STATE: N_("m²"),
    ExecutionKind.MONEY_BACK: N_("đồng"),
    ExecutionKind.LAND_BACK: N_("m²"),
    ExecutionKind.DISCIPLINE: N_("người"),
    ExecutionKind.PROSECUTION: N_("người"),
    ExecutionKind.OTHER: N_("việc"),
}
HOT_SPOT_STATES = {HotSpotState.WATCHED: N_("Đang theo dõi"), HotSpotState.CALM: N_("Đã yên")}
