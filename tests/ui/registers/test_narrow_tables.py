"""Tables in little room: the subject keeps its width, no heading or chip is cut, the least important columns wait."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTabBar

from dcapp.catalogue import REGISTERS
from dcapp.features.office.register import OFFICERS
from dcapp.features.papers.register import INCOMING_PAPERS, ISSUED_PAPERS, LEGAL_PAPERS
from dcapp.features.plan.register import DUTIES, OBLIGATIONS
from dcapp.registers.cells import heading
from dcapp.registers.spec import Kind
from tests.registers.a_book import NOTES
from ui.kit import theme
from ui.kit.theme import px
from ui.registers.books import Books
from ui.registers.line_pane import LinePane
from ui.registers.page import RegisterPage
from ui.registers.ranking import giving_way, line_name, naming_field
from ui.registers.table_model import RegisterTableModel
from ui.registers.table_view import LEAST_NAMING_WIDTH, ONE_LINE, TWO_LINES, RegisterTable

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
ROOMS = ((100, 763), (100, 1026), (100, 1110), (125, 1044), (150, 1228))
"""(font scale, width of a table): beside the pane at 1366, alone at 1280 and 1366 and with large letters."""


@pytest.fixture
def a_table(tasks, qtbot):
    def make(register, width):
        table = RegisterTable(RegisterTableModel(register, tasks))
        qtbot.addWidget(table)
        table.resize(width, 500)
        table.show()
        return table

    return make


def shown(table):
    return [n for n in range(table.model().columnCount()) if not table.isColumnHidden(n)]


@pytest.mark.parametrize(("scale", "width"), ROOMS)
def test_nothing_is_cut_and_nothing_scrolls_sideways(a_table, look, scale, width):
    look("light", scale)  # for all books at once: dressing the application takes longer than laying out a table
    faults = [f"{register.key}: {fault}" for register in REGISTERS for fault in faults_of(a_table(register, width))]
    assert faults == []


def faults_of(table):
    """What does not fit in a table."""
    fields = table.model().fields
    if table.horizontalScrollBar().maximum():
        yield "scrolls sideways"
    naming = fields.index(naming_field(table.model().register))
    if table.columnWidth(naming) < px(min(LEAST_NAMING_WIDTH, fields[naming].width or LEAST_NAMING_WIDTH)):
        yield f"{fields[naming].key} is narrow"
    small, body = QFontMetrics(theme.current().font("caption")), QFontMetrics(theme.current().font("body"))
    lines = 2 if table.horizontalHeader().height() >= px(TWO_LINES) else 1
    for place in shown(table):
        field, room = fields[place], table.columnWidth(place) - px(24)
        words = heading(field)
        if max(map(small.horizontalAdvance, words.split())) > room or small.horizontalAdvance(words) > room * lines:
            yield f"the heading {words} is cut"
        if field.kind is Kind.CHOICE:
            metrics, chip = (small, px(20)) if field.tones else (body, 0)
            yield from (said for said in field.labels.values() if metrics.horizontalAdvance(said) + chip > room)


@pytest.mark.parametrize(
    ("register", "there"),
    [
        (LEGAL_PAPERS, ["type_name", "number", "issued_on", "subject", "validity"]),
        (ISSUED_PAPERS, ["symbol", "issued_on", "type_name", "subject", "state"]),
        (INCOMING_PAPERS, ["arrived_on", "arrival_number", "author", "subject", "due_on"]),
        (OBLIGATIONS, ["what", "who_line", "due_on", "every"]),
        (DUTIES, ["section", "text", "officer", "due_on", "plan_year"]),
    ],
    ids=lambda value: getattr(value, "key", ""),
)
def test_beside_the_pane_the_important_columns_stay(a_table, register, there):
    table = a_table(register, 763)
    assert [table.model().fields[n].key for n in shown(table)] == there
    table.resize(1700, 500)
    assert len(shown(table)) == table.model().columnCount()


def test_a_column_that_the_officer_asks_for_stays_however_little_room_there_is(a_table):
    table = a_table(LEGAL_PAPERS, 763)
    menu = table.column_menu()
    issuer = next(step for step in menu.actions() if step.text() == "Cơ quan ban hành")
    assert not issuer.isChecked()
    issuer.setChecked(True)
    menu.close()
    assert "issuer" in [table.model().fields[n].key for n in shown(table)]
    assert table.hidden_columns() == ()
    table.hide_columns(["issuer"])
    assert table.hidden_columns() == ("issuer",)


def test_the_column_of_the_order_never_leaves():
    assert "signer" in giving_way(ISSUED_PAPERS)
    assert "signer" not in giving_way(ISSUED_PAPERS, "signer")


def test_long_headings_take_two_lines(a_table):
    table = a_table(ISSUED_PAPERS, 1400)
    kept_by = next(n for n in shown(table) if table.model().fields[n].key == "kept_by")
    assert table.columnWidth(kept_by) < 150
    assert table.horizontalHeader().height() >= TWO_LINES
    table.hide_columns(["kept_by", "copies"])
    assert ONE_LINE <= table.horizontalHeader().height() < TWO_LINES
    assert table.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & int(
        Qt.TextFlag.TextWordWrap
    )


def test_a_line_goes_by_its_subject_or_else_its_number():
    line = dict.fromkeys(field.key for field in LEGAL_PAPERS.fields) | {"replaced_by": ""}
    line |= {"type_name": "Nghị định", "number": "156/2026/NĐ-CP", "subject": "Sửa đổi, bổ sung"}
    assert line_name(LEGAL_PAPERS, line) == "Sửa đổi, bổ sung"
    assert line_name(LEGAL_PAPERS, line | {"subject": ""}) == "156/2026/NĐ-CP"
    named = {register.key: naming_field(register).key for register in REGISTERS}
    assert (
        named
        | {
            "papers": "subject",
            "issued": "subject",
            "incoming": "subject",
            "obligations": "what",
            "duties": "text",
            "officers": "full_name",
            "villages": "name",
            "bodies": "name",
            "days_off": "name",
            "adjustments": "task",
        }
        == named
    )


def test_what_stands_in_one_column_is_told_once(qtbot):
    pane = LinePane(OFFICERS)
    qtbot.addWidget(pane)
    line = dict.fromkeys(field.key for field in OFFICERS.fields)
    pane.show_line(line | {"full_name": "Hồ Thị Ánh", "post": "Chủ tịch", "post_key": "CT"})
    words = [found.text() for found in pane.values.findChildren(type(pane.title))]
    assert words.count("Chức danh") == 1
    assert pane.title.text() == "Hồ Thị Ánh"


def test_the_arrow_keys_move_on_along_the_strip_of_books(desk, qtbot, quiet):
    tabs = tuple((title, (title,), lambda desk: RegisterPage(desk, NOTES)) for title in ("Một", "Hai", "Ba"))
    books = Books(desk, "Sổ", tabs)
    qtbot.addWidget(books)
    books.resize(1366, 696)
    books.show()
    books.activateWindow()
    bar = books.strip.bar
    bar.setFocus()
    for number in (1, 2):
        qtbot.keyClick(books.window().focusWidget(), Qt.Key.Key_Right)
        quiet()
        assert isinstance(books.focusWidget(), QTabBar)
        assert bar.currentIndex() == number
