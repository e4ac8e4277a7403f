"""The papers of a check: its plan (with a number when wanted), the minutes of a visit, the list of shortcomings."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.checks.prints import check_plan_document, shortcomings_document, visit_minutes_document
from dcapp.features.checks.queries import CheckCard, check_card
from dcapp.features.checks.service import number_check_plan
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import CheckVisitId
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice
from ui.kit.labels import label
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import preview_document


class CheckPaper(StrEnum):
    """What can be printed of a check."""

    PLAN = "plan"
    MINUTES = "minutes"
    SHORTCOMINGS = "shortcomings"


CHECK_PAPERS = {
    CheckPaper.PLAN: N_("Kế hoạch kiểm tra"),
    CheckPaper.MINUTES: N_("Biên bản kiểm tra"),
    CheckPaper.SHORTCOMINGS: N_("Danh mục tồn tại"),
}


class CheckPapersDialog(AskSheet):
    """Shows a paper of the check as it will be printed."""

    def __init__(
        self, desk: Desk, card: CheckCard, visit_id: CheckVisitId | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, _("Giấy tờ kiểm tra"), _("Xem và in"), parent, width=620, hint=card.title)
        self._card = card
        self.paper = Choice([(one, _(words)) for one, words in CHECK_PAPERS.items()])
        self.paper.choose(CheckPaper.PLAN if visit_id is None else CheckPaper.MINUTES)
        self.visit = Choice([(line.id, f"{vn_date(line.visited_on)} · {line.place}") for line in card.visits])
        self.visit.choose(visit_id)
        self.state = label("", "hint", wrap=True)
        self.number = QCheckBox(_("Lấy số trước khi in"))
        self.day = DateField(clock.today())
        self.form.add("paper", _("Giấy tờ"), self.paper, span=3)
        self.form.add("visit", _("Buổi kiểm tra"), self.visit, span=3)
        self.form.add_wide(self.state)
        self.form.add("number", _("Lấy số trước khi in"), self.number, span=3)
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=3)
        self.paper.currentIndexChanged.connect(self._look)
        self.number.toggled.connect(self._look)
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        if self.paper.value() is CheckPaper.MINUTES and self.visit.value() is None:
            raise Invalid(_("Thêm buổi kiểm tra trước."), field="visit")
        if not self.number.isChecked():
            self._show(self._card)
            return
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày ban hành."), field="issued_on")
        office = self.desk.app.office
        self.set_busy(True, _("Đang lấy số…"))
        take = partial(number_check_plan, signer=office.chairman, body_symbol=office.symbol)
        self.desk.tasks.run(take, self._card.id, day, done=self._numbered, failed=self.refused, owner=self)

    def _numbered(self, symbol: str) -> None:
        self.desk.toast(_("Đã lấy số {number}.").format(number=symbol))
        self.desk.tasks.run(check_card, self._card.id, done=self._show, failed=self.refused, owner=self)

    def _show(self, card: CheckCard) -> None:
        paper, office = self.paper.value(), self.desk.app.office
        match paper:
            case CheckPaper.PLAN:
                document = check_plan_document(card, office, marks_of(office, is_draft=not card.symbol))
            case CheckPaper.MINUTES:
                visit = next(line for line in card.visits if line.id == self.visit.value())
                document = visit_minutes_document(card, visit, office, marks_of(office, is_draft=not visit.is_written))
            case _:
                document = shortcomings_document(card, office, marks_of(office))
        title = _(CHECK_PAPERS[paper])
        preview_document(self.desk, document, title, f"{title} {vn_date(card.starts_on).replace('/', '-')}")
        self.is_touched = False
        self.accept()

    def _look(self) -> None:
        """Ask only for what the chosen paper needs, and say how its number stands."""
        paper, card = self.paper.value(), self._card
        if paper is not CheckPaper.PLAN:
            words = why = _("Giấy này không lấy số ở đây; chỗ ghi số để trống.")
        elif card.symbol and card.issued_on is not None:
            words = _("Số {number} ngày {day}.").format(number=card.symbol, day=vn_date(card.issued_on))
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
        self.day.setEnabled(self.number.isChecked())
        is_plan = paper is CheckPaper.PLAN
        for key, needed in (("visit", paper is CheckPaper.MINUTES), ("number", is_plan), ("issued_on", is_plan)):
            self.form.cells[key].setVisible(needed)
        if self.isVisible():
            self.fit()
