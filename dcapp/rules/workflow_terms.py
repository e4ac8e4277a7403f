"""What a workflow is made of: stages, states, steps with their questions, and what the law forbids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dcapp.kernel.i18n import N_

KINDS = ("complaint", "denunciation", "petition")
TONES = frozenset({"info", "success", "warning", "danger", "neutral"})
STAGES: dict[str, str] = {
    "intake": N_("Tiếp nhận"),
    "triage": N_("Xử lý đơn"),
    "acceptance": N_("Thụ lý"),
    "verification": N_("Xác minh"),
    "dialogue": N_("Đối thoại"),
    "decision": N_("Quyết định, kết luận"),
    "execution": N_("Thi hành"),
    "archive": N_("Lưu"),
}
"""Part of the road of a case → its title, in the order of the stepper."""
FORMS = frozenset(
    [f"xld{number:02}" for number in range(1, 8)]
    + [f"kn{number:02}" for number in range(1, 17)]
    + ["kn14a", "kn14b", "pa01"]
    + [f"tc{number:02}" for number in range(1, 13)]
)
"""Keys of the forms that a step may print."""
DAYS = frozenset({"done_on", "opened_on", "accepted_on", "decided_on"})
"""Days of the step and of the case from which a clock may start, besides the step's own answers."""
MARKS = frozenset({"accepted_on", "decided_on", "closed_on", "archived_on"})
CONFIDENCES = frozenset({"V1", "V2", "V3", "M"})
BEFORE = "<before>"
"""As `to` of a step: back to the state that the case was in before this one."""
CRITERION = "criterion."
"""Answers that begin so name a ground on which the case is complex; the words stand in complexity.toml."""


class AskKind(StrEnum):
    """What a question of a step is answered with."""

    DATE = "date"
    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the road of a case, as the stepper shows it."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands. `is_end`: nothing is changed any more."""

    key: str
    title: str
    stage: str
    tone: str
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of a step. `is_sealed`: the answer may name a denouncer, it goes to the vault and nowhere else."""

    key: str
    label: str
    kind: AskKind
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    is_sealed: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A clock that a step starts, and the day from which it counts: of the step, the case, or an answer."""

    rule: str
    since: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done in a case: from which states to which, by whom, with what, and which clocks it moves.

    `to` "" stays where it is, so do the states of `stays_in`. `extends`: one extension more; `complex`: the case counts
    as complex from now on. `repeats`: it may be taken more than once. `after_end`: it is taken in a closed case.
    `after_execution`: only once all is carried out, or with a reason.
    """

    key: str
    title: str
    sources: tuple[str, ...]
    to: str
    right: str
    citation: str
    confidence: str
    is_checked: bool
    asks: tuple[Ask, ...] = ()
    needs: tuple[str, ...] = ()
    starts: tuple[Started, ...] = ()
    meets: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    stays_in: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    outcome: str = ""
    pauses: bool = False
    resumes: bool = False
    extends: bool = False
    complex: bool = False
    repeats: bool = False
    after_end: bool = False
    after_execution: bool = False
    only_if: Mapping[str, Any] = field(default_factory=dict)

    def target(self, state: str) -> str:
        """The state after the step; `BEFORE` where it leads back."""
        return state if not self.to or state in self.stays_in else self.to


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A step that the law forbids: in which states (none named: in all), under which conditions, why, by which article.

    Conditions, all of which must hold: `done` and `not_done` (steps), `answers` and `answers_not` (question → answer),
    `any_done` too,
    `criteria_below` and `extensions_from` (numbers), `after_due` and `before_due` (a rule whose last day has passed,
    or has not come), `is_paused`.
    """

    step: str
    states: tuple[str, ...]
    why: str
    citation: str
    confidence: str
    when: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Workflow:
    """One edition of the workflow of a kind."""

    key: str
    kind: str
    title: str
    in_force_from: date
    in_force_to: date | None
    citation: str
    confidence: str
    is_checked: bool
    opens: tuple[Started, ...]
    resolves: str
    """The rule by which the matter has to be resolved; extensions and complexity belong to it."""
    stages: tuple[Stage, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    forbidden: tuple[Forbidden, ...]

    def state(self, key: str) -> State:
        """The state with this key; a wrong key is our mistake (KeyError)."""
        return next((one for one in self.states if one.key == key), None) or _missing(key)

    def step(self, key: str) -> Step | None:
        """The step with this key, if this edition has it."""
        return next((one for one in self.steps if one.key == key), None)

    @property
    def first(self) -> State:
        """The state in which a case begins."""
        return self.states[0]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def from_state(self, state: str) -> tuple[Step, ...]:
        """The steps that lead on from a state, in the order of the file."""
        return tuple(step for step in self.steps if state in step.sources)

    def bans(self, step: str, state: str) -> tuple[Forbidden, ...]:
        """What may forbid a step in a state; conditions are still to be looked at."""
        return tuple(one for one in self.forbidden if one.step == step and (not one.states or state in one.states))


def _missing(key: str) -> State:
    raise KeyError(key)
