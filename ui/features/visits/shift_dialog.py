"""Who receives now, where, and on which occasion: kept for the visits that follow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.features.visits.desk import DeskNow
from dcapp.features.visits.terms import RECEPTION_KINDS
from dcapp.kernel.i18n import _
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextLine
from ui.kit.form import Form


class ShiftDialog(Sheet):
    """Asks for receiver, place and kind of reception."""

    chosen = Signal(object)  # DeskNow

    def __init__(self, desk: Desk, shift: DeskNow, parent: QWidget | None = None) -> None:
        hint = _("Dùng cho lượt này và các lượt ghi tiếp theo.")
        super().__init__(_("Đổi ca tiếp"), _("Đổi ca"), parent, hint=hint, width=520)
        self._shift = shift
        self.form = Form()
        self.receiver, self.other = Choice([(None, _("Người khác"))]), TextLine(shift.receiver)
        self.place = TextLine(shift.place)
        self.kind = Choice([(one, _(words)) for one, words in RECEPTION_KINDS.items()])
        self.kind.choose(shift.kind)
        self.form.add("receiver", _("Người tiếp"), self.receiver, span=3)
        self.form.add("other", _("Họ tên người tiếp"), self.other, span=3)
        self.form.add("place", _("Địa điểm"), self.place, span=3)
        self.form.add("kind", _("Hình thức tiếp"), self.kind, span=3)
        self.form.changed.connect(self.touch)
        self.receiver.currentIndexChanged.connect(lambda _row: self._look())
        self.add(self.form)
        self.agreed.connect(self._agree)
        desk.tasks.run(officers_of, done=self._offer, owner=self)
        self._look()
        self.form.focus_first()

    def _offer(self, officers: list[OfficerCard]) -> None:
        names = [(card.id, f"{card.full_name} ({card.post})" if card.post else card.full_name) for card in officers]
        self._names = {card.id: card.full_name for card in officers}
        self.receiver.fill([(None, _("Người khác")), *names])
        self.receiver.choose(self._shift.receiver_id)
        self.is_touched = False

    def _look(self) -> None:
        self.form.cells["other"].setVisible(self.receiver.value() is None)

    def _agree(self) -> None:
        officer = self.receiver.value()
        name = self.other.value() if officer is None else self._names[officer]
        same_kind = self.kind.value() == self._shift.kind
        session = self._shift.session_id if same_kind else None
        self.is_touched = False
        self.chosen.emit(DeskNow(officer, name, self.place.value(), self.kind.value(), session))
        self.accept()
