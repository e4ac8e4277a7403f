"""Likeness of letters: symmetric, 1.0 for the same, marks aside, telling things weigh more."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.rules.likeness import LIKELY, SAME, Said, likeness

TEXTS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy 0123456789/áàạ", max_size=25)
LETTERS = st.builds(Said, sender=TEXTS, id_number=TEXTS, village=TEXTS, respondent=TEXTS, parcel=TEXTS, gist=TEXTS)
ONE = Said(
    sender="Nguyễn Văn Tám",
    id_number="051068001234",
    village="thôn Châu Me",
    parcel="thửa 142, tờ 12",
    gist="Khiếu nại việc thu hồi đất làm đường liên thôn",
)


@given(LETTERS, LETTERS)
@settings(max_examples=60)
def test_it_is_symmetric_and_between_nothing_and_all(one, other):
    found = likeness(one, other)
    assert found.score == likeness(other, one).score
    assert 0.0 <= found.score <= 1.0


@given(LETTERS)
@settings(max_examples=40)
def test_a_letter_is_like_itself(one):
    assert likeness(one, one).score in (0.0, 1.0)
    if any(value.strip() for value in (one.sender, one.gist, one.parcel)):
        assert likeness(one, one).score == 1.0


def test_marks_and_order_of_words_do_not_matter():
    typed = replace(ONE, sender="NGUYEN VAN TAM", gist="thu hoi dat lam duong lien thon")
    assert likeness(ONE, typed).score >= SAME


def test_another_matter_of_the_same_village_is_none():
    other = Said(sender="Lê Thị Hoa", village="thôn Châu Me", gist="Xin hỗ trợ sửa nhà tình nghĩa")
    assert likeness(ONE, other).score < LIKELY


def test_the_same_person_about_the_same_parcel_is_one_and_says_why():
    later = replace(ONE, gist="Đề nghị trả lời đơn lần trước", village="")
    found = likeness(ONE, later)
    assert found.score >= LIKELY
    assert found.alike()[:3] == ("id_number", "sender", "parcel")
