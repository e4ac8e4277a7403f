"""Kế hoạch, tab Việc: the tasks of a plan as a list by section or as a board, with the pane of the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from dcapp.db.faults import Interrupted
from dcapp.features.office.queries import OfficerCard, calendar_of
from dcapp.features.plan.queries import PlanLine, plans
from dcapp.features.tasks.board import CARDS, LaneCards, SectionCount, TaskCounts, section_counts, task_counts
from dcapp.features.tasks.queries import TaskCard, task_card
from dcapp.features.tasks.register import TASKS
from dcapp.features.tasks.terms import Lane
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PlanId, TaskId
from dcapp.kernel.numbers import vn_number
from dcapp.registers.spec import Line
from dcapp.registers.use_cases import locating
from dcapp.rules.working_days import Calendar
from ui.features.tasks.asking import SHOWN_KINDS, lanes_with
from ui.features.tasks.board_view import Board
from ui.features.tasks.filters import BOARD, TaskFilters
from ui.features.tasks.listing import UNKNOWN, TaskModel, groups_of
from ui.features.tasks.offering import offer_buttons, offer_menus, offered_steps
from ui.features.tasks.page_states import no_plan, nothing_found, nothing_yet, unread
from ui.features.tasks.pane import TaskPane
from ui.features.tasks.people import all_officers, whose_tasks
from ui.features.tasks.printing import TaskPrints, prints_at
from ui.features.tasks.steps import Around, TaskSteps
from ui.features.tasks.table import TaskTable
from ui.kit.actions import Actions
from ui.kit.desk import Desk, Screen
from ui.kit.list_detail import ListDetail
from ui.kit.states import LoadingState
from ui.registers.export_action import Export

MORE_CARDS = 20


class TasksPage(Screen):
    """Filters, list or board, and the pane; the steps stand in `offering` and `steps`."""

    def __init__(self, desk: Desk, prints: TaskPrints | None = None, parent: QWidget | None = None) -> None:
        """`prints` opens the papers; the house's own where none is given."""
        super().__init__(desk, _("Kế hoạch"), parent=parent)
        self._plans: list[PlanLine] = []
        self._wanted_plan: PlanId | None = None
        self._going_to: TaskId | None = None
        self._then = ""  # the step to begin there
        self._beside: tuple[TaskId, TaskId | None] | None = None  # a series in the pane, and the line it was opened at
        self._calendar: Calendar = UNKNOWN
        self._counts = TaskCounts()
        self._shown_cards: dict[Lane, int] = {}
        self.card: TaskCard | None = None
        self.filters = TaskFilters()
        self.model = TaskModel(desk.tasks, self)
        self.table = TaskTable(self.model)
        self.board = Board()
        self.pane = TaskPane(desk)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self._layers.addWidget(self.board)
        self.frame = ListDetail("tasks", self.filters, self._layers, self.pane)
        self.body.addWidget(self.frame, 1)
        self.steps = TaskSteps(self._around(), prints or prints_at(desk, self))
        self.actions_of_page = Actions(self, offered_steps(desk, self.steps, self.reload), self._selection)
        self.more = offer_buttons(self.header, self.pane, self.actions_of_page)
        offer_menus(self.table, self.board, self.actions_of_page)
        self._connect()
        self._show_state(LoadingState())
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self.filters, self._layers, self.pane)

    def shown_record(self) -> Any:
        return self.card.id if self.card is not None else None

    def show_record(self, record: Any) -> None:
        """Go to a task, whichever plan it belongs to."""
        self._going_to = TaskId(int(record))
        self.desk.tasks.run(task_card, self._going_to, done=self._go_to_card, failed=self._gone, owner=self)

    def begin(self, step: str, record: Any) -> None:
        """A step with a task; without a task the ready-made filter of this name."""
        if record is None:
            self.filters.bar.choose(step)
        else:
            self._then = step
            self.show_record(record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            for export in self.findChildren(Export):
                export.stop()
        super().keyPressEvent(event)

    # -- what holds now
    @property
    def plan_id(self) -> PlanId | None:
        """The plan that is looked at."""
        found: PlanId | None = self.filters.plan.value()
        return found

    @property
    def is_board(self) -> bool:
        """True while the board is in front."""
        return self.filters.view.choice() == BOARD

    def current_id(self) -> TaskId | None:
        """The task under the cursor, or the one in the pane."""
        if self._beside is not None:
            return self._beside[0]
        return self._under_cursor()

    def _under_cursor(self) -> TaskId | None:
        if self._layers.currentWidget() is self.board:
            card = self.board.current_card()
            return card.id if card is not None else None
        line = self.current_line()
        if line is not None and self._layers.currentWidget() is self.table:
            return TaskId(line["id"])
        return self.card.id if self.card is not None and self.frame.is_detail_open else None

    def current_line(self) -> Line | None:
        """The line of the list under the cursor."""
        return self.table.current_line()

    def chosen_ids(self) -> list[TaskId]:
        """The tasks that are chosen; in the board the current one."""
        if self._layers.currentWidget() is self.table and self._beside is None:
            chosen = [TaskId(line["id"]) for line in self.table.chosen_lines()]
            if chosen:
                return chosen
        current = self.current_id()
        return [current] if current is not None else []

    def _around(self) -> Around:
        return Around(
            self,
            lambda: str(line["section"]) if (line := self.current_line()) is not None else "",
            self.chosen_ids,
            lambda: self.card,
            self.filters.query,
            self.frame.set_foot,
            self.choose_plan,
            self.go_to_new,
        )

    def _selection(self) -> tuple[PlanId | None, TaskId | None]:
        return self.plan_id, self.current_id()

    # -- composition
    def _connect(self) -> None:
        self.filters.changed.connect(self._load)
        self.filters.plan_changed.connect(self._plan_changed)
        self.filters.view_changed.connect(self._view_changed)
        for view in (self.table, self.board):
            view.picked.connect(self._pick)
            view.opened.connect(self.frame.open_detail)
            view.done_wanted.connect(lambda: self._on_current(self.steps.mark_done))
            view.dropped.connect(lambda task_id, paths: self.steps.add_evidence(TaskId(task_id), paths))
        self.board.moved.connect(lambda task_id, lane: self.steps.move(TaskId(task_id), lane))
        self.board.more_wanted.connect(self._show_more)
        self.pane.dropped.connect(lambda task_id, paths: self.steps.add_evidence(TaskId(task_id), paths))
        self.pane.task_wanted.connect(self.show_record)
        self.pane.receipts_wanted.connect(lambda: self._on_current(self.steps.receive))
        self.pane.evidence.add_wanted.connect(lambda: self._on_current(self.steps.add_evidence))
        self.model.loaded.connect(self._listed)
        self.model.failed.connect(self._unread)
        self.desk.changes.shows(SHOWN_KINDS, self.reload, self)

    def _on_current(self, run: Callable[[TaskId], object]) -> None:
        """Do something with the task in front, where the account may."""
        task_id = self.current_id()
        if task_id is not None and self.desk.may("plan.progress"):
            run(task_id)

    # -- reading
    def reload(self) -> None:
        """Read plans, officers and calendar again, then the tasks."""
        self.desk.tasks.run(calendar_of, done=self._take_calendar, failed=self._unread, owner=self)
        self.desk.tasks.run(all_officers, done=self._take_officers, failed=self._unread, owner=self)
        self.desk.tasks.run(plans, done=self._take_plans, failed=self._unread, owner=self, key="tasks-plans")

    def _take_calendar(self, calendar: Calendar) -> None:
        self._calendar = calendar

    def _take_officers(self, officers: Sequence[OfficerCard]) -> None:
        self.filters.offer_people(whose_tasks(officers, self.desk.app.viewer.officer_id))

    def _take_plans(self, found: list[PlanLine]) -> None:
        self._plans = found
        wanted = self._wanted_plan or self.plan_id
        known = any(line.id == wanted for line in found)
        if known:
            self._wanted_plan = None
        self.filters.offer_plans(found, wanted if known else (found[0].id if found else None))
        self._refresh()
        if not found:
            self.header.show_title(_("Kế hoạch"), _("Chưa có kế hoạch nào"))
            bring_in = partial(self.desk.open, "plan", ("new", "Plan"))
            self._show_state(no_plan(bring_in if self.desk.may("plan.import") else None))
            return
        self._load()

    def _plan_changed(self) -> None:
        self._shown_cards.clear()
        self._load()

    def _view_changed(self, _view: int) -> None:
        """The board takes the whole width; Enter opens the pane beside it."""
        if self.is_board:
            self.frame.close_detail()
        self._load()

    def choose_plan(self, plan_id: PlanId) -> None:
        """Look at this plan, at once or as soon as it is listed."""
        if any(line.id == plan_id for line in self._plans):
            self.filters.choose_plan(plan_id)
        else:
            self._wanted_plan = plan_id
            self.reload()

    def _load(self) -> None:
        """Count, then ask for the lines or the cards that hold."""
        plan_id = self.plan_id
        if plan_id is None:
            return
        self._refresh()
        run = partial(self.desk.tasks.run, failed=self._unread, owner=self)
        narrow = self.filters.narrow()
        everything = type(narrow)(lead=narrow.lead)
        run(task_counts, plan_id, everything, done=self._take_counts, key="tasks-counts")
        if self.is_board:
            asked = lanes_with(narrow, self._shown_cards)
            run(asked, plan_id, done=self._take_lanes, key="tasks-lanes")
        else:
            done = partial(self._take_sections, plan_id)
            run(section_counts, plan_id, narrow, done=done, key="tasks-sections")

    def _take_counts(self, counts: TaskCounts) -> None:
        self._counts = counts
        self.filters.show_counts(counts)
        plan = next((line for line in self._plans if line.id == self.plan_id), None)
        if plan is not None:
            words = _("{sections} nội dung · {total} việc · xong {done}").format(
                sections=vn_number(counts.sections), total=vn_number(counts.total), done=vn_number(counts.done)
            )
            self.header.show_title(_("Kế hoạch {year}").format(year=plan.year), f"{words} · {plan.title}")

    def _take_sections(self, plan_id: PlanId, sections: list[SectionCount]) -> None:
        if plan_id == self.plan_id:
            self.model.ask(self.filters.query(plan_id), groups_of(sections, self.filters.preset()), self._calendar)

    def _take_lanes(self, found: dict[Lane, LaneCards]) -> None:
        self.board.show_lanes(found)
        if not self._counts.total and not self.filters.is_filtered():
            self._show_state(nothing_yet(self.actions_of_page))
            return
        self._show_layer(self.board)
        count = sum(lane.count for lane in found.values())
        words = _("{count} việc · chọn thẻ rồi bấm Ctrl+U, hoặc kéo thẻ. Cột Xong cần minh chứng.")
        self.frame.set_foot(words.format(count=vn_number(count)), _("← → đổi cột · ↑ ↓ đổi thẻ · Enter mở"))
        self._arrive()

    def _listed(self) -> None:
        if self.is_board:
            return
        if self.model.task_count:
            self._show_layer(self.table)
            words = _("{count} việc đang hiện · sắp theo mục kế hoạch").format(count=vn_number(self.model.task_count))
            self.frame.set_foot(words, _("Enter mở · Space đánh dấu xong · Ctrl+U cập nhật"))
            self._arrive()
        elif self.filters.is_filtered():
            self._show_state(nothing_found(self.filters.clear))
        else:
            self._show_state(nothing_yet(self.actions_of_page))

    def _show_more(self, lane: Lane) -> None:
        self._shown_cards[lane] = self._shown_cards.get(lane, CARDS) + MORE_CARDS
        self._load()

    # -- the current task
    def _pick(self) -> None:
        if self._beside is not None and self._under_cursor() not in (None, *self._beside):
            self._beside = None  # the cursor moved on
        self._refresh()
        task_id = self.current_id()
        if task_id is not None and (self.card is None or self.card.id != task_id):
            self._read_card(task_id)

    def _read_card(self, task_id: TaskId) -> None:
        done = partial(self._show_card, task_id)
        self.desk.tasks.run(task_card, task_id, done=done, failed=self._gone, owner=self, key="tasks-card")

    def _show_card(self, task_id: TaskId, card: TaskCard) -> None:
        current = self.current_id()
        if current is not None and current != task_id and self._layers.currentWidget() in (self.table, self.board):
            return
        self.card = card
        self.pane.show_card(card)
        if not self.is_board:
            self.frame.preview_detail()
        self._refresh()

    def _refresh(self) -> None:
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()

    # -- going to a task
    def go_to_new(self, task_id: TaskId) -> None:
        """Go to a task that was just entered, once the list has it."""
        self._going_to = task_id

    def _go_to_card(self, card: TaskCard) -> None:
        if card.is_series and card.plan_id == self.plan_id:  # the list has no line for it: the pane stands for it
            self._going_to, self._beside = None, (card.id, self._under_cursor())
            self._show_card(card.id, card)
            self.frame.open_detail()
            return
        self._beside = None
        self._going_to = card.id
        if self.filters.is_filtered():
            self.filters.clear()
        if card.plan_id != self.plan_id:
            self.choose_plan(card.plan_id)
        self.card = card
        self.pane.show_card(card)
        self.frame.open_detail()
        self._arrive()
        step, self._then = self._then, ""
        self.steps.begin(step, card)

    def _arrive(self) -> None:
        """Put the cursor on the task that is wanted, among all tasks of the query."""
        wanted, plan_id = self._going_to, self.plan_id
        if wanted is None or plan_id is None:
            self._renew_card()
            return
        if self.is_board:
            self._going_to = None
            self.board.go_to(wanted)
            return
        query = self.filters.query(plan_id)
        done = partial(self._located, wanted)
        self.desk.tasks.run(locating(TASKS), query, wanted, done=done, owner=self, key="tasks-place")

    def _located(self, wanted: TaskId, place: int | None) -> None:
        if place is None or self.is_board:
            return
        row = self.model.row_of_place(place)
        if row >= 0:
            self._going_to = None
            self.table.go_to(row)
            self._read_card(wanted)

    def _renew_card(self) -> None:
        """The task in the pane may have changed with the list."""
        if self.card is not None:
            self._read_card(self.current_id() or self.card.id)

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, Interrupted):
            self._going_to = None
            self.card = None
            self.frame.close_detail()
            self.desk.toast(_("Việc này không còn trong sổ."))

    # -- states
    def _unread(self, error: Exception) -> None:
        if not isinstance(error, Interrupted):
            self._show_state(unread(error, self.reload))

    def _show_layer(self, view: QWidget) -> None:
        self._drop_state()
        self._layers.setCurrentWidget(view)
        self.setFocusProxy(view)
        self._pick()

    def _show_state(self, state: QWidget) -> None:
        self._drop_state()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        # Tab never leaves a page whose proxy is hidden
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stub forgets that None takes it away
        self.frame.close_detail()
        self.frame.set_foot("", "")

    def _drop_state(self) -> None:
        while (old := self._layers.widget(2)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
