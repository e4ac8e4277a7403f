"""What tests of screens share: the theme as shipped, nothing remembered, Qt's offscreen grumbling left out."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("checks")


def pytest_configure(config):
    """The offscreen platform says of every window what it cannot do; that is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def calm_screen(qapp):
    """Light theme at 100 %, and a memory of its own for every test."""
    from ui.kit import memory, theme
    from ui.kit.look import apply

    memory.forget_all()
    if theme.current().name != "light" or theme.current().scale != 100 or not qapp.styleSheet():
        apply(qapp, "light", 100)
    yield
    for window in qapp.topLevelWidgets():
        window.close()
    memory.forget_all()


@pytest.fixture(autouse=True)
def garbage_dies_on_the_gui_thread():
    """As the program does (ui/kit/collecting.py): a worker must never destroy a widget."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def no_unasked_message(monkeypatch):
    """A message that a test did not expect would wait for an answer for ever; it fails instead."""
    from ui.kit import messages

    def refuse(_parent, message):
        raise AssertionError(f"unexpected message: {message.title} {message.body} {message.detail}")

    monkeypatch.setattr(messages, "show", refuse)


@pytest.fixture
def look(qapp):
    """Put a theme and scale into force for one test."""
    from ui.kit.look import apply

    yield lambda name="light", scale=100: apply(qapp, name, scale)
    apply(qapp, "light", 100)
