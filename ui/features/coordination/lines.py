"""The lines of a coordination plan as a table: what, who leads and supports, by when, how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dcapp.features.coordination.queries import CoordinationCard, JointLine
from dcapp.features.coordination.terms import JOINT_KINDS, JOINT_STATES, JointKind, JointState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from ui.kit.cells import CellRole
from ui.kit.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HEADINGS = (N_("Việc phối hợp, ai làm"), N_("Thời hạn"), N_("Tình trạng"))
TONES = {
    JointState.OPEN: Tone.INFO,
    JointState.SOON: Tone.WARNING,
    JointState.LATE: Tone.DANGER,
    JointState.DONE: Tone.SUCCESS,
}
STATE = len(HEADINGS) - 1


class LineModel(QAbstractTableModel):
    """Contents, joint checks, joint reports: each kind begins with a group line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[JointKind | JointLine] = ()

    def show_card(self, card: CoordinationCard) -> None:
        """List the lines of this plan."""
        self.beginResetModel()
        rows: list[JointKind | JointLine] = []
        for kind in JointKind:
            lines = card.of_kind(kind)
            if lines:
                rows += [kind, *lines]
        self.rows = rows
        self.endResetModel()

    def line_at(self, row: int) -> JointLine | None:
        """The line of a row; None for a group line."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, JointLine) else None

    def row_of(self, line_id: int) -> int:
        """The row of a line, -1 when it is gone."""
        return next((at for at, row in enumerate(self.rows) if isinstance(row, JointLine) and row.id == line_id), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.line_at(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if isinstance(row, JointKind):
            if role == CellRole.GROUP:
                return True
            return _(JOINT_KINDS[row]) if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == CellRole.HINT:
            return who_of(row) if index.column() == 0 else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(words for words in (row.words, who_of(row)) if words)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _text(row, index.column())
        if role == CellRole.CHIP and index.column() == STATE:
            return TONES[row.state]
        return None


def _text(line: JointLine, column: int) -> str:
    match column:
        case 0:
            return line.words
        case 1:
            return when_of(line)
        case _:
            return state_of(line)


def who_of(line: JointLine) -> str:
    """Who leads and who supports, in words."""
    lead = _("chủ trì: {who}").format(who=line.lead) if line.lead else ""
    support = _("phối hợp: {who}").format(who=line.support) if line.support else ""
    return " · ".join(words for words in (lead, support) if words)


def when_of(line: JointLine) -> str:
    """The deadline: as the paper says it, and the day."""
    day = vn_date(line.due_on) if line.due_on else ""
    return ", ".join(words for words in (line.wording, day) if words)


def state_of(line: JointLine) -> str:
    """How a line stands, with the day on which it was done."""
    if line.done_on is not None:
        return _("Xong {day}").format(day=vn_date(line.done_on))
    return _(JOINT_STATES[line.state])
