"""The papers of the schedule: the posting notice of a period, and the notice of conclusion of a session."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.papers.issuing import marks_of
from dcapp.features.visits.numbering import PaperNumberForm, number_conclusion
from dcapp.features.visits.prints_conclusion import SessionConclusion, conclusion_document, session_conclusion
from dcapp.features.visits.prints_schedule import PostingDetails, posting_document
from dcapp.features.visits.schedule import note_posted
from dcapp.features.visits.schedule_posting import PostingSheet, number_posting, posting_sheet, posting_subject
from dcapp.features.visits.schedule_queries import SessionCard
from dcapp.features.visits.terms import SessionState
from dcapp.kernel import clock
from dcapp.kernel.dates import last_day_of_month, vn_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.features.visits.schedule_dialogs import day_of
from ui.kit import memory
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import preview_document

KEPT = "visits/posting/hours"
MONTH, QUARTER, YEAR, DAYS = "month", "quarter", "year", "days"


class PostingDialog(AskSheet):
    """Shows the posting notice of a period; takes its number and notes the posting first, where asked to."""

    def __init__(self, desk: Desk, month: date, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Thông báo lịch tiếp công dân"), _("Xem và in"), parent, width=680)
        self._month = month
        self.sheet: PostingSheet | None = None
        self._asked: tuple[date, date] | None = None
        self.period = Choice([(MONTH, _("Tháng")), (QUARTER, _("Quý")), (YEAR, _("Năm")), (DAYS, _("Khoảng ngày"))])
        self.since, self.until = DateField(), DateField()
        self.hours = TextLine(memory.recall(KEPT))
        self.attendants = TextLine()
        self.contact = TextLine()
        self.state = label("", "hint", wrap=True)
        self.number = QCheckBox(_("Lấy số trước khi in"))
        self.day, self.signer = DateField(clock.today()), TextLine(desk.app.office.chairman)
        self.post = QCheckBox(_("Ghi đã niêm yết"))
        self.posted_on = DateField(clock.today())
        self._build()
        self.period.currentIndexChanged.connect(lambda _row: self._choose())
        for field in (self.since, self.until):
            field.changed.connect(self._ask)
        for tick in (self.number, self.post):
            tick.toggled.connect(lambda _on: self._look())
        self._choose()
        self.is_touched = False
        self.form.focus_first()

    def _build(self) -> None:
        add = self.form.add
        add("period", _("Lịch của"), self.period, span=2)
        add("since", _("Từ ngày"), self.since, span=2)
        add("until", _("Đến hết ngày"), self.until, span=2)
        self.form.add_wide(self.state)
        add(
            "hours",
            _("Giờ tiếp thường xuyên"),
            self.hours,
            hint=_("Ví dụ: sáng từ 07 giờ 30 đến 11 giờ 00, chiều từ 13 giờ 30 đến 17 giờ 00, các ngày làm việc."),
        )
        add("attendants", _("Thành phần cùng tiếp"), self.attendants)
        add("contact", _("Liên hệ"), self.contact)
        add("number", _("Lấy số trước khi in"), self.number, span=3)
        add("post", _("Ghi đã niêm yết"), self.post, span=3)
        add("issued_on", _("Ngày ban hành"), self.day, span=2)
        add("signer", _("Người ký"), self.signer, span=2)
        add("posted_on", _("Ngày niêm yết"), self.posted_on, span=2)

    def answer(self) -> None:
        sheet = self.sheet
        if sheet is None:
            raise Invalid(_("Chưa ghi ngày."), field="since")
        if self.post.isChecked():
            day_of(self.posted_on, "posted_on")
        memory.remember(KEPT, self.hours.value())
        if self.number.isChecked():
            form = PaperNumberForm(
                issued_on=day_of(self.day, "issued_on"),
                signer=self.signer.value(),
                body_symbol=self.desk.app.office.symbol,
            )
            self.set_busy(True, _("Đang lấy số…"))
            arguments = (sheet.since, sheet.until, form)
            self.desk.tasks.run(number_posting, *arguments, done=self._numbered, failed=self.refused, owner=self)
        else:
            self._note_posting()

    def _numbered(self, symbol: str) -> None:
        self.number.setChecked(False)
        self.desk.toast(_("Đã lấy số {number}.").format(number=symbol))
        self._note_posting()

    def _note_posting(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        keys = tuple(line.id for line in sheet.sessions if line.state is SessionState.PLANNED and not line.posted_on)
        run = self.desk.tasks.run
        if self.post.isChecked() and keys:
            day = day_of(self.posted_on, "posted_on")
            self.set_busy(True, _("Đang lưu…"))
            run(note_posted, keys, day, done=lambda _count: self._read_again(), failed=self.refused, owner=self)
        else:
            self._read_again()

    def _read_again(self) -> None:
        if self.sheet is not None:
            since, until = self.sheet.since, self.sheet.until
            run = self.desk.tasks.run
            run(posting_sheet, since, until, done=self._show, failed=self.refused, owner=self)

    def _show(self, sheet: PostingSheet) -> None:
        office = self.desk.app.office
        details = PostingDetails(
            hours=self.hours.value(), attendants=self.attendants.value(), contact=self.contact.value()
        )
        document = posting_document(sheet, office, marks_of(office, is_draft=sheet.is_draft), details)
        subject = posting_subject(sheet.since, sheet.until)
        preview_document(self.desk, document, _("Thông báo lịch tiếp công dân"), subject.replace("/", "-"))
        self.is_touched = False
        self.accept()

    def _choose(self) -> None:
        """Fill in the days of the chosen period around the month that the calendar shows."""
        period, month = self.period.value(), self._month
        first = {MONTH: month.month, QUARTER: (month.month - 1) // 3 * 3 + 1, YEAR: 1}.get(period, month.month)
        last = {MONTH: month.month, QUARTER: (month.month - 1) // 3 * 3 + 3, YEAR: 12}.get(period, month.month)
        for key in ("since", "until"):
            self.form.cells[key].setEnabled(period == DAYS)
        self.since.set_value(date(month.year, first, 1))
        self.until.set_value(last_day_of_month(month.year, last))
        self._ask()

    def _ask(self) -> None:
        self.sheet, self._asked = None, None
        try:
            since, until = day_of(self.since, "since"), day_of(self.until, "until")
        except Invalid:
            return
        self._asked = (since, until)
        run = self.desk.tasks.run
        run(posting_sheet, since, until, done=self._take, failed=self.refused, owner=self, key="posting-sheet")

    def _take(self, sheet: PostingSheet) -> None:
        if self._asked != (sheet.since, sheet.until):
            return  # the fields were changed meanwhile
        self.sheet = sheet
        self._look()

    def _look(self) -> None:
        """Say what stands on the notice, and ask only for what is needed."""
        sheet = self.sheet
        if sheet is None:
            return
        count = _("Thông báo có {sessions} buổi tiếp và {duties} dòng phân công trực.").format(
            sessions=len(sheet.sessions), duties=len(sheet.duties)
        )
        if sheet.symbol and sheet.issued_on is not None:
            why = _("Số {number} ngày {day}.").format(number=sheet.symbol, day=vn_date(sheet.issued_on))
        elif not sheet.sessions:
            why = _("Chưa có buổi tiếp nào trong khoảng này.")
        elif not self.desk.may("numbering.take"):
            why = _("Tài khoản này không lấy số văn bản.")
        else:
            why = ""
        draft = _("Chưa lấy số: bản in chừa chỗ ghi số và mang dấu DỰ THẢO ở lề.")
        self.state.setText(f"{count} {why or draft}")
        self.number.setEnabled(not why)
        self.number.setToolTip(why)
        if why:
            self.number.setChecked(False)
        open_lines = [line for line in sheet.sessions if line.is_to_post(clock.today())]
        posts = self.desk.may("visits.schedule") and bool(open_lines)
        self.post.setEnabled(posts)
        self.post.setToolTip("" if posts else _("Không có buổi tiếp nào chờ niêm yết."))
        for key in ("issued_on", "signer"):
            self.form.cells[key].setVisible(self.number.isChecked())
        self.form.cells["posted_on"].setVisible(self.post.isChecked())
        self.refit()


class ConclusionPaperDialog(AskSheet):
    """Shows the notice of conclusion of a session; takes its number first, where asked to."""

    def __init__(self, desk: Desk, card: SessionCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Thông báo kết luận"), _("Xem và in"), parent, width=620)
        self._card = card
        self.state = label("", "hint", wrap=True)
        self.number = QCheckBox(_("Lấy số trước khi in"))
        self.day, self.signer = DateField(clock.today()), TextLine(desk.app.office.chairman)
        self.form.add_wide(self.state)
        self.form.add("number", _("Lấy số trước khi in"), self.number, span=2)
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=2)
        self.form.add("signer", _("Người ký"), self.signer, span=2)
        self.number.toggled.connect(lambda _on: self._look())
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        run = self.desk.tasks.run
        if not self.number.isChecked():
            run(session_conclusion, self._card.id, done=self._show, failed=self.refused, owner=self)
            return
        form = PaperNumberForm(
            issued_on=day_of(self.day, "issued_on"),
            signer=self.signer.value(),
            body_symbol=self.desk.app.office.symbol,
        )
        self.set_busy(True, _("Đang lấy số…"))
        run(number_conclusion, self._card.id, form, done=self._numbered, failed=self.refused, owner=self)

    def _numbered(self, symbol: str) -> None:
        self.desk.toast(_("Đã lấy số {number}.").format(number=symbol))
        run = self.desk.tasks.run
        run(session_conclusion, self._card.id, done=self._show, failed=self.refused, owner=self)

    def _show(self, session: SessionConclusion) -> None:
        office = self.desk.app.office
        document = conclusion_document(session, office, marks_of(office, is_draft=session.is_draft))
        day = vn_date(session.held_on).replace("/", "-")
        preview_document(self.desk, document, _("Thông báo kết luận"), f"{_('Thông báo kết luận')} {day}")
        self.is_touched = False
        self.accept()

    def _look(self) -> None:
        card = self._card
        if card.conclusion_symbol and card.conclusion_on is not None:
            why = _("Số {number} ngày {day}.").format(number=card.conclusion_symbol, day=vn_date(card.conclusion_on))
        else:
            why = "" if self.desk.may("numbering.take") else _("Tài khoản này không lấy số văn bản.")
        self.state.setText(why or _("Chưa lấy số: bản in chừa chỗ ghi số và mang dấu DỰ THẢO ở lề."))
        self.number.setEnabled(not why)
        self.number.setToolTip(why)
        for key in ("issued_on", "signer"):
            self.form.cells[key].setVisible(self.number.isChecked())
        self.refit()
