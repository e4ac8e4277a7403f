"""Reads of the committee slice that are more than a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import aliased

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.committee.models import Committee, CommitteeMember
from dcapp.features.committee.rules import term_state
from dcapp.features.committee.terms import ENDING_DAYS, MEMBER_ROLES, CommitteeKind, MemberRole, TermState
from dcapp.features.office.queries import posts_on
from dcapp.features.papers.models import IssuedPaper, Paper
from dcapp.features.papers.terms import IssueState
from dcapp.features.plan.models import Plan
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.terms import TaskState
from dcapp.kernel.dates import document_date
from dcapp.kernel.ids import CommitteeId, OfficerId, PlanId, TaskId
from dcapp.kernel.text import fold
from dcapp.printing.official import official

BASES = (
    ("Luật", "tổ chức chính quyền địa phương"),
    ("Luật", "thực hiện dân chủ ở cơ sở"),
    ("Pháp lệnh", "thực hiện dân chủ ở xã, phường, thị trấn"),
)
"""Legal documents that a decision on a committee rests on, where the book of documents has them in force."""
OFFICE_POSTS = ("office_head", "office_statistics")
"""Keys of the posts of the office, of which one exists on a day."""
TASK_WORDS = ("ban chi dao", "kien toan", "phan cong", "phu trach", "to cong tac", "thanh lap")
MOST_TASKS = 60


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody in a committee; `since` and `until` are the days on which the seat begins and ends."""

    id: int
    officer_id: OfficerId | None
    name: str
    post: str
    role: MemberRole
    charge: str
    since: date
    until: date | None

    def sits_on(self, day: date) -> bool:
        """Whether the seat is taken on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class CommitteeRef:
    """Another committee in a sentence: the one before, the one after."""

    id: CommitteeId
    name: str
    decision: str
    decided_on: date | None
    since: date


@dataclass(frozen=True, slots=True)
class CommitteeCard:
    """A committee with its members and what came before and after it."""

    id: CommitteeId
    kind: CommitteeKind
    name: str
    tasks: str
    decision: str
    decided_on: date | None
    decided_by: str
    since: date
    until: date | None
    state: TermState
    task_id: TaskId | None
    task: str
    members: tuple[MemberLine, ...]
    before: CommitteeRef | None
    after: CommitteeRef | None
    signer: str
    recipients: tuple[str, ...]
    bases: tuple[str, ...]
    proposer: str

    @property
    def decision_day(self) -> date:
        """The day whose members the decision names."""
        return max(self.decided_on or self.since, self.since)

    def members_on(self, day: date) -> tuple[MemberLine, ...]:
        """Who sits in it on a day, the head first."""
        return tuple(member for member in self.members if member.sits_on(day))


@dataclass(frozen=True, slots=True)
class EndingTerm:
    """A committee whose term ends soon, or has ended without a successor."""

    id: CommitteeId
    name: str
    until: date
    decision: str


@dataclass(frozen=True, slots=True)
class TaskOption:
    """A task that a record can fulfil."""

    id: TaskId
    title: str


@allowed("plan.view", reads=True)
def committee_card(uow: UnitOfWork, committee_id: CommitteeId) -> CommitteeCard:
    """One committee, readable whether it is in force or long replaced."""
    committee = uow.get(Committee, committee_id)
    after = uow.session.scalar(select(Committee).where(Committee.replaces_id == committee_id).limit(1))
    before = uow.session.get(Committee, committee.replaces_id) if committee.replaces_id else None
    issued = uow.session.get(IssuedPaper, committee.issued_id) if committee.issued_id else None
    task = uow.session.get(Task, committee.task_id) if committee.task_id else None
    decided = committee.decided_on or uow.today
    return CommitteeCard(
        id=committee.id,
        kind=committee.kind,
        name=committee.name,
        tasks=committee.tasks,
        decision=committee.decision,
        decided_on=committee.decided_on,
        decided_by=committee.decided_by,
        since=committee.since,
        until=committee.until,
        state=term_state(committee.since, committee.until, is_replaced=after is not None, on=uow.today),
        task_id=committee.task_id,
        task=task.title if task else "",
        members=members_of(uow, committee),
        before=_ref(before),
        after=_ref(after),
        signer=issued.signer if issued else "",
        recipients=tuple(line for line in (issued.recipients if issued else "").splitlines() if line.strip()),
        bases=bases_on(uow, decided),
        proposer=_proposer(uow, decided),
    )


def members_of(uow: UnitOfWork, committee: Committee) -> tuple[MemberLine, ...]:
    """Everybody who ever sat in a committee: by role, then in the order of the decision."""
    found = uow.session.scalars(
        select(CommitteeMember)
        .where(CommitteeMember.committee_id == committee.id)
        .order_by(CommitteeMember.position, CommitteeMember.id)
    )
    order = list(MEMBER_ROLES)
    lines = [
        MemberLine(
            member.id,
            member.officer_id,
            member.name,
            member.post,
            member.role,
            member.charge,
            member.since or committee.since,
            _earlier(member.until, committee.until),
        )
        for member in found
    ]
    return tuple(sorted(lines, key=lambda line: order.index(line.role)))


def _proposer(uow: UnitOfWork, day: date) -> str:
    """Who lays a decision before the chairman: the post of the office that exists on the day."""
    titles = dict(posts_on(uow, day))
    title = next((titles[key] for key in OFFICE_POSTS if key in titles), "")
    return official("Công chức {post}", post=title) if title.startswith("Văn phòng") else title


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _ref(committee: Committee | None) -> CommitteeRef | None:
    if committee is None:
        return None
    return CommitteeRef(committee.id, committee.name, committee.decision, committee.decided_on, committee.since)


def state_on(day: date) -> ColumnElement[TermState]:
    """The state of `Committee` on a day as a column, the same rule as `term_state`."""
    successor = aliased(Committee)
    is_replaced = select(successor.id).where(successor.replaces_id == Committee.id).exists()
    over = and_(Committee.until.is_not(None), Committee.until < day)
    soon = and_(Committee.until.is_not(None), Committee.until <= day + timedelta(days=ENDING_DAYS), ~is_replaced)
    return case(
        (and_(over, is_replaced), TermState.REPLACED.value),
        (over, TermState.ENDED.value),
        (Committee.since > day, TermState.COMING.value),
        (soon, TermState.ENDING.value),
        else_=TermState.IN_FORCE.value,
    )


@allowed("plan.view", reads=True)
def terms_ending(uow: UnitOfWork, days: int = ENDING_DAYS) -> list[EndingTerm]:
    """Committees that nobody has replaced and whose term ends within so many days or is over; the first one first."""
    successor = aliased(Committee)
    rows = uow.session.execute(
        select(Committee.id, Committee.name, Committee.until, Committee.decision)
        .outerjoin(successor, successor.replaces_id == Committee.id)
        .where(Committee.until <= uow.today + timedelta(days=days), successor.id.is_(None))
        .order_by(Committee.until, Committee.id)
    )
    return [EndingTerm(key, name, until, number) for key, name, until, number in rows if until is not None]


@allowed("plan.view", reads=True)
def committee_tasks(uow: UnitOfWork) -> list[TaskOption]:
    """Open tasks of the newest plan that ask for a committee or for somebody in charge."""
    return tasks_about(uow, TASK_WORDS)


def tasks_about(uow: UnitOfWork, words: tuple[str, ...]) -> list[TaskOption]:
    """Open tasks of the newest plan whose words hold one of these (folded), in the order of the plan."""
    plan_id: PlanId | None = uow.session.scalar(select(Plan.id).order_by(Plan.year.desc(), Plan.id.desc()).limit(1))
    about = or_(*(Task.folded.contains(word, autoescape=True) for word in words))
    rows = uow.session.execute(
        select(Task.id, Task.title)
        .where(Task.plan_id == plan_id, Task.state == TaskState.OPEN, Task.is_series.is_(False), about)
        .order_by(Task.section_order, Task.id)
        .limit(MOST_TASKS)
    )
    return [TaskOption(*row) for row in rows]


def bases_on(uow: UnitOfWork, day: date) -> tuple[str, ...]:
    """What a decision of this day rests on, cited as papers do, from the book of legal documents."""
    found: list[str] = []
    for type_name, subject in BASES:
        papers = uow.session.scalars(
            select(Paper)
            .where(
                Paper.type_name == type_name,
                or_(Paper.in_force_from.is_(None), Paper.in_force_from <= day),
                or_(Paper.in_force_to.is_(None), Paper.in_force_to >= day),
            )
            .order_by(Paper.issued_on.desc(), Paper.id.desc())
        )
        paper = next((one for one in papers if fold(one.subject) == fold(subject)), None)
        if paper is not None:
            dated = document_date(paper.issued_on) if paper.issued_on else ""
            found.append(official("Căn cứ {kind} {name} {dated}", kind=type_name, name=paper.subject, dated=dated))
    return tuple(found)


def is_issued(uow: UnitOfWork, committee: Committee) -> bool:
    """True where the decision has a number of our own book that is not cancelled."""
    issued = uow.session.get(IssuedPaper, committee.issued_id) if committee.issued_id else None
    return issued is not None and issued.state is not IssueState.CANCELLED
