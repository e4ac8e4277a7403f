"""Thi hành of one case: what its decision orders, and how far each of it is."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from dcapp.features.cases.cards import CaseCard, ExecutionLine
from dcapp.features.cases.terms import EXECUTION_KINDS, EXECUTION_UNITS
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId
from dcapp.kernel.numbers import vn_number
from dcapp.registers.spec import Line
from ui.features.cases.executions import ExecutionDialog, ProgressDialog
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.fitting import lay
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines


class OrdersCard(Card):
    """Out of sight until the case has a decision or conclusion."""

    def __init__(self, desk: Desk, case_id: CaseId, parent: QWidget | None = None) -> None:
        super().__init__(_("Thi hành"), parent)
        self._desk, self._case_id = desk, case_id
        self._orders: dict[int, ExecutionLine] = {}
        self.list = TwoLineList(_("Việc phải thi hành"), rows=2)
        self.list.activated.connect(lambda _index: self.write_progress())
        self.setFocusProxy(self.list)
        self.add(self.list)
        self.new = button(_("Thêm việc…"), "secondary", "add", self.add_order)
        self.progress = button(_("Ghi kết quả…"), "secondary", "done", self.write_progress)
        self.change = button(_("Sửa…"), "secondary", "edit", self.edit_order)
        grid = QGridLayout()
        lay(grid, spacing=(8, 8))
        for number, one in enumerate((self.new, self.progress, self.change)):
            grid.addWidget(one, number // 2, number % 2)
        self.body.addLayout(grid)
        self.list.picked.connect(lambda _key: self._look())
        self._look()
        self.hide()

    def show_case(self, card: CaseCard) -> None:
        """Show what is ordered in the case as it is now."""
        self._orders = {one.id: one for one in card.executions}
        self.list.show_rows([_row(one) for one in card.executions])
        self.setVisible(card.decided_on is not None)
        self._look()

    def add_order(self) -> None:
        """Write down something that is ordered."""
        ExecutionDialog(self._desk, self._case_id, None, self).open()

    def edit_order(self) -> None:
        """Change it."""
        if (line := self._line()) is not None:
            ExecutionDialog(self._desk, self._case_id, line, self).open()

    def write_progress(self) -> None:
        """Record how much of it is carried out."""
        if (line := self._line()) is not None:
            ProgressDialog(self._desk, line, self).open()

    def _line(self) -> Line | None:
        """The chosen one as the book of executions has it."""
        one = self._orders.get(self.list.key())
        if one is None:
            return None
        return {name: getattr(one, name) for name in ExecutionLine.__dataclass_fields__}

    def _look(self) -> None:
        for one in (self.progress, self.change):
            one.setEnabled(bool(self.list.key()))
            one.setToolTip("" if self.list.key() else _("Chọn một việc trong danh sách trước."))


def _row(one: ExecutionLine) -> TwoLines:
    unit = _(EXECUTION_UNITS[one.kind])
    amount = f"{vn_number(one.done)}/{vn_number(one.due)} {unit}" if one.due else ""
    day = _("xong {day}").format(day=vn_date(one.done_on)) if one.done_on is not None else ""
    if not day and one.due_on is not None:
        day = _("hạn {day}").format(day=vn_date(one.due_on))
    below = " · ".join(part for part in (_(EXECUTION_KINDS[one.kind]), amount, day) if part)
    return TwoLines(one.id, one.what, below, Tone.SUCCESS if one.done_on is not None else None)
