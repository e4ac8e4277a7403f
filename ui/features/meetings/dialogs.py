"""The dialogs of meetings: plan one, write its minutes, its conclusion, what follows, why it was cancelled."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dcapp.features.meetings.points import PointForm, add_point, close_point, edit_point, point_to_task
from dcapp.features.meetings.queries import MeetingCard, PointLine, TaskChoice, task_choices
from dcapp.features.meetings.service import (
    HoldForm,
    MeetingForm,
    cancel_meeting,
    conclude_meeting,
    edit_meeting,
    hold_meeting,
    plan_meeting,
    restore_meeting,
)
from dcapp.features.meetings.terms import MEETING_KINDS, MeetingKind
from dcapp.features.plan.queries import PlanLine, plans
from dcapp.kernel import clock
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import MeetingId
from ui.kit.buttons import button
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet


class MeetingDialog(AskSheet):
    """Plans a meeting (lên lịch họp), or changes what was planned."""

    def __init__(self, desk: Desk, card: MeetingCard | None, parent: QWidget | None = None) -> None:
        title = _("Lên lịch họp") if card is None else _("Sửa cuộc họp")
        super().__init__(desk, title, _("Lưu"), parent, width=680)
        self._card = card
        self.kind = Choice([(kind, _(words)) for kind, words in MEETING_KINDS.items()])
        self.name = TextLine()
        self.day = DateField(None if card is None else card.held_on)
        self.starts = TextLine(placeholder=_("giờ:phút"))
        self.place, self.chair, self.secretary = TextLine(), TextLine(), TextLine()
        self.agenda = TextArea(rows=3)
        self.task = Choice([(None, _("(không gắn việc nào)"))])
        self.form.add("title", _("Tên cuộc họp"), self.name, required=True)
        self.form.add("kind", _("Loại cuộc họp"), self.kind, span=2)
        self.form.add("held_on", _("Ngày họp"), self.day, span=2, required=True)
        self.form.add("starts_at", _("Giờ bắt đầu"), self.starts, span=2)
        self.form.add("place", _("Địa điểm"), self.place)
        self.form.add("chair", _("Chủ trì"), self.chair, span=3)
        self.form.add("secretary", _("Thư ký"), self.secretary, span=3)
        self.form.add("agenda", _("Nội dung họp"), self.agenda)
        self.form.add(
            "task_id",
            _("Thuộc việc của kế hoạch"),
            self.task,
            hint=_("Cuộc họp đã ghi biên bản là minh chứng của việc này."),
        )
        self._fill()
        self.form.focus_first()
        kept = card.task_id if card is not None else None
        desk.tasks.run(task_choices, kept, done=self._offer, owner=self)
        Drafts(self, self.form, desk.tasks, "meetings.meeting", "" if card is None else str(card.id))

    def _fill(self) -> None:
        card = self._card
        if card is None:
            self.chair.setText(self.desk.app.office.chairman)
            self.kind.choose(MeetingKind.CONFERENCE)
        else:
            self.kind.choose(card.kind)
            fields = (self.name, self.starts, self.place, self.chair, self.secretary)
            words = (card.title, card.starts_at, card.place, card.chair, card.secretary)
            for field, shown in zip(fields, words, strict=True):
                field.setText(shown)
            self.agenda.setPlainText(card.agenda)
        self.is_touched = False

    def _offer(self, choices: list[TaskChoice]) -> None:
        touched = self.is_touched
        self.task.fill([(None, _("(không gắn việc nào)")), *((choice.id, choice.title) for choice in choices)])
        if self._card is not None and self._card.task_id is not None and not touched:
            self.task.choose(self._card.task_id)
        self.is_touched = touched

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày họp."), field="held_on")
        form = MeetingForm(
            title=self.name.value(),
            held_on=day,
            kind=self.kind.value(),
            starts_at=self.starts.value(),
            place=self.place.value(),
            chair=self.chair.value(),
            secretary=self.secretary.value(),
            agenda=self.agenda.value(),
            task_id=self.task.value(),
        )
        if self._card is None:
            self.save(plan_meeting, form, words=_("Đã lên lịch họp."))
        else:
            self.save(edit_meeting, self._card.id, form, words=_("Đã lưu cuộc họp."))


class HoldDialog(AskSheet):
    """Writes the minutes (ghi biên bản); from then on the meeting counts as held."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ghi biên bản họp"), _("Lưu biên bản"), parent, width=760, hint=card.title)
        self._card = card
        self.day = DateField(card.held_on)
        self.starts = TextLine(card.starts_at, placeholder=_("giờ:phút"))
        self.ends = TextLine(card.ends_at, placeholder=_("giờ:phút"))
        self.place, self.chair, self.secretary = TextLine(card.place), TextLine(card.chair), TextLine(card.secretary)
        self.minutes = TextArea(card.minutes, rows=10)
        self.form.add("held_on", _("Ngày họp"), self.day, span=2, required=True)
        self.form.add("starts_at", _("Giờ bắt đầu"), self.starts, span=2)
        self.form.add("ends_at", _("Giờ kết thúc"), self.ends, span=2)
        self.form.add("place", _("Địa điểm"), self.place, span=2)
        self.form.add("chair", _("Chủ trì"), self.chair, span=2)
        self.form.add("secretary", _("Thư ký"), self.secretary, span=2)
        self.form.add(
            "minutes",
            _("Diễn biến cuộc họp"),
            self.minutes,
            required=True,
            hint=_("Mỗi ý một dòng; dòng bắt đầu bằng dấu gạch thì in thành gạch đầu dòng."),
        )
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "meetings.minutes", str(card.id))

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày họp."), field="held_on")
        form = HoldForm(
            held_on=day,
            starts_at=self.starts.value(),
            ends_at=self.ends.value(),
            place=self.place.value(),
            chair=self.chair.value(),
            secretary=self.secretary.value(),
            minutes=self.minutes.value(),
        )
        self.save(hold_meeting, self._card.id, form, words=_("Đã ghi biên bản."))


