"""Buttons: one kind each for what they mean, and the row of choices of which one holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.kit.fitting import fix, lay
from ui.kit.icons import icon
from ui.kit.theme import px

_ICON_TOKEN = {
    "primary": "on_primary",
    "big": "on_primary",
    "danger": "danger",
    "quiet": "on_primary_soft",
    "link": "on_primary_soft",
}


def button(
    text: str, kind: str = "secondary", symbol: str | None = None, run: Callable[[], object] | None = None
) -> QPushButton:
    """A button; `kind` is primary, secondary, quiet, danger, big, link; `run` is called without arguments."""
    found = QPushButton(text)
    found.setProperty("kind", kind)
    found.setAutoDefault(kind in ("primary", "big"))
    if symbol is not None:
        found.setIcon(icon(symbol, _ICON_TOKEN.get(kind, "text"), beside=True))
    if run is not None:
        found.clicked.connect(lambda: run())
    return found


class NarrowButton(QPushButton):
    """A button whose words give way with "…" where the room is short, so that it never pushes its page wide."""

    def __init__(
        self, text: str, kind: str, symbol: str | None = None, run: Callable[[], object] | None = None
    ) -> None:
        super().__init__(text)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if symbol is not None:
            self.setIcon(icon(symbol, _ICON_TOKEN.get(kind, "text"), beside=True))
        if run is not None:
            self.clicked.connect(lambda: run())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style = self.style()
        room = style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width() + px(8)
        option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def icon_button(name: str, symbol: str, run: Callable[[], object] | None = None) -> QPushButton:
    """A button without words (back, close, search, page arrows only); `name` is its tooltip and accessible name."""
    found = QPushButton()
    found.setProperty("kind", "icon")
    found.setIcon(icon(symbol))
    found.setToolTip(name)
    found.setAccessibleName(name)
    found.setAutoDefault(False)
    fix(found, width=34)
    if run is not None:
        found.clicked.connect(lambda: run())
    return found


class SegmentedControl(QWidget):
    """A few choices side by side of which one holds; one tab stop, arrows move."""

    chosen = Signal(int)

    def __init__(self, choices: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        lay(row)
        last = len(choices) - 1
        for number, text in enumerate(choices):
            part = _Segment(text, self)
            part.setProperty("edge", _edge(number, last))
            part.setAccessibleName(f"{name}: {text}")
            self._group.addButton(part, number)
            row.addWidget(part)
        self._group.idToggled.connect(self._toggled)
        self.choose(0)

    def choice(self) -> int:
        """The number of the choice that holds."""
        return self._group.checkedId()

    def offers(self, number: int) -> bool:
        """Whether there is such a choice."""
        return self._group.button(number) is not None

    def choose(self, number: int) -> None:
        """Let a choice hold."""
        self._group.button(number).setChecked(True)

    def _toggled(self, number: int, checked: bool) -> None:
        part = self._group.button(number)
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus)
        part.setIcon(icon("check", "on_primary_soft", beside=True) if checked else QIcon())
        if checked:
            self.setFocusProxy(part)
            self.chosen.emit(number)

    def step(self, step: int) -> None:
        """Let the neighbour hold and take the focus."""
        number = (self.choice() + step) % len(self._group.buttons())
        self.choose(number)
        self._group.button(number).setFocus(Qt.FocusReason.OtherFocusReason)


class _Segment(QPushButton):
    """One choice of a segmented control."""

    def __init__(self, text: str, control: SegmentedControl) -> None:
        super().__init__(text)
        self._control = control
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "segment")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self._control.step(step)


_STEPS = {
    int(Qt.Key.Key_Left): -1,
    int(Qt.Key.Key_Up): -1,
    int(Qt.Key.Key_Right): 1,
    int(Qt.Key.Key_Down): 1,
}


def _edge(number: int, last: int) -> str:
    if last == 0:
        return "only"
    return {0: "first", last: "last"}.get(number, "middle")
