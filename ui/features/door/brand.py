"""The coloured half of the door: what the program is, and the six things that people do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dcapp.kernel.i18n import N_, _
from ui.kit import theme
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.logo import LogoLabel

SIX = (
    N_("Dân biết"),
    N_("Dân bàn"),
    N_("Dân làm"),
    N_("Dân kiểm tra"),
    N_("Dân giám sát"),
    N_("Dân thụ hưởng"),
)


class BrandPanel(QFrame):
    """Logo, name, purpose, the six words, and at the foot whose office this is."""

    def __init__(self, foot: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("brand")
        column = QVBoxLayout(self)
        lay(column, (64, 88, 40, 38), 4)
        column.addWidget(LogoLabel(56, on_brand=True))
        column.addSpacing(theme.px(14))
        column.addWidget(label(_("Sổ Dân Chủ"), "display"))
        column.addWidget(self._quiet(_("Theo dõi thực hiện dân chủ ở cơ sở\nvà công tác dân vận chính quyền")))
        column.addSpacing(theme.px(32))
        for words in SIX:
            column.addLayout(self._word(_(words)))
        column.addStretch(1)
        column.addWidget(self._quiet(foot, "hint"))
        fix(self, width=520)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours and scale in force."""
        t = theme.current().tokens
        self.setStyleSheet(
            f"QFrame#brand {{ background: qlineargradient(x1:0, y1:0, x2:1, y2:1, stop:0 {t.brand_top},"
            f" stop:1 {t.brand_bottom}); border: 0; }}"
            f"QFrame#brand QLabel {{ color: {t.on_brand}; }}"
            f'QFrame#brand QLabel[second="true"] {{ color: {t.on_brand2}; }}'
            f'QFrame#brand QLabel[dot="true"] {{ background: {t.logo_roof}; border-radius: {theme.px(8) // 2}px; }}'
        )

    @staticmethod
    def _quiet(text: str, role: str = "body") -> QLabel:
        found = label(text, role, wrap=True)
        found.setProperty("second", True)
        return found

    @staticmethod
    def _word(text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        lay(row, (0, 2, 0, 2), 12)
        dot = QLabel()
        dot.setProperty("dot", True)
        fix(dot, width=8, height=8)
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label(text), 1)
        return row
