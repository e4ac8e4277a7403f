"""The meetings of the practice commune: planned, invited to, held or cancelled, with what followed from them."""

from __future__ import annotations

from typing import Any

from dcapp.features.meetings.numbering import PaperNumberForm, number_meeting_paper
from dcapp.features.meetings.points import PointForm, add_point, close_point, point_to_task
from dcapp.features.meetings.queries import MeetingCard, meeting_card
from dcapp.features.meetings.rules import GuestForm
from dcapp.features.meetings.service import (
    HoldForm,
    MeetingForm,
    cancel_meeting,
    conclude_meeting,
    hold_meeting,
    plan_meeting,
    tick_attendance,
)
from dcapp.features.meetings.terms import MeetingKind, MeetingPaper
from dcapp.sample.telling import Story, Told, told_in

INTO_PLAN = "into_plan"
"""Said of what follows from a meeting where it became a task of the year's plan."""


def tell_meetings(story: Story) -> None:
    """Tell of every meeting."""
    for told in told_in("meetings.toml")["meeting"]:
        story.on(told["planned_on"], _plan, story, told)


def _plan(story: Story, told: Told) -> None:
    keys = ("title", "starts_at", "place", "chair", "secretary", "agenda")
    form = MeetingForm(
        **{key: told[key] for key in keys if key in told},
        held_on=story.day(told["held_on"]),
        kind=MeetingKind(told["kind"]),
        task_id=story.tasks[told["task"]] if "task" in told else None,
        guests=tuple(GuestForm(*guest) for guest in told["guests"]),
    )
    meeting_id = story.run(plan_meeting, form)
    if "invited_on" in told:
        story.on(told["invited_on"], _number, story, meeting_id, MeetingPaper.INVITATION, told["invited_on"])
    if "cancelled_on" in told:
        story.on(told["cancelled_on"], story.run, cancel_meeting, meeting_id, told["cancelled"])
    elif "minutes" in told:
        story.on(told["held_on"], _hold, story, meeting_id, told)


def _number(story: Story, meeting_id: Any, paper: MeetingPaper, day: Any) -> None:
    form = PaperNumberForm(issued_on=story.day(day), signer=story.app.office.chairman)
    story.run(number_meeting_paper, meeting_id, paper, form)


def _hold(story: Story, meeting_id: Any, told: Told) -> None:
    """Write down how a meeting went, who came, and what it concluded."""
    held_on = story.day(told["held_on"])
    keys = ("starts_at", "ends_at", "place", "chair", "secretary", "minutes")
    story.run(hold_meeting, meeting_id, HoldForm(**{key: told[key] for key in keys if key in told}, held_on=held_on))
    card: MeetingCard = story.run(meeting_card, meeting_id)
    story.run(
        tick_attendance, meeting_id, {guest.id: guest.name not in told.get("absent", ()) for guest in card.guests}
    )
    story.run(conclude_meeting, meeting_id, told["conclusion"])
    for words, owner, due_on, done_on in told.get("points", ()):
        point = story.run(add_point, meeting_id, PointForm(words=words, owner=owner, due_on=story.day(due_on)))
        if done_on == INTO_PLAN:
            story.run(point_to_task, point, story.plans[max(story.plans)])
        elif done_on:
            story.on(done_on, story.run, close_point, point, done_on)
    for paper in told.get("numbered", ()):
        _number(story, meeting_id, MeetingPaper(paper), held_on)
