"""Who is invited, and who came: the list that is typed, pasted or picked, and the ticks at the door."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QWidget

from dcapp.features.meetings.queries import GuestChoices, GuestLine, MeetingCard, guest_choices
from dcapp.features.meetings.rules import GuestForm, guest_line, guests_of, without_twins
from dcapp.features.meetings.service import invite_guests, tick_attendance
from dcapp.kernel.i18n import _
from ui.kit.buttons import button
from ui.kit.cells import ROW
from ui.kit.desk import Desk
from ui.kit.fields import Choice, TextArea
from ui.kit.fitting import fix, lay
from ui.kit.labels import label
from ui.kit.theme import px
from ui.kit.two_lines import NO_INDEX, Index
from ui.registers.asking import AskSheet


class GuestsDialog(AskSheet):
    """Edits the list of guests: one to a line, or taken from what the office knows."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Thành phần họp"), _("Lưu thành phần"), parent, width=680, hint=card.title)
        self._meeting_id = card.id
        self.group, self.person = Choice(), Choice()
        self.form.add("group", _("Lấy từ sổ của đơn vị"), self.group, span=3)
        self.form.add("person", _("Người, cơ quan"), self.person, span=3)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        lay(row, spacing=8)
        self.add_one = button(_("Thêm vào danh sách"), "secondary", "person-add", self._add_one)
        self.add_all = button(_("Thêm cả nhóm"), "secondary", "people", self._add_all)
        row.addWidget(self.add_one)
        row.addWidget(self.add_all)
        row.addStretch(1)
        self.form.add_wide(buttons)
        self.names = TextArea("\n".join(guest_line(guest.form) for guest in card.guests), rows=9)
        self.form.add(
            "names",
            _("Danh sách mời"),
            self.names,
            hint=_("Mỗi dòng một người: họ tên – chức vụ, đơn vị. Dán danh sách có sẵn vào đây cũng được."),
        )
        self.count = label("", "hint")
        self.form.add_wide(self.count)
        self.names.textChanged.connect(self._say)
        self.group.currentIndexChanged.connect(self._show_group)
        self._say()
        self.is_touched = False
        self.names.setFocus()
        desk.tasks.run(guest_choices, done=self._offer, owner=self)

    def answer(self) -> None:
        self.save(invite_guests, self._meeting_id, guests_of(self.names.value()), words=_("Đã lưu thành phần họp."))

    def _offer(self, choices: GuestChoices) -> None:
        touched = self.is_touched
        self.group.fill(
            [
                (choices.officers, _("Cán bộ, công chức")),
                (choices.villages, _("Trưởng thôn")),
                (choices.bodies, _("Cơ quan, đoàn thể")),
            ]
        )
        self.group.setCurrentIndex(0)
        self._show_group()
        self.is_touched = touched

    def _show_group(self) -> None:
        people: tuple[GuestForm, ...] = self.group.value() or ()
        self.person.fill([(guest, guest_line(guest)) for guest in people])
        for found in (self.add_one, self.add_all):
            found.setEnabled(bool(people))
            found.setToolTip("" if people else _("Nhóm này chưa có ai trong sổ."))

    def _add_one(self) -> None:
        guest = self.person.value()
        if guest is not None:
            self._add((guest,))

    def _add_all(self) -> None:
        self._add(self.group.value() or ())

    def _add(self, more: tuple[GuestForm, ...]) -> None:
        kept = without_twins((*guests_of(self.names.value()), *more))
        self.names.setPlainText("\n".join(guest_line(guest) for guest in kept))

    def _say(self) -> None:
        self.count.setText(_("{count} người được mời").format(count=len(guests_of(self.names.value()))))


class AttendanceModel(QAbstractListModel):
    """Guests with a tick for who came."""

    def __init__(self, guests: tuple[GuestLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guests = guests
        self.ticks: dict[int, bool] = {guest.id: bool(guest.attended) for guest in guests}

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._guests)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        guest = self._guests[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return guest_line(guest.form)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, px(ROW))
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.ticks[guest.id] else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticks[self._guests[index.row()].id] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        return True

    def tick_all(self, came: bool) -> None:
        """Everybody came, or nobody."""
        self.ticks = dict.fromkeys(self.ticks, came)
        if self._guests:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._guests) - 1, 0))


class AttendanceDialog(AskSheet):
    """Ticks who came (điểm danh); Space ticks the current name."""

    def __init__(self, desk: Desk, card: MeetingCard, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Điểm danh"), _("Lưu điểm danh"), parent, hint=_("Phím cách đánh dấu người đang chọn là có mặt.")
        )
        self._meeting_id = card.id
        self.people = AttendanceModel(card.guests, self)
        self.list = QListView()
        self.list.setModel(self.people)
        self.list.setAccessibleName(_("Người được mời"))
        self.list.setTabKeyNavigation(False)
        fix(self.list, min_height=ROW * 8)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        lay(row, spacing=8)
        row.addWidget(button(_("Có mặt hết"), "secondary", "check", lambda: self.people.tick_all(True)))
        row.addWidget(button(_("Bỏ hết dấu"), "secondary", None, lambda: self.people.tick_all(False)))
        row.addStretch(1)
        self.count = label("", "hint")
        row.addWidget(self.count)
        self.add(buttons)
        self.add(self.list)
        self.people.dataChanged.connect(self._ticked)
        self._say()
        self.list.setCurrentIndex(self.people.index(0, 0))
        self.list.setFocus()

    def answer(self) -> None:
        self.save(tick_attendance, self._meeting_id, dict(self.people.ticks), words=_("Đã lưu điểm danh."))

    def _ticked(self) -> None:
        self.touch()
        self._say()

    def _say(self) -> None:
        words = _("{came}/{all} có mặt")
        self.count.setText(words.format(came=sum(self.people.ticks.values()), all=len(self.people.ticks)))
