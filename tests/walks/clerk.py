"""An officer who also has a mouse: menus, rows of lists, files dropped on them; and who may look into the books."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from officer import Officer, do, name_of, rest, seen, windows
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMenu, QTabBar, QTableView, QWidget

from dcapp.features.tasks.queries import TaskCard, task_card
from dcapp.features.tasks.register import TASKS
from dcapp.kernel.clock import DAY_VARIABLE
from dcapp.registers.finding import Query
from dcapp.registers.spec import Line
from dcapp.registers.use_cases import reading
from ui.features.tasks.check_table import CheckTable
from ui.main_window import MainWindow

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Clerk(Officer):
    """Hands with a mouse, eyes that read the books too, and a calendar on the wall."""

    def __init__(self, pictures: Path, password: str) -> None:
        super().__init__(pictures)
        self._password = password
        self.keys = 0
        """Keys pressed since somebody last looked."""

    # -- the window and its books
    @property
    def window(self) -> MainWindow:
        """The window of the open office."""
        return next(window for window in windows() if isinstance(window, MainWindow))

    def ask(self, use_case: Callable[..., Any], *args: Any) -> Any:
        """What the books answer, read beside the screen."""
        answers: list[Any] = []
        refused: list[Exception] = []
        self.window.tasks.run(use_case, *args, done=answers.append, failed=refused.append)
        self.until(lambda: bool(answers or refused), f"the books do not answer {use_case}")
        if refused:
            raise refused[0]
        return answers[0]

    def tasks(self) -> list[Line]:
        """Every task in the books, series and dropped ones too."""
        return list(self.ask(reading(TASKS), Query(), None, 200).lines)

    def card(self, title: str, period: str = "") -> TaskCard:
        """The one task of this title and period, as the books hold it."""
        found = [line for line in self.tasks() if line["title"] == title and line["period"] == period]
        assert len(found) == 1, (title, period, found)
        card: TaskCard = self.ask(task_card, found[0]["id"])
        return card

    def morning_of(self, day: str) -> None:
        """The screen is locked overnight; the next day begins with the password."""
        self.lock()
        os.environ[DAY_VARIABLE] = day
        self.unlock()

    def lock(self) -> None:
        """F12, as it comes from the keyboard: to the window, whatever has the focus in it."""
        do(partial(QTest.keyClick, self.place().window().windowHandle(), Qt.Key.Key_F12))
        self.sees("Màn hình đang khóa")

    def unlock(self) -> None:
        """The password, and the page comes back."""
        self.type(self._password)
        self.press("Return")
        self.sees_no("Màn hình đang khóa")
        self.at_rest()

    def undoes(self, action: str) -> None:
        """Ctrl+Z takes back what was done last, and says so."""
        self.press("Ctrl+Z")
        self.sees(f"Đã hoàn tác: {action}")
        self.at_rest()

    def at_rest(self) -> None:
        """Wait until what was asked for is shown."""
        for _time in range(3):
            self.until(lambda: not self.window.tasks.is_busy, "the books are busy")
            rest(10)

    def press(self, keys: str, times: int = 1) -> None:
        self.keys += times
        super().press(keys, times)

    def type(self, words: str) -> None:
        self.keys += len(words)
        super().type(words)

    # -- the mouse
    def part(self, kind: type[QWidget], name: str = "") -> Any:
        """The part of this kind and name that can be seen in the window in front."""
        front = QApplication.activeModalWidget() or self.window
        wanted = [
            found
            for found in front.findChildren(kind)
            if found.isVisible() and (not name or name_of(found) == name or name_of(found).endswith(f"– {name}"))
        ]
        assert wanted, f"no {kind.__name__} {name}\n{seen()}"
        return wanted[0]

    def click(self, name: str) -> None:
        """Click a button."""
        self.until(lambda: self._can_click(name), f"no button to click: {name}")
        found = self.part(QAbstractButton, name)
        do(partial(QTest.mouseClick, found, LEFT, PLAIN, found.rect().center()))
        rest(10)

    def _can_click(self, name: str) -> bool:
        front = QApplication.activeModalWidget() or self.window
        buttons = front.findChildren(QAbstractButton)
        return any(one.isVisible() and one.isEnabled() and name_of(one) == name for one in buttons)

    def choose_step(self, name: str) -> None:
        """Open the menu "Việc khác" and click a step."""
        watch, done = QTimer(), list[bool]()

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                return
            watch.stop()
            step = next((one for one in menu.actions() if one.text() == name), None)
            if step is None or not step.isEnabled():
                menu.close()
                return
            done.append(True)
            QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(step).center())

        watch.timeout.connect(look)
        watch.start(20)
        more = self.part(QAbstractButton, "Việc khác")
        do(partial(QTest.mouseClick, more, LEFT, PLAIN, more.rect().center()))
        self.until(lambda: bool(done), f"no step {name}")

    def choose(self, name: str, words: str) -> None:
        """Choose the line of a list of choices that begins with these words, with the arrow keys."""
        box = self.part(QComboBox, name)
        self.until(lambda: any(box.itemText(n).startswith(words) for n in range(box.count())), f"{name} has no {words}")
        wanted = next(n for n in range(box.count()) if box.itemText(n).startswith(words))
        box.setFocus()
        for _step in range(box.count()):
            if box.currentIndex() == wanted:
                break
            self.press("Down" if box.currentIndex() < wanted else "Up")
        assert box.currentIndex() == wanted, box.currentText()

    def turn_to(self, title: str) -> None:
        """Click a tab of the page."""
        bars = [bar for bar in self.window.findChildren(QTabBar) if bar.isVisible() and title in _titles(bar)]
        bar = max(bars, key=QTabBar.count)  # a pane may have a tab of the same name
        place = bar.tabRect(_titles(bar).index(title)).center()
        do(partial(QTest.mouseClick, bar, LEFT, PLAIN, place))
        self.at_rest()

    def point_at(self, words: str, table: QTableView | None = None) -> QPoint:
        """Click the row that says these words; where it is."""
        shown = table or self.part(QTableView)
        self.until(lambda: _row_of(shown, words) >= 0, f"no row says {words}")
        column = 1 if isinstance(shown, CheckTable) else 0  # a click on a tick would change it
        index = shown.model().index(_row_of(shown, words), column)
        shown.scrollTo(index)
        rest(10)
        place = shown.visualRect(index).center()
        do(partial(QTest.mouseClick, shown.viewport(), LEFT, PLAIN, place))
        self.at_rest()
        return QPoint(shown.visualRect(index).center())

    def place_of_heading(self, table: QTableView) -> QPoint:
        """Where the first line stands, which names a section."""
        table.scrollToTop()
        return QPoint(table.visualRect(table.model().index(0, 0)).center())

    def drop(self, on: QWidget, place: QPoint, *paths: Path) -> bool:
        """Drag files in from the file manager and let go of them; whether they were taken."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, where = Qt.DropAction.CopyAction, QPointF(place)
        enter = QDragEnterEvent(place, copy, data, LEFT, PLAIN)
        QApplication.sendEvent(on, enter)
        move = QDragMoveEvent(place, copy, data, LEFT, PLAIN)
        if enter.isAccepted():
            QApplication.sendEvent(on, move)
        if not (enter.isAccepted() and move.isAccepted()):
            return False
        let_go = QDropEvent(where, copy, data, LEFT, PLAIN)
        QApplication.sendEvent(on, let_go)
        return let_go.isAccepted()


def _titles(bar: QTabBar) -> list[str]:
    return [bar.tabText(number) for number in range(bar.count())]


def _row_of(table: QTableView, words: str) -> int:
    """The first row with these words in one of its cells."""
    model = table.model()
    for row in range(model.rowCount()):
        if any(words in str(model.index(row, column).data() or "") for column in range(model.columnCount())):
            return row
    return -1
