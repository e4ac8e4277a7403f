"""The pane beside the book of letters: facts, last days with why, files, letters that belong together."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dcapp.features.letters.clocks import ClockCard
from dcapp.features.letters.queries import LetterCard, explained_letter_clock, letter_card
from dcapp.features.letters.register import LETTERS
from dcapp.features.letters.terms import CLOCK_STATES, HANDLINGS, SOURCES, TIES, LetterKind
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import ClockId, LetterId
from dcapp.registers.spec import Line
from dcapp.rules.counting import Deadline
from ui.kit.buttons import button
from ui.kit.cards import KeyValues
from ui.kit.desk import Desk
from ui.kit.detail import part
from ui.kit.fitting import lay
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.deadline_dialog import DeadlineDialog
from ui.registers.files import FilesPart
from ui.registers.line_pane import LinePane


class LetterPane(LinePane):
    """One letter; of a denunciation code, days and state."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(LETTERS, parent)
        self._desk = desk
        self.card: LetterCard | None = None
        self.more = KeyValues()
        self.case = button(_("Mở vụ việc"), "secondary", "next", self._open_case)
        self.clocks = TwoLineList(_("Thời hạn của đơn"), rows=3)
        self.why = button(_("Vì sao đến hạn ngày này?"), "secondary", "help", self._explain)
        self.ties = TwoLineList(_("Đơn liên quan"), rows=2)
        self.files = FilesPart(desk, "Letter")
        self._sealed_files = QWidget()
        lay(QVBoxLayout(self._sealed_files))
        self.add_tab(_("Xử lý"), part(self.more, self.case, self.clocks, self.why, self.ties))
        self.add_tab(_("Tệp"), self.files)
        self.clocks.activated.connect(lambda _index: self._explain())

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self.card = None
        key = LetterId(line["id"])
        run = self._desk.tasks.run
        run(letter_card, key, done=self._show, failed=_passed_over, owner=self, key="letter")
        is_sealed = line["kind"] == LetterKind.DENUNCIATION.value
        self.files.setEnabled(not is_sealed)
        if not is_sealed:
            self.files.show_files_of(line["id"])

    def _show(self, card: LetterCard) -> None:
        self.card = card
        is_sealed = card.kind is LetterKind.DENUNCIATION
        rows: list[tuple[str, Any]] = [
            (_("Nguồn đơn"), _(SOURCES[card.source])),
            (_("Cơ quan chuyển đến"), f"{card.sender_body} {card.sender_paper}".strip()),
            (_("Đề xuất"), _(HANDLINGS[card.proposed]) if card.proposed is not None else ""),
            (_("Đã xử lý"), _(HANDLINGS[card.handling]) if card.handling is not None else ""),
            (_("Gửi đến"), card.sent_to),
            (_("Căn cứ, lý do"), card.ground),
        ]
        if not is_sealed:
            rows += [(_("Yêu cầu"), card.request), (_("Bị khiếu nại, phản ánh"), card.respondent)]
            rows += [(_("Thửa đất"), card.parcel), (_("Đồng gửi"), ", ".join(one.name for one in card.senders))]
        self.more.show_rows(rows)
        self.case.setVisible(card.case_id is not None)
        self.clocks.show_rows([_clock_row(one) for one in card.clocks])
        self.clocks.setVisible(bool(card.clocks))
        self.why.setVisible(bool(card.clocks))
        near = [TwoLines(one.letter.id, f"{_(TIES[one.tie])}: {one.letter.title}", one.note) for one in card.ties]
        near += [TwoLines(one.id, _("Tách ra: {title}").format(title=one.title), one.gist) for one in card.parts]
        self.ties.show_rows(near)
        self.ties.setVisible(bool(near))

    def _open_case(self) -> None:
        if self.card is not None and self.card.case_id is not None:
            self._desk.open("letters", ("CaseFile", self.card.case_id))

    def _explain(self) -> None:
        if self.card is not None and self.clocks.key():
            key = ClockId(self.clocks.key())
            one = next(one for one in self.card.clocks if one.id == key)
            done = partial(self._show_why, one)
            self._desk.tasks.run(explained_letter_clock, self.card.id, key, done=done, owner=self)

    def _show_why(self, one: ClockCard, found: Deadline) -> None:
        DeadlineDialog(self._desk, _(one.title), found, self, met_on=one.met_on).open()


def _clock_row(one: ClockCard) -> TwoLines:
    met = f" {vn_date(one.met_on)}" if one.met_on is not None else ""
    return TwoLines(one.id, f"{_(one.title)}: {vn_date(one.due_on)}", f"{_(CLOCK_STATES[one.state])}{met}")


def _passed_over(_error: Exception) -> None:
    """The line itself stays readable without it."""
