"""The first thing on the screen: the grounds of the password window, painted before anything else is imported.

An old PC needs a noticeable moment for the theme, the fonts and the rooms of the door; the officer sees at once that
the program started, and the password field takes this place as soon as it is built.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from dcapp.db.folder import OfficeFolder
from ui.kit import memory
from ui.kit.theme import DARK, DESIGN_HEIGHT, DESIGN_WIDTH, LIGHT

BRAND = 520
"""Width of the coloured half of the door, as in ui/features/door/brand.py."""


class FirstFrame(QWidget):
    """Two grounds; no words, so that no font has to be loaded."""

    def __init__(self, *, has_office: bool, dark: bool) -> None:
        super().__init__()
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


def show_first_frame(folder: Path) -> FirstFrame:
    """Make the application and put the frame on the screen; `folder` remembers the theme."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    office = OfficeFolder(folder)
    dark = office.exists and _remembers_dark(folder)
    frame = FirstFrame(has_office=office.exists, dark=dark)
    if frame.screen().availableSize().width() <= DESIGN_WIDTH:
        frame.showMaximized()
    else:
        frame.show()
    app.processEvents()
    return frame


def _remembers_dark(folder: Path) -> bool:
    memory.use_file(folder / "window.ini")
    return memory.recall("theme") == "dark"
