"""The cards of one column of the board."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from dcapp.features.tasks.board import LaneCard, LaneCards
from dcapp.features.tasks.terms import Lane
from dcapp.features.tasks.timing import listed
from dcapp.kernel.i18n import _

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CARD = Qt.ItemDataRole.UserRole + 201
MIME = "application/x-dcapp-task"


class LaneModel(QAbstractListModel):
    """The first cards of a column."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = lane
        self.cards: tuple[LaneCard, ...] = ()

    def show_cards(self, found: LaneCards) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.cards = found.cards
        self.endResetModel()

    def card(self, row: int) -> LaneCard | None:
        """The card of a row."""
        return self.cards[row] if 0 <= row < len(self.cards) else None

    def row_of(self, task_id: int) -> int:
        """The row of a task; -1 where it is not there."""
        return next((row for row, card in enumerate(self.cards) if card.id == task_id), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return listed(card.title, card.period)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(card)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else found

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        for index in indexes:
            card = self.card(index.row())
            if card is not None:
                data.setData(MIME, QByteArray(str(card.id).encode()))
        return data


def spoken(card: LaneCard) -> str:
    """A card as a screen reader says it."""
    proofs = _("{count} minh chứng").format(count=card.evidence_count)
    parts = (card.section, card.title, card.period, card.chip.words, f"{card.percent}%", card.lead_words, proofs)
    return ", ".join(part for part in parts if part)
