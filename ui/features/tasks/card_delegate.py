"""Paints a task as a card of the board: section and deadline, two lines of title, bar, who, proofs or reminders."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dcapp.features.tasks.board import LaneCard
from dcapp.features.tasks.timing import listed
from dcapp.kernel.i18n import _
from ui.features.tasks.lane_model import CARD, Index
from ui.kit import theme
from ui.kit.cells import Bar, paint_chip
from ui.kit.icons import icon
from ui.kit.theme import Tone, px

GAP, PADDING, LINE = 9, 12, 20
TITLE_LINES = 2
DISC = 22


class CardDelegate(QStyledItemDelegate):
    """Cards as high as their title asks for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card = index.data(CARD)
        if not isinstance(card, LaneCard):
            return QSize(px(200), px(80))
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QListView) else px(250)
        lines = len(_lines(listed(card.title, card.period), wide - px(2 * PADDING)))
        high = 2 * PADDING + 22 + LINE * lines + (16 if _has_bar(card) else 0) + 8 + DISC + GAP
        return QSize(wide, px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card = index.data(CARD)
        if not isinstance(card, LaneCard):
            return
        now = theme.current()
        box = QRect(option.rect).adjusted(1, 1, -1, -px(GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        edge = "focus" if focused else "primary" if chosen else "border"
        painter.setPen(QPen(now.color(edge), 2 if focused or chosen else 1))
        painter.setBrush(now.color("hover" if hovered and not chosen else "surface"))
        painter.drawRoundedRect(QRectF(box), px(8), px(8))
        room = box.adjusted(px(PADDING), px(PADDING - 3), -px(PADDING), -px(PADDING - 3))
        self._paint_inside(painter, room, card)
        painter.restore()

    def _paint_inside(self, painter: QPainter, room: QRect, card: LaneCard) -> None:
        now = theme.current()
        head = QRect(room.left(), room.top(), room.width(), px(22))
        width = paint_chip(painter, head, card.chip.words, Tone(card.chip.tone), right=True)
        painter.setFont(now.font("hint"))
        painter.setPen(now.color("text3"))
        painter.drawText(head.adjusted(0, 0, -width - px(6), 0), Qt.AlignmentFlag.AlignVCenter, card.section)
        top = head.bottom() + px(5)
        painter.setFont(now.font("body"))
        painter.setPen(now.color("text"))
        for words in _lines(listed(card.title, card.period), room.width()):
            painter.drawText(QRect(room.left(), top, room.width(), px(LINE)), Qt.AlignmentFlag.AlignVCenter, words)
            top += px(LINE)
        if _has_bar(card):
            self._paint_bar(painter, QRect(room.left(), top, room.width(), px(16)), card)
            top += px(16)
        self._paint_foot(painter, QRect(room.left(), top + px(4), room.width(), px(DISC)), card)

    def _paint_bar(self, painter: QPainter, room: QRect, card: LaneCard) -> None:
        now = theme.current()
        track = QRectF(room.left(), room.center().y() - px(3), room.width() - px(44), px(7))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("neutral_soft"))
        painter.drawRoundedRect(track, px(3), px(3))
        share = QRectF(track)
        share.setWidth(track.width() * card.percent / 100)
        painter.setBrush(now.color(Bar(card.percent, late=card.chip.tone == Tone.DANGER).token))
        painter.drawRoundedRect(share, px(3), px(3))
        painter.setFont(now.font("hint"))
        painter.setPen(now.color("text2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{card.percent}%")

    def _paint_foot(self, painter: QPainter, room: QRect, card: LaneCard) -> None:
        now = theme.current()
        disc = QRect(room.left(), room.top(), room.height(), room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("neutral_soft"))
        painter.drawEllipse(disc)
        painter.setFont(now.font("nav-caption"))
        painter.setPen(now.color("neutral"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(card.lead_words))
        painter.setFont(now.font("hint"))
        symbol, words = foot_words(card)
        width = painter.fontMetrics().horizontalAdvance(words)
        if words:
            painter.setPen(QColor(now.color("text2")))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            side = px(14)
            left = room.right() - width - side - px(5)
            icon(symbol, "text3").paint(painter, QRect(left, room.center().y() - side // 2, side, side))
            width += side + px(12)
        name = room.adjusted(room.height() + px(7), 0, -width, 0)
        painter.setPen(now.color("text3"))
        shown = painter.fontMetrics().elidedText(card.lead_words, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)


def foot_words(card: LaneCard) -> tuple[str, str]:
    """Icon and words at the foot of a card: how often it was reminded of, else how many proofs it has."""
    if card.reminder_count and card.percent < 100:
        return "bell", _("đã nhắc {count} lần").format(count=card.reminder_count)
    return ("attach", str(card.evidence_count)) if card.evidence_count else ("", "")


def initials(name: str) -> str:
    """The first letters of the middle and the last word of a name."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in words[-2:])


def _has_bar(card: LaneCard) -> bool:
    return 0 < card.percent < 100


def _lines(text: str, width: int) -> list[str]:
    """At most two lines of a title; the second ends in … where there is more."""
    layout = QTextLayout(text, theme.current().font("body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[tuple[int, int]] = []
    while (line := layout.createLine()).isValid() and len(starts) < TITLE_LINES:
        line.setLineWidth(max(width, px(60)))
        starts.append((line.textStart(), line.textLength()))
    layout.endLayout()
    found = [text[start : start + length].strip() for start, length in starts]
    if starts and sum(starts[-1]) < len(text):
        metrics = QFontMetrics(theme.current().font("body"))
        found[-1] = metrics.elidedText(text[starts[-1][0] :], Qt.TextElideMode.ElideRight, width)
    return found or [""]
