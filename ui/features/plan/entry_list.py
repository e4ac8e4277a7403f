"""What was read, grouped by kind, as a list: tag, words, when, and why somebody should look at it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from dcapp.features.plan.preview import ENTRY_KINDS, ChargedDuty, Entry, EntryKind, Preview
from dcapp.features.plan.service import CitationForm, DueForm
from dcapp.features.plan.terms import RHYTHMS
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from dcapp.rules.working_days import last_day_before
from ui.kit.cells import CellRole
from ui.kit.theme import Mark, Tone

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HEADINGS = (N_("Thẻ"), N_("Đã đọc được"), N_("Thời hạn, tình trạng"))
NEEDS_LOOK = "doubt"


class EntryModel(QAbstractTableModel):
    """Group lines and entries; `shown` limits it to one kind, or to what is doubtful."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._shown = ""
        self.lines: list[EntryKind | Entry] = []

    def show_preview(self, preview: Preview, shown: str = "") -> None:
        """List the entries anew."""
        self.beginResetModel()
        self._preview, self._shown = preview, shown
        self.lines = []
        for kind in EntryKind:
            entries = [entry for entry in preview.of_kind(kind) if self._is_shown(entry)]
            if entries:
                self.lines += [kind, *entries]
        self.endResetModel()

    def _is_shown(self, entry: Entry) -> bool:
        if self._shown == NEEDS_LOOK:
            return bool(entry.doubt) and not entry.is_dropped
        return self._shown in ("", entry.kind.value)

    def entry_at(self, row: int) -> Entry | None:
        """The entry of a row; None for a group line."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Entry) else None

    def row_of(self, key: int) -> int:
        """The row of an entry, -1 when it is not shown."""
        return next((n for n, line in enumerate(self.lines) if isinstance(line, Entry) and line.key == key), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._preview is None:
            return None
        line, column = self.lines[index.row()], index.column()
        if isinstance(line, EntryKind):
            if role == CellRole.GROUP:
                return True
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and column == 0:
                listed = (entry for entry in self._preview.of_kind(line) if self._is_shown(entry))
                kept = sum(1 for entry in listed if not entry.is_dropped)
                return f"{_(ENTRY_KINDS[line])} · {kept}"
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(line, column)
        if role == CellRole.HINT and column == 1:
            return hint_of(line)
        if role == CellRole.HINT_TONE and column == 1 and line.doubt and not line.is_dropped:
            return Tone.WARNING
        if role == CellRole.MARK and column == 0:
            return Mark(line.kind.value)
        if role == CellRole.STRUCK:
            return line.is_dropped
        if role == CellRole.CHIP and column == 2 and (line.doubt or line.is_dropped):
            return Tone.NEUTRAL if line.is_dropped else Tone.WARNING
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.text
        return None

    def _words(self, entry: Entry, column: int) -> str:
        if self._preview is None:
            return ""
        if column == 0:
            return self._preview.tag(entry)
        if column == 1:
            return entry.text.splitlines()[0] if entry.text else ""
        if entry.is_dropped:
            return _("Đã bỏ")
        return _("Cần xem lại") if entry.doubt else when_of(entry)


def when_of(entry: Entry) -> str:
    """The deadline or rhythm of an obligation in a few words."""
    match entry.value:
        case DueForm() as due if due.due_on is not None:
            words = _("trước {day}") if due.is_before else "{day}"
            return words.format(day=vn_date(due.due_on))
        case DueForm() as due if due.day is not None:
            words = _("trước ngày {day}") if due.is_before else _("ngày {day}")
            rhythm = _(RHYTHMS[due.every]).lower() if due.every else ""
            return f"{words.format(day=due.day)} {rhythm}".strip()
        case DueForm() as due if due.every is not None:
            return _(RHYTHMS[due.every])
        case CitationForm() as cited if cited.issued_on is not None:
            return vn_date(cited.issued_on)
        case _:
            return ""


def hint_of(entry: Entry) -> str:
    """The second line of an entry: who, to whom, where, or why it is doubtful."""
    if entry.doubt and not entry.is_dropped:
        return _(entry.doubt)
    where = _("mục {section}").format(section=entry.section) if entry.section else ""
    match entry.value:
        case CitationForm() as cited:
            words = [cited.issuer, cited.subject if cited.number else "", where]
        case ChargedDuty() as duty:
            words = [duty.officer, where]
        case DueForm() as due:
            last = ""
            if due.due_on is not None and due.is_before:
                last = _("ngày cuối {day}").format(day=vn_date(last_day_before(due.due_on)))
            arrow = f"{', '.join(due.who)} → {'; '.join(due.addressees)}".strip(" →")
            words = [arrow, last, where]
        case _:
            words = [where]
    return " · ".join(word for word in words if word)
