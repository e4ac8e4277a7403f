"""Kiểm tra, giám sát: the book of checks with the pane of visits and shortcomings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from dcapp.features.checks.queries import CheckCard, check_card
from dcapp.features.checks.register import CHECKS
from dcapp.features.checks.service import remove_check
from dcapp.features.checks.terms import CheckState
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CheckId
from dcapp.registers.spec import Line
from ui.features.checks.dialogs import CheckDialog, ConcludeDialog
from ui.features.checks.pane import CheckPane
from ui.features.checks.papers import CheckPapersDialog
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


class ChecksPage(RegisterPage):
    """The book; its dialogs ask for the whole check first, which is more than its line."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, CHECKS)
        steps = Steps(
            remove=remove_check,
            bring_in=base.bring_in,
            draw=base.draw,
            undo=base.undo,
            clean=base.clean,
            about=base.about,
            ask=lambda page, _line: CheckDialog(desk, None, page),
            add_words=N_("Thêm cuộc kiểm tra"),
        )
        own = [Action("papers", N_("Giấy tờ"), "paper", None, self.show_papers, _needs_line)]
        if desk.may("plan.edit"):
            own.append(Action("conclude", N_("Kết luận"), "done", None, self.conclude, _can_conclude))
        super().__init__(desk, CHECKS, steps, icon="check", own=own, pane=CheckPane(desk), parent=parent)

    def edit_line(self, line: Line | None) -> None:
        self._with_card(line, lambda card: CheckDialog(self.desk, card, self))

    def show_papers(self, line: Line | None) -> None:
        """Choose a paper of the check to see and print."""
        self._with_card(line, lambda card: CheckPapersDialog(self.desk, card, None, self))

    def conclude(self, line: Line | None) -> None:
        """Write the conclusion."""
        self._with_card(line, lambda card: ConcludeDialog(self.desk, card, self))

    def _with_card(self, line: Line | None, make: Callable[[CheckCard], QDialog]) -> None:
        if line is not None:
            key = CheckId(line["id"])
            self.desk.tasks.run(check_card, key, done=lambda card: make(card).open(), owner=self)


def checks_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return ChecksPage(desk)


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một cuộc kiểm tra trước.")


def _can_conclude(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một cuộc kiểm tra trước.")
    if line["state"] == CheckState.PLANNED.value:
        return _("Ghi kết quả ít nhất một buổi kiểm tra trước khi kết luận.")
    return _("Cuộc kiểm tra này đã kết luận.") if line["state"] == CheckState.CONCLUDED.value else None
