"""What can be done with tasks: each step opens its dialog, or is carried out at once with a way to undo it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from dcapp.features.tasks.following import NoteForm, all_received, note_progress
from dcapp.features.tasks.periods import Produced, produce_occurrences
from dcapp.features.tasks.queries import TaskCard, task_card
from dcapp.features.tasks.register import TASKS
from dcapp.features.tasks.service import remove_task
from dcapp.features.tasks.terms import Lane, TaskState
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PlanId, TaskId
from dcapp.registers.finding import Query
from ui.features.tasks.adjust_dialog import AdjustDialog
from ui.features.tasks.bulk_dialog import BulkDialog
from ui.features.tasks.derive_dialog import DeriveDialog, produced_words
from ui.features.tasks.difficulty_dialogs import RaiseDialog
from ui.features.tasks.evidence import ask_for_files, keep_files
from ui.features.tasks.next_year import NextYearDialog
from ui.features.tasks.printing import TaskPrints
from ui.features.tasks.progress_dialog import ProgressDialog
from ui.features.tasks.receipts_dialog import ReceiptsDialog
from ui.features.tasks.remind_dialog import RemindDialog
from ui.features.tasks.task_dialog import TaskDialog, new_task
from ui.kit import errors, messages
from ui.kit.desk import Screen
from ui.registers.desk_steps import steps_for, take_back
from ui.registers.export_action import Export, ask_for_path

WithCard = Callable[[TaskCard], object]
DONE = 100


@dataclass(frozen=True, slots=True)
class Around:
    """What the steps need to know of the page that they stand on."""

    page: Screen
    section: Callable[[], str]
    """The section that is looked at."""
    chosen: Callable[[], list[TaskId]]
    """The tasks that are chosen."""
    card: Callable[[], TaskCard | None]
    """The task in the pane."""
    query: Callable[[PlanId], Query]
    """The tasks that the filters leave."""
    say: Callable[[str], object]
    """Writes the line under the list."""
    choose_plan: Callable[[PlanId], object]
    go_to: Callable[[TaskId], object]
    """Goes to a task that was just entered, once the list has it."""


class TaskSteps(QObject):
    """The steps of the page, on the task that is current or on those that are chosen."""

    def __init__(self, around: Around, prints: TaskPrints) -> None:
        super().__init__(around.page)
        self.around, self._page, self._desk, self._prints = around, around.page, around.page.desk, prints

    # -- one task
    def add(self, plan_id: PlanId) -> None:
        """Open the form of a new task, in the section that is looked at."""
        form = new_task(plan_id, self.around.section())
        TaskDialog(self._desk, form, None, self._page, after=self._added).open()

    def request(self, plan_id: PlanId) -> None:
        """Open the form of a request from above."""
        TaskDialog(self._desk, new_task(plan_id), None, self._page, is_request=True, after=self._added).open()

    def edit(self, task_id: TaskId) -> None:
        """Open the form with this task."""
        saved = partial(self.told, _("Đã lưu việc."))
        self._with(task_id, lambda card: TaskDialog(self._desk, card.form, card, self._page, after=saved).open())

    def remove(self, task_id: TaskId) -> None:
        """Ask, then throw the task into the bin."""
        if messages.ask(
            self._page,
            _("Xóa việc này?"),
            _("Việc vào thùng rác và lấy lại được. Tiến độ và minh chứng đi cùng việc."),
            yes=_("Xóa việc"),
            no=_("Giữ lại"),
            danger=True,
        ):
            done = partial(self.told, _("Đã xóa việc."))
            self._desk.tasks.run(remove_task, task_id, done=done, owner=self._page)

    def update(self, task_id: TaskId) -> None:
        """Open the quick update: at once where the task is in the pane, so that no key typed after Ctrl+U is lost."""
        card = self.around.card()
        if card is not None and card.id == task_id and card.may_note:
            self._open_progress(card)
        else:
            self._with_note(task_id, self._open_progress)

    def mark_done(self, task_id: TaskId) -> None:
        """Close the task where something proves it; else ask for the proof or the reason."""
        self._with_note(task_id, self._close)

    def move(self, task_id: TaskId, lane: Lane) -> None:
        """Put a card of the board into another column."""
        if lane is Lane.DONE:
            self.mark_done(task_id)
        elif lane is Lane.WAITING:
            self._with_note(task_id, lambda card: self._note(card, 0))
        elif lane is Lane.UNDER_WAY:
            self._with_note(task_id, self._open_progress)

    def add_evidence(
        self, task_id: TaskId, paths: Sequence[Path] = (), then: Callable[[], object] | None = None
    ) -> None:
        """Keep files as proofs of this task; without any given they are asked for."""

        def keep(card: TaskCard) -> None:
            chosen = list(paths) or ask_for_files(self._page)
            if chosen:
                keep_files(self._desk, self._page, card.id, chosen, then)

        self._with_note(task_id, keep)

    def adjust(self, task_id: TaskId) -> None:
        """Open the adjustment."""

        def open_it(card: TaskCard) -> None:
            if not card.may_adjust:
                words = _("Việc đã xong hoặc thôi không làm nên không điều chỉnh.")
                if not self._desk.may("plan.approve"):
                    words = _("Người được giao duyệt kế hoạch mới điều chỉnh. Bấm Nêu vướng mắc để đề nghị.")
                messages.told(self._page, _("Không điều chỉnh được việc này"), words)
                return
            AdjustDialog(self._desk, card, self._page, after=self._adjusted).open()

        self._with(task_id, open_it)

    def raise_difficulty(self, plan_id: PlanId, task_id: TaskId | None) -> None:
        """Open the form of a difficulty, of the task or of the plan."""
        told = partial(self.told, _("Đã lưu vướng mắc."))
        if task_id is None:
            RaiseDialog(self._desk, plan_id, None, "", self._page, after=told).open()
            return
        self._with(
            task_id,
            lambda card: RaiseDialog(self._desk, card.plan_id, card.id, card.title, self._page, after=told).open(),
        )

    def receive(self, task_id: TaskId) -> None:
        """Tick what came in."""

        def open_it(card: TaskCard) -> None:
            if not card.deliveries:
                self._desk.toast(_("Việc này chưa ghi ai phải gửi báo cáo."))
                return
            ReceiptsDialog(self._desk, card, self._page, after=lambda _result: self._received(task_id)).open()

        self._with_note(task_id, open_it)

    def _received(self, task_id: TaskId) -> None:
        self.told(_("Đã ghi nhận báo cáo."))
        self._with(task_id, self._offer_closing)

    def _offer_closing(self, card: TaskCard) -> None:
        """Where everything that was asked for came in, the task can be closed with just that as the reason."""
        count = len(card.deliveries)
        if not card.may_note or card.percent == DONE or card.received_count < count:
            return
        if messages.ask(
            self._page,
            _("Đã nhận đủ {count} báo cáo").format(count=count),
            _("Ghi việc này là xong? Nhật ký ghi lý do là đã nhận đủ."),
            yes=_("Ghi xong"),
            no=_("Để sau"),
        ):
            self._note(card, DONE, "" if card.evidence else all_received(count))

    def begin(self, step: str, card: TaskCard) -> None:
        """Begin what another page asked for with this task, where the account may."""
        if step == "update" and card.may_note:
            self._open_progress(card)
        elif step == "remind" and self._desk.may("plan.edit"):
            self._remind(card.plan_id, [card.id])

    # -- several tasks
    def change_many(self) -> None:
        """Open the bulk change for the chosen tasks."""
        ids = self.around.chosen()
        told = partial(self.told, _("Đã sửa các việc."))
        BulkDialog(self._desk, ids, self._page, after=told).open()

    def remind(self, plan_id: PlanId) -> None:
        """Open the reminder for the chosen tasks."""
        self._remind(plan_id, self.around.chosen())

    def _remind(self, plan_id: PlanId, ids: Sequence[TaskId]) -> None:
        told = partial(self.told, _("Đã ghi đôn đốc."))
        slips = partial(self._prints.slips, plan_id)
        RemindDialog(self._desk, ids, self._page, print_slips=slips, after=told).open()

    # -- the plan
    def derive(self, plan_id: PlanId) -> None:
        """Open what the plan asks for."""
        DeriveDialog(self._desk, plan_id, self._page, after=lambda words: self.told(words)).open()

    def produce(self, plan_id: PlanId) -> None:
        """Bring forth the tasks of every series."""

        def tell(produced: Produced) -> None:
            if produced.missing_years:
                messages.told(self._page, _("Chưa sinh được việc các kỳ"), produced_words(produced))
            elif produced.count:
                self.told(produced_words(produced))
            else:
                self._desk.toast(_("Các kỳ của việc định kỳ đã đủ."))

        self._desk.tasks.run(produce_occurrences, plan_id, done=tell, owner=self._page)

    def next_year(self, plan_id: PlanId) -> None:
        """Open the review of next year."""

        def made(new_id: PlanId) -> None:
            self.around.choose_plan(new_id)
            self.told(_("Đã lập kế hoạch năm sau. Soát xong thì bấm Sinh việc các kỳ."))

        NextYearDialog(self._desk, plan_id, self._page, after=made).open()

    def print_slips(self, plan_id: PlanId) -> None:
        """Slips for everything late or due within a week."""
        self._prints.slips(plan_id, None)

    def print_progress(self, plan_id: PlanId) -> None:
        """The report of progress."""
        self._prints.progress(plan_id)

    def print_book(self, plan_id: PlanId) -> None:
        """The register of tasks."""
        self._prints.book(plan_id)

    def export(self, plan_id: PlanId) -> None:
        """Save the tasks that the filters leave as an Excel file."""
        page = self._page
        path = ask_for_path(page, TASKS)
        if path is None:
            return
        export = Export(self._desk.tasks, TASKS, page)
        export.said.connect(self.around.say)
        export.finished.connect(lambda written: self.said(_("Đã xuất ra {name}.").format(name=written.name)))
        export.failed.connect(partial(errors.present, page))
        export.start(self.around.query(plan_id), path, steps_for(self._desk, TASKS).about())

    # -- inside
    def told(self, words: str, _result: object = None) -> None:
        """Say what was done, with a way to undo it."""
        self._desk.toast(words, partial(take_back, self._desk))

    def said(self, words: str, _result: object = None) -> None:
        """Say what was done where it cannot be undone."""
        self._desk.toast(words)

    def _added(self, task_id: TaskId) -> None:
        self.around.go_to(task_id)
        self.told(_("Đã thêm việc."))

    def _adjusted(self, _result: object) -> None:
        """Ctrl+Z would take back what was done before, so the way on is said instead."""
        self.said(_("Đã lưu điều chỉnh. Muốn đổi lại thì điều chỉnh lần nữa."))

    def _with(self, task_id: TaskId, then: WithCard) -> None:
        """Read the task as it stands now, then go on."""
        self._desk.tasks.run(task_card, task_id, done=then, owner=self._page)

    def _with_note(self, task_id: TaskId, then: WithCard) -> None:
        def look(card: TaskCard) -> None:
            if card.may_note:
                then(card)
            else:
                messages.told(self._page, _("Không ghi được vào việc này"), why_read_only(card))

        self._with(task_id, look)

    def _open_progress(self, card: TaskCard, percent: int | None = None) -> None:
        told = partial(self.told, _("Đã lưu tiến độ."))
        ProgressDialog(self._desk, card, self._page, percent=percent, after=told).open()

    def _close(self, card: TaskCard) -> None:
        if card.state is TaskState.DONE:
            self._desk.toast(_("Việc này đã xong."))
        elif card.evidence_count:
            self._note(card, DONE)
        else:
            self._ask_for_evidence(card)

    def _ask_for_evidence(self, card: TaskCard) -> None:
        chosen = messages.choose(
            self._page,
            _("Việc chưa có minh chứng"),
            _("Ghi xong cần ít nhất một minh chứng, hoặc lý do viết ra."),
            (_("Thêm minh chứng…"), _("Ghi lý do…"), _("Để sau")),
        )
        if chosen == 0:
            self.add_evidence(card.id, then=partial(self._note, card, DONE))
        elif chosen == 1:
            self._open_progress(card, DONE)

    def _note(self, card: TaskCard, percent: int, reason: str = "") -> None:
        words = _("Đã đánh dấu xong.") if percent == DONE else _("Đã lưu tiến độ.")
        form = NoteForm(percent=percent, closing_reason=reason)
        self._desk.tasks.run(note_progress, card.id, form, done=partial(self.told, words), owner=self._page)


def why_read_only(card: TaskCard) -> str:
    """Why nothing can be noted on a task by whoever is at the keyboard."""
    if card.is_series:
        return _("Việc định kỳ không có tiến độ riêng. Ghi ở việc của từng kỳ.")
    if card.state is TaskState.DROPPED:
        return _("Việc này đã ghi là không làm nữa.")
    return _("Việc này do người khác phụ trách nên anh/chị chỉ xem.")
