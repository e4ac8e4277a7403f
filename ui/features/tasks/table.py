"""The list of tasks on screen: keys of its own, copying, files dropped on a task."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from dcapp.kernel.i18n import _
from dcapp.registers.exporting import harmless
from dcapp.registers.spec import Line
from ui.features.tasks.listing import COLUMNS, TaskModel
from ui.kit.cells import fit_columns, set_up_view

WIDTHS = {1: 138, 2: 164, 3: 112}
MOST_CHOSEN = 2_000


class TaskTable(QTableView):
    """Shows a TaskModel; Space marks done, files may be dropped on a row."""

    picked = Signal()
    opened = Signal()
    done_wanted = Signal()
    dropped = Signal(int, list)  # id of the task, paths

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self._kept: tuple[int | None, int, int] = (None, -1, 0)
        self.setModel(model)
        set_up_view(self, _("Việc của kế hoạch"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        fit_columns(self, WIDTHS, stretched=0)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.selectionModel().currentRowChanged.connect(lambda _now, _old: self.picked.emit())
        self.activated.connect(lambda _index: self.opened.emit())
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._take_place)
        model.dataChanged.connect(lambda *_what: self.picked.emit())

    def current_line(self) -> Line | None:
        """The task under the cursor, or None."""
        row = self.currentIndex().row()
        return self.lines.line(row) if row >= 0 else None

    def chosen_lines(self) -> list[Line]:
        """The chosen tasks that are at hand, at most `MOST_CHOSEN`."""
        chosen = self.selectionModel().selection()
        rows: list[int] = []
        for number in range(chosen.count()):
            part = chosen.at(number)
            rows += range(part.top(), min(part.bottom(), part.top() + MOST_CHOSEN) + 1)
        lines = [self.lines.line(row) for row in sorted(set(rows))[:MOST_CHOSEN]]
        return [line for line in lines if line is not None]

    def go_to(self, row: int) -> None:
        """Put the cursor on a row and show it."""
        self._choose(row)
        self.scrollTo(self.lines.index(row, 0))

    def _choose(self, row: int) -> None:
        """Choose this row alone, whatever key is held: with Ctrl down the view would leave the old choice."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.lines.index(row, 0), flag.ClearAndSelect | flag.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.done_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(self._task_at(event.position().toPoint()) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        line = self._task_at(event.position().toPoint())
        paths = local_files(event)
        if line is not None and paths:
            event.acceptProposedAction()
            self.dropped.emit(line["id"], paths)

    def _task_at(self, place: QPoint) -> Line | None:
        return self.lines.line(self.rowAt(place.y()))

    def _copy(self) -> None:
        lines = self.chosen_lines()
        head = "\t".join(_(words) for words in COLUMNS)
        rows = ("\t".join(harmless(self.lines.words(line, column)) for column in range(len(COLUMNS))) for line in lines)
        if lines:
            QApplication.clipboard().setText("\n".join((head, *rows)))

    def _keep_place(self) -> None:
        line = self.current_line()
        row = self.currentIndex().row()
        self._kept = (line["id"] if line is not None else None, row, self.verticalScrollBar().value())

    def _take_place(self) -> None:
        """After the same question stay where the officer was; a new question starts at the top."""
        self.clearSpans()
        for row in self.lines.group_rows():
            self.setSpan(row, 0, 1, len(COLUMNS) - 1)
        key, row, scrolled = self._kept
        found = self.lines.row_of(key) if key is not None else -1
        if self.lines.source.is_same_question and row >= 0:
            self.updateGeometries()
            self.verticalScrollBar().setValue(scrolled)
            at = found if found >= 0 else min(row, self.lines.rowCount() - 1)
        else:
            at = found if found >= 0 else min(1, self.lines.rowCount() - 1)
        if at >= 0:
            self._choose(at)
        self.picked.emit()


def local_files(event: QDropEvent) -> list[Path]:
    """The files of this machine that are dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
