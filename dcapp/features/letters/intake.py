"""A letter goes into the book together with what was decided of the letters that look like it."""

from __future__ import annotations

from collections.abc import Mapping

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.letters.forms import LetterForm
from dcapp.features.letters.handling import tie_letters
from dcapp.features.letters.service import Recorded, carry_over_letter, record_letter
from dcapp.features.letters.terms import Tie
from dcapp.kernel.i18n import N_
from dcapp.kernel.ids import LetterId


@allowed("cases.create", undo=N_("Vào sổ đơn"))
def take_in_letter(uow: UnitOfWork, form: LetterForm, ties: Mapping[LetterId, Tie]) -> Recorded:
    """Write a letter into the book, or carry it over from an old one, and tie it to others; one step to undo."""
    recorded = carry_over_letter(uow, form) if form.is_opening else record_letter(uow, form)
    for other, tie in ties.items():
        tie_letters(uow, recorded.id, other, tie)
    return recorded
