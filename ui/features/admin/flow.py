"""A row of small things that goes on in the next line where the room ends: chips, buttons, a legend."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import px

GAP_ACROSS, GAP_DOWN = 8, 6


class Flow(QWidget):
    """Lays its widgets out like words of a paragraph."""

    def __init__(self, widgets: Iterable[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._parts: list[QWidget] = []
        self.show_parts(widgets)

    def show_parts(self, widgets: Iterable[QWidget]) -> None:
        """Replace what stands here."""
        for old in self._parts:
            old.hide()
            old.deleteLater()
        self._parts = list(widgets)
        for part in self._parts:
            part.setParent(self)
            part.show()
        self.setVisible(bool(self._parts))
        self.restyle()

    def restyle(self) -> None:
        """Lay out again for the font scale in force."""
        self.setMinimumHeight(self.heightForWidth(max(self.width(), 1)))
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        wide = sum(_wanted(part).width() + px(GAP_ACROSS) for part in self._shown())
        return QSize(wide, self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        widest = max((_wanted(part).width() for part in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self._arrange(self.width(), move=True))

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _arrange(self, width: int, *, move: bool) -> int:
        """Walk through the lines; the height that is needed."""
        left = top = tallest = 0
        beside: list[tuple[QWidget, int, QSize]] = []
        for part in self._shown():
            wanted = _wanted(part)
            if left and left + wanted.width() > width:
                self._set_line(beside, top, tallest, move=move)
                left, top, tallest = 0, top + tallest + px(GAP_DOWN), 0
            beside.append((part, left, wanted))
            left += wanted.width() + px(GAP_ACROSS)
            tallest = max(tallest, wanted.height())
        self._set_line(beside, top, tallest, move=move)
        return top + tallest

    @staticmethod
    def _set_line(beside: list[tuple[QWidget, int, QSize]], top: int, tallest: int, *, move: bool) -> None:
        """Put the parts of one line on its middle."""
        for part, left, wanted in beside:
            if move:
                part.setGeometry(left, top + (tallest - wanted.height()) // 2, wanted.width(), wanted.height())
        beside.clear()


def _wanted(part: QWidget) -> QSize:
    """The size that a part asks for, within the bounds that it was given."""
    return part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
