"""Questions that sort a letter: every way comes to an end, every ground of the law is reached, each by its edition."""

from __future__ import annotations

import copy
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcapp.rules.deadlines import shipped_book
from dcapp.rules.forms import form_on
from dcapp.rules.triage import FILE, NO, YES, ask, questions_on, read, shipped_questions

NOW, BEFORE = date(2026, 8, 3), date(2026, 6, 30)
GOOD = {"readable": YES, "named": YES, "guided_before": NO, "open_case": NO, "about_leader": NO, "signed": YES}
ADMITTED = {
    "complaint": {
        "content": "complaint",
        "against": "ours",
        "object": "decision",
        "is_affected": YES,
        "capacity": YES,
        "in_time": YES,
        "ended": NO,
        "harm": NO,
    },
    "denunciation": {
        "content": "denunciation",
        "crime": NO,
        "against": "ours",
        "capacity": YES,
        "grounds": YES,
        "from_complaint": NO,
        "again": NO,
    },
    "petition": {"content": "petition", "settled": NO, "regulation": NO, "ours": YES},
}


def outcome(kind, day=NOW, facts=None, **changed):
    asked = ask(kind, day, GOOD | ADMITTED.get(kind, {"content": kind}) | changed, facts)
    assert asked.outcome is not None, f"still asks {asked.next and asked.next.key}"
    return asked.outcome


@pytest.mark.parametrize("kind", sorted(ADMITTED))
def test_a_letter_that_meets_every_condition_is_accepted(kind):
    found = outcome(kind)
    assert (found.handling, found.form) == ("accept", "xld01")


@pytest.mark.parametrize(
    ("kind", "changed", "handling", "article"),
    [
        ("complaint", {"object": "internal"}, "refuse", "khoản 1 Điều 11"),
        ("complaint", {"object": "direction"}, "refuse", "khoản 1 Điều 11"),
        ("complaint", {"object": "norms"}, "refuse", "khoản 1 Điều 11"),
        ("complaint", {"object": "secret"}, "refuse", "khoản 1 Điều 11"),
        ("complaint", {"is_affected": NO}, "refuse", "khoản 2 Điều 11"),
        ("complaint", {"capacity": NO}, "refuse", "khoản 3 Điều 11"),
        ("complaint", {"capacity": "false"}, "refuse", "khoản 4 Điều 11"),
        ("complaint", {"signed": NO}, "refuse", "khoản 5 Điều 11"),
        ("complaint", {"in_time": NO}, "refuse", "khoản 6 Điều 11"),
        ("complaint", {"ended": "second_decision"}, "refuse", "khoản 7 Điều 11"),
        ("complaint", {"ended": "terminated"}, "refuse", "khoản 8 Điều 11"),
        ("complaint", {"ended": "court"}, "refuse", "khoản 9 Điều 11"),
        ("complaint", {"against": "second"}, "guide", "khoản 2 Điều 21"),
        ("complaint", {"against": "others", "forwarded": NO}, "guide", "Thông tư 07/2014"),
        ("complaint", {"against": "others", "forwarded": YES}, "return", "Thông tư 07/2014"),
        ("complaint", {"harm": YES}, "accept", "Điều 35"),
        ("complaint", {"open_case": YES}, "join", "Thông tư 05/2021"),
        ("complaint", {"guided_before": YES}, "file", "Thông tư 05/2021"),
        ("complaint", {"named": NO}, "file", "Thông tư 05/2021"),
        ("denunciation", {"about_leader": YES}, "above", "khoản 4 Điều 13"),
        ("denunciation", {"named": NO, "has_evidence": YES}, "forward", "khoản 2 Điều 25"),
        ("denunciation", {"named": NO, "has_evidence": NO}, "file", "khoản 2 Điều 25"),
        ("denunciation", {"guided_before": YES}, "file", "khoản 3 Điều 24"),
        ("denunciation", {"crime": YES}, "forward", "Điều 27"),
        ("denunciation", {"against": "others", "in_person": YES}, "guide", "khoản 2 Điều 24"),
        ("denunciation", {"against": "others", "in_person": NO}, "forward", "khoản 2 Điều 24"),
        ("denunciation", {"capacity": NO}, "refuse", "khoản 1 Điều 29"),
        ("denunciation", {"grounds": NO}, "refuse", "khoản 1 Điều 29"),
        ("denunciation", {"from_complaint": "none"}, "refuse", "khoản 1 Điều 29"),
        ("denunciation", {"again": YES}, "forward", "Điều 37"),
        ("petition", {"settled": YES}, "refuse", "khoản 1 Điều 4 Nghị định 154"),
        ("petition", {"regulation": YES}, "forward", "Nghị định 20/2008"),
        ("petition", {"ours": NO}, "forward", "khoản 2 Điều 26"),
        ("petition", {"readable": NO}, "file", "Thông tư 05/2021"),
        ("several", {"bodies": "many"}, "split", "khoản 3 Điều 25"),
    ],
)
def test_every_ground_of_the_law_leads_to_its_outcome(kind, changed, handling, article):
    found = outcome(kind, **changed)
    assert found.handling == handling
    assert article in found.citation


