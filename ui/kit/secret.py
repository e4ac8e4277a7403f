"""The field where a password is typed; apart from the other fields, since the login window needs no more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from ui.kit.fitting import dress, lay
from ui.kit.icons import IconLabel, icon
from ui.kit.labels import rich
from ui.kit.theme import Tone


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
