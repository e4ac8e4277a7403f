"""The books beside the tasks: what is to be sent in, difficulties, adjustments, and the tasks as a plain book."""

from __future__ import annotations

from dcapp.features.tasks.adjusting import remove_difficulty
from dcapp.features.tasks.delivering import receive_delivery, take_back_delivery
from dcapp.features.tasks.delivery_register import DELIVERIES
from dcapp.features.tasks.queries import TaskCard, task_card
from dcapp.features.tasks.register import ADJUSTMENTS, DIFFICULTIES, TASKS
from dcapp.features.tasks.terms import DifficultyState
from dcapp.kernel import clock
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AdjustmentId, DeliveryId, DifficultyId, TaskId
from dcapp.registers.spec import Line
from ui.features.tasks.adjust_dialog import AdjustDialog
from ui.features.tasks.difficulty_dialogs import AnswerDialog
from ui.features.tasks.printing import prints_at
from ui.features.tasks.receipts_dialog import ReceiptsDialog
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


class DeliveriesPage(RegisterPage):
    """Who owes whom what; a receipt is noted with one key."""

    def __init__(self, desk: Desk) -> None:
        own = []
        if desk.may("plan.progress"):
            own = [
                Action("received", N_("Đã nhận hôm nay"), "done", "Ctrl+U", self.receive_today, _is_missing),
                Action("receipts", N_("Ghi nhận…"), "calendar", None, self.open_receipts, _needs_line),
                Action("not_received", N_("Ghi lại là chưa nhận"), "undo", None, self.take_receipt_back, _is_received),
            ]
        own.append(_open_task(desk))
        super().__init__(desk, DELIVERIES, steps_for(desk, DELIVERIES), icon="clock", own=own)

    def receive_today(self, line: Line | None) -> None:
        """It came today."""
        if line is not None:
            key = DeliveryId(line["id"])
            self.desk.tasks.run(receive_delivery, key, clock.today(), done=self._received, owner=self)

    def open_receipts(self, line: Line | None) -> None:
        """All senders of the task, to be ticked with a day."""

        def show(card: TaskCard) -> None:
            ReceiptsDialog(self.desk, card, self, after=self._received).open()

        if line is not None:
            self.desk.tasks.run(task_card, TaskId(line["task_id"]), done=show, owner=self)

    def take_receipt_back(self, line: Line | None) -> None:
        """It was noted by mistake."""
        if line is not None:
            self.desk.tasks.run(take_back_delivery, DeliveryId(line["id"]), done=self._received, owner=self)

    def _received(self, _result: object) -> None:
        self.desk.toast(_("Đã lưu."), lambda: take_back(self.desk))


class DifficultiesPage(RegisterPage):
    """What stands in the way, answered here or by an adjustment of the task."""

    def __init__(self, desk: Desk) -> None:
        own = []
        if desk.may("plan.approve"):
            own = [
                Action("answer", N_("Trả lời"), "dialogue", "Ctrl+U", self.answer, _can_answer),
                Action("adjust", N_("Điều chỉnh việc"), "edit", None, self.adjust, _can_adjust),
            ]
        own.append(_open_task(desk))
        base = steps_for(desk, DIFFICULTIES)
        steps = Steps(remove=remove_difficulty, draw=base.draw, undo=base.undo, clean=base.clean, about=base.about)
        super().__init__(desk, DIFFICULTIES, steps, icon="warning", own=own)

    def answer(self, line: Line | None) -> None:
        """Answer without changing the plan."""
        if line is not None:
            key, matter = DifficultyId(line["id"]), line["matter"]
            AnswerDialog(self.desk, key, matter, line["answer"], self, after=self._saved).open()

    def adjust(self, line: Line | None) -> None:
        """Change the task that is hindered; the difficulty is answered by it."""
        if line is None or line["task_id"] is None:
            return
        key = DifficultyId(line["id"])

        def show(card: TaskCard) -> None:
            AdjustDialog(self.desk, card, self, difficulty_id=key, after=self._adjusted).open()

        self.desk.tasks.run(task_card, TaskId(line["task_id"]), done=show, owner=self)

    def _saved(self, _result: object) -> None:
        self.desk.toast(_("Đã lưu ý kiến giải quyết."), lambda: take_back(self.desk))

    def _adjusted(self, _result: object) -> None:
        self.desk.toast(_("Đã lưu điều chỉnh."))


class AdjustmentsPage(RegisterPage):
    """The numbered changes; they are never edited, the notice of one can be printed."""

    def __init__(self, desk: Desk) -> None:
        own = [Action("notice", N_("In thông báo"), "print", None, self.print_notice, _needs_line), _open_task(desk)]
        super().__init__(desk, ADJUSTMENTS, steps_for(desk, ADJUSTMENTS), icon="edit", own=own)
        self._prints = prints_at(desk, self)

    def print_notice(self, line: Line | None) -> None:
        """The paper that makes the change known."""
        if line is not None:
            self._prints.notice([AdjustmentId(line["id"])])


def deliveries_page(desk: Desk) -> Screen:
    """Nghĩa vụ, nộp báo cáo."""
    return DeliveriesPage(desk)


def difficulties_page(desk: Desk) -> Screen:
    """Vướng mắc."""
    return DifficultiesPage(desk)


def adjustments_page(desk: Desk) -> Screen:
    """Điều chỉnh kế hoạch."""
    return AdjustmentsPage(desk)


def task_book_page(desk: Desk) -> Screen:
    """The tasks as a plain book, with search, every column, Excel and print."""
    return RegisterPage(desk, TASKS, steps_for(desk, TASKS), icon="plan", own=[_open_task(desk)])


def _open_task(desk: Desk) -> Action:
    def go(line: Line | None) -> None:
        key = None if line is None else line.get("task_id", line["id"])
        if key is not None:
            desk.open("plan", ("Task", key))

    return Action("task", N_("Mở việc"), "open", None, go, _has_task)


def _has_task(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một dòng trong bảng trước.")
    return _("Vướng mắc này chung cho cả kế hoạch.") if line.get("task_id", line["id"]) is None else None


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một dòng trong bảng trước.")


def _is_missing(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một dòng trong bảng trước.")
    return None if line["received_on"] is None else _("Đã ghi nhận rồi.")


def _is_received(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một dòng trong bảng trước.")
    return None if line["received_on"] is not None else _("Chưa ghi nhận.")


def _can_answer(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một vướng mắc trước.")
    is_adjusted = line["state"] == DifficultyState.ADJUSTED.value
    return _("Vướng mắc này đã được giải quyết bằng điều chỉnh.") if is_adjusted else None


def _can_adjust(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một vướng mắc trước.")
    if line["task_id"] is None:
        return _("Vướng mắc này chung cho cả kế hoạch.")
    return None if line["state"] == DifficultyState.OPEN.value else _("Vướng mắc này đã có ý kiến giải quyết.")
