"""Quản trị: accounts, officers, villages, bodies, days off, the audit book, settings, the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCheckBox, QTableView, QWidget

from dcapp.db.journal import Step, bin_content, empty_bin, undo
from dcapp.features.accounts.queries import AccountLine, AuditLine, account_lines, audit_lines
from dcapp.features.accounts.service import AccountForm, add_account, block_account, edit_account, reset_password
from dcapp.features.office.queries import settings_of
from dcapp.features.office.register import BODIES, DAYS_OFF, OFFICERS, VILLAGES
from dcapp.features.office.service import edit_settings, load_year
from dcapp.features.office.settings import SETTINGS
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.registers.spec import Line, Register
from dcapp.rules.permissions import ROLES
from ui.kit import errors, messages
from ui.kit.actions import Action, Actions
from ui.kit.cells import fit_columns, set_up_view
from ui.kit.desk import Desk, Screen
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextLine
from ui.kit.form import Form
from ui.kit.secret import PasswordField
from ui.registers.books import Books
from ui.registers.desk_steps import steps_for
from ui.registers.page import RegisterPage

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class LinesModel(QAbstractTableModel):
    """A short list that is read whole: headings, and the cells of each line."""

    def __init__(self, headings: Sequence[str], cells: Callable[[Any], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._headings, self._cells = tuple(headings), cells
        self.lines: list[Any] = []

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Replace the list."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self._headings[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells(self.lines[index.row()])[index.column()]
        return None


class LinesPage(Screen):
    """A page of one short list with its steps."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        headings: Sequence[str],
        cells: Callable[[Any], Sequence[str]],
        read: Callable[..., Any],
        shows: Sequence[str],
        steps: Callable[[LinesPage], Sequence[Action]],
        widths: dict[int, int],
    ) -> None:
        super().__init__(desk, _(title))
        self._title, self._read = title, read
        self.model = LinesModel(headings, cells, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_view(self.table, _(title))
        fit_columns(self.table, widths, stretched=len(headings) - 1)
        self.body.setContentsMargins(24, 12, 20, 12)
        self.body.addWidget(self.table, 1)
        self.actions_of_page = Actions(self, list(steps(self)), self.current)
        for number, step in enumerate(self.actions_of_page.steps[:3]):
            self.header.add(self.actions_of_page.button(step.id, "secondary" if number else "primary"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([self.actions_of_page[step.id] for step in self.actions_of_page.steps])
        self.table.selectionModel().currentRowChanged.connect(lambda _a, _b: self._refresh())
        self.setFocusProxy(self.table)
        desk.changes.shows(shows, self.reload, self)
        self.reload()

    def current(self) -> Any:
        """The line that is selected."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def reload(self) -> None:
        """Read the list again."""
        self.desk.tasks.run(self._read, done=self._take, owner=self)

    def _take(self, lines: Sequence[Any]) -> None:
        self.model.show_lines(lines)
        self.header.show_title(_(self._title), _("{count} dòng").format(count=len(lines)))
        self._refresh()

    def _refresh(self) -> None:
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()

    def regions(self) -> tuple[QWidget, ...]:
        return (self.table,)


def _needs_line(line: Any) -> str | None:
    return None if line is not None else _("Chọn một dòng trước.")


class AccountDialog(Sheet):
    """Adds somebody who may open the program, or changes name, post and roles."""

    def __init__(self, desk: Desk, line: AccountLine | None, parent: QWidget) -> None:
        title = _("Thêm người dùng") if line is None else _("Sửa người dùng")
        super().__init__(title, _("Lưu"), parent, width=640)
        self._desk, self._line = desk, line
        self.form = Form()
        self.name, self.post = TextLine(), TextLine()
        self.password = PasswordField(_("Mật khẩu"))
        self.form.add("display_name", _("Họ và tên"), self.name, span=3, required=True)
        self.form.add("post", _("Chức danh"), self.post, span=3)
        self.roles = {role: QCheckBox(f"{role} – {_(words)}") for role, words in ROLES.items()}
        for box in self.roles.values():
            self.form.add_wide(box)
        if line is None:
            self.form.add("password", _("Mật khẩu"), self.password, required=True)
        else:
            self.name.setText(line.display_name)
            self.post.setText(line.post)
            for role in line.roles:
                self.roles[role].setChecked(True)
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._save)

    def _save(self) -> None:
        roles = tuple(role for role, box in self.roles.items() if box.isChecked())
        form = AccountForm(display_name=self.name.value(), post=self.post.value(), roles=roles)
        self.set_busy(True, _("Đang ghi…"))
        run = partial(self._desk.tasks.run, done=self._saved, failed=self._refused, owner=self)
        if self._line is None:
            run(add_account, form, self.password.text())
        else:
            run(edit_account, self._line.id, form)

    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Đã lưu."))
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)


class PasswordDialog(Sheet):
    """Sets a new password for somebody who forgot theirs."""

    def __init__(self, desk: Desk, line: AccountLine, parent: QWidget) -> None:
        super().__init__(_("Đặt lại mật khẩu cho {name}").format(name=line.display_name), _("Đặt lại"), parent)
        self._desk, self._line = desk, line
        self.form = Form()
        self.password = PasswordField(_("Mật khẩu mới"))
        self.form.add("password", _("Mật khẩu mới"), self.password, required=True)
        self.add(self.form)
        self.agreed.connect(self._save)

    def _save(self) -> None:
        self.set_busy(True, _("Đang ghi…"))
        arguments = (self._line.id, self.password.text())
        self._desk.tasks.run(reset_password, *arguments, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Đã lưu."))
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if not (isinstance(error, Invalid) and self.form.show_error(error)):
            self.show_problem(str(error))


def _accounts(desk: Desk) -> Screen:
    def steps(page: LinesPage) -> Sequence[Action]:
        if not desk.may("accounts.manage"):
            return ()

        def block(line: AccountLine) -> None:
            question = _("Khóa tài khoản của {name}?").format(name=line.display_name)
            if messages.ask(page, question, _("Người này không mở được sổ nữa."), yes=_("Khóa"), no=_("Để lại")):
                desk.tasks.run(block_account, line.id, done=lambda _r: page.reload(), owner=page)

        return (
            Action(
                "add", N_("Thêm người dùng"), "person-add", "Ctrl+N", lambda _l: AccountDialog(desk, None, page).open()
            ),
            Action("edit", N_("Sửa"), "edit", "F2", lambda line: AccountDialog(desk, line, page).open(), _needs_line),
            Action(
                "reset",
                N_("Đặt lại mật khẩu"),
                "key",
                None,
                lambda line: PasswordDialog(desk, line, page).open(),
                _needs_line,
            ),
            Action("block", N_("Khóa tài khoản"), "lock", None, block, _needs_line),
        )

    def cells(line: AccountLine) -> Sequence[str]:
        state = "" if line.is_active else _("Đang khóa")
        return (line.display_name, line.post, line.name, state, ", ".join(_(ROLES[role]) for role in line.roles))

    headings = (N_("Họ và tên"), N_("Chức danh"), N_("Tên tài khoản"), N_("Tình trạng"), N_("Vai trò"))
    widths = {0: 190, 1: 190, 2: 130, 3: 110}
    return LinesPage(desk, N_("Người dùng"), headings, cells, account_lines, ("Account", "AccountRole"), steps, widths)


def _audit(desk: Desk) -> Screen:
    def cells(line: AuditLine) -> Sequence[str]:
        what = f"{line.kind} {line.record_id or ''}".strip()
        return (str(line.seq), line.at, line.account, line.action, what, line.content)

    headings = (N_("Số"), N_("Lúc"), N_("Ai"), N_("Việc"), N_("Đối tượng"), N_("Nội dung"))
    widths = {0: 70, 1: 160, 2: 120, 3: 150, 4: 170}
    return LinesPage(desk, N_("Nhật ký"), headings, cells, audit_lines, (), lambda _page: (), widths)


def _bin(desk: Desk) -> Screen:
    def steps(page: LinesPage) -> Sequence[Action]:
        def back(line: Step) -> None:
            desk.tasks.run(undo, line.id, done=lambda _r: page.reload(), owner=page)

        def clear(_line: Any) -> None:
            if messages.ask(
                page, _("Dọn thùng rác?"), _("Không lấy lại được nữa."), yes=_("Dọn"), no=_("Để lại"), danger=True
            ):
                desk.tasks.run(empty_bin, done=lambda _r: page.reload(), owner=page)

        found = [Action("back", N_("Lấy lại"), "undo", None, back, _needs_line)]
        if desk.may("bin.manage"):
            found.append(Action("clear", N_("Dọn thùng rác"), "delete", None, clear))
        return found

    def cells(line: Step) -> Sequence[str]:
        return (line.at.astimezone().strftime("%d/%m/%Y %H:%M"), line.account, line.label)

    headings = (N_("Lúc"), N_("Ai"), N_("Nội dung"))
    return LinesPage(desk, N_("Thùng rác"), headings, cells, bin_content, (), steps, {0: 160, 1: 190})


class SettingsPage(Screen):
    """The office-wide settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Cài đặt"))
        self.form = Form()
        self.editors: dict[str, QWidget] = {}
        for setting in SETTINGS:
            editor: QWidget = TextLine()
            if setting.choices:
                choice = Choice()
                choice.fill([(value, _(words)) for value, words in setting.choices])
                editor = choice
            elif isinstance(setting.default, bool):
                editor = QCheckBox(_(setting.label))
            self.editors[setting.key] = editor
            self.form.add(setting.key, _(setting.label), editor, span=3, hint=_(setting.hint))
        self.body.setContentsMargins(24, 16, 20, 12)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        steps = (
            [Action("save", N_("Lưu"), "save", "Ctrl+S", lambda _s: self.save())] if desk.may("settings.edit") else []
        )
        self.actions_of_page = Actions(self, steps, lambda: None)
        for step in steps:
            self.header.add(self.actions_of_page.button(step.id, "primary"))
        desk.tasks.run(settings_of, done=self._show, owner=self)

    def _show(self, values: dict[str, object]) -> None:
        for key, value in values.items():
            match self.editors[key]:
                case Choice() as choice:
                    choice.choose(value)
                case QCheckBox() as box:
                    box.setChecked(bool(value))
                case TextLine() as line:
                    line.setText(str(value))

    def save(self) -> None:
        """Store what differs."""
        values: dict[str, object] = {}
        for key, editor in self.editors.items():
            match editor:
                case Choice():
                    values[key] = editor.value()
                case QCheckBox():
                    values[key] = editor.isChecked()
                case TextLine():
                    if not editor.value().isdigit():
                        self.form.show_error(Invalid(_("Nhập số."), field=key))
                        return
                    values[key] = int(editor.value())
        self.desk.tasks.run(edit_settings, values, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self.desk.toast(_("Đã lưu."))

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, Invalid) and self.form.show_error(error)):
            errors.present(self, error)


def _book(register: Register, icon: str) -> Callable[[Desk], Screen]:
    return lambda desk: RegisterPage(desk, register, steps_for(desk, register), icon=icon)


def _calendar(desk: Desk) -> Screen:
    def load(_line: Line | None) -> None:
        year = clock.today().year + 1
        desk.tasks.run(load_year, year, done=partial(_told_loaded, desk, year), owner=desk)

    own = [Action("load", N_("Nạp lịch năm sau"), "calendar", None, load)] if desk.may("calendar.edit") else []
    return RegisterPage(desk, DAYS_OFF, steps_for(desk, DAYS_OFF), icon="day-off", own=own)


def _told_loaded(desk: Desk, year: int, count: int) -> None:
    desk.toast(_("Năm {year}: thêm {count} ngày.").format(year=year, count=count))


def admin_page(desk: Desk) -> Screen:
    """The page behind the menu entry; tabs that the account may not see are left out."""
    tabs: list[tuple[str, tuple[str, ...], Callable[[Desk], Screen]]] = []
    if desk.may("accounts.view"):
        tabs.append((N_("Người dùng"), ("Account",), _accounts))
    tabs += [
        (OFFICERS.title, ("Officer",), _book(OFFICERS, "people")),
        (VILLAGES.title, ("Village",), _book(VILLAGES, "village")),
        (BODIES.title, ("Body",), _book(BODIES, "body")),
        (DAYS_OFF.title, ("DayOff",), _calendar),
    ]
    if desk.may("audit.read"):
        tabs.append((N_("Nhật ký"), (), _audit))
    if desk.may("settings.edit"):
        tabs.append((N_("Cài đặt"), (), SettingsPage))
    tabs.append((N_("Thùng rác"), (), _bin))
    return Books(desk, N_("Quản trị"), tuple(tabs))
