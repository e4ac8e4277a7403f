"""Several books under one entry of the menu, as tabs between header and list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dcapp.kernel.i18n import _
from ui.kit.desk import Desk, Screen
from ui.registers.tab_strip import TabStrip

BuildPage = Callable[[Desk], Screen]
NEW = "new"
"""In place of a class: ("new", name of the class) opens the form for a new record."""
Tab = tuple[str, tuple[str, ...], BuildPage]
"""Title, names of the classes whose records are shown there, how the page is built."""


class Books(Screen):
    """Pages behind tabs; each is built when it is first shown.

    Records are (name of the mapped class, id), with the id of a step of the page where one is to begin at once.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        tabs: tuple[Tab, ...],
        parent: QWidget | None = None,
    ) -> None:
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

    def show_kind(self, kind: str) -> None:
        """Show the tab of this class; another name leaves the tab as it is."""
        for number, (_title, kinds, _build) in enumerate(self._tabs):
            if kind in kinds:
                self.show_tab(number)
                return

    def regions(self) -> tuple[QWidget, ...]:
        return (self.strip, *self.page.regions())

    def search_field(self) -> QWidget | None:
        return self.page.search_field()

    def show_record(self, record: Any) -> None:
        kind, key, *step = record if isinstance(record, tuple) else ("", record)
        wants_new = kind == NEW
        if wants_new:
            kind, key = key, None
        self.show_kind(kind)
        if step:
            self.page.begin(step[0], key)
        elif key is not None:
            self.page.show_record(key)
        if wants_new:
            self.page.begin_new()

    def shown_record(self) -> Any:
        number = self.strip.bar.currentIndex()
        kinds = self._tabs[number][1]
        return (kinds[0] if kinds else "", self.page.shown_record())

    def keep_draft(self) -> None:
        for page in self._built.values():
            page.keep_draft()
