"""Words of the office slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class OfficeKind(StrEnum):
    """Kind of commune (loại đơn vị)."""

    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"


OFFICE_KINDS = {OfficeKind.COMMUNE: N_("xã"), OfficeKind.WARD: N_("phường"), OfficeKind.SPECIAL_ZONE: N_("đặc khu")}


class BodyKind(StrEnum):
    """What a body is to the office (loại cơ quan)."""

    SUPERIOR = "superior"
    DEPARTMENT = "department"
    PARTY = "party"
    FRONT = "front"
    OTHER = "other"


BODY_KINDS = {
    BodyKind.SUPERIOR: N_("Cấp trên"),
    BodyKind.DEPARTMENT: N_("Cơ quan chuyên môn"),
    BodyKind.PARTY: N_("Đảng"),
    BodyKind.FRONT: N_("Mặt trận, đoàn thể"),
    BodyKind.OTHER: N_("Cơ quan khác"),
}


class DayKind(StrEnum):
    """What a line of the calendar says of a day (loại ngày)."""

    OFF = "off"
    WORKED = "worked"


DAY_KINDS = {DayKind.OFF: N_("Nghỉ"), DayKind.WORKED: N_("Làm bù")}
