"""Words of the letters slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class LetterKind(StrEnum):
    """What a letter is by its content, not by its title (loại đơn)."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    PETITION = "petition"
    SEVERAL = "several"


class Source(StrEnum):
    """How a letter came in (nguồn đơn)."""

    RECEPTION = "reception"
    IN_PERSON = "in_person"
    POST = "post"
    LETTER_BOX = "letter_box"
    FORWARDED = "forwarded"
    ONLINE = "online"


class Handling(StrEnum):
    """What is done with a letter (hướng xử lý)."""

    ACCEPT = "accept"
    JOIN = "join"
    GUIDE = "guide"
    FORWARD = "forward"
    RETURN = "return"
    SPLIT = "split"
    FILE = "file"
    REFUSE = "refuse"
    ABOVE = "above"


class LetterState(StrEnum):
    """How far a letter has come (tình trạng đơn)."""

    RECEIVED = "received"
    PROPOSED = "proposed"
    HANDLED = "handled"


class Tie(StrEnum):
    """How two letters belong together (quan hệ giữa hai đơn)."""

    DUPLICATE = "duplicate"
    FOLLOW_UP = "follow_up"
    DIFFERENT = "different"


class ClockState(StrEnum):
    """How a statutory deadline stands (tình trạng thời hạn)."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    STOPPED = "stopped"


LETTER_KINDS = {
    LetterKind.COMPLAINT: N_("Khiếu nại"),
    LetterKind.DENUNCIATION: N_("Tố cáo"),
    LetterKind.PETITION: N_("Kiến nghị, phản ánh"),
    LetterKind.SEVERAL: N_("Nhiều nội dung"),
}
SOURCES = {
    Source.RECEPTION: N_("Qua tiếp công dân"),
    Source.IN_PERSON: N_("Nộp trực tiếp"),
    Source.POST: N_("Bưu chính"),
    Source.LETTER_BOX: N_("Hòm thư góp ý"),
    Source.FORWARDED: N_("Cơ quan khác chuyển đến"),
    Source.ONLINE: N_("Trực tuyến"),
}
HANDLINGS = {
    Handling.ACCEPT: N_("Thụ lý"),
    Handling.JOIN: N_("Ghép vào vụ việc đang có"),
    Handling.GUIDE: N_("Hướng dẫn, trả lại đơn"),
    Handling.FORWARD: N_("Chuyển cơ quan có thẩm quyền"),
    Handling.RETURN: N_("Trả lại cơ quan chuyển đến"),
    Handling.SPLIT: N_("Hướng dẫn tách đơn"),
    Handling.FILE: N_("Lưu đơn"),
    Handling.REFUSE: N_("Không thụ lý"),
    Handling.ABOVE: N_("Chuyển cấp trên trực tiếp"),
}
LETTER_STATES = {
    LetterState.RECEIVED: N_("Chưa xử lý"),
    LetterState.PROPOSED: N_("Đã đề xuất"),
    LetterState.HANDLED: N_("Đã xử lý"),
}
TIES = {
    Tie.DUPLICATE: N_("Đơn trùng"),
    Tie.FOLLOW_UP: N_("Đơn tiếp"),
    Tie.DIFFERENT: N_("Vụ mới"),
}
CLOCK_STATES = {
    ClockState.RUNNING: N_("Đang tính"),
    ClockState.PAUSED: N_("Tạm dừng"),
    ClockState.MET: N_("Đã làm"),
    ClockState.STOPPED: N_("Thôi tính"),
}

SEALED_SERIES = "TC"
"""Letters of denouncers have a series of their own, so that a gap in the book tells nothing (decision 29)."""
