"""Vietnamese text: one spelling, one folded form to search with, one order to sort by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u2032\u00b4`\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_UNIFIED = (
    dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _SINGLE_QUOTES), "'")
    | dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"')
    | {0x111: "d", 0xF0: "d"}  # đ has no mark to drop; ð is what old files hold in its place
)

# The letters that Vietnamese counts apart, as (base letter, combining mark), in the order of the alphabet.
_LETTER_MARKS = {
    ("a", "\u0306"): "a2",
    ("a", "\u0302"): "a3",
    ("e", "\u0302"): "e2",
    ("o", "\u0302"): "o2",
    ("o", "\u031b"): "o3",
    ("u", "\u031b"): "u2",
}
# Tones in dictionary order: ngang (no mark), huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORD = re.compile(r"[^\W_]+")
_SORT_WORD = re.compile(r"\d+|[^\W\d_]+")
_SORT_PHRASE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def nfc(text: str) -> str:
    """The text in the one spelling that is stored (Unicode NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _folded_character(character: str) -> str:
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFD", character).casefold())
    kept = []
    for sign in spread:
        category = unicodedata.category(sign)
        if category in ("Mn", "Cf"):
            continue
        kept.append(" " if category in ("Zs", "Zl", "Zp", "Cc") else _UNIFIED.get(ord(sign), sign))
    return "".join(kept)


class _FoldTable(dict[int, str]):
    """A table for `str.translate` that works out a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded_character(chr(code))
        return folded


_fold_table = _FoldTable({code: _folded_character(chr(code)) for code in range(0x20, 0x250)})


def fold(text: str) -> str:
    """The form that searching compares: no marks, đ as d, lower case, single spaces ("Hòa", "HOÀ" → "hoa")."""
    return " ".join(text.translate(_fold_table).split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, without punctuation ("Thôn Hòa-Bình, số 5" → thon hoa binh so 5)."""
    return tuple(_WORD.findall(fold(text)))


def _number_key(digits: str) -> str:
    """A run of digits that sorts by its value ("2" before "10"); its first figure is never 0."""
    value = digits.lstrip("0")[:999]
    size = len(value) + 1
    return f"{size}{value}" if size < 9 else f"9{size:04d}{value}"


@lru_cache(maxsize=4096)
def _word_key(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    last = ""
    for sign in word:
        if sign in _TONES:
            tones.append(_TONES[sign])
        elif sign == "đ":
            letters.append("d2")
        elif "a" <= sign <= "z":
            letters.append(sign + "1")
        elif (last, sign) in _LETTER_MARKS:
            letters[-1] = _LETTER_MARKS[last, sign]
        elif unicodedata.category(sign) in ("Mn", "Mc", "Me"):
            continue
        else:
            letters.append(f"z9{ord(sign):06x}")
        if "a" <= sign <= "z":
            last = sign
    return "".join(letters) + "0" + "".join(tones) + "0"


def _split_for_sorting(text: str) -> list[str]:
    """Lower-case words in NFD; an apostrophe inside a name (H'Hen) does not part it."""
    plain = unicodedata.normalize("NFC", text).casefold()
    plain = plain.translate(dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"))
    return [found.replace("'", "") for found in _SORT_PHRASE.findall(plain)]


def _phrase_key(parts: list[str]) -> str:
    keys = []
    for part in parts:
        for piece in _SORT_WORD.findall(part):
            if piece.isdecimal():
                keys.append(_number_key("".join(str(unicodedata.decimal(figure)) for figure in piece)))
            else:
                keys.append(_word_key(unicodedata.normalize("NFD", piece)))
    return "".join(keys)


def sort_key(text: str) -> str:
    """The text as a plain string of a–z and 0–9 whose byte order is Vietnamese dictionary order.

    Words are compared one after another: first by letters (a ă â b c d đ e ê …), then by tone (ngang,
    huyền, hỏi, ngã, sắc, nặng). Figures sort by value and before letters. Case and punctuation do not
    count, "hòa" equals "hoà". Stored in a column beside the text (PostgreSQL: collation "C").
    """
    return _phrase_key(_split_for_sorting(text))


def name_sort_key(full_name: str) -> str:
    """The sort key of a person: given name, then family name, then middle names; a note in (…) comes last."""
    name, _bracket, note = full_name.partition("(")
    parts = _split_for_sorting(name)
    ordered = [*parts[-1:], *parts[:-1]]
    return _phrase_key([*ordered, *_split_for_sorting(note)])


def initials(full_name: str) -> str:
    """The first letters of a name without tones: "Đỗ Thị Ánh" → "ĐTA"."""
    letters = []
    for part in full_name.partition("(")[0].split():
        first = next((sign for sign in nfc(part) if sign.isalpha()), "")
        base = unicodedata.normalize("NFD", first)
        kept = base[:1] + "".join(mark for mark in base[1:] if mark not in _TONES)
        letters.append(unicodedata.normalize("NFC", kept).upper())
    return "".join(letters)
