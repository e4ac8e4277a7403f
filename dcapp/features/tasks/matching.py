"""Which officer the words of a plan mean, where it is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select

from dcapp.db.unit_of_work import UnitOfWork
from dcapp.features.office.models import Officer, Post, Tenure
from dcapp.kernel.ids import OfficerId
from dcapp.kernel.text import fold

_DASHES = re.compile(r"[-–—,./]+")
_BEFORE = re.compile(r"^(?:can bo|cong chuc|dong chi|d/c|d c|ong|ba|chuc danh|phu trach)\s+")
_AFTER = re.compile(r"\s+(?:xa|phuong|dac khu)$")


@dataclass(frozen=True, slots=True)
class Officers:
    """The officers of today by every name that means only one of them."""

    by_name: dict[str, OfficerId]

    def meant(self, words: str) -> OfficerId | None:
        """The officer whom the words mean; None where they mean nobody, several, or it is not certain."""
        plain = plain_words(words)
        return self.by_name.get(plain) if plain else None


def plain_words(words: str) -> str:
    """A name or post without marks, dashes, and the words that go before or after it."""
    plain = " ".join(_DASHES.sub(" ", fold(words)).split())
    while (shorter := _BEFORE.sub("", plain)) != plain:
        plain = shorter
    return _AFTER.sub("", plain)


def officers_by_name(uow: UnitOfWork) -> Officers:
    """Officers of today under their full name, and under title and abbreviation of the post that they alone hold."""
    today = uow.today
    named: list[tuple[str, OfficerId]] = []
    staying = or_(Officer.left_on.is_(None), Officer.left_on >= today)
    for key, name in uow.session.execute(select(Officer.id, Officer.full_name).where(staying)):
        named.append((name, key))
    held = (
        select(Tenure.officer_id, Post.title, Post.abbreviation)
        .join(Post, Post.id == Tenure.post_id)
        .join(Officer, Officer.id == Tenure.officer_id)
        .where(
            staying,
            or_(Tenure.since.is_(None), Tenure.since <= today),
            or_(Tenure.until.is_(None), Tenure.until >= today),
        )
    )
    for key, title, abbreviation in uow.session.execute(held):
        named += [(title, key), (abbreviation, key)]
    return Officers(_certain(named))


def _certain(named: Iterable[tuple[str, OfficerId]]) -> dict[str, OfficerId]:
    """Names that mean one officer only."""
    meant: dict[str, set[OfficerId]] = {}
    for words, key in named:
        if plain := plain_words(words):
            meant.setdefault(plain, set()).add(key)
    return {plain: next(iter(keys)) for plain, keys in meant.items() if len(keys) == 1}
