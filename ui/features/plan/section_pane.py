"""One item of the plan in the pane: its text, duties, what is due, what it cites, and where it is followed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.features.papers.terms import VALIDITIES
from dcapp.features.plan.followed import followers_of
from dcapp.features.plan.queries import ObligationLine, due_words
from dcapp.features.plan.sections import OutlineLine, SectionCard
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.detail import DetailPane, part, part_title
from ui.kit.fitting import lay
from ui.kit.labels import StatusChip, selectable
from ui.kit.theme import Tone


class SectionPane(DetailPane):
    """One item: its whole text, the duties under it, what is due, what it cites."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.followed = QWidget()
        self._books = QVBoxLayout(self.followed)
        lay(self._books, (0, 0, 0, 0), 4)
        self.text = selectable()
        self.duties = selectable()
        self.due = selectable()
        self.cited = selectable()
        self.add_tab(_("Nội dung"), part(self.text, part_title(_("Theo dõi ở")), self.followed))
        self.add_tab(_("Việc"), part(part_title(_("Việc giao theo người")), self.duties))
        self.add_tab(_("Hạn"), part(part_title(_("Phải báo cáo, phải xong")), self.due))
        self.add_tab(_("Viện dẫn"), part(part_title(_("Văn bản viện dẫn")), self.cited))

    def show_line(self, line: OutlineLine) -> None:
        """Show the head at once; the card follows."""
        chips = []
        if line.duty_count:
            chips.append(StatusChip(_("{count} việc giao").format(count=line.duty_count), Tone.INFO))
        if line.obligation_count:
            chips.append(StatusChip(_("{count} nghĩa vụ").format(count=line.obligation_count), Tone.WARNING))
        first = line.text.splitlines()[0] if line.text else ""
        self.show_head(first, _("Mục {section}").format(section=line.section), chips)

    def show_card(self, card: SectionCard) -> None:
        """Show what hangs on the item."""
        self._show_followers(" ".join(passage.text for passage in card.passages))
        self.text.setText("\n\n".join(f"{line.marker} {line.text}".strip() for line in card.passages))
        people = dict.fromkeys(officer for officer, _text in card.duties)
        self.duties.setText(
            "\n\n".join(
                "\n".join([person, *(f"– {text}" for officer, text in card.duties if officer == person)])
                for person in people
            )
            or _("Mục này không giao việc riêng.")
        )
        self.due.setText("\n\n".join(map(due_text, card.obligations)) or _("Mục này không có hạn hay kỳ."))
        lines = []
        for cited in card.citations:
            state = _(VALIDITIES[cited.validity])
            successor = _(", thay bằng {name}").format(name=cited.replaced_by) if cited.replaced_by else ""
            day = f", {vn_date(cited.issued_on)}" if cited.issued_on else ""
            mark = "⚠ " if cited.is_over else ""
            lines.append(f"{mark}{cited.name}{day}\n{state}{successor}")
        self.cited.setText("\n\n".join(lines) or _("Mục này không viện dẫn văn bản."))

    def _show_followers(self, text: str) -> None:
        """One link for each book that follows this item; a link opens the book."""
        while (old := self._books.takeAt(0)) is not None:
            if (link := old.widget()) is not None:
                link.hide()
                link.deleteLater()
        for book in followers_of(text, self._desk.pages):
            target = (book.kind, None) if book.kind else None
            self._books.addWidget(button(_(book.title), "link", run=partial(self._desk.open, book.page, target)))


def due_text(line: ObligationLine) -> str:
    """An obligation in a few lines: what, when, to whom, the last day and the advised one."""
    words = [line.title, due_words(line)]
    if line.addressees:
        words.append(_("Gửi: {names}").format(names="; ".join(line.addressees)))
    if line.last_day is not None:
        last = _("Ngày cuối {day}").format(day=vn_date(line.last_day))
        advised = line.advised is not None and line.advised != line.last_day
        words.append(
            _("{last} là ngày nghỉ, nên xong {day}").format(last=last, day=vn_date(line.advised))
            if advised and line.advised
            else last
        )
    return "\n".join(word for word in words if word)
