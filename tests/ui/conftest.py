"""What tests of screens share: the theme as shipped, nothing remembered, Qt's offscreen grumbling left out."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
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
    """As the program does (ui/kit/collecting.py): a worker must never destroy a widget.

    What was there before the test is set aside first: walking half a million lasting objects
    after every test took longer than the tests.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
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


@pytest.fixture
def office():
    """An office in memory; its account holds all roles."""
    from builders import an_app

    app = an_app()
    yield app
    app.close()


@pytest.fixture
def desk_of(qtbot):
    """Desks over open offices, their lanes at rest in the end; what they said and opened is kept."""
    from ui.kit import memory
    from ui.kit.changes import Changes
    from ui.kit.desk import Desk
    from ui.kit.tasks import Tasks

    opened = []

    def open_desk(app):
        memory.forget_all()
        tasks, changes = Tasks(app), Changes(app)
        made = Desk(app, tasks, changes)
        made.toasts, made.opened = [], []
        made.toast_wanted.connect(lambda text, undo: made.toasts.append((text, undo)))
        made.page_wanted.connect(lambda page, record: made.opened.append((page, record)))
        opened.append((made, changes, tasks))
        return made

    yield open_desk
    for made, changes, tasks in opened:
        assert tasks.finish()
        for thing in (made, changes, tasks):
            thing.deleteLater()


@pytest.fixture
def desk(office, desk_of):
    """The desk of the office."""
    return desk_of(office)


@pytest.fixture
def quiet(qtbot, desk):
    """Waits until everything that was asked for has been answered and shown."""

    def wait(tasks=None):
        for _time in range(4):
            qtbot.waitUntil(lambda: not (tasks or desk.tasks).is_busy, timeout=20_000)
            qtbot.wait(5)

    return wait


@pytest.fixture
def answers(monkeypatch):
    """Answers questions: a list of indexes to give; the titles asked are kept."""
    from ui.kit import messages

    class Answers(list):
        asked: list

    given = Answers()
    given.asked = []

    def show(_parent, message):
        given.asked.append(message.title)
        if not given:
            raise AssertionError(f"unexpected message: {message.title} {message.body} {message.detail}")
        return given.pop(0)

    monkeypatch.setattr(messages, "show", show)
    return given
