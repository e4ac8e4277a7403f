"""Đơn thư: the book of letters, beside it the books of cases; the entry of a letter and a case open over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.queries import LetterCard, letter_card
from dcapp.features.letters.register import LETTERS
from dcapp.features.letters.terms import Handling, LetterState
from dcapp.features.letters.triage import TriageCard, triage_of
from dcapp.features.people.queries import village_choices
from dcapp.features.visits.letters import draft_letter
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import LetterId, VillageId, VisitId
from dcapp.registers.spec import Line
from ui.features.letters.access import AccessDialog
from ui.features.letters.entry import LetterEntry
from ui.features.letters.handling import GiveDialog, HandlingDialog, JoinDialog, open_its_case
from ui.features.letters.pane import LetterPane
from ui.features.letters.split import SplitDialog
from ui.features.letters.tie import TieDialog
from ui.features.letters.triage import TriageDialog
from ui.kit import errors
from ui.kit.actions import Action
from ui.kit.desk import Desk, Screen
from ui.registers.books import NEW, Books, Tab
from ui.registers.desk_steps import steps_for
from ui.registers.form_desk import open_forms
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps

LETTER, CASE = "Letter", "CaseFile"
OpenCase = Callable[[Desk, Any, QWidget], Any]
"""Builds the screen of a case; its signal `left` leads back."""
Enter = Callable[[LetterCard | None, LetterForm | None], object]
"""Opens the entry with a letter that is changed, or with what a visit hands over."""
IN_SIGHT = frozenset({"sort", "triage", "open_case", "papers", "join", "assign"})


class LetterBook(RegisterPage):
    """The book; a line is written on its sheet, and goes on from there."""

    def __init__(self, desk: Desk, enter: Enter, parent: QWidget | None = None) -> None:
        self._enter = enter
        base = steps_for(desk, LETTERS)
        steps = Steps(draw=base.draw, undo=base.undo, clean=base.clean, about=base.about)
        own: list[Action] = []
        if desk.may("cases.create"):
            own.append(Action("add", N_("Nhận đơn"), "add", "Ctrl+N", lambda _line: self.take_in()))
        if desk.may("cases.edit") or desk.may("cases.list"):
            own += [
                Action("edit", N_("Sửa"), "edit", "F2", self.edit, needs_letter),
                Action("sort", N_("Sàng lọc…"), "check", "Ctrl+R", self.sort, _is_waiting),
                Action("triage", N_("Xử lý đơn…"), "next", "Ctrl+Shift+R", self.handle, _is_waiting),
                Action("open_case", N_("Mở vụ việc"), "law", "Ctrl+O", self.open_case, needs_letter),
                Action("join", N_("Ghép vào vụ việc…"), "merge", None, self.join, _has_no_case),
                Action("tie", N_("So với đơn khác…"), "search", None, self.tie, needs_letter),
                Action("split", N_("Tách đơn…"), "table", None, self.split, _is_waiting),
            ]
        own.append(Action("papers", N_("Văn bản…"), "paper", "Ctrl+G", self.show_papers, needs_letter))
        if desk.may("cases.assign"):
            own.append(Action("assign", N_("Giao xử lý…"), "person", None, self.assign, needs_letter))
        if desk.may("denunciations.grant"):
            own.append(Action("access", N_("Giao quyền xem…"), "sealed", None, self.give, _is_restricted))
        super().__init__(desk, LETTERS, steps, icon="papers", own=own, pane=LetterPane(desk), parent=parent)

    def _add_buttons(self, own: Iterable[str]) -> None:
        """Writing and changing have their places; what is rare stands in the menu of a line."""
        super()._add_buttons(
            step for step in own if step in ("sort", "triage", "open_case", "papers", "join", "assign")
        )

    def take_in(self) -> None:
        """Write a letter into the book."""
        self._enter(None, None)

    def edit(self, line: Line | None) -> None:
        """Change the letter."""
        self._with_card(line, lambda card: self._enter(card, None))

    def sort(self, line: Line | None) -> None:
        """Go through the questions of kind, competence and admissibility."""
        if line is not None:
            self.desk.tasks.run(triage_of, LetterId(line["id"]), done=partial(self._sort, line), owner=self)

    def handle(self, line: Line | None) -> None:
        """Propose or decide what is done with it."""
        self._with_card(line, self._handle)

    def open_case(self, line: Line | None) -> None:
        """Open its case, or one for it where it was accepted."""
        if line is not None and line["case_id"] is not None:
            self.desk.open("letters", (CASE, line["case_id"]))
        else:
            self._with_card(line, lambda card: open_its_case(self.desk, card, self))

    def join(self, line: Line | None) -> None:
        """Let it belong to an open case."""
        self._with_card(line, lambda card: JoinDialog(self.desk, card, self).open())

    def split(self, line: Line | None) -> None:
        """Make several letters of it."""
        self._with_card(line, lambda card: SplitDialog(self.desk, card, self).open())

    def show_papers(self, line: Line | None) -> None:
        """Offer the slips and notices of the letter."""
        if line is not None:
            open_forms(self.desk, self, letter_id=LetterId(line["id"]))

    def tie(self, line: Line | None) -> None:
        """Compare it with another letter and decide how they belong together."""
        self._with_card(line, lambda card: TieDialog(self.desk, card, self).open())

    def assign(self, line: Line | None) -> None:
        """Give it to an officer."""
        self._with_card(line, lambda card: GiveDialog(self.desk, card, self).open())

    def give(self, line: Line | None) -> None:
        """Let an officer see it."""
        self._with_card(line, lambda card: AccessDialog(self.desk, card, self).open())

    def _sort(self, line: Line, card: TriageCard) -> None:
        decide = partial(self.handle, line) if self.desk.may("cases.conclude") else None
        TriageDialog(self.desk, card, self, correct=partial(self.edit, line), decide=decide).open()

    def _handle(self, card: LetterCard) -> None:
        def after(chosen: Handling) -> None:
            if chosen is Handling.ACCEPT:
                open_its_case(self.desk, card, self, accepted=True)
            elif chosen is Handling.JOIN:
                JoinDialog(self.desk, card, self).open()

        HandlingDialog(self.desk, card, self, after=after).open()

    def _with_card(self, line: Line | None, run: Callable[[LetterCard], Any]) -> None:
        if line is not None:
            self.desk.tasks.run(letter_card, LetterId(line["id"]), done=run, owner=self)


class LettersPage(Screen):
    """The books behind tabs, over them the entry of a letter or the screen of one case; Alt+Left leads back."""

    def __init__(self, desk: Desk, beside: tuple[Tab, ...], open_case: OpenCase, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Đơn thư"), parent=parent)
        self.header.hide()
        self._make_case = open_case
        self._layers = QStackedWidget()
        self.body.addWidget(self._layers, 1)
        self.books = Books(desk, N_("Đơn thư"), ((N_("Sổ đơn"), (LETTER,), self._book), *beside))
        self._layers.addWidget(self.books)
        self.entry: LetterEntry | None = None
        self._wanted: tuple[LetterCard | None, LetterForm | None] | None = None
        self.case: Screen | None = None
        self._case_id: Any = None
        self.books.strip.bar.currentChanged.connect(lambda _tab: self._take_steps())
        self._take_steps()

    def enter(self, card: LetterCard | None = None, given: LetterForm | None = None) -> None:
        """Open the entry, empty, with a letter or with what a visit hands over; one that is open already stays."""
        if self.entry is not None:
            self._layers.setCurrentWidget(self.entry)
            self.entry.focus_first()
            return
        self._wanted = card, given
        self.desk.tasks.run(village_choices, done=self._build_entry, owner=self)

    def _build_entry(self, villages: list[tuple[VillageId, str]]) -> None:
        if self.entry is not None or self._wanted is None:
            return
        (card, given), self._wanted = self._wanted, None
        self.entry = LetterEntry(self.desk, [*villages], card, given, self._layers)
        self.entry.left.connect(self._close_entry)
        self.entry.saved.connect(self._saved)
        QTimer.singleShot(0, self.entry, self._show_entry)  # keys are taken between building and showing

    def _show_entry(self) -> None:
        if self.entry is not None:
            self._layers.addWidget(self.entry)
            self._layers.setCurrentWidget(self.entry)
            self.entry.focus_first()
            self._take_steps()

    def _close_entry(self) -> None:
        entry, self.entry = self.entry, None
        self._layers.setCurrentWidget(self.case or self.books)
        if entry is not None:
            self._layers.removeWidget(entry)
            entry.deleteLater()
        self._take_steps()
        self._shown().setFocus()

    def _set_entry_aside(self) -> None:
        """What is being written stays as a draft; somebody goes elsewhere."""
        if self.entry is not None:
            self.entry.keep_draft()
            if self.entry.is_touched and not self.entry.form.is_sealed and self.entry.drafts is not None:
                self.desk.toast(_("Đơn đang ghi được giữ ở bản nháp."))
            self._close_entry()

    def _saved(self, letter_id: int) -> None:
        self._close_entry()
        self.leave_case()
        self.books.show_record((LETTER, letter_id))

    def _book(self, desk: Desk) -> Screen:
        return LetterBook(desk, self.enter)

    def show_case(self, case_id: Any, step: str = "") -> None:
        """Put the screen of a case over the books, and begin a step there."""
        if self._case_id != case_id or self.case is None:
            self.leave_case()
            made = self._make_case(self.desk, case_id, self)
            made.left.connect(self.leave_case)
            self.case, self._case_id = made, case_id
            self._layers.addWidget(made)
        self._layers.setCurrentWidget(self.case)
        self._take_steps()
        self.case.setFocus()
        if step:
            self.case.begin(step, case_id)

    def leave_case(self) -> None:
        """Go back to the books."""
        case, self.case, self._case_id = self.case, None, None
        if case is not None:
            self._layers.setCurrentWidget(self.books)
            self._layers.removeWidget(case)
            case.deleteLater()
            self.books.page.setFocus()
        self._take_steps()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return self._shown().regions()

    def search_field(self) -> QWidget | None:
        return self._shown().search_field()

    def show_record(self, record: Any) -> None:
        kind, key, *step = record if isinstance(record, tuple) else ("", record)
        if (kind, key) == (NEW, LETTER):
            self._begin_letter(VisitId(step[0]) if step else None)
            return
        self._set_entry_aside()
        if kind == CASE and key is not None:
            self.show_case(key, step[0] if step else "")
            return
        self.leave_case()
        self.books.show_record(record)

    def _begin_letter(self, visit_id: VisitId | None) -> None:
        """An empty entry, or one with what was said at a visit."""
        if not self.desk.may("cases.create"):
            return
        if visit_id is None:
            self.enter()
            return
        self._set_entry_aside()
        done: Callable[[LetterForm], None] = partial(self.enter, None)
        failed = partial(errors.present, self)
        self.desk.tasks.run(draft_letter, visit_id, done=done, failed=failed, owner=self)

    def begin_new(self) -> None:
        if self.entry is not None:
            return
        self.leave_case()
        self.books.show_tab(0)
        self.books.page.begin_new()

    def shown_record(self) -> Any:
        if self.entry is not None and self.entry.card is None and self.entry.given is None:
            return (NEW, LETTER)
        return (CASE, self._case_id) if self.case is not None else self.books.shown_record()

    def keep_draft(self) -> None:
        if self.entry is not None:
            self.entry.keep_draft()
        self.books.keep_draft()

    def _shown(self) -> Screen:
        if self.entry is not None:
            return self.entry
        return self.case if self.case is not None else self.books

    def _take_steps(self) -> None:
        self.actions_of_page = self._shown().actions_of_page


def letters_page(desk: Desk, beside: tuple[Tab, ...], open_case: OpenCase) -> Screen:
    """The page behind the menu entry; `open_case` builds the screen of one case."""
    return LettersPage(desk, beside, open_case)


def needs_letter(line: Line | None) -> str | None:
    """Why nothing can be done with no letter chosen."""
    return None if line is not None else _("Chọn một đơn trước.")


def _is_waiting(line: Line | None) -> str | None:
    if line is not None and line["state"] == LetterState.HANDLED.value:
        return _("Đơn này đã xử lý xong.")
    return needs_letter(line)


def _has_no_case(line: Line | None) -> str | None:
    if line is not None and line["case_id"] is not None:
        return _("Đơn này đã thuộc một vụ việc.")
    return needs_letter(line)


def _is_restricted(line: Line | None) -> str | None:
    if line is not None and not line["is_restricted"]:
        return _("Đơn này không hạn chế người xem.")
    return needs_letter(line)
