"""The rules of the rule book as a grouped table: what holds on a day, what held before, whether it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.rules.deadlines import GROUPS, OF_OFFICE, UNITS, DeadlineRule, Direction, RuleBook, Wording
from ui.kit.cells import CellRole
from ui.kit.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TITLE, BEFORE, NOW, STATE = range(4)
ALL, CHANGED, DOUBTFUL, OWN = "all", "changed", "doubtful", "own"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule on the day that is looked at: the wording that holds, None before its law, and the one before."""

    rule: DeadlineRule
    now: Wording | None
    before: Wording | None

    @property
    def is_own(self) -> bool:
        """True where the office's own number holds."""
        return self.now is not None and self.now.confidence == OF_OFFICE

    @property
    def is_doubtful(self) -> bool:
        """True where nobody has compared the wording with the gazette."""
        return self.now is not None and not self.now.is_checked

    def began_on(self, day: date | None) -> bool:
        """True where the wording came into force on this day."""
        return self.now is not None and self.now.in_force_from == day


def lines_on(book: RuleBook, day: date) -> list[RuleLine]:
    """Every rule as it stands on a day, in the order of the book."""
    found = []
    for rule in book.rules:
        now = next(iter(rule.on(day)), None)
        found.append(RuleLine(rule, now, rule.before(now) if now is not None else None))
    return found


def last_change(lines: Sequence[RuleLine]) -> date | None:
    """The day on which wordings of the law, not of the office, changed last."""
    days = (line.now.in_force_from for line in lines if line.now is not None and not line.is_own)
    return max(days, default=None)


def length_words(wording: Wording | None) -> str:
    """How long: "7 ngày làm việc", "trước 5 ngày", or what the rule says instead of a number."""
    if wording is None:
        return "–"
    if wording.days is None:
        return wording.says
    words = f"{wording.days.normal} {_(UNITS[wording.unit])}"
    return _("trước {length}").format(length=words) if wording.direction is Direction.BACKWARD else words


def state_words(line: RuleLine) -> tuple[str, Tone]:
    """The chip of a rule."""
    if line.now is None:
        return _("Chưa có hiệu lực"), Tone.NEUTRAL
    if line.is_own:
        return _("Đơn vị tự đặt"), Tone.INFO
    return (_("Cần kiểm tra"), Tone.WARNING) if line.is_doubtful else (_("Đã kiểm"), Tone.SUCCESS)


HEADINGS = (N_("Quy định"), N_("Bản trước"), N_("Đang dùng"), N_("Tình trạng"))


class RuleModel(QAbstractTableModel):
    """Group lines and rules; a group line cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[str | RuleLine] = []

    def show_lines(self, lines: Sequence[RuleLine]) -> None:
        """Show these rules, each group under its title."""
        self.beginResetModel()
        self.rows = []
        for group, title in GROUPS.items():
            of_group = [line for line in lines if line.rule.group == group]
            self.rows += [_(title), *of_group] if of_group else []
        self.endResetModel()

    def line(self, row: int) -> RuleLine | None:
        """The rule of a row; None for a group line."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, RuleLine) else None

    def row_of(self, name: str) -> int:
        """The row of a rule; -1 where it is not shown."""
        rows = (row for row, line in enumerate(self.rows) if isinstance(line, RuleLine) and line.rule.name == name)
        return next(rows, -1)

    # -- Qt's questions
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags  # the arrow keys pass over a group line
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.line(index.row()), index.column()
        if line is None:
            return _of_group(str(self.rows[index.row()]), column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.rule.name}: {line.rule.title}" if column == TITLE else cell_words(line, column)
        if role == CellRole.HINT and column == TITLE:
            return f"{line.rule.name} · {line.now.citation if line.now is not None else _('chưa có hiệu lực')}"
        if role == CellRole.CHIP and column == STATE:
            return state_words(line)[1]
        if role == CellRole.TONE and column == NOW and _differs(line):
            return Tone.INFO
        return None


def cell_words(line: RuleLine, column: int) -> str:
    """What a cell says."""
    match column:
        case 0:
            return line.rule.title
        case 1:
            return length_words(line.before)
        case 2:
            return length_words(line.now) if line.before is None or _differs(line) else _("giữ nguyên")
        case _:
            return state_words(line)[0]


def _differs(line: RuleLine) -> bool:
    return line.before is not None and length_words(line.before) != length_words(line.now)


def _of_group(title: str, column: int, role: int) -> Any:
    if role == CellRole.GROUP:
        return True
    if role == Qt.ItemDataRole.DisplayRole:
        return title if column == TITLE else ""
    return None


def in_force_words(wording: Wording) -> str:
    """When a wording is in force: "từ 01/07/2026", "01/07/2012 – 30/06/2026"."""
    since = vn_date(wording.in_force_from)
    if wording.in_force_to is None:
        return _("từ {day}").format(day=since)
    return f"{since} – {vn_date(wording.in_force_to)}"
