"""So với đơn khác: find a letter in the book, see both side by side, and decide how they belong together."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dcapp.features.letters.handling import tie_letters
from dcapp.features.letters.queries import LetterCard, letter_card
from dcapp.features.letters.register import LETTERS
from dcapp.features.letters.terms import TIES, LetterKind, Tie
from dcapp.features.letters.twins import Twin, Words, twins_of
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import LetterId
from dcapp.registers.finding import Page, Query
from dcapp.registers.use_cases import reading
from ui.features.letters.compare import CompareDialog, side_of
from ui.kit.desk import Desk
from ui.kit.fields import SearchBox
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet

MOST = 30


class TieDialog(AskSheet):
    """First the letters that look like this one, then whatever is looked for."""

    def __init__(self, desk: Desk, card: LetterCard, parent: QWidget | None = None) -> None:
        hint = _("Đơn {title}: những đơn giống nhất ở trên. Tìm đơn khác theo tên hoặc nội dung.")
        title = _("So với đơn khác")
        super().__init__(desk, title, _("So sánh…"), parent, hint=hint.format(title=card.title), width=680)
        self._card = card
        self.words = SearchBox(_("Tìm đơn"))
        self.list = TwoLineList(_("Đơn trong sổ"), rows=6)
        self.add(self.words)
        self.add(self.list)
        self.words.searched.connect(self._find)
        self.list.activated.connect(lambda _index: self.agreed.emit())
        self.words.setFocus()
        self._find("")

    def answer(self) -> None:
        if not self.list.key():
            self.show_problem(_("Chọn một đơn trong danh sách."))
            return
        self.show_problem("")
        run, key = self.desk.tasks.run, LetterId(self.list.key())
        run(letter_card, key, done=self._compare, failed=self.refused, owner=self)

    def _compare(self, other: LetterCard) -> None:
        title = _("Đơn {title}").format(title=self._card.title)
        dialog = CompareDialog(side_of(self._card), other, self, title=title)
        dialog.decided.connect(partial(self._decide, other))
        dialog.open()

    def _decide(self, other: LetterCard, tie: Tie) -> None:
        words = _("Đã ghi: {tie}.").format(tie=_(TIES[tie]))
        self.save(tie_letters, self._card.id, other.id, tie, words=words)

    def _find(self, words: str) -> None:
        run = self.desk.tasks.run
        if words:
            run(reading(LETTERS), Query(words=words), None, MOST, done=self._show_page, owner=self, key="tie")
        elif self._card.kind is not LetterKind.DENUNCIATION:
            card = self._card
            typed = Words(
                sender=card.sender,
                id_number=card.id_number,
                village_id=card.village_id,
                respondent=card.respondent,
                parcel=card.parcel,
                gist=card.gist,
                except_letter=card.id,
            )
            run(twins_of, typed, done=self._show_twins, owner=self, key="tie")

    def _show_twins(self, found: tuple[Twin, ...]) -> None:
        self.list.show_rows(
            [
                TwoLines(
                    one.letter.id,
                    f"{one.letter.title} · {one.letter.sender} · {vn_date(one.letter.received_on)}",
                    f"{round(one.score * 100)}%: {', '.join(one.why)}",
                )
                for one in found
            ]
        )

    def _show_page(self, page: Page) -> None:
        lines = [line for line in page.lines if line["id"] != self._card.id]
        self.list.show_rows(
            [
                TwoLines(
                    line["id"], f"{line['title']} · {line['sender']} · {vn_date(line['received_on'])}", line["gist"]
                )
                for line in lines
            ]
        )
