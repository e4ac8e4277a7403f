"""Small questions about a visit: what became of it, when its papers were destroyed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.service import note_destruction, note_result
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet


def named(card: VisitCard) -> str:
    """A visit in a heading: number, who, when."""
    return f"{card.number}/{card.year} · {card.shown_name} · {vn_date(card.received_on)}"


class ResultDialog(AskSheet):
    """Writes what became of the matter (column "Theo dõi kết quả giải quyết")."""

    def __init__(self, desk: Desk, card: VisitCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ghi kết quả giải quyết"), _("Lưu kết quả"), parent, hint=named(card))
        self._visit_id = card.id
        self.words = TextArea(card.result, rows=5)
        self.form.add("result", _("Kết quả giải quyết"), self.words)
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "visits.result", str(card.id))

    def answer(self) -> None:
        self.save(note_result, self._visit_id, self.words.value(), words=_("Đã ghi kết quả."))


class DestructionDialog(AskSheet):
    """Notes that the papers of a visit were destroyed; the line of the book stays."""

    def __init__(self, desk: Desk, card: VisitCard, parent: QWidget | None = None) -> None:
        until = vn_date(card.keep_until) if card.keep_until else ""
        hint = _("Giấy tờ lưu đến {day}. Dòng trong sổ vẫn giữ.").format(day=until)
        super().__init__(desk, _("Ghi đã tiêu hủy giấy tờ"), _("Ghi tiêu hủy"), parent, hint=hint)
        self._visit_id = card.id
        self.day, self.paper = DateField(clock.today()), TextLine()
        self.form.add_wide(label(named(card), "strong", wrap=True))
        self.form.add("day", _("Ngày tiêu hủy"), self.day, span=3, required=True)
        self.form.add("paper", _("Quyết định, biên bản tiêu hủy"), self.paper, span=3, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày tiêu hủy."), field="day")
        self.save(note_destruction, (self._visit_id,), day, self.paper.value(), words=_("Đã ghi tiêu hủy."))
