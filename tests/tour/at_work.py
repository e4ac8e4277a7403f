"""Pictures of the plan and of the papers: lists, details, dialogs, imports, previews, states, text sizes."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stage import Stage, rest

from dcapp.features.plan.preview import EntryKind
from dcapp.kernel.errors import EnvironmentFault, NotAllowed
from dcapp.kernel.i18n import _
from ui.kit.list_detail import ListDetail
from ui.kit.states import LoadingState
from ui.main_window import MainWindow
from ui.registers.page import RegisterPage

if TYPE_CHECKING:
    from ui.features.plan.import_screen import ImportScreen

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "reading" / "papers"
PAPER, TABLE_PAPER = INVENTED / "phan-thu-nhat.txt", INVENTED / "tinh-phu-luc.txt"
QUIET = {"add", "edit", "remove", "import", "export", "print", "reload"}
"""Steps that every book has; what a slice adds of its own is photographed by its name."""


def plan(stage: Stage) -> None:
    """The plan's three books, details and dialogs."""
    window = stage.sign_in()
    window.open_page("plan")
    page = window.screen_shown
    outline = page.outline
    stage.shoot("ke-hoach", "Kế hoạch: nội dung và chi tiết một mục")
    row = next(n for n, line in enumerate(outline.model.lines) if line.duty_count and line.obligation_count)
    outline.table.setCurrentIndex(outline.model.index(row, 0))
    for number, name in enumerate(("noi-dung", "viec", "han", "vien-dan")):
        outline.pane.tabs.bar.setCurrentIndex(number)
        stage.shoot(f"ke-hoach-muc-{name}", "Kế hoạch: chi tiết một mục")
    outline.filters.choose("due")
    stage.shoot("ke-hoach-co-han", "Kế hoạch: chỉ mục có hạn")
    outline.filters.choose("all")
    outline.choice.showPopup()
    stage.shoot("ke-hoach-chon-nam", "Kế hoạch: chọn kế hoạch của năm khác")
    outline.choice.hidePopup()
    steps = outline.actions_of_page
    steps["edit"].trigger()
    stage.dialog()
    stage.shoot("ke-hoach-sua-dau", "Kế hoạch: sửa số, ngày, người ký")
    stage.dismiss()
    stage.shoot_dialog(steps["remove"].trigger, "ke-hoach-xoa", "Kế hoạch: hỏi trước khi xóa")
    for step, name in (("print", "ke-hoach-xem-in"), ("print_duties", "nghia-vu-xem-in")):
        steps[step].trigger()
        stage.dialog()
        stage.shoot(name, "Xem trước khi in", 150)
        stage.dismiss()
    page.books.show_kind("PlanDuty")
    stage.shoot("viec-duoc-giao", "Kế hoạch: việc được giao")
    page.books.show_kind("PlanObligation")
    book(stage, page.books.page, "nghia-vu", "Kế hoạch: nghĩa vụ báo cáo")


def book(stage: Stage, page: RegisterPage, name: str, what: str, *, past: Collection[str] = (), row: int = 0) -> None:
    """A register page with a chosen line, and each dialog that it offers; the steps `past` are passed over."""
    stage.settle()
    page.table.setCurrentIndex(page.model.index(row, 0))
    stage.shoot(name, what)
    steps = page.actions_of_page
    for step in steps.steps:
        if step.id in past or not steps[step.id].isEnabled() or (step.id in QUIET and step.id not in ("add", "edit")):
            continue
        picture = f"{name}-{step.id.replace('_', '-')}"
        stage.shoot_dialog(steps[step.id].trigger, picture, f"{what}: {_(step.label)}", needed=step.id in QUIET)


