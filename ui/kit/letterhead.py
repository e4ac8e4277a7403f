"""How the office's name will stand on its papers, shown while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from dcapp.kernel.clock import today
from dcapp.kernel.dates import document_date
from dcapp.kernel.i18n import _
from ui.kit import theme
from ui.kit.fitting import fix
from ui.kit.theme import px

WIDTH, HEIGHT = 392, 330


class Letterhead(QFrame):
    """A small white sheet with the letterhead of decree 30/2020, painted from what was typed so far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("paper", True)
        self._unit = self._place = self._chairman = self._symbol = ""
        fix(self, width=WIDTH, height=HEIGHT)
        self.setAccessibleName(_("Xem trước phần đầu văn bản"))

    def show_office(self, unit: str, place: str, chairman: str, symbol: str) -> None:
        """`unit` is the commune alone, such as "xã Phổ Châu"."""
        self._unit, self._place, self._chairman, self._symbol = unit, place, chairman, symbol
        said = _("Ủy ban nhân dân {unit}; {place}, {day}; Chủ tịch {chairman}")
        self.setAccessibleDescription(
            said.format(unit=unit, place=place, day=document_date(today()), chairman=chairman)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.current().color("paper_text"))
        left, right = QRect(px(8), 0, px(130), 0), QRect(px(140), 0, self.width() - px(148), 0)
        self._line(painter, left, 16, _("ỦY BAN NHÂN DÂN"), 11)
        self._line(painter, left, 29, self._unit.upper(), 11.5, bold=True)
        self._rule(painter, left, 46, 40)
        symbol = self._symbol or "UBND"
        self._line(painter, left, 52, _("Số: …/BC-{symbol}").format(symbol=symbol), 11)
        self._line(painter, right, 16, _("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), 11, bold=True)
        self._line(painter, right, 30, _("Độc lập - Tự do - Hạnh phúc"), 11.5, bold=True)
        self._rule(painter, right, 47, 130)
        day = f"{self._place}, {document_date(today())}" if self._place else document_date(today())
        self._line(painter, right, 53, day, 11, italic=True)
        whole = QRect(px(10), 0, self.width() - px(20), 0)
        self._line(painter, whole, 88, _("BÁO CÁO"), 13, bold=True)
        self._line(painter, whole, 103, _("Kết quả thực hiện dân chủ ở cơ sở"), 12, bold=True)
        sign = QRect(self.width() // 2 + px(28), 0, self.width() // 2 - px(36), 0)
        self._line(painter, sign, 248, _("CHỦ TỊCH"), 12, bold=True)
        self._line(painter, sign, 296, self._chairman, 12, bold=True)
        painter.end()

    @staticmethod
    def _line(
        painter: QPainter, room: QRect, top: int, text: str, size: float, *, bold: bool = False, italic: bool = False
    ) -> None:
        font = QFont(theme.document_family())
        font.setBold(bold)
        font.setItalic(italic)
        for pixels in (px(size), px(size) - 1, px(size) - 2):  # a long name shrinks a little before it is cut
            font.setPixelSize(max(pixels, 1))
            if QFontMetrics(font).horizontalAdvance(text) <= room.width():
                break
        painter.setFont(font)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), px(top), room.width(), px(17)), Qt.AlignmentFlag.AlignCenter, shown)

    @staticmethod
    def _rule(painter: QPainter, room: QRect, top: int, width: int) -> None:
        middle, half = room.center().x(), px(width) // 2
        painter.drawLine(middle - half, px(top), middle + half, px(top))
