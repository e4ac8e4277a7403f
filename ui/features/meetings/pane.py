"""The pane of a meeting: its steps with the next one at hand, guests, minutes, what follows, files."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from dcapp.features.meetings.points import remove_point, reopen_point
from dcapp.features.meetings.queries import MeetingCard, PointLine, meeting_card
from dcapp.features.meetings.register import MEETINGS
from dcapp.features.meetings.service import take_back_holding
from dcapp.features.meetings.terms import STEPS, MeetingPaper, MeetingState, Step
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import MeetingId
from dcapp.registers.spec import Line
from ui.features.meetings.dialogs import (
    ConclusionDialog,
    DoneDialog,
    HoldDialog,
    PointDialog,
    RestoreDialog,
    ToPlanDialog,
)
from ui.features.meetings.guests import AttendanceDialog, GuestsDialog
from ui.features.meetings.papers import PapersDialog
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.cards import Stepper
from ui.kit.desk import Desk
from ui.kit.detail import part
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.desk_steps import take_back
from ui.registers.files import FilesPart
from ui.registers.line_pane import LinePane, LongText


class MeetingPane(LinePane):
    """One meeting. Every step writes through a dialog; the pane itself edits nothing."""

    shown = Signal(object)  # MeetingCard

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(MEETINGS, parent)
        self._desk, self._asked = desk, 0
        self.card: MeetingCard | None = None
        self._writes = desk.may("plan.edit")
        self.tabs.rename(0, _("Các bước"))
        self._add_steps()
        self.guests = TwoLineList(_("Thành phần họp"))
        self.guest_count = label("", "hint", wrap=True)
        guest_buttons = self._buttons(
            (_("Sửa thành phần"), "people", self.edit_guests), (_("Điểm danh"), "check", self.tick)
        )
        self._guests_tab = self.add_tab(_("Khách"), part(self.guest_count, guest_buttons, self.guests))
        self.points = TwoLineList(_("Việc sau họp"))
        self._points_tab = self.add_tab(_("Việc"), self._points_part())
        self.files = FilesPart(desk, "Meeting")
        self._files_tab = self.add_tab(_("Tệp"), part(self.files))
        self.files.counted.connect(self._count_files)
        self.points.picked.connect(self._look_at_point)
        desk.changes.shows(
            ("Meeting", "MeetingGuest", "MeetingPoint", "Attachment", "IssuedPaper", "Task"), self.look_again, self
        )

    def show_line(self, line: Line) -> None:
        super().show_line(line)
        self._asked = int(line["id"])
        self.look_again()

    def look_again(self) -> None:
        """Read the meeting anew: guests, points and numbers are no part of its line."""
        if self._asked:
            self._desk.tasks.run(
                meeting_card, MeetingId(self._asked), done=self._take, failed=_gone, owner=self, key="meeting-card"
            )
            self.files.show_files_of(self._asked)

    # -- steps; each opens its dialog
    def edit_guests(self) -> None:
        """Edit the list of guests."""
        self._open(lambda card: GuestsDialog(self._desk, card, self))

    def tick(self) -> None:
        """Tick who came; without a list, make the list first."""
        self._open(
            lambda card: (
                AttendanceDialog(self._desk, card, self) if card.guests else GuestsDialog(self._desk, card, self)
            )
        )

    def hold(self) -> None:
        """Write the minutes."""
        self._open(lambda card: HoldDialog(self._desk, card, self))

    def conclude(self) -> None:
        """Write the conclusion; before there are minutes, those."""
        self._open(
            lambda card: (
                ConclusionDialog(self._desk, card, self)
                if card.state is MeetingState.HELD
                else HoldDialog(self._desk, card, self)
            )
        )

    def add_point(self) -> None:
        """Write down what somebody has to do."""
        self._open(lambda card: PointDialog(self._desk, card.id, None, self))

    def edit_point(self) -> None:
        """Change the current point."""
        self._at_point(lambda card, point: PointDialog(self._desk, card.id, point, self).open())

    def finish_point(self) -> None:
        """Mark the current point done, or open it again."""
        self._at_point(
            lambda _card, point: (
                self._run_reopen(point) if point.done_on else DoneDialog(self._desk, point, self).open()
            )
        )

    def point_to_plan(self) -> None:
        """Make the current point a task of a plan; one that is a task already is shown there."""
        self._at_point(
            lambda _card, point: (
                self._desk.open("plan", ("Task", point.task_id))
                if point.task_id
                else ToPlanDialog(self._desk, point, self).open()
            )
        )

    def remove_point(self) -> None:
        """Ask, then throw the current point away."""

        def remove(_card: MeetingCard, point: PointLine) -> None:
            kept = _("Việc này vào thùng rác và lấy lại được.")
            if messages.ask(self, _("Xóa việc này?"), kept, yes=_("Xóa việc"), no=_("Giữ lại"), danger=True):
                self._run(remove_point, point.id, words=_("Đã xóa việc sau họp."))

        self._at_point(remove)

    def not_held(self) -> None:
        """Take back that the meeting was held."""
        question, what = (
            _("Ghi lại là chưa họp?"),
            _("Biên bản vẫn còn, nhưng không còn là minh chứng của việc trong kế hoạch."),
        )
        card = self.card
        if card is not None and messages.ask(self, question, what, yes=_("Chưa họp"), no=_("Giữ như cũ")):
            self._run(take_back_holding, card.id, words=_("Đã ghi lại là chưa họp."))

    def go_on(self) -> None:
        """Do the next thing."""
        card = self.card
        if card is None:
            return
        if card.state is MeetingState.CANCELLED:
            RestoreDialog(self._desk, card, self).open()
            return
        early = card.held_on > clock.today()
        match card.step:
            case Step.INVITATION if card.guests:
                PapersDialog(self._desk, card, MeetingPaper.INVITATION, self).open()
            case Step.INVITATION:
                self.edit_guests()
            case Step.ATTENDANCE if early:
                PapersDialog(self._desk, card, MeetingPaper.SIGN_IN, self).open()
            case Step.ATTENDANCE:
                self.tick()
            case Step.MINUTES:
                self.hold()
            case Step.CONCLUSION:
                self.conclude()
            case Step.POINTS:
                self.tabs.bar.setCurrentIndex(self._points_tab)
            case None:
                PapersDialog(self._desk, card, MeetingPaper.NOTICE, self).open()

    # -- inside
    def _add_steps(self) -> None:
        self.steps_room = QWidget()
        column = QVBoxLayout(self.steps_room)
        lay(column, spacing=10)
        self.next_button = button("", "secondary", "next", self.go_on)
        self.stepper: Stepper | None = None
        column.addWidget(self.next_button)
        self.back_button = button(_("Ghi lại là chưa họp"), "link", None, self.not_held)
        column.addWidget(self.back_button)
        for found in (self.next_button, self.back_button):
            found.hide()
        column.addWidget(self._buttons((_("Biên bản"), "note", self.hold), (_("Kết luận"), "edit", self.conclude)))
        self.minutes, self.conclusion = LongText(_("Diễn biến")), LongText(_("Kết luận"))
        holder = self.values.parentWidget()
        room = holder.layout() if holder is not None else None
        if isinstance(room, QVBoxLayout):
            room.insertWidget(0, self.steps_room)
            for text in (self.minutes, self.conclusion):
                room.insertWidget(room.count() - 1, text)

    def _buttons(self, *steps: tuple[str, str, Callable[[], object]]) -> QWidget:
        """Buttons in two columns; none where the account only looks."""
        found = QWidget()
        grid = QGridLayout(found)
        lay(grid, spacing=(8, 8))
        for number, (words, symbol, run) in enumerate(steps if self._writes else ()):
            grid.addWidget(button(words, "secondary", symbol, run), number // 2, number % 2)
        return found

    def _points_part(self) -> QWidget:
        box = self._buttons(
            (_("Thêm việc"), "add", self.add_point),
            (_("Xong"), "done", self.finish_point),
            (_("Sửa việc"), "edit", self.edit_point),
            (_("Vào kế hoạch"), "plan", self.point_to_plan),
            (_("Xóa việc"), "delete", self.remove_point),
        )
        self._point_buttons = box.findChildren(QPushButton)
        self.point_hint = label("", "hint", wrap=True)
        return part(box, self.point_hint, self.points)

    def _take(self, card: MeetingCard) -> None:
        if card.id != self._asked:
            return
        self.card = card
        self._show_steps(card)
        ticked = any(guest.attended is not None for guest in card.guests)
        words = _("{came} có mặt trên {all} người mời") if ticked else _("{all} người mời, chưa điểm danh")
        self.guest_count.setText(
            words.format(came=card.came, all=len(card.guests)) if card.guests else _("Chưa mời ai.")
        )
        self.guests.show_rows([_guest_row(g.id, g.name, g.unit, g.attended if ticked else None) for g in card.guests])
        self.minutes.say(card.minutes)
        self.conclusion.say(card.conclusion)
        self.points.show_rows([_point_row(point) for point in card.points])
        self.tabs.rename(self._guests_tab, _("Khách {count}").format(count=len(card.guests)))
        self.tabs.rename(self._points_tab, _("Việc {count}").format(count=len(card.points)))
        self._look_at_point()
        self.shown.emit(card)

    def _show_steps(self, card: MeetingCard) -> None:
        if self.stepper is not None:
            self.stepper.hide()
            self.stepper.deleteLater()
        self.stepper = Stepper([(_(STEPS[step]), step_hint(card, step)) for step in Step], upright=True)
        now = list(Step).index(card.step) if card.step is not None else len(Step)
        self.stepper.show_step(now)
        room = self.steps_room.layout()
        if isinstance(room, QVBoxLayout):
            room.insertWidget(0, self.stepper)
        cancelled = card.state is MeetingState.CANCELLED
        self.stepper.setVisible(not cancelled)
        self.next_button.setText(next_words(card))
        self.next_button.setVisible(self._writes)
        self.back_button.setVisible(self._writes and card.state is MeetingState.HELD)

    def _look_at_point(self, _key: int = 0) -> None:
        card, point = self.card, self._point()
        held = card is not None and card.state is MeetingState.HELD
        here = _("Việc này đã vào kế hoạch; cập nhật ở đó.")
        if not held:
            self.point_hint.setText(_("Ghi biên bản trước, rồi ghi việc sau họp."))
        elif point is not None and point.task_id is not None:
            self.point_hint.setText(here)
        else:
            self.point_hint.setText("" if card is not None and card.points else _("Chưa có việc nào sau cuộc họp này."))
        self.point_hint.setVisible(bool(self.point_hint.text()))
        if not self._point_buttons:
            return
        add, done, edit, plan, drop = self._point_buttons
        add.setEnabled(held)
        free = point is not None and point.task_id is None
        for found in (done, edit, drop):
            found.setEnabled(free)
            found.setToolTip("" if free else here if point is not None else _("Chọn một việc trong danh sách trước."))
        closed = point is not None and point.done_on is not None
        plan.setEnabled(point is not None and (point.task_id is not None or not closed))
        plan.setText(_("Mở trong kế hoạch") if point is not None and point.task_id else _("Vào kế hoạch"))
        done.setText(_("Chưa xong") if free and closed else _("Xong"))

    def _count_files(self, count: int) -> None:
        self.tabs.rename(self._files_tab, _("Tệp {count}").format(count=count) if count else _("Tệp"))

    def _open(self, make: Callable[[MeetingCard], QDialog]) -> None:
        if self.card is not None:
            make(self.card).open()

    def _point(self) -> PointLine | None:
        key = self.points.key()
        return next((point for point in self.card.points if point.id == key), None) if self.card is not None else None

    def _at_point(self, run: Callable[[MeetingCard, PointLine], object]) -> None:
        point = self._point()
        if self.card is not None and point is not None:
            run(self.card, point)

    def _run_reopen(self, point: PointLine) -> None:
        self._run(reopen_point, point.id, words=_("Đã mở lại việc."))

    def _run(self, use_case: Callable[..., object], key: int, *, words: str) -> None:
        desk = self._desk
        desk.tasks.run(use_case, key, done=lambda _result: desk.toast(words, lambda: take_back(desk)), owner=self)


def step_hint(card: MeetingCard, step: Step) -> str:
    """What is known about a step, in a few words under its name."""
    issued = card.number_of(MeetingPaper.INVITATION)
    notice = card.number_of(MeetingPaper.NOTICE)
    match step:
        case Step.INVITATION if issued is not None:
            return _("{day} · số {number}").format(day=vn_date(issued.issued_on), number=issued.symbol)
        case Step.INVITATION:
            return _("chưa lấy số")
        case Step.ATTENDANCE:
            invited = ngettext("{count} người mời", "{count} người mời", len(card.guests)).format(
                count=len(card.guests)
            )
            came = _(" · {count} có mặt").format(count=card.came) if card.came else ""
            return invited + came
        case Step.MINUTES:
            return vn_date(card.held_on) if card.state is MeetingState.HELD else ""
        case Step.CONCLUSION if notice is not None:
            return _("Thông báo số {number}").format(number=notice.symbol)
        case Step.CONCLUSION:
            return _("đã ghi") if card.conclusion else ""
        case Step.POINTS:
            words = _("còn {left} trên {all} việc")
            return words.format(left=card.open_points, all=len(card.points)) if card.points else ""


def next_words(card: MeetingCard) -> str:
    """What the button of the next step says."""
    if card.state is MeetingState.CANCELLED:
        return _("Lên lịch họp lại")
    match card.step:
        case Step.INVITATION:
            return _("Lập giấy mời") if card.guests else _("Lập thành phần mời")
        case Step.ATTENDANCE:
            return _("In danh sách ký tên") if card.held_on > clock.today() else _("Điểm danh")
        case Step.MINUTES:
            return _("Ghi biên bản")
        case Step.CONCLUSION:
            return _("Ghi kết luận")
        case Step.POINTS:
            return _("Xem việc sau họp")
        case None:
            return _("Thông báo kết luận")


def _guest_row(key: int, name: str, unit: str, attended: bool | None) -> TwoLines:
    said = "" if attended is None else _("có mặt") if attended else _("vắng")
    below = " · ".join(words for words in (said, unit) if words)
    return TwoLines(key, name, below, Tone.SUCCESS if attended else None)


def _point_row(point: PointLine) -> TwoLines:
    today = clock.today()
    if point.done_on is not None:
        state, tone = _("xong {day}").format(day=vn_date(point.done_on)), Tone.SUCCESS
    elif point.is_late(today) and point.due_on is not None:
        state, tone = _("quá hạn {count} ngày").format(count=(today - point.due_on).days), Tone.DANGER
    elif point.due_on is not None:
        state, tone = _("hạn {day}").format(day=vn_date(point.due_on)), None
    else:
        state, tone = _("không hẹn ngày"), None
    return TwoLines(point.id, point.words, " · ".join(words for words in (state, point.owner) if words), tone)


def _gone(_error: Exception) -> None:
    """The line went away meanwhile; the table shows so itself."""
