"""Vụ việc: the book of cases; a line opens the screen of its case."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.register import CASES
from dcapp.kernel.i18n import N_
from dcapp.kernel.ids import CaseId
from dcapp.registers.spec import Line
from ui.features.cases.national import EntryDialog, needs_case
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage


class CasesPage(RegisterPage):
    """The book; Enter opens the case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        own = [
            Action("open_case", N_("Mở vụ việc"), "next", "Ctrl+O", self.open_line, needs_case),
            Action("enter", N_("Ghi đã nhập CSDL quốc gia…"), "done", None, self.enter, needs_case),
        ]
        super().__init__(desk, CASES, steps_for(desk, CASES), icon="law", own=own, parent=parent)
        self.table.activated.connect(lambda _index: self.open_line(self.table.current_line()))

    def open_line(self, line: Line | None) -> None:
        """Open the screen of this case."""
        if line is not None:
            self.desk.open("letters", ("CaseFile", line["id"]))

    def enter(self, _line: Line | None) -> None:
        """Note that the chosen cases stand in the national database."""
        ids = tuple(CaseId(line["id"]) for line in self.table.chosen_lines())
        if ids:
            EntryDialog(self.desk, ids, self).open()


def cases_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return CasesPage(desk)
