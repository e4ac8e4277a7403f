"""A scanner that types the text of a citizen's card, whatever has the focus: caught, kept out of the field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.drafts import held, show

PAUSE_MS = 200
"""After such a pause figures that were typed before do not belong to a card; scanners are ten times as fast."""
END_MS = 250
"""A scanner that sends no Enter has ended after such a silence."""
SIGN, NUMBERS = "|", (9, 12)
_ENDS = {int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter), int(Qt.Key.Key_Tab)}


class CardScanner(QObject):
    """Watches the fields of one form. A number of 9 or 12 figures with "|" behind it begins a card: nobody types that.

    From there on keys go to the card and not to the field, which gets back what it held before the first figure.
    """

    scanned = Signal(str)  # the text of the code

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since = QElapsedTimer()
        self._typed = ""
        self._before: tuple[QWidget, Any] | None = None
        self._card: str | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(END_MS)
        self._end.timeout.connect(self._finish)

    def watch(self, widget: QWidget) -> None:
        """Listen at a field or button; its inner line edit, where it has one, must be given by itself."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._card is not None and kind is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if kind is QEvent.Type.KeyRelease:
            return self._card is not None
        if kind is not QEvent.Type.KeyPress:
            return False
        return self._take(event) if self._card is not None else self._notice(watched, event)

    def _notice(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Follow a run of figures; True from the sign on that makes it a card."""
        letter = event.text()
        paused = self._since.isValid() and self._since.elapsed() > PAUSE_MS
        self._since.start()
        if letter == SIGN and len(self._typed) in NUMBERS and not paused and self._is_at(watched):
            self._card = self._typed + letter
            self._end.start()
            return True
        if not letter.isdecimal():
            if event.key() not in _MODIFIERS:
                self._typed = ""
            return False
        if not self._typed or paused or not self._is_at(watched):
            self._typed, self._before = "", (watched, held(watched))
        self._typed += letter
        return False

    def _is_at(self, watched: QWidget) -> bool:
        return self._before is not None and self._before[0] is watched

    def _take(self, event: QKeyEvent) -> bool:
        if event.key() in _ENDS:
            self._finish()
        elif event.key() == Qt.Key.Key_Backspace:  # an input method takes letters back to put marks on them
            self._card = (self._card or "")[:-1]
            self._end.start()
        elif event.text():
            self._card = (self._card or "") + event.text()
            self._end.start()
        return True

    def _finish(self) -> None:
        self._end.stop()
        card, self._card, self._typed = self._card, None, ""
        if self._before is not None:
            widget, value = self._before
            self._before = None
            if value is not None:
                show(widget, value)
        if card:
            self.scanned.emit(card)


_MODIFIERS = {int(Qt.Key.Key_Shift), int(Qt.Key.Key_Control), int(Qt.Key.Key_Alt), int(Qt.Key.Key_AltGr)}
