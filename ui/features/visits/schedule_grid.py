"""The calendar of a month, painted: sessions and duties on their days; one tab stop, arrows move from day to day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dcapp.features.visits.schedule_month import CalendarDay, MonthSchedule
from dcapp.features.visits.schedule_rules import month_words
from dcapp.kernel import clock
from dcapp.kernel.dates import last_day_of_month
from dcapp.kernel.i18n import N_, _
from ui.features.visits.schedule_words import session_mark, session_tone, shift_mark, shift_tone, spoken
from ui.kit import theme
from ui.kit.alerts import alert
from ui.kit.theme import Tone, px

HEADS, LEAST_WIDTH, LEAST_HEIGHT, LINE = 22, 60, 66, 18
WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))
STEPS = {
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Up): -7,
    int(Qt.Key.Key_Down): 7,
}
INKS = {
    Tone.INFO: ("primary_soft", "on_primary_soft"),
    Tone.SUCCESS: ("success_soft", "success"),
    Tone.WARNING: ("warning_soft", "warning"),
    Tone.DANGER: ("danger_soft", "danger"),
    Tone.NEUTRAL: ("neutral_soft", "neutral"),
}
_ONE_DAY = timedelta(days=1)


class MonthView(QWidget):
    """One month of the schedule. `picked`: the day the ring is on; `opened`: Enter or a double click; `month_wanted`:
    the ring left the month that is shown.
    """

    picked = Signal(object)  # date
    opened = Signal(object)  # date
    month_wanted = Signal(object)  # date

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self._days: tuple[CalendarDay, ...] = ()
        self._month = day.replace(day=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Lịch tiếp công dân"))

    def show_month(self, schedule: MonthSchedule) -> None:
        """Show a month; the ring stays on its day where that lies in it."""
        self._days, self._month = schedule.days, date(schedule.year, schedule.month, 1)
        if (self.day.year, self.day.month) != (schedule.year, schedule.month):
            self.day = self._month
        month = month_words(schedule.year, schedule.month)
        self.setAccessibleName(_("Lịch tiếp công dân, {month}").format(month=month.lower()))
        self.updateGeometry()
        self._go(self.day)

    def choose(self, day: date) -> None:
        """Put the ring on a day; a month that is not shown is asked for."""
        self._go(day)

    def shown(self, day: date) -> CalendarDay | None:
        """What the calendar knows of a day, or None where it does not show it."""
        return next((one for one in self._days if one.day == day), None)

    # -- keys and mouse
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = event.key(), self.day
        if key in STEPS:
            self._go(day + STEPS[key] * _ONE_DAY, say=True)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._go(_in_neighbour(day, 1 if key == Qt.Key.Key_PageDown else -1), say=True)
        elif key == Qt.Key.Key_Home:
            self._go(day.replace(day=1), say=True)
        elif key == Qt.Key.Key_End:
            self._go(_in_neighbour(day.replace(day=1), 1) - _ONE_DAY, say=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint().x(), event.position().toPoint().y())
        if day is not None:
            self._go(day)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint().x(), event.position().toPoint().y())
        if day is not None:
            self.opened.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            day = self._day_at(event.pos().x(), event.pos().y())
            shown = self.shown(day) if day is not None else None
            QToolTip.showText(event.globalPos(), spoken(shown, clock.today()) if shown else "", self)
            return True
        return super().event(event)

    def _go(self, day: date, *, say: bool = False) -> None:
        self.day = day
        shown = self.shown(day)
        words = spoken(shown, clock.today()) if shown is not None else ""
        self.setAccessibleDescription(words)
        self.update()
        if say and words:
            alert(self, words)
        if self._days and (day.year, day.month) != (self._month.year, self._month.month):
            self.month_wanted.emit(day)
        else:
            self.picked.emit(day)

    # -- painting
    def minimumSizeHint(self) -> QSize:
        weeks = max(len(self._days) // 7, 5)
        return QSize(px(7 * LEAST_WIDTH), px(HEADS + weeks * LEAST_HEIGHT))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def restyle(self) -> None:
        """Take the room that the font scale in force needs."""
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter, today = theme.current(), QPainter(self), clock.today()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font("hint"))
        painter.setPen(now.color("text3"))
        for column, head in enumerate(WEEKDAYS):
            box = self._box(0, column)
            painter.drawText(QRect(box.left(), 0, box.width(), px(HEADS)), Qt.AlignmentFlag.AlignCenter, _(head))
        for number, day in enumerate(self._days):
            self._paint_day(painter, self._box(number // 7, number % 7), day, today)
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRect, day: CalendarDay, today: date) -> None:
        now = theme.current()
        inside = day.day.month == self._month.month
        painter.setPen(QPen(now.color("border"), 1))
        painter.setBrush(now.color("surface2" if day.is_off or not inside else "surface"))
        painter.drawRoundedRect(box, px(4), px(4))
        room = box.adjusted(px(5), px(3), -px(5), -px(3))
        self._paint_number(painter, room, day, is_today=day.day == today, inside=inside)
        top = room.top() + px(LINE + 2)
        marks = [(session_mark(line), session_tone(line, today), True) for line in day.sessions]
        marks += [(shift_mark(line, today), shift_tone(line, today), False) for line in day.shifts]
        fits = max((room.bottom() - top + px(2)) // px(LINE), 0)
        shown = marks if len(marks) <= fits else marks[: max(fits - 1, 1)]
        for words, tone, chip in shown:
            self._paint_mark(painter, QRect(room.left(), top, room.width(), px(LINE - 2)), words, tone, chip=chip)
            top += px(LINE)
        if len(shown) < len(marks) and fits > 1:
            more = _("còn {count}").format(count=len(marks) - len(shown))
            self._paint_words(painter, QRect(room.left(), top, room.width(), px(LINE - 2)), more, "text3")
        if day.off and not marks:
            self._paint_words(painter, QRect(room.left(), top, room.width(), px(LINE - 2)), day.off, "warning")
        if day.day == self.day:
            painter.setPen(QPen(QColor(now.tokens.focus if self.hasFocus() else now.tokens.primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(4), px(4))

    def _paint_number(self, painter: QPainter, room: QRect, day: CalendarDay, *, is_today: bool, inside: bool) -> None:
        now = theme.current()
        line = QRect(room.left(), room.top(), room.width(), px(LINE))
        painter.setFont(now.font("label-strong" if is_today else "label"))
        words = str(day.day.day)
        if is_today:
            disc = QRect(line.left() - px(2), line.top(), px(26), px(LINE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("primary"))
            painter.drawRoundedRect(disc, px(8), px(8))
            painter.setPen(now.color("on_primary"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.setPen(now.color("text" if inside and not day.is_off else "text3"))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        if day.visits:
            painter.setFont(now.font("hint"))
            painter.setPen(now.color("text2"))
            count = _("{count} lượt").format(count=day.visits)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)

    def _paint_mark(self, painter: QPainter, box: QRect, words: str, tone: Tone, *, chip: bool) -> None:
        now = theme.current()
        fill, ink = INKS[tone]
        if chip:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color(fill))
            painter.drawRoundedRect(box, px(3), px(3))
            self._paint_words(painter, box.adjusted(px(4), 0, -px(2), 0), words, ink, "caption")
        else:
            self._paint_words(painter, box, words, "text2" if tone is Tone.NEUTRAL else ink)

    def _paint_words(self, painter: QPainter, box: QRect, words: str, ink: str, role: str = "hint") -> None:
        now = theme.current()
        painter.setFont(now.font(role))
        painter.setPen(now.color(ink))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def _box(self, row: int, column: int) -> QRect:
        weeks = max(len(self._days) // 7, 1)
        top = px(HEADS)
        wide, tall = self.width() / 7, (self.height() - top) / weeks
        left, up = round(column * wide), top + round(row * tall)
        return QRect(left + 1, up + 1, round((column + 1) * wide) - left - 3, top + round((row + 1) * tall) - up - 3)

    def _day_at(self, x: int, y: int) -> date | None:
        for number, day in enumerate(self._days):
            if self._box(number // 7, number % 7).contains(x, y):
                return day.day
        return None


def _in_neighbour(day: date, step: int) -> date:
    """The same day of the next (1) or the last (-1) month, or its last one."""
    number = day.year * 12 + day.month - 1 + step
    last = last_day_of_month(number // 12, number % 12 + 1)
    return last.replace(day=min(day.day, last.day))
