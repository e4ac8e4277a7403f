"""Reads of the meetings slice: one meeting in full, whom to invite, what is coming and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.sql.elements import ColumnElement

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.meetings.models import Meeting, MeetingGuest, MeetingPoint
from dcapp.features.meetings.numbering import TYPES, issued_for
from dcapp.features.meetings.rules import GuestForm, step_of
from dcapp.features.meetings.terms import MeetingKind, MeetingPaper, MeetingState, Step
from dcapp.features.office.models import Body, Village
from dcapp.features.office.queries import officers_of
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.terms import TaskState
from dcapp.kernel.ids import MeetingId, TaskId
from dcapp.printing.official import official

TASKS_OFFERED = 300
"""Open tasks that a dialog offers to link: those whose last day comes first."""


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Somebody on the list of a meeting."""

    id: int
    name: str
    unit: str
    attended: bool | None

    @property
    def form(self) -> GuestForm:
        """The guest as the list is edited."""
        return GuestForm(self.name, self.unit)


@dataclass(frozen=True, slots=True)
class PointLine:
    """One thing to do after a meeting; where it became a task, the task says when it was done."""

    id: int
    meeting_id: MeetingId
    meeting: str
    words: str
    owner: str
    due_on: date | None
    done_on: date | None
    task_id: TaskId | None

    def is_late(self, today: date) -> bool:
        """Open although its last day is over."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class PaperLine:
    """The number of a paper of a meeting."""

    paper: MeetingPaper
    symbol: str
    number: int
    issued_on: date
    signer: str


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting with everything that its pane and its papers show."""

    id: MeetingId
    kind: MeetingKind
    title: str
    held_on: date
    starts_at: str
    ends_at: str
    place: str
    chair: str
    secretary: str
    agenda: str
    minutes: str
    conclusion: str
    state: MeetingState
    reason: str
    owner_kind: str
    owner_id: int | None
    task_id: TaskId | None
    task: str
    guests: tuple[GuestLine, ...]
    points: tuple[PointLine, ...]
    papers: tuple[PaperLine, ...]

    @property
    def came(self) -> int:
        """How many were ticked as present."""
        return sum(1 for guest in self.guests if guest.attended)

    @property
    def is_ticked(self) -> bool:
        """Whether somebody looked who came; a meeting without a list needs no tick once it was held."""
        if not self.guests:
            return self.state is MeetingState.HELD
        return any(guest.attended is not None for guest in self.guests)

    @property
    def open_points(self) -> int:
        """How many points are not done."""
        return sum(1 for point in self.points if point.done_on is None)

    @property
    def step(self) -> Step | None:
        """The first step that is not done."""
        return step_of(
            state=self.state,
            is_invited=self.number_of(MeetingPaper.INVITATION) is not None,
            is_ticked=self.is_ticked,
            has_minutes=bool(self.minutes),
            has_conclusion=bool(self.conclusion),
            open_points=self.open_points,
        )

    def number_of(self, paper: MeetingPaper) -> PaperLine | None:
        """The number of a paper, or None while it has none."""
        return next((line for line in self.papers if line.paper is paper), None)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list of another page."""

    id: MeetingId
    title: str
    held_on: date
    starts_at: str
    place: str
    state: MeetingState


@dataclass(frozen=True, slots=True)
class GuestChoices:
    """Whom the office knows and may invite: officers, heads of villages, bodies."""

    officers: tuple[GuestForm, ...]
    villages: tuple[GuestForm, ...]
    bodies: tuple[GuestForm, ...]


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """A task that a meeting or a check may fulfil."""

    id: TaskId
    title: str


@allowed("plan.view", reads=True)
def meeting_card(uow: UnitOfWork, meeting_id: MeetingId) -> MeetingCard:
    """One meeting in full."""
    meeting = uow.get(Meeting, meeting_id)
    guests = uow.session.scalars(
        select(MeetingGuest).where(MeetingGuest.meeting_id == meeting_id).order_by(MeetingGuest.position)
    )
    task = uow.session.get(Task, meeting.task_id) if meeting.task_id is not None else None
    numbered = ((paper, issued_for(uow, meeting_id, paper)) for paper in TYPES)
    return MeetingCard(
        id=meeting.id,
        kind=meeting.kind,
        title=meeting.title,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        chair=meeting.chair,
        secretary=meeting.secretary,
        agenda=meeting.agenda,
        minutes=meeting.minutes,
        conclusion=meeting.conclusion,
        state=meeting.state,
        reason=meeting.reason,
        owner_kind=meeting.owner_kind,
        owner_id=meeting.owner_id,
        task_id=meeting.task_id,
        task=task.title if task is not None else "",
        guests=tuple(GuestLine(guest.id, guest.name, guest.unit, guest.attended) for guest in guests),
        points=_points(uow, MeetingPoint.meeting_id == meeting_id),
        papers=tuple(
            PaperLine(paper, issued.symbol, issued.number, issued.issued_on, issued.signer)
            for paper, issued in numbered
            if issued is not None
        ),
    )


@allowed("plan.view", reads=True)
def meetings_of(uow: UnitOfWork, owner_kind: str, owner_id: int) -> list[MeetingLine]:
    """The meetings that belong to a record of another book, the newest first."""
    return _meetings(uow, Meeting.owner_kind == owner_kind, Meeting.owner_id == owner_id)


@allowed("plan.view", reads=True)
def meetings_of_task(uow: UnitOfWork, task_id: TaskId) -> list[MeetingLine]:
    """The meetings that belong to a task, the newest first."""
    return _meetings(uow, Meeting.task_id == task_id)


@allowed("plan.view", reads=True)
def coming_meetings(uow: UnitOfWork, since: date, until: date) -> list[MeetingLine]:
    """Meetings planned between two days, both included, the first one first."""
    planned = Meeting.state == MeetingState.PLANNED
    return _meetings(uow, planned, Meeting.held_on >= since, Meeting.held_on <= until)[::-1]


@allowed("plan.view", reads=True)
def unwritten_meetings(uow: UnitOfWork) -> list[MeetingLine]:
    """Meetings whose day is over and of which nothing was recorded."""
    return _meetings(uow, Meeting.state == MeetingState.PLANNED, Meeting.held_on < uow.today)


@allowed("plan.view", reads=True)
def due_points(uow: UnitOfWork, until: date) -> list[PointLine]:
    """Open points whose last day is not after `until`; those that became tasks are counted there."""
    points = _points(uow, MeetingPoint.task_id.is_(None), MeetingPoint.done_on.is_(None), MeetingPoint.due_on <= until)
    return sorted(points, key=lambda point: (point.due_on or until, point.id))


@allowed("plan.view", reads=True)
def guest_choices(uow: UnitOfWork) -> GuestChoices:
    """Whom the office may pick for a list: officers with their post, heads of villages in use, bodies in use."""
    villages = select(Village.kind, Village.name, Village.head_name).where(
        or_(Village.until.is_(None), Village.until >= uow.today)
    )
    bodies = select(Body.name).where(or_(Body.until.is_(None), Body.until >= uow.today)).order_by(Body.name)
    return GuestChoices(
        officers=tuple(GuestForm(card.full_name, card.post) for card in officers_of(uow)),
        villages=tuple(
            _village_head(kind, name, head)
            for kind, name, head in uow.session.execute(villages.order_by(Village.name_order, Village.id))
        ),
        bodies=tuple(GuestForm(name) for name in uow.session.scalars(bodies)),
    )


@allowed("plan.view", reads=True)
def task_choices(uow: UnitOfWork, kept: TaskId | None = None) -> list[TaskChoice]:
    """Open tasks to link, those whose last day comes first, and the one that is linked already."""
    opened = (
        select(Task.id, Task.title, Task.period)
        .where(Task.state == TaskState.OPEN, Task.is_series.is_(False))
        .order_by(Task.last_on.is_(None), Task.last_on, Task.id)
        .limit(TASKS_OFFERED)
    )
    linked = select(Task.id, Task.title, Task.period).where(Task.id == kept)
    rows = [*(uow.session.execute(linked) if kept is not None else ()), *uow.session.execute(opened)]
    return list(
        {key: TaskChoice(key, f"{title} ({period})" if period else title) for key, title, period in rows}.values()
    )


def _village_head(kind: str, name: str, head: str) -> GuestForm:
    village = f"{kind} {name}"
    post = official("Trưởng {village}", village=village)
    return GuestForm(head, post) if head else GuestForm(post)


def _meetings(uow: UnitOfWork, *which: ColumnElement[bool]) -> list[MeetingLine]:
    columns = (Meeting.id, Meeting.title, Meeting.held_on, Meeting.starts_at, Meeting.place, Meeting.state)
    statement = select(*columns).where(*which).order_by(Meeting.held_on.desc(), Meeting.id.desc())
    return [MeetingLine(*row) for row in uow.session.execute(statement)]


def _points(uow: UnitOfWork, *which: ColumnElement[bool]) -> tuple[PointLine, ...]:
    statement = (
        select(MeetingPoint, Meeting.title, Task.done_on)
        .join(Meeting, Meeting.id == MeetingPoint.meeting_id)
        .outerjoin(Task, Task.id == MeetingPoint.task_id)
        .where(*which)
        .order_by(MeetingPoint.meeting_id, MeetingPoint.position)
    )
    return tuple(
        PointLine(
            point.id,
            point.meeting_id,
            title,
            point.words,
            point.owner,
            point.due_on,
            point.done_on or task_done,
            point.task_id,
        )
        for point, title, task_done in uow.session.execute(statement)
    )
