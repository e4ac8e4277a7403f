"""Which use cases write which book, and the import that writes many lines of one book in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.commitments import service as commitments
from dcapp.features.commitments.register import COMMITMENTS
from dcapp.features.office import service as office
from dcapp.features.office.register import BODIES, DAYS_OFF, OFFICERS, VILLAGES
from dcapp.features.opinions import service as opinions
from dcapp.features.opinions.register import OPINIONS
from dcapp.features.papers import service as papers
from dcapp.features.papers.register import INCOMING_PAPERS, ISSUED_PAPERS, LEGAL_PAPERS
from dcapp.features.plan import service as plan
from dcapp.features.plan.register import OBLIGATIONS
from dcapp.features.tasks.register import TASKS
from dcapp.features.tasks.taking_lines import add_task_line
from dcapp.features.visits import duty, opening, schedule
from dcapp.features.visits import service as visits
from dcapp.features.visits.duty_register import SHIFTS
from dcapp.features.visits.opening_register import OPENING_FIGURES
from dcapp.features.visits.register import VISITS
from dcapp.features.visits.schedule_register import SESSIONS
from dcapp.kernel.errors import AlreadyThere, Invalid, UserError
from dcapp.kernel.i18n import N_, _
from dcapp.registers.spec import Register


@dataclass(frozen=True, slots=True)
class Writers:
    """The use cases behind Thêm, Sửa and Xóa of one book; None where the book has no such button."""

    add: Callable[..., Any] | None
    edit: Callable[..., Any] | None
    remove: Callable[..., Any] | None


WRITERS: dict[str, Writers] = {
    LEGAL_PAPERS.key: Writers(papers.add_paper, papers.edit_paper, papers.remove_paper),
    ISSUED_PAPERS.key: Writers(papers.take_number, papers.edit_issued, None),
    INCOMING_PAPERS.key: Writers(papers.add_incoming, papers.edit_incoming, None),
    TASKS.key: Writers(add_task_line, None, None),
    OBLIGATIONS.key: Writers(plan.add_obligation, plan.edit_obligation, plan.remove_obligation),
    OPINIONS.key: Writers(opinions.add_opinion, opinions.edit_opinion, opinions.remove_opinion),
    VISITS.key: Writers(visits.carry_over_visit, visits.edit_visit, visits.remove_visit),
    COMMITMENTS.key: Writers(
        commitments.carry_over_commitment, commitments.edit_commitment, commitments.remove_commitment
    ),
    SESSIONS.key: Writers(schedule.plan_session, schedule.edit_session, schedule.remove_session),
    SHIFTS.key: Writers(duty.add_shift, duty.edit_shift, duty.remove_shift),
    OPENING_FIGURES.key: Writers(opening.add_figure, opening.edit_figure, opening.remove_figure),
    OFFICERS.key: Writers(office.add_officer, office.edit_officer, office.remove_officer),
    VILLAGES.key: Writers(office.add_village, office.edit_village, office.remove_village),
    BODIES.key: Writers(office.add_body, office.edit_body, office.remove_body),
    DAYS_OFF.key: Writers(office.add_day_off, office.edit_day_off, office.remove_day_off),
}

NUMBERED = frozenset({ISSUED_PAPERS.key})
"""Books whose lines get a number that is given once: they are never imported."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: lines written, and lines passed over because they stood in the book already."""

    written: int
    passed_over: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that the service refused, by its place in the given sequence."""

    place: int
    message: str
    field: str


class LinesRefused(UserError):
    """Some lines break a rule; nothing was written."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        first = refusals[0]
        super().__init__(
            _("{count} dòng chưa nhận được; dòng đầu tiên: {message}").format(
                count=len(refusals), message=first.message
            )
        )
        self.refusals = tuple(refusals)


def can_import(register: Register) -> bool:
    """True for books whose lines may come from a file."""
    writers = WRITERS.get(register.key)
    return writers is not None and writers.add is not None and register.key not in NUMBERED


@cache
def taking_in(register: Register) -> Callable[..., Taken]:
    """The import of one book: (uow, forms) → Taken; every line or none, and one undo takes all of it back."""
    add = WRITERS[register.key].add
    if add is None:
        raise KeyError(register.key)

    @allowed(register.right_edit, undo=N_("Nhập từ Excel"))
    def take_in(uow: UnitOfWork, forms: Sequence[Any]) -> Taken:
        """Write the lines of a file."""
        uow.require("import")
        written = passed_over = 0
        refusals: list[Refusal] = []
        for place, form in enumerate(forms):
            try:
                add(uow, form)
                written += 1
            except AlreadyThere:
                passed_over += 1
            except Invalid as problem:
                refusals.append(Refusal(place, str(problem), problem.field))
        if refusals:
            raise LinesRefused(refusals)
        return Taken(written, passed_over)

    take_in.__name__ = f"{register.key}.take_in"
    return take_in
