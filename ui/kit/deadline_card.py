"""A deadline that explains itself: its day, the timeline, and "Vì sao đến hạn ngày này?" step by step with sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.i18n import _
from dcapp.rules.counting import Deadline
from dcapp.rules.sentences import Step
from dcapp.rules.telling import told
from ui.kit import theme
from ui.kit.alerts import alert
from ui.kit.buttons import button
from ui.kit.deadline_strip import DeadlineStrip
from ui.kit.fitting import fix, lay
from ui.kit.icons import IconLabel
from ui.kit.labels import StatusChip, label, line, selectable
from ui.kit.notices import Banner
from ui.kit.theme import Tone, px

ROOMY = 520
"""From this width on the sources stand beside the steps, and the buttons beside the day."""
SOON = timedelta(days=7)
DISC = 24
JOINER = "\u2060"
"""Keeps the number of a law (91/2015/QH13) on one line."""


def chip_words(found: Deadline, today: date, met_on: date | None = None) -> tuple[str, Tone]:
    """How far the last day is, and how urgent by the earliest reading of the law."""
    if met_on is not None:
        return _("Xong {day}").format(day=vn_date(met_on)), Tone.SUCCESS
    left = (found.due - today).days
    if left < 0:
        return _("Quá hạn {days} ngày").format(days=-left), Tone.DANGER
    if left == 0:
        return _("Trong hôm nay"), Tone.WARNING
    return _("còn {days} ngày").format(days=left), Tone.WARNING if found.warn_on - today <= SOON else Tone.NEUTRAL


class DeadlineCard(QFrame):
    """One deadline. The steps are the same sentences as on the command line, in the clipboard and on paper."""

    print_wanted = Signal(object)  # the Deadline that is shown

    def __init__(
        self, title: str = "", parent: QWidget | None = None, *, framed: bool = True, with_buttons: bool = True
    ) -> None:
        """`framed`: a card of its own; `with_buttons` False where a dialog has them at its foot."""
        super().__init__(parent)
        self.found: Deadline | None = None
        column = QVBoxLayout(self)
        if framed:
            self.setProperty("card", True)
        lay(column, (18, 14, 16, 14) if framed else (0, 0, 0, 0), 8)
        self.title = label(title, "label", wrap=True)
        self.title.setVisible(bool(title))
        self.due = selectable("", "title", wrap=False)
        self.chip = StatusChip()
        self.copy_button = button(_("Sao chép căn cứ"), "quiet", "copy", self.copy)
        self.print_button = button(_("In giải trình…"), "quiet", "print", self._ask_for_print)
        self._buttons = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._buttons)
        lay(self._row, spacing=4)
        self._row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch(1)
        self._buttons.setVisible(with_buttons)
        column.addWidget(self.title)
        column.addLayout(self._head())
        self.strip = DeadlineStrip()
        column.addWidget(self.strip)
        column.addWidget(line())
        column.addLayout(self._why())
        self._steps = QVBoxLayout()
        lay(self._steps, spacing=6)
        column.addLayout(self._steps)
        self.notes = Banner("", Tone.WARNING)
        self.notes.hide()
        column.addWidget(self.notes)
        self._rows: list[StepRow] = []

    def _head(self) -> QBoxLayout:
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        lay(self._top, spacing=6)
        day = QHBoxLayout()
        lay(day, spacing=10)
        day.addWidget(self.due)
        day.addWidget(self.chip)
        day.addStretch(1)
        self._top.addLayout(day, 1)
        self._top.addWidget(self._buttons)
        return self._top

    def _why(self) -> QHBoxLayout:
        row = QHBoxLayout()
        lay(row, spacing=8)
        row.addWidget(IconLabel("help", "on_primary_soft"))
        row.addWidget(label(_("Vì sao đến hạn ngày này?"), "subtitle", wrap=True), 1)
        self.edition = label("", "hint")
        row.addWidget(self.edition)
        return row

    def show_deadline(self, found: Deadline, *, follows: bool = True, met_on: date | None = None) -> None:
        """Show this deadline. `follows` False: a date that is only tried out, nobody waits for it."""
        self.found = found
        today = clock.today() if follows else None
        self.due.setText(weekday_date(found.due))
        self.due.setAccessibleName(_("Hạn cuối {day}").format(day=weekday_date(found.due)))
        if today is not None:
            self.chip.show_state(*chip_words(found, today, met_on))
        self.chip.setVisible(today is not None)
        self.strip.show_deadline(found, today if met_on is None else None)
        self.edition.setText(_("Bản {name}").format(name=found.wording.name))
        since = _("Có hiệu lực từ {day}").format(day=vn_date(found.wording.in_force_from))
        self.edition.setToolTip(f"{since}: {escape(found.wording.citation)}")
        self._show_steps(found.steps)
        self.notes.setVisible(bool(found.notes))
        if found.notes:
            self.notes.say("<br>".join(escape(words) for words in found.warnings), Tone.WARNING)
        self._arrange()

    def copy(self) -> None:
        """Put the whole explanation with its sources into the clipboard, as plain text."""
        if self.found is not None:
            QApplication.clipboard().setText(told(self.found))
            alert(self, _("Đã sao chép căn cứ."))

    def _ask_for_print(self) -> None:
        if self.found is not None:
            self.print_wanted.emit(self.found)

    def _show_steps(self, steps: Sequence[Step]) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._rows = [StepRow(number, step) for number, step in enumerate(steps, 1)]
        for number, row in enumerate(self._rows):
            if number:
                self._steps.addWidget(line())
            self._steps.addWidget(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Arrange again for the font scale in force."""
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.width() >= px(ROOMY)
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.LeftToRight if roomy else ways.TopToBottom)
        beside = self.copy_button.sizeHint().width() + self.print_button.sizeHint().width() + px(12)
        self._row.setDirection(ways.LeftToRight if self.width() >= beside else ways.TopToBottom)
        self.edition.setVisible(roomy)
        for row in self._rows:
            row.arrange(roomy=roomy)


