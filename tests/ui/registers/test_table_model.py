from __future__ import annotations

import random
import tracemalloc
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from dcapp.registers.cells import heading
from dcapp.registers.finding import PAGE, Query
from dcapp.registers.spec import Filter, Op, shown_fields
from tests.registers.a_book import NOTES
from ui.registers.table_model import PAGES_KEPT, WAITING, RegisterTableModel
from ui.registers.table_view import RegisterTable


@pytest.fixture
def model(tasks):
    model = RegisterTableModel(NOTES, tasks)
    yield model
    model.deleteLater()


@pytest.fixture
def watched(model):
    """The model under Qt's own tester, which walks every cell at every change: small books only."""
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()


def test_the_model_keeps_qts_rules_while_it_grows_shrinks_and_sorts(watched, small_app, quiet):
    watched.ask(Query())
    quiet()
    assert watched.rowCount() == 0
    small_app.fill_many(1_100)
    watched.reload()
    quiet()
    assert watched.rowCount() == 1_100
    watched.line(1_050)
    quiet()
    with small_app.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM note WHERE id > 300")
    watched.reload()
    quiet()
    assert watched.rowCount() == 300
    watched.sort(0, Qt.SortOrder.DescendingOrder)
    watched.ask(Query(words="không có"))
    quiet()
    assert watched.rowCount() == 0


def names(model):
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def test_a_small_book_is_shown_whole_with_its_headings(model, small_app, quiet):
    small_app.fill({"name": "Lê Đá", "written_on": date(2023, 5, 1)}, {"name": "Đỗ Ân", "written_on": date(2023, 5, 2)})
    model.ask(Query())
    quiet()
    assert names(model) == ["Đỗ Ân", "Lê Đá"]
    assert not model.is_counting
    across = Qt.Orientation.Horizontal
    assert [model.headerData(n, across) for n in range(model.columnCount())] == [
        heading(f) for f in shown_fields(NOTES)
    ]
    assert model.data(model.index(0, 3)) == "02/05/2023"
    assert model.data(model.index(0, 3), Qt.ItemDataRole.AccessibleTextRole) == "Ngày ghi: 02/05/2023"
    assert model.row_of(1) == 1


def test_all_rows_of_a_large_book_can_be_reached_but_few_are_kept(model, small_app, quiet):
    small_app.fill_many(100_000)
    heights = []
    model.counted.connect(lambda number, more: heights.append((number, more)))
    model.ask(Query(order="name", descending=False))
    quiet()
    assert heights == [(PAGE, True), (1000, True), (100_000, False)]
    assert model.rowCount() == 100_000

    spots = random.Random(7).sample(range(100_000), 60)
    tracemalloc.start()
    for row in spots:
        model.line(row)
        quiet()
        assert model.line(row) is not None
    used, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert model.pages_at_hand <= PAGES_KEPT
    assert used < 30_000_000


def test_neighbouring_pages_are_read_by_cursor_and_jumps_by_position(model, small_app, quiet):
    small_app.fill_many(3_000)
    model.ask(Query())
    quiet()
    small_app.asked.clear()
    for row in (PAGE, 2 * PAGE, 12 * PAGE, 13 * PAGE):
        assert model.data(model.index(row, 0)) == WAITING
        quiet()
        assert model.data(model.index(row, 0)) != WAITING
    assert [name for name, _args in small_app.asked] == ["notes.page", "notes.page", "notes.page_at", "notes.page"]


def test_a_quick_scroll_fetches_only_what_is_wanted_last(model, small_app, quiet):
    small_app.fill_many(10_000)
    model.ask(Query())
    quiet()
    small_app.asked.clear()
    for row in range(PAGE, 10_000, PAGE):
        model.line(row)
    quiet()
    assert len(small_app.asked) <= 4
    assert model.line(9_999) is not None


def test_the_rows_come_in_the_order_of_the_book_wherever_one_looks(model, small_app, quiet):
    small_app.fill_many(1_500)
    model.ask(Query(order="progress", descending=True))
    quiet()
    seen = []
    for row in range(0, 1_500, 50):
        model.line(row)
        quiet()
        seen.append(model.line(row)["progress"])
    assert seen == sorted(seen, reverse=True)


def test_an_earlier_question_does_not_answer_a_later_one(model, small_app, quiet):
    small_app.fill({"name": "Lê Đá"}, {"name": "Đỗ Ân"})
    model.ask(Query(words="le"))
    model.ask(Query(words="do"))
    quiet()
    assert names(model) == ["Đỗ Ân"]


