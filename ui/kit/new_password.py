"""Choosing a password: two fields on a form, typed alike."""

from __future__ import annotations

from dcapp.kernel.i18n import _
from ui.kit.form import Form
from ui.kit.secret import PasswordField


def add_new_password(form: Form, *, span: int = 6) -> tuple[PasswordField, PasswordField]:
    """Put the two fields of a new password on a form."""
    first, again = PasswordField(_("Mật khẩu mới")), PasswordField(_("Gõ lại mật khẩu"))
    form.add(
        "password",
        _("Mật khẩu mới"),
        first,
        span=span,
        required=True,
        hint=_("Từ 8 ký tự. Ghép ba bốn từ không dấu dễ nhớ là đủ dài."),
    )
    form.add("again", _("Gõ lại mật khẩu"), again, span=span, required=True, check=lambda: mismatch(first, again))
    return first, again


def mismatch(first: PasswordField, again: PasswordField) -> str | None:
    """What is wrong between the two fields, or None."""
    if first.text() == again.text():
        return None
    return _("Hai lần gõ chưa giống nhau. Gõ lại, hoặc bấm hình con mắt để xem.")
