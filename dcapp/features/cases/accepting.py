"""An accepted letter becomes a case at the word of who accepted it, without a right to open cases by hand."""

from __future__ import annotations

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.cases.forms import CaseForm
from dcapp.features.cases.service import Opened, open_from
from dcapp.features.cases.terms import CaseKind
from dcapp.features.letters.queries import context_of, visible_letter
from dcapp.features.letters.terms import Handling, LetterKind
from dcapp.kernel.errors import NotAllowed, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import LetterId

CASE_KIND_OF = {
    LetterKind.COMPLAINT: CaseKind.COMPLAINT,
    LetterKind.DENUNCIATION: CaseKind.DENUNCIATION,
    LetterKind.PETITION: CaseKind.PETITION,
}
"""The kind of case that a letter becomes; a letter of several contents is split first."""


@allowed("cases.read", undo=N_("Mở vụ việc"))
def open_accepted(uow: UnitOfWork, letter_id: LetterId) -> Opened:
    """Open the case of a letter that was decided to be accepted, as of the day on which the letter came in."""
    letter = visible_letter(uow, letter_id)
    context = context_of(uow, letter)
    uow.require("cases.read", context)
    if not (uow.may("cases.conclude", context) or uow.may("cases.create", context)):
        raise NotAllowed(uow.verdict("cases.create", context).reason)
    kind = CASE_KIND_OF.get(letter.kind)
    if kind is None:
        raise RuleViolation(_("Đơn nhiều nội dung: tách đơn trước khi mở vụ việc."))
    if letter.handling is not Handling.ACCEPT:
        raise RuleViolation(_("Đơn này chưa có quyết định thụ lý."))
    form = CaseForm(kind=kind, opened_on=letter.received_on, letter_ids=(letter.id,), handler_id=letter.handler_id)
    return open_from(uow, form)
