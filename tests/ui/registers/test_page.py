from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton
from shiboken6 import isValid

from dcapp.db.use_case import allowed
from dcapp.kernel.errors import EnvironmentFault, Invalid, NotAllowed, RuleViolation
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Op
from dcapp.registers.tabling import PrintedTable
from tests.registers.a_book import NOTES, Mood, Note, NoteForm
from ui.kit import messages
from ui.kit.states import DeniedState, EmptyState, ErrorState, NotFoundState
from ui.registers import page as page_module
from ui.registers.export_action import Export
from ui.registers.filter_bar import RegisterFilterBar
from ui.registers.form import FormDialog, PlainForm
from ui.registers.import_dialog import ImportDialog
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows


@allowed("office.edit", undo="Thêm dòng")
def add_note(uow, form):
    if form.name == "Cấm":
        raise RuleViolation("Không nhận tên này.")
    if form.name == "Trùng":
        raise Invalid("Tên này đã có.", field="name")
    note = Note(**{name: getattr(form, name) for name in NoteForm.__dataclass_fields__})
    note.refold()
    uow.session.add(note)
    uow.session.flush()
    return note.id


@allowed("office.edit", undo="Sửa dòng")
def edit_note(uow, key, form):
    note = uow.session.get(Note, key)
    for name in NoteForm.__dataclass_fields__:
        setattr(note, name, getattr(form, name))
    note.refold()


@allowed("office.edit", undo="Xóa dòng")
def remove_note(uow, key):
    uow.session.delete(uow.session.get(Note, key))


@allowed("office.edit", undo="Nhập dòng")
def bring_in_notes(uow, forms):
    for form in forms:
        add_note(uow, form)
    return len(forms)


drawn: list[PrintedTable] = []
STEPS = Steps(add=add_note, edit=edit_note, remove=remove_note, bring_in=bring_in_notes, draw=drawn.append)


@pytest.fixture
def page(desk, qtbot, quiet):
    page = RegisterPage(desk, NOTES, STEPS)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    page.show()
    quiet()
    return page


@pytest.fixture
def dialog_of(page):
    def find(kind):
        return next(child for child in page.findChildren(kind) if child.isVisible())

    return find


def names(page):
    return [page.model.line(row)["name"] for row in range(page.model.rowCount())]


def state_of(page):
    return page._layers.currentWidget()


def test_an_empty_book_says_what_will_come_and_offers_the_first_step(page, dialog_of):
    assert isinstance(state_of(page), EmptyState)
    (button,) = [b for b in state_of(page).findChildren(QPushButton) if b.text() == "Thêm dòng"]
    button.click()
    assert dialog_of(FormDialog).windowTitle() == "Thêm dòng"
    dialog_of(FormDialog).close_now()


def test_a_line_is_added_changed_and_thrown_away(page, dialog_of, small_app, quiet, monkeypatch):
    toasts = []
    page.desk.toast_wanted.connect(lambda text, undo: toasts.append(text))
    page.add_line()
    dialog = dialog_of(FormDialog)
    editors = dialog.form.editors
    editors["name"].setText("  Lê  Đá")
    editors["written_on"].line.setText("1/5/23")
    editors["cost"].setText("1.250.000")
    editors["mood"].choose("late")
    editors["hamlet_id"].choose(2)
    editors["is_checked"].setChecked(True)
    dialog.agree.click()
    quiet()
    assert not isValid(dialog) or not dialog.isVisible()
    assert page.model.rowCount() == 1
    line = page.model.line(0)
    assert (line["written_on"], line["cost"], line["mood"], line["hamlet"]) == (
        date(2023, 5, 1),
        1250000,
        "late",
        "Thôn Tây",
    )

    page.table.selectRow(0)
    page.actions_of_page["edit"].trigger()
    dialog = dialog_of(FormDialog)
    assert dialog.form.editors["cost"].text() == "1.250.000 đ"
    assert dialog.form.editors["hamlet_id"].value() == 2
    dialog.form.editors["name"].setText("Đỗ Ân")
    dialog.agree.click()
    quiet()
    assert names(page) == ["Đỗ Ân"]
    assert page.model.line(0)["cost"] == 1250000

    monkeypatch.setattr(messages, "show", lambda parent, message: 0)
    page.actions_of_page["remove"].trigger()
    quiet()
    assert page.model.rowCount() == 0
    assert toasts == ["Đã thêm dòng.", "Đã lưu dòng.", "Đã xóa dòng."]


