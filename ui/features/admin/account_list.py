"""The list of accounts: initials, name, post, and a chip for administrators and blocked ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dcapp.features.accounts.queries import AccountLine
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AccountId
from dcapp.kernel.text import initials
from dcapp.rules.permissions import ROLES
from ui.features.admin.rights_model import Index
from ui.kit import theme
from ui.kit.cells import paint_chip
from ui.kit.theme import Tone, px

ROW, MOST = 47, 6
ADMINISTRATOR = "QT"


class AccountModel(QAbstractListModel):
    """The accounts in the order they were made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[AccountLine, ...] = ()

    def take(self, lines: Sequence[AccountLine]) -> None:
        """Show these accounts."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:
        return len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.display_name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            state = "" if line.is_active else _("Đang khóa")
            return ", ".join(part for part in (line.display_name, line.post, *line.role_titles, state) if part)
        return line if role == Qt.ItemDataRole.UserRole else None


class AccountDelegate(QStyledItemDelegate):
    """Paints one account."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, line = theme.current(), index.data(Qt.ItemDataRole.UserRole)
        box, state = QRect(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("selected" if chosen else "hover"))
            painter.drawRoundedRect(box, px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(6), px(6))
        side = px(30)
        disc = QRect(box.left() + px(6), box.center().y() - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("primary" if line.is_active else "neutral_soft"))
        painter.drawEllipse(disc)
        painter.setFont(now.font("caption"))
        painter.setPen(now.color("on_primary" if line.is_active else "neutral"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(line.display_name)[-2:])
        words = box.adjusted(px(46), 0, -px(6), 0)
        chip = _chip_of(line)
        if chip is not None:
            words.setRight(words.right() - paint_chip(painter, words, *chip, right=True) - px(6))
        second = line.post or ", ".join(line.role_titles)
        _write(painter, QRect(words.left(), words.top() + px(4), words.width(), px(20)), line.display_name, "body")
        _write(painter, QRect(words.left(), words.top() + px(24), words.width(), px(17)), second, "hint")
        painter.restore()


class AccountList(QListView):
    """Up to six accounts are seen at once, more scroll."""

    chosen = Signal(object)  # AccountLine or None
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AccountModel(self)
        self.setModel(self._model)
        self.setItemDelegate(AccountDelegate(self))
        self.setProperty("bare", True)
        self.setAccessibleName(_("Danh sách người dùng"))
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit(self.line()))
        self.activated.connect(lambda _index: self.opened.emit())
        self.restyle()

    @property
    def lines(self) -> tuple[AccountLine, ...]:
        """The accounts that are shown."""
        return self._model.lines

    def line(self) -> AccountLine | None:
        """The account that is chosen."""
        row = self.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def take(self, lines: Sequence[AccountLine]) -> None:
        """Show these accounts; the chosen one stays chosen."""
        before = self.line()
        self._model.take(lines)
        self.restyle()
        self.choose(before.id if before is not None else AccountId(0))

    def choose(self, account_id: AccountId) -> None:
        """Choose an account; one that is not there leaves the first."""
        rows = [row for row, line in enumerate(self._model.lines) if line.id == account_id]
        if self._model.lines:
            self.setCurrentIndex(self._model.index(rows[0] if rows else 0))
        self.chosen.emit(self.line())

    def restyle(self) -> None:
        """As tall as the accounts that are seen at once."""
        self.setFixedHeight(px(ROW) * max(1, min(len(self._model.lines), MOST)) + 2)


def _chip_of(line: AccountLine) -> tuple[str, Tone] | None:
    if not line.is_active:
        return _("Đang khóa"), Tone.NEUTRAL
    return (_(ROLES[ADMINISTRATOR]), Tone.INFO) if ADMINISTRATOR in line.roles else None


def _write(painter: QPainter, rect: QRect, text: str, role: str) -> None:
    now = theme.current()
    font = now.font(role)
    painter.setFont(font)
    painter.setPen(QColor(now.tokens.text if role == "body" else now.tokens.text3))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
