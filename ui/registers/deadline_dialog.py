"""A deadline in full, for any book: why it is due on its day, to be copied with its sources or printed as a slip."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from dcapp.features.office.prints_deadline import deadline_document
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from dcapp.rules.counting import Deadline
from ui.kit.deadline_card import DeadlineCard
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.registers.desk_steps import preview_document


class DeadlineDialog(Sheet):
    """Shows one deadline; it changes nothing."""

    def __init__(
        self, desk: Desk, title: str, found: Deadline, parent: QWidget | None = None, *, met_on: date | None = None
    ) -> None:
        """`title` says what is due: "Hạn trả lời công dân"; `met_on`: it was met on that day."""
        super().__init__(title, _("In giải trình…"), parent, hint=found.rule.title, width=760)
        self._desk, self._title = desk, title
        self.card = DeadlineCard(framed=False, with_buttons=False)
        self.card.show_deadline(found, met_on=met_on)
        self.add(self.card)
        self.add_button(self.card.copy_button)
        self.agreed.connect(lambda: print_deadline(desk, title, found))
        self.agree.setFocus()


def print_deadline(desk: Desk, title: str, found: Deadline) -> None:
    """Open the preview of the slip that explains a deadline."""
    office = desk.app.office
    document = deadline_document(
        found, office, marks_of(office), title, on=clock.today(), maker=desk.app.viewer.display_name
    )
    preview_document(desk, document, _("Giải trình thời hạn"), f"giai-trinh-thoi-han-{found.rule.name}")
