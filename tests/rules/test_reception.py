"""The rules of reception that are no deadlines, and how long its papers are kept."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dcapp.features.visits.terms import CROWD_FROM, Capacity, SessionPaper, VisitPaper
from dcapp.kernel.errors import RuleViolation
from dcapp.rules.deadlines import shipped_book
from dcapp.rules.reception import (
    FieldGroup,
    Per,
    field_name,
    frequency_on,
    group_rule_on,
    layout_on,
    layouts_between,
    proofs_on,
    rules_in,
    shipped_rules,
)
from dcapp.rules.retention import retention_on, retentions_in, shipped_retentions

BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
DAYS = [date(2014, 7, 1), date(2014, 12, 15), date(2021, 11, 14), date(2021, 11, 15), BEFORE, AFTER, date(2031, 1, 1)]
RULES = shipped_rules()
SOURCED = (
    *RULES.frequencies,
    *RULES.groups,
    *RULES.layouts,
    *(proof for capacity in RULES.capacities for proof in capacity.proofs),
)


def test_the_chairman_receives_one_day_a_week_until_june_2026_and_two_days_a_month_since_july():
    assert (frequency_on(BEFORE).days, frequency_on(BEFORE).per) == (1, Per.WEEK)
    assert (frequency_on(AFTER).days, frequency_on(AFTER).per) == (2, Per.MONTH)
    with pytest.raises(RuleViolation):
        frequency_on(date(2014, 6, 30))


def test_a_frequency_cites_what_the_rule_book_cites():
    for frequency in RULES.frequencies:
        rule, wording = shipped_book().find(frequency.rule)
        assert frequency.citation == (wording or rule.wordings[0]).citation


@pytest.mark.parametrize(
    ("people", "least", "most"), [(5, 1, 2), (10, 1, 2), (11, 1, 5), (200, 1, 5)], ids=lambda value: str(value)
)
def test_a_group_speaks_through_as_many_as_article_29_lets(people, least, most):
    band = group_rule_on(AFTER).band(people)
    assert (band.least, band.most) == (least, most)


def test_two_to_four_people_are_no_crowd_and_the_law_sets_no_number_for_them():
    rule = group_rule_on(AFTER)
    assert [rule.band(people) for people in (1, 2, 4)] == [None] * 3
    assert rule.crowd_from == CROWD_FROM == rule.bands[0].first


@pytest.mark.parametrize("day", DAYS)
def test_every_capacity_of_a_visit_has_a_proof_on_every_day(day):
    assert {rule.key for rule in RULES.capacities} == {capacity.value for capacity in Capacity}
    for capacity in Capacity:
        assert proofs_on(capacity, day)


def test_an_authorisation_before_a_notary_ends_with_the_year_2026():
    told = [[proof.text for proof in proofs_on("authorised", day)] for day in (date(2026, 12, 31), date(2027, 1, 1))]
    assert told[0] == ["giấy ủy quyền có chứng thực", "giấy ủy quyền có công chứng"]
    assert told[1] == ["giấy ủy quyền có chứng thực"]
    with pytest.raises(LookupError):
        proofs_on("nobody", AFTER)


def test_fields_of_matters_have_names_of_their_own_and_a_group_of_the_table():
    keys, names = [field.key for field in RULES.fields], [field.name for field in RULES.fields]
    assert len(set(keys)) == len(keys)
    assert len(set(names)) == len(names)
    assert {field.group for field in RULES.fields} == set(FieldGroup)
    assert all(field.is_checked or "cần kiểm tra" in field.note for field in RULES.fields)
    assert field_name("land") == "Đất đai"
    assert field_name("chuyện riêng") == "chuyện riêng"


def test_the_book_has_the_columns_of_its_edition():
    assert [len(layout_on(day).columns) for day in DAYS] == [11, 11, 11, 12, 12, 13, 13]
    assert layout_on(date(2000, 1, 1)) == layout_on(DAYS[0])
    assert [column.title for column in layout_on(AFTER).columns][5:9] == [
        "Loại đơn (KN/TC/ KN/PA)",
        "Số người cùng nội dung",
        "Cơ quan đã giải quyết",
        "Thuộc thẩm quyền (x)",
    ]


def test_a_period_over_the_change_needs_both_forms_of_the_book():
    parts = layouts_between(date(2026, 6, 1), date(2026, 7, 31))
    assert [(layout.form, since, until) for layout, since, until in parts] == [
        ("03", date(2026, 6, 1), BEFORE),
        ("03/TCD", AFTER, date(2026, 7, 31)),
    ]
    assert [layout.form for layout, _since, _until in layouts_between(date(2010, 1, 1), date(2014, 1, 1))] == ["06-TCD"]
    assert layouts_between(AFTER, BEFORE) == ()


def test_every_part_of_a_period_belongs_to_one_form():
    first, last = date(2014, 1, 1), date(2030, 12, 31)
    parts = layouts_between(first, last)
    assert (parts[0][1], parts[-1][2]) == (first, last)
    for (_one, _since, until), (_other, since, _until) in pairwise(parts):
        assert until + timedelta(days=1) == since


@pytest.mark.parametrize("layout", RULES.layouts, ids=lambda layout: layout.form)
def test_a_form_of_the_book_has_each_column_once(layout):
    keys = [column.key for column in layout.columns]
    assert len(set(keys)) == len(keys)
    assert all(column.title and column.weight > 0 for column in layout.columns)
    assert {column.align for column in layout.columns} <= {"left", "center", "right"}


@pytest.mark.parametrize("rule", SOURCED, ids=lambda rule: f"{type(rule).__name__} {rule.in_force_from}")
def test_every_rule_names_its_source_and_what_nobody_checked_says_so(rule):
    assert rule.citation
    assert rule.confidence in ("V1", "V2", "V3", "M")
    assert rule.in_force_to is None or rule.in_force_from <= rule.in_force_to
    if rule.confidence in ("V3", "M") or any(f"{number}/2026" in rule.citation for number in (154, 155, 156)):
        assert not rule.is_checked


@pytest.mark.parametrize("editions", [RULES.frequencies, RULES.groups, RULES.layouts, shipped_retentions()[::12]])
def test_editions_follow_each_other_without_gap_or_overlap(editions):
    assert editions[-1].in_force_to is None
    for earlier, later in pairwise(editions):
        assert earlier.in_force_to + timedelta(days=1) == later.in_force_from


def test_a_broken_file_says_which_entry_is_broken():
    with pytest.raises(ValueError, match=r"reception\.toml: frequency has no frequency"):
        rules_in({})
    good = {"in_force_from": date(2020, 1, 1), "citation": "c", "confidence": "M"}
    frequency = {**good, "days": 1, "per": "week", "rule": "TCD-01"}
    group = {**good, "crowd_from": 5, "crowd_citation": "c", "bands": []}
    data = {"frequency": [frequency], "group": [group], "capacity": [{"key": "self", "name": "x"}]}
    with pytest.raises(ValueError, match="capacity self has no proof"):
        rules_in(data)
    with pytest.raises(ValueError, match="no capacity"):
        rules_in({**data, "capacity": []})
    with pytest.raises(ValueError, match="frequency has no days"):
        rules_in({**data, "frequency": [good]})
    later = {**frequency, "in_force_from": date(2021, 1, 1)}
    with pytest.raises(ValueError, match="overlap"):
        rules_in({**data, "frequency": [{**frequency, "in_force_to": date(2022, 1, 1)}, later]})


def test_every_paper_of_reception_has_a_time_of_keeping_that_is_to_be_checked():
    papers = {"register", *(paper.value for paper in VisitPaper), *(paper.value for paper in SessionPaper)}
    for day in (date(2010, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1)):
        for paper in papers:
            kept = retention_on(paper, day)
            assert not kept.is_checked
            assert kept.confidence in ("V3", "M")
            assert kept.citation
    assert {one.paper for one in shipped_retentions()} == papers


def test_a_paper_is_kept_to_the_end_of_its_last_year():
    assert retention_on("register", AFTER).until(date(2026, 11, 23)) == date(2046, 12, 31)
    assert retention_on("guidance", date(2025, 7, 1)).until(date(2025, 7, 1)) == date(2030, 12, 31)
    entry = {"in_force_from": AFTER, "citation": "c", "starts": "s", "papers": [{"key": "x", "confidence": "M"}]}
    (for_ever,) = retentions_in({"edition": [entry]})
    assert for_ever.until(AFTER) is None
    with pytest.raises(LookupError):
        retention_on("nothing", AFTER)
    with pytest.raises(ValueError, match=r"retention\.toml: an entry has no papers"):
        retentions_in({"edition": [{"in_force_from": AFTER, "citation": "c"}]})
