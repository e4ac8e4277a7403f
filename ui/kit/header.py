"""The top of a page: title and summary sentence, quick find, a few actions; and the bar of filters under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dcapp.kernel.i18n import _
from ui.kit import theme
from ui.kit.buttons import button
from ui.kit.fitting import dress, fix, lay
from ui.kit.icons import icon
from ui.kit.labels import ElideLabel
from ui.kit.theme import px

ROOMY = 1340
"""From this window width on (divided by the font scale) list and pane stand side by side."""
EMPTY = 2
"""What stands in the row of choices before the first is added: room at either end."""


class PageHeader(QFrame):
    """Title, a sentence with counts, the quick find box, at most three actions with the primary one at the right."""

    find_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "header")
        fix(self, height=64)
        row = QHBoxLayout(self)
        lay(row, (24, 0, 20, 0), 10)
        self.back = button(_("Quay lại"), "quiet", "back", self.back_wanted.emit)
        self.back.hide()
        row.addWidget(self.back)
        words = QVBoxLayout()
        lay(words, spacing=0)
        self.title = ElideLabel(title, "title")
        self.subtitle = ElideLabel(subtitle, "hint")
        self.subtitle.setProperty("muted", True)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.search = QPushButton()
        self.search.setProperty("kind", "find")
        self.search.setAccessibleName(_("Tìm nhanh"))
        self.search.setToolTip(_("Tìm nhanh trong mọi sổ (Ctrl+K)"))
        self.search.clicked.connect(self.find_wanted)
        row.addWidget(self.search)
        self._actions = QHBoxLayout()
        lay(self._actions, spacing=10)
        row.addLayout(self._actions)
        self._fit()

    def show_title(self, title: str, subtitle: str = "") -> None:
        """Say where the officer is, and the summary sentence."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def add(self, action: QPushButton) -> QPushButton:
        """Put an action at the right; add the primary one last."""
        action.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._actions.addWidget(action)
        return action

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Fit the quick find box again."""
        self._fit()

    def _fit(self) -> None:
        roomy = self.window().width() * 100 / theme.current().scale >= ROOMY
        words = _("Tìm nhanh (Ctrl+K)") if roomy else ""
        if words != self.search.text() or self.search.property("short") is None:
            self.search.setText(words)
            self.search.setIcon(icon("search", beside=roomy))
            dress(self.search, short="false" if roomy else "true")
        fix(self.search, width=210 if roomy else 50)


class FilterBar(QWidget):
    """Ready-made filters with counts, then choices and ways to look at the list; on a second line where room is short.

    A page asks only for the wider of the two lines, so that no text on them is ever cut to make room.
    """

    changed = Signal()
    cleared = Signal()

    def __init__(self, presets: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        """`presets` are (key, words) pairs, at most four; the first is the unfiltered view."""
        super().__init__(parent)
        self._labels = dict(presets)
        self._filtered = False
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        lay(self._lines, spacing=8)
        self._left, self._right = QWidget(), QWidget()
        ready, self._choices = QHBoxLayout(self._left), QHBoxLayout(self._right)
        for row in (ready, self._choices):
            lay(row, spacing=8)
        self._lines.addWidget(self._left)
        self._lines.addWidget(self._right, 1)
        self._group = QButtonGroup(self)
        self._presets: dict[str, QPushButton] = {}
        for number, (key, words) in enumerate(presets):
            preset = button(words, "preset")
            preset.setCheckable(True)
            preset.setChecked(number == 0)
            self._group.addButton(preset)
            self._presets[key] = preset
            ready.addWidget(preset)
        self.clear = button(_("Xóa bộ lọc"), "quiet", None, self._clear)
        self.clear.hide()
        ready.addWidget(self.clear)
        ready.addStretch(1)
        self._choices.addStretch(1)
        self._choices.addStretch(0)
        self._group.buttonClicked.connect(self._pressed)

    @property
    def is_on_two_lines(self) -> bool:
        """True where the choices stand under the ready-made filters."""
        return self._lines.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        widest = max(self._left.minimumSizeHint().width(), self._right.minimumSizeHint().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # words, counts or choices became wider or narrower
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        needed = self._left.sizeHint().width() + px(8) + self._right.sizeHint().width()
        beside = self._choices.count() <= EMPTY or needed <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction is not self._lines.direction():
            self._lines.setDirection(direction)
            self._choices.setStretch(0, 1 if beside else 0)
            self._choices.setStretch(self._choices.count() - 1, 0 if beside else 1)
            self.updateGeometry()

    def preset(self) -> str:
        """The key of the ready-made filter that holds, or ""."""
        return next((key for key, found in self._presets.items() if found.isChecked()), "")

    def choose(self, key: str) -> None:
        """Let a ready-made filter hold."""
        self._presets[key].setChecked(True)
        self._pressed()

    def set_count(self, key: str, count: int) -> None:
        """Show how many lines a ready-made filter would leave."""
        self._presets[key].setText(f"{self._labels[key]} {count}")

    def add(self, widget: QWidget) -> QWidget:
        """Put a choice, a search box or a segmented control at the right."""
        self._choices.insertWidget(self._choices.count() - 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget

    def set_filtered(self, filtered: bool) -> None:
        """Say that other choices also narrow the list, so that they can be cleared."""
        self._filtered = filtered
        self._look()

    def _pressed(self) -> None:
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        first = next(iter(self._presets), "")
        self.clear.setVisible(self._filtered or self.preset() != first)

    def _clear(self) -> None:
        first = next(iter(self._presets.values()), None)
        if first is not None:
            first.setChecked(True)
        self._filtered = False
        self._look()
        self.cleared.emit()
        self.changed.emit()
