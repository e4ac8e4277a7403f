"""The schedule of reception in the practice commune: sessions of the chairman, duties, figures of an older book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dcapp.features.visits.duty import ShiftForm, add_shift, miss_shift
from dcapp.features.visits.opening import OpeningForm, add_figure
from dcapp.features.visits.schedule import (
    HeldForm,
    SessionForm,
    hold_session,
    miss_session,
    note_posted,
    plan_session,
    postpone_session,
)
from dcapp.features.visits.schedule_conclusion import PointForm, conclude_session
from dcapp.rules.working_days import built_in_calendar
from dcapp.sample.telling import Story, Told, told_in

THURSDAY = 3
WEEKS_BACK, WEEKS_AHEAD = 12, 4
PLANNED_BEFORE, POSTED_BEFORE = timedelta(days=24), timedelta(days=10)
STARTS_AT, ENDS_AT = "07:30", "11:00"


def tell_schedule(story: Story) -> None:
    """Tell of every Thursday on which the chairman received, or was to receive, and of who was on duty."""
    told = told_in("reception.toml")
    schedule = told["schedule"]
    last = story.last - timedelta(days=(story.last.weekday() - THURSDAY) % 7)
    for week in range(-WEEKS_BACK, WEEKS_AHEAD + 1):
        thursday = last + timedelta(weeks=week)
        if thursday.year > story.last.year:  # whose days off nobody knows yet
            break
        day = built_in_calendar().on_or_after(thursday)
        story.on(day - PLANNED_BEFORE, _session, story, schedule, told["place"], day, week)
    for number in range(-20, 15):
        day = story.last + timedelta(days=number)
        if day.year <= story.last.year and built_in_calendar().is_working_day(day):
            who = schedule["on_duty"][day.isocalendar().week % len(schedule["on_duty"])]
            story.on(min(day, story.last), _shift, story, schedule, told["place"], day, who, number)
    for figures in told["figures"]:
        story.on(story.first, _figures, story, figures)


def _session(story: Story, told: Told, place: str, day: date, week: int) -> None:
    chair = told["chair"]
    form = SessionForm(held_on=day, place=place, chair_id=story.officers[chair], chair=chair)
    form = replace(form, starts_at=STARTS_AT, ends_at=ENDS_AT)
    key = story.run(plan_session, form)
    if week < WEEKS_AHEAD - 1:  # the last ones still wait to be posted
        story.on(day - POSTED_BEFORE, story.run, note_posted, [key], day - POSTED_BEFORE)
    if week == told["postponed"]["week"]:
        later = built_in_calendar().on_or_after(day + timedelta(days=1))
        story.on(day, story.run, postpone_session, key, later, told["postponed"]["reason"])
    elif week == told["missed"]["week"]:
        story.on(day, story.run, miss_session, key, told["missed"]["reason"])
    elif week < 0:
        story.on(day, _hold, story, told, place, key, day, week)


def _hold(story: Story, told: Told, place: str, key: Any, day: date, week: int) -> None:
    delegated = told["delegated"] if week == told["delegated"]["week"] else {}
    form = HeldForm(
        held_on=day,
        place=place,
        chair="" if delegated else told["chair"],
        delegate=delegated.get("name", ""),
        delegation=delegated.get("paper", ""),
        attendants=told["attendants"],
        starts_at=STARTS_AT,
        ends_at=ENDS_AT,
    )
    story.run(hold_session, key, form)
    for concluded in told["concluded"]:
        if concluded["week"] == week:
            points = [
                PointForm(words=point["words"], due_on=day + timedelta(days=point["days"]), owner=point["owner"])
                for point in concluded["points"]
            ]
            story.run(conclude_session, key, concluded["words"], points)


def _shift(story: Story, told: Told, place: str, day: date, who: str, number: int) -> None:
    key = story.run(add_shift, ShiftForm(day=day, officer_id=story.officers[who], officer=who, place=place))
    if number == told["missed_duty"]["number"]:
        story.run(miss_shift, key, told["missed_duty"]["reason"])


def _figures(story: Story, told: Told) -> None:
    for month, visits in enumerate(told["visits"], start=1):
        form = OpeningForm(
            year=told["year"],
            month=month,
            visits=visits,
            people=visits + month % 3,
            matters=visits,
            source=told["source"],
        )
        story.run(add_figure, form)
