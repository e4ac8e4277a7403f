"""What was made public is entered by the forms and times that the law in force asks for."""

from __future__ import annotations

from datetime import date

import builders
import pytest

from dcapp.db.use_case import allowed
from dcapp.features.disclosure.queries import publications_of
from dcapp.features.disclosure.service import PublicationNote, publish, withdraw_publications
from dcapp.features.disclosure.terms import PublicationForm
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.rules.publications import shipped_ways, ways_in, ways_on

DAY = date(2026, 8, 3)


@allowed("papers.edit", undo="Ghi lần công khai")
def entered(uow, note):
    return publish(uow, note)


@allowed("papers.edit", undo="Bỏ lần công khai")
def taken_away(uow, book, record_id):
    withdraw_publications(uow, book, record_id)


@allowed("papers.view", reads=True)
def read(uow, book, record_id):
    return publications_of(uow, book, record_id)


@pytest.fixture
def office():
    return builders.an_app("TN")


def note(**changes):
    fields = {
        "matter": "complaint",
        "book": "cases",
        "record_id": 7,
        "title": "Quyết định 12/QĐ-UBND",
        "form": PublicationForm.POSTING,
        "from_on": DAY,
    }
    return PublicationNote(**(fields | changes))


def test_a_posting_stands_fifteen_days_the_first_one_counted(office):
    office.run(entered, note(place="Trụ sở UBND xã"))
    (card,) = office.run(read, "cases", 7)
    assert (card.from_on, card.to_on, card.place) == (DAY, date(2026, 8, 17), "Trụ sở UBND xã")


def test_a_shorter_posting_is_refused_with_the_article(office):
    with pytest.raises(RuleViolation, match="ít nhất 15 ngày") as refused:
        office.run(entered, note(to_on=date(2026, 8, 16)))
    assert "124/2020" in (refused.value.citation or "")


def test_a_meeting_is_announced_three_days_before(office):
    late = note(form=PublicationForm.MEETING, notice_on=date(2026, 8, 1))
    with pytest.raises(RuleViolation, match="báo trước ít nhất 3 ngày"):
        office.run(entered, late)
    office.run(entered, note(form=PublicationForm.MEETING, notice_on=date(2026, 7, 31)))
    (card,) = office.run(read, "cases", 7)
    assert card.to_on is None


def test_a_form_that_the_law_of_that_day_does_not_know_is_refused(office):
    with pytest.raises(RuleViolation, match="không có trong quy định"):
        office.run(entered, note(matter="denunciation", from_on=date(2018, 3, 1)))


@pytest.mark.parametrize(
    ("changes", "field"), [({"title": "  "}, "title"), ({"to_on": date(2026, 8, 1), "matter": ""}, "to_on")]
)
def test_what_is_wrong_is_named_at_its_field(office, changes, field):
    with pytest.raises(Invalid) as refused:
        office.run(entered, note(**changes))
    assert refused.value.field == field
    assert office.run(read, "cases", 7) == ()


def test_what_is_taken_back_leaves_other_records_alone(office):
    office.run(entered, note())
    office.run(entered, note(record_id=8))
    office.run(taken_away, "cases", 7)
    assert (office.run(read, "cases", 7), len(office.run(read, "cases", 8))) == ((), 1)


def test_every_shipped_form_is_one_that_the_book_knows():
    assert {way.form for way in shipped_ways()} <= {form.value for form in PublicationForm}
    assert {way.matter for way in ways_on("denunciation", DAY)} == {"denunciation"}


def test_a_file_that_lacks_something_is_refused_by_name():
    with pytest.raises(ValueError, match="has no key"):
        ways_in({"matter": [{"edition": []}]})
