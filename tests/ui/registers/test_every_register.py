"""Every book of the office stands on the default page: table under Qt's tester, filters, pane, plain form, import."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from dcapp.catalogue import REGISTERS
from dcapp.db.base import Base
from dcapp.db.engine import make_engine
from dcapp.db.findable import CREATE_FTS
from dcapp.db.unit_of_work import Database, Security
from dcapp.registers.cells import heading
from dcapp.registers.finding import Query
from dcapp.registers.forming import form_values
from dcapp.registers.headings import find_headings
from dcapp.registers.spec import form_fields, shown_fields
from dcapp.registers.use_cases import reading
from dcapp.registers.workbook import SheetCells
from dcapp.rules.permissions import load_matrix
from tests.registers.contract import EVERYBODY, fill_with_samples
from ui.kit.changes import Changes
from ui.kit.desk import Desk
from ui.kit.tasks import Tasks
from ui.registers.form import PlainForm
from ui.registers.page import RegisterPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # the offscreen platform has no windows


class OfficeApp:
    """Runs reads over an office in memory, rights aside."""

    def __init__(self, database):
        self.database = database
        self.on_changed = lambda names: None

    def run(self, use_case, *args):
        with self.database.begin(EVERYBODY, "test", write=False) as uow:
            return use_case(uow, *args)

    def interrupt_read(self):
        pass

    def may(self, right):
        return True


@pytest.fixture
def office():
    engine = make_engine(None, None)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA query_only=0")
        Base.metadata.create_all(connection)
        connection.exec_driver_sql(CREATE_FTS)
    database = Database(engine, engine, Security(load_matrix(), b"k" * 32))
    yield database
    database.close()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_a_book_stands_on_the_default_page(register, office, qtbot, qapp):
    with office.begin(EVERYBODY, "test", write=True) as uow:
        fill_with_samples(uow, register)
        lines = len(reading(register)(uow, Query(), None, 1000).lines)
    assert lines > 1
    app = OfficeApp(office)
    tasks, changes = Tasks(app), Changes(app)
    desk = Desk(app, tasks, changes)
    page = RegisterPage(desk, register)
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.addWidget(page)
    page.resize(1366, 696)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == lines and not tasks.is_busy, timeout=10_000)

    page.table.selectRow(0)
    assert page.pane.title.text()
    assert page.grab().width() == 1366
    assert [page.model.headerData(n, Qt.Orientation.Horizontal) for n in range(page.model.columnCount())] == [
        heading(f) for f in shown_fields(register)
    ]
    if register.form is not None:
        form = PlainForm(register, page.options)
        qtbot.addWidget(form)
        form.fill(form_values(register, page.model.line(0)))
        assert list(form.editors) == [f.key for f in form_fields(register)]
        sheet = SheetCells("Sổ", (tuple(heading(f) for f in form_fields(register)),))
        assert set(find_headings(register, [sheet], str).columns) == set(form.editors)

    tester.deleteLater()
    page.close()
    assert tasks.finish()
    for thing in (desk, changes, tasks):
        thing.deleteLater()
