"""Nhập kế hoạch đã ký: the paper at the left, what was read at the right, linked; nothing is written before Lưu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from dcapp.db.journal import Draft, draft_of, drop_draft, keep_draft
from dcapp.features.plan.preview import EntryKind, Preview, preview_of
from dcapp.features.plan.preview_draft import FORM, from_payload, to_payload
from dcapp.features.plan.service import take_in_plan
from dcapp.kernel.errors import UserError
from dcapp.kernel.i18n import _
from dcapp.reading.child import read_in_child
from dcapp.reading.result import PaperReading
from ui.features.plan.correcting import Corrections
from ui.kit import errors, messages
from ui.kit.buttons import button
from ui.kit.cards import footer
from ui.kit.desk import Desk, Screen
from ui.kit.fitting import lay
from ui.kit.labels import ElideLabel, label
from ui.kit.states import EmptyState, ErrorState, LoadingState
from ui.kit.tasks import Job

PATTERNS = "*.docx *.pdf *.txt"
KEEP_MS = 2_000


class ImportScreen(Screen):
    """The preview of one signed paper."""

    left = Signal()
    kept = Signal(int)  # id of the plan that was written

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Nhập kế hoạch đã ký"), _("Kế hoạch › chọn tệp"), parent)
        self.preview: Preview | None = None
        self._path: Path | None = None
        self._job: Job | None = None
        self._asked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.setAcceptDrops(True)
        self.header.add(button(_("Chọn tệp khác…"), "secondary", "paper", self.choose_file))
        self.corrections = Corrections()
        self.corrections.changed.connect(self._count)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        QShortcut(QKeySequence("Esc"), self, self.leave)
        self._show_state(self._welcome())
        desk.tasks.run(draft_of, FORM, "", done=self._offer_draft, failed=lambda _error: None, owner=self)

    def _lay_out(self) -> None:
        self._layers = QStackedWidget()
        self._layers.addWidget(self.corrections)
        self.body.addWidget(self._layers, 1)
        self.doubts = label("", "strong")
        self.next_button = button(_("Tới chỗ kế tiếp (F8)"), "link", None, self.corrections.next_doubt)
        hint = QWidget()
        words = QHBoxLayout(hint)
        lay(words, spacing=8)
        words.addWidget(self.doubts)
        words.addWidget(self.next_button)
        undoable = ElideLabel(_("Lưu xong vẫn hoàn tác được"), "hint")
        undoable.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words.addWidget(undoable, 1)
        self.cancel = button(_("Hủy (Esc)"), "quiet", None, self.leave)
        self.save_button = button(_("Lưu"), "primary", "check", self.save)
        self.strip = footer(self.cancel, self.save_button, hint=hint)
        self.body.addWidget(self.strip)

    # -- reading
    def choose_file(self) -> None:
        """Ask for the signed paper."""
        name, _chosen = QFileDialog.getOpenFileName(
            self, _("Chọn kế hoạch đã ký"), "", _("Văn bản đã ký ({patterns})").format(patterns=PATTERNS)
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a paper in a child process; Esc stops it."""
        self._path, self.preview = path, None
        loading = LoadingState(_("Đang đọc {name}…").format(name=path.name))
        self._show_state(loading)
        self._job = self.desk.tasks.follow(
            lambda job: read_in_child(path, cancelled=lambda: job.is_stopped),
            self.show_reading,
            self._unread,
            owner=self,
        )
        loading.stopped.connect(self._job.stop)

    def show_reading(self, reading: PaperReading) -> None:
        """Show what was read."""
        self._job = None
        self.show_preview(preview_of(reading))

    def show_preview(self, preview: Preview) -> None:
        """Show a preview, however it came about."""
        self.preview, self._asked = preview, False
        name = self._path.name if self._path else ""
        pages = preview.reading.page_count
        parts = [_("Kế hoạch"), name, _("{count} trang").format(count=pages) if pages else "", _("chưa ghi gì vào sổ")]
        note = preview.reading.encoding_note
        self.header.show_title(_("Nhập kế hoạch đã ký"), " · ".join(part for part in (*parts, note) if part))
        self._layers.setCurrentWidget(self.corrections)
        self.strip.show()
        self.corrections.show_preview(preview)
        self._count()

    def _unread(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, UserError):
            errors.present(self, error)
        state = ErrorState(_("Chưa đọc được tệp"), error)
        state.offer(_("Chọn tệp khác…"), self.choose_file, symbol="paper")
        self._show_state(state)

    def _welcome(self) -> QWidget:
        state = EmptyState(
            "paper",
            _("Chọn kế hoạch đã ký"),
            _("Kéo tệp Word (.docx), PDF có chữ hoặc .txt vào đây. Chương trình đọc xong sẽ cho anh/chị xem và sửa."),
        )
        state.offer(_("Chọn tệp…"), self.choose_file, symbol="paper")
        return state

    def _show_state(self, state: QWidget) -> None:
        old = self._layers.currentWidget()
        self._layers.addWidget(state)
        self._layers.setCurrentWidget(state)
        if old is not None and old is not self.corrections:
            self._layers.removeWidget(old)
            old.deleteLater()
        self.strip.hide()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes the last correction back here; the window's own Ctrl+Z would undo what was saved before."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _undoes(event):
            self.corrections.step_back()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.read(paths[0])

    # -- keeping
    def _count(self) -> None:
        """Say what would be written, and how much is doubtful."""
        preview = self.preview
        if preview is None:
            return
        counts, doubts = preview.counts(), len(preview.doubtful())
        self.doubts.setText(
            _("Còn {count} chỗ cần xem lại").format(count=doubts) if doubts else _("Không còn chỗ nào cần xem lại")
        )
        self.next_button.setVisible(bool(doubts))
        self.save_button.setText(
            _("Lưu {duties} việc, {papers} văn bản, {due} nghĩa vụ báo cáo").format(
                duties=counts[EntryKind.CHARGE], papers=counts[EntryKind.DOCUMENT], due=counts[EntryKind.OBLIGATION]
            )
        )
        self._timer.start()

    def save(self) -> None:
        """Write everything in one transaction; open doubts are asked about once."""
        preview = self.preview
        if preview is None or not self.save_button.isEnabled():  # nothing to write, or it is being written
            return
        doubts = len(preview.doubtful())
        if doubts and not self._asked:
            self._asked = True
            question = _("Còn {count} chỗ cần xem lại. Lưu luôn?").format(count=doubts)
            rest = _("Những chỗ này được giữ như đã đọc và sửa được sau.")
            if not messages.ask(self, question, rest, yes=_("Lưu luôn"), no=_("Xem lại")):
                self.corrections.next_doubt()
                return
        self.save_button.setEnabled(False)
        name = self._path.name if self._path else ""
        form, path, tasks = preview.to_form(), self._path, self.desk.tasks

        def keep(content: bytes | None) -> None:
            tasks.run(take_in_plan, form, name, content, done=self._saved, failed=self._refused, owner=self)

        if path is None or not path.exists():
            keep(None)
        else:
            tasks.start(path.read_bytes, keep, self._refused, owner=self)

    def _saved(self, plan_id: int) -> None:
        self.save_button.setEnabled(True)
        self.preview = None
        self._forget_draft()
        self.kept.emit(plan_id)

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        errors.present(self, error)

    def keep_draft(self) -> None:
        """Keep the corrections, so that the lock or a power cut costs nothing."""
        self._timer.stop()
        if self.preview is not None:
            payload = to_payload(self.preview, str(self._path or ""))
            self.desk.tasks.run(keep_draft, FORM, "", payload, failed=lambda _error: None)

    def _forget_draft(self) -> None:
        self._timer.stop()
        self.desk.tasks.run(drop_draft, FORM, "", failed=lambda _error: None)

    def _offer_draft(self, draft: Draft | None) -> None:
        if draft is None or self.preview is not None or self._job is not None:
            return
        moment = draft.saved_at.astimezone().strftime("%H:%M, %d/%m/%Y")
        state = EmptyState(
            "history",
            _("Có bản đọc dở lúc {time}").format(time=moment),
            _("Những chỗ đã sửa vẫn còn. Dùng tiếp, hoặc bỏ để đọc tệp khác."),
        )
        state.offer(_("Dùng tiếp"), lambda: self._resume(draft), symbol="check")
        state.offer(_("Bỏ"), self._start_anew, kind="quiet")
        self._show_state(state)

    def _resume(self, draft: Draft) -> None:
        try:
            preview, path = from_payload(draft.payload)
        except (ValueError, TypeError, KeyError):
            self._start_anew()
            return
        self._path = Path(path) if path else None
        self.show_preview(preview)

    def _start_anew(self) -> None:
        self._forget_draft()
        self._show_state(self._welcome())

    def leave(self) -> None:
        """Go back; corrections that were not kept are asked about."""
        if self._job is not None:
            self._job.stop()
        if self.preview is not None and not messages.ask(
            self,
            _("Bỏ kết quả đọc này?"),
            _("Chưa ghi gì vào sổ. Tệp gốc vẫn nguyên."),
            yes=_("Bỏ"),
            no=_("Ở lại"),
        ):
            return
        if self.preview is not None:
            self.preview = None
            self._forget_draft()
        self.left.emit()

    def regions(self) -> tuple[QWidget, ...]:
        return (self.corrections.text, self.corrections.filters, self.corrections.table, self.strip)


def _undoes(event: QKeyEvent) -> bool:
    return bool(event.matches(QKeySequence.StandardKey.Undo))
