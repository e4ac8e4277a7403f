"""Roles are given by two: somebody else at the desk confirms with the own password."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from dcapp.features.accounts.queries import AccountLine
from dcapp.features.accounts.service import SecondPerson
from dcapp.kernel.errors import Invalid, WrongPassword
from dcapp.kernel.i18n import _
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice
from ui.kit.form import Form
from ui.kit.secret import PasswordField

PASSWORD = "second_password"
MINE = frozenset({"second", PASSWORD})


class SecondPersonDialog(Sheet):
    """Asks who confirms and for that person's password; what came of it is told with `refuse` or by closing."""

    def __init__(
        self,
        approvers: Sequence[AccountLine],
        confirm: Callable[[SecondPerson], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Người thứ hai xác nhận"),
            _("Xác nhận"),
            parent,
            hint=_("Giao hoặc đổi vai trò cần thêm một người có quyền xác nhận. Mời người đó gõ mật khẩu của mình."),
            width=480,
        )
        self._confirm = confirm
        named = [(line.name, " – ".join(part for part in (line.display_name, line.post) if part)) for line in approvers]
        self.who = Choice(named)
        self.password = PasswordField(_("Mật khẩu của người xác nhận"))
        self.form = Form()
        self.form.add("second", _("Người xác nhận"), self.who)
        self.form.add(PASSWORD, _("Mật khẩu của người xác nhận"), self.password, required=True)
        self.add(self.form)
        self.agreed.connect(self._agree)
        self.password.setFocus()

    def refuse(self, error: Exception) -> bool:
        """Show what is wrong with the confirmation; False where it is about something else."""
        self.set_busy(False)
        if isinstance(error, WrongPassword):
            self.password.clear()
            return self.form.show_error(Invalid(str(error), field=PASSWORD))
        return isinstance(error, Invalid) and error.field in MINE and self.form.show_error(error)

    def done(self, result: int) -> None:
        self.password.clear()
        super().done(result)

    def _agree(self) -> None:
        if self.form.is_right(_("Ô này cần có.")):
            self.set_busy(True, _("Đang xác nhận…"))
            self._confirm(SecondPerson(account=self.who.value(), password=self.password.text()))
