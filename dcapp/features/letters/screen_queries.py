"""Reads for the screens of letters: last days before anything is saved, who may see a restricted letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.letters.models import LetterAccess
from dcapp.features.letters.queries import context_of, visible_letter
from dcapp.features.letters.terms import LetterKind, Source
from dcapp.features.office.models import Officer
from dcapp.features.office.rulebook import clock_of
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.ids import LetterId, OfficerId
from dcapp.rules.counting import Deadline
from dcapp.rules.due import Case
from dcapp.rules.letter_rules import clocks_from_intake


@allowed("cases.create", reads=True)
def intake_deadlines(uow: UnitOfWork, kind: LetterKind, received_on: date, source: Source) -> tuple[Deadline, ...]:
    """The last days that a letter would have if it went into the book, the earliest first."""
    uow.only_own("cases.create")
    clock = clock_of(uow)
    found: list[Deadline] = []
    for rule in clocks_from_intake(kind, received_on, is_forwarded=source is Source.FORWARDED):
        try:
            found.append(clock.reckon(rule, received_on, Case()))
        except RuleViolation:
            continue
    return tuple(sorted(found, key=lambda one: one.due))


@dataclass(frozen=True, slots=True)
class AccessLine:
    """Somebody who may see a restricted letter, since when and why."""

    officer_id: OfficerId
    officer: str
    given_on: date
    reason: str


@allowed("denunciations.grant", reads=True)
def access_of(uow: UnitOfWork, letter_id: LetterId) -> tuple[AccessLine, ...]:
    """Who may see a restricted letter now, in the order in which they were let in."""
    letter = visible_letter(uow, letter_id)
    uow.require("denunciations.grant", context_of(uow, letter))
    rows = (
        select(LetterAccess.officer_id, Officer.full_name, LetterAccess.given_on, LetterAccess.reason)
        .join(Officer, Officer.id == LetterAccess.officer_id)
        .where(LetterAccess.letter_id == letter_id, LetterAccess.until.is_(None))
        .order_by(LetterAccess.id)
    )
    return tuple(AccessLine(*row) for row in uow.session.execute(rows))
