"""The plans of the practice commune at work: tasks, their periods, and what was done for each on which day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.deriving import TaskProposal, derive_with_periods, task_proposals
from dcapp.features.tasks.models import Task
from dcapp.features.tasks.periods import produce_occurrences
from dcapp.features.tasks.queries import task_card
from dcapp.features.tasks.service import SupporterForm, TargetForm, TaskForm, add_request, add_task
from dcapp.features.tasks.terms import Priority
from dcapp.kernel.ids import PlanId
from dcapp.sample.deeds import do, keep_the_habit
from dcapp.sample.telling import Story, Told, told_in

FILES = ("work-2025.toml", "work-2026.toml")


def tell_work(story: Story) -> None:
    """Tell of the tasks of both plans."""
    for name in FILES:
        told = told_in(name)
        story.on(told["derived_on"], _derive, story, told)
        for task in told["task"]:
            if "on" in task:
                story.on(task["on"], _enter, story, told["plan"], task)
            for event in task.get("events", ()):
                story.on(event["on"], do, story, task["key"], event)


def _derive(story: Story, told: Told) -> None:
    """Take the tasks over that the plan asks for, with the corrections that an officer would make."""
    plan_id = story.plans[told["plan"]]
    corrections = {task["of"]: task for task in told["task"] if "of" in task}
    forms = []
    keys: dict[str, Told] = {}
    for proposal in story.run(task_proposals, plan_id):
        if any(proposal.form.title.startswith(start) for start in told["left_out"] if proposal.source == "duty"):
            continue
        found: Told = next((task for start, task in corrections.items() if _is_meant(proposal, start)), {})
        form = _corrected(story, told, proposal.form, found)
        forms.append(form)
        if found:
            keys[found["key"]] = {"duty": form.duty_id, "obligation": form.obligation_id}
    story.run(derive_with_periods, plan_id, tuple(forms))
    _remember(story, plan_id, keys)
    for habit in told["habit"]:
        keep_the_habit(story, habit)


def _is_meant(proposal: TaskProposal, start: str) -> bool:
    """True where "duty: words" or "obligation: words" means this proposal."""
    source, words = start.split(": ", 1)
    return proposal.source == source and proposal.form.title.startswith(words)


def _corrected(story: Story, told: Told, form: TaskForm, found: Told) -> TaskForm:
    lead = told["leads"].get(form.lead_words)
    if lead is not None:
        form = replace(form, lead_id=story.officers[lead])
    return replace(form, **_values(story, found))


def _values(story: Story, told: Told) -> dict[str, Any]:
    """What the story tells of a task, as the form has it."""
    values: dict[str, Any] = {
        key: told[key]
        for key in ("title", "section", "expected", "lead_words", "requested_by", "is_before", "day")
        if key in told
    }
    values |= {key: story.day(told[key]) for key in ("start_on", "due_on") if key in told}
    if "lead" in told:
        values["lead_id"] = story.officers[told["lead"]]
    if "priority" in told:
        values["priority"] = Priority(told["priority"])
    if "every" in told:
        values["every"] = Rhythm(told["every"])
    if "supporters" in told:
        values["supporters"] = tuple(
            SupporterForm(story.officers[name]) if name in story.officers else SupporterForm(None, name)
            for name in told["supporters"]
        )
    if "targets" in told:
        values["targets"] = tuple(TargetForm(*target) for target in told["targets"])
    values |= {key: tuple(told[key]) for key in ("senders", "addressees") if key in told}
    return values


def _enter(story: Story, year: int, told: Told) -> None:
    """Enter a task by hand, or what somebody above asked for."""
    plan_id = story.plans[year]
    form = TaskForm(plan_id=plan_id, **{"title": "", **_values(story, told)})
    if "hangs_on" in told:
        task_id = story.run(add_request, form, story.tasks[told["hangs_on"]])
    elif form.requested_by:
        task_id = story.run(add_request, form)
    else:
        task_id = story.run(add_task, form)
    story.tasks[told["key"]] = task_id
    if form.every not in (None, Rhythm.ON_REQUEST):
        story.run(produce_occurrences, plan_id)
        _remember_periods(story, told["key"])
        if "habit" in told:
            keep_the_habit(story, {"task": told["key"], **told["habit"]})


@allowed("plan.view", reads=True)
def _origins(uow: UnitOfWork, plan_id: PlanId) -> list[tuple[Any, Any, Any]]:
    """Id, duty and obligation of the tasks that came from a plan."""
    statement = select(Task.id, Task.duty_id, Task.obligation_id).where(Task.plan_id == plan_id)
    return [(key, duty, obligation) for key, duty, obligation in uow.session.execute(statement)]


def _remember(story: Story, plan_id: PlanId, keys: dict[str, Told]) -> None:
    origins = {(duty, obligation): key for key, duty, obligation in story.run(_origins, plan_id)}
    for name, origin in keys.items():
        story.tasks[name] = origins[origin["duty"], origin["obligation"]]
        _remember_periods(story, name)


def _remember_periods(story: Story, name: str) -> None:
    for line in story.run(task_card, story.tasks[name]).periods:
        story.tasks[f"{name}/{line.period}"] = line.id
