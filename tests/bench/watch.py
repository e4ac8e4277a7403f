"""How long the window does not answer: one look through pages, in a process of its own (bench.py).

watch.py plan DIR    the pages of a plan; prints one line of JSON: the tasks listed ("listed"), and step → the longest
                     gap of the event loop, in seconds ("gaps")
watch.py desk DIR    the same of the reception desk: "listed" are visits

A timer of the event loop ticks every two milliseconds; while a step is at work, and until every read is back and all
is painted, the longest time between two ticks is what an officer would feel.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TICK, QUIET, PATIENCE = 0.002, 0.12, 30.0
SETTLED = 0.45
"""Quiet time after typing: a search or an offer begins only when no key was pressed for a while."""
DESK_TABS = ("ReceptionSession", "Commitment", "DutyShift", "OpeningFigure")
TABS = ("TaskDelivery", "Difficulty", "Adjustment", "Check", "Meeting", "Opinion")


class Watch:
    """Carries out steps inside the event loop and keeps the longest gap of each."""

    def __init__(self, window: Any, subject: int) -> None:
        """`subject` is what was asked of the office before its window opened."""
        from PySide6.QtCore import QTimer

        self.window = window
        self.subject = subject
        self.gaps: dict[str, float] = {}
        self.times: Counter[str] = Counter()
        self.listed = 0
        self.quiet = QUIET
        self.last = self.busy_until = 0.0
        self.timer = QTimer()
        self.timer.setTimerType(self.timer.timerType().PreciseTimer)
        self.timer.setInterval(int(TICK * 1000))
        self.timer.timeout.connect(self.tick)
        self.loop: Any = None
        self.worst = self.since = 0.0

    def tick(self) -> None:
        """Measure the time since the last tick; leave the loop when nothing was at work for a while."""
        now = time.perf_counter()
        self.worst = max(self.worst, now - self.last - TICK)
        self.last = now
        if self.window.tasks.is_busy:
            self.busy_until = now
        if now - self.busy_until > self.quiet or now - self.since > PATIENCE:
            self.loop.quit()

    def step(self, name: str, run: Callable[[], object], quiet: float = QUIET) -> None:
        """Do something and wait until all of it is on the screen and nothing happened for the quiet time."""
        from PySide6.QtCore import QEventLoop, QTimer

        self.loop = QEventLoop()
        self.since = self.last = self.busy_until = time.perf_counter()
        self.worst, self.quiet = 0.0, quiet
        failed: list[Exception] = []

        def carry_out() -> None:
            try:
                run()
            except Exception as error:  # the event loop would only print it
                failed.append(error)

        QTimer.singleShot(0, carry_out)
        self.timer.start()
        self.loop.exec()
        self.timer.stop()
        if failed:
            raise failed[0]
        if time.perf_counter() - self.since > PATIENCE:
            raise TimeoutError(name)
        self.times[name] += 1
        self.gaps[f"{name} ({self.times[name]})" if self.times[name] > 1 else name] = self.worst


def look_at_plan(watch: Watch) -> None:
    """Through the pages of a plan as an officer goes; the plan is what the command fill made."""
    plan_id = watch.subject
    window, step = watch.window, watch.step
    step("Hôm nay", window.show)
    today = window.screen_shown
    for number in (1, 0):
        step("Hôm nay, phạm vi", lambda number=number: today.scope.choose(number))
    step("Kế hoạch › Việc", lambda: window.open_page("plan", ("Task", None)))
    page = window.screen_shown.books.page
    step("Việc, chọn kế hoạch", lambda: page.choose_plan(plan_id))
    bar = page.table.verticalScrollBar()
    for part in (0.5, 1.0, 0.25):
        step("Việc, kéo thanh cuộn", lambda part=part: bar.setValue(int(bar.maximum() * part)))
    for number in range(30):
        step("Việc, cuộn từng trang", lambda number=number: bar.setValue(number * bar.pageStep()))
    for preset in ("late", "soon", "lacking", "all"):
        step("Việc, lọc sẵn", lambda preset=preset: page.filters.bar.choose(preset))
    for row in (min(1, page.filters.people.count() - 1), 0):
        step("Việc, lọc theo người", lambda row=row: page.filters.people.setCurrentIndex(row))
    middle = page.model.rowCount() // 2
    watch.listed = page.model.task_count
    step("Việc, mở ngăn", lambda: (page.table.go_to(middle + 1), page.frame.open_detail()))
    step("Việc, đi xuống", lambda: page.table.go_to(page.model.rowCount() - 1))
    step("Việc, chọn tất cả", page.table.selectAll)
    if len(page.chosen_ids()) < min(page.model.task_count, 200):
        raise AssertionError("not all tasks are chosen")
    step("Việc, chọn một", lambda: page.table.go_to(2))
    update(watch, page)
    step("Việc, bảng", lambda: page.filters.view.choose(1))
    for column in page.board.columns.values():
        step("Việc, bảng, xem thêm", column.more_wanted.emit)
        step("Việc, bảng, chọn thẻ", lambda column=column: column.list.setCurrentIndex(column.list.cards.index(0, 0)))
    step("Việc, danh sách", lambda: page.filters.view.choose(0))
    for kind in TABS:
        step(f"tab {kind}", lambda kind=kind: window.screen_shown.books.show_kind(kind))
    window.screen_shown.books.show_kind("TaskDelivery")
    book = window.screen_shown.books.page
    for preset in ("missing", "waiting", "received_late"):
        step("Nộp báo cáo, lọc", lambda preset=preset: book.filters.bar.choose(preset))
    step("Nộp báo cáo, cuối sổ", lambda: book.table.scrollToBottom())


def update(watch: Watch, page: Any) -> None:
    """The quick update of the task under the cursor: a number, and keep it."""
    watch.step("Cập nhật nhanh, mở", lambda: page.steps.update(page.current_id()))
    sheet = sheet_of(page)
    watch.step("Cập nhật nhanh, gõ", lambda: sheet.percent.setText("40"))
    watch.step("Cập nhật nhanh, lưu", sheet.send)
    watch.step("Cập nhật nhanh, xong", lambda: None)


def sheet_of(page: Any) -> Any:
    """The sheet that stands over the page."""
    from ui.features.tasks.progress_dialog import ProgressDialog

    return page.findChildren(ProgressDialog)[-1]


def look_at_desk(watch: Watch) -> None:
    """Through the books of reception, then a citizen who came before is typed at the desk."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    window, step = watch.window, watch.step
    step("Hôm nay", window.show)
    step("Tiếp công dân", lambda: window.open_page("visits"))
    reception = window.screen_shown
    page = reception.books.page
    watch.listed = watch.subject
    bar = page.table.verticalScrollBar()
    for part in (0.5, 1.0, 0.25):
        step("Sổ tiếp, kéo thanh cuộn", lambda part=part: bar.setValue(int(bar.maximum() * part)))
    for number in range(30):
        step("Sổ tiếp, cuộn từng trang", lambda number=number: bar.setValue(number * bar.pageStep()))
    step("Sổ tiếp, cuối sổ", page.table.scrollToBottom)
    for preset in ("month", "crowds", "refused", "outdated", ""):
        step("Sổ tiếp, lọc sẵn", lambda preset=preset: page.filters.bar.choose(preset))
    for key in ("matter", "outcome", "village_id"):
        for row in (1, 0):
            step(f"Sổ tiếp, lọc {key}", lambda key=key, row=row: page.filters.choices[key].setCurrentIndex(row))
    for words in ("trai heo", "khong ai noi the nay", ""):
        step("Sổ tiếp, tìm", lambda words=words: page.filters.search.setText(words), SETTLED)
    step("Sổ tiếp, mở ngăn", lambda: (show_row(page, 1), page.frame.open_detail()))
    step("Sổ tiếp, đi xuống", lambda: show_row(page, page.model.rowCount() - 1))
    for kind in DESK_TABS:
        step(f"tab {kind}", lambda kind=kind: reception.books.show_kind(kind))
    step("tab Visit", lambda: reception.books.show_kind("Visit"))
    step("Ghi lượt tiếp, mở", lambda: window.open_page("visits", ("new", "Visit")))
    entry = reception.entry
    name = entry.form.name
    step(
        "Ghi lượt tiếp, ô họ tên", lambda: (QApplication.setActiveWindow(window), name.setFocus())
    )  # no screen does it
    for letters in ("t", "h", "i"):
        step("Ghi lượt tiếp, gõ tên", lambda letters=letters: QTest.keyClicks(name, letters), SETTLED)
    if entry.popup.isHidden():
        raise AssertionError("nobody was offered")
    down = Qt.Key.Key_Down
    step("Ghi lượt tiếp, chọn người", lambda: (QTest.keyClick(name, down), QTest.keyClick(name, Qt.Key.Key_Return)))
    if not name.text() or entry.past.isHidden():
        raise AssertionError("nobody was taken over")
    step("Ghi lượt tiếp, gõ nội dung", lambda: QTest.keyClicks(entry.form.content, "hoi ve boi thuong dat"), SETTLED)
    step("Ghi lượt tiếp, lưu", entry.save_and_go_on, SETTLED)
    if name.text():
        raise AssertionError("the visit was not saved")
    for letters in ("09", "9", "1"):
        step("Ghi lượt tiếp, gõ số", lambda letters=letters: QTest.keyClicks(entry.form.id_number, letters), SETTLED)
    step("Tìm nhanh, mở", window.open_quick_find)


