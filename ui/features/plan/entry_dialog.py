"""Corrects one thing that was read, or the head of the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.plan.preview import ChargedDuty, Entry, Value
from dcapp.features.plan.service import CitationForm, DueForm, PlanForm, split_names
from dcapp.features.plan.terms import RHYTHMS
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.kit.dates import DateField
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.form import Form


def _line(text: str) -> TextLine:
    editor = TextLine()
    editor.setText(text)
    return editor


def _area(text: str, rows: int = 4) -> TextArea:
    editor = TextArea(rows=rows)
    editor.setPlainText(text)
    return editor


class EntryDialog(Sheet):
    """The fields of a document, a charge, an obligation, an item or a recipient."""

    def __init__(self, entry: Entry, save: Callable[[Value], object], parent: QWidget | None = None) -> None:
        super().__init__(_("Sửa nội dung đã đọc"), _("Lưu"), parent, width=640)
        self._value, self._save_value = entry.value, save
        self.form = Form()
        self.words = _area("")
        self.number, self.kind, self.issuer = TextLine(), TextLine(), TextLine()
        self.day, self.before, self.in_month = DateField(), QCheckBox(_("Trước ngày đó")), TextLine()
        self.every = Choice()
        self.every.fill([(None, _("Không định kỳ")), *((rhythm, _(words)) for rhythm, words in RHYTHMS.items())])
        self.who, self.addressees = _area("", rows=2), _area("", rows=2)
        self._lay_out()
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _lay_out(self) -> None:
        match self._value:
            case CitationForm() as cited:
                self._show_citation(cited)
            case ChargedDuty() as duty:
                self.who.setPlainText(duty.officer)
                self.words.setPlainText(duty.text)
                self.form.add("officer", _("Giao cho"), self.who, required=True)
                self.form.add("text", _("Việc"), self.words, required=True)
            case DueForm() as due:
                self._show_due(due)
            case str() as words:
                self.words.setPlainText(words)
                self.form.add("text", _("Nội dung"), self.words, required=True)

    def _show_citation(self, cited: CitationForm) -> None:
        self.kind.setText(cited.type_name)
        self.number.setText(cited.number)
        self.day.set_value(cited.issued_on)
        self.issuer.setText(cited.issuer)
        self.words.setPlainText(cited.subject)
        self.form.add("type_name", _("Tên loại"), self.kind, span=2, required=True)
        self.form.add("number", _("Số, ký hiệu"), self.number, span=2)
        self.form.add("issued_on", _("Ngày ban hành"), self.day, span=2)
        self.form.add("issuer", _("Cơ quan ban hành"), self.issuer)
        self.form.add("text", _("Trích yếu"), self.words)

    def _show_due(self, due: DueForm) -> None:
        self.words.setPlainText(due.what)
        self.who.setPlainText("; ".join(due.who))
        self.addressees.setPlainText("; ".join(due.addressees))
        self.day.set_value(due.due_on)
        self.before.setChecked(due.is_before)
        self.every.choose(due.every)
        self.in_month.setText("" if due.day is None else str(due.day))
        self.form.add("text", _("Phải báo cáo, phải làm gì"), self.words, required=True)
        self.form.add("who", _("Ai thực hiện"), self.who, hint=_("Nhiều người thì cách nhau bằng dấu chấm phẩy."))
        self.form.add("addressees", _("Gửi đến"), self.addressees, hint=_("Mỗi nơi nhận cách nhau bằng dấu chấm phẩy."))
        self.form.add("due_on", _("Hạn ghi trong văn bản"), self.day, span=3)
        self.form.add("every", _("Định kỳ"), self.every, span=2)
        self.form.add("day", _("Ngày"), self.in_month, span=1)
        self.form.add_wide(self.before)

    def _filled_in(self) -> Value:
        words = self.words.value()
        match self._value:
            case CitationForm() as cited:
                return replace(
                    cited,
                    type_name=self.kind.value(),
                    number=self.number.value().replace(" ", ""),
                    issued_on=self.day.value(),
                    issuer=self.issuer.value(),
                    subject=words,
                )
            case ChargedDuty() as duty:
                officer = self.who.value()
                if not officer:
                    raise Invalid(_("Chưa ghi giao cho ai."), field="officer")
                return replace(duty, officer=officer, text=words)
            case DueForm() as due:
                day = self.in_month.value()
                if day and not (day.isdigit() and 1 <= int(day) <= 31):
                    raise Invalid(_("Ngày trong kỳ phải từ 1 đến 31."), field="day")
                return replace(
                    due,
                    what=words,
                    who=split_names(self.who.value()),
                    addressees=split_names(self.addressees.value()),
                    due_on=self.day.value(),
                    is_before=self.before.isChecked(),
                    day=int(day) if day else None,
                    every=self.every.value(),
                    doubt="",
                )
            case str():
                return words

    def _save(self) -> None:
        try:
            self._save_value(self._filled_in())
        except Invalid as error:
            if not self.form.show_error(error):
                self.show_problem(str(error))
            return
        self.accept()


class HeadDialog(Sheet):
    """Number, date, year, title and signer of a plan, where the paper left them out or they were misread."""

    def __init__(self, form: PlanForm, save: Callable[[PlanForm], object], parent: QWidget | None = None) -> None:
        super().__init__(_("Số, ngày, người ký của kế hoạch"), _("Lưu"), parent, width=680)
        self._form, self._save_form = form, save
        self.form = Form()
        self.number, self.day = _line(form.number), DateField(form.signed_on)
        self.year, self.kind = _line(str(form.year)), _line(form.type_name)
        self.subject = _area(form.subject, rows=3)
        self.issuer, self.place = _line(form.issuer), _line(form.place)
        self.authority, self.title = _line(form.signer_authority), _line(form.signer_title.replace("\n", " / "))
        self.name = _line(form.signer_name)
        self.form.add("number", _("Số, ký hiệu"), self.number, span=2)
        self.form.add("signed_on", _("Ngày ký"), self.day, span=2)
        self.form.add("year", _("Năm kế hoạch"), self.year, span=2, required=True)
        self.form.add("type_name", _("Tên loại"), self.kind, span=2, required=True)
        self.form.add("place", _("Địa danh"), self.place, span=2)
        self.form.add("issuer", _("Cơ quan ban hành"), self.issuer, span=2)
        self.form.add("subject", _("Trích yếu"), self.subject)
        self.form.add("signer_authority", _("Thay mặt"), self.authority, span=2)
        self.form.add("signer_title", _("Chức vụ người ký"), self.title, span=2)
        self.form.add("signer_name", _("Họ tên người ký"), self.name, span=2)
        self.form.changed.connect(self.touch)
        self.add(self.form)
        self.agreed.connect(self._save)
        self.form.focus_first()

    def _save(self) -> None:
        try:
            year = self.year.value()
            if not (year.isdigit() and 1990 <= int(year) <= 2100):
                raise Invalid(_("Năm của kế hoạch phải từ 1990 đến 2100."), field="year")
            self._save_form(
                replace(
                    self._form,
                    number=self.number.value().replace(" ", ""),
                    signed_on=self.day.value(),
                    year=int(year),
                    type_name=self.kind.value(),
                    subject=self.subject.value(),
                    issuer=self.issuer.value(),
                    place=self.place.value(),
                    signer_authority=self.authority.value(),
                    signer_title=self.title.value().replace(" / ", "\n"),
                    signer_name=self.name.value(),
                )
            )
        except Invalid as error:
            if not self.form.show_error(error):
                self.show_problem(str(error))
            return
        self.accept()


class SplitDialog(Sheet):
    """Asks where to cut an entry: the cursor marks the place."""

    def __init__(self, text: str, cut: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Tách nội dung"), _("Tách tại con trỏ"), parent, hint=_("Đặt con trỏ vào chỗ cần tách rồi bấm Tách.")
        )
        self._cut = cut
        self.words = _area(text)
        self.words.setReadOnly(True)
        self.words.setAccessibleName(_("Nội dung cần tách"))
        self.add(self.words)
        self.agreed.connect(self._save)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            self._cut(self.words.textCursor().position())
        except Invalid as error:
            self.show_problem(str(error))
            return
        self.accept()
