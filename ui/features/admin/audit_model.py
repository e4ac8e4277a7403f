"""The lines of the audit book as a table that asks for older ones when the officer scrolls down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from dcapp.features.accounts.queries import AUDIT_PAGE, AuditLine, audit_lines
from dcapp.kernel.i18n import N_, _
from ui.features.admin.audit_filter import Wanted
from ui.features.admin.audit_words import action_words, object_words, summary
from ui.kit.tasks import Done, Failed, Tasks

Index = QModelIndex | QPersistentModelIndex
ENOUGH = 40
"""Lines found that fill the screen; until then further pages are looked through without being asked for."""
HEADINGS = (N_("Lúc"), N_("Ai"), N_("Việc"), N_("Đối tượng"), N_("Nội dung"))


class AuditModel(QAbstractTableModel):
    """Newest first; a page of lines is read at a time."""

    def __init__(self, tasks: Tasks, loaded: Done[bool], failed: Failed, parent: QObject | None = None) -> None:
        """`loaded` is called after each page, with whether there is anything at all."""
        super().__init__(parent)
        self._tasks, self._loaded, self._failed = tasks, loaded, failed
        self.lines: list[AuditLine] = []
        self.is_whole = False
        self.wanted = Wanted()
        self.seen = 0
        """Lines of the book that were looked at, shown or not."""
        self._oldest: int | None = None
        self._is_waiting = False

    def want(self, wanted: Wanted) -> None:
        """Show only these lines, from the newest on."""
        self.wanted = wanted
        self.reload()

    def reload(self) -> None:
        """Read the newest page again."""
        self._is_waiting = True
        self._tasks.run(audit_lines, done=self._start, failed=self._refused, owner=self, key="admin.audit")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._oldest is not None and not self.is_whole and not self._is_waiting

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._read_on()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.lines[index.row()]
        match index.column():
            case 0:
                return line.at
            case 1:
                return line.who or line.account
            case 2:
                return action_words(line.action)
            case 3:
                return object_words(line.kind, line.record_id)
            case _:
                return summary(line.kind, line.content)

    def _read_on(self) -> None:
        self._is_waiting = True
        run = self._tasks.run
        run(audit_lines, self._oldest, done=self._go_on, failed=self._refused, owner=self, key="admin.audit")

    def _start(self, lines: Sequence[AuditLine]) -> None:
        self.beginResetModel()
        self.lines = [line for line in lines if self.wanted.admits(line)]
        self.endResetModel()
        self.seen = 0
        self._arrived(lines, len(self.lines))

    def _go_on(self, lines: Sequence[AuditLine]) -> None:
        found = [line for line in lines if self.wanted.admits(line)]
        if found:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(found) - 1)
            self.lines.extend(found)
            self.endInsertRows()
        self._arrived(lines, len(found))

    def _arrived(self, lines: Sequence[AuditLine], found: int) -> None:
        self.seen += len(lines)
        self._oldest = lines[-1].seq if lines else None
        self.is_whole = len(lines) < AUDIT_PAGE or self.wanted.ends_before(lines[-1])
        self._is_waiting = False
        if not self.is_whole and found < len(lines) and len(self.lines) < ENOUGH:
            self._read_on()
        self._loaded(bool(self.lines))

    @property
    def is_searching(self) -> bool:
        """True while further lines are on their way."""
        return self._is_waiting

    def _refused(self, error: Exception) -> None:
        self._is_waiting = False
        self._failed(error)
