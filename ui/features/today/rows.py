"""The grouped list of what is due: one row per line, one verb per row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dcapp.features.today.lines import DueLine
from dcapp.features.today.queries import GroupLines
from dcapp.features.today.terms import GROUPS, Group
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _, ngettext
from ui.kit.buttons import button
from ui.kit.fitting import fix, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import DeadlineChip, ElideLabel, StatusChip, label
from ui.kit.theme import Tone

STEPS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
VERB_WIDTH = 100
RETURN = (int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter))


def explained(line: DueLine) -> str:
    """The full dates behind a chip."""
    parts = []
    if line.last_on is not None:
        parts.append(_("Ngày cuối: {day}").format(day=weekday_date(line.last_on)))
    if line.due_on is not None and line.due_on != line.last_on:
        parts.append(_("Văn bản ghi: {day}").format(day=weekday_date(line.due_on)))
    if line.advised_on is not None and line.advised_on != line.last_on:
        parts.append(_("Nên xong: {day}").format(day=weekday_date(line.advised_on)))
    return "\n".join(parts)


class DueRow(QWidget):
    """One line: icon, title over detail, when, and the next thing to do."""

    def __init__(self, line: DueLine, go: Callable[[DueLine], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        row = QHBoxLayout(self)
        lay(row, (8, 2, 0, 2), 10)
        late = line.group is Group.OVERDUE
        row.addWidget(IconLabel(line.icon, "danger" if late else "text2"))
        words = QVBoxLayout()
        lay(words, spacing=0)
        self.title = ElideLabel(line.title)
        self.detail = ElideLabel(line.detail, "hint")
        words.addWidget(self.title)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        if line.is_new:
            fresh = StatusChip(_("mới"), Tone.INFO)
            fresh.setToolTip(_("Đến hạn từ lần xem trước của anh/chị."))
            row.addWidget(fresh)
        self.chip = DeadlineChip(line.chip.words, Tone(line.chip.tone), explained(line))
        row.addWidget(self.chip)
        self.step = button(line.step.verb, "link", None, lambda: go(line))
        self.step.setAccessibleName(f"{line.step.verb}: {line.title}. {line.chip.words}")
        fix(self.step, min_height=34)
        place = QWidget()
        fix(place, min_width=VERB_WIDTH)
        at_the_right = QHBoxLayout(place)
        lay(at_the_right)
        at_the_right.addStretch(1)
        at_the_right.addWidget(self.step)
        row.addWidget(place)
        fix(self, min_height=44)


class DueList(QWidget):
    """The groups under each other; arrows move from verb to verb."""

    opened = Signal(object)  # DueLine
    group_wanted = Signal(object)  # Group: show all of it
    book_wanted = Signal(object)  # Group: more than fits here, open the book

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        lay(self._column, spacing=0)
        self.rows: list[DueRow] = []

    def show_groups(self, groups: Sequence[GroupLines], *, narrowed: bool) -> None:
        """Replace what is shown; the focus stays on the line that had it, as long as it is there."""
        held = next((row.line.key for row in self.rows if row.step.hasFocus()), None)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.rows = []
        for group in groups:
            if group.total:
                self._column.addWidget(self._head(group, narrowed=narrowed))
                for line in group.lines:
                    self._add(DueRow(line, self.opened.emit))
        self._column.addStretch(1)
        again = next((row for row in self.rows if row.line.key == held), None)
        if again is not None:
            again.step.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Go to the first verb."""
        if self.rows:
            self.rows[0].step.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, row: DueRow) -> None:
        row.step.installEventFilter(self)
        self.rows.append(row)
        self._column.addWidget(row)

    def _head(self, group: GroupLines, *, narrowed: bool) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        is_longer = group.total > len(group.lines)
        lay(row, (8, 0, 0, 0) if is_longer else (8, 6, 0, 2), 8)  # the button is tall enough by itself
        words = f"{_(GROUPS[group.group]).upper()} · {group.total}"
        name = label(words, "caption", tone=Tone.DANGER if group.group is Group.OVERDUE else None)
        name.setProperty("muted", group.group is not Group.OVERDUE)
        row.addWidget(name, 1)
        if is_longer:
            text = ngettext("Xem cả {count} việc", "Xem cả {count} việc", group.total).format(count=group.total)
            wanted = self.book_wanted if narrowed else self.group_wanted
            row.addWidget(button(text, "link", None, lambda: wanted.emit(group.group)))
        return head

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() in RETURN and isinstance(watched, QPushButton):
            watched.click()
            return True
        step = STEPS.get(event.key())
        here = next((number for number, row in enumerate(self.rows) if row.step is watched), None)
        if step is None or here is None or not 0 <= here + step < len(self.rows):
            return False
        self.rows[here + step].step.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
