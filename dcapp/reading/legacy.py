"""Letters of the years before Unicode: TCVN3 (ABC) and VNI-Windows, told by their fonts or by their syllables.

Such text lives in files as letters of Western Europe. Facts of the tables: TCVN 5712:1993 VN3 and VNI-Windows.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from dcapp.kernel.i18n import N_
from dcapp.kernel.text import nfc
from dcapp.reading.syllables import is_syllable


class Letters(StrEnum):
    """How the Vietnamese letters of a text are written."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


NOTES = {
    Letters.TCVN3: N_("Chữ TCVN3 (ABC) đã đổi sang Unicode."),
    Letters.VNI: N_("Chữ VNI-Windows đã đổi sang Unicode."),
}

# Pairs of byte and letter. AD is U+00AD, the soft hyphen, which many programs drop without a word.
_TCVN3_PAIRS = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ "
    "B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ "
    "CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị "
    "DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ "
    "EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_FROM_TCVN3 = {int(pair[:2], 16): pair[2:] for pair in nfc(_TCVN3_PAIRS).split()}
_TO_TCVN3 = {ord(letter): chr(code) for code, letter in _FROM_TCVN3.items()}
_SMALL_IN_TCVN3 = {letter: chr(code) for code, letter in _FROM_TCVN3.items() if letter.islower()}
_TO_TCVN3 = {ord(letter.upper()): sign for letter, sign in _SMALL_IN_TCVN3.items()} | _TO_TCVN3

_TONE_MARKS = ("\u0301ù", "\u0300ø", "\u0309û", "\u0303õ", "\u0323ï")
_HAT_MARKS = ("\u0302â", "\u0302\u0301á", "\u0302\u0300à", "\u0302\u0309å", "\u0302\u0303ã", "\u0302\u0323ä")
_BREVE_MARKS = ("\u0306ê", "\u0306\u0301é", "\u0306\u0300è", "\u0306\u0309ú", "\u0306\u0303ü", "\u0306\u0323ë")
_VNI_BASES = (
    ("a", (*_TONE_MARKS, *_HAT_MARKS, *_BREVE_MARKS)),
    ("e", (*_TONE_MARKS, *_HAT_MARKS)),
    ("o", (*_TONE_MARKS, *_HAT_MARKS)),
    ("u", _TONE_MARKS),
    ("y", _TONE_MARKS[:4]),
    ("ôơ", _TONE_MARKS),
    ("öư", _TONE_MARKS),
)
_VNI_SINGLES = ("íí", "ìì", "æỉ", "óĩ", "òị", "ôơ", "öư", "îỵ", "ñđ")


def _vni_letters() -> dict[str, str]:
    """VNI sign or pair of signs → letter; a mark may be small after a capital (“Uûy ban”)."""
    found = {pair[0]: pair[1] for pair in _VNI_SINGLES}
    found |= {pair[0].upper(): pair[1].upper() for pair in _VNI_SINGLES}
    for base, marks in _VNI_BASES:
        for mark in marks:
            letter = nfc(base[-1] + mark[:-1])
            for drawn, meant in ((base[0], letter), (base[0].upper(), letter.upper())):
                found[drawn + mark[-1]] = meant
                found[drawn + mark[-1].upper()] = meant
    return found


_FROM_VNI = _vni_letters()
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
_TO_VNI = {
    ord(letter): sign
    for sign, letter in sorted(_FROM_VNI.items())
    if len(sign) == 1 or sign.isupper() or sign.islower()
}

