"""Which steps the page of tasks offers this account, with their keys, and why one is not possible now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import PlanId, TaskId
from ui.features.tasks.board_view import Board
from ui.features.tasks.pane import TaskPane
from ui.features.tasks.steps import TaskSteps, why_read_only
from ui.features.tasks.table import TaskTable
from ui.kit.actions import Action, Actions, always
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.header import PageHeader

Selection = tuple[PlanId | None, TaskId | None]


def offered_steps(desk: Desk, steps: TaskSteps, reload: Callable[[], object]) -> list[Action]:
    """The steps in the order of menus. Selections are (plan, task)."""
    may = desk.may

    def can_note(selection: Selection) -> str | None:
        _plan, task = selection
        if task is None:
            return _("Chọn một việc trước.")
        card = steps.around.card()
        return why_read_only(card) if card is not None and card.id == task and not card.may_note else None

    def on_task(run: Callable[[TaskId], object]) -> Callable[[Selection], object]:
        return lambda selection: run(selection[1]) if selection[1] is not None else None

    def on_plan(run: Callable[[PlanId], object]) -> Callable[[Selection], object]:
        return lambda selection: run(selection[0]) if selection[0] is not None else None

    def raise_one(selection: Selection) -> None:
        plan, task = selection
        if plan is not None:
            steps.raise_difficulty(plan, task)

    found = []
    if may("plan.edit"):
        found.append(Action("add", N_("Thêm việc"), "add", "Ctrl+N", on_plan(steps.add), needs_plan))
    if may("plan.progress"):
        found += [
            Action("update", N_("Cập nhật tiến độ"), "progress", "Ctrl+U", on_task(steps.update), can_note),
            Action("done", N_("Đánh dấu xong"), "check", None, on_task(steps.mark_done), can_note),
            Action("evidence", N_("Minh chứng"), "attach", "Ctrl+M", on_task(steps.add_evidence), can_note),
            Action("receive", N_("Ghi nhận báo cáo"), "done", None, on_task(steps.receive), can_note),
            Action("raise", N_("Nêu vướng mắc"), "warning", None, raise_one, needs_plan),
        ]
    if may("plan.approve"):
        found.append(Action("adjust", N_("Điều chỉnh"), "edit", None, on_task(steps.adjust), needs_task))
    if may("plan.edit"):
        found += [
            Action("edit", N_("Sửa việc"), "edit", "F2", on_task(steps.edit), needs_task),
            Action("remove", N_("Xóa việc"), "delete", "Del", on_task(steps.remove), needs_task),
            Action("bulk", N_("Sửa nhiều việc"), "table", None, lambda _selection: steps.change_many(), needs_task),
            Action("remind", N_("Đôn đốc"), "bell", None, on_plan(steps.remind), needs_task),
            Action("request", N_("Ghi yêu cầu đột xuất"), "import", None, on_plan(steps.request), needs_plan),
            Action("derive", N_("Lập việc từ kế hoạch"), "plan", None, on_plan(steps.derive), needs_plan),
            Action("produce", N_("Sinh việc các kỳ"), "calendar", None, on_plan(steps.produce), needs_plan),
        ]
    if may("plan.edit") and may("plan.import"):
        found.append(
            Action("next_year", N_("Lập kế hoạch năm sau"), "next", None, on_plan(steps.next_year), needs_plan)
        )
    found += [
        Action("slips", N_("In phiếu đôn đốc"), "print", None, on_plan(steps.print_slips), needs_plan),
        Action("progress_paper", N_("In báo cáo tiến độ"), "report", None, on_plan(steps.print_progress), needs_plan),
        Action("print", N_("In sổ theo dõi việc"), "print", "Ctrl+P", on_plan(steps.print_book), needs_plan),
        Action("export", N_("Xuất Excel"), "export", "Ctrl+E", on_plan(steps.export), needs_plan),
        Action("reload", N_("Tải lại"), "reload", "F5", lambda _selection: reload(), always),
    ]
    return found


def offer_buttons(header: PageHeader, pane: TaskPane, steps: Actions) -> QPushButton:
    """Put the steps into header and pane; the button behind which the others are."""
    known = {step.id for step in steps.steps}
    more = button(_("Việc khác"), "secondary", "more")
    more.setMenu(steps.menu(header, *(step.id for step in steps.steps if step.id not in ("add", "adjust"))))
    header.add(more)
    for step_id, kind in (("adjust", "secondary"), ("add", "primary")):
        if step_id in known:
            header.add(steps.button(step_id, kind))
    below = (("update", "primary"), ("evidence", "secondary"))
    pane.set_footer(*(steps.button(step_id, kind) for step_id, kind in below if step_id in known))
    return more


def offer_menus(table: TaskTable, board: Board, steps: Actions) -> None:
    """Put the steps behind the right mouse button of list and board, there with the ways to move a card."""
    may_move = any(step.id == "update" for step in steps.steps)
    for view in (table, *(column.list for column in board.columns.values())):
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        if view is not table and may_move:
            view.addActions(board.offer_moves(view))
        view.addActions([steps[step.id] for step in steps.steps])


def needs_plan(selection: Selection) -> str | None:
    """A plan must be there."""
    return None if selection[0] is not None else _("Chưa có kế hoạch nào.")


def needs_task(selection: Selection) -> str | None:
    """A task must be current."""
    return None if selection[1] is not None else _("Chọn một việc trước.")
