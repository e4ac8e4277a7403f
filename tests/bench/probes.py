"""Small programs that bench.py starts, each in a process of its own; each prints one line of JSON and ends.

probes.py bare | door DIR | shell | rows DIR | pages DIR BOOK [QUESTION] | depth DIR BOOK
          | filters DIR | search DIR | offers DIR
Times are readings of the monotonic clock, which bench.py compares with the start of the process.
"""

from __future__ import annotations

import json
import os
import random
import re
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

    from dcapp.catalogue import register_of
    from dcapp.registers.finding import PAGE
    from dcapp.registers.use_cases import reading

    app, handle = opened()
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        asked.append((statement, tuple(parameters)))

    book = register_of(sys.argv[3])
    read = reading(book)
    query = question_of(app, book.key, sys.argv[4] if len(sys.argv) > 4 else "")
    event.listen(app.database.reader, "before_cursor_execute", note)
    app.run(read, query)
    event.remove(app.database.reader, "before_cursor_execute", note)
    written, parameters = next(pair for pair in reversed(asked) if " AS book" in pair[0])
    ending = f"LIMIT {PAGE + 1} OFFSET ?"
    assert written.endswith(ending), written[-80:]
    bound = written.removesuffix(ending) + "LIMIT ? OFFSET ?"
    ways = {
        "raw": lambda: handle.execute(bound, (*parameters[:-1], PAGE + 1, 0)).fetchall(),
        "written": lambda: handle.execute(written, parameters).fetchall(),
        "ours": lambda: app.run(read, query).lines,
    }
    times, found = best_of(ways)
    tell(rows=len(found["ours"]), **times)


def opened():
    """The open office, and the bare driver on the same file with the same settings of safety and memory."""
    from dcapp.db.engine import make_engine
    from dcapp.db.folder import OfficeFolder
    from dcapp.door import Door

    the_door = Door(Path(sys.argv[2]))
    account = the_door.cards()[0].name
    keys = the_door.unlock(account, os.environ["DCAPP_PASSWORD"])
    app = the_door.open(keys, account, alone=False)
    engine = make_engine(OfficeFolder(the_door.folder).main, keys.main_key, read_only=True)
    return app, engine.raw_connection().driver_connection


def best_of(ways, rounds: int = ROUNDS):
    """The shortest time of each way, taken in turn (a busy machine only adds), and what each gave last.

    Each is asked once more before it is timed: what the way before it left in the processor is not its cost.
    """
    times: dict[str, float] = {}
    found = {}
    for _round in range(rounds):
        for name, way in ways.items():
            way()
            before = time.perf_counter()
            found[name] = way()
            taken = time.perf_counter() - before
            times[name] = min(taken, times.get(name, taken))
    return times, found


def question_of(app, book: str, question: str):
    """What is asked of a book: the plan that fill made, two filters at once, a word, or nothing."""
    from dcapp.registers.finding import Query
    from dcapp.registers.spec import Filter, Op

    if question == "filtered":
        return Query(filters=(Filter("matter", Op.IS, "complaint"), Filter("outcome", Op.IS, "forwarded")))
    if question == "searched":
        return Query(words="trại heo")
    return Query(filters=one_plan(app) if book == "tasks" else ())


def depth() -> None:
    """The first page of a book, the next page far down in it, and the jump of the scroll bar to there."""
    from dcapp.catalogue import register_of
    from dcapp.registers.finding import Query
    from dcapp.registers.use_cases import counting, jumping, reading

    app, _handle = opened()
    book = register_of(sys.argv[3])
    lines, _more = app.run(counting(book), Query(), None)
    far = int(lines * 0.9)
    above = app.run(jumping(book), Query(), far).next_cursor
    times, found = best_of(
        {
            "first": lambda: app.run(reading(book), Query()).lines,
            "deep": lambda: app.run(reading(book), Query(), above).lines,
            "jump": lambda: app.run(jumping(book), Query(), far).lines,
        }
    )
    tell(rows=len(found["deep"]), lines=lines, **times)


