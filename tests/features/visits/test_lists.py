"""Lists that are typed or pasted: people of a group, papers that are handed in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcapp.features.visits.forms import DocumentForm, MemberForm
from dcapp.features.visits.lists import document_line, documents_of, member_line, members_of
from dcapp.features.visits.terms import DocumentCopy
from dcapp.kernel.text import nfc

NAMES = st.sampled_from(["Võ Thanh Hải", "Lê Thị An", "H'Ngăm Niê", "Nguyễn Hoàng Bảo Ngọc", "Y Blăm"])
PLACES = st.sampled_from(["", "thôn Châu Me", "tổ 3, thôn Bến Đá", "12 Nguyễn Huệ"])
TITLES = st.sampled_from(["Đơn khiếu nại", "Quyết định 12/QĐ-UBND", "Giấy chứng nhận quyền sử dụng đất", "Ảnh chụp"])


@given(
    st.lists(
        st.builds(
            MemberForm,
            name=NAMES,
            birth_year=st.none() | st.integers(1900, 2026),
            id_number=st.sampled_from(["", "051057001234", "212345678"]),
            address=PLACES,
            is_representative=st.booleans(),
        ),
        max_size=9,
    )
)
def test_a_list_of_people_comes_back_as_it_was_written(members):
    text = "\n".join(member_line(member) for member in members)

    assert members_of(text) == tuple(members)


@given(
    st.lists(
        st.builds(
            DocumentForm,
            name=TITLES,
            pages=st.integers(1, 400),
            copy=st.sampled_from(DocumentCopy),
            condition=st.sampled_from(["", "còn rõ", "mờ dấu", "rách góc"]),
        ),
        max_size=6,
    )
)
def test_a_list_of_papers_comes_back_as_it_was_written(documents):
    text = "\n".join(document_line(document) for document in documents)

    assert documents_of(text) == tuple(documents)


@given(st.text(max_size=300))
def test_any_text_gives_names_or_nothing_and_never_fails(text):
    assert all(member.name == nfc(member.name).strip() and member.name for member in members_of(text))
    assert all(document.name and document.pages >= 1 for document in documents_of(text))


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("1. Lê Thị An - 1970 - thôn Châu Me", MemberForm(name="Lê Thị An", birth_year=1970, address="thôn Châu Me")),
        ("* 2) Lê Thị An; 1970", MemberForm(name="Lê Thị An", birth_year=1970, is_representative=True)),
        ("2. * Lê Thị An", MemberForm(name="Lê Thị An", is_representative=True)),
        ("Lê Thị An\t1970\t051070001234", MemberForm(name="Lê Thị An", birth_year=1970, id_number="051070001234")),
        ("- Lê Thị An", MemberForm(name="Lê Thị An")),
    ],
)
def test_people_are_read_as_officers_write_them(line, wanted):
    assert members_of(line) == (wanted,)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Đơn; 02 trang; bản gốc", DocumentForm(name="Đơn", pages=2, copy=DocumentCopy.ORIGINAL)),
        ("Giấy tờ đất; 1 tờ; sao y; cũ", DocumentForm(name="Giấy tờ đất", copy=DocumentCopy.CERTIFIED, condition="cũ")),
        ("Ảnh chụp; 4 trang; photo", DocumentForm(name="Ảnh chụp", pages=4)),
        ("+ Đơn", DocumentForm(name="Đơn")),
    ],
)
def test_papers_are_read_as_officers_write_them(line, wanted):
    assert documents_of(line) == (wanted,)
