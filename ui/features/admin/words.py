"""What roles and levels mean, in words of the office, and what a person with some roles can see."""

from __future__ import annotations

from collections.abc import Collection

from dcapp.kernel.i18n import N_, _
from dcapp.rules.permissions import (
    LEVEL_APPROVE,
    LEVEL_BY_CASE,
    LEVEL_EDIT,
    LEVEL_MANAGE,
    LEVEL_NONE,
    LEVEL_OWN,
    LEVEL_VIEW,
    Matrix,
)
from ui.kit.theme import Tone

ROLE_MEANINGS: dict[str, str] = {
    "QT": N_("Thêm người dùng, đặt quyền, cài đặt; không xem đơn thư."),
    "LD": N_("Xem hết, giao việc, duyệt và ký."),
    "TN": N_("Nhận đơn, vào sổ văn bản, lấy số, nhập kế hoạch."),
    "TL": N_("Giải quyết khiếu nại, kiến nghị được giao."),
    "TC": N_("Giải quyết tố cáo được giao, kể cả danh tính."),
    "TD": N_("Ghi lượt tiếp công dân trong ngày."),
    "KS": N_("Xem để kiểm tra, đọc nhật ký, không sửa."),
    "BC": N_("Chỉ xem số liệu để làm báo cáo."),
}
"""Role → one sentence beside its check box."""

LEVEL_MEANINGS: dict[str, str] = {
    LEVEL_VIEW: N_("đọc, in"),
    LEVEL_OWN: N_("chỉ việc được giao"),
    LEVEL_EDIT: N_("ghi, sửa"),
    LEVEL_MANAGE: N_("cả xóa, giao việc"),
    LEVEL_APPROVE: N_("xem hết, ký"),
}
"""Level → its line in the legend."""

LEVEL_TONES: dict[str, Tone] = {
    LEVEL_VIEW: Tone.NEUTRAL,
    LEVEL_OWN: Tone.NEUTRAL,
    LEVEL_EDIT: Tone.INFO,
    LEVEL_MANAGE: Tone.INFO,
    LEVEL_APPROVE: Tone.SUCCESS,
    LEVEL_BY_CASE: Tone.WARNING,
}

_SENTENCES = (
    (LEVEL_APPROVE, N_("Duyệt {areas}.")),
    (LEVEL_MANAGE, N_("Quản lý {areas}.")),
    (LEVEL_EDIT, N_("Sửa được {areas}.")),
    (LEVEL_OWN, N_("Làm việc được giao ở {areas}.")),
    (LEVEL_VIEW, N_("Xem được {areas}.")),
    (LEVEL_NONE, N_("Không thấy {areas}.")),
)


def what_is_seen(matrix: Matrix, roles: Collection[str], *, is_active: bool = True) -> str:
    """The sentences under "… thấy gì?": how many parts are open, then what can be done in which."""
    if not is_active:
        return _("Tài khoản đang khóa nên không mở được sổ.")
    if not roles:
        return _("Chưa có vai trò nào nên chưa thấy gì. Bấm Sửa để giao vai trò.")
    rows = [area for area in matrix.areas() if not area.by_case]
    levels = {area.key: matrix.level(roles, area) for area in rows}
    seen = sum(level != LEVEL_NONE for level in levels.values())
    parts = [_("Vào được {seen} trên {all} mục.").format(seen=seen, all=len(rows))]
    for level, sentence in _SENTENCES:
        named = [_(area.title) for area in rows if levels[area.key] == level]
        if named:
            parts.append(_(sentence).format(areas="; ".join(named)))
    if any(area.by_case and matrix.level(roles, area) == LEVEL_BY_CASE for area in matrix.areas()):
        parts.append(_("Mở danh tính người tố cáo chỉ trong vụ được giao."))
    return " ".join(parts)


def level_word(level: str) -> str:
    """The word of a level in the language spoken now."""
    return level if level == LEVEL_NONE else _(level)
