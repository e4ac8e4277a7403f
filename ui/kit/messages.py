"""Short words to the officer and questions with verbs for answers; tests answer them through `show`."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from dcapp.kernel.i18n import _
from ui.kit.fitting import dress


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A title, what follows from it, and the verbs to choose from; the last verb is what Esc means."""

    title: str
    body: str = ""
    verbs: tuple[str, ...]
    danger: bool = False
    detail: str = ""
    copies: str = ""
    """Text that a "Sao chép" button puts on the clipboard, or empty."""


def show(parent: QWidget | None, message: Message) -> int:
    """Put a message on the screen and wait; the index of the verb that was chosen."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("Sổ Dân Chủ"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message.title)
    box.setInformativeText(message.body)
    if message.detail:
        box.setDetailedText(message.detail)
    role = QMessageBox.ButtonRole.AcceptRole
    buttons: list[QPushButton] = []
    for number, verb in enumerate(message.verbs):
        last = number == len(message.verbs) - 1
        button = box.addButton(verb, QMessageBox.ButtonRole.RejectRole if last else role)
        kind = "danger" if message.danger and number == 0 else "primary" if number == 0 else "secondary"
        dress(button, kind=kind)
        buttons.append(button)
    if message.copies:
        copy = box.addButton(_("Sao chép"), QMessageBox.ButtonRole.HelpRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QApplication.clipboard().setText(message.copies))
    box.setDefaultButton(buttons[-1] if message.danger else buttons[0])
    box.setEscapeButton(buttons[-1])
    box.exec()
    chosen = box.clickedButton()
    number = next((i for i, button in enumerate(buttons) if button is chosen), len(buttons) - 1)
    box.deleteLater()
    return number


def told(parent: QWidget | None, title: str, body: str = "", *, verb: str | None = None, detail: str = "") -> None:
    """Tell the officer something that must be read before going on."""
    show(parent, Message(title=title, body=body, verbs=(verb or _("Đã hiểu"),), detail=detail))


def ask(
    parent: QWidget | None, question: str, consequence: str = "", *, yes: str, no: str, danger: bool = False
) -> bool:
    """Ask before a step; True when the officer chose the verb `yes`."""
    return show(parent, Message(title=question, body=consequence, verbs=(yes, no), danger=danger)) == 0


def choose(parent: QWidget | None, question: str, consequence: str, verbs: tuple[str, ...]) -> int:
    """Let the officer choose among verbs; the last one is the way back."""
    return show(parent, Message(title=question, body=consequence, verbs=verbs))
