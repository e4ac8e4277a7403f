"""Citizens who came before, offered under the field while their name, number, phone or village is typed.

The list never takes the focus and never touches the text: an input method that is in the middle of a word goes on
undisturbed. Only the arrow keys reach it, and Enter once a line was chosen with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from dcapp.features.visits.queries import Returning, returning
from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import _, ngettext
from ui.kit.desk import Desk
from ui.kit.fitting import lay
from ui.kit.labels import label
from ui.kit.theme import px
from ui.kit.two_lines import TwoLineList, TwoLines

ASK_MS = 120
LEAST = 2
SHOWN = 5


class ReturningPopup(QFrame):
    """The list under the field that is being typed in; a child of the page, not a window."""

    picked = Signal(object)  # PersonCard

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._field: QLineEdit | None = None
        self._composing = False
        self._found: list[Returning] = []
        self._chosen = -1
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        lay(column, (1, 1, 1, 6), 4)
        self.list = TwoLineList(_("Người đã từng đến"), rows=1)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("bare", True)
        self.list.clicked.connect(lambda index: self._pick(index.row()))
        column.addWidget(self.list)
        hint = label(_("↓ chọn · Enter lấy · Esc bỏ qua"), "hint")
        hint.setIndent(px(12))
        column.addWidget(hint)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self._ask)
        self.hide()

    def watch(self, field: QLineEdit) -> None:
        """Offer people while this field is typed in."""
        field.installEventFilter(self)
        field.textEdited.connect(lambda _text: self._typed(field))

    def show_found(self, found: Sequence[Returning]) -> None:
        """Offer these people under the field that has the focus."""
        self._found, self._chosen = list(found), -1
        field = self._field
        if not found or field is None or not field.hasFocus():
            self.hide()
            return
        self.list.show_rows([_row(number, one) for number, one in enumerate(found)])
        self.list.setCurrentIndex(QModelIndex())
        place = field.mapTo(self._page, QPoint(0, field.height() + px(2)))
        height = self.list.sizeHintForRow(0) * min(len(found), SHOWN) + px(34)
        self.setGeometry(place.x(), place.y(), max(field.width(), px(380)), height)
        self.show()
        self.raise_()

    def forget(self) -> None:
        """Nothing is offered any more."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            return False
        if event.type() is QEvent.Type.FocusOut:
            self.forget()
            return False
        if not isinstance(event, QKeyEvent) or self.isHidden() or self._composing:
            return False
        if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # here it closes the list, not the page
            return True
        return event.type() is QEvent.Type.KeyPress and self._steer(event.key())

    def _steer(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if key == Qt.Key.Key_Down else -1
                self._chosen = max(0, min(self._chosen + step, len(self._found) - 1))
                self.list.setCurrentIndex(self.list.model().index(self._chosen, 0))
                return True
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._chosen >= 0:
                self._pick(self._chosen)
                return True
            case Qt.Key.Key_Escape:
                self.forget()
                return True
            case _:
                return False

    def _typed(self, field: QLineEdit) -> None:
        self._field = field
        if len(field.text().strip()) < LEAST:
            self.forget()
        else:
            self._timer.start()

    def _ask(self) -> None:
        field = self._field
        if field is not None and field.isVisible():
            words = field.text()
            self._desk.tasks.run(
                returning, words, done=self.show_found, failed=_passed_over, owner=self, key="returning"
            )

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._found):
            person = self._found[row].person
            self.forget()
            self.picked.emit(person)


def _row(number: int, one: Returning) -> TwoLines:
    person = one.person
    came = _("chưa đến lần nào")
    if one.last_on is not None:
        times = ngettext("đã đến {count} lần", "đã đến {count} lần", one.visits).format(count=one.visits)
        came = _("{times}, gần nhất {day}").format(times=times, day=vn_date(one.last_on))
    born = str(person.birth_year or "")
    about = " · ".join(part for part in (born, person.village or person.address, came) if part)
    return TwoLines(number, person.full_name, about)


def _passed_over(_error: Exception) -> None:
    """An offer that could not be made must not stand in the way of the typing."""
