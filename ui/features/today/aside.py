"""The right column of Hôm nay: progress of the plan, meetings of the week, what is about to expire."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from dcapp.features.today.lines import DueLine
from dcapp.features.today.progress import PlanProgress
from dcapp.features.today.queries import GroupLines
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import N_, _, ngettext
from ui.features.today.bars import chart, table
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.fitting import dress, lay
from ui.kit.labels import ElideLabel, StatusChip, label
from ui.kit.theme import Tone

WEEKDAYS = (N_("T2"), N_("T3"), N_("T4"), N_("T5"), N_("T6"), N_("T7"), N_("CN"))


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


class ProgressCard(Card):
    """How far the year's plan is, as bars or as numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Tiến độ kế hoạch"), parent)
        self._progress: PlanProgress | None = None
        self._as_table = False
        self.numbers = button(_("Xem số liệu"), "link", None, self._turn)
        self.aside(self.numbers)
        self.numbers.hide()
        self._inside = QVBoxLayout()
        lay(self._inside)
        self.body.addLayout(self._inside)

    def show_progress(self, progress: PlanProgress) -> None:
        """Show the plans of a year."""
        self._progress = progress
        self.title.setText(_("Tiến độ kế hoạch {year}").format(year=progress.year))
        self._fill()

    def _turn(self) -> None:
        self._as_table = not self._as_table
        self.numbers.setText(_("Xem biểu đồ") if self._as_table else _("Xem số liệu"))
        self._fill()

    def _fill(self) -> None:
        emptied(self._inside)
        rows = self._progress.rows if self._progress is not None else ()
        self.numbers.setVisible(bool(rows))
        if rows:
            self._inside.addWidget(table(rows) if self._as_table else chart(rows))
        else:
            self._inside.addWidget(label(_("Năm nay chưa có việc nào lập từ kế hoạch."), "hint", wrap=True))


class WeekCard(Card):
    """How many meetings stand on each day of this week."""

    def __init__(self, open_book: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(_("Cuộc họp tuần này"), parent)
        self.count = label("", "hint")
        self.aside(self.count)
        self.aside(button(_("Mở sổ họp"), "link", None, open_book))
        self._days = QHBoxLayout()
        lay(self._days, spacing=4)
        self.body.addLayout(self._days)

    def show_week(self, week: Sequence[tuple[date, int]], today: date) -> None:
        """Show seven days from Monday on."""
        emptied(self._days)
        total = sum(number for _day, number in week)
        self.count.setText(ngettext("{count} cuộc", "{count} cuộc", total).format(count=total))
        for day, number in week:
            cell = QFrame()
            cell.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            dress(cell, ground="surface2")
            column = QVBoxLayout(cell)
            lay(column, (2, 4, 2, 4), 2)
            name = label(f"{_(WEEKDAYS[day.weekday()])} {day:%d}", "hint")
            told = label(str(number) if number else "–", "strong", tone=Tone.INFO if day == today else None)
            for part in (name, told):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(part)
            if day == today:
                dress(name, role="caption", tone=Tone.INFO.value)
            cell.setAccessibleName(f"{weekday_date(day)}: {number}")
            self._days.addWidget(cell, 1)


class ExpiringCard(Card):
    """Terms and papers that end within thirty days."""

    def __init__(self, go: Callable[[DueLine], object], parent: QWidget | None = None) -> None:
        super().__init__(_("Sắp hết hạn"), parent)
        self._go = go
        self.count = label("", "hint")
        self.aside(self.count)
        self._rows = QVBoxLayout()
        lay(self._rows, spacing=2)
        self.body.addLayout(self._rows)

    def show_lines(self, found: GroupLines) -> None:
        """Show the first of them and how many there are."""
        emptied(self._rows)
        self.count.setText(_("30 ngày tới · {count}").format(count=found.total) if found.total else "")
        if not found.total:
            self._rows.addWidget(label(_("Không có nhiệm kỳ, văn bản nào hết hạn trong 30 ngày."), "hint", wrap=True))
        for line in found.lines:
            self._rows.addWidget(self._row(line))
        if found.total > len(found.lines):
            left = found.total - len(found.lines)
            words = ngettext("và {count} dòng nữa", "và {count} dòng nữa", left).format(count=left)
            self._rows.addWidget(label(words, "hint"))

    def _row(self, line: DueLine) -> QWidget:
        found = QWidget()
        row = QHBoxLayout(found)
        lay(row, spacing=8)
        row.addWidget(ElideLabel(line.title, "label"), 1)
        row.addWidget(StatusChip(line.chip.words, Tone(line.chip.tone)))
        step = button(_("Mở"), "link", None, lambda: self._go(line))
        step.setAccessibleName(f"{line.step.verb}: {line.title}. {line.chip.words}")
        row.addWidget(step)
        return found
