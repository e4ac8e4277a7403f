"""One spelling, one folded form, one order: what searching and sorting rest on."""

from __future__ import annotations

import itertools
import timeit
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.kernel.text import fold, initials, name_sort_key, nfc, sort_key, words

# Every vowel of the alphabet in every tone, in dictionary order.
VOWELS = [
    "a à ả ã á ạ", "ă ằ ẳ ẵ ắ ặ", "â ầ ẩ ẫ ấ ậ", "e è ẻ ẽ é ẹ", "ê ề ể ễ ế ệ", "i ì ỉ ĩ í ị",
    "o ò ỏ õ ó ọ", "ô ồ ổ ỗ ố ộ", "ơ ờ ở ỡ ớ ợ", "u ù ủ ũ ú ụ", "ư ừ ử ữ ứ ự", "y ỳ ỷ ỹ ý ỵ",
]  # fmt: skip
ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
SYLLABLES = [
    "an", "ản", "án", "ăn", "ằn", "ân", "ấn", "ba", "bà", "bả", "bã", "bá", "bạ", "bang", "bảng", "băng",
    "bằng", "bâng", "ca", "cam", "da", "dân", "dấn", "đa", "đào", "đảo", "đạo", "e", "em", "êm", "ha", "hà",
    "hoa", "hòa", "hoà", "họa", "i", "ia", "in", "nga", "ngã", "nghe", "nghĩa", "o", "oa", "ông", "ơn", "tô",
    "tổ", "tơ", "tờ", "u", "uy", "ủy", "ư", "ưng", "vân", "vận", "xa", "xã", "y", "ý",
]  # fmt: skip
vietnamese = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàáạảãấầẩệỗờựỹ ,-'\u00a0\u0301"), max_size=30)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Uỷ ban  nhân dân\txã", "uy ban nhan dan xa"),
        ("ĐƯỜNG đi Đức Phổ", "duong di duc pho"),
        ("hòa giải", "hoa giai"),
        ("hoà giải", "hoa giai"),
        ("Văn phòng\u00a0–\u00a0Thống kê", "van phong - thong ke"),
        ("“Dân vận khéo”", '"dan van kheo"'),
        ("H’Hen Niê", "h'hen nie"),
        ("xã\u200b hội\ufeff", "xa hoi"),
        ("Ðức", "duc"),
        ("", ""),
        ("  \n ", ""),
    ],
)
def test_folding_leaves_what_searching_compares(typed, folded):
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_no_marks(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert not [sign for sign in folded if unicodedata.category(sign) == "Mn"]
    assert folded == " ".join(folded.split())


@given(st.text())
def test_every_spelling_of_a_text_folds_and_sorts_alike(text):
    spellings = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({fold(spelling) for spelling in spellings}) == 1
    assert len({sort_key(spelling) for spelling in spellings}) == 1
    assert len({nfc(spelling) for spelling in spellings}) == 1


@given(vietnamese, vietnamese)
def test_a_part_of_a_word_is_found_without_marks(before, after):
    assert fold("khiếu nại") in fold(f"{before} Khiếu Nại {after}")


def test_folding_a_phrase_takes_less_than_twenty_microseconds():
    phrase = "Uỷ ban nhân dân xã Hoà Bình — “Kế hoạch” dân vận chính quyền"
    best = min(timeit.repeat(lambda: fold(phrase), number=500, repeat=9)) / 500
    assert best < 20e-6


def test_words_are_folded_and_without_punctuation():
    assert words("Thôn Hòa-Bình, số 5/KH") == ("thon", "hoa", "binh", "so", "5", "kh")
    assert words(" … ") == ()


def rising(keys: list[str]) -> bool:
    return keys == sorted(set(keys))


def test_letters_come_in_the_order_of_the_alphabet():
    assert rising([sort_key(text) for text in ALPHABET])
    assert [sort_key(letter.upper()) for letter in ALPHABET] == [sort_key(letter) for letter in ALPHABET]


def test_tones_come_in_the_order_of_the_dictionary():
    order = [vowel for row in VOWELS for vowel in row.split()]
    assert rising([sort_key(text) for text in order])


def rank(syllable: str) -> tuple[list[int], int]:
    """Dictionary order worked out a second way: letters of the whole syllable first, its tone after."""
    plain, tone = [], 0
    for letter in unicodedata.normalize("NFC", syllable):
        row = next((row.split() for row in VOWELS if letter in row), [letter])
        plain.append(ALPHABET.index(row[0]))
        tone = tone or row.index(letter)
    return plain, tone


@given(st.lists(st.sampled_from(SYLLABLES), max_size=4), st.lists(st.sampled_from(SYLLABLES), max_size=4))
def test_phrases_are_compared_syllable_by_syllable(one, other):
    by_rank = [rank(syllable) for syllable in one], [rank(syllable) for syllable in other]
    by_key = sort_key(" ".join(one)), sort_key(" ".join(other))
    assert (by_key[0] < by_key[1]) == (by_rank[0] < by_rank[1])
    assert (by_key[0] == by_key[1]) == (by_rank[0] == by_rank[1])


def test_numbers_sort_by_value_and_before_letters():
    names = ["Thôn 1", "Thôn 2", "Thôn 9", "Thôn 10", "Thôn 100", "Thôn An Bình", "Thôn Đông"]
    assert rising([sort_key(text) for text in names])


@given(st.integers(0, 10**20), st.integers(0, 10**20))
def test_any_two_numbers_sort_by_value(one, other):
    assert (sort_key(f"số {one}") < sort_key(f"số {other}")) == (one < other)


def test_case_and_punctuation_do_not_count():
    assert sort_key("Hòa Bình") == sort_key("HOÀ-BÌNH") == sort_key(" hoà  bình.")


@given(st.text(max_size=40))
def test_a_sort_key_is_plain_for_any_text(text):
    key = sort_key(text)
    assert key.isascii()
    assert key == "" or key.isalnum()
    assert key == key.lower()
    assert name_sort_key(text).isascii()


def test_people_are_listed_by_given_name_then_family_then_middle_name():
    people = [
        "An",
        "Đỗ An",
        "Nguyễn Thị An",
        "Nguyễn Văn An",
        "Lê Án",
        "Trần Ân",
        "Bùi Văn Ba",
        "Phạm Đào",
        "H'Hen Niê",
        "Lê Y",
    ]
    assert rising([name_sort_key(person) for person in people])


def test_a_note_behind_a_name_does_not_move_the_person():
    names = ["Lê Văn An (thôn Vạn)", "Lê Văn Bình"]
    assert rising([name_sort_key(text) for text in names])
    assert name_sort_key("") == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Đỗ Thị Ánh", "ĐTA"), ("nguyễn văn ơn", "NVƠ"), ("H'Hen Niê", "HN"), ("An", "A"), ("", ""), ("Lê An (b)", "LA")],
)
def test_initials_keep_the_letter_and_drop_the_tone(name, letters):
    assert initials(name) == letters


def test_the_tone_mark_may_stand_on_either_vowel():
    for old, new in (("hòa", "hoà"), ("ủy", "uỷ"), ("thúy", "thuý"), ("khỏe", "khoẻ")):
        assert fold(old) == fold(new)
        assert sort_key(old) == sort_key(new)


def test_keys_of_all_syllables_are_apart_where_the_syllables_are():
    apart = [syllable for syllable in SYLLABLES if syllable != "hoà"]
    assert all(sort_key(one) != sort_key(other) for one, other in itertools.combinations(apart, 2))
