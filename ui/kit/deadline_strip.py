"""The timeline of a deadline, painted: the days that counted, the days off between them, today and the last day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _
from dcapp.rules.counting import Deadline
from ui.kit import theme
from ui.kit.deadline_marks import ABOVE, Band, Mark, MarkKind, Picture, day_words, in_words, picture_of
from ui.kit.theme import px

LEAST_WIDTH, LONGEST_LABEL = 240, 150
GAP, STEM, BAND = 8, 14, 26
"""Between labels; from a label to the bands; height of a band."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where the words of a day or of days off stand; `point` is the x of what they belong to."""

    rect: QRect
    point: int
    upper: str
    lower: str
    kind: MarkKind | None


class DeadlineStrip(QWidget):
    """One deadline as a line of days. It only shows; the words of it are in its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Dòng thời gian của hạn"))

    def show_deadline(self, found: Deadline, today: date | None) -> None:
        """Show this deadline; without `today` nothing says how far it is."""
        self._picture = picture_of(found, today)
        self.setAccessibleDescription(in_words(self._picture))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take the room that the font scale in force asks for."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self._line()
        return QSize(px(LEAST_WIDTH), 5 * line + 2 * px(STEM) + px(BAND) + px(6))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """What is at a place of the line: a marked day, else days off, else nothing."""
        picture = self._picture
        if picture is None:
            return ""
        near = sorted((abs(self._x(mark.day) - x), order, mark) for order, mark in enumerate(picture.marks))
        if near and near[0][0] <= px(8):
            return f"{near[0][2].title}: {weekday_date(near[0][2].day)}"
        over = (band for band in picture.bands if self._left(band.first) <= x <= self._right(band.last))
        return next((band.words for band in over), "")

    # -- where things stand
    def _line(self) -> int:
        return QFontMetrics(theme.current().font("hint")).height()

    def _axis(self) -> int:
        return 2 * self._line() + px(STEM) + px(BAND) // 2

    def _day_width(self) -> float:
        return self.width() / self._picture.days if self._picture is not None else 0.0

    def _left(self, day: date) -> float:
        return (day - self._picture.first).days * self._day_width() if self._picture is not None else 0.0

    def _right(self, day: date) -> float:
        return self._left(day) + self._day_width()

    def _x(self, day: date) -> float:
        return self._left(day) + self._day_width() / 2

    def labels(self) -> list[Label]:
        """The labels that have room, the most important placed first; none covers another."""
        picture = self._picture
        if picture is None:
            return []
        placed: list[Label] = []
        for mark in picture.marks:
            label = next((one for one in self._places_of(mark) if not _meets(one, placed)), None)
            if label is not None:
                placed.append(label)
        below = [label for label in placed if label.rect.top() > self._axis()]
        for band in picture.bands:
            if band.name:
                found = next((one for one in self._places_of_band(band) if self._is_free(one, placed, below)), None)
                if found is not None:
                    placed.append(found)
        return placed

    def _is_free(self, label: Label, placed: list[Label], below: list[Label]) -> bool:
        """No other words are there, and no stem goes through."""
        room = label.rect.adjusted(-px(3), 0, px(3), 0)
        return not _meets(label, placed) and not any(room.left() <= one.point <= room.right() for one in below)

    def _places_of(self, mark: Mark) -> Iterator[Label]:
        now = theme.current()
        bold, plain = QFontMetrics(now.font("caption")), QFontMetrics(now.font("hint"))
        upper, lower = day_words(mark.day), mark.title
        if mark.kind is MarkKind.TODAY:
            upper, lower = lower, upper
        room = min(px(LONGEST_LABEL), self.width())
        lower = plain.elidedText(lower, Qt.TextElideMode.ElideRight, room)
        width = max(bold.horizontalAdvance(upper), plain.horizontalAdvance(lower)) + px(2)
        height, line = 2 * self._line(), self._line()
        top, bottom = 0, self._axis() + px(BAND) // 2 + line + px(STEM)
        kinds = {one.kind for one in self._picture.marks} if self._picture is not None else set()
        goes_up = mark.kind in ABOVE or (mark.kind is MarkKind.TODAY and not kinds & ABOVE)
        for y in (top, bottom) if goes_up else (bottom, top):
            for rect in self._beside(self._x(mark.day), y, width, height):
                yield Label(rect, round(self._x(mark.day)), upper, lower, mark.kind)

    def _places_of_band(self, band: Band) -> Iterator[Label]:
        plain = QFontMetrics(theme.current().font("hint"))
        words = plain.elidedText(band.words, Qt.TextElideMode.ElideRight, px(LONGEST_LABEL) * 3 // 2)
        middle = (self._left(band.first) + self._right(band.last)) / 2
        top = self._axis() + px(BAND) // 2 + px(2)
        for rect in self._beside(middle, top, plain.horizontalAdvance(words) + px(2), self._line()):
            yield Label(rect, round(middle), words, "", None)

    def _beside(self, x: float, top: int, width: int, height: int) -> Iterator[QRect]:
        """Over the middle of a point, else ending at it, else beginning at it; always inside the strip."""
        for left in (x - width / 2, x - width + px(8), x - px(8)):
            inside = max(0, min(round(left), self.width() - width))
            yield QRect(inside, top, width, height)

    # -- how it is painted
    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for band in picture.bands:
            self._paint_band(painter, band.first, band.last, "warning_soft" if band.name else "neutral_soft")
        if picture.paused is not None:
            self._paint_rest(painter, *picture.paused)
        self._paint_line(painter, picture)
        labels = self.labels()
        for label in labels:
            self._paint_stem(painter, label)
        for mark in reversed(picture.marks):
            self._paint_mark(painter, mark)
        for label in labels:
            _paint_label(painter, label)
        painter.end()

    def _band_rect(self, first: date, last: date) -> QRectF:
        left, right = self._left(first), self._right(last)
        return QRectF(left, self._axis() - px(BAND) / 2, right - left, px(BAND))

    def _paint_band(self, painter: QPainter, first: date, last: date, token: str) -> None:
        painter.fillRect(self._band_rect(first, last), theme.current().color(token))

    def _paint_rest(self, painter: QPainter, first: date, last: date) -> None:
        hatched = QBrush(theme.current().color("text3"), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(self._band_rect(first, last), hatched)

    def _paint_line(self, painter: QPainter, picture: Picture) -> None:
        now, y = theme.current(), self._axis()
        thick = px(4)

        def stroke(first: float, last: float, token: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
            painter.setPen(QPen(now.color(token), thick, style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(first, y), QPointF(last, y))

        stroke(0, self.width(), "bar_todo")
        first, last = (self._x(day) for day in sorted(picture.counted))
        stroke(first, last, "bar_doing")
        if picture.paused is not None:
            stroke(self._x(picture.paused[0]), self._x(picture.paused[1]), "bar_todo")
        runs_back = picture.due < picture.counted[0]
        since = picture.counted[1]
        if picture.today is not None and not runs_back and picture.counted[0] < picture.today < picture.due:
            since = picture.today
        if since < picture.due:
            stroke(self._x(since), self._x(picture.due), "surface")
            stroke(self._x(since), self._x(picture.due), "bar_late", Qt.PenStyle.DashLine)

    def _paint_stem(self, painter: QPainter, label: Label) -> None:
        if label.kind is None:
            return
        axis, half = self._axis(), px(BAND) // 2
        painter.setPen(QPen(theme.current().color("border"), 1))
        if label.rect.bottom() < axis:
            painter.drawLine(label.point, label.rect.bottom() + px(2), label.point, axis - half + px(6))
        else:
            painter.drawLine(label.point, axis + half - px(6), label.point, label.rect.top() - px(2))

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        now, centre = theme.current(), QPointF(self._x(mark.day), self._axis())
        fill, radius = _LOOKS[mark.kind]
        painter.setBrush(now.color(fill))
        painter.setPen(QPen(now.color("surface"), px(2)))
        side = px(radius)
        if mark.kind is MarkKind.LAST:
            painter.setPen(QPen(now.color("text3"), px(2)))
            painter.drawEllipse(centre, side, side)
        elif mark.kind is MarkKind.READING:
            corners = ((0, -side), (side, 0), (0, side), (-side, 0))
            painter.drawPolygon(QPolygonF([centre + QPointF(across, down) for across, down in corners]))
        else:
            painter.drawEllipse(centre, side, side)


_LOOKS = {
    MarkKind.DUE: ("bar_late", 7),
    MarkKind.START: ("bar_doing", 7),
    MarkKind.TODAY: ("text", 7),
    MarkKind.LAST: ("surface", 5),
    MarkKind.PAUSED: ("neutral", 5),
    MarkKind.RESUMED: ("neutral", 5),
    MarkKind.READING: ("warning", 6),
}
"""Colour and half the size of a mark; shapes and fills differ too, so that colour is not alone."""


def _meets(label: Label, placed: list[Label]) -> bool:
    room = label.rect.adjusted(-px(GAP), 0, px(GAP), 0)
    return any(room.intersects(one.rect) for one in placed)


def _paint_label(painter: QPainter, label: Label) -> None:
    now = theme.current()
    across = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    if label.kind is None:
        painter.setFont(now.font("hint"))
        painter.setPen(now.color("warning"))
        painter.drawText(label.rect, across, label.upper)
        return
    half = label.rect.height() // 2
    upper = QRect(label.rect.left(), label.rect.top(), label.rect.width(), half)
    lower = upper.translated(0, half)
    is_due = label.kind is MarkKind.DUE
    painter.setFont(now.font("caption"))
    painter.setPen(_ink("danger" if is_due else "text"))
    painter.drawText(upper, across, label.upper)
    painter.setFont(now.font("hint"))
    painter.setPen(_ink("danger" if is_due else "text2"))
    painter.drawText(lower, across, label.lower)


def _ink(token: str) -> QColor:
    return theme.current().color(token)