def test_rows_that_went_away_leave_the_table(model, small_app, quiet):
    small_app.fill_many(2_000)
    model.ask(Query())
    quiet()
    with small_app.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM note WHERE id % 2 = 0")
    model.reload()
    quiet()
    assert model.rowCount() == 1_000
    model.line(999)
    quiet()
    assert model.line(999) is not None


def test_rows_that_went_away_unseen_are_noticed_when_their_page_comes_short(model, small_app, quiet):
    small_app.fill_many(2_000)
    model.ask(Query())
    quiet()
    with small_app.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM note WHERE id <= 150")
    model.line(1_999)
    quiet()
    assert model.rowCount() == 1_850


def test_a_refused_read_is_told(model, quiet):
    told = []
    model.failed.connect(told.append)
    model.ask(Query(filters=(Filter("nowhere", Op.EMPTY),)))
    quiet()
    assert [type(error) for error in told] == [KeyError]


@pytest.fixture
def table(model, qtbot):
    table = RegisterTable(model)
    qtbot.addWidget(table)
    table.resize(1280, 720)
    table.show()
    return table


def test_a_paint_asks_for_what_is_visible_only(table, model, small_app, quiet, monkeypatch):
    small_app.fill_many(100_000)
    model.ask(Query())
    quiet()
    cells, roles = [], []
    real_cell, real_data = RegisterTableModel.cell, RegisterTableModel.data
    monkeypatch.setattr(RegisterTableModel, "cell", lambda self, r, c: cells.append((r, c)) or real_cell(self, r, c))
    monkeypatch.setattr(RegisterTableModel, "data", lambda self, *a: roles.append(a) or real_data(self, *a))
    table.verticalScrollBar().setValue(50_000)
    table.grab()
    visible = table.viewport().height() // table.rowHeight(0) + 2
    assert 0 < len(cells) <= 2 * visible * model.columnCount()
    assert roles == []
    quiet()
    assert model.line(50_000) is not None


def test_headings_sort_and_the_current_line_is_told(table, model, small_app, quiet):
    small_app.fill({"name": "Trần Lành"}, {"name": "Lê Đá"}, {"name": "Đỗ Ân"})
    model.ask(Query())
    quiet()
    table.horizontalHeader().sectionClicked.emit(0)
    quiet()
    assert names(model) == ["Đỗ Ân", "Lê Đá", "Trần Lành"]
    assert table.horizontalHeader().sortIndicatorSection() == 0
    table.horizontalHeader().sectionClicked.emit(0)
    quiet()
    assert names(model) == ["Trần Lành", "Lê Đá", "Đỗ Ân"]
    said = []
    table.said.connect(said.append)
    table.horizontalHeader().sectionClicked.emit(2)
    assert said == ["Cột này không sắp xếp được."]
    picked = []
    table.picked.connect(picked.append)
    table.selectRow(1)
    assert picked[-1]["name"] == "Lê Đá"
    assert table.current_line()["id"] == 2


def test_copied_rows_are_text_that_excel_parts_into_cells(table, model, small_app, quiet):
    small_app.fill({"name": "=1+1", "subject": "a\nb\tc", "written_on": date(2023, 5, 2)}, {"name": "Đỗ Ân"})
    model.ask(Query())
    quiet()
    table.hide_columns(["content", "seen_at"])
    table.selectAll()
    table.copy_rows()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Họ và tên\tTrích yếu\tNgày ghi\t")
    assert lines[1].startswith("'=1+1\ta b c\t02/05/2023\t")
    assert len(lines) == 3


def test_too_many_rows_are_not_copied(table, model, small_app, quiet):
    small_app.fill_many(1_200)
    model.ask(Query())
    quiet()
    said = []
    table.said.connect(said.append)
    table.selectAll()
    table.copy_rows()
    assert "1.000" in said[0]


def test_columns_are_hidden_by_the_menu_and_one_stays(table, model, small_app, quiet):
    menu = table.column_menu()
    menu.actions()[1].setChecked(False)
    assert table.hidden_columns() == ("subject",)
    table.hide_columns([field.key for field in NOTES.fields])
    assert table.hidden_columns() == ("subject",)
    menu.close()


def test_after_a_reload_the_officer_stays_on_the_line(table, model, small_app, quiet):
    small_app.fill_many(900)
    model.ask(Query(order="", descending=True))
    quiet()
    table.verticalScrollBar().setValue(500)
    quiet()
    table.selectRow(510)
    key = table.current_line()["id"]
    model.reload()
    quiet()
    assert table.verticalScrollBar().value() == 500
    assert table.currentIndex().row() == 510
    assert table.current_line()["id"] == key
