"""plan: a signed paper read, kept, shown and printed."""

from __future__ import annotations

import pytest

READ = ["title", "number", "date", "year", "issuer", "place", "documents", "parts", "assignments", "obligations"]
READ += ["recipients", "signer", "warnings"]


@pytest.fixture
def paper(root):
    """A signed plan in plain text."""
    return root / "data" / "sample" / "ke-hoach-2026.txt"


def test_reading_alone_needs_neither_office_nor_password(run, paper, tmp_path, monkeypatch):
    monkeypatch.delenv("DCAPP_PASSWORD")
    ended = run("plan", "import", paper, "--dry-run", "--json", data=tmp_path / "none")
    assert ended.code == 0, ended.err
    assert list(ended.answer) == READ
    assert (ended.answer["year"], ended.answer["number"]) == (2026, "09/KH-UBND")
    assert not (tmp_path / "none").exists()


def test_a_kept_plan_is_shown_as_it_was_read(run, paper, office):
    read = run("plan", "import", paper, "--dry-run", "--json", data=office).answer
    kept = run("plan", "import", paper, "--json", data=office)
    assert kept.code == 0, kept.err
    assert list(kept.answer) == ["id", *READ]
    shown = run("plan", "show", "2026", "--json", data=office).answer
    assert list(shown)[: len(READ)] == READ
    for key in ("title", "number", "date", "year", "issuer", "place", "parts", "assignments", "recipients", "signer"):
        assert shown[key] == read[key], key
    # the book of legal documents may know more of one than the paper says
    numbers = [[line["number"] for line in answer["documents"]] for answer in (read, shown)]
    assert numbers[0] == numbers[1]
    dues = [[(line["due"], line["every"], line["to"]) for line in answer["obligations"]] for answer in (read, shown)]
    assert dues[0] == dues[1]


def test_the_same_plan_twice_is_refused(run, paper, office):
    assert run("plan", "import", paper, data=office).code == 0
    assert run("plan", "import", paper, data=office).code == 1
    assert run("check", data=office).code == 0


def test_a_missing_paper_is_refused(run, office, tmp_path):
    assert run("plan", "import", tmp_path / "none.docx", data=office).code == 1


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_plan_is_printed(run, sample, tmp_path, ending):
    out = tmp_path / f"plan.{ending}"
    ended = run("plan", "print", "2025", "--out", out, "--json", data=sample)
    assert ended.code == 0, ended.err
    assert ended.answer == {"year": 2025, "number": "14/KH-UBND", "format": ending}
    assert out.stat().st_size > 5_000


def test_a_year_without_a_plan_is_refused(run, sample, tmp_path):
    assert run("plan", "show", "2031", data=sample).code == 1
    assert run("plan", "print", "2031", "--out", tmp_path / "x.pdf", data=sample).code == 1
    assert run("plan", "show", "2025", "--number", "99/KH-UBND", data=sample).code == 1


def test_a_plan_is_found_by_its_number(run, sample):
    assert run("plan", "show", "2025", "--number", "14/KH-UBND", "--json", data=sample).answer["year"] == 2025


def test_a_kind_of_paper_that_is_not_printed_is_refused(run, sample, tmp_path):
    out = tmp_path / "plan.odt"
    assert run("plan", "print", "2025", "--out", out, data=sample).code == 1
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_the_environment(run, sample, tmp_path):
    assert run("plan", "print", "2025", "--out", tmp_path / "none" / "plan.pdf", data=sample).code == 3


def test_the_words_of_a_plan_are_shown_without_json(run, sample):
    shown = run("plan", "show", "2025", data=sample).out
    assert "Công khai thông tin" in shown
    assert "[B]" in shown
