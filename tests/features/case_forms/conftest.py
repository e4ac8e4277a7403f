"""The day of these tests, and the office in memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for place in (Path(__file__).parents[2], Path(__file__).parents[1] / "cases", Path(__file__).parent):
    sys.path.insert(0, str(place))

from case_house import LATER, an_office  # noqa: E402 - the two places come first


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """Everything has happened by the end of the year."""
    monkeypatch.setenv("DCAPP_TODAY", LATER)


@pytest.fixture
def app(later):
    """An office in memory; its account holds all roles."""
    opened = an_office()
    yield opened
    opened.close()
