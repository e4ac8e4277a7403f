"""The layout in force on a day: margins, sizes and styles of every element, with the article they come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dcapp.kernel.clock import today
from dcapp.printing.model import House

LAYOUT_FILE = Path(__file__).parents[2] / "resources" / "rules" / "layout.toml"
POINTS_PER_MM = 72 / 25.4
SINGLE = 1.15
"""Height of a single-spaced line of Times New Roman, in sizes of its letters."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of the layout: what is used, what is allowed, and where the source says so."""

    size: float
    allowed: tuple[float, float]
    article: str

    @property
    def is_allowed(self) -> bool:
        """Whether the number used lies in the allowed range."""
        return self.allowed[0] <= self.size <= self.allowed[1]


@dataclass(frozen=True, slots=True)
class Style:
    """Letters of one element; `size` in points."""

    name: str
    size: float
    allowed: tuple[float, float]
    article: str
    bold: bool = False
    italic: bool = False
    upper: bool = False
    underline: bool = False

    def shown(self, text: str) -> str:
        """The text as this style prints it."""
        return text.upper() if self.upper else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One edition of the layout rules. Lengths in points, `mm` values in millimetres."""

    house: House
    in_force_from: date
    citation: str
    checked: bool
    paper_mm: tuple[float, float]
    margins_mm: dict[str, Measure]
    head_left_share: float
    first_line_indent_mm: Measure
    space_after: Measure
    line_spacing: Measure
    rule_thickness: float
    issuer_rule: Measure
    subject_rule: Measure
    styles: dict[str, Style]
    urgency_frames_mm: dict[str, tuple[float, float]]
    nation: str
    motto: str

    def style(self, name: str) -> Style:
        """The letters of an element."""
        return self.styles[name]

    def leading(self, style: Style, *, single: bool = False) -> float:
        """Distance between base lines in points; headers and lists stand single."""
        return style.size * SINGLE * (1.0 if single else self.line_spacing.size)

    @property
    def indent(self) -> float:
        """First-line indent in points."""
        return self.first_line_indent_mm.size * POINTS_PER_MM

    def margin(self, side: str) -> float:
        """One margin in points."""
        return self.margins_mm[side].size * POINTS_PER_MM

    def page_size(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height of the sheet in points."""
        width, height = (side * POINTS_PER_MM for side in self.paper_mm)
        return (height, width) if landscape else (width, height)

    def text_size(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height of the text block in points."""
        width, height = self.page_size(landscape=landscape)
        return (
            width - self.margin("left") - self.margin("right"),
            height - self.margin("top") - self.margin("bottom"),
        )


def _measure(data: dict[str, Any]) -> Measure:
    low, high = data["allowed"]
    return Measure(float(data["size"]), (float(low), float(high)), str(data["article"]))


def _style(name: str, data: dict[str, Any]) -> Style:
    letters = {key: bool(data.get(key, False)) for key in ("bold", "italic", "upper", "underline")}
    low, high = data["allowed"]
    return Style(name, float(data["size"]), (float(low), float(high)), str(data["article"]), **letters)


def _profile(data: dict[str, Any]) -> Profile:
    page, body, rule = data["page"], data["body"], data["rule"]
    return Profile(
        house=House(data["house"]),
        in_force_from=data["in_force_from"],
        citation=data["citation"],
        checked=data["checked"],
        paper_mm=(page["width"], page["height"]),
        margins_mm={side: _measure(page[side]) for side in ("top", "bottom", "left", "right")},
        head_left_share=page["head_left_share"],
        first_line_indent_mm=_measure(body["first_line_indent"]),
        space_after=_measure(body["space_after"]),
        line_spacing=_measure(body["line_spacing"]),
        rule_thickness=rule["thickness"],
        issuer_rule=_measure(rule["issuer"]),
        subject_rule=_measure(rule["subject"]),
        styles={name: _style(name, style) for name, style in data["style"].items()},
        urgency_frames_mm={word: (width, height) for word, (width, height) in data["urgency_frame"].items()},
        nation=data["words"]["nation"],
        motto=data["words"]["motto"],
    )


@lru_cache
def profiles() -> tuple[Profile, ...]:
    """Every edition in resources/rules/layout.toml, oldest first."""
    with LAYOUT_FILE.open("rb") as file:
        editions = [_profile(data) for data in tomllib.load(file)["profile"]]
    return tuple(sorted(editions, key=lambda profile: profile.in_force_from))


def profile_for(house: House = House.STATE, day: date | None = None) -> Profile:
    """The edition in force on a day (today when none is given); before the first one, the first."""
    wanted = [profile for profile in profiles() if profile.house is house]
    in_force = [profile for profile in wanted if profile.in_force_from <= (day or today())]
    return in_force[-1] if in_force else wanted[0]
