"""The first window comes up before anything heavy is read, and our own mistakes are shown once."""

from __future__ import annotations

import logging
import subprocess
import sys
from functools import partial

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtWidgets import QApplication
from stand_ins import StandInApp, StandInDoor

from ui import bootstrap
from ui.kit import messages, theme

HEAVY = ["sqlalchemy", "reportlab", "docx", "openpyxl", "babel", "alembic", "cryptography", "holidays"]
HEAVY += ["xlsxwriter", "pypdfium2", "PySide6.QtNetwork", "PySide6.QtSvg", "PySide6.QtPrintSupport", "qtawesome"]
SCRIPT = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
from stand_ins import StandInDoor
from ui import bootstrap
from ui.features.door.login import LoginWindow
app = bootstrap.make_application()
bootstrap.dress_application(app)
login = LoginWindow(StandInDoor())
login.show()
login.grab()
print(*[name for name in {heavy!r} if name in sys.modules])
"""


def test_nothing_heavy_is_read_before_the_login_window_is_painted(root):
    script = SCRIPT.format(root=str(root), here=str(root / "tests" / "ui"), heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.fixture
def shown(monkeypatch):
    found = []
    monkeypatch.setattr(messages, "show", lambda _parent, message: found.append(message) or 0)
    return found


def test_what_nobody_caught_becomes_one_crash_sheet(qtbot, shown):
    hooks = bootstrap.Hooks()
    error = ZeroDivisionError("x")
    hooks._uncaught(ZeroDivisionError, error, None)
    qtbot.waitUntil(lambda: bool(shown))
    assert len(shown) == 1
    assert "ZeroDivisionError" in shown[0].detail


def test_words_of_qt_go_to_the_log(caplog):
    with caplog.at_level(logging.WARNING, logger="ui"):
        bootstrap.note_qt(QtMsgType.QtWarningMsg, None, "QFont: something")
    assert "Qt: QFont: something" in caplog.text


def test_the_log_stands_in_the_office_folder(tmp_path):
    before = list(logging.getLogger().handlers)
    bootstrap.keep_log(tmp_path)
    added = [handler for handler in logging.getLogger().handlers if handler not in before]
    try:
        logging.getLogger("ui").error("x")
        assert (tmp_path / "logs" / "so-dan-chu.log").exists()
    finally:
        for handler in added:
            logging.getLogger().removeHandler(handler)
            handler.close()


def test_the_front_leads_from_the_door_to_the_office_and_back(qtbot, monkeypatch):
    from ui import main_window

    monkeypatch.setattr(main_window, "MainWindow", partial(main_window.MainWindow, pages=()))
    door = StandInDoor()
    front = bootstrap.Front(door)
    front.begin()
    assert front.window.windowTitle() == "Sổ Dân Chủ"
    login = front.window
    login.password.line.setText("mo-cua-di")
    with qtbot.waitSignal(login.opened):
        login.enter.click()
    assert front.window is not login
    front.window.sign_out()
    assert door.app.closed
    assert front.window.windowTitle() == "Sổ Dân Chủ"
    front.window.close()


def test_an_empty_folder_begins_with_the_first_run(qtbot, monkeypatch):
    from ui.features.door import first_run

    monkeypatch.setattr(first_run, "_posts", tuple)
    front = bootstrap.Front(StandInDoor(founded=False))
    front.begin()
    assert isinstance(front.window, first_run.FirstRun)
    front.window.close()


def test_the_remembered_look_is_put_on(qapp):
    from ui.kit import memory

    memory.remember("theme", "dark")
    memory.remember("scale", "125")
    bootstrap.dress_application(QApplication.instance())
    assert (theme.current().name, theme.current().scale) == ("dark", 125)
    assert isinstance(StandInApp().viewer.name, str)
