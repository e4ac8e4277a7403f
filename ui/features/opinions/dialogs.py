"""Dialogs of the log: a line of it, passing it on, the answer, the period to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from dcapp.features.opinions.register import OPINIONS
from dcapp.features.opinions.rules import TRACES, traces_of
from dcapp.features.opinions.service import PassingForm, add_opinion, answer_opinion, edit_opinion, pass_opinion
from dcapp.features.opinions.terms import OpinionSource
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OpinionId
from dcapp.registers.forming import form_values
from dcapp.registers.spec import Line, Options
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fields import TextArea, TextLine
from ui.kit.form import Form
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.saving_sheet import SavingSheet
from ui.kit.theme import Tone
from ui.registers.form import FormDialog

WATCHED = ("matter", "passed_to", "answer")


class NamelessHint(Banner):
    """Says softly that words look as if they led to a person; saving goes on all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", Tone.WARNING, parent=parent)
        self.hide()

    def look_at(self, *texts: str) -> None:
        """Look at these words."""
        found = [_(TRACES[trace]).format(text=said) for text in texts for trace, said in traces_of(text)]
        if found:
            words = _("Sổ này không ghi tên người phản ánh. Xem lại {found}; vẫn lưu được nếu cần.")
            said = escape(words.format(found=", ".join(dict.fromkeys(found))))
            if said != self.text.text():
                self.say(said, Tone.WARNING)
        self.setVisible(bool(found))


class OpinionDialog(FormDialog):
    """Writes a line into the log, or changes one."""

    def __init__(
        self,
        desk: Desk,
        line: Line | None,
        options: Options,
        parent: QWidget | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        values: Mapping[str, Any]
        if line is None:
            values = {"heard_on": clock.today(), "source": OpinionSource.VILLAGE.value}
            super().__init__(
                OPINIONS, desk.tasks, add_opinion, options=options, values=values, done=after, parent=parent
            )
        else:
            key, values = OpinionId(line["id"]), form_values(OPINIONS, line)
            super().__init__(
                OPINIONS, desk.tasks, edit_opinion, key, options=options, values=values, done=after, parent=parent
            )
        self.hint = NamelessHint()
        self.body.insertWidget(0, self.hint)
        for name in WATCHED:
            editor = self.form.editors[name]
            if isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.textChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        texts = [words_in(self.form.editors[name]) for name in WATCHED]
        was_hidden = self.hint.isHidden()
        self.hint.look_at(*texts)
        if was_hidden != self.hint.isHidden() and self.isVisible():
            self.fit()


def words_in(editor: QWidget) -> str:
    """What is typed in a field of text."""
    return editor.value() if isinstance(editor, TextLine | TextArea) else ""


class PassingDialog(SavingSheet):
    """Writes to whom an opinion is passed on, and by when an answer is wanted."""

    def __init__(
        self,
        desk: Desk,
        line: Line,
        parent: QWidget | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(desk, _("Chuyển dư luận"), _("Ghi chuyển"), parent, width=560, after=after)
        self._key = OpinionId(line["id"])
        self.body.insertWidget(0, label(line["matter"], "strong", wrap=True))
        self.to = TextLine(line["passed_to"])
        self.day = DateField(line["passed_on"] or clock.today())
        self.answer_by = DateField(line["answer_by"])
        self.form.add("passed_to", _("Chuyển đến"), self.to, required=True, hint=_("Cơ quan hoặc chức danh."))
        self.form.add("passed_on", _("Ngày chuyển"), self.day, span=3, required=True)
        self.form.add("answer_by", _("Hạn trả lời"), self.answer_by, span=3)
        self.form.focus_first()

    def send(self) -> None:
        form = PassingForm(
            passed_to=self.to.value(), passed_on=asked(self.day, "passed_on"), answer_by=self.answer_by.value()
        )
        self.run(pass_opinion, self._key, form)


class AnswerDialog(SavingSheet):
    """Writes what was answered, or what was done about an opinion."""

    def __init__(
        self,
        desk: Desk,
        line: Line,
        parent: QWidget | None = None,
        after: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(desk, _("Ghi trả lời"), _("Ghi trả lời"), parent, width=560, after=after)
        self._key = OpinionId(line["id"])
        self.hint = NamelessHint()
        self.body.insertWidget(0, self.hint)
        self.body.insertWidget(0, label(line["matter"], "strong", wrap=True))
        self.answer = TextArea(line["answer"], rows=4)
        self.day = DateField(line["answered_on"] or clock.today())
        self.form.add("answer", _("Trả lời, hướng xử lý"), self.answer, required=True)
        self.form.add("answered_on", _("Ngày trả lời"), self.day, span=3, required=True)
        self.answer.textChanged.connect(lambda: self.hint.look_at(self.answer.value()))
        self.form.focus_first()

    def send(self) -> None:
        self.run(answer_opinion, self._key, self.answer.value(), asked(self.day, "answered_on"))


class PeriodDialog(Sheet):
    """Asks from when to when the log is printed."""

    def __init__(self, show: Callable[[date, date], object], parent: QWidget | None = None) -> None:
        super().__init__(_("In sổ nắm tình hình, dư luận"), _("Xem bản in"), parent, width=480)
        self._show = show
        today = clock.today()
        self.form = Form()
        self.since, self.until = DateField(date(today.year, 1, 1)), DateField(today)
        self.form.add("since", _("Từ ngày"), self.since, span=3, required=True)
        self.form.add("until", _("Đến hết ngày"), self.until, span=3, required=True)
        self.add(self.form)
        self.agreed.connect(self._agree)
        self.form.focus_first()

    def _agree(self) -> None:
        if not self.form.is_right(_("Ô này cần có.")):
            return
        since, until = asked(self.since, "since"), asked(self.until, "until")
        if until < since:
            self.form.show_error(
                Invalid(_("Ngày kết thúc sớm hơn ngày bắt đầu. Kiểm tra lại hai ngày."), field="until")
            )
            return
        self.accept()
        self._show(since, until)


def asked(field: DateField, key: str) -> date:
    """The day in a field that must have one."""
    day = field.value()
    if day is None:
        raise Invalid(_("Chưa ghi ngày."), field=key)
    return day
