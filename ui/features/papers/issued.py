"""The book of issued documents: taking a number, completing its line, cancelling it with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.papers.prints import issued_book
from dcapp.features.papers.register import ISSUED_PAPERS
from dcapp.features.papers.service import NumberForm, cancel_number, edit_issued, take_number
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import IssuedId
from dcapp.registers.spec import Line
from dcapp.registers.tabling import PrintedTable
from dcapp.rules.rulebook import document_types
from ui.kit import errors
from ui.kit.actions import Action
from ui.kit.dates import DateField
from ui.kit.desk import Desk, Screen
from ui.kit.dialogs import Sheet
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.form import Form
from ui.registers.desk_steps import preview_table, steps_for
from ui.registers.page import RegisterPage
from ui.registers.steps import Steps

CANCELLED = "cancelled"


def issued_page(desk: Desk) -> Screen:
    """The page of the book."""
    base = steps_for(desk, ISSUED_PAPERS)

    def draw(_table: PrintedTable) -> None:
        """The book is printed for the whole year, with the columns of the decree, not as the screen shows it."""
        desk.tasks.run(issued_book, clock.today().year, done=partial(preview_table, desk), owner=desk)

    steps = Steps(
        draw=draw,
        undo=base.undo,
        about=base.about,
        ask=lambda page, line: NumberDialog(desk, line, page),
        add_words=N_("Lấy số"),
    )
    page: RegisterPage | None = None

    def cancel(line: Line | None) -> None:
        if line is not None and page is not None:
            CancelDialog(desk, line, page).open()

    own = [Action("cancel", N_("Hủy số"), "forbidden", None, cancel, _can_cancel)] if desk.may("numbering.take") else []
    page = RegisterPage(desk, ISSUED_PAPERS, steps, icon="papers", own=own)
    return page


def _can_cancel(line: Line | None) -> str | None:
    if line is None:
        return _("Chọn một dòng trước.")
    return _("Số này đã hủy.") if line["state"] == CANCELLED else None


class NumberDialog(Sheet):
    """Takes a number for a paper (lấy số), or completes the line of one."""

    def __init__(self, desk: Desk, line: Line | None, parent: QWidget | None = None) -> None:
        title = _("Lấy số văn bản") if line is None else _("Sửa văn bản {number}").format(number=line["symbol"])
        verb = _("Lấy số") if line is None else _("Lưu")
        super().__init__(title, verb, parent, width=680, hint=_("Số cấp lần lượt theo loại và năm, không trùng."))
        self._desk, self._line = desk, line
        self.form = Form()
        today = clock.today()
        self._types = [kind for kind in document_types(today) if kind.house == "state"]
        self.kind = Choice()
        self.kind.fill([(number, kind.name) for number, kind in enumerate(self._types)])
        self.day = DateField(today if line is None else line["issued_on"])
        self.subject = TextArea(rows=3)
        self.signer = TextLine()
        self.recipients = TextArea(rows=2)
        self.kept_by = TextLine()
        self.copies = TextLine()
        self.remark = TextArea(rows=2)
        self.reserved = QCheckBox(_("Chỉ giữ số, ban hành sau"))
        self._lay_out()
        self._fill()
        self.form.changed.connect(self.touch)
        self.agreed.connect(self._save)
        self.add(self.form)
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "papers.number", "" if line is None else str(line["id"]))

    def _lay_out(self) -> None:
        self.form.add("type_name", _("Tên loại"), self.kind, span=3, required=True)
        self.form.add("issued_on", _("Ngày tháng"), self.day, span=3, required=True)
        self.form.add("subject", _("Trích yếu nội dung"), self.subject, required=True)
        self.form.add("signer", _("Người ký"), self.signer, span=3)
        self.form.add("copies", _("Số lượng bản"), self.copies, span=3)
        self.form.add("recipients", _("Nơi nhận"), self.recipients)
        self.form.add("kept_by", _("Đơn vị, người nhận bản lưu"), self.kept_by, span=3)
        self.form.add("note", _("Ghi chú"), self.remark, span=3)
        self.form.add_wide(self.reserved)

    def _fill(self) -> None:
        line = self._line
        if line is None:
            self.signer.setText(self._desk.app.office.chairman)
            plan = next((n for n, kind in enumerate(self._types) if kind.abbreviation == "KH"), 0)
            self.kind.choose(plan)
            return
        names = [kind.name for kind in self._types]
        self.kind.choose(names.index(line["type_name"]) if line["type_name"] in names else 0)
        self.kind.setEnabled(False)
        self.kind.setToolTip(_("Loại và số đã cấp không đổi được; hủy số nếu cấp nhầm."))
        for field, editor in (("subject", self.subject), ("recipients", self.recipients), ("note", self.remark)):
            editor.setPlainText(line[field] or "")
        self.signer.setText(line["signer"] or "")
        self.kept_by.setText(line["kept_by"] or "")
        self.copies.setText("" if line["copies"] is None else str(line["copies"]))
        self.reserved.setChecked(line["state"] == "reserved")

    def _filled_in(self) -> NumberForm:
        kind = self._types[int(self.kind.value() or 0)]
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày."), field="issued_on")
        copies = self.copies.value()
        if copies and not copies.isdigit():
            raise Invalid(_("Số lượng bản phải là số."), field="copies")
        return NumberForm(
            type_name=kind.name,
            abbreviation=kind.abbreviation,
            issued_on=day,
            subject=self.subject.value(),
            signer=self.signer.value(),
            recipients=self.recipients.value(),
            kept_by=self.kept_by.value(),
            copies=int(copies) if copies else None,
            body_symbol=self._desk.app.office.symbol,
            is_reserved=self.reserved.isChecked(),
            note=self.remark.value(),
        )

    def _save(self) -> None:
        try:
            form = self._filled_in()
        except Invalid as error:
            self.form.show_error(error)
            return
        self.set_busy(True, _("Đang ghi…"))
        if self._line is None:
            self._desk.tasks.run(take_number, form, done=self._saved, failed=self._refused, owner=self)
        else:
            key = IssuedId(self._line["id"])
            self._desk.tasks.run(edit_issued, key, form, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Đã lấy số.") if self._line is None else _("Đã lưu văn bản."))
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)


class CancelDialog(Sheet):
    """Cancels a number; the book keeps it with the reason."""

    def __init__(self, desk: Desk, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Hủy số {number}?").format(number=line["symbol"]),
            _("Hủy số"),
            parent,
            hint=_("Số vẫn còn trong sổ, ghi rõ lý do và không cấp lại."),
            danger=True,
        )
        self._desk, self._line = desk, line
        self.form = Form()
        self.reason = TextArea()
        self.form.add("reason", _("Lý do"), self.reason, required=True)
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _save(self) -> None:
        key = IssuedId(self._line["id"])
        reason = self.reason.value()
        self._desk.tasks.run(cancel_number, key, reason, done=self._saved, failed=self._refused, owner=self)

    def _saved(self, _result: object) -> None:
        self._desk.toast(_("Đã hủy số."))
        self.accept()

    def _refused(self, error: Exception) -> None:
        if not (isinstance(error, Invalid) and self.form.show_error(error)):
            errors.present(self, error)
