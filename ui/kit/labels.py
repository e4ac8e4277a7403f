"""Words on the screen: roles of type, chips, elided titles."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.kit.fitting import dress, fix
from ui.kit.theme import Tone


def label(text: str = "", role: str = "body", *, wrap: bool = False, tone: Tone | None = None) -> QLabel:
    """A line of text in one of the roles of `theme.TYPE`; never interpreted as HTML."""
    found = QLabel(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setProperty("role", role)
    found.setWordWrap(wrap)
    if tone is not None:
        found.setProperty("tone", tone.value)
    return found


def rich(text: str, role: str = "body", *, tone: Tone | None = None) -> QLabel:
    """A wrapped line that holds <b>…</b> of our own; names of people must be escaped by the caller."""
    found = label(text, role, wrap=True, tone=tone)
    found.setTextFormat(Qt.TextFormat.RichText)
    return found


def selectable(text: str = "", role: str = "body", *, wrap: bool = True) -> QLabel:
    """Text that can be read, selected and copied, as read-only fields show it."""
    found = label(text, role, wrap=wrap)
    found.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    found.setAccessibleName(text)
    return found


def line() -> QFrame:
    """A hairline between parts."""
    found = QFrame()
    found.setProperty("line", True)
    return found


class StatusChip(QLabel):
    """A short state in a coloured pill; the words carry the meaning."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("chip", tone.value)

    def show_state(self, text: str, tone: Tone) -> None:
        """Say another state."""
        self.setText(text)
        dress(self, chip=tone.value)


class DeadlineChip(StatusChip):
    """A deadline in a few words; the tooltip has the full date and the rule behind it."""

    def __init__(self, text: str, tone: Tone, explanation: str, parent: QWidget | None = None) -> None:
        super().__init__(text, tone, parent)
        self.setToolTip(explanation)
        self.setAccessibleDescription(explanation)


class ElideLabel(QLabel):
    """One line that ends in … when room is short; the tooltip and the screen reader have all of it."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        self._full = text
        self.setAccessibleName(text)
        self._fit()

    def full_text(self) -> str:
        """The text without shortening."""
        return self._full

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Fit again with the font in force."""
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        super().setText(shown)
        self.setToolTip(self._full if shown != self._full else "")


class Avatar(QLabel):
    """A person's initials in a disc."""

    def __init__(self, initials: str, side: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(initials, parent)
        self._side = side
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("avatar", True)
        self.setProperty("role", "label-strong")
        fix(self, width=side, height=side)
        self.restyle()

    def restyle(self) -> None:
        """Keep the disc round at the scale in force."""
        self.setStyleSheet(f"border-radius: {self.height() // 2}px;")
