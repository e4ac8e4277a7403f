"""Mở niêm phong: the reason, the own password, and a second person where the office asks for one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dcapp.features.accounts.service import SecondPerson
from dcapp.features.sealed.viewing import Opening, SealedView
from dcapp.kernel.errors import Invalid, UserError, WrongPassword
from dcapp.kernel.i18n import N_, _
from ui.kit import errors
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextArea
from ui.kit.form import Form
from ui.kit.labels import label
from ui.kit.secret import PasswordField

REASONS = (
    N_("Xác minh nội dung tố cáo"),
    N_("Làm việc với người tố cáo"),
    N_("Gửi thông báo cho người tố cáo"),
    N_("Bảo vệ người tố cáo"),
    N_("Phân công xử lý"),
    N_("Lý do khác"),
)
OWN, SECOND = "password", "second_password"


class RevealDialog(Sheet):
    """Asks what an opening needs; `open_it` is given the answers, and tells a refusal with `refuse`."""

    def __init__(
        self, view: SealedView, open_it: Callable[[Opening], object], parent: QWidget | None = None, *, verb: str = ""
    ) -> None:
        told = verb or _("Mở trong {minutes} phút").format(minutes=view.minutes)
        hint = _("{code}: mỗi lần mở, mỗi lần in đều ghi tên, giờ và lý do.").format(code=view.code)
        super().__init__(_("Mở niêm phong danh tính?"), told, parent, hint=hint, width=560)
        self.cancel.setText(_("Để niêm phong"))
        self._open_it = open_it
        self.reason, self.words = Choice([(one, _(one)) for one in REASONS]), TextArea(rows=2)
        self.password = PasswordField(_("Mật khẩu của mình"))
        self.form = Form()
        self.form.add("kind", _("Lý do"), self.reason, required=True)
        self.form.add("reason", _("Ghi rõ hơn"), self.words, required=True)
        self.form.add(OWN, _("Mật khẩu của mình"), self.password, required=True)
        self.who: Choice | None = None
        self.second = PasswordField(_("Mật khẩu của người xác nhận"))
        if view.confirmers:
            self.who = Choice([(one.name, one.display_name) for one in view.confirmers])
            self.form.add("second", _("Người xác nhận"), self.who, required=True)
            self.form.add(SECOND, _("Mật khẩu của người xác nhận"), self.second, required=True)
        self.add(self.form)
        ends = _("Tự niêm phong lại sau {minutes} phút, khi rời trang hoặc khi khóa màn hình.")
        self.add(label(ends.format(minutes=view.minutes), "hint", wrap=True))
        self.form.changed.connect(lambda: self.show_problem(""))
        self.agreed.connect(self._agree)
        self.form.focus_first()

    def refuse(self, error: Exception) -> None:
        """Show why it stays sealed; a wrong password empties its field."""
        self.set_busy(False)
        if isinstance(error, WrongPassword):
            self.password.clear()
            self.second.clear()
            self.form.show_error(Invalid(str(error), field=OWN))
        elif isinstance(error, Invalid) and self.form.show_error(error):
            return
        elif isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)

    def done(self, result: int) -> None:
        self.password.clear()
        self.second.clear()
        self.words.clear()
        super().done(result)

    def _agree(self) -> None:
        self.form.clear_problems()
        if not self.form.is_right(_("Ô này cần có.")):
            return
        second = None
        if self.who is not None:
            second = SecondPerson(account=self.who.value(), password=self.second.text())
        reason = f"{_(self.reason.value())}: {self.words.value()}"
        if sum(letter.isalpha() for letter in self.words.value()) < 10:
            self.refuse(Invalid(_("Ghi rõ hơn, ít nhất 10 chữ cái."), field="reason"))
            return
        self.set_busy(True, _("Đang mở…"))
        self._open_it(Opening(reason=reason, password=self.password.text(), second=second))
