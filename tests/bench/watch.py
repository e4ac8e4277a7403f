"""How long the window does not answer: one look through the pages of a plan, in a process of its own (bench.py).

watch.py DIR    prints one line of JSON: the tasks listed, and step → the longest gap of the event loop, in seconds

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
TABS = ("TaskDelivery", "Difficulty", "Adjustment", "Check", "Meeting", "Opinion")


class Watch:
    """Carries out steps inside the event loop and keeps the longest gap of each."""

    def __init__(self, window: Any, plan_id: int) -> None:
        """`plan_id` is the plan whose tasks are looked at."""
        from PySide6.QtCore import QTimer

        self.window = window
        self.plan_id = plan_id
        self.gaps: dict[str, float] = {}
        self.times: Counter[str] = Counter()
        self.tasks = 0
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
        if now - self.busy_until > QUIET or now - self.since > PATIENCE:
            self.loop.quit()

    def step(self, name: str, run: Callable[[], object]) -> None:
        """Do something and wait until all of it is on the screen."""
        from PySide6.QtCore import QEventLoop, QTimer

        self.loop = QEventLoop()
        self.since = self.last = self.busy_until = time.perf_counter()
        self.worst = 0.0
        QTimer.singleShot(0, run)
        self.timer.start()
        self.loop.exec()
        self.timer.stop()
        if time.perf_counter() - self.since > PATIENCE:
            raise TimeoutError(name)
        self.times[name] += 1
        self.gaps[f"{name} ({self.times[name]})" if self.times[name] > 1 else name] = self.worst


def look(watch: Watch) -> None:
    """Through the pages as an officer goes."""
    window, step = watch.window, watch.step
    step("Hôm nay", window.show)
    today = window.screen_shown
    for number in (1, 0):
        step("Hôm nay, phạm vi", lambda number=number: today.scope.choose(number))
    step("Kế hoạch › Việc", lambda: window.open_page("plan", ("Task", None)))
    page = window.screen_shown.books.page
    step("Việc, chọn kế hoạch", lambda: page.choose_plan(watch.plan_id))
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
    watch.tasks = page.model.task_count
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


def begin() -> None:
    """Open the office and its window, look through it, tell the gaps."""
    from dcapp.door import Door
    from ui import bootstrap
    from ui.kit import memory
    from ui.kit.collecting import Collector, collect_all

    application = bootstrap.make_application()
    door = Door(Path(sys.argv[1]))
    remembered = door.folder / "watch.ini"  # every look begins at Hôm nay
    remembered.unlink(missing_ok=True)
    memory.use_file(remembered)
    bootstrap.dress_application(application)
    account = door.cards()[0].name
    opened = door.open(door.unlock(account, os.environ["DCAPP_PASSWORD"]), account)
    from dcapp.features.plan.queries import plans
    from ui.main_window import MainWindow

    invented = max(plan.id for plan in opened.run(plans))  # what the command fill made
    opened.bar_this_thread()
    Collector(application)
    collect_all()
    window = MainWindow(opened, door)
    window.resize(1280, 720)
    watch = Watch(window, invented)
    look(watch)
    window.tasks.finish()
    opened.close()
    print(json.dumps({"tasks": watch.tasks, "gaps": watch.gaps}, ensure_ascii=False), flush=True)
    os._exit(0)


if __name__ == "__main__":
    begin()
