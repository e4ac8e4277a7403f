"""The book of what is owed to citizens, with the pane that leads to the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.commitments.queries import CommitmentCard, commitment_card, explained, moves_of
from dcapp.features.commitments.register import COMMITMENTS
from dcapp.features.commitments.service import (
    add_commitment,
    edit_commitment,
    remove_commitment,
    reopen_commitment,
)
from dcapp.features.commitments.terms import Standing
from dcapp.features.office.recounting import MovedLine
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitmentId
from dcapp.registers.spec import Line
from dcapp.rules.counting import Deadline
from ui.features.commitments.dialogs import AnswerDialog, CommitmentDialog, DropDialog
from ui.kit.actions import Action
from ui.kit.buttons import button
from ui.kit.desk import Desk, Screen
from ui.kit.detail import part
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.deadline_dialog import DeadlineDialog
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.line_pane import LinePane
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps

SOURCES = {"visits": "Visit", "reception_sessions": "ReceptionSession"}
"""Books that owe something, and the class of their records."""
CLOSED = (Standing.MET.value, Standing.MET_LATE.value, Standing.DROPPED.value)


class CommitmentPane(LinePane):
    """One thing owed: why it is due, where it comes from, how its day moved."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(COMMITMENTS, parent)
        self._desk = desk
        self._line: Line | None = None
        self.why = button(_("Vì sao đến hạn ngày này?"), "secondary", "help", self.explain)
        self.source = button(_("Mở nơi phát sinh"), "secondary", "next", self.open_source)
        self.moves = TwoLineList(_("Hạn đã dời"), rows=2)
        self.add_tab(_("Hạn"), part(self.why, self.source, self.moves))
        desk.changes.shows(("MovedDeadline",), self._look, self)

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._line = line
        self.why.setVisible(bool(line["rule"]))
        self.source.setVisible(line["book"] in SOURCES)
        self._look()

    def explain(self) -> None:
        """Show why it is due on its day."""
        if self._line is not None:
            key = CommitmentId(self._line["id"])
            self._desk.tasks.run(explained, key, done=partial(self._explain, self._line), owner=self)

    def open_source(self) -> None:
        """Go to the visit or session that it comes from."""
        if self._line is not None and self._line["book"] in SOURCES:
            self._desk.open("visits", (SOURCES[self._line["book"]], self._line["record_id"]))

    def _explain(self, line: Line, found: Deadline | None) -> None:
        if found is not None:
            DeadlineDialog(self._desk, line["title"], found, self, met_on=line["met_on"]).open()

    def _look(self) -> None:
        if self._line is not None:
            key = CommitmentId(self._line["id"])
            self._desk.tasks.run(moves_of, key, done=self._show_moves, failed=_passed_over, owner=self, key="moves")

    def _show_moves(self, lines: list[MovedLine]) -> None:
        self.moves.show_rows(
            [TwoLines(one.id, f"{vn_date(one.before)} → {vn_date(one.after)}", one.cause) for one in lines]
        )
        self.moves.setVisible(bool(lines))


class CommitmentsPage(RegisterPage):
    """The book; what is owed comes from visits and sessions, promises are written here too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, COMMITMENTS)
        steps = Steps(
            add=add_commitment,
            edit=edit_commitment,
            remove=remove_commitment,
            bring_in=base.bring_in,
            draw=base.draw,
            undo=base.undo,
            clean=base.clean,
            about=base.about,
            add_words=N_("Ghi lời hứa"),
        )
        own = []
        if desk.may("commitments.edit"):
            own = [
                Action("answer", N_("Ghi đã trả lời…"), "done", "Ctrl+R", self.answer, _is_open),
                Action("reopen", N_("Mở lại"), "history", None, self.reopen, _is_closed),
                Action("drop", N_("Thôi không làm…"), "forbidden", None, self.drop, _is_open),
            ]
        pane = CommitmentPane(desk)
        super().__init__(desk, COMMITMENTS, steps, icon="clock", own=own, pane=pane, parent=parent)

    def add_line(self, _line: Line | None = None) -> None:
        CommitmentDialog(self.desk, None, self).open()

    def edit_line(self, line: Line | None) -> None:
        self._with_card(line, lambda card: CommitmentDialog(self.desk, card, self).open())

    def answer(self, line: Line | None) -> None:
        """Record the answer."""
        self._with_card(line, lambda card: AnswerDialog(self.desk, card, self).open())

    def drop(self, line: Line | None) -> None:
        """Let it go, with a reason."""
        self._with_card(line, lambda card: DropDialog(self.desk, card, self).open())

    def reopen(self, line: Line | None) -> None:
        """What was closed by mistake waits again."""
        if line is not None:
            self.desk.tasks.run(reopen_commitment, CommitmentId(line["id"]), done=self._reopened, owner=self)

    def _reopened(self, _result: object) -> None:
        self.desk.toast(_("Đã mở lại."), partial(take_back, self.desk))

    def _with_card(self, line: Line | None, run: Callable[[CommitmentCard], Any]) -> None:
        if line is not None:
            self.desk.tasks.run(commitment_card, CommitmentId(line["id"]), done=run, owner=self)


def commitments_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return CommitmentsPage(desk)


def _is_open(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một việc trước.")
    return _("Việc này đã đóng. Mở lại trước.") if line["standing"] in CLOSED else None


def _is_closed(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một việc trước.")
    return None if line["standing"] in CLOSED else _("Việc này đang chờ trả lời.")


def _passed_over(_error: Exception) -> None:
    """The history is an extra; the line itself stays readable without it."""
