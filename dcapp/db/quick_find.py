"""Quick find as a use case: only what the viewer's rights cover is looked up."""

from __future__ import annotations

from dcapp.db.findable import Hit, hits
from dcapp.db.unit_of_work import UnitOfWork
from dcapp.db.use_case import allowed

FOUND_UNDER = ("plan.view", "papers.view", "office.view", "visits.view", "commitments.view", "cases.list")
"""Rights under which records are indexed; a slice that indexes under another right adds it here. People are left out:
each of them is found by what they came with."""


@allowed("search", reads=True)
def quick_find(uow: UnitOfWork, words: str, limit: int = 50) -> list[Hit]:
    """The newest records that hold every word, marks and case aside."""
    rights = [right for right in FOUND_UNDER if uow.may(right)]
    return hits(uow.session.connection(), words, rights, limit=limit)
