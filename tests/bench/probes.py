"""Small programs that bench.py starts, each in a process of its own; each prints one line of JSON and ends.

probes.py bare | door DIR | shell | rows DIR | pages DIR BOOK
Times are readings of the monotonic clock, which bench.py compares with the start of the process.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
ROUNDS = 60


def resident_bytes() -> int | None:
    """Memory of this process now; None where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


def tell(**answer: object) -> NoReturn:
    """Print the answer and end at once: what Qt does on the way out is not measured."""
    print(json.dumps(answer), flush=True)
    os._exit(0)


def tell_when_painted(window, **answer: object) -> None:
    """Wait for the first paint of a window, then tell when it was."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, _watched, event) -> bool:
            if event.type() == QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, painted)
            return False

    def painted() -> None:
        at = time.monotonic()
        loaded = sorted(
            {name.split(".")[0] for name in sys.modules} & {"sqlalchemy", "alembic", "reportlab", "argparse"}
        )
        tell(at=at, memory=resident_bytes(), loaded=loaded, **answer)

    watch = Watch(window)
    window.installEventFilter(watch)


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("x"))
    window.resize(1280, 720)
    tell_when_painted(window)
    window.show()
    app.exec()


def door() -> None:
    """What main.py does for the window, up to the first paint of the password window."""
    from ui.kit.first_frame import open_window

    def build(frame):
        first = time.monotonic()  # the frame was painted
        from dcapp.door import Door
        from ui import bootstrap

        front = bootstrap.begin(Door(Path(sys.argv[2])), frame=frame)
        bootstrap.keep_log(front.door.folder)
        tell_when_painted(front.window, first=first)
        return front.end

    open_window(Path(sys.argv[2]), build)


def shell() -> None:
    """The main window of an office that is not there: menu, lock screen, no page, so nothing to count for Hôm nay."""
    from dataclasses import replace

    from dcapp.door import Door
    from ui import bootstrap, navigation
    from ui.kit.desk import Screen
    from ui.main_window import MainWindow

    office = SimpleNamespace(name="UBND xã Suối Mẫu", is_sample=True)
    viewer = SimpleNamespace(name="x", display_name="Ngô Thị Hạnh", roles=frozenset())
    stand_in = SimpleNamespace(
        office=office,
        viewer=viewer,
        account="x",
        on_changed=None,
        notices=(),
        may=lambda _right: True,
        close=lambda: None,
    )
    app = bootstrap.make_application()
    bootstrap.dress_application(app)
    shown = [page for page in navigation.PAGES if page.key != "today"]
    pages = [replace(page, factory=lambda desk, page=page: Screen(desk, page.title)) for page in shown]
    the_door = SimpleNamespace(folder=Path(), cards=tuple, office_name=lambda: "", is_sample=lambda: True)
    assert Door
    window = MainWindow(stand_in, the_door, pages=pages)
    window.resize(1280, 720)
    tell_when_painted(window)
    window.show()
    app.exec()


def rows() -> None:
    """From the right password to the first 200 rows of the largest book; the password window is open before."""
    from PySide6.QtCore import QTimer

    from dcapp.door import Door
    from ui import bootstrap
    from ui.kit import memory

    app = bootstrap.make_application()
    the_door = Door(Path(sys.argv[2]))
    memory.use_file(the_door.folder / "window.ini")
    bootstrap.dress_application(app)
    front = bootstrap.Front(the_door)
    front.begin()
    account = the_door.cards()[0].name
    moments: dict[str, float] = {}

    def unlock() -> None:
        the_door.warm_up()  # while the password is typed
        moments["typed"] = time.monotonic()
        keys = the_door.unlock(account, os.environ["DCAPP_PASSWORD"])
        moments["derived"] = time.monotonic()
        opened = the_door.open(keys, account)
        moments["opened"] = time.monotonic()
        from dcapp.catalogue import register_of
        from ui.main_window import MainWindow
        from ui.navigation import Page
        from ui.registers.page import RegisterPage

        def page(desk):
            made = RegisterPage(desk, register_of("duties"))
            made.model.loaded.connect(lambda: QTimer.singleShot(0, lambda: shown(made)))
            return made

        opened.bar_this_thread()
        window = MainWindow(opened, the_door, pages=[Page("duties", "", "", "table", page, "plan.view")])
        moments["built"] = time.monotonic()
        front.window = window
        window.resize(1280, 720)
        window.show()

    def shown(page) -> None:
        page.table.viewport().repaint()
        at = time.monotonic()
        front.window.app.close()  # a session that breaks off makes the next start slower
        tell(rows=page.model.rowCount(), shown=at, **moments)

    QTimer.singleShot(50, unlock)
    app.exec()


def pages() -> None:
    """One page of 200 rows: through the staircase, and the same statement through the driver alone.

    The driver gets every value bound, as programs ask it ("raw"); that the limit is written into our statement is
    part of our way ("written" is the driver with our very statement).
    """
    from sqlalchemy import event
    from sqlcipher3 import dbapi2

    from dcapp.catalogue import register_of
    from dcapp.db.folder import OfficeFolder
    from dcapp.door import Door
    from dcapp.registers.finding import PAGE, Query
    from dcapp.registers.use_cases import reading

    the_door = Door(Path(sys.argv[2]))
    account = the_door.cards()[0].name
    keys = the_door.unlock(account, os.environ["DCAPP_PASSWORD"])
    app = the_door.open(keys, account, alone=False)
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        asked.append((statement, tuple(parameters)))

    book = register_of(sys.argv[3])
    read = reading(book)
    query = Query(filters=one_plan(app) if book.key == "tasks" else ())
    event.listen(app.database.reader, "before_cursor_execute", note)
    app.run(read, query)
    event.remove(app.database.reader, "before_cursor_execute", note)
    written, parameters = next(pair for pair in reversed(asked) if " AS book" in pair[0])
    ending = f"LIMIT {PAGE + 1} OFFSET ?"
    assert written.endswith(ending), written[-80:]
    bound = written.removesuffix(ending) + "LIMIT ? OFFSET ?"
    handle = dbapi2.connect(str(OfficeFolder(the_door.folder).main))
    handle.execute(f"PRAGMA key=\"x'{keys.main_key.hex()}'\"")
    handle.execute("PRAGMA cache_size=-65536")
    times: dict[str, list[float]] = {"raw": [], "written": [], "ours": []}
    ways = {
        "raw": lambda: handle.execute(bound, (*parameters[:-1], PAGE + 1, 0)).fetchall(),
        "written": lambda: handle.execute(written, parameters).fetchall(),
        "ours": lambda: app.run(read, query).lines,
    }
    for _round in range(ROUNDS):
        for name, way in ways.items():
            before = time.perf_counter()
            rows = way()
            times[name].append(time.perf_counter() - before)
    tell(rows=len(rows), **{name: min(taken) for name, taken in times.items()})  # a busy machine only adds


def one_plan(app):
    """What the page of tasks asks of its book: the tasks of the plan that fill made that are open or done."""
    from dcapp.features.plan.queries import plans
    from dcapp.registers.spec import Filter, Op

    newest = max(plan.id for plan in app.run(plans))
    return (Filter("plan_id", Op.IS, newest), Filter("state", Op.ONE_OF, ("open", "done")))


if __name__ == "__main__":
    {"bare": bare, "door": door, "shell": shell, "rows": rows, "pages": pages}[sys.argv[1]]()
