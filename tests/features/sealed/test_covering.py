"""The content is read without the name: whatever marks, capitals, spaces and numbers it is written with."""

from __future__ import annotations

import unicodedata
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.features.sealed.rules import COVER, Sealed, covered, masked_content, sealed_from
from dcapp.kernel.text import fold

BINH = Sealed(
    name="Lò Văn Bình",
    birth_year="1970",
    id_number="012 345 678 901",
    phone="0912.345.678",
    address="Số 12, bản Nà Lốc, xã Thử, huyện Cũ",
    village="bản Nà Lốc",
    respondent="Trần Văn Hùng",
    respondent_post="Công chức Địa chính",
)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Tôi là Lò Văn Bình, trình bày", f"Tôi là {COVER}, trình bày"),
        ("LÒ  VĂN\nBÌNH", COVER),
        ("lo van binh", COVER),
        ("Lò-Văn.Bình", COVER),
        ("LoVanBinh@thu.vn", "LoVanBinh@thu.vn".replace("LoVanBinh", COVER)),
        (unicodedata.normalize("NFD", "ông Lò Văn Bình"), f"ông {COVER}"),
        ("ông Văn Bình và anh Bình", f"ông {COVER} và anh {COVER}"),
        ("thái bình, bình thường", "thái bình, bình thường"),
        ("gọi 0912 345 678 hoặc +84 912-345-678", f"gọi {COVER} hoặc {COVER}"),
        ("CCCD 012345678901.", f"CCCD {COVER}."),
        ("số 12 ở Bản Nà Lốc", f"{COVER} ở {COVER}"),
        ("thôn Nà Lốc, người Nà Lốc", f"{COVER}, người {COVER}"),
        ("UBND xã Thử, huyện Cũ", "UBND xã Thử, huyện Cũ"),
        ("sinh năm 1970; việc năm 1970", f"sinh năm {COVER}; việc năm 1970"),
        ("Trần Văn Hùng nhận 50 triệu", "Trần Văn Hùng nhận 50 triệu"),
        ("", ""),
    ],
)
def test_what_tells_the_writer_is_covered_and_nothing_else(told, shown):
    assert covered(told, BINH) == shown


def test_the_accused_stays_readable_where_the_names_are_alike():
    writer = Sealed(name="Lò Văn Hùng", respondent="Lò Văn Hùng Sơn")
    assert covered("Lò Văn Hùng Sơn đánh Lò Văn Hùng", writer) == f"Lò Văn Hùng Sơn đánh {COVER}"


def test_the_content_keeps_the_accused_and_covers_every_field_of_words():
    told = "Lò Văn Bình nói"
    sealed = Sealed(
        **{part.name: told for part in fields(Sealed) if part.name not in ("name", "respondent", "respondent_post")},
        name="Lò Văn Bình",
        respondent="Trần Văn Hùng",
        respondent_post="Công chức",
    )
    shown = masked_content("TC-2026-001", sealed)
    assert (shown.respondent, shown.respondent_post) == ("Trần Văn Hùng", "Công chức")
    for words in (shown.gist, shown.request, shown.earlier, shown.note):
        assert "Bình" not in words


def test_nothing_sealed_shows_itself_by_accident():
    assert "Bình" not in f"{BINH!r}{BINH}"
    assert "Bình" not in repr(masked_content("TC", Sealed(name="x", gist="Bình")))


def test_words_of_another_edition_are_passed_over():
    assert sealed_from({"name": "Lò Văn Bình", "tomorrow": "x", "step.1/why": "y"}) == Sealed(name="Lò Văn Bình")


LETTERS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằếợử ABCĐ .,-\n", max_size=40)


@settings(max_examples=60)
@given(before=LETTERS, after=LETTERS, form=st.sampled_from(["NFC", "NFD"]), loud=st.booleans())
def test_a_name_in_any_words_is_never_left(before, after, form, loud):
    name = "Lò Văn Bình"
    told = unicodedata.normalize(form, f"{before} {name.upper() if loud else name} {after}")
    assert "lo van binh" not in " ".join(fold(covered(told, BINH)).split())
