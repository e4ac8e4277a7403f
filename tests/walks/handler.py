"""An officer who handles cases: takes steps, fills in forms, keeps the dossier, through the screen of the case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from clerk import LEFT, PLAIN, Clerk
from officer import do, name_of, rest, seen
from PySide6.QtCore import QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from ui.features.cases.screen import CaseScreen
from ui.features.cases.step_dialog import StepDialog
from ui.kit.dates import DateField
from ui.registers.form_desk import FormsDialog, FormSheet

MORE = "Bước khác…"
REASON = "Lý do (khi chậm hạn hoặc còn thiếu giấy tờ)"


class Handler(Clerk):
    """Works at the screen of one case."""

    def __init__(self, pictures: Path, password: str, out: Path) -> None:
        super().__init__(pictures, password)
        self._out = out
        self.papers: list[str] = []
        """The files of the printed papers."""

    @property
    def screen(self) -> CaseScreen:
        """The case that is open."""
        found: CaseScreen = self.part(CaseScreen)
        return found

    # -- steps
    def takes(self, title: str, day: str, *, form: str = "", **said: str) -> None:
        """Take a step; `said` are answers by the first words of their questions, with _ for a blank.

        Of the forms that the step prints, `form` is issued; where none is named the offer is closed again.
        """
        self.begins(title)
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, StepDialog)
        self.into(sheet, "Ngày thực hiện", day)
        for question, answer in said.items():
            self.into(sheet, question.replace("_", " "), answer)
        offered = sheet._option.forms
        self.click("Ghi bước này")
        self.sees(f"Đã ghi: {title}")
        self.at_rest()
        if not offered:
            return
        self.until(lambda: isinstance(QApplication.activeModalWidget(), FormSheet | FormsDialog), "no form is offered")
        self.at_rest()
        if not form:
            self.click("Đóng")
        elif isinstance(QApplication.activeModalWidget(), FormSheet):
            self.issues(day)
        else:
            self.opens_form(form)
            self.issues(day)
        self.at_rest()

    def begins(self, title: str) -> None:
        """Open the sheet of a step, from its button or from the menu beside them."""
        self.at_rest()
        options = [one for one in self.screen.options if one.title == title]
        assert options, f"{title} is not offered: {[one.title for one in self.screen.options]}"
        assert options[0].is_allowed, f"{title}: {options[0].why_not}"
        inside = self.screen.next_card.findChildren(QAbstractButton)
        if any(one.isVisible() and name_of(one) == title for one in inside):
            self.press_button(next(one for one in inside if one.isVisible() and name_of(one) == title))
        else:
            self.from_menu(MORE, title)
        self.until(lambda: isinstance(QApplication.activeModalWidget(), StepDialog), f"{title} does not begin")

    def refuses(self, title: str) -> str:
        """What the menu says of a step that may not be taken now."""
        one = next(one for one in self.screen.options if one.title == title)
        assert not one.is_allowed, title
        return f"{one.why_not} ({one.why_citation})"

    # -- papers
    def issues(self, day: str) -> None:
        """Fill in what is still empty in the form in front, take its number, keep it as PDF."""
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, FormSheet)
        self.fills(sheet, day)
        self.into(sheet, "Ngày ban hành", day)
        self.press_button(sheet.number)
        self.keeps_preview(sheet._card.form)

    def opens_form(self, form: str) -> FormSheet:
        """Choose a form of those that are offered."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormsDialog)
        row = [line.form for line in dialog._lines].index(form)
        dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
        self.press_button(dialog.agree)
        self.until(lambda: isinstance(QApplication.activeModalWidget(), FormSheet), f"{form} does not open")
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, FormSheet)
        return sheet

    def prints(self, *, of_letter: bool = False) -> list[str]:
        """Print every form that is offered, without numbers; their keys."""
        done: list[str] = []
        while True:
            self.at_rest()
            self.press("Ctrl+P" if not of_letter else "Ctrl+G")
            self.until(lambda: isinstance(QApplication.activeModalWidget(), FormsDialog), "no forms are offered")
            self.at_rest()
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, FormsDialog)
            left = [line.form for line in dialog._lines if line.form not in done]
            if not left:
                self.press("Esc")
                return done
            done.append(left[0])
            sheet = self.opens_form(left[0])
            self.press_button(sheet.agree)
            self.keeps_preview(done[-1])
            sheet.is_touched = False
            self.click("Đóng")

    def keeps_preview(self, name: str) -> None:
        """Keep what the preview shows as PDF, and close it."""
        self.sees("Lưu PDF…", "Trang 1 / ")
        path = self._out / f"{len(self.papers):02d}-{name}.pdf"
        with self.answering(lambda: self.choose_file(path)):
            self.click("Lưu PDF…")
        self.sees(f"Đã lưu {path.name}")
        self.papers.append(path.name)
        self.press("Esc")
        self.sees_no("Lưu PDF…")
        rest(20)

    def adds_paper(self, kind: str, name: str) -> None:
        """Write a paper into the dossier."""
        self.press_button(self.screen.dossier.new)
        self.sees("Thêm tài liệu vào hồ sơ")
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        self.into(sheet, "Loại tài liệu", kind)
        self.into(sheet, "Tên tài liệu", name)
        self.click("Lưu")
        self.sees("Đã thêm vào hồ sơ.")
        self.at_rest()

    # -- hands
    def press_button(self, found: QAbstractButton) -> None:
        """Click this button, wherever the page has to be scrolled to."""
        self.screen_to(found)
        self.until(found.isEnabled, f"{name_of(found)} may not be pressed")
        do(partial(QTest.mouseClick, found, LEFT, PLAIN, found.rect().center()))
        rest(10)

    def screen_to(self, widget: QWidget) -> None:
        """Scroll until a part can be seen."""
        at = widget.parentWidget()
        while at is not None:
            scroll = getattr(at, "ensureWidgetVisible", None)
            if callable(scroll):
                scroll(widget)
            at = at.parentWidget()
        rest(10)

    def from_menu(self, button: str, title: str) -> None:
        """Open the menu of a button and choose a line."""
        found = self.part(QAbstractButton, button)
        self.screen_to(found)
        self._choosing(title, partial(QTest.mouseClick, found, LEFT, PLAIN, found.rect().center()))

    def of_line(self, title: str) -> None:
        """Open the menu of the current line of a list and choose a step."""
        table = self.part(QTableView)
        place = table.visualRect(table.currentIndex()).center()
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place))
        self._choosing(title, partial(QApplication.sendEvent, table.viewport(), event))

    def _choosing(self, title: str, opening: Callable[[], object]) -> None:
        watch, done = QTimer(), list[str]()

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                return
            watch.stop()
            action = next((one for one in menu.actions() if one.text() == title and one.isEnabled()), None)
            menu.close()
            done.append("" if action is not None else "missing")
            if action is not None:
                QTimer.singleShot(0, action.trigger)

        watch.timeout.connect(look)
        watch.start(20)
        do(opening)
        self.until(lambda: bool(done), f"no menu with {title}")
        assert not done[0], f"{title} is not in the menu\n{seen()}"

    def answers(self, question: str, words: str) -> None:
        """Answer a question of the sheet in front."""
        front = QApplication.activeModalWidget()
        assert front is not None
        self.into(front, question, words)

    def fill_all(self, kind: type[QWidget], words: Sequence[str]) -> None:
        """Fill every field of a kind in the sheet in front, from above to below."""
        front = QApplication.activeModalWidget()
        assert front is not None
        found = [one for one in front.findChildren(kind) if one.isVisible()]
        found.sort(key=lambda one: one.mapTo(front, one.rect().topLeft()).y())
        assert len(found) == len(words), (len(found), len(words))
        for field, text in zip(found, words, strict=True):
            self.put(field, text)

    def into(self, sheet: QWidget, name: str, words: str) -> None:
        """Put words into the field of a sheet whose name begins like this."""
        found = [one for one in sheet.findChildren(QWidget) if one.isVisible() and _is_field(one, name)]
        assert found, f"no field {name}\n{seen()}"
        self.put(found[0], words)

    def put(self, field: QWidget, words: str) -> None:
        """Choose, tick or type."""
        self.screen_to(field)
        if isinstance(field, QComboBox):
            wanted = next((n for n in range(field.count()) if field.itemText(n).startswith(words)), -1)
            assert wanted >= 0, f"{words} is not offered: {[field.itemText(n) for n in range(field.count())]}"
            field.setFocus()
            for _step in range(field.count()):
                if field.currentIndex() != wanted:
                    self.press("Down" if field.currentIndex() < wanted else "Up")
            assert field.currentIndex() == wanted
        elif isinstance(field, QCheckBox):
            if field.isChecked() != (words == "có"):
                field.setFocus()
                self.press("Space")
        else:
            (field.focusProxy() or field).setFocus()
            self.press("Ctrl+A")
            self.type(words)

    def fills(self, sheet: FormSheet, day: str) -> None:
        """Give every required blank that is empty some words."""
        for blank in sheet._card.blanks:
            editor = sheet.editors[blank.key]
            if not blank.is_required or _says(editor):
                continue
            if isinstance(editor, DateField):
                self.put(editor.line, day)
            elif isinstance(editor, QComboBox):
                self.put(editor, editor.itemText(1))
            else:
                self.put(editor, "Theo hồ sơ")


def _is_field(widget: QWidget, name: str) -> bool:
    if not isinstance(widget, QComboBox | QLineEdit | QPlainTextEdit | QCheckBox):
        return False
    called = name_of(widget).removesuffix(" *")
    return called.startswith(name) or called.split("– ")[-1].startswith(name)


def _says(editor: QWidget) -> bool:
    if isinstance(editor, DateField):
        return editor.value() is not None
    if isinstance(editor, QComboBox):
        return bool(editor.currentData() or editor.currentIndex())
    return bool(editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())  # type: ignore[attr-defined]
