"""The lock over an open office: nothing to read, one password to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcapp.kernel.errors import UserError, WrongPassword
from dcapp.kernel.i18n import _
from ui.features.door.waiting import WaitNote
from ui.kit import errors
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.fitting import fix, lay
from ui.kit.labels import Avatar, ElideLabel, label
from ui.kit.secret import PasswordField
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.door import Door


class LockScreen(QWidget):
    """Asks the officer whose office is open for the password; another officer signs in anew."""

    unlocked = Signal()
    sign_out_wanted = Signal()

    def __init__(
        self,
        door: Door,
        tasks: Tasks,
        account: str,
        display_name: str,
        post: str,
        initials: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door, self._tasks, self._account = door, tasks, account
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.password = PasswordField(_("Mật khẩu"))
        self.note = WaitNote(parent=self)
        self.enter = button(_("Mở khóa"), "big", None, self._unlock)
        self.other = button(_("Đăng xuất, người khác dùng máy"), "link", None, self.sign_out_wanted.emit)
        card = Card(_("Màn hình đang khóa"))
        fix(card, width=440)
        card.add(label(_("Chữ đang gõ dở đã được giữ lại. Gõ mật khẩu để làm tiếp."), "hint", wrap=True))
        person = QWidget()
        row = QHBoxLayout(person)
        lay(row, (0, 6, 0, 6), 12)
        row.addWidget(Avatar(initials, 34))
        words = QVBoxLayout()
        lay(words)
        words.addWidget(ElideLabel(display_name, "strong"))
        words.addWidget(ElideLabel(post, "hint"))
        row.addLayout(words, 1)
        card.add(person)
        name = label(_("Mật khẩu"), "label")
        name.setBuddy(self.password.line)
        for part in (name, self.password, self.note.words, self.enter, self.other):
            card.add(part)
        column = QVBoxLayout(self)
        lay(column)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.password.submitted.connect(self._unlock)
        self.note.over.connect(lambda: self.enter.setEnabled(True))

    def begin(self) -> None:
        """Forget what was typed and wait for the password."""
        self.password.clear()
        self.note.say("")
        self.enter.setEnabled(True)
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlock(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.password.text():
            self.note.say(_("Chưa gõ mật khẩu."))
            return
        door, account, password = self._door, self._account, self.password.text()
        self.enter.setEnabled(False)
        self._tasks.start(lambda: door.unlock(account, password), self._opened, self._refused, owner=self)

    def _opened(self, _keys: object) -> None:
        self.begin()
        self.unlocked.emit()

    def _refused(self, error: Exception) -> None:
        self.password.clear()
        if isinstance(error, WrongPassword):
            self.note.wait(error.wait_seconds, error.message)
        elif isinstance(error, UserError):
            self.note.say(str(error))
        else:
            errors.present(self, error)
        self.enter.setEnabled(not self.note.is_waiting)
        self.password.line.setFocus(Qt.FocusReason.OtherFocusReason)
