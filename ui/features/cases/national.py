"""Cơ sở dữ liệu quốc gia: the worklist of what an officer enters there by hand, and its export."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.bulk import BulkForm, Rehearsal, do_for_many, rehearse
from dcapp.features.cases.national import mark_entered, unmark_entered
from dcapp.features.cases.register import NATIONAL
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _, ngettext
from dcapp.kernel.ids import CaseId
from dcapp.registers.spec import Line
from ui.kit.actions import Action
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.fields import TextLine
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.page import RegisterPage


class EntryDialog(AskSheet):
    """The day on which cases were entered there; says of each first what will be noted, or why it is passed over."""

    def __init__(self, desk: Desk, case_ids: tuple[CaseId, ...], parent: QWidget | None = None) -> None:
        hint = _("Chương trình không nối mạng: nhập ở cơ sở dữ liệu quốc gia trước, rồi ghi vào đây.")
        super().__init__(desk, _("Ghi đã nhập"), _("Ghi"), parent, hint=hint, width=620)
        self._ids = case_ids
        self.day = DateField(clock.today())
        self.number = TextLine()
        self.told = label("", "strong", wrap=True)
        self.list = TwoLineList(_("Sẽ ghi và bỏ qua"), rows=5)
        self.form.add("entered_on", _("Ngày nhập"), self.day, span=3, required=True)
        self.form.add("number_there", _("Số trên hệ thống"), self.number, span=3)
        self.form.cells["number_there"].setVisible(len(case_ids) == 1)
        self.add(self.told)
        self.add(self.list)
        self.day.changed.connect(self._rehearse)
        self.form.focus_first()
        self._rehearse()

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày nhập."), field="entered_on")
        words = _("Đã ghi nhập cơ sở dữ liệu quốc gia.")
        if len(self._ids) == 1:
            self.save(mark_entered, self._ids, day, self.number.value(), words=words)
        else:
            self.save(do_for_many, self._ids, BulkForm(entered_on=day), words=words)

    def _rehearse(self) -> None:
        try:
            day = self.day.value()
        except Invalid:
            return
        if day is not None:
            form = BulkForm(entered_on=day)
            self.desk.tasks.run(rehearse, self._ids, form, done=self._show, owner=self, key="rehearsal")

    def _show(self, told: Rehearsal) -> None:
        count, passed = len(told.changes), len(told.skipped)
        words = ngettext("Sẽ ghi {count} vụ việc", "Sẽ ghi {count} vụ việc", count).format(count=count)
        if passed:
            words += " · " + ngettext("bỏ qua {count}", "bỏ qua {count}", passed).format(count=passed)
        self.told.setText(words)
        rows = [TwoLines(one.id, one.code, one.words, Tone.WARNING) for one in told.skipped]
        self.list.show_rows([*rows, *(TwoLines(one.id, one.code, one.words) for one in told.changes)])


class NationalPage(RegisterPage):
    """Which cases stand there and which wait; many may be noted at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        own = [
            Action("open_case", N_("Mở vụ việc"), "next", "Ctrl+O", self.open_case, needs_case),
            Action("enter", N_("Ghi đã nhập…"), "done", "Ctrl+R", self.enter, needs_case),
            Action("leave", N_("Bỏ ghi đã nhập"), "history", None, self.leave, _is_entered),
        ]
        super().__init__(desk, NATIONAL, steps_for(desk, NATIONAL), icon="save", own=own, parent=parent)

    def open_case(self, line: Line | None) -> None:
        """Show the case on its screen."""
        if line is not None:
            self.desk.open("letters", ("CaseFile", line["id"]))

    def enter(self, _line: Line | None) -> None:
        """Note that the chosen cases were entered there."""
        ids = tuple(CaseId(line["id"]) for line in self.table.chosen_lines())
        if ids:
            EntryDialog(self.desk, ids, self).open()

    def leave(self, line: Line | None) -> None:
        """It was noted by mistake."""
        if line is not None:
            self.desk.tasks.run(unmark_entered, CaseId(line["id"]), done=self._left, owner=self)

    def _left(self, _result: Any) -> None:
        self.desk.toast(_("Đã bỏ ghi."), partial(take_back, self.desk))


def national_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return NationalPage(desk)


def needs_case(line: Line | None) -> str | None:
    """Why nothing can be done with no case chosen."""
    return None if line is not None else _("Chọn một vụ việc trước.")


def _is_entered(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một vụ việc trước.")
    return None if line["entered_on"] is not None else _("Vụ việc này chưa ghi đã nhập.")
