"""The list of accounts as cards: initials, name, post; the chosen one is ringed and ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dcapp.kernel.i18n import _
from ui.kit import theme
from ui.kit.icons import icon
from ui.kit.theme import px

if TYPE_CHECKING:
    from dcapp.door import AccountCard

CARD, GAP, MOST = 53, 7, 6
Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The accounts in the order of the door."""

    def __init__(self, cards: Sequence[AccountCard], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(cards)

    def rowCount(self, parent: Any = None) -> int:
        return len(self.cards)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.display_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (card.display_name, card.post) if part)
        return card if role == Qt.ItemDataRole.UserRole else None


class CardDelegate(QStyledItemDelegate):
    """Paints one card. It asks the list what is chosen: reading Qt's style flags costs 4 ms before the first paint."""

    def __init__(self, cards: QListView) -> None:
        super().__init__(cards)
        self._list = cards

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(320), px(CARD + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, card = theme.current(), index.data(Qt.ItemDataRole.UserRole)
        chosen = self._list.currentIndex().row() == index.row()
        focused = self._list.hasFocus()
        box = QRect(option.rect).adjusted(1, 1, -1, -px(GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if focused and chosen else "on_primary_soft" if chosen else "border"
        painter.setPen(QPen(now.color(edge), 2 if chosen else 1))
        painter.setBrush(now.color("selected" if chosen else "surface"))
        painter.drawRoundedRect(box, px(8), px(8))
        side = px(34)
        disc = QRect(box.left() + px(12), box.center().y() - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("primary"))
        painter.drawEllipse(disc)
        painter.setFont(now.font("label-strong"))
        painter.setPen(now.color("on_primary"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, card.initials)
        words = box.adjusted(px(58), 0, -px(44), 0)
        upper = QRect(words.left(), words.top() + px(6), words.width(), px(22))
        lower = QRect(words.left(), words.top() + px(27), words.width(), px(18))
        if not card.post:
            upper = words
        _write(painter, upper, card.display_name, "strong", "text")
        _write(painter, lower, card.post, "hint", "text3")
        if chosen:
            mark = px(20)
            spot = QRect(box.right() - mark - px(14), box.center().y() - mark // 2, mark, mark)
            icon("done", "on_primary_soft").paint(painter, spot)
        painter.restore()


class CardList(QListView):
    """Choose whose password will be typed; up to six cards are seen at once, more scroll."""

    chosen = Signal(object)  # AccountCard
    settled = Signal()  # Enter: go on to the password

    def __init__(self, cards: Sequence[AccountCard], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CardModel(cards, self)
        self.setModel(self._model)
        self.setItemDelegate(CardDelegate(self))
        self.setProperty("bare", True)
        self.setAccessibleName(_("Tên người đăng nhập"))
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        if len(cards) <= MOST:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now))
        self.clicked.connect(lambda _index: self.settled.emit())
        self.restyle()
        if cards:
            self.setCurrentIndex(self._model.index(0))

    def card(self) -> AccountCard | None:
        """The account that is chosen."""
        row = self.currentIndex().row()
        return self._model.cards[row] if 0 <= row < len(self._model.cards) else None

    def choose(self, account: str) -> None:
        """Choose an account by its name."""
        for row, card in enumerate(self._model.cards):
            if card.name == account:
                self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """As tall as the cards that are seen at once."""
        self.setFixedHeight(px(CARD + GAP) * max(1, min(len(self._model.cards), MOST)) + 2)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.cards[index.row()])


def _write(painter: QPainter, rect: QRect, text: str, role: str, token: str) -> None:
    now = theme.current()
    font = now.font(role)
    painter.setFont(font)
    painter.setPen(now.color(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