def show_row(page: Any, row: int) -> None:
    """Put the cursor on a row of a book."""
    page.table.setCurrentIndex(page.model.index(row, 0))


def newest_plan(opened: Any) -> int:
    """The plan that the command fill made."""
    from dcapp.features.plan.queries import plans

    return max(plan.id for plan in opened.run(plans))


def number_of_visits(opened: Any) -> int:
    """All visits of the book."""
    from dcapp.features.visits.register import VISITS
    from dcapp.registers.finding import Query
    from dcapp.registers.use_cases import counting

    return opened.run(counting(VISITS), Query(), None)[0]


LOOKS = {"plan": (newest_plan, look_at_plan), "desk": (number_of_visits, look_at_desk)}


def begin() -> None:
    """Open the office and its window, look through it, tell the gaps."""
    from dcapp.door import Door
    from ui import bootstrap
    from ui.kit import memory
    from ui.kit.collecting import Collector, collect_all

    application = bootstrap.make_application()
    door = Door(Path(sys.argv[2]))
    remembered = door.folder / "watch.ini"  # every look begins at Hôm nay
    remembered.unlink(missing_ok=True)
    memory.use_file(remembered)
    bootstrap.dress_application(application)
    account = door.cards()[0].name
    opened = door.open(door.unlock(account, os.environ["DCAPP_PASSWORD"]), account)
    from ui.main_window import MainWindow

    asked, look = LOOKS[sys.argv[1]]
    subject = asked(opened)
    opened.bar_this_thread()
    Collector(application)
    collect_all()
    window = MainWindow(opened, door)
    window.resize(1280, 720)
    watch = Watch(window, subject)
    look(watch)
    window.tasks.finish()
    opened.close()
    print(json.dumps({"listed": watch.listed, "gaps": watch.gaps}, ensure_ascii=False), flush=True)
    os._exit(0)


if __name__ == "__main__":
    begin()
