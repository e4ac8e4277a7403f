"""The commands of the rule book: `rules` and `deadline`, with and without an office."""

from __future__ import annotations

from datetime import date

import pytest

from dcapp.features.office.service import DayOffForm, OfficeForm, add_day_off, edit_office

KEYS = ["rule", "edition", "from", "due", "weekday", "unit", "days", "direction", "days_off", "steps", "warnings"]


@pytest.fixture
def nobody(monkeypatch):
    """No password is at hand, so no office can be opened."""
    monkeypatch.delenv("DCAPP_PASSWORD")


def test_the_rule_book_needs_no_office(run, nobody, tmp_path):
    book = run("rules", "--json", data=tmp_path / "nothing").answer["rules"]
    complaint = next(rule for rule in book if rule["rule"] == "KN-02")
    assert [edition["edition"] for edition in complaint["editions"]] == ["KN-02", "KN-02-old-D", "KN-02-old-L"]
    assert complaint["editions"][1]["to"] == "2026-06-30"
    assert not (tmp_path / "nothing").exists()


def test_the_rule_book_in_words_names_source_and_doubt(run, nobody, tmp_path):
    said = run("rules", data=tmp_path).out
    assert "TCD-06" in said
    assert "khoản 1 Điều 28 Luật Tiếp công dân" in said
    assert "(cần kiểm tra)" in said


def test_a_date_comes_with_its_explanation(run, nobody, tmp_path):
    answer = run("deadline", "KN-02", "--from", "2026-08-27", "--json", data=tmp_path).answer
    assert list(answer) == KEYS
    assert (answer["due"], answer["weekday"], answer["unit"], answer["days"]) == ("2026-09-10", "Thứ Năm", "working", 7)
    assert [off["date"] for off in answer["days_off"]] == ["2026-08-31", "2026-09-01", "2026-09-02"]
    assert all(step["text"] for step in answer["steps"])
    assert any(step["citation"].startswith("Điều 27") for step in answer["steps"])
    assert run("deadline", "KN-02", "--from", "2026-08-27", data=tmp_path).out.startswith("KN-02: Thứ Năm, 10/09/2026")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (("KN-03", "--from", "2026-07-04", "--area", "remote", "--complex"), "2026-09-03"),
        (("TC-06", "--from", "2026-01-05", "--complex", "--extensions", "2"), "2026-04-06"),
        (("KN-03", "--from", "2026-08-03", "--suspend", "2026-08-13", "--resume", "2026-09-14"), "2026-10-05"),
        (("KN-02-old-L", "--from", "2026-02-06"), "2026-02-23"),
        (("TCD-11", "--from", "2026-11-30"), "2026-11-20"),
    ],
)
def test_the_case_is_told_by_options(run, nobody, tmp_path, words, due):
    assert run("deadline", *words, "--json", data=tmp_path).answer["due"] == due


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("TCD-77", "--from", "2026-08-03"), 1, "TCD-77"),
        (("TCD-01", "--from", "2026-08-03"), 1, "không ấn định số ngày"),
        (("KN-03", "--from", "2026-08-03", "--suspend", "2026-08-13"), 1, "--resume"),
        (("KN-03", "--from", "03/08/2026"), 2, "YYYY-MM-DD"),
        (("KN-03",), 2, "--from"),
    ],
)
def test_what_is_wrong_is_said(run, nobody, tmp_path, words, code, said):
    ended = run("deadline", *words, data=tmp_path)
    assert ended.code == code
    assert said in ended.err
    assert ended.out == ""


@pytest.mark.parametrize(("asked", "edition"), [("KN-02", "KN-02-old-D"), ("kn-02-old-l", "KN-02-old-L")])
def test_the_answer_names_what_was_asked_and_the_edition_that_counted(run, nobody, tmp_path, asked, edition):
    answer = run("deadline", asked, "--from", "2026-06-22", "--json", data=tmp_path).answer
    assert (answer["rule"].casefold(), answer["edition"]) == (asked.casefold(), edition)
    assert answer["rule"] in ("KN-02", "KN-02-old-L")


def test_a_day_off_of_the_office_moves_the_date(run, office, opened):
    plain = run("deadline", "TC-01", "--from", "2023-05-10", "--json", data=office).answer
    opened(office, lambda app: app.run(add_day_off, DayOffForm(day=date(2023, 5, 12), name="Nghỉ tránh bão")))
    moved = run("deadline", "TC-01", "--from", "2023-05-10", "--json", data=office).answer
    assert (plain["due"], moved["due"]) == ("2023-05-19", "2023-05-22")
    assert [off["name"] for off in moved["days_off"]] == ["Nghỉ tránh bão"]


def test_an_office_in_a_remote_area_counts_so_by_itself(run, office, opened):
    plain = run("deadline", "KN-03", "--from", "2023-05-04", "--json", data=office).answer
    opened(office, lambda app: app.run(edit_office, OfficeForm(name=app.office.name, is_remote=True)))
    remote = run("deadline", "KN-03", "--from", "2023-05-04", "--json", data=office).answer
    assert (plain["days"], remote["days"]) == (30, 45)
    assert run("deadline", "TC-01", "--from", "2023-05-04", "--json", data=office).answer["warnings"] == []


def test_every_step_has_a_headline_beside_its_whole_text(run, nobody, tmp_path):
    steps = run("deadline", "KN-03", "--from", "2023-04-13", "--json", data=tmp_path).answer["steps"]
    assert [step["head"] for step in steps] == [
        "Bắt đầu đếm từ Thứ Sáu, 14/04/2023",
        "Thời hạn 30 ngày",
        "Ngày thứ 30 là Thứ Bảy, 13/05/2023, chuyển sang Thứ Hai, 15/05/2023",
    ]
    assert all(step["text"].startswith(f"{step['head']}. ") for step in steps)


def test_a_year_without_calendar_is_a_warning(run, nobody, tmp_path):
    answer = run("deadline", "TCD-06", "--from", "2027-03-01", "--json", data=tmp_path).answer
    assert any("2027" in warning for warning in answer["warnings"])


def test_it_speaks_english(run, nobody, tmp_path):
    said = run("deadline", "TCD-04", "--from", "2026-11-30", "--lang", "en", data=tmp_path).out
    assert "5 working days" in said
    assert "Friday, 20/11/2026" in said


def test_criteria_and_a_new_acceptance_are_told_by_options(run, nobody, tmp_path):
    words = ["deadline", "TC-08", "--from", "2026-08-03", "--criterion", "places", "--criterion", "bodies"]
    answer = run(*words, "--accepted-again", "2026-08-10", "--extensions", "2", "--json", data=tmp_path).answer

    assert (answer["due"], answer["days"]) == ("2026-11-09", 90)
    assert "03/08/2026" in answer["steps"][0]["text"]
    assert "Tiêu chí phức tạp" in answer["steps"][2]["text"]
