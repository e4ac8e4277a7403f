"""An office with one made-up book, and a desk on which its page can stand."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from dcapp.kernel.text import fold, name_sort_key
from tests.registers import a_book
from ui.kit import memory
from ui.kit.changes import Changes
from ui.kit.desk import Desk
from ui.kit.tasks import Tasks


class SmallApp:
    """Runs use cases over the made-up book, as the real office does."""

    def __init__(self):
        self.engine = a_book.an_engine()
        self.asked = []
        self.on_changed = lambda names: None
        self.turn = threading.Lock()  # one connection in memory, two lanes

    def run(self, use_case, *args):
        self.asked.append((use_case.__name__, args))
        with self.turn, a_book.uow(self.engine) as work:
            result = use_case(work, *args)
            work.session.commit()
        if not use_case.reads:
            self.on_changed(frozenset({"Note"}))
        return result

    def interrupt_read(self):
        pass

    def may(self, right):
        return True

    def fill(self, *rows):
        a_book.fill(self.engine, list(rows))

    def fill_many(self, number):
        names = ["Trần Thị Lành", "Lê Văn Đá", "Đỗ Ân"]
        rows = [
            {
                "name": f"{names[n % 3]} {n}",
                "subject": "",
                "content": "",
                "written_on": date(2020, 1, 1) + timedelta(days=n % 1000),
                "mood": ["calm", "late", "done"][n % 3],
                "is_checked": False,
                "progress": n % 101,
                "name_order": name_sort_key(names[n % 3]),
                "folded": fold(f"{names[n % 3]} {n}"),
            }
            for n in range(number)
        ]
        with self.engine.begin() as connection:
            connection.execute(insert(a_book.Note), rows)


@pytest.fixture
def small_app():
    app = SmallApp()
    yield app
    app.engine.dispose()


@pytest.fixture
def tasks(small_app, qtbot):
    tasks = Tasks(small_app)
    yield tasks
    assert tasks.finish()
    tasks.deleteLater()


@pytest.fixture
def desk(small_app, tasks):
    memory.forget_all()
    changes = Changes(small_app)
    desk = Desk(small_app, tasks, changes)
    yield desk
    desk.deleteLater()
    changes.deleteLater()


@pytest.fixture
def quiet(qtbot, tasks):
    """Waits until everything that was asked for has been answered."""

    def wait():
        qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)
        qtbot.wait(5)
        qtbot.waitUntil(lambda: not tasks.is_busy, timeout=20_000)

    return wait
