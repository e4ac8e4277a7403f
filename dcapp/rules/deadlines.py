"""The statutory deadlines (thời hạn luật định): every rule of resources/rules/deadlines with its editions.

A rule is named as in the rule book (TCD-06, KN-02 …); a wording of it that is no longer, or not alone, in force has a
name of its own (KN-02-old-D). What stands first among the wordings in force on a day is the reading that is used.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.rulebook import RULES

FOLDER = RULES / "deadlines"
OWN = "-own"
"""What the name of a wording with the office's own number ends in."""
OF_OFFICE = "office"
"""Confidence of such a wording: the office answers for it."""


class Unit(StrEnum):
    """What is counted: days of the calendar (ngày) or working days (ngày làm việc)."""

    CALENDAR = "calendar"
    WORKING = "working"


class Direction(StrEnum):
    """From the event on, or back from it ("ít nhất 05 ngày trước")."""

    FORWARD = "forward"
    BACKWARD = "backward"


UNITS: dict[Unit, str] = {Unit.CALENDAR: N_("ngày"), Unit.WORKING: N_("ngày làm việc")}

GROUPS: dict[str, str] = {
    "reception": N_("Tiếp công dân"),
    "letters": N_("Xử lý đơn"),
    "complaints": N_("Khiếu nại"),
    "denunciations": N_("Tố cáo"),
    "petitions": N_("Kiến nghị, phản ánh"),
}
"""Part of the rule book → its title; each is a file."""


@dataclass(frozen=True, slots=True)
class Days:
    """How many days: for an ordinary case, a complex one, one in a remote area, and one that is both.

    None where the rule does not tell them apart.
    """

    normal: int
    complex: int | None = None
    remote: int | None = None
    both: int | None = None

    def of(self, *, is_complex: bool, is_remote: bool) -> int:
        """The number for a case."""
        by_case = (
            (is_complex and is_remote, self.both),
            (is_remote, self.remote),
            (is_complex, self.complex),
        )
        return next((days for holds, days in by_case if holds and days is not None), self.normal)


