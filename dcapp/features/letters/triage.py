"""Sorting a letter by questions (sàng lọc đơn): what the book knows already, and what the answers come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.letters.handling import propose_handling, route_above
from dcapp.features.letters.models import Letter, LetterSender, LetterTie
from dcapp.features.letters.queries import context_of, require_edit, visible_letter
from dcapp.features.letters.terms import Handling, LetterKind, Source, Tie
from dcapp.features.office.rulebook import clock_of
from dcapp.kernel.errors import Invalid, RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.kernel.ids import LetterId
from dcapp.kernel.text import nfc
from dcapp.rules.counting import Deadline
from dcapp.rules.due import Case
from dcapp.rules.triage import NO, YES, ask, questions_on

HERE = frozenset({Source.RECEPTION, Source.IN_PERSON})
"""The writer stood at the desk."""


@dataclass(frozen=True, slots=True)
class TriageCard:
    """What the sheet of questions starts from.

    `facts` is what the book answers by itself, `answers` what was answered before, `is_forced` that somebody of the
    leaders is accused, so that only one outcome is left. `deadlines` are the last days of the outcomes, by rule.
    """

    id: LetterId
    title: str
    kind: LetterKind
    received_on: date
    facts: Mapping[str, str]
    answers: Mapping[str, str]
    proposed: Handling | None
    overruled: str
    is_forced: bool
    deadlines: Mapping[str, Deadline]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalForm:
    """The answers and what is proposed; `overruled` says why where it is not what they come to."""

    handling: Handling
    answers: Mapping[str, str] = field(default_factory=dict)
    overruled: str = ""


@allowed("cases.read", reads=True)
def triage_of(uow: UnitOfWork, letter_id: LetterId) -> TriageCard:
    """The questions of a letter as far as they were answered, with what the book knows."""
    letter = visible_letter(uow, letter_id)
    uow.require("cases.read", context_of(uow, letter))
    clock = clock_of(uow)
    rules = {
        choice.outcome.rule
        for question in questions_on(letter.kind, letter.received_on)
        for choice in question.choices
        if choice.outcome is not None and choice.outcome.rule
    }
    deadlines: dict[str, Deadline] = {}
    for rule in sorted(rules):
        try:
            deadlines[rule] = clock.reckon(rule, letter.received_on, Case())
        except RuleViolation:
            continue  # the calendar of that year is not there; the sheet says no day rather than a wrong one
    return TriageCard(
        id=letter.id,
        title=letter.title,
        kind=letter.kind,
        received_on=letter.received_on,
        facts=_facts_of(uow, letter),
        answers={key: value for key, value in letter.answers.items() if isinstance(value, str)},
        proposed=letter.proposed,
        overruled=letter.overruled,
        is_forced=route_above(uow, letter) is not None,
        deadlines=deadlines,
    )


@allowed("cases.read", undo=N_("Đề xuất xử lý đơn"))
def propose_by_questions(uow: UnitOfWork, letter_id: LetterId, form: ProposalForm) -> None:
    """Propose what the questions come to, or something else with a reason; answers and ground are kept.

    RuleViolation where the letter is of another kind than the book says; Invalid where questions are open.
    """
    letter = visible_letter(uow, letter_id)
    require_edit(uow, letter)
    found = ask(letter.kind, letter.received_on, form.answers, _facts_of(uow, letter))
    if found.becomes:
        raise RuleViolation(_("Nội dung đơn không đúng loại đã ghi trong sổ. Sửa loại đơn rồi sàng lọc lại."))
    if found.next is not None:
        raise Invalid(_("Còn câu hỏi chưa trả lời: {words}").format(words=found.next.words), field=found.next.key)
    overruled = nfc(form.overruled).strip()
    if found.outcome is not None and form.handling != found.outcome.handling and not overruled:
        raise Invalid(_("Khác với kết quả của các câu hỏi. Ghi lý do."), field="overruled")
    propose_handling(uow, letter_id, form.handling, found.answers)
    agrees = found.outcome is not None and form.handling == found.outcome.handling
    letter.overruled = "" if agrees else overruled
    letter.ground = f"{found.outcome.ground} ({found.outcome.citation})" if found.outcome and agrees else ""
    uow.session.flush()


def _facts_of(uow: UnitOfWork, letter: Letter) -> dict[str, str]:
    """What the book answers by itself; what it does not know is left out and asked."""
    known = {
        "named": not letter.is_anonymous,
        "signed": letter.is_signed,
        "forwarded": letter.source is Source.FORWARDED,
        "in_person": letter.source in HERE,
        "group": letter.people_count > 1,
        "appointed": letter.has_appointment and _all_signed(uow, letter.id),
    }
    if route_above(uow, letter) is not None:
        known["about_leader"] = True
    if _follows_open_case(uow, letter):
        known["open_case"] = True
    return {"kind": letter.kind.value, **{name: YES if holds else NO for name, holds in known.items()}}


def _all_signed(uow: UnitOfWork, letter_id: LetterId) -> bool:
    unsigned = LetterSender.letter_id == letter_id, LetterSender.has_signed.is_(False)
    return uow.session.scalar(select(LetterSender.id).where(*unsigned).limit(1)) is None


def _follows_open_case(uow: UnitOfWork, letter: Letter) -> bool:
    """Whether it was found to be a twin of a letter that is in a case."""
    alike = LetterTie.tie.in_((Tie.DUPLICATE, Tie.FOLLOW_UP)), LetterTie.letter_id == letter.id
    found = select(Letter.case_id).join(LetterTie, LetterTie.other_id == Letter.id).where(*alike)
    return any(case_id is not None for case_id in uow.session.scalars(found))
