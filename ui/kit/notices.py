"""Banners for what lasts, toasts for what just happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from dcapp.kernel.i18n import _
from ui.kit.alerts import alert
from ui.kit.buttons import button
from ui.kit.fitting import dress, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import label, rich
from ui.kit.theme import Tone, px

TOAST_MS = 8_000
_SYMBOL = {
    Tone.INFO: "info",
    Tone.SUCCESS: "done",
    Tone.WARNING: "warning",
    Tone.DANGER: "error",
    Tone.NEUTRAL: "info",
}
_TOKEN = {
    Tone.INFO: "on_primary_soft",
    Tone.SUCCESS: "success",
    Tone.WARNING: "warning",
    Tone.DANGER: "danger",
    Tone.NEUTRAL: "neutral",
}


class Banner(QFrame):
    """A state that lasts, in one sentence, with at most two buttons; at most one banner on a page."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.INFO, symbol: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("banner", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        lay(row, (12, 6, 8, 6), 10)
        self._icon = IconLabel(symbol or _SYMBOL[tone], _TOKEN[tone])
        row.addWidget(self._icon)
        self.text = rich(text)
        row.addWidget(self.text, 1)
        self._row = row
        self._buttons: list[QPushButton] = []

    def say(self, text: str, tone: Tone, symbol: str | None = None) -> None:
        """Say something else; a screen reader is told."""
        self.text.setText(text)
        self._icon.show_icon(symbol or _SYMBOL[tone], _TOKEN[tone])
        dress(self, banner=tone.value)
        alert(self, self.text.text())

    def offer(self, verb: str, run: Callable[[], object], *, main: bool = False) -> QPushButton:
        """Add a button; `main` for the one that solves it."""
        found = button(verb, "secondary" if main else "quiet", None, run)
        self._row.addWidget(found)
        self._buttons.append(found)
        return found


class Toast(QFrame):
    """What just happened, for eight seconds, with a way to undo it; never for errors."""

    undone = Signal()

    def __init__(self, over: QWidget, text: str, undo: Callable[[], object] | None = None, ms: int = TOAST_MS) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("toast", True)
        row = QHBoxLayout(self)
        lay(row, (16, 6, 16, 6), 10)
        row.addWidget(IconLabel("done", "toast_mark"))
        self.text = label(text)
        row.addWidget(self.text)
        if undo is not None:
            self.undo = button(_("Hoàn tác"), "toast", None, lambda: self._undo(undo))
            self.undo.setToolTip(_("Hoàn tác lần lưu vừa rồi (Ctrl+Z)"))
            row.addWidget(self.undo)
            row.addWidget(label("Ctrl+Z", "hint"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_down)
        self._timer.start(ms)
        over.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        alert(self, text)

    def close_down(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _undo(self, undo: Callable[[], object]) -> None:
        self.close_down()
        undo()
        self.undone.emit()

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, self._over.height() - self.height() - px(16))
