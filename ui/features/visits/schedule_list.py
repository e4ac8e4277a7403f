"""The books of the schedule as tables: the chairman's sessions, duties, figures carried over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from dcapp.features.visits.duty import add_shift, edit_shift, keep_shift, remove_shift, take_back_shift
from dcapp.features.visits.duty_queries import ShiftLine, shift_line
from dcapp.features.visits.duty_register import SHIFTS
from dcapp.features.visits.opening import add_figure, edit_figure, remove_figure
from dcapp.features.visits.opening_register import OPENING_FIGURES
from dcapp.features.visits.schedule import edit_session, plan_session, remove_session
from dcapp.features.visits.schedule_queries import SessionCard, session_card
from dcapp.features.visits.schedule_register import SESSIONS
from dcapp.features.visits.terms import UNCONFIRMED, SessionState, ShiftState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import SessionId, ShiftId
from dcapp.registers.spec import Line
from ui.features.visits.duty_dialogs import MissShiftDialog, RotaDialog, ShiftDialog, SwapDialog
from ui.features.visits.schedule_conclusion import ConclusionDialog
from ui.features.visits.schedule_dialogs import HeldDialog, MissDialog, PostponeDialog, SessionDialog
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.page import RegisterPage

AskSession = Callable[[SessionCard], QDialog]
AskShift = Callable[[ShiftLine], QDialog]


class SessionsPage(RegisterPage):
    """The book of the chairman's sessions."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, SESSIONS)
        steps = replace(base, add=plan_session, edit=edit_session, remove=remove_session)
        steps = replace(steps, add_words=N_("Thêm buổi tiếp"))
        own = []
        if desk.may("visits.edit"):
            own = [
                Action("held", N_("Ghi đã tiếp…"), "done", None, self._asking(self._held), _is_planned),
                Action("missed", N_("Không tiếp…"), "forbidden", None, self._asking(self._missed), _is_planned),
                Action("conclude", N_("Ghi kết luận…"), "edit", None, self._asking(self._conclude), _is_held),
            ]
        if desk.may("visits.schedule"):
            own.append(Action("postpone", N_("Hoãn…"), "clock", None, self._asking(self._postpone), _is_planned))
        super().__init__(desk, SESSIONS, steps, icon="calendar", own=own, parent=parent)

    def add_line(self, _line: Line | None = None) -> None:
        SessionDialog(self.desk, None, None, self).open()

    def edit_line(self, line: Line | None) -> None:
        self._ask(line, lambda card: SessionDialog(self.desk, card, None, self))

    def _held(self, card: SessionCard) -> QDialog:
        return HeldDialog(self.desk, card, self)

    def _missed(self, card: SessionCard) -> QDialog:
        return MissDialog(self.desk, card, self)

    def _conclude(self, card: SessionCard) -> QDialog:
        return ConclusionDialog(self.desk, card, self)

    def _postpone(self, card: SessionCard) -> QDialog:
        return PostponeDialog(self.desk, card, self)

    def _asking(self, make: AskSession) -> Callable[[Line | None], None]:
        return lambda line: self._ask(line, make)

    def _ask(self, line: Line | None, make: AskSession) -> None:
        if line is not None:
            run = self.desk.tasks.run
            run(session_card, SessionId(line["id"]), done=lambda card: make(card).open(), owner=self)


class ShiftsPage(RegisterPage):
    """The book of duties."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, SHIFTS)
        steps = replace(base, add=add_shift, edit=edit_shift, remove=remove_shift)
        steps = replace(steps, add_words=N_("Thêm ca trực"))
        own = []
        if desk.may("visits.schedule"):
            own = [
                Action("rota", N_("Phân công trực…"), "people", None, lambda _line: self.assign()),
                Action("swap", N_("Đổi ca…"), "swap", None, self._asking(self._swap), _is_open),
            ]
        if desk.may("visits.edit"):
            own += [
                Action("keep", N_("Xác nhận đã trực"), "check", "Ctrl+R", self._running(keep_shift), _is_past),
                Action("miss", N_("Bỏ trực…"), "forbidden", None, self._asking(self._miss), _is_past),
                Action("reopen", N_("Bỏ xác nhận"), "undo", None, self._running(take_back_shift), _is_confirmed),
            ]
        super().__init__(desk, SHIFTS, steps, icon="people", own=own, parent=parent)

    def add_line(self, _line: Line | None = None) -> None:
        ShiftDialog(self.desk, None, clock.today(), self).open()

    def edit_line(self, line: Line | None) -> None:
        self._ask(line, lambda shift: ShiftDialog(self.desk, shift, None, self))

    def assign(self) -> None:
        """Assign duties of this month in rotation."""
        RotaDialog(self.desk, clock.today().replace(day=1), self).open()

    def _swap(self, shift: ShiftLine) -> QDialog:
        return SwapDialog(self.desk, shift, self)

    def _miss(self, shift: ShiftLine) -> QDialog:
        return MissShiftDialog(self.desk, shift, self)

    def _asking(self, make: AskShift) -> Callable[[Line | None], None]:
        return lambda line: self._ask(line, make)

    def _ask(self, line: Line | None, make: AskShift) -> None:
        if line is not None:
            run = self.desk.tasks.run
            run(shift_line, ShiftId(line["id"]), done=lambda shift: make(shift).open(), owner=self)

    def _running(self, use_case: Callable[..., Any]) -> Callable[[Line | None], None]:
        def run(line: Line | None) -> None:
            if line is not None:
                self.desk.tasks.run(use_case, ShiftId(line["id"]), done=self._noted, owner=self)

        return run

    def _noted(self, _result: object) -> None:
        self.desk.toast(_("Đã ghi vào sổ."), lambda: take_back(self.desk))


def sessions_page(desk: Desk) -> Screen:
    """The page of the book of sessions."""
    return SessionsPage(desk)


def shifts_page(desk: Desk) -> Screen:
    """The page of the book of duties."""
    return ShiftsPage(desk)


def figures_page(desk: Desk) -> Screen:
    """The page of the figures carried over."""
    base = steps_for(desk, OPENING_FIGURES)
    steps = replace(base, add=add_figure, edit=edit_figure, remove=remove_figure)
    return RegisterPage(desk, OPENING_FIGURES, replace(steps, add_words=N_("Thêm số liệu")), icon="table")


def _state(line: Line | None) -> Any:
    return line["state"] if line is not None else None


def _is_planned(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một buổi tiếp trước.")
    return None if _state(line) in (SessionState.PLANNED, UNCONFIRMED) else _("Buổi tiếp này đã ghi sổ hoặc đã hoãn.")


def _is_held(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một buổi tiếp trước.")
    return None if _state(line) == SessionState.HELD else _("Ghi buổi tiếp đã diễn ra trước, rồi ghi kết luận.")


def _is_open(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một ca trực trước.")
    return None if _state(line) in (ShiftState.PLANNED, UNCONFIRMED) else _("Ca trực này đã xác nhận.")


def _is_past(line: Line | None) -> str | None:
    if line is not None and _is_open(line) is None and line["day"] > clock.today():
        return _("Chưa tới ngày trực.")
    return _is_open(line)


def _is_confirmed(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một ca trực trước.")
    return _("Ca trực này chưa xác nhận.") if _is_open(line) is None else None
