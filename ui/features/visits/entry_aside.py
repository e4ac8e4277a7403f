"""Beside the entry of a visit: what follows by when, who was received today, who receives now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dcapp.features.visits.queries import VisitLine
from dcapp.features.visits.terms import OUTCOMES, RECEPTION_KINDS, ReceptionKind
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _, ngettext
from dcapp.rules.counting import Deadline
from dcapp.rules.deadlines import Unit
from ui.features.visits.entry_form import field_words
from ui.kit.buttons import button
from ui.kit.cards import Card, KeyValues
from ui.kit.cells import TWO_LINE_ROW
from ui.kit.fitting import fix, lay
from ui.kit.labels import StatusChip, label, rich
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines

SHOWN = 30
SEEN = 5
"""So many lines are seen without scrolling."""


class DueCard(Card):
    """The last day to answer, with its rule; opens the whole explanation."""

    def __init__(self, explain: Callable[[], object]) -> None:
        super().__init__(_("Hạn trả lời công dân"))
        self.deadline: Deadline | None = None
        row = QWidget()
        line = QHBoxLayout(row)
        lay(line, spacing=8)
        self.day = label("", "strong", wrap=True)
        self.chip = StatusChip("", Tone.NEUTRAL)
        line.addWidget(self.day, 1)
        line.addWidget(self.chip)
        self.add(row)
        self.counted, self.source = label("", "hint", wrap=True), label("", "hint", wrap=True)
        self.add(self.counted)
        self.add(self.source)
        self.why = button(_("Vì sao?"), "link", None, explain)
        self.aside(self.why)
        self.say_none("")

    def say_none(self, words: str) -> None:
        """Nothing is owed; the words say why."""
        self.deadline = None
        self.day.setText(words)
        self.chip.hide()
        self.why.hide()
        for part in (self.counted, self.source):
            part.hide()

    def show_deadline(self, found: Deadline) -> None:
        """Show the day that the law sets."""
        self.deadline = found
        self.day.setText(weekday_date(found.due))
        unit = _("{days} ngày làm việc") if found.wording.unit is Unit.WORKING else _("{days} ngày")
        self.chip.show_state(unit.format(days=found.days), Tone.NEUTRAL)
        self.chip.show()
        self.why.show()
        self.counted.setText(_("Đếm từ ngày liền sau {day}.").format(day=weekday_date(found.start)))
        self.source.setText(_("Căn cứ: {citation}").format(citation=found.wording.citation))
        for part in (self.counted, self.source):
            part.show()


class TodayCard(Card):
    """Who was received on the day of the entry; a line opens the visit."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Đã tiếp trong ngày"))
        self.count, self.nobody = label("", "hint"), label(_("Chưa có lượt nào."), "hint")
        self.aside(self.count)
        self.list = TwoLineList(_("Đã tiếp trong ngày"), rows=1)
        self.list.setProperty("bare", True)
        self.list.clicked.connect(lambda _index: self.opened.emit(self.list.key()))
        self.list.activated.connect(lambda _index: self.opened.emit(self.list.key()))
        self.add(self.list)
        self.add(self.nobody)

    def show_visits(self, visits: Sequence[VisitLine]) -> None:
        """Show the visits of the day, the newest first."""
        number = len(visits)
        self.count.setText(ngettext("{count} lượt", "{count} lượt", number).format(count=number))
        self.list.show_rows([_row(visit) for visit in visits[:SHOWN]])
        self.list.setCurrentIndex(QModelIndex())
        fix(self.list, height=TWO_LINE_ROW * min(max(number, 1), SEEN))
        self.list.setVisible(bool(visits))
        self.nobody.setVisible(not visits)


class ShiftCard(Card):
    """Who receives, who writes, where."""

    def __init__(self, change: Callable[[], object]) -> None:
        super().__init__(_("Ca tiếp"))
        self.aside(button(_("Đổi"), "link", None, change))
        self.values = KeyValues()
        self.add(self.values)

    def show_shift(self, receiver: str, recorder: str, place: str, kind: ReceptionKind) -> None:
        """Show the shift."""
        self.values.show_rows(
            (
                (_("Người tiếp"), receiver or _("chưa ghi")),
                (_("Ghi sổ"), recorder),
                (_("Địa điểm"), place or _("chưa ghi")),
                (_("Hình thức"), _(RECEPTION_KINDS[kind])),
            )
        )


def aside_of(*cards: QWidget) -> QWidget:
    """The column at the right of the entry."""
    column = QWidget()
    box = QVBoxLayout(column)
    lay(box, spacing=12)
    for card in cards:
        box.addWidget(card)
    box.addStretch(1)
    keys = (
        ("Tab", _("sang ô kế")),
        ("← →", _("chọn loại việc, kết quả")),
        ("Ctrl+S", _("lưu")),
        ("Ctrl+Enter", _("lưu và thêm mới")),
        ("F4", _("ghi thêm")),
    )
    box.addWidget(rich(" · ".join(f"<b>{key}</b> {does}" for key, does in keys), "hint"))
    return column


def _row(visit: VisitLine) -> TwoLines:
    about = (visit.received_at, visit.village, field_words(visit.field), _(OUTCOMES[visit.outcome]))
    return TwoLines(visit.id, f"{visit.number}. {visit.shown_name}", " · ".join(part for part in about if part))
