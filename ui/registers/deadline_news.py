"""Deadlines that another calendar or rule moved: told as soon as they moved, and kept to be read later."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from dcapp.features.office.prints_deadline import moved_document
from dcapp.features.office.recounting import MovedLine, last_moved, moved_deadlines
from dcapp.features.papers.issuing import marks_of
from dcapp.kernel import clock
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _
from ui.kit.alerts import alert
from ui.kit.buttons import button
from ui.kit.cells import TWO_LINE_ROW, CellRole, fit_columns, set_up_view
from ui.kit.desk import Desk
from ui.kit.dialogs import Sheet
from ui.kit.fitting import fix
from ui.kit.labels import label
from ui.kit.theme import Tone
from ui.registers.desk_steps import preview_document

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
HEADINGS = (N_("Việc"), N_("Hạn cũ"), N_("Hạn mới"), N_("Vì sao"))
RIGHT = "rules.view"


class MovedModel(QAbstractTableModel):
    """The lines as a table."""

    def __init__(self, lines: Sequence[MovedLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = tuple(lines)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells_of(line)[column]
        if role == CellRole.HINT and column in (0, 3):
            return line.rule if column == 0 else f"{line.moved_at.astimezone():%d/%m/%Y %H:%M}"
        if role == CellRole.TONE and column == 2:
            return Tone.DANGER if line.after < line.before else Tone.INFO
        return None


def cells_of(line: MovedLine) -> tuple[str, str, str, str]:
    """What is told of a line, also in the clipboard."""
    return line.title, vn_date(line.before), vn_date(line.after), line.cause


class MovedDialog(Sheet):
    """Lists deadlines that moved; they can be copied and printed."""

    def __init__(self, desk: Desk, lines: Sequence[MovedLine], title: str, parent: QWidget | None = None) -> None:
        hint = _("Hạn của việc đã xong giữ nguyên.") if lines else ""
        super().__init__(title, _("In danh sách…"), parent, hint=hint, width=900)
        self._desk, self.lines = desk, tuple(lines)
        self.table = QTableView()
        if not lines:
            self.add(label(_("Chưa có hạn nào phải dời."), wrap=True))
            self.agree.hide()
            self.cancel.setFocus()
            return
        self.table.setModel(MovedModel(lines, self.table))
        set_up_view(self.table, title, row=TWO_LINE_ROW)
        fit_columns(self.table, {1: 110, 2: 110, 3: 320}, stretched=0)
        fix(self.table, min_height=min(len(lines), 8) * TWO_LINE_ROW + 40)
        self.add(self.table)
        self.add_button(button(_("Sao chép"), "secondary", "copy", self.copy))
        self.agreed.connect(self._print)
        self.table.selectRow(0)
        self.table.setFocus()

    def copy(self) -> None:
        """Put the list into the clipboard, as cells of a table."""
        rows = [tuple(_(heading) for heading in HEADINGS), *(cells_of(line) for line in self.lines)]
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
        alert(self, _("Đã sao chép."))

    def _print(self) -> None:
        office = self._desk.app.office
        document = moved_document(self.lines, office, marks_of(office), on=clock.today())
        preview_document(self._desk, document, self.windowTitle(), "han-da-doi")


class DeadlineNews(QObject):
    """Watches what moves while the program is open, whoever caused it, also by an undo, and opens the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._seen: int | None = None
        if desk.may(RIGHT):
            desk.tasks.run(last_moved, done=self._begin, owner=self)

    def _begin(self, seen: int) -> None:
        self._seen = seen
        self._desk.changes.shows({"MovedDeadline"}, self._look, self)

    def _look(self) -> None:
        self._desk.tasks.run(moved_deadlines, self._seen or 0, done=self._tell, owner=self)

    def _tell(self, lines: list[MovedLine]) -> None:
        fresh = [line for line in lines if line.id > (self._seen or 0)]
        if fresh:
            self._seen = max(line.id for line in fresh)
            count = _("{count} hạn đang chạy đã dời").format(count=len(fresh))
            MovedDialog(self._desk, fresh, count, _window(self._desk)).open()


def news_of(desk: Desk) -> DeadlineNews:
    """The one that watches for this desk; begins to where nobody does yet."""
    known = desk.findChild(DeadlineNews)
    return known if isinstance(known, DeadlineNews) else DeadlineNews(desk)


def show_moved(desk: Desk, parent: QWidget | None = None) -> None:
    """Open the list of all deadlines that ever moved, the newest first."""

    def show(over: QWidget | None, lines: list[MovedLine]) -> None:
        MovedDialog(desk, lines, _("Hạn đã dời"), over).open()

    desk.tasks.run(moved_deadlines, done=partial(show, parent or _window(desk)), owner=parent or desk)


def _window(desk: Desk) -> QWidget | None:
    window = desk.parent()
    return window if isinstance(window, QWidget) else None
