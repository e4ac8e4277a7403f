"""Sổ tiếp: the book of visits with the pane that leads on from one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.visits.queries import VisitCard, visit_card
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.service import edit_visit, record_visit, remove_visit
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import VisitId
from dcapp.registers.spec import Line
from ui.features.visits.dialogs import DestructionDialog, ResultDialog
from ui.features.visits.letters import begin_letter, makes_letters
from ui.features.visits.log_dialog import LogDialog
from ui.features.visits.pane import VisitPane
from ui.features.visits.papers import PapersDialog
from ui.kit.actions import Action
from ui.kit.desk import Desk
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


class VisitsPage(RegisterPage):
    """The book; a line is written and changed on the entry screen, which `enter` opens."""

    def __init__(self, desk: Desk, enter: Callable[[VisitId | None], object], parent: QWidget | None = None) -> None:
        self._enter = enter
        base = steps_for(desk, VISITS)
        steps = Steps(
            add=record_visit,
            edit=edit_visit,
            remove=remove_visit,
            bring_in=base.bring_in,
            draw=base.draw,
            undo=base.undo,
            clean=base.clean,
            about=base.about,
            add_words=N_("Ghi lượt tiếp"),
        )
        own = [
            Action("log", N_("In sổ…"), "print", None, lambda _line: self.print_log()),
            Action("papers", N_("Giấy tờ…"), "paper", "Ctrl+G", self.show_papers, _needs_line),
        ]
        if desk.may("visits.edit"):
            own += [
                Action("result", N_("Ghi kết quả…"), "edit", "Ctrl+R", self.note_result, _needs_line),
                Action("destruction", N_("Ghi tiêu hủy…"), "delete", None, self.note_destruction, _is_outdated),
            ]
        if makes_letters(desk):
            own.append(Action("letter", N_("Tạo đơn…"), "letter", "Ctrl+D", self.make_letter, _needs_line))
        super().__init__(desk, VISITS, steps, icon="people", own=own, pane=VisitPane(desk), parent=parent)

    def _add_buttons(self, own: Iterable[str]) -> None:
        """The book of a period is no step on a line: it stands above; destroying is rare and only in the menu."""
        if self.actions_of_page is not None:
            self.header.add(self.actions_of_page.button("log", "secondary"))
        super()._add_buttons(step for step in own if step in ("papers", "result", "letter"))

    def add_line(self, _line: Line | None = None) -> None:
        self._enter(None)

    def edit_line(self, line: Line | None) -> None:
        if line is not None:
            self._enter(VisitId(line["id"]))

    def print_log(self) -> None:
        """Ask for the period, then show the book of it in the layout of its time."""
        LogDialog(self.desk, self).open()

    def show_papers(self, line: Line | None) -> None:
        """Choose a paper of the visit to see and print."""
        self._with_card(line, lambda card: PapersDialog(self.desk, card, None, self).open())

    def note_result(self, line: Line | None) -> None:
        """Write what became of the matter."""
        self._with_card(line, lambda card: ResultDialog(self.desk, card, self).open())

    def make_letter(self, line: Line | None) -> None:
        """Go on with the letter that the visit becomes."""
        if line is not None:
            begin_letter(self.desk, VisitId(line["id"]))

    def note_destruction(self, line: Line | None) -> None:
        """Note that the papers were destroyed after their time."""
        self._with_card(line, lambda card: DestructionDialog(self.desk, card, self).open())

    def _with_card(self, line: Line | None, run: Callable[[VisitCard], Any]) -> None:
        if line is not None:
            self.desk.tasks.run(visit_card, VisitId(line["id"]), done=run, owner=self)


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một lượt tiếp trước.")


def _is_outdated(line: Line | None) -> str | None:
    from dcapp.kernel import clock

    if line is None:
        return _needs_line(line)
    if line["destroyed_on"] is not None:
        return _("Giấy tờ của lượt này đã tiêu hủy.")
    until = line["keep_until"]
    return None if until is not None and until < clock.today() else _("Giấy tờ của lượt này còn trong thời hạn lưu.")
