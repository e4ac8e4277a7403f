"""Dialogs of accounts: who somebody is and which roles they have; a new password for somebody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from dcapp.db.keys.passwords import check_password
from dcapp.features.accounts.queries import AccountLine, approvers_of_roles
from dcapp.features.accounts.service import (
    AccountForm,
    SecondPerson,
    SecondPersonNeeded,
    account_name,
    add_account,
    edit_account,
)
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from dcapp.rules.permissions import ROLES
from ui.features.admin.second_person import SecondPersonDialog
from ui.features.admin.words import ROLE_MEANINGS
from ui.kit import errors
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextLine
from ui.kit.fitting import lay
from ui.kit.form import Form
from ui.kit.labels import label
from ui.kit.new_password import add_new_password
from ui.kit.secret import PasswordField
from ui.kit.theme import Tone, px


class RoleChecks(QWidget):
    """The eight roles with a sentence each, two beside each other."""

    def __init__(self, changed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, spacing=4)
        column.addWidget(label(_("Vai trò"), "label"))
        grid = QGridLayout()
        lay(grid, spacing=(20, 2))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.boxes: dict[str, QCheckBox] = {}
        for number, (role, title) in enumerate(ROLES.items()):
            box = QCheckBox(_(title))
            box.setAccessibleDescription(_(ROLE_MEANINGS[role]))
            box.toggled.connect(lambda _checked: changed())
            self.boxes[role] = box
            row, place = divmod(number, 2)
            grid.addWidget(box, row * 2, place)
            meaning = label(_(ROLE_MEANINGS[role]), "hint", wrap=True)
            meaning.setIndent(px(30))
            grid.addWidget(meaning, row * 2 + 1, place, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        self.problem = label("", "hint", wrap=True, tone=Tone.DANGER)
        self.problem.hide()
        column.addWidget(self.problem)

    def value(self) -> tuple[str, ...]:
        """The roles that are ticked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def choose(self, roles: tuple[str, ...]) -> None:
        """Tick these roles."""
        for role, box in self.boxes.items():
            box.setChecked(role in roles)

    def say(self, problem: str) -> None:
        """What is wrong with the roles, or ""."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


class AccountSheet(Sheet):
    """What both dialogs share: a form, saving off the GUI thread, refusals at their fields, no password left behind."""

    def __init__(self, desk: Desk, title: str, verb: str, parent: QWidget | None, *, hint: str, width: int) -> None:
        super().__init__(title, verb, parent, hint=hint, width=width)
        self.desk = desk
        self.form = Form()
        self.form.changed.connect(self.touch)
        self.agreed.connect(self._agree)
        self.passwords: tuple[PasswordField, ...] = ()
        self._again: Callable[[SecondPerson], object] | None = None
        self._confirming: SecondPersonDialog | None = None

    def save(self) -> None:
        """Start the saving; the form is right."""
        raise RuntimeError(type(self).__name__)

    def run(self, use_case: Callable[..., Any], *args: Any, told: str) -> None:
        """Carry out the use case, then close and say so."""
        self.set_busy(True, _("Đang lưu…"))
        done = partial(self._saved, told)
        self._again = lambda second: self.desk.tasks.run(
            use_case, *args, second, done=done, failed=self.refuse, owner=self
        )
        self.desk.tasks.run(use_case, *args, done=done, failed=self.refuse, owner=self)

    def refuse(self, error: Exception) -> None:
        """Show a refusal where it belongs; where a second person has to confirm, ask for that person."""
        self.set_busy(False)
        if isinstance(error, SecondPersonNeeded):
            self.set_busy(True, _("Chờ người thứ hai xác nhận…"))
            self.desk.tasks.run(approvers_of_roles, done=self._ask_second, failed=self.refuse, owner=self)
            return
        if self._confirming is not None:
            if self._confirming.refuse(error):
                self.set_busy(True, _("Chờ người thứ hai xác nhận…"))
                return
            self._confirming.close_now()
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)

    def done(self, result: int) -> None:
        for field in self.passwords:
            field.clear()
        super().done(result)

    def _agree(self) -> None:
        self.show_problem("")
        if self.form.is_right(_("Ô này cần có.")):
            self.save()

    def _ask_second(self, approvers: list[AccountLine]) -> None:
        if self._again is None:
            return
        self._confirming = SecondPersonDialog(approvers, self._again, self)
        self._confirming.finished.connect(self._no_longer_asks)
        self._confirming.open()

    def _no_longer_asks(self, _result: int) -> None:
        self._confirming = None
        self.set_busy(False)

    def _saved(self, told: str, _result: object) -> None:
        if self._confirming is not None:
            self._confirming.close_now()
        self.is_touched = False
        self.desk.toast(told)
        self.accept()


class AccountDialog(AccountSheet):
    """Adds somebody who may open the program, or changes who they are and what they may do."""

    def __init__(self, desk: Desk, line: AccountLine | None, parent: QWidget | None = None) -> None:
        new = line is None
        super().__init__(
            desk,
            _("Thêm người dùng") if new else _("Sửa người dùng"),
            _("Thêm người dùng") if new else _("Lưu"),
            parent,
            hint=_("Người này chọn tên mình ở màn hình đăng nhập rồi gõ mật khẩu riêng."),
            width=720,
        )
        self._line = line
        self._officers: dict[Any, OfficerCard] = {}
        self._wanted = line.officer_id if line is not None else None
        self.officer = Choice([(None, _("(không có trong danh sách)"))])
        self.name, self.post = TextLine(), TextLine()
        self.form.add("officer_id", _("Là cán bộ"), self.officer, hint=_("Để thấy việc được giao cho cán bộ đó."))
        self.form.add("display_name", _("Họ và tên"), self.name, span=3, required=True)
        self.form.add("post", _("Chức danh"), self.post, span=3)
        self.roles = RoleChecks(self.touch)
        self.form.add_wide(self.roles)
        if line is None:
            self.passwords = add_new_password(self.form, span=3)
        else:
            self.name.setText(line.display_name)
            self.post.setText(line.post)
            self.roles.choose(line.roles)
        self.is_touched = False
        self.add(self.form)
        self.name.setFocus()
        Drafts(self, self.form, desk.tasks, "accounts.account", "" if line is None else str(line.id))
        self.officer.activated.connect(lambda _number: self._fill_from_officer())
        desk.tasks.run(officers_of, done=self._offer, failed=_passed_over, owner=self)

    def save(self) -> None:
        roles = self.roles.value()
        self.roles.say("" if roles else _("Chọn ít nhất một vai trò."))
        if not roles:
            next(iter(self.roles.boxes.values())).setFocus()
            return
        form = AccountForm(
            display_name=self.name.value(), post=self.post.value(), roles=roles, officer_id=self.officer.value()
        )
        if self._line is None:
            if not self._is_strong(form.display_name):
                return
            told = _("Đã thêm {name}.").format(name=form.display_name)
            self.run(add_account, form, self.passwords[0].text(), told=told)
        else:
            self.run(edit_account, self._line.id, form, told=_("Đã lưu người dùng."))

    def _is_strong(self, display_name: str) -> bool:
        """Say what is wrong with the password before a second person is asked to come."""
        try:
            check_password(self.passwords[0].text(), names=(account_name(display_name), display_name))
        except Invalid as error:
            return not self.form.show_error(error)
        return True

    def _offer(self, officers: list[OfficerCard]) -> None:
        self._officers = {officer.id: officer for officer in officers}
        nobody = (None, _("(không có trong danh sách)"))
        named = [(o.id, " – ".join(part for part in (o.full_name, o.post) if part)) for o in officers]
        self.officer.blockSignals(True)
        self.officer.fill([nobody, *named])
        self.officer.choose(self._wanted)
        self.officer.blockSignals(False)

    def _fill_from_officer(self) -> None:
        officer = self._officers.get(self.officer.value())
        if officer is not None:
            self.name.setText(officer.full_name)
            self.post.setText(officer.post)


class PasswordDialog(AccountSheet):
    """Gives somebody a new password: one who forgot it, or whose account is opened again."""

    def __init__(
        self, desk: Desk, line: AccountLine, use_case: Callable[..., Any], *, again: bool, parent: QWidget | None = None
    ) -> None:
        title = _("Mở lại tài khoản của {name}") if again else _("Đặt lại mật khẩu cho {name}")
        super().__init__(
            desk,
            title.format(name=line.display_name),
            _("Mở lại tài khoản") if again else _("Đặt lại mật khẩu"),
            parent,
            hint=_("Báo mật khẩu này cho người đó và nhắc đổi ngay khi đăng nhập. Việc này ghi vào nhật ký."),
            width=560,
        )
        self._line, self._use_case = line, use_case
        self._told = _("Đã mở lại tài khoản.") if again else _("Đã đặt lại mật khẩu.")
        self.passwords = add_new_password(self.form)
        self.add(self.form)
        self.form.focus_first()

    def save(self) -> None:
        self.run(self._use_case, self._line.id, self.passwords[0].text(), told=self._told)


def _passed_over(_error: Exception) -> None:
    """The list of officers only helps to fill in; the account can be saved without it."""
