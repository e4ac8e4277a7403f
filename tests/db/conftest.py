"""What tests of the file share: an office in memory, and a real encrypted one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture
def app():
    """An office in memory, through the same engine code; its account holds all roles."""
    from builders import an_app

    opened = an_app()
    yield opened
    opened.close()


@pytest.fixture
def cheap_keys():
    """Key derivation that costs nothing."""
    from dcapp.db.keys import cost

    cost.use(cost.Cost(64, 1, 1))
    yield
    cost.use(None)


@pytest.fixture
def office_folder(cheap_keys, tmp_path):
    """A real office on the disk, closed."""
    from builders import lay_real

    folder = tmp_path / "office"
    lay_real(folder)
    return folder


@pytest.fixture
def real_app(office_folder):
    """A real office, open."""
    from builders import reopen

    opened = reopen(office_folder)
    yield opened
    opened.close()
