"""The papers of a meeting: choose one, take its number when it needs one, see it and print it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.meetings.numbering import TYPES, PaperNumberForm, number_meeting_paper
from dcapp.features.meetings.prints import chairman_signature, meeting_document
from dcapp.features.meetings.queries import MeetingCard, meeting_card
from dcapp.features.meetings.terms import MEETING_PAPERS, MeetingPaper, MeetingState
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.printing.model import Signature
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import preview_document

SIGNED = (MeetingPaper.INVITATION, MeetingPaper.NOTICE)
"""Papers signed by somebody who leads the office; minutes are signed by chair and secretary."""


class PapersDialog(AskSheet):
    """Shows a paper of the meeting as it will be printed; takes its number first where the officer wants it."""

    def __init__(
        self, desk: Desk, card: MeetingCard, paper: MeetingPaper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, _("Giấy tờ cuộc họp"), _("Xem và in"), parent, width=620, hint=card.title)
        self._card = card
        self.paper = Choice([(one, _(words)) for one, words in MEETING_PAPERS.items()])
        self.paper.choose(paper or (MeetingPaper.MINUTES if card.minutes else MeetingPaper.INVITATION))
        self.state = label("", "hint", wrap=True)
        self.number = QCheckBox(_("Lấy số trước khi in"))
        self.day = DateField(clock.today())
        usual = chairman_signature(desk.app.office)
        self.titles = TextArea("\n".join((*usual.authority, *usual.titles)), rows=2)
        self.signer = TextLine(usual.name)
        self.form.add("paper", _("Giấy tờ"), self.paper, span=3)
        self.form.add("signer", _("Người ký"), self.signer, span=3)
        self.form.add_wide(self.state)
        self.form.add("titles", _("Quyền hạn, chức vụ người ký"), self.titles)
        self.form.add("number", _("Lấy số trước khi in"), self.number, span=3)
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=3)
        self.paper.currentIndexChanged.connect(self._look)
        self.number.toggled.connect(self._look)
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        paper = self.paper.value()
        if not self.number.isChecked():
            self._show(self._card)
            return
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày ban hành."), field="issued_on")
        form = PaperNumberForm(issued_on=day, signer=self.signer.value(), body_symbol=self.desk.app.office.symbol)
        self.set_busy(True, _("Đang lấy số…"))
        self.desk.tasks.run(
            number_meeting_paper, self._card.id, paper, form, done=self._numbered, failed=self.refused, owner=self
        )

    def _numbered(self, symbol: str) -> None:
        self.desk.toast(_("Đã lấy số {number}.").format(number=symbol))
        self.desk.tasks.run(meeting_card, self._card.id, done=self._show, failed=self.refused, owner=self)

    def _show(self, card: MeetingCard) -> None:
        paper, office = self.paper.value(), self.desk.app.office
        marks = marks_of(office, is_draft=paper in TYPES and card.number_of(paper) is None)
        document = meeting_document(card, paper, office, marks, self._signature() if paper in SIGNED else None)
        name = f"{_(MEETING_PAPERS[paper])} {vn_date(card.held_on).replace('/', '-')}"
        preview_document(self.desk, document, _(MEETING_PAPERS[paper]), name)
        self.is_touched = False
        self.accept()

    def _signature(self) -> Signature:
        lines = [line.strip() for line in self.titles.value().splitlines() if line.strip()]
        return Signature(authority=tuple(lines[:1]), titles=tuple(lines[1:]), name=self.signer.value())

    def _look(self) -> None:
        """Say how the chosen paper stands, and ask only for what it needs."""
        paper = self.paper.value()
        issued = self._card.number_of(paper)
        early = paper is not MeetingPaper.INVITATION and self._card.state is not MeetingState.HELD
        if paper not in TYPES:
            words, why = _("Danh sách ký tên không lấy số."), _("Danh sách ký tên không lấy số.")
        elif issued is not None:
            words = _("Số {number} ngày {day}.").format(number=issued.symbol, day=vn_date(issued.issued_on))
            why = _("Giấy này đã có số.")
        elif early:
            words = why = _("Cuộc họp chưa diễn ra nên chưa lấy số; bản in để trống nội dung.")
        else:
            words, why = _("Chưa lấy số: bản in chừa chỗ ghi số và mang dấu DỰ THẢO ở lề."), ""
        if not why and not self.desk.may("numbering.take"):
            why = _("Tài khoản này không lấy số văn bản.")
        self.state.setText(words)
        self.number.setEnabled(not why)
        self.number.setToolTip(why)
        if why:
            self.number.setChecked(False)
        self.day.setEnabled(self.number.isChecked())
        for key, needed in (("signer", paper in SIGNED), ("titles", paper in SIGNED), *numbered(paper in TYPES)):
            self.form.cells[key].setVisible(needed)
        if self.isVisible():
            self.fit()


def numbered(is_numbered: bool) -> tuple[tuple[str, bool], ...]:
    """The fields that only a paper with a number needs."""
    return (("number", is_numbered), ("issued_on", is_numbered))
