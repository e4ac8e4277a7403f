"""Every numbered line of a plan says where it is followed."""

from __future__ import annotations

import pytest

from dcapp.features.plan.followed import followers, followers_of
from dcapp.kernel.text import fold
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper

EXPECTED = {
    "I.1": {"committee"},
    "I.2": {"opinions", "cases"},
    "I.3": {"good_models"},
    "I.4": {"coordination"},
    "II.1": {"meetings", "legal"},
    "II.2": {"disclosure", "deliberation"},
    "II.3": {"good_models", "one_stop"},
    "II.4": {"coordination", "checks"},
    "II.5": {"dialogue"},
    "II.6": {"one_stop"},
    "II.7": {"visits", "cases", "dialogue"},
    "II.8": {"supervision", "mediation"},
    "II.9": {"scoring", "checks"},
    "II.10": {"consultation"},
    "II.11": {"workplace"},
    "II.12": {"conventions"},
    "III.1": {"obligations", "scoring", "committee"},
    "III.2": {"obligations", "checks", "one_stop"},
    "III.3": {"visits", "cases"},
    "III.4": {"outreach"},
    "III.5": {"budget"},
}
"""Part and number of the lines of the customer's plan → books that must follow them."""


def numbered_lines(reading):
    for part in reading.parts:
        for item in part.items:
            yield f"{part.number}.{item.number}", item.text
    for charge in reading.assignments:
        yield f"III.{charge.number}", " ".join(duty.text for duty in charge.duties)


def test_every_line_of_the_customers_plan_is_followed_where_it_should_be(shared_dir):
    reading = read_paper(extract(shared_dir / "seeds" / "ke-hoach-2023.txt"))
    found = {section: {book.key for book in followers_of(text)} for section, text in numbered_lines(reading)}
    assert found.keys() == EXPECTED.keys()
    assert {section: books - found[section] for section, books in EXPECTED.items() if books - found[section]} == {}


@pytest.mark.parametrize(
    ("text", "book"),
    [
        ("Tổ chức tiếp công dân định kỳ tại trụ sở.", "visits"),
        ("Sửa đổi hương ước của các thôn.", "conventions"),
        ("Bố trí kinh phí cho kế hoạch.", "budget"),
    ],
)
def test_a_line_is_followed_by_the_book_of_its_words(text, book):
    assert book in {follower.key for follower in followers_of(text)}


def test_a_line_without_known_words_is_followed_by_its_tasks():
    assert [book.key for book in followers_of("Trồng cây xanh dọc đường.")] == ["tasks"]


def test_pages_that_this_release_lacks_are_not_named():
    assert {book.page for book in followers_of("Tiếp công dân, lấy ý kiến, hòa giải", {"plan"})} == {"plan"}


def test_words_of_the_map_are_folded_and_keys_stand_once():
    books = followers()
    assert len({book.key for book in books}) == len(books)
    assert [word for book in books for word in book.words if fold(word) != word.strip()] == []
