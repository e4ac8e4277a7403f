"""Paints the cells of a register straight from the model's pages: words, chips, bars. It asks no role but its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dcapp.registers.cells import align_of
from dcapp.registers.spec import Kind
from ui.kit import theme
from ui.kit.theme import Tone
from ui.registers.table_model import Index, RegisterTableModel

ROW_HEIGHT = 36
PADDING = 12
CHIP_PADDING = 10
_CHIP_HEIGHT = 22
_BAR_HEIGHT, _BAR_WIDTH = 6, 58


class CellDelegate(QStyledItemDelegate):
    """One delegate for every column of every register."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, RegisterTableModel):
            super().paint(painter, option, index)
            return
        field = model.fields[index.column()]
        text, value = model.cell(index.row(), index.column())
        look, rect, state = theme.current(), _rect(option), _state(option)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("hover"))
        painter.setPen(look.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(look.px(PADDING), 0, -look.px(PADDING), 0)
        tone = field.tones.get(value) if value is not None and field.kind is Kind.CHOICE else None
        if tone is not None:
            _chip(painter, room, text, Tone(tone))
        elif field.kind is Kind.PROGRESS and isinstance(value, int):
            _bar(painter, room, text, value)
        elif text:
            painter.setFont(look.font("body"))
            painter.setPen(look.color("text"))
            side = {"left": Qt.AlignmentFlag.AlignLeft, "right": Qt.AlignmentFlag.AlignRight}
            align = side.get(align_of(field), Qt.AlignmentFlag.AlignHCenter) | Qt.AlignmentFlag.AlignVCenter
            _words(painter, room, text, align)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(80), theme.px(ROW_HEIGHT))


def _words(painter: QPainter, room: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    metrics = QFontMetrics(painter.font())
    plain = text.replace("\n", " ") if "\n" in text else text
    painter.drawText(room, align, metrics.elidedText(plain, Qt.TextElideMode.ElideRight, room.width()))


def _chip(painter: QPainter, room: QRect, text: str, tone: Tone) -> None:
    look = theme.current()
    soft, strong = look.tone(tone)
    painter.setFont(look.font("caption"))
    height, padding = look.px(_CHIP_HEIGHT), look.px(CHIP_PADDING)
    width = min(room.width(), QFontMetrics(painter.font()).horizontalAdvance(text) + 2 * padding)
    pill = QRectF(room.left(), room.center().y() - height / 2 + 0.5, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(pill, height // 2, height // 2)
    painter.restore()
    painter.setPen(QColor(strong))
    _words(painter, pill.toRect().adjusted(padding, 0, -padding + 1, 0), text, Qt.AlignmentFlag.AlignCenter)


def _bar(painter: QPainter, room: QRect, text: str, percent: int) -> None:
    look = theme.current()
    height, width = look.px(_BAR_HEIGHT), min(look.px(_BAR_WIDTH), room.width() // 2)
    groove = QRectF(room.left(), room.center().y() - height / 2 + 0.5, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("neutral_soft"))
    painter.drawRoundedRect(groove, height / 2, height / 2)
    done = QRectF(groove)
    done.setWidth(groove.width() * max(0, min(100, percent)) / 100)
    painter.setBrush(look.color("bar_done" if percent >= 100 else "bar_doing"))
    painter.drawRoundedRect(done, height / 2, height / 2)
    painter.restore()
    painter.setFont(look.font("hint"))
    painter.setPen(look.color("text2"))
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _rect(option: Any) -> QRect:
    found: QRect = option.rect  # PySide's stubs hide the public members of style options
    return found


def _state(option: Any) -> QStyle.StateFlag:
    found: QStyle.StateFlag = option.state
    return found