_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u2027\u2030-\u205e]+")
_UNIT = re.compile(r"[µ°][A-Za-z]{0,3}$")
_BEYOND_LATIN1 = re.compile(r"[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_SHORT = 3
_SEGMENT = re.compile(r"[^\n\t]+?(?=\s{3,}|[\n\t]|$)")
_NAMED_COMMITTEE = re.compile(r"\bủy ban(?= (?:nhân dân|Mặt trận|MTTQ|Kiểm tra|Thường vụ)\b)")


def decode_tcvn3(text: str) -> str:
    """TCVN3 signs as the letters they stand for; other signs stay."""
    return text.translate(_FROM_TCVN3)


def encode_tcvn3(text: str) -> str:
    """Letters as TCVN3 signs; capitals with a tone become small ones, as there only the font draws them large."""
    return nfc(text).translate(_TO_TCVN3)


def decode_vni(text: str) -> str:
    """VNI-Windows signs as the letters they stand for; other signs stay."""
    return _VNI_SIGN.sub(lambda found: _FROM_VNI[found[0]], text)


def encode_vni(text: str) -> str:
    """Letters as VNI-Windows signs."""
    return nfc(text).translate(_TO_VNI)


def decode(text: str, letters: Letters) -> str:
    """The text in Unicode."""
    if letters is Letters.TCVN3:
        return decode_tcvn3(text)
    return decode_vni(text) if letters is Letters.VNI else text


def letters_of_font(name: str) -> tuple[Letters, bool]:
    """How a font's letters are written, and whether it draws them all as capitals (.VnTimeH)."""
    plain = name.rsplit("+", 1)[-1].strip().split(",")[0].lower()
    if plain.startswith(".vn"):
        return Letters.TCVN3, bool(re.search(r"h(?:-?(?:bold|italic|oblique))*$", plain.replace(" ", "")))
    return (Letters.VNI, False) if re.match(r"vni[- ]", plain) else (Letters.UNICODE, False)


def recognised(text: str) -> Letters:
    """How the letters of a text are written, judged by which reading makes Vietnamese syllables.

    Text with a letter that only Unicode has is never doubted; a word that is Vietnamese as it stands speaks against.
    """
    if text.isascii() or _BEYOND_LATIN1.search(text):
        return Letters.UNICODE
    words = [word for word in _WORD.findall(text) if _speaks(word)]
    if not words:
        return Letters.UNICODE
    needed = 1.0 if len(words) <= _SHORT else 0.8
    as_it_stands = _share(words, Letters.UNICODE)
    best = max((Letters.TCVN3, Letters.VNI), key=lambda letters: _share(words, letters))
    share = _share(words, best)
    return best if share >= needed and share > as_it_stands + 0.1 else Letters.UNICODE


def cleaned(text: str) -> str:
    """One cell of a foreign sheet in Unicode NFC; text that is valid as it stands keeps its letters."""
    return text if text.isascii() else nfc(decode(text, recognised(text)))


def capitals_restored(text: str) -> str:
    """Capitals that TCVN3 has no sign for, in words that are otherwise written large ("KÕ HO¹CH" is "KẾ HOẠCH")."""
    return _NAMED_COMMITTEE.sub("Ủy ban", _SEGMENT.sub(lambda found: _enlarged(found[0]), text))


def _enlarged(segment: str) -> str:
    plain = [letter for letter in segment if letter.isascii() and letter.isalpha()]
    if len(plain) < _SHORT or not any(letter.isupper() for letter in plain):
        return segment
    if all(letter.isupper() for letter in plain) and not any(sign.isdigit() for sign in segment):
        return segment.upper()
    words = segment.split(" ")
    large = [_is_large(word) for word in words]
    return " ".join(
        word.upper() if here or (word[:1].isupper() and _ascii_large(word) and (before or after)) else word
        for word, here, before, after in zip(words, large, [False, *large[:-1]], [*large[1:], False], strict=True)
    )


def _ascii_large(word: str) -> bool:
    return all(letter.isupper() for letter in word if letter.isascii() and letter.isalpha())


def _is_large(word: str) -> bool:
    plain = sum(letter.isascii() and letter.isalpha() for letter in word)
    return plain > 1 and _ascii_large(word) and any(letter.islower() for letter in word)


def is_decomposed(text: str) -> bool:
    """True where tones or hats stand apart from their letters (macOS, “Unicode tổ hợp”)."""
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)


def share_of_syllables(text: str) -> float:
    """Share of the words with marks that can be Vietnamese, 0 to 1; 1 where no word has marks."""
    words = [word for word in _WORD.findall(text) if _speaks(word)]
    return _share(words, Letters.UNICODE) if words else 1.0


def _speaks(word: str) -> bool:
    if word.isascii() or _UNIT.match(word):
        return False
    return len(word) > 1 or word.isalpha()


def _share(words: list[str], letters: Letters) -> float:
    return sum(_is_word(word, letters) for word in words) / len(words)


@lru_cache(maxsize=8192)
def _is_word(word: str, letters: Letters) -> bool:
    return is_syllable(nfc(decode(word, letters)))
