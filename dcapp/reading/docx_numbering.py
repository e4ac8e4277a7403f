"""The numbers that Word counts by itself and does not write into the text of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
DASH_FORMAT = "-"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: `wording` such as “%1.%2.” with the kind of number of this level."""

    start: int = 1
    kind: str = "decimal"
    wording: str = ""
    is_legal: bool = False
    restarts: bool = True
    style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    begun: bool = False


def value_of(element: Element | None, name: str, default: str = "") -> str:
    """The `w:val` of a child, empty when there is none."""
    child = None if element is None else element.find(W + name)
    return default if child is None else child.get(W + "val", default)


def whole_number(text: str, default: int = 0) -> int:
    """The number written, kept within reason; the default for anything else."""
    return max(-_MOST, min(_MOST, int(text))) if re.fullmatch(r"-?\d{1,9}", text) else default


class Numbering:
    """Counts the paragraphs of numbered lists as Word would; ask for every paragraph once, in order."""

    def __init__(self, root: Element | None, style_lists: dict[str, str]) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        for element in root.findall(W + "abstractNum"):
            name = element.get(W + "abstractNumId", "")
            self._abstract[name] = _levels_in(element)
            links[name] = value_of(element, "numStyleLink")
        for element in root.findall(W + "num"):
            self._lists[element.get(W + "numId", "")] = _list_in(element)
        for name, style in links.items():
            target = self._lists.get(style_lists.get(style, "")) if style else None
            if target and not self._abstract[name]:
                self._abstract[name] = self._abstract.get(target.abstract, {})

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style; the first when none is named."""
        found = self._lists.get(list_id)
        levels = self._abstract.get(found.abstract, {}) if found else {}
        return next((index for index, level in levels.items() if style and level.style == style), 0)

    def marker(self, list_id: str, index: int) -> str:
        """The number of the next paragraph of a list on a level, as Word shows it; empty where it shows none."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= index < LEVELS:
            return ""
        levels = self._abstract.get(found.abstract, {}) | found.levels
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        if not found.begun:
            found.begun = True
            for restarted in found.starts:
                counters[restarted:] = [None] * (LEVELS - restarted)
        self._count(found, levels, counters, index)
        level = levels.get(index, Level())
        if level.kind == "bullet":
            return DASH_FORMAT
        if level.kind == "none":
            return re.sub(r"%\d", "", level.wording).strip()
        shown = re.sub(r"%([1-9])", lambda sign: _shown(int(sign[1]) - 1, levels, counters, level), level.wording)
        return shown.strip()

    @staticmethod
    def _count(found: _List, levels: dict[int, Level], counters: list[int | None], index: int) -> None:
        for above in range(index):
            if counters[above] is None:
                counters[above] = found.starts.get(above, levels.get(above, Level()).start)
        now = counters[index]
        counters[index] = found.starts.get(index, levels.get(index, Level()).start) if now is None else now + 1
        for below in range(index + 1, LEVELS):
            if levels.get(below, Level()).restarts:
                counters[below] = None


def numeral(number: int, kind: str) -> str:
    """A number in one of Word's ways of counting; Arabic for ways that no Vietnamese paper uses."""
    if kind in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        text = ""
        for worth, sign in (*_ROMAN, *_ROMAN_SMALL):
            text += sign * (number // worth)
            number %= worth
        return text.upper() if kind == "upperRoman" else text
    if kind in ("upperLetter", "lowerLetter") and 0 < number <= 26 * 20:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return text.upper() if kind == "upperLetter" else text
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _shown(index: int, levels: dict[int, Level], counters: list[int | None], asking: Level) -> str:
    number = counters[index]
    kind = "decimal" if asking.is_legal else levels.get(index, Level()).kind
    return numeral(levels.get(index, Level()).start if number is None else number, kind)


def _levels_in(parent: Element) -> dict[int, Level]:
    found = {}
    for element in parent.iter(W + "lvl"):
        legal = element.find(W + "isLgl")
        found[whole_number(element.get(W + "ilvl", "0"))] = Level(
            start=whole_number(value_of(element, "start"), 1),
            kind=value_of(element, "numFmt", "decimal"),
            wording=value_of(element, "lvlText"),
            is_legal=legal is not None and legal.get(W + "val", "1") not in ("0", "false", "off"),
            restarts=value_of(element, "lvlRestart") != "0",
            style=value_of(element, "pStyle"),
        )
    return found


def _list_in(element: Element) -> _List:
    found = _List(value_of(element, "abstractNumId"), levels=_levels_in(element))
    for override in element.findall(W + "lvlOverride"):
        start = value_of(override, "startOverride")
        if start:
            found.starts[whole_number(override.get(W + "ilvl", "0"))] = whole_number(start, 1)
    return found
