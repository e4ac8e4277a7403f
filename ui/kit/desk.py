"""What every page is handed, and what the window asks of every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.actions import Actions
from ui.kit.changes import Changes
from ui.kit.fitting import lay
from ui.kit.header import PageHeader
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.app import App


class Desk(QObject):
    """The open office as pages see it: the app, the tasks, the changes, and the window around them."""

    page_wanted = Signal(str, object)  # key of a page, record to show there or None
    find_wanted = Signal()
    toast_wanted = Signal(str, object)  # text, undo or None
    badge_wanted = Signal(str, int, bool)  # key of a page, count, alarm

    def __init__(self, app: App, tasks: Tasks, changes: Changes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app, self.tasks, self.changes = app, tasks, changes
        self.pages: frozenset[str] = frozenset()
        """Keys of the pages that the menu offers this account."""

    def may(self, right: str) -> bool:
        """True when the account may do this, such as "papers.edit"."""
        return bool(self.app.may(right))

    def open(self, page: str, record: Any = None) -> None:
        """Go to a page, and to a record on it; pages open each other only in this way."""
        self.page_wanted.emit(page, record)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was just done, with a way to undo it."""
        self.toast_wanted.emit(text, undo)

    def badge(self, page: str, count: int, *, alarm: bool = False) -> None:
        """Show at a page's entry how many things need this officer; `alarm` when one is overdue."""
        self.badge_wanted.emit(page, count, alarm)


class Screen(QWidget):
    """A page of the window: header on top, `body` under it. Pages override what they can do better."""

    def __init__(self, desk: Desk, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.actions_of_page: Actions | None = None
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        lay(column)
        self.header = PageHeader(title, subtitle)
        self.header.find_wanted.connect(desk.find_wanted)
        column.addWidget(self.header)
        self.body = QVBoxLayout()
        lay(self.body)
        column.addLayout(self.body, 1)

    def regions(self) -> tuple[QWidget, ...]:
        """Where F6 goes on this page, in order: filters, list, detail."""
        return ()

    def show_record(self, record: Any) -> None:
        """Go to a record of this page."""

    def begin(self, step: str, record: Any) -> None:
        """Go to a record and begin a step of this page with it; a page without such a step shows the record."""
        self.show_record(record)

    def begin_new(self) -> None:
        """Open the form for a new record, where this page has one that may be used now."""
        steps = self.actions_of_page
        if steps is not None and any(step.id == "add" for step in steps.steps) and steps["add"].isEnabled():
            steps["add"].trigger()

    def shown_record(self) -> Any:
        """What to hand to `show_record` to come back to the same place after the lock, or None."""
        return None

    def keep_draft(self) -> None:
        """Keep what was typed and not saved; called before the lock destroys the page."""

    def search_field(self) -> QWidget | None:
        """Where Ctrl+F goes."""
        return None
