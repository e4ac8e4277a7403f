"""Several books under one entry of the menu, as tabs between header and list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from ui.kit.desk import Desk, Screen
from ui.kit.fitting import lay
from ui.kit.labels import line

BuildPage = Callable[[Desk], Screen]


class TabStrip(QWidget):
    """The line of tabs that stands under the header of whichever page is shown."""

    def __init__(self, name: str, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        lay(column, (24, 4, 20, 0), 0)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(name)
        for title in titles:
            self.bar.addTab(title)
        column.addWidget(self.bar)
        column.addWidget(line())


class Books(Screen):
    """Pages behind tabs; each is built when it is first shown. Records are (name of the mapped class, id)."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        tabs: tuple[tuple[str, tuple[str, ...], BuildPage], ...],
        parent: QWidget | None = None,
    ) -> None:
        """`tabs`: title, names of the classes whose records are shown there, and how the page is built."""
        super().__init__(desk, name, parent=parent)
        self.header.hide()
        self._tabs = tabs
        self._built: dict[int, Screen] = {}
        self.strip = TabStrip(name, tuple(_(title) for title, _kinds, _build in tabs))
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages, 1)
        self.strip.bar.currentChanged.connect(self.show_tab)
        self.show_tab(0)

    @property
    def page(self) -> Screen:
        """The page that is shown."""
        return self._built[self.strip.bar.currentIndex()]

    def show_tab(self, number: int) -> None:
        """Show a tab, building its page the first time; the strip moves under its header."""
        if number < 0:
            return
        page = self._built.get(number)
        if page is None:
            page = self._tabs[number][2](self.desk)
            self._built[number] = page
            self._pages.addWidget(page)
        if self.strip.bar.currentIndex() != number:
            self.strip.bar.setCurrentIndex(number)
        on_the_strip = self.strip.bar.hasFocus()
        column = page.layout()
        if isinstance(column, QVBoxLayout) and column.indexOf(self.strip) < 0:
            column.insertWidget(1, self.strip)
        self._pages.setCurrentWidget(page)
        self.actions_of_page = page.actions_of_page
        self.setFocusProxy(page)
        if on_the_strip:  # a widget that changes its parent loses the focus
            self.strip.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> tuple[QWidget, ...]:
        return (self.strip, *self.page.regions())

    def search_field(self) -> QWidget | None:
        return self.page.search_field()

    def show_record(self, record: Any) -> None:
        kind, key = record if isinstance(record, tuple) else ("", record)
        for number, (_title, kinds, _build) in enumerate(self._tabs):
            if kind in kinds:
                self.show_tab(number)
                break
        if key is not None:
            self.page.show_record(key)

    def shown_record(self) -> Any:
        number = self.strip.bar.currentIndex()
        kinds = self._tabs[number][1]
        return (kinds[0] if kinds else "", self.page.shown_record())

    def keep_draft(self) -> None:
        for page in self._built.values():
            page.keep_draft()
