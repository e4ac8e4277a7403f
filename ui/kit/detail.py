"""The pane beside a list: state, title, tabs, and the actions at its foot."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from dcapp.kernel.i18n import _
from ui.kit.buttons import button, icon_button
from ui.kit.fitting import fix, lay
from ui.kit.labels import ElideLabel, StatusChip, label, line
from ui.kit.theme import px

LEAST_WIDTH = 340
LONGEST_TITLE = 120
"""So many letters of a title fit above the tabs of a narrow pane."""
MARGIN, PAGE_MARGIN, PAGE_WIDTH = 18, 24, 900


def scrolled(widget: QWidget) -> QScrollArea:
    """Content that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setProperty("ground", "clear")
    area.setWidget(widget)
    return area


class Tabs(QWidget):
    """A line of tabs over pages; one tab stop, arrows move."""

    changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, spacing=0)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setAccessibleName(name)
        column.addWidget(self.bar)
        column.addWidget(line())
        self.pages = QStackedWidget()
        column.addWidget(self.pages, 1)
        self.bar.currentChanged.connect(self._show)

    def add(self, title: str, page: QWidget) -> int:
        """Add a tab; its number."""
        self.pages.addWidget(page)
        return self.bar.addTab(title)

    def rename(self, number: int, title: str) -> None:
        """Give a tab another title, such as one with a count."""
        self.bar.setTabText(number, title)

    def _show(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.changed.emit(number)


class DetailPane(QFrame):
    """One record: chips, title, where it comes from, tabs, footer actions. It never edits in place."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "pane")
        fix(self, min_width=LEAST_WIDTH)
        column = QVBoxLayout(self)
        lay(column, spacing=0)
        self._layers = QStackedWidget()
        column.addWidget(self._layers)
        self.record = QWidget()
        self._layers.addWidget(self.record)
        inner = QVBoxLayout(self.record)
        lay(inner, spacing=0)
        self._head = head = QVBoxLayout()
        lay(head, (MARGIN, 10, MARGIN, 6), 4)
        top = QHBoxLayout()
        lay(top, spacing=6)
        self.back = button(_("Quay lại"), "quiet", "back", self.closed.emit)
        self.back.hide()
        top.addWidget(self.back)
        self._chips = QHBoxLayout()
        lay(self._chips, spacing=6)
        top.addLayout(self._chips)
        self._above = ElideLabel("", "hint")  # stands where the chips would, so that no empty line is left
        self._above.hide()
        top.addWidget(self._above, 1)
        top.addStretch(1)
        self.close_button = icon_button(_("Đóng phần chi tiết"), "close", self.closed.emit)
        top.addWidget(self.close_button)
        head.addLayout(top)
        self.title = label("", "subtitle", wrap=True)
        self.hint = label("", "hint", wrap=True)
        head.addWidget(self.title)
        head.addWidget(self.hint)
        inner.addLayout(head)
        self._tabs_room = QVBoxLayout()
        lay(self._tabs_room, (MARGIN, 0, MARGIN, 0))
        self.tabs = Tabs(_("Các phần của chi tiết"))
        self._tabs_room.addWidget(self.tabs)
        inner.addLayout(self._tabs_room, 1)
        self._foot = QVBoxLayout()
        lay(self._foot, (MARGIN, 12, MARGIN, 14), 8)
        inner.addLayout(self._foot)
        self._actions: tuple[QPushButton, ...] = ()
        self._action_rows: list[list[QPushButton]] = []
        self._is_alone = False

    def show_head(self, title: str, hint: str = "", chips: Sequence[StatusChip] = ()) -> None:
        """Show which record it is; a long title is cut at a word, the whole of it is in the tooltip."""
        while (item := self._chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for chip in chips:
            self._chips.addWidget(chip)
        self.title.setText(title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…")
        self.title.setToolTip(escape(title) if len(title) > LONGEST_TITLE else "")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint and chips))
        self._above.setText(hint)
        self._above.setVisible(bool(hint and not chips))
        self._layers.setCurrentWidget(self.record)

    def add_tab(self, title: str, page: QWidget) -> int:
        """Add a part; it scrolls when it is long. Give it no margins at the sides."""
        return self.tabs.add(title, scrolled(page))

    def set_footer(self, *buttons: QPushButton) -> None:
        """The actions that stay at the foot, the primary one first; those that do not fit stand in a further row."""
        self._actions = buttons
        self._lay_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_alone and self._rows_of_actions() != self._action_rows:
            self._lay_foot()

    def _rows_of_actions(self) -> list[list[QPushButton]]:
        """The actions by the row in which they have room."""
        wide = min(max(self.width(), px(LEAST_WIDTH)), px(PAGE_WIDTH)) if self._is_alone else px(LEAST_WIDTH)
        room = wide - px((PAGE_MARGIN if self._is_alone else MARGIN) + MARGIN)
        rows: list[list[QPushButton]] = []
        left = 0
        for found in self._actions:
            found.ensurePolished()
            needed = found.sizeHint().width()
            if not rows or needed > left:
                rows.append([])
                left = room
            rows[-1].append(found)
            left -= needed + px(8)
        return rows

    def _lay_foot(self) -> None:
        """Beside the list the first of each row is wide; on a page of its own all stand in a row as they are."""
        old_rows = []
        while (item := self._foot.takeAt(0)) is not None:
            old_rows.append(item.widget())
        self._action_rows = self._rows_of_actions()
        for actions in self._action_rows:
            row = QWidget()
            line_of_actions = QHBoxLayout(row)
            lay(line_of_actions, spacing=8)
            for number, found in enumerate(actions):
                line_of_actions.addWidget(found, 0 if number or self._is_alone else 1)
            if self._is_alone:
                line_of_actions.addStretch(1)
            self._foot.addWidget(row)
        for old in old_rows:
            if old is not None:
                old.hide()
                old.deleteLater()

    def show_state(self, state: QWidget) -> None:
        """Show a state (empty, loading, error, denied) instead of a record."""
        while self._layers.count() > 1:
            old = self._layers.widget(1)
            if old is None:
                break
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)

    def as_page(self, alone: bool) -> None:
        """Stand alone with a way back, or beside the list with a cross."""
        fix(self.record, max_width=PAGE_WIDTH if alone else 10_000)
        left = PAGE_MARGIN if alone else MARGIN  # as far in as the title of the page
        lay(self._head, (left, 10, MARGIN, 6), 4)
        lay(self._tabs_room, (left, 0, MARGIN, 0))
        lay(self._foot, (left, 12, MARGIN, 14), 8)
        self.back.setVisible(alone)
        self.close_button.setVisible(not alone)
        if alone is not self._is_alone:
            self._is_alone = alone
            self._lay_foot()


def part(*widgets: QWidget) -> QWidget:
    """A column of widgets for a tab of the pane."""
    found = QWidget()
    column = QVBoxLayout(found)
    lay(column, (0, 12, 0, 12), 10)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return found


def part_title(text: str, aside: QLabel | None = None) -> QWidget:
    """A strong line over a list inside the pane, with a count at the right."""
    found = QWidget()
    row = QHBoxLayout(found)
    lay(row, spacing=8)
    row.addWidget(label(text, "strong"), 1)
    if aside is not None:
        row.addWidget(aside)
    return found
