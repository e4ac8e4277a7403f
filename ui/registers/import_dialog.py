"""Brings an Excel file into a register in two steps: look at every cell first, then take the lines in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from dcapp.kernel.errors import UserError
from dcapp.kernel.i18n import _
from dcapp.kernel.text import nfc
from dcapp.registers.cells import moment_text
from dcapp.registers.handing_back import hand_back
from dcapp.registers.headings import Clean
from dcapp.registers.importing import Checked, check_sheets, forms_of
from dcapp.registers.spec import Options, Register, form_fields
from dcapp.registers.workbook import SheetCells, read_table
from ui.kit import errors
from ui.kit.buttons import button
from ui.kit.cards import Card, footer
from ui.kit.cells import set_up_view
from ui.kit.fitting import lay
from ui.kit.icons import IconLabel
from ui.kit.labels import ElideLabel, label
from ui.kit.notices import Banner
from ui.kit.tasks import Tasks
from ui.kit.theme import Tone, px
from ui.registers.import_model import ImportTableModel, MarkDelegate

Read = Callable[[Path], Sequence[SheetCells]]


class ImportDialog(QDialog):
    """Shows what a file would bring; nothing is written before "Nhận"."""

    imported = Signal(int, object)  # number of lines, and the Path they came from

    def __init__(
        self,
        register: Register,
        tasks: Tasks,
        bring_in: Callable[..., Any],
        *,
        options: Options | None = None,
        clean: Clean = nfc,
        read: Read = read_table,
        parent: QWidget | None = None,
    ) -> None:
        """`bring_in(uow, forms)` writes the accepted forms; `read` opens the file (in a child process, say)."""
        super().__init__(parent)
        self.register, self._tasks, self._bring_in = register, tasks, bring_in
        self._options, self._clean, self._read = options or {}, clean, read
        self.path: Path | None = None
        self.model: ImportTableModel | None = None
        self.setWindowTitle(_("Nhập Excel: {title}").format(title=_(register.title)))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.name, self.about_file = ElideLabel(_("Chưa chọn tệp"), "strong"), label("", "hint")
        self.banner = Banner(_("Chọn tệp Excel, hoặc kéo thả tệp vào đây."))
        self.next_wrong = self.banner.offer(_("Tới ô cần sửa (F8)"), self.go_to_next_wrong, main=True)
        self.table = QTableView()
        set_up_view(self.table, _("Các dòng của tệp"))
        self.table.setItemDelegate(MarkDelegate(self.table))
        self.cell, self.notes = ElideLabel("", "hint"), label("", "hint", wrap=True)
        self.cancel = button(_("Hủy (Esc)"), "quiet", None, self.reject)
        self.give_back = button(_("Lưu dòng lỗi…"), "secondary", None, self._ask_to_hand_back)
        self.skip = button("", "secondary", None, self._take)
        self.take = button(_("Nhận"), "primary", None, self._take)
        self._lay_out()
        QShortcut(QKeySequence("F8"), self, self.go_to_next_wrong)
        self._show_state()

    def choose_file(self) -> None:
        """Ask which file to read."""
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Chọn tệp Excel"), "", _("Bảng tính Excel (*.xlsx)"))
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would bring."""
        self.path, self.model = path, None
        self.table.setModel(None)
        self.name.setText(path.name)
        self.banner.say(_("Đang đọc tệp…"), Tone.INFO)
        self._show_buttons()

        def work() -> Checked:
            return check_sheets(self.register, self._read(path), self._options, self._clean)

        self._tasks.start(work, self._show_checked, self._refused, owner=self)

    def go_to_next_wrong(self) -> None:
        """Put the cursor on the next cell to correct and open it for typing."""
        if self.model is None:
            return
        now = self.table.currentIndex()
        place = self.model.next_wrong(now.row(), now.column())
        if place is not None:
            index = self.model.index(*place)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
            self.table.setFocus()
            if self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.table.edit(index)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.open_file(files[0])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lay(column)
        inner = QVBoxLayout()
        lay(inner, (24, 16, 24, 8), 10)
        card, row, words = Card(), QHBoxLayout(), QVBoxLayout()
        lay(row, spacing=12)
        lay(words, spacing=0)
        row.addWidget(IconLabel("paper", "success", 22))
        words.addWidget(self.name)
        words.addWidget(self.about_file)
        row.addLayout(words, 1)
        row.addWidget(button(_("Chọn tệp khác…"), "quiet", None, self.choose_file))
        card.body.addLayout(row)
        for widget in (card, self.banner, self.table, self.cell, self.notes):
            inner.addWidget(widget, 1 if widget is self.table else 0)
        column.addLayout(inner, 1)
        hint = label(_("Chưa ghi gì vào sổ. Sau khi nhận vẫn hoàn tác được."), "hint", wrap=True)
        column.addWidget(footer(self.cancel, self.give_back, self.skip, self.take, hint=hint))
        self.resize(px(1040), px(640))

    def _show_checked(self, checked: Checked) -> None:
        self.model = ImportTableModel(self.register, checked, self._options, self._clean, self)
        self.model.corrected.connect(self._show_state)
        self.table.setModel(self.model)
        self.table.selectionModel().currentChanged.connect(self._show_cell)
        fields = form_fields(self.register)
        widths = [64, 170, *(min(max(field.width, 110), 240) if field.width else 200 for field in fields)]
        for place, width in enumerate(widths):
            self.table.setColumnWidth(place, px(width))
            self.table.setColumnHidden(place, place in self.model.empty_columns())
        self.table.horizontalHeader().setStretchLastSection(True)
        changed = datetime.fromtimestamp(self.path.stat().st_mtime).astimezone() if self.path else None
        self.about_file.setText(
            _("Trang tính {sheet} · sửa lần cuối {moment} · {number} dòng").format(
                sheet=checked.sheet, moment=moment_text(changed) if changed else "–", number=len(checked.lines)
            )
        )
        self.notes.setText(" ".join(checked.notes))
        self.notes.setVisible(bool(checked.notes))
        self._show_state()
        self.go_to_next_wrong()

    def _show_state(self) -> None:
        if self.model is not None:
            checked = self.model.checked
            wrong = sum(not problem.is_doubt for problem in checked.problems)
            doubts = len(checked.problems) - wrong
            if wrong:
                words = _("Đọc được <b>{good}/{all}</b> dòng. Còn <b>{wrong} ô cần sửa</b>, đã tô màu; sửa ngay tại ô.")
                tone = Tone.WARNING
            elif doubts:
                words, tone = _("Đọc được cả <b>{all}</b> dòng. Có <b>{doubts} ô nên xem lại</b>."), Tone.INFO
            else:
                words, tone = _("Đọc được cả <b>{all}</b> dòng."), Tone.SUCCESS
            figures = {"good": len(checked.accepted), "all": len(checked.lines), "wrong": wrong, "doubts": doubts}
            self.banner.say(words.format(**figures), tone)
        self._show_buttons()

    def _show_buttons(self) -> None:
        checked = self.model.checked if self.model is not None else None
        good = len(checked.accepted) if checked else 0
        bad = len(checked.rejected) if checked else 0
        self.take.setText(_("Nhận {number} dòng").format(number=good + bad) if checked else _("Nhận"))
        self.take.setEnabled(bool(good) and not bad)
        self.take.setToolTip(_("Còn ô cần sửa. Sửa hết, hoặc bỏ qua các dòng ấy.") if bad else "")
        self.skip.setText(_("Bỏ qua {number} dòng và nhận").format(number=bad))
        self.skip.setVisible(bool(bad and good))
        self.give_back.setVisible(bool(bad))
        self.next_wrong.setVisible(bool(bad))

    def _show_cell(self, now: QModelIndex) -> None:
        self.cell.setText(self.model.about(now.row(), now.column()) if self.model is not None else "")

    def _take(self) -> None:
        if self.model is None:
            return
        for part in (self.take, self.skip):
            part.setEnabled(False)
        forms = forms_of(self.register, self.model.checked)
        self.banner.say(_("Đang ghi {number} dòng vào sổ…").format(number=len(forms)), Tone.INFO)
        self._tasks.run(
            self._bring_in, forms, done=lambda _result: self._taken(len(forms)), failed=self._not_taken, owner=self
        )

    def _taken(self, number: int) -> None:
        self.imported.emit(number, self.path)
        self.accept()

    def _not_taken(self, error: Exception) -> None:
        self.skip.setEnabled(True)
        self._show_buttons()
        self._refused(error)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.banner.say(escape(str(error)), Tone.DANGER)
        else:
            self.banner.say(_("Chưa nhập được; sổ vẫn như cũ."), Tone.DANGER)
            errors.present(self, error)

    def _ask_to_hand_back(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Lưu các dòng cần sửa"), _("can-sua.xlsx"), _("Bảng tính Excel (*.xlsx)")
        )
        if chosen:
            self.save_rejected(Path(chosen).with_suffix(".xlsx"))

    def save_rejected(self, path: Path) -> None:
        """Write only the wrong rows with the reasons, for whoever sent the file."""
        if self.model is not None:
            checked = self.model.checked
            self._tasks.start(lambda: hand_back(path, checked), self._handed_back, self._refused, owner=self)

    def _handed_back(self, number: int) -> None:
        self.cell.setText(_("Đã lưu {number} dòng cần sửa kèm lý do.").format(number=number))
