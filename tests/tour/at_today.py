"""Pictures of Hôm nay: own view and the whole commune's, one group, nothing due, errors, the Monday sheet."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton
from stage import Stage

from dcapp.features.today.lines import Counts
from dcapp.features.today.queries import GroupLines
from dcapp.features.today.terms import Group
from dcapp.kernel.errors import EnvironmentFault
from ui.features.today.page import NARROWED_BY, TodayPage
from ui.kit.states import LoadingState
from ui.main_window import MainWindow

NAMES = {Group.OVERDUE: "qua-han", Group.TODAY: "trong-ngay", Group.WEEK: "7-ngay"}


def today(stage: Stage) -> None:
    """The page in every state, and what opens from it."""
    window = stage.sign_in()
    page = _page(stage, window)
    _choose_scope(stage, page, mine=True)
    stage.shoot("hom-nay", "Hôm nay: việc của tôi")
    _choose_scope(stage, page, mine=False)
    stage.shoot("hom-nay-ca-xa", "Hôm nay: cả xã")
    for number, group in enumerate(NARROWED_BY):
        page.tiles[number].click()
        stage.shoot(f"hom-nay-{NAMES[group]}", "Hôm nay: lọc theo một ô số")
        page.narrow(None)
        stage.settle()
    _press(stage, page, "Xem cả", "hom-nay-xem-ca", "Hôm nay: xem cả một nhóm")
    window.open_page("today")
    page.narrow(None)
    stage.settle()
    _press(stage, page, "Xem số liệu", "hom-nay-so-lieu", "Hôm nay: tiến độ bằng số")
    page.open_new_menu()
    stage.shoot("hom-nay-ghi-moi", "Hôm nay: ghi mới")
    stage.dismiss()
    stage.shoot_dialog(page.open_monday_sheet, "phieu-giao-ban", "Phiếu giao ban đầu tuần")
    _states(stage, page)


def today_for_others(stage: Stage) -> None:
    """What an account sees that only reads."""
    window = stage.sign_in(account="loc.pv")
    _page(stage, window)
    stage.shoot("hom-nay-chi-doc", "Hôm nay: tài khoản chỉ xem")


def today_sizes(stage: Stage) -> None:
    """Hôm nay with larger letters, and in the room that a real screen leaves."""
    window = stage.sign_in()
    page = _page(stage, window)
    _choose_scope(stage, page, mine=False)
    for scale in (125, 150):
        window.set_look("dark" if stage.camera.look == "dark" else "light", scale)
        stage.shoot(f"hom-nay-{scale}", f"Hôm nay, cỡ chữ {scale} %")
        stage.shoot_dialog(page.open_monday_sheet, f"phieu-giao-ban-{scale}", f"Phiếu giao ban, cỡ chữ {scale} %")
    window.set_look("dark" if stage.camera.look == "dark" else "light", 100)
    for width, height in ((1366, 696), (1280, 660)):
        window.resize(width, height)
        stage.shoot(f"hom-nay-{width}x{height}", f"Hôm nay trong cửa sổ {width}×{height}", 20)


def _page(stage: Stage, window: MainWindow) -> TodayPage:
    window.open_page("today")
    stage.settle()
    return window.screen_shown


def _choose_scope(stage: Stage, page: TodayPage, *, mine: bool) -> None:
    page.scope.choose(0 if mine else 1)
    stage.settle()


def _press(stage: Stage, page: TodayPage, words: str, name: str, what: str) -> None:
    """Press the first button that begins with these words, where there is one."""
    found = next(
        (one for one in page.findChildren(QPushButton) if one.isVisible() and one.text().startswith(words)), None
    )
    if found is not None:
        found.click()
        stage.shoot(name, what)


def _states(stage: Stage, page: TodayPage) -> None:
    full = page.view
    nothing = GroupLines(Group.EXPIRING, 0, ())
    groups = tuple(GroupLines(group, 0, ()) for group in NARROWED_BY)
    page._show(replace(full, counts=Counts(()), groups=groups, expiring=nothing))
    stage.shoot("hom-nay-trong", "Hôm nay: không có việc đến hạn")
    page._failed(EnvironmentFault("Chưa đọc được dữ liệu trên ổ đĩa.", technical="disk I/O error"))
    stage.shoot("hom-nay-loi", "Hôm nay: chưa đọc được sổ")
    page._show_state(LoadingState())
    stage.shoot("hom-nay-dang-tai", "Hôm nay: đang tải", 1_100)
