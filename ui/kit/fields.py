"""Fields that officers fill in: calm ones that ignore the wheel, keep Tab free, and leave input methods alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from ui.kit.fitting import fix
from ui.kit.icons import icon
from ui.kit.secret import PasswordField as PasswordField
from ui.kit.theme import px

SEARCH_MS = 250


class Choice(QComboBox):
    """One of a few values; the wheel moves it only while it has the focus. Read choices by `value`."""

    def __init__(self, choices: Sequence[tuple[Any, str]] = (), parent: QWidget | None = None) -> None:
        """`choices` are (value, words) pairs; values keep their type, also enums."""
        super().__init__(parent)
        self._values: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.fill(choices)

    def fill(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Replace the choices, keeping the value that holds when it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in choices]
        self.addItems([words for _value, words in choices])
        self.blockSignals(False)
        self.choose(kept)

    def value(self) -> Any:
        """The value that holds, or None."""
        number = self.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def choices(self) -> list[tuple[Any, str]]:
        """Every (value, words) pair that is offered."""
        return [(value, self.itemText(number)) for number, value in enumerate(self._values)]

    def choose(self, value: Any) -> None:
        """Let a value hold; one that is not offered leaves the first."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(110), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        _only_with_focus(self, event, super().wheelEvent)


class Number(QSpinBox):
    """A whole number; the wheel moves it only while it has the focus."""

    def __init__(self, low: int = 0, high: int = 1_000_000, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGroupSeparatorShown(True)
        self.restyle()

    def restyle(self) -> None:
        """Keep the number off the edge; the style sheet does not reach inside a spin box."""
        self.lineEdit().setTextMargins(px(11), 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        _only_with_focus(self, event, super().wheelEvent)


class TextLine(QLineEdit):
    """One line of text; `value` is trimmed NFC."""

    def __init__(self, text: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)

    def value(self) -> str:
        """What was typed, trimmed, in NFC."""
        return nfc(self.text()).strip()


class TextArea(QPlainTextEdit):
    """Several lines of text; Tab leaves it."""

    def __init__(self, text: str = "", rows: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._rows = rows
        self.setTabChangesFocus(True)
        fix(self, min_height=20 * rows + 16)

    def value(self) -> str:
        """What was typed, trimmed, in NFC."""
        return nfc(self.toPlainText()).strip()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(20 * self._rows + 16))


class SearchBox(QLineEdit):
    """Words to look for; says so 250 ms after the last key, and Esc empties it."""

    searched = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder or _("Tìm (Ctrl+F)"))
        self.setAccessibleName(placeholder or _("Tìm trong danh sách (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        self._symbol = icon("search", "text3")
        self.restyle()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(lambda: self._timer.start())
        self.returnPressed.connect(self._say)

    def restyle(self) -> None:
        """Leave room for the sign before the words."""
        self.setTextMargins(px(24), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = px(16)  # painted here: Qt's own place for it stands below the words when the type is large
        painter = QPainter(self)
        self._symbol.paint(painter, QRect(px(10), (self.height() - side) // 2, side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self._timer.stop()
        self.searched.emit(nfc(self.text()).strip())


def _only_with_focus(widget: QWidget, event: QWheelEvent, turn: Any) -> None:
    if widget.hasFocus():
        turn(event)
    else:
        event.ignore()
