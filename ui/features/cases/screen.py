"""Vụ việc: one case on one screen: how far it is, its last day and why, what comes next, its people, papers and log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dcapp.features.cases.cards import CaseCard
from dcapp.features.cases.queries import case_card, explained_clock
from dcapp.features.cases.service import note_case
from dcapp.features.cases.steps import StepOption, StepTaken, next_steps
from dcapp.features.letters.clocks import ClockCard
from dcapp.features.letters.terms import ClockState
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CaseId
from dcapp.rules.counting import Deadline
from ui.features.cases.dossier import DossierCard
from ui.features.cases.log_dialog import LogDialog
from ui.features.cases.orders import OrdersCard
from ui.features.cases.parts import clock_words, empty, fact_rows, log_words, people_rows
from ui.features.cases.people import AssignDialog
from ui.features.cases.step_dialog import StepDialog
from ui.kit import theme
from ui.kit.actions import Action, Actions
from ui.kit.buttons import NarrowButton, button
from ui.kit.cards import Card, KeyValues, Stepper
from ui.kit.deadline_card import DeadlineCard
from ui.kit.desk import Desk, Screen
from ui.kit.detail import scrolled
from ui.kit.fields import TextLine
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.states import ErrorState, LoadingState
from ui.registers.deadline_dialog import print_deadline
from ui.registers.desk_steps import take_back
from ui.registers.form_desk import open_form, open_forms

SHOWN = ("CaseFile", "CaseStep", "CaseFolio", "CaseExecution", "StatutoryClock", "Letter", "CaseParty", "IssuedPaper")
NARROW = 1000
RECENT = 4
SealedPart = Callable[[Desk, CaseId], QWidget]


class CaseScreen(Screen):
    """One case; `sealed_part` shows what is under the seal of a denunciation."""

    left = Signal()

    def __init__(
        self,
        desk: Desk,
        case_id: CaseId,
        parent: QWidget | None = None,
        *,
        sealed_part: SealedPart | None = None,
    ) -> None:
        super().__init__(desk, _("Vụ việc"), parent=parent)
        self.case_id, self._sealed_part = case_id, sealed_part
        self.card: CaseCard | None = None
        self.options: tuple[StepOption, ...] = ()
        self._clock: ClockCard | None = None
        self._begins = ""
        self.header.back.show()
        self.header.back_wanted.connect(self.left)
        self.actions_of_page = Actions(self, self._steps())
        self._roomy = [
            self.header.add(self.actions_of_page.button(step.id, "secondary"))
            for step in self.actions_of_page.steps
            if step.id in ("assign", "papers")
        ]
        self.first = self.header.add(button(_("Bước tiếp theo"), "primary", "next", self.take_first))
        self._layers = QStackedWidget()
        self.body.addWidget(self._layers, 1)
        self._layers.addWidget(self._content())
        self._state: QWidget = LoadingState()
        self._layers.addWidget(self._state)
        self._layers.setCurrentWidget(self._state)
        self.setFocusProxy(self.first)
        desk.changes.shows(SHOWN, self.reload, self)
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self.next_card, self.dossier, self.quick)

    def shown_record(self) -> Any:
        return self.case_id

    def reload(self) -> None:
        """Read the case and its coming steps again."""
        run, key = self.desk.tasks.run, f"case.{self.case_id}"
        run(case_card, self.case_id, done=self._show, failed=self._failed, owner=self, key=key)
        run(next_steps, self.case_id, done=self._offer, failed=_passed_over, owner=self, key=f"{key}.steps")

    def begin(self, step: str, record: Any) -> None:
        """Begin a step, or what another page asked for, once the case is there."""
        self._begins = step
        self._begin()

    # -- steps
    def _steps(self) -> list[Action]:
        found = [Action("leave", N_("Quay lại sổ"), "back", "Alt+Left", lambda _none: self.left.emit())]
        if self.desk.may("cases.assign"):
            found.append(Action("assign", N_("Giao xử lý…"), "person", None, lambda _none: self.assign()))
        found += [
            Action("note", N_("Ghi chú"), "edit", "Ctrl+G", lambda _none: self.quick.setFocus()),
            Action("papers", N_("Văn bản…"), "print", "Ctrl+P", lambda _none: self.show_papers()),
            Action("print_why", N_("In giải trình thời hạn"), "clock", None, lambda _none: self.print_why()),
            Action("reload", N_("Tải lại"), "reload", "F5", lambda _none: self.reload()),
        ]
        return found

    def take_first(self) -> None:
        """Begin the step that most likely comes next."""
        if self.options and self.options[0].is_allowed:
            self.take(self.options[0])

    def take(self, option: StepOption) -> None:
        """Ask what a step asks."""
        if self.card is not None:
            StepDialog(self.desk, self.card, option, self, after=self._taken).open()

    def assign(self) -> None:
        """Give the case to an officer."""
        if self.card is not None:
            AssignDialog(self.desk, self.card, self).open()

    def print_why(self) -> None:
        """Print why the last day is the day it is."""
        if self.deadline.found is not None and self.card is not None:
            print_deadline(self.desk, self.card.code, self.deadline.found)

    def show_papers(self) -> None:
        """Offer the official forms of the case."""
        open_forms(self.desk, self, case_id=self.case_id)

    def save_note(self) -> None:
        """Keep the quick note in the log."""
        words = self.quick.value()
        if words:
            self.quick.setEnabled(False)
            self.desk.tasks.run(note_case, self.case_id, words, done=self._noted, failed=self._not_noted, owner=self)

    # -- building
    def _content(self) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        lay(column, (24, 12, 20, 16), 12)
        self.road = Card()
        column.addWidget(self.road)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lay(self._beside, spacing=12)
        wide, narrow = QVBoxLayout(), QVBoxLayout()
        for part in (wide, narrow):
            lay(part, spacing=12)
        self.deadline = DeadlineCard(_("Hạn giải quyết"))
        self.deadline.print_wanted.connect(lambda _found: self.print_why())
        self.deadline.hide()
        self.other_clocks = Card(_("Các thời hạn"))
        self.facts = Card(_("Nội dung"))
        self.log = Card(_("Diễn biến gần đây"))
        self._all_steps = button(_("Xem tất cả"), "link", None, self._show_log)
        self.log.aside(self._all_steps)
        self._log_rows = QVBoxLayout()
        lay(self._log_rows, spacing=6)
        self.log.body.addLayout(self._log_rows)
        self.quick = TextLine("", _("Ghi chú nhanh, Enter để lưu…"))
        self.quick.setAccessibleName(_("Ghi chú nhanh"))
        self.quick.returnPressed.connect(self.save_note)
        self.log.add(self.quick)
        for card in (self.deadline, self.facts, self.log, self.other_clocks):
            wide.addWidget(card)
        wide.addStretch(1)
        self.next_card = Card(_("Việc tiếp theo"))
        self.people = Card(_("Các bên"))
        self._people_rows = KeyValues()
        self.people.add(self._people_rows)
        self.dossier = DossierCard(self.desk, self.case_id)
        self.orders = OrdersCard(self.desk, self.case_id)
        self._narrow = narrow
        for card in (self.next_card, self.people, self.dossier, self.orders):
            narrow.addWidget(card)
        narrow.addStretch(1)
        self._beside.addLayout(wide, 7)
        self._beside.addLayout(narrow, 3)
        column.addLayout(self._beside, 1)
        self.sealed: QWidget | None = None
        return scrolled(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """One column and fewer buttons where the room is short."""
        ways = QBoxLayout.Direction
        roomy = self.width() >= theme.px(NARROW)
        self._beside.setDirection(ways.LeftToRight if roomy else ways.TopToBottom)
        for found in self._roomy:  # the code of the case is worth more; Ctrl+P and F1 know them all the same
            found.setVisible(roomy)

    # -- showing
    def _show(self, card: CaseCard) -> None:
        self.card = card
        name = "" if card.is_sealed else card.shown_sender
        title = f"{card.code} · {name}" if name else card.code
        road = " › ".join(part for part in (_("Đơn thư"), card.workflow_title, card.state_title) if part)
        self.header.show_title(title, road)
        self._layers.setCurrentIndex(0)
        self._show_road(card)
        self._show_clocks(card)
        self._show_facts(card)
        self._show_log_rows(card)
        self._show_people(card)
        self.dossier.show_case(card)
        self.orders.show_case(card)
        self._begin()

    def _show_road(self, card: CaseCard) -> None:
        stages = [one for one in card.stages if one.reached_on is not None or one.is_current or not card.is_end]
        at = next((number for number, one in enumerate(stages) if one.is_current), 0)
        steps = []
        for number, one in enumerate(stages):
            reached = f"{one.reached_on:%d/%m}" if one.reached_on is not None else ""
            waits = _("đang làm") if one.is_current else _("chưa đến")
            passed_over = number < at and not reached
            steps.append((_(one.title), "–" if passed_over else reached or waits))
        empty(self.road)
        stepper = Stepper(steps)
        stepper.show_step(len(stages) if card.is_end else at)
        self.road.add(stepper)

    def _show_clocks(self, card: CaseCard) -> None:
        running = [one for one in card.clocks if one.state is ClockState.RUNNING and not one.is_effect]
        chosen = next((one for one in running if self._clock is not None and one.id == self._clock.id), None)
        self._clock = chosen or next(iter(sorted(running, key=lambda one: one.due_on)), None)
        self.deadline.setVisible(self._clock is not None)
        if self._clock is not None:
            self._explain(self._clock)
        empty(self.other_clocks)
        others = [one for one in card.clocks if self._clock is None or one.id != self._clock.id]
        self.other_clocks.setVisible(bool(others))
        for one in others:
            self.other_clocks.add(NarrowButton(clock_words(one), "link", "clock", partial(self._choose, one)))

    def _choose(self, one: ClockCard) -> None:
        self._clock = one
        self.deadline.show()
        self._explain(one)

    def _explain(self, one: ClockCard) -> None:
        self.deadline.title.setText(one.title)
        show = partial(self._show_deadline, one)
        run = self.desk.tasks.run
        run(explained_clock, self.case_id, one.id, done=show, failed=_passed_over, owner=self, key="case.clock")

    def _show_deadline(self, one: ClockCard, found: Deadline) -> None:
        follows = one.state in (ClockState.RUNNING, ClockState.MET)
        self.deadline.show_deadline(found, follows=follows, met_on=one.met_on)

    def _show_facts(self, card: CaseCard) -> None:
        empty(self.facts)
        self.facts.setVisible(not card.is_sealed)
        if card.gist:
            self.facts.add(label(card.gist, wrap=True))
        self.facts.add(KeyValues(fact_rows(card)))

    def _show_people(self, card: CaseCard) -> None:
        self._people_rows.show_rows(people_rows(card))
        if card.is_sealed and self.sealed is None and self._sealed_part is not None:
            self.sealed = self._sealed_part(self.desk, self.case_id)
            self._narrow.insertWidget(1, self.sealed)

    def _show_log_rows(self, card: CaseCard) -> None:
        while (item := self._log_rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        steps = [one for one in card.steps if not one.is_undone]
        for one in reversed(steps[-RECENT:]):
            self._log_rows.addWidget(label(log_words(one), wrap=True))
        self._all_steps.setText(_("Xem cả {count} mục").format(count=len(card.steps)))
        self._all_steps.setVisible(bool(card.steps))

    def _show_log(self) -> None:
        if self.card is not None:
            LogDialog(self.card, self).open()

    def _offer(self, options: tuple[StepOption, ...]) -> None:
        self.options = options
        empty(self.next_card)
        allowed = [one for one in options if one.is_allowed]
        for number, one in enumerate(allowed[:6]):
            kind = "secondary" if number == 0 else "quiet"
            found = NarrowButton(_(one.title), kind, "next", partial(self.take, one))
            found.setToolTip(f"{_(one.title)} → {_(one.to_title)}" if one.to_title else _(one.title))
            self.next_card.add(found)
        if not allowed:
            self.next_card.add(label(_("Không còn bước nào làm được lúc này."), "hint", wrap=True))
        if len(options) > len(allowed[:6]):
            more = button(_("Bước khác…"), "link", "more")
            more.setMenu(self._more(options[len(allowed[:6]) :], more))
            self.next_card.add(more)
        first = allowed[0] if allowed else None
        self.first.setEnabled(first is not None)
        self.first.setText(_(first.title) if first is not None else _("Bước tiếp theo"))
        self._begin()

    def _more(self, options: tuple[StepOption, ...], parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        for one in options:
            why = "" if one.is_allowed else " – ".join(part for part in (one.why_not, one.why_citation) if part)
            action = menu.addAction(_(one.title) if one.is_allowed else f"{_(one.title)}: {why}")
            action.setEnabled(one.is_allowed)
            action.setToolTip(why)
            action.triggered.connect(partial(self.take, one))
        return menu

    def _begin(self) -> None:
        if not self._begins or self.card is None or not self.options:
            return
        wanted, self._begins = self._begins, ""
        option = next((one for one in self.options if one.key == wanted and one.is_allowed), None)
        if option is not None:
            self.take(option)
        elif wanted == "execution":
            self.orders.setFocus()

    def _taken(self, _taken: StepTaken, option: StepOption) -> None:
        self.reload()
        if len(option.forms) == 1:
            open_form(self.desk, option.forms[0], self, case_id=self.case_id)
        elif option.forms:
            self.show_papers()

    def _noted(self, _step: object) -> None:
        self.quick.clear()
        self.quick.setEnabled(True)
        self.desk.toast(_("Đã ghi vào diễn biến."), partial(take_back, self.desk))
        self.reload()

    def _not_noted(self, error: Exception) -> None:
        from ui.kit import errors

        self.quick.setEnabled(True)
        errors.present(self, error)

    def _failed(self, error: Exception) -> None:
        old, self._state = self._state, ErrorState(_("Chưa mở được vụ việc"), error)
        self._layers.removeWidget(old)
        old.deleteLater()
        self._layers.addWidget(self._state)
        self._layers.setCurrentWidget(self._state)


def _passed_over(_error: Exception) -> None:
    """The case itself says why it cannot be read."""
