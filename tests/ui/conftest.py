"""What tests of screens share: the theme as shipped, nothing remembered, Qt's offscreen grumbling left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def calm_screen(qapp):
    """Light theme at 100 %, and a memory of its own for every test."""
    from ui.kit import memory, theme

    memory.forget_all()
    if theme.current().name != "light" or theme.current().scale != 100 or not qapp.styleSheet():
        theme.apply(qapp, "light", 100)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
    memory.forget_all()


@pytest.fixture
def look(qapp):
    """Put a theme and scale into force for one test."""
    from ui.kit import theme

    yield lambda name="light", scale=100: theme.apply(qapp, name, scale)
    theme.apply(qapp, "light", 100)
