"""The growing wait after wrong passwords, said in seconds until it is over."""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from dcapp.kernel.i18n import _
from ui.kit.alerts import alert
from ui.kit.labels import label
from ui.kit.theme import Tone


class WaitNote(QWidget):
    """Says why the password was refused and counts the seconds down; `over` when one may try again."""

    over = Signal()

    def __init__(self, words: QLabel | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words or label("", "hint", wrap=True, tone=Tone.DANGER)
        self.words.hide()
        self._before, self._left = "", 0
        self._end = QDeadlineTimer(0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one ends early, and the door refuses
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """True while the next try is not accepted yet."""
        return self._left > 0

    def say(self, words: str) -> None:
        """Say something without a wait, or nothing with ""."""
        self._before, self._left = words, 0
        self._timer.stop()
        self._show()

    def wait(self, seconds: int, words: str) -> None:
        """Say why, and count down."""
        self._before, self._left = words, seconds
        self._end = QDeadlineTimer(seconds * 1_000, Qt.TimerType.PreciseTimer)
        if seconds > 0:
            self._timer.start(1_000)
        self._show()
        alert(self.words, self.words.text())

    def _tick(self) -> None:
        milliseconds = self._end.remainingTime()
        self._left = -(-milliseconds // 1_000)
        if self._left > 0:
            self._timer.start(milliseconds % 1_000 or 1_000)
        else:
            self._before = ""
            self.over.emit()
        self._show()

    def _show(self) -> None:
        wait = _("Chờ {seconds} giây rồi gõ lại, hoặc nhờ quản trị đặt lại mật khẩu.").format(seconds=self._left)
        self.words.setText(" ".join(part for part in (self._before, wait if self._left > 0 else "") if part))
        self.words.setVisible(bool(self.words.text()))
