"""Beside the entry of a letter: the last days that follow, and the case that the letter of a visit goes into."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.features.cases.cards import CaseLine
from dcapp.features.visits.letters import NO_CASE, CaseChoice
from dcapp.kernel import clock
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _
from dcapp.rules.counting import Deadline
from dcapp.rules.deadlines import Unit
from ui.kit.cards import Card
from ui.kit.cells import TWO_LINE_ROW
from ui.kit.fields import Choice
from ui.kit.fitting import fix, lay
from ui.kit.labels import label, rich
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines

SEEN = 4
"""So many last days are seen without scrolling."""


class DatesCard(Card):
    """The last days of the letter as it stands, before it is saved; a line tells why."""

    def __init__(self, explain: Callable[[Deadline], object]) -> None:
        super().__init__(_("Thời hạn sau khi vào sổ"))
        self.found: tuple[Deadline, ...] = ()
        self._explain = explain
        self.list = TwoLineList(_("Thời hạn sau khi vào sổ"), rows=1)
        self.list.setProperty("bare", True)
        self.list.clicked.connect(lambda _index: self.explain())
        self.list.activated.connect(lambda _index: self.explain())
        self.nothing = label(_("Loại đơn này chưa có thời hạn."), "hint", wrap=True)
        self.add(self.list)
        self.add(self.nothing)
        self.show_deadlines(())

    def show_deadlines(self, found: Sequence[Deadline]) -> None:
        """Show these last days."""
        self.found = tuple(found)
        self.list.show_rows([_row(number, one) for number, one in enumerate(found, start=1)])
        self.list.setCurrentIndex(QModelIndex())
        fix(self.list, height=TWO_LINE_ROW * min(max(len(found), 1), SEEN))
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def explain(self) -> None:
        """Show why the chosen day is the last one."""
        if key := self.list.key():
            self._explain(self.found[key - 1])


class CaseCard(Card):
    """Where the letter of a visit goes."""

    def __init__(self) -> None:
        super().__init__(_("Vụ việc"))
        self.choice = Choice()
        self.choice.setAccessibleName(_("Vụ việc của đơn"))
        self.add(self.choice)
        self.words = label("", "hint", wrap=True)
        self.add(self.words)
        self.offer(())

    def offer(self, cases: Sequence[CaseLine]) -> None:
        """Offer the open cases of the sender beside a new one and none."""
        join = [
            (CaseChoice(join_id=one.id), _("Ghép vào {code}: {gist}").format(code=one.code, gist=one.gist))
            for one in cases
        ]
        fresh = [(NO_CASE, _("Chưa vào vụ việc")), (CaseChoice(opens=True), _("Mở vụ việc mới"))]
        self.choice.fill([*fresh, *join])
        self.words.setText(_("Người này đang có vụ việc mở.") if cases else _("Người này chưa có vụ việc đang mở."))

    def chosen(self) -> CaseChoice:
        """What was chosen."""
        found = self.choice.value()
        return found if isinstance(found, CaseChoice) else NO_CASE


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
        ("← →", _("chọn loại đơn")),
        ("Ctrl+S", _("lưu")),
        ("Ctrl+Enter", _("lưu và thêm mới")),
        ("F4", _("ghi thêm")),
    )
    box.addWidget(rich(" · ".join(f"<b>{key}</b> {does}" for key, does in keys), "hint"))
    return column


def _row(number: int, one: Deadline) -> TwoLines:
    unit = _("{days} ngày làm việc") if one.wording.unit is Unit.WORKING else _("{days} ngày")
    about = f"{unit.format(days=one.days)}: {one.rule.title}"
    return TwoLines(number, weekday_date(one.due), about, Tone.DANGER if one.due < clock.today() else None)
