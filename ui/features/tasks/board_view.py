"""The board: four columns of cards, moved by keys, menu or mouse; late is never where a card is put."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from dcapp.features.tasks.board import LaneCard, LaneCards
from dcapp.features.tasks.terms import LANES, Lane
from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.card_delegate import CardDelegate
from ui.features.tasks.lane_model import MIME, LaneModel
from ui.features.tasks.table import local_files
from ui.kit import theme
from ui.kit.buttons import button
from ui.kit.fitting import fix, lay
from ui.kit.labels import label

TARGETS = (Lane.WAITING, Lane.UNDER_WAY, Lane.DONE)
"""Where a card may be put; late is what the day makes of it."""
TOKENS = {Lane.WAITING: "bar_todo", Lane.UNDER_WAY: "bar_doing", Lane.LATE: "bar_late", Lane.DONE: "bar_done"}


class Swatch(QFrame):
    """A small square in the colour of a column; its name stands beside it."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self._lane = lane
        fix(self, width=10, height=10)
        self.restyle()

    def restyle(self) -> None:
        """Take the colour of the theme in force."""
        now = theme.current()
        edge = now.color("input_border").name()
        self.setStyleSheet(
            f"background: {now.color(TOKENS[self._lane]).name()}; border: 1px solid {edge}; border-radius: 2px;"
        )


class LaneList(QListView):
    """The cards of one column."""

    done_wanted = Signal()
    sideways = Signal(int)  # -1 or 1
    taken = Signal(int)  # a card was dropped here
    dropped = Signal(int, list)  # id of the task, paths

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = LaneModel(lane, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(_("Cột {lane}").format(lane=_(LANES[lane])))
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def current(self) -> LaneCard | None:
        """The card under the cursor."""
        return self.cards.card(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers()
        if plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif plain and event.key() == Qt.Key.Key_Space:
            self.done_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # narrower columns make taller cards

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME) or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        takes_card = event.mimeData().hasFormat(MIME) and self.cards.lane in TARGETS
        on_card = event.mimeData().hasUrls() and self.indexAt(event.position().toPoint()).isValid()
        event.setAccepted(takes_card or on_card)

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(MIME) and self.cards.lane in TARGETS:
            event.setDropAction(Qt.DropAction.CopyAction)  # the list that gave it takes nothing out by itself
            event.accept()
            self.taken.emit(int(data.data(MIME).toStdString()))
            return
        card = self.cards.card(self.indexAt(event.position().toPoint()).row())
        if card is not None and (paths := local_files(event)):
            event.acceptProposedAction()
            self.dropped.emit(card.id, paths)


class Column(QFrame):
    """One column: its head, its cards, and a way to see more of them."""

    more_wanted = Signal()

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane, self.total = lane, 0
        self.setProperty("ground", "surface2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        lay(column, (8, 8, 8, 6), 6)
        head = QHBoxLayout()
        lay(head, (4, 0, 4, 0), 8)
        head.addWidget(Swatch(lane))
        head.addWidget(label(_(LANES[lane]), "strong"))
        self.count = label("", "hint")
        head.addWidget(self.count, 1)
        column.addLayout(head)
        self.list = LaneList(lane)
        column.addWidget(self.list, 1)
        self.more = button("", "link", None, self.more_wanted.emit)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        fix(self, min_width=150)

    def show_cards(self, found: LaneCards) -> None:
        """Show the first cards and how many more there are."""
        self.total = found.count
        self.count.setText(vn_number(found.count))
        self.list.cards.show_cards(found)
        left = found.count - len(found.cards)
        self.more.setText(_("Xem thêm {count} việc").format(count=vn_number(left)))
        self.more.setVisible(left > 0)


class Board(QWidget):
    """Four columns; one card is current."""

    picked = Signal()
    opened = Signal()
    done_wanted = Signal()
    more_wanted = Signal(object)  # the Lane of which more is to be seen
    moved = Signal(int, object)  # id of the task, Lane
    dropped = Signal(int, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        lay(row, spacing=10)
        self.columns = {lane: Column(lane) for lane in Lane}
        self._current = Lane.WAITING
        for lane, column in self.columns.items():
            row.addWidget(column, 1)
            cards = column.list
            cards.selectionModel().currentChanged.connect(partial(self._pick, lane))
            cards.activated.connect(lambda _index: self.opened.emit())
            cards.done_wanted.connect(self.done_wanted)
            cards.sideways.connect(self._go_sideways)
            cards.taken.connect(partial(self._take, lane))
            cards.dropped.connect(self.dropped)
            column.more_wanted.connect(partial(self.more_wanted.emit, lane))
        self.setFocusProxy(self.columns[Lane.WAITING].list)

    def current_card(self) -> LaneCard | None:
        """The card under the cursor."""
        return self.columns[self._current].list.current()

    def current_lane(self) -> Lane:
        """The column of that card."""
        return self._current

    def show_lanes(self, found: Mapping[Lane, LaneCards]) -> None:
        """Show the columns, staying at the current card."""
        card = self.current_card()
        for lane, column in self.columns.items():
            column.show_cards(found[lane])
        if card is None or not self.go_to(card.id):
            full = next((lane for lane in Lane if self.columns[lane].list.cards.cards), None)
            if full is not None:
                self._enter(full, 0)

    def go_to(self, task_id: int) -> bool:
        """Put the cursor on a task; False where its card is not shown."""
        for lane, column in self.columns.items():
            row = column.list.cards.row_of(task_id)
            if row >= 0:
                self._enter(lane, row)
                return True
        return False

    def offer_moves(self, parent: QWidget) -> list[QAction]:
        """Steps that put the current card into another column, for menus."""
        found = []
        for lane in TARGETS:
            step = QAction(_("Chuyển sang {lane}").format(lane=_(LANES[lane])), parent)
            step.triggered.connect(partial(self._move, lane))
            found.append(step)
        return found

    def _enter(self, lane: Lane, row: int) -> None:
        cards = self.columns[lane].list
        cards.setCurrentIndex(cards.cards.index(row, 0))
        self._pick(lane)

    def _pick(self, lane: Lane, *_indexes: object) -> None:
        if not self.columns[lane].list.currentIndex().isValid():
            return
        self._current = lane
        self.setFocusProxy(self.columns[lane].list)
        for other, column in self.columns.items():
            if other is not lane:
                column.list.clearSelection()
        self.picked.emit()

    def _go_sideways(self, step: int) -> None:
        order = [lane for lane in Lane if self.columns[lane].list.cards.cards]
        if self._current not in order:
            return
        row = self.columns[self._current].list.currentIndex().row()
        lane = order[(order.index(self._current) + step) % len(order)]
        cards = self.columns[lane].list
        cards.setFocus(Qt.FocusReason.OtherFocusReason)
        at = min(max(row, 0), len(cards.cards.cards) - 1)
        cards.setCurrentIndex(cards.cards.index(at, 0))
        cards.selectionModel().select(cards.currentIndex(), cards.selectionModel().SelectionFlag.ClearAndSelect)
        self._pick(lane)

    def _move(self, lane: Lane, _checked: bool = False) -> None:
        card = self.current_card()
        if card is not None and lane is not self._current:
            self.moved.emit(card.id, lane)

    def _take(self, lane: Lane, task_id: int) -> None:
        if self.columns[lane].list.cards.row_of(task_id) < 0:
            self.moved.emit(task_id, lane)
