"""Lập việc từ kế hoạch: what the duties and obligations of the signed plan ask for, agreed to one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.plan.terms import RHYTHMS
from dcapp.features.tasks.deriving import TaskProposal, derive_tasks, derive_with_periods, task_proposals, title_of
from dcapp.features.tasks.periods import Produced
from dcapp.kernel.i18n import N_, _, ngettext
from dcapp.kernel.ids import PlanId
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.check_table import CheckLine, CheckModel, CheckTable
from ui.features.tasks.people import NOBODY, due_words, officer_choices
from ui.features.tasks.sheet import SavingSheet
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextLine
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.theme import Tone

HEADINGS = (N_("Việc"), N_("Mục"), N_("Phụ trách"), N_("Hạn, định kỳ"))


class DeriveDialog(SavingSheet):
    """Proposals with a tick each; the title and lead of the current one can be corrected below."""

    def __init__(
        self,
        desk: Desk,
        plan_id: PlanId,
        parent: QWidget | None = None,
        *,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        hint = _("Chọn việc cần lập. Dòng nhỏ là điều cần xem lại trước; việc đã lập không lập lại.")
        super().__init__(desk, _("Lập việc từ kế hoạch"), _("Lập việc"), parent, hint=hint, width=980, after=after)
        self._plan_id = plan_id
        self.proposals: list[TaskProposal] = []
        self._officers: dict[int, str] = {}
        self._showing = False
        self.lines = CheckModel(HEADINGS, self)
        self.table = CheckTable(_("Việc kế hoạch đòi hỏi"), self.lines, {2: 70, 3: 210, 4: 140})
        fix(self.table, min_height=300)
        self.body.insertWidget(0, self.table)
        self.body.insertWidget(1, self._all_or_none())
        self.wording = label("", "hint", wrap=True)
        self.body.insertWidget(2, self.wording)
        self.title, self.lead = TextLine(), Choice([(None, _(NOBODY))])
        self.form.add("title", _("Tên việc đang chọn"), self.title, span=3)
        self.form.add("lead_id", _("Cán bộ phụ trách"), self.lead, span=3)
        self.produce = QCheckBox(_("Sinh luôn việc các kỳ của việc định kỳ"))
        self.produce.setChecked(True)
        self.add(self.produce)
        self.lines.ticked.connect(self._tell)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._show_current())
        self.title.editingFinished.connect(self._correct)
        self.lead.activated.connect(lambda _row: self._correct())
        self.set_busy(True, _("Đang đọc kế hoạch…"))
        desk.tasks.run(officers_of, done=self._offer, owner=self)
        desk.tasks.run(task_proposals, plan_id, done=self._show, failed=self.refuse, owner=self)

    def _all_or_none(self) -> QWidget:
        found = QWidget()
        row = QHBoxLayout(found)
        lay(row, spacing=8)
        row.addWidget(button(_("Chọn hết"), "quiet", "check", lambda: self.lines.tick_all(checked=True)))
        row.addWidget(button(_("Bỏ chọn hết"), "quiet", None, lambda: self.lines.tick_all(checked=False)))
        self.told = label("", "strong")
        row.addStretch(1)
        row.addWidget(self.told)
        return found

    def _offer(self, officers: list[OfficerCard]) -> None:
        self._officers = {one.id: one.full_name for one in officers}
        self.lead.fill(officer_choices(officers, _(NOBODY)))
        self._show_current()

    def _show(self, proposals: list[TaskProposal]) -> None:
        self.set_busy(False)
        self.proposals = proposals
        twice = said_twice(proposals)
        chosen = [number for number, one in enumerate(proposals) if not one.is_known and number not in twice]
        self.lines.show_lines((self._line(number) for number in range(len(proposals))), chosen)
        self.is_touched = False
        if not proposals:
            self.show_problem(_("Kế hoạch này chưa có việc giao hay nghĩa vụ báo cáo nào."))
        self._show_current()
        self.table.setFocus()

    def _line(self, number: int) -> CheckLine:
        one = self.proposals[number]
        form = one.form
        rhythm = _(RHYTHMS[form.every]) if form.every is not None else ""
        due = due_words(form.due_on, is_before=form.is_before) or rhythm
        lead = self._officers.get(form.lead_id or 0, one.lead) or form.lead_words
        known = _("Đã lập việc này.") if one.is_known else ""
        below = known or " ".join(one.doubts)
        tone = None if known or not one.doubts else Tone.WARNING
        return CheckLine(number, (form.title, form.section, lead, due), below, tone, known)

    def _tell(self) -> None:
        number = len(self.lines.chosen)
        words = ngettext("Sẽ lập {count} việc", "Sẽ lập {count} việc", number).format(count=vn_number(number))
        self.told.setText(words)
        self.agree.setEnabled(number > 0)
        self.touch()

    def _show_current(self) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.proposals):
            return
        one = self.proposals[row]
        touched, self._showing = self.is_touched, True
        self.wording.setText(_("Kế hoạch ghi: {words}").format(words=one.wording))
        self.title.setText(one.form.title)
        self.lead.choose(one.form.lead_id)
        for editor in (self.title, self.lead):
            editor.setEnabled(not one.is_known)
        self.is_touched, self._showing = touched, False  # going from line to line is not typing

    def _correct(self) -> None:
        """The current proposal takes the title and lead that stand below."""
        row = self.table.currentIndex().row()
        if self._showing or not 0 <= row < len(self.proposals):
            return
        one = self.proposals[row]
        title, lead = self.title.value() or one.form.title, self.lead.value()
        if (title, lead) == (one.form.title, one.form.lead_id):
            return
        words = one.form.lead_words if lead in (one.form.lead_id, None) else ""  # they meant somebody else
        self.proposals[row] = replace(one, form=replace(one.form, title=title, lead_id=lead, lead_words=words))
        self.lines.change_line(row, self._line(row))
        self.touch()

    def send(self) -> None:
        self._correct()
        forms = tuple(one.form for number, one in enumerate(self.proposals) if number in self.lines.chosen)
        self.set_busy(True, _("Đang lập việc…"))
        start, plan_id, failed = self.desk.tasks.run, self._plan_id, self.refuse
        if self.produce.isChecked():
            start(derive_with_periods, plan_id, forms, done=self._derived, failed=failed, owner=self)
        else:
            start(derive_tasks, plan_id, forms, done=self._bare, failed=failed, owner=self)

    def _bare(self, count: int) -> None:
        self.finished_with(derived_words(count))

    def _derived(self, made: tuple[int, Produced]) -> None:
        count, produced = made
        self.finished_with(f"{derived_words(count)} {produced_words(produced)}")


def said_twice(proposals: Sequence[TaskProposal]) -> set[int]:
    """Which duties say nothing but what a reporting obligation says: ticked too, the same task would stand twice."""
    owed = {title_of(one.wording) for one in proposals if one.source == "obligation"}
    return {number for number, one in enumerate(proposals) if one.source == "duty" and title_of(one.wording) in owed}


def derived_words(count: int) -> str:
    """How many tasks came out of the plan."""
    return ngettext("Đã lập {count} việc.", "Đã lập {count} việc.", count).format(count=vn_number(count))


def produced_words(produced: Produced) -> str:
    """How many tasks the series brought, or which calendar is missing."""
    if produced.missing_years:
        years = ", ".join(map(str, produced.missing_years))
        return _("Chưa nạp lịch nghỉ năm {years} nên chưa sinh việc các kỳ.").format(years=years)
    words = ngettext("Đã sinh {count} việc của các kỳ.", "Đã sinh {count} việc của các kỳ.", produced.count)
    return words.format(count=vn_number(produced.count))
