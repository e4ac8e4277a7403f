"""An officer at the keyboard: presses keys, reads what stands on the screen, takes a picture of every step."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.main_window import MainWindow

PATIENCE = 20.0
CRASH = "Phần mềm gặp lỗi ngoài dự tính"
ROWS = 400
Key = Qt.Key


def rest(milliseconds: int) -> None:
    """Let the program go on. QTest's own wait holds the interpreter, and other threads would starve."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def do(act: Callable[[], object]) -> None:
    """Do something as the event loop would, so that what it throws away with deleteLater is gone afterwards."""
    loop, raised = QEventLoop(), list[BaseException]()

    def run() -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            loop.quit()

    QTimer.singleShot(0, run)
    loop.exec()
    if raised:
        raise raised[0]


def windows() -> list[QWidget]:
    """Every window that can be seen."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def words_on(root: QWidget) -> Iterator[str]:
    """Everything that can be read on a window."""
    yield root.windowTitle()
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield re.sub(r"<[^>]+>", "", widget.text())
        elif isinstance(widget, QLineEdit):
            yield widget.displayText()
        elif isinstance(widget, (QTextEdit, QPlainTextEdit)):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield widget.currentText()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(number) for number in range(widget.count()))
        elif isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            if isinstance(widget, QTableView) and widget.horizontalHeader().isVisible():
                heads = (model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount()))
                yield from (str(head or "") for head in heads)
            for row in range(min(model.rowCount(), ROWS)):
                columns = 1 if isinstance(widget, QListView) else model.columnCount()
                yield from (str(model.index(row, column).data() or "") for column in range(columns))


def seen() -> str:
    """All words on the screen, in NFC."""
    return unicodedata.normalize("NFC", "\n".join(word for window in windows() for word in words_on(window)))


class Officer:
    """Hands and eyes; every step leaves a picture."""

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures
        self._step = 0
        self.steps: list[str] = []
        self.crash = ""
        self._watch = QTimer()
        self._watch.timeout.connect(self._look_for_a_crash)
        self._watch.start(200)

    def _look_for_a_crash(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and box.text() == CRASH:
            self.crash = box.detailedText()
            box.close()

    # -- eyes
    def snap(self, name: str) -> None:
        """A picture of the whole screen."""
        rest(120)  # what was just changed is painted
        self._step += 1
        picture = QGuiApplication.primaryScreen().grabWindow(0)
        path = self._pictures / f"{self._step:02d}-{name}.png"
        assert picture.save(str(path)), path
        self.steps.append(name)

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is so; fail with what can be read when it does not come."""
        give_up = time.monotonic() + PATIENCE
        while not is_so():
            shown = seen()
            assert not self.crash, self.crash
            assert time.monotonic() < give_up, f"{what}\n--- on the screen ---\n{shown}"
            rest(15)

    def sees(self, *wanted: str) -> str:
        """Read the screen until all these words are on it; what is on it then."""
        for words in wanted:
            self.until(lambda words=words: words in seen(), f"not on the screen: {words}")
        return seen()

    def sees_no(self, *unwanted: str) -> None:
        """These words leave the screen."""
        for words in unwanted:
            self.until(lambda words=words: words not in seen(), f"still on the screen: {words}")

    # -- hands
    def place(self) -> QWidget:
        """Where keys go. Xvfb has no window manager, so a window that lost its dialog is activated by us."""
        window = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        if window is None:
            window = next(found for found in windows() if found.windowType() is Qt.WindowType.Window)
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not window:
            window.activateWindow()
            self.until(lambda: QApplication.activeWindow() is not None, "no window takes the keys")
        focus = window.focusWidget()
        return focus if focus is not None and QApplication.activePopupWidget() is None else window

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or a combination such as "Ctrl+K"."""
        combination = QKeySequence(keys)[0]
        for _time in range(times):
            do(partial(QTest.keyClick, self.place(), combination.key(), combination.keyboardModifiers()))
            rest(5)

    def open_page(self, title: str) -> None:
        """Press Ctrl and the number of this page; the menu grows with the releases."""
        shown = next(window.pages for window in windows() if isinstance(window, MainWindow))
        number = next(number for number, page in enumerate(shown, start=1) if page.title == title)
        self.press(f"Ctrl+{number}")

    def type(self, words: str) -> None:
        """Type words letter by letter; marked letters arrive whole, as Unikey sends them."""
        for letter in words:
            target = self.place()
            key = Key.Key_Return if letter == "\n" else Key(0)
            text = "\r" if letter == "\n" else letter
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def tab_to(self, name: str, key: str = "Tab") -> QWidget:
        """Press Tab until the part with this name has the focus."""
        for _step in range(80):
            focus = self.place()
            if name_of(focus) == name or name_of(focus).endswith(f"– {name}"):
                return focus
            self.press(key)
        raise AssertionError(f"Tab does not come to {name}\n{seen()}")

    def push(self, name: str) -> None:
        """Go to a button by Tab and press it with the space bar."""
        self.tab_to(name)
        self.press("Space")

    def fill(self, name: str, words: str) -> None:
        """Go to a field by Tab and type over what stands there."""
        self.tab_to(name)
        self.press("Ctrl+A")
        self.type(words)

    def f6_to(self, kind: type[QWidget]) -> QWidget:
        """F6 until a part of this kind has the focus."""
        for _step in range(8):
            focus = self.place()
            if isinstance(focus, kind):
                return focus
            self.press("F6")
        raise AssertionError(f"F6 does not come to a {kind.__name__}")

    @contextmanager
    def answering(self, answer: Callable[[], object]) -> Iterator[None]:
        """What is done inside opens a dialog that waits; `answer` is given while it waits."""
        outcome: list[BaseException | None] = []
        before = QApplication.activeModalWidget()
        look = QTimer()

        def give() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None or dialog is before:
                return
            look.stop()
            try:
                answer()
                outcome.append(None)
            except BaseException as error:
                outcome.append(error)
                dialog.close()

        look.timeout.connect(give)
        look.start(20)
        yield
        self.until(lambda: bool(outcome), "the dialog was not answered")
        if outcome[0] is not None:
            raise outcome[0]

    def choose_file(self, path: Path, picture: str = "") -> None:
        """In a file dialog: type the path and press Enter."""
        self.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "no file dialog")
        dialog = QApplication.activeModalWidget()
        self.until(lambda: isinstance(dialog.focusWidget(), QLineEdit), "the name of the file has no focus")
        self.press("Ctrl+A")
        self.type(str(path))
        if picture:
            self.snap(picture)
        self.press("Return")
        if isValid(dialog) and dialog.isVisible():  # the first one only closed the list of names that offered itself
            self.press("Return")


def name_of(widget: QWidget) -> str:
    """What a screen reader would call a part."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return unicodedata.normalize("NFC", text or widget.accessibleName())
