"""Dialogs of what is owed: promise something, record the answer, let it go."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.commitments.queries import CommitmentCard
from dcapp.features.commitments.service import (
    CommitmentForm,
    MeetForm,
    add_commitment,
    drop_commitment,
    edit_commitment,
    meet_commitment,
)
from dcapp.features.office.queries import OfficerCard, officers_of
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet


class CommitmentDialog(AskSheet):
    """Writes a promise, or changes one; a last day that the law sets is shown and not asked."""

    def __init__(self, desk: Desk, card: CommitmentCard | None = None, parent: QWidget | None = None) -> None:
        title = _("Ghi lời hứa") if card is None else _("Sửa việc phải trả lời")
        super().__init__(desk, title, _("Lưu"), parent, width=600)
        self._card = card
        self.words = TextArea("" if card is None else card.title, rows=3)
        self.to_whom = TextLine("" if card is None else card.to_whom)
        self.owner = Choice([(None, _("Chưa giao"))])
        self.made = DateField(clock.today() if card is None else card.made_on)
        self.due = DateField(None if card is None else card.due_on)
        self.form.add("title", _("Việc đã hứa"), self.words, required=True)
        self.form.add("to_whom", _("Hứa với ai"), self.to_whom, span=3)
        self.form.add("owner_id", _("Người trả lời"), self.owner, span=3)
        self.form.add("made_on", _("Ngày hứa"), self.made, span=3, required=True)
        self.form.add("due_on", _("Hẹn trả lời ngày"), self.due, span=3, required=True)
        if card is not None and card.rule:
            self.form.cells["due_on"].hide()
            said = _("Hạn {day} do luật ấn định, tự tính lại khi đổi lịch nghỉ hay quy định.")
            self.form.add_wide(label(said.format(day=weekday_date(card.due_on)), "hint", wrap=True))
        if card is not None and card.book:
            self.form.cells["made_on"].hide()
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "commitments", str(card.id) if card is not None else "")
        desk.tasks.run(officers_of, done=self._offer, owner=self)

    def _offer(self, officers: list[OfficerCard]) -> None:
        touched = self.is_touched
        self.owner.fill([(None, _("Chưa giao")), *((card.id, card.full_name) for card in officers)])
        if self._card is not None:
            self.owner.choose(self._card.owner_id)
        self.is_touched = touched

    def answer(self) -> None:
        made, due = self.made.value(), self.due.value()
        if made is None:
            raise Invalid(_("Chưa ghi ngày hứa."), field="made_on")
        if due is None:
            raise Invalid(_("Chưa ghi ngày hẹn trả lời."), field="due_on")
        card = self._card
        form = CommitmentForm(
            title=self.words.value(),
            made_on=made,
            due_on=due,
            to_whom=self.to_whom.value(),
            owner_id=self.owner.value(),
            owner="" if card is None or self.owner.value() is not None else card.owner,
            is_opening=card.is_opening if card is not None else False,
        )
        if card is None:
            self.save(add_commitment, form, words=_("Đã ghi lời hứa."))
        else:
            self.save(edit_commitment, card.id, form, words=_("Đã lưu."))


class AnswerDialog(AskSheet):
    """Records the answer; one that comes after the last day is asked for its reason."""

    def __init__(self, desk: Desk, card: CommitmentCard, parent: QWidget | None = None) -> None:
        hint = f"{card.title}" if not card.to_whom else f"{card.title} · {card.to_whom}"
        super().__init__(desk, _("Ghi đã trả lời"), _("Ghi trả lời"), parent, hint=hint, width=600)
        self._card = card
        self.day, self.paper = DateField(clock.today()), TextLine(card.answer_paper)
        self.words, self.reason = TextArea(card.answer, rows=4), TextLine(card.reason)
        self.due = label(_("Hạn {day}").format(day=weekday_date(card.due_on)), "strong")
        self.form.add_wide(self.due)
        self.form.add("met_on", _("Ngày trả lời"), self.day, span=3, required=True)
        self.form.add("answer_paper", _("Số văn bản trả lời"), self.paper, span=3)
        self.form.add("answer", _("Nội dung đã trả lời"), self.words, required=True)
        self.form.add("reason", _("Lý do chậm"), self.reason)
        self.day.changed.connect(self._look)
        self._look()
        self.is_touched = False
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "commitments.answer", str(card.id))

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày trả lời."), field="met_on")
        form = MeetForm(
            met_on=day,
            answer=self.words.value(),
            answer_paper=self.paper.value(),
            reason=self.reason.value() if day > self._card.due_on else "",
        )
        self.save(meet_commitment, self._card.id, form, words=_("Đã ghi trả lời."))

    def _look(self) -> None:
        try:
            day = self.day.value()
        except Invalid:
            return
        self.form.cells["reason"].setVisible(day is not None and day > self._card.due_on)
        if self.isVisible():
            self.fit()


class DropDialog(AskSheet):
    """Nothing is owed any more; the reason stays in the book."""

    def __init__(self, desk: Desk, card: CommitmentCard, parent: QWidget | None = None) -> None:
        hint = _("Việc vẫn còn trong sổ, ghi rõ lý do; mở lại được.")
        super().__init__(desk, _("Thôi không trả lời?"), _("Thôi không làm"), parent, hint=hint, danger=True)
        self._key = card.id
        self.reason = TextArea(rows=3)
        self.form.add_wide(label(f"{card.title} ({vn_date(card.due_on)})", "strong", wrap=True))
        self.form.add("reason", _("Lý do"), self.reason, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        self.save(drop_commitment, self._key, self.reason.value(), words=_("Đã ghi thôi không làm."))
