"""Giao xử lý: who handles a case; never somebody whom it is about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.cards import CaseCard
from dcapp.features.cases.service import assign
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextLine
from ui.registers.asking import AskSheet


class AssignDialog(AskSheet):
    """Chooses the officer; a case that changes hands asks for the reason."""

    def __init__(self, desk: Desk, card: CaseCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Giao xử lý vụ việc"), _("Giao"), parent, hint=card.code)
        self._card = card
        self.officer, self.reason = Choice([(None, _("Chưa chọn"))]), TextLine()
        self.form.add("officer_id", _("Người xử lý"), self.officer, required=True)
        self.form.add("reason", _("Lý do"), self.reason)
        self.form.focus_first()
        desk.tasks.run(officers_of, done=self._fill, owner=self)

    def answer(self) -> None:
        if self.officer.value() is None:
            raise Invalid(_("Chưa chọn người xử lý."), field="officer_id")
        words = _("Đã giao xử lý.")
        self.save(assign, self._card.id, self.officer.value(), self.reason.value(), words=words)

    def _fill(self, officers: list[OfficerCard]) -> None:
        self.officer.fill([(None, _("Chưa chọn")), *((one.id, one.full_name) for one in officers)])
        self.officer.choose(self._card.handler_id)
        self.is_touched = False
