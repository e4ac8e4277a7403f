"""list, export, import: what a book holds, out and in again."""

from __future__ import annotations

import pytest

BOOKS = ("tasks", "obligations", "opinions", "papers", "incoming", "officers", "villages", "bodies", "days_off")


def test_the_list_of_books_tells_key_and_title(run, sample):
    registers = run("list", "--json", data=sample).answer["registers"]
    assert {tuple(line) for line in registers} == {("key", "title")}


def test_words_are_found_without_marks(run, sample):
    ended = run("list", "papers", "--search", "dan chu co so", "--json", data=sample)
    assert ended.code == 0
    assert any("dân chủ" in line["subject"] for line in ended.answer["rows"])
    assert ended.answer["total"] == len(ended.answer["rows"])


def test_a_limit_shortens_the_rows_not_the_total(run, sample):
    answer = run("list", "papers", "--limit", "2", "--json", data=sample).answer
    assert len(answer["rows"]) == 2
    assert answer["total"] > 2


def test_dates_are_written_year_first_and_no_working_column_is_shown(run, sample):
    line = run("list", "days_off", "--limit", "1", "--json", data=sample).answer["rows"][0]
    assert line["day"].count("-") == 2
    assert "folded" not in line


def test_the_same_question_has_the_same_answer(run, sample):
    first, second = (run("list", "obligations", "--json", data=sample).out for _ in range(2))
    assert first == second
    assert str(sample) not in first


def test_an_unknown_book_is_refused_with_the_known_ones(run, sample):
    ended = run("list", "horses", data=sample)
    assert ended.code == 1
    assert "papers" in ended.err


@pytest.mark.parametrize("key", BOOKS)
def test_what_a_book_exports_it_takes_in_again_unchanged(run, sample, tmp_path, key):
    path = tmp_path / "book.xlsx"
    out = run("export", key, "--out", path, "--json", data=sample)
    assert out.code == 0, out.err
    tried = run("import", key, path, "--dry-run", "--json", data=sample)
    assert tried.code == 0, tried.err
    answer = tried.answer
    assert list(answer) == ["register", "accepted", "rejected", "problems"]
    assert (answer["accepted"], answer["rejected"]) == (out.answer["rows"], 0)


def test_lines_of_one_office_come_into_another(run, sample, office, tmp_path):
    path = tmp_path / "villages.xlsx"
    run("export", "villages", "--out", path, data=sample)
    taken = run("import", "villages", path, "--json", data=office)
    assert taken.code == 0, taken.err
    assert (taken.answer["written"], taken.answer["already_there"]) == (4, 0)
    again = run("import", "villages", path, "--json", data=office)
    assert (again.answer["written"], again.answer["already_there"]) == (0, 4)
    names = [line["name"] for line in run("list", "villages", "--json", data=office).answer["rows"]]
    assert names == ["Bến Đá", "Đông", "Đồng Sim", "Gò Me", "Suối Trong", "Tây"]


def test_tasks_of_one_office_come_into_anothers_plan(run, sample, office, root, tmp_path):
    path = tmp_path / "tasks.xlsx"
    run("export", "tasks", "--out", path, data=sample)
    assert run("import", "tasks", path, data=office).code == 1  # no plan of these years
    for year in ("2025", "2026"):
        plan = root / "data" / "sample" / f"ke-hoach-{year}.txt"
        assert run("plan", "import", plan, data=office).code == 0
    total = run("list", "tasks", "--json", data=sample).answer["total"]
    taken = run("import", "tasks", path, "--json", data=office).answer
    assert (taken["written"], taken["already_there"]) == (total, 0)
    again = run("import", "tasks", path, "--json", data=office).answer
    assert (again["written"], again["already_there"]) == (0, total)
    rows = run("list", "tasks", "--json", data=office).answer["rows"]
    assert {line["plan_year"] for line in rows} == {"2025", "2026"}
    assert {line["state"] for line in rows} == {"open"}
    assert any(line["period"] == "Quý I/2026" and line["due_on"] for line in rows)


def test_a_wrong_line_is_named_and_nothing_is_written(run, office, tmp_path):
    import openpyxl

    path = tmp_path / "villages.xlsx"
    run("export", "villages", "--out", path, data=office)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: (cell.row, cell.column) for line in sheet.iter_rows() for cell in line if cell.value}
    row, column = heads["Số hộ"]
    sheet.cell(row + 1, column, "nhiều")
    book.save(path)
    ended = run("import", "villages", path, "--json", data=office)
    assert ended.code == 1
    assert [problem["field"] for problem in ended.answer["problems"]] == ["households"]
    assert [list(problem) for problem in ended.answer["problems"]] == [["row", "column", "field", "message"]]


def test_numbers_are_given_once_so_their_book_is_not_imported(run, sample, tmp_path):
    path = tmp_path / "issued.xlsx"
    assert run("export", "issued", "--out", path, data=sample).code == 0
    assert run("import", "issued", path, data=sample).code == 1


def test_an_export_has_the_ending_of_excel(run, sample, tmp_path):
    assert run("export", "papers", "--out", tmp_path / "book.ods", data=sample).code == 1


def test_a_file_that_is_no_workbook_is_refused(run, sample, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_text("not a workbook", "utf-8")
    assert run("import", "papers", path, data=sample).code == 1


def test_a_place_that_cannot_be_written_is_the_environment(run, sample, tmp_path):
    ended = run("export", "papers", "--out", tmp_path / "nowhere" / "book.xlsx", data=sample)
    assert ended.code == 3, ended.err


def test_without_json_the_lines_are_words(run, sample):
    assert "papers\t" in run("list", data=sample).out
    assert "Đồng Sim" in run("list", "villages", data=sample).out
