"""Pictures of what belongs to the whole window: administration, quick find, account menu, keys, notices, the lock."""

from __future__ import annotations

from at_work import book
from camera import windows_shown
from PySide6.QtWidgets import QAbstractItemView, QHeaderView
from stage import Stage, rest

from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold
from ui.kit.desk import Screen
from ui.kit.quick_find import QuickFind
from ui.main_window import MainWindow
from ui.registers.books import Books
from ui.registers.page import RegisterPage


def administration(stage: Stage) -> None:
    """Every tab of Quản trị and every dialog that its steps open."""
    window = stage.sign_in()
    window.open_page("admin")
    books = window.screen_shown
    if not isinstance(books, Books):
        stage.shoot("quan-tri", "Quản trị")
        return
    _throw_away(stage, window)
    for number, title, name in _tabs(books):
        books.show_tab(number)
        if isinstance(books.page, RegisterPage):
            book(stage, books.page, name, f"Quản trị: {title}")
        else:
            _screen(stage, books.page, name, f"Quản trị: {title}")


def administration_sizes(stage: Stage) -> None:
    """Every tab of Quản trị with larger letters."""
    window = stage.sign_in()
    window.open_page("admin")
    books = window.screen_shown
    if not isinstance(books, Books):
        return
    _throw_away(stage, window)
    tabs = _tabs(books)
    for scale in (125, 150):
        window.set_look("dark" if stage.camera.look == "dark" else "light", scale)
        for number, title, name in tabs:
            books.show_tab(number)
            _choose_second(stage, books.page)
            stage.shoot(f"{name}-{scale}", f"Quản trị: {title}, cỡ chữ {scale} %")


def _tabs(books: Books) -> list[tuple[int, str, str]]:
    """Number, title and short name of each tab."""
    bar = books.strip.bar
    titles = [(number, bar.tabText(number)) for number in range(bar.count())]
    return [(number, title, "quan-tri-" + "-".join(fold(title).replace(",", "").split())) for number, title in titles]


def _throw_away(stage: Stage, window: MainWindow) -> None:
    """Put a village into the bin, so that there is something to take back."""
    from dcapp.features.office.service import VillageForm, add_village, remove_village

    run = window.desk.tasks.run
    run(add_village, VillageForm(name="Ghi nhầm"), done=lambda village: run(remove_village, village))
    stage.settle()


def _screen(stage: Stage, page: Screen, name: str, what: str) -> None:
    _choose_second(stage, page)
    stage.shoot(name, what)
    steps = page.actions_of_page
    if steps is None:
        return
    for step in steps.steps:
        if step.id in ("reload", "export") or not steps[step.id].isEnabled():
            continue
        stage.shoot_dialog(
            steps[step.id].trigger, f"{name}-{step.id.replace('_', '-')}", f"{what}: {_(step.label)}", needed=False
        )


def _choose_second(stage: Stage, page: Screen) -> None:
    stage.settle()
    for table in page.findChildren(QAbstractItemView):
        if isinstance(table, QHeaderView):  # shares the table's choice and would take a single cell of it
            continue
        if table.isVisible() and table.model() is not None and table.model().rowCount():
            table.setCurrentIndex(table.model().index(min(1, table.model().rowCount() - 1), 0))


def window_itself(stage: Stage) -> None:
    """Quick find, the account's menu and password, keys, a notice, the lock."""
    window = stage.sign_in()
    window.open_page("plan")
    stage.settle()
    window.open_quick_find()
    stage.shoot("tim-nhanh-trong", "Tìm nhanh: chưa gõ")
    finder = next(found for found in windows_shown() if isinstance(found, QuickFind))
    finder.words.setText("cong khai")
    stage.shoot("tim-nhanh", "Tìm nhanh: gõ không dấu", 400)
    finder.words.setText("khongcogi")
    stage.shoot("tim-nhanh-khong-thay", "Tìm nhanh: không thấy", 400)
    stage.dismiss()
    window.sidebar.user.click()
    stage.shoot("menu-tai-khoan", "Menu tài khoản")
    stage.dismiss()
    window.change_password()
    stage.dialog()
    stage.shoot("doi-mat-khau", "Đổi mật khẩu")
    stage.dismiss()
    window.open_shortcuts()
    stage.dialog()
    stage.shoot("phim-tat", "Bảng phím tắt (F1)")
    stage.dismiss()
    stage.shoot_dialog(window.sidebar.discard.click, "bo-xa-mau", "Bỏ xã mẫu: hỏi một lần")
    window.show_toast("Đã lưu kế hoạch vào sổ.", lambda: None)
    stage.shoot("thong-bao", "Thông báo vừa làm xong, hoàn tác được")
    window.lock()
    rest(20)
    stage.shoot("khoa-man-hinh", "Khóa màn hình (F12)")
    window.lock_screen.enter.click()
    stage.shoot("khoa-man-hinh-thieu", "Khóa màn hình: chưa gõ mật khẩu")
