"""The table of rights: words as chips, a ring round what was changed, arrows to move, Enter for the next level."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from dcapp.kernel.i18n import _
from ui.features.admin.rights_model import Index, RightsModel, RightsRole
from ui.kit import theme
from ui.kit.cells import CellRole, tone_of
from ui.kit.icons import icon
from ui.kit.theme import px

ROW, GROUP_ROW, HEAD = 30, 25, 42
CHIP_PADDING = 5
WIDEST_ROLE, NARROWEST_ROLE, NAME_WANTS = 96, 70, 228


class RightsDelegate(QStyledItemDelegate):
    """Paints names, group lines and chips of levels."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, rect = theme.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        group = bool(index.data(CellRole.GROUP))
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and index.column() > 0 and not group
        painter.fillRect(rect, now.color("bg" if group else "hover" if hovered else "surface"))
        painter.setPen(QPen(now.color("border"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if index.column() == 0:
            self._paint_name(painter, rect.adjusted(px(12), 0, -px(6), 0), index, group=group)
        else:
            self._paint_chip(painter, rect, index)
            if option.state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(now.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    @staticmethod
    def _paint_name(painter: QPainter, rect: QRect, index: Index, *, group: bool) -> None:
        now, text = theme.current(), str(index.data() or "")
        symbol = index.data(CellRole.ICON)
        if isinstance(symbol, str):
            side = px(16)
            spot = QRect(rect.left(), rect.center().y() - side // 2, side, side)
            icon(symbol, "warning").paint(painter, spot)
            rect.setLeft(rect.left() + side + px(8))
        font = now.font("caption" if group else "body")
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if not group and QFontMetrics(font).horizontalAdvance(text) > rect.width():
            font = now.font("hint")  # a long name takes two small lines before it is cut
            flags_wrapped = flags | Qt.TextFlag.TextWordWrap
        else:
            flags_wrapped = flags
        painter.setFont(font)
        painter.setPen(now.color("text2" if group else "text"))
        painter.drawText(rect, int(flags_wrapped), text)

    @staticmethod
    def _paint_chip(painter: QPainter, rect: QRect, index: Index) -> None:
        now, text, tone = theme.current(), str(index.data() or ""), tone_of(index, CellRole.CHIP)
        changed = bool(index.data(RightsRole.CHANGED))
        font = now.font("caption")
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - px(4))
        width = min(metrics.horizontalAdvance(shown) + px(2 * CHIP_PADDING), rect.width() - px(4))
        width = max(width, px(34)) if changed else width
        pill = QRect(0, 0, width, px(22))
        pill.moveCenter(rect.center())
        painter.setPen(Qt.PenStyle.NoPen)
        if tone is not None:
            soft, strong = now.tone(tone)
            painter.setBrush(QColor(soft))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        else:
            strong = now.tokens.text3
        if changed:
            painter.setPen(QPen(now.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill.adjusted(0, 0, -1, -1), px(7), px(7))
        painter.setFont(font)
        painter.setPen(QColor(strong))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)


class RightsTable(QTableView):
    """As tall as its rows; one tab stop."""

    refused = Signal(str)  # why the cell under the cursor cannot be changed

    def __init__(self, model: RightsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._pressed = QModelIndex()
        self.setModel(model)
        self.setItemDelegate(RightsDelegate(self))
        self.setAccessibleName(_("Bảng phân quyền"))
        self.setAccessibleDescription(_("Mũi tên để di chuyển, Enter để đổi mức quyền."))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(1)
        heads.setHighlightSections(False)
        heads.setStyleSheet("QHeaderView::section { padding-left: 2px; padding-right: 2px; }")
        heads.setSectionsClickable(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag(int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)))
        model.modelReset.connect(self._span)
        self._span()
        self.restyle()
        self.setCurrentIndex(model.index(1, 1))

    def restyle(self) -> None:
        """Take rows, columns and the whole height at the font scale in force."""
        heads = self.horizontalHeader()
        heads.setFixedHeight(px(HEAD))
        for row in range(self._model.rowCount()):
            group = bool(self._model.index(row, 0).data(CellRole.GROUP))
            self.setRowHeight(row, px(GROUP_ROW if group else ROW))
        tall = sum(self.rowHeight(row) for row in range(self._model.rowCount()))
        self.setFixedHeight(px(HEAD) + tall + 2 * self.frameWidth() + 2)
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.cycle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The first click goes to a cell, the next one on it changes it."""
        self._pressed = self.currentIndex() if self.hasFocus() else QModelIndex()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed.isValid() and self._pressed == self.indexAt(event.position().toPoint()):
            self.cycle(self._pressed)
        self._pressed = QModelIndex()

    def cycle(self, index: Index) -> None:
        """Give a cell its next level, or say why it has none."""
        why = self._model.cycle(index)
        if why:
            self.refused.emit(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _span(self) -> None:
        for row in range(self._model.rowCount()):
            if self._model.index(row, 0).data(CellRole.GROUP):
                self.setSpan(row, 0, 1, self._model.columnCount())

    def _fit_columns(self) -> None:
        room, roles = self.viewport().width(), self._model.columnCount() - 1
        share = (room - px(NAME_WANTS)) // roles
        width = max(min(px(WIDEST_ROLE), share), min(px(NARROWEST_ROLE), room // (roles + 2)))
        for column in range(1, roles + 1):
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, max(room - width * roles, 1))
