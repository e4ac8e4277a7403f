"""The first thing on the screen: the grounds of the password window, painted before anything else is imported.

An old PC needs a noticeable moment for the theme, the fonts and the rooms of the door; the officer sees at once that
the program started, and the password field takes this place as soon as it is built.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from dcapp.db.folder import OfficeFolder
from ui.kit import memory
from ui.kit.theme import DARK, DESIGN_HEIGHT, DESIGN_WIDTH, LIGHT

BRAND = 520
"""Width of the coloured half of the door, as in ui/features/door/brand.py."""


class FirstFrame(QWidget):
    """Two grounds; no words, so that no font has to be loaded. `painted` once, after the first paint."""

    painted = Signal()

    def __init__(self, *, has_office: bool, dark: bool) -> None:
        super().__init__()
        self._was_painted = False
        self._tokens = DARK if dark else LIGHT
        self._has_office = has_office
        self.resize(DESIGN_WIDTH, DESIGN_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, t = QPainter(self), self._tokens
        painter.fillRect(self.rect(), QColor(t.bg))
        if self._has_office:
            brand = QRectF(0, 0, BRAND, self.height())
            shade = QLinearGradient(QPointF(0, 0), QPointF(brand.width(), brand.height()))
            shade.setColorAt(0, QColor(t.brand_top))
            shade.setColorAt(1, QColor(t.brand_bottom))
            painter.fillRect(brand, shade)
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)


def open_window(folder: Path, build: Callable[[QWidget], Callable[[], None]]) -> int:
    """Put the frame on the screen, build the rest after its first paint, live until the last window closes.

    `build(frame)` shows what takes the frame's place and gives what is to be done at the end. Returns the exit code.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    office = OfficeFolder(folder)
    dark = office.exists and _remembers_dark(folder)
    frame = FirstFrame(has_office=office.exists, dark=dark)
    endings: list[Callable[[], None]] = []
    frame.painted.connect(lambda: endings.append(build(frame)))
    if frame.screen().availableSize().width() <= DESIGN_WIDTH:
        frame.showMaximized()
    else:
        frame.show()
    code = app.exec()
    for end in endings:
        end()
    return code


def _remembers_dark(folder: Path) -> bool:
    memory.use_file(folder / "window.ini")
    return memory.recall("theme") == "dark"
