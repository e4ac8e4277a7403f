"""The F1 sheet: every key of the window and of the open page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from dcapp.kernel.i18n import N_, _
from ui.kit.dialogs import Sheet
from ui.kit.fitting import lay
from ui.kit.labels import label

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", N_("Tìm nhanh trong mọi sổ")),
    ("Ctrl+1…9", N_("Mở trang thứ 1 đến 9 của menu")),
    ("F6 / Shift+F6", N_("Đi vòng: menu, bộ lọc, bảng, chi tiết")),
    ("Ctrl+F", N_("Đến ô lọc trong trang")),
    ("Enter / Alt+←", N_("Mở dòng đang chọn / quay lại")),
    ("Ctrl+S", N_("Lưu")),
    ("Ctrl+Enter", N_("Nút chính của hộp đang mở")),
    ("Esc", N_("Đóng, hỏi nếu có thay đổi")),
    ("Ctrl+Z", N_("Hoàn tác lần lưu gần nhất, hoặc chữ vừa gõ khi đang ở ô nhập")),
    ("F5", N_("Tải lại trang")),
    ("Ctrl+= / Ctrl+- / Ctrl+0", N_("Chữ to hơn / nhỏ hơn / cỡ thường")),
    ("F12", N_("Khóa màn hình")),
    ("F1", N_("Mở bảng phím tắt này")),
)


def is_forbidden(keys: str) -> bool:
    """True for keys that Unikey takes (Ctrl+Shift, Alt+Z), AltGr, and single letters."""
    parts = keys.split("+")
    return (
        {"Ctrl", "Shift"} <= set(parts)
        or {"Ctrl", "Alt"} <= set(parts)
        or keys == "Alt+Z"
        or (len(parts) == 1 and len(keys) == 1)
    )


class ShortcutSheet(Sheet):
    """Keys and what they do, for the window and for the page that is open."""

    def __init__(self, of_page: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(_("Phím tắt"), _("Đóng bảng phím"), parent, width=520)
        self.cancel.hide()
        self.agreed.connect(self.accept)
        known = {key for key, _does in EVERYWHERE}
        own = [(key, does) for key, does in of_page if key not in known]
        if own:
            self.add(label(_("Ở trang này"), "subtitle"))
            self.add(_table(own))
        self.add(label(_("Ở mọi nơi"), "subtitle"))
        self.add(_table([(key, _(does)) for key, does in EVERYWHERE]))


def _table(lines: Sequence[tuple[str, str]]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    lay(grid, spacing=(16, 6))
    for row, (key, does) in enumerate(lines):
        grid.addWidget(label(key, "strong"), row, 0)
        grid.addWidget(label(does, wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    return table
