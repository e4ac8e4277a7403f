"""Which passwords are refused."""

from __future__ import annotations

import pytest

from dcapp.db.keys import passwords
from dcapp.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("ngắn7kt", "ít nhất 8"),
        ("x" * 300, "dài quá"),
        ("01011990", "chỉ có chữ số"),
        ("12345678", "chỉ có chữ số"),
        ("aaaaaaaaaa", "lặp lại"),
        ("abababab", "lặp lại"),
        ("abcdefgh", "bàn phím"),
        ("qwertyuiop", "bàn phím"),
        ("abcd1234", "bàn phím"),
        ("1234qwer", "bàn phím"),
        ("Password123", "nhiều người dùng"),
        ("matkhau2024", "nhiều người dùng"),
        ("Mật khẩu 1", "nhiều người dùng"),
        ("UBND@2023", "nhiều người dùng"),
        ("sodanchu1", "nhiều người dùng"),
        ("nguyenthihang", "trùng tên"),
        ("Nguyễn Thị Hằng", "trùng tên"),
        ("hangnt.xa2024", "trùng tên"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password, word):
    with pytest.raises(Invalid, match=word) as caught:
        passwords.check_password(password, names=("hangnt.xa", "Nguyễn Thị Hằng"))
    assert caught.value.field == "password"


@pytest.mark.parametrize("password", ["bốn mùa hoa ban", "trau-den-an-co", "T5kp!wq9", "giếng làng 1987", "cam123lua"])
def test_a_fair_password_is_taken(password):
    passwords.check_password(password, names=("hang", "Nguyễn Thị Hằng"))


def test_marks_in_a_password_are_hinted_at_but_not_refused():
    assert "Unikey" in passwords.password_hint("mâ")
    assert passwords.password_hint("ma") == ""
    assert passwords.password_hint("") == ""
