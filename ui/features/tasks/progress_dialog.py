"""How far a task is: a number and Enter; at 100 % a reason where nothing proves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.tasks.following import NoteForm, note_progress
from dcapp.features.tasks.queries import TaskCard
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.features.tasks.people import figure, number_of
from ui.features.tasks.sheet import SavingSheet
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import TextArea, TextLine


class ProgressDialog(SavingSheet):
    """Notes how far a task is; the number is chosen when it opens, so that typing replaces it."""

    def __init__(
        self,
        desk: Desk,
        card: TaskCard,
        parent: QWidget | None = None,
        *,
        percent: int | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        """`percent` is proposed instead of the one that holds."""
        super().__init__(desk, _("Cập nhật tiến độ"), _("Lưu tiến độ"), parent, hint=card.title, width=520, after=after)
        self._card = card
        self.percent = TextLine(str(card.percent if percent is None else percent))
        self.noted_on = DateField(clock.today())
        self.words = TextArea(rows=2)
        self.reason = TextArea(card.closing_reason, rows=2)
        hint = _("Từ 0 đến 100")
        self.form.add("percent", _("Tiến độ (%)"), self.percent, span=3, hint=hint, check=self._percent_problem)
        self.form.add("noted_on", _("Ngày ghi"), self.noted_on, span=3, required=True)
        self.form.add("words", _("Đã làm gì"), self.words)
        self.form.add("closing_reason", _("Lý do ghi xong khi chưa có minh chứng"), self.reason)
        self.actuals: dict[int, TextLine] = {}
        for target in card.targets:
            editor = self.actuals[target.id] = TextLine(figure(target.actual))
            name = f"{target.name} ({target.unit})" if target.unit else target.name
            planned = _("Phải đạt {number}").format(number=figure(target.planned))
            self.form.add(f"actual{target.id}", name, editor, span=3, hint=planned)
        self.percent.textChanged.connect(lambda _text: self._suit_percent())
        self._suit_percent()
        self.follow("progress", card.id)
        self.percent.setFocus()
        self.percent.selectAll()

    def _suit_percent(self) -> None:
        """The reason is asked for only where it is needed."""
        needed = self.percent.value() == "100" and not self._card.evidence_count
        self.form.cells["closing_reason"].setVisible(needed)

    def _percent_problem(self) -> str:
        words = self.percent.value().rstrip("%").strip()
        right = not words or (words.isascii() and words.isdigit() and int(words) <= 100)
        return "" if right else _("Ghi một số từ 0 đến 100.")

    def send(self) -> None:
        words = self.percent.value().rstrip("%").strip()
        percent = int(words) if words else None
        reason = self.reason.value() if self.form.cells["closing_reason"].isVisibleTo(self.form) else ""
        actuals = []
        for target in self._card.targets:
            typed = self.actuals[target.id].value()
            value = number_of(typed, f"actual{target.id}") if typed else None
            if value != target.actual:
                actuals.append((target.id, value))
        if percent == 100 and not self._card.evidence_count and not reason:
            raise Invalid(_("Việc chưa có minh chứng. Ghi lý do, hoặc thêm minh chứng trước."), field="closing_reason")
        form = NoteForm(
            percent=percent,
            words=self.words.value(),
            closing_reason=reason,
            noted_on=self.noted_on.value(),
            actuals=tuple(actuals),
        )
        self.run(note_progress, self._card.id, form)
