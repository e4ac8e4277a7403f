"""Nêu vướng mắc, trả lời vướng mắc."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.tasks.adjusting import DifficultyForm, answer_difficulty, raise_difficulty
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import DifficultyId, PlanId, TaskId
from ui.features.tasks.sheet import SavingSheet
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import TextArea, TextLine
from ui.kit.labels import selectable


class RaiseDialog(SavingSheet):
    """Records what stands in the way of a task, or of a plan as a whole."""

    def __init__(
        self,
        desk: Desk,
        plan_id: PlanId,
        task_id: TaskId | None = None,
        title: str = "",
        parent: QWidget | None = None,
        *,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        hint = title or _("Vướng mắc chung của kế hoạch")
        super().__init__(desk, _("Nêu vướng mắc"), _("Lưu vướng mắc"), parent, hint=hint, after=after)
        self._plan_id, self._task_id = plan_id, task_id
        self.matter, self.proposal = TextArea(rows=3), TextArea(rows=2)
        self.raised_by = TextLine()
        self.raised_on = DateField(clock.today())
        self.form.add("matter", _("Vướng mắc gì"), self.matter, required=True)
        self.form.add("proposal", _("Đề xuất"), self.proposal)
        self.form.add("raised_by", _("Người nêu"), self.raised_by, span=3, hint=_("Để trống: người đang ghi."))
        self.form.add("raised_on", _("Ngày nêu"), self.raised_on, span=3, required=True)
        self.follow("raise", task_id or "")

    def send(self) -> None:
        form = DifficultyForm(
            plan_id=self._plan_id,
            task_id=self._task_id,
            matter=self.matter.value(),
            proposal=self.proposal.value(),
            raised_by=self.raised_by.value(),
            raised_on=self.raised_on.value(),
        )
        self.run(raise_difficulty, form)


class AnswerDialog(SavingSheet):
    """Answers a difficulty without changing the plan."""

    def __init__(
        self,
        desk: Desk,
        difficulty_id: DifficultyId,
        matter: str,
        answer: str = "",
        parent: QWidget | None = None,
        *,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        hint = _("Cần đổi hạn, người hay nội dung thì mở việc và bấm Điều chỉnh.")
        super().__init__(desk, _("Trả lời vướng mắc"), _("Lưu trả lời"), parent, hint=hint, after=after)
        self._difficulty_id = difficulty_id
        self.answer = TextArea(answer, rows=4)
        self.form.add_wide(selectable(matter))
        self.form.add("answer", _("Ý kiến giải quyết"), self.answer, required=True)
        self.follow("answer", difficulty_id)

    def send(self) -> None:
        self.run(answer_difficulty, self._difficulty_id, self.answer.value())
