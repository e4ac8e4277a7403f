"""An office with villages and an entry screen that is really on the screen."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def villages(office):
    """Ids of two villages by name."""
    from dcapp.features.office.service import VillageForm, add_village

    return {name: office.run(add_village, VillageForm(name=name, kind="thôn")) for name in ("Châu Me", "Tân Lộc")}


@pytest.fixture
def entry(desk, qtbot, quiet, villages):
    """Opens the entry, empty or with a visit."""
    from checks import bring_up

    from dcapp.features.people.queries import village_choices
    from ui.features.visits.entry import EntryScreen

    def bring(visit_id=None, size=(1366, 696)):
        screen = EntryScreen(desk, desk.app.run(village_choices), visit_id)
        qtbot.addWidget(screen)
        screen.resize(*size)
        bring_up(screen)
        quiet()
        return screen

    return bring
