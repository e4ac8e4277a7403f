"""An office in the days of the law of 2026, with the page of letters on the screen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for place in (Path(__file__).parents[2], Path(__file__).parents[2] / "features" / "cases"):
    sys.path.insert(0, str(place))

from case_house import LATER, a_letter  # noqa: E402 - the two places come first

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


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
def make_letter(office):
    """Puts a letter of a kind into the book."""
    return lambda kind, **values: a_letter(office, kind, **values)


@pytest.fixture
def villages(office):
    """Ids of two villages by name."""
    from dcapp.features.office.service import VillageForm, add_village

    return {name: office.run(add_village, VillageForm(name=name, kind="thôn")) for name in ("Châu Me", "Tân Lộc")}


@pytest.fixture
def page(desk, qtbot, quiet, villages):
    """The page as large as the window's, at rest."""
    from checks import bring_up

    from ui.features.cases.screen import CaseScreen
    from ui.features.letters.page import LettersPage

    shown = LettersPage(desk, (), lambda desk, case_id, parent: CaseScreen(desk, case_id, parent))
    qtbot.addWidget(shown)
    shown.resize(1366, 696)
    bring_up(shown)
    quiet()
    return shown


@pytest.fixture
def entry(page, quiet):
    """The entry of a new letter over the books."""
    page.enter()
    quiet()
    return page.entry
