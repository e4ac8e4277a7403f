"""The dialog in which the officer at the keyboard changes the own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dcapp.kernel.errors import Invalid, UserError, WrongPassword
from dcapp.kernel.i18n import _
from ui.kit import errors
from ui.kit.dialogs import Sheet
from ui.kit.form import Form
from ui.kit.new_password import add_new_password
from ui.kit.secret import PasswordField
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.door import Door


class ChangePassword(Sheet):
    """Lets the officer at the keyboard choose another password; the old one is asked once more."""

    def __init__(self, door: Door, tasks: Tasks, account: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Đổi mật khẩu"),
            _("Đổi mật khẩu"),
            parent,
            hint=_("Mật khẩu mới có hiệu lực ngay. Phiếu khôi phục đã in vẫn dùng được."),
            width=520,
        )
        self._door, self._tasks, self._account = door, tasks, account
        self.form = Form()
        self.old = PasswordField(_("Mật khẩu đang dùng"))
        self.form.add("old", _("Mật khẩu đang dùng"), self.old, required=True)
        self.first, self.again = add_new_password(self.form)
        self.add(self.form)
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _save(self) -> None:
        self.show_problem("")
        if not self.form.is_right(_("Ô này cần có.")):
            return
        door, account, old, new = self._door, self._account, self.old.text(), self.first.text()
        self.set_busy(True, _("Đang đổi mật khẩu…"))
        self._tasks.start(lambda: door.change_password(account, old, new), self._changed, self._refused, owner=self)

    def _changed(self, _nothing: object) -> None:
        for field in (self.old, self.first, self.again):
            field.clear()
        self.close_now()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, WrongPassword):
            self.form.show_error(Invalid(str(error), field="old"))
        elif isinstance(error, Invalid) and self.form.show_error(error):
            return
        elif isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)