def test_what_the_service_refuses_stays_on_the_form(page, dialog_of, quiet):
    page.add_line()
    dialog = dialog_of(FormDialog)
    dialog.agree.click()
    assert dialog.form.cells["name"].problem.text() == "Chưa ghi Họ và tên."
    dialog.form.editors["name"].setText("Trùng")
    dialog.form.editors["households"].setText("hai")
    dialog.agree.click()
    assert "Chưa đọc được số" in dialog.form.cells["households"].problem.text()
    dialog.form.editors["households"].setText("2")
    dialog.agree.click()
    quiet()
    assert dialog.form.cells["name"].problem.text() == "Tên này đã có."
    dialog.form.editors["name"].setText("Cấm")
    dialog.agree.click()
    quiet()
    assert dialog.problem.text() == "Không nhận tên này."
    assert dialog.agree.isEnabled()
    assert dialog.form.editors["name"].text() == "Cấm"
    dialog.close_now()


def test_the_form_asks_exactly_what_the_service_needs(qtbot):
    form = PlainForm(NOTES, {"hamlet_id": ((1, "Thôn Đông"),)})
    qtbot.addWidget(form)
    assert set(form.editors) == set(NoteForm.__dataclass_fields__)
    assert isinstance(form.editors["is_checked"], QCheckBox)
    form.fill({"name": "Lê Đá", "progress": 60, "mood": Mood.DONE, "content": "a\nb", "written_on": None})
    filled = form.filled_in()
    assert filled == NoteForm(name="Lê Đá", progress=60, mood=Mood.DONE, content="a\nb")
    assert type(filled.mood) is Mood


def test_filters_narrow_the_table_and_are_taken_back(page, small_app, quiet):
    small_app.fill(
        {"name": "Lê Đá", "mood": Mood.LATE, "written_on": date(2023, 5, 12)},
        {"name": "Đỗ Ân", "mood": Mood.DONE, "hamlet_id": 1},
        {"name": "Ngô Lan", "is_checked": True},
    )
    page.reload()
    quiet()
    bar = page.filters
    assert [b.text() for b in bar.bar.findChildren(QPushButton)][:3] == ["Tất cả 3", "7 ngày tới 1", "Quá hạn 1"]
    bar.bar.choose("late")
    quiet()
    assert names(page) == ["Lê Đá"]
    assert page.header.subtitle.full_text() == "1 dòng"
    bar.bar.clear.click()
    quiet()
    assert len(names(page)) == 3
    bar.choices["hamlet_id"].choose(1)
    quiet()
    assert names(page) == ["Đỗ Ân"]
    kept = bar.state()
    bar.clear()
    quiet()
    assert page.model.query == Query()
    bar.restore(kept | {"preset": "gone"})
    quiet()
    assert names(page) == ["Đỗ Ân"]
    bar.clear()
    bar.search.setText("ngo lan")
    bar.search.returnPressed.emit()
    quiet()
    assert names(page) == ["Ngô Lan"]
    bar.search.setText("xyz")
    bar.search.returnPressed.emit()
    quiet()
    assert isinstance(state_of(page), NotFoundState)
    bar.clear()
    quiet()
    assert state_of(page) is page.table


def test_a_date_field_offers_periods(desk, tasks, qtbot):
    bar = RegisterFilterBar(_register_filtered_by("written_on"), tasks)
    qtbot.addWidget(bar)
    bar.choices["written_on"].setCurrentIndex(3)
    assert bar.query().filters == (
        Filter("written_on", Op.FROM, date(2023, 1, 1)),
        Filter("written_on", Op.TO, date(2023, 12, 31)),
    )
    assert bar.choices["written_on"].currentText() == "Năm 2023"


