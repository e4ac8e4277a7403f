"""A desk over an office in memory, for Hôm nay."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def put(office):
    """Writes a record as its book would, and answers its id."""
    from dcapp.db.unit_of_work import NOBODY

    def write(record):
        with office.database.begin(NOBODY, "test", write=True) as uow:
            return uow.add(record).id

    return write


@pytest.fixture
def busy(put):
    """An office with something of everything; answers the ids by name."""
    from a_busy_day import fill

    return fill(put)
