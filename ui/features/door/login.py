"""The login window: choose a name, type the password, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcapp.kernel.clock import today
from dcapp.kernel.errors import UserError, WrongPassword
from dcapp.kernel.i18n import _
from ui.features.door.brand import BrandPanel
from ui.features.door.cards import CardList
from ui.features.door.waiting import WaitNote
from ui.kit.buttons import button
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.logo import app_icon
from ui.kit.secret import PasswordField
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.app import App
    from dcapp.db.keys.cabinet import Keys
    from dcapp.door import AccountCard, Door

WARM_UP_MS = 150


class LoginWindow(QWidget):
    """Names to choose from, one password field, one button. `opened` hands over the open office."""

    opened = Signal(object)  # App

    def __init__(self, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.door = door
        self.tasks = Tasks(None, self)
        self._painted = self._busy = False
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Sổ Dân Chủ"))
        self.setWindowIcon(app_icon())
        self.cards = CardList(door.cards())
        self.password = PasswordField(_("Mật khẩu"))
        self.note = WaitNote(parent=self)
        self.enter = button(_("Đăng nhập"), "big", None, self._unlock)
        self.forgotten = button(_("Quên mật khẩu? Dùng phiếu khôi phục"), "link", None, self._recover)
        self.day = label("", "hint")
        self._lay_out()
        self.cards.chosen.connect(self._chosen)
        self.cards.settled.connect(lambda: self.password.line.setFocus(Qt.FocusReason.OtherFocusReason))
        self.password.submitted.connect(self._unlock)
        self.note.over.connect(self._look)
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chosen(self.cards.card())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._say_day)
            QTimer.singleShot(WARM_UP_MS, self._warm_up)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        lay(row)
        foot = [part for part in (self.door.office_name(), _("dùng không cần mạng")) if part]
        row.addWidget(BrandPanel(" · ".join(foot)))
        middle = QWidget()
        fix(middle, width=440)
        column = QVBoxLayout(middle)
        lay(column, (0, 16, 0, 16), 8)
        column.addStretch(1)
        head = QVBoxLayout()
        lay(head, spacing=2)
        head.addWidget(label(_("Đăng nhập"), "title"))
        head.addWidget(label(_("Chọn tên của anh/chị, gõ mật khẩu rồi nhấn Enter."), "hint"))
        column.addLayout(head)
        column.addWidget(self.cards)
        name = label(_("Mật khẩu"), "label")
        name.setBuddy(self.password.line)
        column.addWidget(name)
        column.addWidget(self.password)
        column.addWidget(self.note.words)
        column.addWidget(self.enter)
        foot_row = QHBoxLayout()
        lay(foot_row, spacing=8)
        foot_row.addWidget(self.forgotten)
        foot_row.addStretch(1)
        foot_row.addWidget(self.day)
        column.addLayout(foot_row)
        column.addStretch(1)
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)

    def _chosen(self, card: AccountCard | None) -> None:
        self.password.clear()
        wait = self.door.wait_seconds(card.name) if card is not None else 0
        if wait:
            self.note.wait(wait, "")
        else:
            self.note.say("")
        self._look()

    def _unlock(self) -> None:
        card = self.cards.card()
        if card is None or self._busy or self.note.is_waiting:
            return
        if not self.password.text():
            self.note.say(_("Chưa gõ mật khẩu."))
            self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        door, account, password = self.door, card.name, self.password.text()
        self._begin(_("Đang mở sổ…"))

        def open_office() -> App:
            return door.open(door.unlock(account, password), account)

        self.tasks.start(open_office, self._open, self._refused, owner=self)

    def _open(self, app: App) -> None:
        self.password.clear()
        self.opened.emit(app)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self.password.clear()
        if isinstance(error, WrongPassword):
            self.note.wait(error.wait_seconds, error.message)
        elif isinstance(error, UserError):
            self.note.say(str(error))
        else:
            self.note.say("")
            from ui.kit import errors

            errors.present(self, error)
        self._look()
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recover(self) -> None:
        from ui.features.door.recovery import RecoveryDialog

        card = self.cards.card()
        if card is None:
            return
        dialog = RecoveryDialog(self.door, self.tasks, card, self)
        dialog.recovered.connect(self._recovered)
        dialog.open()

    def _recovered(self, keys: Keys, account: str) -> None:
        door = self.door
        self._begin(_("Đang mở sổ…"))
        self.tasks.start(lambda: door.open(keys, account), self._open, self._refused, owner=self)

    def _begin(self, words: str) -> None:
        self._busy = True
        self.note.say("")
        self._look()
        self.enter.setText(words)

    def _look(self) -> None:
        self.enter.setText(_("Đăng nhập"))
        self.enter.setEnabled(not self._busy and not self.note.is_waiting)

    def _say_day(self) -> None:
        from dcapp.kernel.dates import weekday_date  # its patterns need not delay the first paint

        self.day.setText(weekday_date(today()))

    def _warm_up(self) -> None:
        self.tasks.start(self.door.warm_up, owner=self)
