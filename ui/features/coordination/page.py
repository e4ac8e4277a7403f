"""Kế hoạch phối hợp: the book, the lines of a plan, its number, the paper with two signers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.coordination.prints import coordination_document, follow_up_document
from dcapp.features.coordination.queries import CoordinationCard, JointLine, coordination_card
from dcapp.features.coordination.register import COORDINATIONS
from dcapp.features.coordination.service import remove_coordination
from dcapp.features.coordination.terms import JOINT_KINDS, JointKind
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CoordinationId
from dcapp.registers.spec import Line
from ui.features.coordination.dialogs import CoordinationDialog, JointNumberDialog
from ui.features.coordination.line_dialogs import LinesDialog
from ui.features.coordination.lines import state_of, when_of
from ui.kit.actions import Action
from ui.kit.cards import Progress
from ui.kit.desk import Desk, Screen
from ui.kit.detail import part, part_title
from ui.kit.labels import selectable
from ui.registers.desk_steps import preview_document, steps_for, take_back
from ui.registers.line_pane import LinePane
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps


def coordination_page(desk: Desk) -> Screen:
    """The page of the book."""
    return CoordinationPage(desk)


class CoordinationPage(RegisterPage):
    """The book of coordination plans with what is done to one of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, COORDINATIONS)
        steps = Steps(
            ask=lambda page, line: CoordinationDialog(desk, line, page, after=partial(self._saved, line)),
            remove=remove_coordination,
            draw=base.draw,
            undo=base.undo,
            about=base.about,
        )
        own = self._own(desk)
        super().__init__(desk, COORDINATIONS, steps, icon="merge", own=own, pane=CoordinationPane(desk), parent=parent)

    def _own(self, desk: Desk) -> list[Action]:
        steps = [Action("lines", N_("Việc phối hợp"), "plan", "Ctrl+M", self.open_lines, _needs_line)]
        if desk.may("plan.edit") and desk.may("numbering.take"):
            steps.append(Action("number", N_("Lấy số"), "paper", None, self._with_card(self._number), _can_number))
        return [
            *steps,
            Action("paper", N_("In kế hoạch"), "print", None, self._with_card(self._print_plan), _needs_line),
            Action("follow", N_("In theo dõi"), "print", None, self._with_card(self._print_follow_up), _needs_line),
        ]

    def open_lines(self, line: Line | None) -> None:
        """Open the lines editor."""
        if line is not None:
            LinesDialog(self.desk, CoordinationId(line["id"]), self).open()

    def _with_card(self, show: Callable[[CoordinationCard], object]) -> Callable[[Line | None], object]:
        """Read the whole plan first, then go on with it."""

        def begin(line: Line | None) -> None:
            if line is not None:
                self.desk.tasks.run(coordination_card, CoordinationId(line["id"]), done=show, owner=self)

        return begin

    def _saved(self, line: Line | None, result: object) -> None:
        words = _("Đã thêm. Ghi các việc ở Việc phối hợp.") if line is None else _("Đã lưu.")
        self.desk.toast(words, partial(take_back, self.desk))
        if line is None:
            self.show_record(result)

    def _number(self, card: CoordinationCard) -> None:
        JointNumberDialog(self.desk, card, self, after=self._numbered).open()

    def _numbered(self, number: object) -> None:
        self.desk.toast(_("Đã lấy số {number}.").format(number=number))

    def _print_plan(self, card: CoordinationCard) -> None:
        office = self.desk.app.office
        document = coordination_document(card, office, marks_of(office, is_draft=not card.number))
        preview_document(self.desk, document, card.title, _("Phoi-hop-{year}").format(year=card.year))

    def _print_follow_up(self, card: CoordinationCard) -> None:
        office = self.desk.app.office
        document = follow_up_document(card, office, marks_of(office))
        preview_document(self.desk, document, document.title, _("Theo-doi-phoi-hop-{year}").format(year=card.year))


class CoordinationPane(LinePane):
    """One coordination plan: its fields, and its lines with how they stand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(COORDINATIONS, parent)
        self._desk = desk
        self._shown = 0
        self.progress = Progress(_("Đã làm"))
        self.kind_titles = {kind: part_title(_(words)) for kind, words in JOINT_KINDS.items()}
        self.joint = {kind: selectable() for kind in JointKind}
        self.task_title, self.task = part_title(_("Thực hiện việc")), selectable()
        pieces = [piece for kind in JointKind for piece in (self.kind_titles[kind], self.joint[kind])]
        self.add_tab(_("Việc phối hợp"), part(self.progress, *pieces, self.task_title, self.task))
        desk.changes.shows(("Coordination", "CoordinationLine", "Task"), self._look_again, self)

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._shown = int(line["id"])
        self._look_again()

    def _look_again(self) -> None:
        if self._shown:
            run, key = self._desk.tasks.run, CoordinationId(self._shown)
            run(coordination_card, key, done=self._take_card, failed=_gone, owner=self, key="coordination")

    def _take_card(self, card: CoordinationCard) -> None:
        if card.id != self._shown:
            return
        done = sum(line.done_on is not None for line in card.lines)
        self.progress.show_percent(done * 100 // len(card.lines) if card.lines else 0)
        for kind in JointKind:
            lines = card.of_kind(kind)
            shown = bool(lines) or kind is JointKind.CONTENT
            self.joint[kind].setText("\n\n".join(map(_in_words, lines)) or _("Chưa có việc nào."))
            self.kind_titles[kind].setVisible(shown)
            self.joint[kind].setVisible(shown)
        self.task.setText(card.task)
        for widget in (self.task_title, self.task):
            widget.setVisible(bool(card.task))


def _in_words(line: JointLine) -> str:
    who = " – ".join(name for name in (line.lead, line.support) if name)
    told = " · ".join(words for words in (who, when_of(line), state_of(line), line.result) if words)
    return f"{line.words}\n{told}"


def _gone(_error: Exception) -> None:
    """The plan was just removed; the page itself says what is left."""


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một dòng trong bảng trước.")


def _can_number(line: Line | None) -> str | None:
    if line is None:
        return _needs_line(line)
    return _("Kế hoạch này đã có số.") if line["number"] else None
