"""Điều chỉnh kế hoạch: one change of one kind, the old beside the new, with its reason, decider and consequences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.tasks.adjusting import ABBREVIATIONS, AdjustForm, Consequences, adjust_task, consequences
from dcapp.features.tasks.queries import AdjustmentLine, TaskCard
from dcapp.features.tasks.terms import ADJUSTMENT_KINDS, AdjustmentKind, DifficultyState
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date, weekday_name
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import DifficultyId
from ui.features.tasks.pane import deadline_words
from ui.features.tasks.people import NOBODY, officer_choices
from ui.features.tasks.sheet import SavingSheet
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.fitting import lay
from ui.kit.form import Form
from ui.kit.icons import IconLabel
from ui.kit.labels import ElideLabel, StatusChip, label, rich
from ui.kit.theme import Tone

ASK_MS = 250


class AdjustDialog(SavingSheet):
    """Changes a task by a numbered adjustment; what it brings about is said before it is saved."""

    def __init__(
        self,
        desk: Desk,
        card: TaskCard,
        parent: QWidget | None = None,
        *,
        difficulty_id: DifficultyId | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(
            desk, _("Điều chỉnh kế hoạch"), _("Lưu điều chỉnh"), parent, hint=_earlier(card), width=760, after=after
        )
        self.cancel.setText(_("Để nguyên (Esc)"))
        self._card = card
        self._make_fields(difficulty_id)
        self.body.insertWidget(0, self._task_line())
        self.body.insertWidget(1, self._kinds())
        self.body.insertWidget(2, self._change())
        self._lay_out()
        self.outcome = rich("", "hint")
        self.add(self.outcome)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask)
        self.form.changed.connect(self._timer.start)
        self.change.changed.connect(self._touched)
        self.choose(AdjustmentKind.LEAD if card.is_series or card.due_on is None else AdjustmentKind.DUE)
        desk.tasks.run(officers_of, done=self._offer, owner=self)
        self.follow("adjust", card.id)
        if self.kind is AdjustmentKind.DUE:
            self.new_due.setFocus()

    # -- what is asked
    def _make_fields(self, difficulty_id: DifficultyId | None) -> None:
        card = self._card
        self.new_due = DateField()
        self.is_before = QCheckBox(_("Trước ngày này"))
        self.is_before.setChecked(card.is_before)
        self.new_lead = Choice([(None, _(NOBODY))])
        self.new_lead_words = TextLine()
        self.new_words = TextArea(card.title, rows=2)
        self.reason = TextArea(rows=2)
        self.decided_by = TextLine(self.desk.app.office.chairman)
        self.decided_on = DateField(clock.today())
        open_ones = [line for line in card.difficulties if line.state is DifficultyState.OPEN]
        self.difficulty = Choice([(None, _("(không)")), *((line.id, line.matter[:70]) for line in open_ones)])
        self.difficulty.choose(difficulty_id)
        self.paper = Choice(
            [(None, _("Chưa lấy số")), *((name, _("Lấy số {name}").format(name=name)) for name in ABBREVIATIONS)]
        )

    def _task_line(self) -> QWidget:
        found = QWidget()
        row = QHBoxLayout(found)
        lay(row, spacing=8)
        chip = self._card.chip
        row.addWidget(StatusChip(f"{chip.words} · {self._card.percent}%", Tone(chip.tone)))
        row.addWidget(ElideLabel(self._card.title, "strong"), 1)
        lead = self._card.lead_name or self._card.lead_words
        row.addWidget(label(_("Phụ trách: {name}").format(name=lead) if lead else "", "hint"))
        return found

    def _kinds(self) -> QWidget:
        found = QWidget()
        row = QHBoxLayout(found)
        lay(row, spacing=8)
        row.addWidget(label(_("Đổi gì?"), "label"))
        self._group = QButtonGroup(self)
        self.kinds = {}
        for kind, words in ADJUSTMENT_KINDS.items():
            choice = button(_(words), "preset")
            choice.setCheckable(True)
            choice.clicked.connect(partial(self.choose, kind))
            choice.setAccessibleName(_("Đổi {what}").format(what=_(words)))
            self._group.addButton(choice)
            self.kinds[kind] = choice
            row.addWidget(choice)
        row.addStretch(1)
        if self._card.is_series or self._card.due_on is None:
            due = self.kinds[AdjustmentKind.DUE]
            due.setEnabled(not self._card.is_series)
            due.setToolTip(
                _("Việc định kỳ có hạn ở từng kỳ. Điều chỉnh hạn ở việc của kỳ đó.") if self._card.is_series else ""
            )
        return found

    def _change(self) -> QWidget:
        """Old value, struck through, beside the new one."""
        found = QFrame()
        found.setProperty("ground", "surface2")
        found.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(found)
        lay(row, (16, 10, 16, 10), 16)
        old = QVBoxLayout()
        lay(old, spacing=2)
        old.addWidget(label(_("Đang là"), "hint"))
        self.old = rich("")
        old.addWidget(self.old)
        self.old_hint = label("", "hint", wrap=True)
        old.addWidget(self.old_hint)
        old.addStretch(1)
        row.addLayout(old, 2)
        row.addWidget(IconLabel("next", "text2"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.change = Form()
        self.change.add("new_due_on", _("Đổi thành"), self.new_due, span=3)
        self.change.add("new_is_before", _("Trước ngày này"), self.is_before, span=3)
        self.due_hint = label("", "hint", wrap=True)
        self.change.add_wide(self.due_hint)
        self.change.add("new_lead_id", _("Người phụ trách mới"), self.new_lead)
        self.change.add("new_lead_words", _("Ghi trong bảng là"), self.new_lead_words)
        self.change.add("new_words", _("Nội dung mới"), self.new_words)
        self.drop_hint = label(_("Việc thôi không làm nữa, vẫn còn trong sổ cùng minh chứng đã có."), "body", wrap=True)
        self.change.add_wide(self.drop_hint)
        row.addWidget(self.change, 3)
        return found

    def _lay_out(self) -> None:
        hint = _("Ghi cả văn bản, ý kiến làm căn cứ.")
        self.form.add("reason", _("Lý do"), self.reason, required=True, hint=hint)
        self.form.add("decided_by", _("Người quyết định"), self.decided_by, span=3, required=True)
        self.form.add("decided_on", _("Ngày quyết định"), self.decided_on, span=3, required=True)
        if self.difficulty.count() > 1:
            self.form.add("difficulty_id", _("Giải quyết vướng mắc"), self.difficulty, span=3)
        if self.desk.may("numbering.take"):
            self.form.add("number_type", _("Văn bản điều chỉnh"), self.paper, span=3)

    @property
    def kind(self) -> AdjustmentKind:
        """What is changed."""
        return next(kind for kind, choice in self.kinds.items() if choice.isChecked())

    def choose(self, kind: AdjustmentKind, _checked: bool = True) -> None:
        """Change this."""
        self.kinds[kind].setChecked(True)
        cells = self.change.cells
        shown = {
            AdjustmentKind.DUE: ("new_due_on", "new_is_before"),
            AdjustmentKind.LEAD: ("new_lead_id", "new_lead_words"),
            AdjustmentKind.CONTENT: ("new_words",),
            AdjustmentKind.DROP: (),
        }[kind]
        for key, cell in cells.items():
            cell.setVisible(key in shown)
            cell.show_problem("")
        self.due_hint.setVisible(kind is AdjustmentKind.DUE)
        self.drop_hint.setVisible(kind is AdjustmentKind.DROP)
        card = self._card
        old = {
            AdjustmentKind.DUE: deadline_words(card),
            AdjustmentKind.LEAD: card.lead_words or _("chưa ghi"),
            AdjustmentKind.CONTENT: card.title,
            AdjustmentKind.DROP: card.title,
        }[kind]
        self.old.setText(f"<s>{escape(old)}</s>")
        section = _("theo kế hoạch, mục {section}").format(section=card.section) if card.section else ""
        self.old_hint.setText(section)
        self._ask()

    def _offer(self, officers: Sequence[OfficerCard]) -> None:
        touched = self.is_touched
        self.new_lead.fill(officer_choices(officers, _(NOBODY)))
        self.is_touched = touched

    # -- what follows
    def filled_in(self) -> AdjustForm:
        """What stands there, as far as it can be read; dates that cannot raise Invalid."""
        due = self.new_due.value() if self.kind is AdjustmentKind.DUE else None
        number_type = self.paper.value()
        form = AdjustForm(
            kind=self.kind,
            reason=self.reason.value(),
            decided_by=self.decided_by.value(),
            decided_on=self.decided_on.value() or clock.today(),
            new_due_on=due,
            new_is_before=self.is_before.isChecked(),
            new_lead_id=self.new_lead.value(),
            new_lead_words=self.new_lead_words.value(),
            new_words=self.new_words.value(),
            difficulty_id=self.difficulty.value(),
            with_number=number_type is not None,
        )
        return replace(form, number_type=number_type) if number_type is not None else form

    def _touched(self) -> None:
        self.touch()
        self._timer.start()

    def _ask(self) -> None:
        """Ask what it would bring about; a date that cannot be read yet waits."""
        try:
            form = self.filled_in()
        except Invalid:
            self.due_hint.setText("")
            return
        self.due_hint.setText(_moved(self._card.due_on, form.new_due_on))
        done = self._tell
        self.desk.tasks.run(
            consequences, self._card.id, form, done=done, failed=_passed_over, owner=self, key="task-consequences"
        )

    def _tell(self, found: Consequences) -> None:
        self.setWindowTitle(_("Điều chỉnh kế hoạch, lần {ordinal}").format(ordinal=found.ordinal))
        self.note.setText(_("Lưu thành điều chỉnh lần {ordinal} của kế hoạch").format(ordinal=found.ordinal))
        said = [_("Điều cũ vẫn đọc được ở mọi bảng và báo cáo (gạch ngang).")]
        if found.told:
            words = ngettext("Báo <b>{count}</b> nơi: {names}.", "Báo <b>{count}</b> nơi: {names}.", len(found.told))
            said.append(words.format(count=len(found.told), names=escape("; ".join(found.told[:6]))))
        if found.periods:
            words = ngettext("Đổi cả <b>{count}</b> kỳ.", "Đổi cả <b>{count}</b> kỳ.", len(found.periods))
            said.append(words.format(count=len(found.periods)))
        said += [f"<b>{escape(words)}</b>" for words in found.warnings]
        is_first = not self.outcome.text()
        self.outcome.setText(" ".join(said))
        if is_first and self.isVisible():
            self.fit()

    def refuse(self, error: Exception) -> None:
        if isinstance(error, Invalid) and self.change.show_error(error):
            self.set_busy(False)
            return
        super().refuse(error)

    def send(self) -> None:
        form = self.filled_in()
        if self.decided_on.value() is None:
            raise Invalid(_("Chưa ghi ngày quyết định."), field="decided_on")
        self.run(adjust_task, self._card.id, form)


def _earlier(card: TaskCard) -> str:
    """The adjustments that were made before; they are never changed."""

    def told(line: AdjustmentLine) -> str:
        words = _("Lần {ordinal} ngày {day} (đổi {kind}) vẫn giữ nguyên.")
        kind = _(ADJUSTMENT_KINDS[line.kind]).lower()
        return words.format(ordinal=line.ordinal, day=vn_date(line.decided_on), kind=kind)

    return " ".join(map(told, card.adjustments[-2:]))


def _moved(old: date | None, new: date | None) -> str:
    if new is None:
        return ""
    if old is None or new == old:
        return weekday_name(new)
    days = (new - old).days
    words = _("{weekday}, thêm {days} ngày") if days > 0 else _("{weekday}, sớm hơn {days} ngày")
    return words.format(weekday=weekday_name(new), days=abs(days))


def _passed_over(_error: Exception) -> None:
    """What it would bring about is an extra; saving says what is wrong."""
