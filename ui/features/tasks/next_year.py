"""Lập kế hoạch năm sau: what to look over first, then the copy with the tasks that were ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.office.queries import OfficerCard
from dcapp.features.plan.terms import RHYTHMS
from dcapp.features.tasks.next_year import NextTask, Review, TaskPick, clone_plan, next_year_review
from dcapp.features.tasks.timing import titled
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _, ngettext
from dcapp.kernel.ids import OfficerId, PlanId
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.check_table import CheckLine, CheckModel, CheckTable
from ui.features.tasks.people import NOBODY, all_officers, due_words, officer_choices
from ui.features.tasks.rows import Row, Rows
from ui.features.tasks.sheet import SavingSheet
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice
from ui.kit.fitting import fix
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone

HEADINGS = (N_("Việc"), N_("Phụ trách"), N_("Năm nay"), N_("Năm sau"))


class NextYearDialog(SavingSheet):
    """The review list: tasks with their new days, documents no longer in force, officers who changed post."""

    def __init__(
        self,
        desk: Desk,
        plan_id: PlanId,
        parent: QWidget | None = None,
        *,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        hint = _("Soát ngày, người và căn cứ trước; việc đang mở được chuyển sang năm sau và khép ở năm nay.")
        super().__init__(desk, _("Lập kế hoạch năm sau"), _("Lập kế hoạch"), parent, hint=hint, width=1020, after=after)
        self._plan_id = plan_id
        self.review: Review | None = None
        self.picks: dict[int, TaskPick] = {}
        self._names: dict[OfficerId, str] = {}
        self._showing = False
        self.missing = Banner("", Tone.WARNING, "day-off")
        self.missing.hide()
        self.lines = CheckModel(HEADINGS, self)
        self.table = CheckTable(_("Việc đưa sang năm sau"), self.lines, {2: 190, 3: 140, 4: 140})
        fix(self.table, min_height=280)
        self.told = label("", "strong")
        self.expired = Rows(_("Căn cứ không còn hiệu lực"))
        self.officers = Rows(_("Cán bộ đã đổi chức vụ, thôi việc"))
        for place, widget in enumerate((self.missing, self.table, self.told)):
            self.body.insertWidget(place, widget)
        self.due_on, self.lead = DateField(), Choice([(None, _(NOBODY))])
        self.form.add("due_on", _("Hạn năm sau của việc đang chọn"), self.due_on, span=3)
        self.form.add("lead_id", _("Cán bộ phụ trách"), self.lead, span=3)
        self.add(self.officers)
        self.add(self.expired)
        self.lines.ticked.connect(self._tell)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_current())
        self.due_on.line.editingFinished.connect(self._correct)
        self.lead.activated.connect(lambda _row: self._correct())
        self.set_busy(True, _("Đang soát kế hoạch…"))
        desk.tasks.run(all_officers, done=self._offer, owner=self)
        desk.tasks.run(next_year_review, plan_id, done=self._show, failed=self.refuse, owner=self)

    def _offer(self, officers: list[OfficerCard]) -> None:
        self._names = {one.id: one.full_name for one in officers}
        self._showing = True
        self.lead.fill(officer_choices(officers, _(NOBODY), *self._names))
        self._showing = False
        if self.review is not None:
            self._list()

    def _show(self, review: Review) -> None:
        self.set_busy(False)
        self.review = review
        heirs = {one.officer_id: one.successor_id for one in review.officers if one.successor_id is not None}
        for task in review.tasks:
            heir = heirs.get(task.lead_id) if task.lead_id is not None else None
            lead, words = (heir, "") if heir is not None else (task.lead_id, task.lead_words)
            self.picks[task.task_id] = TaskPick(
                task_id=task.task_id, due_on=task.new_due_on, lead_id=lead, lead_words=words
            )
        self._list([task.task_id for task in review.tasks if task.is_picked])
        self.missing.setVisible(bool(review.missing_years))
        years = ", ".join(map(str, review.missing_years))
        self.missing.text.setText(
            _("Chưa nạp lịch nghỉ năm {years} nên ngày chưa được dời khỏi ngày nghỉ.").format(years=years)
        )
        self.expired.show_rows(
            Row(
                one.name,
                _("thay bằng {name}").format(name=one.replaced_by) if one.replaced_by else "",
                Tone.WARNING,
                "law",
            )
            for one in review.expired
        )
        tasks = N_("{count} việc")
        self.officers.show_rows(
            Row(
                one.why,
                _("người thay: {name}").format(name=one.successor) if one.successor else _("chọn người thay"),
                Tone.SUCCESS if one.successor else Tone.WARNING,
                "person",
                _(tasks).format(count=one.task_count),
            )
            for one in review.officers
        )
        self.is_touched = False
        self.table.setFocus()
        if self.isVisible():
            self.fit()  # documents and officers stand below the list, and must not be overlooked

    def _list(self, chosen: list[Any] | None = None) -> None:
        if self.review is not None:
            kept = self.lines.chosen if chosen is None else chosen
            self.lines.show_lines(map(self._line, self.review.tasks), kept)
            self._show_current()

    def _line(self, task: NextTask) -> CheckLine:
        pick = self.picks[task.task_id]
        lead = self._names.get(pick.lead_id, "") if pick.lead_id is not None else ""
        rhythm = _(RHYTHMS[task.every]) if task.every is not None else ""
        old = due_words(task.old_due_on, is_before=task.is_before) or rhythm
        new = due_words(pick.due_on, is_before=task.is_before) or rhythm
        title = titled(task.title, task.period)
        title = f"{task.section}  {title}".strip()
        tone = Tone.WARNING if task.flags else None
        return CheckLine(task.task_id, (title, lead or pick.lead_words, old, new), " ".join(task.flags), tone)

    def _tell(self) -> None:
        number = len(self.lines.chosen)
        words = ngettext("Đưa {count} việc sang năm sau", "Đưa {count} việc sang năm sau", number)
        self.told.setText(words.format(count=vn_number(number)))
        self.touch()

    def _current(self) -> NextTask | None:
        row = self.table.currentIndex().row()
        tasks = self.review.tasks if self.review is not None else ()
        return tasks[row] if 0 <= row < len(tasks) else None

    def _show_current(self) -> None:
        task = self._current()
        if task is None:
            return
        pick = self.picks[task.task_id]
        touched, self._showing = self.is_touched, True
        self.due_on.set_value(pick.due_on)
        self.due_on.set_read_only(task.is_series)
        self.lead.choose(pick.lead_id)
        self.is_touched, self._showing = touched, False  # going from line to line is not typing

    def _correct(self) -> None:
        task = self._current()
        if self._showing or task is None or self.due_on.problem():
            return
        pick, day, lead = self.picks[task.task_id], self.due_on.value(), self.lead.value()
        if (day, lead) == (pick.due_on, pick.lead_id):
            return
        words = pick.lead_words if lead == pick.lead_id else ""
        self.picks[task.task_id] = TaskPick(task_id=task.task_id, due_on=day, lead_id=lead, lead_words=words)
        self.lines.change_line(self.table.currentIndex().row(), self._line(task))
        self.touch()

    def send(self) -> None:
        self._correct()
        if self.due_on.problem():
            raise Invalid(self.due_on.problem(), field="due_on")
        picks = [self.picks[line.key] for line in self.lines.lines if line.key in self.lines.chosen]
        self.run(clone_plan, self._plan_id, picks)
