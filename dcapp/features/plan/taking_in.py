"""From what was read in a signed paper to the form that is written; the preview corrects the form, not the reading."""

from __future__ import annotations

from dcapp.features.plan.service import (
    AssignmentForm,
    CitationForm,
    DueForm,
    DutyForm,
    PassageForm,
    PlanForm,
)
from dcapp.features.plan.terms import PassageKind, Rhythm
from dcapp.kernel import clock
from dcapp.reading.result import PaperReading
from dcapp.reading.result import PassageKind as ReadKind

KEPT = {
    ReadKind.BASIS: PassageKind.BASIS,
    ReadKind.LEAD_IN: PassageKind.LEAD_IN,
    ReadKind.PART: PassageKind.PART,
    ReadKind.ITEM: PassageKind.ITEM,
    ReadKind.SUBITEM: PassageKind.SUBITEM,
    ReadKind.DUTY: PassageKind.DUTY,
    ReadKind.PARAGRAPH: PassageKind.PARAGRAPH,
    ReadKind.TABLE: PassageKind.TABLE,
    ReadKind.CLOSING: PassageKind.CLOSING,
}
"""Passages of the body; head, title, recipients and signer have fields of their own."""


def form_of(reading: PaperReading, default_year: int | None = None) -> PlanForm:
    """Everything that was read, as it would be written; the year of today stands in where the paper has none."""
    return PlanForm(
        year=reading.year or default_year or clock.today().year,
        type_name=reading.type_name or "Kế hoạch",
        subject=reading.subject,
        number=reading.number,
        signed_on=reading.date,
        issuer=reading.issuer,
        parent_body=reading.parent_body,
        place=reading.place,
        is_party=reading.is_party,
        addressees=reading.addressees,
        signer_authority=reading.signer.authority,
        signer_title=reading.signer.title,
        signer_name=reading.signer.name,
        passages=tuple(
            PassageForm(
                kind=KEPT[passage.kind],
                text=passage.text,
                level=passage.level,
                marker=passage.marker,
                part=passage.part,
                item=passage.item,
                cells=passage.cells,
            )
            for passage in reading.passages
            if passage.kind in KEPT
        ),
        citations=tuple(
            CitationForm(
                type_name=cited.type_name or "Văn bản",
                number=cited.number,
                issued_on=cited.date,
                issuer=cited.issuer,
                subject=cited.subject,
                is_basis=cited.is_basis,
                section=cited.section,
            )
            for cited in reading.documents
        ),
        assignments=tuple(
            AssignmentForm(
                officer=given.officer,
                number=given.number,
                duties=tuple(DutyForm(text=duty.text, section=duty.section) for duty in given.duties),
            )
            for given in reading.assignments
        ),
        obligations=tuple(
            DueForm(
                what=due.what,
                who=due.who,
                addressees=due.to,
                due_on=due.due,
                is_before=due.before,
                day=due.day,
                every=Rhythm(due.every) if due.every else None,
                wording=due.wording,
                section=due.section,
                doubt=due.doubt,
            )
            for due in reading.obligations
        ),
        recipients=tuple(recipient.text for recipient in reading.recipients),
    )
