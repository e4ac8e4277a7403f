"""Twelve months on one page, painted; one tab stop, arrows move from day to day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolTip, QWidget

from dcapp.kernel.i18n import N_, _
from dcapp.registers.spec import Line
from ui.features.admin.year import DayLook, look_of, spoken, weeks_of
from ui.kit import theme
from ui.kit.alerts import alert
from ui.kit.fitting import lay
from ui.kit.theme import px

CELL_WIDTH, CELL_HEIGHT, TITLE, HEADS, WEEKS = 24, 22, 22, 18, 6
MONTH_WIDTH = 7 * CELL_WIDTH
WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))
STEPS = {
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Up): -7,
    int(Qt.Key.Key_Down): 7,
}


def paint_day(painter: QPainter, box: QRect, text: str, look: DayLook) -> None:
    """One day: kinds differ by fill and by outline, so that colour is not alone."""
    now = theme.current()
    fills = {
        DayLook.PUBLIC: ("warning_soft", "warning", None),
        DayLook.COMPENSATED: ("neutral_soft", "neutral", Qt.PenStyle.SolidLine),
        DayLook.SWAPPED: ("primary_soft", "on_primary_soft", Qt.PenStyle.DashLine),
        DayLook.WORKED: ("success_soft", "success", Qt.PenStyle.SolidLine),
        DayLook.WEEKEND: ("surface2", "text3", None),
    }
    fill, ink, outline = fills.get(look, (None, "text", None))
    painter.setPen(QPen(now.color(ink), 1.5, outline) if outline is not None else Qt.PenStyle.NoPen)
    painter.setBrush(now.color(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if fill is not None:
        painter.drawRoundedRect(box, px(4), px(4))
    bold = look not in (DayLook.PLAIN, DayLook.WEEKEND)
    painter.setFont(now.font("caption" if bold else "hint"))
    painter.setPen(now.color(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class MonthGrid(QWidget):
    """One month: its name, the weekdays, its days."""

    def __init__(self, month: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = month
        self._weeks: list[list[int]] = []
        self._looks: dict[int, DayLook] = {}
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_month(self, year: int, looks: Mapping[int, DayLook]) -> None:
        """Show this month of a year; `looks` by day of the month."""
        self._weeks, self._looks = weeks_of(year, self.month), dict(looks)
        self.updateGeometry()
        self.update()

    def ring(self, day: int) -> None:
        """Put the ring of the focus round a day; 0 = none."""
        if day != self._current:
            self._current = day
            self.update()

    def day_at(self, x: int, y: int) -> int:
        """The day of the month under a point, or 0."""
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day and self._box(row, column).contains(x, y):
                    return day
        return 0

    def sizeHint(self) -> QSize:
        return QSize(px(MONTH_WIDTH), px(TITLE + HEADS + WEEKS * CELL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font("label-strong"))
        painter.setPen(now.color("text"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = _("Tháng {month}").format(month=self.month)
        painter.drawText(QRect(px(4), 0, self.width(), px(TITLE)), left, title)
        for column, head in enumerate(WEEKDAYS):
            painter.setFont(now.font("hint"))
            painter.setPen(now.color("text3"))
            box = self._box(0, column)
            painter.drawText(
                QRect(box.left(), px(TITLE), box.width(), px(HEADS)), Qt.AlignmentFlag.AlignCenter, _(head)
            )
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if not day:
                    continue
                box = self._box(row, column)
                paint_day(painter, box, str(day), self._looks.get(day, DayLook.PLAIN))
                if day == self._current:
                    painter.setPen(QPen(QColor(now.tokens.focus), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box, px(4), px(4))
        painter.end()

    def _box(self, row: int, column: int) -> QRect:
        wide = min(self.width() // 7, px(CELL_WIDTH + 4))
        top = px(TITLE + HEADS) + row * px(CELL_HEIGHT)
        return QRect(column * wide + 2, top + 1, wide - 4, px(CELL_HEIGHT) - 3)


class YearGrid(QWidget):
    """The twelve months of a year; says which day is meant and which is to be opened."""

    picked = Signal(object)  # date
    opened = Signal(object)  # date

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self._lines: dict[date, Line] = {}
        self.months = [MonthGrid(month, self) for month in range(1, 13)]
        self._grid = QGridLayout(self)
        lay(self._grid, spacing=(14, 4))
        self._columns = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._place(4)
        self.show_year(day.year, {})

    def show_year(self, year: int, lines: Mapping[date, Line]) -> None:
        """Show a year with these lines of the book of days off."""
        self._lines = dict(lines)
        if self.day.year != year:
            self.day = date(year, 1, 1)
        for grid in self.months:
            days = [day for week in weeks_of(year, grid.month) for day in week if day]
            looks = {day: look_of(date(year, grid.month, day), self._line(grid.month, day, year)) for day in days}
            grid.show_month(year, looks)
        self.setAccessibleName(_("Lịch năm {year}").format(year=year))
        self._go(self.day)

    def choose(self, day: date) -> None:
        """Put the ring round a day of the year that is shown."""
        self._go(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = event.key(), self.day
        if key in STEPS:
            self._go(day + timedelta(days=STEPS[key]), say=True)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            month = day.month + (1 if key == Qt.Key.Key_PageDown else -1)
            if 1 <= month <= 12:
                self._go(_in_month(day, month), say=True)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(day.replace(day=1) if key == Qt.Key.Key_Home else _last(day), say=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event)
        if day is not None:
            self._go(day)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event)
        if day is not None:
            self.opened.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            day = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), spoken(day, self._lines.get(day)) if day is not None else "", self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width() // px(MONTH_WIDTH - 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(MONTH_WIDTH), super().minimumSizeHint().height())

    def restyle(self) -> None:
        """Place the months again for the font scale in force."""
        self._place(self.width() // px(MONTH_WIDTH - 4))

    def _place(self, columns: int) -> None:
        wanted = next(number for number in (4, 3, 2, 1) if columns >= number or number == 1)
        if wanted == self._columns:
            return
        self._columns = wanted
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < wanted else 0)
        for number, grid in enumerate(self.months):
            self._grid.addWidget(grid, number // wanted, number % wanted)

    def _go(self, day: date, *, say: bool = False) -> None:
        if day.year != self.day.year:
            return
        self.day = day
        self._ring()
        words = spoken(day, self._lines.get(day))
        self.setAccessibleDescription(words)
        if say:
            alert(self, words)
        self.picked.emit(day)

    def _ring(self) -> None:
        for grid in self.months:
            grid.ring(self.day.day if grid.month == self.day.month and self.hasFocus() else 0)

    def _line(self, month: int, day: int, year: int) -> Line | None:
        return self._lines.get(date(year, month, day))

    def _day_at(self, event: QMouseEvent) -> date | None:
        spot = event.position().toPoint()
        return self._at(spot.x(), spot.y())

    def _at(self, x: int, y: int) -> date | None:
        for grid in self.months:
            if grid.geometry().contains(x, y):
                day = grid.day_at(x - grid.x(), y - grid.y())
                return date(self.day.year, grid.month, day) if day else None
        return None


def _last(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _in_month(day: date, month: int) -> date:
    """The same day of another month, or its last one."""
    last = _last(day.replace(day=1, month=month))
    return last.replace(day=min(day.day, last.day))
