"""A step of a case: what it asks, the last days that it brings, what is missing, before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QWidget

from dcapp.features.cases.cards import CaseCard
from dcapp.features.cases.clockwork import ClockMove, Moves
from dcapp.features.cases.forms import StepForm
from dcapp.features.cases.rules import NO, YES
from dcapp.features.cases.steps import StepOption, StepTaken, step_moves, take_step
from dcapp.kernel import clock
from dcapp.kernel.dates import weekday_date
from dcapp.kernel.errors import Invalid, RuleViolation, UserError
from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import parse_money
from dcapp.rules.folio_kinds import FOLIO_KINDS
from dcapp.rules.workflow_terms import Ask, AskKind
from ui.kit import errors
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.kit.notices import Banner
from ui.kit.theme import Tone
from ui.registers.asking import AskSheet

ASK_MS = 300
WIDE = (AskKind.LONG, AskKind.TEXT)


class StepDialog(AskSheet):
    """Asks what a step asks; the days of its clocks are told while it is filled in."""

    def __init__(
        self,
        desk: Desk,
        card: CaseCard,
        option: StepOption,
        parent: QWidget | None = None,
        *,
        after: Callable[[StepTaken, StepOption], Any] | None = None,
    ) -> None:
        hint = f"{card.code} · {option.citation}" if option.citation else card.code
        super().__init__(desk, option.title, _("Ghi bước này"), parent, hint=hint, width=700)
        self._card, self._option, self._after = card, option, after
        if not option.is_checked:
            words = _("Căn cứ của bước này ghi theo trí nhớ, cần kiểm tra trước khi dùng.")
            self.body.insertWidget(0, Banner(words, Tone.WARNING))
        if option.caution:
            words = _("{why} Nếu việc đã làm trong hạn thì ghi đúng ngày đã làm.").format(why=option.caution)
            self.body.insertWidget(0, Banner(words, Tone.WARNING, "clock"))
        self.day = DateField(clock.today())
        self.form.add("done_on", _("Ngày thực hiện"), self.day, span=3, required=True)
        self.editors: dict[str, QWidget] = {}
        for ask in option.asks:
            self._add(ask)
        if option.missing:
            names = "; ".join(_(FOLIO_KINDS.get(kind, kind)) for kind in option.missing)
            words = _("Hồ sơ còn thiếu: {names}. Thêm vào hồ sơ trước, hoặc ghi lý do ở dưới.").format(names=names)
            self.form.add_wide(label(words, "hint", wrap=True, tone=Tone.WARNING))
        self.words, self.reason = TextArea(rows=2), TextLine()
        self.form.add("note", _("Ghi chú"), self.words)
        self.form.add("reason", _("Lý do (khi chậm hạn hoặc còn thiếu giấy tờ)"), self.reason)
        self.told = label("", "hint", wrap=True)
        self.add(self.told)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask_moves)
        self.form.changed.connect(self._timer.start)
        self.is_touched = False
        self.form.focus_first()
        self._ask_moves()

    def answer(self) -> None:
        self.set_busy(True, _("Đang lưu…"))
        run = self.desk.tasks.run
        run(take_step, self._card.id, self._form(), done=self._taken, failed=self.refused, owner=self)

    def refused(self, error: Exception) -> None:
        self.set_busy(False)
        if isinstance(error, Invalid) and self.form.show_error(error):
            return
        if isinstance(error, RuleViolation) and error.citation and error.citation not in str(error):
            self.show_problem(f"{error} ({error.citation})")
        elif isinstance(error, UserError):
            self.show_problem(str(error))
        else:
            errors.present(self, error)

    # -- inside
    def _add(self, ask: Ask) -> None:
        editor = _editor(ask)
        self.editors[ask.key] = editor
        span = 6 if ask.kind in WIDE else 3
        words = _(ask.label)
        if isinstance(editor, QCheckBox):
            editor.setText(words)
            span = 6
        self.form.add(ask.key, words, editor, span=span, required=ask.is_required, hint=_(ask.hint) if ask.hint else "")

    def _form(self) -> StepForm:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày thực hiện."), field="done_on")
        values = {ask.key: _value(ask, self.editors[ask.key]) for ask in self._option.asks}
        given = {key: said for key, said in values.items() if said not in (None, "")}
        note, reason = self.words.value(), self.reason.value()
        return StepForm(step=self._option.key, done_on=day, values=given, note=note, reason=reason)

    def _ask_moves(self) -> None:
        try:
            form = self._form()
        except Invalid:
            return
        run = self.desk.tasks.run
        run(step_moves, self._card.id, form, done=self._tell, failed=_passed_over, owner=self, key="moves")

    def _tell(self, moves: Moves) -> None:
        lines = [
            *(_told(_("Bắt đầu tính hạn"), one) for one in moves.starting),
            *(_told(_("Xong hạn"), one) for one in moves.meeting),
            *(_told(_("Thôi tính hạn"), one) for one in moves.stopping),
            *(_told(_("Hạn thành"), one) for one in moves.changing),
        ]
        self.told.setText("\n".join(lines))
        if self.isVisible():
            self.fit()

    def _taken(self, taken: StepTaken) -> None:
        self._saved(_("Đã ghi: {step}.").format(step=self._option.title))
        if not taken.keeps_words and (self.words.value() or self.reason.value()):
            self.desk.toast(_("Chưa có kho niêm phong nên lời ghi không được giữ trong máy."))
        if self._after is not None:
            self._after(taken, self._option)


def _told(verb: str, move: ClockMove) -> str:
    return f"{verb}: {move.title} – {weekday_date(move.due_on)}" if move.due_on is not None else f"{verb}: {move.title}"


def _editor(ask: Ask) -> QWidget:
    match ask.kind:
        case AskKind.DATE:
            return DateField()
        case AskKind.LONG:
            return TextArea(rows=3)
        case AskKind.CHOICE:
            return Choice([(None, _("Chưa chọn")), *((key, _(words)) for key, words in ask.choices)])
        case AskKind.YES_NO:
            if ask.is_required:
                return Choice([(None, _("Chưa chọn")), (YES, _("Có")), (NO, _("Không"))])
            return QCheckBox()
        case AskKind.TEXT | AskKind.NUMBER | AskKind.MONEY:
            return TextLine()


def _value(ask: Ask, editor: QWidget) -> Any:
    if isinstance(editor, QCheckBox):
        return YES if editor.isChecked() else None
    if isinstance(editor, DateField):
        return editor.value()
    if isinstance(editor, Choice):
        return editor.value()
    if isinstance(editor, TextArea | TextLine):
        said = editor.value()
        if said and ask.kind in (AskKind.NUMBER, AskKind.MONEY):
            return parse_money(said, field=ask.key)
        return said
    raise TypeError(type(editor).__name__)


def _passed_over(_error: Exception) -> None:
    """What the step would bring is told by saving it, too."""
