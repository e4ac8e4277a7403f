"""Fields that officers fill in: calm ones that ignore the wheel, keep Tab free, and leave input methods alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from ui.kit.fitting import dress, fix, lay
from ui.kit.icons import IconLabel, icon
from ui.kit.labels import rich
from ui.kit.theme import Tone, px

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
        words = placeholder or _("Tìm trong danh sách (Ctrl+F)")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(lambda: self._timer.start())
        self.returnPressed.connect(self._say)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._say()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self._timer.stop()
        self.searched.emit(nfc(self.text()).strip())


class PasswordField(QWidget):
    """A password with an eye to show it, and a warning when Unikey is putting marks on it."""

    submitted = Signal()
    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, spacing=8)
        self.line = _SecretLine(name)
        self.eye = self.line.eye
        column.addWidget(self.line)
        self.warning = QWidget()
        row = QHBoxLayout(self.warning)
        lay(row, spacing=8)
        row.addWidget(IconLabel("warning", "warning", 18), 0)
        hint = _(
            "Mật khẩu đang có chữ <b>có dấu</b>. Kiểm tra Unikey: bấm Ctrl+Shift (hoặc Alt+Z) về chữ E rồi gõ lại."
        )
        self.hint = rich(hint, "hint", tone=Tone.WARNING)
        row.addWidget(self.hint, 1)
        column.addWidget(self.warning)
        self.warning.hide()
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self.submitted)

    def text(self) -> str:
        """The password as typed, in NFC so that both ways of composing give the same key."""
        return nfc(self.line.text())

    def clear(self) -> None:
        """Forget what was typed and hide it again."""
        self.line.clear()
        self.line.eye.setChecked(False)

    def is_marked(self) -> bool:
        """True while a letter has marks, which is nearly always Unikey's doing."""
        return not self.line.text().isascii()

    def _look(self) -> None:
        marked = self.is_marked()
        if marked != self.warning.isVisibleTo(self):
            self.warning.setVisible(marked)
            dress(self.line, problem="warning" if marked else "")
        self.changed.emit()


class _SecretLine(QLineEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = QToolButton(self)
        self.eye.setCheckable(True)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.toggled.connect(self._toggled)
        self._toggled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 2
        self.eye.setGeometry(self.width() - side - 1, 1, side, side)
        self.setTextMargins(0, 0, side, 0)

    def _toggled(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = _("Ẩn mật khẩu") if shown else _("Hiện mật khẩu")
        self.eye.setIcon(icon("hide" if shown else "show"))
        self.eye.setToolTip(words)
        self.eye.setAccessibleName(words)


def _only_with_focus(widget: QWidget, event: QWheelEvent, turn: Any) -> None:
    if widget.hasFocus():
        turn(event)
    else:
        event.ignore()
