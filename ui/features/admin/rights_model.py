"""The matrix of rights as a table that is changed cell by cell and saved as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from dcapp.kernel.i18n import _
from dcapp.rules.permissions import LEVEL_BY_CASE, LEVEL_NONE, ROLES, Area, Matrix, load_matrix
from ui.features.admin.words import LEVEL_MEANINGS, LEVEL_TONES, level_word
from ui.kit.cells import CellRole

Index = QModelIndex | QPersistentModelIndex
ROLE_KEYS = tuple(ROLES)


class RightsRole(IntEnum):
    """What the table says of a cell beside its word."""

    CHANGED = Qt.ItemDataRole.UserRole + 201  # True: changed and not saved yet
    FIXED = Qt.ItemDataRole.UserRole + 202  # True: not the office's to change


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that was changed and not saved: who, where, what it said before and says now."""

    role: str
    area: Area
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """What saving would do, in words."""
        words = _("{role} được {level} ở {area}") if self.after != LEVEL_NONE else _("{role} không còn thấy {area}")
        return words.format(role=_(ROLES[self.role]), level=level_word(self.after), area=_(self.area.title))


class RightsModel(QAbstractTableModel):
    """Rows: areas under their groups; columns: the name, then one per role."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shipped = self._matrix = load_matrix()
        self._set: dict[tuple[str, str], str] = {}
        self.rows: list[Area | str] = []
        for area in self._shipped.areas():
            if not self.rows or _group_of(self.rows[-1]) != area.group:
                self.rows.append(area.group)
            self.rows.append(area)
        self._offered = {
            (role, area.key): self._shipped.levels_for(role, area) for role in ROLES for area in self._shipped.areas()
        }
        self.is_read_only = False

    # -- what holds and what was changed
    @property
    def matrix(self) -> Matrix:
        """The matrix as it would be after saving."""
        return self._matrix.with_overrides(self.cells())

    def take(self, matrix: Matrix) -> None:
        """Show the matrix in force; changes that it already holds are no changes any more."""
        self.beginResetModel()
        self._matrix = matrix
        self._set = {cell: level for cell, level in self._set.items() if self._in_force(*cell) != level}
        self.endResetModel()
        self.edited.emit()

    def level(self, role: str, area: Area) -> str:
        """What a cell says: as changed, else as it is in force."""
        return self._set.get((role, area.key)) or self._matrix.level((role,), area)

    def changes(self) -> list[Change]:
        """Every changed cell, in the order of the table."""
        areas = {area.key: area for area in self.rows if isinstance(area, Area)}
        return [
            Change(role, areas[key], self._in_force(role, key), self._set[role, key])
            for key in areas
            for role in ROLES
            if (role, key) in self._set
        ]

    def cells(self) -> dict[tuple[str, str], str]:
        """The cells (role, action) → grant that the changes mean."""
        found: dict[tuple[str, str], str] = {}
        for change in self.changes():
            found.update(self._shipped.level_cells(change.role, change.area, change.after))
        return found

    def kept(self) -> dict[str, str]:
        """The changes as plain words, to keep while they are not saved."""
        return {f"{role} {key}": level for (role, key), level in self._set.items()}

    def put_back(self, kept: dict[str, str]) -> None:
        """Bring kept changes back; what is not possible any more is left out."""
        for cell, level in kept.items():
            role, _space, key = cell.partition(" ")
            if level in self._offered.get((role, key), ()) and self._in_force(role, key) != level:
                self._set[role, key] = level
        self._tell_all()

    def forget(self) -> None:
        """Take every change back."""
        self._set.clear()
        self._tell_all()

    def cycle(self, index: Index) -> str:
        """Give a cell its next possible level; the reason when it has none, else ""."""
        area = self.rows[index.row()] if index.isValid() else ""
        if not isinstance(area, Area) or index.column() == 0:
            return ""
        if self.is_read_only:
            return _("Tài khoản này chỉ xem được bảng phân quyền.")
        role = ROLE_KEYS[index.column() - 1]
        offered = self._offered[role, area.key]
        if len(offered) < 2:
            return self._why_fixed(area)
        now = self.level(role, area)
        level = offered[(offered.index(now) + 1) % len(offered)] if now in offered else offered[0]
        if level == self._in_force(role, area.key):
            self._set.pop((role, area.key), None)
        else:
            self._set[role, area.key] = level
        here = self.index(index.row(), index.column())
        self.dataChanged.emit(here, here)
        self.edited.emit()
        return ""

    # -- what Qt asks
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1 + len(ROLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        area = self.rows[index.row()] if index.isValid() else ""
        if isinstance(area, Area) and index.column() > 0:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"   {_('Mục')}" if section == 0 else _(ROLES[ROLE_KEYS[section - 1]])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        area = self.rows[index.row()]
        if not isinstance(area, Area):
            if role == CellRole.GROUP:
                return True
            return _(area).upper() if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if index.column() == 0:
            if role == CellRole.ICON:
                return "sealed" if area.by_case else None
            return _(area.title) if role == Qt.ItemDataRole.DisplayRole else None
        return self._cell(ROLE_KEYS[index.column() - 1], area, role)

    def _cell(self, role: str, area: Area, asked: int) -> Any:
        level = self.level(role, area)
        if asked == Qt.ItemDataRole.DisplayRole:
            return level_word(level)
        if asked == CellRole.CHIP:
            return LEVEL_TONES.get(level)
        if asked == RightsRole.CHANGED:
            return (role, area.key) in self._set
        if asked == RightsRole.FIXED:
            return len(self._offered[role, area.key]) < 2
        if asked in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(role, area, level)
        return None

    def _spoken(self, role: str, area: Area, level: str) -> str:
        meaning = LEVEL_MEANINGS.get(level, "")
        word = _("Không") if level == LEVEL_NONE else _(level)
        said = [f"{_(area.title)}, {_(ROLES[role])}: {word}" + (f" ({_(meaning)})" if meaning else "")]
        if (role, area.key) in self._set:
            said.append(_("Đã đổi, chưa lưu."))
        elif len(self._offered[role, area.key]) < 2:
            said.append(self._why_fixed(area))
        return ". ".join(said)

    @staticmethod
    def _why_fixed(area: Area) -> str:
        if area.by_case:
            return _("Quyền “{word}” chỉ giao trong hồ sơ tố cáo.").format(word=_(LEVEL_BY_CASE))
        return _("Ô này do quy định, đơn vị không đổi được.")

    def _in_force(self, role: str, key: str) -> str:
        area = next(area for area in self._matrix.areas() if area.key == key)
        return self._matrix.level((role,), area)

    def _tell_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(ROLES)))
        self.edited.emit()


def _group_of(row: Area | str) -> str:
    return row.group if isinstance(row, Area) else row
