"""Numbers of identity papers and the text of the citizen's card: read and checked with words, never refused.

The number of twelve figures (số định danh cá nhân): province or country of birth, century with sex, two figures of the
year of birth, six others (Thông tư 07/2016/TT-BCA article 7; Thông tư 59/2021/TT-BCA article 4; read in public copies).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold, nfc

_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 "
    "034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 "
    "067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)
PROVINCES = frozenset(_PROVINCES.split())
"""Codes of the 63 provinces as numbers were given (Phụ lục 1 Thông tư 07/2016/TT-BCA); from 100 on countries."""
FIRST_COUNTRY = 100
OLD_CARD_UNTIL = date(2024, 12, 31)
"""Last day of the identity card of nine figures (V3: several reports of the law of 2023; cần kiểm tra)."""
OLD_CARD_CITATION = "khoản 2 Điều 46 Luật Căn cước 26/2023/QH15"
MALE, FEMALE = "male", "female"
LONGEST_CARD = 2000
"""More letters than any card's text has: what is longer was not scanned from a card."""

_BLANKS = re.compile(r"[\s.\-]+")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,8}")
_CARD_DAY = re.compile(r"[0-9]{8}")
_SEXES = {"nam": MALE, "nu": FEMALE}
_MOVED_PREFIXES = {
    **{f"016{last}": f"03{last}" for last in "23456789"},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
"""Mobile numbers of eleven figures became ones of ten in 2018."""


class IdKind(StrEnum):
    """What kind of number it looks like; the values are those of the papers that the people slice knows."""

    NONE = ""
    CARD = "card"
    OLD_CARD = "old_card"
    PASSPORT = "passport"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """What the code on a citizen's card says; a field that it lacks, or that is damaged, is empty.

    `sex` is "male", "female" or "".
    """

    number: str
    old_number: str
    name: str
    birth_date: date | None
    sex: str
    address: str
    issued_on: date | None


def plain_number(number: str) -> str:
    """The number as it is compared: no blanks, dots or dashes, plain figures, capital letters."""
    return unicodedata.normalize("NFKC", _BLANKS.sub("", unicodedata.normalize("NFKC", number)).upper())


def id_kind(number: str) -> IdKind:
    """What kind of number it looks like by its shape alone."""
    plain = plain_number(number)
    if not plain:
        return IdKind.NONE
    if _all_figures(plain):
        return {12: IdKind.CARD, 9: IdKind.OLD_CARD}.get(len(plain), IdKind.OTHER)
    return IdKind.PASSPORT if _PASSPORT.fullmatch(plain) else IdKind.OTHER


def id_warnings(
    number: str, *, birth_year: int | None = None, birth_date: date | None = None, sex: str = "", today: date
) -> tuple[str, ...]:
    """What looks wrong with a number beside what is known of the person; empty where nothing does.

    `sex` is "male", "female" or "". They are hints: a number is what the citizen says it is.
    """
    plain = plain_number(number)
    match id_kind(number):
        case IdKind.CARD:
            born = birth_date.year if birth_date is not None else birth_year
            return tuple(_card_warnings(plain, born, sex, today))
        case IdKind.OLD_CARD if today > OLD_CARD_UNTIL:
            message = _("Chứng minh nhân dân 9 số không còn giá trị sử dụng sau ngày {day} ({citation}).")
            return (message.format(day=vn_date(OLD_CARD_UNTIL), citation=OLD_CARD_CITATION),)
        case IdKind.OTHER if _all_figures(plain):
            message = _("Số căn cước có 12 chữ số, chứng minh nhân dân có 9; số này có {count}.")
            return (message.format(count=len(plain)),)
        case IdKind.OTHER:
            return (_("Số giấy tờ không giống số căn cước, chứng minh nhân dân hay hộ chiếu."),)
        case _:
            return ()


def _card_warnings(plain: str, born: int | None, sex: str, today: date) -> list[str]:
    found: list[str] = []
    code, century = plain[:3], int(plain[3])
    if int(code) < FIRST_COUNTRY and code not in PROVINCES:
        found.append(_("Ba số đầu {code} không phải mã tỉnh, thành phố đã dùng để cấp số.").format(code=code))
    year = 1900 + 100 * (century // 2) + int(plain[4:6])
    if year > today.year:
        found.append(_("Theo số này, năm sinh là {year}, chưa đến.").format(year=year))
    elif born is not None and born != year:
        message = _("Theo số này, năm sinh là {year}; ô năm sinh ghi {born}.")
        found.append(message.format(year=year, born=born))
    if sex in (MALE, FEMALE) and (century % 2 == 1) != (sex == FEMALE):
        found.append(
            _("Theo số này, người mang số là nữ; ô giới tính ghi nam.")
            if sex == MALE
            else _("Theo số này, người mang số là nam; ô giới tính ghi nữ.")
        )
    return found


def _all_figures(text: str) -> bool:
    return text.isascii() and text.isdigit()


def read_card(text: str) -> CitizenCard | None:
    """The card behind the text of its code: number|old number|name|ddmmyyyy|sex|address|ddmmyyyy.

    Missing last fields are empty, more fields than these (newer cards) are passed over. None for any other text.
    """
    plain = nfc(text).strip("\ufeff\u200b\x00 \t\r\n")
    if "|" not in plain or len(plain) > LONGEST_CARD or len(plain.splitlines()) != 1:
        return None
    fields = [" ".join(field.replace("\ufeff", "").split()) for field in plain.split("|")]
    number, old_number, name, born, sex, address, issued = (*fields, *("",) * 7)[:7]
    if not (_all_figures(number) and len(number) == 12) or not _is_name(name):
        return None
    return CitizenCard(
        number=number,
        old_number=old_number if _all_figures(old_number) else "",
        name=_as_written(name),
        birth_date=_card_day(born),
        sex=_SEXES.get(fold(sex), ""),
        address=address,
        issued_on=_card_day(issued),
    )


def _is_name(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not any(letter.isdigit() for letter in text)


def _as_written(name: str) -> str:
    """A name in capitals as names are written: "NGUYỄN THỊ ÁI" → "Nguyễn Thị Ái"; a mixed one stays."""
    if name != name.upper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def _card_day(text: str) -> date | None:
    if not _CARD_DAY.fullmatch(text) or not text.isascii():
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def phone_key(phone: str) -> str:
    """A telephone number as it is compared, never as it is shown: figures only, +84 as 0, old mobile numbers as new."""
    plain = unicodedata.normalize("NFKC", phone)
    figures = "".join(sign for sign in plain if sign in "0123456789")
    if plain.strip().startswith("+84") or figures.startswith("0084"):
        figures = figures.removeprefix("00").removeprefix("84").removeprefix("0")
        figures = f"0{figures}" if figures else ""
    elif len(figures) == 11 and figures.startswith("84"):
        figures = f"0{figures[2:]}"
    if len(figures) == 11 and (moved := _MOVED_PREFIXES.get(figures[:4])):
        return moved + figures[4:]
    return figures
