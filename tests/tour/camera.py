"""Takes pictures of the screen as an officer sees it: the window, and over it whatever dialogs and menus are open."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ui"))
from checks import clipped, overflowing

LOOKS = {"light": "sang", "dark": "toi"}
EDGE = QColor("#8A93A0")


def windows_shown() -> list[QWidget]:
    """Visible windows from the lowest to the topmost."""
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible() and not is_tip(window)]
    return sorted(shown, key=lambda window: (is_popup(window), depth(window)))


def is_tip(window: QWidget) -> bool:
    return window.windowType() is Qt.WindowType.ToolTip


def is_popup(window: QWidget) -> bool:
    return window.windowType() is Qt.WindowType.Popup


def depth(window: QWidget) -> int:
    """How many windows stand under this one."""
    parent = window.parentWidget()
    return 0 if parent is None else 1 + depth(parent.window())


def screen_now() -> QPixmap:
    """All windows on one picture, as large as the lowest of them."""
    lowest, *others = windows_shown()
    picture = lowest.grab()
    if not others:
        return picture
    painter = QPainter(picture)
    origin = lowest.mapToGlobal(QPoint(0, 0))
    for window in others:
        place = window.mapToGlobal(QPoint(0, 0)) - origin
        painter.drawPixmap(place, window.grab())
        painter.setPen(EDGE)
        painter.drawRect(place.x() - 1, place.y() - 1, window.width() + 1, window.height() + 1)
    painter.end()
    return picture


@dataclass
class Camera:
    """Writes pictures with telling names; light and dark pictures of one screen share a number."""

    folder: Path
    look: str = "light"
    pictures: dict[str, str] = field(default_factory=dict)
    """File name → what is seen."""
    remarks: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def shoot(self, name: str, what: str) -> Path:
        """Take a picture; `name` is short and without marks, `what` is a sentence for the index."""
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        path = self.folder / f"{number:02d}-{name}-{LOOKS[self.look]}.png"
        if path.name in self.pictures:
            raise ValueError(f"two screens are called {name}")
        if not screen_now().save(str(path)):
            raise OSError(f"{path} was not written")
        self.pictures[path.name] = what
        top = windows_shown()[-1]
        self.remarks += [f"{path.name}: {found}" for found in (*clipped(top), *overflowing(top))]
        return path

    def keep(self, name: str, what: str, content: bytes) -> None:
        """Keep a file that a screen shows, such as the pages of a preview."""
        (self.folder / name).write_bytes(content)
        self.pictures[name] = what