class ConclusionDialog(AskSheet):
    """Writes what a meeting concluded (ghi kết luận)."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Ghi kết luận cuộc họp"), _("Lưu kết luận"), parent, width=680, hint=card.title)
        self._meeting_id = card.id
        self.words = TextArea(card.conclusion, rows=8)
        self.form.add(
            "conclusion",
            _("Kết luận"),
            self.words,
            required=True,
            hint=_("Việc giao cho từng người ghi ở thẻ Việc để theo dõi hạn."),
        )
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "meetings.conclusion", str(card.id))

    def answer(self) -> None:
        self.save(conclude_meeting, self._meeting_id, self.words.value(), words=_("Đã ghi kết luận."))


class PointDialog(AskSheet):
    """Writes one thing to do after a meeting; "Lưu, ghi tiếp" asks for the next at once."""

    def __init__(
        self, desk: Desk, meeting_id: MeetingId, point: PointLine | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Thêm việc sau họp") if point is None else _("Sửa việc sau họp")
        super().__init__(desk, title, _("Lưu"), parent)
        self._meeting_id, self._point = meeting_id, point
        self.words = TextArea("" if point is None else point.words, rows=3)
        self.owner = TextLine("" if point is None else point.owner)
        self.due = DateField(None if point is None else point.due_on)
        self.form.add("words", _("Việc cần làm"), self.words, required=True)
        self.form.add("owner", _("Người, đơn vị làm"), self.owner, span=3)
        self.form.add("due_on", _("Hạn xong"), self.due, span=3)
        self._goes_on = False
        if point is None:
            self.add_button(button(_("Lưu, ghi tiếp"), "secondary", "add", self._go_on))
        self.form.focus_first()

    def answer(self) -> None:
        form = PointForm(words=self.words.value(), owner=self.owner.value(), due_on=self.due.value())
        if self._point is None:
            self.save(add_point, self._meeting_id, form, words=_("Đã thêm việc sau họp."))
        else:
            self.save(edit_point, self._point.id, form, words=_("Đã lưu việc sau họp."))

    def refused(self, error: Exception) -> None:
        self._goes_on = False
        super().refused(error)

    def accept(self) -> None:
        if not self._goes_on:
            super().accept()
            return
        self._goes_on = False
        self.set_busy(False)
        self.words.clear()
        self.due.set_value(None)
        self.is_touched = False
        self.form.focus_first()

    def _go_on(self) -> None:
        self._goes_on = True
        self.agree.click()


class DoneDialog(AskSheet):
    """Asks on which day a point was done."""

    def __init__(self, desk: Desk, point: PointLine, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Việc sau họp đã xong"), _("Ghi xong"), parent)
        self._point_id = point.id
        self.day = DateField(clock.today())
        self.form.add_wide(label(point.words, "strong", wrap=True))
        self.form.add("done_on", _("Xong ngày"), self.day, span=3, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày xong."), field="done_on")
        self.save(close_point, self._point_id, day, words=_("Đã ghi việc xong."))


class ToPlanDialog(AskSheet):
    """Asks into which plan a point goes as a task."""

    def __init__(self, desk: Desk, point: PointLine, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Đưa việc vào kế hoạch"),
            _("Đưa vào kế hoạch"),
            parent,
            hint=_("Từ đó việc được theo dõi, nhắc hạn như mọi việc của kế hoạch."),
        )
        self._point_id = point.id
        self.plan = Choice()
        self.form.add_wide(label(point.words, "strong", wrap=True))
        self.form.add("plan_id", _("Kế hoạch"), self.plan, required=True)
        self.form.focus_first()
        desk.tasks.run(plans, done=self._offer, owner=self)

    def _offer(self, lines: list[PlanLine]) -> None:
        self.plan.fill([(line.id, f"{line.year} · {line.title}") for line in lines])
        self.is_touched = False
        if not lines:
            self.show_problem(_("Chưa có kế hoạch nào. Nhập kế hoạch đã ký trước."))

    def answer(self) -> None:
        if self.plan.value() is None:
            raise Invalid(_("Chưa chọn kế hoạch."), field="plan_id")
        self.save(point_to_task, self._point_id, self.plan.value(), words=_("Đã đưa việc vào kế hoạch."))


class CancelMeetingDialog(AskSheet):
    """Cancels a meeting; it stays in the book with the reason."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Hủy cuộc họp này?"),
            _("Hủy cuộc họp"),
            parent,
            hint=_("Cuộc họp vẫn còn trong sổ, ghi rõ lý do; có thể lên lịch lại."),
            danger=True,
        )
        self._meeting_id = card.id
        self.reason = TextArea(rows=3)
        self.form.add_wide(label(card.title, "strong", wrap=True))
        self.form.add("reason", _("Lý do"), self.reason, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        self.save(cancel_meeting, self._meeting_id, self.reason.value(), words=_("Đã hủy cuộc họp."))


class RestoreDialog(AskSheet):
    """Plans a cancelled meeting again for another day."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Lên lịch họp lại"), _("Họp lại"), parent)
        self._meeting_id = card.id
        self.day = DateField()
        self.form.add_wide(label(card.title, "strong", wrap=True))
        self.form.add("held_on", _("Ngày họp mới"), self.day, span=3, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        day = self.day.value()
        if day is None:
            raise Invalid(_("Chưa ghi ngày họp."), field="held_on")
        self.save(restore_meeting, self._meeting_id, day, words=_("Đã lên lịch họp lại."))
