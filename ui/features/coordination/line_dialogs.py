"""The lines editor of a coordination plan: adding, correcting, order, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from dcapp.features.coordination.queries import CoordinationCard, JointLine, coordination_card
from dcapp.features.coordination.service import (
    LineForm,
    add_joint_line,
    edit_joint_line,
    finish_joint_line,
    move_joint_line,
    remove_joint_line,
    reopen_joint_line,
)
from dcapp.features.coordination.terms import JOINT_KINDS, JointKind
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CoordinationId
from ui.features.coordination.lines import LineModel
from ui.kit.actions import Action, Actions
from ui.kit.cells import TWO_LINE_ROW, fit_columns, set_up_view
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.saving_sheet import SavingSheet
from ui.registers.desk_steps import take_back

WIDTHS = {1: 190, 2: 160}
FIRST_ROW = 3
"""Buttons of the first row; the others stand below, so that they fit at every size of type."""


class LinesDialog(Sheet):
    """Everything that both sides do together, and what can be done with the chosen line; each step saves itself."""

    def __init__(self, desk: Desk, coordination_id: CoordinationId, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Việc phối hợp"),
            _("Xong"),
            parent,
            width=920,
            hint=_("Ghi nội dung, kiểm tra chung và báo cáo chung; ghi kết quả ngay khi làm xong."),
        )
        self._desk, self._coordination_id = desk, coordination_id
        self._wanted = 0
        self.card: CoordinationCard | None = None
        self.cancel.hide()
        self.agreed.connect(self.accept)
        self.named = label("", "strong", wrap=True)
        self.model = LineModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        set_up_view(self.table, _("Việc phối hợp"), row=TWO_LINE_ROW)
        fit_columns(self.table, WIDTHS, stretched=0)
        fix(self.table, min_height=320)
        self.steps = Actions(self, self._steps(), self.chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self.steps.refresh())
        self.table.doubleClicked.connect(lambda _index: self.steps["edit"].trigger() if self.steps.steps else None)
        self.add(self.named)
        self.add(self.table)
        self.add(self._buttons())
        desk.changes.shows(("Coordination", "CoordinationLine"), self.reload, self)
        self.reload()

    def chosen(self) -> JointLine | None:
        """The line under the cursor."""
        return self.model.line_at(self.table.currentIndex().row())

    def reload(self) -> None:
        """Read the lines again."""
        key = self._coordination_id
        self._desk.tasks.run(coordination_card, key, done=self._show, owner=self, key="joint-lines")

    def _show(self, card: CoordinationCard) -> None:
        line = self.chosen()
        kept = self._wanted or (line.id if line is not None else 0)
        self._wanted = 0
        self.card = card
        self.named.setText(card.title)
        self.model.show_card(card)
        row = self.model.row_of(kept)
        if row < 0:
            row = next((at for at in range(self.model.rowCount()) if self.model.line_at(at) is not None), -1)
        if row >= 0:
            self.table.selectRow(row)
        for at in range(self.model.rowCount()):
            if self.model.line_at(at) is None:
                self.table.setSpan(at, 0, 1, self.model.columnCount())
            elif self.table.columnSpan(at, 0) > 1:
                self.table.setSpan(at, 0, 1, 1)
        self.steps.refresh()

    def _steps(self) -> list[Action]:
        if not self._desk.may("plan.edit"):
            return []
        return [
            Action("add", N_("Thêm việc"), "add", "Ctrl+N", lambda _line: self._open_form(None)),
            Action("edit", N_("Sửa"), "edit", "F2", self._open_form, _needs_line),
            Action("finish", N_("Ghi kết quả"), "done", None, self._finish, _needs_open),
            Action("reopen", N_("Bỏ kết quả"), "undo", None, self._reopen, _needs_done),
            Action("up", N_("Lên"), "up", "Alt+Up", partial(self._move, -1), _needs_line),
            Action("down", N_("Xuống"), "down", "Alt+Down", partial(self._move, 1), _needs_line),
            Action("remove", N_("Xóa"), "delete", "Del", self._remove, _needs_open),
        ]

    def _buttons(self) -> QWidget:
        strip = QWidget()
        column = QVBoxLayout(strip)
        lay(column, spacing=8)
        for steps in (self.steps.steps[:FIRST_ROW], self.steps.steps[FIRST_ROW:]):
            row = QHBoxLayout()
            lay(row, spacing=8)
            for step in steps:
                row.addWidget(self.steps.button(step.id))
            row.addStretch(1)
            column.addLayout(row)
        return strip

    def _open_form(self, line: JointLine | None) -> None:
        if line is None:
            LineDialog(self._desk, self._coordination_id, None, self, after=self._added).open()
        else:
            told = partial(self._told, _("Đã lưu việc phối hợp."))
            LineDialog(self._desk, self._coordination_id, line, self, after=told).open()

    def _added(self, line_id: object) -> None:
        self._wanted = int(str(line_id))
        self._told(_("Đã thêm việc phối hợp."), None)
        self.reload()

    def _finish(self, line: JointLine | None) -> None:
        if line is not None:
            ResultDialog(self._desk, line, self, after=partial(self._told, _("Đã ghi kết quả."))).open()

    def _reopen(self, line: JointLine | None) -> None:
        if line is not None:
            self._run(_("Đã bỏ kết quả."), reopen_joint_line, line.id)

    def _move(self, step: int, line: JointLine | None) -> None:
        if line is not None:
            self._desk.tasks.run(move_joint_line, line.id, step, owner=self)

    def _remove(self, line: JointLine | None) -> None:
        if line is not None:
            self._run(_("Đã xóa việc phối hợp."), remove_joint_line, line.id)

    def _run(self, words: str, use_case: Callable[..., object], *args: object) -> None:
        self._desk.tasks.run(use_case, *args, done=partial(self._told, words), owner=self)

    def _told(self, words: str, _result: object) -> None:
        self._desk.toast(words, partial(take_back, self._desk))


class LineDialog(SavingSheet):
    """One thing that both sides do together."""

    def __init__(
        self,
        desk: Desk,
        coordination_id: CoordinationId,
        line: JointLine | None,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        title = _("Thêm việc phối hợp") if line is None else _("Sửa việc phối hợp")
        super().__init__(desk, title, _("Lưu"), parent, after=after)
        self._coordination_id, self._line = coordination_id, line
        self.kind = Choice([(kind, _(words)) for kind, words in JOINT_KINDS.items()])
        self.words = TextArea(rows=3)
        self.lead, self.support = TextLine(), TextLine()
        self.due, self.wording = DateField(), TextLine()
        self.form.add("kind", _("Loại"), self.kind)
        self.form.add("words", _("Việc phối hợp"), self.words, required=True)
        self.form.add("lead", _("Chủ trì"), self.lead, span=3)
        self.form.add("support", _("Phối hợp"), self.support, span=3)
        self.form.add("due_on", _("Hạn"), self.due, span=3)
        hint = _("Cách ghi trong văn bản, ví dụ: hằng quý.")
        self.form.add("wording", _("Thời hạn ghi bằng chữ"), self.wording, span=3, hint=hint)
        if line is not None:
            self.kind.choose(line.kind)
            self.words.setPlainText(line.words)
            self.lead.setText(line.lead)
            self.support.setText(line.support)
            self.due.set_value(line.due_on)
            self.wording.setText(line.wording)
            self.is_touched = False
        self.form.focus_first()

    def send(self) -> None:
        form = LineForm(
            kind=self.kind.value() or JointKind.CONTENT,
            words=self.words.value(),
            lead=self.lead.value(),
            support=self.support.value(),
            due_on=self.due.value(),
            wording=self.wording.value(),
        )
        if self._line is None:
            self.run(add_joint_line, self._coordination_id, form)
        else:
            self.run(edit_joint_line, self._line.id, form)


class ResultDialog(SavingSheet):
    """Writes that a line was done, when and with what result."""

    def __init__(
        self,
        desk: Desk,
        line: JointLine,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(desk, _("Ghi kết quả phối hợp"), _("Ghi kết quả"), parent, width=560, after=after)
        self._line = line
        self.body.insertWidget(0, label(line.words, "strong", wrap=True))
        self.day = DateField(clock.today())
        self.outcome = TextArea(rows=3)
        self.form.add("done_on", _("Ngày xong"), self.day, span=3, required=True)
        hint = _("Ví dụ: số biên bản kiểm tra, số báo cáo.")
        self.form.add("result", _("Kết quả"), self.outcome, required=True, hint=hint)
        self.form.focus_first()

    def send(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="done_on")
        self.run(finish_joint_line, self._line.id, day, self.outcome.value())


def _needs_line(line: JointLine | None) -> str | None:
    return None if line is not None else _("Chọn một việc trong danh sách trước.")


def _needs_open(line: JointLine | None) -> str | None:
    if line is None:
        return _needs_line(line)
    return None if line.done_on is None else _("Việc này đã ghi kết quả.")


def _needs_done(line: JointLine | None) -> str | None:
    if line is None:
        return _needs_line(line)
    return None if line.done_on is not None else _("Việc này chưa ghi kết quả.")
