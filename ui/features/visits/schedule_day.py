"""The pane of the day beside the calendar: its sessions with their next steps, who is on duty, how many came."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from dcapp.features.visits.duty import keep_shift, remove_shift, take_back_shift
from dcapp.features.visits.duty_queries import ShiftLine
from dcapp.features.visits.schedule import remove_session, take_back_posting, take_back_postponing, take_back_session
from dcapp.features.visits.schedule_month import CalendarDay
from dcapp.features.visits.schedule_queries import SessionCard, SessionLine, posting_deadline, session_card
from dcapp.features.visits.terms import SESSION_KINDS, SessionKind, SessionState, ShiftState
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import SessionId
from dcapp.rules.counting import Deadline
from ui.features.visits.duty_dialogs import MissShiftDialog, ShiftDialog, SwapDialog
from ui.features.visits.schedule_conclusion import ConclusionDialog
from ui.features.visits.schedule_dialogs import HeldDialog, MissDialog, PostedDialog, PostponeDialog, SessionDialog
from ui.features.visits.schedule_papers import ConclusionPaperDialog
from ui.features.visits.schedule_words import (
    posting_words,
    session_mark,
    session_state,
    session_tone,
    shift_mark,
    shift_state,
    shift_tone,
    visits_words,
)
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.cards import Card, KeyValues
from ui.kit.cells import TWO_LINE_ROW
from ui.kit.desk import Desk
from ui.kit.detail import scrolled
from ui.kit.fitting import fix, lay
from ui.kit.labels import StatusChip, label
from ui.kit.theme import px
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.deadline_dialog import DeadlineDialog
from ui.registers.desk_steps import take_back
from ui.registers.line_pane import LongText

HALF = 146
"""Room for a button beside another, in design pixels."""
MOST_ROWS = 3
Step = tuple[str, str, Callable[[], object]]
"""Words, symbol, what it does."""


class DayPane(Card):
    """One day of the schedule; it shows, the dialogs write."""

    day_wanted = Signal(object)  # date
    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self._desk = desk
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        lay(self._column, (0, 0, 6, 0), 8)
        self.body.addWidget(scrolled(inside), 1)
        self.plans, self.marks = desk.may("visits.schedule"), desk.may("visits.edit")
        self.day: CalendarDay | None = None
        self.card: SessionCard | None = None
        self.off = label("", "hint", wrap=True)
        self._column.addWidget(self.off)
        self.sessions = TwoLineList(_("Buổi tiếp trong ngày"), rows=1)
        self._column.addWidget(self.sessions)
        self.none = label(_("Ngày này không có buổi tiếp của Chủ tịch."), "hint", wrap=True)
        self._column.addWidget(self.none)
        self.chip = StatusChip()
        self.aside(self.chip)
        self.values = KeyValues()
        self.conclusion = LongText(_("Kết luận"))
        self.why = button(_("Vì sao phải niêm yết trước ngày này?"), "link", None, self.explain)
        for part in (self.values, self.why, self.conclusion):
            self._column.addWidget(part)
        self.session_steps = _Steps()
        self._column.addWidget(self.session_steps)
        self._column.addWidget(label(_("Trực tiếp công dân"), "strong"))
        self.no_duty = label(_("Chưa phân công ai."), "hint", wrap=True)
        self._column.addWidget(self.no_duty)
        self.duties = TwoLineList(_("Ca trực trong ngày"), rows=1)
        self._column.addWidget(self.duties)
        self.duty_steps = _Steps()
        self._column.addWidget(self.duty_steps)
        self.visits = button("", "link", "people", lambda: desk.open("visits", None))
        self._column.addWidget(self.visits)
        self._column.addStretch(1)
        self.sessions.picked.connect(self._read)
        self.duties.picked.connect(lambda _key: self._show_duty_steps())
        self._clear_session()

    # -- showing
    def show_day(self, day: CalendarDay) -> None:
        """Show a day; the session that was current stays current."""
        self.day, today = day, clock.today()
        self.title.setText(weekday_date(day.day))
        self.off.setText(day.off or (_("Ngày nghỉ cuối tuần") if day.is_off else ""))
        self.off.setVisible(bool(self.off.text()))
        self.sessions.setVisible(len(day.sessions) > 1)
        self.none.setVisible(not day.sessions)
        self.sessions.show_rows([_session_row(line) for line in day.sessions])
        self.no_duty.setVisible(not day.shifts)
        self.duties.setVisible(bool(day.shifts))
        self.duties.show_rows(
            [
                TwoLines(line.id, shift_mark(line, today), shift_state(line, today), shift_tone(line, today))
                for line in day.shifts
            ]
        )
        for found, number in ((self.sessions, len(day.sessions)), (self.duties, len(day.shifts))):
            tall = TWO_LINE_ROW * min(max(number, 1), MOST_ROWS) + 4
            fix(found, min_height=tall, max_height=tall)
        self.visits.setText(visits_words(day.visits))
        self.visits.setVisible(bool(day.visits))

    def choose_session(self, session_id: int) -> None:
        """Make a session of the day the current one."""
        rows = self.sessions.lines.rows
        at = next((number for number, row in enumerate(rows) if row.key == session_id), -1)
        if at >= 0:
            self.sessions.setCurrentIndex(self.sessions.lines.index(at, 0))

    def choose_duty(self, shift_id: int) -> None:
        """Make a duty of the day the current one."""
        rows = self.duties.lines.rows
        at = next((number for number, row in enumerate(rows) if row.key == shift_id), -1)
        if at >= 0:
            self.duties.setCurrentIndex(self.duties.lines.index(at, 0))

    def _read(self, key: int) -> None:
        if key:
            run = self._desk.tasks.run
            run(session_card, SessionId(key), done=self._take, failed=_gone, owner=self, key="session-card")
        else:
            self._clear_session()

    def _clear_session(self) -> None:
        self.card = None
        self.chip.hide()
        self.values.show_rows(())
        self.conclusion.say("")
        self.why.hide()
        self.session_steps.show_steps(())

    def _take(self, card: SessionCard) -> None:
        if card.id != self.sessions.key():
            return
        self.card, line, today = card, card.line, clock.today()
        self.chip.show_state(session_state(line, today), session_tone(line, today))
        self.chip.show()
        self.values.show_rows(_rows(card))
        self.why.setVisible(line.post_by is not None)
        points = [
            f"- {one.title} ({one.owner}, {_('hạn {day}').format(day=vn_date(one.due_on))})" for one in card.points
        ]
        self.conclusion.say("\n".join(part for part in (card.conclusion, *points) if part))
        self.session_steps.show_steps(self._steps_of(card))
        self.shown.emit()

    def _steps_of(self, card: SessionCard) -> list[Step]:
        """What can be done with a session as it stands; the first is what comes next."""
        line, today = card.line, clock.today()
        found: list[Step] = []
        mark: list[Step] = [
            (_("Ghi đã tiếp…"), "done", lambda: HeldDialog(self._desk, card, self).open()),
            (_("Không tiếp…"), "forbidden", lambda: MissDialog(self._desk, card, self).open()),
        ]
        plan: list[Step] = []
        match line.state:
            case SessionState.PLANNED:
                if line.posted_on is not None:
                    plan.append((_("Bỏ ghi niêm yết"), "undo", lambda: self._run(take_back_posting, line.id)))
                elif line.kind is SessionKind.SCHEDULED:
                    plan.append((_("Ghi niêm yết…"), "day-set", lambda: self._ask_posted(line)))
                plan.append((_("Hoãn…"), "clock", lambda: PostponeDialog(self._desk, card, self).open()))
                found = [*(mark if self.marks and line.held_on <= today else ()), *(plan if self.plans else ())]
            case SessionState.HELD:
                conclude = (_("Ghi kết luận…"), "edit", lambda: ConclusionDialog(self._desk, card, self).open())
                back = (_("Ghi lại là chưa tiếp"), "undo", lambda: self._run(take_back_session, line.id))
                notice = (
                    _("Thông báo kết luận…"),
                    "paper",
                    lambda: ConclusionPaperDialog(self._desk, card, self).open(),
                )
                found = [conclude, notice, back] if self.marks else [notice]
            case SessionState.MISSED if self.marks:
                found = [(_("Ghi lại là chưa tiếp"), "undo", lambda: self._run(take_back_session, line.id))]
            case SessionState.POSTPONED:
                moved = card.moved_to
                if moved is not None:
                    found = [(_("Xem buổi thay thế"), "next", lambda: self.day_wanted.emit(moved.held_on))]
                if self.plans:
                    found.append((_("Bỏ hoãn"), "undo", lambda: self._run(take_back_postponing, line.id)))
            case _:
                pass
        if self.plans and line.state is not SessionState.POSTPONED:
            found.append((_("Sửa…"), "edit", self.edit_session))
            if line.state is SessionState.PLANNED and line.posted_on is None:
                found.append((_("Xóa"), "delete", self.remove_session))
        return found

    def _show_duty_steps(self) -> None:
        line = self.duty()
        if line is None:
            add: list[Step] = [(_("Phân công trực…"), "add", self.add_duty)]
            self.duty_steps.show_steps(add if self.plans and self.day is not None else ())
            return
        found: list[Step] = []
        if line.state is ShiftState.PLANNED:
            if self.marks and line.day <= clock.today():
                found.append((_("Xác nhận đã trực"), "check", lambda: self._run(keep_shift, line.id)))
                found.append((_("Bỏ trực…"), "forbidden", lambda: MissShiftDialog(self._desk, line, self).open()))
            if self.plans:
                found.append((_("Đổi ca…"), "swap", lambda: SwapDialog(self._desk, line, self).open()))
                found.append((_("Sửa ca…"), "edit", lambda: ShiftDialog(self._desk, line, None, self).open()))
                found.append((_("Thêm ca…"), "add", self.add_duty))
                found.append((_("Xóa ca"), "delete", lambda: self._run(remove_shift, line.id)))
        elif self.marks:
            found.append((_("Bỏ xác nhận"), "undo", lambda: self._run(take_back_shift, line.id)))
        self.duty_steps.show_steps(found)

    # -- steps
    def duty(self) -> ShiftLine | None:
        """The duty that is current."""
        key = self.duties.key()
        return next((line for line in self.day.shifts if line.id == key), None) if self.day is not None else None

    def edit_session(self) -> None:
        """Change the current session."""
        if self.card is not None and self.plans:
            SessionDialog(self._desk, self.card, None, self).open()

    def remove_session(self) -> None:
        """Ask, then throw the current session into the bin."""
        card = self.card
        if card is None:
            return
        kept = _("Buổi tiếp vào thùng rác và lấy lại được.")
        if messages.ask(self, _("Xóa buổi tiếp này?"), kept, yes=_("Xóa buổi tiếp"), no=_("Giữ lại"), danger=True):
            self._run(remove_session, card.id)

    def add_duty(self) -> None:
        """Put somebody on duty on this day."""
        if self.day is not None:
            ShiftDialog(self._desk, None, self.day.day, self).open()

    def explain(self) -> None:
        """Show how the last day to post is counted back."""
        if self.card is not None:
            day = self.card.line.held_on
            self._desk.tasks.run(posting_deadline, day, done=self._explain, owner=self)

    def _explain(self, found: Deadline) -> None:
        met_on = self.card.line.posted_on if self.card is not None else None
        DeadlineDialog(self._desk, _("Hạn niêm yết lịch tiếp công dân"), found, self, met_on=met_on).open()

    def _ask_posted(self, line: SessionLine) -> None:
        PostedDialog(self._desk, (line,), self).open()

    def _run(self, use_case: Callable[..., object], key: int) -> None:
        desk = self._desk
        words = _("Đã ghi vào sổ.")
        desk.tasks.run(use_case, key, done=lambda _result: desk.toast(words, lambda: take_back(desk)), owner=self)


class _Steps(QWidget):
    """Buttons in two columns; the first one wide and in front."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        lay(self._grid, spacing=(8, 8))
        for column in range(2):
            self._grid.setColumnStretch(column, 1)

    def show_steps(self, steps: tuple[Step, ...] | list[Step]) -> None:
        """Offer these steps instead."""
        had_focus = any(found.hasFocus() for found in self.findChildren(QPushButton))
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        at = 0
        for number, (words, symbol, run) in enumerate(steps):
            found = button(words, "primary" if number == 0 else "secondary", symbol, run)
            is_wide = number == 0 or found.sizeHint().width() > px(HALF)
            at += at % 2 if is_wide else 0
            self._grid.addWidget(found, at // 2, at % 2, 1, 2 if is_wide else 1)
            at += 2 if is_wide else 1
            if had_focus and number == 0:
                found.setFocus()
        self.setVisible(bool(steps))


def _session_row(line: SessionLine) -> TwoLines:
    today = clock.today()
    return TwoLines(line.id, session_mark(line), session_state(line, today), session_tone(line, today))


def _rows(card: SessionCard) -> list[tuple[str, str]]:
    line, today = card.line, clock.today()
    hours = f"{line.starts_at} – {line.ends_at}" if line.starts_at and line.ends_at else line.starts_at
    moved_to, moved_from = card.moved_to, card.moved_from
    return [
        (_("Loại buổi tiếp"), _(SESSION_KINDS[line.kind])),
        (_("Giờ"), hours),
        (_("Người tiếp"), line.who),
        (_("Văn bản ủy quyền"), card.delegation),
        (_("Địa điểm"), line.place),
        (_("Thành phần dự"), line.attendants),
        (_("Niêm yết"), posting_words(line, today)),
        (_("Số thông báo"), card.posting),
        (_("Lý do"), card.reason),
        (_("Chuyển sang ngày"), vn_date(moved_to.held_on) if moved_to is not None else ""),
        (_("Thay buổi ngày"), vn_date(moved_from.held_on) if moved_from is not None else ""),
        (_("Lượt tiếp của buổi"), str(len(card.visits)) if card.visits else ""),
        (_("Thông báo kết luận"), card.conclusion_symbol),
    ]


def _gone(_error: Exception) -> None:
    """The session was removed meanwhile; the calendar says so."""
