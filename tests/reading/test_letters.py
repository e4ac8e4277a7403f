"""Text of every encoding that an office still meets reads the same, and what was converted is said."""

from __future__ import annotations

import contextlib
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dcapp.kernel.errors import UserError
from dcapp.reading.legacy import Letters, decode_tcvn3, decode_vni, encode_tcvn3, encode_vni, recognised
from dcapp.reading.plain import decoded, read_plain
from dcapp.reading.reader import read_paper
from dcapp.reading.result import to_json

SMALL = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbcdghklmnpqrstvx"
PLAIN_QUOTES = str.maketrans("“”–", '""-')
VOCABULARY = """
kế hoạch thực hiện quy chế dân chủ ở cơ sở công tác dân vận chính quyền phường ngõ đường nghĩa vụ
nguyễn thị ánh tuyết kiểm điểm người cao tuổi ý kiến cử tri ủy ban nhân dân xã
"""
WORDS = st.sampled_from(sorted(set(VOCABULARY.split())))


def paper(papers, name="thong-bao-ket-luan"):
    return (papers / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_unicode_reads_the_same(papers, name, form):
    text = paper(papers)
    again = read_paper(read_plain(unicodedata.normalize(form, text).encode(name)))
    assert to_json(again) == to_json(read_paper(read_plain(text.encode())))
    assert bool(again.encoding_note) == (form == "NFD" or name.startswith("utf-16"))


@pytest.mark.parametrize(("encode", "note"), [(encode_tcvn3, "TCVN3"), (encode_vni, "VNI")])
@pytest.mark.parametrize("as_unicode", [True, False])
def test_tcvn3_and_vni_read_the_same(papers, encode, note, as_unicode):
    for file in sorted(papers.glob("*.txt")):
        text = file.read_text(encoding="utf-8").translate(PLAIN_QUOTES)
        data = encode(text).encode("utf-8" if as_unicode else "latin-1")
        again = read_paper(read_plain(data))
        whole = read_paper(read_plain(text.encode()))
        assert note in again.encoding_note
        fold = str.casefold  # a TCVN3 file has no capital letters with tones: only its fonts drew them
        assert fold(again.text) == fold(whole.text)
        left, right = to_json(again), to_json(whole)
        for key in ("parts", "assignments", "obligations", "documents", "recipients"):
            assert len(left[key]) == len(right[key]), file.name
        for key in ("number", "date", "year"):
            assert left[key] == right[key]


def test_windows_1258_reads_the_same():
    text = "Kế hoạch công tác dân vận của xã Tân Lập"
    spread = "".join(
        unicodedata.normalize("NFC", base + hat) + tone
        for base, hat, tone in (_parts(letter) for letter in unicodedata.normalize("NFC", text))
    )
    assert decoded(spread.encode("cp1258"))[0] == unicodedata.normalize("NFC", text)


def _parts(letter):
    """A letter as base, hat and tone: what Windows-1258 holds as one sign, and the tone that follows it."""
    base, *marks = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
    return base, "".join(mark for mark in marks if mark not in tones), "".join(tones)


@given(st.lists(WORDS, min_size=4, max_size=30).map(" ".join))
def test_words_come_back_from_old_letters(text):
    assume(not text.isascii())
    assert decode_tcvn3(encode_tcvn3(text)) == text
    assert decode_vni(encode_vni(text)) == text


@given(st.lists(WORDS, min_size=12, max_size=30, unique=True).map(" ".join))
def test_the_letters_of_a_text_are_recognised(text):
    assume(sum(not word.isascii() for word in text.split()) > 5)
    assert recognised(text) is Letters.UNICODE
    assert recognised(encode_tcvn3(text)) is Letters.TCVN3
    assert recognised(encode_vni(text)) is Letters.VNI


@given(st.text(alphabet=SMALL, max_size=40))
def test_every_small_letter_has_its_place_in_tcvn3(text):
    assert decode_tcvn3(encode_tcvn3(text)) == unicodedata.normalize("NFC", text)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_or_a_sentence(data):
    with contextlib.suppress(UserError):
        text, _note = decoded(data)
        assert isinstance(text, str)


def test_a_french_or_english_text_is_left_alone():
    for text in ("Résumé of the café, naïve façade", "Plan of work 2026", "Größe und Maß"):
        assert decoded(text.encode())[0] == text
