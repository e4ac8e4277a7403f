"""What a new office starts with fits its tables and contradicts itself nowhere."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from dcapp.rules import starting
from dcapp.rules.permissions import ROLES
from dcapp.rules.rulebook import document_types

LAST_DAY_BEFORE_TWO_TIERS = date(2025, 6, 30)
POST = {"key": str, "title": str, "abbreviation": str, "since": date, "until": date, "roles": list}
BODY = {"name": str, "short_name": str, "kind": str, "since": date, "until": date, "note": str}
PAPER = {
    "type_name": str, "number": str, "issued_on": date, "issuer": str, "subject": str, "in_force_from": date,
    "in_force_to": date, "is_checked": bool, "source": str, "note": str,
}  # fmt: skip
LAWS = {"Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư"}


@pytest.mark.parametrize(
    ("rows", "shape"),
    [(starting.starting_posts, POST), (starting.starting_bodies, BODY), (starting.starting_papers, PAPER)],
)
def test_rows_have_every_key_in_its_kind(rows, shape):
    for row in rows():
        assert row.keys() - {"replaced_by"} == shape.keys()
        for key, kind in shape.items():
            assert (row[key] is None and kind is date) or type(row[key]) is kind, (row, key)
            if kind is str:
                assert unicodedata.is_normalized("NFC", row[key])
                assert row[key] == " ".join(row[key].split())


def test_posts_begin_with_the_chairman_and_name_roles_that_exist():
    posts = starting.starting_posts()
    keys = [post["key"] for post in posts]
    assert keys[0] == "chairman"
    assert len(set(keys)) == len(keys)
    assert {"office_statistics", "justice", "culture", "finance", "land", "military", "village_head"} <= set(keys)
    assert all(post["title"] and set(post["roles"]) <= set(ROLES) for post in posts)
    assert all("TC" not in post["roles"] for post in posts), "denunciations are given by name"
    assert any("QT" in post["roles"] for post in posts if post["until"] is None)


def test_posts_and_bodies_of_the_two_tiers_follow_one_another():
    dated = [*starting.starting_posts(), *starting.starting_bodies()]
    assert {row["until"] for row in dated} == {None, LAST_DAY_BEFORE_TWO_TIERS}
    assert {row["since"] for row in dated} == {None, date(2025, 7, 1)}


def test_a_change_to_what_was_read_does_not_reach_the_next_reader():
    starting.starting_posts()[0]["roles"].append("XX")
    assert "XX" not in starting.starting_posts()[0]["roles"]


def test_bodies_are_of_a_kind_that_exists_and_stand_once():
    bodies = starting.starting_bodies()
    assert {body["kind"] for body in bodies} == {"superior", "department", "party", "front", "other"}
    assert len({body["name"] for body in bodies}) == len(bodies)


def test_legal_documents_stand_once_and_end_after_they_begin():
    papers = starting.starting_papers()
    numbers = [paper["number"] for paper in papers]
    assert all(numbers)
    assert len(set(numbers)) == len(numbers)
    types = LAWS | {kind.name for kind in document_types(date(2026, 1, 1))}
    for paper in papers:
        assert paper["type_name"] in types
        dates = [paper[key] for key in ("issued_on", "in_force_from", "in_force_to") if paper[key]]
        assert dates == sorted(dates), paper["number"]
        assert paper["subject"]
        assert paper["issuer"]


def test_a_replaced_document_ends_the_day_before_its_successor_begins():
    papers = {paper["number"]: paper for paper in starting.starting_papers()}
    replaced = [paper for paper in papers.values() if "replaced_by" in paper]
    assert replaced
    for paper in replaced:
        successor = papers[paper["replaced_by"]]
        assert (successor["in_force_from"] - paper["in_force_to"]).days == 1, paper["number"]


def test_what_is_checked_says_where_and_what_is_not_says_why():
    for paper in starting.starting_papers():
        if paper["is_checked"]:
            assert paper["source"], paper["number"]
            assert paper["issued_on"], paper["number"]
            assert paper["in_force_from"], paper["number"]
        else:
            assert paper["note"], paper["number"]


def test_decrees_that_were_read_in_copies_only_wait_for_the_gazette():
    waiting = [p["number"] for p in starting.starting_papers() if p["number"].endswith("/2026/NĐ-CP")]
    checked = [p["number"] for p in starting.starting_papers() if p["is_checked"]]
    assert set(waiting) >= {"154/2026/NĐ-CP", "155/2026/NĐ-CP", "156/2026/NĐ-CP"}
    assert set(waiting).isdisjoint(checked)


def test_lists_of_recipients_follow_the_day_of_the_paper():
    before = starting.starting_recipients(date(2024, 3, 1))
    after = starting.starting_recipients(date(2026, 3, 1))
    assert {preset.key for preset in before} == {"plan_before", "notice"}
    assert {preset.key for preset in after} == {"plan", "report", "notice"}
    assert all(not line.endswith((";", ".")) for preset in (*before, *after) for line in preset.lines)


def test_a_key_that_nobody_knows_is_refused(monkeypatch):
    monkeypatch.setattr(starting, "_rows", lambda _file, _table: ({"key": "x", "titel": "y"},))
    with pytest.raises(ValueError, match="titel"):
        starting.starting_posts()
