"""Tiếp công dân: the book, the calendar and the promises behind tabs, and the entry of a visit over them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from dcapp.features.people.queries import village_choices
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import VillageId, VisitId
from ui.features.visits.book import VisitsPage
from ui.features.visits.entry import EntryScreen
from ui.kit.desk import Desk, Screen
from ui.registers.books import NEW, Books, Tab

VISIT = "Visit"


class ReceptionPage(Screen):
    """The books of citizen reception; `beside` are those of other slices."""

    def __init__(self, desk: Desk, beside: tuple[Tab, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Tiếp công dân"), parent=parent)
        self.header.hide()
        self._layers = QStackedWidget()
        self.body.addWidget(self._layers, 1)
        self.books = Books(desk, N_("Tiếp công dân"), ((N_("Sổ tiếp"), (VISIT,), self._book), *beside))
        self._layers.addWidget(self.books)
        self.entry: EntryScreen | None = None
        self._wanted: tuple[VisitId | None] | None = None
        self.books.strip.bar.currentChanged.connect(lambda _tab: self._take_steps())
        self._take_steps()

    def enter(self, visit_id: VisitId | None = None) -> None:
        """Open the entry, empty or with a visit that is to be changed; one that is open already stays."""
        if self.entry is not None:
            self.entry.form.focus_first()
            return
        self._wanted = (visit_id,)
        self.desk.tasks.run(village_choices, done=self._enter, owner=self)

    def _enter(self, villages: list[tuple[VillageId, str]]) -> None:
        if self.entry is not None or self._wanted is None:
            return
        (visit_id,), self._wanted = self._wanted, None
        self.entry = EntryScreen(self.desk, [*villages], visit_id, self._layers)
        self.entry.left.connect(self._close_entry)
        self.entry.saved.connect(self._saved)
        QTimer.singleShot(0, self.entry, self._show_entry)  # keys are taken between building and showing

    def _show_entry(self) -> None:
        if self.entry is not None:
            self._layers.addWidget(self.entry)
            self._layers.setCurrentWidget(self.entry)
            self.entry.form.focus_first()

    def _close_entry(self) -> None:
        entry, self.entry = self.entry, None
        self._layers.setCurrentWidget(self.books)
        if entry is not None:
            self._layers.removeWidget(entry)
            entry.deleteLater()
        self.books.page.setFocus()

    def _saved(self, visit_id: int) -> None:
        self._close_entry()
        self.books.show_record((VISIT, visit_id))

    def _book(self, desk: Desk) -> Screen:
        return VisitsPage(desk, self.enter)

    def _take_steps(self) -> None:
        self.actions_of_page = self.books.page.actions_of_page

    def regions(self) -> tuple[QWidget, ...]:
        return self.entry.regions() if self.entry is not None else self.books.regions()

    def search_field(self) -> QWidget | None:
        return None if self.entry is not None else self.books.search_field()

    def show_record(self, record: Any) -> None:
        if isinstance(record, tuple) and record[:2] == (NEW, VISIT):
            if self.desk.may("visits.edit"):
                self.enter()
            return
        if self.entry is not None:
            self.entry.keep_draft()
            if self.entry.is_touched:
                self.desk.toast(_("Lượt tiếp đang ghi được giữ ở bản nháp."))
            self._close_entry()
        self.books.show_record(record)

    def begin_new(self) -> None:
        if self.entry is None:
            self.books.begin_new()

    def shown_record(self) -> Any:
        if self.entry is not None and self.entry.visit_id is None:
            return (NEW, VISIT)
        return self.books.shown_record()

    def keep_draft(self) -> None:
        if self.entry is not None:
            self.entry.keep_draft()
        self.books.keep_draft()


def reception_page(desk: Desk, beside: tuple[Tab, ...] = ()) -> Screen:
    """The page behind the entry of the menu."""
    return ReceptionPage(desk, beside)
