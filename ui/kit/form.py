"""The grid of a form: six columns, label above the field, hint and error under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dcapp.kernel.errors import Invalid
from ui.kit.buttons import SegmentedControl
from ui.kit.dates import DateField
from ui.kit.fields import Choice, PasswordField, TextArea, TextLine
from ui.kit.fitting import dress, lay
from ui.kit.labels import label
from ui.kit.theme import Tone

COLUMNS = 6
Check = Callable[[], str | None]


class Cell(QWidget):
    """One field with its label, hint and the words when it is wrong."""

    left = Signal()

    def __init__(self, words: str, editor: QWidget, *, required: bool, hint: str) -> None:
        super().__init__()
        self.editor = editor
        self.required = required
        self.is_missing = False  # what is said under the field is that it is empty
        column = QVBoxLayout(self)
        lay(column, spacing=4)
        self.words = words
        self.name = label(f"{words} *" if required else words, "label")
        target = editor.focusProxy() or editor
        self.name.setBuddy(target)
        if not isinstance(editor, SegmentedControl):  # its choices name themselves
            target.setAccessibleName(words)
        if isinstance(editor, QCheckBox):
            self.name.setText("")
        column.addWidget(self.name)
        if isinstance(editor, SegmentedControl):
            column.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(editor)
        self.hint = label(hint, "hint", wrap=True)
        column.addWidget(self.hint)  # first a place, then in sight: without one it would be a window
        self.hint.setVisible(bool(hint))
        self.problem = label("", "hint", wrap=True, tone=Tone.DANGER)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        target.installEventFilter(self)
        if hint:
            target.setAccessibleDescription(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def show_problem(self, text: str) -> None:
        """Say what is wrong under the field, or take it back with ""."""
        self.is_missing = False
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        target = self.editor.focusProxy() or self.editor
        dress(target, problem="danger" if text else "")
        target.setAccessibleDescription(text or self.hint.text())

    def is_empty(self) -> bool:
        """True when nothing was filled in."""
        editor = self.editor
        if isinstance(editor, (TextLine, TextArea)):
            return not editor.value()
        if isinstance(editor, QLineEdit):
            return not editor.text().strip()
        if isinstance(editor, PasswordField):
            return not editor.text()
        if isinstance(editor, DateField):
            return not editor.line.text().strip()
        if isinstance(editor, Choice):
            return editor.value() is None
        return False


class Form(QWidget):
    """Fields in a grid of six columns. `changed` says that the officer touched something."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        lay(self._grid, spacing=(14, 10))
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._row, self._column = 0, 0
        self._grown: QWidget | None = None
        self._parts: list[tuple[QWidget, int]] = []
        self.cells: dict[str, Cell] = {}
        self._checks: dict[str, Check] = {}

    def add(
        self,
        key: str,
        words: str,
        editor: QWidget,
        *,
        span: int = COLUMNS,
        required: bool = False,
        hint: str = "",
        check: Check | None = None,
    ) -> QWidget:
        """Add a field after the last one; a new row begins when it does not fit. `check` says what is wrong."""
        cell = Cell(words, editor, required=required, hint=hint)
        if check is None and isinstance(editor, DateField):
            check = editor.problem
        if check is not None:
            self._checks[key] = check
            cell.left.connect(lambda: self._check(key))
        self._append(cell, span)
        self.cells[key] = cell
        _listen(editor, self.changed.emit)
        _listen(editor, lambda: self._forgive(key))
        return editor

    def add_wide(self, widget: QWidget) -> QWidget:
        """Put something that is not a field on a row of its own, such as a banner or a heading."""
        self._append(widget, COLUMNS)
        return widget

    def grow(self, key: str) -> None:
        """Let the field that was added last take the height that is left."""
        self._grid.setRowStretch(self._row, 1)
        self._grown = self.cells[key]
        column = self.cells[key].layout()
        if isinstance(column, QVBoxLayout):
            column.setStretchFactor(self.cells[key].editor, 100)

    def fill_up(self) -> None:
        """Keep the fields together at the top."""
        self._grid.setRowStretch(self._row + 1, 1)

    def close_ranks(self) -> None:
        """Place what is shown one behind the other, so that a hidden field leaves no gap in its row."""
        self._row, self._column = 0, 0
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for widget, span in self._parts:
            if not widget.isHidden():
                self._grid.removeWidget(widget)
                self._place(widget, span)
                if widget is self._grown:
                    self._grid.setRowStretch(self._row, 1)

    def show_error(self, error: Invalid) -> bool:
        """Show a refusal under its field and go there; False when no such field is on this form."""
        cell = self.cells.get(error.field)
        if cell is None:
            return False
        cell.show_problem(str(error))
        (cell.editor.focusProxy() or cell.editor).setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_problems(self) -> None:
        """Take all words under fields back."""
        for cell in self.cells.values():
            cell.show_problem("")

    def is_right(self, missing: str) -> bool:
        """Check every field; mark the wrong ones (`missing` for an empty required one) and go to the first."""
        wrong = [key for key, cell in self.cells.items() if not self._is_right(key, cell, missing)]
        if wrong:
            first = self.cells[wrong[0]].editor
            (first.focusProxy() or first).setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def focus_first(self) -> None:
        """Go to the first empty required field, else to the first field."""
        empty = (cell for cell in self.cells.values() if cell.required and cell.is_empty())
        cell = next(empty, next(iter(self.cells.values()), None))
        if cell is not None:
            (cell.editor.focusProxy() or cell.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        """Show the fields as text that can be selected, or open them again."""
        for cell in self.cells.values():
            editor = cell.editor
            if isinstance(editor, DateField):
                editor.set_read_only(read_only)
            elif isinstance(editor, (QLineEdit, QPlainTextEdit, QSpinBox)):
                editor.setReadOnly(read_only)
                dress(editor)
            else:
                editor.setEnabled(not read_only)

    def _append(self, widget: QWidget, span: int) -> None:
        self._parts.append((widget, span))
        self._place(widget, span)

    def _place(self, widget: QWidget, span: int) -> None:
        if self._column + span > COLUMNS:
            self._row, self._column = self._row + 1, 0
        self._grid.addWidget(widget, self._row, self._column, 1, span)
        self._column += span

    def _check(self, key: str) -> None:
        cell = self.cells[key]
        cell.show_problem("" if cell.is_empty() else self._checks[key]() or "")

    def _forgive(self, key: str) -> None:
        """Take the words back as soon as they no longer hold; never complain while somebody types."""
        cell = self.cells[key]
        if cell.problem.isHidden():
            return
        if cell.is_missing:
            right = not cell.is_empty()
        else:
            right = cell.is_empty() or key not in self._checks or not self._checks[key]()
        if right:
            cell.show_problem("")

    def _is_right(self, key: str, cell: Cell, missing: str) -> bool:
        problem = ""
        if cell.required and cell.is_empty():
            problem = missing
        elif key in self._checks:
            problem = self._checks[key]() or ""
        cell.show_problem(problem)
        cell.is_missing = bool(problem) and cell.is_empty()
        return not problem


def _listen(editor: QWidget, tell: Callable[[], object]) -> None:
    """Hear of changes, whatever the kind of field."""
    if isinstance(editor, (DateField, PasswordField)):
        editor.changed.connect(lambda: tell())
    elif isinstance(editor, (QLineEdit, QPlainTextEdit)):
        editor.textChanged.connect(lambda: tell())
    elif isinstance(editor, QComboBox):
        editor.currentIndexChanged.connect(lambda: tell())
    elif isinstance(editor, QSpinBox):
        editor.valueChanged.connect(lambda: tell())
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda: tell())
    elif isinstance(editor, SegmentedControl):
        editor.chosen.connect(lambda _number: tell())


def heading(text: str) -> QLabel:
    """A heading between groups of fields."""
    return label(text, "subtitle")
