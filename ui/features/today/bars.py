"""Stacked bars of how far each officer is, their legend, and the same as a table of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dcapp.features.today.progress import OfficerProgress, Share
from dcapp.kernel.i18n import N_, _
from ui.kit import theme
from ui.kit.fitting import fix, lay
from ui.kit.labels import ElideLabel, label
from ui.kit.theme import px

PARTS = (
    ("done", "bar_done", N_("Xong")),
    ("doing", "bar_doing", N_("Đang làm")),
    ("late", "bar_late", N_("Quá hạn")),
    ("todo", "bar_todo", N_("Chưa làm")),
)
BAR_HEIGHT, GAP, LEAST = 12, 2, 4


def spoken(share: Share) -> str:
    """The numbers of a bar in one sentence."""
    parts = [f"{_(words).lower()} {getattr(share, name)}" for name, _token, words in PARTS]
    return _("{total} việc: {parts}").format(total=share.total, parts=", ".join(parts))


class StackedBar(QWidget):
    """One bar on the scale of the longest; what is not begun is outlined, so that it is seen without its colour."""

    def __init__(self, share: Share, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._longest = share, max(longest, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken(share))
        self.setToolTip(spoken(share))

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(BAR_HEIGHT + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(BAR_HEIGHT + 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts = [(getattr(self._share, name), token) for name, token, _words in PARTS if getattr(self._share, name)]
        room = self.width() - px(GAP) * len(parts) - px(LEAST) * len(parts)
        left = 0.0
        for number, token in parts:
            wide = px(LEAST) + room * number / self._longest
            outlined = token == "bar_todo"
            painter.setPen(QPen(now.color("input_border"), 1) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(now.color(token))
            painter.drawRoundedRect(QRectF(left + 0.5, 1.5, wide - 1, px(BAR_HEIGHT) - 1), px(2), px(2))
            left += wide + px(GAP)
        painter.end()


class _Mark(QWidget):
    """The square of a legend in the colour of its part."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        fix(self, width=10, height=10)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setPen(QPen(now.color("input_border"), 1) if self._token == "bar_todo" else Qt.PenStyle.NoPen)
        painter.setBrush(now.color(self._token))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def legend() -> QWidget:
    """What the colours mean."""
    found = QWidget()
    row = QHBoxLayout(found)
    lay(row, spacing=6)
    for _name, token, words in PARTS:
        row.addWidget(_Mark(token))
        row.addWidget(label(_(words), "hint"))
        row.addSpacing(px(4))
    row.addStretch(1)
    return found


def chart(rows: Sequence[OfficerProgress]) -> QWidget:
    """A bar for each officer with done / all at its right."""
    found = QWidget()
    column = QVBoxLayout(found)
    lay(column, spacing=8)
    grid = QGridLayout()
    lay(grid, spacing=(8, 8))
    longest = max((row.share.total for row in rows), default=0)
    for number, row in enumerate(rows):
        name = ElideLabel(row.name, "label")  # posts are long and begin alike
        name.setToolTip(f"{row.name}, {row.post}" if row.post else row.name)
        name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        fix(name, width=124)
        grid.addWidget(name, number, 0)
        grid.addWidget(StackedBar(row.share, longest), number, 1)
        told = label(f"{row.share.done}/{row.share.total}", "hint")
        told.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(told, number, 2)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    column.addWidget(legend())
    found.setAccessibleDescription("; ".join(f"{row.name}: {spoken(row.share)}" for row in rows))
    return found


def table(rows: Sequence[OfficerProgress]) -> QWidget:
    """The same numbers in columns."""
    found = QWidget()
    grid = QGridLayout(found)
    lay(grid, spacing=(8, 6))
    for column, (_name, _token, words) in enumerate(PARTS, start=1):
        head = label(_(words), "hint")
        head.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(head, 0, column)
    for number, row in enumerate(rows, start=1):
        who = ElideLabel(row.name, "label")
        who.setToolTip(f"{row.name}, {row.post}" if row.post else row.name)
        grid.addWidget(who, number, 0)
        for column, (name, _token, _words) in enumerate(PARTS, start=1):
            cell = label(str(getattr(row.share, name)), "label")
            cell.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(cell, number, column)
    grid.setColumnStretch(0, 1)
    return found
