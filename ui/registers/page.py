"""The page of a plain book: header, filters, table, pane and the steps on its lines, composed of the readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from dcapp.db.faults import Interrupted
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.numbers import vn_number
from dcapp.registers.finding import Query
from dcapp.registers.forming import form_values
from dcapp.registers.spec import Line, Options, Register, kinds_shown
from dcapp.registers.use_cases import choosing, locating
from ui.kit import errors, messages
from ui.kit.actions import Action, Actions, always
from ui.kit.desk import Desk, Screen
from ui.kit.list_detail import ListDetail
from ui.kit.states import LoadingState
from ui.registers import page_states
from ui.registers.export_action import Export, ask_for_path
from ui.registers.filter_bar import RegisterFilterBar
from ui.registers.form import FormDialog
from ui.registers.import_dialog import ImportDialog
from ui.registers.line_pane import LinePane
from ui.registers.print_action import print_register
from ui.registers.steps import Steps
from ui.registers.table_model import RegisterTableModel
from ui.registers.table_view import RegisterTable


class RegisterPage(Screen):
    """Shows one register; a slice's page is this with its use cases, or its own composition of the same parts."""

    def __init__(
        self,
        desk: Desk,
        register: Register,
        steps: Steps | None = None,
        *,
        icon: str = "table",
        own: Sequence[Action] = (),
        pane: LinePane | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`own` are further actions of the slice: they get the current Line, or None."""
        super().__init__(desk, _(register.title), parent=parent)
        self.register, self.steps, self._icon = register, steps or Steps(), icon
        self.options: Options = {}
        self._going_to = -1  # a row to show as soon as the table is long enough
        self._then = ""  # the step to begin there
        self.model = RegisterTableModel(register, desk.tasks, self)
        self.table = RegisterTable(self.model)
        self.filters = RegisterFilterBar(register, desk.tasks)
        self.pane = pane or LinePane(register)
        self._layers = QStackedWidget()
        self._layers.addWidget(self.table)
        self.frame = ListDetail(register.key, self.filters, self._layers, self.pane)
        self.body.addWidget(self.frame, 1)
        self.actions_of_page = Actions(self, [*self._own_steps(), *own], self.table.current_line)
        self._add_buttons(step.id for step in own)
        self._connect()
        self.setFocusProxy(self.table)
        self._show_state(LoadingState())
        self.reload()

    # -- what the window asks of a page
    def regions(self) -> tuple[QWidget, ...]:
        return (self.filters, self._layers, self.pane)

    def search_field(self) -> QWidget | None:
        return self.filters.search if self.register.search_column else None

    def show_record(self, record: Any) -> None:
        """Go to the line with this key, among all lines."""
        self.filters.clear()
        work = self.desk.tasks
        work.run(locating(self.register), self._query(), int(record), done=self._go_to, owner=self)

    def begin(self, step: str, record: Any) -> None:
        self._then = step
        self.show_record(record)

    def shown_record(self) -> Any:
        line = self.table.current_line()
        return line[self.register.key_column] if line is not None else None

    def reload(self) -> None:
        """Ask for the lines, the counts and the choices again."""
        self.model.ask(self._query())
        self.filters.count()
        if any(field.options is not None for field in self.register.fields):
            self.desk.tasks.run(choosing(self.register), done=self._take_options, failed=_passed_over, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            for export in self.findChildren(Export):
                export.stop()
        super().keyPressEvent(event)

    # -- steps
    def _own_steps(self) -> list[Action]:
        steps, found = self.steps, []
        writes = self.register.right_edit and self.desk.may(self.register.right_edit)
        own_dialog = steps.ask is not None
        if writes and (own_dialog or steps.add is not None):
            found.append(Action("add", steps.add_words or N_("Thêm"), "add", "Ctrl+N", self.add_line))
        if writes and (own_dialog or steps.edit is not None):
            found.append(Action("edit", N_("Sửa"), "edit", "F2", self.edit_line, _needs_line))
        if writes and steps.remove is not None:
            found.append(Action("remove", N_("Xóa"), "delete", "Del", self.remove_line, _needs_line))
        if writes and steps.bring_in is not None:
            found.append(Action("import", N_("Nhập Excel"), "import", None, self.bring_in))
        found.append(Action("export", N_("Xuất Excel"), "export", "Ctrl+E", self.export))
        if steps.draw is not None:
            found.append(Action("print", N_("In"), "print", "Ctrl+P", self.print_lines))
        found.append(Action("reload", N_("Tải lại"), "reload", "F5", lambda _line: self.reload(), always))
        return found

    def add_line(self, _line: Line | None = None) -> None:
        """Open the form for a new line."""
        if self.steps.ask is not None:
            self.steps.ask(self, None).open()
        elif self.steps.add is not None:
            self._form(self.steps.add, (), {}, _("Đã thêm {noun}.")).open()

    def edit_line(self, line: Line | None) -> None:
        """Open the form with this line."""
        if line is None:
            return
        if self.steps.ask is not None:
            self.steps.ask(self, line).open()
        elif self.steps.edit is not None:
            key = line[self.register.key_column]
            self._form(self.steps.edit, (key,), form_values(self.register, line), _("Đã lưu {noun}.")).open()

    def remove_line(self, line: Line | None) -> None:
        """Ask, then put the line into the bin."""
        if line is None or self.steps.remove is None:
            return
        noun = _(self.register.noun)
        question = _("Xóa {noun} này?").format(noun=noun)
        kept = _("Dòng này vào thùng rác và lấy lại được.")
        if messages.ask(self, question, kept, yes=_("Xóa {noun}").format(noun=noun), no=_("Giữ lại"), danger=True):
            done = partial(self._told, _("Đã xóa {noun}."))
            self.desk.tasks.run(self.steps.remove, line[self.register.key_column], done=done, owner=self)

    def bring_in(self, _line: Line | None = None) -> None:
        """Open the import and ask for a file."""
        if self.steps.bring_in is None:
            return
        dialog = ImportDialog(
            self.register,
            self.desk.tasks,
            self.steps.bring_in,
            options=self.options,
            clean=self.steps.clean,
            read=self.steps.read,
            parent=self,
        )
        dialog.imported.connect(self._imported)
        dialog.open()
        dialog.choose_file()

    def export(self, _line: Line | None = None) -> None:
        """Ask where to, then save all lines that the filters leave."""
        path = ask_for_path(self, self.register)
        if path is not None:
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Save all lines that the filters leave."""
        export = Export(self.desk.tasks, self.register, self)
        export.said.connect(self._say)
        export.finished.connect(lambda written: self.desk.toast(_("Đã xuất ra {name}.").format(name=written.name)))
        export.failed.connect(partial(errors.present, self))
        export.start(self.model.query, path, self.steps.about())

    def print_lines(self, _line: Line | None = None) -> None:
        """Show all lines that the filters leave as they will be printed."""
        if self.steps.draw is not None:
            print_register(self.desk.tasks, self.register, self.model.query, self.steps.draw, self)

    # -- inside
    def _form(self, save: Callable[..., Any], keys: tuple[Any, ...], values: dict[str, Any], words: str) -> FormDialog:
        return FormDialog(
            self.register,
            self.desk.tasks,
            save,
            *keys,
            options=self.options,
            values=values,
            done=partial(self._told, words),
            parent=self,
        )

    def _add_buttons(self, own: Iterable[str]) -> None:
        steps = self.actions_of_page
        if steps is None:
            return
        known = {step.id for step in steps.steps}
        for step_id in ("export", "import", "add"):
            if step_id in known:
                self.header.add(steps.button(step_id, "primary" if step_id == "add" else "secondary"))
        feet = (("edit", "primary"), ("remove", "secondary"), *((step_id, "secondary") for step_id in own))
        self.pane.set_footer(*(steps.button(step_id, kind) for step_id, kind in feet if step_id in known))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([steps[step.id] for step in steps.steps])

    def _connect(self) -> None:
        self.filters.changed.connect(lambda: self.model.ask(self._query()))
        self.table.picked.connect(self._show_line)
        self.table.opened.connect(lambda _line: self.frame.open_detail())
        self.table.said.connect(self._say)
        self.model.counted.connect(self._counted)
        self.model.loaded.connect(self._loaded)
        self.model.failed.connect(self._failed)
        self.desk.changes.shows(kinds_shown(self.register), self.reload, self)

    def _query(self) -> Query:
        asked, shown = self.filters.query(), self.model.query
        return replace(asked, order=shown.order, descending=shown.descending)

    def _show_line(self, line: Line | None) -> None:
        if self.actions_of_page is not None:
            self.actions_of_page.refresh()
        if line is None:
            self.frame.close_detail()
            return
        self.pane.show_line(line)
        self.frame.preview_detail()

    def _counted(self, number: int, more: bool) -> None:
        noun = _(self.register.noun)
        words = _("hơn {number} {noun}") if more else _("{number} {noun}")
        counted = words.format(number=vn_number(number), noun=noun)
        self.header.show_title(_(self.register.title), counted)
        self._say(_("{counted} đang hiện").format(counted=counted))
        if not more and not self.filters.is_filtered():
            self.filters.say_count(number)
        self._arrive()

    def _go_to(self, row: int | None) -> None:
        if row is None:
            self.desk.toast(_("Dòng này không còn trong sổ."))
            return
        self._going_to = row
        self._arrive()

    def _arrive(self) -> None:
        if 0 <= self._going_to < self.model.rowCount():
            index = self.model.index(self._going_to, 0)
            self._going_to = -1
            self.table.stand_at(index.row())
            self.table.scrollTo(index)
            self.frame.open_detail()
            self._begin_step()

    def _begin_step(self) -> None:
        """Begin what was asked for with the line, where this account may and the line allows it."""
        wanted, self._then = self._then, ""
        steps = self.actions_of_page
        if wanted and steps is not None and any(step.id == wanted for step in steps.steps):
            steps.refresh()
            if steps[wanted].isEnabled():
                QTimer.singleShot(0, self, steps[wanted].trigger)

    def _loaded(self) -> None:
        if self.model.rowCount():
            self._layers.setCurrentWidget(self.table)
            self.setFocusProxy(self.table)
        elif self.filters.is_filtered():
            self._show_state(page_states.nothing_found(self.model.query.words, self.filters.clear))
        else:
            self._show_state(
                page_states.nothing_yet(self.register, self._icon, self.actions_of_page, self.steps.add_words)
            )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Interrupted):
            self._show_state(page_states.failed(error, self.reload))

    def _show_state(self, state: QWidget) -> None:
        while (old := self._layers.widget(1)) is not None:
            self._layers.removeWidget(old)
            old.deleteLater()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        # Tab never leaves a page whose proxy is hidden
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the stub forgets that None takes it away
        self.frame.close_detail()

    def _take_options(self, options: Options) -> None:
        self.options = options
        self.filters.offer(options)

    def _told(self, words: str, _result: Any = None) -> None:
        self.desk.toast(words.format(noun=_(self.register.noun)), self.steps.undo)

    def _imported(self, number: int, _path: Path) -> None:
        words = _("Đã nhận {number} {noun} từ Excel.").format(number=vn_number(number), noun=_(self.register.noun))
        self.desk.toast(words, self.steps.undo)

    def _say(self, words: str) -> None:
        known = {step.id for step in self.actions_of_page.steps} if self.actions_of_page is not None else set()
        keys = _("Enter mở · F2 sửa · Ctrl+C sao chép") if "edit" in known else _("Enter mở · Ctrl+C sao chép")
        self.frame.set_foot(words, keys)


def _needs_line(line: Line | None) -> str | None:
    return None if line is not None else _("Chọn một dòng trong bảng trước.")


def _passed_over(_error: Exception) -> None:
    """Choices are asked for beside the lines; the table itself reports what is wrong."""
