"""The dialogs of one session: plan or change it, put it off, mark it held or missed, note its posting."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from dcapp.features.visits.schedule import (
    HeldForm,
    SessionForm,
    edit_session,
    hold_session,
    miss_session,
    note_posted,
    plan_session,
    postpone_session,
)
from dcapp.features.visits.schedule_queries import SessionCard, SessionLine, last_day_to_post_on
from dcapp.features.visits.terms import SESSION_KINDS, SessionKind
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date, weekday_date
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import OfficerId
from ui.kit import memory
from ui.kit.dates import DateField
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.fields import Choice, TextArea, TextLine
from ui.kit.labels import label
from ui.registers.asking import AskSheet

KEPT = "visits/session/"
"""Place and times of the last plan are offered for the next."""
KEPT_FIELDS = ("starts_at", "ends_at", "place")
USUAL = {"starts_at": "07:30", "ends_at": "11:00"}


def usual(field: str) -> str:
    """What the last plan said of a field."""
    return memory.recall(f"{KEPT}{field}", USUAL.get(field, ""))


def keep_usual(form: SessionForm) -> None:
    """Offer the same place and times next time."""
    for field in KEPT_FIELDS:
        memory.remember(f"{KEPT}{field}", getattr(form, field))


def day_of(field: DateField, key: str) -> date:
    """The day of a field, or Invalid where there is none."""
    day = field.value()
    if day is None:
        raise Invalid(_("Chưa ghi ngày."), field=key)
    return day


class SessionDialog(AskSheet):
    """Plans a session (also an unscheduled one), or changes it."""

    def __init__(
        self, desk: Desk, card: SessionCard | None, day: date | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("Thêm buổi tiếp") if card is None else _("Sửa buổi tiếp")
        super().__init__(desk, title, _("Lưu"), parent, width=680)
        self._card = card
        line = card.line if card is not None else None
        self.kind = Choice([(kind, _(words)) for kind, words in SESSION_KINDS.items()])
        self.day = DateField(line.held_on if line is not None else day)
        self.starts = TextLine(line.starts_at if line else usual("starts_at"), placeholder=_("giờ:phút"))
        self.ends = TextLine(line.ends_at if line else usual("ends_at"), placeholder=_("giờ:phút"))
        self.place = TextLine(line.place if line else usual("place"))
        self.chair = TextLine(line.chair if line else desk.app.office.chairman)
        self.attendants = TextArea(line.attendants if line else "", rows=2)
        self.delegate = TextLine(line.delegate if line else "")
        self.delegation = TextLine(card.delegation if card else "")
        self.reason = TextArea(card.reason if card else "", rows=2)
        self.posting = label("", "hint", wrap=True)
        add = self.form.add
        add("held_on", _("Ngày tiếp"), self.day, span=2, required=True)
        add("starts_at", _("Từ giờ"), self.starts, span=2)
        add("ends_at", _("Đến giờ"), self.ends, span=2)
        add("kind", _("Loại buổi tiếp"), self.kind, span=2)
        add("chair", _("Người tiếp"), self.chair, span=4)
        add("reason", _("Vụ việc phải tiếp đột xuất"), self.reason)
        add("place", _("Địa điểm"), self.place)
        add("attendants", _("Thành phần dự"), self.attendants)
        add("delegate", _("Người được ủy quyền tiếp"), self.delegate, span=3, hint=_("Để trống khi Chủ tịch tiếp."))
        add("delegation", _("Văn bản ủy quyền"), self.delegation, span=3)
        self.form.add_wide(self.posting)
        self.kind.choose(line.kind if line is not None else SessionKind.SCHEDULED)
        self.kind.currentIndexChanged.connect(lambda _row: self._look())
        self.day.changed.connect(self._look_at_day)
        self._look()
        self.is_touched = False
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "visits.session", "" if card is None else str(card.id))

    def answer(self) -> None:
        form = SessionForm(
            held_on=day_of(self.day, "held_on"),
            kind=self.kind.value(),
            starts_at=self.starts.value(),
            ends_at=self.ends.value(),
            place=self.place.value(),
            chair_id=self._chair_id(),
            chair=self.chair.value(),
            delegate=self.delegate.value(),
            delegation=self.delegation.value(),
            attendants=self.attendants.value(),
            reason=self.reason.value(),
        )
        if self._card is None:
            keep_usual(form)
            self.save(plan_session, form, words=_("Đã lên lịch buổi tiếp."))
        else:
            self.save(edit_session, self._card.id, form, words=_("Đã lưu buổi tiếp."))

    def _chair_id(self) -> OfficerId | None:
        same = self._card is not None and self._card.line.chair == self.chair.value()
        return self._card.chair_id if same and self._card is not None else None

    def _look(self) -> None:
        self.form.cells["reason"].setVisible(self.kind.value() is SessionKind.UNSCHEDULED)
        self._look_at_day()
        self.refit()

    def _look_at_day(self) -> None:
        """Say by when the schedule of this day must be up; it warns and never keeps anybody from saving."""
        try:
            day = self.day.value()
        except Invalid:
            day = None
        if day is None or self.kind.value() is not SessionKind.SCHEDULED:
            self.posting.setText("")
            return
        self.desk.tasks.run(last_day_to_post_on, day, done=self._say_posting, owner=self, key="session-post-by")

    def _say_posting(self, found: tuple[date | None, str]) -> None:
        due, doubt = found
        if due is None:
            self.posting.setText(doubt)
            return
        words = _("Niêm yết lịch chậm nhất {day} (ít nhất 5 ngày làm việc trước ngày tiếp).")
        if due < clock.today():
            words = _("Ngày cuối để niêm yết là {day}, đã qua; vẫn lưu được, sổ ghi là niêm yết chậm.")
        self.posting.setText(" ".join(part for part in (words.format(day=weekday_date(due)), doubt) if part))


class PostponeDialog(AskSheet):
    """Puts a session off to a new day, which is to be posted anew (TCD-05)."""

    def __init__(self, desk: Desk, card: SessionCard, parent: QWidget | None = None) -> None:
        hint = _("Buổi ngày {day} giữ trong sổ với lý do; buổi mới phải niêm yết lại.")
        super().__init__(desk, _("Hoãn buổi tiếp"), _("Hoãn"), parent, hint=hint.format(day=vn_date(card.line.held_on)))
        self._card = card
        self.day, self.reason = DateField(), TextArea(rows=3)
        self.form.add("new_day", _("Ngày mới"), self.day, span=3, required=True)
        self.form.add("reason", _("Lý do hoãn"), self.reason, required=True)
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "visits.postpone", str(card.id))

    def answer(self) -> None:
        day = day_of(self.day, "new_day")
        words = _("Đã hoãn sang ngày {day}. Niêm yết lại lịch mới.").format(day=vn_date(day))
        self.save(postpone_session, self._card.id, day, self.reason.value(), words=words)


class HeldDialog(AskSheet):
    """Marks a session held: times, place, who received."""

    def __init__(self, desk: Desk, card: SessionCard, parent: QWidget | None = None) -> None:
        hint = _("Buổi do người được ủy quyền tiếp tính riêng, không thay buổi Chủ tịch trực tiếp tiếp.")
        super().__init__(desk, _("Ghi đã tiếp"), _("Ghi đã tiếp"), parent, width=640, hint=hint)
        self._card, line = card, card.line
        self.day = DateField(line.held_on)
        self.starts = TextLine(line.starts_at, placeholder=_("giờ:phút"))
        self.ends = TextLine(line.ends_at, placeholder=_("giờ:phút"))
        self.place, self.chair = TextLine(line.place), TextLine(line.chair)
        self.attendants = TextArea(line.attendants, rows=2)
        self.who = Choice([(False, _("Chủ tịch trực tiếp tiếp")), (True, _("Người được ủy quyền tiếp"))])
        self.who.choose(bool(line.delegate))
        self.delegate, self.delegation = TextLine(line.delegate), TextLine(card.delegation)
        add = self.form.add
        add("held_on", _("Ngày tiếp"), self.day, span=2, required=True)
        add("starts_at", _("Từ giờ"), self.starts, span=2)
        add("ends_at", _("Đến giờ"), self.ends, span=2)
        add("who", _("Ai tiếp"), self.who, span=3)
        add("chair", _("Người tiếp theo lịch"), self.chair, span=3)
        add("delegate", _("Người được ủy quyền tiếp"), self.delegate, span=3)
        add("delegation", _("Văn bản ủy quyền"), self.delegation, span=3)
        add("place", _("Địa điểm"), self.place)
        add("attendants", _("Thành phần dự"), self.attendants)
        self.who.currentIndexChanged.connect(lambda _row: self._look())
        self._look()
        self.is_touched = False
        self.form.focus_first()

    def answer(self) -> None:
        delegated = bool(self.who.value())
        if delegated and not self.delegate.value():
            raise Invalid(_("Ghi ai được ủy quyền tiếp."), field="delegate")
        form = HeldForm(
            held_on=day_of(self.day, "held_on"),
            starts_at=self.starts.value(),
            ends_at=self.ends.value(),
            place=self.place.value(),
            chair=self.chair.value(),
            delegate=self.delegate.value() if delegated else "",
            delegation=self.delegation.value() if delegated else "",
            attendants=self.attendants.value(),
        )
        self.save(hold_session, self._card.id, form, words=_("Đã ghi buổi tiếp."))

    def _look(self) -> None:
        for key in ("delegate", "delegation"):
            self.form.cells[key].setVisible(bool(self.who.value()))
        self.refit()


class MissDialog(AskSheet):
    """Marks a session of the schedule as not held, with the reason."""

    def __init__(self, desk: Desk, card: SessionCard, parent: QWidget | None = None) -> None:
        hint = _("Buổi ngày {day} hiện là không tiếp trong sổ và báo cáo.").format(day=vn_date(card.line.held_on))
        super().__init__(desk, _("Ghi không tiếp"), _("Ghi không tiếp"), parent, hint=hint)
        self._card = card
        self.reason = TextArea(rows=3)
        self.form.add("reason", _("Lý do không tiếp"), self.reason, required=True)
        self.form.focus_first()
        Drafts(self, self.form, desk.tasks, "visits.missed-session", str(card.id))

    def answer(self) -> None:
        self.save(miss_session, self._card.id, self.reason.value(), words=_("Đã ghi không tiếp."))


class PostedDialog(AskSheet):
    """Notes the day on which the schedule of sessions was put up."""

    def __init__(self, desk: Desk, lines: tuple[SessionLine, ...], parent: QWidget | None = None) -> None:
        days = ", ".join(vn_date(line.held_on) for line in lines)
        super().__init__(
            desk, _("Ghi đã niêm yết"), _("Ghi niêm yết"), parent, hint=_("Lịch ngày {days}.").format(days=days)
        )
        self._lines = lines
        self.day = DateField(clock.today())
        self.form.add("posted_on", _("Ngày niêm yết"), self.day, span=3, required=True)
        self.form.focus_first()

    def answer(self) -> None:
        keys = tuple(line.id for line in self._lines)
        self.save(note_posted, keys, day_of(self.day, "posted_on"), words=_("Đã ghi ngày niêm yết."))