def test_a_letter_of_many_writers_is_asked_for_signatures_and_appointment():
    many = {"group": YES}
    assert ask("complaint", NOW, GOOD | ADMITTED["complaint"], many).next.key == "appointed"
    assert outcome("complaint", facts=many | {"appointed": NO}).form == "xld02"
    assert outcome("complaint", facts=many | {"appointed": YES}).handling == "accept"
    assert "appointed" not in ask("complaint", NOW, GOOD | ADMITTED["complaint"], {"group": NO}).answers


def test_the_second_complaint_goes_where_the_law_of_its_day_says():
    assert "tỉnh" in outcome("complaint", against="second").ground
    assert "cấp trên trực tiếp" in outcome("complaint", BEFORE, against="second").ground


def test_a_petition_before_july_2026_is_not_refused_as_settled():
    assert "settled" not in ask("petition", BEFORE, GOOD | ADMITTED["petition"]).answers


def test_a_letter_of_another_kind_is_said_to_be_one_and_nothing_more_is_asked():
    asked = ask("petition", NOW, {"content": "denunciation"})
    assert (asked.becomes, asked.next, asked.outcome) == ("denunciation", None, None)


def test_what_the_book_knows_is_answered_and_may_be_corrected():
    facts = {"kind": "petition", "named": NO}
    assert outcome_of(ask("petition", NOW, {"readable": YES}, facts)) == "file"
    corrected = ask("petition", NOW, {"readable": YES, "named": YES}, facts)
    assert corrected.outcome is None
    assert [one.is_known for one in corrected.answered] == [True, False, False]


def outcome_of(asked):
    return asked.outcome and asked.outcome.handling


def test_before_the_law_there_are_no_questions():
    assert questions_on("denunciation", date(2018, 12, 31)) == ()
    assert ask("denunciation", date(2018, 12, 31), {}).next is None


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(sorted(shipped_questions()[0])),
    day=st.dates(date(2019, 1, 1), date(2030, 12, 31)),
    draw=st.data(),
)
def test_any_answers_come_to_an_end(kind, day, draw):
    answers, facts = {}, {"group": draw.draw(st.sampled_from([YES, NO]))}
    asked = ask(kind, day, answers, facts)
    while asked.next is not None:
        answers[asked.next.key] = draw.draw(st.sampled_from([one.key for one in asked.next.choices]))
        asked = ask(kind, day, answers, facts)
    assert bool(asked.outcome) != bool(asked.becomes)
    assert asked.answers == answers


def test_every_form_and_every_clock_that_is_named_exists():
    outcomes = [choice.outcome for one in shipped_questions()[1] for choice in one.choices if choice.outcome]
    for form in {one.form for one in outcomes if one.form}:
        assert form_on(form, NOW).key == form
    for rule in {one.rule for one in outcomes if one.rule}:
        assert shipped_book().find(rule)[0]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda rows: rows[-1]["answers"][0].pop("handling"), "comes to no end"),
        (lambda rows: rows[0].pop("citation"), "has no citation"),
        (lambda rows: rows[0].update(kinds=["letter"]), "not known"),
        (lambda rows: rows[1].update(fact="weather"), "not known"),
        (lambda rows: rows.append(copy.deepcopy(rows[1])), "asks a question twice"),
        (lambda rows: rows[0].update(confidence="M", checked=True), "from memory"),
    ],
)
def test_a_broken_file_is_refused_with_what_is_wrong(spoil, words):
    data = tomllib.loads(FILE.read_text("utf-8"))
    spoil(data["question"])
    with pytest.raises(ValueError, match=words):
        read(data)
