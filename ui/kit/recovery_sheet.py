"""The recovery code on the screen: shown once, printed, and two of its groups asked back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from dcapp.db.keys.recovery import asked_groups, check_group, grouped
from dcapp.kernel.i18n import _
from ui.kit.buttons import button
from ui.kit.fields import TextLine
from ui.kit.fitting import lay
from ui.kit.form import Form
from ui.kit.labels import label

GROUPS_IN_A_ROW = 4


class RecoverySheet(QWidget):
    """Shows the code once, prints it, and asks two groups back to know that the sheet was kept."""

    changed = Signal()

    def __init__(self, print_sheet: Callable[[], object] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._asked = (0, 1)
        column = QVBoxLayout(self)
        lay(column, spacing=12)
        self._paper = QFrame()
        self._paper.setProperty("card", True)
        self._grid = QGridLayout(self._paper)
        lay(self._grid, (16, 14, 16, 14), (24, 10))
        column.addWidget(self._paper)
        self.print_button = button(_("In phiếu khôi phục"), "secondary", "print", print_sheet)
        self.print_button.setVisible(print_sheet is not None)
        column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form = Form()
        self.first, self.second = TextLine(), TextLine()
        column.addWidget(self.form)
        column.addStretch(1)

    def show_code(self, code: str) -> None:
        """Show the groups and choose the two that will be asked."""
        self._code = code
        self._asked = asked_groups(code)
        for number, letters in enumerate(grouped(code)):
            row, place = divmod(number, GROUPS_IN_A_ROW)
            words = label(f"{number + 1}.  {letters}", "subtitle")
            words.setAccessibleName(_("Nhóm {number}: {letters}").format(number=number + 1, letters=" ".join(letters)))
            self._grid.addWidget(words, row, place)
        for key, editor, index in (("first", self.first, self._asked[0]), ("second", self.second, self._asked[1])):
            words_of = _("Gõ lại nhóm {number} trên phiếu").format(number=index + 1)
            self.form.add(key, words_of, editor, span=3, required=True, check=self._check(editor, index))
        self.form.changed.connect(self.changed)

    def is_kept(self) -> bool:
        """True when both groups were typed back as they stand on the sheet."""
        pairs = ((self.first, self._asked[0]), (self.second, self._asked[1]))
        return bool(self._code) and all(check_group(self._code, index, editor.value()) for editor, index in pairs)

    def forget(self) -> None:
        """Let nothing of the code stay on the screen or the clipboard."""
        self._code = ""
        while (item := self._grid.takeAt(0)) is not None:
            words = item.widget()
            if isinstance(words, QLabel):
                words.clear()
                words.setAccessibleName("")
                words.hide()
                words.deleteLater()
        self.first.clear()
        self.second.clear()
        if QApplication.clipboard().ownsClipboard():
            QApplication.clipboard().clear()

    def _check(self, editor: TextLine, index: int) -> Callable[[], str | None]:
        def look() -> str | None:
            if self._code and not check_group(self._code, index, editor.value()):
                return _("Chưa khớp. Nhìn nhóm {number} trên phiếu rồi gõ lại.").format(number=index + 1)
            return None

        return look
