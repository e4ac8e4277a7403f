"""The papers of the plan at work, shown before they are printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.office.queries import OfficerCard
from dcapp.features.papers.issuing import marks_of
from dcapp.features.tasks.prints import progress_document
from dcapp.features.tasks.prints_notice import AdjustmentNotice, adjustment_document, adjustment_notice
from dcapp.features.tasks.prints_register import TaskBook, register_document, task_book
from dcapp.features.tasks.prints_slips import ReminderSlips, reminder_slips, slips_document
from dcapp.features.tasks.progress import ProgressReport, progress_of
from dcapp.features.tasks.timing import SOON_DAYS
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AdjustmentId, PlanId, TaskId
from ui.features.tasks.people import all_officers, officer_choices
from ui.features.tasks.sheet import SavingSheet
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextLine
from ui.registers.desk_steps import preview_document

FAR = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class TaskPrints:
    """What the page of tasks can print; each opens the preview. The parent is the page."""

    slips: Callable[[PlanId, Sequence[TaskId] | None], object]
    """Slips of these tasks, or of all that are late or due within a week."""
    progress: Callable[[PlanId], object]
    book: Callable[[PlanId], object]
    notice: Callable[[Sequence[AdjustmentId]], object]


def prints_at(desk: Desk, owner: QWidget) -> TaskPrints:
    """The papers of this office, over this page."""
    return TaskPrints(
        partial(_slips, desk, owner),
        lambda plan_id: ProgressPaperDialog(desk, plan_id, owner).open(),
        partial(_book, desk, owner),
        partial(_notice, desk, owner),
    )


def _slips(desk: Desk, owner: QWidget, plan_id: PlanId, ids: Sequence[TaskId] | None = None) -> None:
    until = clock.today() + (timedelta(days=SOON_DAYS) if ids is None else FAR)

    def show(found: ReminderSlips) -> None:
        if not found.slips:
            desk.toast(_("Không có việc nào cần in phiếu đôn đốc."))
            return
        document = slips_document(found, desk.app.office, marks_of(desk.app.office))
        preview_document(desk, document, _("Phiếu đôn đốc"), _("Phieu-don-doc-{day}").format(day=clock.today()))

    desk.tasks.run(reminder_slips, plan_id, until, ids, done=show, owner=owner)


def _book(desk: Desk, owner: QWidget, plan_id: PlanId) -> None:
    def show(found: TaskBook) -> None:
        document = register_document(found, desk.app.office, marks_of(desk.app.office))
        preview_document(desk, document, _("Sổ theo dõi việc"), _("So-viec-{day}").format(day=clock.today()))

    desk.tasks.run(task_book, plan_id, done=show, owner=owner)


def _notice(desk: Desk, owner: QWidget, ids: Sequence[AdjustmentId]) -> None:
    def show(found: AdjustmentNotice) -> None:
        document = adjustment_document(found, desk.app.office, marks_of(desk.app.office))
        preview_document(desk, document, _("Thông báo điều chỉnh"), _("Dieu-chinh-{day}").format(day=clock.today()))

    desk.tasks.run(adjustment_notice, ids, done=show, owner=owner)


class ProgressPaperDialog(SavingSheet):
    """The report of progress for a period, for one officer or one section where wanted."""

    def __init__(self, desk: Desk, plan_id: PlanId, parent: QWidget | None = None) -> None:
        hint = _("So với kỳ liền trước dài bằng kỳ này.")
        super().__init__(desk, _("Báo cáo tiến độ kế hoạch"), _("Xem và in"), parent, hint=hint, width=560)
        self._plan_id = plan_id
        today = clock.today()
        self.since, self.until = DateField(_quarter_of(today)), DateField(today)
        self.lead = Choice([(None, _("Mọi người"))])
        self.section = TextLine()
        self.form.add("since", _("Từ ngày"), self.since, span=3, required=True)
        self.form.add("until", _("Đến ngày"), self.until, span=3, required=True)
        self.form.add("lead_id", _("Người phụ trách"), self.lead, span=3)
        self.form.add("section", _("Mục kế hoạch"), self.section, span=3, hint=_("Để trống: mọi mục."))
        desk.tasks.run(all_officers, done=self._offer, owner=self)
        self.form.focus_first()
        self.is_touched = False

    def _offer(self, officers: list[OfficerCard]) -> None:
        self.lead.fill(officer_choices(officers, _("Mọi người"), *(one.id for one in officers)))
        self.is_touched = False

    def send(self) -> None:
        since, until = self.since.value(), self.until.value()
        if since is None or until is None:
            raise Invalid(_("Chưa ghi ngày."), field="since" if since is None else "until")
        section = self.section.value() or None
        self.run(progress_of, self._plan_id, since, until, self.lead.value(), section)

    def finished_with(self, result: ProgressReport) -> None:
        super().finished_with(result)
        office = self.desk.app.office
        document = progress_document(result, office, marks_of(office))
        name = _("Tien-do-{day}").format(day=result.until)
        preview_document(self.desk, document, _("Báo cáo tiến độ kế hoạch"), name)


def _quarter_of(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)
