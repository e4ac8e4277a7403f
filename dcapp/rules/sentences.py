"""Sentences of the clock that wait for their reader, and the steps of a count that are made of them.

A sentence is kept as a text with its values and is put into words when somebody reads it, so that a paper is
Vietnamese whatever language the screens speak.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dcapp.kernel.dates import vn_date
from dcapp.kernel.i18n import N_, _

WEEKDAYS = (
    N_("Thứ Hai"),
    N_("Thứ Ba"),
    N_("Thứ Tư"),
    N_("Thứ Năm"),
    N_("Thứ Sáu"),
    N_("Thứ Bảy"),
    N_("Chủ Nhật"),
)
Speak = Callable[[str], str]
"""Puts a Vietnamese text into the language of the reader."""


def as_written(text: str) -> str:
    """The language of official papers: Vietnamese, as the text stands."""
    return text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its values: a day is told with its weekday, a tuple as a list."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def told(self, speak: Speak = _) -> str:
        """The sentence in words."""
        if not self.text:
            return ""
        return speak(self.text).format(**{name: _worded(value, speak) for name, value in self.values})

    def __str__(self) -> str:
        return self.told()


NOTHING_SAID = Said("")


def said(text: str, **values: object) -> Said:
    """A sentence; `text` is marked with N_ where it is written."""
    return Said(text, tuple(values.items()))


def verbatim(words: str) -> Said:
    """Words of the rule book or of the office, which no language changes."""
    return Said("{words}", (("words", words),)) if words else NOTHING_SAID


def weekday(day: date) -> Said:
    """The name of a weekday."""
    return Said(WEEKDAYS[day.weekday()])


def _worded(value: object, speak: Speak) -> str:
    if isinstance(value, Said):
        return value.told(speak)
    if isinstance(value, date):
        return f"{weekday(value).told(speak)}, {vn_date(value)}"
    if isinstance(value, tuple):
        return ", ".join(_worded(part, speak) for part in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the count: what was done, the details, and where it is written (law with its number)."""

    opening: Said
    details: tuple[Said, ...] = ()
    citation: str = ""

    def head(self, speak: Speak = _) -> str:
        """The step as a headline, without its full stop."""
        return self.opening.told(speak).removesuffix(".")

    def detail(self, speak: Speak = _) -> str:
        """What stands under the headline."""
        return " ".join(words for words in (one.told(speak) for one in self.details) if words)

    def told(self, speak: Speak = _) -> str:
        """The whole step in sentences, without its source."""
        return " ".join(part for part in (self.opening.told(speak), self.detail(speak)) if part)

    @property
    def text(self) -> str:
        """The whole step in the language of the screen."""
        return self.told()
