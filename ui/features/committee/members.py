"""The members of a committee as a table: who, in which post and role, in charge of what, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dcapp.features.committee.queries import CommitteeCard, MemberLine
from dcapp.features.committee.terms import CommitteeKind, role_words
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from ui.kit.cells import CellRole
from ui.kit.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HEADINGS = (N_("Họ và tên, chức vụ"), N_("Vai trò"), N_("Phụ trách"), N_("Thời gian"))


class MemberModel(QAbstractTableModel):
    """Those who sit in it today first; who has left, or is still to come, stands below in grey."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = CommitteeKind.STEERING
        self.members: Sequence[MemberLine] = ()

    def show_card(self, card: CommitteeCard) -> None:
        """List the members of this committee."""
        self.beginResetModel()
        today = clock.today()
        self.kind = card.kind
        self.members = sorted(card.members, key=lambda member: not member.sits_on(today))
        self.endResetModel()

    def member_at(self, row: int) -> MemberLine | None:
        """The member of a row."""
        return self.members[row] if 0 <= row < len(self.members) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.members)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        member = self.member_at(index.row()) if index.isValid() else None
        if member is None:
            return None
        if role == CellRole.HINT:
            return member.post if index.column() == 0 else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(words for words in (member.name, member.post) if words)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(member, index.column())
        if role == CellRole.TONE and not member.sits_on(clock.today()):
            return Tone.NEUTRAL
        return None

    def _text(self, member: MemberLine, column: int) -> str:
        match column:
            case 0:
                return member.name
            case 1:
                return _(role_words(self.kind, member.role))
            case 2:
                return member.charge
            case _:
                return days_of(member)


def days_of(member: MemberLine) -> str:
    """From when to when, in words."""
    if member.until is None:
        return _("từ {since}").format(since=vn_date(member.since))
    return _("{since} – {until}").format(since=vn_date(member.since), until=vn_date(member.until))
