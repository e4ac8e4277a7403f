"""From a visit on to the letter that it becomes; the entry of letters opens with what was said."""

from __future__ import annotations

from dcapp.kernel.ids import VisitId
from ui.kit.desk import Desk
from ui.registers.books import NEW


def makes_letters(desk: Desk) -> bool:
    """Whether the officer may write a letter, and the menu leads there."""
    return "letters" in desk.pages and desk.may("cases.create")


def begin_letter(desk: Desk, visit_id: VisitId) -> None:
    """Open the entry of letters with the persons and words of this visit; nothing is saved yet."""
    desk.open("letters", (NEW, "Letter", visit_id))
