"""A story told in data/sample, played through the use cases: each thing on its own day, the earliest first."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dcapp.kernel import clock
from dcapp.kernel.errors import AlreadyThere

if TYPE_CHECKING:
    from dcapp.app import App

SAMPLE = Path(__file__).parents[2] / "data" / "sample"

Told = Mapping[str, Any]
"""One table of a TOML file."""
Day = date | int
"""A day as it is told: a date, or so many days from the last day of the story (-3: three days before)."""


@cache
def told_in(name: str) -> Told:
    """What a file of data/sample tells."""
    return tomllib.loads((SAMPLE / name).read_text("utf-8"))


class Story:
    """Things that happened in the practice commune. What lies after the last day has not happened yet."""

    def __init__(self, app: App, first: date, last: date) -> None:
        self.app, self.first, self.last = app, first, last
        self.officers: dict[str, Any] = {}
        self.villages: dict[str, Any] = {}
        self.plans: dict[int, Any] = {}
        self.tasks: dict[str, Any] = {}
        """Tasks by the key that the story gives them; a period of a series is "key/period"."""
        self._moments: list[tuple[date, Callable[[], object]]] = []

    def day(self, told: Day) -> date:
        """The day that is meant."""
        return told if isinstance(told, date) else self.last + timedelta(days=told)

    def some_day(self, told: Day | None) -> date | None:
        """The day that is meant, where one is told."""
        return None if told is None else self.day(told)

    def on(self, told: Day, deed: Callable[..., object], *args: Any) -> None:
        """Let something happen on a day; what is told first of a day happens first."""
        day = max(self.day(told), self.first)
        if day <= self.last:
            self._moments.append((day, lambda: deed(*args)))

    def play(self) -> None:
        """Let everything happen that was told, and what it brings with it."""
        while self._moments:
            self._moments.sort(key=lambda moment: moment[0])
            day, deed = self._moments.pop(0)
            with clock.telling(day):
                deed()

    def run(self, use_case: Callable[..., Any], *args: Any) -> Any:
        """Run a use case of the program."""
        return self.app.run(use_case, *args)

    def add(self, use_case: Callable[..., Any], form: Any) -> None:
        """Enter something that the office may have already."""
        with suppress(AlreadyThere):
            self.app.run(use_case, form)

    def lines(self, register: Any) -> list[Mapping[str, Any]]:
        """The first lines of a book."""
        from dcapp.registers.finding import Query
        from dcapp.registers.use_cases import reading

        return list(self.app.run(reading(register), Query(), None, 1000).lines)