class StepRow(QWidget):
    """One step: its number, headline and details, and the source at the right or below."""

    def __init__(self, number: int, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        lay(self._grid, spacing=(10, 1))
        self._disc = StepNumber(number)
        self.head = selectable(step.head(), "strong")
        self.detail = selectable(step.detail(), "hint")
        self.citation = label(step.citation.replace("/", f"/{JOINER}"), "hint", wrap=True)
        self.citation.setAccessibleName(step.citation)
        self.citation.setVisible(bool(step.citation))
        self.detail.setVisible(bool(step.detail()))
        for found in (self.head, self.detail):
            found.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{number}. {step.text}")
        self._grid.setColumnStretch(1, 3)
        self.arrange(roomy=True)

    def arrange(self, *, roomy: bool) -> None:
        """The source beside the words where there is room, else under them."""
        grid, up = self._grid, Qt.AlignmentFlag.AlignTop
        for widget in (self._disc, self.head, self.detail, self.citation):
            grid.removeWidget(widget)
        has_source = not self.citation.isHidden()
        grid.addWidget(self._disc, 0, 0, 2 if roomy else 3, 1, up)
        grid.addWidget(self.head, 0, 1)
        grid.addWidget(self.detail, 1, 1)
        middle = Qt.AlignmentFlag.AlignVCenter if roomy else up
        self.citation.setAlignment(Qt.AlignmentFlag.AlignRight | middle)
        if roomy:
            grid.addWidget(self.citation, 0, 2, 2, 1)
        else:
            grid.addWidget(self.citation, 2, 1)
        grid.setColumnStretch(2, 2 if roomy and has_source else 0)


class StepNumber(QWidget):
    """The number of a step in a soft disc."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = str(number)
        fix(self, width=DISC, height=DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("primary_soft"))
        painter.drawEllipse(self.rect())
        painter.setFont(now.font("caption"))
        painter.setPen(now.color("on_primary_soft"))
        painter.drawText(QRect(self.rect()), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.end()
