"""fill: invented work in any quantity, never beside real work."""

from __future__ import annotations

from dcapp.features.plan.service import PlanForm, take_in_plan


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
    assert run("fill", "--year", "2026", "--visits", "3", data=office).code == 1
