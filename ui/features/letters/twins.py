"""Letters that look like the one that is being written, found while it is typed; what is decided is remembered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QWidget

from dcapp.features.letters.handling import tie_letters
from dcapp.features.letters.queries import LetterCard, letter_card
from dcapp.features.letters.terms import TIES, Tie
from dcapp.features.letters.twins import Twin, Words, twins_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import LetterId
from ui.features.letters.compare import CompareDialog, Side, sides
from ui.features.letters.entry_form import LetterEntryForm
from ui.kit.buttons import button
from ui.kit.cards import Card
from ui.kit.cells import TWO_LINE_ROW
from ui.kit.desk import Desk
from ui.kit.fitting import fix
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines

ASK_MS = 400
SURE = 0.75
"""From this likeness on a twin is shown as urgent."""


class TwinsCard(Card):
    """The scored list beside the entry; "So sánh" opens both letters."""

    def __init__(self, desk: Desk, form: LetterEntryForm, page: QWidget, letter_id: LetterId | None = None) -> None:
        super().__init__(_("Đơn giống"))
        self._desk, self._form, self._page, self._letter_id = desk, form, page, letter_id
        self.found: tuple[Twin, ...] = ()
        self.decided: dict[LetterId, Tie] = {}
        self.count = label("", "hint")
        self.aside(self.count)
        self.list = TwoLineList(_("Đơn giống"), rows=1)
        self.list.setProperty("bare", True)
        self.list.clicked.connect(lambda _index: self.compare())
        self.list.activated.connect(lambda _index: self.compare())
        self.look = button(_("So sánh…"), "secondary", "search", self.compare)
        self.nothing = label("", "hint", wrap=True)
        for part in (self.list, self.look, self.nothing):
            self.add(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self.ask)
        form.changed.connect(self._timer.start)
        self._show(())

    def ask(self) -> None:
        """Look for twins of what is typed now."""
        form = self._form
        if form.is_sealed:
            self._show(())
            return
        typed = Words(
            sender=form.writer.value(),
            id_number=form.id_number.value(),
            village_id=form.village.value(),
            respondent=form.respondent.value(),
            parcel=form.parcel.value(),
            gist=form.gist.value(),
            except_letter=self._letter_id,
        )
        if not (typed.sender or typed.gist or typed.id_number or typed.parcel):
            self._show(())
            return
        self._desk.tasks.run(twins_of, typed, done=self._show, failed=_passed_over, owner=self, key="twins")

    def compare(self) -> None:
        """Show the chosen letter beside the one that is written."""
        if key := self.list.key():
            self._desk.tasks.run(letter_card, LetterId(key), done=self._compare, failed=_passed_over, owner=self)

    def forget(self) -> None:
        """Another letter is begun."""
        self.decided = {}
        self._show(())

    def _compare(self, other: LetterCard) -> None:
        dialog = CompareDialog(self._mine(), other, self._page)
        dialog.decided.connect(partial(self._decide, other.id))
        dialog.open()

    def _mine(self) -> Side:
        form = self._form
        village = form.village.currentText() if form.village.value() is not None else ""
        words = (form.respondent.value(), form.parcel.value(), form.gist.value(), form.request.value())
        return sides(form.writer.value(), village, *words)

    def _decide(self, other: LetterId, tie: Tie) -> None:
        self.decided[other] = tie
        if self._letter_id is not None:
            self._desk.tasks.run(tie_letters, self._letter_id, other, tie, failed=_passed_over)
        self._show(self.found)

    def _show(self, found: tuple[Twin, ...]) -> None:
        self.found = found
        self.list.show_rows([self._row(one) for one in found])
        self.list.setCurrentIndex(QModelIndex() if len(found) != 1 else self.list.model().index(0, 0))
        fix(self.list, height=TWO_LINE_ROW * max(len(found), 1))
        self.count.setText(str(len(found)) if found else "")
        for part in (self.list, self.look):
            part.setVisible(bool(found))
        sealed = _("Đơn tố cáo không so với đơn khác: nội dung nằm dưới niêm phong.")
        self.nothing.setText(sealed if self._form.is_sealed else _("Chưa thấy đơn nào giống."))
        self.nothing.setVisible(not found)

    def _row(self, one: Twin) -> TwoLines:
        line = one.letter
        tie = self.decided.get(line.id)
        words = f"{round(one.score * 100)}% · {line.sender or line.title}"
        if tie is not None:
            return TwoLines(line.id, words, _(TIES[tie]), Tone.SUCCESS)
        about = f"{vn_date(line.received_on)} · {', '.join(one.why)}"
        return TwoLines(line.id, words, about, Tone.DANGER if one.score >= SURE else Tone.WARNING)


def _passed_over(_error: Exception) -> None:
    """A hint that could not be given must not stand in the way of the writing."""