def reading(stage: Stage) -> None:
    """The import of a signed paper: the file, what was read, each way of correcting it."""
    window = stage.sign_in()
    window.open_page("plan")
    screen = window.screen_shown.bring_in()
    stage.shoot("nhap-ke-hoach-chon-tep", "Nhập kế hoạch: chọn tệp")
    loading = LoadingState("Đang đọc ke-hoach.docx…")
    screen._show_state(loading)
    stage.shoot("nhap-ke-hoach-dang-doc", "Nhập kế hoạch: đang đọc", 1_100)
    empty = stage.room / "trong.txt"
    empty.write_bytes(b"")
    screen.read(empty)
    stage.shoot("nhap-ke-hoach-khong-doc-duoc", "Nhập kế hoạch: tệp không đọc được")
    sides = screen.corrections
    _read(stage, screen, PAPER)
    stage.shoot("nhap-ke-hoach", "Nhập kế hoạch: nguyên văn bên trái, nội dung đã đọc bên phải")
    sides.next_doubt()
    stage.shoot("nhap-ke-hoach-cho-ngo", "Nhập kế hoạch: chỗ cần xem lại")
    sides.filters.choose("doubt")
    stage.shoot("nhap-ke-hoach-can-xem-lai", "Nhập kế hoạch: chỉ chỗ cần xem lại")
    sides.filters.choose("")
    for kind in EntryKind:
        entry = next((one for one in screen.preview.of_kind(kind) if one.text), None)
        if entry is None:
            continue
        sides.choose(entry.key)
        sides.edit()
        stage.dialog()
        stage.shoot(f"nhap-sua-{kind.name.lower()}", "Nhập kế hoạch: sửa nội dung đã đọc")
        stage.dismiss()
    sides.choose(screen.preview.of_kind(EntryKind.CHARGE)[0].key)
    sides.split()
    stage.dialog()
    stage.shoot("nhap-tach", "Nhập kế hoạch: tách một việc")
    stage.dismiss()
    sides.edit_head()
    stage.dialog()
    stage.shoot("nhap-so-ngay", "Nhập kế hoạch: số, ngày, người ký")
    stage.dismiss()
    sides.drop()
    stage.shoot("nhap-bo-mot-viec", "Nhập kế hoạch: một việc đã bỏ")
    stage.shoot_dialog(screen.save, "nhap-luu-con-ngo", "Nhập kế hoạch: lưu khi còn chỗ cần xem lại")
    stage.shoot_dialog(screen.leave, "nhap-bo-ket-qua", "Nhập kế hoạch: hỏi trước khi bỏ kết quả đọc")
    _read(stage, screen, TABLE_PAPER)
    stage.shoot("nhap-ke-hoach-bang", "Nhập kế hoạch: văn bản có bảng phân công")
    screen.keep_draft()
    stage.settle()
    screen.preview = None
    screen.left.emit()
    window.screen_shown.bring_in()
    stage.shoot("nhap-ke-hoach-ban-do", "Nhập kế hoạch: có bản đọc dở")


def _read(stage: Stage, screen: ImportScreen, path: Path) -> None:
    screen.read(path)
    stage.until(lambda: screen.preview is not None, f"{path.name} was not read")
    stage.settle()


def papers(stage: Stage) -> None:
    """The three books of papers with their dialogs, and an Excel file about to come in."""
    window = stage.sign_in()
    window.open_page("papers")
    books = window.screen_shown
    for number, (name, what) in enumerate(
        (("van-ban-di", "Văn bản đi"), ("van-ban-den", "Văn bản đến"), ("van-ban-can-cu", "Văn bản căn cứ"))
    ):
        books.show_tab(number)
        book(stage, books.page, name, what)
    page = books.page
    for number in range(page.pane.tabs.bar.count()):
        page.pane.tabs.bar.setCurrentIndex(number)
        stage.shoot(f"van-ban-can-cu-chi-tiet-{number + 1}", "Văn bản căn cứ: phần chi tiết")
    page.pane.tabs.bar.setCurrentIndex(0)
    _excel(stage, page)
    page.print_lines()
    stage.dialog()
    stage.shoot("van-ban-can-cu-xem-in", "Văn bản căn cứ: xem trước khi in", 150)
    stage.dismiss()


