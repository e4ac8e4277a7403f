"""Pictures of Kế hoạch, tab Việc: list, board, pane, filters, and every dialog that a task opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QDialog
from stage import Stage

from dcapp.features.tasks.delivery_register import DELIVERIES
from dcapp.features.tasks.register import ADJUSTMENTS, TASKS
from dcapp.features.tasks.terms import AdjustmentKind, TaskState
from dcapp.registers.finding import Query
from dcapp.registers.spec import Filter, Line, Op, Register
from dcapp.registers.use_cases import reading
from ui.features.tasks.filters import BOARD, LIST, TaskFilters
from ui.features.tasks.page import TasksPage
from ui.main_window import MainWindow

CHOSEN = 5
"""So many tasks are chosen for a bulk change."""


def tasks(stage: Stage) -> None:
    """The list with its pane, the board, the filters, the states."""
    window = stage.sign_in()
    page = task_page(stage, window)
    stage.shoot("viec", "Kế hoạch, việc: danh sách theo mục")
    go_to_richest(stage, page)
    for number in range(page.pane.tabs.bar.count()):
        page.pane.tabs.bar.setCurrentIndex(number)
        stage.shoot(f"viec-chi-tiet-{number + 1}", "Kế hoạch, việc: chi tiết một việc")
    page.pane.tabs.bar.setCurrentIndex(0)
    for task_id, name in zip(_told_lines(stage, page), ("qua-han", "nop-bao-cao", "dieu-chinh"), strict=True):
        if task_id is not None:
            page.show_record(task_id)
            stage.shoot(f"viec-chi-tiet-{name}", "Kế hoạch, việc: chi tiết một việc", 50)
    for preset in ("late", "soon", "lacking"):
        page.filters.bar.choose(preset)
        stage.shoot(f"viec-loc-{preset}", "Kế hoạch, việc: lọc")
    page.filters.clear()
    stage.settle()
    _nothing_found(stage, page)
    page.filters.view.choose(BOARD)
    stage.shoot("viec-bang", "Kế hoạch, việc: bảng")
    page.filters.view.choose(LIST)
    stage.settle()
    page.more.menu().popup(page.more.mapToGlobal(page.more.rect().bottomLeft()))
    stage.shoot("viec-viec-khac", "Kế hoạch, việc: các việc khác")
    stage.dismiss()


def task_dialogs(stage: Stage) -> None:
    """Every dialog of the page of tasks."""
    window = stage.sign_in()
    page = task_page(stage, window)
    task_id = go_to_richest(stage, page)
    steps = page.actions_of_page
    for step, name, what in (
        ("add", "them", "thêm việc"),
        ("request", "yeu-cau", "ghi yêu cầu đột xuất"),
        ("edit", "sua", "sửa việc"),
        ("remove", "xoa", "hỏi trước khi xóa"),
        ("update", "cap-nhat", "cập nhật tiến độ"),
        ("raise", "neu-vuong-mac", "nêu vướng mắc"),
        ("derive", "lap-viec", "lập việc từ kế hoạch"),
        ("next_year", "nam-sau", "soát để lập kế hoạch năm sau"),
        ("progress_paper", "in-tien-do", "chọn kỳ của báo cáo tiến độ"),
        ("slips", "phieu-don-doc", "phiếu đôn đốc trước khi in"),
        ("print", "so-viec", "sổ theo dõi việc trước khi in"),
    ):
        if steps[step].isEnabled():
            stage.shoot_dialog(steps[step].trigger, f"viec-{name}", f"Kế hoạch, việc: {what}", needed=False)
    _adjust(stage, page)
    _without_evidence(stage, page)
    _receipts(stage, page)
    page.show_record(task_id)
    stage.settle()
    _choose_some(page)
    stage.shoot_dialog(steps["remind"].trigger, "viec-don-doc", "Kế hoạch, việc: đôn đốc", needed=False)
    _choose_some(page)
    _bulk(stage, steps["bulk"].trigger)
    steps["produce"].trigger()
    stage.shoot("viec-cac-ky", "Kế hoạch, việc: sinh việc các kỳ")
    stage.dismiss()


def task_sizes(stage: Stage) -> None:
    """List, board, pane and the larger dialogs with larger letters, and in narrow windows."""
    window = stage.sign_in()
    look = "dark" if stage.camera.look == "dark" else "light"
    for scale in (125, 150):
        window.set_look(look, scale)
        _at_size(stage, window, f"viec-{scale}", f"Kế hoạch, việc, cỡ chữ {scale} %")
    window.set_look(look, 100)
    for width, height in ((1366, 696), (1280, 660)):
        window.resize(width, height)
        page = task_page(stage, window)
        page.frame.close_detail()
        stage.shoot(f"viec-{width}x{height}", f"Kế hoạch, việc, cửa sổ {width}×{height}", 20)


def task_page(stage: Stage, window: MainWindow) -> TasksPage:
    """The page of tasks, brought to the front."""
    window.open_page("plan")
    window.screen_shown.books.show_kind("Task")
    stage.settle()
    return window.screen_shown.books.page


def go_to_richest(stage: Stage, page: TasksPage) -> int:
    """Put the cursor on the open task of which most is known."""
    found = [line for line in _lines(stage, page) if line["state"] == TaskState.OPEN.value]
    best = max(found, key=lambda line: (line["evidence_count"], 0 < line["percent"] < 100, bool(line["support_line"])))
    page.show_record(best["id"])
    stage.settle(50)
    return int(best["id"])


def _at_size(stage: Stage, window: MainWindow, name: str, what: str) -> None:
    page = task_page(stage, window)
    page.frame.close_detail()
    stage.shoot(name, what)
    task_id = go_to_richest(stage, page)
    page.frame.open_detail()
    stage.shoot(f"{name}-chi-tiet", f"{what}: chi tiết")
    page.frame.close_detail()
    page.filters.view.choose(BOARD)
    stage.shoot(f"{name}-bang", f"{what}: bảng")
    page.filters.view.choose(LIST)
    page.show_record(task_id)
    stage.settle(50)
    steps = page.actions_of_page
    for step in ("add", "update", "adjust", "derive", "next_year"):
        shown = step.replace("_", "-")
        stage.shoot_dialog(steps[step].trigger, f"{name}-{shown}", f"{what}: {shown}", needed=False)
    page.frame.close_detail()


def _lines(stage: Stage, page: TasksPage, register: Register = TASKS) -> list[Line]:
    """The lines of a book that belong to the plan that is looked at."""
    found: list[Line] = []
    query = Query(filters=(Filter("plan_id", Op.IS, page.plan_id),))
    page.desk.tasks.run(reading(register), query, None, 500, done=lambda read: found.extend(read.lines))
    stage.settle()
    return found


def _told_lines(stage: Stage, page: TasksPage) -> tuple[int | None, ...]:
    """A late task, one that most others report to, one that was adjusted; None where there is none."""
    tasks = {line["id"]: line for line in _lines(stage, page) if line["state"] == TaskState.OPEN.value}
    dated = [key for key, line in tasks.items() if line["last_on"] is not None]
    owed = [line["task_id"] for line in _lines(stage, page, DELIVERIES) if line["task_id"] in tasks]
    adjusted = [line["task_id"] for line in _lines(stage, page, ADJUSTMENTS) if line["task_id"] in tasks]
    return (
        min(dated, key=lambda key: tasks[key]["last_on"], default=None),
        max(owed, key=owed.count, default=None),
        next(iter(adjusted), None),
    )


def _nothing_found(stage: Stage, page: TasksPage) -> None:
    filters: TaskFilters = page.filters
    for row in range(1, filters.people.count()):
        filters.bar.choose("late")
        filters.people.setCurrentIndex(row)
        stage.settle()
        if not page.model.task_count:
            stage.shoot("viec-khong-thay", "Kế hoạch, việc: không có việc nào khớp")
            break
    filters.clear()
    stage.settle()


def _adjust(stage: Stage, page: TasksPage) -> None:
    page.actions_of_page["adjust"].trigger()
    dialog = stage.dialog()
    for kind in AdjustmentKind:
        dialog.choose(kind)
        if kind is AdjustmentKind.DUE and page.card is not None and page.card.form.due_on is not None:
            dialog.new_due.set_value(page.card.form.due_on.replace(day=28))
            dialog.reason.setPlainText("Trùng đợt thu hoạch của các thôn, đề nghị lùi.")
        stage.shoot(f"dieu-chinh-{kind.value}", "Điều chỉnh một việc", 400)
    stage.dismiss()


def _without_evidence(stage: Stage, page: TasksPage) -> None:
    bare = [
        line for line in _lines(stage, page) if line["state"] == TaskState.OPEN.value and not line["evidence_count"]
    ]
    if bare:
        page.show_record(bare[0]["id"])
        stage.settle(50)
        done = page.actions_of_page["done"]
        stage.shoot_dialog(done.trigger, "viec-thieu-minh-chung", "Đánh dấu xong khi chưa có minh chứng", needed=False)


def _receipts(stage: Stage, page: TasksPage) -> None:
    _late, owed, _adjusted = _told_lines(stage, page)
    if owed is not None:
        page.show_record(owed)
        stage.settle(50)
        stage.shoot_dialog(
            page.actions_of_page["receive"].trigger, "viec-ghi-nhan", "Ghi nhận báo cáo gửi về", needed=False
        )


def _choose_some(page: TasksPage) -> None:
    """Choose the first tasks of the list."""
    chosen = page.table.selectionModel()
    rows = [row for row in range(page.model.rowCount()) if page.model.line(row) is not None][:CHOSEN]
    for number, row in enumerate(rows):
        flag = QItemSelectionModel.SelectionFlag
        how = flag.ClearAndSelect if number == 0 else flag.Select
        chosen.select(page.model.index(row, 0), how | flag.Rows)


def _bulk(stage: Stage, open_it: Callable[[], object]) -> None:
    open_it()
    dialog: QDialog = stage.dialog()
    stage.shoot("viec-sua-nhieu", "Sửa nhiều việc: chưa chọn gì")
    dialog.what.setCurrentIndex(1)
    dialog.shift.setText("7")
    stage.shoot("viec-sua-nhieu-xem-truoc", "Sửa nhiều việc: xem trước điều sẽ đổi", 600)
    stage.dismiss()
