"""Cells of lists and tables: text, a chip, a progress bar, a group line; painted alike everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.kit import theme
from ui.kit.icons import icon
from ui.kit.theme import Mark, Tone, px

Index = QModelIndex | QPersistentModelIndex
ROW, TWO_LINE_ROW = 36, 44


class CellRole(IntEnum):
    """What a model may say of a cell beside its text; the text must be there too (DisplayRole)."""

    CHIP = Qt.ItemDataRole.UserRole + 101  # Tone: paint the text as a chip
    BAR = Qt.ItemDataRole.UserRole + 102  # Bar: paint a progress bar before the text
    GROUP = Qt.ItemDataRole.UserRole + 103  # True: a line that begins a group
    HINT = Qt.ItemDataRole.UserRole + 104  # str: a second, smaller line
    STRUCK = Qt.ItemDataRole.UserRole + 105  # True: no longer valid, struck through
    ICON = Qt.ItemDataRole.UserRole + 106  # str: one of our icon words before the text
    TONE = Qt.ItemDataRole.UserRole + 107  # Tone: colour of the text
    MARK = Qt.ItemDataRole.UserRole + 108  # Mark: paint the text as the tag of a passage
    HINT_TONE = Qt.ItemDataRole.UserRole + 109  # Tone: colour of the second line


@dataclass(frozen=True, slots=True)
class Bar:
    """How much is done, in per cent, and whether it is late."""

    percent: int
    late: bool = False

    @property
    def token(self) -> str:
        """The colour token of the bar."""
        return "bar_done" if self.percent >= 100 else "bar_late" if self.late else "bar_doing"


class CellDelegate(QStyledItemDelegate):
    """Paints chips, bars, group lines and two-line rows; fills the ground of the row itself."""

    def __init__(self, parent: QObject | None = None, *, row: int = ROW, lines: bool = True) -> None:
        super().__init__(parent)
        self._row, self._lines = row, lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        chip = index.data(CellRole.CHIP) is not None
        metrics = QFontMetrics(theme.current().font("caption" if chip else "body"))
        bar = px(80) if isinstance(index.data(CellRole.BAR), Bar) else 0
        symbol = px(32) if index.data(CellRole.ICON) else 0
        width = metrics.horizontalAdvance(text) + px(24) + (px(20) if chip else 0) + bar + symbol
        return QSize(width, px(self._row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = theme.current(), QRect(option.rect)
        painter.save()
        group = bool(index.data(CellRole.GROUP))
        painter.fillRect(rect, self._ground(option, index, group))
        if self._lines:
            painter.setPen(QPen(now.color("border"), 1))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        inner = rect.adjusted(px(12), 0, -px(12), 0)
        symbol = index.data(CellRole.ICON)
        if isinstance(symbol, str) and symbol:
            side = px(18)
            icon(symbol).paint(painter, QRect(inner.left(), inner.center().y() - side // 2, side, side))
            inner.setLeft(inner.left() + side + px(14))
        tone, bar = tone_of(index, CellRole.CHIP), index.data(CellRole.BAR)
        mark = index.data(CellRole.MARK)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if tone is not None:
            if text:
                paint_chip(painter, inner, text, tone)
        elif mark:
            _paint_mark(painter, inner, text, Mark(mark), chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        elif isinstance(bar, Bar):
            _paint_bar(painter, inner, text, bar)
        else:
            self._paint_text(painter, inner, index, text, group)
        self._paint_focus(painter, option, rect)
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index, group: bool) -> QColor:
        state = option.state
        now = theme.current()
        if state & QStyle.StateFlag.State_Selected and not group:
            return now.color("selected")
        if group:
            return now.color("bg")
        if state & QStyle.StateFlag.State_MouseOver:
            return now.color("hover")
        return now.color("surface")

    def _paint_text(self, painter: QPainter, rect: QRect, index: Index, text: str, group: bool) -> None:
        now = theme.current()
        hint = index.data(CellRole.HINT)
        font = now.font("label-strong" if group else "body")
        font.setStrikeOut(bool(index.data(CellRole.STRUCK)))
        painter.setFont(font)
        tone = tone_of(index, CellRole.TONE)
        colour = QColor(now.tone(tone)[1]) if tone is not None else now.color("text2" if group else "text")
        painter.setPen(colour)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        across = Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignHorizontal_Mask if side else Qt.AlignmentFlag.AlignLeft
        if isinstance(hint, str) and hint:
            upper = QRect(rect.left(), rect.top() + px(3), rect.width(), rect.height() // 2)
            lower = QRect(rect.left(), rect.center().y() - px(1), rect.width(), rect.height() // 2)
            _draw(painter, upper, text, across)
            painter.setFont(now.font("hint"))
            hint_tone = tone_of(index, CellRole.HINT_TONE)
            painter.setPen(QColor(now.tone(hint_tone)[1]) if hint_tone is not None else now.color("text3"))
            _draw(painter, lower, hint, across)
        else:
            _draw(painter, rect, text, across)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.current().color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def tone_of(index: Index, role: CellRole) -> Tone | None:
    """The tone a model gives for a cell; Qt hands an enum of strings back as a bare string."""
    said = index.data(role)
    return Tone(said) if said else None


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: Tone, *, right: bool = False) -> int:
    """Paint a chip in the middle of a cell's height; its width."""
    now = theme.current()
    soft, strong = now.tone(tone)
    font = now.font("caption")
    metrics = QFontMetrics(font)
    height, room = px(22), rect.width() - px(20)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    width = min(metrics.horizontalAdvance(shown) + px(20), rect.width())
    left = rect.right() - width if right else rect.left()
    pill = QRect(left, rect.center().y() - height // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(soft))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(QColor(strong))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
    return width


def _paint_mark(painter: QPainter, rect: QRect, text: str, mark: Mark, *, chosen: bool) -> None:
    """The tag of a passage, tinted as in the text beside it; solid while it is chosen there."""
    now = theme.current()
    soft, strong = now.mark(mark)
    painter.setFont(now.font("caption"))
    width, height = painter.fontMetrics().horizontalAdvance(text) + px(14), px(22)
    tag = QRect(rect.left(), rect.center().y() - height // 2, min(max(width, px(34)), rect.width()), height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(strong if chosen else soft))
    painter.drawRoundedRect(tag, px(4), px(4))
    painter.setPen(QColor(soft if chosen else strong))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)


def _paint_bar(painter: QPainter, rect: QRect, text: str, bar: Bar) -> None:
    now = theme.current()
    words = px(40)
    track = QRect(rect.left(), rect.center().y() - px(3), max(rect.width() - words, px(24)), px(6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color("neutral_soft"))
    painter.drawRoundedRect(track, px(3), px(3))
    if bar.percent > 0:
        painter.setBrush(now.color(bar.token))
        share = QRect(track.left(), track.top(), round(track.width() * min(bar.percent, 100) / 100), track.height())
        painter.drawRoundedRect(share, px(3), px(3))
    painter.setFont(now.font("hint"))
    painter.setPen(now.color("text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text or f"{bar.percent}%")


def _draw(painter: QPainter, rect: QRect, text: str, across: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, across | Qt.AlignmentFlag.AlignVCenter, shown)


def set_up_view(view: QAbstractItemView, name: str, *, row: int = ROW) -> CellDelegate:
    """Give a list or table our delegate, row height and manners; `name` is for screen readers."""
    delegate = CellDelegate(view, row=row)
    view.setItemDelegate(delegate)
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    RoundedCorners(view)
    if isinstance(view, QTableView):
        view.setShowGrid(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(view.verticalHeader().ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(px(row))
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)
        _TableFit(view, row)
    return delegate


def fit_columns(view: QTableView, widths: dict[int, int], stretched: int = 0) -> None:
    """Give columns their widths in design pixels, following the font scale; one column takes the rest."""
    header = view.horizontalHeader()
    header.setSectionResizeMode(stretched, header.ResizeMode.Stretch)
    header.setStretchLastSection(False)
    fit = view.findChild(_TableFit)
    if fit is not None:
        fit.widths = dict(widths)
        fit.restyle()


class RoundedCorners(QObject):
    """Keeps the rows of a list off the rounded corners of its frame, which they would paint over."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self._view.property("bare"):
            room, radius = self._view.viewport().rect(), px(7)
            headed = isinstance(self._view, QTableView) and not self._view.horizontalHeader().isHidden()
            top = -2 * radius if headed else 0  # the headings have corners of their own
            path = QPainterPath()
            path.addRoundedRect(QRectF(room.adjusted(0, top, 0, 0)), radius, radius)
            self._view.viewport().setMask(QRegion(path.toFillPolygon().toPolygon()))
        return False


class _TableFit(QWidget):
    """Keeps the rows and columns of a table at the font scale in force."""

    def __init__(self, view: QTableView, row: int) -> None:
        super().__init__(view)
        self._view, self._row = view, row
        self.widths: dict[int, int] = {}
        self.hide()

    def restyle(self) -> None:
        self._view.verticalHeader().setDefaultSectionSize(px(self._row))
        for column, width in self.widths.items():
            self._view.setColumnWidth(column, px(width))
