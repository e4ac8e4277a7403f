"""The table of any register: fixed rows, sorting by its headings, a menu of columns, copying as text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget

from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import vn_number
from dcapp.registers.cells import heading, shown_text
from dcapp.registers.exporting import harmless
from dcapp.registers.spec import Kind, Line, sort_column
from ui.kit import theme
from ui.registers.cell_delegate import PADDING, ROW_HEIGHT, CellDelegate
from ui.registers.table_model import RegisterTableModel

MOST_COPIED = 1_000
_NEVER_CUT = {Kind.DATE: "00/00/0000", Kind.MOMENT: "00/00/0000 00:00"}
LEAST_WIDTH = 150  # of a column that takes the room that is left


class RegisterTable(QTableView):
    """Shows a RegisterTableModel; says which line is meant and which is to be opened."""

    picked = Signal(object)  # the current Line, or None
    opened = Signal(object)  # the Line that Enter or a double click asks for
    said = Signal(str)  # a sentence for the status line

    def __init__(self, model: RegisterTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._widths: dict[int, int] = {}  # design pixels of columns the officer dragged
        self._kept: tuple[int | None, int, int] = (None, -1, 0)  # key and row of the line, scroll position
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(_(model.register.title))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.activated.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda index, _old: self._pick(index.row()))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._take_place)
        model.dataChanged.connect(self._arrived)
        self.restyle()

    def current_line(self) -> Line | None:
        """The line under the cursor, or None."""
        row = self.currentIndex().row()
        return self._model.line(row) if row >= 0 else None

    def hidden_columns(self) -> tuple[str, ...]:
        """Keys of the fields that the officer hid."""
        return tuple(f.key for place, f in enumerate(self._model.fields) if self.isColumnHidden(place))

    def hide_columns(self, keys: Iterable[str]) -> None:
        """Hide these fields and show the others; at least one stays."""
        hidden = set(keys)
        if hidden >= {field.key for field in self._model.fields}:
            return
        for place, field in enumerate(self._model.fields):
            self.setColumnHidden(place, field.key in hidden)
        self._fit_columns()

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard as text that Excel pastes into cells."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        if sum(part.height() for part in ranges) > MOST_COPIED:
            words = _("Chọn tối đa {number} dòng để sao chép, hoặc dùng Xuất Excel.")
            self.said.emit(words.format(number=vn_number(MOST_COPIED)))
            return
        rows = sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})
        lines = [self._model.line(row) for row in rows]
        if not lines or None in lines:
            self.said.emit(_("Có dòng đang tải. Đợi hiện đủ rồi sao chép lại."))
            return
        fields = [f for place, f in enumerate(self._model.fields) if not self.isColumnHidden(place)]
        texts = ["\t".join(map(heading, fields))]
        texts += ["\t".join(_one_cell(shown_text(f, line)) for f in fields) for line in lines if line is not None]
        QApplication.clipboard().setText("\n".join(texts))
        self.said.emit(_("Đã sao chép {number} dòng.").format(number=len(lines)))

    def restyle(self) -> None:
        """Take the row height and column widths of the font scale in force."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # -- headings
    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        columns.customContextMenuRequested.connect(self._column_menu)
        columns.sectionClicked.connect(self._sort)
        columns.sectionResized.connect(self._dragged)

    def _sort(self, column: int) -> None:
        if not sort_column(self._model.fields[column]):
            self._show_order()
            self.said.emit(_("Cột này không sắp xếp được."))
            return
        now, order = self._model.sorted_column()
        down = order is Qt.SortOrder.AscendingOrder if now == column else False
        self._model.sort(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _show_order(self) -> None:
        columns = self.horizontalHeader()
        columns.blockSignals(True)
        column, order = self._model.sorted_column()
        # Qt points down for ascending; Excel and Explorer, which officers know, point up.
        up, down = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        columns.setSortIndicator(column, up if order is Qt.SortOrder.AscendingOrder else down)
        columns.blockSignals(False)

    def _column_menu(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def column_menu(self) -> QMenu:
        """A menu that shows and hides columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hidden = set(self.hidden_columns())
        for field in self._model.fields:
            step = menu.addAction(heading(field))
            step.setCheckable(True)
            step.setChecked(field.key not in hidden)
            step.toggled.connect(lambda shown, key=field.key: self._toggle(key, shown=shown))
        return menu

    def _toggle(self, key: str, *, shown: bool) -> None:
        hidden = set(self.hidden_columns())
        self.hide_columns(hidden - {key} if shown else hidden | {key})

    def _dragged(self, column: int, _old: int, new: int) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._widths[column] = round(new * 100 / theme.current().scale)

    def _fit_columns(self) -> None:
        shown = [place for place in range(len(self._model.fields)) if not self.isColumnHidden(place)]
        fixed = {place: self._width(place) for place in shown}
        left = self.viewport().width() - sum(fixed.values())
        open_ones = [place for place, width in fixed.items() if not width]
        for place, width in fixed.items():
            self.setColumnWidth(place, width)
        for number, place in enumerate(open_ones):
            share = left // (len(open_ones) - number)
            width = max(theme.px(LEAST_WIDTH), share)
            left -= width
            self.setColumnWidth(place, width)
        if not open_ones and shown and left > 0:
            self.setColumnWidth(shown[-1], self.columnWidth(shown[-1]) + left)

    def _width(self, place: int) -> int:
        """Pixels of a column: as dragged or described, but a date is never cut; 0 = the room that is left."""
        field = self._model.fields[place]
        wanted = theme.px(self._widths.get(place, field.width))
        whole = _NEVER_CUT.get(field.kind, "")
        if not wanted or not whole:
            return wanted
        metrics = QFontMetrics(theme.current().font("body"))
        return max(wanted, metrics.horizontalAdvance(whole) + theme.px(2 * PADDING + 4))

    # -- the line that is meant
    def _pick(self, row: int) -> None:
        self.picked.emit(self._model.line(row) if row >= 0 else None)

    def _open(self, row: int) -> None:
        line = self._model.line(row)
        if line is not None:
            self.opened.emit(line)

    def _arrived(self) -> None:
        row = self.currentIndex().row()
        if row >= 0 and self._model.line(row) is not None:
            self._pick(row)

    def _keep_place(self) -> None:
        line = self.current_line()
        key = line[self._model.register.key_column] if line is not None else None
        self._kept = (key, self.currentIndex().row(), self.verticalScrollBar().value())

    def _take_place(self) -> None:
        """After the same question stay where the officer was; a new question starts at the top."""
        self._show_order()
        self.updateGeometries()
        key, row, scrolled = self._kept
        if self._model.is_same_question and key is not None:
            found = self._model.row_of(key)
            row = found if found >= 0 else min(row, self._model.rowCount() - 1)
            self.verticalScrollBar().setValue(scrolled)
            self.setCurrentIndex(self._model.index(row, 0))
        self._pick(self.currentIndex().row())


def _one_cell(text: str) -> str:
    return harmless(" ".join(text.split()))
