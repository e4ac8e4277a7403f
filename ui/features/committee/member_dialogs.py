"""The members editor of a committee: adding, correcting, replacing, ending, taking out what was entered by mistake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from dcapp.features.committee.queries import CommitteeCard, MemberLine, committee_card
from dcapp.features.committee.service import (
    MemberForm,
    add_member,
    edit_member,
    end_member,
    remove_member,
    replace_member,
)
from dcapp.features.committee.terms import MEMBER_ROLES, CommitteeKind, MemberRole, role_words
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CommitteeId
from ui.features.committee.members import MemberModel, days_of
from ui.kit import messages
from ui.kit.actions import Action, Actions
from ui.kit.cells import TWO_LINE_ROW, fit_columns, set_up_view
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.saving_sheet import SavingSheet
from ui.registers.desk_steps import take_back

WIDTHS = {0: 210, 1: 200, 3: 210}
FIRST_ROW = 3
"""Buttons of the first row; the others stand below, so that they fit at every size of type."""


class MembersDialog(Sheet):
    """Everybody in a committee, and what can be done with the chosen one; each step is saved by itself."""

    def __init__(self, desk: Desk, committee_id: CommitteeId, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Thành viên"),
            _("Xong"),
            parent,
            width=920,
            hint=_("Người thôi tham gia được ghi ngày thôi, không xóa; danh sách cũ vẫn tra cứu được."),
        )
        self._desk, self._committee_id = desk, committee_id
        self.card: CommitteeCard | None = None
        self.cancel.hide()
        self.agreed.connect(self.accept)
        self.named = label("", "strong", wrap=True)
        self.model = MemberModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        set_up_view(self.table, _("Thành viên"), row=TWO_LINE_ROW)
        fit_columns(self.table, WIDTHS, stretched=2)
        fix(self.table, min_height=300)
        self.steps = Actions(self, self._steps(), self.chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self.steps.refresh())
        self.model.modelReset.connect(self.steps.refresh)
        self.table.doubleClicked.connect(lambda _index: self.steps["edit"].trigger())
        self.add(self.named)
        self.add(self.table)
        self.add(self._buttons())
        desk.changes.shows(("Committee", "CommitteeMember"), self.reload, self)
        self.reload()

    def chosen(self) -> MemberLine | None:
        """The member under the cursor."""
        return self.model.member_at(self.table.currentIndex().row())

    def reload(self) -> None:
        """Read the members again."""
        self._desk.tasks.run(committee_card, self._committee_id, done=self._show, owner=self, key="committee-members")

    def _show(self, card: CommitteeCard) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.card = card
        self.named.setText(card.name)
        self.model.show_card(card)
        if self.model.rowCount():
            self.table.selectRow(min(row, self.model.rowCount() - 1))
        self.steps.refresh()

    def _steps(self) -> list[Action]:
        if not self._desk.may("plan.edit"):
            return []
        return [
            Action("add", N_("Thêm thành viên"), "person-add", "Ctrl+N", lambda _member: self._open_form(None)),
            Action("edit", N_("Sửa"), "edit", "F2", self._open_form, _needs_member),
            Action("replace", N_("Thay người"), "swap", None, self._open_replacing, _needs_sitting),
            Action("end", N_("Cho thôi"), "sign-out", None, self._open_ending, _needs_sitting),
            Action("remove", N_("Xóa"), "delete", "Del", self._remove, _needs_member),
        ]

    def _buttons(self) -> QWidget:
        strip = QWidget()
        column = QVBoxLayout(strip)
        lay(column, spacing=8)
        for steps in (self.steps.steps[:FIRST_ROW], self.steps.steps[FIRST_ROW:]):
            row = QHBoxLayout()
            lay(row, spacing=8)
            for step in steps:
                row.addWidget(self.steps.button(step.id))
            row.addStretch(1)
            column.addLayout(row)
        return strip

    def _open_form(self, member: MemberLine | None) -> None:
        if self.card is not None:
            words = _("Đã thêm thành viên.") if member is None else _("Đã lưu thành viên.")
            MemberDialog(self._desk, self.card, member, self, after=partial(self._told, words)).open()

    def _open_replacing(self, member: MemberLine | None) -> None:
        if self.card is not None and member is not None:
            after = partial(self._told, _("Đã thay thành viên."))
            MemberDialog(self._desk, self.card, member, self, replaces=True, after=after).open()

    def _open_ending(self, member: MemberLine | None) -> None:
        if member is not None:
            EndDialog(self._desk, member, self, after=partial(self._told, _("Đã ghi ngày thôi."))).open()

    def _remove(self, member: MemberLine | None) -> None:
        if member is not None and messages.ask(
            self,
            _("Xóa {name} khỏi danh sách?").format(name=member.name),
            _("Chỉ xóa khi ghi nhầm. Người thôi tham gia thì bấm Cho thôi để danh sách cũ vẫn còn."),
            yes=_("Xóa khỏi danh sách"),
            no=_("Giữ lại"),
            danger=True,
        ):
            done = partial(self._told, _("Đã xóa khỏi danh sách."))
            self._desk.tasks.run(remove_member, member.id, done=done, owner=self)

    def _told(self, words: str, _result: object) -> None:
        self._desk.toast(words, partial(take_back, self._desk))


class MemberDialog(SavingSheet):
    """Somebody joins a committee, is corrected, or takes another's place."""

    def __init__(
        self,
        desk: Desk,
        card: CommitteeCard,
        member: MemberLine | None,
        parent: QWidget | None = None,
        *,
        replaces: bool = False,
        after: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(
            desk, _title(member, replaces=replaces), _("Thay") if replaces else _("Lưu"), parent, after=after
        )
        self._card, self._member, self._replaces = card, member, replaces
        self._officers: dict[int, OfficerCard] = {}
        self.officer = Choice([(None, _("(ngoài danh sách cán bộ)"))])
        self.name, self.post = TextLine(), TextLine()
        self.role = Choice([(role, _(role_words(card.kind, role))) for role in MEMBER_ROLES])
        self.role.choose(MemberRole.MEMBER)
        self.charge = TextArea(rows=2)
        self.since, self.until = DateField(), DateField()
        self._lay_out()
        self._fill()
        self.officer.currentIndexChanged.connect(lambda _index: self._take_officer())
        desk.tasks.run(officers_of, done=self._offer, owner=self)
        self.form.focus_first()

    def _lay_out(self) -> None:
        hint = _("Chọn cán bộ trong danh sách, hoặc ghi tên người ngoài UBND.")
        self.form.add("officer_id", _("Cán bộ"), self.officer, span=3, hint=hint)
        self.form.add("name", _("Họ và tên"), self.name, span=3, required=True)
        self.form.add("post", _("Chức vụ, đơn vị"), self.post, span=3)
        self.form.add("role", _("Vai trò"), self.role, span=3)
        needed = self._card.kind is CommitteeKind.CHARGE
        self.form.add("charge", _("Phụ trách"), self.charge, required=needed)
        whole = _("Để trống: từ đầu nhiệm kỳ.")
        self.form.add(
            "since",
            _("Thay từ ngày") if self._replaces else _("Từ ngày"),
            self.since,
            span=3,
            required=self._replaces,
            hint="" if self._replaces else whole,
        )
        self.form.add("until", _("Đến hết ngày"), self.until, span=3, hint=_("Để trống: đến hết nhiệm kỳ."))

    def _fill(self) -> None:
        member = self._member
        if member is None:
            return
        self.role.choose(member.role)
        self.charge.setPlainText(member.charge)
        if self._replaces:
            self.role.setEnabled(False)
            self.role.setToolTip(_("Người thay giữ vai trò của người trước."))
            self.since.set_value(max(clock.today(), self._card.since))
            return
        self.name.setText(member.name)
        self.post.setText(member.post)
        self.since.set_value(member.since if member.since != self._card.since else None)
        self.until.set_value(member.until if member.until != self._card.until else None)

    def _offer(self, officers: Sequence[OfficerCard]) -> None:
        self._officers = {officer.id: officer for officer in officers}
        self.officer.blockSignals(True)
        self.officer.fill(
            [
                (None, _("(ngoài danh sách cán bộ)")),
                *((one.id, f"{one.full_name} ({one.post})" if one.post else one.full_name) for one in officers),
            ]
        )
        if self._member is not None and not self._replaces:
            self.officer.choose(self._member.officer_id)
        self.officer.blockSignals(False)

    def _take_officer(self) -> None:
        officer = self._officers.get(self.officer.value())
        if officer is not None:
            self.name.setText(officer.full_name)
            self.post.setText(officer.post)

    def send(self) -> None:
        form = MemberForm(
            officer_id=self.officer.value(),
            name=self.name.value(),
            post=self.post.value(),
            role=self.role.value(),
            charge=self.charge.value(),
            since=self.since.value(),
            until=self.until.value(),
        )
        if self._member is None:
            self.run(add_member, self._card.id, form)
        elif self._replaces:
            day = self.since.value()
            if day is None:
                raise Invalid(_("Chưa ghi ngày."), field="since")
            self.run(replace_member, self._member.id, form, day)
        else:
            self.run(edit_member, self._member.id, form)


class EndDialog(SavingSheet):
    """Ends somebody's seat; the line stays in the list."""

    def __init__(
        self,
        desk: Desk,
        member: MemberLine,
        parent: QWidget | None = None,
        after: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__(
            desk,
            _("Cho {name} thôi tham gia").format(name=member.name),
            _("Ghi ngày thôi"),
            parent,
            hint=_("Tham gia {days}.").format(days=days_of(member)),
            width=480,
            after=after,
        )
        self._member = member
        self.day = DateField(clock.today())
        self.form.add("until", _("Ngày cuối cùng tham gia"), self.day, required=True)
        self.form.focus_first()

    def send(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="until")
        self.run(end_member, self._member.id, day)


def _title(member: MemberLine | None, *, replaces: bool) -> str:
    if member is None:
        return _("Thêm thành viên")
    words = _("Người thay {name}") if replaces else _("Sửa thành viên {name}")
    return words.format(name=member.name)


def _needs_member(member: MemberLine | None) -> str | None:
    return None if member is not None else _("Chọn một người trong danh sách trước.")


def _needs_sitting(member: MemberLine | None) -> str | None:
    if member is None:
        return _("Chọn một người trong danh sách trước.")
    return None if member.until is None or member.until >= clock.today() else _("Người này đã thôi tham gia.")
