"""Which passwords are refused, and what is worth a hint while one is typed."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold

SHORTEST = 8
LONGEST = 256
DIGITS_ENOUGH = 12  # a date of birth or a telephone number is shorter
COMMON = Path(__file__).parents[3] / "resources" / "rules" / "passwords.toml"
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgb")


def password_bytes(password: str) -> bytes:
    """What goes into the key derivation: NFC, so that two ways of typing ễ are one password."""
    return unicodedata.normalize("NFC", password).encode()


def check_password(password: str, *, names: tuple[str, ...] = ()) -> None:
    """Refuse a password that is short, common or a name of its owner: Invalid with what to do."""
    if len(password) < SHORTEST:
        raise _refused(_("Mật khẩu cần ít nhất {count} ký tự. Ghép ba bốn từ dễ nhớ là đủ dài.").format(count=SHORTEST))
    if len(password) > LONGEST:
        raise _refused(_("Mật khẩu dài quá {count} ký tự. Rút ngắn lại.").format(count=LONGEST))
    if password.isdigit() and len(password) < DIGITS_ENOUGH:
        raise _refused(_("Mật khẩu chỉ có chữ số dễ bị đoán. Thêm vài chữ cái."))
    plain = _letters(password)
    if len(set(plain)) < 4 or _is_run(plain):
        raise _refused(_("Mật khẩu lặp lại hoặc theo thứ tự bàn phím nên dễ bị đoán. Ghép vài từ không liên quan."))
    stem = plain.rstrip("0123456789")
    if plain in _common() or (stem and stem in _common()):
        raise _refused(_("Mật khẩu này nhiều người dùng nên dễ bị đoán. Ghép vài từ không liên quan."))
    if stem and any(stem == _letters(name).rstrip("0123456789") for name in names):
        raise _refused(_("Mật khẩu trùng tên tài khoản hoặc họ tên nên dễ bị đoán. Chọn cách ghép khác."))


def password_hint(password: str) -> str:
    """A warning that does not refuse, or ''."""
    if password and not password.isascii():
        return _("Mật khẩu đang có chữ có dấu. Kiểm tra Unikey: bấm Ctrl+Shift (hoặc Alt+Z) về chữ E rồi gõ lại.")
    return ""


def _refused(message: str) -> Invalid:
    return Invalid(message, field="password")


def _is_run(plain: str) -> bool:
    parts = re.findall(r"[a-z]+|[0-9]+", plain)
    return all(any(part in row or part in row[::-1] for row in _ROWS) for part in parts)


@lru_cache
def _common() -> frozenset[str]:
    words = tomllib.loads(COMMON.read_text(encoding="utf-8"))["common"]
    return frozenset(_letters(word) for word in words)


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())
