"""Asks for what stands beside the entry: the day that the law sets, the visits of the day, the number that comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dcapp.features.commitments.queries import deadline_if
from dcapp.features.visits.desk import NOON, DeskNow
from dcapp.features.visits.queries import next_number, visits_on
from dcapp.features.visits.rules import ANSWER_RULE, OWING, ground_of
from dcapp.features.visits.terms import Outcome
from dcapp.kernel import clock
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _
from ui.features.visits.entry_aside import DueCard, ShiftCard, TodayCard, aside_of
from ui.features.visits.entry_form import EntryForm
from ui.kit.desk import Desk
from ui.registers.deadline_dialog import DeadlineDialog


class EntryFacts(QObject):
    """The cards of the column and the reads that fill them; reads replace each other while somebody types."""

    placed = Signal(str)  # day, half of the day and number of the visit that is written

    def __init__(self, desk: Desk, change_shift: Callable[[], object], page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.due = DueCard(self.explain)
        self.today = TodayCard()
        self.shift = ShiftCard(change_shift)
        self.column = aside_of(self.due, self.today, self.shift)

    def look(self, form: EntryForm) -> None:
        """Bring the cards up to what the form holds."""
        day = form.day() or clock.today()
        run = self._desk.tasks.run
        self._ask_due(form, day)
        run(visits_on, day, done=self.today.show_visits, failed=_passed_over, owner=self, key="visits-of-day")
        run(next_number, day.year, done=partial(self._place, day), failed=_passed_over, owner=self, key="next-visit")

    def show_shift(self, shift: DeskNow) -> None:
        """Show who receives."""
        recorder = self._desk.app.viewer.display_name
        self.shift.show_shift(shift.receiver, recorder, shift.place, shift.kind)

    def explain(self) -> None:
        """Show why the answer is due on its day."""
        if self.due.deadline is not None:
            DeadlineDialog(self._desk, self.due.title.text(), self.due.deadline, self._page).open()

    def _ask_due(self, form: EntryForm, day: date) -> None:
        rule = _rule(form, day)
        if not rule:
            self.due.say_none(_("Kết quả này không để lại việc phải trả lời."))
            return
        notice = _("Hạn gửi thông báo từ chối")
        self.due.title.setText(notice if rule != ANSWER_RULE else _("Hạn trả lời công dân"))
        self._desk.tasks.run(
            deadline_if,
            rule,
            day,
            done=self.due.show_deadline,
            failed=lambda error: self.due.say_none(str(error)),
            owner=self,
            key="visit-due",
        )

    def _place(self, day: date, number: int) -> None:
        half = _("buổi sáng") if clock.now().astimezone().hour < NOON else _("buổi chiều")
        place = _("Tiếp công dân › {day}, {half} › lượt số {number}")
        self.placed.emit(place.format(day=weekday_date(day), half=half, number=number))


def _rule(form: EntryForm, day: date) -> str:
    """Which deadline the visit would start, by its outcome; "" for none."""
    if form.outcome_held in OWING:
        return ANSWER_RULE
    refused = form.outcome_held is Outcome.REFUSED
    ground = ground_of(form.ground.value() or "", day) if refused else None
    return ground.notice.rule if ground is not None and ground.notice is not None else ""


def _passed_over(_error: Exception) -> None:
    """What stands beside the form must not disturb the writing in it."""
