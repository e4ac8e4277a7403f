"""The frame of a register page: filters over a list, the pane beside it, or after it when room is short."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.kit import memory, theme
from ui.kit.detail import DetailPane
from ui.kit.fitting import lay
from ui.kit.header import ROOMY
from ui.kit.labels import ElideLabel, label

PANE = 340


class ListDetail(QWidget):
    """Filters, list and foot line at the left; the detail pane at the right.

    From 1340 px of window width (divided by the font scale) they stand side by side, below that `open_detail` shows
    the pane as a page of its own with a way back.
    """

    pane_closed = Signal()

    def __init__(
        self, key: str, filters: QWidget, listing: QWidget, pane: DetailPane, parent: QWidget | None = None
    ) -> None:
        """`key` names the page for remembering the width of its pane."""
        super().__init__(parent)
        self._key, self.listing, self.pane = key, listing, pane
        self._wanted = False
        self._asked_for = False  # opened by the officer, not only shown because there was room
        column = QVBoxLayout(self)
        lay(column)
        self._layers = QStackedWidget()
        column.addWidget(self._layers)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._layers.addWidget(self._splitter)
        self._alone = QWidget()
        alone = QVBoxLayout(self._alone)
        lay(alone)
        self._layers.addWidget(self._alone)
        self._splitter.addWidget(self._left(filters, listing))
        self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.splitterMoved.connect(self._keep_width)
        pane.closed.connect(self.close_detail)
        back = QShortcut(QKeySequence("Alt+Left"), self, self.close_detail)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pane.hide()

    @property
    def is_roomy(self) -> bool:
        """True when list and pane stand side by side."""
        return self.window().width() * 100 / theme.current().scale >= ROOMY

    @property
    def is_detail_open(self) -> bool:
        """True when the officer sees the pane."""
        return self._wanted and (self._asked_for or self.is_roomy)

    def open_detail(self) -> None:
        """Show the pane: beside the list, or instead of it when room is short."""
        self._wanted = self._asked_for = True
        self._arrange()

    def preview_detail(self) -> None:
        """Show the pane only while there is room beside the list, as moving along the list does."""
        self._wanted = True
        self._arrange()

    def close_detail(self) -> None:
        """Go back to the list alone."""
        if not self._wanted:
            return
        focus = QApplication.focusWidget()
        nowhere_else = focus is None or self._layers.currentWidget() is self._alone or self.pane.isAncestorOf(focus)
        self._wanted = self._asked_for = False
        self._arrange()
        if nowhere_else:  # who types in a filter stays there
            self.listing.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pane_closed.emit()

    def set_foot(self, left: str, right: str = "") -> None:
        """The line under the list: what is shown at the left, the keys at the right."""
        self.foot_left.setText(left)
        self.foot_right.setText(right)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Arrange again for the font scale in force."""
        self._arrange()

    def _left(self, filters: QWidget, listing: QWidget) -> QWidget:
        left = QWidget()
        self._column = column = QVBoxLayout(left)
        self._set_edge(beside=False)
        column.addWidget(filters)
        column.addWidget(listing, 1)
        foot = QHBoxLayout()
        lay(foot, spacing=12)
        self.foot_left = ElideLabel("", "hint")
        self.foot_right = label("", "hint")
        foot.addWidget(self.foot_left, 1)
        foot.addWidget(self.foot_right)
        column.addLayout(foot)
        return left

    def _set_edge(self, *, beside: bool) -> None:
        """Alone, the list ends where the buttons of the header end; beside the pane it leaves less room."""
        lay(self._column, (24, 12, 16 if beside else 20, 8), 10)

    def _arrange(self) -> None:
        roomy = self.is_roomy
        self._set_edge(beside=roomy and self.is_detail_open)
        if not self.is_detail_open:
            self.pane.hide()
            self._layers.setCurrentWidget(self._splitter)
            return
        if roomy:
            if self.pane.parentWidget() is not self._splitter:
                self._splitter.addWidget(self.pane)
            self.pane.as_page(False)
            self.pane.show()
            self._layers.setCurrentWidget(self._splitter)
            self._set_width()
        else:
            layout = self._alone.layout()
            if self.pane.parentWidget() is not self._alone and layout is not None:
                layout.addWidget(self.pane)
            self.pane.as_page(True)
            self.pane.show()
            self._layers.setCurrentWidget(self._alone)

    def _set_width(self) -> None:
        kept = memory.recall(f"pane/{self._key}")
        width = theme.px(int(kept) if kept.isdigit() else PANE)
        self._splitter.setSizes([max(self.width() - width, 1), width])

    def _keep_width(self) -> None:
        width = round(self.pane.width() * 100 / theme.current().scale)
        memory.remember(f"pane/{self._key}", str(width))
