"""The papers of a visit: choose one, fill in what only the paper needs, take its number, see it and print it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.commitments.terms import CommitmentKind, CommitmentState
from dcapp.features.papers.issuing import marks_of
from dcapp.features.visits.numbering import TYPES, PaperNumberForm, number_visit_paper
from dcapp.features.visits.prints_papers import SIGNED, papers_of, usual_signer, visit_document
from dcapp.features.visits.prints_parts import PaperDetails, is_draft
from dcapp.features.visits.queries import VisitCard, visit_card
from dcapp.features.visits.rules import clock_time
from dcapp.features.visits.terms import VISIT_PAPERS, VisitPaper
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.features.visits.dialogs import named
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import preview_document

_MEETING = ("meet_on", "meet_at", "meet_place", "meet_with", "bring")
ASKED: dict[VisitPaper, tuple[str, ...]] = {
    VisitPaper.REFUSAL: ("point",),
    VisitPaper.MINUTES: ("ended_at",),
    VisitPaper.GUIDANCE: ("words",),
    VisitPaper.FORWARDING: ("words",),
    VisitPaper.APPOINTMENT: (*_MEETING, "contact"),
    VisitPaper.INVITATION: (*_MEETING, "words", "contact"),
    VisitPaper.REPRESENTATIVES: ("words",),
    VisitPaper.ANSWER: ("words", "contact"),
}
"""What a paper says besides the visit."""
SETTLES = {
    VisitPaper.ANSWER: (CommitmentKind.ANSWER, CommitmentKind.PROMISE),
    VisitPaper.REFUSAL: (CommitmentKind.REFUSAL_NOTICE,),
}
_TIMES = frozenset({"meet_at", "ended_at"})
DETAILS = ("point", "ended_at", "words", "contact", *_MEETING)


class PapersDialog(AskSheet):
    """Shows a paper as it will be printed; takes its number first where the officer wants it."""

    def __init__(
        self, desk: Desk, card: VisitCard, paper: VisitPaper | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, _("Giấy tờ của lượt tiếp"), _("Xem và in"), parent, width=620, hint=named(card))
        self._card = card
        offered = papers_of(card)
        self.paper = Choice([(one, _(VISIT_PAPERS[one])) for one in offered])
        self.paper.choose(paper or offered[0])
        self.state = label("", "hint", wrap=True)
        self.point, self.ended_at = TextLine(), TextLine(placeholder=_("giờ:phút"))
        self.words, self.bring = TextArea(rows=4), TextLine()
        self.meet_on, self.meet_at = DateField(_promised(card)), TextLine(placeholder=_("giờ:phút"))
        self.meet_place, self.meet_with, self.contact = TextLine(card.place), TextLine(card.receiver), TextLine()
        self.number = QCheckBox(_("Lấy số trước khi in"))
        self.day, self.signer = DateField(clock.today()), TextLine(desk.app.office.chairman)
        self.late_reason = TextLine()
        self._build()
        self.paper.currentIndexChanged.connect(lambda _row: self._look())
        self.number.toggled.connect(lambda _on: self._look())
        self.day.changed.connect(self._look)
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def _build(self) -> None:
        add = self.form.add
        add("paper", _("Giấy tờ"), self.paper)
        self.form.add_wide(self.state)
        add("point", _("Điểm của khoản 1 Điều 4 (cần kiểm tra)"), self.point, span=3)
        add("ended_at", _("Kết thúc lúc"), self.ended_at, span=3)
        add("meet_on", _("Ngày hẹn"), self.meet_on, span=3)
        add("meet_at", _("Giờ hẹn"), self.meet_at, span=3)
        add("meet_place", _("Địa điểm"), self.meet_place, span=3)
        add("meet_with", _("Gặp ai"), self.meet_with, span=3)
        add("bring", _("Mang theo"), self.bring, span=3)
        add("contact", _("Liên hệ"), self.contact, span=3)
        add("words", _("Nội dung ghi trên giấy"), self.words, hint=_("Để trống thì lấy theo lượt tiếp."))
        add("number", _("Lấy số trước khi in"), self.number, span=3)
        add("issued_on", _("Ngày ban hành"), self.day, span=3)
        add("signer", _("Người ký"), self.signer, span=3)
        add("late_reason", _("Lý do chậm"), self.late_reason, span=3)

    def answer(self) -> None:
        self.details()  # what cannot be read is said before a number is taken
        if not self.number.isChecked():
            self._show(self._card)
            return
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày ban hành."), field="issued_on")
        if self._is_late() and not self.late_reason.value():
            raise Invalid(_("Giấy này ra sau hạn. Ghi lý do chậm."), field="late_reason")
        form = PaperNumberForm(
            issued_on=day,
            signer=self.signer.value(),
            body_symbol=self.desk.app.office.symbol,
            answer=self.words.value() or self._card.reply,
            late_reason=self.late_reason.value(),
        )
        self.set_busy(True, _("Đang lấy số…"))
        self.desk.tasks.run(
            number_visit_paper,
            self._card.id,
            self.paper.value(),
            form,
            done=self._numbered,
            failed=self.refused,
            owner=self,
        )

    def details(self) -> PaperDetails:
        """What was filled in for the chosen paper; Invalid for a day that cannot be read."""
        asked = ASKED.get(self.paper.value(), ())
        values = {key: self.form.cells[key].editor for key in asked}
        texts: dict[str, Any] = {
            key: one.value() for key, one in values.items() if isinstance(one, (TextLine, TextArea))
        }
        for key in _TIMES & texts.keys():
            texts[key] = clock_time(texts[key], field=key)
        paper = self.paper.value()
        signer = replace(usual_signer(paper, self.desk.app.office), name=self.signer.value())
        return PaperDetails(
            **texts,
            meet_on=self.meet_on.value() if "meet_on" in asked else None,
            signature=signer if paper in SIGNED else None,
        )

    def _numbered(self, symbol: str) -> None:
        self.desk.toast(_("Đã lấy số {number}.").format(number=symbol))
        self.desk.tasks.run(visit_card, self._card.id, done=self._show, failed=self.refused, owner=self)

    def _show(self, card: VisitCard) -> None:
        paper, office = self.paper.value(), self.desk.app.office
        marks = marks_of(office, is_draft=is_draft(card, paper))
        document = visit_document(card, paper, office, marks, self.details())
        name = f"{_(VISIT_PAPERS[paper])} {card.number}-{card.year}"
        preview_document(self.desk, document, _(VISIT_PAPERS[paper]), name)
        self.is_touched = False
        self.accept()

    def _look(self) -> None:
        """Say how the chosen paper stands, and ask only for what it needs."""
        paper = self.paper.value()
        issued = self._card.number_of(paper)
        if paper not in TYPES:
            words = why = _("Giấy này không lấy số.")
        elif issued is not None:
            words = _("Số {number} ngày {day}.").format(number=issued.symbol, day=vn_date(issued.issued_on))
            why = _("Giấy này đã có số.")
        else:
            words, why = _("Chưa lấy số: bản in chừa chỗ ghi số và mang dấu DỰ THẢO ở lề."), ""
        if not why and not self.desk.may("numbering.take"):
            why = _("Tài khoản này không lấy số văn bản.")
        self.state.setText(words)
        self.number.setEnabled(not why)
        self.number.setToolTip(why)
        if why:
            self.number.setChecked(False)
        takes = self.number.isChecked()
        asked = ASKED.get(paper, ())
        for key in DETAILS:
            self.form.cells[key].setVisible(key in asked)
        self.form.cells["number"].setVisible(paper in TYPES)
        self.form.cells["issued_on"].setVisible(takes)
        self.form.cells["signer"].setVisible(paper in SIGNED)
        self.form.cells["late_reason"].setVisible(takes and self._is_late())
        self.form.close_ranks()
        if self.isVisible():
            self.fit()

    def _is_late(self) -> bool:
        """Whether the paper meets something on a day after its last."""
        try:
            day = self.day.value()
        except Invalid:
            return False
        kinds = SETTLES.get(self.paper.value(), ())
        owed = [one for one in self._card.commitments if one.kind in kinds and one.state is CommitmentState.OPEN]
        return day is not None and any(day > one.due_on for one in owed)


def _promised(card: VisitCard) -> date | None:
    return next((one.due_on for one in card.commitments if one.kind is CommitmentKind.PROMISE), None)
