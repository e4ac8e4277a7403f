"""The form of a task: everything that can be said of it; and of a request from above, which has its own deadline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.office.queries import OfficerCard, village_names
from dcapp.features.plan.terms import RHYTHMS
from dcapp.features.tasks.delivering import EVERY_VILLAGE
from dcapp.features.tasks.queries import TaskCard
from dcapp.features.tasks.service import TaskForm, add_request, add_task, edit_task
from dcapp.features.tasks.terms import PRIORITIES, Priority
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import PlanId, TaskId
from ui.features.tasks.people import (
    NOBODY,
    NameList,
    all_officers,
    has_left,
    lines_of,
    number_of,
    officer_choices,
    supporters_of,
    target_line,
    targets_of,
)
from ui.features.tasks.sheet import SavingSheet
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea, TextLine


class TaskDialog(SavingSheet):
    """Adds or changes a task. The officers come after it is open; what was chosen stays chosen."""

    def __init__(
        self,
        desk: Desk,
        form: TaskForm,
        card: TaskCard | None = None,
        parent: QWidget | None = None,
        *,
        is_request: bool = False,
        series_id: TaskId | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(desk, _title(card, is_request=is_request), _("Lưu"), parent, width=760, after=after)
        self._shown, self._card = form, card
        self._is_request, self._series_id = is_request, series_id
        self.officers: Sequence[OfficerCard] = ()
        self._make_fields()
        self._lay_out()
        self._fill(form)
        self.every.currentIndexChanged.connect(lambda _row: self._suit_rhythm())
        self._suit_rhythm()
        desk.tasks.run(all_officers, done=self._offer_officers, owner=self)
        desk.tasks.run(village_names, done=self._offer_villages, owner=self)
        self.follow("request" if is_request else "task", card.id if card is not None else "")

    def _make_fields(self) -> None:
        self.title, self.section = TextLine(), TextLine()
        self.expected = TextArea(rows=2)
        self.lead = Choice([(None, _(NOBODY))])
        self.lead_words = TextLine()
        self.supporters = NameList(_("Thêm cán bộ…"))
        self.requested_by = TextLine()
        self.priority = Choice([(one, _(words)) for one, words in PRIORITIES.items()])
        self.start_on, self.due_on = DateField(), DateField()
        self.is_before = QCheckBox(_("Trước ngày này"))
        self.every = Choice([(None, _("Một lần")), *((one, _(words)) for one, words in RHYTHMS.items())])
        self.day = TextLine()
        self.targets = TextArea(rows=2)
        self.senders = NameList(_("Thêm thôn…"))
        self.addressees = TextArea(rows=2)

    def _lay_out(self) -> None:
        add = self.form.add
        add("title", _("Tên việc"), self.title, required=True)
        if self._is_request:
            add("requested_by", _("Nơi yêu cầu"), self.requested_by, span=6, required=True)
        add("lead_id", _("Cán bộ phụ trách"), self.lead, span=3)
        add("lead_words", _("Ghi trong bảng là"), self.lead_words, span=3, hint=_("Để trống: họ tên cán bộ."))
        add("section", _("Mục kế hoạch"), self.section, span=2, hint=_("Ví dụ II.4"))
        add("priority", _("Mức ưu tiên"), self.priority, span=2)
        add("start_on", _("Bắt đầu"), self.start_on, span=2)
        fixed = _("Hạn trong kế hoạch; bấm Điều chỉnh để đổi.") if self._due_is_fixed else ""
        add("due_on", _("Hạn"), self.due_on, span=2, required=self._is_request, hint=fixed)
        add("is_before", _("Trước ngày này"), self.is_before, span=2)
        if not self._is_request:
            add("every", _("Định kỳ"), self.every, span=2)
            hint = _("Ngày phải xong trong tháng cuối kỳ; để trống: ngày làm việc cuối kỳ.")
            add("day", _("Ngày trong kỳ"), self.day, span=6, hint=hint, check=self._day_problem)
        add("expected", _("Kết quả cần đạt"), self.expected, span=3)
        hint = _("Mỗi dòng một người, một đơn vị.")
        self._add_names("supporters", _("Phối hợp"), self.supporters, hint)
        hint = _("Mỗi dòng một chỉ tiêu: tên; số phải đạt; đơn vị; số đã đạt.")
        add("targets", _("Chỉ tiêu"), self.targets, hint=hint, check=self._targets_problem)
        self._add_names(
            "senders", _("Ai phải gửi"), self.senders, _("Mỗi dòng một nơi. “Các trưởng thôn” là mọi thôn.")
        )
        add("addressees", _("Gửi cho"), self.addressees, span=3, hint=_("Mỗi dòng một nơi nhận."))
        if not self._is_request:
            add("requested_by", _("Nơi yêu cầu"), self.requested_by, span=6)

    def _add_names(self, key: str, words: str, names: NameList, hint: str) -> None:
        """A list of names counts as its text for drafts, errors and the screen reader."""
        self.form.add(key, words, names.text, span=3, hint=hint)
        cell = self.form.cells[key]
        column = cell.layout()
        if column is not None:
            column.addWidget(names.pick)

    @property
    def _due_is_fixed(self) -> bool:
        return self._card is not None and self._card.due_is_fixed

    def _fill(self, form: TaskForm) -> None:
        self.title.setText(form.title)
        self.section.setText(form.section)
        self.expected.setPlainText(form.expected)
        self.lead_words.setText(form.lead_words)
        self.requested_by.setText(form.requested_by)
        self.priority.choose(form.priority)
        self.start_on.set_value(form.start_on)
        self.due_on.set_value(form.due_on)
        self.is_before.setChecked(form.is_before)
        self.every.choose(form.every)
        self.day.setText("" if form.day is None else str(form.day))
        self.targets.setPlainText("\n".join(map(target_line, form.targets)))
        self.supporters.text.setPlainText("\n".join(one.words for one in form.supporters))
        self.senders.text.setPlainText("\n".join(form.senders))
        self.addressees.setPlainText("\n".join(form.addressees))
        if self._due_is_fixed:
            self.due_on.set_read_only(True)
            self.is_before.setEnabled(False)
            self.is_before.setToolTip(_("Hạn trong kế hoạch; bấm Điều chỉnh để đổi."))

    def _suit_rhythm(self) -> None:
        """A series has no deadline of its own; a single task has no day in a period."""
        repeats = not self._is_request and self.every.value() is not None
        for key in ("due_on", "is_before"):
            self.form.cells[key].setVisible(not repeats or key == "is_before")
        if "day" in self.form.cells:
            self.form.cells["day"].setVisible(repeats)

    def _offer_officers(self, officers: list[OfficerCard]) -> None:
        self.officers = officers
        touched = self.is_touched
        wanted = self.lead.value() or self._shown.lead_id
        self.lead.blockSignals(True)
        self.lead.fill(officer_choices(officers, _(NOBODY), wanted))
        self.lead.choose(wanted)
        self.lead.blockSignals(False)
        self.supporters.offer([one.full_name for one in officers if not has_left(one)])
        self.is_touched = touched

    def _offer_villages(self, names: list[str]) -> None:
        self.senders.offer([EVERY_VILLAGE, *names])

    def _day_problem(self) -> str:
        words = self.day.value()
        right = not words or (words.isascii() and words.isdigit() and 1 <= int(words) <= 31)
        return "" if right else _("Ghi một ngày từ 1 đến 31.")

    def _targets_problem(self) -> str:
        try:
            targets_of(self.targets.value())
        except Invalid as error:
            return str(error)
        return ""

    def filled_in(self) -> TaskForm:
        """The answers; raises Invalid beside its field."""
        every = None if self._is_request else self.every.value()
        lead = self.lead.value() if self.officers else self._shown.lead_id
        words = self.lead_words.value()
        if lead != self._shown.lead_id and words == self._shown.lead_words:
            words = ""  # another officer was chosen: the old one's words do not stand for them
        return replace(
            self._shown,
            title=self.title.value(),
            section=self.section.value(),
            expected=self.expected.value(),
            lead_id=lead,
            lead_words=words,
            supporters=self._supporters(),
            requested_by=self.requested_by.value(),
            priority=self.priority.value() or Priority.NORMAL,
            start_on=self.start_on.value(),
            due_on=None if every is not None else self.due_on.value(),
            is_before=self.is_before.isChecked(),
            every=every,
            day=int(number_of(self.day.value(), "day")) if every is not None and self.day.value() else None,
            targets=targets_of(self.targets.value()),
            senders=tuple(lines_of(self.senders.text.value())),
            addressees=tuple(lines_of(self.addressees.value())),
        )

    def _supporters(self) -> Any:
        """Names that were not touched keep their officer, also one who has left since."""
        known = {one.words: one for one in self._shown.supporters}
        return tuple(known.get(one.words, one) for one in supporters_of(self.supporters.text.value(), self.officers))

    def send(self) -> None:
        form = self.filled_in()
        if self._is_request:
            self.run(partial(add_request, series_id=self._series_id), form)
        elif self._card is not None:
            self.run(edit_task, self._card.id, form)
        else:
            self.run(add_task, form)


def new_task(plan_id: PlanId, section: str = "") -> TaskForm:
    """An empty form for a task of this plan."""
    return TaskForm(plan_id=plan_id, title="", section=section)


def _title(card: TaskCard | None, *, is_request: bool) -> str:
    if is_request:
        return _("Ghi yêu cầu đột xuất")
    return _("Thêm việc") if card is None else _("Sửa việc")
