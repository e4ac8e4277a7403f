"""What the reception desk refuses, at which field, and what it never refuses; times, titles, destruction, rights."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from builders import an_app
from hypothesis import given
from hypothesis import strategies as st

from dcapp.db.journal import undo_last
from dcapp.features.office.service import VillageForm, add_village
from dcapp.features.visits.forms import DocumentForm, MemberForm, VisitForm
from dcapp.features.visits.queries import next_number, visit_card, visits_on
from dcapp.features.visits.rules import GIST, clock_time, debt_title, gist_of, ground_of
from dcapp.features.visits.service import (
    MOST_PEOPLE,
    carry_over_visit,
    edit_visit,
    note_destruction,
    note_result,
    record_visit,
    remove_visit,
)
from dcapp.features.visits.terms import Capacity, Matter, Outcome
from dcapp.kernel.errors import Invalid, NotAllowed, RuleViolation, Stale

DAY = date(2023, 5, 9)
FORM = VisitForm(received_on=DAY, name="Lê Thị Mười", content="Hỏi đất")
OLD = replace(FORM, received_on=date(2000, 1, 3))
NEW_GROUND = "nd154-4-1-a"
"""In force since 01/07/2026."""


@pytest.fixture(scope="module")
def desk():
    """A desk at which everything is refused: what is refused leaves nothing, so one is enough."""
    made = an_app()
    yield made
    assert made.run(visits_on, DAY) == []
    made.close()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "", "matter": Matter.SEVERAL}, "name"),
        ({"content": " \n"}, "content"),
        ({"content": "", "matter": Matter.DENUNCIATION}, "content"),
        ({"received_on": date(2023, 5, 11)}, "received_on"),
        ({"received_at": "7 rưỡi"}, "received_at"),
        ({"received_at": "24:00"}, "received_at"),
        ({"people_count": 0}, "people_count"),
        ({"people_count": MOST_PEOPLE + 1}, "people_count"),
        ({"birth_year": 1899}, "birth_year"),
        ({"birth_year": 2024}, "birth_year"),
        ({"birth_date": date(1899, 12, 31)}, "birth_year"),
        ({"birth_date": date(2023, 5, 11)}, "birth_date"),
        ({"outcome": Outcome.FORWARDED}, "sent_to"),
        ({"outcome": Outcome.FORWARDED, "sent_to": " "}, "sent_to"),
        ({"outcome": Outcome.REFUSED}, "ground"),
        ({"outcome": Outcome.REFUSED, "ground": "không có"}, "ground"),
        ({"outcome": Outcome.REFUSED, "ground": NEW_GROUND}, "ground"),
        ({"promised_on": date(2023, 5, 8)}, "promised_on"),
        ({"documents": (DocumentForm(name="Đơn", pages=0),)}, "documents"),
        ({"number": 3}, "number"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk, values, field):
    with pytest.raises(Invalid) as refusal:
        desk.run(record_visit, replace(FORM, **values))
    assert refusal.value.field == field


@pytest.mark.parametrize("values", [{"village_id": 999}, {"follows_id": 999}])
def test_a_village_or_visit_that_is_gone_is_said_to_be_gone(desk, values):
    with pytest.raises(Stale):
        desk.run(record_visit, replace(FORM, **values))


@pytest.mark.parametrize("values", [{"receiver_id": 999}, {"session_id": 999}])
def test_an_officer_or_session_that_is_gone_is_never_written(desk, values):
    with pytest.raises(RuleViolation):
        desk.run(record_visit, replace(FORM, **values))


def test_a_ground_holds_in_the_wording_of_the_day():
    assert ground_of(NEW_GROUND, date(2026, 6, 30)) is None
    assert ground_of(NEW_GROUND, date(2026, 7, 1)).key == NEW_GROUND
    before, after = (ground_of("ltcd-9-3", day).notice for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert (before.rule, after.rule) == ("", "TCD-09")
    assert ground_of("", DAY) is None


@pytest.mark.parametrize(
    "values",
    [
        {"people_count": 8},  # a crowd without a list, without anybody who speaks for it
        {"members": tuple(MemberForm(name=f"Bùi Văn {number}") for number in range(8))},
        {"capacity": Capacity.AUTHORISED},  # without a word on behalf of whom and by which paper
        {"capacity": Capacity.LAWYER, "on_behalf_of": "Hồ Tư"},
        {"id_number": "12"},
        {"phone": "không nhớ"},
        {"birth_year": None, "address": "", "village_id": None},
        {"is_competent": False, "outcome": Outcome.NOTED},
        {"outcome": Outcome.GUIDED, "sent_to": ""},
        {"matter": Matter.DENUNCIATION, "name": "", "outcome": Outcome.LETTER},
        {"received_on": date(2023, 5, 7)},  # a Sunday
        {"has_documents": True},
        {"person_id": 999},
    ],
)
def test_what_is_only_odd_is_written_all_the_same(app, values):
    app.run(record_visit, replace(FORM, **values))

    card = app.run(visit_card, 1)

    assert card.number == 1
    assert card.people_count == max(values.get("people_count", 1), len(values.get("members", ())))


def test_a_village_that_was_merged_still_takes_the_visits_of_its_time(app):
    key = app.run(add_village, VillageForm(name="Bến Đá", until=date(2023, 1, 1)))

    visit = app.run(record_visit, replace(FORM, received_on=date(2022, 12, 1), village_id=key))

    assert app.run(visit_card, visit.id).village == "thôn Bến Đá"


# -- times
@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("", ""),
        ("  ", ""),
        ("7h", "07:00"),
        ("7h30", "07:30"),
        ("7h30'", "07:30"),
        ("7 giờ 30", "07:30"),
        ("07 giờ 05 phút", "07:05"),
        ("7g5", "07:05"),
        ("7.30", "07:30"),
        ("0730", "07:30"),
        ("23:59", "23:59"),
        ("0", "00:00"),
    ],
)
def test_a_time_is_read_as_officers_write_it(typed, time):
    assert clock_time(typed, field="received_at") == time


@pytest.mark.parametrize("typed", ["24:00", "7:60", "2460", "sáng", "7h30m5", "730", "-7:00", "7:30:00", "٪"])
def test_a_time_that_is_none_is_refused(typed):
    with pytest.raises(Invalid) as refusal:
        clock_time(typed, field="starts_at")
    assert refusal.value.field == "starts_at"


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from([":", "h", " giờ ", ".", " h ", "H", "g"]))
def test_every_time_of_the_day_is_read_however_it_is_parted(hour, minute, sign):
    read = clock_time(f"{hour}{sign}{minute:02d}", field="x")

    assert read == f"{hour:02d}:{minute:02d}"
    assert clock_time(read, field="x") == read


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_refused(text):
    try:
        read = clock_time(text, field="x")
    except Invalid:
        return
    assert re.fullmatch(r"|[01]\d:[0-5]\d|2[0-3]:[0-5]\d", read, re.ASCII)


# -- how a line is called
@given(st.text(max_size=400))
def test_the_first_words_are_a_beginning_and_no_longer_than_a_line(content):
    words, gist = " ".join(content.split()), gist_of(content)

    assert len(gist) <= GIST + 1
    assert gist == words or words.startswith(gist.removesuffix("…"))


def test_what_is_owed_names_the_matter_but_never_what_was_denounced():
    assert debt_title(3, 2023, Matter.FEEDBACK, "Mương  bị lấp") == "Trả lời lượt tiếp số 3/2023: Mương bị lấp"
    assert debt_title(3, 2023, Matter.DENUNCIATION, "Ông Sáu") == "Trả lời lượt tiếp số 3/2023 (tố cáo)"


# -- destroying papers
def test_papers_are_destroyed_only_after_their_time_and_the_line_stays(app):
    key = app.run(carry_over_visit, OLD).id
    last = app.run(visit_card, key).keep_until
    assert last == date(2020, 12, 31)
    with pytest.raises(RuleViolation, match="còn phải lưu đến 31/12/2020"):
        app.run(note_destruction, (key,), last, "QĐ 12/QĐ-UBND")

    assert app.run(note_destruction, (key,), date(2021, 1, 1), " QĐ 12/QĐ-UBND ") == 1

    card = app.run(visit_card, key)
    assert (card.destroyed_on, card.destruction, card.content) == (date(2021, 1, 1), "QĐ 12/QĐ-UBND", "Hỏi đất")
    app.run(undo_last)
    assert app.run(visit_card, key).destroyed_on is None


def test_one_visit_whose_time_is_not_over_keeps_the_papers_of_all(app):
    old, new = app.run(carry_over_visit, OLD).id, app.run(record_visit, FORM).id

    with pytest.raises(RuleViolation):
        app.run(note_destruction, (old, new), DAY, "QĐ 12")

    assert app.run(visit_card, old).destroyed_on is None


def test_destroying_needs_its_decision_and_a_day_that_has_come(app):
    key = app.run(carry_over_visit, OLD).id

    for day, paper, field in ((DAY, " ", "paper"), (date(2090, 1, 1), "QĐ 12", "day")):
        with pytest.raises(Invalid) as refusal:
            app.run(note_destruction, (key,), day, paper)
        assert refusal.value.field == field


# -- rights
@pytest.mark.parametrize(
    ("use_case", "arguments"),
    [
        (record_visit, (FORM,)),
        (carry_over_visit, (FORM,)),
        (edit_visit, (1, FORM)),
        (remove_visit, (1,)),
        (note_result, (1, "Xong")),
        (note_destruction, ((1,), DAY, "QĐ 12")),
    ],
)
def test_who_only_reads_the_book_changes_nothing_in_it(use_case, arguments):
    reader = an_app("KS")

    with pytest.raises(NotAllowed):
        reader.run(use_case, *arguments)

    assert reader.run(visits_on, DAY) == []
    reader.close()


def test_who_looks_after_the_computers_does_not_read_the_book():
    keeper = an_app("QT")

    for use_case, argument in ((visits_on, DAY), (visit_card, 1), (next_number, 2023)):
        with pytest.raises(NotAllowed):
            keeper.run(use_case, argument)
    keeper.close()
