"""What a returning citizen came with before, and whether it is the same matter again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dcapp.features.people.queries import PersonCard
from dcapp.features.visits.queries import VisitLine
from dcapp.features.visits.terms import OUTCOMES
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import VisitId
from ui.features.visits.entry_form import field_words
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines

DAYS_TOLD = 3


class PastBanner(Banner):
    """One sentence: who it is, how often and when they came."""

    def __init__(self, show: Callable[[], object]) -> None:
        super().__init__("", Tone.INFO, "history")
        self.visits: list[VisitLine] = []
        self.offer(_("Xem"), show)
        self.hide()

    def say_none(self) -> None:
        """Nobody was picked, or they never came."""
        self.visits = []
        self.hide()

    def show_past(self, person: PersonCard, visits: Sequence[VisitLine]) -> None:
        """Say how often the citizen came."""
        self.visits = list(visits)
        if not visits:
            self.hide()
            return
        where = f" ({escape(person.village)})" if person.village else ""
        who = f"<b>{escape(person.full_name)}</b>{where}"
        times = ngettext("đã đến {count} lần", "đã đến {count} lần", len(visits)).format(count=len(visits))
        days = ", ".join(vn_date(visit.received_on) for visit in visits[:DAYS_TOLD])
        words = _("{who} {times}: {days}.").format(who=who, times=times, days=days)
        fields = {visit.field for visit in visits if visit.field}
        if len(visits) > 1 and len(fields) == 1:
            words += " " + _("Cùng lĩnh vực: {field}.").format(field=escape(field_words(fields.pop())))
        self.say(words, Tone.INFO, "history")
        self.show()

    def say_same(self, visit: VisitLine) -> None:
        """The visit is about the same matter as an earlier one."""
        words = _("Cùng vụ việc với lượt số {number}/{year}, ngày {day}.")
        words = words.format(number=visit.number, year=visit.year, day=vn_date(visit.received_on))
        self.say(words, Tone.INFO, "merge")
        self.show()


class PastVisitsDialog(Sheet):
    """The earlier visits of a citizen; the chosen one may be named as the same matter."""

    same_matter = Signal(object)  # VisitLine
    opened = Signal(int)

    def __init__(
        self,
        desk: Desk,
        visits: Sequence[VisitLine],
        follows_id: VisitId | None,
        parent: QWidget | None = None,
    ) -> None:
        hint = _("Cùng vụ việc thì báo cáo đếm một vụ, hai lượt.")
        super().__init__(_("Những lần đã đến"), _("Cùng vụ việc này"), parent, hint=hint, width=620)
        self._desk, self._visits = desk, {visit.id: visit for visit in visits}
        self.list = TwoLineList(_("Những lần đã đến"))
        self.words = label("", wrap=True)
        self.add(self.list)
        self.add(self.words)
        self.list.picked.connect(self._show)
        self.list.show_rows([_row(visit, same=visit.id == follows_id) for visit in visits])
        self.add_button(button(_("Mở lượt tiếp"), "secondary", None, self._open))
        self.agreed.connect(self._agree)

    def _show(self, key: int) -> None:
        visit = self._visits.get(VisitId(key))
        self.words.setText(visit.gist if visit is not None else "")

    def _agree(self) -> None:
        visit = self._visits.get(VisitId(self.list.key()))
        if visit is not None:
            self.same_matter.emit(visit)
        self.accept()

    def _open(self) -> None:
        self.opened.emit(self.list.key())
        self.reject()


def _row(visit: VisitLine, *, same: bool) -> TwoLines:
    words = f"{vn_date(visit.received_on)} · {visit.gist}"
    about = [f"{visit.number}/{visit.year}", field_words(visit.field), _(OUTCOMES[visit.outcome])]
    if same:
        about.append(_("đã ghi cùng vụ việc"))
    return TwoLines(visit.id, words, " · ".join(part for part in about if part))
