"""The line of tabs under the header of a page that holds several books."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from ui.kit.buttons import button
from ui.kit.fitting import lay
from ui.kit.labels import line
from ui.kit.theme import px

MARGINS = (24, 4, 20, 0)


class TabStrip(QWidget):
    """The tabs; what has no room stands in a menu at the right, so that no title is ever cut."""

    def __init__(self, name: str, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        lay(column, MARGINS, 0)
        row = QHBoxLayout()
        lay(row, spacing=4)
        column.addLayout(row)
        self.bar = _Bar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(name)
        for title in titles:
            self.bar.addTab(title)
        row.addWidget(self.bar, 1)
        self.more = button(_("Sổ khác"), "quiet", "more", self._open_menu)
        self.more.hide()
        row.addWidget(self.more)
        column.addWidget(line())
        self.bar.currentChanged.connect(lambda _number: self.fit())

    def wanted_width(self) -> int:
        """How wide the strip would be with every tab in sight."""
        return sum(self.bar.widths()) + self._edges()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def restyle(self) -> None:
        """Fit the tabs again for the font scale in force."""
        self.fit()

    def fit(self) -> None:
        """Show as many tabs as have room, the current one among them."""
        shown = self._shown()
        if shown != [self.bar.isTabVisible(number) for number in range(self.bar.count())]:
            for number in sorted(range(self.bar.count()), key=lambda one: not shown[one]):  # first what comes back
                self.bar.setTabVisible(number, shown[number])
        self.more.setVisible(not all(shown))

    def _shown(self) -> list[bool]:
        widths, current = self.bar.widths(), self.bar.currentIndex()
        room = self.width() - self._edges()
        if sum(widths) <= room or current < 0:
            return [True] * len(widths)
        room -= self.more.sizeHint().width() + px(4) + widths[current]
        shown = []
        for number, width in enumerate(widths):
            if number != current:
                room -= width
            shown.append(number == current or room >= 0)
        return shown

    def _edges(self) -> int:
        return px(MARGINS[0]) + px(MARGINS[2])

    def _open_menu(self) -> None:
        """The tabs that are out of sight."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.more.text())
        for number in range(self.bar.count()):
            if not self.bar.isTabVisible(number):
                action = menu.addAction(self.bar.tabText(number))
                action.triggered.connect(lambda _on=False, number=number: self.bar.setCurrentIndex(number))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


class _Bar(QTabBar):
    """A bar that tells how wide each of its tabs is, also of those that are hidden."""

    def widths(self) -> list[int]:
        """The width of each tab."""
        return [self.tabSizeHint(number).width() for number in range(self.count())]
