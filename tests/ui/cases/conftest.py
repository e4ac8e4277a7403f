"""An office with cases, in the days of the law of 2026."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for place in (Path(__file__).parents[2], Path(__file__).parents[2] / "features" / "cases"):
    sys.path.insert(0, str(place))

from case_house import LATER, a_case, a_letter  # noqa: E402 - the two places come first


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """Everything has happened by the end of the year."""
    monkeypatch.setenv("DCAPP_TODAY", LATER)


@pytest.fixture
def office(later):
    """An office in memory whose day is at the end of 2026; its account holds all roles."""
    from builders import an_app

    app = an_app()
    yield app
    app.close()


@pytest.fixture
def make_case(office):
    """Opens a case of a kind by hand."""
    return lambda kind, **values: a_case(office, kind, **values)


@pytest.fixture
def make_letter(office):
    """Puts a letter of a kind into the book."""
    return lambda kind, **values: a_letter(office, kind, **values)


@pytest.fixture
def bring(desk, qtbot, quiet):
    """Shows a page as large as the window's and waits until it is still."""
    from checks import bring_up

    def show(page, size=(1150, 700)):
        qtbot.addWidget(page)
        page.resize(*size)
        bring_up(page)
        quiet()
        return page

    return show
