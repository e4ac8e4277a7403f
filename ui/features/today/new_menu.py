"""What "Ghi mới" offers, by the rights of the account."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMenu, QWidget

from dcapp.kernel.i18n import N_, _
from ui.kit.desk import Desk
from ui.kit.icons import icon


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One kind of record that can be begun from here: opened as ("new", kind) on its page."""

    label: str
    icon: str
    page: str
    kind: str
    right: str


ENTRIES = (
    NewEntry(N_("Lượt tiếp công dân"), "people", "visits", "Visit", "visits.edit"),
    NewEntry(N_("Lời hứa"), "clock", "visits", "Commitment", "visits.edit"),
    NewEntry(N_("Việc"), "plan", "plan", "Task", "plan.edit"),
    NewEntry(N_("Cuộc họp"), "people", "plan", "Meeting", "plan.edit"),
    NewEntry(N_("Ý kiến, dư luận"), "satisfaction", "plan", "Opinion", "plan.edit"),
    NewEntry(N_("Cuộc kiểm tra"), "target", "plan", "Check", "plan.edit"),
    NewEntry(N_("Vướng mắc"), "warning", "plan", "Difficulty", "plan.progress"),
    NewEntry(N_("Số văn bản đi"), "papers", "papers", "IssuedPaper", "numbering.take"),
    NewEntry(N_("Văn bản đến"), "import", "papers", "IncomingPaper", "papers.edit"),
    NewEntry(N_("Văn bản căn cứ"), "law", "papers", "Paper", "papers.edit"),
)


def offered(desk: Desk) -> tuple[NewEntry, ...]:
    """The kinds that this account may write."""
    return tuple(entry for entry in ENTRIES if desk.may(entry.right))


def new_menu(desk: Desk, parent: QWidget) -> QMenu:
    """The menu under the button."""
    menu = QMenu(parent)
    menu.setAccessibleName(_("Ghi mới"))
    for entry in offered(desk):
        action = menu.addAction(icon(entry.icon), _(entry.label))
        action.setData(entry.kind)
        action.triggered.connect(lambda _on=False, entry=entry: desk.open(entry.page, ("new", entry.kind)))
    return menu
