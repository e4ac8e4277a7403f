"""Sửa nhiều việc: one change for all chosen tasks, rehearsed before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.tasks.bulk import BulkChange, Rehearsal, change_many, rehearsed
from dcapp.features.tasks.terms import PRIORITIES, Priority
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import TaskId
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.people import NOBODY, officer_choices
from ui.features.tasks.rows import Choosable, ChoosableList
from ui.features.tasks.sheet import SavingSheet
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.kit.theme import Tone

LEAD, SHIFT, PRIORITY, PERCENT = "lead", "shift", "priority", "percent"
ASK_MS = 300
FIELDS = {
    LEAD: ("lead_id", "lead_words"),
    SHIFT: ("shift_days",),
    PRIORITY: ("priority",),
    PERCENT: ("percent", "closing_reason"),
}


class BulkDialog(SavingSheet):
    """Says of every chosen task what would change, or why it stays as it is; then changes those that may."""

    def __init__(
        self,
        desk: Desk,
        ids: Sequence[TaskId],
        parent: QWidget | None = None,
        *,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        words = ngettext("{count} việc đang chọn", "{count} việc đang chọn", len(ids))
        hint = words.format(count=vn_number(len(ids)))
        super().__init__(desk, _("Sửa nhiều việc"), _("Đổi"), parent, hint=hint, width=760, after=after)
        self._ids = tuple(ids)
        self.rehearsal: Rehearsal | None = None
        self.what = Choice(
            [
                (LEAD, _("Người phụ trách")),
                (SHIFT, _("Dời hạn")),
                (PRIORITY, _("Mức ưu tiên")),
                (PERCENT, _("Tiến độ")),
            ]
        )
        self.lead, self.lead_words = Choice([(None, _(NOBODY))]), TextLine()
        self.shift = TextLine()
        self.priority = Choice([(one, _(name)) for one, name in PRIORITIES.items()])
        self.priority.choose(Priority.NORMAL)
        self.percent, self.reason = TextLine(), TextArea(rows=2)
        add = self.form.add
        add("what", _("Đổi gì"), self.what)
        add("lead_id", _("Người phụ trách mới"), self.lead, span=3)
        add("lead_words", _("Ghi trong bảng là"), self.lead_words, span=3)
        add("shift_days", _("Dời mấy ngày"), self.shift, span=3, hint=_("Số âm là sớm hơn, ví dụ -7."))
        add("priority", _("Mức mới"), self.priority, span=3)
        add("percent", _("Tiến độ (%)"), self.percent, span=3)
        add("closing_reason", _("Lý do ghi xong khi chưa có minh chứng"), self.reason)
        self.told = label("", "strong", wrap=True)
        self.add(self.told)
        self.list = ChoosableList(_("Sẽ đổi và bỏ qua"), rows=6)
        self.add(self.list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._rehearse)
        self.form.changed.connect(self._timer.start)
        self.what.currentIndexChanged.connect(lambda _row: self._suit())
        self._suit()
        desk.tasks.run(officers_of, done=self._offer, owner=self)
        self.follow("bulk")

    def _suit(self) -> None:
        """Ask only for what the chosen change needs."""
        shown = FIELDS[self.what.value()]
        for key, cell in self.form.cells.items():
            if key != "what":
                cell.setVisible(key in shown)
        self._rehearse()

    def _offer(self, officers: list[OfficerCard]) -> None:
        touched = self.is_touched
        self.lead.fill(officer_choices(officers, _(NOBODY)))
        self.is_touched = touched

    def change(self) -> BulkChange | None:
        """What is to be changed; None while it is not said yet. Raises Invalid beside the field."""
        match self.what.value():
            case "lead":
                words = self.lead_words.value()
                given = self.lead.value() is not None or words
                return BulkChange(lead_id=self.lead.value(), lead_words=words) if given else None
            case "shift":
                return BulkChange(shift_days=_whole(self.shift.value(), "shift_days")) if self.shift.value() else None
            case "priority":
                return BulkChange(priority=self.priority.value())
            case _:
                if not self.percent.value():
                    return None
                percent = _whole(self.percent.value(), "percent")
                return BulkChange(percent=percent, closing_reason=self.reason.value())

    def _rehearse(self) -> None:
        self.rehearsal = None
        try:
            change = self.change()
        except Invalid as error:
            self._say(str(error))
            return
        if change is None:
            self._say(_("Chọn điều cần đổi để xem trước."))
            return
        self.desk.tasks.run(
            rehearsed,
            self._ids,
            change,
            done=self._show,
            failed=lambda error: self._say(str(error) if isinstance(error, UserError) else ""),
            owner=self,
            key="tasks-rehearsal",
        )

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.list.show_rows([])
        self.agree.setEnabled(False)

    def _show(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        changed, skipped = len(rehearsal.lines), len(rehearsal.skipped)
        words = _("Đổi {changed} việc, bỏ qua {skipped} việc").format(
            changed=vn_number(changed), skipped=vn_number(skipped)
        )
        self.told.setText(words)
        rows = [Choosable(one.id, one.title, f"{one.old} → {one.new}", Tone.SUCCESS, "edit") for one in rehearsal.lines]
        rows += [Choosable(one.id, one.title, one.why, Tone.WARNING, "forbidden") for one in rehearsal.skipped]
        self.list.show_rows(rows)
        self.agree.setEnabled(changed > 0)

    def send(self) -> None:
        change = self.change()
        if change is None:
            raise Invalid(_("Chọn điều cần đổi."), field="what")
        self.run(change_many, self._ids, change)


def _whole(words: str, field: str) -> int:
    sign, digits = (-1, words[1:]) if words.startswith(("-", "−")) else (1, words.lstrip("+"))
    digits = digits.rstrip("%").strip()
    if not (digits.isascii() and digits.isdigit()):
        raise Invalid(_("Ghi một số."), field=field)
    return sign * int(digits)
