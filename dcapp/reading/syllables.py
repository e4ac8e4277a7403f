"""What a Vietnamese syllable can look like; it tells the right reading of doubtful letters from the wrong one."""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_TONES = {"\u0301", "\u0323"}

_ONSET_TABLE = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ONSETS = ("", *_ONSET_TABLE.split())
_RHYME_TABLE = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay
oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uơ
uy uya uych uynh uyn uyt uyp uyu uyên uyêt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_RHYMES = frozenset(_RHYME_TABLE.split())
_STOPPED = re.compile(r"(?:c|ch|p|t)$")


def is_syllable(word: str) -> bool:
    """True where the word could be Vietnamese: a beginning, a rhyme and at most one tone that fit together."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in spread if sign in TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(sign for sign in spread if sign not in TONES))
    openings = [part for part in _ONSETS if plain.startswith(part)]
    return any(_rhyme_fits(plain[len(part) :], tones) for part in openings)


def _rhyme_fits(rhyme: str, tones: list[str]) -> bool:
    if rhyme not in _RHYMES:
        return False
    return not _STOPPED.search(rhyme) or (bool(tones) and tones[0] in _SHARP_TONES)
