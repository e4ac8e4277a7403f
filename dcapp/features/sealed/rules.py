"""What is sealed of a denunciation, and how the words are read without telling who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from dcapp.kernel.text import fold, nfc, words

COVER = "▒▒▒"
"""Stands where the words told who denounces."""
LEAST_REASON = 10
"""Letters that a reason has at least."""
LEAST_DIGITS = 6
"""Digits that a phone or card number has at least; a shorter one would cover years and sums."""

_WORD = re.compile(r"[^\W_]+")
_BEFORE_A_NAME = frozenset(words("ong ba anh chi co chu bac cau di em chau toi ten cu thay nguoi"))
_VILLAGE_KINDS = words("thon ap ban khom lang buon xom")
_WIDE_PLACES = frozenset(words("xa phuong huyen quan tinh thanh thi"))
"""First words of places that many people live in: they tell nothing, and the accused's office is named by them."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sealed:
    """What is sealed of a denunciation (nội dung niêm phong): who wrote it, about whom, and in which words.

    Never shown by `repr`: what a program logs must not carry it.
    """

    name: str = ""
    birth_year: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    village: str = ""
    gist: str = ""
    request: str = ""
    respondent: str = ""
    respondent_post: str = ""
    earlier: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return "Sealed(…)"

    @property
    def is_empty(self) -> bool:
        """True where nothing was written."""
        return not any(self.words().values())

    def words(self) -> dict[str, str]:
        """Its words by field, composed and trimmed."""
        return {part.name: nfc(str(getattr(self, part.name) or "")).strip() for part in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MaskedContent:
    """What a denunciation says, without who wrote it (nội dung đã che danh tính)."""

    code: str
    gist: str
    request: str
    respondent: str
    respondent_post: str
    earlier: str
    note: str

    def __repr__(self) -> str:
        return f"MaskedContent({self.code})"


def sealed_from(payload: Mapping[str, object]) -> Sealed:
    """What the vault kept, whatever an older or newer program wrote beside it."""
    return Sealed(**{part.name: str(payload.get(part.name, "")) for part in fields(Sealed)})


def masked_content(code: str, sealed: Sealed) -> MaskedContent:
    """The content with every word covered that tells who wrote it; name and post of the accused stay."""
    return MaskedContent(
        code=code,
        gist=covered(sealed.gist, sealed),
        request=covered(sealed.request, sealed),
        respondent=sealed.respondent,
        respondent_post=sealed.respondent_post,
        earlier=covered(sealed.earlier, sealed),
        note=covered(sealed.note, sealed),
    )


def covered(text: str, sealed: Sealed) -> str:
    """The text with the writer's name, address, numbers and year of birth covered, however they are written.

    The name of the accused is left as it stands, also where it shares words with the writer's.
    """
    told = nfc(text)
    if not told:
        return told
    kept = list(_phrases(told, [_folded_words(sealed.respondent)]))
    found = [*_names(told, sealed.name), *_places(told, sealed), *_numbers(told, sealed), *_year(told, sealed)]
    hidden = [span for span in found if not any(start <= span[0] and span[1] <= end for start, end in kept)]
    result, at = [], 0
    for start, end in _joined(hidden):
        result += [told[at:start], COVER]
        at = end
    return "".join([*result, told[at:]])


def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(fold(match[0]) for match in _WORD.finditer(nfc(text)))


def _phrases(text: str, phrases: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where one of the phrases stands, word by word, whatever marks, capitals and signs are between."""
    found = [(fold(match[0]), *match.span()) for match in _WORD.finditer(text)]
    spelled = [word for word, _start, _end in found]
    for phrase in phrases:
        size = len(phrase)
        for at in range(len(found) - size + 1 if size else 0):
            if tuple(spelled[at : at + size]) == phrase:
                yield found[at][1], found[at + size - 1][2]


def _names(text: str, name: str) -> Iterator[tuple[int, int]]:
    """The whole name, its last two words, and the given name after a word for a person."""
    full = _folded_words(name)
    if not full:
        return
    yield from _phrases(text, [full, full[-2:]] if len(full) > 2 else [full])
    yield from _phrases(text, [("".join(full),)] if len(full) > 1 else [])
    found = [(fold(match[0]), match) for match in _WORD.finditer(text)]
    for before, (word, match) in zip(["", *(word for word, _match in found)], found, strict=False):
        if word == full[-1] and before in _BEFORE_A_NAME:
            yield match.span()


def _places(text: str, sealed: Sealed) -> Iterator[tuple[int, int]]:
    """The address as a whole and part by part, and the village; wider places are left."""
    parts = [part for place in (sealed.address, sealed.village) for part in (place, *re.split(r"[,;–]| - ", place))]
    phrases = {_folded_words(part) for part in parts}
    villages = {phrase[1:] for phrase in phrases if phrase[:1] and phrase[0] in _VILLAGE_KINDS} - {()}
    villages |= {_folded_words(sealed.village)} - {()}
    phrases |= villages | {(kind, *village) for village in villages for kind in _VILLAGE_KINDS}
    yield from _phrases(text, (phrase for phrase in phrases if _tells_a_home(phrase)))


def _tells_a_home(phrase: tuple[str, ...]) -> bool:
    if not phrase or phrase[0] in _WIDE_PLACES:
        return False
    return len(phrase) > 1 or (len(phrase[0]) > 2 and any(sign.isdigit() for sign in phrase[0]))


def _numbers(text: str, sealed: Sealed) -> Iterator[tuple[int, int]]:
    """Phone and card numbers, whatever stands between the figures; a phone also with the prefix of the country."""
    for number, prefix in ((sealed.phone, r"(?:\+?84[\s.\-]*|0[\s.\-]*)?"), (sealed.id_number, "")):
        for one in re.split(r"[,;/]", number):
            figures = re.sub(r"\W", "", one)
            if prefix:
                figures = re.sub(r"\D", "", one)
                figures = figures.removeprefix("84") if len(figures) > 10 else figures.removeprefix("0")
            if len(figures) >= LEAST_DIGITS:
                pattern = prefix + r"[\s.\-]*".join(re.escape(figure) for figure in figures)
                yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _year(text: str, sealed: Sealed) -> Iterator[tuple[int, int]]:
    """The year of birth, where the words say that it is one."""
    year = sealed.birth_year.strip()
    if not year.isdecimal():
        return
    for match in re.finditer(rf"(?<!\d){year}(?!\d)", text):
        same_part = re.split(r"[;\n]|[.,] ", text[: match.start()])[-1]
        if {"sinh", "sn"} & set(_folded_words(same_part)[-5:]):
            yield match.span()


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
