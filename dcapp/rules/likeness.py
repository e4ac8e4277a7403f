"""How much two letters look alike, by what they say: pure scores between 0 and 1, marks and capitals aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from dcapp.kernel.text import fold, words

WEIGHTS: Mapping[str, float] = {
    "id_number": 4.0,
    "parcel": 3.0,
    "sender": 3.0,
    "respondent": 2.0,
    "gist": 3.0,
    "village": 1.0,
}
"""How much each thing tells; the same card number or parcel tells more than the same village."""
LIKELY, SAME = 0.45, 0.75
"""From `LIKELY` on a letter is shown as a possible twin, from `SAME` on as very likely one."""
COMMON = frozenset(words("ve viec de nghi don cua va o tai xa thon khieu nai to cao kien phan anh ong ba"))
"""Words that stand in nearly every letter and tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a letter says, as far as it is compared."""

    sender: str = ""
    id_number: str = ""
    village: str = ""
    respondent: str = ""
    parcel: str = ""
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two letters are: the whole, and each thing that both of them say."""

    score: float
    parts: tuple[tuple[str, float], ...]

    def alike(self, least: float = LIKELY) -> tuple[str, ...]:
        """The things in which they agree, the most telling first."""
        told = [(WEIGHTS[name] * score, name) for name, score in self.parts if score >= least]
        return tuple(name for _weight, name in sorted(told, reverse=True))


def likeness(one: Said, other: Said) -> Likeness:
    """How alike two letters are; symmetric, 1.0 for the same words, 0.0 where nothing is said by both."""
    parts: list[tuple[str, float]] = []
    for part in fields(Said):
        left, right = getattr(one, part.name), getattr(other, part.name)
        if left.strip() and right.strip():
            parts.append((part.name, _score(part.name, left, right)))
    weight = sum(WEIGHTS[name] for name, _score_of in parts)
    whole = sum(WEIGHTS[name] * score for name, score in parts)
    return Likeness(round(whole / weight, 4) if weight else 0.0, tuple(parts))


def telling(text: str) -> frozenset[str]:
    """The words of a text that tell something."""
    found = frozenset(words(fold(text)))
    return found - COMMON or found


def _score(name: str, left: str, right: str) -> float:
    if name == "id_number":
        return float(_figures(left) == _figures(right))
    mine, yours = telling(left), telling(right)
    if not mine or not yours:
        return float(fold(left).strip() == fold(right).strip())
    return len(mine & yours) / len(mine | yours)


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum()).casefold()
