"""Kinds of papers in the dossier of a case (loại tài liệu): what a step may ask for, and which form is which."""

from __future__ import annotations

from dcapp.kernel.i18n import N_

FOLIO_KINDS: dict[str, str] = {
    "letter": N_("Đơn hoặc bản ghi nội dung"),
    "appointment": N_("Văn bản cử người đại diện"),
    "authority": N_("Giấy ủy quyền"),
    "contested": N_("Quyết định, hành vi bị khiếu nại"),
    "evidence": N_("Chứng cứ, tài liệu của các bên"),
    "acceptance": N_("Thông báo, quyết định thụ lý"),
    "assignment": N_("Quyết định xác minh, thành lập tổ xác minh"),
    "minutes": N_("Biên bản làm việc"),
    "expert": N_("Kết quả giám định"),
    "verification_report": N_("Báo cáo kết quả xác minh"),
    "dialogue_minutes": N_("Biên bản đối thoại"),
    "complexity": N_("Văn bản ghi tiêu chí phức tạp"),
    "extension": N_("Quyết định gia hạn"),
    "suspension": N_("Quyết định tạm đình chỉ, đình chỉ, tiếp tục"),
    "withdrawal": N_("Đơn hoặc biên bản rút"),
    "decision": N_("Quyết định giải quyết"),
    "conclusion": N_("Kết luận nội dung tố cáo"),
    "answer": N_("Văn bản trả lời"),
    "publication": N_("Biên bản, văn bản công khai"),
    "execution": N_("Tài liệu thi hành"),
    "other": N_("Tài liệu khác"),
}
"""Kind → its name, in the order of a dossier."""

OF_FORMS: dict[str, str] = {
    "kn01": "letter",
    "kn02": "authority",
    "kn03": "acceptance",
    "kn05": "assignment",
    "kn06": "minutes",
    "kn13": "verification_report",
    "kn14": "dialogue_minutes",
    "kn14a": "suspension",
    "kn14b": "suspension",
    "kn15": "decision",
    "kn16": "decision",
    "tc01": "extension",
    "tc02": "withdrawal",
    "tc03": "withdrawal",
    "tc04": "acceptance",
    "tc07": "assignment",
    "tc08": "minutes",
    "tc10": "verification_report",
    "tc11": "verification_report",
    "tc12": "conclusion",
    "pa01": "answer",
}
"""Form → the kind of paper that it is once issued; other forms are "other"."""


def kind_of(form: str) -> str:
    """The kind of paper that a form is in the dossier."""
    return OF_FORMS.get(form, "other")
