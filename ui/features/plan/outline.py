"""The plan by parts and items, as the signed paper has them: list at the left, what hangs on an item at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from dcapp.features.plan.queries import PlanLine, plans
from dcapp.features.plan.sections import OutlineLine, outline_of, section_card
from dcapp.features.plan.terms import PassageKind
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import PlanId
from ui.features.plan.section_pane import SectionPane
from ui.kit.actions import Action, Actions
from ui.kit.cells import CellRole, fit_columns, set_up_view
from ui.kit.desk import Desk, Screen
from ui.kit.fields import Choice
from ui.kit.header import FilterBar
from ui.kit.list_detail import ListDetail
from ui.kit.states import EmptyState, ErrorState, LoadingState
from ui.kit.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
COLUMNS = (N_("Nội dung"), N_("Việc giao"), N_("Nghĩa vụ"), N_("Hạn gần nhất"))
SHOWN_KINDS = ("Plan", "PlanPassage", "PlanDuty", "PlanObligation", "PlanCitation", "Paper")


def _needs_plan(plan: Any) -> str | None:
    return None if plan is not None else _("Chưa có kế hoạch nào.")


class OutlineModel(QAbstractTableModel):
    """Parts as group lines, items as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[OutlineLine] = []

    def show_lines(self, lines: list[OutlineLine]) -> None:
        """Replace the list."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        is_part = line.kind is PassageKind.PART
        if role == CellRole.GROUP:
            return is_part
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(line, column, is_part=is_part)
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return line.text
        if role == CellRole.CHIP and column == 3 and line.next_due is not None and not is_part:
            return Tone.NEUTRAL
        return None

    @staticmethod
    def _words(line: OutlineLine, column: int, *, is_part: bool) -> str:
        if column == 0:
            first = line.text.splitlines()[0] if line.text else ""
            return f"{line.marker} {first}".strip()
        if is_part:
            return ""
        if column == 1:
            return str(line.duty_count) if line.duty_count else ""
        if column == 2:
            return str(line.obligation_count) if line.obligation_count else ""
        return vn_date(line.next_due) if line.next_due else ""


class OutlinePage(Screen):
    """The list of parts and items of one plan."""

    def __init__(
        self,
        desk: Desk,
        *,
        bring_in: Callable[[], object],
        print_plan: Callable[[PlanId], object],
        print_duties: Callable[[PlanId], object],
        edit_head: Callable[[PlanId], object],
        remove: Callable[[PlanId], object],
        check_signing: Callable[[PlanId], object],
        take_number: Callable[[PlanId], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, _("Kế hoạch"), parent=parent)
        self._plans: list[PlanLine] = []
        self._wanted: PlanId | None = None  # a plan to show as soon as it is listed
        self._going_to: int | None = None  # a passage to go to as soon as its plan is shown
        self.choice = Choice()
        self.choice.setAccessibleName(_("Chọn kế hoạch"))
        self.choice.currentIndexChanged.connect(lambda _row: self._load())
        self.filters = FilterBar((("all", _("Tất cả")), ("due", _("Có hạn")), ("duty", _("Có giao việc"))))
        self.filters.add(self.choice)
        self.filters.changed.connect(self._filter)
        self.model = OutlineModel(self)
        self._all: list[OutlineLine] = []
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_view(self.table, _("Nội dung kế hoạch"))
        fit_columns(self.table, {1: 90, 2: 90, 3: 130}, stretched=0)
        self.pane = SectionPane(desk)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self.frame = ListDetail("plan-outline", self.filters, self._layers, self.pane)
        self.body.addWidget(self.frame, 1)
        self.actions_of_page = Actions(
            self,
            [
                *self._steps(bring_in, print_plan, print_duties, edit_head, remove),
                *self._signing_steps(check_signing, take_number),
            ],
            lambda: self.choice.value(),
        )
        self._bring_in = bring_in
        for step, kind in (("print", "secondary"), ("import", "primary")):
            if any(known.id == step for known in self.actions_of_page.steps):
                self.header.add(self.actions_of_page.button(step, kind))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([self.actions_of_page[step.id] for step in self.actions_of_page.steps])
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._pick())
        self.table.activated.connect(lambda _index: self.frame.open_detail())
        self.setFocusProxy(self.table)
        self._show_state(LoadingState())
        desk.changes.shows(SHOWN_KINDS, self.reload, self)
        self.reload()

    def _steps(
        self,
        bring_in: Callable[[], object],
        print_plan: Callable[[PlanId], object],
        print_duties: Callable[[PlanId], object],
        edit_head: Callable[[PlanId], object],
        remove: Callable[[PlanId], object],
    ) -> list[Action]:
        needs_plan = _needs_plan
        steps = []
        if self.desk.may("plan.import"):
            steps.append(Action("import", N_("Nhập kế hoạch đã ký"), "import", "Ctrl+N", lambda _plan: bring_in()))
        steps.append(Action("print", N_("In kế hoạch"), "print", "Ctrl+P", print_plan, needs_plan))
        steps.append(Action("print_duties", N_("In danh mục nghĩa vụ"), "print", None, print_duties, needs_plan))
        if self.desk.may("plan.edit"):
            steps.append(Action("edit", N_("Sửa số, ngày, người ký"), "edit", "F2", edit_head, needs_plan))
        if self.desk.may("plan.manage"):
            steps.append(Action("remove", N_("Xóa kế hoạch"), "delete", "Del", remove, needs_plan))
        steps.append(Action("reload", N_("Tải lại"), "reload", "F5", lambda _plan: self.reload()))
        return steps

    def _signing_steps(
        self, check_signing: Callable[[PlanId], object], take_number: Callable[[PlanId], object]
    ) -> list[Action]:
        def needs_no_number(plan: Any) -> str | None:
            numbers = {line.id: line.number for line in self._plans}
            if numbers.get(plan):
                return _("Kế hoạch này đã có số {number}.").format(number=numbers[plan])
            return _needs_plan(plan)

        steps = [Action("check_signing", N_("Kiểm tra trước khi ký"), "check", None, check_signing, _needs_plan)]
        if self.desk.may("numbering.take") and self.desk.may("plan.edit"):
            steps.append(Action("take_number", N_("Lấy số"), "papers", None, take_number, needs_no_number))
        return steps

    def regions(self) -> tuple[QWidget, ...]:
        return (self.filters, self._layers, self.pane)

    def begin_new(self) -> None:
        """Read a signed plan in, where the account may."""
        steps = self.actions_of_page
        if steps is not None and any(step.id == "import" for step in steps.steps):
            steps["import"].trigger()

    def shown_record(self) -> Any:
        line = self._line()
        return line.passage_id if line is not None else None

    def show_record(self, record: Any) -> None:
        """Go to the part or item with this key, whichever plan it stands in."""
        self._going_to = int(record)
        if self._all:
            self._arrive()

    def _arrive(self) -> None:
        """Select the passage that is wanted; where this plan has it not, look into the others."""
        wanted = self._going_to
        if wanted is None:
            return
        if any(line.passage_id == wanted for line in self._all):
            self._going_to = None
            if all(line.passage_id != wanted for line in self.model.lines):
                self.filters.choose("all")
            row = next(n for n, line in enumerate(self.model.lines) if line.passage_id == wanted)
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.model.index(row, 0))
            self.frame.open_detail()
            return
        self._going_to = None
        for plan in self._plans:
            if plan.id != self.choice.value():
                self.desk.tasks.run(outline_of, plan.id, done=partial(self._look_into, plan.id, wanted), owner=self)

    def _look_into(self, plan_id: PlanId, wanted: int, lines: list[OutlineLine]) -> None:
        if any(line.passage_id == wanted for line in lines):
            self._going_to = wanted
            self.choose_plan(plan_id)

    def reload(self) -> None:
        """Read the plans again, then the outline of the chosen one."""
        self.desk.tasks.run(plans, done=self._take_plans, failed=self._unread, owner=self, key="plans")

    def _unread(self, error: Exception) -> None:
        state = ErrorState(_("Chưa đọc được kế hoạch"), error)
        state.offer(_("Tải lại"), self.reload, symbol="reload")
        self._show_state(state)

    def choose_plan(self, plan_id: PlanId) -> None:
        """Show this plan, at once or as soon as it is listed."""
        if any(line.id == plan_id for line in self._plans):
            self.choice.choose(plan_id)
        else:
            self._wanted = plan_id

    def _take_plans(self, found: list[PlanLine]) -> None:
        wanted, self._wanted = self._wanted or self.choice.value(), None
        self._plans = found
        self.choice.blockSignals(True)
        self.choice.fill([(line.id, f"{line.year} · {line.number or line.title}") for line in found])
        self.choice.choose(wanted if any(line.id == wanted for line in found) else (found[0].id if found else None))
        self.choice.blockSignals(False)
        self.choice.setVisible(len(found) > 1)
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()
        if not found:
            self.header.show_title(_("Kế hoạch"), _("Chưa có kế hoạch nào"))
            state = EmptyState(
                "plan",
                _("Chưa có kế hoạch"),
                _("Nhập kế hoạch đã ký (Word, PDF hoặc văn bản) để thấy các mục, việc giao và nghĩa vụ báo cáo."),
            )
            if self.desk.may("plan.import"):
                state.offer(_("Nhập kế hoạch đã ký"), self._bring_in, symbol="import")
            self._show_state(state)
            return
        self._load()

    def _load(self) -> None:
        plan = self.choice.value()
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()
        if plan is not None:
            self.desk.tasks.run(
                outline_of, plan, done=self._take_lines, failed=self._unread, owner=self, key="plan-outline"
            )

    def _take_lines(self, lines: list[OutlineLine]) -> None:
        self._all = lines
        plan = next((line for line in self._plans if line.id == self.choice.value()), None)
        items = [line for line in lines if line.kind is PassageKind.ITEM]
        if plan is not None:
            counts = _("{items} mục · {duties} việc giao · {due} nghĩa vụ").format(
                items=len(items),
                duties=sum(line.duty_count for line in items),
                due=sum(line.obligation_count for line in items),
            )
            number = _("Số {number}").format(number=plan.number) if plan.number else ""
            day = vn_date(plan.signed_on) if plan.signed_on else ""
            signed = ", ".join(part for part in (number, day) if part)
            words = " · ".join(part for part in (signed, counts, plan.title) if part)
            self.header.show_title(_("Kế hoạch {year}").format(year=plan.year), words)
        self._filter()
        self._arrive()

    def _filter(self) -> None:
        chosen = self.filters.preset()
        items = {
            "due": [line for line in self._all if line.obligation_count],
            "duty": [line for line in self._all if line.duty_count],
        }
        self.filters.set_count("all", sum(1 for line in self._all if line.kind is PassageKind.ITEM))
        for key, lines in items.items():
            self.filters.set_count(key, len(lines))
        shown = self._all
        if chosen in items:
            parts = {line.part for line in items[chosen]}
            kept = {line.passage_id for line in items[chosen]}
            shown = [
                line
                for line in self._all
                if line.passage_id in kept or (line.kind is PassageKind.PART and line.part in parts)
            ]
        self.model.show_lines(shown)
        self._layers.setCurrentWidget(self.table)
        self.setFocusProxy(self.table)
        self.frame.set_foot(_("Sắp theo mục của kế hoạch"), _("Enter mở · Ctrl+P in · F6 chuyển vùng"))
        first = next((n for n, line in enumerate(shown) if line.kind is PassageKind.ITEM), -1)
        if first >= 0:
            self.table.setCurrentIndex(self.model.index(first, 0))

    def _line(self) -> OutlineLine | None:
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _pick(self) -> None:
        line, plan = self._line(), self.choice.value()
        if line is None or plan is None:
            return
        self.pane.show_line(line)
        self.frame.preview_detail()
        arguments = (plan, line.part, line.item)
        self.desk.tasks.run(section_card, *arguments, done=self.pane.show_card, owner=self, key="plan-section")

    def _show_state(self, state: QWidget) -> None:
        old = self._layers.currentWidget()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        # Tab never leaves a page whose proxy is hidden
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stub forgets that None takes it away
        if old is not None and old is not self.table:
            self._layers.removeWidget(old)
            old.deleteLater()
