"""What the office says of a rule: its own number of days, its end, and that it was compared with the gazette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.office.rulebook import (
    MOST_DAYS,
    OwnDaysForm,
    OwnDaysLine,
    check_wording,
    end_own_days,
    set_own_days,
)
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from dcapp.rules.deadlines import UNITS, Wording
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Number, TextArea, TextLine
from ui.kit.saving_sheet import SavingSheet

After = Callable[[Any], object]


class OwnDaysDialog(SavingSheet):
    """A number of days in place of the shipped one, from a day on, with its reason and the document it rests on."""

    def __init__(self, desk: Desk, wording: Wording, parent: QWidget, after: After) -> None:
        """`wording` has a number of days."""
        hint = _("Số của luật vẫn hiện bên cạnh, và chương trình luôn nhắc theo ngày sớm hơn.")
        super().__init__(desk, _("Đặt số ngày của đơn vị"), _("Lưu số ngày"), parent, hint=hint, width=560, after=after)
        self._wording = wording
        shipped = wording.days.normal if wording.days is not None else 1
        self.days = Number()
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(shipped)
        self.since = DateField(max(clock.today(), wording.in_force_from))
        self.reason = TextArea(rows=2)
        self.source = TextLine()
        told = _("Luật: {days} {unit}").format(days=shipped, unit=_(UNITS[wording.unit]))
        self.form.add("days", _("Số ngày"), self.days, span=2, required=True, hint=told)
        self.form.add("since", _("Dùng từ ngày"), self.since, span=4, required=True)
        self.form.add("reason", _("Lý do"), self.reason, required=True)
        self.form.add("source", _("Văn bản làm căn cứ"), self.source, required=True)
        self.is_touched = False
        Drafts(self, self.form, desk.tasks, "rules.own", wording.name)
        self.form.focus_first()

    def send(self) -> None:
        """Save the number."""
        since = self.since.value() or clock.today()
        self.run(
            set_own_days,
            OwnDaysForm(
                wording=self._wording.name,
                days=self.days.value(),
                since=since,
                reason=self.reason.value(),
                source=self.source.value(),
            ),
        )


class EndOwnDaysDialog(SavingSheet):
    """The last day on which the office's own number is used."""

    def __init__(self, desk: Desk, line: OwnDaysLine, parent: QWidget, after: After) -> None:
        hint = _("Việc tính từ ngày liền sau theo số của luật. Việc đã tính trước đó giữ nguyên.")
        title = _("Thôi dùng số ngày của đơn vị")
        super().__init__(desk, title, _("Thôi dùng"), parent, hint=hint, width=520, after=after)
        self._line = line
        self.until = DateField(max(clock.today(), line.number.since))
        self.form.add("until", _("Ngày cuối còn dùng"), self.until, span=4, required=True)
        self.is_touched = False
        self.form.focus_first()

    def send(self) -> None:
        """Save the day."""
        self.run(end_own_days, self._line.id, self.until.value() or clock.today())


class CheckWordingDialog(SavingSheet):
    """Where a wording was read; who and when are noted by the program."""

    def __init__(self, desk: Desk, wording: Wording, parent: QWidget, after: After) -> None:
        hint = _("Quy định: {citation}").format(citation=wording.citation)
        super().__init__(desk, _("Đánh dấu đã kiểm"), _("Đã kiểm"), parent, hint=hint, width=560, after=after)
        self._wording = wording
        self.source = TextLine()
        self.form.add(
            "source",
            _("Đã đối chiếu với"),
            self.source,
            required=True,
            hint=_("Ví dụ: Công báo số 101 ngày 20/05/2026, hoặc bản ký số trên cổng văn bản."),
        )
        self.is_touched = False
        Drafts(self, self.form, desk.tasks, "rules.check", wording.name)
        self.form.focus_first()

    def send(self) -> None:
        """Save the mark."""
        self.run(check_wording, self._wording.name, self.source.value())
