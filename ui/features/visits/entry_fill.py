"""Puts a visit of the book back into the fields of the entry, to be changed."""

from __future__ import annotations

from dcapp.features.commitments.terms import CommitmentKind
from dcapp.features.visits.lists import document_line, member_line
from dcapp.features.visits.queries import VisitCard
from ui.features.visits.entry_form import ELSEWHERE, MATTER_ORDER, OUTCOME_ORDER, EntryForm


def fill_from_visit(form: EntryForm, card: VisitCard) -> None:
    """Show a visit that is to be changed."""
    form.person_id, form.picked_name, form.follows_id = card.person_id, card.name, card.follows_id
    form.name.setText(card.name)
    form.birth_year.setText(str(card.birth_year or ""))
    elsewhere = card.village_id is None and card.address
    form.village.choose(ELSEWHERE if elsewhere else card.village_id)
    form.phone.setText(card.phone)
    form.id_number.setText(card.id_number)
    form.people.setValue(card.people_count)
    form.members.setPlainText("\n".join(member_line(one) for one in card.members))
    form.appointed_on.set_value(card.appointed_on)
    form.matter.choose(MATTER_ORDER.index(card.matter))
    form.field.choose(card.field)
    form.documents_given.setChecked(card.has_documents)
    form.documents.setPlainText("\n".join(document_line(one) for one in card.documents))
    form.content.setPlainText(card.content)
    form.received_on.set_value(card.received_on)
    form.outcome.choose(OUTCOME_ORDER.index(card.outcome))
    form.sent_to.setText(card.sent_to)
    form.ground.choose(card.ground)
    form.ground_words.setText(card.ground_words)
    form.address.setText(card.address)
    form.remember(card.id_number, card.birth_date, card.sex)
    form.capacity.choose(card.capacity)
    form.on_behalf_of.setText(card.on_behalf_of)
    form.authority.setText(card.authority)
    for area, words in (
        (form.request, card.request),
        (form.earlier, card.earlier),
        (form.reply, card.reply),
        (form.result, card.result),
    ):
        area.setPlainText(words)
    form.competent.choose(card.is_competent)
    promise = next((one for one in card.commitments if one.kind is CommitmentKind.PROMISE), None)
    form.promised_on.set_value(promise.due_on if promise else None)
    form.kind.choose(card.kind)
    form.received_at.setText(card.received_at)
    form.note.setText(card.note)
    form.is_online.setChecked(card.is_online)
    form.is_opening.setChecked(card.is_opening)
    form.arrange()
