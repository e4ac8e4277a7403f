"""The four numbers at the top of Hôm nay; three of them narrow the list, the last opens the plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import theme
from ui.kit.fitting import dress, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import ElideLabel, label
from ui.kit.theme import px

HEIGHT, EDGE, GAP, SYMBOL, SPACING = 68, 14, 12, 18, 12
CUT = ", …"


class Tile(QPushButton):
    """A big number with its name and what it consists of."""

    def __init__(self, title: str, symbol: str, *, narrows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._hint = title, ""
        self.setCheckable(narrows)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        lay(row, (EDGE, 6, EDGE, 6), GAP)
        self.number = label("–", "display")
        row.addWidget(self.number)
        words = QVBoxLayout()
        lay(words, spacing=0)
        words.addStretch(1)
        self.title = ElideLabel(title, "strong")
        self.hint = ElideLabel("", "hint")
        words.addWidget(self.title)
        words.addWidget(self.hint)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.symbol = IconLabel(symbol)
        row.addWidget(self.symbol)
        for part in (self.number, self.title, self.hint):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.restyle()

    def show_number(self, number: str, hint: str, *, tone: str = "") -> None:
        """Show a number and what it is made of; `tone` colours it, the words say it too."""
        self.number.setText(number)
        self._hint = hint
        dress(self.number, tone=tone)
        self.setAccessibleName(f"{self._title}: {number}. {hint}" if hint else f"{self._title}: {number}")
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(max(px(200), self.minimumSizeHint().width()), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The number and the whole title; what it consists of may be shortened, the icon may go."""
        title = self.title.sizeHint().width()
        return QSize(px(2 * EDGE + GAP) + self.number.sizeHint().width() + title + 2, px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The icon goes where the words would not fit beside it; what has no room is cut between two parts."""
        room = self.width() - px(2 * EDGE + GAP) - self.number.sizeHint().width()
        letters = self.hint.fontMetrics()
        words = max(self.title.sizeHint().width(), letters.horizontalAdvance(self._hint))
        self.symbol.setVisible(room >= words + px(GAP + SYMBOL))
        parts = self._hint.split(", ")
        said = self._hint
        while len(parts) > 1 and letters.horizontalAdvance(said) > room:
            parts.pop()
            said = ", ".join(parts) + CUT
        self.hint.setText(said)
        self.setToolTip(self._hint if said != self._hint else "")

    def restyle(self) -> None:
        """Look like a card, and ringed while it narrows the list."""
        t = theme.current().tokens
        self.setStyleSheet(
            f"QPushButton {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {px(8)}px;"
            f" padding: 0; min-height: {px(HEIGHT) - 2}px; }}"
            f"QPushButton:hover {{ background: {t.surface2}; }}"
            f"QPushButton:checked {{ background: {t.selected}; border: 1px solid {t.on_primary_soft}; }}"
            f"QPushButton:focus {{ border: 2px solid {t.focus}; padding: 0; min-height: {px(HEIGHT) - 4}px; }}"
            "QLabel { background: transparent; }"
        )


class TileRow(QWidget):
    """The tiles beside each other, or two above two where their titles would be cut."""

    def __init__(self, tiles: Sequence[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = tuple(tiles)
        self._grid = QGridLayout(self)
        lay(self._grid, spacing=(SPACING, SPACING))
        self._columns = 0
        self._arrange(len(self._tiles))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Arrange the tiles for the width and the font scale in force."""
        every = len(self._tiles)
        self._arrange(every if self._needed(every) <= self.width() else 2)

    def _needed(self, columns: int) -> int:
        widths: list[int] = [tile.minimumSizeHint().width() for tile in self._tiles]
        rows = [widths[start : start + columns] for start in range(0, len(widths), columns)]
        widest: list[int] = [max(column) for column in zip(*rows, strict=True)]
        gaps: int = px(SPACING) * (columns - 1)
        return sum(widest) + gaps

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns)
            self._grid.setColumnStretch(number, 0)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self.updateGeometry()
