"""The rule book of statutory deadlines: what stands in it, its editions, its sources."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.kernel.errors import RuleViolation
from dcapp.rules.deadlines import Days, Direction, Unit, shipped_book, wording_on

SERIES = {"TCD": 15, "KN": 17, "TC": 17}
"""The rules that the law papers number, by their letters."""
DECREES_TO_CHECK = ("154/2026", "155/2026", "156/2026")

# Rule, days, unit, direction: what the articles say of an ordinary case on the first day of 2027.
NUMBERS = """
TCD-04 5 working backward|TCD-06 10 working forward|TCD-07 7 working forward|TCD-08 5 working forward
TCD-09 3 working forward|TCD-11 5 working backward|TCD-12 1 working backward|TCD-15 45 calendar forward
KN-01 90 calendar forward|KN-02 7 working forward|KN-03 30 calendar forward|KN-04 45 calendar forward
KN-05 45 calendar forward|KN-06 45 calendar forward|KN-07 3 working forward|KN-08 7 calendar forward
KN-09 15 calendar forward|KN-10 30 calendar forward|KN-11 30 calendar forward|KN-12 30 calendar forward
KN-13 5 working forward|KN-14 5 calendar backward|KN-15 3 working forward|KN-16 7 calendar forward
TC-01 7 working forward|TC-02 10 working forward|TC-04 5 working forward|TC-05 5 working forward
TC-06 30 calendar forward|TC-10 5 working forward|TC-11 5 working forward|TC-12 7 working forward
TC-13 5 working forward|TC-14 7 working forward|TC-15 20 calendar forward|TC-16 20 calendar forward
TC-17 5 working forward
"""


def test_every_numbered_rule_stands_in_the_book():
    names = {rule.name for rule in shipped_book().rules}
    wanted = {f"{letters}-{number:02d}" for letters, last in SERIES.items() for number in range(1, last + 1)}
    assert wanted <= names
    assert len(names) == len(shipped_book().rules)


@pytest.mark.parametrize("line", NUMBERS.replace("\n", "|").strip("|").split("|"))
def test_a_rule_has_the_number_of_its_article(line):
    name, days, unit, direction = line.split()
    wording = wording_on(shipped_book().find(name)[0], date(2027, 1, 1))
    assert (wording.days.normal, wording.unit, wording.direction) == (int(days), Unit(unit), Direction(direction))


@pytest.mark.parametrize("rule", shipped_book().rules, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_asks_and_where_it_is_written(rule):
    assert rule.title
    assert rule.start
    for wording in rule.wordings:
        assert wording.citation
        assert wording.days is not None or wording.says
        assert wording.in_force_to is None or wording.in_force_from <= wording.in_force_to
        assert wording.confidence in ("V1", "V2", "V3", "M")
        if wording.confidence in ("V3", "M") or any(decree in wording.citation for decree in DECREES_TO_CHECK):
            assert not wording.is_checked or rule.name == "KN-17-4"


def test_names_of_rules_and_wordings_are_told_apart():
    rules = shipped_book().rules
    old = [wording.name for rule in rules for wording in rule.wordings if wording.name != rule.name]
    assert len(set(old)) == len(old)
    assert {"TCD-01-old", "KN-02-old-L", "KN-02-old-D"} <= set(old)


@pytest.mark.parametrize(
    ("name", "day", "wording"),
    [
        ("KN-02", date(2026, 7, 1), "KN-02"),
        ("KN-02", date(2026, 6, 30), "KN-02-old-D"),
        ("KN-02", date(2015, 5, 4), "KN-02-old-L"),
        ("TCD-01", date(2026, 6, 30), "TCD-01-old"),
        ("TCD-01", date(2026, 7, 1), "TCD-01"),
    ],
)
def test_the_edition_in_force_on_the_day_is_taken(name, day, wording):
    assert wording_on(shipped_book().find(name)[0], day).name == wording


def test_a_rule_before_its_law_and_an_unknown_one_are_refused():
    with pytest.raises(RuleViolation, match="01/07/2026"):
        wording_on(shipped_book().find("TCD-09")[0], date(2026, 6, 30))
    with pytest.raises(RuleViolation, match="TCD-99"):
        shipped_book().find("TCD-99")


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (Days(30, 45, 45, 60), (30, 45, 45, 60)),
        (Days(45, None, 60, 60), (45, 45, 60, 60)),
        (Days(30, None, 45), (30, 30, 45, 45)),
        (Days(7), (7, 7, 7, 7)),
    ],
)
def test_the_number_follows_the_case(days, wanted):
    cases = [(False, False), (True, False), (False, True), (True, True)]
    assert tuple(days.of(is_complex=hard, is_remote=far) for hard, far in cases) == wanted
