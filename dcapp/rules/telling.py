"""Why a last day is what it is: the same sentences on the screen, the command line, the clipboard and on paper."""

from __future__ import annotations

from dcapp.kernel.i18n import _
from dcapp.rules.due import Deadline
from dcapp.rules.sentences import Speak, Step, said


def step_line(step: Step, speak: Speak = _) -> str:
    """A step with its source, as it is written everywhere."""
    return step.told(speak) + (f" [{step.citation}]" if step.citation else "")


def outcome(found: Deadline, speak: Speak = _) -> str:
    """Which rule, and the last day: "KN-03: Thứ Hai, 15/05/2023"."""
    return f"{found.rule.name}: {said('{day}', day=found.due).told(speak)}"


def told_steps(found: Deadline, speak: Speak = _) -> list[str]:
    """The steps of a count, numbered, each with its source."""
    return [f"{number}. {step_line(step, speak)}" for number, step in enumerate(found.steps, 1)]


def told_notes(found: Deadline, speak: Speak = _) -> list[str]:
    """The other readings of the law and what is doubtful about the day."""
    return [note.told(speak) for note in found.notes]


def told(found: Deadline, speak: Speak = _) -> str:
    """The whole explanation as plain text, a line for each step."""
    return "\n".join([outcome(found, speak), *told_steps(found, speak), *told_notes(found, speak)])
