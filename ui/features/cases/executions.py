"""Thi hành: what decisions and conclusions order, over all cases; money in đồng, land in square metres, people."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.execution import add_execution, edit_execution, note_progress, remove_execution
from dcapp.features.cases.forms import ExecutionForm
from dcapp.features.cases.register import EXECUTIONS
from dcapp.features.cases.terms import EXECUTION_KINDS, EXECUTION_UNITS, ExecutionKind
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId, ExecutionId
from dcapp.kernel.numbers import parse_money, vn_number
from dcapp.registers.spec import Line
from ui.features.cases.national import needs_case
from ui.kit import messages
from ui.kit.actions import Action
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.page import RegisterPage


class ExecutionDialog(AskSheet):
    """Writes something that a decision orders, or changes it; `line` is a row of the book."""

    def __init__(self, desk: Desk, case_id: CaseId, line: Line | None = None, parent: QWidget | None = None) -> None:
        title = _("Thêm việc phải thi hành") if line is None else _("Sửa việc phải thi hành")
        super().__init__(desk, title, _("Lưu"), parent, width=620)
        self._case_id, self._line = case_id, line
        self.kind = Choice([(one, _(words)) for one, words in EXECUTION_KINDS.items()])
        self.what = TextArea("" if line is None else line["what"], rows=2)
        self.who, self.for_whom = TextLine("" if line is None else line["who"]), TextLine()
        self.due = TextLine("" if line is None or not line["due"] else vn_number(line["due"]))
        self.due_on = DateField(None if line is None else line["due_on"])
        self.official = Choice([(False, _("Không")), (True, _("Có"))])
        self.notes = TextArea("" if line is None else line["note"], rows=2)
        if line is not None:
            self.kind.choose(ExecutionKind(line["kind"]))
            self.official.choose(bool(line["is_official"]))
            self.for_whom.setText(line["for_whom"])
        self.form.add("kind", _("Loại"), self.kind, span=3, required=True)
        self.form.add("due", _("Phải thi hành"), self.due, span=3)
        self.form.add("what", _("Việc phải thi hành"), self.what, required=True)
        self.form.add("who", _("Người phải thi hành"), self.who, span=3)
        self.form.add("for_whom", _("Người được nhận"), self.for_whom, span=3)
        self.form.add("due_on", _("Hạn"), self.due_on, span=3)
        self.form.add("is_official", _("Cán bộ, công chức"), self.official, span=3)
        self.form.add("note", _("Ghi chú"), self.notes)
        self.kind.currentIndexChanged.connect(lambda _index: self._look())
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        form = ExecutionForm(
            kind=self.kind.value(),
            what=self.what.value(),
            who=self.who.value(),
            for_whom=self.for_whom.value(),
            is_official=self.official.value(),
            due=_number(self.due, "due"),
            due_on=self.due_on.value(),
            note=self.notes.value(),
        )
        if self._line is None:
            self.save(add_execution, self._case_id, form, words=_("Đã thêm việc phải thi hành."))
        else:
            self.save(edit_execution, ExecutionId(self._line["id"]), form, words=_("Đã lưu."))

    def _look(self) -> None:
        self.due.setPlaceholderText(_(EXECUTION_UNITS[self.kind.value()]))


class ProgressDialog(AskSheet):
    """How much of it is carried out; ended below the whole amount it is asked for the reason."""

    def __init__(self, desk: Desk, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ghi kết quả thi hành"), _("Ghi"), parent, hint=line["what"], width=600)
        self._line = line
        unit = EXECUTION_UNITS[ExecutionKind(line["kind"])]
        self.done_so_far = TextLine(vn_number(line["done"]), _(unit))
        self.over = Choice([(False, _("Còn đang thi hành")), (True, _("Đã xong"))])
        self.over.choose(line["done_on"] is not None)
        self.day = DateField(line["done_on"] or clock.today())
        self.notes = TextArea(line["note"], rows=2)
        if line["due"]:
            self.form.add_wide(
                label(_("Phải thi hành {due}").format(due=f"{vn_number(line['due'])} {_(unit)}"), "strong")
            )
            self.form.add("done", _("Đã thi hành đến nay"), self.done_so_far, span=3, required=True)
        self.form.add("over", _("Tình trạng"), self.over, span=3)
        self.form.add("done_on", _("Xong ngày"), self.day, span=3)
        self.form.add("note", _("Ghi chú, lý do"), self.notes)
        self.over.currentIndexChanged.connect(lambda _index: self._look())
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        done = _number(self.done_so_far, "done") if self._line["due"] else 0
        day = self.day.value() if self.over.value() else None
        if self.over.value() and day is None:
            raise Invalid(_("Chưa ghi ngày thi hành xong."), field="done_on")
        key, words = ExecutionId(self._line["id"]), _("Đã ghi kết quả thi hành.")
        self.save(note_progress, key, done, day, self.notes.value(), words=words)

    def _look(self) -> None:
        self.form.cells["done_on"].setVisible(self.over.value())


class ExecutionsPage(RegisterPage):
    """All of it over the cases that the viewer sees; a new line is written at its case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        own = [Action("open_case", N_("Mở vụ việc"), "next", "Ctrl+O", self.open_case, needs_case)]
        if desk.may("cases.list"):
            own += [
                Action("progress", N_("Ghi kết quả…"), "done", "Ctrl+R", self.write_progress, needs_case),
                Action("edit_order", N_("Sửa việc…"), "edit", "F2", self.edit_order, needs_case),
                Action("remove_order", N_("Xóa việc"), "delete", "Del", self.remove_order, needs_case),
            ]
        super().__init__(desk, EXECUTIONS, steps_for(desk, EXECUTIONS), icon="done", own=own, parent=parent)

    def open_case(self, line: Line | None) -> None:
        """Show the case on its screen."""
        if line is not None:
            self.desk.open("letters", ("CaseFile", line["case_id"]))

    def write_progress(self, line: Line | None) -> None:
        """Record how much is carried out."""
        if line is not None:
            ProgressDialog(self.desk, line, self).open()

    def edit_order(self, line: Line | None) -> None:
        """Change what has to be carried out."""
        if line is not None:
            ExecutionDialog(self.desk, CaseId(line["case_id"]), line, self).open()

    def remove_order(self, line: Line | None) -> None:
        """Ask, then throw the line into the bin."""
        if line is None:
            return
        kept = _("Dòng này vào thùng rác và lấy lại được.")
        question = _("Xóa việc phải thi hành này?")
        if messages.ask(self, question, kept, yes=_("Xóa việc"), no=_("Giữ lại"), danger=True):
            self.desk.tasks.run(remove_execution, ExecutionId(line["id"]), done=self._removed, owner=self)

    def _removed(self, _result: Any) -> None:
        self.desk.toast(_("Đã xóa việc phải thi hành."), partial(take_back, self.desk))


def executions_page(desk: Desk) -> Screen:
    """The page behind the tab."""
    return ExecutionsPage(desk)


def _number(field: TextLine, key: str) -> int:
    return parse_money(field.value(), field=key) if field.value() else 0
