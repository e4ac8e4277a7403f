"""Pictures of what belongs to the whole window: administration, quick find, account menu, keys, notices, the lock."""

from __future__ import annotations

from at_work import book
from camera import windows_shown
from PySide6.QtWidgets import QAbstractItemView
from stage import Stage, rest

from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold
from ui.kit.desk import Screen
from ui.kit.quick_find import QuickFind
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
    for number in range(books.strip.bar.count()):
        books.show_tab(number)
        title = books.strip.bar.tabText(number)
        name = "quan-tri-" + "-".join(fold(title).replace(",", "").split())
        if isinstance(books.page, RegisterPage):
            book(stage, books.page, name, f"Quản trị: {title}")
        else:
            _screen(stage, books.page, name, f"Quản trị: {title}")


def _screen(stage: Stage, page: Screen, name: str, what: str) -> None:
    stage.settle()
    for table in page.findChildren(QAbstractItemView):
        if table.isVisible() and table.model() is not None and table.model().rowCount():
            table.setCurrentIndex(table.model().index(min(1, table.model().rowCount() - 1), 0))
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
    window.show_toast("Đã lưu kế hoạch vào sổ.", lambda: None)
    stage.shoot("thong-bao", "Thông báo vừa làm xong, hoàn tác được")
    window.lock()
    rest(20)
    stage.shoot("khoa-man-hinh", "Khóa màn hình (F12)")
    window.lock_screen.enter.click()
    stage.shoot("khoa-man-hinh-thieu", "Khóa màn hình: chưa gõ mật khẩu")
