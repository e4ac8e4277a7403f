"""Văn bản theo mẫu: choose an official form of a case or letter, fill it in, see it, take its number, print it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dcapp.features.case_forms.cards import BlankCard, DraftCard, FormLine, FormsQuestion, Issued
from dcapp.features.case_forms.queries import forms_for
from dcapp.features.case_forms.service import (
    DraftForm,
    DraftQuestion,
    IssueForm,
    PaperQuestion,
    draft_of,
    issue,
    paper,
    save_draft,
)
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId, LetterId
from dcapp.printing.model import Document
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.asking import AskSheet
from ui.registers.desk_steps import preview_document

LONG = ("long", "people")


class FormsDialog(Sheet):
    """The forms that a case or letter can print, those of its present step first."""

    def __init__(
        self, desk: Desk, case_id: CaseId | None, letter_id: LetterId | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Văn bản theo mẫu"), _("Lập văn bản…"), parent, width=720)
        self._desk, self._case_id, self._letter_id = desk, case_id, letter_id
        self._lines: tuple[FormLine, ...] = ()
        self.list = TwoLineList(_("Văn bản theo mẫu"), rows=8)
        self.add(self.list)
        self.list.activated.connect(lambda _index: self._open())
        self.agreed.connect(self._open)
        question = FormsQuestion(case_id=case_id, letter_id=letter_id)
        desk.tasks.run(forms_for, question, done=self._show, owner=self)

    def _show(self, lines: tuple[FormLine, ...]) -> None:
        self._lines = tuple(sorted(lines, key=lambda one: not one.is_now))
        self.list.show_rows([_row(number, one) for number, one in enumerate(self._lines, 1)])
        self.agree.setEnabled(bool(lines))
        self.list.setFocus()

    def _open(self) -> None:
        if self.list.key():
            line = self._lines[self.list.key() - 1]
            parent = self.parentWidget() or self
            self.accept()
            open_form(self._desk, line.form, parent, case_id=self._case_id, letter_id=self._letter_id)


class FormSheet(AskSheet):
    """One form: its blanks as the file fills them, to be changed before it is issued."""

    def __init__(self, desk: Desk, question: DraftQuestion, card: DraftCard, parent: QWidget | None = None) -> None:
        hint = " · ".join(part for part in (card.number, card.citation) if part)
        super().__init__(desk, card.title, _("Xem và in"), parent, hint=hint, width=820)
        self._question, self._card = question, card
        self.notice = Banner(_notices(card), Tone.WARNING)
        self.notice.setVisible(bool(_notices(card)))
        self.body.insertWidget(0, self.notice)
        self.editors: dict[str, QWidget] = {}
        for blank in card.blanks:
            self._add(blank)
        self.day = DateField(card.issued_on or clock.today())
        self.keep = button(_("Lưu nháp"), "secondary", "save", self.save_it)
        self.number = button(_("Lấy số và in"), "secondary", "papers", self.issue_it)
        if card.symbol:
            done = _("Đã ban hành số {symbol} ngày {day}.")
            day = vn_date(card.issued_on) if card.issued_on is not None else ""
            self.form.add_wide(label(done.format(symbol=card.symbol, day=day), "strong"))
        else:
            self.form.add("issued_on", _("Ngày ban hành"), self.day, span=3)
            self.add_button(self.keep)
            self.add_button(self.number)
            self.number.setVisible(desk.may("cases.issue"))
        if not card.takes_number:
            self.number.setText(_("Đưa vào hồ sơ và in"))
        self.form.set_read_only(bool(card.symbol))
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        self._preview(None)

    def save_it(self) -> None:
        """Keep what was filled in; of a denunciation in the vault or nowhere."""
        form = DraftForm(question=self._question, blanks=self._blanks())
        self.desk.tasks.run(save_draft, form, done=self._kept, failed=self.refused, owner=self)

    def issue_it(self) -> None:
        """Take the number of the book, put it into the dossier, then show it."""
        self.form.clear_problems()
        day = self.day.value() or clock.today()
        self.set_busy(True, _("Đang lấy số…"))
        form = IssueForm(question=self._question, issued_on=day, blanks=self._blanks())
        self.desk.tasks.run(issue, form, done=self._issued, failed=self.refused, owner=self)

    # -- inside
    def _add(self, blank: BlankCard) -> None:
        editor = _editor(blank)
        self.editors[blank.key] = editor
        words = _(blank.label)
        hint = _(blank.hint) if blank.hint else ""
        span = 6 if blank.kind in LONG or blank.kind == "text" else 3
        self.form.add(blank.key, f"{words} *" if blank.is_required else words, editor, span=span, hint=hint)

    def _blanks(self) -> dict[str, str]:
        return {blank.key: _said(self.editors[blank.key]) for blank in self._card.blanks}

    def _preview(self, _issued: Issued | None) -> None:
        question = PaperQuestion(question=self._question, blanks=self._blanks())
        self.desk.tasks.run(paper, question, done=self._show, failed=self.refused, owner=self)

    def _show(self, document: Document) -> None:
        preview_document(self.desk, document, self._card.title, f"{self._card.form}-{clock.today():%Y%m%d}")

    def _kept(self, is_kept: bool) -> None:
        self.is_touched = not is_kept
        told = _("Đã lưu nháp.") if is_kept else _("Lời văn về tố cáo không lưu ngoài kho niêm phong.")
        self.desk.toast(told)

    def _issued(self, issued: Issued) -> None:
        self.set_busy(False)
        self.is_touched = False
        told = _("Đã ban hành số {symbol}.").format(symbol=issued.symbol) if issued.symbol else _("Đã đưa vào hồ sơ.")
        self.desk.toast(told)
        done = partial(self._show_issued, issued)
        self.desk.tasks.run(
            paper, PaperQuestion(question=self._question), done=done, failed=self.refused, owner=self.desk
        )
        self.accept()

    def _show_issued(self, issued: Issued, document: Document) -> None:
        name = issued.symbol.replace("/", "-") or self._card.form
        preview_document(self.desk, document, self._card.title, name)


def open_forms(
    desk: Desk, owner: QWidget, *, case_id: CaseId | None = None, letter_id: LetterId | None = None
) -> FormsDialog:
    """Offer the forms of a case or of a letter."""
    dialog = FormsDialog(desk, case_id, letter_id, owner)
    dialog.open()
    return dialog


def open_form(
    desk: Desk,
    form: str,
    owner: QWidget,
    *,
    case_id: CaseId | None = None,
    letter_id: LetterId | None = None,
    then: Callable[[FormSheet], Any] | None = None,
) -> None:
    """Open one form, filled from the case or letter."""
    question = DraftQuestion(form=form, case_id=case_id, letter_id=letter_id)

    def show(card: DraftCard) -> None:
        sheet = FormSheet(desk, question, card, owner)
        sheet.open()
        if then is not None:
            then(sheet)

    desk.tasks.run(draft_of, question, done=show, owner=owner)


def _row(number: int, one: FormLine) -> TwoLines:
    state = _("đã ban hành {symbol}").format(symbol=one.symbol) if one.symbol else _("có nháp") if one.has_draft else ""
    below = " · ".join(part for part in (one.number, state) if part)
    return TwoLines(number, one.title, below, Tone.SUCCESS if one.symbol else None)


def _notices(card: DraftCard) -> str:
    told = [] if card.is_checked else [_("Số mẫu, điều khoản ghi theo trí nhớ: cần kiểm tra trước khi ban hành.")]
    if card.missing:
        told.append(_("Còn trống: {labels}.").format(labels=", ".join(card.missing)))
    return "<br>".join([*told, *(one.text for one in card.doubtful)])


def _editor(blank: BlankCard) -> QWidget:
    if blank.kind == "date":
        return DateField(date.fromisoformat(blank.value) if blank.value else None)
    if blank.choices:
        chosen = Choice([("", _("Chưa chọn")), *((value, _(words)) for value, words in blank.choices)])
        chosen.choose(blank.value)
        return chosen
    return TextArea(blank.value, rows=3) if blank.kind in LONG else TextLine(blank.value)


def _said(editor: QWidget) -> str:
    match editor:
        case DateField():
            day = editor.value()
            return day.isoformat() if day is not None else ""
        case Choice():
            return str(editor.value() or "")
        case TextArea() | TextLine():
            return editor.value()
    raise TypeError(type(editor).__name__)
