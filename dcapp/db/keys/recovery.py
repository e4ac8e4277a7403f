"""The recovery code on paper: an age identity, printed in groups, typed back by tired people.

The code is `AGE-SECRET-KEY-1` and 58 letters (Bech32: 52 of the key, 6 of a checksum). On paper stand the
58 letters in groups; what is typed may have small letters, spaces, dashes, O for 0, or the beginning left out.
"""

from __future__ import annotations

import hmac
import random
from collections.abc import Iterator
from itertools import pairwise

from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _

PREFIX = "AGE-SECRET-KEY-1"
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
LENGTH = 58
GROUP = 5

_FOUND_AS = str.maketrans({"O": "0", "I": "L", "1": "L", "B": "8"})  # none of O I 1 B occurs in Bech32
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_HUMAN_PART = PREFIX[:-1].lower()


def new_code() -> str:
    """A fresh recovery code."""
    import pyrage

    return str(pyrage.x25519.Identity.generate())


def recipient_of(code: str) -> str:
    """The public half (age1…), to which data keys and backups are encrypted."""
    import pyrage

    return str(pyrage.x25519.Identity.from_str(code).to_public())


def grouped(code: str) -> list[str]:
    """The 58 letters as they stand on the sheet: eleven groups of five and one of three."""
    letters = _letters(code)
    return [letters[at : at + GROUP] for at in range(0, len(letters), GROUP)]


def asked_groups(code: str, rng: random.Random | None = None) -> tuple[int, int]:
    """Two different full groups (0-based) that the officer types back to show that the sheet was kept."""
    full = [index for index, group in enumerate(grouped(code)) if len(group) == GROUP]
    first, second = sorted((rng or random.SystemRandom()).sample(full, 2))
    return first, second


def check_group(code: str, index: int, typed: str) -> bool:
    """True where the typed group is the one on the sheet."""
    return hmac.compare_digest(grouped(code)[index].encode(), _letters(typed).encode())


def parsed(typed: str) -> str:
    """The code as age writes it; Invalid names the group with the wrong letter where it can be known."""
    letters = _letters(typed)
    for at, letter in enumerate(letters):
        if letter not in LETTERS:
            raise _refused(
                _("Nhóm {group} có ký tự “{letter}” không dùng trong mã khôi phục. So lại nhóm đó với tờ giấy.").format(
                    group=at // GROUP + 1, letter=letter
                )
            )
    if len(letters) != LENGTH:
        raise _refused(
            _("Mã khôi phục có {wanted} ký tự, đã gõ {typed}. Mỗi nhóm có 5 ký tự, nhóm cuối có 3.").format(
                wanted=LENGTH, typed=len(letters)
            )
        )
    values = [LETTERS.index(letter) for letter in letters]
    if not _holds(values):
        raise _refused(_where_wrong(values))
    return PREFIX + letters


def _letters(typed: str) -> str:
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    beginning = PREFIX.replace("-", "")
    return letters.removeprefix(beginning).translate(_FOUND_AS)


def _refused(message: str) -> Invalid:
    return Invalid(message, field="recovery_code")


def _holds(values: list[int]) -> bool:
    return _remainder(values) == 1


def _remainder(values: list[int]) -> int:
    human = [ord(letter) >> 5 for letter in _HUMAN_PART] + [0] + [ord(letter) & 31 for letter in _HUMAN_PART]
    remainder = 1
    for value in (*human, *values):
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            if top >> bit & 1:
                remainder ^= generator
    return remainder


def _where_wrong(values: list[int]) -> str:
    """One wrong letter, or two neighbours swapped, can be found; more cannot, and that is said."""
    groups = {at // GROUP + 1 for at in _mistakes(values)}
    if len(groups) == 1:
        return _("Nhóm {group} có ký tự chưa đúng. So lại nhóm đó với tờ giấy.").format(group=groups.pop())
    return _("Mã khôi phục chưa đúng ở nhiều chỗ nên không chỉ ra được nhóm nào. So lại từng nhóm với tờ giấy.")


def _mistakes(values: list[int]) -> Iterator[int]:
    for at, value in enumerate(values):
        for other in range(len(LETTERS)):
            if other != value and _holds([*values[:at], other, *values[at + 1 :]]):
                yield at
    for at, (left, right) in enumerate(pairwise(values)):
        if left != right and _holds([*values[:at], right, left, *values[at + 2 :]]):
            yield at
