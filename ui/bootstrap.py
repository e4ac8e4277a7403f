"""Starts the program's face: fonts, theme, hooks for our own mistakes, Qt's words in Vietnamese, then the door."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from dcapp.kernel.errors import EnvironmentFault, UserError
from dcapp.kernel.i18n import _, use_language
from ui.kit import memory, theme
from ui.kit.collecting import Collector, collect_all
from ui.kit.look import apply, wants_high_contrast
from ui.kit.translator import VietnameseQt

if TYPE_CHECKING:
    from dcapp.app import App
    from dcapp.door import Door
    from ui.main_window import MainWindow

PrintSheet = Callable[[QWidget, "App", str], object]
"""Prints the recovery sheet of an open office: (window, app, code)."""

_log = logging.getLogger("ui")
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
LOG_BYTES, LOGS_KEPT = 500_000, 3


def run(door: Door, print_sheet: PrintSheet | None = None) -> int:
    """Show the door of an office and live until the last window closes; the exit code."""
    front = begin(door, print_sheet)
    code = make_application().exec()
    front.end()
    return code


def begin(door: Door, print_sheet: PrintSheet | None = None, frame: QWidget | None = None) -> Front:
    """Put everything in place and show the door; `frame` stands on the screen already and goes then."""
    app = make_application()
    memory.use_file(door.folder / "window.ini")
    hooks = Hooks(app)
    Collector(app)
    hooks.install()
    dress_application(app)
    front = Front(door, print_sheet)
    front.begin()
    if frame is not None:
        frame.close()
        frame.deleteLater()
    QTimer.singleShot(0, lambda: keep_log(door.folder))  # after the first window is painted
    QTimer.singleShot(0, count_in_vietnamese)
    return front


def make_application() -> QApplication:
    """The QApplication with our name, language and words."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    if app.applicationName() == "so-dan-chu":
        return app
    app.setApplicationName("so-dan-chu")
    app.setApplicationDisplayName(_("Sổ Dân Chủ"))
    app.installTranslator(VietnameseQt(app))
    return app


def dress_application(app: QApplication) -> None:
    """Put the remembered theme and font scale into force; the system's high contrast wins."""
    name: theme.ThemeName = "dark" if memory.recall("theme") == "dark" else "light"
    kept = memory.recall("scale", "100")
    scale = int(kept) if kept.isdigit() else 100
    apply(app, "contrast" if wants_high_contrast(app) else name, scale)


def count_in_vietnamese() -> None:
    """Let calendars and numbers follow Vietnamese habits; Qt's list of languages is slow to read."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))


def keep_log(folder: Path) -> None:
    """Write what happens into the office's logs folder; no names and no contents go there."""
    from logging.handlers import RotatingFileHandler

    from ui.kit import errors

    logs = folder / "logs"
    try:
        logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            logs / "so-dan-chu.log", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        _log.warning("no log file could be opened")
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    errors.use_log(logs / "so-dan-chu.log")


class Hooks(QObject):
    """Catches what nobody caught, on any thread, and shows the crash sheet on the GUI thread."""

    caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hooks of the interpreter and of Qt."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self.caught.emit(args.exc_value)
        sys.unraisablehook = lambda args: _log.error("unraisable", exc_info=args.exc_value)
        qInstallMessageHandler(note_qt)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.caught.emit(error)

    def _show(self, error: BaseException | None) -> None:
        if error is None or self._showing:
            return
        from ui.kit import errors

        self._showing = True
        try:
            errors.present(QApplication.activeWindow(), error)
        finally:
            self._showing = False


def note_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Put Qt's own messages into the log."""
    _log.log(_QT_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)


class Front(QObject):
    """Leads from the door to the window of the open office, and back when the officer signs out."""

    def __init__(self, door: Door, print_sheet: PrintSheet | None = None) -> None:
        super().__init__()
        self.door = door
        self.window: QWidget | None = None
        self._app: App | None = None
        self._print_sheet = print_sheet

    def begin(self) -> None:
        """Show the login window, or the first run when there is no office yet."""
        try:
            state = self.door.state()
        except EnvironmentFault as fault:
            from ui.kit import errors

            errors.present(None, fault)
            QTimer.singleShot(0, QApplication.quit)
            return
        if state.value == "empty":
            from ui.features.door.first_run import FirstRun
            from ui.features.door.sheet import preview_sheet

            first = FirstRun(self.door, self._print_sheet or preview_sheet)
            first.opened.connect(self.enter)
            self._show(first)
        else:
            from ui.features.door.login import LoginWindow

            login = LoginWindow(self.door)
            login.opened.connect(self.enter)
            self._show(login)

    def enter(self, app: App, page: str = "") -> None:
        """Open the window of the office; `page` is where to begin, or ""."""
        from ui.main_window import MainWindow

        self._app = app
        use_language(str(app.settings.get("language", "vi")))
        app.bar_this_thread()
        window = MainWindow(app, self.door, idle_minutes=float(str(app.settings.get("idle_minutes", 5))))
        window.signed_out.connect(self._sign_out)
        window.discard_wanted.connect(partial(self._discard_sample, window))
        if page:
            window.open_page(page)
        self._show(window)
        QTimer.singleShot(0, collect_all)  # all that lasts is there now
        if app.notices:
            from ui.kit import messages

            told = partial(messages.told, window, _("Cần biết khi mở dữ liệu"), "\n\n".join(app.notices))
            QTimer.singleShot(0, window, told)

    def end(self) -> None:
        """Let go of the office."""
        if self._app is not None:
            app, self._app = self._app, None
            app.close()

    def _sign_out(self) -> None:
        self.end()
        self.begin()

    def _discard_sample(self, window: MainWindow) -> None:
        """Remove the practice commune after one question; the first run begins in its place."""
        from ui.kit import errors, messages

        question = _("Bỏ xã mẫu {name}?").format(name=window.app.office.name)
        consequence = _("Mọi dữ liệu thực hành của xã mẫu bị xóa khỏi máy này. Không có gì khác bị xóa.")
        if not messages.ask(window, question, consequence, yes=_("Bỏ xã mẫu"), no=_("Giữ lại"), danger=True):
            return
        window.come_to_rest()
        try:
            self.door.discard_sample(window.app)
        except UserError as refusal:
            errors.present(window, refusal)
            self._sign_out()
            return
        except EnvironmentFault as fault:
            errors.present(window, fault)
        self._app = None
        self.begin()

    def _show(self, window: QWidget) -> None:
        old, self.window = self.window, window
        if not window.testAttribute(Qt.WidgetAttribute.WA_Resized):
            window.resize(theme.DESIGN_WIDTH, theme.DESIGN_HEIGHT)
        if window.screen().availableSize().width() <= theme.DESIGN_WIDTH:
            window.showMaximized()
        else:
            window.show()
        if old is not None:
            old.close()
            old.deleteLater()
