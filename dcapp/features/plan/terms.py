"""Words of the plan slice that screens may use."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class PassageKind(StrEnum):
    """What a passage of a signed paper is (loại đoạn); the values are those of the reading room."""

    BASIS = "basis"
    LEAD_IN = "lead_in"
    PART = "part"
    ITEM = "item"
    SUBITEM = "subitem"
    DUTY = "duty"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    CLOSING = "closing"


class Rhythm(StrEnum):
    """How often something is due (định kỳ)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    NINE_MONTH = "nine-month"
    ANNUAL = "annual"
    ON_REQUEST = "on-request"


RHYTHMS = {
    Rhythm.MONTHLY: N_("Hằng tháng"),
    Rhythm.QUARTERLY: N_("Hằng quý"),
    Rhythm.SEMIANNUAL: N_("06 tháng"),
    Rhythm.NINE_MONTH: N_("09 tháng"),
    Rhythm.ANNUAL: N_("Hằng năm"),
    Rhythm.ON_REQUEST: N_("Khi có yêu cầu"),
}
