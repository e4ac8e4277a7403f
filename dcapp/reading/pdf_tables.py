"""Tables in PDF files: ruled lines that cross make cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dcapp.reading.source import MERGED

_CLOSE = 3.0
"""Points between two strokes that are drawn for one line."""
_SHORTEST = 6.0
_MOST_RULES = 6000


@dataclass(frozen=True, slots=True)
class Rule:
    """A stroke from one point to another, in points from the lower left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_upright(self) -> bool:
        """Whether it runs from bottom to top."""
        return abs(self.x0 - self.x1) < 1.0 and abs(self.y0 - self.y1) > _SHORTEST

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return abs(self.y0 - self.y1) < 1.0 and abs(self.x0 - self.x1) > _SHORTEST


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: where its columns and rows part, and which of the lines between cells are drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]

    @property
    def top(self) -> float:
        """The height of its upper edge."""
        return self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def cell_of(self, x: float, y: float) -> tuple[int, int]:
        """Row from the top and column of a point; of cells joined into one, the first."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        band = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        while column > 0 and not self._is_parted_left(column, band):
            column -= 1
        while band < len(self.ys) - 2 and not self._is_parted_above(column, band):
            band += 1
        return len(self.ys) - 2 - band, column

    def rows(self, texts: Mapping[tuple[int, int], str]) -> Iterator[tuple[str, ...]]:
        """The words of every row; a cell joined with the one above it says so."""
        for row in range(len(self.ys) - 1):
            band = len(self.ys) - 2 - row
            yield tuple(
                texts.get((row, column), "")
                if row == 0 or self._is_parted_above(column, band) or (row, column) in texts
                else MERGED
                for column in range(len(self.xs) - 1)
            )

    def _is_parted_left(self, column: int, band: int) -> bool:
        x, y = self.xs[column], (self.ys[band] + self.ys[band + 1]) / 2
        return any(
            abs(rule.x0 - x) < _CLOSE and min(rule.y0, rule.y1) < y < max(rule.y0, rule.y1) for rule in self.upright
        )

    def _is_parted_above(self, column: int, band: int) -> bool:
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[band + 1]
        return any(
            abs(rule.y0 - y) < _CLOSE and min(rule.x0, rule.x1) < x < max(rule.x0, rule.x1) for rule in self.level
        )


def grids_of(rules: Iterable[Rule]) -> list[Grid]:
    """The tables of a page: groups of crossing lines with at least two columns and two rows."""
    kept = [rule for rule, _number in zip(rules, range(_MOST_RULES), strict=False) if rule.is_level or rule.is_upright]
    grids = []
    for group in _groups(kept):
        upright = tuple(rule for rule in group if rule.is_upright)
        level = tuple(rule for rule in group if rule.is_level)
        xs, ys = _places(rule.x0 for rule in upright), _places(rule.y0 for rule in level)
        if len(xs) >= 3 and len(ys) >= 3:
            grids.append(Grid(xs, ys, upright, level))
    return grids


def _places(values: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _CLOSE:
            places.append(value)
    return tuple(places)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or through others."""
    groups: list[tuple[list[float], list[Rule]]] = []
    for rule in sorted(rules, key=lambda one: (-max(one.y0, one.y1), one.x0)):
        box = [
            min(rule.x0, rule.x1) - 2,
            min(rule.y0, rule.y1) - 2,
            max(rule.x0, rule.x1) + 2,
            max(rule.y0, rule.y1) + 2,
        ]
        touching = [group for group in groups if _touch(group[0], box)]
        joined = [rule]
        for group in touching:
            joined = group[1] + joined
            box = [
                min(box[0], group[0][0]),
                min(box[1], group[0][1]),
                max(box[2], group[0][2]),
                max(box[3], group[0][3]),
            ]
            groups.remove(group)
        groups.append((box, joined))
    return [found for _box, found in groups]


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
