"""Ghi nhận báo cáo: who has sent in what a task asks for, ticked with the day it came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.tasks.delivering import note_receipts
from dcapp.features.tasks.queries import DeliveryLine, TaskCard
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from ui.features.tasks.check_table import CheckLine, CheckModel, CheckTable
from ui.features.tasks.sheet import SavingSheet
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import TextLine
from ui.kit.fitting import fix
from ui.kit.theme import Tone

HEADINGS = (N_("Nơi gửi"), N_("Nơi nhận"), N_("Đã nhận"))


class ReceiptsDialog(SavingSheet):
    """Ticks what came in on a day; a receipt that was ticked by mistake is taken back."""

    def __init__(
        self,
        desk: Desk,
        card: TaskCard,
        parent: QWidget | None = None,
        *,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(desk, _("Ghi nhận báo cáo"), _("Lưu"), parent, hint=card.title, width=700, after=after)
        self._received = {line.id for line in card.deliveries if line.received_on is not None}
        self.lines = CheckModel(HEADINGS, self)
        self.table = CheckTable(_("Ai đã gửi"), self.lines, {2: 180, 3: 110})
        fix(self.table, min_height=240)
        self.received_on = DateField(clock.today())
        self.remark = TextLine()
        self.body.insertWidget(0, self.table)
        hint = _("Ngày nhận của những dòng mới chọn.")
        self.form.add("received_on", _("Ngày nhận"), self.received_on, span=3, required=True, hint=hint)
        self.form.add("note", _("Ghi chú"), self.remark, span=3)
        self.lines.show_lines(map(_line, card.deliveries), self._received)
        self.lines.ticked.connect(self.touch)
        self.follow("receipts", card.id)
        self.table.setFocus()

    def send(self) -> None:
        day = self.received_on.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày nhận."), field="received_on")
        new = [line.key for line in self.lines.lines if line.key in self.lines.chosen - self._received]
        gone = [line.key for line in self.lines.lines if line.key in self._received - self.lines.chosen]
        if not new and not gone:
            raise Invalid(_("Chọn nơi đã gửi rồi lưu."), field="")
        self.run(note_receipts, new, day, self.remark.value(), gone)


def _line(line: DeliveryLine) -> CheckLine:
    late = _("Chậm {days} ngày").format(days=line.days_late) if line.days_late else ""
    below = " · ".join(words for words in (late, line.note) if words)
    day = vn_date(line.received_on) if line.received_on else ""
    return CheckLine(line.id, (line.sender, line.addressee, day), below, Tone.DANGER if late else None)
