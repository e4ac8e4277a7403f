"""Invented tasks of an invented plan, in bulk: in every state, some as periods of a series, some to be sent in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.models import Officer
from dcapp.features.plan.terms import Rhythm
from dcapp.features.tasks.models import Task, TaskDelivery
from dcapp.features.tasks.periods import Occurrence, occurrences
from dcapp.features.tasks.terms import Priority, TaskState
from dcapp.features.tasks.timing import last_day, section_rank
from dcapp.kernel.ids import OfficerId, PlanId
from dcapp.rules.working_days import Calendar

INVENTED = "fill/"
"""`source_name` of a plan that was invented; no signed paper has a name with a stroke in it."""
BATCH = 20_000
"""So many tasks are put together at a time; a million of them would fill the memory."""
IN_SERIES = 0.1
"""Share of the tasks that are a quarter of some series."""
SENT_IN = 0.05
"""Share of the tasks for which somebody sends something in."""
CLOSED_BY = "Dữ liệu giả để thử, không có minh chứng"


@dataclass(frozen=True, slots=True)
class Invention:
    """What invented tasks are put together from."""

    choose: random.Random
    words: Mapping[str, list[str]]
    plan_id: PlanId
    year: int


def fill_tasks(
    uow: UnitOfWork, made_of: Invention, duty_ids: Sequence[int], duties: Sequence[Mapping[str, Any]]
) -> None:
    """Make one task of every duty of the invented plan."""
    leads = [OfficerId(key) for key in uow.session.scalars(select(Officer.id).order_by(Officer.id))]
    quarters = occurrences(Rhythm.QUARTERLY, None, made_of.year, Calendar((), frozenset({made_of.year})))
    for start in range(0, len(duties), BATCH):
        batch = list(zip(duty_ids[start : start + BATCH], duties[start : start + BATCH], strict=True))
        cut = 4 * round(len(batch) * IN_SERIES / 4)
        rows = [_task(uow.today, made_of, leads, duty_id, duty) for duty_id, duty in batch[cut:]]
        rows += _periods(uow, made_of, leads, quarters, batch[:cut])
        task_ids = uow.bulk(Task, rows, label=INVENTED)
        uow.bulk(TaskDelivery, list(_deliveries(uow.today, made_of, task_ids, rows)), label=INVENTED)


def _task(
    today: date, made_of: Invention, leads: Sequence[OfficerId], duty_id: int | None, duty: Mapping[str, Any]
) -> dict[str, Any]:
    """A task of a duty, somewhere on its way."""
    choose = made_of.choose
    due_on: date | None = duty["due_on"]
    is_before = due_on is not None and choose.random() < 0.3
    return {
        "plan_id": made_of.plan_id,
        "duty_id": duty_id,
        "section": duty["section"],
        "section_order": section_rank(duty["section"]),
        "title": duty["text"].rstrip("."),
        "lead_words": duty["officer"],
        "lead_id": choose.choice(leads) if leads and choose.random() < 0.6 else None,
        "priority": choose.choices((Priority.NORMAL, Priority.HIGH, Priority.LOW), (8, 1, 1))[0],
        "start_on": due_on - timedelta(days=choose.randrange(10, 40)) if due_on and choose.random() < 0.3 else None,
        "due_on": due_on,
        "is_before": is_before,
        "last_on": last_day(due_on, is_before=is_before),
        **_standing(choose, due_on, today),
    }


def _standing(choose: random.Random, due_on: date | None, today: date) -> dict[str, Any]:
    """How far a task is: what was due long ago is mostly done, what is due later mostly not begun."""
    is_past = due_on is not None and due_on < today
    done, under_way, dropped = (0.85, 0.08, 0.02) if is_past else (0.1, 0.3, 0.02)
    chance = choose.random()
    if chance < done:
        done_on = min(due_on or today, today) - timedelta(days=choose.randrange(10))
        return {"state": TaskState.DONE, "percent": 100, "done_on": done_on, "closing_reason": CLOSED_BY}
    if chance < done + under_way:
        return {"state": TaskState.OPEN, "percent": choose.randrange(5, 100, 5)}
    if chance < done + under_way + dropped:
        return {"state": TaskState.DROPPED, "percent": 0, "closing_reason": CLOSED_BY}
    return {"state": TaskState.OPEN, "percent": 0}


def _periods(
    uow: UnitOfWork,
    made_of: Invention,
    leads: Sequence[OfficerId],
    quarters: Sequence[Occurrence],
    batch: Sequence[tuple[int, Mapping[str, Any]]],
) -> Iterator[dict[str, Any]]:
    """The duties of a batch as series of four quarters each; the series themselves are written first."""
    firsts = batch[::4]
    open_task = {"state": TaskState.OPEN, "percent": 0, "due_on": None, "last_on": None, "is_before": False}
    series = [
        {
            **_task(uow.today, made_of, leads, duty_id, {**duty, "due_on": None}),
            **open_task,
            "is_series": True,
            "every": Rhythm.QUARTERLY,
            "done_on": None,
            "closing_reason": "",
        }
        for duty_id, duty in firsts
    ]
    series_ids = uow.bulk(Task, series, label=INVENTED)
    for place in range(len(batch)):
        of, quarter = place // 4, quarters[place % 4]
        yield {
            **_task(uow.today, made_of, leads, None, {**firsts[of][1], "due_on": quarter.due_on}),
            "series_id": series_ids[of],
            "period": quarter.period,
            "lead_id": series[of]["lead_id"],
            "is_before": False,
            "last_on": quarter.last_on,
        }


def _deliveries(
    today: date, made_of: Invention, task_ids: Sequence[int], rows: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What is sent in for some of the tasks, to one addressee each; of what is done everything came in."""
    choose = made_of.choose
    for task_id, row in zip(task_ids, rows, strict=True):
        if choose.random() < SENT_IN:
            due_on: date | None = row["due_on"]
            early = due_on if due_on and due_on <= today and choose.random() < 0.3 else None
            came = row.get("done_on") or early
            yield {
                "task_id": task_id,
                "sender": row["lead_words"],
                "addressee": choose.choice(made_of.words["addressees"]),
                "received_on": came,
            }
