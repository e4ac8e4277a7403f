"""Hội nghị: the book of meetings with the pane that leads through invitation, minutes and what follows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from dcapp.features.meetings.queries import MeetingCard, meeting_card
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.meetings.service import remove_meeting
from dcapp.features.meetings.terms import MeetingState
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import MeetingId
from dcapp.registers.spec import Line
from ui.features.meetings.dialogs import CancelMeetingDialog, MeetingDialog
from ui.features.meetings.pane import MeetingPane
from ui.features.meetings.papers import PapersDialog
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


class MeetingsPage(RegisterPage):
    """The book; adding and changing ask for the whole meeting first, which is more than its line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, MEETINGS)
        steps = Steps(
            remove=remove_meeting,
            bring_in=base.bring_in,
            draw=base.draw,
            undo=base.undo,
            clean=base.clean,
            about=base.about,
            ask=lambda page, _line: MeetingDialog(desk, None, page),
            add_words=N_("Lên lịch họp"),
        )
        own = [Action("papers", N_("Giấy tờ"), "paper", None, self.show_papers, _needs_line)]
        if desk.may("plan.edit"):
            own.append(Action("cancel", N_("Hủy họp"), "forbidden", None, self.cancel, _can_cancel))
        super().__init__(desk, MEETINGS, steps, icon="people", own=own, pane=MeetingPane(desk), parent=parent)

    def edit_line(self, line: Line | None) -> None:
        self._with_card(line, lambda card: MeetingDialog(self.desk, card, self))

    def show_papers(self, line: Line | None) -> None:
        """Choose a paper of the meeting to see and print."""
        self._with_card(line, lambda card: PapersDialog(self.desk, card, None, self))

    def cancel(self, line: Line | None) -> None:
        """Cancel the meeting with a reason."""
        self._with_card(line, lambda card: CancelMeetingDialog(self.desk, card, self))

    def _with_card(self, line: Line | None, make: Callable[[MeetingCard], QDialog]) -> None:
        if line is not None:
            key = MeetingId(line["id"])
            self.desk.tasks.run(meeting_card, key, done=lambda card: make(card).open(), owner=self)


def meetings_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return MeetingsPage(desk)


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một cuộc họp trước.")


def _can_cancel(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một cuộc họp trước.")
    if line["state"] == MeetingState.HELD.value:
        return _("Cuộc họp đã diễn ra nên không hủy được.")
    return _("Cuộc họp này đã hủy.") if line["state"] == MeetingState.CANCELLED.value else None
