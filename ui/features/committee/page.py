"""Ban Chỉ đạo, phân công phụ trách: the book, its members, renewals, the decision and its number."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.committee.prints import decision_document, members_document
from dcapp.features.committee.queries import CommitteeCard, CommitteeRef, MemberLine, committee_card
from dcapp.features.committee.register import COMMITTEES
from dcapp.features.committee.service import remove_committee
from dcapp.features.committee.terms import TermState, role_words
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitteeId
from dcapp.registers.spec import Line
from ui.features.committee.dialogs import CommitteeDialog, DecisionNumberDialog, RenewDialog
from ui.features.committee.member_dialogs import MembersDialog
from ui.features.committee.members import days_of
from ui.kit.actions import Action
from ui.kit.buttons import button
from ui.kit.desk import Desk, Screen
from ui.kit.detail import part, part_title
from ui.kit.labels import label, selectable
from ui.registers.desk_steps import preview_document, steps_for, take_back
from ui.registers.line_pane import LinePane
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps

KINDS = ("Committee", "CommitteeMember")


def committee_page(desk: Desk) -> Screen:
    """The page of the book."""
    return CommitteePage(desk)


class CommitteePage(RegisterPage):
    """The book of committees with what is done to one of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        base = steps_for(desk, COMMITTEES)
        steps = Steps(
            ask=lambda page, line: CommitteeDialog(desk, line, page, after=partial(self._saved, line)),
            remove=remove_committee,
            draw=base.draw,
            undo=base.undo,
            about=base.about,
            add_words=N_("Lập ban, phân công"),
        )
        pane = CommitteePane(desk, self.show_record)
        super().__init__(desk, COMMITTEES, steps, icon="people", own=self._own(desk), pane=pane, parent=parent)

    def _own(self, desk: Desk) -> list[Action]:
        steps = [Action("members", N_("Thành viên"), "people", "Ctrl+M", self.open_members, _needs_line)]
        if desk.may("plan.edit"):
            steps.append(Action("renew", N_("Kiện toàn"), "swap", None, self._with_card(self._renew), _can_renew))
        if desk.may("plan.edit") and desk.may("numbering.take"):
            steps.append(Action("number", N_("Lấy số"), "paper", None, self._with_card(self._number), _can_number))
        return [
            *steps,
            Action("decision", N_("In quyết định"), None, None, self._with_card(self._print_decision), _needs_line),
            Action("list", N_("In danh sách"), None, None, self._with_card(self._print_members), _needs_line),
        ]

    def open_members(self, line: Line | None) -> None:
        """Open the members editor."""
        if line is not None:
            MembersDialog(self.desk, CommitteeId(line["id"]), self).open()

    def _with_card(self, show: Callable[[CommitteeCard], object]) -> Callable[[Line | None], object]:
        """Read the whole committee first, then go on with it."""

        def begin(line: Line | None) -> None:
            if line is not None:
                self.desk.tasks.run(committee_card, CommitteeId(line["id"]), done=show, owner=self)

        return begin

    def _renew(self, card: CommitteeCard) -> None:
        RenewDialog(self.desk, card, self, after=self._renewed).open()

    def _renewed(self, new_id: object) -> None:
        self.desk.toast(_("Đã kiện toàn. Thêm người mới ở Thành viên."), partial(take_back, self.desk))
        self.show_record(new_id)

    def _number(self, card: CommitteeCard) -> None:
        DecisionNumberDialog(self.desk, card, self, after=self._numbered).open()

    def _numbered(self, number: object) -> None:
        self.desk.toast(_("Đã lấy số {number}.").format(number=number))

    def _saved(self, line: Line | None, result: object) -> None:
        words = _("Đã lập. Thêm người ở Thành viên.") if line is None else _("Đã lưu.")
        self.desk.toast(words, partial(take_back, self.desk))
        if line is None:
            self.show_record(result)

    def _print_decision(self, card: CommitteeCard) -> None:
        office = self.desk.app.office
        document = decision_document(card, office, marks_of(office, is_draft=not card.decision))
        preview_document(self.desk, document, document.title, _("Quyet-dinh-{year}").format(year=card.since.year))

    def _print_members(self, card: CommitteeCard) -> None:
        office = self.desk.app.office
        document = members_document(card, office, marks_of(office))
        preview_document(self.desk, document, document.title, _("Danh-sach-{year}").format(year=card.since.year))


class CommitteePane(LinePane):
    """One committee: its fields, its members of today and of before, the committees before and after it."""

    def __init__(self, desk: Desk, go_to: Callable[[CommitteeId], object], parent: QWidget | None = None) -> None:
        super().__init__(COMMITTEES, parent)
        self._desk, self._go_to = desk, go_to
        self._shown = 0
        self._near: CommitteeRef | None = None
        self.members, self.former = selectable(), selectable()
        self.former_title = part_title(_("Đã thôi, chưa đến ngày tham gia"))
        self.task_title, self.task = part_title(_("Thực hiện việc")), selectable()
        self.near_words = label("", "hint", wrap=True)
        self.near = button("", "link", "open", self._open_near)
        self.add_tab(
            _("Thành viên"),
            part(
                self.members,
                self.former_title,
                self.former,
                self.task_title,
                self.task,
                self.near_words,
                self.near,
            ),
        )
        desk.changes.shows((*KINDS, "Task"), self._look_again, self)

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._shown = int(line["id"])
        self._look_again()

    def _look_again(self) -> None:
        if self._shown:
            key = CommitteeId(self._shown)
            self._desk.tasks.run(committee_card, key, done=self._take_card, failed=_gone, owner=self, key="committee")

    def _take_card(self, card: CommitteeCard) -> None:
        if card.id != self._shown:
            return
        last = min(clock.today(), card.until or clock.today())
        now = card.members_on(max(last, card.since))
        others = [member for member in card.members if member not in now]
        self.members.setText("\n".join(_in_words(card, member) for member in now) or _("Chưa có thành viên."))
        self.former.setText("\n".join(f"{_in_words(card, member)}: {days_of(member)}" for member in others))
        for widget in (self.former_title, self.former):
            widget.setVisible(bool(others))
        self.task.setText(card.task)
        for widget in (self.task_title, self.task):
            widget.setVisible(bool(card.task))
        self._show_near(card)

    def _show_near(self, card: CommitteeCard) -> None:
        self._near = card.after or card.before
        words = _("Đã được thay bằng:") if card.after else _("Thay cho:")
        self.near_words.setText(words)
        if self._near is not None:
            number = f" ({self._near.decision})" if self._near.decision else ""
            since = vn_date(self._near.since)
            self.near.setText(_("Ban từ {since}{number}").format(since=since, number=number))
        for widget in (self.near_words, self.near):
            widget.setVisible(self._near is not None)

    def _open_near(self) -> None:
        if self._near is not None:
            self._go_to(self._near.id)


def _in_words(card: CommitteeCard, member: MemberLine) -> str:
    named = ", ".join(part for part in (member.name, member.post) if part)
    charge = f"; {member.charge}" if member.charge else ""
    return f"{named} – {_(role_words(card.kind, member.role))}{charge}"


def _gone(_error: Exception) -> None:
    """The committee was just removed; the page itself says what is left."""


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một dòng trong bảng trước.")


def _can_renew(line: Line | None) -> str | None:
    if line is None:
        return _needs_line(line)
    return _("Ban này đã được kiện toàn.") if line["state"] == TermState.REPLACED.value else None


def _can_number(line: Line | None) -> str | None:
    if line is None:
        return _needs_line(line)
    return _("Quyết định này đã có số.") if line["decision"] else None
