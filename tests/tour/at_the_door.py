"""Pictures of everything before the office is open: login, lost password, first run; then an office that is empty."""

from __future__ import annotations

import logging
import shutil

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from stage import PASSWORD, Stage

from dcapp.db.keys.recovery import grouped
from ui.features.door.first_run import FirstRun
from ui.kit import messages

STEPS = ("don-vi", "quan-tri", "can-bo-thon", "ke-hoach", "sao-luu")


def login(stage: Stage) -> None:
    """Names and password; a wrong one, and the wait after several."""
    folder = stage.room / "wrong"
    shutil.copytree(stage.office, folder)
    window = stage.open_front(folder)
    stage.shoot("dang-nhap", "Đăng nhập: chọn tên, gõ mật khẩu", 200)
    window.password.line.setText("mật khẩu")
    stage.shoot("dang-nhap-unikey", "Đăng nhập: chữ có dấu trong mật khẩu")
    _try(stage, window, "sai-mat-khau")
    stage.shoot("sai-mat-khau", "Đăng nhập: mật khẩu sai")
    for attempt in range(12):
        if window.note.is_waiting:
            break
        _try(stage, window, f"sai-{attempt}")
    stage.shoot("cho-dang-nhap", "Đăng nhập: chờ sau nhiều lần sai")
    window.forgotten.click()
    dialog = stage.dialog()
    stage.shoot("quen-mat-khau", "Quên mật khẩu: gõ mã trên phiếu khôi phục")
    dialog.code.setPlainText(" ".join(grouped(stage.code)).replace("Q", "R", 1))
    dialog.agree.click()
    stage.shoot("quen-mat-khau-sai", "Quên mật khẩu: mã có chỗ gõ sai")
    dialog.close_now()


def _try(stage: Stage, window, password: str) -> None:
    window.password.line.setText(password)
    window.enter.click()
    stage.settle()


def first_run(stage: Stage) -> None:
    """The five steps, the recovery code, and the empty pages that follow."""
    first = stage.open_front(stage.room / "new")
    if not isinstance(first, FirstRun):
        raise TypeError(type(first).__name__)
    stage.shoot("lan-dau-trong", "Lần đầu, bước 1: chưa ghi gì")
    first.next.click()
    stage.shoot("lan-dau-thieu", "Lần đầu, bước 1: thiếu tên đơn vị")
    _fill_in(first)
    for number, name in enumerate(STEPS, start=1):
        stage.shoot(f"lan-dau-{number}-{name}", f"Lần đầu, bước {number}")
        first.next.click()
    stage.until(lambda: first.backup.sheet.isVisible(), "no recovery code was shown")
    stage.shoot("ma-khoi-phuc", "Lần đầu: mã khôi phục, chưa gõ lại")
    stage.shoot_dialog(first.close, "dong-khi-chua-giu-phieu", "Lần đầu: đóng khi chưa giữ phiếu khôi phục")
    sheet = first.backup.sheet
    groups = grouped(sheet._code)
    sheet.first.setText(groups[sheet._asked[0]])
    sheet.second.setFocus()
    QTest.keyClicks(sheet.second, "AAAAA")
    sheet.form.cells["second"].left.emit()
    stage.shoot("ma-khoi-phuc-sai", "Lần đầu: một nhóm gõ lại chưa khớp")
    sheet.second.setText(groups[sheet._asked[1]])
    stage.shoot("ma-khoi-phuc-dung", "Lần đầu: đã gõ lại hai nhóm")
    first.next.click()
    window = stage.main_window()
    stage.shoot("trong-ke-hoach", "Sổ mới: chưa có kế hoạch")
    window.open_page("papers")
    for number, name in enumerate(("van-ban-di", "van-ban-den", "van-ban-can-cu")):
        window.screen_shown.show_tab(number)
        stage.shoot(f"trong-{name}", "Sổ mới: sổ văn bản chưa có dòng nào")
    stage.close_all()


def _fill_in(first: FirstRun) -> None:
    first.office.name.setText("UBND xã Suối Mẫu")
    first.office.superior.setText("UBND tỉnh Mẫu")
    first.office.province.setText("tỉnh Mẫu")
    first.office.chairman.setText("Đinh Quang Mẫn")
    first.admin.name.setText("Ngô Thị Hạnh")
    first.admin.post.choose("Văn phòng – Thống kê")
    for field in (first.admin.password, first.admin.again):
        field.line.setText(PASSWORD)
    first.people.villages.setPlainText("thôn Bến Đá\nthôn Đồng Sim\nthôn Gò Me\nthôn Suối Trong")


def messages_of_the_house(stage: Stage) -> None:
    """The sheet for our own mistakes, and a question before something goes."""
    from ui.kit import errors

    window = stage.open_front(stage.office)
    mistake = ZeroDivisionError("chia cho 0")
    logging.disable()  # this mistake is only for the picture
    stage.shoot_dialog(lambda: errors.present(window, mistake), "loi-phan-mem", "Lỗi ngoài dự tính")
    logging.disable(logging.NOTSET)

    def ask() -> None:
        messages.ask(window, "Xóa văn bản này?", "Dòng này vào thùng rác và lấy lại được.",
                     yes="Xóa văn bản", no="Giữ lại", danger=True)  # fmt: skip

    stage.shoot_dialog(ask, "hoi-truoc-khi-xoa", "Hỏi trước khi xóa")
    if window.findChildren(QPushButton) == []:
        raise LookupError("the login window has no buttons")
