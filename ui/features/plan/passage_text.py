"""The signed paper's own words with the passages that were read, tinted and tagged; a click selects the entry."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from dcapp.features.plan.preview import Entry, Preview
from dcapp.kernel.i18n import _
from ui.kit import theme
from ui.kit.theme import Mark


class PassageText(QTextEdit):
    """Read-only text; positions in it are those of the reading plus the tags put in before them."""

    picked = Signal(int)  # key of the entry under the click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Nguyên văn kế hoạch"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._preview: Preview | None = None
        self._tags: list[tuple[int, int]] = []
        self._chosen = -1

    def show_preview(self, preview: Preview, chosen: int = -1) -> None:
        """Draw the text anew; `chosen` is the entry that stands out."""
        at = self.verticalScrollBar().value()
        self._preview, self._chosen, self._tags = preview, chosen, []
        pieces = self._pieces(preview)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = QTextBlockFormat()
        block.setBottomMargin(theme.px(6))
        cursor.setBlockFormat(block)
        written = 0
        for start, end, entry in pieces:
            if entry is not None and start == entry.spans[0].start:
                tag = f"\u00a0{preview.tag(entry)}{'?' if entry.doubt else ''}\u00a0"
                cursor.insertText(tag, self._tag_format(entry))
                cursor.insertText("\u00a0", self._format(entry))
                self._tags.append((start, len(tag) + 1))
            cursor.insertText(preview.reading.text[start:end], self._format(entry))
            written = end
        cursor.insertText(preview.reading.text[written:], self._format(None))
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(at)

    def choose(self, key: int) -> None:
        """Let an entry stand out and bring it into view."""
        if self._preview is None or key == self._chosen:
            return
        self.show_preview(self._preview, key)
        entry = next((entry for entry in self._preview.entries if entry.key == key), None)
        if entry is not None and entry.spans:
            cursor = self.textCursor()
            cursor.setPosition(self._shown(entry.spans[0].start))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._preview is None or self.textCursor().hasSelection():
            return
        position = self.cursorForPosition(event.position().toPoint()).position()
        entry = self._preview.entry_at(self._read(position))
        if entry is not None:
            self.picked.emit(entry.key)

    def _pieces(self, preview: Preview) -> list[tuple[int, int, Entry | None]]:
        """Stretches of the text in order; where entries overlap the narrower one is shown."""
        spans = sorted(
            (
                (span.end - span.start, span.start, span.end, entry)
                for entry in preview.entries
                if not entry.is_dropped
                for span in entry.spans
            ),
            key=lambda found: (found[0], found[1]),
        )
        owner: dict[int, Entry] = {}
        cuts = {0, len(preview.reading.text)}
        for _width, start, end, _entry in spans:
            cuts |= {start, end}
        ordered = sorted(cuts)
        for _width, start, end, entry in reversed(spans):
            for cut in ordered:
                if start <= cut < end:
                    owner[cut] = entry
        return [(a, b, owner.get(a)) for a, b in pairwise(ordered)]

    def _format(self, entry: Entry | None) -> QTextCharFormat:
        shape = QTextCharFormat()
        now = theme.current()
        if entry is None:
            shape.setForeground(now.color("text"))
            return shape
        soft, strong = now.mark(Mark(entry.kind.value))
        is_chosen = entry.key == self._chosen
        shape.setBackground(QColor(strong if is_chosen else soft))
        shape.setForeground(now.color("surface") if is_chosen else now.color("text"))
        shape.setFontUnderline(bool(entry.doubt))
        return shape

    def _tag_format(self, entry: Entry) -> QTextCharFormat:
        shape = QTextCharFormat()
        now = theme.current()
        _soft, strong = now.mark(Mark(entry.kind.value))
        shape.setBackground(now.color("warning") if entry.doubt else QColor(strong))
        shape.setForeground(now.color("surface"))
        shape.setFont(now.font("caption"))
        return shape

    def _shown(self, position: int) -> int:
        return position + sum(width for start, width in self._tags if start <= position)

    def _read(self, position: int) -> int:
        for start, width in sorted(self._tags, reverse=True):
            before = sum(other for place, other in self._tags if place < start)
            if position >= start + before + width:
                return position - before - width
            if position >= start + before:
                return start
        return position
