"""Words of the people slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class Sex(StrEnum):
    """Sex as it stands on the citizen's card (giới tính)."""

    MALE = "male"
    FEMALE = "female"


class IdPaper(StrEnum):
    """What kind of paper a number stands on (loại giấy tờ tùy thân)."""

    CARD = "card"
    CERTIFICATE = "certificate"
    OLD_CARD = "old_card"
    PASSPORT = "passport"
    OTHER = "other"


SEXES = {Sex.MALE: N_("Nam"), Sex.FEMALE: N_("Nữ")}

ID_PAPERS = {
    IdPaper.CARD: N_("Căn cước, số định danh"),
    IdPaper.CERTIFICATE: N_("Giấy chứng nhận căn cước"),
    IdPaper.OLD_CARD: N_("Chứng minh nhân dân"),
    IdPaper.PASSPORT: N_("Hộ chiếu"),
    IdPaper.OTHER: N_("Giấy tờ khác"),
}