def filters() -> None:
    """Every kind of matter with every outcome, the plain page of visits beside them; rare pairs read most lines."""
    from dcapp.features.visits.register import VISITS
    from dcapp.features.visits.terms import Matter, Outcome
    from dcapp.registers.finding import Query
    from dcapp.registers.spec import Filter, Op
    from dcapp.registers.use_cases import reading

    app, _handle = opened()
    read = reading(VISITS)
    pairs = {
        f"{matter.value} + {outcome.value}": Query(
            filters=(Filter("matter", Op.IS, matter.value), Filter("outcome", Op.IS, outcome.value))
        )
        for matter in Matter
        for outcome in Outcome
    }
    ways = {name: lambda query=query: app.run(read, query) for name, query in {"plain": Query(), **pairs}.items()}
    times, _found = best_of(ways, 5)
    plain = times.pop("plain")
    which = max(times, key=times.__getitem__)
    tell(plain=plain, slowest=times[which], which=which, pairs=len(pairs))


QUESTIONS = 300


def search() -> None:
    """Two or three words of real visits, the last one begun: quick find, and LIKE on the folded words of visits."""
    from dcapp.db.quick_find import quick_find

    app, handle = opened()
    chance = random.Random(154)
    newest = handle.execute("SELECT max(id) FROM visit").fetchone()[0]
    questions: list[str] = []
    while len(questions) < QUESTIONS:
        line = handle.execute("SELECT folded FROM visit WHERE id = ?", (chance.randint(1, newest),)).fetchone()
        words = re.findall("[a-z0-9]+", line[0]) if line else []
        if len(words) > 4:
            start = chance.randrange(len(words) - 3)
            chosen = words[start : start + chance.choice((2, 3))]
            questions.append(" ".join([*chosen[:-1], chosen[-1][: max(2, len(chosen[-1]) - 1)]]))

    def like(words: str) -> object:
        each = [f"%{word}%" for word in words.split()]
        holds = " AND ".join(["folded LIKE ? ESCAPE '/'"] * len(each))
        return handle.execute(f"SELECT id FROM visit WHERE {holds} ORDER BY id DESC LIMIT 50", each).fetchall()

    def seconds(way) -> tuple[float, float]:
        taken = []
        for words in questions:
            times, _found = best_of({"it": lambda words=words: way(words)}, 1)
            taken.append(times["it"])
        taken.sort()
        return taken[len(taken) // 2], taken[len(taken) * 99 // 100]

    ours = seconds(lambda words: app.run(quick_find, words))
    tell(ours=ours, like=seconds(like), questions=len(questions))


OFFERED_FOR = ("ng", "th", "nguyen", "nguyen van", "thon", "099", "0200", "0200 12", "nguyen thi hoa", "xuyen 1957")
"""What is typed at the desk: two letters, common names, a village, the beginnings of numbers, somebody."""


def offers() -> None:
    """Citizens offered while somebody types, against a look through all people for words that nobody has.

    The look through everybody is what every keystroke would cost without the search; words that many people have end
    it early, those of nobody do not. The words that take longest count.
    """
    from dcapp.features.visits.queries import returning

    app, handle = opened()
    everybody = "SELECT id FROM person WHERE folded LIKE ? ESCAPE '/' ORDER BY id DESC LIMIT 8"
    ways = {words: lambda words=words: app.run(returning, words) for words in OFFERED_FOR}
    ways["everybody"] = lambda: handle.execute(everybody, ("%khong ai ten nay%",)).fetchall()
    times, found = best_of(ways, 15)
    people = handle.execute("SELECT count(*) FROM person").fetchone()[0]
    scan = times.pop("everybody")
    slowest = max(times, key=times.__getitem__)
    unanswered = [words for words in OFFERED_FOR[:8] if not found[words]]
    tell(people=people, everybody=scan, slowest=slowest, unanswered=unanswered, times=times)


def one_plan(app):
    """What the page of tasks asks of its book: the tasks of the plan that fill made that are open or done."""
    from dcapp.features.plan.queries import plans
    from dcapp.registers.spec import Filter, Op

    newest = max(plan.id for plan in app.run(plans))
    return (Filter("plan_id", Op.IS, newest), Filter("state", Op.ONE_OF, ("open", "done")))


if __name__ == "__main__":
    probes = (bare, door, shell, rows, pages, depth, filters, search, offers)
    {probe.__name__: probe for probe in probes}[sys.argv[1]]()
