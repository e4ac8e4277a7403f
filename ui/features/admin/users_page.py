"""Người dùng và phân quyền: the matrix of rights, the accounts, and what each of them sees."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dcapp.db.journal import Draft, draft_of, drop_draft, keep_draft
from dcapp.features.accounts.queries import AccountLine, account_lines, rights_in_force
from dcapp.features.accounts.service import block_account, open_account_again, reset_password, set_rights
from dcapp.kernel.errors import NotAllowed
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import AccountId
from dcapp.registers.tabling import Heading, PrintedTable
from dcapp.rules.permissions import LEVEL_BY_CASE, Area, Matrix
from ui.features.admin.account_dialogs import AccountDialog, PasswordDialog
from ui.features.admin.account_list import AccountList
from ui.features.admin.flow import Flow
from ui.features.admin.new_code import renew_code
from ui.features.admin.rights_model import RightsModel
from ui.features.admin.rights_table import RightsTable
from ui.features.admin.save_bar import SaveBar
from ui.features.admin.words import LEVEL_MEANINGS, LEVEL_TONES, what_is_seen
from ui.kit import messages, theme
from ui.kit.actions import Action, Actions
from ui.kit.cards import Card
from ui.kit.desk import Desk, Screen
from ui.kit.detail import scrolled
from ui.kit.fitting import fix, lay
from ui.kit.header import ROOMY
from ui.kit.labels import StatusChip, label, line
from ui.kit.states import DeniedState, ErrorState, LoadingState
from ui.kit.theme import Tone
from ui.registers.desk_steps import preview_table, take_back

SIDE = 300
DRAFT = "accounts.rights"


class UsersPage(Screen):
    """Who may do what. Changed cells wait, ringed, until they are saved together."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Người dùng và phân quyền"), parent=parent)
        self.manages = desk.may("accounts.manage")
        self.model = RightsModel(self)
        self.model.is_read_only = not self.manages
        self.table = RightsTable(self.model)
        self.accounts = AccountList()
        self.actions_of_page = Actions(self, self._steps(), self.accounts.line)
        self._asked_for_draft = False
        self._layers = QStackedWidget()
        self.body.addWidget(self._layers, 1)
        self._layers.addWidget(self._content())
        self.save_bar = SaveBar(_("Lưu phân quyền"), self.save, self.model.forget)
        self.save_bar.setVisible(self.manages)
        self.body.addWidget(self.save_bar)
        for step_id, kind in (("code", "secondary"), ("add", "primary")):
            if any(step.id == step_id for step in self.actions_of_page.steps):
                self.header.add(self.actions_of_page.button(step_id, kind))
        self.model.edited.connect(self._edited)
        self.table.refused.connect(self.save_bar.hint)
        self.accounts.chosen.connect(self._show_account)
        self.accounts.opened.connect(lambda: self.edit(self.accounts.line()) if self.manages else None)
        self.setFocusProxy(self.table)
        desk.changes.shows({"Account", "AccountRole", "RightOverride"}, self.reload, self)
        self._show_state(LoadingState())
        self._edited()
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self.table, self.accounts, self.save_bar)

    def show_record(self, record: Any) -> None:
        self.accounts.choose(AccountId(int(record)))

    def shown_record(self) -> Any:
        chosen = self.accounts.line()
        return chosen.id if chosen is not None else None

    def keep_draft(self) -> None:
        if self.model.changes():
            self.desk.tasks.run(keep_draft, DRAFT, "", self.model.kept(), failed=_passed_over)

    def reload(self) -> None:
        """Ask for the accounts and the matrix again."""
        run = self.desk.tasks.run
        run(account_lines, done=self._take_accounts, failed=self._failed, owner=self, key="admin.accounts")
        run(rights_in_force, done=self._take_matrix, failed=self._failed, owner=self, key="admin.rights")

    # -- steps
    def _steps(self) -> list[Action]:
        found = [Action("print", N_("In bảng phân quyền"), "print", "Ctrl+P", lambda _line: self.print_rights())]
        if not self.manages:
            return found
        return [
            *found,
            Action("code", N_("In mã khôi phục mới"), "key", None, lambda _line: renew_code(self.desk, self)),
            Action("add", N_("Thêm người dùng"), "add", "Ctrl+N", lambda _line: self.add()),
            Action("edit", N_("Sửa"), "edit", "F2", self.edit, _needs_account),
            Action("reset", N_("Đặt lại mật khẩu"), "key", None, self.reset, _needs_open_account),
            Action("block", N_("Khóa tài khoản"), "lock", None, self.block, self._why_not_block),
            Action("open", N_("Mở lại tài khoản"), "person", None, self.open_again, _needs_blocked_account),
            Action("save", N_("Lưu phân quyền"), "save", "Ctrl+S", lambda _line: self.save()),
        ]

    def add(self) -> None:
        """Open the dialog for a new account."""
        AccountDialog(self.desk, None, self).open()

    def edit(self, chosen: AccountLine | None) -> None:
        """Open the dialog with this account."""
        if chosen is not None:
            AccountDialog(self.desk, chosen, self).open()

    def reset(self, chosen: AccountLine | None) -> None:
        """Give somebody a new password."""
        if chosen is not None:
            PasswordDialog(self.desk, chosen, reset_password, again=False, parent=self).open()

    def open_again(self, chosen: AccountLine | None) -> None:
        """Open a blocked account with a new password."""
        if chosen is not None:
            PasswordDialog(self.desk, chosen, open_account_again, again=True, parent=self).open()

    def block(self, chosen: AccountLine | None) -> None:
        """Ask, then block an account."""
        if chosen is None or not messages.ask(
            self,
            _("Khóa tài khoản của {name}?").format(name=chosen.display_name),
            _("Người này không đăng nhập được nữa. Những gì đã ghi vẫn giữ tên; mở lại được bất cứ lúc nào."),
            yes=_("Khóa tài khoản"),
            no=_("Để lại"),
            danger=True,
        ):
            return
        told = _("Đã khóa tài khoản của {name}.").format(name=chosen.display_name)
        self.desk.tasks.run(block_account, chosen.id, done=lambda _nothing: self.desk.toast(told), owner=self)

    def save(self) -> None:
        """Save every changed cell at once."""
        cells = self.model.cells()
        if cells:
            self.save_bar.set_busy(_("Đang lưu phân quyền…"))
            self.desk.tasks.run(set_rights, cells, done=self._saved, failed=self._not_saved, owner=self)

    def print_rights(self) -> None:
        """Show the matrix, with changes that are not saved, as it will be printed."""
        model, columns = self.model, range(self.model.columnCount())
        across = Qt.Orientation.Horizontal
        heads = tuple(
            Heading(model.headerData(column, across), 90 if column else 220, "center" if column else "left")
            for column in columns
        )
        rows = tuple(
            tuple(str(model.index(row, column).data() or "") for column in columns)
            for row, area in enumerate(model.rows)
            if isinstance(area, Area)
        )
        preview_table(self.desk, PrintedTable(_("Bảng phân quyền"), heads, rows))

    # -- how it is laid out
    def _content(self) -> QWidget:
        content = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        lay(self._row, (24, 12, 20, 12), 12)
        left = QVBoxLayout()
        lay(left, spacing=10)
        left.addWidget(self.table)
        self.legend = Flow(_legend())
        left.addWidget(self.legend)
        note = _("Quyền “{word}” chỉ giao trong hồ sơ tố cáo, quản trị cũng không tự mở được.")
        left.addWidget(label(note.format(word=_(LEVEL_BY_CASE)), "hint", wrap=True))
        if self.actions_of_page is not None:
            left.addWidget(self.actions_of_page.button("print"), 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        self._row.addLayout(left, 1)
        self._side = self._accounts_card()
        self._row.addWidget(self._side)
        return scrolled(content)

    def _accounts_card(self) -> QWidget:
        card = Card(_("Người dùng"))
        card.add(self.accounts)
        card.add(line())
        self.name = label("", "strong", wrap=True)
        self.roles = Flow()
        self.sees = label("", "hint", wrap=True)
        card.add(self.name)
        card.add(self.roles)
        steps = self.actions_of_page
        if self.manages and steps is not None:
            self._account_buttons = {step: steps.button(step) for step in ("edit", "reset", "block", "open")}
            self.steps_of_account = Flow(self._account_buttons.values())
            card.add(self.steps_of_account)
        card.add(self.sees)
        card.body.addStretch(1)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Arrange again for the font scale in force."""
        self._arrange()

    def _arrange(self) -> None:
        """Accounts beside the matrix, or under it where room is short."""
        roomy = self.window().width() * 100 / theme.current().scale >= ROOMY
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if roomy else ways.TopToBottom)
        fix(self._side, min_width=SIDE if roomy else 0, max_width=SIDE if roomy else 10_000)

    # -- what came back
    def _take_accounts(self, lines: list[AccountLine]) -> None:
        self.accounts.take(lines)
        self._layers.setCurrentIndex(0)
        held = {role for account in lines for role in account.roles}
        words = _("{users} người dùng, {roles} vai trò · đều ghi nhật ký")
        self.header.show_title(_("Người dùng và phân quyền"), words.format(users=len(lines), roles=len(held)))

    def _take_matrix(self, matrix: Matrix) -> None:
        self.model.take(matrix)
        if self.manages and not self._asked_for_draft:
            self._asked_for_draft = True
            self.desk.tasks.run(draft_of, DRAFT, "", done=self._take_draft, failed=_passed_over, owner=self)

    def _take_draft(self, draft: Draft | None) -> None:
        if draft is not None and not self.model.changes():
            self.model.put_back(dict(draft.payload))
            self.desk.tasks.run(drop_draft, DRAFT, "", failed=_passed_over)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotAllowed):
            self._show_state(DeniedState(_("Phần này dành cho quản trị và lãnh đạo"), str(error)))
            return
        state = ErrorState(_("Chưa đọc được danh sách người dùng"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget) -> None:
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)

    def _show_account(self, chosen: AccountLine | None) -> None:
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()
        if chosen is None:
            return
        self.name.setText(_("{name} thấy gì?").format(name=chosen.display_name))
        chips = [StatusChip(title, Tone.INFO) for title in chosen.role_titles]
        self.roles.show_parts(chips if chosen.is_active else [StatusChip(_("Đang khóa")), *chips])
        self.sees.setText(what_is_seen(self.model.matrix, chosen.roles, is_active=chosen.is_active))
        if self.manages:
            shown = ("edit", "reset", "block") if chosen.is_active else ("edit", "open")
            for step_id, found in self._account_buttons.items():
                found.setVisible(step_id in shown)
            self.steps_of_account.restyle()

    def _edited(self) -> None:
        changes = self.model.changes()
        self.save_bar.show_changes([change.sentence for change in changes])
        chosen = self.accounts.line()
        if chosen is not None:
            self._show_account(chosen)

    def _saved(self, _nothing: object) -> None:
        self.desk.toast(_("Đã lưu phân quyền."), partial(take_back, self.desk))
        self.model.forget()
        self.desk.tasks.run(drop_draft, DRAFT, "", failed=_passed_over)
        self.reload()

    def _not_saved(self, error: Exception) -> None:
        from ui.kit import errors

        self._edited()
        errors.present(self, error)

    def _why_not_block(self, chosen: AccountLine | None) -> str | None:
        if chosen is not None and chosen.id == self.desk.app.viewer.account_id:
            return _("Không tự khóa tài khoản đang dùng. Nhờ quản trị khác làm việc này.")
        return _needs_open_account(chosen)


def _legend() -> list[QWidget]:
    parts: list[QWidget] = []
    for level, meaning in LEVEL_MEANINGS.items():
        part = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, part)
        lay(row, spacing=6)
        row.addWidget(StatusChip(_(level), LEVEL_TONES[level]))
        row.addWidget(label(_(meaning), "hint"))
        parts.append(part)
    return parts


def _needs_account(chosen: AccountLine | None) -> str | None:
    return None if chosen is not None else _("Chọn một người trong danh sách trước.")


def _needs_open_account(chosen: AccountLine | None) -> str | None:
    if chosen is None:
        return _needs_account(chosen)
    return None if chosen.is_active else _("Tài khoản này đang khóa.")


def _needs_blocked_account(chosen: AccountLine | None) -> str | None:
    if chosen is None:
        return _needs_account(chosen)
    return _("Tài khoản này đang dùng được.") if chosen.is_active else None


def _passed_over(_error: Exception) -> None:
    """Kept changes only spare work; saving and loading say what is wrong."""


def users_page(desk: Desk) -> Screen:
    """The page of the tab."""
    return UsersPage(desk)
