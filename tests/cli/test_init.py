"""init: an office from a description, or the practice commune."""

from __future__ import annotations

import pytest

from dcapp.profile import profile_of, read_profile


def test_an_office_is_made_from_a_description(run, profile, tmp_path):
    ended = run("init", "--profile", profile, "--json", data=tmp_path / "new")
    assert ended.code == 0
    assert list(ended.answer) == ["account", "recovery_code"]
    assert ended.answer["account"] == "thu"
    assert ended.answer["recovery_code"] in ended.err
    villages = run("list", "villages", "--json", data=tmp_path / "new").answer["rows"]
    assert [(line["kind"], line["name"]) for line in villages] == [("thôn", "Đông"), ("thôn", "Tây")]
    officers = run("list", "officers", "--json", data=tmp_path / "new").answer["rows"]
    assert {(line["full_name"], line["post"]) for line in officers} == {
        ("Lê Văn Thử", "Chủ tịch UBND"),
        ("Trần Văn Bình", "Phó Chủ tịch UBND"),
    }
    superiors = run("list", "bodies", "--search", "thu", "--json", data=tmp_path / "new").answer["rows"]
    assert {"UBND tỉnh Thử", "Sở Thử"} <= {line["name"] for line in superiors}


def test_the_example_in_the_manual_is_a_description(root):
    manual = (root / "docs" / "dong-lenh.md").read_text("utf-8")
    example = manual.split("```toml\n", 1)[1].split("```", 1)[0]
    import tomllib

    profile = profile_of(tomllib.loads(example))
    assert profile.officers == (("Trần Văn Bình", "vice_chairman"),)
    assert profile.villages[2] == "tổ dân phố 3"


def test_a_second_office_in_the_same_folder_is_refused(run, office, profile):
    before = (office / "keyslots.json").read_bytes()
    assert run("init", "--profile", profile, data=office).code == 1
    assert run("init", "--sample", data=office).code == 1
    assert (office / "keyslots.json").read_bytes() == before
    assert run("check", data=office).code == 0


@pytest.mark.parametrize(
    "description",
    [
        "",
        '[office]\nname = ""',
        "[office]\nname = 7",
        '[office]\nname = "UBND xã Thử"\nremote_area = "no"',
        '[office]\nname = "UBND xã Thử"\nnmae = "x"',
        'villages = "Đông"\n[office]\nname = "UBND xã Thử"',
        'villages = [7]\n[office]\nname = "UBND xã Thử"',
        '[office]\nname = "UBND xã Thử"\n[[officers]]\nname = "A"\npost = "king"',
        "[office",
    ],
)
def test_a_mistake_in_the_description_is_refused_with_its_place(run, tmp_path, description):
    path = tmp_path / "profile.toml"
    path.write_text(description, "utf-8")
    ended = run("init", "--profile", path, data=tmp_path / "new")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err
    assert run("list", data=tmp_path / "new").code == 3


def test_a_description_may_give_posts_by_their_title(tmp_path):
    path = tmp_path / "profile.toml"
    path.write_text('[office]\nname = "X"\n[[officers]]\nname = "A"\npost = "Phó Chủ tịch UBND"\n', "utf-8")
    assert read_profile(path).officers == (("A", "vice_chairman"),)


def test_a_missing_description_is_refused(run, tmp_path):
    assert run("init", "--profile", tmp_path / "none.toml", data=tmp_path / "new").code == 1


def test_a_weak_password_is_refused(run, profile, tmp_path, monkeypatch):
    monkeypatch.setenv("DCAPP_PASSWORD", "123456")
    assert run("init", "--profile", profile, data=tmp_path / "new").code == 1


def test_the_practice_commune_fills_every_book(run, sample):
    keys = [line["key"] for line in run("list", "--json", data=sample).answer["registers"]]
    plan_books, office_books = ["tasks", "obligations", "opinions"], ["officers", "villages", "bodies", "days_off"]
    desk_books = ["visits", "commitments", "reception_sessions", "duty_shifts", "opening_figures"]
    assert keys == [*plan_books, *desk_books, "papers", "incoming", *office_books]
    for key in ("duties", "issued", *keys):
        assert run("list", key, "--json", data=sample).answer["total"] > 0, key


def test_the_practice_commune_holds_no_plan_of_the_year_of_the_tests(run, sample):
    assert run("plan", "show", "2023", data=sample).code == 1
    for year in ("2025", "2026"):
        assert run("plan", "show", year, "--json", data=sample).answer["year"] == int(year)


def test_the_practice_commune_is_marked(sample_once):
    from dcapp.door import Door

    assert Door(sample_once).is_sample()
