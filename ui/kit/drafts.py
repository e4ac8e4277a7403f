"""Keeps what is typed into a form: on leaving a field and every two seconds, until it is saved or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dcapp.db.journal import Draft, draft_of, drop_draft, keep_draft
from dcapp.kernel import clock
from dcapp.kernel.i18n import _
from ui.kit.buttons import SegmentedControl
from ui.kit.dates import DateField
from ui.kit.notices import Banner
from ui.kit.theme import Tone

if TYPE_CHECKING:
    from ui.kit.dialogs import Keeper
    from ui.kit.form import Form
    from ui.kit.tasks import Tasks

KEEP_MS = 2_000


class Holder(Protocol):
    """What shows a form: a dialog, or a page. `note` says when the draft was kept."""

    body: QVBoxLayout
    note: QLabel
    drafts: Keeper | None

    def fit(self) -> None:
        """Take the room that the words need."""
        ...

    def touch(self) -> None:
        """Something was changed."""
        ...


class Drafts(QObject):
    """The draft of one form and record of the account; sealed contents must not be followed by this."""

    def __init__(self, sheet: Holder, form: Form, tasks: Tasks, name: str, record: str = "") -> None:
        super().__init__(form)
        self._sheet, self._form, self._tasks = sheet, form, tasks
        self._name, self._record = name, record
        self._kept: dict[str, Any] = {}
        self._was_kept = False
        self.banner = Banner("", Tone.INFO)
        self.banner.offer(_("Dùng tiếp"), self._use, main=True)
        self.banner.offer(_("Bỏ"), self.forget)
        self.banner.hide()
        sheet.body.insertWidget(0, self.banner)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        form.changed.connect(self._timer.start)
        for cell in form.cells.values():
            cell.left.connect(self._keep_if_touched)
        sheet.drafts = self
        tasks.run(draft_of, name, record, done=self._offer, failed=_passed_over, owner=self)

    def keep(self) -> None:
        """Store what the fields hold now."""
        payload = {key: held(cell.editor) for key, cell in self._form.cells.items()}
        self._timer.stop()
        self._was_kept = True
        self._tasks.run(
            keep_draft, self._name, self._record, payload, done=self._say_kept, failed=_passed_over, owner=self
        )

    def forget(self) -> None:
        """The words were saved, or thrown away on purpose."""
        self._timer.stop()
        self.banner.hide()
        if self._was_kept:
            self._was_kept = False
            self._tasks.run(drop_draft, self._name, self._record, failed=_passed_over)

    def _keep_if_touched(self) -> None:
        if self._timer.isActive():
            self.keep()

    def _say_kept(self, _result: object) -> None:
        moment = clock.now().astimezone().strftime("%H:%M")
        self._sheet.note.setText(_("Tự lưu nháp {time}").format(time=moment))

    def _offer(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self._kept, self._was_kept = draft.payload, True
        moment = draft.saved_at.astimezone().strftime("%H:%M, %d/%m/%Y")
        self.banner.say(_("Có bản nháp lúc {time}.").format(time=moment), Tone.INFO)
        self.banner.show()
        self._sheet.fit()

    def _use(self) -> None:
        for key, value in self._kept.items():
            cell = self._form.cells.get(key)
            if cell is not None:
                show(cell.editor, value)
        self.banner.hide()
        self._sheet.touch()


def held(editor: QWidget) -> Any:
    """What a field holds, as JSON can keep it: the typed words, even where they are no valid value yet."""
    match editor:
        case DateField():
            return editor.line.text()
        case QLineEdit():
            return editor.text()
        case QPlainTextEdit():
            return editor.toPlainText()
        case QCheckBox():
            return editor.isChecked()
        case QComboBox():
            return editor.currentText()
        case QSpinBox():
            return editor.value()
        case SegmentedControl():
            return editor.choice()
        case _:
            return None


def show(editor: QWidget, value: Any) -> None:
    """Put kept words back into a field."""
    match editor, value:
        case DateField(), str():
            editor.line.setText(value)
        case QLineEdit(), str():
            editor.setText(value)
        case QPlainTextEdit(), str():
            editor.setPlainText(value)
        case QCheckBox(), bool():
            editor.setChecked(value)
        case QComboBox(), str():
            editor.setCurrentIndex(max(0, editor.findText(value)))
        case QSpinBox(), int():
            editor.setValue(value)
        case SegmentedControl(), int() if editor.offers(value):
            editor.choose(value)


def _passed_over(_error: Exception) -> None:
    """A draft that could not be kept must not stand in the officer's way; saving says what is wrong."""