def _register_filtered_by(key):
    return replace(NOTES, filters=(key,), presets=())


def test_the_pane_shows_the_line_and_steps_follow_the_selection(page, small_app, quiet):
    small_app.fill({"name": "Lê Đá", "mood": Mood.LATE, "content": "Dài\ndòng", "progress": 60})
    page.reload()
    quiet()
    assert not page.actions_of_page["edit"].isEnabled()
    assert page.actions_of_page["edit"].toolTip() == "Chọn một dòng trong bảng trước."
    page.table.selectRow(0)
    assert page.actions_of_page["edit"].isEnabled()
    assert page.pane.title.text() == "Lê Đá"
    assert "Dài\ndòng" in page.pane.texts["content"].words.text()
    page.table.activated.emit(page.model.index(0, 0))
    assert page.frame.is_detail_open


def test_a_record_far_down_is_gone_to(page, small_app, quiet):
    small_app.fill_many(3_000)
    page.reload()
    quiet()
    page.show_record(1_500)
    quiet()
    assert page.table.current_line()["id"] == 1_500
    assert page.shown_record() == 1_500
    toasts = []
    page.desk.toast_wanted.connect(lambda text, undo: toasts.append(text))
    page.show_record(9_999)
    quiet()
    assert toasts == ["Dòng này không còn trong sổ."]


def test_a_step_is_begun_with_the_record_that_was_gone_to(page, small_app, quiet, dialog_of):
    small_app.fill_many(300)
    page.reload()
    quiet()
    page.begin("edit", 150)
    quiet()
    dialog = dialog_of(FormDialog)
    assert page.shown_record() == 150
    dialog.close_now()
    page.begin("no such step", 20)
    quiet()
    assert page.shown_record() == 20
    assert not [shown for shown in page.findChildren(FormDialog) if shown.isVisible()]


def test_the_page_exports_and_prints_what_the_filters_leave(page, small_app, quiet, tmp_path):
    small_app.fill_many(1_200)
    page.reload()
    quiet()
    page.filters.search.setText("lanh")
    page.filters.search.returnPressed.emit()
    quiet()
    page.export_to(tmp_path / "a.xlsx")
    page.export_to(tmp_path / "a.csv")
    drawn.clear()
    page.print_lines()
    quiet()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True)
    assert sum(1 for _row in book.worksheets[0].rows) == 401
    book.close()
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 401
    assert len(drawn[0].rows) == 400
    assert drawn[0].title == "Sổ thử"


def test_an_export_called_off_leaves_no_file(page, small_app, quiet, tmp_path, tasks):
    small_app.fill_many(1_200)
    export = Export(tasks, NOTES, page)
    said = []
    export.said.connect(said.append)
    export.stop()
    export.start(Query(), tmp_path / "a.xlsx")
    quiet()
    assert list(tmp_path.iterdir()) == []
    assert said[-1] == "Đã dừng xuất; không có tệp nào được ghi."


@pytest.mark.parametrize(
    ("error", "kind"), [(NotAllowed("Chưa có quyền."), DeniedState), (EnvironmentFault("Ổ đĩa lỗi."), ErrorState)]
)
def test_a_book_that_cannot_be_read_says_so(page, small_app, quiet, monkeypatch, error, kind):
    def refuse(_use_case, *_args):
        raise error

    real = small_app.run
    monkeypatch.setattr(small_app, "run", refuse)
    page.reload()
    quiet()
    assert isinstance(state_of(page), kind)
    monkeypatch.setattr(small_app, "run", real)
    page.reload()
    quiet()
    assert isinstance(state_of(page), EmptyState)


def test_without_the_right_nothing_can_be_written(desk, small_app, qtbot, quiet, monkeypatch):
    monkeypatch.setattr(small_app, "may", lambda right: False)
    page = RegisterPage(desk, NOTES, STEPS)
    qtbot.addWidget(page)
    quiet()
    assert [step.id for step in page.actions_of_page.steps] == ["export", "print", "reload"]


