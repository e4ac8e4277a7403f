"""What the page of tasks asks the office, and whose changes it follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dcapp.features.tasks.board import LaneCards, Narrow, lanes
from dcapp.features.tasks.terms import Lane

SHOWN_KINDS = (
    "Task",
    "TaskSupporter",
    "TaskTarget",
    "TaskNote",
    "TaskFulfilment",
    "TaskReminder",
    "TaskDelivery",
    "Difficulty",
    "Adjustment",
    "Attachment",
    "Plan",
    "PlanPassage",
    "Officer",
    "Absence",
    "CalendarYear",
    "DayOff",
)
"""Records of these kinds are shown on the page."""


def lanes_with(narrow: Narrow, shown: Mapping[Lane, int]) -> Callable[..., dict[Lane, LaneCards]]:
    """The read of the board with its options filled in; (uow, plan_id)."""
    asked: Any = partial(lanes, narrow=narrow, shown=dict(shown))
    asked.reads = True  # a partial does not pass the mark on, and without it the read would stand in the writer's lane
    found: Callable[..., dict[Lane, LaneCards]] = asked
    return found
