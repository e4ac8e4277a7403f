"""Đôn đốc: what is said to whoever is reminded, recorded, and printed as slips when wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.tasks.following import remind
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import TaskId
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.sheet import SavingSheet
from ui.kit.desk import Desk
from ui.kit.fields import TextArea


class RemindDialog(SavingSheet):
    """Records that those in charge, or those who still owe something, were reminded today."""

    def __init__(
        self,
        desk: Desk,
        ids: Sequence[TaskId],
        parent: QWidget | None = None,
        *,
        print_slips: Callable[[Sequence[TaskId]], object] | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        words = ngettext("{count} việc đang chọn", "{count} việc đang chọn", len(ids))
        hint = words.format(count=vn_number(len(ids)))
        super().__init__(desk, _("Đôn đốc"), _("Ghi đôn đốc"), parent, hint=hint, width=560, after=after)
        self._ids, self._print = tuple(ids), print_slips
        self.words = TextArea(rows=3)
        self.form.add("words", _("Nội dung đôn đốc"), self.words, hint=_("Để trống cũng được."))
        self.slips = QCheckBox(_("In phiếu đôn đốc"))
        self.slips.setChecked(print_slips is not None)
        self.slips.setVisible(print_slips is not None)
        self.add(self.slips)
        self.follow("remind", "-".join(map(str, self._ids[:5])))

    def send(self) -> None:
        self.run(remind, self._ids, self.words.value())

    def finished_with(self, result: Any) -> None:
        wanted = self.slips.isChecked()
        super().finished_with(result)
        if wanted and self._print is not None:
            self._print(self._ids)
