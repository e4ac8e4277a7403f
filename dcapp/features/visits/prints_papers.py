"""Any paper of a visit by its kind, and what each of them asks for besides the visit."""

from __future__ import annotations

from collections.abc import Callable

from dcapp.features.office.queries import OfficeCard
from dcapp.features.visits.prints_answer import answer_document
from dcapp.features.visits.prints_appointment import appointment_document
from dcapp.features.visits.prints_forwarding import forwarding_document
from dcapp.features.visits.prints_guidance import guidance_document
from dcapp.features.visits.prints_invitation import invitation_document
from dcapp.features.visits.prints_minutes import minutes_document
from dcapp.features.visits.prints_parts import NO_DETAILS, PaperDetails, as_head, for_the_body
from dcapp.features.visits.prints_receipt import receipt_document
from dcapp.features.visits.prints_refusal import refusal_document
from dcapp.features.visits.prints_representatives import representatives_document
from dcapp.features.visits.queries import VisitCard
from dcapp.features.visits.terms import Outcome, VisitPaper
from dcapp.printing.model import Document, Marks, Signature
from dcapp.rules.reception import group_rule_on

Draw = Callable[[VisitCard, OfficeCard, Marks, PaperDetails], Document]

_DRAWN: dict[VisitPaper, Draw] = {
    VisitPaper.RECEIPT: receipt_document,
    VisitPaper.REFUSAL: refusal_document,
    VisitPaper.MINUTES: minutes_document,
    VisitPaper.GUIDANCE: guidance_document,
    VisitPaper.FORWARDING: forwarding_document,
    VisitPaper.APPOINTMENT: appointment_document,
    VisitPaper.INVITATION: invitation_document,
    VisitPaper.REPRESENTATIVES: representatives_document,
    VisitPaper.ANSWER: answer_document,
}
MEETING = frozenset({VisitPaper.APPOINTMENT, VisitPaper.INVITATION})
"""Papers that name a day, hour and place to come to."""
SIGNED = frozenset(
    {VisitPaper.REFUSAL, VisitPaper.GUIDANCE, VisitPaper.FORWARDING, VisitPaper.INVITATION, VisitPaper.ANSWER}
)
"""Papers that somebody signs who leads the office; the others are signed by receiver and citizen."""
WORDED = frozenset(
    {
        VisitPaper.GUIDANCE,
        VisitPaper.FORWARDING,
        VisitPaper.INVITATION,
        VisitPaper.REPRESENTATIVES,
        VisitPaper.ANSWER,
    }
)
"""Papers whose words may be typed when they are made (`PaperDetails.words`)."""


def visit_document(
    card: VisitCard, paper: VisitPaper, office: OfficeCard, marks: Marks, details: PaperDetails = NO_DETAILS
) -> Document:
    """The paper, in full where its particulars are given, with room to write where they are not."""
    return _DRAWN[paper](card, office, marks, details)


def usual_signer(paper: VisitPaper, office: OfficeCard) -> Signature:
    """Who signs where nobody else is named: the head himself a refusal, the chairman in the body's name the others."""
    return as_head(office) if paper is VisitPaper.REFUSAL else for_the_body(office)


def papers_of(card: VisitCard) -> tuple[VisitPaper, ...]:
    """The papers that make sense for a visit, the one that it asks for first; the order of the office otherwise."""
    is_group = card.people_count >= group_rule_on(card.received_on).crowd_from or bool(card.members)
    wanted = {
        VisitPaper.REFUSAL: card.outcome is Outcome.REFUSED,
        VisitPaper.GUIDANCE: card.outcome is Outcome.GUIDED,
        VisitPaper.FORWARDING: card.outcome is Outcome.FORWARDED,
        VisitPaper.REPRESENTATIVES: is_group and not card.code,
        VisitPaper.RECEIPT: card.has_documents,
    }
    hidden = {paper for paper, holds in wanted.items() if not holds and paper is not VisitPaper.RECEIPT}
    first = [paper for paper, holds in wanted.items() if holds]
    return tuple(first + [paper for paper in _DRAWN if paper not in hidden and paper not in first])
