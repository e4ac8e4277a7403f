"""Notices that nobody has touched keys or mouse for a while."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QWindow

_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class IdleWatch(QObject):
    """Says `idle` when `minutes` passed without a touch; 0 minutes never."""

    idle = Signal()

    def __init__(self, minutes: float = 5, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._touched = time.monotonic()
        self._spot = QCursor.pos()
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(5_000)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)
            self._follow(QGuiApplication.focusWindow())

    def start(self) -> None:
        """Begin to watch, as if touched now."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer, as while the lock screen is up."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = time.monotonic()

    def look(self) -> None:
        """Compare with the clock; moving the mouse counts as a touch."""
        spot = QCursor.pos()
        if spot != self._spot:
            self._spot = spot
            self.touch()
        if self.minutes and time.monotonic() - self._touched >= self.minutes * 60:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def _follow(self, window: QWindow | None) -> None:
        """Listen at the window that has the focus; listening at the whole application would slow every repaint."""
        if window is not None and window is not self._window:
            window.installEventFilter(self)
            self._window = window
