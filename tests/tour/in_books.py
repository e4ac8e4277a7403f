"""Pictures of the books that follow the plan: reports sent in, difficulties, checks, committees, meetings, opinions."""

from __future__ import annotations

from collections.abc import Callable

from at_work import book
from PySide6.QtWidgets import QAbstractItemView
from stage import Stage

from dcapp.kernel.i18n import _
from dcapp.registers.spec import Line
from ui.main_window import MainWindow
from ui.registers.page import RegisterPage

BOOKS = (
    ("TaskDelivery", "nop-bao-cao", "Nộp báo cáo"),
    ("Difficulty", "vuong-mac", "Vướng mắc"),
    ("Adjustment", "so-dieu-chinh", "Điều chỉnh"),
    ("Check", "kiem-tra", "Kiểm tra"),
    ("Committee", "ban-chi-dao", "Ban Chỉ đạo"),
    ("Coordination", "phoi-hop", "Phối hợp"),
    ("Meeting", "hoi-nghi", "Hội nghị"),
    ("Opinion", "du-luan", "Dư luận"),
)
BEST: dict[str, Callable[[Line], object]] = {
    "Difficulty": lambda line: (line["task_id"] is not None and line["state"] == "open", line["id"]),
    "Check": lambda line: (line["state"] == "running", line["id"]),
    "Meeting": lambda line: (line["state"] == "held", line["held_on"]),
    "Committee": lambda line: (not line["decision"], line["until"] is not None),
    "TaskDelivery": lambda line: line["received_on"] is None,
}
"""Which line of a book is shown: the one of which most is known."""
SET_AT_ONCE = {"received", "not_received", "task"}
"""Steps that write or go elsewhere without asking anything."""


def books_of_the_year(stage: Stage) -> None:
    """Every book beside the tasks: list, each part of the pane, each dialog."""
    window = stage.sign_in()
    for kind, name, what in BOOKS:
        page = book_page(stage, window, kind)
        if not page.model.rowCount():
            stage.shoot(name, f"{what}: chưa có dòng nào")
            stage.shoot_dialog(page.actions_of_page["add"].trigger, f"{name}-add", f"{what}: thêm", needed=False)
            continue
        book(stage, page, name, what, past=SET_AT_ONCE, row=best_row(page, kind))
        photograph_parts(stage, page, name, what)
        photograph_steps_of_pane(stage, page, name, what)


def meetings_to_come(stage: Stage) -> None:
    """The pane of a meeting that is still to be held, and one with a search that finds nothing."""
    window = stage.sign_in()
    page = book_page(stage, window, "Meeting")
    planned = [row for row in range(page.model.rowCount()) if page.model.line(row)["state"] == "planned"]
    if planned:
        page.table.setCurrentIndex(page.model.index(planned[-1], 0))
        stage.shoot("hoi-nghi-sap-toi", "Hội nghị: cuộc họp sắp tới")
    page.filters.search.setText("khong co cuoc hop nay")
    page.filters.search.returnPressed.emit()
    stage.shoot("hoi-nghi-khong-thay", "Hội nghị: tìm không thấy")


def book_sizes(stage: Stage) -> None:
    """Every book beside the tasks with larger letters."""
    window = stage.sign_in()
    look = "dark" if stage.camera.look == "dark" else "light"
    for scale in (125, 150):
        window.set_look(look, scale)
        for kind, name, what in BOOKS:
            page = book_page(stage, window, kind)
            page.frame.close_detail()
            stage.shoot(f"{name}-{scale}", f"{what}, cỡ chữ {scale} %")
            if not page.model.rowCount():
                continue
            page.table.setCurrentIndex(page.model.index(best_row(page, kind), 0))
            stage.settle()
            page.frame.open_detail()
            page.pane.tabs.bar.setCurrentIndex(page.pane.tabs.bar.count() - 1)
            stage.shoot(f"{name}-chi-tiet-{scale}", f"{what}: chi tiết, cỡ chữ {scale} %")
            stage.shoot_dialog(
                page.actions_of_page["edit" if "edit" in _ids(page) else "reload"].trigger,
                f"{name}-sua-{scale}",
                f"{what}: sửa, cỡ chữ {scale} %",
                needed=False,
            )
            page.frame.close_detail()


def book_page(stage: Stage, window: MainWindow, kind: str) -> RegisterPage:
    """The page of a book beside the tasks, brought to the front."""
    window.open_page("plan")
    window.screen_shown.books.show_kind(kind)
    stage.settle()
    return window.screen_shown.books.page


def best_row(page: RegisterPage, kind: str) -> int:
    """The row that is shown."""
    how = BEST.get(kind)
    rows = range(min(page.model.rowCount(), 50))
    return max(rows, key=lambda row: how(page.model.line(row))) if how is not None else 0


def _ids(page: RegisterPage) -> set[str]:
    return {step.id for step in page.actions_of_page.steps}


def photograph_parts(stage: Stage, page: RegisterPage, name: str, what: str) -> None:
    """Every part of the pane but the first."""
    bar = page.pane.tabs.bar
    for number in range(1, bar.count()):
        bar.setCurrentIndex(number)
        stage.settle()
        for listed in page.pane.findChildren(QAbstractItemView):
            if listed.isVisible() and listed.model().rowCount() and not listed.currentIndex().isValid():
                listed.setCurrentIndex(listed.model().index(0, 0))
        stage.shoot(f"{name}-phan-{number + 1}", f"{what}: {bar.tabText(number)}")


def photograph_steps_of_pane(stage: Stage, page: RegisterPage, name: str, what: str) -> None:
    """The dialogs that the buttons inside a pane open."""
    pane = page.pane
    for part, step, picture, words in (
        (1, "add_visit", "them-buoi", _("Thêm buổi")),
        (1, "edit_visit", "ghi-buoi", _("Ghi buổi")),
        (1, "add_finding", "them-ton-tai", _("Thêm")),
        (2, "fix", "khac-phuc", _("Đã khắc phục")),
        (1, "edit_guests", "khach", _("Sửa thành phần")),
        (1, "tick", "diem-danh", _("Điểm danh")),
        (0, "hold", "bien-ban", _("Biên bản")),
        (0, "conclude", "ket-luan", _("Kết luận")),
        (2, "add_point", "them-viec", _("Thêm việc")),
        (2, "point_to_plan", "vao-ke-hoach", _("Vào kế hoạch")),
    ):
        run = getattr(pane, step, None)
        if run is not None:
            pane.tabs.bar.setCurrentIndex(part)
            stage.settle()
            stage.shoot_dialog(run, f"{name}-{picture}", f"{what}: {words}", needed=False)
