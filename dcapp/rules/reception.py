"""What the law says of citizen reception besides deadlines: how often the chairman receives, how many speak for a
group, what proves a capacity, the fields of matters, and the columns of the reception book by edition.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from dcapp.kernel.dates import vn_date
from dcapp.kernel.errors import RuleViolation
from dcapp.kernel.i18n import N_, _
from dcapp.rules.rulebook import RULES, Edition, editions_of

FILE = RULES / "reception.toml"
Made = TypeVar("Made")


class Per(StrEnum):
    """In which stretch of time the days are counted."""

    WEEK = "week"
    MONTH = "month"


class FieldGroup(StrEnum):
    """Column of the inspectorate's table 02/XLD that a field is counted in."""

    LAND = "land"
    POLICY = "policy"
    OTHER = "other"


FIELD_GROUPS = {
    FieldGroup.LAND: N_("Đất đai"),
    FieldGroup.POLICY: N_("Chế độ, chính sách"),
    FieldGroup.OTHER: N_("Khác"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where a rule stands and when it is in force; `is_checked` False is shown as "cần kiểm tra"."""

    in_force_from: date
    in_force_to: date | None
    citation: str
    confidence: str
    is_checked: bool
    note: str

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency(Sourced):
    """On how many days, at least, the chairman receives in person; `rule` names it in the rule book."""

    days: int
    per: Per
    rule: str


@dataclass(frozen=True, slots=True)
class Band:
    """So many people of one matter (`last` None: and more) are spoken for by `least` to `most` of them."""

    first: int
    last: int | None
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRule(Sourced):
    """From how many people on a group is a crowd (đoàn đông người), and how many speak for it (LTCD 29)."""

    crowd_from: int
    crowd_citation: str
    bands: tuple[Band, ...]

    def band(self, people: int) -> Band | None:
        """How many speak for so many people; None where the law sets no number (two to four)."""
        fitting = (band for band in self.bands if band.first <= people and (band.last is None or people <= band.last))
        return next(fitting, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof(Sourced):
    """What somebody shows to prove in which capacity they speak."""

    text: str


@dataclass(frozen=True, slots=True)
class CapacityRule:
    """A capacity (tư cách) with what proves it; the proofs in force on one day are alternatives."""

    key: str
    name: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class MatterField:
    """A field of matters (lĩnh vực), and the group of table 02/XLD that it belongs to."""

    key: str
    name: str
    group: FieldGroup
    is_checked: bool
    note: str


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of the reception book; `over` is the heading that it shares with its neighbours."""

    key: str
    title: str
    weight: float
    align: str
    over: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout(Sourced):
    """The printed form of the reception book (sổ tiếp công dân) in one edition."""

    form: str
    columns: tuple[BookColumn, ...]


@dataclass(frozen=True, slots=True)
class ReceptionRules:
    """Everything that resources/rules/reception.toml holds."""

    frequencies: tuple[Frequency, ...]
    groups: tuple[GroupRule, ...]
    capacities: tuple[CapacityRule, ...]
    fields: tuple[MatterField, ...]
    layouts: tuple[Layout, ...]


@cache
def shipped_rules() -> ReceptionRules:
    """The rules as the program brings them; ValueError names the entry of a broken file."""
    return rules_in(tomllib.loads(FILE.read_text("utf-8")))


def rules_in(data: Mapping[str, Any]) -> ReceptionRules:
    """The rules of a file that was read; ValueError where an entry lacks something or two editions overlap."""
    return ReceptionRules(
        frequencies=_editions(data, "frequency", _frequency),
        groups=_editions(data, "group", _group),
        capacities=_rows(data, "capacity", _capacity),
        fields=_rows(data, "field", _field),
        layouts=_editions(data, "layout", _layout),
    )


def _editions(data: Mapping[str, Any], table: str, make: Callable[[Edition], Made]) -> tuple[Made, ...]:
    try:
        return tuple(make(edition) for edition in editions_of(table, data[table]))
    except KeyError as missing:
        raise ValueError(f"{FILE.name}: {table} has no {missing.args[0]}") from None


def _rows(data: Mapping[str, Any], table: str, make: Callable[[Mapping[str, Any]], Made]) -> tuple[Made, ...]:
    found: list[Made] = []
    for row in data.get(table, ()):
        try:
            found.append(make(row))
        except KeyError as missing:
            raise ValueError(f"{FILE.name}: {table} {row.get('key', '?')} has no {missing.args[0]}") from None
    if not found:
        raise ValueError(f"{FILE.name}: no {table}")
    return tuple(found)


def _source(edition: Edition) -> dict[str, Any]:
    return {
        "in_force_from": edition.in_force_from,
        "in_force_to": edition.in_force_to,
        "citation": edition.citation,
        "confidence": edition.values["confidence"],
        "is_checked": edition.checked,
        "note": edition.values.get("note", ""),
    }


def _frequency(edition: Edition) -> Frequency:
    values = edition.values
    return Frequency(days=values["days"], per=Per(values["per"]), rule=values["rule"], **_source(edition))


def _group(edition: Edition) -> GroupRule:
    values = edition.values
    bands = tuple(Band(row["from"], row.get("to"), row["least"], row["most"]) for row in values["bands"])
    return GroupRule(
        crowd_from=values["crowd_from"], crowd_citation=values["crowd_citation"], bands=bands, **_source(edition)
    )


def _capacity(row: Mapping[str, Any]) -> CapacityRule:
    proofs = tuple(
        Proof(
            text=proof["text"],
            in_force_from=proof["in_force_from"],
            in_force_to=proof.get("in_force_to"),
            citation=proof["citation"],
            confidence=proof["confidence"],
            is_checked=proof.get("checked", False),
            note=proof.get("note", ""),
        )
        for proof in row["proof"]
    )
    return CapacityRule(row["key"], row["name"], proofs)


def _field(row: Mapping[str, Any]) -> MatterField:
    return MatterField(
        row["key"], row["name"], FieldGroup(row["group"]), row.get("checked", False), row.get("note", "")
    )


def _layout(edition: Edition) -> Layout:
    values = edition.values
    columns = tuple(
        BookColumn(row["key"], row["title"], row["weight"], row.get("align", "left"), row.get("over", ""))
        for row in values["columns"]
    )
    return Layout(form=values["form"], columns=columns, **_source(edition))


def frequency_on(day: date) -> Frequency:
    """How often the chairman has to receive on a day; RuleViolation before the law of 2013."""
    for frequency in shipped_rules().frequencies:
        if frequency.holds_on(day):
            return frequency
    raise RuleViolation(_("Bộ quy tắc chưa có quy định áp dụng cho ngày {day}.").format(day=vn_date(day)))


def group_rule_on(day: date) -> GroupRule:
    """What holds for groups on a day; for days before the law of 2013 what it says since then."""
    rules = shipped_rules().groups
    return next((rule for rule in rules if rule.holds_on(day)), rules[0])


def proofs_on(capacity: str, day: date) -> tuple[Proof, ...]:
    """What proves a capacity on a day, each an alternative to the others; LookupError for an unknown capacity."""
    for rule in shipped_rules().capacities:
        if rule.key == capacity:
            return tuple(proof for proof in rule.proofs if proof.holds_on(day))
    raise LookupError(f"no such capacity: {capacity}")


def field_name(key: str) -> str:
    """The name of a field of matters; a key that the rules do not know stands for itself."""
    return next((field.name for field in shipped_rules().fields if field.key == key), key)


def layout_on(day: date) -> Layout:
    """The form of the reception book on a day; for days before the oldest one that one answers."""
    layouts = shipped_rules().layouts
    return next((layout for layout in reversed(layouts) if layout.in_force_from <= day), layouts[0])


def layouts_between(first: date, last: date) -> tuple[tuple[Layout, date, date], ...]:
    """The forms that a period needs, oldest first, each with the days of the period that it serves."""
    parts: list[tuple[Layout, date, date]] = []
    layouts = shipped_rules().layouts
    for at, layout in enumerate(layouts):
        begins = date.min if at == 0 else layout.in_force_from
        since = max(first, begins)
        until = last if layout.in_force_to is None else min(last, layout.in_force_to)
        if since <= until:
            parts.append((layout, since, until))
    return tuple(parts)
