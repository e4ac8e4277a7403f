"""An office with a vault on the disk, entered by one after another."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

for place in (Path(__file__).parents[2], Path(__file__).parent):
    sys.path.insert(0, str(place))

from sealed_house import House, founded  # noqa: E402 - the two places come first


@pytest.fixture
def staffed(cheap_keys, tmp_path):
    """The office without a vault, closed."""
    return Path(shutil.copytree(founded(), tmp_path / "office"))


@pytest.fixture
def house(cheap_keys, tmp_path):
    """The office with a vault, closed; `house.code` opens the vault."""
    made = House(tmp_path / "house")
    yield made
    made.leave()
