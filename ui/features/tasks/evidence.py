"""What proves a task: files that are dropped, chosen, saved out or thrown away, and records of other books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from dcapp.features.attachments.service import attachment_content
from dcapp.features.tasks.following import add_evidence_files, remove_evidence
from dcapp.features.tasks.queries import EvidenceLine, TaskCard
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _, ngettext
from dcapp.kernel.ids import AttachmentId, TaskId
from dcapp.kernel.numbers import vn_number
from ui.features.tasks.rows import Choosable, ChoosableList
from ui.kit import messages
from ui.kit.buttons import button
from ui.kit.desk import Desk
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.registers.desk_steps import take_back


class EvidencePart(QWidget):
    """The proofs of one task."""

    add_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.card: TaskCard | None = None
        column = QVBoxLayout(self)
        lay(column, (0, 12, 0, 12), 8)
        self.none = label(_("Chưa có minh chứng. Việc chỉ ghi xong khi có minh chứng hoặc lý do."), "hint", wrap=True)
        column.addWidget(self.none)
        self.list = ChoosableList(_("Minh chứng"))
        self.list.opened.connect(self.open)
        column.addWidget(self.list, 1)
        grid = QGridLayout()
        lay(grid, spacing=(8, 8))
        self.add_button = button(_("Thêm tệp…"), "secondary", "attach", self.add_wanted.emit)
        self.save_button = button(_("Lưu ra…"), "secondary", "export", self.save_out)
        self.drop_button = button(_("Bỏ tệp"), "secondary", "delete", self.remove)
        for number, found in enumerate((self.add_button, self.save_button, self.drop_button)):
            grid.addWidget(found, number // 2, number % 2)
        column.addLayout(grid)
        self.hint = label(_("Kéo tệp thả vào việc trong danh sách hoặc vào đây cũng được."), "hint", wrap=True)
        column.addWidget(self.hint)
        self.list.selectionModel().currentChanged.connect(lambda *_indexes: self._look())

    def show_card(self, card: TaskCard) -> None:
        """List the proofs of this task."""
        self.card = card
        self.none.setVisible(not card.evidence)
        self.list.setVisible(bool(card.evidence))
        self.list.show_rows([_row(line) for line in card.evidence])
        for shown in (self.add_button, self.drop_button, self.hint):
            shown.setVisible(card.may_note)
        self._look()

    def open(self, line: EvidenceLine | None) -> None:
        """Go to the record of another book, or save the file out."""
        if line is not None and line.register:
            self._desk.open("plan", (line.register, line.record_id))
        elif line is not None:
            self.save_out()

    def save_out(self) -> None:
        """Ask where to, and write the chosen file there."""
        line = self.list.key()
        if line is None or line.attachment_id is None:
            return
        target, _filter = QFileDialog.getSaveFileName(self, _("Lưu tệp ra"), line.name)
        if target:
            self.save_to(line.attachment_id, Path(target))

    def save_to(self, key: AttachmentId, target: Path) -> None:
        """Write a kept file to a place."""

        def write(found: tuple[str, bytes]) -> None:
            said = _("Đã lưu ra {name}.").format(name=target.name)
            self._desk.tasks.start(
                lambda: target.write_bytes(found[1]), lambda _count: self._desk.toast(said), owner=self
            )

        self._desk.tasks.run(attachment_content, key, done=write, owner=self)

    def remove(self) -> None:
        """Ask, then throw the chosen file into the bin."""
        line = self.list.key()
        if line is None or line.attachment_id is None:
            return
        question = _("Bỏ minh chứng {name}?").format(name=line.name)
        kept = _("Tệp vào thùng rác và lấy lại được. Việc đã xong chỉ nhờ tệp này sẽ mở lại.")
        if messages.ask(self, question, kept, yes=_("Bỏ tệp"), no=_("Giữ lại"), danger=True):
            self._desk.tasks.run(remove_evidence, line.attachment_id, done=self._dropped, owner=self)

    def _dropped(self, _result: object) -> None:
        self._desk.toast(_("Đã bỏ minh chứng."), partial(take_back, self._desk))

    def _look(self) -> None:
        line = self.list.key()
        is_file = line is not None and line.attachment_id is not None
        self.save_button.setVisible(is_file and self._desk.may("attachments.open"))
        self.drop_button.setEnabled(is_file)


def _row(line: EvidenceLine) -> Choosable:
    if line.register:
        below = _("Ghi ở sổ khác ngày {day} · Enter mở").format(day=vn_date(line.on))
        return Choosable(line, line.name, below, symbol="link")
    size = _("{size} KB").format(size=vn_number(max(1, line.byte_count // 1024)))
    return Choosable(line, line.name, f"{vn_date(line.on)} · {size}", symbol="paper")


def ask_for_files(parent: QWidget) -> list[Path]:
    """Let the officer choose files on this machine."""
    names, _filter = QFileDialog.getOpenFileNames(parent, _("Chọn minh chứng"))
    return [Path(name) for name in names]


def keep_files(
    desk: Desk, owner: QObject, task_id: TaskId, paths: Sequence[Path], then: Callable[[], object] | None = None
) -> None:
    """Keep files as proofs of a task, off the GUI thread; `then` once all of them are kept."""

    def read() -> list[tuple[str, bytes]]:
        return [(path.name, path.read_bytes()) for path in paths if path.is_file()]

    def keep(files: list[tuple[str, bytes]]) -> None:
        if not files:
            desk.toast(_("Thư mục không làm minh chứng được. Kéo từng tệp vào."))
            return

        def kept(_result: object) -> None:
            words = ngettext("Đã thêm {count} minh chứng.", "Đã thêm {count} minh chứng.", len(files))
            desk.toast(words.format(count=len(files)), partial(take_back, desk))
            if then is not None:
                then()

        desk.tasks.run(add_evidence_files, task_id, files, done=kept, owner=owner)

    desk.tasks.start(read, keep, owner=owner)
