"""fill: invented work in any quantity, never beside real work."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select

from dcapp.db.quick_find import quick_find
from dcapp.db.use_case import allowed
from dcapp.features.commitments.models import Commitment
from dcapp.features.commitments.recounting import recount
from dcapp.features.commitments.terms import CommitmentState
from dcapp.features.people.models import Person
from dcapp.features.plan.service import PlanForm, take_in_plan
from dcapp.features.visits.forms import VisitForm
from dcapp.features.visits.models import Visit, VisitDocument, VisitMember
from dcapp.features.visits.queries import returning
from dcapp.features.visits.service import carry_over_visit, record_visit
from dcapp.features.visits.terms import CROWD_FROM, Matter, Outcome, ReceptionKind
from dcapp.filling.debts import NEWEST
from dcapp.rules.reception import shipped_rules

TODAY = date(2026, 7, 20)


def filled(run, folder, tasks, seed, year=2026):
    return run("fill", "--year", year, "--tasks", tasks, "--seed", seed, "--json", data=folder)


def test_the_practice_commune_is_filled_any_number_of_times(run, sample):
    before = run("list", "duties", "--json", data=sample).answer["total"]
    for seed in (1, 1, 2):
        ended = filled(run, sample, 50, seed)
        assert ended.code == 0, ended.err
        assert list(ended.answer) == ["tasks", "obligations"]
        assert ended.answer["tasks"] == 50
    assert run("list", "duties", "--json", data=sample).answer["total"] == before + 150
    assert run("check", "--json", data=sample).answer == {"ok": True, "findings": []}


def test_the_book_of_tasks_is_filled_with_as_many(run, office, monkeypatch):
    monkeypatch.setenv("DCAPP_TODAY", "2026-07-01")
    assert filled(run, office, 400, 5).answer["tasks"] == 400
    answer = run("list", "tasks", "--json", data=office).answer
    rows = answer["rows"]
    assert answer["total"] == len(rows) == 400
    assert {line["state"] for line in rows} == {"open", "done", "dropped"}
    assert {line["priority"] for line in rows} == {"high", "normal", "low"}
    assert {line["period"] for line in rows} == {"", *(f"Quý {name}/2026" for name in ("I", "II", "III", "IV"))}
    assert {line["lead"] is None for line in rows} == {True, False}
    assert all(line["percent"] == 100 and line["done_on"] <= "2026-07-01" for line in rows if line["state"] == "done")
    assert {0 < line["percent"] < 100 for line in rows if line["state"] == "open"} == {True, False}
    assert any(line["is_before"] and line["last_on"] < line["due_on"] for line in rows)
    assert len({line["title"] for line in rows}) > 250
    sent = run("list", "deliveries", "--json", data=office).answer["rows"]
    assert {line["received_on"] is None for line in sent} == {True, False}
    assert run("check", "--json", data=office).answer == {"ok": True, "findings": []}


def test_tasks_are_found_by_search_and_the_same_for_the_same_seed(run, office, sample):
    titles = []
    for folder in (office, sample):
        kept = {line["id"] for line in run("list", "tasks", "--json", data=folder).answer["rows"]}
        filled(run, folder, 60, 9)
        lines = run("list", "tasks", "--json", data=folder).answer["rows"]
        titles.append(sorted((line["title"], line["period"]) for line in lines if line["id"] not in kept))
    assert len(titles[0]) == 60
    assert titles[0] == titles[1]
    found = run("list", "tasks", "--search", "suoi trong", "--json", data=office).answer
    assert 0 < found["total"] < 60


def test_the_same_seed_gives_the_same_words(run, office, sample):
    texts = []
    for folder in (office, sample):
        kept = {line["id"] for line in run("list", "duties", "--json", data=folder).answer["rows"]}
        filled(run, folder, 40, 7)
        lines = run("list", "duties", "--json", data=folder).answer["rows"]
        texts.append(sorted(line["text"] for line in lines if line["id"] not in kept))
    assert len(texts[0]) == 40
    assert texts[0] == texts[1]


def test_the_words_vary(run, office):
    filled(run, office, 300, 3)
    lines = run("list", "duties", "--json", data=office).answer["rows"]
    assert len({line["text"] for line in lines}) > 250
    assert len({line["officer"] for line in lines}) > 10


def test_invented_work_is_found_by_search(run, office):
    filled(run, office, 200, 4)
    answer = run("list", "duties", "--search", "suoi trong", "--json", data=office).answer
    assert 0 < answer["total"] < 200


def test_an_office_with_real_work_is_left_alone(run, office, opened):
    opened(office, lambda app: app.run(take_in_plan, PlanForm(year=2026, subject="thật"), "signed.txt", b"words"))
    before = run("list", "duties", "--json", data=office).answer["total"]
    assert filled(run, office, 10, 1).code == 1
    assert run("list", "duties", "--json", data=office).answer["total"] == before


def test_an_office_that_was_only_filled_may_be_filled_again(run, office):
    assert filled(run, office, 10, 1).code == 0
    assert filled(run, office, 10, 2).code == 0


def test_a_year_or_a_number_out_of_bounds_is_refused(run, office):
    assert filled(run, office, 10, 1, year=1).code == 1
    assert filled(run, office, -1, 1).code == 1
    for words in (("--visits", "-1"), ("--visits", "1000001"), ("--letters", "3")):
        assert run("fill", "--year", "2026", *words, data=office).code == 1, words
    assert run("fill", "--year", "2014", "--visits", "3", data=office).code == 1


# -- visits
@allowed("drafts.own", reads=True)
def rows_of(uow, kind):
    """All lines of a table as plain values."""
    columns = list(kind.__table__.columns)
    return [dict(zip(kind.__table__.columns.keys(), row, strict=True)) for row in uow.session.execute(select(*columns))]


@allowed("drafts.own")
def moved(uow):
    """Count running deadlines anew, and tell which moved."""
    before = {line.id: line.due_on for line in uow.session.scalars(select(Commitment))}
    recount(uow, "x")
    return [line.id for line in uow.session.scalars(select(Commitment)) if line.due_on != before[line.id]]


@pytest.fixture
def in_july(monkeypatch):
    """A day on which the two editions of the law lie behind the invented years."""
    monkeypatch.setenv("DCAPP_TODAY", TODAY.isoformat())


def with_visits(run, folder, visits=900, seed=3, year=2026):
    return run("fill", "--year", year, "--visits", visits, "--seed", seed, "--json", data=folder)


def test_visits_are_of_every_sort_and_numbered_without_gaps(run, office, opened, in_july):
    ended = with_visits(run, office)
    assert (ended.code, list(ended.answer)) == (0, ["tasks", "obligations", "visits", "people", "commitments"])
    visits, people, owed, members, papers = opened(
        office,
        lambda app: [app.run(rows_of, kind) for kind in (Visit, Person, Commitment, VisitMember, VisitDocument)],
    )
    counts = ended.answer
    assert (len(visits), len(people), len(owed)) == (counts["visits"], counts["people"], counts["commitments"])
    assert (counts["visits"], counts["people"]) == (900, 540)
    for year in range(2017, 2027):
        assert sorted(line["number"] for line in visits if line["year"] == year) == [
            *range(1, 1 + sum(line["year"] == year for line in visits))
        ]
        codes = [line["code"] for line in visits if line["year"] == year and line["code"]]
        assert codes == [f"TC{number:03d}/{year}" for number in range(1, len(codes) + 1)]
    in_order = sorted(visits, key=lambda line: (line["year"], line["number"]))
    assert [line["received_on"] for line in in_order] == sorted(line["received_on"] for line in visits)
    assert max(line["received_on"] for line in visits) <= TODAY
    assert {line["matter"] for line in visits} == set(Matter)
    assert {line["outcome"] for line in visits} == set(Outcome)
    assert {line["kind"] for line in visits} == set(ReceptionKind)
    assert {line["field"] for line in visits} == {one.key for one in shipped_rules().fields}
    assert papers
    assert {line["visit_id"] for line in papers} == {line["id"] for line in visits if line["has_documents"]}
    crowds = {line["id"] for line in visits if line["people_count"] >= CROWD_FROM}
    speaking = {line["visit_id"] for line in members if line["is_representative"]}
    assert crowds
    assert crowds <= speaking
    came = Counter(line["person_id"] for line in visits if line["person_id"])
    assert set(came) == {line["id"] for line in people}
    assert 3 <= max(came.values()) <= 10
    assert any(line["follows_id"] for line in visits)
    assert all(line["ground"] for line in visits if line["outcome"] is Outcome.REFUSED)
    assert run("check", "--json", data=office).answer == {"ok": True, "findings": []}


def test_an_invented_denouncer_is_a_code_and_nobody(run, office, opened, in_july):
    with_visits(run, office)
    visits = opened(office, lambda app: app.run(rows_of, Visit))
    denouncing = [line for line in visits if line["matter"] is Matter.DENUNCIATION]
    assert denouncing
    assert {line["id"] for line in denouncing} == {line["id"] for line in visits if line["code"]}
    empty = ("person_id", "name", "birth_year", "birth_date", "sex", "id_number", "phone", "address", "village_id")
    assert not any(line[key] for line in denouncing for key in (*empty, "village", "result", "on_behalf_of"))
    owed = opened(office, lambda app: app.run(rows_of, Commitment))
    of_them = {line["id"]: line for line in denouncing}
    for line in owed:
        if line["record_id"] in of_them:
            assert line["to_whom"] == of_them[line["record_id"]]["code"]
            assert of_them[line["record_id"]]["content"][:20] not in line["title"]


def test_most_of_what_is_owed_is_met_some_late_and_the_newest_open(run, office, opened, monkeypatch):
    today = date(2023, 7, 20)  # a year whose days off the office has loaded
    monkeypatch.setenv("DCAPP_TODAY", today.isoformat())
    with_visits(run, office, 2_000, year=2023)
    owed = opened(office, lambda app: app.run(rows_of, Commitment))
    states = Counter(line["state"] for line in owed)
    assert states[CommitmentState.MET] > 0.8 * len(owed)
    assert states[CommitmentState.OPEN]
    assert states[CommitmentState.DROPPED]
    met = [line for line in owed if line["state"] is CommitmentState.MET]
    late = [line for line in met if line["met_on"] > line["due_on"]]
    assert 0 < len(late) < len(met) / 5
    assert all(line["reason"] for line in late)
    assert all(line["made_on"] <= line["met_on"] <= today for line in met)
    still = [line for line in owed if line["state"] is CommitmentState.OPEN]
    assert max(line["made_on"] for line in still) > today - NEWEST
    assert any(line["due_on"] < today for line in still)
    assert opened(office, lambda app: app.run(moved)) == []


def test_the_desk_goes_on_behind_invented_visits(run, office, opened, in_july):
    with_visits(run, office)
    form = VisitForm(received_on=TODAY, name="Lê Thị Thật", content="Hỏi việc thật")
    told = VisitForm(received_on=TODAY, content="Tố cáo", matter=Matter.DENUNCIATION)

    def receive(app):
        before = [line for line in app.run(rows_of, Visit) if line["year"] == TODAY.year]
        known = next(line for line in before if line["name"])
        found = app.run(returning, known["name"])
        assert known["person_id"] in [one.person.id for one in found] or len(found) == 8
        assert all(one.visits for one in found)
        return before, app.run(record_visit, form), app.run(record_visit, told), app.run(quick_find, known["content"])

    before, first, second, hits = opened(office, receive)
    assert "Visit" in {hit.kind for hit in hits}
    codes = sum(bool(line["code"]) for line in before)
    assert (first.number, second.number) == (len(before) + 1, len(before) + 2)
    assert second.code == f"TC{codes + 1:03d}/{TODAY.year}"


def test_the_same_seed_gives_the_same_visits_and_another_gives_others(run, office, tmp_path, in_july):
    import shutil

    told = []
    for number, seed in enumerate((5, 5, 6)):
        folder = tmp_path / f"filled-{number}"
        shutil.copytree(office, folder)
        with_visits(run, folder, 60, seed)
        lines = run("list", "visits", "--json", data=folder).answer["rows"]
        told.append([(line["year"], line["number"], line["name"], line["content"]) for line in lines])
    assert len(told[0]) == 60
    assert told[0] == told[1] != told[2]


def test_the_practice_commune_gets_further_numbers(run, sample):
    before = run("list", "visits", "--json", data=sample).answer["total"]
    for seed in (1, 1):
        assert with_visits(run, sample, 40, seed).code == 0
    rows = run("list", "visits", "--json", data=sample).answer["rows"]
    assert len(rows) == before + 80
    for year in {line["year"] for line in rows}:
        numbers = sorted(line["number"] for line in rows if line["year"] == year)
        assert numbers == [*range(1, len(numbers) + 1)], year
    assert run("check", "--json", data=sample).answer == {"ok": True, "findings": []}


def test_an_office_with_real_visits_is_left_alone(run, office, opened, in_july):
    assert with_visits(run, office, 5, 1).code == 0
    assert with_visits(run, office, 5, 2).code == 0
    form = VisitForm(received_on=date(2026, 3, 2), name="Lê Thị Thật", content="Hỏi việc thật", number=500)
    opened(office, lambda app: app.run(carry_over_visit, form))
    before = run("list", "visits", "--json", data=office).answer["total"]
    assert with_visits(run, office, 5, 3).code == 1
    assert filled(run, office, 10, 1).code == 1
    assert run("list", "visits", "--json", data=office).answer["total"] == before


def test_one_visit_is_enough(run, office, in_july):
    assert with_visits(run, office, 1).answer["visits"] == 1
    assert run("check", "--json", data=office).answer["ok"]