def test_every_widget_of_the_page_that_takes_the_focus_has_a_name(page, quiet):
    nameless = [
        widget
        for widget in page.findChildren(page_module.QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


# -- the import


@pytest.fixture
def a_file(tmp_path):
    def make(*rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "thon.xlsx")
        return tmp_path / "thon.xlsx"

    return make


@pytest.fixture
def dialog(page, qtbot, tasks, small_app):
    found = ImportDialog(NOTES, tasks, bring_in_notes, options={"hamlet_id": ((1, "Thôn Đông"),)}, parent=page)
    yield found
    if isValid(found):
        found.reject()


def test_a_clean_file_is_taken_in_one_go(dialog, a_file, quiet, page):
    taken = []
    dialog.imported.connect(lambda number, path: taken.append((number, path.name)))
    dialog.open()
    dialog.open_file(a_file(["Họ và tên", "Số hộ"], ["Lê Đá", 2], ["Đỗ Ân", 3]))
    quiet()
    assert dialog.take.isEnabled()
    assert dialog.take.text() == "Nhận 2 dòng"
    assert not dialog.skip.isVisible()
    dialog.take.click()
    quiet()
    assert taken == [(2, "thon.xlsx")]
    assert sorted(names(page)) == ["Lê Đá", "Đỗ Ân"]


def test_wrong_cells_are_gone_to_corrected_and_then_taken(dialog, a_file, quiet, page):
    dialog.open()
    dialog.open_file(a_file(["Họ và tên", "Số hộ"], ["Lê Đá", "hai"], [None, 3], ["Đỗ Ân", 4]))
    quiet()
    model = dialog.model
    assert not dialog.take.isEnabled()
    assert dialog.skip.text() == "Bỏ qua 2 dòng và nhận"
    assert "<b>1/3</b>" in dialog.banner.text.text()
    here = dialog.table.currentIndex()
    assert (here.row(), model.headerData(here.column(), Qt.Orientation.Horizontal)) == (0, "Số hộ")
    assert "Trong tệp: hai" in dialog.cell.full_text()
    assert model.setData(here, "2")
    assert not model.setData(here, "2")
    dialog.go_to_next_wrong()
    here = dialog.table.currentIndex()
    assert (here.row(), here.column()) == (1, 2)
    assert model.data(here) == "?"
    assert model.setData(here, "Ngô Lan")
    assert model.next_wrong(0, 0) is None
    assert dialog.take.isEnabled()
    dialog.take.click()
    quiet()
    assert sorted(names(page)) == ["Lê Đá", "Ngô Lan", "Đỗ Ân"]


def test_wrong_rows_are_skipped_and_handed_back(dialog, a_file, quiet, page, tmp_path):
    dialog.open()
    dialog.open_file(a_file(["Họ và tên", "Số hộ"], ["Lê Đá", "hai"], ["Đỗ Ân", 4]))
    quiet()
    dialog.save_rejected(tmp_path / "sai.xlsx")
    quiet()
    assert (tmp_path / "sai.xlsx").exists()
    dialog.skip.click()
    quiet()
    assert names(page) == ["Đỗ Ân"]


def test_a_refused_file_leaves_the_book_as_it_was(dialog, quiet, page, tmp_path):
    (tmp_path / "a<b>.xlsx").write_bytes(b"%PDF")
    dialog.open()
    dialog.open_file(tmp_path / "a<b>.xlsx")
    quiet()
    assert "không phải Excel" in dialog.banner.text.text()
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_a_refused_import_keeps_the_preview(dialog, a_file, quiet, page):
    dialog.open()
    dialog.open_file(a_file(["Họ và tên"], ["Lê Đá"], ["Cấm"]))
    quiet()
    dialog.take.click()
    quiet()
    assert dialog.banner.text.text() == "Không nhận tên này."
    assert dialog.isVisible()
    assert dialog.take.isEnabled()
    assert page.model.rowCount() == 0
