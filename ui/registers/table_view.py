"""The table of any register: fixed rows, sorting by its headings, a menu of columns, copying as text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget

from dcapp.kernel.i18n import _
from dcapp.kernel.numbers import vn_number
from dcapp.registers.cells import heading, shown_text
from dcapp.registers.exporting import harmless
from dcapp.registers.spec import Field, Kind, Line, sort_column
from ui.kit import theme
from ui.kit.cells import RoundedCorners
from ui.registers.cell_delegate import CHIP_PADDING, PADDING, ROW_HEIGHT, CellDelegate
from ui.registers.ranking import giving_way, naming_field
from ui.registers.table_model import RegisterTableModel

MOST_COPIED = 1_000
_NEVER_CUT = {Kind.DATE: "00/00/0000", Kind.MOMENT: "00/00/0000 00:00"}
LEAST_WIDTH = 150  # of a column that takes the room that is left
LEAST_NAMING_WIDTH = 200  # of the column that says what a line is about
ONE_LINE, TWO_LINES = 33, 46  # height of the headings
_ARROW = 12  # room for the mark of the order
_NEARLY = 16  # a heading that lacks no more than this gets it, rather than a second line


class RegisterTable(QTableView):
    """Shows a RegisterTableModel; says which line is meant and which is to be opened."""

    picked = Signal(object)  # the current Line, or None
    opened = Signal(object)  # the Line that Enter or a double click asks for
    said = Signal(str)  # a sentence for the status line

    def __init__(self, model: RegisterTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._widths: dict[int, int] = {}  # design pixels of columns the officer dragged
        self._hidden: set[str] = set()  # columns the officer does not want
        self._insisted: set[str] = set()  # columns the officer wants however little room there is
        self._fitting = False
        self._kept: tuple[int | None, int, int] = (None, -1, 0)  # key and row of the line, scroll position
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        RoundedCorners(self)
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

    def stand_at(self, row: int) -> None:
        """Go to a row and choose it alone. Qt's own way would add to the choice while Ctrl is still held (Ctrl+S)."""
        command = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), command.ClearAndSelect | command.Rows)

    def chosen_lines(self) -> list[Line]:
        """The chosen lines that have arrived, at most `MOST_COPIED`."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        rows = {row for part in parts for row in range(part.top(), min(part.bottom(), part.top() + MOST_COPIED) + 1)}
        lines = [self._model.line(row) for row in sorted(rows)[:MOST_COPIED]]
        return [line for line in lines if line is not None]

    def hidden_columns(self) -> tuple[str, ...]:
        """Keys of the fields that the officer hid; columns that wait for room are not among them."""
        return tuple(f.key for f in self._model.fields if f.key in self._hidden)

    def hide_columns(self, keys: Iterable[str]) -> None:
        """Hide these fields and show the others; at least one stays."""
        hidden = set(keys)
        if hidden >= {field.key for field in self._model.fields}:
            return
        self._hidden = hidden
        self._insisted -= hidden
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
        fields = [f for f in self._model.fields if f.key not in self._hidden]
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
        for place, field in enumerate(self._model.fields):
            step = menu.addAction(heading(field))
            step.setCheckable(True)
            step.setChecked(not self.isColumnHidden(place))
            step.toggled.connect(lambda shown, key=field.key: self._toggle(key, shown=shown))
        return menu

    def _toggle(self, key: str, *, shown: bool) -> None:
        if shown:
            self._insisted.add(key)
        self.hide_columns(self._hidden - {key} if shown else self._hidden | {key})

    def _dragged(self, column: int, _old: int, new: int) -> None:
        if not self._fitting and QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._widths[column] = round(new * 100 / theme.current().scale)

    def _fit_columns(self) -> None:
        self._fitting = True
        fields, room = self._model.fields, self.viewport().width()
        asked = [place for place, field in enumerate(fields) if field.key not in self._hidden]
        least = {place: self._width(place) or self._open_width(place) for place in asked}
        column, _order = self._model.sorted_column()
        for key in giving_way(self._model.register, fields[column].key if column >= 0 else ""):
            if sum(least.values()) <= room:
                break
            if key not in self._insisted:
                least.pop(next(place for place, field in enumerate(fields) if field.key == key), None)
        for place in range(len(fields)):
            self.setColumnHidden(place, place not in least)
        left = room - sum(least.values())
        open_ones = [place for place in least if not self._width(place)] or list(least)[-1:]
        for place, width in least.items():
            more = max(0, left // len(open_ones)) if place in open_ones else 0
            self.setColumnWidth(place, width + more)
        self._fitting = False
        wrapped = any(self.columnWidth(place) < self._heading_width(place, lines=1) for place in least)
        height = theme.px(TWO_LINES if wrapped else ONE_LINE)
        if self.horizontalHeader().minimumHeight() != height:
            self.horizontalHeader().setMinimumHeight(height)
            self.updateGeometries()

    def _width(self, place: int) -> int:
        """Pixels of a column: as dragged or described, but no heading, date or choice is cut; 0 = the room left."""
        field = self._model.fields[place]
        wanted = theme.px(self._widths.get(place, field.width))
        if not wanted:
            return 0
        if place not in self._widths:
            one, two = self._heading_width(place, lines=1), self._heading_width(place, lines=2)
            wanted = max(wanted, one if one - wanted <= theme.px(_NEARLY) else two)
        return max(wanted, _whole_width(field))

    def _open_width(self, place: int) -> int:
        named = self._model.fields[place] is naming_field(self._model.register)
        return theme.px(LEAST_NAMING_WIDTH if named else LEAST_WIDTH)

    def _heading_width(self, place: int, *, lines: int) -> int:
        """Pixels that a heading needs in so many lines."""
        field = self._model.fields[place]
        metrics = QFontMetrics(theme.current().font("caption"))
        words = heading(field).split()
        cuts = range(1, len(words)) if lines > 1 and len(words) > 1 else range(len(words), len(words) + 1)
        halves = [max(metrics.horizontalAdvance(" ".join(part)) for part in (words[:n], words[n:])) for n in cuts]
        return min(halves) + theme.px(2 * PADDING + (_ARROW if sort_column(field) else 0))

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
        self._fit_columns()  # the column of the order stays, the one before it may give way
        self.updateGeometries()
        key, row, scrolled = self._kept
        if self._model.is_same_question and key is not None:
            found = self._model.row_of(key)
            row = found if found >= 0 else min(row, self._model.rowCount() - 1)
            self.verticalScrollBar().setValue(scrolled)
            self.stand_at(row)
        self._pick(self.currentIndex().row())


def _whole_width(field: Field) -> int:
    """Pixels below which a date or a word out of a list would be cut; 0 = any text, which may be."""
    look = theme.current()
    if field.kind is Kind.CHOICE:
        padding = 2 * PADDING + (2 * CHIP_PADDING if field.tones else 0)
        metrics = QFontMetrics(look.font("caption" if field.tones else "body"))
        return max(metrics.horizontalAdvance(_(words)) for words in field.labels.values()) + theme.px(padding + 2)
    whole = _NEVER_CUT.get(field.kind, "")
    metrics = QFontMetrics(look.font("body"))
    return metrics.horizontalAdvance(whole) + theme.px(2 * PADDING + 4) if whole else 0


def _one_cell(text: str) -> str:
    return harmless(" ".join(text.split()))
