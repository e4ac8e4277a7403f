"""Thùng rác: what was thrown away, who did it and when; taken back one by one, or emptied for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from dcapp.db.journal import Step, bin_content, empty_bin, undo
from dcapp.kernel.i18n import N_, _
from ui.kit import messages
from ui.kit.actions import Action, Actions
from ui.kit.cells import fit_columns, set_up_view
from ui.kit.desk import Desk, Screen
from ui.kit.fitting import lay
from ui.kit.states import EmptyState, ErrorState, LoadingState

Index = QModelIndex | QPersistentModelIndex
HEADINGS = (N_("Đã xóa"), N_("Ai"), N_("Lúc"))


class BinModel(QAbstractTableModel):
    """The bin, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []

    def take(self, steps: Sequence[Step]) -> None:
        """Show these."""
        self.beginResetModel()
        self.steps = list(steps)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        step = self.steps[index.row()]
        return (_(step.label), step.account, step.at.astimezone().strftime("%d/%m/%Y %H:%M"))[index.column()]


class BinPage(Screen):
    """An account sees what it threw away itself; who manages the bin sees everything."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Thùng rác"), parent=parent)
        self.model = BinModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        set_up_view(self.table, _("Thùng rác"))
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        fit_columns(self.table, {1: 220, 2: 170}, stretched=0)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        room = QVBoxLayout()
        lay(room, (24, 12, 20, 12))
        room.addWidget(self._layers)
        self.body.addLayout(room, 1)
        self.actions_of_page = Actions(self, self._steps(), self.current)
        if desk.may("bin.manage"):
            self.header.add(self.actions_of_page.button("empty", "danger"))
        self.header.add(self.actions_of_page.button("back", "primary"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([self.actions_of_page[step.id] for step in self.actions_of_page.steps])
        self.table.activated.connect(lambda _index: self.take_back(self.current()))
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._refresh())
        self.setFocusProxy(self.table)
        desk.changes.changed.connect(self._look_again)
        self._show_state(LoadingState())
        self.reload()

    def regions(self) -> tuple[QWidget, ...]:
        return (self._layers,)

    def current(self) -> Step | None:
        """What is chosen."""
        row = self.table.currentIndex().row()
        return self.model.steps[row] if 0 <= row < len(self.model.steps) else None

    def reload(self) -> None:
        """Look into the bin again."""
        self.desk.tasks.run(bin_content, done=self._take, failed=self._failed, owner=self, key="admin.bin")

    # -- steps
    def _steps(self) -> list[Action]:
        found = [
            Action("back", N_("Lấy lại"), "undo", None, self.take_back, _needs_step),
            Action("reload", N_("Tải lại"), "reload", "F5", lambda _step: self.reload()),
        ]
        if self.desk.may("bin.manage"):
            found.append(
                Action("empty", N_("Dọn thùng rác"), "delete", None, lambda _step: self.empty(), self._why_not)
            )
        return found

    def take_back(self, step: Step | None) -> None:
        """Put what was thrown away back where it was."""
        if step is not None:
            self.desk.tasks.run(undo, step.id, done=self._taken_back, owner=self)

    def empty(self) -> None:
        """Ask, then forget everything in the bin for good."""
        if messages.ask(
            self,
            _("Dọn thùng rác?"),
            _("{count} mục mất hẳn, không lấy lại được nữa. Nhật ký vẫn ghi đã có.").format(
                count=len(self.model.steps)
            ),
            yes=_("Dọn thùng rác"),
            no=_("Để lại"),
            danger=True,
        ):
            self.desk.tasks.run(empty_bin, done=self._emptied, owner=self)

    # -- what came back
    def _take(self, steps: list[Step]) -> None:
        self.model.take(steps)
        words = _("{count} mục · lấy lại được cho đến khi dọn") if steps else ""
        self.header.show_title(_("Thùng rác"), words.format(count=len(steps)))
        if steps:
            self._layers.setCurrentWidget(self.table)
            self.setFocusProxy(self.table)
            self.table.setCurrentIndex(self.model.index(0, 0))
        else:
            told = _("Dòng bị xóa ở các sổ nằm lại đây và lấy lại được.")
            self._show_state(EmptyState("delete", _("Thùng rác trống"), told))
        self._refresh()

    def _taken_back(self, label: str) -> None:
        self.desk.toast(_("Đã lấy lại: {what}").format(what=_(label)))
        self.reload()

    def _emptied(self, count: int) -> None:
        self.desk.toast(_("Đã dọn {count} mục.").format(count=count))
        self.reload()

    def _failed(self, error: Exception) -> None:
        state = ErrorState(_("Chưa xem được thùng rác"), error)
        state.offer(_("Tải lại"), self.reload)
        self._show_state(state)

    def _show_state(self, state: QWidget) -> None:
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        self.setFocusProxy(self._layers)  # a hidden table would hold Tab where it is

    def _look_again(self, _changed: object) -> None:
        self.reload()

    def _refresh(self) -> None:
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()

    def _why_not(self, _step: Step | None) -> str | None:
        return None if self.model.steps else _("Thùng rác đang trống.")


def _needs_step(step: Step | None) -> str | None:
    return None if step is not None else _("Chọn một dòng trước.")


def bin_page(desk: Desk) -> Screen:
    """The page of the tab."""
    return BinPage(desk)
