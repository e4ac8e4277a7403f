"""The office and the windows that the tour shows: the practice commune, founded anew, and the program's own front."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from camera import Camera, windows_shown
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from dcapp.db import engine
from dcapp.db.keys import cost
from dcapp.door import Door
from dcapp.features.accounts.service import AccountForm, add_account
from dcapp.sample import furnish_sample, sample_profile
from ui.bootstrap import Front
from ui.kit import memory
from ui.kit.look import apply
from ui.kit.notices import Toast
from ui.kit.print_preview import PrintPreviewDialog
from ui.kit.tasks import Tasks
from ui.main_window import MainWindow

WIDTH, HEIGHT = 1366, 768
PASSWORD = "Suoi-trong-79-xanh"
READER = ("Phan Văn Lộc", "loc.pv")
PATIENCE = 20.0
CALM = 4
"""So many times in a row nothing is under way before a dialog is photographed."""


def rest(milliseconds: int) -> None:
    """Let the program go on. QTest's own wait holds the interpreter, and other threads would starve."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def found_sample(folder: Path) -> str:
    """Found and furnish the practice commune, with a second account that only reads; its recovery code."""
    cost.use(cost.Cost(64, 1, 1))
    engine.wipes_freed_memory = False  # an invented commune has no secret, and locking memory doubles the time
    app, code = Door(folder).create(sample_profile(), PASSWORD)
    furnish_sample(app)
    app.run(add_account, AccountForm(display_name=READER[0], post="Tư pháp – Hộ tịch", roles=("BC",)), PASSWORD)
    app.close()
    return code


class Stage:
    """Opens the program's windows on a copy of the office and waits until they are still."""

    def __init__(self, qapp: QApplication, camera: Camera, office: Path, room: Path, code: str) -> None:
        """`room` is an empty folder for everything that this walk writes."""
        self.qapp, self.camera, self.code = qapp, camera, code
        self.office, self.room = room / "office", room
        shutil.copytree(office, self.office)
        self.front: Front | None = None

    def dress(self, scale: int = 100) -> None:
        """Put the walk's look on, remembered as an officer's choice would be."""
        memory.remember("theme", self.camera.look)
        memory.remember("scale", str(scale))
        apply(self.qapp, "dark" if self.camera.look == "dark" else "light", scale)

    def open_front(self, folder: Path) -> QWidget:
        """The first window that the program shows for an office folder."""
        self.close_all()
        memory.forget_all()
        self.dress()
        self.front = Front(Door(folder))
        self.front.begin()
        return self._fitted()

    def sign_in(self, folder: Path | None = None, account: str = "") -> MainWindow:
        """Open the office through the login window."""
        login = self.open_front(folder or self.office)
        if account:
            login.cards.choose(account)
        login.password.line.setText(PASSWORD)
        login.enter.click()
        return self.main_window()

    def main_window(self) -> MainWindow:
        """The window of the office, once it is there."""
        front = self.front
        self.until(lambda: front is not None and isinstance(front.window, MainWindow), "the office did not open")
        self._fitted()
        return front.window

    def _fitted(self) -> QWidget:
        window = self.front.window
        window.showNormal()
        window.setGeometry(0, 0, WIDTH, HEIGHT)
        self.settle()
        return window

    def settle(self, milliseconds: int = 0) -> None:
        """Wait, then until no window has work under way."""
        if milliseconds:
            rest(milliseconds)
        self.until(self._is_still, "the window did not come to rest")

    def _is_still(self) -> bool:
        calm = 0
        while calm < 3:
            rest(8)
            if self._is_at_work():
                return False
            calm += 1
        return True

    def _is_at_work(self) -> bool:
        tasks = [one for window in QApplication.topLevelWidgets() for one in window.findChildren(Tasks)]
        return any(one.is_busy for one in tasks)

    def until(self, is_so: Callable[[], bool], otherwise: str) -> None:
        """Wait for something; raises TimeoutError with the words when it does not come."""
        give_up = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > give_up:
                raise TimeoutError(otherwise)
            rest(10)

    def dialog(self) -> QDialog:
        """The topmost dialog."""
        self.settle()
        found = [window for window in windows_shown() if isinstance(window, QDialog)]
        if not found:
            raise LookupError("no dialog is open")
        return found[-1]

    def dismiss(self) -> None:
        """Close every dialog, menu and notice."""
        for window in reversed(windows_shown()):
            if isinstance(window, (QDialog, QMenu)):
                close = getattr(window, "close_now", window.close)
                close()
        for toast in [part for window in windows_shown() for part in window.findChildren(Toast)]:
            toast.close_down()
        self.settle()

    def shoot(self, name: str, what: str, milliseconds: int = 0) -> Path:
        """Wait until the screen is still and take a picture."""
        self.settle(milliseconds)
        return self.camera.shoot(name, what)

    def shoot_dialog(self, open_it: Callable[[], object], name: str, what: str, *, needed: bool = True) -> None:
        """Open a dialog, take a picture, close it again. Also for dialogs that wait for their answer.

        Unless it is `needed`, nothing is photographed where no dialog comes. It is looked for without a loop of its
        own: a dialog that waits for its answer and opened inside of one would never let it end.
        """
        done: list[BaseException | None] = []
        calm = 0

        def take() -> None:
            nonlocal calm
            calm = 0 if self._is_at_work() else calm + 1
            if calm < CALM:
                QTimer.singleShot(15, take)
                return
            try:
                shown = self.dialog()
                self.camera.shoot(name, what)
                if isinstance(shown, PrintPreviewDialog) and self.camera.look == "light":
                    self.camera.keep(f"{name}.pdf", what, shown.preview._pages.pdf)
                done.append(None)
            except LookupError as error:
                done.append(error if needed else None)
            except (TimeoutError, OSError, ValueError) as error:
                done.append(error)
            finally:
                self.dismiss()

        QTimer.singleShot(30, take)
        open_it()
        self.until(lambda: bool(done), f"{name} was not photographed")
        if done[0] is not None:
            raise done[0]

    def close_all(self) -> None:
        """Close what is open and let go of the office."""
        self.dismiss()
        front, self.front = self.front, None
        if front is not None:
            front.window.close()
            front.end()
            front.window.deleteLater()
            front.deleteLater()
        rest(20)
