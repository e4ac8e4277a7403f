"""What a list or a form shows when it has nothing to show: empty, not found, loading, failed, denied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from dcapp.kernel.errors import EnvironmentFault
from dcapp.kernel.i18n import _
from ui.kit.buttons import button
from ui.kit.fitting import fix, lay
from ui.kit.icons import glyph
from ui.kit.labels import label
from ui.kit.theme import Tone, px

_TOKEN = {Tone.INFO: "on_primary_soft", Tone.DANGER: "danger", Tone.NEUTRAL: "neutral", Tone.WARNING: "warning"}
QUIET_MS, SLOW_MS = 200, 1_000


class _Disc(QLabel):
    def __init__(self, symbol: str, tone: Tone) -> None:
        super().__init__()
        self._symbol, self._tone = symbol, tone
        self.setProperty("disc", tone.value)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        fix(self, width=56, height=56)
        self.restyle()

    def restyle(self) -> None:
        self.setPixmap(glyph(self._symbol, _TOKEN.get(self._tone, "neutral"), px(28)))


class State(QWidget):
    """An icon in a disc, a short title, one sentence, at most two buttons."""

    def __init__(
        self, symbol: str, title: str, sentence: str, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, (16, 16, 16, 16), 8)
        column.addStretch(1)
        column.addWidget(_Disc(symbol, tone), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = label(title, "subtitle", wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title)
        self.sentence = label(sentence, "hint", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        self._row, self._trailing = QHBoxLayout(), 0
        lay(self._row, spacing=8)
        self._row.addStretch(1)
        self._row.addStretch(1)
        column.addLayout(self._row)
        column.addStretch(1)

    def offer(
        self, verb: str, run: Callable[[], object], *, kind: str = "primary", symbol: str | None = None
    ) -> QPushButton:
        """Add a button; the first is what helps most."""
        found = button(verb, kind, symbol, run)
        self._row.insertWidget(self._row.count() - 1 - self._trailing, found)
        return found


class EmptyState(State):
    """Nothing yet: says what will appear here and offers the first step."""

    def __init__(self, symbol: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(symbol, title, sentence, Tone.INFO, parent)


class NotFoundState(State):
    """Nothing matches: repeats the words, says where was looked."""

    def __init__(self, words: str, where: str, parent: QWidget | None = None) -> None:
        super().__init__("search", _("Không thấy “{words}”").format(words=words), where, Tone.NEUTRAL, parent)


class ErrorState(State):
    """It failed: what happened, that what was typed is safe, what to do."""

    def __init__(self, title: str, error: Exception, parent: QWidget | None = None) -> None:
        super().__init__("error", title, str(error), Tone.DANGER, parent)
        technical = error.technical if isinstance(error, EnvironmentFault) else ""
        if technical:
            self.detail = label(technical, "hint", wrap=True)
            self.detail.hide()
            self.offer(_("Chi tiết kỹ thuật"), lambda: self.detail.setVisible(self.detail.isHidden()), kind="quiet")
            self._trailing = 1  # what helps comes before it
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self.detail)


class DeniedState(State):
    """No right to see it: says who may, names nobody."""

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__("sealed", title, sentence, Tone.NEUTRAL, parent)


class LoadingState(QWidget):
    """Being fetched: nothing for 200 ms, then a skeleton, after a second the words and Esc to stop."""

    stopped = Signal()

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        lay(column, (20, 16, 20, 16), 12)
        head = QHBoxLayout()
        lay(head, spacing=8)
        self.words = label(words or _("Đang tải…"), "subtitle")
        self.stop_hint = label(_("Bấm Esc để dừng"), "hint")
        head.addWidget(self.words, 1)
        head.addWidget(self.stop_hint)
        column.addLayout(head)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.words.text())
        column.addWidget(self.bar)
        self._bones = QWidget()
        bones = QVBoxLayout(self._bones)
        lay(bones, (0, 4, 0, 0), 16)
        for share in (70, 86, 57, 80, 64):
            bones.addLayout(_bone(share))
        column.addWidget(self._bones)
        column.addStretch(1)
        for part in (self.words, self.stop_hint, self.bar, self._bones):
            part.setVisible(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self._timer.start(QUIET_MS)

    def tell(self, done: int, total: int, words: str = "") -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words:
            self.words.setText(words)

    def _appear(self) -> None:
        if self._bones.isHidden():
            self._bones.setVisible(True)
            self.bar.setVisible(True)
            self._timer.start(SLOW_MS - QUIET_MS)
        else:
            self.words.setVisible(True)
            self.stop_hint.setVisible(True)


def _bone(share: int) -> QHBoxLayout:
    row = QHBoxLayout()
    lay(row, spacing=10)
    for width, height in ((24, 24), (0, 12)):
        bone = QFrame()
        bone.setProperty("skeleton", True)
        fix(bone, height=height)
        if width:
            fix(bone, width=width)
        row.addWidget(bone, 0 if width else share)
    row.addStretch(100 - share)
    return row
