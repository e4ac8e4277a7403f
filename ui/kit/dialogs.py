"""The frame of a dialog: title, scrolling body, a strip of buttons.

It asks before typed words are lost, and dies when it is closed.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from dcapp.kernel.i18n import _
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.cards import footer
from ui.kit.detail import scrolled
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.theme import Tone, px


class Keeper(Protocol):
    """What keeps the typed words of a dialog; `ui.kit.drafts.Drafts` is one."""

    def keep(self) -> None:
        """Store what the fields hold now."""
        ...

    def forget(self) -> None:
        """The words were saved, or thrown away on purpose."""
        ...


class Sheet(QDialog):
    """A dialog with `body` for content, a verb at the right and a way back; Ctrl+S and Ctrl+Enter press the verb."""

    agreed = Signal()

    def __init__(
        self,
        title: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        width: int = 560,
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._opener = QApplication.focusWidget()
        self._width = width
        self.is_touched = False
        self.drafts: Keeper | None = None
        column = QVBoxLayout(self)
        lay(column)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        lay(inner, (24, 20, 24, 16), 12)
        inner.addWidget(label(title, "title", wrap=True))
        if hint:
            inner.addWidget(label(hint, "hint", wrap=True))
        self.body = QVBoxLayout()
        lay(self.body, spacing=12)
        inner.addLayout(self.body)
        inner.addStretch(1)
        self._area = scrolled(inside)
        column.addWidget(self._area, 1)
        self._inside = inside
        self.note = label("", "hint", wrap=True)
        self.problem = label("", "label", wrap=True, tone=Tone.DANGER)
        self.problem.hide()
        words = QWidget()
        notes = QVBoxLayout(words)
        lay(notes, spacing=2)
        notes.addWidget(self.problem)
        notes.addWidget(self.note)
        self.cancel = button(_("Đóng"), "secondary", None, self.reject)
        self.agree = button(verb, "danger" if danger else "primary", None, self.agreed.emit)
        self.agree.setDefault(True)
        self.strip = footer(self.cancel, self.agree, hint=words)
        column.addWidget(self.strip)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget under what is there."""
        self.body.addWidget(widget)
        return widget

    def add_button(self, extra: QPushButton) -> QPushButton:
        """Put one more button before the way back."""
        row = self.strip.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(1, extra)
        return extra

    def touch(self) -> None:
        """Something was typed; closing asks from now on."""
        self.is_touched = True

    def show_problem(self, text: str) -> None:
        """Say above the buttons why it did not go on, or take it back with ""."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def set_busy(self, busy: bool, words: str = "") -> None:
        """While work is under way: no second press, and words that say what is being done."""
        self.agree.setEnabled(not busy)
        self.note.setText(words if busy else "")

    def keep_draft(self) -> None:
        """Keep what was typed; called before the lock closes the dialog."""
        if self.drafts is not None and self.is_touched:
            self.drafts.keep()

    def accept(self) -> None:
        if self.drafts is not None:
            self.drafts.forget()
        super().accept()

    def fit(self) -> None:
        """As wide as the design says, as tall as the content asks, never beyond the screen."""
        room = self.screen().availableGeometry()
        width = min(px(self._width), room.width() - px(40))
        self._inside.setMaximumWidth(width)
        layout = self._inside.layout()
        high = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        tall = max(high, self._inside.sizeHint().height()) + self.strip.sizeHint().height()
        self._inside.setMaximumWidth(16_777_215)
        self.resize(width, min(tall, room.height() - px(60)))

    def refit(self) -> None:
        """Fit again at once after words inside have changed, so that no frame shows them cut."""
        if not self.isVisible():
            return
        for _pass in range(2):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.fit()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:  # it grew past the edge of the screen
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - below))

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget of the content."""
        self._area.ensureWidgetVisible(widget)

    def reject(self) -> None:
        if self.is_touched and not messages.ask(
            self,
            _("Đóng mà chưa lưu?"),
            _("Những gì vừa gõ sẽ không được lưu vào sổ."),
            yes=_("Đóng, không lưu"),
            no=_("Gõ tiếp"),
            danger=True,
        ):
            return
        if self.drafts is not None:
            self.drafts.forget()
        self.close_now()

    def close_now(self) -> None:
        """Close without asking, as the lock does."""
        self.is_touched = False
        super().reject()
        if self._opener is not None and isValid(self._opener) and self._opener.isVisible():
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self) -> None:
        self.fit()
        super().open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.agree.click()
        else:
            super().keyPressEvent(event)


def close_dialogs() -> None:
    """Close every dialog, menu and list that hangs over the program's windows; what was typed is kept as drafts."""
    for window in QApplication.topLevelWidgets():
        if not window.isVisible() or _is_front(window):
            continue
        keep = getattr(window, "keep_draft", None)
        if callable(keep):
            keep()
        close = getattr(window, "close_now", None)
        if callable(close):
            close()
        elif isinstance(window, QDialog):
            window.reject()
        else:
            window.close()


def _is_front(window: QWidget) -> bool:
    """Whether it is a window of the program itself: the main one, or the login that already follows it."""
    return window.parentWidget() is None and window.windowType() is Qt.WindowType.Window
