"""Photos and papers kept with a record of any book: dropped or chosen, saved out again, thrown away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from dcapp.features.attachments.service import AttachmentLine, attach, attachment_content, attachments_of, detach
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import AttachmentId
from dcapp.kernel.numbers import vn_number
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.file_view import FileViewDialog
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.registers.desk_steps import take_back


class FilesPart(QWidget):
    """The files of one record; `kind` is the name under which attachments know its book."""

    counted = Signal(int)

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._shown = desk, kind, 0
        self._names: dict[int, str] = {}
        self.may_add = desk.may("attachments.add")
        self.setAcceptDrops(self.may_add)
        column = QVBoxLayout(self)
        lay(column, spacing=8)
        self.list = TwoLineList(_("Tệp đính kèm"))
        column.addWidget(self.list, 1)
        grid = QGridLayout()
        lay(grid, spacing=(8, 8))
        self.save = button(_("Lưu ra…"), "secondary", "export", self.save_out)
        self.look = button(_("Xem"), "secondary", "search", self.look_at)
        self.drop = button(_("Bỏ tệp"), "secondary", "delete", self.remove)
        offered = [self.look, self.save]
        if self.may_add:
            offered = [button(_("Thêm tệp…"), "secondary", "attach", self.choose), self.look, self.save, self.drop]
        for number, found in enumerate(offered):
            grid.addWidget(found, number // 2, number % 2)
        column.addLayout(grid)
        if self.may_add:
            column.addWidget(label(_("Kéo ảnh, tệp từ máy thả vào đây cũng được."), "hint", wrap=True))
        self.list.picked.connect(self._picked)
        self.list.activated.connect(lambda _index: self.look_at())
        self._picked(0)

    def show_files_of(self, record_id: int) -> None:
        """List the files of a record."""
        self._shown = record_id
        if self._desk.may("attachments.open"):
            self._desk.tasks.run(
                attachments_of, self._kind, record_id, done=self._take, owner=self, key=f"files-{id(self)}"
            )

    def take_in(self, paths: list[Path]) -> None:
        """Keep these files with the record."""
        shown = self._shown

        def read() -> list[tuple[str, bytes]]:
            return [(path.name, path.read_bytes()) for path in paths if path.is_file()]

        def keep(files: list[tuple[str, bytes]]) -> None:
            for name, content in files:
                self._desk.tasks.run(attach, self._kind, shown, name, content, done=self._kept, owner=self)

        self._desk.tasks.start(read, keep, owner=self)

    def choose(self) -> None:
        """Ask for files on this machine."""
        names, _filter = QFileDialog.getOpenFileNames(self, _("Chọn ảnh, tệp đính kèm"))
        if names:
            self.take_in([Path(name) for name in names])

    def look_at(self) -> None:
        """Show the chosen file inside the program; no copy of it is left on the disk."""
        key = self.list.key()

        def show(found: tuple[str, bytes]) -> None:
            FileViewDialog(*found, self._desk.tasks, self).open()

        if key:
            self._desk.tasks.run(attachment_content, AttachmentId(key), done=show, owner=self)

    def save_out(self) -> None:
        """Ask where to, and write the chosen file there."""
        key = self.list.key()
        if not key:
            return
        target, _filter = QFileDialog.getSaveFileName(self, _("Lưu tệp ra"), self._names.get(key, ""))
        if target:
            self.save_to(key, Path(target))

    def save_to(self, key: int, target: Path) -> None:
        """Write a kept file to a place."""

        def write(found: tuple[str, bytes]) -> None:
            self._desk.tasks.start(
                lambda: target.write_bytes(found[1]),
                lambda _count: self._desk.toast(_("Đã lưu ra {name}.").format(name=target.name)),
                owner=self,
            )

        self._desk.tasks.run(attachment_content, AttachmentId(key), done=write, owner=self)

    def remove(self) -> None:
        """Ask, then throw the chosen file into the bin."""
        key = self.list.key()
        question, kept = _("Bỏ tệp đính kèm này?"), _("Tệp vào thùng rác và lấy lại được.")
        if key and messages.ask(self, question, kept, yes=_("Bỏ tệp"), no=_("Giữ lại"), danger=True):
            self._desk.tasks.run(detach, AttachmentId(key), done=self._dropped, owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._shown and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _take(self, lines: list[AttachmentLine]) -> None:
        self._names = {line.id: line.name for line in lines}
        self.list.show_rows([TwoLines(line.id, line.name, _size(line.byte_count)) for line in lines])
        self.counted.emit(len(lines))

    def _kept(self, _key: object) -> None:
        self._desk.toast(_("Đã đính kèm tệp."), lambda: take_back(self._desk))

    def _dropped(self, _result: object) -> None:
        self._desk.toast(_("Đã bỏ tệp."), lambda: take_back(self._desk))

    def _picked(self, key: int) -> None:
        for found in (self.look, self.save, self.drop):
            found.setEnabled(bool(key))
            found.setToolTip("" if key else _("Chọn một tệp trong danh sách trước."))


def _size(byte_count: int) -> str:
    if byte_count < 1_000_000:
        return _("{size} KB").format(size=vn_number(max(1, round(byte_count / 1000))))
    return _("{size} MB").format(size=vn_number(byte_count / 1_000_000, 1))
