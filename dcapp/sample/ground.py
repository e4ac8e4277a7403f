"""What the practice commune stands on: people, villages, bodies, documents, signed plans, numbers, days off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dcapp.features.accounts.queries import account_lines
from dcapp.features.accounts.service import AccountForm, edit_account
from dcapp.features.office.register import OFFICERS, VILLAGES
from dcapp.features.office.service import (
    BodyForm,
    DayOffForm,
    OfficerForm,
    VillageForm,
    add_body,
    add_day_off,
    edit_officer,
    edit_village,
    load_year,
)
from dcapp.features.office.terms import BodyKind
from dcapp.features.papers.register import LEGAL_PAPERS
from dcapp.features.papers.service import (
    FollowUpForm,
    IncomingForm,
    NumberForm,
    PaperForm,
    add_follow_up,
    add_incoming,
    add_paper,
    cancel_number,
    take_number,
)
from dcapp.features.papers.terms import FollowUpKind
from dcapp.features.plan.service import take_in_plan
from dcapp.features.plan.taking_in import form_of
from dcapp.features.today.service import note_look
from dcapp.reading.extracting import extract
from dcapp.reading.reader import read_paper
from dcapp.sample.telling import SAMPLE, Story, Told, told_in

LOOKED_BEFORE = -3
"""So many days before the last one the officer had looked at Hôm nay."""


def tell_ground(story: Story) -> None:
    """Tell of everything that the work of the year stands on."""
    told = told_in("commune.toml")
    _staff(story, told["officers"])
    story.on(story.first, _know_the_account, story, told["account"]["name"])
    _villages(story, told["villages"])
    for body in told["bodies"]:
        story.on(story.first, story.add, add_body, BodyForm(**{**body, "kind": BodyKind(body["kind"])}))
    for year in (*told["years"], story.last.year):
        story.on(story.first, story.run, load_year, year)
    for day_off in told["days_off"]:
        story.on(story.first, story.add, add_day_off, DayOffForm(**day_off))
    for paper in told["papers"]:
        until = story.some_day(paper.get("in_force_to"))
        story.on(paper["issued_on"], story.add, add_paper, PaperForm(**{**paper, "in_force_to": until}))
    for line in told["follow_ups"]:
        story.on(line.get("done_on", line.get("known_on", -1)), _follow_up, story, line)
    for plan in told["plans"]:
        story.on(plan["signed_on"], _take_in, story, plan)
    for issued in told["issued"]:
        story.on(issued["issued_on"], _number, story, issued)
    for incoming in told["incoming"]:
        story.on(incoming["arrived_on"], _arrive, story, incoming)
    story.on(LOOKED_BEFORE, story.run, note_look)


def _staff(story: Story, officers: Sequence[Told]) -> None:
    for told in officers:
        story.on(story.first, _edit_officer, story, told, told["post"], told["first_day"], None)
        if "next_post" in told:
            story.on(told["since"], _edit_officer, story, told, told["next_post"], told["since"], None)
        if "left_on" in told:
            story.on(told["left_on"], _edit_officer, story, told, "", None, told["left_on"])


def _edit_officer(story: Story, told: Told, post: str, since: date | None, left_on: date | None) -> None:
    if not story.officers:
        story.officers = {line["full_name"]: line["id"] for line in story.lines(OFFICERS)}
    form = OfficerForm(
        full_name=told["full_name"],
        phone=told["phone"],
        note=told.get("note", "") if left_on is not None else "",
        post_key=post,
        since=since,
        left_on=left_on,
    )
    story.run(edit_officer, story.officers[told["full_name"]], form)


def _know_the_account(story: Story, name: str) -> None:
    """Say which officer sits at the keyboard, so that the officer's own work is shown as such."""
    account = next(line for line in story.run(account_lines) if line.name == name)
    form = AccountForm(
        display_name=account.display_name,
        post=account.post,
        roles=account.roles,
        officer_id=story.officers[account.display_name],
        name=account.name,
    )
    story.run(edit_account, account.id, form)


def _villages(story: Story, villages: Sequence[Told]) -> None:
    for told in villages:
        for counted_on, households, people in told["counts"]:
            story.on(counted_on, _count, story, told, counted_on, households, people)
        story.on(story.first, _count, story, told, None, None, None)


def _count(story: Story, told: Told, counted_on: date | None, households: int | None, people: int | None) -> None:
    if not story.villages:
        story.villages = {line["name"]: line["id"] for line in story.lines(VILLAGES)}
    form = VillageForm(
        name=told["name"],
        head_name=told["head_name"],
        note=told.get("note", ""),
        households=households,
        people=people,
        counted_on=counted_on,
    )
    story.run(edit_village, story.villages[told["name"]], form)


def _follow_up(story: Story, told: Told) -> None:
    known = {line["number"]: line["id"] for line in story.lines(LEGAL_PAPERS)}
    form = FollowUpForm(
        kind=FollowUpKind(told["kind"]),
        due_on=story.some_day(told.get("due_on")),
        done_on=told.get("done_on"),
        attendance=told.get("attendance"),
        note=told.get("note", ""),
    )
    story.run(add_follow_up, known[told["paper"]], form)


def _take_in(story: Story, told: Told) -> None:
    path = SAMPLE / told["file"]
    form = form_of(read_paper(extract(path)))
    story.plans[form.year] = story.run(take_in_plan, form, path.name, path.read_bytes())


def _number(story: Story, told: Told) -> None:
    said = dict(told)
    cancelled = said.pop("cancelled", "")
    number = story.run(take_number, NumberForm(**said, signer=story.app.office.chairman, kept_by="VT"))
    if cancelled:
        story.run(cancel_number, number, cancelled)


def _arrive(story: Story, told: Told) -> None:
    days = {key: story.some_day(told.get(key)) for key in ("arrived_on", "issued_on", "due_on")}
    story.run(add_incoming, IncomingForm(**{**told, **days}))