@dataclass(frozen=True, slots=True)
class Extension:
    """How often and by how many days a deadline may be made longer, and the article that says so.

    `taken` of them belong to the rule itself: its name means the longer deadline.
    """

    most: int
    days: int
    citation: str
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """The article by which a suspension does not count, and since when."""

    citation: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class Wording:
    """One edition of a rule. `days` None: the rule sets no number of days, `says` is all of it.

    `is_effect`: the day on which something takes effect, the day after the last one; it is not moved by days off.
    `is_checked` False: nobody has compared it with the gazette ("cần kiểm tra").
    """

    name: str
    in_force_from: date
    in_force_to: date | None
    citation: str
    days: Days | None
    unit: Unit
    direction: Direction
    says: str
    confidence: str
    is_checked: bool
    is_effect: bool
    extension: Extension | None
    pause: Pause | None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One rule: what must happen, from which event on, and its wordings."""

    name: str
    group: str
    title: str
    start: str
    wordings: tuple[Wording, ...]

    def on(self, day: date) -> tuple[Wording, ...]:
        """The wordings in force on a day, the one that is used first."""
        return tuple(wording for wording in self.wordings if wording.holds_on(day))

    @property
    def knows_remote_areas(self) -> bool:
        """Whether any wording has a number of its own for remote areas."""
        every = [wording.days for wording in self.wordings if wording.days is not None]
        return any(days.remote is not None or days.both is not None for days in every)

    def before(self, wording: Wording) -> Wording | None:
        """The shipped wording that this one took the place of, or would."""
        earlier = [
            one
            for one in self.wordings
            if one is not wording and one.confidence != OF_OFFICE and one.in_force_from <= wording.in_force_from
        ]
        return max(earlier, key=lambda one: one.in_force_from, default=None)

    def beginning(self, after: date, until: date) -> tuple[Wording, ...]:
        """The wordings that come into force after a day, and until another."""
        return tuple(wording for wording in self.wordings if after < wording.in_force_from <= until)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number of days that the office put in place of a wording's, from a day on, with its reason and source."""

    wording: str
    days: int
    since: date
    until: date | None
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule, in the order of the rule book."""

    rules: tuple[DeadlineRule, ...]

    def find(self, name: str) -> tuple[DeadlineRule, Wording | None]:
        """A rule by its name; by the name of an old wording that wording too. RuleViolation where there is none."""
        wanted = name.strip().casefold()
        for rule in self.rules:
            if rule.name.casefold() == wanted:
                return rule, None
            for wording in rule.wordings:
                if wording.name.casefold() == wanted:
                    return rule, wording
        message = _("Bộ quy tắc không có quy định {name}. Xem danh sách bằng lệnh rules.")
        raise RuleViolation(message.format(name=name))

    def wording(self, name: str) -> Wording | None:
        """The wording of exactly this name."""
        found = (wording for rule in self.rules for wording in rule.wordings if wording.name == name)
        return next(found, None)

    def with_office(self, numbers: Iterable[OwnNumber], checked: Iterable[str]) -> RuleBook:
        """The book as the office uses it: its own numbers before the shipped ones, what it has checked as checked."""
        own: dict[str, list[OwnNumber]] = {}
        for number in numbers:
            own.setdefault(number.wording, []).append(number)
        known = frozenset(checked)
        return RuleBook(tuple(_of_office(rule, own, known) for rule in self.rules))


def _of_office(rule: DeadlineRule, own: Mapping[str, list[OwnNumber]], checked: frozenset[str]) -> DeadlineRule:
    wordings: list[Wording] = []
    for wording in rule.wordings:
        wordings += [_own_wording(wording, number) for number in own.get(wording.name, ())]
        wordings.append(replace(wording, is_checked=wording.is_checked or wording.name in checked))
    return replace(rule, wordings=tuple(wordings))


def _own_wording(wording: Wording, number: OwnNumber) -> Wording:
    days = wording.days and replace(wording.days, normal=number.days)
    return replace(
        wording,
        name=f"{wording.name}{OWN}",
        in_force_from=max(number.since, wording.in_force_from),
        in_force_to=min((day for day in (number.until, wording.in_force_to) if day is not None), default=None),
        citation=number.source,
        days=days,
        says=number.reason,
        confidence=OF_OFFICE,
        is_checked=True,
    )


@lru_cache(maxsize=1)
def shipped_book() -> RuleBook:
    """The rule book as the program brings it."""
    found: list[DeadlineRule] = []
    for group in GROUPS:
        read = tomllib.loads((FOLDER / f"{group}.toml").read_text("utf-8"))
        found += [_rule(group, row) for row in read["rule"]]
    return RuleBook(tuple(found))


def wording_on(rule: DeadlineRule, day: date) -> Wording:
    """The wording that is used on a day; RuleViolation where the rule is not in force."""
    held = rule.on(day)
    if held:
        return held[0]
    first = min(wording.in_force_from for wording in rule.wordings)
    if day < first:
        message = _("Quy định {name} có hiệu lực từ {first}; ngày {day} còn ở trước đó.")
        raise RuleViolation(message.format(name=rule.name, first=vn_date(first), day=vn_date(day)))
    message = _("Quy định {name} không có hiệu lực vào ngày {day}.")
    raise RuleViolation(message.format(name=rule.name, day=vn_date(day)))


def _rule(group: str, row: dict[str, Any]) -> DeadlineRule:
    wordings = tuple(_wording(row["id"], edition) for edition in row["edition"])
    return DeadlineRule(row["id"], group, row["title"], row["start"], wordings)


def _wording(name: str, row: dict[str, Any]) -> Wording:
    days = row.get("days")
    extension, pause = row.get("extension"), row.get("pause")
    return Wording(
        name=row.get("id", name),
        in_force_from=row["in_force_from"],
        in_force_to=row.get("in_force_to"),
        citation=row["citation"],
        days=None if days is None else Days(days, row.get("complex"), row.get("remote"), row.get("both")),
        unit=Unit(row.get("unit", Unit.CALENDAR)),
        direction=Direction(row.get("direction", Direction.FORWARD)),
        says=row.get("says", ""),
        confidence=row["confidence"],
        is_checked=row.get("checked", True),
        is_effect=row.get("effect", False),
        extension=None if extension is None else Extension(**extension),
        pause=None if pause is None else Pause(**pause),
    )
