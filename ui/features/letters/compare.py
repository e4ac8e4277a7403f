"""Two letters side by side, word by word, and what is decided of them: the same, a further one, or another matter."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dcapp.features.letters.queries import LetterCard
from dcapp.features.letters.terms import TIES, Tie
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.text import fold
from ui.kit.buttons import button
from ui.kit.dialogs import Sheet
from ui.kit.fitting import lay
from ui.kit.labels import label, rich

Side = Sequence[tuple[str, str]]
"""(what it is, the words) of one letter, in the same order at both sides."""


class CompareDialog(Sheet):
    """Shows the words that both have in bold and the others underlined; the three buttons decide."""

    decided = Signal(object)  # Tie

    def __init__(self, mine: Side, other: LetterCard, parent: QWidget | None = None, *, title: str = "") -> None:
        """`title` names the letter at the left where it stands in the book already."""
        hint = _("Chữ đậm: hai đơn cùng có. Gạch chân: chỉ một đơn có.")
        super().__init__(_("So sánh hai đơn"), _(TIES[Tie.DUPLICATE]), parent, hint=hint, width=900)
        room = QWidget()
        self._grid = QGridLayout(room)
        lay(self._grid, spacing=(16, 8))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.add(room)
        heads = (
            _("Đơn đang ghi"),
            _("Đơn {title}, nhận {day}").format(title=other.title, day=vn_date(other.received_on)),
        )
        for column, words in enumerate(heads, start=1):
            self._grid.addWidget(label(words, "strong", wrap=True), 0, column)
        for row, ((name, here), (_same, there)) in enumerate(zip(mine, side_of(other), strict=True), start=1):
            if here or there:
                self._show(row, name, here, there)
        self.add_button(button(_(TIES[Tie.DIFFERENT]), "secondary", None, lambda: self._decide(Tie.DIFFERENT)))
        self.add_button(button(_(TIES[Tie.FOLLOW_UP]), "secondary", None, lambda: self._decide(Tie.FOLLOW_UP)))
        self.agreed.connect(lambda: self._decide(Tie.DUPLICATE))

    def _show(self, row: int, name: str, here: str, there: str) -> None:
        up = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(name, "label", wrap=True), row, 0, up)
        for column, (words, besides) in enumerate(((here, there), (there, here)), start=1):
            shown = rich(marked(words, besides))
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name}: {words}")
            self._grid.addWidget(shown, row, column, up)

    def _decide(self, tie: Tie) -> None:
        self.decided.emit(tie)
        self.accept()


def side_of(card: LetterCard) -> Side:
    """What is compared of a letter in the book."""
    return sides(card.sender, card.village, card.respondent, card.parcel, card.gist, card.request)


def sides(sender: str, village: str, respondent: str, parcel: str, gist: str, request: str) -> Side:
    """What is compared of any letter."""
    return (
        (_("Người gửi"), sender),
        (_("Thôn"), village),
        (_("Đối tượng"), respondent),
        (_("Thửa đất"), parcel),
        (_("Nội dung"), gist),
        (_("Yêu cầu"), request),
    )


def marked(words: str, besides: str) -> str:
    """The words as rich text: bold where the other letter has them too (marks and case aside), else underlined."""
    known = {_bare(one) for one in besides.split()}
    tags = [("b" if _bare(one) in known else "u", escape(one)) for one in words.split()]
    return " ".join(f"<{tag}>{one}</{tag}>" for tag, one in tags) or "–"


def _bare(word: str) -> str:
    return fold(word).strip(".,;:!?()\"'")
