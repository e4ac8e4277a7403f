"""Sàng lọc đơn: the questions of the law one after the other, what they come to, and the officer's own word on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dcapp.features.letters.terms import HANDLINGS, LETTER_KINDS, Handling, LetterKind
from dcapp.features.letters.triage import ProposalForm, TriageCard, propose_by_questions
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.i18n import _
from dcapp.rules.triage import Asked, Question, ask, questions_on
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.registers.asking import AskSheet

SHORT = 24
"""Answers up to so many letters stand beside their question, longer ones under it."""


class QuestionSheet(QWidget):
    """The questions with their articles; the next one appears when the one before it is answered."""

    changed = Signal()

    def __init__(self, questions: tuple[Question, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        lay(grid, spacing=(16, 6))
        grid.setColumnStretch(0, 1)
        up = Qt.AlignmentFlag.AlignTop
        self._rows: dict[str, tuple[Choice, tuple[QWidget, QWidget, QWidget]]] = {}
        for number, question in enumerate(questions):
            words = label(question.words, "label", wrap=True)
            source = label(_source_of(question), "hint", wrap=True)
            choice = Choice([(None, _("Chưa trả lời")), *((one.key, _(one.words)) for one in question.choices)])
            choice.setAccessibleName(question.words)
            choice.setAccessibleDescription(question.citation)
            words.setBuddy(choice)
            row = 3 * number
            grid.addWidget(source, row + 2, 0, 1, 2)
            if max(len(one.words) for one in question.choices) > SHORT:
                grid.addWidget(words, row, 0, 1, 2)
                grid.addWidget(choice, row + 1, 0, 1, 2)
            else:
                grid.addWidget(words, row, 0)
                grid.addWidget(choice, row, 1, up)
                fix(choice, width=180)
            choice.currentIndexChanged.connect(lambda _row: self.changed.emit())
            self._rows[question.key] = choice, (words, source, choice)

    def answers(self) -> dict[str, str]:
        """What is answered, question to answer."""
        return {key: choice.value() for key, (choice, _row) in self._rows.items() if choice.value()}

    def fill(self, answers: Mapping[str, str]) -> None:
        """Give these answers."""
        for key, answer in answers.items():
            if key in self._rows:
                self._rows[key][0].choose(answer)

    def show_asked(self, asked: Asked) -> None:
        """Show what was asked so far and the next question; of what is answered the article steps back."""
        waits = asked.next.key if asked.next is not None else ""
        shown = {one.question.key for one in asked.answered} | {waits}
        for key, (choice, (words, source, _choice)) in self._rows.items():
            words.setVisible(key in shown)
            choice.setVisible(key in shown)
            source.setVisible(key == waits)

    def field(self, key: str) -> Choice:
        """Where a question is answered."""
        return self._rows[key][0]


class TriageDialog(AskSheet):
    """Asks, shows the outcome with its article and last day, and writes the proposal."""

    def __init__(
        self,
        desk: Desk,
        card: TriageCard,
        parent: QWidget | None = None,
        *,
        correct: Callable[[], object],
        decide: Callable[[], object] | None = None,
    ) -> None:
        """`correct` opens the letter to change its kind, `decide` goes on to the decision."""
        hint = _("Đơn {title}. Trả lời lần lượt; câu nào sổ đơn đã biết thì điền sẵn, sửa được.")
        super().__init__(
            desk, _("Sàng lọc đơn"), _("Ghi đề xuất"), parent, hint=hint.format(title=card.title), width=820
        )
        self._card, self._correct, self._decide = card, correct, decide
        self.asked = ask(card.kind, card.received_on, _known(card), card.facts)
        self.sheet = QuestionSheet(questions_on(card.kind, card.received_on))
        self.verdict = Banner("", Tone.INFO, "law")
        self.kind = button(_("Sửa loại đơn…"), "secondary", "edit", self._go_and_correct)
        self.handling = Choice([(one, _(words)) for one, words in HANDLINGS.items()])
        self.overruled = TextArea(rows=2)
        for place, part in enumerate((self.sheet, self.verdict, self.kind)):
            self.body.insertWidget(place, part)
        self.form.add("handling", _("Hướng xử lý đề xuất"), self.handling, span=3, required=True)
        self.form.add("overruled", _("Lý do khác với kết quả câu hỏi"), self.overruled)
        self.sheet.fill(_known(card))
        self._suggested: str | None = None
        self._look()
        if card.proposed is not None:
            self.handling.choose(card.proposed)
            self.overruled.setPlainText(card.overruled)
        self.sheet.changed.connect(self._answered)
        self.handling.currentIndexChanged.connect(lambda _row: self._arrange())
        self._arrange()
        self.is_touched = False
        if self.asked.next is not None:
            self.sheet.field(self.asked.next.key).setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self) -> None:
        asked = self.asked
        if asked.becomes:
            self.show_problem(_("Sửa loại đơn trước, rồi sàng lọc lại."))
            return
        if asked.next is not None:
            self.show_problem(_("Còn câu hỏi chưa trả lời."))
            self.sheet.field(asked.next.key).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        form = ProposalForm(handling=self.handling.value(), answers=asked.answers, overruled=self.overruled.value())
        self.save(propose_by_questions, self._card.id, form, words=_("Đã ghi đề xuất xử lý đơn."))

    def _saved(self, words: str) -> None:
        super()._saved(words)
        if self._decide is not None:
            self._decide()

    def _answered(self) -> None:
        self.touch()
        self._look()

    def _go_and_correct(self) -> None:
        self.is_touched = False
        self.reject()
        self._correct()

    def _look(self) -> None:
        card = self._card
        self.asked = asked = ask(card.kind, card.received_on, self.sheet.answers(), card.facts)
        self.sheet.show_asked(asked)
        self.show_problem("")
        outcome = asked.outcome
        if outcome is not None and outcome.handling != self._suggested:
            self.handling.choose(Handling(outcome.handling))
        self._suggested = outcome.handling if outcome is not None else None
        words, tone = self._told(asked)
        self.verdict.say(words, tone, "law")
        self.verdict.setVisible(bool(words))
        self._arrange()

    def _told(self, asked: Asked) -> tuple[str, Tone]:
        if asked.becomes:
            told = _("Nội dung là {kind}, sổ đang ghi {written}. Sửa loại đơn trước.")
            return told.format(kind=_kind(asked.becomes), written=_kind(self._card.kind)), Tone.WARNING
        outcome = asked.outcome
        if outcome is None:
            nothing = _("Ngày này chưa có câu hỏi của luật. Chọn hướng xử lý bên dưới.")
            return ("", Tone.INFO) if asked.next is not None else (nothing, Tone.WARNING)
        lines = [f"{_(HANDLINGS[Handling(outcome.handling)])}. {outcome.ground}", outcome.citation]
        if found := self._card.deadlines.get(outcome.rule):
            lines.append(_("Hạn: {day} ({rule})").format(day=weekday_date(found.due), rule=found.rule.title))
        if any(not one.question.is_checked for one in asked.answered[-1:]):
            lines.append(_("Điều khoản này cần kiểm tra."))
        return "<br>".join(
            escape(line) for line in lines
        ), Tone.SUCCESS if outcome.handling == Handling.ACCEPT else Tone.WARNING

    def _arrange(self) -> None:
        outcome = self.asked.outcome
        is_over = self.asked.next is None and not self.asked.becomes
        self.kind.setVisible(bool(self.asked.becomes))
        self.form.setVisible(is_over)
        self.handling.setEnabled(not self._card.is_forced)
        differs = outcome is not None and self.handling.value() != outcome.handling
        self.form.cells["overruled"].setVisible(differs)
        self.agree.setEnabled(is_over)
        self.refit()
        if self.isVisible():
            waits = self.asked.next
            self.reveal(self.sheet.field(waits.key) if waits is not None else self.form if is_over else self.kind)


def _known(card: TriageCard) -> dict[str, str]:
    """The answers given before; where there are none, those of the book."""
    found: dict[str, str] = {}
    for question in questions_on(card.kind, card.received_on):
        told = card.answers.get(question.key) or card.facts.get(question.fact, "")
        if told:
            found[question.key] = told
    return found


def _source_of(question: Question) -> str:
    return (
        question.citation if question.is_checked else _("{citation} (cần kiểm tra)").format(citation=question.citation)
    )


def _kind(key: str) -> str:
    return _(LETTER_KINDS[LetterKind(key)]).casefold()
