"""Diễn biến: everything that was done in a case, with the answers that were given."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.cases.cards import CaseCard, StepLine
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from ui.kit.dialogs import Sheet
from ui.kit.two_lines import TwoLineList, TwoLines


class LogDialog(Sheet):
    """The log, the newest line first; it changes nothing."""

    def __init__(self, card: CaseCard, parent: QWidget | None = None) -> None:
        super().__init__(_("Diễn biến của {code}").format(code=card.code), _("Đóng"), parent, width=760)
        self.cancel.hide()
        self.agreed.connect(self.accept)
        self.list = TwoLineList(_("Diễn biến"), rows=9)
        self.list.show_rows([_row(one) for one in reversed(card.steps)])
        self.add(self.list)


def _row(one: StepLine) -> TwoLines:
    told = f"{vn_date(one.done_on)} · {_(one.title)}"
    if one.is_undone:
        told = _("{step} (đã bỏ)").format(step=told)
    answers = "; ".join(f"{name}: {said}" for name, said in one.answers)
    below = " · ".join(part for part in (one.done_by, _(one.to_title), one.note, answers) if part)
    return TwoLines(one.id, told, below)
