"""How a line of quick find is painted: icon, title with the matched words bold, hint, chip and date at the right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dcapp.kernel.text import fold, nfc
from ui.kit import theme
from ui.kit.cells import paint_chip
from ui.kit.icons import icon
from ui.kit.theme import px

Index = QModelIndex | QPersistentModelIndex
ROW, CAPTION = 44, 25


def matches(title: str, words: str) -> tuple[tuple[int, int], ...]:
    """(begin, end) of the parts of `title` that match a word of `words`, marks ignored; in order, joined."""
    title = nfc(title)
    folded = "".join(fold(sign) or sign for sign in title)
    if len(folded) != len(title):  # a sign that folds to several: say nothing rather than something wrong
        return ()
    hit = [False] * (len(title) + 1)
    needle = fold(words)
    for part in (needle, *needle.split()):
        begin = folded.find(part) if part else -1
        while begin >= 0:
            hit[begin : begin + len(part)] = [True] * len(part)
            begin = folded.find(part, begin + 1)
    edges = [i for i, (was, now) in enumerate(pairwise([False, *hit])) if was != now]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


class HitDelegate(QStyledItemDelegate):
    """Paints hits and the captions of their groups."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        caption = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(px(400), px(CAPTION if caption else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(Qt.ItemDataRole.UserRole)
        now, rect = theme.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(found, str):
            painter.setFont(now.font("nav-caption"))
            painter.setPen(now.color("text2"))
            across = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(px(20), 0, 0, -px(3)), across, found)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("selected" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(px(8), 0, -px(8), 0), px(6), px(6))
        side = px(18)
        icon(found.icon).paint(painter, QRect(rect.left() + px(21), rect.center().y() - side // 2, side, side))
        inner = rect.adjusted(px(52), 0, -px(20), 0)
        inner = self._paint_aside(painter, inner, found.aside, found.chip)
        top = rect.center().y() - px(18 if found.hint else 10)
        self._paint_title(painter, inner, top, nfc(found.title), self._words(index))
        painter.setFont(now.font("hint"))
        painter.setPen(now.color("text3"))
        lower = QRect(inner.left(), rect.center().y() + px(1), inner.width(), px(18))
        shown = painter.fontMetrics().elidedText(found.hint, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    @staticmethod
    def _words(index: Index) -> str:
        return str(getattr(index.model(), "words", ""))

    @staticmethod
    def _paint_aside(painter: QPainter, rect: QRect, aside: str, chip: tuple[str, theme.Tone] | None) -> QRect:
        now = theme.current()
        if aside:
            painter.setFont(now.font("hint"))
            painter.setPen(now.color("text3"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, aside)
            rect = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(aside) - px(12), 0)
        if chip is not None:
            rect = rect.adjusted(0, 0, -paint_chip(painter, rect, chip[0], chip[1], right=True) - px(12), 0)
        return rect

    @staticmethod
    def _paint_title(painter: QPainter, rect: QRect, top: int, title: str, words: str) -> None:
        now = theme.current()
        plain, strong = now.font("body"), now.font("strong")
        title = QFontMetrics(strong).elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
        left = rect.left()
        spans = matches(title, words)
        edges = [0, *(edge for span in spans for edge in span), len(title)]
        for begin, end in pairwise(edges):
            bold = (begin, end) in spans
            painter.setFont(strong if bold else plain)
            painter.setPen(now.color("on_primary_soft" if bold else "text"))
            part = title[begin:end]
            width = painter.fontMetrics().horizontalAdvance(part)
            painter.drawText(QRect(left, top, width + 2, px(20)), Qt.AlignmentFlag.AlignVCenter, part)
            left += width
