"""The window of an open office: menu, pages, lock. Pages are built when first opened, and only while unlocked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from dcapp.kernel.i18n import _
from dcapp.kernel.text import initials
from ui import navigation
from ui.features.door.lock import LockScreen
from ui.features.door.passwords import ChangePassword
from ui.kit import memory, theme
from ui.kit.actions import shortcut_lines
from ui.kit.changes import Changes
from ui.kit.collecting import collect_all
from ui.kit.desk import Desk, Screen
from ui.kit.dialogs import close_dialogs
from ui.kit.fitting import lay
from ui.kit.icons import icon
from ui.kit.idle import IdleWatch
from ui.kit.logo import app_icon
from ui.kit.look import apply
from ui.kit.notices import Toast
from ui.kit.quick_find import Hit, QuickFind, Show
from ui.kit.shortcuts import ShortcutSheet
from ui.kit.sidebar import CAPTIONS_FROM, Entry, Sidebar
from ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from dcapp.app import App
    from dcapp.door import Door

RAIL_BELOW = 1050
IDLE_MINUTES = 5


class MainWindow(QMainWindow):
    """Everything an account sees after the door: menu at the left, one page, and the lock over it."""

    signed_out = Signal()
    discard_wanted = Signal()  # remove the practice commune
    closed = Signal()

    def __init__(
        self,
        app: App,
        door: Door,
        pages: Sequence[navigation.Page] = navigation.PAGES,
        find: Callable[[Desk, str, Show], object] = navigation.find,
        idle_minutes: float = IDLE_MINUTES,
    ) -> None:
        super().__init__()
        self.app, self.door = app, door
        self.tasks = Tasks(app, self)
        self.changes = Changes(app, self)
        self.desk = Desk(app, self.tasks, self.changes, self)
        self.pages = navigation.shown_pages(pages, self.desk.may)
        self.desk.pages = frozenset(page.key for page in self.pages)
        self._find = find
        self._screens: dict[str, Screen] = {}
        self._resume: tuple[str, Any] = ("", None)
        self._toast: Toast | None = None
        self._copied_here = False
        self.setWindowIcon(app_icon())
        self.setMinimumSize(self._least())
        self._build()
        self.desk.page_wanted.connect(self.open_page)
        self.desk.find_wanted.connect(self.open_quick_find)
        self.desk.toast_wanted.connect(self.show_toast)
        self.desk.badge_wanted.connect(lambda key, count, alarm: self.sidebar.set_badge(key, count, alarm=alarm))
        self.idle = IdleWatch(idle_minutes, self)
        self.idle.idle.connect(self.lock)
        self._add_shortcuts()
        QGuiApplication.clipboard().dataChanged.connect(self._note_copy)
        self._say_title()
        self.restoreGeometry(memory.recall_bytes("window"))
        self.idle.start()

    @property
    def is_locked(self) -> bool:
        """True while the lock screen is up."""
        return self._layers.currentWidget() is self.lock_screen

    @property
    def screen_shown(self) -> Screen | None:
        """The page that is open."""
        found = self._stack.currentWidget()
        return found if isinstance(found, Screen) else None

    def open_page(self, key: str, record: Any = None) -> None:
        """Show a page, building it the first time, and go to a record on it."""
        page = next((page for page in self.pages if page.key == key), None)
        if page is None or page.factory is None or self.is_locked:
            return
        screen = self._screens.get(key)
        if screen is None:
            screen = page.factory(self.desk)
            self._screens[key] = screen
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.sidebar.mark(key)
        memory.remember("page", key)
        if record is not None:
            screen.show_record(record)

    def show_toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say at the foot of the page what was just done."""
        self._close_toast()
        self._toast = toast = Toast(self._stack, text, undo)
        toast.destroyed.connect(lambda: self._forget_toast(toast))

    def open_quick_find(self) -> None:
        """Find anything by a few letters (Ctrl+K)."""
        if self.is_locked:
            return
        tint = theme.current().color("shade")
        shade = QWidget(self)
        shade.setObjectName("shade")
        shade.setStyleSheet(f"QWidget#shade {{ background: rgba({tint.red()}, {tint.green()}, {tint.blue()}, 50%); }}")
        shade.setGeometry(self.rect())
        shade.show()
        dialog = QuickFind(self._search, self._go, self)
        dialog.finished.connect(shade.deleteLater)
        dialog.open()
        dialog.move(self.mapToGlobal(self.rect().center()).x() - dialog.width() // 2, self.y() + theme.px(66))

    def lock(self) -> None:
        """Destroy every page, close every dialog after its words were kept, and ask for the password."""
        if self.is_locked:
            return
        shown = self.screen_shown
        key = next((key for key, screen in self._screens.items() if screen is shown), "")
        self._resume = (key, shown.shown_record() if shown is not None else None)
        self._layers.setCurrentWidget(self.lock_screen)
        self.idle.stop()
        close_dialogs()
        self._close_toast()
        self._clear_clipboard()
        for screen in self._screens.values():
            screen.keep_draft()
            screen.hide()
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self.lock_screen.begin()
        QTimer.singleShot(0, self, collect_all)

    def set_look(self, name: theme.ThemeName, scale: int) -> None:
        """Change theme and font scale for the whole program, and remember them."""
        memory.remember("theme", name)
        memory.remember("scale", str(scale))
        apply(_application(), name, scale)
        self._arrange()

    def change_scale(self, step: int) -> None:
        """One font size up (1), down (-1), or back to normal (0)."""
        now = theme.current()
        number = theme.SCALES.index(now.scale) + step if step else 0
        self.set_look(now.name, theme.SCALES[max(0, min(number, len(theme.SCALES) - 1))])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._screens and not self.is_locked:  # here, so that a page that fails to build leaves the window
            kept = memory.recall("page")
            self.open_page(kept if any(page.key == kept for page in self.pages) else self._first())
            self.sidebar.focus_first()
            navigation.keep_counts(self.desk)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        memory.remember("window", self.saveGeometry())
        close_dialogs()
        for screen in self._screens.values():
            screen.keep_draft()
        self.idle.stop()
        self.tasks.finish()
        event.accept()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_F12:
            self.lock()  # reached inside dialogs, where shortcuts of this window are asleep
            return True
        return False

    def _build(self) -> None:
        self._layers = QStackedWidget()
        self.setCentralWidget(self._layers)
        shell = QWidget()
        row = QHBoxLayout(shell)
        lay(row)
        entries = [Entry(page.key, _(page.group), _(page.title), page.icon) for page in self.pages]
        viewer = self.app.viewer
        card = next((card for card in self.door.cards() if card.name == viewer.name), None)
        name = viewer.display_name
        person = (name, card.post if card else "", card.initials if card else initials(name))
        self.sidebar = Sidebar(entries, self.app.office.name, person, is_sample=self.app.office.is_sample)
        self.sidebar.chosen.connect(self.open_page)
        self.sidebar.menu_wanted.connect(self._open_labelled_menu)
        self.sidebar.discard_wanted.connect(self.discard_wanted)
        self.sidebar.user.clicked.connect(lambda: self.sidebar.open_menu(self.account_menu()))
        self._stack = QStackedWidget()
        row.addWidget(self.sidebar)
        row.addWidget(self._stack, 1)
        self._layers.addWidget(shell)
        self.lock_screen = LockScreen(self.door, self.tasks, viewer.name, *person)
        self.lock_screen.unlocked.connect(self._unlock)
        self.lock_screen.sign_out_wanted.connect(self.sign_out)
        self._layers.addWidget(self.lock_screen)

    def sign_out(self) -> None:
        """Leave the office; the login window comes back."""
        self.come_to_rest()
        self.signed_out.emit()

    def come_to_rest(self) -> None:
        """Close what lies over the page and let running work end: the office is about to be closed."""
        close_dialogs()
        self.tasks.finish()

    def account_menu(self) -> QMenu:
        """What the account can do: password, lock, look, leaving."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("key"), _("Đổi mật khẩu…"), self.change_password)
        menu.addAction(icon("lock"), _("Khóa màn hình") + "\tF12", self.lock)
        menu.addSeparator()
        now = theme.current()
        dark = now.name == "dark"
        other: theme.ThemeName = "light" if dark else "dark"
        words = _("Giao diện sáng") if dark else _("Giao diện tối")
        menu.addAction(icon("light" if dark else "dark"), words, lambda: self.set_look(other, now.scale))
        sizes = menu.addMenu(icon("type-size"), _("Cỡ chữ"))
        for scale in theme.SCALES:
            size = sizes.addAction(_("{percent}%").format(percent=scale), partial(self.set_look, now.name, scale))
            size.setCheckable(True)
            size.setChecked(scale == now.scale)
        menu.addAction(icon("keyboard"), _("Phím tắt") + "\tF1", self.open_shortcuts)
        menu.addSeparator()
        menu.addAction(icon("sign-out"), _("Đăng xuất"), self.sign_out)
        return menu

    def change_password(self) -> None:
        """Let the officer choose another password."""
        ChangePassword(self.door, self.tasks, self.app.viewer.name, self).open()

    def open_shortcuts(self) -> None:
        """Every key of the window and of the open page (F1)."""
        if self.is_locked:
            return
        shown = self.screen_shown
        steps = shown.actions_of_page.steps if shown is not None and shown.actions_of_page is not None else ()
        ShortcutSheet(shortcut_lines(steps), self).open()

    def take_back(self) -> None:
        """Undo the newest action of the account; inside a text field Ctrl+Z undoes typing instead."""
        from dcapp.db.journal import undo_last

        if not self.is_locked:
            self.tasks.run(undo_last, done=self._told_back, owner=self)

    def _told_back(self, action: str) -> None:
        self.show_toast(_("Đã hoàn tác: {action}").format(action=action) if action else _("Không còn gì để hoàn tác."))

    def _add_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_quick_find,
            "F1": self.open_shortcuts,
            "Ctrl+Z": self.take_back,
            "F6": partial(self._move_on, 1),
            "Shift+F6": partial(self._move_on, -1),
            "F12": self.lock,
            "Ctrl+T": partial(self.open_page, "visits", ("new", "Visit")),
            "Ctrl+F": self._search_in_page,
            "Ctrl+=": partial(self.change_scale, 1),
            "Ctrl++": partial(self.change_scale, 1),
            "Ctrl+-": partial(self.change_scale, -1),
            "Ctrl+0": partial(self.change_scale, 0),
        }
        for number, page in enumerate(self.pages[:9], start=1):
            keys[f"Ctrl+{number}"] = partial(self.open_page, page.key)
        for sequence, run in keys.items():
            QShortcut(QKeySequence(sequence), self, run)
        _application().focusWindowChanged.connect(self._watch_window)

    def _watch_window(self, window: QObject | None) -> None:
        if window is not None and window is not self.windowHandle():
            window.installEventFilter(self)

    def _move_on(self, step: int) -> None:
        """F6: menu, filters, list, detail, and around."""
        shown = self.screen_shown
        if self.is_locked or shown is None:
            return
        ring = [self.sidebar, *(part for part in shown.regions() if part.isVisible())]
        focus = QApplication.focusWidget()
        here = next((n for n, part in enumerate(ring) if focus is part or (focus and part.isAncestorOf(focus))), -1)
        target = ring[(here + step) % len(ring)]
        if isinstance(target, Sidebar):
            target.focus_first()
        else:
            _focus_into(target)

    def _search_in_page(self) -> None:
        shown = self.screen_shown
        field = shown.search_field() if shown is not None and not self.is_locked else None
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search(self, words: str, show: Show) -> None:
        pages = navigation.page_hits(self.pages, words)
        if pages:  # an empty first answer would say that nothing is found
            show(pages)
        self._find(self.desk, words, lambda hits: show((*hits, *pages)))

    def _go(self, hit: Hit) -> None:
        key, record = hit.target
        self.open_page(key, record)

    def _unlock(self) -> None:
        self._layers.setCurrentIndex(0)
        self.idle.start()
        key, record = self._resume
        self.open_page(key or self._first(), record)

    def _first(self) -> str:
        return self.pages[0].key if self.pages else ""

    def _close_toast(self) -> None:
        if self._toast is not None:
            self._toast.close_down()
            self._toast = None

    def _forget_toast(self, gone: Toast) -> None:
        if self._toast is gone:  # the one before may be destroyed after the next has come
            self._toast = None

    def _note_copy(self) -> None:
        """Something was copied; it is ours when it happened while one of our windows was active."""
        self._copied_here = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive

    def _clear_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if self._copied_here or clipboard.ownsClipboard():
            clipboard.clear()
            self._copied_here = False

    def _open_labelled_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for page in self.pages:
            menu.addAction(icon(page.icon), _(page.title), partial(self.open_page, page.key))
        button = self.sidebar.menu_button
        menu.popup(button.mapToGlobal(button.rect().topRight()))

    def _say_title(self) -> None:
        words = [_("Sổ Dân Chủ"), self.app.office.name]
        self.setWindowTitle(" – ".join([*words, _("MẪU")] if self.app.office.is_sample else words))

    def _arrange(self) -> None:
        scale = theme.current().scale
        self.sidebar.set_rail(self.width() * 100 / scale < RAIL_BELOW)
        self.sidebar.set_tall(self.height() * 100 / scale >= CAPTIONS_FROM)

    @staticmethod
    def _least() -> QSize:
        room = QGuiApplication.primaryScreen().availableSize()
        return QSize(theme.LEAST_WIDTH, theme.LEAST_HEIGHT).boundedTo(room)


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no QApplication")
    return app


def _focus_into(region: QWidget) -> None:
    """Go to a region, or to the first thing in it that takes the focus."""
    if region.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        region.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    for part in region.findChildren(QWidget):
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
