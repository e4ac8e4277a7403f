"""The rows of a checked import as a table: what would be saved, wrong cells marked and editable in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from dcapp.kernel.i18n import _
from dcapp.registers.cells import align_of, heading, value_text
from dcapp.registers.headings import Clean
from dcapp.registers.importing import Checked, CheckedLine, Problem, corrected
from dcapp.registers.spec import Field, Kind, Options, Register, form_fields
from dcapp.registers.values import cell_words
from ui.kit import theme
from ui.kit.cells import CellDelegate, CellRole, Index
from ui.kit.theme import Tone
from ui.registers.table_model import ALIGNMENT, tip

NO_INDEX = QModelIndex()


MARK = Qt.ItemDataRole.UserRole + 201
"""Role of the tone of a cell: DANGER = wrong, WARNING = doubtful, None = sound."""


class ImportTableModel(QAbstractTableModel):
    """Row number, the result, and one column per question of the form."""

    corrected = Signal()

    def __init__(
        self, register: Register, checked: Checked, options: Options, clean: Clean, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.checked = checked
        self._register, self._options, self._clean = register, options, clean
        self._fields: tuple[Field, ...] = form_fields(register)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.checked.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._fields) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        field = self._field(section)
        return heading(field) if field is not None else _("Kết quả") if section else _("Dòng")

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if self._field(index.column()) is not None else base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, field = self.checked.lines[index.row()], self._field(index.column())
        if field is None:
            return self._of_row(line, index.column(), role)
        problem = self._problem(line, field)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                wrong = problem is not None and not problem.is_doubt
                return (self.raw(line, field) or "?") if wrong else self._saved(line, field)
            case Qt.ItemDataRole.EditRole:
                return self.raw(line, field)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(problem.message if problem is not None else self._saved(line, field))
            case Qt.ItemDataRole.TextAlignmentRole:
                return ALIGNMENT[align_of(field)]
            case _ if role == MARK and problem is not None:
                return Tone.WARNING if problem.is_doubt else Tone.DANGER
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = self._field(index.column())
        if field is None or role != Qt.ItemDataRole.EditRole:
            return False
        line, text = self.checked.lines[index.row()], str(value).strip()
        if text == self.raw(line, field):
            return False
        self.checked = corrected(self._register, self.checked, line.row, field.key, text, self._options, self._clean)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), self.columnCount() - 1))
        self.corrected.emit()
        return True

    def empty_columns(self) -> tuple[int, ...]:
        """Columns of optional fields that the file lacks; the preview hides them."""
        return tuple(
            place
            for place, field in enumerate(self._fields, start=2)
            if field.key not in self.checked.columns and not field.required
        )

    def next_wrong(self, row: int, column: int) -> tuple[int, int] | None:
        """The next wrong cell after this one, around the end; None when all are sound."""
        places = [
            (number, self._column_of(problem.key))
            for number, line in enumerate(self.checked.lines)
            for problem in line.problems
            if not problem.is_doubt
        ]
        places.sort()
        return next((place for place in places if place > (row, column)), places[0] if places else None)

    def about(self, row: int, column: int) -> str:
        """One sentence on a cell: what the file says, what would be saved, what is wrong."""
        if not 0 <= row < len(self.checked.lines):
            return ""
        line, field = self.checked.lines[row], self._field(column)
        if field is None:
            return " ".join(problem.message for problem in line.problems)
        problem = self._problem(line, field)
        saved = "?" if problem is not None and not problem.is_doubt else self._saved(line, field)
        words = _("{label}, dòng {row}. Trong tệp: {raw} · Sẽ lưu: {saved}").format(
            label=heading(field), row=line.row, raw=self.raw(line, field) or "–", saved=saved or "–"
        )
        return f"{words}. {problem.message}" if problem is not None else words

    def raw(self, line: CheckedLine, field: Field) -> str:
        """What the file, or the officer who corrected it, wrote in the cell."""
        place = self.checked.columns.get(field.key, -1)
        return cell_words(line.cells[place]) if 0 <= place < len(line.cells) else ""

    def _saved(self, line: CheckedLine, field: Field) -> str:
        value = line.values[field.key]
        if field.kind is Kind.REFERENCE:
            return next((words for key, words in self._options.get(field.key, ()) if key == value), "")
        return value_text(field, value)

    def _of_row(self, line: CheckedLine, column: int, role: int) -> Any:
        if column == 0:
            return str(line.row) if role == Qt.ItemDataRole.DisplayRole else None
        wrong = sum(not problem.is_doubt for problem in line.problems)
        match role:
            case Qt.ItemDataRole.DisplayRole if wrong:
                return _("Cần sửa {number} ô").format(number=wrong)
            case Qt.ItemDataRole.DisplayRole:
                return _("Nhận, nên xem lại") if line.problems else _("Nhận")
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(problem.message for problem in line.problems))
            case CellRole.CHIP:
                return Tone.DANGER if wrong else Tone.WARNING if line.problems else Tone.SUCCESS
            case _:
                return None

    def _field(self, column: int) -> Field | None:
        return self._fields[column - 2] if 2 <= column < len(self._fields) + 2 else None

    def _column_of(self, key: str) -> int:
        keys = [field.key for field in self._fields]
        return keys.index(key) + 2 if key in keys else 1

    def _problem(self, line: CheckedLine, field: Field) -> Problem | None:
        found = [problem for problem in line.problems if problem.key == field.key]
        return min(found, key=lambda problem: problem.is_doubt, default=None)


class MarkDelegate(CellDelegate):
    """Paints wrong cells red and doubtful ones amber; the rest as every list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        mark = index.data(MARK)
        if not mark:
            return
        soft, strong = theme.current().tone(Tone(mark))  # Qt hands a StrEnum back as a bare str
        look: Any = option  # PySide's stubs hide the public members of style options
        room = look.rect.adjusted(0, 0, 0, -1)
        painter.save()
        painter.fillRect(room, soft)
        painter.setFont(theme.current().font("body"))
        painter.setPen(strong)
        inner = room.adjusted(theme.px(12), 0, -theme.px(12), 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)), text)
        painter.restore()
