"""Says in the form of a day off which running deadlines it would move, before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QTimer

from dcapp.app import Rehearsal
from dcapp.features.office.recounting import MovedLine
from dcapp.features.office.service import DayOffForm
from dcapp.features.office.terms import DayKind
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.kit.desk import Desk
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.registers.form import FormDialog

PAUSE_MS = 300
"""How long the form rests before the day is tried out."""
NAMED = 2


class DayRehearsal(Banner):
    """Tries the day out whenever the form rests for a moment; nothing of it is kept."""

    def __init__(self, desk: Desk, save: Callable[..., Any], keys: tuple[Any, ...], dialog: FormDialog) -> None:
        """`save(uow, *keys, form)` is what the form will do."""
        super().__init__(_("Đang xem hạn nào phải dời…"), Tone.INFO)
        self._desk, self._save, self._keys = desk, save, keys
        self._dialog, self._form = dialog, dialog.form
        self._asked: DayOffForm | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        dialog.add(self)
        self._form.changed.connect(self._timer.start)
        self._timer.start()

    def _ask(self) -> None:
        form = self._filled()
        if form == self._asked:
            return
        self._asked = form
        if form is None:
            self.say(_("Ghi ngày và loại để xem hạn nào phải dời."), Tone.INFO)
            return
        self._desk.tasks.run(
            Rehearsal(self._save),
            *self._keys,
            form,
            done=lambda lines: self._tell(form, lines),
            failed=lambda _error: self._tell(form, None),
            owner=self,
        )

    def _filled(self) -> DayOffForm | None:
        """What deadlines depend on; None while the day is still being typed."""
        editors: dict[str, Any] = dict(self._form.editors)
        try:
            day, kind = editors["day"].value(), editors["kind"].value()
        except Invalid:
            return None
        if day is None or kind is None:
            return None
        return DayOffForm(day=day, name=vn_date(day), kind=DayKind(kind))

    def _tell(self, asked: DayOffForm, lines: list[MovedLine] | None) -> None:
        """Say what would move; a day that the calendar refuses is told by the form itself when it is saved."""
        if asked != self._asked:
            return
        self.setVisible(lines is not None)
        if lines is None:
            return
        self._say(lines)
        self._dialog.refit()

    def _say(self, lines: list[MovedLine]) -> None:
        if not lines:
            self.say(_("Không hạn nào đang chạy phải dời."), Tone.INFO)
            return
        named = [f"{line.title} ({vn_date(line.before)} → {vn_date(line.after)})" for line in lines[:NAMED]]
        more = [_("và {count} hạn khác").format(count=len(lines) - NAMED)] if len(lines) > NAMED else []
        words = _("Lưu ngày này thì <b>{count} hạn</b> đang chạy dời: {which}.")
        self.say(words.format(count=len(lines), which=escape("; ".join([*named, *more]))), Tone.WARNING)
