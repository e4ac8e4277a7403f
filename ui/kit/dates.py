"""Dates on the screen: Qt's and Python's, and the field where one is typed."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dcapp.kernel.clock import today
from dcapp.kernel.dates import parse_date, vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold
from ui.kit.buttons import icon_button
from ui.kit.fitting import dress, lay

TODAY_WORDS = frozenset({"t", "hom nay"})


def to_qdate(day: dt.date) -> QDate:
    """Python's date as Qt's."""
    return QDate(day.year, day.month, day.day)


def from_qdate(day: QDate) -> dt.date:
    """Qt's date as Python's."""
    return dt.date(day.year(), day.month(), day.day())


class DateField(QWidget):
    """A date typed as 1/5/23, 010523 or 01/05/2023, "T" for today, or picked from a calendar; empty is None."""

    changed = Signal()

    def __init__(self, day: dt.date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        lay(row, spacing=4)
        self.line = _DateLine()
        self.line.setPlaceholderText(_("ngày/tháng/năm"))
        self.line.editingFinished.connect(self._tidy)
        self.line.textChanged.connect(self.changed)
        row.addWidget(self.line, 1)
        self.pick = icon_button(_("Chọn ngày trên lịch"), "calendar", self._open_calendar)
        row.addWidget(self.pick)
        self.setFocusProxy(self.line)
        self.set_value(day)

    def value(self) -> dt.date | None:
        """The date, or None when the field is empty; what cannot be read is Invalid."""
        text = self.line.text().strip()
        if not text:
            return None
        return today() if fold(text) in TODAY_WORDS else parse_date(text)

    def set_value(self, day: dt.date | None) -> None:
        """Show a date, or empty the field."""
        self.line.setText("" if day is None else vn_date(day))
        self._mark("")

    def problem(self) -> str:
        """What is wrong with what stands there, or ""."""
        try:
            self.value()
        except Invalid as error:
            return str(error)
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Show the date without letting it be changed."""
        self.line.setReadOnly(read_only)
        self.pick.setVisible(not read_only)
        dress(self.line)

    def _tidy(self) -> None:
        """On leaving, not while typing: write the date out in full, or mark it."""
        problem = self.problem()
        self._mark(problem)
        day = None if problem else self.value()
        if day is not None and self.line.text() != vn_date(day):
            self.line.setText(vn_date(day))

    def _mark(self, problem: str) -> None:
        dress(self.line, problem="danger" if problem else "")
        self.line.setToolTip(problem)

    def _open_calendar(self) -> None:
        from PySide6.QtCore import QLocale  # its lists are slow to read, and calendars are rarely opened

        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        lay(column)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(_("Lịch"))
        calendar.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = today() if self.problem() else self.value() or today()
        calendar.setSelectedDate(to_qdate(shown))
        column.addWidget(calendar)

        def take(day: QDate) -> None:
            self.set_value(from_qdate(day))
            popup.close()
            self.line.setFocus(Qt.FocusReason.PopupFocusReason)

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)


class _DateLine(QLineEdit):
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()
