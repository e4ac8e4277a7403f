"""Lịch ngày nghỉ: the year at a glance with its sources, and the same days as a book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dcapp.features.office.queries import calendar_of
from dcapp.features.office.register import DAYS_OFF
from dcapp.features.office.service import add_day_off, edit_day_off
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_, _
from dcapp.registers.finding import Page, Query
from dcapp.registers.forming import form_values
from dcapp.registers.spec import Filter, Line, Op
from dcapp.registers.use_cases import reading
from dcapp.rules.working_days import Calendar
from ui.features.admin.calendar_rehearsal import DayRehearsal
from ui.features.admin.flow import Flow
from ui.features.admin.load_year_dialog import LoadYearDialog
from ui.features.admin.months import YearGrid, paint_day
from ui.features.admin.year import LOOKS, DayLook, Span, days_off_on_workdays, spans_of, spoken
from ui.kit import theme
from ui.kit.actions import Action, Actions
from ui.kit.buttons import SegmentedControl, button
from ui.kit.cards import Card
from ui.kit.desk import Desk, Screen
from ui.kit.detail import scrolled
from ui.kit.fitting import fix, lay
from ui.kit.header import ROOMY
from ui.kit.labels import label, line
from ui.kit.notices import Banner
from ui.kit.states import ErrorState, LoadingState
from ui.kit.theme import Tone, px
from ui.registers.deadline_news import news_of, show_moved
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.form import FormDialog
from ui.registers.page import RegisterPage

SIDE = 356
YEARS_SHOWN = 5


class DaySample(QWidget):
    """One day of the legend."""

    def __init__(self, look: DayLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        fix(self, width=26, height=22)

    def paintEvent(self, event: object) -> None:
        from PySide6.QtGui import QPainter

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_day(painter, self.rect().adjusted(1, 1, -2, -2), "1", self._look)
        painter.end()


class CalendarPage(Screen):
    """A year in twelve months, or the days as a list; every date of the office is counted with them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Lịch ngày nghỉ"), parent=parent)
        self.edits = desk.may("calendar.edit")
        self.year = clock.today().year
        self._loaded: frozenset[int] = frozenset()
        self._lines: dict[date, Line] = {}
        self.book = RegisterPage(desk, DAYS_OFF, steps_for(desk, DAYS_OFF), icon="day-off")
        self.book.header.hide()
        self.grid = YearGrid(clock.today())
        self._view = self._year_view()
        self._state = QStackedWidget()
        self._state.addWidget(self._view)
        self._layers = QStackedWidget()
        self._layers.addWidget(self._state)
        self._layers.addWidget(self.book)
        self.body.addWidget(self._top())
        self.body.addWidget(self._layers, 1)
        self._year_steps = Actions(self._state, self._steps())
        self.actions_of_page = self._year_steps
        for step_id, kind in (("load", "secondary"), ("import", "secondary"), ("add", "primary")):
            if any(step.id == step_id for step in self._year_steps.steps):
                self.header.add(self._year_steps.button(step_id, kind))
        self.grid.picked.connect(self._say_day)
        self.grid.opened.connect(self.open_day)
        self.setFocusProxy(self.grid)
        desk.changes.shows({"DayOff", "CalendarYear"}, self.reload, self)
        news_of(desk)
        self._show_state(LoadingState())
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        inner = self.book.regions() if self.shows_book else (self.grid, self._side)
        return (self._bar, *inner)

    def search_field(self) -> QWidget | None:
        return self.book.search_field() if self.shows_book else None

    def show_record(self, record: Any) -> None:
        self.ways.choose(1)
        self.book.show_record(record)

    def shown_record(self) -> Any:
        return self.book.shown_record() if self.shows_book else None

    @property
    def shows_book(self) -> bool:
        """True while the list is in front."""
        return self._layers.currentWidget() is self.book

    def reload(self) -> None:
        """Ask for the years and the days of the year that is shown."""
        days = (Filter("day", Op.FROM, date(self.year, 1, 1)), Filter("day", Op.TO, date(self.year, 12, 31)))
        run = self.desk.tasks.run
        run(calendar_of, done=self._take_years, failed=self._failed, owner=self, key="admin.years")
        query = Query(filters=days)
        run(reading(DAYS_OFF), query, done=self._take_days, failed=self._failed, owner=self, key="admin.days")

    # -- steps
    def _steps(self) -> list[Action]:
        found = [Action("reload", N_("Tải lại"), "reload", "F5", lambda _none: self.reload())]
        if not self.edits:
            return found
        steps = [
            Action("load", N_("Nạp lịch năm…"), "calendar", None, lambda _none: self.ask_for_year()),
            Action("add", N_("Thêm ngày nghỉ"), "add", "Ctrl+N", lambda _none: self.add_day(self.grid.day)),
            Action("open", N_("Sửa ngày đang chọn"), "edit", "F2", lambda _none: self.open_day(self.grid.day)),
        ]
        if self.desk.may("import"):
            steps.append(Action("import", N_("Nhập từ Excel…"), "import", None, lambda _none: self.book.bring_in()))
        return [*found, *steps]

    def ask_for_year(self) -> None:
        """Choose a year and fill it with the public holidays."""
        wanted = max(self._loaded, default=self.year - 1) + 1
        LoadYearDialog(self.desk, wanted, self._year_was_loaded, self).open()

    def add_day(self, day: date) -> None:
        """Open the form for a day that is not in the calendar yet."""
        values = {"day": day, "kind": "off", "is_checked": True} if day not in self._lines else {"is_checked": True}
        self._form(add_day_off, (), values, _("Đã thêm ngày nghỉ.")).open()

    def open_day(self, day: date) -> None:
        """Open the form with this day."""
        if not self.edits:
            return
        found = self._lines.get(day)
        if found is None:
            self.add_day(day)
        else:
            self._form(edit_day_off, (found["id"],), form_values(DAYS_OFF, found), _("Đã lưu ngày nghỉ.")).open()

    def _form(self, save: Callable[..., Any], keys: tuple[Any, ...], values: dict[str, Any], told: str) -> FormDialog:
        done = partial(self._told, told)
        form = FormDialog(DAYS_OFF, self.desk.tasks, save, *keys, values=values, done=done, parent=self)
        DayRehearsal(self.desk, save, keys, form)
        return form

    def _told(self, words: str, _result: object = None) -> None:
        self.desk.toast(words, partial(take_back, self.desk))

    # -- how it is laid out
    def _top(self) -> QWidget:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        lay(row, (24, 12, 20, 0), 12)
        self._years_room = QHBoxLayout()
        lay(self._years_room)
        self.years: SegmentedControl | None = None
        self._shown_years: tuple[int, ...] = ()
        row.addLayout(self._years_room)
        row.addStretch(1)
        self.doubtful = button("", "quiet", "warning", self._show_doubtful)
        self.doubtful.hide()
        row.addWidget(self.doubtful)
        self.ways = SegmentedControl((_("Cả năm"), _("Danh sách")), _("Cách xem"))
        self.ways.chosen.connect(self._show_way)
        row.addWidget(self.ways)
        self._offer_years((self.year,))
        return self._bar

    def _year_view(self) -> QWidget:
        content = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        lay(self._row, (24, 12, 20, 12), 12)
        card = Card()
        card.add(self.grid)
        card.add(line())
        legend = []
        for look, words in LOOKS.items():
            part = QWidget()
            row = QHBoxLayout(part)
            lay(row, spacing=6)
            row.addWidget(DaySample(look))
            row.addWidget(label(_(words), "hint"))
            legend.append(part)
        card.add(Flow(legend))
        self.said = label("", "hint", wrap=True)
        card.add(self.said)
        card.body.addStretch(1)
        self._row.addWidget(card, 1)
        self._side = Card(_("Ngày nghỉ và nguồn"))
        self.count = label("", "hint")
        self._side.aside(self.count)
        self.missing = Banner("", Tone.WARNING, "day-off")
        if self.edits:
            self.missing.offer(_("Nạp lịch"), self.ask_for_year, main=True)
        self.missing.hide()
        self._side.add(self.missing)
        self.note = Banner(_("Mọi hạn được tính theo lịch này. Sửa một ngày thì hạn đang chạy tính lại."))
        self.moved = self.note.offer(_("Hạn đã dời…"), lambda: show_moved(self.desk, self))
        self._side.add(self.note)
        self.list_room = QVBoxLayout()
        lay(self.list_room, spacing=8)
        self._side.body.addLayout(self.list_room)
        self._side.body.addStretch(1)
        self._row.addWidget(self._side)
        return scrolled(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Arrange again for the font scale in force."""
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.window().width() * 100 / theme.current().scale >= ROOMY
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if roomy else ways.TopToBottom)
        fix(self._side, min_width=SIDE if roomy else 0, max_width=SIDE if roomy else 10_000)

    # -- what came back
    def _take_years(self, calendar: Calendar) -> None:
        self._loaded = calendar.years
        last = max((*calendar.years, self.year, clock.today().year))
        first = min((*calendar.years, self.year))
        self._offer_years(range(max(first, last + 2 - YEARS_SHOWN), last + 2))
        self._say_missing()

    def _take_days(self, page: Page) -> None:
        self._lines = {line["day"]: line for line in page.lines}
        self.grid.show_year(self.year, self._lines)
        spans = spans_of(page.lines)
        self._list(spans)
        doubtful = sum(not line["is_checked"] for line in page.lines)
        self.doubtful.setText(_("{count} ngày cần xem lại").format(count=doubtful))
        self.doubtful.setVisible(bool(doubtful))
        number = days_off_on_workdays(page.lines)
        self.count.setText(_("nghỉ {count} ngày làm việc").format(count=number))
        self._state.setCurrentIndex(0)
        self._say_title()

    def _say_title(self) -> None:
        until = max(self._loaded, default=0)
        known = _("nạp đến hết 31/12/{year}").format(year=until) if until else _("chưa nạp năm nào")
        self.header.show_title(
            _("Lịch ngày nghỉ {year}").format(year=self.year),
            _("{known} · mọi hạn tính theo lịch này").format(known=known),
        )

    def _say_missing(self) -> None:
        """Say aloud that a year is not loaded: the one that is shown, else the first one to come."""
        until = max(self._loaded, default=clock.today().year - 1)
        year = self.year if self.year not in self._loaded else until + 1
        words = _("Năm <b>{year}</b> chưa nạp. Hạn rơi sang {year} chưa tính được.").format(year=year)
        self.missing.setVisible(True)
        if self.missing.text.text() != words:
            self.missing.say(words, Tone.WARNING, "day-off")
        self._say_title()

    def _list(self, spans: list[Span]) -> None:
        while (item := self.list_room.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for number, span in enumerate(spans):
            if number:
                self.list_room.addWidget(line())
            self.list_room.addWidget(_row_of(span))
        if not spans:
            words = _("Năm này chưa có ngày nghỉ nào. Nạp lịch năm hoặc thêm từng ngày.")
            self.list_room.addWidget(label(words, "hint", wrap=True))

    def _offer_years(self, years: Any) -> None:
        shown = tuple(years)
        if shown == self._shown_years:
            return
        self._shown_years = shown
        old, self.years = self.years, SegmentedControl([str(year) for year in shown], _("Năm"))
        if self.year in shown:
            self.years.choose(shown.index(self.year))
        self.years.chosen.connect(self._choose_year)
        self._years_room.addWidget(self.years)
        if old is not None:
            old.hide()
            self._years_room.removeWidget(old)
            old.deleteLater()

    def _choose_year(self, number: int) -> None:
        if self._shown_years[number] != self.year:
            self.year = self._shown_years[number]
            self.reload()

    def _year_was_loaded(self, year: int, told: str) -> None:
        self._told(told)
        self.year = year
        if self.years is not None and year in self._shown_years:
            self.years.choose(self._shown_years.index(year))
        self.reload()

    def _show_way(self, number: int) -> None:
        self._layers.setCurrentIndex(number)
        self.actions_of_page = self.book.actions_of_page if number else self._year_steps

    def _show_doubtful(self) -> None:
        self.ways.choose(1)
        self.book.filters.bar.choose("unchecked")

    def _say_day(self, day: date) -> None:
        keys = _("Mũi tên để đi từng ngày, Enter để sửa.") if self.edits else ""
        self.said.setText(f"{spoken(day, self._lines.get(day))}. {keys}".strip())

    def _failed(self, error: Exception) -> None:
        state = ErrorState(_("Chưa đọc được lịch"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget) -> None:
        while (old := self._state.widget(1)) is not None:
            self._state.removeWidget(old)
            old.deleteLater()
        self._state.addWidget(state)
        self._state.setCurrentWidget(state)


def _row_of(span: Span) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    lay(grid, spacing=(10, 0))
    days = label(span.days, "label-strong")
    days.setMinimumWidth(px(96))
    grid.addWidget(days, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(label(span.title, "body", wrap=True), 0, 1)
    doubt = "" if span.is_checked else _("cần xem lại")
    source = " · ".join(part for part in (span.source, doubt) if part)
    grid.addWidget(label(source, "hint", wrap=True, tone=None if span.is_checked else Tone.WARNING), 1, 1)
    grid.setColumnStretch(1, 1)
    return row


def calendar_page(desk: Desk) -> Screen:
    """The page of the tab."""
    return CalendarPage(desk)
