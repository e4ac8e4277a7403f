"""A lost password is replaced with the printed recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dcapp.db.keys.recovery import parsed
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from ui.kit import errors
from ui.kit.dialogs import Sheet
from ui.kit.fields import TextArea
from ui.kit.form import Form
from ui.kit.labels import label
from ui.kit.new_password import add_new_password
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.door import AccountCard, Door


class RecoveryDialog(Sheet):
    """Opens the office with the printed code and gives the account a new password."""

    recovered = Signal(object, str)  # Keys, account

    def __init__(self, door: Door, tasks: Tasks, card: AccountCard, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Quên mật khẩu"),
            _("Đặt mật khẩu mới"),
            parent,
            hint=_("Lấy phiếu khôi phục Chủ tịch đang giữ. Gõ mã trên phiếu, chữ to hay nhỏ và dấu cách đều được."),
            width=560,
        )
        self._door, self._tasks, self._account = door, tasks, card.name
        self.form = Form()
        who = " – ".join(part for part in (card.display_name, card.post) if part)
        self.form.add_wide(label(_("Đặt lại mật khẩu cho {name}").format(name=who), "strong", wrap=True))
        self.code = TextArea(rows=3)
        self.form.add("code", _("Mã khôi phục"), self.code, required=True, check=self._code_problem)
        self.first, self.again = add_new_password(self.form)
        self.add(self.form)
        self.agreed.connect(self._recover)
        self.form.focus_first()

    def _code_problem(self) -> str | None:
        try:
            parsed(self.code.value())
        except Invalid as error:
            return str(error)
        return None

    def _recover(self) -> None:
        self.show_problem("")
        if not self.form.is_right(_("Ô này cần có.")):
            return
        door, account, new = self._door, self._account, self.first.text()
        code = parsed(self.code.value())
        self.set_busy(True, _("Đang mở bằng mã khôi phục…"))
        self._tasks.start(lambda: door.recover(code, account, new), self._done, self._refused, owner=self)

    def _done(self, keys: object) -> None:
        account = self._account
        self.recovered.emit(keys, account)
        self.close_now()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)
