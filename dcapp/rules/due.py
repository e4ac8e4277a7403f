"""What a count starts from and what it comes to: the case, the office's readings, the deadline with its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dcapp.rules.deadlines import DeadlineRule, Wording
from dcapp.rules.sentences import Said, Step
from dcapp.rules.working_days import DayOff


@dataclass(frozen=True, slots=True)
class Pausing:
    """A suspension: the day of the decision to suspend, and the day of the decision to go on."""

    suspended_on: date
    resumed_on: date


@dataclass(frozen=True, slots=True)
class Case:
    """What the number of days depends on: complex, in a remote area, extended so many times, suspended, taken up anew.

    `criteria` are keys of `dcapp.rules.complexity`; one of them makes the case complex. `accepted_again`: the day of a
    new acceptance, from which the time is counted instead.
    `is_remote` None: nobody said so of this case; the office's own area counts then, where the rule asks for it.
    `pausings`: further suspensions, where there was more than one.
    """

    is_complex: bool = False
    is_remote: bool | None = None
    extensions: int = 0
    pausing: Pausing | None = None
    criteria: tuple[str, ...] = ()
    accepted_again: date | None = None
    pausings: tuple[Pausing, ...] = ()

    @property
    def rests(self) -> tuple[Pausing, ...]:
        """Every suspension, the earliest first."""
        first = () if self.pausing is None else (self.pausing,)
        return tuple(sorted((*first, *self.pausings), key=lambda one: (one.suspended_on, one.resumed_on)))

    @property
    def counts_as_complex(self) -> bool:
        """Somebody said so, or named a criterion."""
        return self.is_complex or bool(self.criteria)


PLAIN = Case()


@dataclass(frozen=True, slots=True)
class Choices:
    """How the office reads the law where it leaves a choice; the other reading is always told beside it.

    `takes_coming`: what is open when a new wording comes into force follows that wording. `uses_day_of_rest`: the day
    of the suspension counts as used. `effect_after`: "sau 30 ngày" is the day after the 30th.
    """

    takes_coming: bool = False
    uses_day_of_rest: bool = True
    effect_after: bool = True


AS_SHIPPED = Choices()


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the law, or another wording that may apply: its name, the day it gives, and why."""

    name: str
    due: date
    reason: Said

    @property
    def why(self) -> str:
        """The reason in the language of the screen."""
        return self.reason.told()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline with everything that led to it.

    `days_off` are the days off that were passed over or that moved the last day; `last` is the last day of the count
    before it was moved. `closed` are all lines of the calendar between the earliest and the latest of its days, worked
    ones too. `notes` say the other readings and what is doubtful; `warn_on` is the earliest day of all readings.
    """

    rule: DeadlineRule
    wording: Wording
    start: date
    due: date
    days: int
    last: date
    days_off: tuple[DayOff, ...]
    steps: tuple[Step, ...]
    readings: tuple[Reading, ...] = ()
    notes: tuple[Said, ...] = ()
    pausing: Pausing | None = None
    closed: tuple[DayOff, ...] = ()

    @property
    def warn_on(self) -> date:
        """The day that warnings go by."""
        return min([self.due, *(reading.due for reading in self.readings)])

    @property
    def warnings(self) -> tuple[str, ...]:
        """The notes in the language of the screen."""
        return tuple(note.told() for note in self.notes)
