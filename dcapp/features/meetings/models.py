"""Meetings of every book: invitation, who came, minutes, conclusion and what follows from it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from dcapp.db.base import SHORT, Base, Recorded, folded_words
from dcapp.db.findable import Findable
from dcapp.features.meetings.terms import MeetingKind, MeetingState
from dcapp.kernel.dates import vn_date
from dcapp.kernel.ids import IssuedId, MeetingId, TaskId


class Meeting(Base, Recorded):
    """A meeting (cuộc họp): conference, check, dialogue, briefing.

    `owner_kind` and `owner_id` name the record of another book that it belongs to; photos and papers are
    attachments of the meeting. `reason` says why a meeting was cancelled.
    """

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_owner_kind_owner_id", "owner_kind", "owner_id"),)

    id: Mapped[MeetingId] = mapped_column(primary_key=True)
    kind: Mapped[MeetingKind] = mapped_column(default=MeetingKind.CONFERENCE)
    title: Mapped[str]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(SHORT, default="")
    ends_at: Mapped[str] = mapped_column(SHORT, default="")
    place: Mapped[str] = mapped_column(default="")
    chair: Mapped[str] = mapped_column(default="")
    secretary: Mapped[str] = mapped_column(default="")
    agenda: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    reason: Mapped[str] = mapped_column(default="")
    owner_kind: Mapped[str] = mapped_column(SHORT, default="")
    owner_id: Mapped[int | None]
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"), index=True)
    invitation_id: Mapped[IssuedId | None] = mapped_column(ForeignKey("issued_paper.id"))
    folded: Mapped[str] = mapped_column(default="")

    def refold(self) -> None:
        """Renew the search column."""
        self.folded = folded_words(self.title, self.place, self.chair, self.conclusion)

    def found_as(self) -> Findable:
        """How quick find shows a meeting."""
        return Findable(
            self.title, f"{vn_date(self.held_on)} {self.place or ''}".strip(), self.chair or "", "plan.view"
        )


class MeetingGuest(Base, Recorded):
    """Somebody who is invited to a meeting (thành phần), and whether they came."""

    __tablename__ = "meeting_guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    attended: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")


class MeetingPoint(Base, Recorded):
    """What a meeting concluded and somebody has to do (việc sau cuộc họp)."""

    __tablename__ = "meeting_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    words: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_on: Mapped[date | None]
    task_id: Mapped[TaskId | None] = mapped_column(ForeignKey("task.id"))
