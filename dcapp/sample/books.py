"""The books of the practice commune beside the tasks: checks, committees, coordination, opinions, absences."""

from __future__ import annotations

from datetime import date
from typing import Any

from dcapp.features.checks.findings import FindingForm, add_finding, fix_finding
from dcapp.features.checks.service import (
    CheckForm,
    ConclusionForm,
    VisitForm,
    add_check,
    add_visit,
    conclude_check,
    number_check_plan,
)
from dcapp.features.checks.terms import CheckKind
from dcapp.features.committee.queries import committee_card
from dcapp.features.committee.service import (
    CommitteeForm,
    DecisionNumberForm,
    MemberForm,
    number_decision,
    renew_committee,
    set_up_committee,
)
from dcapp.features.committee.terms import CommitteeKind, MemberRole
from dcapp.features.coordination.service import (
    CoordinationForm,
    JointNumberForm,
    LineForm,
    add_coordination,
    add_joint_line,
    finish_joint_line,
    number_coordination,
)
from dcapp.features.coordination.terms import JointKind
from dcapp.features.office.absences import AbsenceForm, add_absence
from dcapp.features.opinions.service import OpinionForm, add_opinion, answer_opinion, tie_opinion
from dcapp.features.opinions.terms import OpinionSource
from dcapp.sample.gatherings import tell_meetings
from dcapp.sample.telling import Story, Told, told_in


def tell_books(story: Story) -> None:
    """Tell of everything that is kept beside the tasks."""
    tell_meetings(story)
    for check in told_in("checks.toml")["check"]:
        story.on(check["planned_on"], _check, story, check)
    told = told_in("committees.toml")
    committees: dict[str, Any] = {}
    for committee in told["committee"]:
        story.on(committee["on"], _committee, story, committee, committees)
    for joint in told["coordination"]:
        story.on(joint["on"], _coordination, story, joint)
    for absence in told["absence"]:
        story.on(absence["on"], _absence, story, absence)
    for opinion in told_in("opinions.toml")["opinion"]:
        story.on(opinion["heard_on"], _opinion, story, opinion)


# -- checks


def _check(story: Story, told: Told) -> None:
    form = CheckForm(
        **{key: told[key] for key in ("title", "scope", "head", "team", "basis")},
        kind=CheckKind(told["kind"]),
        starts_on=story.day(told["starts_on"]),
        ends_on=story.some_day(told.get("ends_on")),
    )
    check_id = story.run(add_check, form)
    if "numbered_on" in told:
        numbered_on = story.day(told["numbered_on"])
        story.on(numbered_on, story.run, number_check_plan, check_id, numbered_on, story.app.office.chairman)
    for visit in told["visits"]:
        # A visit is written up on its day; one that is still to come is arranged with the check.
        day = story.day(visit["on"])
        story.on(day if day <= story.last else told["planned_on"], _visit, story, check_id, visit)
    if "concluded_on" in told:
        conclusion = ConclusionForm(conclusion=told["conclusion"], concluded_on=told["concluded_on"])
        story.on(told["concluded_on"], story.run, conclude_check, check_id, conclusion)


def _visit(story: Story, check_id: Any, told: Told) -> None:
    form = VisitForm(
        **{key: told[key] for key in ("place", "starts_at", "ends_at", "met_with", "summary") if key in told},
        visited_on=story.day(told["on"]),
        village_id=story.villages.get(told.get("village", "")),
    )
    visit_id = story.run(add_visit, check_id, form)
    for finding in told.get("findings", ()):
        said = {key: finding[key] for key in ("words", "is_shortcoming", "remedy", "owner") if key in finding}
        fix_by = story.some_day(finding.get("fix_by"))
        finding_id = story.run(add_finding, visit_id, FindingForm(**said, fix_by=fix_by))
        if "fixed_on" in finding:
            fixed_on = finding["fixed_on"]
            story.on(fixed_on, story.run, fix_finding, finding_id, fixed_on, finding["result"])


# -- committees


def _committee(story: Story, told: Told, known: dict[str, Any]) -> None:
    form = CommitteeForm(
        **{key: told[key] for key in ("name", "decision", "decided_by", "tasks") if key in told},
        kind=CommitteeKind(told["kind"]),
        since=story.day(told["since"]),
        until=story.some_day(told.get("until")),
        decided_on=told.get("decided_on"),
    )
    members = tuple(_member(story, member) for member in told["members"])
    if "replaces" in told:
        old = known[told["replaces"]]
        kept = tuple(line.id for line in story.run(committee_card, old).members if line.name in told["kept"])
        committee_id = story.run(renew_committee, old, form, kept, members)
    else:
        committee_id = story.run(set_up_committee, form, members)
    known[told["key"]] = committee_id
    if "numbered_on" in told:
        number = DecisionNumberForm(issued_on=told["numbered_on"], signer=told["signer"], kept_by="VT")
        story.on(told["numbered_on"], story.run, number_decision, committee_id, number)


def _member(story: Story, told: Told) -> MemberForm:
    said = {key: told[key] for key in ("name", "post", "charge", "until") if key in told}
    role = MemberRole(told.get("role", MemberRole.MEMBER))
    return MemberForm(**said, officer_id=story.officers.get(told.get("officer", "")), role=role)


# -- coordination, absences, opinions


def _coordination(story: Story, told: Told) -> None:
    keys = ("year", "title", "partner", "purpose", "our_title", "our_signer", "their_title", "their_signer")
    form = CoordinationForm(**{key: told[key] for key in (*keys, "recipients")}, plan_id=story.plans[told["year"]])
    coordination_id = story.run(add_coordination, form)
    for line in told["lines"]:
        said = {key: line[key] for key in ("words", "lead", "support", "wording") if key in line}
        due_on = story.day(line["due_on"])
        line_id = story.run(
            add_joint_line, coordination_id, LineForm(**said, kind=JointKind(line["kind"]), due_on=due_on)
        )
        if "done_on" in line:
            done_on: date = line["done_on"]
            story.on(done_on, story.run, finish_joint_line, line_id, done_on, line["result"])
    number = JointNumberForm(issued_on=told["numbered_on"], partner_symbol=told["partner_symbol"], kept_by="VT")
    story.on(told["numbered_on"], story.run, number_coordination, coordination_id, number)


def _absence(story: Story, told: Told) -> None:
    form = AbsenceForm(
        officer_id=story.officers[told["officer"]],
        deputy_id=story.officers[told["deputy"]],
        since=story.day(told["since"]),
        until=story.day(told["until"]),
        reason=told["reason"],
        paper=told["paper"],
    )
    story.run(add_absence, form)


def _opinion(story: Story, told: Told) -> None:
    said = {key: told[key] for key in ("matter", "field", "people_count", "is_hot", "passed_to") if key in told}
    form = OpinionForm(
        **said,
        heard_on=story.day(told["heard_on"]),
        village_id=story.villages.get(told.get("village", "")),
        source=OpinionSource(told["source"]),
        passed_on=story.some_day(told.get("passed_on")),
        answer_by=story.some_day(told.get("answer_by")),
    )
    opinion_id = story.run(add_opinion, form)
    if "answer" in told:
        story.on(told["answered_on"], story.run, answer_opinion, opinion_id, told["answer"], told["answered_on"])
    if "task" in told:
        story.on(told["answered_on"], lambda: story.run(tie_opinion, opinion_id, story.tasks[told["task"]]))
