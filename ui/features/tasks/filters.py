"""Above the list of tasks: ready-made filters with counts, whose tasks, list or board; below, which plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcapp.features.plan.queries import PlanLine
from dcapp.features.tasks.board import Narrow, TaskCounts
from dcapp.features.tasks.register import TASKS
from dcapp.features.tasks.terms import TaskState
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId, PlanId
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from ui.kit.buttons import SegmentedControl
from ui.kit.fields import Choice
from ui.kit.fitting import fix, lay
from ui.kit.header import FilterBar

ALL, LATE, SOON, LACKING = "all", "late", "soon", "lacking"
LIST, BOARD = range(2)
SHOWN = (TaskState.OPEN.value, TaskState.DONE.value)


class TaskFilters(QWidget):
    """Turns what was pressed and chosen into the question to the book of tasks and its counts."""

    changed = Signal()
    plan_changed = Signal()
    view_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(
            ((ALL, _("Tất cả")), (LATE, _("Quá hạn")), (SOON, _("7 ngày tới")), (LACKING, _("Thiếu minh chứng")))
        )
        self.people = Choice([(None, _("Mọi người"))])
        self.people.setAccessibleName(_("Việc của ai"))
        self.people.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        fix(self.people, width=126)
        self.view = SegmentedControl((_("Danh sách"), _("Bảng")), _("Cách xem"))
        self.plan = Choice()
        self.plan.setAccessibleName(_("Chọn kế hoạch"))
        self.plan.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.plan.hide()
        self.bar.add(self.plan)
        self.bar.add(self.people)
        self.bar.add(self.view)
        column = QVBoxLayout(self)
        lay(column, spacing=0)
        column.addWidget(self.bar)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        lay(below, (0, 8, 0, 0), 8)
        self.bar.clear.setParent(None)
        below.addWidget(self.bar.clear)
        below.addStretch(1)
        column.addWidget(self._below)
        self._below.hide()
        self.bar.changed.connect(self._changed)
        self.bar.cleared.connect(self._clear)
        self.people.currentIndexChanged.connect(lambda _row: self._chosen())
        self.plan.currentIndexChanged.connect(lambda _row: self.plan_changed.emit())
        self.view.chosen.connect(self.view_changed)

    # -- what holds
    def preset(self) -> str:
        """The ready-made filter that holds."""
        return self.bar.preset()

    def lead(self) -> OfficerId | None:
        """Whose tasks are looked at; None for everybody's."""
        found: OfficerId | None = self.people.value()
        return found

    def is_filtered(self) -> bool:
        """True where not all tasks of the plan are asked for."""
        return self.preset() != ALL or self.lead() is not None

    def query(self, plan_id: PlanId) -> Query:
        """The tasks that hold, as a question to their book."""
        preset = next((one.filters for one in TASKS.presets if one.key == self.preset()), ())
        filters = [*preset, Filter("plan_id", Op.IS, plan_id)]
        if not preset:
            filters.append(Filter("state", Op.ONE_OF, SHOWN))
        if self.lead() is not None:
            filters.append(Filter("lead_id", Op.IS, self.lead()))
        return Query(filters=tuple(filters))

    def narrow(self) -> Narrow:
        """The same for the counts; who is late is counted in every section anyway."""
        return Narrow(lead=self.lead(), soon=self.preset() == SOON, lacking=self.preset() == LACKING)

    # -- what is offered
    def show_counts(self, counts: TaskCounts) -> None:
        """Write on the ready-made filters how many tasks they leave."""
        numbers = {ALL: counts.total, LATE: counts.late, SOON: counts.soon, LACKING: counts.lacking}
        for key, number in numbers.items():
            self.bar.set_count(key, number)

    def offer_people(self, people: Sequence[tuple[Any, str]]) -> None:
        """Officers to choose from."""
        self.people.blockSignals(True)
        self.people.fill([(None, _("Mọi người")), *people])
        self.people.blockSignals(False)

    def offer_plans(self, plans: Sequence[PlanLine], wanted: PlanId | None) -> None:
        """Plans to choose from, with the one that is wanted chosen."""
        self.plan.blockSignals(True)
        years = [line.year for line in plans]
        is_year_enough = len(set(years)) == len(years)
        fix(self.plan, width=92 if is_year_enough else 176)
        self.plan.fill(
            [
                (line.id, str(line.year) if is_year_enough else f"{line.year} · {line.number or line.title}")
                for line in plans
            ]
        )
        self.plan.choose(wanted)
        self.plan.blockSignals(False)
        self.plan.setVisible(len(plans) > 1)
        self._look()

    def choose_plan(self, plan_id: PlanId) -> None:
        """Look at this plan."""
        self.plan.choose(plan_id)

    def clear(self) -> None:
        """Ask for everything again."""
        self.bar.clear.click()

    def _clear(self) -> None:
        self.people.blockSignals(True)
        self.people.setCurrentIndex(0)
        self.people.blockSignals(False)

    def _chosen(self) -> None:
        self.bar.set_filtered(self.lead() is not None)
        self._changed()

    def _changed(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """The line below takes room only while it says something."""
        self._below.setVisible(self.is_filtered())
