"""Which forms a case or letter can print, and what became of each."""

from __future__ import annotations

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.case_forms.cards import FormLine, FormsQuestion
from dcapp.features.case_forms.filling import ONE_OWNER, issued_of
from dcapp.features.case_forms.own_numbers import citation_of
from dcapp.features.cases.models import CaseDraft
from dcapp.features.cases.queries import case_card
from dcapp.features.cases.steps import next_steps
from dcapp.features.letters.queries import letter_card
from dcapp.features.letters.terms import Handling
from dcapp.kernel.errors import Invalid
from dcapp.kernel.i18n import _
from dcapp.kernel.ids import CaseId
from dcapp.rules.forms import forms_of, shipped_forms
from dcapp.rules.workflows import workflow_of

OF_HANDLING = {
    Handling.ACCEPT: ("xld01",),
    Handling.GUIDE: ("xld03",),
    Handling.RETURN: ("xld04",),
    Handling.FORWARD: ("xld05", "xld06"),
    Handling.ABOVE: ("xld05",),
    Handling.SPLIT: ("xld07",),
    Handling.REFUSE: ("xld02",),
}
"""What is done with a letter → the forms that say so."""
LETTERS = "xld"
"""Forms of letters begin so; the others need a case."""


@allowed("cases.read", reads=True)
def forms_for(uow: UnitOfWork, question: FormsQuestion) -> tuple[FormLine, ...]:
    """The forms that a case or letter can print today, those of the steps taken or possible now first."""
    if question.case_id is not None and question.letter_id is None:
        card = case_card(uow, question.case_id)
        kind, context, now = card.kind.value, card.context, _forms_now(uow, question.case_id)
        mine = CaseDraft.case_id == question.case_id
    elif question.letter_id is not None and question.case_id is None:
        letter = letter_card(uow, question.letter_id)
        kind, context = letter.kind.value, letter.context
        chosen = letter.handling or letter.proposed
        now = frozenset(OF_HANDLING.get(chosen, ()) if chosen is not None else ("xld01",))
        mine = CaseDraft.letter_id == question.letter_id
    else:
        raise Invalid(_(ONE_OWNER), field="case_id")
    uow.require("cases.read", context)
    drafts: dict[str, CaseDraft] = {}
    for draft in uow.session.scalars(select(CaseDraft).where(mine).order_by(CaseDraft.position)):
        drafts[draft.form] = draft
    lines: list[FormLine] = []
    for form in shipped_forms().forms_on(uow.today):
        if (kind != "several" and kind not in form.kinds) or (
            question.letter_id is not None and not form.key.startswith(LETTERS)
        ):
            continue
        saved = drafts.get(form.key)
        issued = issued_of(uow, saved)
        lines.append(
            FormLine(
                form=form.key,
                title=form.title,
                number=citation_of(uow, form).number,
                is_now=form.key in now,
                repeats=form.repeats,
                has_draft=saved is not None,
                symbol=issued.symbol if issued is not None else "",
                issued_on=saved.issued_on if saved is not None and (issued or saved.issued_id is None) else None,
            )
        )
    return tuple(sorted(lines, key=lambda line: (not line.is_now, line.form)))


def _forms_now(uow: UnitOfWork, case_id: CaseId) -> frozenset[str]:
    """The forms of the newest step and of those that are possible now."""
    card = case_card(uow, case_id)
    workflow = workflow_of(card.workflow)
    found = {form for option in next_steps(uow, case_id) if option.is_allowed for form in option.forms}
    taken = [one for one in card.steps if not one.is_undone and workflow.step(one.step) is not None]
    if taken:
        newest = workflow.step(taken[-1].step)
        found |= {form.key for form in forms_of(newest, uow.today)} if newest is not None else set()
    return frozenset(found)
