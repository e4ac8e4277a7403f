"""Reads of the checks slice: one check in full, and the shortcomings that are to be put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.checks.models import Check, CheckFinding, CheckVisit
from dcapp.features.checks.service import visits_of
from dcapp.features.checks.terms import CheckKind, CheckState
from dcapp.features.office.models import Village
from dcapp.features.papers.models import IssuedPaper
from dcapp.features.tasks.models import Task
from dcapp.kernel.ids import CheckId, CheckVisitId, FindingId, TaskId, VillageId


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something that a visit found, with the check and the place it comes from."""

    id: FindingId
    visit_id: CheckVisitId
    check_id: CheckId
    check: str
    place: str
    visited_on: date
    words: str
    is_shortcoming: bool
    remedy: str
    owner: str
    fix_by: date | None
    fixed_on: date | None
    result: str

    @property
    def is_open(self) -> bool:
        """A shortcoming that was not put right yet."""
        return self.is_shortcoming and self.fixed_on is None

    def is_late(self, today: date) -> bool:
        """Open although its last day is over."""
        return self.is_open and self.fix_by is not None and self.fix_by < today


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit with what it found."""

    id: CheckVisitId
    visited_on: date
    starts_at: str
    ends_at: str
    place: str
    village_id: VillageId | None
    met_with: str
    summary: str
    findings: tuple[FindingLine, ...]

    @property
    def is_written(self) -> bool:
        """Whether somebody wrote down how it went."""
        return bool(self.summary or self.findings)


@dataclass(frozen=True, slots=True)
class CheckCard:
    """A check with its visits, as its pane and its papers show it."""

    id: CheckId
    kind: CheckKind
    title: str
    scope: str
    head: str
    team: str
    starts_on: date
    ends_on: date | None
    basis: str
    state: CheckState
    conclusion: str
    concluded_on: date | None
    symbol: str
    issued_on: date | None
    task_id: TaskId | None
    task: str
    visits: tuple[VisitLine, ...]

    @property
    def findings(self) -> tuple[FindingLine, ...]:
        """Everything that was found, in the order of the visits."""
        return tuple(finding for visit in self.visits for finding in visit.findings)

    @property
    def shortcomings(self) -> tuple[FindingLine, ...]:
        """What is, or was, to be put right."""
        return tuple(finding for finding in self.findings if finding.is_shortcoming)


@allowed("plan.view", reads=True)
def check_card(uow: UnitOfWork, check_id: CheckId) -> CheckCard:
    """One check in full."""
    check = uow.get(Check, check_id)
    issued = uow.session.get(IssuedPaper, check.issued_id) if check.issued_id is not None else None
    task = uow.session.get(Task, check.task_id) if check.task_id is not None else None
    found: dict[CheckVisitId, list[FindingLine]] = {}
    for line in _findings(uow, CheckVisit.check_id == check_id):
        found.setdefault(line.visit_id, []).append(line)
    return CheckCard(
        id=check.id,
        kind=check.kind,
        title=check.title,
        scope=check.scope,
        head=check.head,
        team=check.team,
        starts_on=check.starts_on,
        ends_on=check.ends_on,
        basis=check.basis,
        state=check.state,
        conclusion=check.conclusion,
        concluded_on=check.concluded_on,
        symbol=issued.symbol if issued is not None else "",
        issued_on=issued.issued_on if issued is not None else None,
        task_id=check.task_id,
        task=task.title if task is not None else "",
        visits=tuple(
            VisitLine(
                visit.id,
                visit.visited_on,
                visit.starts_at,
                visit.ends_at,
                visit.place,
                visit.village_id,
                visit.met_with,
                visit.summary,
                tuple(found.get(visit.id, ())),
            )
            for visit in visits_of(uow, check_id)
        ),
    )


@allowed("plan.view", reads=True)
def due_findings(uow: UnitOfWork, until: date) -> list[FindingLine]:
    """Shortcomings not put right whose last day is not after `until`, the earliest first."""
    open_ones = (CheckFinding.is_shortcoming.is_(True), CheckFinding.fixed_on.is_(None), CheckFinding.fix_by <= until)
    return sorted(_findings(uow, *open_ones), key=lambda line: (line.fix_by or until, line.id))


@allowed("plan.view", reads=True)
def arranged_visits(uow: UnitOfWork, since: date, until: date) -> list[tuple[CheckId, str, str, date]]:
    """Visits of checks that are not concluded, between two days: check, its title, place, day."""
    statement = (
        select(Check.id, Check.title, CheckVisit.place, CheckVisit.visited_on)
        .join(Check, Check.id == CheckVisit.check_id)
        .where(Check.state != CheckState.CONCLUDED, CheckVisit.visited_on >= since, CheckVisit.visited_on <= until)
        .order_by(CheckVisit.visited_on, CheckVisit.id)
    )
    return [(key, title, place, day) for key, title, place, day in uow.session.execute(statement)]


@allowed("plan.view", reads=True)
def village_choices(uow: UnitOfWork) -> list[tuple[VillageId, str]]:
    """The villages to visit: id and name, in Vietnamese order."""
    statement = select(Village.id, Village.kind, Village.name).order_by(Village.name_order, Village.id)
    return [(key, f"{kind} {name}") for key, kind, name in uow.session.execute(statement)]


def _findings(uow: UnitOfWork, *which: ColumnElement[bool]) -> list[FindingLine]:
    statement = (
        select(CheckFinding, CheckVisit.place, CheckVisit.visited_on, Check.id, Check.title)
        .join(CheckVisit, CheckVisit.id == CheckFinding.visit_id)
        .join(Check, Check.id == CheckVisit.check_id)
        .where(*which)
        .order_by(CheckVisit.visited_on, CheckVisit.id, CheckFinding.position)
    )
    return [
        FindingLine(
            finding.id,
            finding.visit_id,
            check_id,
            title,
            place,
            visited_on,
            finding.words,
            finding.is_shortcoming,
            finding.remedy,
            finding.owner,
            finding.fix_by,
            finding.fixed_on,
            finding.result,
        )
        for finding, place, visited_on, check_id, title in uow.session.execute(statement)
    ]
