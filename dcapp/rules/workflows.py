"""The workflows of cases (quy trình giải quyết) as data: states, steps, and what the law forbids, by kind and edition.

One file of resources/rules/workflows is one edition. An edition that repeats most of another names it (`like`), leaves
out steps (`leave_out`) and gives only its own: entries of the same key take the place of those of the other. What does
not fit together is a ValueError when the file is read, never a surprise before an officer.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache

from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import _
from dcapp.rules.deadlines import shipped_book
from dcapp.rules.rulebook import RULES
from dcapp.rules.workflow_files import workflows_in
from dcapp.rules.workflow_terms import (
    BEFORE,
    CRITERION,
    FORMS,
    KINDS,
    STAGES,
    Ask,
    AskKind,
    Forbidden,
    Stage,
    Started,
    State,
    Step,
    Workflow,
)

__all__ = [
    "BEFORE",
    "CRITERION",
    "FORMS",
    "KINDS",
    "STAGES",
    "Ask",
    "AskKind",
    "Forbidden",
    "Stage",
    "Started",
    "State",
    "Step",
    "Workflow",
    "shipped_workflows",
    "workflow_of",
    "workflow_on",
    "workflows_in",
]

FOLDER = RULES / "workflows"


@cache
def shipped_workflows() -> tuple[Workflow, ...]:
    """Every workflow of the program, by kind and edition."""
    read = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
    return workflows_in(read, shipped_book())


def workflow_of(key: str) -> Workflow:
    """The workflow with this key. RuleViolation where the program does not know it (any more)."""
    for one in shipped_workflows():
        if one.key == key:
            return one
    raise RuleViolation(_("Bộ quy tắc không có quy trình {key}.").format(key=key))


def workflow_on(kind: str, day: date) -> Workflow:
    """The edition of a kind in force on a day; before the oldest one that one answers, old cases are carried over."""
    mine = [one for one in shipped_workflows() if one.kind == kind]
    held = next((one for one in mine if one.holds_on(day)), None)
    return held or min(mine, key=lambda one: one.in_force_from)
