"""The first run: five steps, two of them required, then the recovery sheet, then the open office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import _
from ui.features.door.steps import AdminStep, BackupStep, OfficeStep, PeopleStep, PlanStep, Step
from ui.kit import errors, messages, theme
from ui.kit.buttons import button
from ui.kit.cards import Stepper
from ui.kit.detail import scrolled
from ui.kit.fitting import fix, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import label
from ui.kit.logo import LogoLabel, app_icon
from ui.kit.tasks import Tasks
from ui.kit.theme import Tone

if TYPE_CHECKING:
    from dcapp.app import App
    from dcapp.door import Door
    from dcapp.profile import OfficeProfile

PLAN_PAGE = "plan"
HINTS_FROM = 540
"""From this window height on (divided by the font scale) the steps have a line under their titles."""


class FirstRun(QWidget):
    """Asks for the office, founds it, and hands it over open."""

    opened = Signal(object, str)  # App, page to begin with or ""

    def __init__(
        self,
        door: Door,
        print_sheet: Callable[[QWidget, App, str], object] | None = None,
        posts: Sequence[tuple[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.door = door
        self.tasks = Tasks(None, self)
        self._app: App | None = None
        self._code = ""
        self._print_sheet = print_sheet
        self.setProperty("ground", "bg")
        self.setWindowTitle(_("Sổ Dân Chủ – Thiết lập lần đầu"))
        self.setWindowIcon(app_icon())
        self._posts = known = _posts() if posts is None else tuple(posts)
        self.office, self.admin, self.people = OfficeStep(), AdminStep(known), PeopleStep(known)
        self.plan, self.backup = PlanStep(), BackupStep(partial(self._print) if print_sheet else None)
        self.steps: tuple[Step, ...] = (self.office, self.admin, self.people, self.plan, self.backup)
        self.back = button(_("Quay lại"), "secondary", None, lambda: self._go(self.number - 1))
        self.next = button(_("Tiếp tục"), "primary", None, self._next)
        self.problem = label("", "label", wrap=True, tone=Tone.DANGER)
        self.count = label("", "hint")
        self._lay_out()
        self.backup.changed.connect(self._look)
        self._go(0)

    @property
    def number(self) -> int:
        """The step that is shown, from 0."""
        return self._pages.currentIndex()

    def profile(self) -> OfficeProfile:
        """Everything that was filled in."""
        from dcapp.profile import OfficeProfile

        office, admin = self.office, self.admin
        return OfficeProfile(
            name=office.name.value(),
            kind=office.kind(),
            superior=office.superior.value(),
            province=office.province.value(),
            place=office.place_name(),
            chairman=office.chairman.value(),
            symbol=office.symbol.value() or "UBND",
            remote_area=office.remote.isChecked(),
            account_display=admin.name.value(),
            account_post=admin.post.value() or "",
            officers=self.people.officers(),
            villages=self.people.village_names(),
            backup_days=self.backup.days.value(),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._code and not messages.ask(
            self,
            _("Đóng khi chưa giữ phiếu khôi phục?"),
            _("Mã khôi phục không hiện lại. Mất mật khẩu thì không mở được sổ."),
            yes=_("Đóng, bỏ phiếu"),
            no=_("Quay lại phiếu"),
            danger=True,
        ):
            event.ignore()
            return
        if self._app is not None:
            self._app.close()
            self._app = None
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Fit steps and rail to the room there is."""
        for step in self.steps:
            step.arrange(self.width())
        self.stepper.set_hints(self.height() * 100 / theme.current().scale >= HINTS_FROM)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        lay(row)
        row.addWidget(self._rail())
        right = QVBoxLayout()
        lay(right)
        self._pages = QStackedWidget()
        for step in self.steps:
            self._pages.addWidget(scrolled(step))
        right.addWidget(self._pages, 1)
        strip = QFrame()
        strip.setProperty("ground", "footer")
        foot = QHBoxLayout(strip)
        lay(foot, (48, 14, 40, 14), 12)
        foot.addWidget(self.problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.count)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        fix(strip, min_height=63)
        right.addWidget(strip)
        row.addLayout(right, 1)

    def _rail(self) -> QWidget:
        rail = QFrame()
        rail.setProperty("ground", "sidebar")
        fix(rail, width=280)
        column = QVBoxLayout(rail)
        lay(column, (28, 32, 28, 24), 8)
        column.addWidget(LogoLabel(44))
        name = label(_("Sổ Dân Chủ"), "caption")
        name.setProperty("muted", True)
        column.addWidget(name)
        column.addWidget(label(_("Thiết lập lần đầu"), "title"))
        column.addWidget(label(_("Khoảng 5 phút. Có thể sửa lại sau trong Quản trị › Cài đặt."), "hint", wrap=True))
        self.stepper = Stepper(
            (
                (_("Đơn vị"), _("Tên, cấp trên, địa danh")),
                (_("Tài khoản quản trị"), _("Người giữ mật khẩu chính")),
                (_("Cán bộ và thôn"), _("Nhập tay hoặc từ Excel")),
                (_("Kế hoạch năm"), _("Đọc từ bản đã ký hoặc để sau")),
                (_("Sao lưu USB"), _("Lịch nhắc và phiếu khôi phục")),
            ),
            upright=True,
        )
        steps = QVBoxLayout()
        lay(steps, (0, 20, 0, 0))
        steps.addWidget(self.stepper)
        column.addLayout(steps)
        column.addStretch(1)
        note = QHBoxLayout()
        lay(note, spacing=8)
        note.addWidget(IconLabel("safe", "success", 18))
        note.addWidget(label(_("Dữ liệu chỉ nằm trên máy này, không gửi ra Internet."), "hint", wrap=True), 1)
        column.addLayout(note)
        return rail

    def _go(self, number: int) -> None:
        self._pages.setCurrentIndex(max(0, number))
        self.stepper.show_step(self.number)
        self.problem.setText("")
        self._look()
        if self.steps[self.number] is self.people:
            chairman = next((title for key, title in self._posts if key == "chairman"), "")
            admin = (self.admin.name.value(), self.admin.post.value() or "")
            self.people.suggest(((self.office.chairman.value(), chairman), admin))
        self.steps[self.number].begin()

    def _look(self) -> None:
        last = self.number == len(self.steps) - 1
        founded = self._app is not None
        self.count.setText(_("Bước {number}/{total}").format(number=self.number + 1, total=len(self.steps)))
        self.back.setEnabled(self.number > 0 and not founded)
        self.back.setToolTip(_("Sổ đã tạo; các mục sửa tiếp ở Quản trị.") if founded else "")
        self.next.setText(_("Vào sổ") if founded else _("Tạo sổ") if last else _("Tiếp tục"))
        self.next.setEnabled(not founded or self.backup.sheet.is_kept())
        waits = founded and not self.next.isEnabled()
        self.next.setToolTip(_("Gõ lại hai nhóm trên phiếu để vào sổ.") if waits else "")

    def _next(self) -> None:
        if self._app is not None:
            self._enter()
        elif self.steps[self.number].is_right():
            if self.number < len(self.steps) - 1:
                self._go(self.number + 1)
            else:
                self._found()

    def _found(self) -> None:
        door, profile, password = self.door, self.profile(), self.admin.password.text()
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.next.setText(_("Đang tạo sổ…"))
        self.tasks.start(lambda: door.create(profile, password), self._founded, self._refused, owner=self)

    def _founded(self, made: tuple[App, str]) -> None:
        self._app, self._code = made
        self.admin.password.clear()
        self.admin.again.clear()
        self.backup.show_code(self._code)
        self._look()

    def _refused(self, error: Exception) -> None:
        self._look()
        if isinstance(error, Invalid):
            for number, step in enumerate(self.steps):
                if error.field in step.form.cells:
                    self._go(number)
                    step.form.show_error(error)
                    return
        if isinstance(error, UserError):
            self.problem.setText(str(error))
        else:
            errors.present(self, error)

    def _print(self) -> None:
        if self._print_sheet is not None and self._app is not None:
            self._print_sheet(self, self._app, self._code)

    def _enter(self) -> None:
        app, self._app, self._code = self._app, None, ""
        self.backup.sheet.forget()
        self.opened.emit(app, PLAN_PAGE if self.plan.now.isChecked() else "")


def _posts() -> tuple[tuple[str, str], ...]:
    """(key, title) of the posts that an office starts with."""
    from dcapp.rules.starting import starting_posts

    return tuple((post["key"], post["title"]) for post in starting_posts())
