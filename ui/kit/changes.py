"""What changed in the books, told to the screens that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid


class Changes(QObject):
    """Brings `App.on_changed` (called on the writer's thread) to the GUI thread as a signal."""

    changed = Signal(object)  # frozenset[str]: names of the mapped classes that changed
    _told = Signal(object)

    def __init__(self, app: Any = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        if app is not None:
            app.on_changed = self.tell

    def tell(self, names: Iterable[str]) -> None:
        """Say from any thread that records of these classes changed."""
        self._told.emit(frozenset(names))

    def shows(self, names: Iterable[str], reload: Callable[[], object], owner: QObject) -> None:
        """Call `reload` on the GUI thread whenever one of these classes changed, as long as `owner` lives."""
        watched = frozenset(names)

        def look(changed: frozenset[str]) -> None:
            if not isValid(owner):
                return
            if watched & changed:
                reload()

        link = self.changed.connect(look)
        owner.destroyed.connect(lambda: _unlink(self, link))

    @Slot(object)
    def _tell(self, names: frozenset[str]) -> None:
        self.changed.emit(names)


def _unlink(changes: Changes, link: Any) -> None:
    if isValid(changes):
        changes.disconnect(link)
