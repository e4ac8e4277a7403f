"""Quick find (Ctrl+K): one line, one list; what is found opens with Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from ui.kit.alerts import alert
from ui.kit.fields import SEARCH_MS
from ui.kit.fitting import fix, lay
from ui.kit.hits import HitDelegate
from ui.kit.icons import IconLabel
from ui.kit.labels import label, line
from ui.kit.states import EmptyState, NotFoundState, State
from ui.kit.theme import Tone, px

WIDTH, HEIGHT = 760, 548


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found: where it belongs, what it is called, and what `open` needs to go there."""

    group: str
    title: str
    hint: str = ""
    icon: str = "paper"
    chip: tuple[str, Tone] | None = None
    aside: str = ""
    target: Any = None


Show = Callable[[Sequence[Hit]], None]
Search = Callable[[str, Show], object]


class HitModel(QAbstractListModel):
    """The hits with a caption line before each group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Hit | str] = []
        self.words = ""

    def show_hits(self, hits: Sequence[Hit], words: str) -> None:
        """Replace the list; hits of a group stand together, groups in the order of their first hit."""
        self.beginResetModel()
        self.words = words
        self.lines = []
        for group in dict.fromkeys(hit.group for hit in hits):
            members = [hit for hit in hits if hit.group == group]
            self.lines += [f"{group} · {len(members)}".upper(), *members]
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:
        return len(self.lines)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(found, str):
                return found
            said = (found.title, found.hint, found.chip[0] if found.chip else "", found.aside)
            return ", ".join(part for part in said if part)
        return None

    def flags(self, index: Any) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class QuickFind(QDialog):
    """Finds people, documents, tasks and pages, with marks or without; Tab narrows to a group."""

    opened = Signal(object)

    def __init__(self, search: Search, open: Callable[[Hit], object], parent: QWidget | None = None) -> None:  # noqa: A002 - the word of the design
        """`search(words, show)` calls `show(hits)` on the GUI thread when it has them."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._search, self._open = search, open
        self._hits: tuple[Hit, ...] = ()
        self._only = ""
        self._asked = 0
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("floating", True)
        self.setWindowTitle(_("Tìm nhanh"))
        self.words = QLineEdit()
        self.words.setProperty("bare", True)
        self.words.setPlaceholderText(_("Tên người, số văn bản, việc, trang…"))
        self.words.setAccessibleName(_("Từ cần tìm"))
        self.count = label("", "hint")
        self.view = QListView()
        self.model = HitModel(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(HitDelegate(self.view))
        self.view.setProperty("bare", True)
        self.view.setAccessibleName(_("Kết quả tìm"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self._take)
        self.foot = label("", "hint")
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self._ask)
        self.words.textChanged.connect(lambda: self._timer.start())
        self.words.installEventFilter(self)
        self._look()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show what was found for the words that stand there."""
        self._hits = tuple(hits)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.view.currentIndex())
        elif key == Qt.Key.Key_Tab:
            self._narrow()
        else:
            return False
        return True

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lay(column, (1, 1, 1, 1))
        top = QHBoxLayout()
        lay(top, (22, 10, 20, 10), 14)
        top.addWidget(IconLabel("search", "text2", 20))
        top.addWidget(self.words, 1)
        top.addWidget(self.count)
        column.addLayout(top)
        column.addWidget(line())
        self._layers = QStackedWidget()
        self._layers.addWidget(self.view)
        column.addWidget(self._layers, 1)
        strip = QFrame()
        strip.setProperty("ground", "surface2")
        row = QHBoxLayout(strip)
        lay(row, (20, 9, 20, 9), 16)
        for key, does in (
            ("↑ ↓", _("chọn")),
            ("Enter", _("mở")),
            ("Tab", _("chỉ tìm trong nhóm này")),
            ("Esc", _("đóng")),
        ):
            said = label(f"<b>{key}</b> {does}", "hint")
            said.setTextFormat(Qt.TextFormat.RichText)
            row.addWidget(said)
        row.addStretch(1)
        row.addWidget(self.foot)
        column.addWidget(strip)
        fix(self, width=WIDTH, height=HEIGHT)

    def _ask(self) -> None:
        words = nfc(self.words.text()).strip()
        self._asked += 1
        asked = self._asked
        if not words:
            self.show_hits(())
            return

        def show(hits: Sequence[Hit]) -> None:
            if asked == self._asked:
                self.show_hits(hits)

        self._search(words, show)

    def _look(self) -> None:
        words = nfc(self.words.text()).strip()
        hits = [hit for hit in self._hits if not self._only or hit.group == self._only]
        self.model.show_hits(hits, words)
        if words:
            self.count.setText(_("{count} kết quả").format(count=len(hits)))
        else:
            self.count.setText(_("gõ có dấu hay không dấu đều được"))
        self._show_state(self._state_for(words) if not hits else None)
        self.foot.setText(_("Chỉ trong nhóm {group}").format(group=self._only) if self._only else "")
        self._step(1, start=-1)

    def _show_state(self, state: State | None) -> None:
        """Show words instead of an empty list, or the list again."""
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        if state is not None:
            self._layers.addWidget(state)
            self._layers.setCurrentWidget(state)
            if isinstance(state, NotFoundState):
                alert(state.title, state.title.text())

    def _state_for(self, words: str) -> State:
        if not words:
            coming = _("Việc, văn bản, cán bộ, thôn và các trang hiện ở đây khi anh/chị gõ.")
            return EmptyState("search", _("Tìm trong mọi sổ"), coming)
        if not self._only:
            return NotFoundState(words, _("Đã tìm không dấu trong mọi sổ và tên các trang. Thử bỏ bớt chữ."))
        state = NotFoundState(words, _("Chỉ tìm trong nhóm {group}.").format(group=self._only))
        # Tab does the same; the words keep the focus
        state.offer(_("Tìm trong mọi nhóm"), self._narrow).setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return state

    def _step(self, step: int, start: int | None = None) -> None:
        row = self.view.currentIndex().row() if start is None else start
        while 0 <= (row := row + step) < len(self.model.lines):
            if not isinstance(self.model.lines[row], str):
                self.view.setCurrentIndex(self.model.index(row))
                return

    def _narrow(self) -> None:
        found = self._current()
        self._only = "" if self._only or found is None else found.group
        self._look()

    def _current(self) -> Hit | None:
        row = self.view.currentIndex().row()
        found = self.model.lines[row] if 0 <= row < len(self.model.lines) else None
        return found if isinstance(found, Hit) else None

    def _take(self, index: QModelIndex) -> None:
        found = self.model.lines[index.row()] if 0 <= index.row() < len(self.model.lines) else None
        if isinstance(found, Hit):
            self.accept()
            self._open(found)
            self.opened.emit(found)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), px(HEIGHT))
