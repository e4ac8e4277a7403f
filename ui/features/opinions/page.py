"""Nắm tình hình, dư luận: the log, passing a matter on, the answer, the log in print."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.opinions.prints import opinion_log
from dcapp.features.opinions.register import OPINIONS
from dcapp.features.opinions.service import remove_opinion
from dcapp.features.opinions.terms import OpinionState
from dcapp.kernel.i18n import N_, _
from dcapp.registers.spec import Line
from ui.features.opinions.dialogs import AnswerDialog, OpinionDialog, PassingDialog, PeriodDialog
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.desk_steps import preview_table, steps_for, take_back
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


def opinions_page(desk: Desk) -> Screen:
    """The page of the log."""
    return OpinionsPage(desk)


class OpinionsPage(RegisterPage):
    """The log with what is done about one of its lines."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, OPINIONS)
        steps = Steps(
            ask=lambda page, line: OpinionDialog(desk, line, self.options, page, partial(self._saved, line)),
            remove=remove_opinion,
            bring_in=base.bring_in,
            draw=base.draw,
            undo=base.undo,
            clean=base.clean,
            about=base.about,
            add_words=N_("Ghi dư luận"),
        )
        own = [
            Action("log", N_("In sổ theo kỳ…"), "print", None, lambda _line: self.ask_for_period()),
        ]
        if desk.may("plan.edit"):
            own = [
                Action("answer", N_("Ghi trả lời…"), "dialogue", "Ctrl+R", self._answer, _needs_line),
                Action("pass", N_("Chuyển…"), "next", None, self._pass_on, _can_pass),
                *own,
            ]
        super().__init__(desk, OPINIONS, steps, icon="dialogue", own=own, parent=parent)

    def ask_for_period(self) -> None:
        """Ask which days to print."""
        PeriodDialog(self._print_log, self).open()

    def _answer(self, line: Line | None) -> None:
        if line is not None:
            AnswerDialog(self.desk, line, self, partial(self._say_done, _("Đã ghi trả lời."))).open()

    def _pass_on(self, line: Line | None) -> None:
        if line is not None:
            PassingDialog(self.desk, line, self, partial(self._say_done, _("Đã ghi chuyển."))).open()

    def _saved(self, line: Line | None, _result: object) -> None:
        self._say_done(_("Đã ghi vào sổ.") if line is None else _("Đã lưu."), None)

    def _say_done(self, words: str, _result: object) -> None:
        self.desk.toast(words, partial(take_back, self.desk))

    def _print_log(self, since: date, until: date) -> None:
        self.desk.tasks.run(opinion_log, since, until, done=partial(preview_table, self.desk), owner=self)


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một dòng trong bảng trước.")


def _can_pass(line: Line | None) -> str | None:
    if line is None:
        return _needs_line(line)
    return _("Ý kiến này đã trả lời.") if line["state"] == OpinionState.ANSWERED.value else None
