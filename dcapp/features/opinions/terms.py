"""Words of the opinions slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class OpinionSource(StrEnum):
    """Where an opinion was heard (nguồn dư luận)."""

    MEETING = "meeting"
    VILLAGE = "village"
    FRONT = "front"
    NETWORK = "network"
    LETTER_BOX = "letter_box"
    OTHER = "other"


OPINION_SOURCES = {
    OpinionSource.MEETING: N_("Họp dân, tiếp xúc"),
    OpinionSource.VILLAGE: N_("Trưởng thôn, tổ dân phố"),
    OpinionSource.FRONT: N_("Mặt trận, đoàn thể"),
    OpinionSource.NETWORK: N_("Báo chí, mạng xã hội"),
    OpinionSource.LETTER_BOX: N_("Hòm thư góp ý"),
    OpinionSource.OTHER: N_("Nguồn khác"),
}


class OpinionState(StrEnum):
    """What became of an opinion on a day (tình trạng xử lý)."""

    NEW = "new"
    WAITING = "waiting"
    LATE = "late"
    ANSWERED = "answered"


OPINION_STATES = {
    OpinionState.NEW: N_("Chưa chuyển"),
    OpinionState.WAITING: N_("Chờ trả lời"),
    OpinionState.LATE: N_("Quá hạn trả lời"),
    OpinionState.ANSWERED: N_("Đã trả lời"),
}
