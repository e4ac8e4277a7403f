"""Grounds of refusal: what is in force when, and for which of them a written notice is due."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest

from dcapp.kernel.errors import RuleViolation
from dcapp.rules.deadlines import shipped_book, wording_on
from dcapp.rules.refusals import ground_on, grounds_in, grounds_on, shipped_grounds

BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
POINTS = "abcdđeghik"


def test_before_july_2026_only_the_law_itself_gives_grounds():
    assert [ground.key for ground in grounds_on(BEFORE)] == [f"ltcd-9-{clause}" for clause in (1, 2, 3, 4)]
    assert grounds_on(date(2014, 6, 30)) == ()


def test_from_july_2026_the_ten_points_of_the_decree_stand_beside_the_law():
    keys = [ground.key for ground in grounds_on(AFTER)]
    assert keys[:4] == [f"ltcd-9-{clause}" for clause in (1, 2, 3, 4)]
    assert keys[4:] == [f"nd154-4-1-{point}" for point in POINTS]


def test_a_notice_within_three_working_days_is_due_for_two_grounds_only():
    due = {ground.key: ground.notice for ground in grounds_on(AFTER) if ground.notice}
    assert set(due) == {"ltcd-9-3", "nd154-4-1-h"}
    for notice in due.values():
        assert (notice.form, notice.rule) == ("01/TCD", "TCD-09")
        rule, _wording = shipped_book().find(notice.rule)
        assert wording_on(rule, AFTER).days.normal == 3


def test_before_july_2026_the_notice_has_a_form_but_no_number_of_days():
    due = {ground.key: ground.notice for ground in grounds_on(BEFORE) if ground.notice}
    assert set(due) == {"ltcd-9-3"}
    assert due["ltcd-9-3"].rule == ""
    assert not any(ground.notice_due for ground in grounds_on(BEFORE))
    assert sum(ground.notice_due for ground in grounds_on(AFTER)) == 2
    assert "Thông tư 06/2014/TT-TTCP" in due["ltcd-9-3"].citation


def test_a_ground_is_cited_with_its_point_or_with_the_one_the_office_chose():
    ground = ground_on("nd154-4-1-h", AFTER)
    assert ground.citation == "điểm h khoản 1 Điều 4 Nghị định 154/2026/NĐ-CP"
    assert ground.cited("g") == "điểm g khoản 1 Điều 4 Nghị định 154/2026/NĐ-CP"
    assert ground_on("ltcd-9-3", AFTER).citation == "khoản 3 Điều 9 Luật Tiếp công dân 42/2013/QH13"
    assert "cần kiểm tra" in ground.note


def test_a_ground_of_another_time_is_refused_with_its_day():
    with pytest.raises(RuleViolation, match="30/06/2026"):
        ground_on("nd154-4-1-a", BEFORE)
    with pytest.raises(RuleViolation):
        ground_on("nothing", AFTER)


@pytest.mark.parametrize("ground", shipped_grounds(), ids=lambda ground: f"{ground.key} {ground.in_force_from}")
def test_every_ground_says_what_it_is_and_what_it_rests_on(ground):
    assert ground.text
    assert ground.short
    assert not ground.text.endswith(".")
    assert ground.law in ground.citation
    assert ground.confidence in ("V1", "V2", "V3", "M")
    assert ground.in_force_to is None or ground.in_force_from <= ground.in_force_to
    if ground.confidence in ("V3", "M") or "154/2026" in ground.law:
        assert not ground.is_checked
    if ground.notice:
        assert ground.notice.citation


def test_wordings_of_a_ground_follow_each_other_without_gap_or_overlap():
    for _key, wordings in groupby(shipped_grounds(), key=lambda ground: ground.key):
        ordered = list(wordings)
        assert ordered[-1].in_force_to is None
        for earlier, later in pairwise(ordered):
            assert earlier.in_force_to + timedelta(days=1) == later.in_force_from


def test_a_broken_file_says_which_entry_is_broken():
    with pytest.raises(ValueError, match="no ground"):
        grounds_in({})
    row = {"key": "x", "law": "L", "article": "1", "clause": "1", "short": "s", "edition": []}
    edition = {"in_force_from": date(2020, 1, 1), "text": "t", "confidence": "M"}
    with pytest.raises(ValueError, match=r"refusals\.toml: ground x has no text"):
        grounds_in({"ground": [{**row, "edition": [{**edition, "text": "t"}, {"in_force_from": date(2021, 1, 1)}]}]})
    overlapping = [{**edition, "in_force_to": date(2030, 1, 1)}, {**edition, "in_force_from": date(2021, 1, 1)}]
    with pytest.raises(ValueError, match="overlap"):
        grounds_in({"ground": [{**row, "edition": overlapping}]})