def _excel(stage: Stage, page: RegisterPage) -> None:
    from openpyxl import load_workbook

    from ui.registers.import_dialog import ImportDialog

    path = stage.room / "van-ban-can-cu.xlsx"
    page.export_to(path)
    stage.until(path.exists, "no Excel file was written")
    stage.settle()
    sheets = load_workbook(path)
    sheet = sheets.worksheets[0]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "Ngày ban hành" for cell in row))
    for cell in heads:
        if cell.value == "Ngày ban hành":
            sheet.cell(cell.row + 1, cell.column).value = "32/13/2025"
        if cell.value == "Tên loại":
            sheet.cell(cell.row + 3, cell.column).value = None
    changed = stage.room / "van-ban-can-cu-sua.xlsx"
    sheets.save(changed)
    moment = datetime.fromisoformat(f"{os.environ['DCAPP_TODAY']}T08:00").timestamp()
    os.utime(changed, (moment, moment))
    stage.dismiss()
    dialog = ImportDialog(
        page.register, page.desk.tasks, page.steps.bring_in, options=page.options, clean=page.steps.clean, parent=page
    )
    dialog.open()
    stage.shoot("nhap-excel-chon-tep", "Nhập Excel: chọn tệp")
    dialog.open_file(changed)
    stage.shoot("nhap-excel", "Nhập Excel: ô cần sửa đã tô màu")
    dialog.close()


def states(stage: Stage) -> None:
    """Nothing found, an error, no right, and an account that only reads."""
    window = stage.sign_in()
    window.open_page("papers")
    books = window.screen_shown
    books.show_tab(2)
    page = books.page
    stage.settle()
    page.filters.search.setText("khong co van ban nay")
    page.filters.search.returnPressed.emit()
    stage.shoot("khong-thay", "Trạng thái: không thấy dòng nào")
    page.filters.clear()
    stage.settle()
    page._failed(EnvironmentFault("Chưa đọc được dữ liệu trên ổ đĩa.", technical="disk I/O error"))
    stage.shoot("loi-doc-so", "Trạng thái: chưa đọc được sổ")
    page._failed(NotAllowed("Tài khoản này chưa được giao quyền xem sổ."))
    stage.shoot("khong-co-quyen", "Trạng thái: không có quyền xem")
    page._show_state(LoadingState())
    stage.shoot("dang-tai", "Trạng thái: đang tải", 1_100)
    window = stage.sign_in(account="loc.pv")
    window.open_page("plan")
    stage.shoot("chi-doc-ke-hoach", "Tài khoản chỉ xem: kế hoạch")
    if any(page.key == "papers" for page in window.pages):
        window.open_page("papers")
        stage.shoot("chi-doc-van-ban", "Tài khoản chỉ xem: văn bản")


def sizes(stage: Stage) -> None:
    """The plan and the papers with larger letters, and in a narrow window."""
    window = stage.sign_in()
    for scale in (125, 150):
        window.set_look("dark" if stage.camera.look == "dark" else "light", scale)
        _both(stage, window, f"co-chu-{scale}", f"Cỡ chữ {scale} %")
    window.set_look("dark" if stage.camera.look == "dark" else "light", 100)
    window.resize(1024, 700)
    rest(20)
    _both(stage, window, "cua-so-1024", "Cửa sổ rộng 1024")


def _both(stage: Stage, window: MainWindow, name: str, what: str) -> None:
    window.open_page("plan")
    frame = window.screen_shown.outline.frame
    frame.close_detail()
    stage.shoot(f"{name}-ke-hoach", f"{what}: kế hoạch")
    _detail(stage, frame, f"{name}-ke-hoach-chi-tiet", f"{what}: kế hoạch, chi tiết")
    screen = window.screen_shown.bring_in()
    _read(stage, screen, PAPER)
    stage.shoot(f"{name}-nhap-ke-hoach", f"{what}: nhập kế hoạch")
    screen.preview = None
    screen.left.emit()
    window.open_page("papers")
    window.screen_shown.show_tab(2)
    stage.shoot(f"{name}-van-ban", f"{what}: văn bản căn cứ")
    page = window.screen_shown.page
    page.add_line()
    stage.dialog()
    stage.shoot(f"{name}-them-van-ban", f"{what}: thêm văn bản")
    stage.dismiss()


def _detail(stage: Stage, frame: ListDetail, name: str, what: str) -> None:
    frame.open_detail()
    stage.shoot(name, what)
    frame.close_detail()
