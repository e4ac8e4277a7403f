"""Lịch: a month of the chairman's sessions and of duties, with the pane of the day beside it."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from dcapp.features.visits.duty_queries import ShiftLine, shift_line
from dcapp.features.visits.schedule_month import MonthSchedule, month_schedule
from dcapp.features.visits.schedule_queries import SessionCard, session_card
from dcapp.features.visits.schedule_rules import month_words
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import SessionId, ShiftId
from ui.features.visits.duty_dialogs import RotaDialog
from ui.features.visits.schedule_day import DayPane
from ui.features.visits.schedule_dialogs import SessionDialog
from ui.features.visits.schedule_grid import MonthView
from ui.features.visits.schedule_layout_dialog import LayoutDialog
from ui.features.visits.schedule_papers import PostingDialog
from ui.kit import messages, theme
from ui.kit.actions import Action, Actions
from ui.kit.buttons import button, icon_button
from ui.kit.cards import Card
from ui.kit.desk import Desk, Screen
from ui.kit.detail import scrolled
from ui.kit.fitting import fix, lay
from ui.kit.header import ROOMY
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.states import ErrorState, LoadingState
from ui.kit.theme import Tone

SIDE, LEAST_PANE = 356, 420
SESSION, SHIFT = "ReceptionSession", "DutyShift"
SHOWN = (SESSION, SHIFT, "Visit", "Commitment", "IssuedPaper", "DayOff", "CalendarYear")


class SchedulePage(Screen):
    """A month at a glance; every day is reached by keys, Enter opens it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Lịch tiếp công dân"), parent=parent)
        today = clock.today()
        self.month = today.replace(day=1)
        self.schedule: MonthSchedule | None = None
        self._wanted: tuple[str, int] | None = None
        self._warnings: tuple[str, ...] = ()
        self.grid, self.pane = MonthView(today), DayPane(desk)
        self._layers = QStackedWidget()
        self.body.addWidget(self._top())
        self.body.addLayout(self._warning_line())
        self.body.addWidget(self._layers, 1)
        self._layers.addWidget(self._view())
        self.actions_of_page = steps = Actions(self, self._steps())
        for step_id, kind in (("print", "secondary"), ("rota", "secondary"), ("layout", "primary")):
            if any(step.id == step_id for step in steps.steps):
                self.header.add(steps.button(step_id, kind))
        self.grid.picked.connect(self._show_day)
        self.grid.opened.connect(self.open_day)
        self.grid.month_wanted.connect(self.show_month)
        self.pane.day_wanted.connect(self.show_day)
        self.setFocusProxy(self.grid)
        desk.changes.shows(SHOWN, self.reload, self)
        self._show_state(LoadingState())
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self._bar, self.grid, self.pane)

    def show_record(self, record: Any) -> None:
        """Go to a session (its id, or ("ReceptionSession", id)), to a duty (("DutyShift", id)), or to a day."""
        if isinstance(record, date):
            self.show_day(record)
            return
        kind, key = record if isinstance(record, tuple) else (SESSION, record)
        self._wanted = (kind, int(key))
        run = self.desk.tasks.run
        if kind == SHIFT:
            run(shift_line, ShiftId(int(key)), done=self._go_to_duty, owner=self)
        else:
            run(session_card, SessionId(int(key)), done=self._go_to_session, owner=self)

    def shown_record(self) -> Any:
        return self.grid.day

    def reload(self) -> None:
        """Ask for the month that is shown."""
        year, month = self.month.year, self.month.month
        run = self.desk.tasks.run
        run(month_schedule, year, month, done=self._take, failed=self._failed, owner=self, key="schedule-month")

    # -- steps
    def _steps(self) -> list[Action]:
        found = [
            Action("reload", N_("Tải lại"), "reload", "F5", lambda _none: self.reload()),
            Action("print", N_("In thông báo…"), "print", "Ctrl+P", lambda _none: self.print_notice()),
            Action("today", N_("Về hôm nay"), "today", "Ctrl+T", lambda _none: self.show_day(clock.today())),
        ]
        if self.desk.may("visits.schedule"):
            found += [
                Action("add", N_("Thêm buổi tiếp"), "add", "Ctrl+N", lambda _none: self.add_session()),
                Action("edit", N_("Sửa buổi đang xem"), "edit", "F2", lambda _none: self.pane.edit_session()),
                Action("layout", N_("Lên lịch tháng…"), "calendar", None, lambda _none: self.lay_out()),
                Action("rota", N_("Phân công trực…"), "people", None, lambda _none: self.assign()),
            ]
        return found

    def add_session(self) -> None:
        """Plan a session on the chosen day."""
        SessionDialog(self.desk, None, self.grid.day, self).open()

    def lay_out(self) -> None:
        """Plan the chairman's days of the month that is shown, by a pattern."""
        LayoutDialog(self.desk, self.month, self).open()

    def assign(self) -> None:
        """Assign duties of the month that is shown."""
        RotaDialog(self.desk, self.month, self).open()

    def print_notice(self) -> None:
        """Show the posting notice of the month that is shown."""
        PostingDialog(self.desk, self.month, self).open()

    def open_day(self, _day: date) -> None:
        """Enter on a day: its steps take the focus; an empty day begins a session."""
        shown = self.grid.shown(self.grid.day)
        if shown is None:
            return
        if shown.sessions or shown.shifts:
            self.pane.setFocus()
            self.pane.focusNextChild()
        elif self.desk.may("visits.schedule"):
            self.add_session()

    # -- months and days
    def show_day(self, day: date) -> None:
        """Go to a day, in whichever month it lies."""
        self.grid.choose(day)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        self.month = day.replace(day=1)
        self.name.setText(month_words(day.year, day.month))
        self.reload()

    def step(self, months: int) -> None:
        """Go some months on or back."""
        number = self.month.year * 12 + self.month.month - 1 + months
        self.grid.choose(date(number // 12, number % 12 + 1, 1))

    def _go_to_session(self, card: SessionCard) -> None:
        self.show_day(card.line.held_on)
        self._show_wanted()

    def _go_to_duty(self, line: ShiftLine) -> None:
        self.show_day(line.day)
        self._show_wanted()

    def _show_wanted(self) -> None:
        if self._wanted is None or self.schedule is None:
            return
        kind, key = self._wanted
        shown = self.grid.shown(self.grid.day)
        lines: tuple[Any, ...] = () if shown is None else (shown.shifts if kind == SHIFT else shown.sessions)
        if any(line.id == key for line in lines):
            self._wanted = None
            (self.pane.choose_duty if kind == SHIFT else self.pane.choose_session)(key)

    # -- what came back
    def _take(self, schedule: MonthSchedule) -> None:
        if (schedule.year, schedule.month) != (self.month.year, self.month.month):
            return
        self.schedule = schedule
        self._layers.setCurrentIndex(0)
        self.name.setText(month_words(schedule.year, schedule.month))
        self.header.show_title(_("Lịch tiếp công dân"), schedule.sentence)
        self._warn(schedule.warnings)
        self.grid.show_month(schedule)
        self._show_wanted()

    def _warn(self, warnings: tuple[str, ...]) -> None:
        words = escape(warnings[0]) if warnings else ""
        self._warnings = warnings
        self.banner.setVisible(bool(warnings))
        self.all_warnings.setVisible(len(warnings) > 1)
        self.all_warnings.setText(_("Xem cả {count} điều").format(count=len(warnings)))
        if words and words != self.banner.text.text():
            self.banner.say(words, Tone.WARNING)

    def show_warnings(self) -> None:
        """Everything that is amiss in the month."""
        messages.told(self, month_words(self.month.year, self.month.month), "\n".join(self._warnings))

    def _show_day(self, day: date) -> None:
        shown = self.grid.shown(day)
        if shown is not None:
            self.pane.show_day(shown)

    def _failed(self, error: Exception) -> None:
        state = ErrorState(_("Chưa mở được lịch"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget) -> None:
        while self._layers.count() > 1:
            old = self._layers.widget(1)
            if old is None:
                break
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)

    # -- how it is laid out
    def _top(self) -> QWidget:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        lay(row, (24, 8, 20, 8), 8)
        row.addWidget(icon_button(_("Tháng trước"), "back", lambda: self.step(-1)))
        self.name = label(month_words(self.month.year, self.month.month), "subtitle")
        row.addWidget(self.name)
        row.addWidget(icon_button(_("Tháng sau"), "forward", lambda: self.step(1)))
        row.addWidget(button(_("Về hôm nay"), "quiet", None, lambda: self.show_day(clock.today())))
        row.addStretch(1)
        row.addWidget(label(_("Phím mũi tên chọn ngày · Enter mở · Ctrl+N thêm buổi tiếp"), "hint"))
        return self._bar

    def _warning_line(self) -> QHBoxLayout:
        """What is amiss, above what scrolls: words that wrap would give the calendar a height of their own."""
        row = QHBoxLayout()
        lay(row, (24, 0, 20, 0))
        self.banner = Banner("", Tone.WARNING)
        self.all_warnings = self.banner.offer(_("Xem hết"), self.show_warnings)
        self.banner.hide()
        row.addWidget(self.banner)
        return row

    def _view(self) -> QWidget:
        content = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        lay(self._row, (24, 8, 20, 12), 12)
        card = Card()
        card.body.addWidget(self.grid, 1)
        self._row.addWidget(card, 1)
        self._row.addWidget(self.pane)
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
        fix(self.pane, min_width=SIDE if roomy else 0, max_width=SIDE if roomy else 10_000)
        fix(self.pane, min_height=0 if roomy else LEAST_PANE)


def schedule_page(desk: Desk) -> Screen:
    """The page of the calendar."""
    return SchedulePage(desk)
