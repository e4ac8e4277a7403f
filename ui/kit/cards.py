"""Cards, rows of name and value, and the steps of a procedure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from ui.kit.fitting import dress, fix, lay
from ui.kit.labels import label, line, selectable


class Card(QFrame):
    """A white panel with a title line; put content into `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        lay(column, (16, 12, 16, 12), 8)
        self.head = QHBoxLayout()
        lay(self.head, spacing=8)
        self.title = label(title, "subtitle")
        self.head.addWidget(self.title, 1)
        if title:
            column.addLayout(self.head)
        self.body = QVBoxLayout()
        lay(self.body, spacing=8)
        column.addLayout(self.body, 1)

    def add(self, widget: QWidget) -> QWidget:
        """Put a widget under what is there."""
        self.body.addWidget(widget)
        return widget

    def aside(self, widget: QWidget) -> QWidget:
        """Put a count or a link at the right end of the title line."""
        self.head.addWidget(widget)
        return widget


class KeyValues(QWidget):
    """Rows of name (left) and value (right); values can be selected and copied."""

    def __init__(self, rows: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        lay(self._column, spacing=6)
        self.show_rows(rows)

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Replace the rows; rows without a value are left out."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for name, value in rows:
            if value:
                self._column.addWidget(_pair(name, value))


def _pair(name: str, value: str) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    lay(row, spacing=12)
    key = label(name, "label")
    row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
    shown = selectable(value)
    shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    shown.setAccessibleName(f"{name}: {value}")
    row.addWidget(shown, 1)
    return pair


class Progress(QWidget):
    """A bar with its number; red when late, green when done."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, spacing=4)
        head = QHBoxLayout()
        lay(head, spacing=8)
        head.addWidget(label(name, "label"), 1)
        self.number = label("", "strong")
        head.addWidget(self.number)
        column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        column.addWidget(self.bar)
        self.show_percent(0)

    def show_percent(self, percent: int, *, late: bool = False) -> None:
        """Show how much is done, in per cent."""
        self.bar.setValue(percent)
        self.number.setText(f"{percent}%")
        dress(self.bar, bar="done" if percent >= 100 else "late" if late else "doing")


class Stepper(QWidget):
    """The steps of a procedure: ✓ done, filled now, number later; it reads as a list."""

    def __init__(
        self, steps: Sequence[tuple[str, str]], *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        """`steps` are (title, hint) pairs."""
        super().__init__(parent)
        self._steps = tuple(steps)
        self._discs: list[QLabel] = []
        self._titles: list[QLabel] = []
        self._hints: list[QLabel] = []
        box = QVBoxLayout(self) if upright else QHBoxLayout(self)
        lay(box, spacing=12 if upright else 8)
        for number, (title, hint) in enumerate(self._steps):
            if number and not upright:
                box.addWidget(line(), 1)
            box.addWidget(self._step(number, title, hint))
        if upright:
            box.addStretch(1)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Mark the step where the officer is (from 0); all before it are done."""
        for number, (disc, title) in enumerate(zip(self._discs, self._titles, strict=True)):
            done, here = number < now, number == now
            disc.setText("✓" if done else str(number + 1))
            dress(disc, step="done" if done else "now" if here else "later")
            dress(title, role="strong" if here else "body")
            state = _("đã xong") if done else _("đang làm") if here else _("chưa đến")
            disc.setAccessibleName(f"{number + 1}. {self._steps[number][0]}, {state}")

    def set_hints(self, shown: bool) -> None:
        """Show or hide the words under the titles, where height is short."""
        for hint in self._hints:
            hint.setVisible(shown)

    def _step(self, number: int, title: str, hint: str) -> QWidget:
        step = QWidget()
        row = QHBoxLayout(step)
        lay(row, spacing=12)
        disc = QLabel(str(number + 1))
        disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QVBoxLayout()
        lay(words, spacing=0)
        name = label(title)
        words.addWidget(name)
        if hint:
            under = label(hint, "hint", wrap=True)
            self._hints.append(under)
            words.addWidget(under)
        row.addWidget(disc)
        row.addLayout(words, 1)
        self._discs.append(disc)
        self._titles.append(name)
        return step


def footer(*buttons: QPushButton, hint: QWidget | None = None) -> QFrame:
    """The strip at the bottom of a pane or dialog: hint at the left, buttons at the right, primary last."""
    strip = QFrame()
    strip.setProperty("ground", "footer")
    row = QHBoxLayout(strip)
    lay(row, (18, 14, 18, 14), 8)
    if hint is not None:
        row.addWidget(hint, 1)
    else:
        row.addStretch(1)
    for found in buttons:
        row.addWidget(found)
    fix(strip, min_height=62)
    return strip
