"""Words of the sealed vault: what was done with an identity, and how identities are kept."""

from __future__ import annotations

from enum import StrEnum

from dcapp.kernel.i18n import N_


class OpeningKind(StrEnum):
    """What was done with an identity (việc đã làm với danh tính)."""

    OPENED = "opened"
    SCAN = "scan"
    PRINTED = "printed"
    EXPORTED = "exported"
    REFUSED = "refused"


class Keeping(StrEnum):
    """How an identity that is written down now is kept (cách giữ danh tính)."""

    VAULT = "vault"
    ENVELOPE = "envelope"
    CODE_ONLY = "code_only"
    NO_VAULT = "no_vault"


OPENING_KINDS: dict[OpeningKind, str] = {
    OpeningKind.OPENED: N_("Mở danh tính"),
    OpeningKind.SCAN: N_("Mở bản quét đơn gốc"),
    OpeningKind.PRINTED: N_("In có danh tính"),
    OpeningKind.EXPORTED: N_("Xuất có danh tính"),
    OpeningKind.REFUSED: N_("Bị từ chối"),
}

KEEPINGS: dict[Keeping, str] = {
    Keeping.VAULT: N_("Danh tính được niêm phong trong kho."),
    Keeping.ENVELOPE: N_("Danh tính được bỏ vào phong bì niêm phong; chỉ người giữ khóa kho đọc được."),
    Keeping.CODE_ONLY: N_("Đơn vị chỉ giữ mã, không giữ danh tính trên máy."),
    Keeping.NO_VAULT: N_("Đơn vị chưa lập kho niêm phong nên chỉ giữ mã. Danh tính ghi trên giấy."),
}
