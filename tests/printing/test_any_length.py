"""Whatever the lengths, a printed paper loses no word, touches no margin and covers no line."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcapp.printing.layout_check import check_layout, measured
from dcapp.printing.model import Column, Dash, Document, Letterhead, Numbered, Paragraph, Part, Row, Signature, Table
from dcapp.printing.pdf import write_pdf
from dcapp.printing.text import plain_text

SYLLABLES = ("dân", "chủ", "ở", "cơ", "sở", "thôn", "Ấp", "Ngưỡng", "Trường", "nghiêng", "Ỷ", "sửa", "“bàn”", "ỦY")
SYLLABLES += ("được;", "giữ,", "12/5/2023", "05-KH/ĐU")

word = st.one_of(st.sampled_from(SYLLABLES), st.text("abcđêộxỹ", min_size=1, max_size=90))


def phrase(least: int, most: int):
    return st.lists(word, min_size=least, max_size=most).map(" ".join)


name = phrase(1, 22)
block = st.one_of(
    phrase(1, 160).map(Paragraph),
    st.builds(Part, st.just("I."), phrase(1, 25)),
    st.builds(Numbered, st.just("1."), phrase(1, 60), phrase(0, 8)),
    phrase(1, 60).map(Dash),
    st.builds(
        lambda titles, cells: Table(
            columns=tuple(Column(title, weight) for title, weight in titles),
            rows=tuple(Row(tuple(row)) for row in cells),
        ),
        st.lists(st.tuples(phrase(1, 4), st.floats(0.3, 4)), min_size=3, max_size=3),
        st.lists(st.lists(phrase(0, 30), min_size=3, max_size=3), min_size=1, max_size=12),
    ),
)
papers = st.builds(
    Document,
    letterhead=st.builds(
        Letterhead, issuing_body=name, parent_body=name, number=phrase(1, 5), place_date=phrase(1, 14)
    ),
    type_name=phrase(1, 4),
    subject=name,
    bases=st.lists(phrase(1, 40), max_size=6).map(tuple),
    blocks=st.lists(block, max_size=9).map(tuple),
    closing=phrase(0, 40),
    recipients=st.lists(phrase(1, 12), max_size=70).map(tuple),
    signatures=st.lists(
        st.builds(
            Signature,
            authority=st.lists(name, max_size=2).map(tuple),
            titles=st.lists(name, max_size=2).map(tuple),
            name=phrase(1, 8),
        ),
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(paper=papers)
def test_nothing_is_clipped_covered_or_lost(paper, squeezed, pdf_pages):
    pdf = write_pdf(paper)
    said = squeezed("".join(pdf_pages(pdf)))
    wanted = squeezed(plain_text(paper))

    assert check_layout(pdf, paper) == ()
    for letter in set(wanted):
        assert said.count(letter) >= wanted.count(letter)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(items=st.integers(0, 14), recipients=st.integers(1, 45), words=st.integers(1, 200))
def test_the_signature_never_stands_on_a_page_without_two_lines_of_text(a_plan, items, recipients, words):
    blocks = tuple(Numbered(f"{at + 1}.", "việc của thôn " * 20) for at in range(items))
    paper = a_plan(blocks=blocks, closing="lời cuối " * words, recipients=("Nơi nhận này;",) * recipients)
    sheets = measured(write_pdf(paper))
    page = next(sheet for sheet in sheets if sheet.find("TM. ỦY BAN"))
    above = [box for box in page.texts if box.size == 14 and box.bottom > page.find("TM. ỦY BAN").top]
    levels = {round(box.bottom / 8) for box in above}

    assert len(levels) >= 2
    assert page.find("Trần Thị Thử") is not None
